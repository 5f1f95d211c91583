//! History: the lines that say what happened to a ticket, and that its clocks are rebuilt from.

use crate::change::{Act, Change};
use crate::checklist::ChecklistDeed;
use crate::guard::{Held, HoldReason};
use crate::ids::{ChecklistItemId, EventId, MessageId, PersonId, StepId, TicketId};
use crate::merge::{Conflict, ConflictState, FieldChange, Verdict};
use crate::message::{MessageKind, Side};
use crate::priority::Priority;
use crate::record::{Doc, Entity, Kind, custom_key};
use crate::sla::{Breach, Lead, Metric};
use crate::status::{StatusCategory, StatusKey};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;

/// One line of a ticket's history; it is written once and never edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub ticket: TicketId,
    /// When it happened.
    pub at: Timestamp,
    /// When the server learned of it; absent until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
    pub what: What,
}

impl Entity for Event {
    const KIND: Kind = Kind::Event;
}

impl Event {
    /// By when it was known where it counts: when it happened, or was heard of, or went out.
    pub fn known_by(&self) -> Timestamp {
        let delivered_at = match self.what {
            What::Replied { delivered_at, .. } => delivered_at,
            What::Created { .. }
            | What::Changed { .. }
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
            | What::Escalated { .. } => None,
        };
        [self.received_at, delivered_at].into_iter().flatten().fold(self.at, Timestamp::max)
    }

    /// Whose side said something to the other; nobody's, unless this is a public reply.
    pub fn said_by(&self) -> Option<Side> {
        match self.what {
            What::Replied { side, .. } => Some(side),
            What::Created { .. }
            | What::Changed { .. }
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
            | What::Escalated { .. } => None,
        }
    }
}

/// The fields of a ticket that hold somebody's words.
const WORDS: [&str; 5] = ["subject", "description", "resolution", "root_cause", "workaround"];

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum What {
    Created {
        status: StatusKey,
        category: StatusCategory,
        priority: Priority,
    },
    Changed {
        fields: Vec<FieldChange>,
        /// The category that the ticket's status had afterwards, when the status changed: categories
        /// may be edited later, what the clocks saw may not.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        category: Option<StatusCategory>,
    },
    Replied {
        message: MessageId,
        side: Side,
        /// When it was delivered; a reply that was not delivered answers nobody.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        delivered_at: Option<Timestamp>,
    },
    /// A public reply waits for a person: the conversation went on before it came.
    Held {
        message: MessageId,
        reason: HoldReason,
    },
    Noted {
        message: MessageId,
    },
    Attached {
        name: String,
    },
    Worked {
        seconds: i64,
    },
    Linked {
        other: TicketId,
    },
    /// An item of the checklist, by its text of then.
    Checklist {
        item: ChecklistItemId,
        did: ChecklistDeed,
        text: String,
        /// What it said before, where that was something else.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<String>,
    },
    Removed {
        kind: Kind,
    },
    Restored {
        kind: Kind,
    },
    /// Somebody gave up an edit of theirs that had been refused.
    GaveUp {
        kind: Kind,
        /// What it would have changed, when it was a change of fields.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        fields: Vec<FieldChange>,
    },
    /// A target was missed, told by the server at the time. It stays, whatever becomes known later; a reading of
    /// all events says whether it still holds.
    Breached {
        metric: Metric,
        cycle: u32,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        by_policy_change: bool,
    },
    /// The server took a step of an escalation; what it changed has lines of its own.
    Escalated {
        metric: Metric,
        cycle: u32,
        step: StepId,
        /// The policy by its name of then.
        policy: String,
        when: Lead,
        /// Who is told.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        told: Vec<PersonId>,
    },
}

/// The line that an edit leaves which was refused and that its author gives up; nothing when it is about no ticket.
///
/// It is the one line that a desk writes by itself and not as the trace of an edit: nothing else knows of this one.
pub fn given_up(change: &Change, by: PersonId, at: Timestamp) -> Option<Event> {
    let fields = match &change.act {
        Act::Patch { fields, sets } => {
            let line = |field: &String, from, to| FieldChange { field: field.clone(), from, to };
            let fields = fields.iter().map(|(field, edit)| line(field, edit.old.clone(), edit.new.clone()));
            // What it would have taken out, and put in.
            let some = |set: &BTreeSet<String>| match set.is_empty() {
                true => Value::Null,
                false => set.iter().cloned().collect(),
            };
            fields
                .chain(sets.iter().map(|(field, edit)| line(field, some(&edit.remove), some(&edit.add))))
                .collect()
        }
        Act::Create { .. } | Act::Delete | Act::Restore | Act::Import { .. } => Vec::new(),
    };
    let what = What::GaveUp { kind: change.kind, fields };
    Some(Event { ticket: TicketId(change.ticket?), at, received_at: None, by: Some(by), what })
}

/// Whether a change brings such a line, of whoever makes it.
pub(crate) fn is_own_given_up(change: &Change, doc: &Doc) -> bool {
    let event = serde_json::from_value::<Event>(Value::Object(doc.clone()));
    event.is_ok_and(|event| {
        matches!(event.what, What::GaveUp { .. })
            && event.by == Some(change.by)
            && Some(event.ticket.0) == change.ticket
            && event.received_at.is_none()
    })
}

/// Returns the line that tells of a breach, under an id that every server gives it.
pub fn breach_line(
    ticket: TicketId,
    metric: Metric,
    breach: &Breach,
    received_at: Timestamp,
) -> (EventId, Event) {
    let Breach { at, by_policy_change, cycle } = *breach;
    let key = format!("{ticket}/{}/{cycle}/{}/{by_policy_change}", metric.key(), at.0);
    let what = What::Breached { metric, cycle, by_policy_change };
    let event =
        Event { ticket, at, received_at: Some(received_at), by: Some(crate::person::system_id()), what };
    (EventId(crate::ids::stable_id("breach", &key)), event)
}

/// The breaches that a ticket's history tells of.
pub fn told_breaches(history: &[(EventId, Event)]) -> Vec<(Metric, Breach)> {
    let mut told: Vec<(Metric, Breach)> = history
        .iter()
        .filter_map(|(_, event)| match event.what {
            What::Breached { metric, cycle, by_policy_change } => {
                Some((metric, Breach { at: event.at, by_policy_change, cycle }))
            }
            What::Created { .. }
            | What::Changed { .. }
            | What::Replied { .. }
            | What::Held { .. }
            | What::Noted { .. }
            | What::Attached { .. }
            | What::Worked { .. }
            | What::Linked { .. }
            | What::Checklist { .. }
            | What::Removed { .. }
            | What::Restored { .. }
            | What::GaveUp { .. }
            | What::Escalated { .. } => None,
        })
        .collect();
    told.sort_unstable();
    told
}

/// Returns the line of history that a change leaves, if it leaves one.
///
/// The id is the change's own, so that the line the device wrote and the line the server wrote are one.
/// `category` tells the category of a status; `delivered_at` is when the desk that judges took the change in,
/// and is absent on a device that still has to send it.
pub fn event_of(
    change: &Change,
    verdict: &Verdict,
    category: impl Fn(&StatusKey) -> Option<StatusCategory>,
    received_at: Option<Timestamp>,
) -> Option<(EventId, Event)> {
    let ticket = TicketId(change.ticket?);
    let doc = &verdict.record.doc;
    let read = |field: &str| doc.get(field).cloned().unwrap_or_default();
    let what = match (&change.act, change.kind) {
        (Act::Create { .. }, Kind::Ticket) => {
            let status: StatusKey = serde_json::from_value(read("status")).ok()?;
            What::Created {
                category: category(&status).unwrap_or(StatusCategory::New),
                status,
                priority: serde_json::from_value(read("priority")).unwrap_or_default(),
            }
        }
        (Act::Create { .. }, Kind::Message) => {
            let message = MessageId(change.entity);
            match serde_json::from_value(read("kind")).ok()? {
                MessageKind::Note => What::Noted { message },
                MessageKind::Reply if doc.contains_key("held") => held(message, read("held"))?,
                MessageKind::Reply => What::Replied {
                    message,
                    side: serde_json::from_value(read("side")).ok()?,
                    delivered_at: received_at,
                },
            }
        }
        (Act::Create { .. }, Kind::Attachment) => {
            What::Attached { name: read("name").as_str().unwrap_or_default().to_owned() }
        }
        (Act::Create { .. }, Kind::TimeEntry) => {
            What::Worked { seconds: read("seconds").as_i64().unwrap_or_default() }
        }
        (Act::Create { .. }, Kind::Link) => {
            What::Linked { other: serde_json::from_value(read("other")).ok()? }
        }
        // Whoever sends a reply that waited replies now.
        (Act::Patch { fields, .. }, Kind::Message) if fields.contains_key("released") => {
            let message = MessageId(change.entity);
            if !verdict.changed.iter().any(|change| change.field == "released" || change.field == "held") {
                return None;
            }
            match (doc.contains_key("held"), received_at) {
                (true, Some(_)) => held(message, read("held"))?,
                _ => What::Replied {
                    message,
                    side: serde_json::from_value(read("side")).ok()?,
                    delivered_at: received_at,
                },
            }
        }
        (Act::Patch { .. }, Kind::Ticket) => {
            let fields: Vec<FieldChange> =
                verdict.changed.iter().filter(|change| change.field != "rank").cloned().collect();
            if fields.is_empty() {
                return None;
            }
            let status = fields.iter().find(|change| change.field == "status");
            let key = status.and_then(|change| change.to.as_str()).map(StatusKey::new);
            What::Changed { category: key.and_then(|key| category(&key)), fields }
        }
        (Act::Patch { .. }, Kind::Conflict) => lost(verdict)?,
        (_, Kind::ChecklistItem) => checklist(change, verdict)?,
        (Act::Delete, kind) => What::Removed { kind },
        (Act::Restore, kind) => What::Restored { kind },
        (Act::Import { .. }, _) => return None,
        (
            Act::Create { .. } | Act::Patch { .. },
            Kind::Setting
            | Kind::Status
            | Kind::Category
            | Kind::Team
            | Kind::Organisation
            | Kind::Person
            | Kind::Board
            | Kind::Message
            | Kind::Attachment
            | Kind::TimeEntry
            | Kind::Link
            | Kind::Event
            | Kind::Conflict
            | Kind::Reminder
            | Kind::View
            | Kind::CannedReply
            | Kind::Visit
            | Kind::Macro
            | Kind::Report
            | Kind::Template,
        ) => return None,
    };
    Some((EventId(change.id.0), Event { ticket, at: change.at, received_at, by: Some(change.by), what }))
}

/// What somebody wrote and somebody else's words won over, once that is settled: it stays to be read. Only of words:
/// clocks and reports go by the lines about all other fields, and those never stood there.
fn lost(verdict: &Verdict) -> Option<What> {
    let settled = verdict.changed.iter().find(|change| change.field == "state")?;
    let was: ConflictState = serde_json::from_value(settled.from.clone()).ok()?;
    let conflict: Conflict = verdict.record.read().ok()?;
    let lost = was == ConflictState::Open
        && matches!(conflict.state, ConflictState::Kept | ConflictState::Merged)
        && conflict.kind == Kind::Ticket
        && (WORDS.contains(&conflict.field.as_str()) || custom_key(Kind::Ticket, &conflict.field).is_some());
    let Conflict { field, mine, theirs, .. } = conflict;
    lost.then(|| What::Changed {
        fields: vec![FieldChange { field, from: mine, to: theirs }],
        category: None,
    })
}

fn held(message: MessageId, value: serde_json::Value) -> Option<What> {
    let Held { reason, .. } = serde_json::from_value(value).ok()?;
    Some(What::Held { message, reason })
}

/// What a change did with an item; moving one is not worth a line.
fn checklist(change: &Change, verdict: &Verdict) -> Option<What> {
    let moved = |field: &str| verdict.changed.iter().find(|change| change.field == field);
    let did = match &change.act {
        Act::Create { .. } => ChecklistDeed::Added,
        Act::Delete => ChecklistDeed::Removed,
        Act::Restore => ChecklistDeed::Restored,
        Act::Patch { .. } => match (moved("done"), moved("text")) {
            (Some(done), _) if done.to.is_null() => ChecklistDeed::Unticked,
            (Some(_), _) => ChecklistDeed::Ticked,
            (None, Some(_)) => ChecklistDeed::Reworded,
            (None, None) => return None,
        },
        Act::Import { .. } => return None,
    };
    Some(What::Checklist {
        item: ChecklistItemId(change.entity),
        did,
        text: verdict.record.field("text").as_str().unwrap_or_default().to_owned(),
        was: moved("text").and_then(|change| change.from.as_str()).map(str::to_owned),
    })
}
