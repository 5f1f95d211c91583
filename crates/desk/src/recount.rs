//! Counts the clocks of many tickets again, in the background, after a setting means something else: a batch at a
//! time, so that an edit waits for a batch at most, and from where it stood after a restart.

use crate::desk::{Desk, Inner};
use crate::project;
use contract::commands::Tag;
use contract::sla::RecountView;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};
use store::Tx;
use store::tx::Source;
use uuid::Uuid;

/// The name of the work among the desk's own values, while there is some.
const RECOUNT: &str = "recount";
/// Tickets in one transaction.
const BATCH: u64 = 100;
/// How often screens hear of progress.
const SAY_EVERY: Duration = Duration::from_millis(250);
/// Raised whenever rows hold something that those of an older version lack.
const ROWS: i64 = 2;

/// What is left to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Work {
    /// A calendar or policy moves only what is open: what was met or missed stays so.
    only_open: bool,
    after: Uuid,
    done: i64,
    total: i64,
}

/// Notes within a transaction that all tickets are to be counted again, or all open ones.
pub(crate) async fn note(tx: &Tx, only_open: bool) -> anyhow::Result<()> {
    let before: Option<Work> = store::state::get(tx, RECOUNT).await?;
    // What was to be counted before still is.
    let only_open = only_open && before.is_none_or(|before| before.only_open);
    let total = store::planning::count(tx, only_open).await?;
    store::state::put(tx, RECOUNT, &Work { only_open, after: Uuid::nil(), done: 0, total }).await
}

/// Notes it where the rows were written by an older version.
pub(crate) async fn note_old_rows(db: &store::Db) -> anyhow::Result<()> {
    const VERSION: &str = "ticket_rows";
    if store::state::get::<i64>(db, VERSION).await? == Some(ROWS) {
        return Ok(());
    }
    let tx = db.begin().await?;
    if store::planning::count(&tx, false).await? > 0 {
        note(&tx, false).await?;
    }
    store::state::put(&tx, VERSION, &ROWS).await?;
    tx.commit().await
}

impl Desk {
    /// Counts what was noted, in the background; nothing when nothing was.
    pub(crate) fn recount(&self) {
        let started = self.inner.recount.send_if_modified(|view| {
            let idle = !view.running;
            view.running = true;
            idle
        });
        if started {
            tokio::spawn(run(Arc::downgrade(&self.inner)));
        }
    }

    /// Notes that all tickets are to be counted again, and begins. Whoever takes in what a server says has the turn
    /// already, so this does not wait for it.
    pub(crate) async fn recount_all(&self) -> anyhow::Result<()> {
        let tx = self.inner.db.begin_apply().await?;
        note(&tx, false).await?;
        tx.commit().await?;
        self.recount();
        Ok(())
    }

    /// Waits until nothing is left to be counted again.
    pub async fn recounted(&self) {
        let mut view = self.inner.recount.subscribe();
        // The sender lives as long as the desk.
        let _ = view.wait_for(|view| !view.running).await;
    }

    /// How far the counting has come.
    pub fn recount_view(&self) -> RecountView {
        *self.inner.recount.borrow()
    }
}

async fn run(desk: Weak<Inner>) {
    let mut said = Instant::now();
    loop {
        let Some(inner) = desk.upgrade() else { return };
        match batch(&inner).await {
            Ok(Some(work)) => {
                let (done, total) = (work.done, work.total);
                inner.recount.send_replace(RecountView { running: true, done, total });
                if said.elapsed() >= SAY_EVERY {
                    said = Instant::now();
                    inner.announce([Tag::Recount].into());
                }
            }
            Ok(None) => {
                inner.recount.send_modify(|view| view.running = false);
                inner.announce([Tag::Recount, Tag::Tickets].into());
                // Something may have been noted between the last look and this.
                if !matches!(store::state::get::<Work>(&inner.db, RECOUNT).await, Ok(Some(_))) {
                    return;
                }
                if !inner.recount.send_if_modified(|view| !std::mem::replace(&mut view.running, true)) {
                    return;
                }
            }
            Err(error) => {
                tracing::error!("counting clocks again: {error:#}");
                inner.recount.send_modify(|view| view.running = false);
                return;
            }
        }
        drop(inner);
        // Whoever waits for the desk has it now.
        tokio::task::yield_now().await;
    }
}

/// Counts one batch; `None` when nothing was left.
async fn batch(inner: &Inner) -> anyhow::Result<Option<Work>> {
    let _turn = inner.turn.lock().await;
    let tx = inner.db.begin_apply().await?;
    let Some(mut work) = store::state::get::<Work>(&tx, RECOUNT).await? else { return Ok(None) };
    let ids = page(&tx, &work).await?;
    let Some(last) = ids.last() else {
        store::state::remove(&tx, RECOUNT).await?;
        tx.commit().await?;
        return Ok(None);
    };
    project::tickets_now(&tx, &inner.rules(), &ids, inner.clock.now()).await?;
    work.after = *last;
    work.done += i64::try_from(ids.len())?;
    work.total = work.total.max(work.done);
    store::state::put(&tx, RECOUNT, &work).await?;
    tx.commit().await?;
    Ok(Some(work))
}

async fn page(source: &impl Source, work: &Work) -> anyhow::Result<Vec<Uuid>> {
    if work.only_open {
        store::planning::open_after(source, work.after, BATCH).await
    } else {
        store::planning::ids_after(source, work.after, BATCH).await
    }
}
