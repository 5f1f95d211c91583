//! `absorb`: the door for what the server says; its rows go under what still waits in the outbox.

mod replay;
mod withdraw;

use crate::desk::{Desk, Seat};
use crate::door::tags_of;
use crate::undo::is_public;
use crate::{copy, project, recount, rules};
use anyhow::Context;
use contract::commands::Tag;
use contract::wire::{Cursor, NumberedChange, PullPage, PushAnswer};
use domain::change::{Act, Change};
use domain::ids::{ChangeId, DeviceId, PersonId};
use domain::merge::Outcome;
use domain::record::{Kind, Record, Seq};
use domain::refusal::Refusal;
use domain::time::Timestamp;
use replay::Shown;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;
use store::outbox::{Entry, State};
use store::records::Key;
use store::{Tx, sim};
use uuid::Uuid;

/// What came in from the server: the rows as they are shown now, and the tickets to look at again.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    pub written: Vec<Record>,
    /// What of it the full-text index has to read again: the words of most rows are as they were.
    pub worded: BTreeSet<Key>,
    pub tickets: BTreeSet<Uuid>,
    /// The tickets whose rows stay but for the moment of their last line of history.
    pub newest: BTreeMap<Uuid, Timestamp>,
    /// Something that the rules are made of went away.
    pub rules_moved: bool,
}

impl Taken {
    /// What is shown now, with the tickets whose rows that moves and others.
    fn of(shown: Shown, mut tickets: BTreeSet<Uuid>) -> Self {
        let Shown { written, worded, mut moved } = shown;
        moved.rows.append(&mut tickets);
        let (tickets, newest) = moved.apart();
        Taken { written, worded, tickets, newest, rules_moved: false }
    }
}

impl Desk {
    /// What has to be sent next, oldest first. A public reply that may still be taken back holds the line.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn outgoing(&self, max: usize) -> anyhow::Result<Vec<NumberedChange>> {
        let delay = self.inner.send_delay_ms.load(Ordering::Relaxed);
        let now = self.inner.clock.now();
        let ready = now.plus_ms(-delay);
        let entries = store::outbox::to_send(&self.inner.db, max as u64).await?;
        let waits = |entry: &Entry| {
            // What a clock that was ahead has written would wait for weeks once the clock is right again.
            let is_fresh = entry.change.at > ready && entry.change.at <= now;
            entry.state == State::Queued && is_public(&entry.change) && is_fresh
        };
        Ok(entries
            .into_iter()
            .take_while(|entry| !waits(entry))
            .map(|entry| NumberedChange { n: entry.n, change: entry.change })
            .collect())
    }

    /// How many changes wait to be sent.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn pending(&self) -> anyhow::Result<i64> {
        Ok(store::outbox::counts(&self.inner.db).await?.0)
    }

    /// How many changes wait to be sent, and how many were refused.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn waiting(&self) -> anyhow::Result<(i64, i64)> {
        store::outbox::counts(&self.inner.db).await
    }

    /// Saves nothing of anybody's from here on: an admin signed this computer out for good, and what `unsettled` reads
    /// after this is all there will be.
    pub async fn shut(&self) {
        let _turn = self.inner.turn.lock().await;
        self.inner.is_shut.store(true, Ordering::Relaxed);
    }

    /// Saves again: whoever works here signed in once more, since the server did not know this computer.
    pub async fn reopen(&self) {
        let _turn = self.inner.turn.lock().await;
        self.inner.is_shut.store(false, Ordering::Relaxed);
    }

    /// Every change that the server has not taken in, refused ones included: what would be lost with this desk.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unsettled(&self) -> anyhow::Result<Vec<Change>> {
        store::outbox::unsettled(&self.inner.db).await
    }

    /// Numbers what waits on from `expected`: the server's count for this device, or a fresh device's.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn renumber(&self, expected: i64) -> anyhow::Result<()> {
        let _turn = self.inner.turn.lock().await;
        let tx = self.inner.db.begin().await?;
        let next = store::outbox::renumber(&tx, expected).await?;
        store::state::put(&tx, "next_n", &next).await?;
        tx.commit().await
    }

    /// Where this device stands in the feed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn cursor(&self) -> anyhow::Result<Cursor> {
        Ok(store::state::get(&self.inner.db, "cursor").await?.unwrap_or_default())
    }

    /// Which history of the server this device follows; `None` before the first page.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn epoch(&self) -> anyhow::Result<Option<Uuid>> {
        store::state::get(&self.inner.db, "epoch").await
    }

    /// Marks what is handed to the network: from here on it cannot be taken back. Returns what was not handed to it
    /// before.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn sending(&self, changes: &[NumberedChange]) -> anyhow::Result<Vec<ChangeId>> {
        let _turn = self.inner.turn.lock().await;
        let tx = self.inner.db.begin().await?;
        // Taking a change back moves up what was made later, so the last one tells whether any number moved.
        if let Some(last) = changes.last() {
            let entry = store::outbox::by_change(&tx, last.change.id.0).await?;
            anyhow::ensure!(
                entry.is_some_and(|entry| entry.n == last.n),
                "what was about to be sent has been taken back"
            );
        }
        let mut fresh = Vec::new();
        for numbered in changes {
            if store::outbox::mark_sent(&tx, numbered.n).await? {
                fresh.push(numbered.change.id);
            }
        }
        sim::point("sending.before_commit").await;
        tx.commit().await?;
        sim::point("sending.after_commit").await;
        Ok(fresh)
    }

    /// Queues again what was marked and found no network to be handed to: it can be taken back as before.
    ///
    /// # Errors
    /// When the database cannot be written; then it stays marked, as if it had been sent.
    pub async fn not_sent(&self, changes: &[ChangeId]) -> anyhow::Result<()> {
        let _turn = self.inner.turn.lock().await;
        let tx = self.inner.db.begin().await?;
        for change in changes {
            store::outbox::mark_not_sent(&tx, change.0).await?;
        }
        tx.commit().await?;
        self.inner.announce([Tag::Outbox].into());
        Ok(())
    }

    /// Takes in what became of a push.
    ///
    /// # Errors
    /// When the database cannot be written; then the push is repeated, with the same answer.
    pub async fn settle(&self, answer: &PushAnswer) -> anyhow::Result<()> {
        let _turn = self.inner.turn.lock().await;
        let tx = self.inner.db.begin().await?;
        let mut uncovered = BTreeSet::new();
        let mut tickets = BTreeSet::new();
        let cursor: Cursor = store::state::get(&tx, "cursor").await?.unwrap_or_default();
        let copying = copy::copying(&tx).await?;
        if copying.is_some_and(|copying| copying.anew) {
            // Written after the new history was noticed, maybe about something that is not back yet.
            store::acked::mark_waiting(&tx).await?;
        }
        for result in &answer.results {
            let Some(entry) = store::outbox::by_change(&tx, result.id.0).await? else { continue };
            let key = (entry.change.kind, entry.change.entity);
            tickets.extend(entry.change.ticket);
            match result.outcome {
                Outcome::Rejected if sim::planted("lose_refusal") => {
                    store::outbox::set_state(&tx, entry.n, State::Taken, result.seq, None).await?;
                }
                // Nobody has to decide about a line on what they gave up already.
                Outcome::Rejected if entry.change.kind == Kind::Event => {
                    store::outbox::remove(&tx, entry.n).await?;
                    uncovered.insert(key);
                }
                Outcome::Rejected => {
                    let refusal = result
                        .refusal
                        .clone()
                        .unwrap_or(Refusal::Forbidden("the server refused it".to_owned()));
                    store::outbox::set_state(&tx, entry.n, State::Refused, result.seq, Some(&refusal))
                        .await?;
                    drop_line(&tx, &entry.change).await?;
                    match &entry.change.act {
                        Act::Import { records, .. } => {
                            uncovered.extend(records.iter().map(|record| (record.kind, record.id)));
                        }
                        Act::Create { .. } | Act::Patch { .. } | Act::Delete | Act::Restore => {
                            uncovered.insert(key);
                        }
                    }
                }
                Outcome::Applied | Outcome::Merged | Outcome::Noop | Outcome::Conflict | Outcome::Held => {
                    store::outbox::set_state(&tx, entry.n, State::Taken, result.seq, None).await?;
                }
            }
        }
        // A repeated push may learn of commits that the feed brought long ago.
        let at_rest = copying.is_none() && cursor == Cursor::after(cursor.seq);
        if at_rest {
            uncovered.extend(self.lift(&tx, cursor.seq, answer.time, &mut tickets).await?);
        }
        if copying.is_none() {
            // The feed may have brought what was lacking before this answer came.
            uncovered.extend(self.send_again(&tx).await?);
        }
        let keys: Vec<Key> = uncovered.into_iter().collect();
        let settled = self.replay(&tx, &keys, BTreeMap::new(), &BTreeSet::new()).await?;
        sim::point("settle.before_commit").await;
        self.finish(tx, Taken::of(settled, tickets), &[]).await?;
        sim::point("settle.after_commit").await;
        Ok(())
    }

    /// Takes in one page of the feed: rows, cursor and what leaves the outbox, all or nothing.
    ///
    /// A page that does not continue from the cursor is a late double and is dropped.
    ///
    /// # Errors
    /// When the database cannot be written; the cursor then stands where it stood.
    pub async fn absorb(&self, page: PullPage) -> anyhow::Result<()> {
        let _turn = self.inner.turn.lock().await;
        if sim::planted("cursor_early") {
            let tx = self.inner.db.begin_apply().await?;
            store::state::put(&tx, "cursor", &page.next).await?;
            tx.commit().await?;
        }
        sim::point("absorb.before").await;
        let tx = self.inner.db.begin_apply().await?;
        let cursor: Cursor = store::state::get(&tx, "cursor").await?.unwrap_or_default();
        if cursor != page.prev && !sim::planted("cursor_early") {
            tracing::debug!("dropped a page of the feed that does not continue from the cursor");
            return tx.rollback().await;
        }
        if page.records.is_empty() && page.gone.is_empty() && page.next == page.prev {
            return tx.rollback().await;
        }
        let keys: Vec<Key> = page.records.iter().map(|record| (record.kind, record.id)).collect();
        let known = store::records::versions(&tx, &keys).await?;
        let fresh: BTreeMap<Key, Record> = keys
            .into_iter()
            .zip(page.records)
            .filter(|(key, record)| known.get(key).is_none_or(|known| record.ver > *known))
            .collect();
        // Inside a commit that spans pages, what waits for that commit still waits.
        let complete = if page.next == Cursor::after(page.next.seq) {
            page.next.seq
        } else {
            page.next.seq.saturating_sub(1)
        };
        let mut gone = store::records::keys_of_tickets(&tx, &page.gone).await?;
        gone.extend(store::records::loose_keys(&tx, &page.gone).await?);
        let taken = self.take_in(&tx, Some((complete, page.time)), fresh, gone).await?;
        let outlived = crate::retention::outlived(&tx, page.forgotten).await?;
        store::snapshot::remove(&tx, &outlived).await?;
        store::state::put(&tx, "cursor", &page.next).await?;
        store::state::put(&tx, "epoch", &page.epoch).await?;
        sim::point("absorb.before_commit").await;
        self.finish_taking(tx, taken, &[Tag::Sync]).await?;
        sim::point("absorb.after_commit").await;
        Ok(())
    }

    /// Writes what the server says under what waits here; `lifted` is the commit up to which what was taken in
    /// leaves the outbox, with the server's time, `gone` what the server has no more.
    pub(crate) async fn take_in(
        &self,
        tx: &Tx,
        lifted: Option<(Seq, Timestamp)>,
        fresh: BTreeMap<Key, Record>,
        gone: BTreeSet<Key>,
    ) -> anyhow::Result<Taken> {
        let mut shown = Shown::default();
        let mut tickets: BTreeSet<Uuid> = BTreeSet::new();
        if store::outbox::is_empty(tx).await? {
            shown.written = fresh.into_values().collect();
            (shown.worded, shown.moved) = project::held_against(tx, &shown.written).await?;
            store::records::put(tx, &shown.written).await?;
            tickets.extend(store::records::tickets_of(tx, &gone).await?);
            store::snapshot::remove(tx, &gone.iter().copied().collect::<Vec<_>>()).await?;
        } else {
            // The line of history of a change has the change's id: what was refused took effect after all.
            let lines: Vec<Uuid> =
                fresh.keys().filter(|(kind, _)| *kind == Kind::Event).map(|(_, id)| *id).collect();
            store::outbox::remove_refused(tx, &lines).await?;
            let mut keys: BTreeSet<Key> = match lifted {
                Some((up_to, time)) => self.lift(tx, up_to, time, &mut tickets).await?,
                None => BTreeSet::new(),
            };
            keys.extend(fresh.keys().chain(&gone).copied());
            tickets.extend(store::records::tickets_of(tx, &gone).await?);
            let keys: Vec<Key> = keys.into_iter().collect();
            shown = self.replay(tx, &keys, fresh, &gone).await?;
            let again = self.send_again(tx).await?;
            if !again.is_empty() {
                let later = self.replay(tx, &again, BTreeMap::new(), &BTreeSet::new()).await?;
                shown.written.retain(|record| !again.contains(&(record.kind, record.id)));
                // The index has seen neither: what moved the first time has moved.
                shown.extend(later);
            }
        }
        shown.written.sort_by_key(|record| (record.kind, record.id));
        let rules_moved = gone.iter().any(|(kind, _)| rules::concerns(*kind));
        Ok(Taken { rules_moved, ..Taken::of(shown, tickets) })
    }

    /// Queues once more what was refused for want of something that is here now; returns what it changes.
    async fn send_again(&self, tx: &Tx) -> anyhow::Result<Vec<Key>> {
        let next: i64 = store::state::get(tx, "next_n").await?.unwrap_or(1);
        let (keys, after) = store::acked::retry(tx, next).await?;
        if after != next {
            store::state::put(tx, "next_n", &after).await?;
        }
        Ok(keys)
    }

    /// Projects and commits what was taken in, and tells everybody.
    pub(crate) async fn finish_taking(&self, tx: Tx, taken: Taken, more: &[Tag]) -> anyhow::Result<()> {
        let rules_moved = taken.rules_moved;
        self.finish(tx, taken, more).await?;
        if rules_moved {
            self.inner.reload_rules().await?;
        }
        Ok(())
    }

    /// Removes what the feed has brought from the outbox, with the lines of history that only this desk wrote;
    /// keeps it for a while of the server's time, in case the server loses it: this desk's clock may jump by weeks.
    /// The rows of the tickets that lose a line are to be written again.
    async fn lift(
        &self,
        tx: &Tx,
        up_to: Seq,
        time: Timestamp,
        tickets: &mut BTreeSet<Uuid>,
    ) -> anyhow::Result<BTreeSet<Key>> {
        let mut keys = BTreeSet::new();
        for change in store::outbox::taken(tx, up_to).await? {
            drop_line(tx, &change).await?;
            tickets.extend(change.ticket);
            // The records of an import arrive by the feed when its last part is in.
            if !matches!(change.act, Act::Import { .. }) {
                keys.insert((change.kind, change.entity));
            }
        }
        let epoch: Uuid = store::state::get(tx, "epoch").await?.unwrap_or_default();
        store::acked::keep(tx, up_to, epoch, time, self.inner.clock.now()).await?;
        store::outbox::remove_taken(tx, up_to).await?;
        Ok(keys)
    }

    async fn finish(&self, tx: Tx, taken: Taken, more: &[Tag]) -> anyhow::Result<()> {
        let Taken { written, worded, tickets, newest, .. } = &taken;
        let now = self.inner.clock.now();
        let rules_now = self.inner.rules();
        let worded: Vec<&Record> =
            written.iter().filter(|record| worded.contains(&(record.kind, record.id))).collect();
        store::search::put(&tx, &worded).await?;
        project::people(&tx, &rules_now, &written.iter().collect::<Vec<_>>()).await?;
        project::tickets_now(&tx, &rules_now, &tickets.iter().copied().collect::<Vec<_>>(), now).await?;
        store::tickets::touch(&tx, newest).await?;
        readable(&tx, written).await?;
        recount::note_absorbed(&tx, written).await?;
        tx.commit().await?;
        self.publish(written, more).await
    }

    /// Makes what was written the desk's own: rules are read again where they moved, and everybody is told.
    pub(crate) async fn publish(&self, written: &[Record], more: &[Tag]) -> anyhow::Result<()> {
        let mut tags: BTreeSet<Tag> =
            written.iter().flat_map(|record| tags_of(record.kind)).copied().collect();
        if written.iter().any(|record| rules::concerns(record.kind)) {
            self.inner.reload_rules().await?;
            if recount::concerned(written, false).is_some() {
                self.inner.recount();
            }
        }
        tags.extend([Tag::Outbox, Tag::Sync]);
        tags.extend(more);
        self.inner.announce(tags);
        Ok(())
    }

    /// Gives a desk that worked alone a server and an owner there.
    ///
    /// What was made here goes out as ordinary changes, in the name that the owner has on the server.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn connect(&self, device: DeviceId, owner: PersonId, account: PersonId) -> anyhow::Result<()> {
        {
            let _turn = self.inner.turn.lock().await;
            let tx = self.inner.db.begin().await?;
            if owner != account {
                store::records::rename(&tx, owner.0, account.0).await?;
            }
            tx.commit().await?;
        }
        *self.inner.seat.write().expect("no holder of the seat panics") =
            Seat::Device { device, connected: true };
        self.inner.reload_rules().await?;
        self.recount_all().await
    }
}

/// Refuses rows that this version cannot read: a desk that took such rules in could not be opened any more, and such
/// a link or conflict breaks the screen of its ticket. Sync then stands still, and says so; what is here stays usable.
pub(crate) async fn readable(tx: &Tx, written: &[Record]) -> anyhow::Result<()> {
    // Tickets, their history and people are read to be projected.
    let unread = written.iter().filter(|record| match record.kind {
        Kind::Board
        | Kind::Message
        | Kind::Attachment
        | Kind::TimeEntry
        | Kind::Link
        | Kind::Conflict
        | Kind::Reminder
        | Kind::View
        | Kind::CannedReply
        | Kind::Visit
        | Kind::Macro
        | Kind::Report
        | Kind::ChecklistItem
        | Kind::Template => true,
        Kind::Setting
        | Kind::Status
        | Kind::Category
        | Kind::Team
        | Kind::Organisation
        | Kind::Person
        | Kind::Ticket
        | Kind::Event => false,
    });
    for record in unread {
        domain::house::readable(record)
            .with_context(|| format!("reading the {} {} of the server", record.kind.key(), record.id))?;
    }
    if written.iter().any(|record| rules::concerns(record.kind)) {
        rules::Rules::load(tx).await.context("reading what the server says about the desk's rules")?;
    }
    Ok(())
}

/// Removes the line of history that this desk wrote for a change, unless the server wrote it too.
async fn drop_line(tx: &Tx, change: &Change) -> anyhow::Result<()> {
    store::records::forget_unnumbered(tx, Kind::Event, change.id.0)
        .await
        .context("removing a line of history")
}
