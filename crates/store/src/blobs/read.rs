//! A stored file, open for reading; every byte that leaves here was checked.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::cipher::{CHUNK_BYTES, Chunks, HEAD_BYTES, Keys, TAG_BYTES, chunk_count, sealed_length};
use super::error::BlobError;
use super::hash::BlobHash;
use super::shelf::Shelf;

/// How much is read at a time where a whole file passes through.
pub(super) const STEP_BYTES: u64 = 4 * CHUNK_BYTES as u64;

/// The use of a file is noted once in so long, so that reading hardly ever writes.
const NOTED_ANEW: Duration = Duration::from_secs(3_600);

/// A stored file and what is known about it.
pub(super) struct OpenBlob {
    pub(super) hash: BlobHash,
    pub(super) size_bytes: u64,
    path: PathBuf,
    file: File,
    chunks: Chunks,
}

impl OpenBlob {
    /// Opens a file; one that was cut short, or that is another's under this name, is found out here.
    pub(super) fn open(shelf: &Shelf, hash: &BlobHash) -> Result<OpenBlob, BlobError> {
        let path = shelf.place(hash);
        let mut file = open_file(&path)?.ok_or(BlobError::Missing { hash: *hash })?;
        let length = file.metadata().map_err(|error| BlobError::at(&path, error))?.len();
        let broken = |why| BlobError::Broken { hash: *hash, why };
        let head = read_head(&mut file).map_err(|error| BlobError::at(&path, error))?;
        let head = head.ok_or_else(|| broken("it was cut short"))?;
        let (found, size_bytes, chunks) =
            shelf.keys.open_head(&head).ok_or_else(|| broken("its head was changed"))?;
        if found != *hash {
            return Err(broken("another file stands in its place"));
        }
        if sealed_length(size_bytes) != Some(length) {
            return Err(broken("its length changed"));
        }
        Ok(OpenBlob { hash: *hash, size_bytes, path, file, chunks })
    }

    /// As `open`, and notes that the file is of use: those that are not go first when room is needed.
    pub(super) fn to_use(shelf: &Shelf, hash: &BlobHash) -> Result<OpenBlob, BlobError> {
        let blob = OpenBlob::open(shelf, hash)?;
        let noted = blob.file.metadata().and_then(|metadata| metadata.modified());
        let now = SystemTime::now();
        if noted.is_ok_and(|noted| noted + NOTED_ANEW < now) {
            let marked = File::options().write(true).open(&blob.path).and_then(|file| file.set_modified(now));
            // A folder that cannot be written can still be read.
            if let Err(error) = marked {
                tracing::debug!(%error, "A file's use was not noted");
            }
        }
        Ok(blob)
    }

    /// Returns which content a sealed file says it holds; `None` when it is not one of ours.
    pub(super) fn announced(path: &Path, keys: &Keys) -> Result<Option<BlobHash>, BlobError> {
        let Some(mut file) = open_file(path)? else { return Ok(None) };
        let head = read_head(&mut file).map_err(|error| BlobError::at(path, error))?;
        Ok(head.and_then(|head| keys.open_head(&head)).map(|(hash, _, _)| hash))
    }

    /// Returns the whole content, compared with its hash.
    pub(super) fn read_all(&mut self) -> Result<Vec<u8>, BlobError> {
        let mut content = Vec::new();
        self.each_step(|bytes| content.extend_from_slice(bytes))?;
        Ok(content)
    }

    /// Reads from `from` up to `to`, or to the end of the file.
    pub(super) fn read_part(&mut self, from: u64, to: u64) -> Result<Vec<u8>, BlobError> {
        let to = to.min(self.size_bytes);
        if from >= to {
            return Ok(Vec::new());
        }
        let chunk = CHUNK_BYTES as u64;
        let (first, last) = (from / chunk, (to - 1) / chunk);
        let mut content = Vec::new();
        for index in first..=last {
            content.extend(self.open_chunk(index)?);
        }
        let skipped = in_memory(from - first * chunk);
        let wanted = in_memory(to - from);
        content.drain(..skipped);
        content.truncate(wanted);
        Ok(content)
    }

    /// Reads everything step by step and compares it with the hash at the end.
    fn each_step(&mut self, mut take: impl FnMut(&[u8])) -> Result<(), BlobError> {
        let mut hasher = blake3::Hasher::new();
        let mut from = 0;
        while from < self.size_bytes {
            let bytes = self.read_part(from, from + STEP_BYTES)?;
            hasher.update(&bytes);
            take(&bytes);
            from += bytes.len() as u64;
        }
        if BlobHash::from(hasher.finalize()) != self.hash {
            return Err(self.broken("its content changed"));
        }
        Ok(())
    }

    fn open_chunk(&mut self, index: u64) -> Result<Vec<u8>, BlobError> {
        let is_last = index + 1 == chunk_count(self.size_bytes);
        let start = index * CHUNK_BYTES as u64;
        let length = in_memory((self.size_bytes - start).min(CHUNK_BYTES as u64)) + TAG_BYTES;
        let sealed = self.read_at(HEAD_BYTES as u64 + index * (CHUNK_BYTES + TAG_BYTES) as u64, length)?;
        self.chunks.open(counter(index), is_last, &sealed).ok_or_else(|| self.broken("its content changed"))
    }

    fn read_at(&mut self, offset: u64, length: usize) -> Result<Vec<u8>, BlobError> {
        let mut bytes = vec![0; length];
        let read = self.file.seek(SeekFrom::Start(offset)).and_then(|_| self.file.read_exact(&mut bytes));
        match read {
            Ok(()) => Ok(bytes),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                Err(self.broken("it was cut short"))
            }
            Err(error) => Err(BlobError::at(&self.path, error)),
        }
    }

    pub(super) fn broken(&self, why: &'static str) -> BlobError {
        BlobError::Broken { hash: self.hash, why }
    }
}

/// The beginning of a file that was arriving when its process ended.
pub(super) struct OpenPart {
    file: File,
    chunks: Chunks,
    index: u32,
}

impl OpenPart {
    /// Opens what came; `None` when nothing did, or nothing that can be used.
    pub(super) fn open(shelf: &Shelf, path: &Path) -> Result<Option<OpenPart>, BlobError> {
        let Some(mut file) = open_file(path)? else { return Ok(None) };
        let head = read_head(&mut file).map_err(|error| BlobError::at(path, error))?;
        let chunks = head.and_then(|head| shelf.keys.open_part_head(&head));
        Ok(chunks.map(|chunks| OpenPart { file, chunks, index: 0 }))
    }

    /// Returns the content of the next chunk; `None` where what came ends, or was not written completely.
    pub(super) fn next_chunk(&mut self) -> Result<Option<Vec<u8>>, BlobError> {
        let mut sealed = vec![0; CHUNK_BYTES + TAG_BYTES];
        match self.file.read_exact(&mut sealed) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            Err(error) => {
                return Err(BlobError::Io(anyhow::Error::new(error).context("reading what came of a file")));
            }
        }
        let content = self.chunks.open(self.index, false, &sealed);
        self.index = self.index.saturating_add(1);
        Ok(content)
    }
}

fn in_memory(length_bytes: u64) -> usize {
    usize::try_from(length_bytes).expect("what is read at once fits into memory")
}

fn counter(index: u64) -> u32 {
    u32::try_from(index).expect("the length on the disk was checked against the count of chunks")
}

fn open_file(path: &Path) -> Result<Option<File>, BlobError> {
    match File::open(path) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(BlobError::at(path, error)),
    }
}

fn read_head(file: &mut File) -> io::Result<Option<[u8; HEAD_BYTES]>> {
    let mut head = [0; HEAD_BYTES];
    match file.read_exact(&mut head) {
        Ok(()) => Ok(Some(head)),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}
