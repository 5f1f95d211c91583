//! The way requests leave the device: reqwest in the product, a cut wire or a server in memory in tests.

use crate::fault::Fault;
use async_trait::async_trait;
use bytes::Bytes;
use futures::stream::BoxStream;
use std::io;

/// The body of an answer as it arrives, decompressed.
pub type Chunks = BoxStream<'static, Result<Bytes, Fault>>;

/// The body of a request.
pub enum Payload {
    Empty,
    Whole(Bytes),
    /// Bytes as they are read, `len_bytes` in all.
    Stream {
        len_bytes: u64,
        bytes: BoxStream<'static, io::Result<Bytes>>,
    },
}

impl Payload {
    pub fn len_bytes(&self) -> u64 {
        match self {
            Payload::Empty => 0,
            Payload::Whole(bytes) => bytes.len() as u64,
            Payload::Stream { len_bytes, .. } => *len_bytes,
        }
    }
}

/// Sends one request and gives the answer as soon as its head is here.
#[async_trait]
pub trait Transport: Send + Sync + 'static {
    /// Dropping the future gives the request up.
    async fn send(&self, request: http::Request<Payload>) -> Result<http::Response<Chunks>, Fault>;

    /// Drops connections that may be half-open, such as those of another network.
    fn renew(&self);
}
