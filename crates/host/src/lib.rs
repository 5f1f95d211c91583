//! The desk as an application: opens data folders, signs in, runs sync and imports; the same for window,
//! terminal and test host.

mod background;
mod commands;
mod devices;
mod export;
mod files;
mod host;
mod import;
mod lease;
mod open;
mod opened;
mod presence;
mod problem;
mod sample;
mod secrets;
mod sheets;
mod showings;

pub use host::{Host, Options};

/// The platform's folder for Tern's data.
pub fn default_folder() -> std::path::PathBuf {
    directories::ProjectDirs::from("dev", "tern", "Tern")
        .map_or_else(|| std::path::PathBuf::from("tern-data"), |dirs| dirs.data_dir().to_owned())
}
