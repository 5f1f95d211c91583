//! The desk as an application: opens data folders, signs in, runs sync and imports; the same for window,
//! terminal and test host.

mod background;
mod commands;
mod copied;
mod devices;
mod diagnostics;
mod export;
mod files;
mod host;
mod ics;
mod import;
mod lease;
mod mail;
mod noted;
mod open;
mod opened;
mod presence;
mod print;
mod problem;
mod sample;
mod secrets;
mod sheets;
mod showings;
mod synclog;

pub use host::{Host, Options};
pub use noted::{Noted, keep_noted};

/// The platform's folder for Tern's data.
pub fn default_folder() -> std::path::PathBuf {
    directories::ProjectDirs::from("dev", "tern", "Tern")
        .map_or_else(|| std::path::PathBuf::from("tern-data"), |dirs| dirs.data_dir().to_owned())
}
