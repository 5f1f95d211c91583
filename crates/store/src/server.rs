//! What only a server keeps: passwords, sessions, devices, files on their way, and how often somebody tried to sign in.

pub mod credential;
pub mod device;
mod migration;
pub mod nodes;
pub mod quarantine;
pub mod session;
pub mod tries;
pub mod upload;

pub(crate) use migration::migrations;
