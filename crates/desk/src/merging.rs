//! Tickets that are merged: what may be merged into what, and whose conversations show in which ticket.

use crate::desk::Desk;
use crate::door::Door;
use crate::fault::Fault;
use domain::access::Who;
use domain::change::{Act, Change};
use domain::ids::{PersonId, TicketId};
use domain::record::{Kind, Record};
use domain::refusal::Refusal;
use domain::ticket::Ticket;
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The ticket that a change merges its own into; what is no id is for the rules of the field to refuse.
pub(crate) fn target_of(change: &Change) -> Option<Uuid> {
    if change.kind != Kind::Ticket {
        return None;
    }
    let value = match &change.act {
        Act::Create { doc } => doc.get("merged_into"),
        Act::Patch { fields, .. } => fields.get("merged_into").map(|edit| &edit.new),
        Act::Delete | Act::Restore | Act::Import { .. } => None,
    };
    value.and_then(Value::as_str).and_then(|id| id.parse().ok())
}

impl Door<'_> {
    /// Judges what a change merges its ticket into: a ticket that is there, that its author sees, and that does not
    /// lead back. Whoever merges two tickets into each other on two devices has one of the two merges refused.
    pub(crate) async fn check_merge(&mut self, who: &Who, change: &Change) -> Result<(), Fault> {
        let Some(target) = target_of(change) else { return Ok(()) };
        let ticket: Ticket = self.need(Kind::Ticket, target).await?.read()?;
        if !who.may_see(&ticket) {
            return Err(Refusal::Missing(Kind::Ticket).into());
        }
        let mut seen = BTreeSet::from([change.entity]);
        let mut next = Some(target);
        while let Some(at) = next {
            if !seen.insert(at) {
                return Err(Refusal::invalid("merged_into", "it would lead back to the ticket itself").into());
            }
            let record = self.load(Kind::Ticket, at).await?;
            next = record.and_then(|record| merged_into(&record));
        }
        Ok(())
    }
}

/// The ticket that a record says it is merged into.
fn merged_into(record: &Record) -> Option<Uuid> {
    record.field("merged_into").as_str().and_then(|id| id.parse().ok())
}

impl Desk {
    /// The tickets that were merged into this one, and into those, as far as this person sees them: nearest first.
    pub(crate) async fn merged_family(
        &self,
        me: PersonId,
        ticket: TicketId,
    ) -> Result<Vec<(TicketId, Ticket)>, Fault> {
        let mut family: Vec<(TicketId, Ticket)> = Vec::new();
        let mut seen = BTreeSet::from([ticket.0]);
        let mut open = vec![ticket.0];
        while let Some(at) = open.pop() {
            let mut found = store::named::merged_into(&self.inner.db, at).await?;
            found.sort_by_key(|record| record.id);
            for record in found {
                // Two servers may have let a circle come about; each of its tickets shows once.
                if seen.insert(record.id) && self.inner.check_sight(me, record.id).await.is_ok() {
                    open.push(record.id);
                    family.push((TicketId(record.id), record.read()?));
                }
            }
        }
        Ok(family)
    }
}
