//! One process owns a data folder: a lock of the operating system, which ends with the process, whatever ends it.

use std::fs::{self, File};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::thread;
use std::time::Duration;

use fs4::fs_std::FileExt;

use crate::open_error::OpenError;
use crate::system;

const LOCK_FILE: &str = "tern.lock";

const TRIES: u32 = 30;
const BETWEEN_TRIES: Duration = Duration::from_millis(10);

/// The ownership of a folder; it ends when this is dropped.
///
/// The file itself stays: removing it would let two processes each hold a lock on a file of that name.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    pid_path: PathBuf,
}

impl Lock {
    pub(super) fn take(folder: &Path) -> Result<Lock, OpenError> {
        let path = folder.join(LOCK_FILE);
        let pid_path = folder.join(system::pid_file_name(LOCK_FILE));
        let file = system::private_file()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|error| OpenError::at(folder, error))?;
        if !lock_patiently(&file).map_err(|error| OpenError::at(&path, error))? {
            return Err(OpenError::FolderInUse { path: folder.to_path_buf(), pid: owner(&pid_path) });
        }
        let mut lock = Lock { file, pid_path };
        lock.write_down(&process::id().to_string()).map_err(|error| OpenError::at(folder, error))?;
        Ok(lock)
    }

    fn write_down(&mut self, text: &str) -> io::Result<()> {
        if self.pid_path.ends_with(LOCK_FILE) {
            self.file.set_len(0)?;
            self.file.rewind()?;
            self.file.write_all(text.as_bytes())
        } else {
            fs::write(&self.pid_path, text)
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Otherwise the next owner could be mistaken for this one in the moment before it writes its own number.
        if let Err(error) = self.write_down("") {
            tracing::warn!(%error, "The number of this process stays in the lock file");
        }
    }
}

/// Locks the file, waiting a moment for an owner that is just ending: a program that is started again at once would
/// otherwise be told of the one it follows.
fn lock_patiently(file: &File) -> io::Result<bool> {
    for _ in 0..TRIES {
        if FileExt::try_lock_exclusive(file)? {
            return Ok(true);
        }
        thread::sleep(BETWEEN_TRIES);
    }
    Ok(false)
}

/// Reads who owns the folder, giving an owner that has only just locked it the time to write its number.
fn owner(pid_path: &Path) -> Option<u32> {
    for _ in 0..TRIES {
        if let Some(pid) = fs::read_to_string(pid_path).ok().and_then(|text| text.trim().parse().ok()) {
            return Some(pid);
        }
        thread::sleep(BETWEEN_TRIES);
    }
    None
}
