//! Files and folders on Windows: rights come from the profile folder, and NTFS journals names by itself.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;

/// Creates a folder and those above it; inside a profile it inherits that only its owner may read it.
pub(crate) fn create_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

/// Returns options for a file, which inherits its rights from the folder.
pub(crate) fn private_file() -> OpenOptions {
    OpenOptions::new()
}

/// Does nothing: a folder cannot be flushed here, and the file system's journal orders the rename.
pub(crate) fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Returns the file that says who owns a data folder: a locked file cannot be read here, so it is another one.
pub(crate) fn pid_file_name(_lock_file_name: &'static str) -> &'static str {
    "tern.pid"
}
