//! A stored file as a stream: a piece in memory at a time, read on threads that may wait for the disk.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures::StreamExt as _;
use futures::stream::BoxStream;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::task::JoinHandle;

use super::error::BlobError;
use super::hash::BlobHash;
use super::read::{OpenBlob, STEP_BYTES};

/// Reads a stored file or a part of it.
///
/// A whole file ends with an error, never early, when it is damaged. A part of a file in a store of objects is only as
/// good as that store: whoever puts the parts together compares the whole with its hash.
pub struct BlobStream(Source);

enum Source {
    Sealed(SealedStream),
    Objects(ObjectStream),
}

impl BlobStream {
    /// Returns how many bytes are left to read.
    pub fn left_bytes(&self) -> u64 {
        match &self.0 {
            Source::Sealed(stream) => stream.left_bytes(),
            Source::Objects(stream) => stream.left,
        }
    }
}

impl From<SealedStream> for BlobStream {
    fn from(stream: SealedStream) -> Self {
        BlobStream(Source::Sealed(stream))
    }
}

impl From<ObjectStream> for BlobStream {
    fn from(stream: ObjectStream) -> Self {
        BlobStream(Source::Objects(stream))
    }
}

impl AsyncRead for BlobStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        out: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match &mut self.0 {
            Source::Sealed(stream) => Pin::new(stream).poll_read(context, out),
            Source::Objects(stream) => Pin::new(stream).poll_read(context, out),
        }
    }
}

/// Reads an object, or a part of one, as its store sends it.
pub(super) struct ObjectStream {
    pieces: BoxStream<'static, object_store::Result<Bytes>>,
    piece: Bytes,
    left: u64,
    /// Follows along when the whole file is read.
    hasher: Option<blake3::Hasher>,
    hash: BlobHash,
}

impl ObjectStream {
    pub(super) fn new(
        pieces: BoxStream<'static, object_store::Result<Bytes>>,
        left: u64,
        is_whole: bool,
        hash: BlobHash,
    ) -> ObjectStream {
        ObjectStream { pieces, piece: Bytes::new(), left, hasher: is_whole.then(blake3::Hasher::new), hash }
    }

    fn broken(&self, why: &'static str) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidData, BlobError::Broken { hash: self.hash, why })
    }
}

impl AsyncRead for ObjectStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        out: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        while self.piece.is_empty() {
            match ready!(self.pieces.poll_next_unpin(context)) {
                Some(Ok(piece)) => {
                    if let Some(hasher) = &mut self.hasher {
                        hasher.update(&piece);
                    }
                    let left = self.left.checked_sub(piece.len() as u64);
                    self.left = left.ok_or_else(|| self.broken("its length changed"))?;
                    self.piece = piece;
                }
                Some(Err(error)) => return Poll::Ready(Err(io::Error::other(error))),
                None if self.left > 0 => return Poll::Ready(Err(self.broken("it was cut short"))),
                None => {
                    let found = self.hasher.take().map(|hasher| BlobHash::from(hasher.finalize()));
                    let fits = found.is_none_or(|found| found == self.hash);
                    return Poll::Ready(if fits { Ok(()) } else { Err(self.broken("its content changed")) });
                }
            }
        }
        let length = self.piece.len().min(out.remaining());
        out.put_slice(&self.piece.split_to(length));
        Poll::Ready(Ok(()))
    }
}

/// Reads a sealed file, or a part of one.
pub(super) struct SealedStream {
    next: u64,
    end: u64,
    state: State,
    piece: Vec<u8>,
    given: usize,
    /// Follows along when the whole file is read, to compare it with its hash at the end.
    hasher: Option<blake3::Hasher>,
    hash: BlobHash,
}

enum State {
    Idle(OpenBlob),
    Reading(JoinHandle<(OpenBlob, Result<Vec<u8>, BlobError>)>),
    /// Everything was given, or an error was.
    Over,
}

impl SealedStream {
    pub(super) fn new(blob: OpenBlob, from: u64, to: u64) -> SealedStream {
        let end = to.min(blob.size_bytes);
        let is_whole = from == 0 && end == blob.size_bytes;
        SealedStream {
            next: from,
            end,
            hash: blob.hash,
            state: State::Idle(blob),
            piece: Vec::new(),
            given: 0,
            hasher: is_whole.then(blake3::Hasher::new),
        }
    }

    fn left_bytes(&self) -> u64 {
        self.end.saturating_sub(self.next) + (self.piece.len() - self.given) as u64
    }

    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BlobError>> {
        loop {
            match std::mem::replace(&mut self.state, State::Over) {
                State::Over => return Poll::Ready(Ok(())),
                State::Idle(mut blob) => {
                    if self.next >= self.end {
                        let hasher = self.hasher.take();
                        let fits = hasher.is_none_or(|hasher| BlobHash::from(hasher.finalize()) == self.hash);
                        return Poll::Ready(if fits {
                            Ok(())
                        } else {
                            Err(blob.broken("its content changed"))
                        });
                    }
                    let (from, to) = (self.next, self.end.min(self.next.saturating_add(STEP_BYTES)));
                    self.state = State::Reading(tokio::task::spawn_blocking(move || {
                        let piece = blob.read_part(from, to);
                        (blob, piece)
                    }));
                }
                State::Reading(mut reading) => match Pin::new(&mut reading).poll(context) {
                    Poll::Pending => {
                        self.state = State::Reading(reading);
                        return Poll::Pending;
                    }
                    Poll::Ready(Err(broken)) => {
                        return Poll::Ready(Err(BlobError::Io(anyhow::Error::new(broken))));
                    }
                    Poll::Ready(Ok((_, Err(error)))) => return Poll::Ready(Err(error)),
                    Poll::Ready(Ok((blob, Ok(piece)))) => {
                        self.next += piece.len() as u64;
                        if let Some(hasher) = &mut self.hasher {
                            hasher.update(&piece);
                        }
                        (self.piece, self.given) = (piece, 0);
                        self.state = State::Idle(blob);
                        return Poll::Ready(Ok(()));
                    }
                },
            }
        }
    }
}

impl AsyncRead for SealedStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        out: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.given == self.piece.len() {
            ready!(self.poll_piece(context))
                .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        }
        let left = &self.piece[self.given..];
        let length = left.len().min(out.remaining());
        out.put_slice(&left[..length]);
        self.given += length;
        Poll::Ready(Ok(()))
    }
}
