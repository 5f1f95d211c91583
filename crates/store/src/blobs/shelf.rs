//! Where attachments stand on the disk: one folder for every first two digits of a name, and one for what arrives.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, Weak};
use std::time::SystemTime;

use tokio::sync::OwnedMutexGuard;

use super::cipher::Keys;
use super::error::BlobError;
use super::hash::BlobHash;
use super::read::OpenBlob;
use super::{Stored, Trimmed};
use crate::{durable, system};

/// The right to bring one file here.
type Turn = tokio::sync::Mutex<()>;

/// The folder of a device's attachments, and the keys to them.
pub(super) struct Shelf {
    pub(super) folder: PathBuf,
    pub(super) keys: Keys,
    /// Who brings which file here: one file never comes twice at a time.
    arriving: Mutex<BTreeMap<BlobHash, Weak<Turn>>>,
    /// Held while a file is put in its place, and while an old one is judged and removed.
    moving: Mutex<()>,
}

impl Shelf {
    pub(super) fn new(folder: PathBuf, keys: Keys) -> Shelf {
        // A program that was killed had no time to remove what it had half written, and nobody goes on with it: what
        // can be gone on with has a name of its own.
        if let Err(error) = durable::sweep(&folder.join("incoming"))
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "What an earlier run left half written stays behind");
        }
        Shelf { folder, keys, arriving: Mutex::default(), moving: Mutex::default() }
    }

    /// Waits until nobody else brings this file here.
    pub(super) async fn turn(&self, hash: &BlobHash) -> OwnedMutexGuard<()> {
        let turn = {
            let mut arriving = self.arriving.lock().expect("nobody panics while holding this");
            arriving.retain(|_, turn| turn.strong_count() > 0);
            let known = arriving.get(hash).and_then(Weak::upgrade);
            known.unwrap_or_else(|| {
                let turn = Arc::new(Turn::default());
                arriving.insert(*hash, Arc::downgrade(&turn));
                turn
            })
        };
        turn.lock_owned().await
    }

    pub(super) fn place(&self, hash: &BlobHash) -> PathBuf {
        let name = self.keys.name(hash);
        self.folder.join(&name[..2]).join(name)
    }

    /// Returns where the beginning of a file waits for its rest.
    pub(super) fn part(&self, hash: &BlobHash) -> PathBuf {
        self.folder.join("incoming").join(format!("{}.part", self.keys.name(hash)))
    }

    /// Returns the folder for what arrives, on the same disk as its later place.
    pub(super) fn incoming(&self) -> Result<PathBuf, BlobError> {
        let folder = self.folder.join("incoming");
        durable::create_folder(&folder).map_err(|error| BlobError::at(&folder, error))?;
        Ok(folder)
    }

    pub(super) fn moving(&self) -> MutexGuard<'_, ()> {
        self.moving.lock().expect("nobody panics while holding this")
    }

    /// Removes a file; tells whether there was one.
    pub(super) fn remove(&self, hash: &BlobHash) -> Result<bool, BlobError> {
        let place = self.place(hash);
        let _moving = self.moving();
        self.remove_at(&place)
    }

    /// Lists what is here; names files that were not written by this desk, or are damaged at the very start.
    pub(super) fn list(&self) -> Result<Stored, BlobError> {
        let mut stored = Stored::default();
        self.for_each_file(|path, entry| {
            let name = entry.file_name();
            let hash = OpenBlob::announced(path, &self.keys)?
                .filter(|hash| name.to_str() == Some(self.keys.name(hash).as_str()));
            match hash {
                Some(hash) => stored.files.insert(hash),
                None => stored.unreadable.insert(path.to_path_buf()),
            };
            Ok(())
        })?;
        Ok(stored)
    }

    /// Removes what nobody refers to and what never arrived completely, if it is older than `before`.
    pub(super) fn collect(
        &self,
        referred_to: &BTreeSet<BlobHash>,
        before: SystemTime,
    ) -> Result<usize, BlobError> {
        let names: BTreeSet<String> = referred_to.iter().map(|hash| self.keys.name(hash)).collect();
        let mut removed = 0;
        self.for_each_file(|path, entry| {
            // Age and removal under one lock: the same content may be attached again at this very moment.
            let _moving = self.moving();
            let referred_to = entry.file_name().to_str().is_some_and(|name| names.contains(name));
            if !referred_to && is_older(path, before)? && self.remove_at(path)? {
                removed += 1;
            }
            Ok(())
        })?;
        Ok(removed + self.forget_parts(before)?)
    }

    /// Removes what never arrived completely, if nothing of it came since `before`.
    pub(super) fn forget_parts(&self, before: SystemTime) -> Result<usize, BlobError> {
        let mut removed = 0;
        for_each_entry(&self.folder.join("incoming"), |path, _entry| {
            if is_older(path, before)? && self.remove_at(path)? {
                removed += 1;
            }
            Ok(())
        })?;
        Ok(removed)
    }

    /// Removes the files that were used longest ago until all together take no more than `limit_bytes`; those to keep
    /// stay, however much they take.
    pub(super) fn trim(&self, keep: &BTreeSet<BlobHash>, limit_bytes: u64) -> Result<Trimmed, BlobError> {
        let names: BTreeSet<String> = keep.iter().map(|hash| self.keys.name(hash)).collect();
        let (mut trimmed, mut movable) = (Trimmed::default(), Vec::new());
        self.for_each_file(|path, entry| {
            let Some(metadata) = present(entry.metadata(), path)? else { return Ok(()) };
            trimmed.left_bytes += metadata.len();
            if !entry.file_name().to_str().is_some_and(|name| names.contains(name)) {
                let used_at = metadata.modified().map_err(|error| BlobError::at(path, error))?;
                movable.push((used_at, metadata.len(), path.to_path_buf()));
            }
            Ok(())
        })?;
        movable.sort_unstable();
        for (used_at, bytes, path) in movable {
            if trimmed.left_bytes <= limit_bytes {
                break;
            }
            // The same content may be attached again, or looked at, at this very moment.
            let _moving = self.moving();
            let again = present(fs::metadata(&path).and_then(|metadata| metadata.modified()), &path)?;
            if again == Some(used_at) && self.remove_at(&path)? {
                trimmed.left_bytes -= bytes;
                trimmed.removed += 1;
            }
        }
        Ok(trimmed)
    }

    fn remove_at(&self, path: &Path) -> Result<bool, BlobError> {
        match fs::remove_file(path) {
            Ok(()) => {
                let folder = path.parent().unwrap_or(&self.folder);
                system::sync_folder(folder).map_err(|error| BlobError::at(folder, error))?;
                Ok(true)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(BlobError::at(path, error)),
        }
    }

    fn for_each_file(
        &self,
        mut visit: impl FnMut(&Path, &DirEntry) -> Result<(), BlobError>,
    ) -> Result<(), BlobError> {
        for_each_entry(&self.folder, |shard, entry| {
            let is_shard = entry.file_name().to_str().is_some_and(|name| name.len() == 2);
            if is_shard { for_each_entry(shard, &mut visit) } else { Ok(()) }
        })
    }
}

fn is_older(path: &Path, before: SystemTime) -> Result<bool, BlobError> {
    let modified = present(fs::metadata(path).and_then(|metadata| metadata.modified()), path)?;
    Ok(modified.is_some_and(|modified| modified < before))
}

/// What was asked of a file, unless it is gone by now.
fn present<T>(answer: io::Result<T>, path: &Path) -> Result<Option<T>, BlobError> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(BlobError::at(path, error)),
    }
}

fn for_each_entry(
    folder: &Path,
    mut visit: impl FnMut(&Path, &DirEntry) -> Result<(), BlobError>,
) -> Result<(), BlobError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(BlobError::at(folder, error)),
    };
    for entry in entries {
        let entry = entry.map_err(|error| BlobError::at(folder, error))?;
        visit(&entry.path(), &entry)?;
    }
    Ok(())
}
