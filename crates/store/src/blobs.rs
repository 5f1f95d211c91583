//! The bytes of attachments: stored under the hash of their content, and encrypted wherever a key is given.
//!
//! A file is written aside, flushed and moved to its place before anything refers to it, and it is checked whenever
//! it is read. On a device neither content nor hash can be told from the disk without the key; a server stores plain
//! files under their hashes.

mod cipher;
mod error;
mod hash;
mod read;
mod shelf;
mod stream;
mod write;

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use tokio::io::{AsyncRead, AsyncReadExt};

use self::cipher::Keys;
pub use self::error::BlobError;
pub use self::hash::{BlobHash, NotAHash};
use self::read::{OpenBlob, STEP_BYTES};
use self::shelf::Shelf;
pub use self::stream::BlobStream;
use self::write::Incoming;
use crate::vault::Key;

/// The store of attachment bytes; copies share it.
#[derive(Clone)]
pub struct Blobs {
    shelf: Arc<Shelf>,
}

/// What was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Added {
    pub hash: BlobHash,
    pub size_bytes: u64,
}

/// What is in the store.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stored {
    pub files: BTreeSet<BlobHash>,
    /// Files that are not ours, or too damaged to tell which content they held.
    pub unreadable: BTreeSet<PathBuf>,
}

impl Blobs {
    /// Names the folder; it is created with the first file. Without a key the files are plain, as on a server.
    pub fn open(folder: PathBuf, key: Option<&Key>) -> Blobs {
        Blobs { shelf: Arc::new(Shelf::new(folder, key.map(Keys::new))) }
    }

    /// Stores what is read, a piece in memory at a time; durable once this returns.
    ///
    /// Storing the same content again is fine: there is one copy, and it is as good as new afterwards.
    pub async fn add(&self, bytes: impl AsyncRead) -> Result<Added, BlobError> {
        self.take_in(bytes, None).await
    }

    /// Stores what is read if it is the content with this hash, and nothing otherwise.
    pub async fn add_expected(&self, bytes: impl AsyncRead, hash: BlobHash) -> Result<Added, BlobError> {
        self.take_in(bytes, Some(hash)).await
    }

    pub async fn add_bytes(&self, bytes: &[u8]) -> Result<Added, BlobError> {
        self.take_in(bytes, None).await
    }

    /// Returns the whole content, compared with its hash.
    pub async fn read(&self, hash: BlobHash) -> Result<Vec<u8>, BlobError> {
        self.aside(move |shelf| OpenBlob::open(shelf, &hash)?.read_all()).await
    }

    /// Returns a part of the content; a range beyond the end gives what there is.
    pub async fn read_range(&self, hash: BlobHash, range: Range<u64>) -> Result<Vec<u8>, BlobError> {
        self.aside(move |shelf| OpenBlob::open_for_part(shelf, &hash)?.read_part(range.start, range.end))
            .await
    }

    /// Opens the whole content as a stream, which ends with an error if the content turns out to be damaged.
    pub async fn stream(&self, hash: BlobHash) -> Result<BlobStream, BlobError> {
        self.aside(move |shelf| Ok(BlobStream::new(OpenBlob::open(shelf, &hash)?, 0, u64::MAX))).await
    }

    /// Opens a part of the content as a stream.
    pub async fn stream_range(&self, hash: BlobHash, range: Range<u64>) -> Result<BlobStream, BlobError> {
        self.aside(move |shelf| {
            Ok(BlobStream::new(OpenBlob::open_for_part(shelf, &hash)?, range.start, range.end))
        })
        .await
    }

    /// Returns how large the content is; fails like reading does when it is missing or cut short.
    pub async fn size_bytes(&self, hash: BlobHash) -> Result<u64, BlobError> {
        self.aside(move |shelf| OpenBlob::open(shelf, &hash).map(|blob| blob.size_bytes)).await
    }

    /// Tells whether the content is here; a copy that is seen to be damaged counts as missing.
    pub async fn has(&self, hash: BlobHash) -> Result<bool, BlobError> {
        match self.size_bytes(hash).await {
            Ok(_) => Ok(true),
            Err(BlobError::Missing { .. } | BlobError::Broken { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Removes the content; tells whether there was any.
    pub async fn remove(&self, hash: BlobHash) -> Result<bool, BlobError> {
        self.aside(move |shelf| shelf.remove(&hash)).await
    }

    /// Lists what is stored, without reading contents.
    pub async fn list(&self) -> Result<Stored, BlobError> {
        self.aside(Shelf::list).await
    }

    /// Removes what was stored before `before` and is not referred to, and what never arrived completely.
    ///
    /// A file is stored before the change that refers to it is committed, so `before` has to lie well in the past.
    pub async fn collect(
        &self,
        referred_to: BTreeSet<BlobHash>,
        before: SystemTime,
    ) -> Result<usize, BlobError> {
        self.aside(move |shelf| shelf.collect(&referred_to, before)).await
    }

    async fn take_in(&self, bytes: impl AsyncRead, wanted: Option<BlobHash>) -> Result<Added, BlobError> {
        let shelf = self.shelf.clone();
        let mut incoming = aside(move || Incoming::start(shelf)).await?;
        let mut bytes = std::pin::pin!(bytes);
        let mut piece = Vec::new();
        loop {
            piece.clear();
            let read = (&mut bytes).take(STEP_BYTES).read_to_end(&mut piece).await;
            if read.map_err(BlobError::Source)? == 0 {
                break;
            }
            (incoming, piece) = aside(move || {
                incoming.write(&piece)?;
                Ok((incoming, piece))
            })
            .await?;
        }
        aside(move || incoming.finish(wanted.as_ref())).await
    }

    async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Shelf) -> Result<T, BlobError> + Send + 'static,
    ) -> Result<T, BlobError> {
        let shelf = self.shelf.clone();
        aside(move || work(&shelf)).await
    }
}

/// Runs what waits for the disk where no other task waits for it.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BlobError> + Send + 'static,
) -> Result<T, BlobError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(broken) => Err(BlobError::Io(anyhow::Error::new(broken).context("using the attachments"))),
    }
}
