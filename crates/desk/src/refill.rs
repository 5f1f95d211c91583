//! Fills the full-text index with what an older version left out of it, in the background: a batch at a time, so that an
//! edit waits for a batch at most, and from where it stood after a restart.

use crate::desk::{Desk, Inner};
use contract::commands::Tag;
use domain::record::{Kind, Record};
use serde::{Deserialize, Serialize};
use std::sync::Weak;
use std::time::Duration;
use uuid::Uuid;

/// Where the work stands, among the desk's own values, while there is some.
const WORK: &str = "words_fill";
/// What the index of this desk has.
const VERSION: &str = "words_rows";
/// Raised whenever the index holds something that those of an older version lack: 1, the names of attachments; 2, what
/// the desk's own fields hold.
const ROWS: i64 = 2;
/// What is read again, in this order.
const KINDS: [Kind; 2] = [Kind::Attachment, Kind::Ticket];
/// Records in one transaction: an edit waits for no more than these.
const BATCH: u64 = 50;
/// How long to wait after an error that will pass.
const TRY_AGAIN: Duration = Duration::from_secs(5);

/// Which of the kinds is at work, and behind which record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Work {
    kind: usize,
    after: Uuid,
}

const BEGIN: Work = Work { kind: 0, after: Uuid::nil() };

/// Notes that there is something to fill where the index was written by an older version.
pub(crate) async fn note_old_words(db: &store::Db) -> anyhow::Result<()> {
    if !db.is_sqlite() || store::state::get::<i64>(db, VERSION).await? == Some(ROWS) {
        return Ok(());
    }
    let tx = db.begin().await?;
    store::state::remove(&tx, WORK).await?;
    for kind in KINDS {
        if !store::search::to_fill(&tx, kind, Uuid::nil(), 1).await?.is_empty() {
            store::state::put(&tx, WORK, &BEGIN).await?;
        }
    }
    store::state::put(&tx, VERSION, &ROWS).await?;
    tx.commit().await
}

impl Desk {
    /// Goes on with what was noted, by this process or one that died over it.
    pub(crate) async fn refill_noted(&self) -> anyhow::Result<()> {
        if store::state::get::<Work>(&self.inner.db, WORK).await?.is_some() {
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
                if !store::trouble::is_passing(&error) || store::sim::staged() {
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
    let Some(work) = store::state::get::<Work>(&tx, WORK).await? else { return Ok(true) };
    let Some(kind) = KINDS.get(work.kind) else {
        store::state::remove(&tx, WORK).await?;
        tx.commit().await?;
        return Ok(true);
    };
    let records = store::search::to_fill(&tx, *kind, work.after, BATCH).await?;
    store::search::put(&tx, &records.iter().collect::<Vec<&Record>>()).await?;
    let next = match records.last() {
        Some(last) => Work { after: last.id, ..work },
        None => Work { kind: work.kind + 1, ..BEGIN },
    };
    store::state::put(&tx, WORK, &next).await?;
    tx.commit().await?;
    Ok(false)
}
