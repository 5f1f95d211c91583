//! Databases of other times: what a newer Tern would have left behind.

use anyhow::Result;
use std::path::Path;
use store::vault::Folder;
use store::{Db, Location};

/// Leaves a migration in the database that this version does not know.
pub async fn write_from_the_future(folder: &Path, passphrase: &str) -> Result<()> {
    let folder = Folder::open(folder)?;
    let key = folder.load_key(Some(passphrase)).await?;
    let db = Db::open(&Location::File(folder.database()), Some(&key)).await?;
    store::bench::note_migration(&db, "9999_from_the_future").await?;
    db.close().await
}
