//! A file on its way in: hashed and sealed as it comes, and put in its place only when it is whole.

use std::io::{Seek, Write};
use std::path::Path;
use std::sync::Arc;

use super::Added;
use super::cipher::{CHUNK_BYTES, Chunks};
use super::error::BlobError;
use super::hash::BlobHash;
use super::read::OpenPart;
use super::shelf::Shelf;
use crate::durable::{self, Fresh};

/// A file that is arriving; dropped before it is finished, nothing of it stays unless it was made to last.
pub(super) struct Incoming {
    shelf: Arc<Shelf>,
    fresh: Fresh,
    chunks: Chunks,
    /// The chunk that is being filled; whether it is the last one is known only when more comes, or nothing.
    held: Vec<u8>,
    index: u32,
    hasher: blake3::Hasher,
    size_bytes: u64,
}

impl Incoming {
    pub(super) fn start(shelf: Arc<Shelf>) -> Result<Incoming, BlobError> {
        let mut fresh =
            Fresh::in_folder(&shelf.incoming()?).map_err(|error| BlobError::at(&shelf.folder, error))?;
        let chunks = shelf.keys.start();
        // The room of the head, which is known at the end.
        let head = shelf.keys.part_head(&chunks);
        fresh.file().write_all(&head).map_err(|error| BlobError::at(&shelf.folder, error))?;
        let held = Vec::with_capacity(CHUNK_BYTES);
        Ok(Incoming { shelf, fresh, chunks, held, index: 0, hasher: blake3::Hasher::new(), size_bytes: 0 })
    }

    /// Goes on with a file of which a part came earlier, under a name by which it is found again.
    ///
    /// What came is read, checked and sealed anew: no nonce is ever used for two contents, whatever a crash did to the
    /// end of the older file.
    pub(super) fn resume(shelf: Arc<Shelf>, hash: &BlobHash) -> Result<Incoming, BlobError> {
        let part = shelf.part(hash);
        let mut incoming = Incoming::start(shelf)?;
        let mut old = OpenPart::open(&incoming.shelf, &part)?;
        while let Some(content) = old.as_mut().map(OpenPart::next_chunk).transpose()?.flatten() {
            if let Err(error) = incoming.write(&content) {
                // There is no room for both; the next attempt begins anew with the room of this one.
                make_room(&part, &error);
                return Err(error);
            }
        }
        drop(old);
        incoming.fresh.stay_as(&part).map_err(|error| BlobError::at(&part, error))?;
        Ok(incoming)
    }

    /// Returns how much of the content is here.
    pub(super) fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    /// Leaves nothing behind, whatever came.
    pub(super) fn give_up(&mut self) {
        self.fresh.give_up();
    }

    pub(super) fn write(&mut self, mut bytes: &[u8]) -> Result<(), BlobError> {
        self.hasher.update(bytes);
        self.size_bytes += bytes.len() as u64;
        let mut sealed = Vec::new();
        while !bytes.is_empty() {
            if self.held.len() == CHUNK_BYTES {
                sealed.extend(self.chunks.seal(self.index, false, &self.held));
                self.held.clear();
                self.index = self.index.checked_add(1).ok_or_else(too_long)?;
            }
            let (part, rest) = bytes.split_at(bytes.len().min(CHUNK_BYTES - self.held.len()));
            self.held.extend_from_slice(part);
            bytes = rest;
        }
        self.put(&sealed)
    }

    /// Puts the file in its place, durably, unless it is not the one that was announced.
    pub(super) fn finish(mut self, wanted: Option<&BlobHash>) -> Result<Added, BlobError> {
        let hash = BlobHash::from(self.hasher.finalize());
        if let Some(wanted) = wanted.filter(|wanted| **wanted != hash) {
            self.fresh.give_up();
            return Err(BlobError::Mismatch { wanted: *wanted, found: hash });
        }
        self.put(&self.chunks.seal(self.index, true, &self.held))?;
        let head = self.shelf.keys.head(&self.chunks, &hash, self.size_bytes);
        self.fresh.file().rewind().map_err(|error| BlobError::at(&self.shelf.folder, error))?;
        self.put(&head)?;
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
        self.fresh.file().write_all(bytes).map_err(|error| {
            // Half a chunk may have been written, and a full disk needs the room: what came has to come again.
            self.fresh.give_up();
            BlobError::at(&self.shelf.folder, error)
        })
    }
}

/// Gives up what came earlier when it fills the disk.
fn make_room(part: &Path, error: &BlobError) {
    if matches!(error, BlobError::DiskFull { .. })
        && let Err(error) = std::fs::remove_file(part)
    {
        tracing::warn!(%error, "The beginning of a file stays behind");
    }
}

fn too_long() -> BlobError {
    BlobError::Source(std::io::ErrorKind::FileTooLarge.into())
}
