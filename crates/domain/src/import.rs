//! Imported tickets: the one plain shape into which every other help desk and file format is brought.
//!
//! Everything refers to everything else by the key that it had in its source, such as `INC0000045`.
//! Ids are derived from these keys, so importing the same thing again finds what is already there.

mod records;

use crate::ids::{
    CategoryId, EventId, LinkId, MessageId, OrganisationId, PersonId, TeamId, TicketId, TimeEntryId,
    stable_id,
};
use crate::message::{MessageKind, Relation, Side};
use crate::person::Role;
use crate::priority::{Level, Priority};
use crate::status::StatusKey;
use crate::ticket::Channel;
use crate::ticket_type::TicketType;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

pub use records::{Import, records};

/// What one import brings in.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Batch {
    /// The system it comes from, such as `servicenow`; part of every derived id.
    pub source: String,
    /// What the owners of the data want said wherever a copy of it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<String>,
    /// Whether the clocks of these tickets run around the clock, whatever the day and hour.
    #[serde(default)]
    pub always_open: bool,
    #[serde(default)]
    pub organisations: Vec<ImportedOrganisation>,
    #[serde(default)]
    pub teams: Vec<ImportedTeam>,
    #[serde(default)]
    pub people: Vec<ImportedPerson>,
    /// Parents stand before their children.
    #[serde(default)]
    pub categories: Vec<ImportedCategory>,
    #[serde(default)]
    pub tickets: Vec<ImportedTicket>,
    /// How many rows the file has, without its header.
    #[serde(default)]
    pub rows: u64,
    /// How many rows stayed out; `rejected` tells of the first [`REJECTED_LIMIT`] of them.
    #[serde(default)]
    pub rejected_rows: u64,
    #[serde(default)]
    pub rejected: Vec<RejectedRow>,
}

/// How many rejected rows a batch describes, so that a file of garbage does not fill the memory.
pub const REJECTED_LIMIT: usize = 1000;

impl Batch {
    pub fn new(source: &str) -> Self {
        Batch { source: source.to_owned(), ..Batch::default() }
    }

    /// Notes a row that stays out.
    pub fn reject(&mut self, row: RejectedRow) {
        self.rejected_rows += 1;
        if self.rejected.len() < REJECTED_LIMIT {
            self.rejected.push(row);
        }
    }

    /// The names by which this batch's things are known here.
    pub fn ids(&self) -> Ids<'_> {
        Ids { source: &self.source }
    }
}

/// A row of a file that could not be taken, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedRow {
    /// The line in the file on which the row begins, the header being line 1.
    pub line: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    pub reason: String,
}

impl std::fmt::Display for RejectedRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.column {
            Some(column) => write!(f, "line {}, {column}: {}", self.line, self.reason),
            None => write!(f, "line {}: {}", self.line, self.reason),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ImportedOrganisation {
    pub key: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ImportedTeam {
    pub key: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ImportedPerson {
    pub key: String,
    pub name: String,
    #[serde(default)]
    pub role: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The key of their organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// The keys of their teams.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub teams: BTreeSet<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// Known only from the history, so that nobody is offered as an assignee who never was one.
    #[serde(default)]
    pub retired: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ImportedCategory {
    pub key: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
}

/// A ticket as its source knows it, at the end of its history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportedTicket {
    pub key: String,
    pub subject: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub ticket_type: TicketType,
    #[serde(default)]
    pub channel: Channel,
    pub status: StatusKey,
    /// The keys of a person, a team and a category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requester: Option<String>,
    /// Who entered it, when that was not the requester.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    #[serde(default)]
    pub impact: Level,
    #[serde(default)]
    pub urgency: Level,
    #[serde(default)]
    pub priority: Priority,
    /// Why the priority is not what the matrix says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority_reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub custom: BTreeMap<String, Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Timestamp>,
    /// In the order in which it happened; the first is `Created`.
    pub history: Vec<ImportedEvent>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<ImportedMessage>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub time_entries: Vec<ImportedTimeEntry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<ImportedLink>,
}

/// Something that happened to a ticket, at the time at which it happened.
///
/// Several things may share an instant; the place in the history says which came first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportedEvent {
    pub at: Timestamp,
    /// The key of who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    pub what: Happened,
}

/// What happened; people, teams and categories by key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happened {
    Created {
        status: StatusKey,
        priority: Priority,
    },
    /// Also a reopening, which is a change from a done status to another.
    StatusChanged {
        from: StatusKey,
        to: StatusKey,
    },
    PriorityChanged {
        from: Priority,
        to: Priority,
    },
    Assigned {
        from: Option<String>,
        to: Option<String>,
    },
    TeamChanged {
        from: Option<String>,
        to: Option<String>,
    },
    Categorised {
        from: Option<String>,
        to: Option<String>,
    },
    /// Any other field of the ticket, by its name here.
    FieldChanged {
        field: String,
        from: Value,
        to: Value,
    },
}

impl Happened {
    /// The status that the ticket had afterwards, when this is what gave it.
    pub fn status(&self) -> Option<&StatusKey> {
        match self {
            Happened::Created { status, .. } | Happened::StatusChanged { to: status, .. } => Some(status),
            Happened::PriorityChanged { .. }
            | Happened::Assigned { .. }
            | Happened::TeamChanged { .. }
            | Happened::Categorised { .. }
            | Happened::FieldChanged { .. } => None,
        }
    }
}

/// A message of the thread; the description is not one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedMessage {
    pub at: Timestamp,
    pub kind: MessageKind,
    pub side: Side,
    /// The key of a person.
    pub author: String,
    pub body: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedTimeEntry {
    pub at: Timestamp,
    pub author: String,
    pub seconds: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedLink {
    /// The key of the other ticket.
    pub other: String,
    pub relation: Relation,
}

/// The ids that the keys of one source stand for.
#[derive(Debug, Clone, Copy)]
pub struct Ids<'a> {
    source: &'a str,
}

impl Ids<'_> {
    fn of(self, kind: &str, key: &str) -> uuid::Uuid {
        stable_id(&format!("import/{}/{kind}", self.source), key)
    }

    pub fn ticket(self, key: &str) -> TicketId {
        TicketId(self.of("ticket", key))
    }

    pub fn person(self, key: &str) -> PersonId {
        PersonId(self.of("person", key))
    }

    pub fn team(self, key: &str) -> TeamId {
        TeamId(self.of("team", key))
    }

    pub fn organisation(self, key: &str) -> OrganisationId {
        OrganisationId(self.of("organisation", key))
    }

    pub fn category(self, key: &str) -> CategoryId {
        CategoryId(self.of("category", key))
    }

    pub fn event(self, ticket: &str, place: usize) -> EventId {
        EventId(self.nth("event", ticket, place))
    }

    pub fn message(self, ticket: &str, place: usize) -> MessageId {
        MessageId(self.nth("message", ticket, place))
    }

    pub fn time_entry(self, ticket: &str, place: usize) -> TimeEntryId {
        TimeEntryId(self.nth("time_entry", ticket, place))
    }

    pub fn link(self, ticket: &str, other: &str) -> LinkId {
        LinkId(self.of("link", &format!("{ticket} {other}")))
    }

    /// An id that sorts by place among its siblings.
    ///
    /// Events of one instant are told apart by their id, and a source that counts in minutes has many.
    fn nth(self, kind: &str, ticket: &str, place: usize) -> uuid::Uuid {
        let mut bytes = self.of(kind, ticket).into_bytes();
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        bytes[12..].copy_from_slice(&place.to_be_bytes());
        uuid::Uuid::from_bytes(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_key_of_the_same_source_is_the_same_thing() {
        let servicenow = Batch::new("servicenow");
        assert_eq!(servicenow.ids().ticket("INC1"), Batch::new("servicenow").ids().ticket("INC1"));
        assert_ne!(servicenow.ids().ticket("INC1"), Batch::new("other").ids().ticket("INC1"));
        assert_ne!(servicenow.ids().ticket("INC1").0, servicenow.ids().person("INC1").0);
    }

    #[test]
    fn events_of_one_instant_keep_their_order() {
        let batch = Batch::new("servicenow");
        let ids: Vec<_> = (0..300).map(|place| batch.ids().event("INC1", place)).collect();
        assert!(ids.is_sorted());
        assert_ne!(ids[0], batch.ids().event("INC2", 0));
    }

    #[test]
    fn a_file_of_garbage_does_not_fill_the_memory() {
        let mut batch = Batch::new("servicenow");
        for line in 0..5000 {
            batch.reject(RejectedRow { line, column: None, reason: "nonsense".to_owned() });
        }
        assert_eq!((batch.rejected_rows, batch.rejected.len()), (5000, REJECTED_LIMIT));
    }
}
