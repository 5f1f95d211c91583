//! Where records live: SeaORM entities, migrations and queries over SQLite and PostgreSQL. It holds no rules.

pub mod blobs;
mod durable;
pub mod open_error;
mod system;
pub mod vault;

pub use open_error::OpenError;
