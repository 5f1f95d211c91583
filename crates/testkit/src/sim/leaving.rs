//! What leaves an outbox by the hand of its author: that it is what they meant, and what becomes of it.

use super::ledger::Intent;
use super::lives::Outbox;
use super::script::Act;
use super::world::{Stop, Violation, World};
use domain::change::{Act as Deed, Change};
use domain::record::Kind;
use uuid::Uuid;

impl World {
    /// Notes what a desk has saved.
    pub(crate) fn remember(&mut self, desk: usize) -> Result<(), Stop> {
        let Some(saved) = self.outbox(desk)? else { return Ok(()) };
        for (id, (change, _)) in saved {
            let intent = Intent { desk, change, given_up: false };
            // What an older copy brought back is not given up any more.
            self.ledger.intents.entry(id).and_modify(|known| known.given_up = false).or_insert(intent);
        }
        Ok(())
    }

    /// An act takes out of the outbox what its author meant to take out, and nothing beside it.
    pub(crate) fn check_left(
        &mut self,
        desk: usize,
        act: Act,
        picked: Option<Uuid>,
        before: &Outbox,
    ) -> Result<(), Stop> {
        let Some(after) = self.outbox(desk)? else { return Ok(()) };
        let chosen = picked.and_then(|id| before.get(&id)).map(|(change, _)| change);
        for (id, (change, _)) in before.iter().filter(|(id, _)| !after.contains_key(id)) {
            let meant = if act == Act::Discard {
                chosen.is_some_and(|chosen| goes_along(chosen, change))
            } else if act == Act::Retry {
                // It is there again, as another.
                after.iter().any(|(id, (again, _))| !before.contains_key(id) && is_same(again, change))
            } else {
                // A reply waits for a while so that it can be taken back.
                act == Act::Undo && is_reply(change)
            };
            if !meant {
                let what = format!("{act:?} at desk {desk} took change {id} out of the outbox: {change:?}");
                return Err(Violation::new(1, what).into());
            }
            if act == Act::Retry {
                self.ledger.again.insert(*id);
            } else if let Some(intent) = self.ledger.intents.get_mut(id) {
                intent.given_up = true;
            }
        }
        Ok(())
    }
}

/// Whether giving up one change gives up the other: what was made goes with all that was done to it.
fn goes_along(chosen: &Change, other: &Change) -> bool {
    let made = matches!(chosen.act, Deed::Create { .. });
    chosen.id == other.id || made && (other.entity == chosen.entity || other.ticket == Some(chosen.entity))
}

fn is_same(one: &Change, other: &Change) -> bool {
    (one.kind, one.entity) == (other.kind, other.entity)
        && std::mem::discriminant(&one.act) == std::mem::discriminant(&other.act)
}

fn is_reply(change: &Change) -> bool {
    let Deed::Create { doc } = &change.act else { return false };
    change.kind == Kind::Message && doc.get("kind").is_some_and(|kind| kind == "reply")
}
