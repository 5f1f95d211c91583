//! Fills the full-text index with what an older version left out of it, in the background: a batch at a time, so that an
//! edit waits for a batch at most, and from where it stood after a restart.

use crate::desk::{Desk, Inner};
use contract::commands::Tag;
use domain::record::{Kind, Record};
use std::sync::Weak;
use std::time::Duration;
use uuid::Uuid;

/// Where the work stands, among the desk's own values, while there is some.
const WORK: &str = "words_fill";
/// What the index of this desk has.
const VERSION: &str = "words_rows";
/// Raised whenever the index holds something that those of an older version lack: 1, the names of attachments.
const ROWS: i64 = 1;
/// Records in one transaction; a name is a few words.
const BATCH: u64 = 200;
/// How long to wait after an error that will pass.
const TRY_AGAIN: Duration = Duration::from_secs(5);

/// Notes that there is something to fill where the index was written by an older version.
pub(crate) async fn note_old_words(db: &store::Db) -> anyhow::Result<()> {
    if !db.is_sqlite() || store::state::get::<i64>(db, VERSION).await? == Some(ROWS) {
        return Ok(());
    }
    let tx = db.begin().await?;
    if !store::search::to_fill(&tx, Kind::Attachment, Uuid::nil(), 1).await?.is_empty() {
        store::state::put(&tx, WORK, &Uuid::nil()).await?;
    }
    store::state::put(&tx, VERSION, &ROWS).await?;
    tx.commit().await
}

impl Desk {
    /// Goes on with what was noted, by this process or one that died over it.
    pub(crate) async fn refill_noted(&self) -> anyhow::Result<()> {
        if store::state::get::<Uuid>(&self.inner.db, WORK).await?.is_some() {
            tokio::spawn(run(self.inner.me.clone()));
        }
        Ok(())
    }
}

async fn run(desk: Weak<Inner>) {
    loop {
        let Some(inner) = desk.upgrade() else { return };
        let done = match batch(&inner).await {
            Ok(done) => done,
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "Could not fill the index");
                if !store::db::is_passing(&error) || store::sim::staged() {
                    return;
                }
                drop(inner);
                // What is to be filled is noted: it can wait for a disk that is full.
                tokio::time::sleep(TRY_AGAIN).await;
                continue;
            }
        };
        if done {
            // Whoever searched meanwhile searches again.
            inner.announce([Tag::Tickets].into());
            return;
        }
        drop(inner);
        // Whoever waits for the desk has it now.
        tokio::task::yield_now().await;
    }
}

/// Fills in one batch; whether that was the last.
async fn batch(inner: &Inner) -> anyhow::Result<bool> {
    let _turn = inner.turn.lock().await;
    let tx = inner.db.begin_apply().await?;
    let Some(after) = store::state::get::<Uuid>(&tx, WORK).await? else { return Ok(true) };
    let records = store::search::to_fill(&tx, Kind::Attachment, after, BATCH).await?;
    store::search::put(&tx, &records.iter().collect::<Vec<&Record>>()).await?;
    let done = u64::try_from(records.len())? < BATCH;
    match records.last() {
        Some(last) if !done => store::state::put(&tx, WORK, &last.id).await?,
        _ => store::state::remove(&tx, WORK).await?,
    }
    tx.commit().await?;
    Ok(done)
}
