//! What files and folders need from each operating system, under one set of names.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub(crate) use unix::{create_folder, pid_file_name, private_file, sync_folder};
#[cfg(windows)]
pub(crate) use windows::{create_folder, pid_file_name, private_file, sync_folder};
