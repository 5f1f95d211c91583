//! Lays what waits in the outbox over what the server says, so that a person goes on seeing their own edits.

use crate::desk::Desk;
use crate::moved::Moved;
use crate::project::words_moved;
use domain::change::Act;
use domain::merge::{Side, merge};
use domain::record::{Kind, Record};
use std::collections::{BTreeMap, BTreeSet};
use store::outbox::Entry;
use store::records::Key;
use store::{Tx, sim};
use uuid::Uuid;

/// What is shown now, which of it the full-text index has to read again, and which rows of tickets it moves.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub written: Vec<Record>,
    pub worded: BTreeSet<Key>,
    pub moved: Moved,
}

impl Desk {
    /// Lays what waits over what the server says: for each key its confirmed record, then every pending change.
    ///
    /// Writes the records and returns them; what neither side knows any more is removed.
    pub(super) async fn replay(
        &self,
        tx: &Tx,
        keys: &[Key],
        mut fresh: BTreeMap<Key, Record>,
        gone: &BTreeSet<Key>,
    ) -> anyhow::Result<Shown> {
        let mut by_kind: BTreeMap<Kind, BTreeSet<Uuid>> = BTreeMap::new();
        for (kind, id) in keys {
            by_kind.entry(*kind).or_default().insert(*id);
        }
        let mut shown = Shown::default();
        let mut removed = Vec::new();
        let mut shadowing: Vec<(Key, Option<String>)> = Vec::new();
        let mut bare: Vec<Key> = Vec::new();
        for (kind, ids) in by_kind {
            let ids: Vec<Uuid> = ids.into_iter().collect();
            let mut waiting = store::outbox::over(tx, kind, &ids).await?;
            // The server's last word is read only where there is no newer one.
            let shadowed = store::outbox::shadowed(tx, kind, &ids).await?;
            let is_stale = |id: &&Uuid| !fresh.contains_key(&(kind, **id)) && !gone.contains(&(kind, **id));
            let stale: Vec<Uuid> = shadowed.iter().filter(is_stale).copied().collect();
            let mut shadows = store::outbox::shadows(tx, kind, &stale).await?;
            let mut lives = store::records::get_many(tx, kind, &ids).await?;
            for id in ids {
                let entries = waiting.remove(&id).unwrap_or_default();
                let shadow = shadows.remove(&id);
                let live = lives.remove(&id);
                let confirmed = match (fresh.remove(&(kind, id)), shadow) {
                    _ if gone.contains(&(kind, id)) => None,
                    (Some(fresh), _) => Some(fresh),
                    (None, Some(shadow)) => shadow,
                    (None, None) => live.clone().filter(|live| live.ver > 0),
                };
                if entries.is_empty() {
                    if shadowed.contains(&id) {
                        bare.push((kind, id));
                    }
                } else if confirmed.is_some() || live.as_ref().is_some_and(|live| live.ver > 0) {
                    let word = confirmed.as_ref().map(serde_json::to_string).transpose()?;
                    shadowing.push(((kind, id), word));
                }
                let entries = if sim::planted("skip_rebase") { Vec::new() } else { entries };
                match (overlay(confirmed, &entries), live) {
                    (Some(record), live) => {
                        if words_moved(live.as_ref(), &record) {
                            shown.worded.insert((kind, id));
                        }
                        shown.moved.note(live.as_ref(), &record);
                        shown.written.push(record);
                    }
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
                        shown.moved.rows.extend(gone.ticket);
                        shown.worded.insert((kind, id));
                        shown.written.push(gone);
                    }
                    (None, None) => {}
                }
            }
        }
        store::outbox::remove_shadows(tx, &bare).await?;
        store::outbox::replace_shadows(tx, shadowing).await?;
        store::records::put(tx, &shown.written).await?;
        store::snapshot::remove(tx, &removed).await?;
        Ok(shown)
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
