//! The pieces of a file that a device sends bit by bit: kept in the store, where every node finds them, and joined when
//! all are there.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::SystemTime;

use object_store::path::Path;
use tokio::io::AsyncWriteExt as _;
use uuid::Uuid;

use super::bucket::{Bucket, INCOMING, place};
use super::error::BlobError;
use super::hash::BlobHash;
use crate::vault::random_bytes;

/// The pieces of every upload; copies share them.
#[derive(Clone)]
pub struct Pieces {
    bucket: Arc<Bucket>,
}

impl Pieces {
    pub(super) fn new(bucket: Arc<Bucket>) -> Pieces {
        Pieces { bucket }
    }

    /// Keeps a piece of an upload durably, under an id of its own: what others keep for the same place stays.
    pub async fn keep(&self, upload: Uuid, bytes: Vec<u8>) -> Result<Uuid, BlobError> {
        let piece = Uuid::from_bytes(random_bytes());
        self.bucket.put(&path(upload, piece), bytes.into()).await?;
        Ok(piece)
    }

    /// Removes one piece.
    pub async fn forget_one(&self, upload: Uuid, piece: Uuid) -> Result<(), BlobError> {
        self.bucket.remove_at(&path(upload, piece)).await
    }

    /// Removes everything that came of an upload.
    pub async fn forget(&self, upload: Uuid) -> Result<(), BlobError> {
        for object in self.bucket.below(Some(&folder(upload))).await? {
            self.bucket.remove_at(&object.location).await?;
        }
        Ok(())
    }

    /// Makes a file of pieces in their order, if together they are the content with this hash.
    ///
    /// Fails with `Missing` when a piece is gone. The pieces stay until they are forgotten.
    pub async fn join(&self, upload: Uuid, pieces: &[Uuid], hash: BlobHash) -> Result<(), BlobError> {
        let mut writer = self.bucket.writer(place(&hash))?;
        let mut hasher = blake3::Hasher::new();
        for piece in pieces {
            let bytes = self.bucket.get(&path(upload, *piece)).await?.ok_or(BlobError::Missing { hash })?;
            hasher.update(&bytes);
            writer.put(bytes).await.map_err(|error| self.bucket.fault(error))?;
        }
        let found = BlobHash::from(hasher.finalize());
        if found != hash {
            writer.abort().await.map_err(|error| self.bucket.fault(error))?;
            return Err(BlobError::Mismatch { wanted: hash, found });
        }
        writer.shutdown().await.map_err(|error| self.bucket.write_fault(error))
    }

    /// Removes what came before `before` and belongs to no upload that is alive; returns how much that was.
    pub async fn collect(&self, alive: &BTreeSet<Uuid>, before: SystemTime) -> Result<usize, BlobError> {
        let alive: BTreeSet<String> = alive.iter().map(Uuid::to_string).collect();
        let mut removed = 0;
        for object in self.bucket.below(Some(&Path::from(INCOMING))).await? {
            let is_alive = object.location.parts().nth(1).is_some_and(|part| alive.contains(part.as_ref()));
            if !is_alive && SystemTime::from(object.last_modified) < before {
                self.bucket.remove_at(&object.location).await?;
                removed += 1;
            }
        }
        Ok(removed + self.bucket.sweep(before).await?)
    }
}

fn folder(upload: Uuid) -> Path {
    Path::from_iter([INCOMING, &upload.to_string()])
}

fn path(upload: Uuid, piece: Uuid) -> Path {
    folder(upload).join(piece.to_string())
}
