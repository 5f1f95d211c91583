//! What only a server keeps: credentials, sessions and devices.

use sea_orm_migration::MigrationTrait;

/// The migrations of these tables.
pub(crate) fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    Vec::new()
}
