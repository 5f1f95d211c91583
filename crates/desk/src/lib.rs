//! The shell around the domain: it loads, asks the domain, saves and tells, on the device and on the server alike.

mod absorb;
mod accept;
mod blobs;
mod change;
pub mod clock;
mod commands;

mod desk;
mod door;
mod enrol;
mod fault;
mod feed;
mod follow;
mod fork;
mod guard;
mod import;
mod project;
mod quarantine;
mod router;
mod rules;
mod tick;
mod undo;
mod views;

pub use accept::AcceptError;
pub use desk::{Desk, Names, Seat};
pub use fault::Fault;
pub use fork::DEVICE;
pub use import::Imported;
pub use tick::Turned;
