//! Tickets as screens show and edit them: lists, the ticket view, its thread and history.

use crate::board::Mark;
use crate::checklist::{ChecklistItemView, Progress};
pub use crate::files::{AttachmentView, FileState};
use crate::form::Fill;
use crate::lifecycle::ConfirmedView;
pub use crate::link::LinkView;
use crate::merge::{MergedRequest, MergedView, TicketRef};
use crate::message::MessageView;
use crate::people::PersonCard;
use domain::form::{FieldIs, FieldKey};
use domain::guard::HoldReason;
use domain::ids::{AttachmentId, CategoryId, EventId, OrganisationId, PersonId, TeamId, TicketId, VisitId};
use domain::measure::Cut;
use domain::merge::FieldChange;
use domain::message::Side;
use domain::priority::{Level, Priority};
pub use domain::sla::Metric;
use domain::status::{StatusCategory, StatusKey};
use domain::ticket::Channel;
use domain::ticket_type::TicketType;
use domain::time::Timestamp;
pub use domain::view::{ListGroup, SortKey, ThenBy};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Narrows a board or a list; an empty list does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Filter {
    /// Words in subject, description, thread, attachments' names or the requester's, and terms; see `search_read`.
    pub text: String,
    pub statuses: Vec<StatusKey>,
    pub categories: Vec<StatusCategory>,
    pub priorities: Vec<Priority>,
    pub teams: Vec<TeamId>,
    pub assignees: Vec<PersonId>,
    /// Only tickets that nobody owns.
    pub unassigned: bool,
    /// Only what whoever looks owns.
    pub mine: bool,
    /// Only what the teams of whoever looks have.
    pub my_teams: bool,
    /// Only what has a clock that runs out today.
    pub due_today: bool,
    /// Only what was changed within so many hours.
    pub updated_hours: Option<i64>,
    pub requester: Option<PersonId>,
    pub organisation: Option<OrganisationId>,
    pub tags: Vec<String>,
    /// Only what fields of the desk hold: any of what is named of one field, for each field that is.
    pub fields: Vec<FieldIs>,
    /// Only tickets with a clock in one of these states: `breached`, `at_risk`.
    pub clocks: Vec<ClockState>,
    /// Leaves out what I have put off.
    pub awake: bool,
    /// Only the tickets behind a figure of a report.
    pub cut: Option<Cut>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct TicketQuery {
    pub filter: Filter,
    pub sort: SortKey,
    pub descending: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub then: Option<ThenBy>,
    /// The tickets of each group stand together, and the page says which groups there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub group: Option<ListGroup>,
    pub from: i64,
    pub count: i64,
    /// Fields that this desk added; each row tells what they hold.
    #[ts(optional, as = "Option<Vec<FieldKey>>")]
    pub fields: Vec<FieldKey>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowPage {
    pub total: i64,
    pub from: i64,
    pub rows: Vec<RowView>,
    /// All groups of a list that is grouped, in their order, whichever rows were asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<RowGroup>>")]
    pub groups: Vec<RowGroup>,
}

/// Tickets of a list that stand together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowGroup {
    /// The id or key of what they have in common; `None`: nobody, or no organisation.
    pub key: Option<String>,
    /// Its name, where that is not a matter of language.
    pub name: String,
    pub count: i64,
    pub breached: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowView {
    pub id: TicketId,
    pub number: String,
    pub subject: String,
    pub priority: Priority,
    pub status: StatusKey,
    pub category: StatusCategory,
    pub requester: Option<String>,
    pub organisation: Option<String>,
    pub team: TeamId,
    pub assignee: Option<PersonId>,
    pub assignee_name: Option<String>,
    pub tags: Vec<String>,
    pub clock: Option<ClockView>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub mark: Mark,
    /// The ticket's own date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub due_date: Option<Timestamp>,
    /// Until when I have put it off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub snoozed_until: Option<Timestamp>,
    /// When it is work again by itself, while it waits or rests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub postponed_until: Option<Timestamp>,
    /// The last public word is ours, for one that is open.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub answered: bool,
    /// Others said something that I have not read.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub unread: bool,
    /// How far its checklist is, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub checklist: Option<Progress>,
    /// What the fields hold that were asked for and are filled in.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<BTreeMap<FieldKey, serde_json::Value>>")]
    pub custom: BTreeMap<FieldKey, serde_json::Value>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ClockState {
    None,
    Idle,
    Running,
    AtRisk,
    Paused,
    Met,
    Breached,
    Cancelled,
}

/// A clock as shown: the screen counts from `due`, the core decides the state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClockView {
    pub metric: Metric,
    pub state: ClockState,
    pub due: Option<Timestamp>,
    /// When it becomes at risk, so that the screen can turn without asking.
    pub at_risk: Option<Timestamp>,
    /// Business time left; negative never.
    pub remaining_seconds: Option<i64>,
    pub met_at: Option<Timestamp>,
    /// Whether it is still unmet.
    pub open: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TicketGet {
    pub ticket: TicketId,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TicketFind {
    /// A number as people write it: `1042`, `#1042`, `L-7`, `draft-7F3A`; or the id of a ticket.
    pub number: String,
}

/// Everything the ticket view shows beside the thread.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TicketView {
    pub id: TicketId,
    pub number: String,
    /// The earlier name of a ticket that has a number by now.
    pub provisional: Option<String>,
    pub subject: String,
    pub description: String,
    #[serde(rename = "type")]
    #[ts(rename = "type")]
    pub ticket_type: TicketType,
    pub channel: Channel,
    pub status: StatusKey,
    pub category: StatusCategory,
    /// Where the workflow lets it go.
    pub next: Vec<StatusKey>,
    pub priority: Priority,
    pub priority_reason: Option<String>,
    pub impact: Level,
    pub urgency: Level,
    pub team: TeamId,
    pub assignee: Option<PersonId>,
    pub assignee_name: Option<String>,
    pub requester: Option<PersonCard>,
    pub organisation: Option<String>,
    pub tier: Option<String>,
    pub category_id: Option<CategoryId>,
    pub category_path: Vec<String>,
    pub component: Option<String>,
    pub subcomponent: Option<String>,
    pub service: Option<String>,
    pub tags: Vec<String>,
    pub watchers: Vec<PersonCard>,
    pub cc: Vec<PersonCard>,
    pub due: Option<Timestamp>,
    pub estimated: Option<Timestamp>,
    /// The expected resolution that the requester was told last; another one than `estimated` is out of date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub estimated_told: Option<Timestamp>,
    pub steps_to_reproduce: Option<String>,
    pub steps_taken: Option<String>,
    pub error_messages: Option<String>,
    pub desired_outcome: Option<String>,
    pub resolution: Option<String>,
    pub root_cause: Option<String>,
    pub workaround: Option<String>,
    /// That it is fixed was confirmed, for one that is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub confirmed: Option<ConfirmedView>,
    /// The last public word is ours, for one that is open.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub answered: bool,
    /// Others said something that I have not read.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub unread: bool,
    pub custom: BTreeMap<String, serde_json::Value>,
    pub attribution: Option<String>,
    pub external: Option<String>,
    pub created_at: Timestamp,
    pub created_by: Option<PersonCard>,
    pub updated_at: Timestamp,
    pub clocks: Vec<ClockView>,
    pub checklist: Vec<ChecklistItemView>,
    pub attachments: Vec<AttachmentView>,
    pub links: Vec<LinkView>,
    /// The ticket that this one was merged into.
    pub merged_into: Option<TicketRef>,
    /// The tickets that were merged into this one, and into those.
    pub merged: Vec<MergedView>,
    pub time_seconds: i64,
    /// The requester's other tickets, newest first, up to eight.
    pub others: Vec<RowView>,
    /// How many there are.
    pub others_count: i64,
    pub conflicts: Vec<crate::sync::ConflictView>,
    pub mark: Mark,
    pub deleted: bool,
    pub may_edit: bool,
    pub may_delete: bool,
    /// Until when I have put it off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub snoozed_until: Option<Timestamp>,
    /// When it is work again by itself, while it waits or rests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub postponed_until: Option<Timestamp>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ThreadGet {
    pub ticket: TicketId,
    /// Only what came before this entry; without it, the newest page.
    #[serde(default)]
    pub before: Option<Timestamp>,
    pub count: i64,
}

/// Oldest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ThreadPage {
    pub more: bool,
    pub entries: Vec<ThreadEntry>,
    /// When somebody else than me spoke last here: what `ticket_read` takes once this page was shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub heard: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "entry", rename_all = "snake_case")]
pub enum ThreadEntry {
    Message(MessageView),
    Event(HistoryLine),
    /// A ticket that was merged into this one: here it began.
    Merged(MergedRequest),
}

/// A line of history with names in place of ids.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HistoryLine {
    pub id: EventId,
    pub at: Timestamp,
    pub by: Option<String>,
    pub what: HistoryWhat,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum HistoryWhat {
    Created,
    /// Values are shown by name: a person, a team, a status.
    Changed {
        fields: Vec<FieldChange>,
    },
    Replied {
        side: Side,
        /// Whose words were written down, by name; whoever wrote them down is who did it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        told_by: Option<String>,
    },
    /// A reply waits for a person.
    Held {
        reason: HoldReason,
    },
    Noted,
    Attached {
        name: String,
    },
    Worked {
        seconds: i64,
    },
    Linked {
        number: String,
    },
    Checklist {
        did: domain::checklist::ChecklistDeed,
        text: String,
        was: Option<String>,
    },
    Removed {
        kind: domain::record::Kind,
    },
    Restored {
        kind: domain::record::Kind,
    },
    /// Somebody gave up an edit of theirs that had been refused; the fields are what it would have changed.
    GaveUp {
        kind: domain::record::Kind,
        fields: Vec<FieldChange>,
    },
    /// A target was missed; superseded when something that occurred in time became known later.
    Breached {
        metric: Metric,
        superseded: bool,
    },
    /// The desk took a step of an escalation by itself.
    Escalated {
        metric: Metric,
        policy: String,
        when: domain::sla::Lead,
        /// Who was told, by name.
        told: Vec<String>,
    },
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct TicketNew {
    pub subject: String,
    pub description: String,
    /// Any other field by its name, as in `ticket_set`.
    pub fields: BTreeMap<String, serde_json::Value>,
    /// A requester who is not known yet, made together with the ticket.
    pub new_requester: Option<NewRequester>,
    /// Items of the checklist that it begins with, one on each line.
    #[ts(optional)]
    pub checklist: Option<String>,
    /// The ticket that it is a part of.
    #[ts(optional)]
    pub parent: Option<TicketId>,
    /// It was written in the sheet: with it, the sheet's draft is forgotten, and `new-made` says whose the files are
    /// that wait there.
    #[ts(optional, as = "Option<bool>")]
    pub from_sheet: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewRequester {
    pub name: String,
    #[serde(default)]
    pub email: Option<String>,
    #[serde(default)]
    #[ts(optional)]
    pub phone: Option<String>,
}

/// Sets fields of one or more tickets: the field names of `TicketView` (`category_id` is `category`), null to clear.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct TicketSet {
    pub tickets: Vec<TicketId>,
    pub fields: BTreeMap<String, serde_json::Value>,
    pub add_tags: Vec<String>,
    pub remove_tags: Vec<String>,
    /// Who watches and who gets a copy, one by one: whoever was added meanwhile stays.
    #[ts(optional, as = "Option<Vec<PersonId>>")]
    pub add_watchers: Vec<PersonId>,
    #[ts(optional, as = "Option<Vec<PersonId>>")]
    pub remove_watchers: Vec<PersonId>,
    #[ts(optional, as = "Option<Vec<PersonId>>")]
    pub add_cc: Vec<PersonId>,
    #[ts(optional, as = "Option<Vec<PersonId>>")]
    pub remove_cc: Vec<PersonId>,
    /// Values for what is missing: each goes to the tickets whose type has the field and that have nothing in it.
    #[serde(default)]
    #[ts(optional, as = "Option<BTreeMap<FieldKey, serde_json::Value>>")]
    pub fill: Fill,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TicketPick {
    pub tickets: Vec<TicketId>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AttachmentAdd {
    pub ticket: TicketId,
    pub name: String,
    #[serde(default)]
    pub mime: Option<String>,
    /// The bytes in base64, or a path that the desk reads; exactly one of them.
    #[serde(default)]
    pub base64: Option<String>,
    #[serde(default)]
    pub path: Option<String>,
    /// The visit on which it was taken.
    #[serde(default)]
    pub visit: Option<VisitId>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AttachmentPick {
    pub attachment: AttachmentId,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AttachmentSave {
    pub attachment: AttachmentId,
    /// The file to write; one that is there is replaced.
    pub path: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AttachmentBytes {
    pub name: String,
    pub mime: String,
    pub base64: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UndoView {
    pub undo: Option<String>,
    pub redo: Option<String>,
}
