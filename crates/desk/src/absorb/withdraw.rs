//! Taking changes back that have not left this computer: out of the queue, and off what the desk shows.

use super::{Key, Taken, drop_line};
use crate::desk::Desk;
use crate::fault::Fault;
use domain::change::Act;
use domain::record::Kind;
use domain::refusal::Refusal;
use std::collections::{BTreeMap, BTreeSet};
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
        let keys: Vec<Key> = keys.into_iter().collect();
        let shown = self.replay(&tx, &keys, &BTreeMap::new(), &BTreeSet::new()).await?;
        Ok(self.finish(tx, Taken::of(shown, tickets), &[]).await?)
    }
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
