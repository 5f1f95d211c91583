//! Moves what was written from SQLite's write-ahead log into its database, on a connection of its own: no commit waits for that.
//!
//! A commit appends to the log and is done. Somebody has to copy the pages home now and then; by default it is the
//! commit that makes the log long, which then takes twice its time and waits for the disk twice more.

use crate::db::{Sqlite, connect};
use crate::ill::heed;
use crate::vault::Key;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};
use std::path::Path;
use std::time::Duration;
use tokio::sync::watch;

/// So many pages in the log make a commit move them itself: whoever writes without a pause would else never let the log
/// begin anew.
pub(crate) const LONGEST_PAGES: u32 = 8_000;

/// So much of its file the log keeps when it begins anew, in bytes: on a disk that is full, what it was once as long as
/// would be what the database lacks to grow, and nothing could ever come home.
pub(crate) const KEPT_BYTES: u64 = 8 * 1024 * 1024;

/// At most so often is the log moved while somebody writes.
const PAUSE: Duration = Duration::from_secs(1);

/// The write-ahead log of one database.
#[derive(Debug, Clone)]
pub(crate) struct Wal {
    connection: DatabaseConnection,
    written: watch::Sender<()>,
}

impl Wal {
    /// Begins to move, until nobody holds this any more.
    ///
    /// # Errors
    /// When the connection cannot be prepared.
    pub(crate) async fn keep(path: &Path, key: Option<&Key>) -> Result<Wal, DbErr> {
        let (written, mut news) = watch::channel(());
        let wal = Wal { connection: connect(path, key, Sqlite::Wal).await?, written };
        let connection = wal.connection.clone();
        tokio::spawn(async move {
            while news.changed().await.is_ok() {
                tokio::time::sleep(PAUSE).await;
                news.mark_unchanged();
                if let Err(error) = connection.execute_unprepared(MOVE).await.map_err(heed) {
                    // Nothing is lost: what is in the log is read from there, and moved another time.
                    tracing::debug!("What was written stays in the log for now: {error}");
                }
            }
        });
        Ok(wal)
    }

    /// Something was written.
    pub(crate) fn written(&self) {
        self.written.send_replace(());
    }

    pub(crate) async fn close(&self) -> Result<(), DbErr> {
        self.connection.close_by_ref().await
    }
}

/// Waits for nobody, and nobody waits for it: what somebody still reads in the log stays there.
const MOVE: &str = "PRAGMA wal_checkpoint(PASSIVE)";

#[cfg(test)]
mod tests {
    use super::KEPT_BYTES;
    use crate::{Db, Location, state};

    #[tokio::test]
    async fn what_was_written_comes_home_although_no_commit_brings_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.db");
        let db = Db::open(&Location::File(path.clone()), None).await.unwrap();
        let before = std::fs::metadata(&path).unwrap().len();
        let tx = db.begin_apply().await.unwrap();
        // More than SQLite by itself would leave in the log, and less than makes a commit move it.
        let words = "paper jam ".repeat(800_000);
        state::put(&tx, "words", &words).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            std::fs::metadata(&path).unwrap().len(),
            before,
            "the commit appends to the log, and is done"
        );
        while std::fs::metadata(&path).unwrap().len() < words.len() as u64 {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert_eq!(state::get::<String>(&db, "words").await.unwrap(), Some(words));
        db.close().await.unwrap();
    }

    #[tokio::test]
    async fn a_log_that_was_long_gives_its_room_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.db");
        let log = folder.path().join("desk.db-wal");
        let db = Db::open(&Location::File(path.clone()), None).await.unwrap();
        let put = async |words: &str| {
            let tx = db.begin_apply().await.unwrap();
            state::put(&tx, "words", &words).await.unwrap();
            tx.commit().await.unwrap();
        };
        put(&"paper jam ".repeat(2_000_000)).await;
        let long = std::fs::metadata(&log).unwrap().len();
        assert!(long > 2 * KEPT_BYTES, "{long}");
        // Whoever writes once all is home begins the log anew. What changes nothing is not written at all.
        let mut round = 0;
        while std::fs::metadata(&log).unwrap().len() > KEPT_BYTES {
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            round += 1;
            put(&format!("toner {round}")).await;
        }
        db.close().await.unwrap();
    }
}
