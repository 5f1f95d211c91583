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

impl Shown {
    pub(super) fn extend(&mut self, other: Shown) {
        let Shown { written, worded, moved } = other;
        self.written.extend(written);
        self.worded.extend(worded);
        self.moved.extend(moved);
    }
}

/// A record to look at, with what the server says about it now.
type Fresh = (Uuid, Option<Record>);

/// So many records of a kind go through a lane at once. A simulated desk has few, which go through both all the same.
fn piece() -> usize {
    if sim::staged() { 2 } else { 250 }
}

/// What one lane did, and what is still to be taken away.
#[derive(Default)]
struct Laid {
    shown: Shown,
    /// What the server has no more, and over which nothing waits.
    removed: Vec<Key>,
    /// Over which nothing lies any more.
    bare: Vec<Key>,
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
        // Two lanes: what one reads and writes on the thread of the database, the other lays over each other meanwhile.
        // Who has a turn there is decided by nothing but the order of the questions, so that it is the same every time.
        let mut lanes: [Vec<(Kind, Vec<Fresh>)>; 2] = Default::default();
        let (size, mut through) = (piece(), 0);
        for (kind, ids) in by_kind {
            let all: Vec<Fresh> = ids.into_iter().map(|id| (id, fresh.remove(&(kind, id)))).collect();
            let mut all = all.into_iter();
            loop {
                let piece: Vec<Fresh> = all.by_ref().take(size).collect();
                if piece.is_empty() {
                    break;
                }
                let lane = (through / size) % 2;
                through += piece.len();
                lanes[lane].push((kind, piece));
            }
        }
        let [one, other] = lanes;
        let (one, other) = tokio::try_join!(lay(tx, one, gone), lay(tx, other, gone))?;
        let mut shown = one.shown;
        shown.extend(other.shown);
        store::outbox::remove_shadows(tx, &[one.bare, other.bare].concat()).await?;
        store::snapshot::remove(tx, &[one.removed, other.removed].concat()).await?;
        Ok(shown)
    }
}

/// Lays one piece after the other.
async fn lay(tx: &Tx, pieces: Vec<(Kind, Vec<Fresh>)>, gone: &BTreeSet<Key>) -> anyhow::Result<Laid> {
    let mut laid = Laid::default();
    for (kind, piece) in pieces {
        lay_piece(tx, kind, piece, gone, &mut laid).await?;
    }
    Ok(laid)
}

async fn lay_piece(
    tx: &Tx,
    kind: Kind,
    piece: Vec<Fresh>,
    gone: &BTreeSet<Key>,
    laid: &mut Laid,
) -> anyhow::Result<()> {
    let Laid { shown, removed, bare } = laid;
    let ids: Vec<Uuid> = piece.iter().map(|(id, _)| *id).collect();
    let mut waiting = store::outbox::over(tx, kind, &ids).await?;
    // The server's last word is read only where there is no newer one.
    let shadowed = store::outbox::shadowed(tx, kind, &ids).await?;
    let is_stale = |(id, fresh): &Fresh| {
        (fresh.is_none() && shadowed.contains(id) && !gone.contains(&(kind, *id))).then_some(*id)
    };
    let stale: Vec<Uuid> = piece.iter().filter_map(is_stale).collect();
    let mut shadows = store::outbox::shadows(tx, kind, &stale).await?;
    let mut lives = store::records::get_many(tx, kind, &ids).await?;
    let mut written = Vec::with_capacity(piece.len());
    let mut shadowing: Vec<(Key, Option<String>)> = Vec::new();
    for (id, fresh) in piece {
        let entries = waiting.remove(&id).unwrap_or_default();
        let shadow = shadows.remove(&id);
        let live = lives.remove(&id);
        let confirmed = match (fresh, shadow) {
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
                written.push(record);
            }
            // The server has it no more, and nothing waits over it.
            (None, Some(gone)) if gone.ver > 0 && entries.is_empty() => removed.push((kind, id)),
            // Made here and taken in, but not for these eyes any more.
            (None, Some(_)) if entries.is_empty() && !store::outbox::is_refused(tx, kind, id).await? => {
                removed.push((kind, id));
            }
            (None, Some(mut gone)) => {
                // Made here, refused there: gone from every list, its text stays in the outbox.
                gone.deleted = true;
                shown.moved.rows.extend(gone.ticket);
                shown.worded.insert((kind, id));
                written.push(gone);
            }
            (None, None) => {}
        }
    }
    store::outbox::replace_shadows(tx, shadowing).await?;
    store::records::put(tx, &written).await?;
    shown.written.append(&mut written);
    Ok(())
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
