//! Files and folders on Linux, macOS and the BSDs: rights are modes, and folders can be flushed.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

/// Creates a folder and those above it, for nobody but its owner.
pub(crate) fn create_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Returns options that give a file they create to nobody but its owner.
pub(crate) fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

/// Returns once the names in a folder are on the disk; a rename is not durable before that.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Returns the file that says who owns a data folder: a lock here does not stop others from reading.
pub(crate) fn pid_file_name(lock_file_name: &'static str) -> &'static str {
    lock_file_name
}
