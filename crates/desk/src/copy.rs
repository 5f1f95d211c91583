//! A device copies everything that its person may see: at first, in another history, or when its cursor is too old.
//!
//! Each page comes in with the place behind it, so that a copy goes on where it was, whatever ended it. A copy
//! over rows that are there already also removes what the server no longer has, page by page; what waits in the
//! outbox stays.

use crate::desk::Desk;
use crate::snapshot::shared_between;
use contract::commands::Tag;
use contract::wire::{Cursor, Part, Place, SnapshotPage};
use domain::record::{Record, Seq};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use store::records::Key;
use store::{Tx, sim};
use uuid::Uuid;

/// Where a copy stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copying {
    pub place: Place,
    /// The commit from which the feed is read afterwards; the first page names it.
    pub since: Option<Seq>,
    /// Nothing of a server was here when it began.
    pub fresh: bool,
    /// The versions of rows here mean nothing to the server: every row is written anew.
    pub anew: bool,
    /// How many records have come.
    pub done: i64,
}

impl Copying {
    fn begin(fresh: bool, anew: bool) -> Self {
        Copying { place: Place::beginning(Part::Shared), since: None, fresh, anew, done: 0 }
    }
}

const STATE: &str = "copying";

/// Where the copy stands, if one is under way.
pub(crate) async fn copying(source: &impl store::tx::Source) -> anyhow::Result<Option<Copying>> {
    store::state::get(source, STATE).await
}

impl Desk {
    /// Where the copy stands, if one is under way.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn copying(&self) -> anyhow::Result<Option<Copying>> {
        copying(&self.inner.db).await
    }

    /// Follows the server's history `epoch` from its start. What waits stays, and in another history than the one
    /// followed so far everything that the server took in lately is sent once more.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn forget_feed(&self, epoch: Uuid) -> anyhow::Result<()> {
        let _turn = self.inner.turn.lock().await;
        let tx = self.inner.db.begin().await?;
        let known: Option<Uuid> = store::state::get(&tx, "epoch").await?;
        let fresh = !store::snapshot::any_numbered(&tx).await?;
        store::state::put(&tx, "epoch", &epoch).await?;
        store::state::put(&tx, "cursor", &Cursor::default()).await?;
        store::state::put(&tx, STATE, &Copying::begin(fresh, !fresh)).await?;
        if known.is_some() && !sim::planted("forget_acked") {
            let next: i64 = store::state::get(&tx, "next_n").await?.unwrap_or(1);
            let (next, again) = store::acked::push_again(&tx, next).await?;
            store::state::put(&tx, "next_n", &next).await?;
            crate::blobs::send_again(&tx).await?;
            tracing::info!(again, "The server's history is another one; sending again what it had taken in");
        }
        sim::point("forget.before_commit").await;
        tx.commit().await?;
        self.inner.announce([Tag::Outbox, Tag::Sync].into());
        Ok(())
    }

    /// Copies everything again, since the feed cannot be continued from the cursor.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn copy_again(&self) -> anyhow::Result<()> {
        let _turn = self.inner.turn.lock().await;
        let tx = self.inner.db.begin().await?;
        let fresh = !store::snapshot::any_numbered(&tx).await?;
        store::state::put(&tx, STATE, &Copying::begin(fresh, false)).await?;
        tx.commit().await
    }

    /// Takes in one page of a copy: its rows, what has to go, and the place behind it, all or nothing.
    ///
    /// A page that does not continue from the place is a late double and is dropped.
    ///
    /// # Errors
    /// When the database cannot be written; the copy then stands where it stood.
    pub async fn absorb_snapshot(&self, page: &SnapshotPage) -> anyhow::Result<()> {
        let _turn = self.inner.turn.lock().await;
        let tx = self.inner.db.begin_apply().await?;
        let Some(copying) = copying(&tx).await?.filter(|copying| copying.place == page.prev) else {
            tracing::debug!("dropped a page of a copy that does not continue it");
            return tx.rollback().await;
        };
        let since = copying.since.unwrap_or(page.since);
        // What changed while it was copied would never be read.
        let since = if sim::planted("copy_to_the_head") { since + 3 } else { since };
        if copying.fresh && store::outbox::is_empty(&tx).await? {
            self.pour(&tx, page).await?;
            advance(&tx, copying, since, page).await?;
            sim::point("pour.before_commit").await;
            crate::absorb::readable(&tx, &page.records).await?;
            crate::recount::note_absorbed(&tx, &page.records).await?;
            tx.commit().await?;
            sim::point("pour.after_commit").await;
            return self.publish(&page.records, &[Tag::Sync]).await;
        }
        let keys: Vec<Key> = page.records.iter().map(|record| (record.kind, record.id)).collect();
        let known = if copying.anew { BTreeMap::new() } else { store::records::versions(&tx, &keys).await? };
        let fresh: BTreeMap<Key, Record> = page
            .records
            .iter()
            .filter(|record| known.get(&(record.kind, record.id)) != Some(&record.ver))
            .map(|record| ((record.kind, record.id), record.clone()))
            .collect();
        let gone = if copying.fresh { BTreeSet::new() } else { beyond(&tx, page, &keys).await? };
        let complete = page.next.part == Part::Done;
        if complete && copying.anew {
            store::acked::mark_waiting(&tx).await?;
        }
        let lifted = if complete { Some((since, page.time)) } else { None };
        let taken = self.take_in(&tx, lifted, fresh, gone).await?;
        advance(&tx, copying, since, page).await?;
        sim::point("copy.before_commit").await;
        self.finish_taking(tx, taken, &[Tag::Sync]).await?;
        sim::point("copy.after_commit").await;
        Ok(())
    }

    /// Writes a page into a desk that has nothing of its own in the way: nothing is compared, and tickets are
    /// shown from the page itself.
    async fn pour(&self, tx: &Tx, page: &SnapshotPage) -> anyhow::Result<()> {
        let once = once(page);
        let all = once.as_ref().unwrap_or(&page.records);
        store::records::put(tx, all).await?;
        let records: Vec<&Record> = all.iter().collect();
        store::search::put(tx, &records).await?;
        let rules = self.inner.rules();
        crate::project::people(tx, &rules, &records).await?;
        let inside = |place: &Place| place.part > Part::Shared && place.kind != i16::MAX;
        let cut: Vec<Uuid> =
            [page.prev, page.next].iter().filter(|place| inside(place)).map(|place| place.ticket).collect();
        crate::project::whole_tickets(tx, &rules, all, &cut, self.inner.clock.now()).await
    }
}

/// The records of a page in which some stand twice, each once: an open ticket that changed since the copy began comes
/// with the open ones and again with all the others, and where one part ends and the next begins both are in one page.
fn once(page: &SnapshotPage) -> Option<Vec<Record>> {
    if page.prev.part >= Part::Tickets || page.next.part <= Part::Open {
        return None;
    }
    let mut there = BTreeSet::new();
    let first = page.records.iter().filter(|record| there.insert((record.kind, record.id)));
    Some(first.cloned().collect())
}

/// Notes the place behind a page; behind the last one the feed goes on.
async fn advance(tx: &Tx, copying: Copying, since: Seq, page: &SnapshotPage) -> anyhow::Result<()> {
    let complete = page.next.part == Part::Done;
    if copying.since.is_none() || complete {
        store::state::put(tx, "cursor", &Cursor::after(since)).await?;
    }
    if complete {
        return store::state::remove(tx, STATE).await;
    }
    let done = copying.done + i64::try_from(page.records.len())?;
    let copying = Copying { place: page.next, since: Some(since), done, ..copying };
    store::state::put(tx, STATE, &copying).await
}

/// What a server had numbered here within the reach of a page, and which the page does not have.
async fn beyond(tx: &Tx, page: &SnapshotPage, keys: &[Key]) -> anyhow::Result<BTreeSet<Key>> {
    let (prev, next) = (page.prev, page.next);
    let there: BTreeSet<Key> = keys.iter().copied().collect();
    let mut beyond = BTreeSet::new();
    if prev.part == Part::Shared {
        for (kind, after, to) in shared_between(prev, next) {
            beyond.extend(store::snapshot::shared_keys(tx, kind, after, to).await?);
        }
    }
    if next.part != Part::Shared {
        // Tickets come by falling id, and what belongs to one by rising kind and id.
        let top = if prev.part == Part::Shared { Place::beginning(Part::Tickets) } else { prev };
        let bottom = if next.part == Part::Done {
            Place { ticket: Uuid::nil(), ..Place::beginning(Part::Tickets) }
        } else {
            next
        };
        // A copy that goes over the open tickets first is that of an empty desk, where nothing can be beyond.
        for (ticket, (kind, id)) in store::snapshot::ticket_keys(tx, bottom.ticket, top.ticket).await? {
            let at = (kind.code(), id);
            let behind_top = ticket != top.ticket || at > (top.kind, top.id);
            let before_bottom = ticket != bottom.ticket || at <= (bottom.kind, bottom.id);
            if behind_top && before_bottom {
                beyond.insert((kind, id));
            }
        }
    }
    beyond.retain(|key| !there.contains(key));
    Ok(beyond)
}
