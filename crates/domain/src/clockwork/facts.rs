//! What a ticket was over time, read back from its history: conditions of policies ask for then, not for today.

use crate::change::elements;
use crate::history::{Event, What};
use crate::ids::EventId;
use crate::merge::FieldChange;
use crate::sla::Facts;
use crate::ticket::Ticket;
use crate::time::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A ticket's facts as it was opened, and how to follow them from there.
pub(super) struct Story {
    pub(super) first: Facts,
    /// When it was opened; `None` when its history does not say.
    pub(super) opened: Option<Timestamp>,
}

impl Story {
    /// Goes back from what the ticket is today, change by change.
    pub(super) fn of(ticket: &Ticket, history: &[(EventId, Event)]) -> Self {
        let mut first = Facts::of(ticket);
        let mut changes: Vec<(Timestamp, EventId, &[FieldChange])> = Vec::new();
        let mut opened = None;
        for (id, event) in history {
            match &event.what {
                What::Changed { fields, .. } => changes.push((event.at, *id, fields)),
                What::Created { .. } => opened = Some(event.at),
                What::Replied { .. }
                | What::Held { .. }
                | What::Noted { .. }
                | What::Attached { .. }
                | What::Worked { .. }
                | What::Linked { .. }
                | What::Checklist { .. }
                | What::Removed { .. }
                | What::Restored { .. }
                | What::GaveUp { .. }
                | What::Breached { .. }
                | What::Escalated { .. } => {}
            }
        }
        changes.sort_by_key(|(at, id, _)| (*at, *id));
        for (_, _, fields) in changes.iter().rev() {
            for change in *fields {
                set(&mut first, &change.field, &change.to, &change.from);
            }
        }
        for (_, event) in history {
            if let What::Created { priority, .. } = &event.what {
                first.priority = *priority;
            }
        }
        let opened = opened.or_else(|| history.iter().map(|(_, event)| event.at).min());
        Story { first, opened }
    }

    /// Makes of the facts what a line of history made of them; returns whether it made anything.
    pub(super) fn follow(&self, event: &Event, facts: &mut Facts) -> bool {
        let What::Changed { fields, .. } = &event.what else { return false };
        let before = facts.clone();
        for change in fields {
            set(facts, &change.field, &change.from, &change.to);
        }
        *facts != before
    }
}

/// Turns one value of a ticket into another. Tags are added and removed on their own, as they merge.
fn set(facts: &mut Facts, field: &str, from: &Value, to: &Value) {
    fn put<T: DeserializeOwned>(place: &mut T, value: &Value) {
        if let Ok(value) = serde_json::from_value(value.clone()) {
            *place = value;
        }
    }
    match field {
        "priority" => put(&mut facts.priority, to),
        "type" => put(&mut facts.ticket_type, to),
        "category" => put(&mut facts.category, to),
        "organisation" => put(&mut facts.organisation, to),
        "tier" => put(&mut facts.tier, to),
        "team" => put(&mut facts.team, to),
        "channel" => put(&mut facts.channel, to),
        "tags" => {
            let (from, to) = (elements(from), elements(to));
            for gone in from.difference(&to) {
                facts.tags.remove(gone);
            }
            facts.tags.extend(to.difference(&from).cloned());
        }
        _ => {}
    }
}
