//! Promises of the terminal desk, kept by the real program in folders of its own.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod connected;
mod files;
mod folders;
#[cfg(target_os = "linux")]
mod full;
mod kills;
#[cfg(unix)]
mod rights;
mod sla;
mod tickets;
mod world;
