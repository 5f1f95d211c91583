//! A file on its way in: hashed and sealed as it comes, and put in its place only when it is whole.

use std::io::{Seek, Write};
use std::sync::Arc;

use super::Added;
use super::cipher::{CHUNK_BYTES, Chunks, HEAD_BYTES};
use super::error::BlobError;
use super::hash::BlobHash;
use super::shelf::Shelf;
use crate::durable::{self, Fresh};

/// A file that is arriving; dropped before it is finished, nothing of it stays.
pub(super) struct Incoming {
    shelf: Arc<Shelf>,
    fresh: Fresh,
    sealing: Option<Sealing>,
    hasher: blake3::Hasher,
    size_bytes: u64,
}

struct Sealing {
    chunks: Chunks,
    /// The chunk that is being filled; whether it is the last one is known only when more comes, or nothing.
    held: Vec<u8>,
    index: u32,
}

impl Incoming {
    pub(super) fn start(shelf: Arc<Shelf>) -> Result<Incoming, BlobError> {
        let mut fresh =
            Fresh::in_folder(&shelf.incoming()?).map_err(|error| BlobError::at(&shelf.folder, error))?;
        let sealing = shelf.keys.as_ref().map(|keys| Sealing {
            chunks: keys.start(),
            held: Vec::with_capacity(CHUNK_BYTES),
            index: 0,
        });
        if sealing.is_some() {
            // Room for the head, which is known at the end.
            fresh.file().write_all(&[0; HEAD_BYTES]).map_err(|error| BlobError::at(&shelf.folder, error))?;
        }
        Ok(Incoming { shelf, fresh, sealing, hasher: blake3::Hasher::new(), size_bytes: 0 })
    }

    pub(super) fn write(&mut self, mut bytes: &[u8]) -> Result<(), BlobError> {
        self.hasher.update(bytes);
        self.size_bytes += bytes.len() as u64;
        let Some(sealing) = &mut self.sealing else { return self.put(bytes) };
        let mut sealed = Vec::new();
        while !bytes.is_empty() {
            if sealing.held.len() == CHUNK_BYTES {
                sealed.extend(sealing.chunks.seal(sealing.index, false, &sealing.held));
                sealing.held.clear();
                sealing.index = sealing.index.checked_add(1).ok_or_else(too_long)?;
            }
            let (part, rest) = bytes.split_at(bytes.len().min(CHUNK_BYTES - sealing.held.len()));
            sealing.held.extend_from_slice(part);
            bytes = rest;
        }
        self.put(&sealed)
    }

    /// Puts the file in its place, durably, unless it is not the one that was announced.
    pub(super) fn finish(mut self, wanted: Option<&BlobHash>) -> Result<Added, BlobError> {
        let hash = BlobHash::from(self.hasher.finalize());
        if let Some(wanted) = wanted.filter(|wanted| **wanted != hash) {
            return Err(BlobError::Mismatch { wanted: *wanted, found: hash });
        }
        if let Some(Sealing { chunks, held, index }) = self.sealing.take() {
            self.put(&chunks.seal(index, true, &held))?;
            let keys = self.shelf.keys.as_ref().expect("only a shelf with keys seals");
            let head = keys.head(&chunks, &hash, self.size_bytes);
            self.fresh.file().rewind().map_err(|error| BlobError::at(&self.shelf.folder, error))?;
            self.put(&head)?;
        }
        let Incoming { shelf, mut fresh, size_bytes, .. } = self;
        let place = shelf.place(&hash);
        let shard = place.parent().expect("every place is in a shard");
        // Here, not under the lock: flushing is what takes long.
        fresh.file().sync_all().map_err(|error| BlobError::at(&place, error))?;
        // An older copy is replaced rather than trusted: this mends a damaged one, and makes the file young again,
        // so that it is not collected before somebody refers to it.
        let moving = shelf.moving();
        durable::create_folder(shard).map_err(|error| BlobError::at(shard, error))?;
        fresh.keep_as(&place).map_err(|error| BlobError::at(&place, error))?;
        drop(moving);
        Ok(Added { hash, size_bytes })
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), BlobError> {
        self.fresh.file().write_all(bytes).map_err(|error| BlobError::at(&self.shelf.folder, error))
    }
}

fn too_long() -> BlobError {
    BlobError::Source(std::io::ErrorKind::FileTooLarge.into())
}
