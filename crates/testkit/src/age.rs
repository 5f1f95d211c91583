//! Databases of other times: what a newer Tern would have left behind, and a desk that was long without its server.

use anyhow::Result;
use domain::time::Timestamp;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use store::vault::Folder;
use store::{Db, Location, state};

/// Leaves a migration in the database that this version does not know.
pub async fn write_from_the_future(folder: &Path, passphrase: &str) -> Result<()> {
    let db = open(&Folder::open(folder)?, passphrase).await?;
    store::bench::note_migration(&db, "9999_from_the_future").await?;
    db.close().await
}

/// Makes a desk one that heard of its server so many days ago for the last time.
pub async fn without_server_for(days: u64, folder: &Path, passphrase: &str) -> Result<()> {
    // Locked until it is closed, so that no desk opens it meanwhile.
    let folder = Folder::open(folder)?;
    let db = open(&folder, passphrase).await?;
    let last = SystemTime::now().duration_since(UNIX_EPOCH)? - Duration::from_secs(days * 24 * 60 * 60);
    let tx = db.begin().await?;
    state::put(&tx, "last_success", &Timestamp(i64::try_from(last.as_millis())?)).await?;
    tx.commit().await?;
    db.close().await
}

async fn open(folder: &Folder, passphrase: &str) -> Result<Db> {
    let key = folder.load_key(Some(passphrase)).await?;
    Ok(Db::open(&Location::File(folder.database()), Some(&key)).await?)
}
