//! The ticket record: what it holds, and which values it accepts.

use crate::ids::{CategoryId, OrganisationId, PersonId, TeamId, TicketId};
use crate::lifecycle::Confirmed;
use crate::priority::{Level, Priority};
use crate::record::{Entity, Kind};
use crate::status::StatusKey;
use crate::ticket_type::TicketType;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// How a ticket came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    #[default]
    Agent,
    Email,
    Phone,
    Web,
    Chat,
    SelfService,
    Monitoring,
}

/// One piece of work that somebody asked for.
///
/// Every field is merged on its own (see `merge`), so a field is either one value or a set of elements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// The human number, given by the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<i64>,
    /// The name until there is a number: `L-7` on a desk without a server, `draft-7F3A` offline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provisional: Option<String>,
    pub subject: String,
    #[serde(default)]
    pub description: String,
    #[serde(default, rename = "type")]
    pub ticket_type: TicketType,
    #[serde(default)]
    pub channel: Channel,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requester: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    /// The customer tier on the day the ticket was opened, such as "Gold".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    pub status: StatusKey,
    pub team: TeamId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<PersonId>,
    #[serde(default)]
    pub impact: Level,
    #[serde(default)]
    pub urgency: Level,
    #[serde(default)]
    pub priority: Priority,
    /// Why the priority is not what the matrix says; its presence marks the override.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority_reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<CategoryId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subcomponent: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<String>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub watchers: BTreeSet<PersonId>,
    /// Who gets what the requester gets, beside them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub cc: BTreeSet<PersonId>,
    /// The ticket that this one was merged into: it rests, and its conversation shows there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<TicketId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimated: Option<Timestamp>,
    /// When a ticket that waits or rests is work again by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postponed_until: Option<Timestamp>,
    /// The expected resolution that the requester was told last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimated_told: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steps_to_reproduce: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steps_taken: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_messages: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desired_outcome: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root_cause: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workaround: Option<String>,
    /// That it is fixed was confirmed; gone as soon as it is work again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Confirmed>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub custom: BTreeMap<String, Value>,
    /// The place within a column sorted by hand; smaller is higher.
    #[serde(default)]
    pub rank: i64,
    pub created_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_by: Option<PersonId>,
    /// Where the ticket was imported from, `servicenow INC0000045`, with what its owners want said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<String>,
}

impl Entity for Ticket {
    const KIND: Kind = Kind::Ticket;
}

/// The longest subject, in bytes.
pub const SUBJECT_LIMIT_BYTES: usize = 500;
/// The longest text of any other field or message, in bytes.
pub const TEXT_LIMIT_BYTES: usize = 1024 * 1024;

impl Ticket {
    /// Makes a ticket of default values, opened at `at`.
    pub fn opened(subject: &str, team: TeamId, at: Timestamp) -> Self {
        Ticket {
            number: None,
            provisional: None,
            subject: subject.to_owned(),
            description: String::new(),
            ticket_type: TicketType::default(),
            channel: Channel::default(),
            requester: None,
            organisation: None,
            tier: None,
            status: StatusKey::new("new"),
            team,
            assignee: None,
            impact: Level::default(),
            urgency: Level::default(),
            priority: Priority::default(),
            priority_reason: None,
            category: None,
            component: None,
            subcomponent: None,
            service: None,
            tags: BTreeSet::new(),
            watchers: BTreeSet::new(),
            cc: BTreeSet::new(),
            merged_into: None,
            due: None,
            estimated: None,
            postponed_until: None,
            estimated_told: None,
            steps_to_reproduce: None,
            steps_taken: None,
            error_messages: None,
            desired_outcome: None,
            resolution: None,
            root_cause: None,
            workaround: None,
            confirmed: None,
            custom: BTreeMap::new(),
            rank: rank_at(at),
            created_at: at,
            created_by: None,
            external: None,
            attribution: None,
        }
    }

    /// What people call the ticket: `#1042`, `L-7` or `draft-7F3A`.
    pub fn label(&self) -> String {
        match (self.number, &self.provisional) {
            (Some(number), _) => format!("#{number}"),
            (None, Some(provisional)) => provisional.clone(),
            (None, None) => "new".to_owned(),
        }
    }
}

/// The provisional label of a ticket made offline: `draft-` and the last four hex digits of its id.
pub fn draft_label(id: TicketId) -> String {
    let hex = id.0.simple().to_string();
    format!("draft-{}", hex[hex.len() - 4..].to_uppercase())
}

/// The rank of a ticket that nobody has placed by hand: older ones stand higher.
///
/// Twenty bits below the millisecond leave room for twenty halvings between two neighbours.
pub fn rank_at(at: Timestamp) -> i64 {
    at.0.saturating_mul(1 << 20)
}

/// The rank between two neighbours; `None` stands for the end of the column.
pub fn rank_between(above: Option<i64>, below: Option<i64>) -> i64 {
    const STEP: i64 = 1000 << 20;
    match (above, below) {
        (Some(above), Some(below)) => above.midpoint(below),
        (Some(above), None) => above.saturating_add(STEP),
        (None, Some(below)) => below.saturating_sub(STEP),
        (None, None) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_placed_between_two_sorts_between_them() {
        let (above, below) = (rank_at(Timestamp(1_000)), rank_at(Timestamp(1_001)));
        let middle = rank_between(Some(above), Some(below));
        assert!(above < middle && middle < below);
        assert!(rank_between(None, Some(above)) < above);
        assert!(rank_between(Some(below), None) > below);
    }
}
