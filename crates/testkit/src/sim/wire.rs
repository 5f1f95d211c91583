//! The way out of a simulated desk: requests wait here until the world lets them arrive, or not.

use super::busy::{Busy, Work};
use async_trait::async_trait;
use bytes::{Bytes, BytesMut};
use futures::{StreamExt, TryStreamExt};
use http::request::Parts;
use http::{Request, Response};
use std::sync::{Arc, Mutex, PoisonError};
use sync::fault::Fault;
use sync::transport::{Chunks, Payload, Transport};
use tokio::sync::{mpsc, oneshot};

pub(crate) type Answer = Result<Response<Chunks>, Fault>;

/// A request on its way, and who waits for the answer.
pub(crate) struct Asked {
    pub(crate) head: Parts,
    pub(crate) body: Bytes,
    answer: oneshot::Sender<(Answer, Work)>,
}

impl Asked {
    /// Gives the answer to whoever still waits for it.
    pub(crate) fn answer(self, busy: &Busy, answer: Answer) {
        // Nobody waits any more when the desk died or gave the request up.
        let _ = self.answer.send((answer, busy.work()));
    }
}

/// One desk's line.
#[derive(Clone)]
pub(crate) struct Line {
    pub(crate) busy: Busy,
    pub(crate) asked: Arc<Mutex<Vec<Asked>>>,
}

impl Line {
    pub(crate) fn new(busy: Busy) -> Self {
        Line { busy, asked: Arc::default() }
    }

    pub(crate) fn take(&self) -> Vec<Asked> {
        std::mem::take(&mut *self.asked.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[async_trait]
impl Transport for Line {
    async fn send(&self, request: Request<Payload>) -> Answer {
        let (head, payload) = request.into_parts();
        let body = match payload {
            Payload::Empty => Bytes::new(),
            Payload::Whole(bytes) => bytes,
            Payload::Stream { bytes, .. } => {
                let read = bytes.try_fold(BytesMut::new(), |mut all, piece| async move {
                    all.extend_from_slice(&piece);
                    Ok(all)
                });
                self.busy.during(read).await.map_err(|error| Fault::Local(error.to_string()))?.freeze()
            }
        };
        let (answer, answered) = oneshot::channel();
        let asked = Asked { head, body, answer };
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).push(asked);
        match answered.await {
            Ok((answer, work)) => {
                drop(work);
                answer
            }
            Err(_) => Err(Fault::Offline("the line went dead".to_owned())),
        }
    }

    fn renew(&self) {}
}

/// The writing end of a live stream.
pub(crate) struct Stream {
    pieces: mpsc::UnboundedSender<(Result<Bytes, Fault>, Work)>,
}

impl Stream {
    pub(crate) fn open() -> (Stream, Chunks) {
        let (pieces, read) = mpsc::unbounded_channel::<(Result<Bytes, Fault>, Work)>();
        let chunks = futures::stream::unfold(read, |mut read| async move {
            let (piece, work) = read.recv().await?;
            drop(work);
            Some((piece, read))
        });
        (Stream { pieces }, chunks.boxed())
    }

    /// Says something; whether anybody still listens.
    pub(crate) fn say(&self, busy: &Busy, piece: Result<String, Fault>) -> bool {
        self.pieces.send((piece.map(Bytes::from), busy.work())).is_ok()
    }
}
