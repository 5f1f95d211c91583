//! Counts the clocks of many tickets again, in the background, after a setting means something else: a batch at a
//! time, so that an edit waits for a batch at most, and from where it stood after a restart.

use crate::desk::{Desk, Inner, Seat};
use crate::project;
use crate::rules::{CALENDAR, POLICY};
use contract::commands::Tag;
use contract::sla::RecountView;
use domain::record::{Kind, Record, setting_id};
use serde::{Deserialize, Serialize};
use std::sync::Weak;
use std::time::{Duration, Instant};
use store::Tx;
use store::tx::Source;
use uuid::Uuid;

/// The name of the work among the desk's own values, while there is some.
const RECOUNT: &str = "recount";
/// Tickets in one transaction. An edit waits for one batch: at two milliseconds a ticket that is no more than a blink,
/// and what a transaction costs by itself is still small beside it.
const BATCH: u64 = 16;
/// How often screens hear of progress.
const SAY_EVERY: Duration = Duration::from_millis(250);
/// How long to wait after an error that will pass.
const TRY_AGAIN: Duration = Duration::from_secs(5);
/// Raised whenever rows hold something that those of an older version lack.
const ROWS: i64 = 7;

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

/// Whether records make clocks of other tickets mean something else; `Some(true)` when only those of open tickets.
pub(crate) fn concerned<'a>(written: impl IntoIterator<Item = &'a Record>, only_open: bool) -> Option<bool> {
    let of_record = |record: &Record| match record.kind {
        // A category of statuses decides what is open at all.
        Kind::Status => Some(false),
        // Policies for a category hold for those below it, too.
        Kind::Category => Some(only_open),
        Kind::Setting => [POLICY, CALENDAR].map(setting_id).contains(&record.id).then_some(only_open),
        Kind::Team
        | Kind::Organisation
        | Kind::Person
        | Kind::Board
        | Kind::Ticket
        | Kind::Message
        | Kind::Attachment
        | Kind::TimeEntry
        | Kind::Link
        | Kind::Event
        | Kind::Conflict
        | Kind::Reminder
        | Kind::View
        | Kind::CannedReply
        | Kind::Visit
        | Kind::Macro
        | Kind::Report
        | Kind::ChecklistItem
        | Kind::Template => None,
    };
    written.into_iter().filter_map(of_record).min()
}

/// Notes within a transaction what the records that a server sent ask for. Tickets that were closed here meanwhile
/// were open when it changed them.
pub(crate) async fn note_absorbed(tx: &Tx, written: &[Record]) -> anyhow::Result<()> {
    match concerned(written, false) {
        Some(only_open) => note(tx, only_open).await,
        None => Ok(()),
    }
}

impl Inner {
    /// Counts what was noted, in the background; nothing when nothing was.
    pub(crate) fn recount(&self) {
        let started = self.recount.send_if_modified(|view| {
            let idle = !view.running;
            view.running = true;
            idle
        });
        if started {
            tokio::spawn(run(self.me.clone()));
        }
    }
}

impl Desk {
    /// Goes on with what was noted, by this process or one that died over it.
    pub(crate) async fn recount_noted(&self) -> anyhow::Result<()> {
        if store::state::get::<Work>(&self.inner.db, RECOUNT).await?.is_some() {
            self.inner.recount();
        }
        Ok(())
    }

    /// Notes that all tickets are to be counted again, and begins. Whoever takes in what a server says has the turn
    /// already, so this does not wait for it.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn recount_all(&self) -> anyhow::Result<()> {
        let tx = self.inner.db.begin_apply().await?;
        note(&tx, false).await?;
        tx.commit().await?;
        self.inner.recount();
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
        let mut failed = false;
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
                tracing::error!(error = format!("{error:#}"), "Could not count clocks again");
                inner.recount.send_modify(|view| view.running = false);
                if !store::trouble::is_passing(&error) || store::sim::staged() {
                    return;
                }
                failed = true;
            }
        }
        drop(inner);
        if failed {
            // What is to be counted is noted: it can wait for a disk that is full or a database that is away.
            tokio::time::sleep(TRY_AGAIN).await;
            let Some(inner) = desk.upgrade() else { return };
            if !inner.recount.send_if_modified(|view| !std::mem::replace(&mut view.running, true)) {
                return;
            }
        } else {
            // Whoever waits for the desk has it now.
            tokio::task::yield_now().await;
        }
    }
}

/// Counts one batch; `None` when nothing was left.
async fn batch(inner: &Inner) -> anyhow::Result<Option<Work>> {
    let _turn = inner.turn.lock().await;
    let tx = inner.db.begin_apply().await?;
    // Several servers count together: each waits here until the batch of another is done.
    let Some(mut work) = store::state::get_locked::<Work>(&tx, RECOUNT).await? else { return Ok(None) };
    if inner.seat() == Seat::Server {
        inner.follow_rules(&tx).await?;
    }
    let ids = page(&tx, &work).await?;
    project::tickets_now(&tx, &inner.rules(), &ids, inner.clock.now()).await?;
    work.after = ids.last().copied().unwrap_or(work.after);
    work.done += i64::try_from(ids.len())?;
    work.total = work.total.max(work.done);
    if u64::try_from(ids.len())? < BATCH {
        // What is made from now on is counted by today's rules; waiting for a quiet moment could take for ever.
        store::state::remove(&tx, RECOUNT).await?;
        work.total = work.done;
    } else {
        store::state::put(&tx, RECOUNT, &work).await?;
    }
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
