//! Where records live: SeaORM entities, migrations and queries over SQLite and PostgreSQL. It holds no rules.

/// Every program of Tern links this crate, so all of them allocate alike. A query makes many small values on the thread
/// of its connection that are let go on another, which the system's allocators are slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

pub mod acked;
#[cfg(feature = "bench")]
pub mod bench;
pub mod blobs;
pub mod bulk;
pub mod db;
pub mod digest;
mod durable;
mod entity;
pub mod escalated;
pub mod family;
pub mod gauges;
mod ill;
mod migration;
pub mod named;
pub mod notifications;
pub mod open_error;
pub mod outbox;
pub mod people;
pub mod planning;
mod readers;
pub mod records;
pub mod reminders;
pub mod reports;
pub mod retention;
pub mod schema;
pub mod search;
pub mod seen;
pub mod server;
pub mod sight;
pub mod sim;
pub mod snapshot;
pub mod state;
pub mod synced;
mod system;
pub mod tickets;
pub mod trouble;
pub mod tx;
pub mod vault;
pub mod visits;
mod wal;

pub use db::{Db, Location};
pub use open_error::OpenError;
pub use tx::Tx;
