//! Lays what waits in the outbox over what the server says, so that a person goes on seeing their own edits.

use crate::desk::Desk;
use domain::change::Act;
use domain::merge::{Side, merge};
use domain::record::{Kind, Record};
use std::collections::{BTreeMap, BTreeSet};
use store::outbox::Entry;
use store::records::Key;
use store::{Tx, sim};
use uuid::Uuid;

impl Desk {
    /// Lays what waits over what the server says: for each key its confirmed record, then every pending change.
    ///
    /// Writes the records and returns them; what neither side knows any more is removed.
    pub(super) async fn replay(
        &self,
        tx: &Tx,
        keys: &[Key],
        fresh: &BTreeMap<Key, Record>,
        gone: &BTreeSet<Key>,
    ) -> anyhow::Result<Vec<Record>> {
        let mut by_kind: BTreeMap<Kind, BTreeSet<Uuid>> = BTreeMap::new();
        for (kind, id) in keys {
            by_kind.entry(*kind).or_default().insert(*id);
        }
        let mut written = Vec::new();
        let mut removed = Vec::new();
        for (kind, ids) in by_kind {
            let ids: Vec<Uuid> = ids.into_iter().collect();
            let mut waiting = store::outbox::over(tx, kind, &ids).await?;
            let mut shadows = store::outbox::shadows(tx, kind, &ids).await?;
            let mut lives = store::records::get_many(tx, kind, &ids).await?;
            for id in ids {
                let entries = waiting.remove(&id).unwrap_or_default();
                let shadow = shadows.remove(&id);
                let shadowed = shadow.is_some();
                let live = lives.remove(&id);
                let confirmed = match (fresh.get(&(kind, id)), shadow) {
                    _ if gone.contains(&(kind, id)) => None,
                    (Some(fresh), _) => Some(fresh.clone()),
                    (None, Some(shadow)) => shadow,
                    (None, None) => live.clone().filter(|live| live.ver > 0),
                };
                if entries.is_empty() {
                    if shadowed {
                        store::outbox::remove_shadow(tx, kind, id).await?;
                    }
                } else if let Some(confirmed) = &confirmed {
                    store::outbox::replace_shadow(tx, confirmed).await?;
                } else if live.as_ref().is_some_and(|live| live.ver > 0) {
                    store::outbox::empty_shadow(tx, kind, id).await?;
                }
                let entries = if sim::planted("skip_rebase") { Vec::new() } else { entries };
                match (overlay(confirmed, &entries), live) {
                    (Some(record), _) => written.push(record),
                    // The server has it no more, and nothing waits over it.
                    (None, Some(gone)) if gone.ver > 0 && entries.is_empty() => removed.push((kind, id)),
                    // Made here and taken in, but not for these eyes any more.
                    (None, Some(_))
                        if entries.is_empty() && !store::outbox::is_refused(tx, kind, id).await? =>
                    {
                        removed.push((kind, id));
                    }
                    (None, Some(mut gone)) => {
                        // Made here, refused there: gone from every list, its text stays in the outbox.
                        gone.deleted = true;
                        written.push(gone);
                    }
                    (None, None) => {}
                }
            }
        }
        store::records::put(tx, &written).await?;
        store::snapshot::remove(tx, &removed).await?;
        Ok(written)
    }
}

/// The record as this desk shows it.
fn overlay(confirmed: Option<Record>, entries: &[Entry]) -> Option<Record> {
    let mut shown = confirmed;
    for entry in entries {
        if matches!(entry.change.act, Act::Import { .. }) {
            continue;
        }
        // A change that no longer fits waits for the server's word on it; the screen shows what is there.
        if let Ok(verdict) = merge(shown.as_ref(), &entry.change, Side::Overlay) {
            shown = Some(verdict.record);
        }
    }
    shown
}
