//! The migrations of the server's own tables, append-only like all others.

use crate::migration::dialect;
use sea_orm::ConnectionTrait;
use sea_orm_migration::prelude::*;

/// The migrations of these tables, in order.
pub(crate) fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Accounts), Box::new(Quarantine), Box::new(Devices), Box::new(Uploads)]
}

struct Quarantine;

impl MigrationName for Quarantine {
    fn name(&self) -> &str {
        "server_0002_quarantine"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Quarantine {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let backend = connection.get_database_backend();
        connection.execute_unprepared(&dialect(include_str!("quarantine.sql"), backend)).await?;
        Ok(())
    }
}

struct Accounts;

impl MigrationName for Accounts {
    fn name(&self) -> &str {
        "server_0001_accounts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Accounts {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let backend = connection.get_database_backend();
        connection.execute_unprepared(&dialect(include_str!("accounts.sql"), backend)).await?;
        connection.execute_unprepared(&dialect(ATTACHMENT_HASH, backend)).await?;
        Ok(())
    }
}

struct Devices;

impl MigrationName for Devices {
    fn name(&self) -> &str {
        "server_0003_devices"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Devices {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let backend = connection.get_database_backend();
        connection.execute_unprepared(&dialect(include_str!("devices.sql"), backend)).await?;
        Ok(())
    }
}

struct Uploads;

impl MigrationName for Uploads {
    fn name(&self) -> &str {
        "server_0004_uploads"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Uploads {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let backend = connection.get_database_backend();
        connection.execute_unprepared(&dialect(include_str!("uploads.sql"), backend)).await?;
        Ok(())
    }
}

/// Finds an attachment by the hash of its bytes: a request for bytes names nothing else.
const ATTACHMENT_HASH: &str = "CREATE INDEX record_hash ON record ({doc.hash}) WHERE kind = 10";
