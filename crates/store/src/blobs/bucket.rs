//! A server's attachments: plain objects under their hashes, in a folder, in S3 or in memory.
//!
//! Whole files stand under `ab/abcd...`, what is on its way under `incoming/`. A file appears in its place only when
//! all of it was compared with its hash.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path as FilePath, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use bytes::Bytes;
use futures::{StreamExt as _, TryStreamExt as _};
use object_store::buffered::BufWriter;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{GetOptions, GetRange, ObjectMeta, ObjectStore, ObjectStoreExt as _};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use uuid::Uuid;

use super::error::BlobError;
use super::hash::BlobHash;
use super::read::STEP_BYTES;
use super::stream::ObjectStream;
use super::{Added, Stored};
use crate::durable;
use crate::vault::random_bytes;

/// What is on its way lies below this.
pub(super) const INCOMING: &str = "incoming";
/// A larger file goes to its store in parts of this size, of which two are under way at once.
const PART_BYTES: usize = 8 * 1024 * 1024;
const PARTS_AT_ONCE: usize = 2;

/// A store of objects.
pub(super) struct Bucket {
    store: OnceLock<Arc<dyn ObjectStore>>,
    /// Where the objects are files; the folder is made with the first use.
    folder: Option<PathBuf>,
}

impl Bucket {
    pub(super) fn in_folder(folder: PathBuf) -> Bucket {
        Bucket { store: OnceLock::new(), folder: Some(folder) }
    }

    pub(super) fn in_memory() -> Bucket {
        Bucket::of(Arc::new(InMemory::new()))
    }

    /// Opens `s3://BUCKET/PREFIX`, with the address and the keys that the environment names.
    #[cfg(feature = "s3")]
    pub(super) fn in_s3(
        url: &str,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Bucket, BlobError> {
        let fault = |error| BlobError::store(format!("opening {url}"), error);
        let rest = url.strip_prefix("s3://").unwrap_or(url);
        let (name, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let mut builder = object_store::aws::AmazonS3Builder::new();
        for (key, value) in environment.filter(|(key, _)| key.starts_with("AWS_")) {
            // Other programs have variables of their own under the same beginning.
            if let Ok(key) = key.to_ascii_lowercase().parse() {
                builder = builder.with_config(key, value);
            }
        }
        let store = builder.with_bucket_name(name).build().map_err(fault)?;
        let prefix = Path::parse(prefix.trim_end_matches('/')).map_err(|error| fault(error.into()))?;
        Ok(Bucket::of(Arc::new(object_store::prefix::PrefixStore::new(store, prefix))))
    }

    fn of(store: Arc<dyn ObjectStore>) -> Bucket {
        Bucket { store: OnceLock::from(store), folder: None }
    }

    pub(super) fn store(&self) -> Result<&Arc<dyn ObjectStore>, BlobError> {
        if let (None, Some(folder)) = (self.store.get(), &self.folder) {
            durable::create_folder(folder).map_err(|error| BlobError::at(folder, error))?;
            let files = LocalFileSystem::new_with_prefix(folder).map_err(|error| self.fault(error))?;
            // What a device was told is kept has to survive a power cut.
            let files = files.with_fsync(true).with_automatic_cleanup(true);
            return Ok(self.store.get_or_init(|| Arc::new(files)));
        }
        Ok(self.store.get().expect("what is no folder was opened when it was made"))
    }

    /// Finds out whether the store answers. Asking for one object would not: a missing bucket has no objects either.
    pub(super) async fn check(&self) -> Result<(), BlobError> {
        let first = self.store()?.list(Some(&Path::from(INCOMING))).next().await;
        first.transpose().map(|_| ()).map_err(|error| self.fault(error))
    }

    /// Stores what is read under its hash, unless another one is wanted.
    pub(super) async fn add(
        &self,
        bytes: impl AsyncRead,
        wanted: Option<BlobHash>,
    ) -> Result<Added, BlobError> {
        let aside = Path::from_iter([INCOMING, Uuid::from_bytes(random_bytes()).to_string().as_str()]);
        let mut writer = self.writer(aside.clone())?;
        let mut bytes = std::pin::pin!(bytes);
        let (mut hasher, mut size_bytes) = (blake3::Hasher::new(), 0);
        loop {
            let mut piece = Vec::new();
            let read = (&mut bytes).take(STEP_BYTES).read_to_end(&mut piece).await;
            if read.map_err(BlobError::Source)? == 0 {
                break;
            }
            hasher.update(&piece);
            size_bytes += piece.len() as u64;
            writer.put(piece.into()).await.map_err(|error| self.fault(error))?;
        }
        let hash = BlobHash::from(hasher.finalize());
        if let Some(wanted) = wanted.filter(|wanted| *wanted != hash) {
            writer.abort().await.map_err(|error| self.fault(error))?;
            return Err(BlobError::Mismatch { wanted, found: hash });
        }
        writer.shutdown().await.map_err(|error| self.write_fault(error))?;
        // An older copy is replaced rather than trusted: this mends a damaged one, and makes the file young again.
        self.store()?.rename(&aside, &place(&hash)).await.map_err(|error| self.fault(error))?;
        Ok(Added { hash, size_bytes })
    }

    /// Returns what writes an object in parts; dropped before it is shut down, there is no object.
    pub(super) fn writer(&self, path: Path) -> Result<BufWriter, BlobError> {
        let writer = BufWriter::with_capacity(self.store()?.clone(), path, PART_BYTES);
        Ok(writer.with_max_concurrency(PARTS_AT_ONCE))
    }

    pub(super) async fn size_bytes(&self, hash: &BlobHash) -> Result<u64, BlobError> {
        self.look(hash).await.map(|meta| meta.size)
    }

    async fn look(&self, hash: &BlobHash) -> Result<ObjectMeta, BlobError> {
        self.store()?.head(&place(hash)).await.map_err(|error| self.missing(hash, error))
    }

    pub(super) async fn stream(&self, hash: BlobHash) -> Result<ObjectStream, BlobError> {
        let object = self.store()?.get(&place(&hash)).await.map_err(|error| self.missing(&hash, error))?;
        let size_bytes = object.meta.size;
        Ok(ObjectStream::new(object.into_stream(), size_bytes, true, hash))
    }

    pub(super) async fn stream_range(
        &self,
        hash: BlobHash,
        range: Range<u64>,
    ) -> Result<ObjectStream, BlobError> {
        let size_bytes = self.size_bytes(&hash).await?;
        let range = range.start.min(size_bytes)..range.end.min(size_bytes);
        if range == (0..size_bytes) {
            return self.stream(hash).await;
        }
        if range.is_empty() {
            return Ok(ObjectStream::new(futures::stream::empty().boxed(), 0, false, hash));
        }
        let length = range.end - range.start;
        let options = GetOptions { range: Some(GetRange::Bounded(range)), ..GetOptions::default() };
        let object = self.store()?.get_opts(&place(&hash), options).await;
        let object = object.map_err(|error| self.missing(&hash, error))?;
        Ok(ObjectStream::new(object.into_stream(), length, false, hash))
    }

    pub(super) async fn remove(&self, hash: &BlobHash) -> Result<bool, BlobError> {
        match self.look(hash).await {
            Ok(_) => self.remove_at(&place(hash)).await.map(|()| true),
            Err(BlobError::Missing { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Removes an object; one that is gone already is fine.
    pub(super) async fn remove_at(&self, path: &Path) -> Result<(), BlobError> {
        match self.store()?.delete(path).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(self.fault(error)),
        }
    }

    pub(super) async fn get(&self, path: &Path) -> Result<Option<Bytes>, BlobError> {
        match self.store()?.get(path).await {
            Ok(object) => object.bytes().await.map(Some).map_err(|error| self.fault(error)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(self.fault(error)),
        }
    }

    pub(super) async fn put(&self, path: &Path, bytes: Bytes) -> Result<(), BlobError> {
        let put = self.store()?.put(path, bytes.into()).await;
        put.map(|_| ()).map_err(|error| self.fault(error))
    }

    /// Lists everything below a prefix.
    pub(super) async fn below(&self, prefix: Option<&Path>) -> Result<Vec<ObjectMeta>, BlobError> {
        self.store()?.list(prefix).try_collect().await.map_err(|error| self.fault(error))
    }

    pub(super) async fn list(&self) -> Result<Stored, BlobError> {
        let mut stored = Stored::default();
        for object in self.below(None).await? {
            if object.location.prefix_matches(&Path::from(INCOMING)) {
                continue;
            }
            match object.location.filename().and_then(|name| name.parse().ok()) {
                Some(hash) if place(&hash) == object.location => stored.files.insert(hash),
                _ => stored.unreadable.insert(self.outside(&object.location)),
            };
        }
        Ok(stored)
    }

    /// Removes what was stored before `before` and nobody refers to, and what never arrived completely.
    pub(super) async fn collect(
        &self,
        referred_to: &BTreeSet<BlobHash>,
        before: SystemTime,
    ) -> Result<usize, BlobError> {
        let places: BTreeSet<Path> = referred_to.iter().map(place).collect();
        let mut removed = 0;
        for object in self.below(None).await? {
            if !places.contains(&object.location) && SystemTime::from(object.last_modified) < before {
                self.remove_at(&object.location).await?;
                removed += 1;
            }
        }
        Ok(removed + self.sweep(before).await?)
    }

    /// Removes what a process that was killed left half written; a store that is no folder sees to that itself.
    pub(super) async fn sweep(&self, before: SystemTime) -> Result<usize, BlobError> {
        let Some(folder) = self.folder.clone() else { return Ok(0) };
        super::aside(move || {
            let mut removed = 0;
            sweep_folder(&folder, before, &mut removed).map_err(|error| BlobError::at(&folder, error))?;
            Ok(removed)
        })
        .await
    }

    fn outside(&self, path: &Path) -> PathBuf {
        self.folder.as_deref().unwrap_or(FilePath::new("")).join(path.as_ref())
    }

    fn missing(&self, hash: &BlobHash, error: object_store::Error) -> BlobError {
        if matches!(error, object_store::Error::NotFound { .. }) {
            return BlobError::Missing { hash: *hash };
        }
        self.fault(error)
    }

    pub(super) fn write_fault(&self, error: io::Error) -> BlobError {
        match &self.folder {
            Some(folder) => BlobError::at(folder, root_of(&error).unwrap_or(error)),
            None => BlobError::Io(anyhow::Error::new(error).context("using the store of attachments")),
        }
    }

    pub(super) fn fault(&self, error: object_store::Error) -> BlobError {
        match (&self.folder, root_of(&error)) {
            (Some(folder), Some(root)) => BlobError::at(folder, root),
            _ => BlobError::store("using the store of attachments".to_owned(), error),
        }
    }
}

/// Returns where a file stands.
pub(super) fn place(hash: &BlobHash) -> Path {
    let name = hash.to_string();
    Path::from_iter([&name[..2], &name])
}

/// Finds what the operating system said, however often it was wrapped.
fn root_of(error: &(dyn std::error::Error + 'static)) -> Option<io::Error> {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(code) = error.downcast_ref::<io::Error>().and_then(io::Error::raw_os_error) {
            return Some(io::Error::from_raw_os_error(code));
        }
        cause = error.source();
    }
    None
}

/// Removes old files that are no objects: `object_store` writes `NAME#1` before it moves it to `NAME`.
fn sweep_folder(folder: &FilePath, before: SystemTime, removed: &mut usize) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sweep_folder(&entry.path(), before, removed)?;
        } else if entry.file_name().to_str().is_some_and(|name| name.contains('#')) {
            match entry.metadata().and_then(|metadata| metadata.modified()) {
                Ok(modified) if modified < before => {
                    fs::remove_file(entry.path())?;
                    *removed += 1;
                }
                Ok(_) => {}
                // It has become an object meanwhile.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}
