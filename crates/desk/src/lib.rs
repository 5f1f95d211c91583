//! The shell around the domain: it loads, asks the domain, saves and tells, on the device and on the server alike.

mod absorb;
mod accept;
mod blobs;
mod change;
pub mod clock;
mod commands;
mod copy;
mod desk;
mod digest;
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
mod retention;
mod router;
mod rules;
mod sight;
mod snapshot;
mod tick;
mod undo;
mod views;

pub use accept::{AcceptError, Gathering};
pub use copy::Copying;
pub use desk::{Desk, Names, Seat};
pub use fault::Fault;
pub use feed::FeedError;
pub use fork::DEVICE;
pub use import::Imported;
pub use snapshot::Ask;
pub use tick::Turned;
