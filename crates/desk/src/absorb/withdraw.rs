//! Taking changes back that have not left this computer: out of the queue, and off what the desk shows.

use super::replay::Shown;
use super::{Key, Taken, drop_line};
use crate::desk::Desk;
use crate::fault::Fault;
use crate::project::words_moved;
use domain::change::{Act, Change};
use domain::merge::{Side, merge};
use domain::record::{Kind, Record};
use domain::refusal::Refusal;
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;
use store::outbox::{Entry, State};
use uuid::Uuid;

impl Desk {
    /// Takes a queued change back. What was made here and lives by it goes with it: a new ticket takes its
    /// replies along. Refuses what is on its way already.
    pub(crate) async fn withdraw(&self, change: Uuid) -> Result<(), Fault> {
        let _turn = self.inner.turn.lock().await;
        let tx = self.inner.db.begin().await?;
        let queue = store::outbox::shown(&tx).await?;
        let entry = queue.iter().find(|entry| entry.change.id.0 == change);
        let entry = entry.ok_or_else(|| Refusal::invalid("change", "it does not wait any more"))?;
        let leaving: Vec<&Entry> = queue.iter().filter(|other| goes_with(entry, other)).collect();
        if leaving.iter().any(|entry| entry.state != State::Queued) {
            return Err(Refusal::AlreadySent.into());
        }
        let (mut keys, mut tickets) = (BTreeSet::new(), BTreeSet::new());
        for entry in &leaving {
            store::outbox::remove(&tx, entry.n).await?;
            drop_line(&tx, &entry.change).await?;
            match &entry.change.act {
                Act::Import { records, .. } => {
                    keys.extend(records.iter().map(|record| (record.kind, record.id)));
                }
                Act::Create { .. } | Act::Patch { .. } | Act::Delete | Act::Restore => {
                    keys.insert((entry.change.kind, entry.change.entity));
                }
            }
            tickets.extend(entry.change.ticket);
        }
        // The server counts without gaps; what was made later moves up.
        let first = leaving.iter().map(|entry| entry.n).min().unwrap_or(entry.n);
        let next = match store::outbox::first_waiting(&tx).await? {
            Some(waiting) => store::outbox::renumber(&tx, waiting.min(first)).await?,
            None => first,
        };
        store::state::put(&tx, "next_n", &next).await?;
        let shown = match standing_alone(&tx, &queue, &entry.change).await? {
            Some(live) => {
                let record = without(&live, entry, &queue);
                let mut shown = Shown::default();
                if words_moved(Some(&live), &record) {
                    shown.worded.insert((record.kind, record.id));
                }
                store::records::put(&tx, std::slice::from_ref(&record)).await?;
                shown.moved.note(Some(&live), &record);
                shown.written.push(record);
                shown
            }
            None => {
                let keys: Vec<Key> = keys.into_iter().collect();
                self.replay(&tx, &keys, BTreeMap::new(), &BTreeSet::new()).await?
            }
        };
        Ok(self.finish(tx, Taken::of(shown, tickets), &[]).await?)
    }
}

/// The record that a change lies over, if nothing that waits made it and no server has numbered it: it was imported, or a
/// desk begins with it. Then there is no word to lay the other changes over; they have to come off what stands there.
async fn standing_alone(tx: &Tx, queue: &[Entry], change: &Change) -> anyhow::Result<Option<Record>> {
    let key = (change.kind, change.entity);
    let made = |entry: &Entry| matches!(entry.change.act, Act::Create { .. }) && key_of(&entry.change) == key;
    if matches!(change.act, Act::Create { .. } | Act::Import { .. }) || queue.iter().any(made) {
        return Ok(None);
    }
    if store::outbox::shadow(tx, change.kind, change.entity).await?.is_some() {
        return Ok(None);
    }
    let live = store::records::get(tx, change.kind, change.entity).await?;
    Ok(live.filter(|live| live.ver == 0))
}

/// A record as if one change had not been made to it, with those that were made later.
fn without(live: &Record, taken: &Entry, queue: &[Entry]) -> Record {
    let back = match &taken.change.act {
        // A record made here has its own way out.
        Act::Create { .. } => None,
        act @ (Act::Patch { .. } | Act::Delete | Act::Restore | Act::Import { .. }) => act.reversed(live),
    };
    let Some(back) = back else { return live.clone() };
    let back = Change { act: back, ..taken.change.clone() };
    let later = queue.iter().filter(|other| {
        let waits = other.n > taken.n && other.state != State::Refused;
        waits && key_of(&other.change) == key_of(&taken.change)
    });
    let mut shown = live.clone();
    for change in std::iter::once(&back).chain(later.map(|entry| &entry.change)) {
        // A change that does not fit waits for the server's word on it; the screen shows what is there.
        if let Ok(verdict) = merge(Some(&shown), change, Side::Overlay) {
            shown = verdict.record;
        }
    }
    shown
}

fn key_of(change: &Change) -> Key {
    (change.kind, change.entity)
}

/// Whether a change makes no sense without another: itself, or what was done to something made by it.
fn goes_with(taken: &Entry, other: &Entry) -> bool {
    let (taken, other) = (&taken.change, &other.change);
    let same = taken.kind == other.kind && taken.entity == other.entity;
    match &taken.act {
        Act::Create { .. } if taken.kind == Kind::Ticket => same || other.ticket == Some(taken.entity),
        Act::Create { .. } => same,
        Act::Patch { .. } | Act::Delete | Act::Restore | Act::Import { .. } => taken.id == other.id,
    }
}
