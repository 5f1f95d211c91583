//! The bytes of attachments: stored under the hash of their content, encrypted on a device, as plain objects on a server.
//!
//! A file is written aside, flushed and moved to its place before anything refers to it, and it is checked whenever
//! it is read. On a device neither content nor hash can be told from the disk without the key.

mod arriving;
mod bucket;
mod cipher;
mod error;
mod hash;
mod pieces;
mod read;
mod shelf;
mod stream;
mod write;

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use tokio::io::{AsyncRead, AsyncReadExt};

pub use self::arriving::Arriving;
use self::bucket::Bucket;
use self::cipher::Keys;
pub use self::error::BlobError;
pub use self::hash::{BlobHash, NotAHash};
pub use self::pieces::Pieces;
use self::read::{OpenBlob, STEP_BYTES};
use self::shelf::Shelf;
pub use self::stream::BlobStream;
use self::stream::SealedStream;
use self::write::Incoming;
use crate::vault::Key;

/// The store of attachment bytes; copies share it.
#[derive(Clone)]
pub struct Blobs {
    place: Place,
}

#[derive(Clone)]
enum Place {
    Shelf(Arc<Shelf>),
    Bucket(Arc<Bucket>),
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

/// What [`Blobs::trim`] left.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Trimmed {
    pub removed: usize,
    pub left_bytes: u64,
}

impl fmt::Debug for Blobs {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match &self.place {
            Place::Shelf(_) => "Blobs(sealed)",
            Place::Bucket(_) => "Blobs(objects)",
        })
    }
}

impl Blobs {
    /// Names the folder; it is created with the first file. Without a key the files are plain, as on a server.
    pub fn open(folder: PathBuf, key: Option<&Key>) -> Blobs {
        let place = match key {
            Some(key) => Place::Shelf(Arc::new(Shelf::new(folder, Keys::new(key)))),
            None => Place::Bucket(Arc::new(Bucket::in_folder(folder))),
        };
        Blobs { place }
    }

    /// A store that lasts as long as its copies.
    pub fn in_memory() -> Blobs {
        Blobs { place: Place::Bucket(Arc::new(Bucket::in_memory())) }
    }

    /// Opens `s3://BUCKET/PREFIX`; the environment names the address and the keys, as it does for other programs.
    ///
    /// Nothing is asked of it yet: whether it answers shows at the first file, or with [`Blobs::check`].
    ///
    /// # Errors
    /// When the environment says nothing usable.
    #[cfg(feature = "s3")]
    pub fn in_s3(url: &str, environment: impl Iterator<Item = (String, String)>) -> Result<Blobs, BlobError> {
        Ok(Blobs { place: Place::Bucket(Arc::new(Bucket::in_s3(url, environment)?)) })
    }

    /// Asks the store something, to find out whether it can be used.
    ///
    /// # Errors
    /// When it does not answer, or does not let this process in.
    pub async fn check(&self) -> Result<(), BlobError> {
        match &self.place {
            Place::Shelf(_) => Ok(()),
            Place::Bucket(bucket) => bucket.check().await,
        }
    }

    /// The pieces of files on their way; a device's folder takes none.
    pub fn pieces(&self) -> Option<Pieces> {
        match &self.place {
            Place::Shelf(_) => None,
            Place::Bucket(bucket) => Some(Pieces::new(bucket.clone())),
        }
    }

    /// Begins to bring a file here, or goes on where that ended. Waits while somebody else does.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub async fn receive(&self, hash: BlobHash) -> Result<Arriving, BlobError> {
        match &self.place {
            Place::Shelf(shelf) => Arriving::on_shelf(shelf.clone(), hash).await,
            Place::Bucket(_) => Ok(Arriving::for_bucket(self.clone(), hash)),
        }
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
        match &self.place {
            Place::Shelf(shelf) => on(shelf, move |shelf| OpenBlob::to_use(shelf, &hash)?.read_all()).await,
            Place::Bucket(bucket) => all_of(bucket.stream(hash).await?.into()).await,
        }
    }

    /// Returns a part of the content; a range beyond the end gives what there is.
    pub async fn read_range(&self, hash: BlobHash, range: Range<u64>) -> Result<Vec<u8>, BlobError> {
        match &self.place {
            Place::Shelf(shelf) => {
                on(shelf, move |shelf| OpenBlob::to_use(shelf, &hash)?.read_part(range.start, range.end))
                    .await
            }
            Place::Bucket(bucket) => all_of(bucket.stream_range(hash, range).await?.into()).await,
        }
    }

    /// Opens the whole content as a stream, which ends with an error if the content turns out to be damaged.
    pub async fn stream(&self, hash: BlobHash) -> Result<BlobStream, BlobError> {
        self.stream_range(hash, 0..u64::MAX).await
    }

    /// Opens a part of the content as a stream.
    pub async fn stream_range(&self, hash: BlobHash, range: Range<u64>) -> Result<BlobStream, BlobError> {
        match &self.place {
            Place::Shelf(shelf) => {
                let open = move |shelf: &Shelf| OpenBlob::to_use(shelf, &hash);
                let blob = on(shelf, open).await?;
                Ok(SealedStream::new(blob, range.start, range.end).into())
            }
            Place::Bucket(bucket) => Ok(bucket.stream_range(hash, range).await?.into()),
        }
    }

    /// Returns how large the content is; fails like reading does when it is missing or cut short.
    pub async fn size_bytes(&self, hash: BlobHash) -> Result<u64, BlobError> {
        match &self.place {
            Place::Shelf(shelf) => {
                on(shelf, move |shelf| OpenBlob::open(shelf, &hash).map(|blob| blob.size_bytes)).await
            }
            Place::Bucket(bucket) => bucket.size_bytes(&hash).await,
        }
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
        match &self.place {
            Place::Shelf(shelf) => on(shelf, move |shelf| shelf.remove(&hash)).await,
            Place::Bucket(bucket) => bucket.remove(&hash).await,
        }
    }

    /// Lists what is stored, without reading contents.
    pub async fn list(&self) -> Result<Stored, BlobError> {
        match &self.place {
            Place::Shelf(shelf) => on(shelf, Shelf::list).await,
            Place::Bucket(bucket) => bucket.list().await,
        }
    }

    /// Removes what was stored before `before` and is not referred to, and what never arrived completely.
    ///
    /// A file is stored before the change that refers to it is committed, so `before` has to lie well in the past.
    pub async fn collect(
        &self,
        referred_to: BTreeSet<BlobHash>,
        before: SystemTime,
    ) -> Result<usize, BlobError> {
        match &self.place {
            Place::Shelf(shelf) => on(shelf, move |shelf| shelf.collect(&referred_to, before)).await,
            Place::Bucket(bucket) => bucket.collect(&referred_to, before).await,
        }
    }

    /// Removes what never arrived completely and of which nothing came since `before`.
    pub async fn forget_parts(&self, before: SystemTime) -> Result<usize, BlobError> {
        match &self.place {
            Place::Shelf(shelf) => on(shelf, move |shelf| shelf.forget_parts(before)).await,
            Place::Bucket(bucket) => bucket.sweep(before).await,
        }
    }

    /// Removes the files that were used longest ago until a device's take no more than `limit_bytes`; those to keep
    /// stay. A server keeps everything.
    pub async fn trim(&self, keep: BTreeSet<BlobHash>, limit_bytes: u64) -> Result<Trimmed, BlobError> {
        match &self.place {
            Place::Shelf(shelf) => on(shelf, move |shelf| shelf.trim(&keep, limit_bytes)).await,
            Place::Bucket(_) => Ok(Trimmed::default()),
        }
    }

    async fn take_in(&self, bytes: impl AsyncRead, wanted: Option<BlobHash>) -> Result<Added, BlobError> {
        let shelf = match &self.place {
            Place::Shelf(shelf) => shelf.clone(),
            Place::Bucket(bucket) => return bucket.add(bytes, wanted).await,
        };
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
}

/// Reads a stream to its end; what it found broken is what went wrong.
async fn all_of(mut stream: BlobStream) -> Result<Vec<u8>, BlobError> {
    let mut bytes = Vec::new();
    match stream.read_to_end(&mut bytes).await {
        Ok(_) => Ok(bytes),
        Err(error) => Err(match error.downcast::<BlobError>() {
            Ok(broken) => broken,
            Err(error) => BlobError::Io(anyhow::Error::new(error).context("reading a file")),
        }),
    }
}

async fn on<T: Send + 'static>(
    shelf: &Arc<Shelf>,
    work: impl FnOnce(&Shelf) -> Result<T, BlobError> + Send + 'static,
) -> Result<T, BlobError> {
    let shelf = shelf.clone();
    aside(move || work(&shelf)).await
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
