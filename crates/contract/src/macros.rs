//! Macros as their picker and their editor show them, and what one does or did to tickets.

use crate::form::Fill;
use crate::problem::Problem;
use crate::view::Share;
use domain::form::FieldKey;
use domain::ids::{CategoryId, MacroId, TeamId, TicketId};
use domain::macros::Assign;
use domain::merge::FieldChange;
use domain::priority::Priority;
use domain::reminder::SnoozeUntil;
use domain::status::StatusKey;
use domain::ticket_type::TicketType;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MacroView {
    pub id: MacroId,
    pub name: String,
    pub steps: MacroSteps,
    pub share: Share,
    /// Who saved it, when that was somebody else.
    pub owner: Option<String>,
    pub may_edit: bool,
}

/// What a macro does, in the order in which it does it; what is null or empty it leaves alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct MacroSteps {
    pub status: Option<StatusKey>,
    pub priority: Option<Priority>,
    pub assignee: Option<Assign>,
    pub team: Option<TeamId>,
    #[serde(rename = "type")]
    #[ts(rename = "type")]
    pub ticket_type: Option<TicketType>,
    pub category: Option<CategoryId>,
    pub add_tags: Vec<String>,
    pub remove_tags: Vec<String>,
    /// Values of the fields that this desk added, by their keys; a ticket whose type lacks a field goes without.
    pub custom: BTreeMap<FieldKey, serde_json::Value>,
    /// An item on each line, with placeholders; they go to the end of the checklist.
    pub checklist: Option<String>,
    /// Markdown with placeholders.
    pub note: Option<String>,
    /// Markdown with placeholders; my signature goes under it.
    pub reply: Option<String>,
    pub snooze: Option<SnoozeUntil>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MacroSave {
    /// Without one it is a new one.
    #[serde(default)]
    #[ts(optional)]
    pub id: Option<MacroId>,
    pub name: String,
    #[serde(default)]
    pub steps: MacroSteps,
    #[serde(default)]
    pub share: Share,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MacroPick {
    pub id: MacroId,
}

/// Asks what steps would do, without doing anything.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MacroTry {
    pub name: String,
    pub steps: MacroSteps,
    pub tickets: Vec<TicketId>,
}

/// Does to all of the tickets what was shown, or to none of them.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MacroRun {
    pub name: String,
    pub steps: MacroSteps,
    pub tickets: Vec<TicketId>,
    /// What looks like a placeholder that nobody filled is meant so. Without it no such reply is sent.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub placeholders_meant: bool,
    /// Why the tickets become urgent, where so many are: without it, the macro's name explains the priority, which is
    /// no answer to that.
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
    /// As in `ticket_set`.
    #[serde(default)]
    #[ts(optional, as = "Option<BTreeMap<FieldKey, serde_json::Value>>")]
    pub fill: Fill,
}

/// What a macro does to one ticket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MacroEffect {
    pub ticket: TicketId,
    pub number: String,
    pub subject: String,
    /// Values are shown by name; tags as lists.
    pub changes: Vec<FieldChange>,
    /// What comes to the checklist, filled for this ticket.
    pub items: Vec<String>,
    /// Filled for this ticket.
    pub note: Option<String>,
    /// Filled for this ticket, with the signature under it.
    pub reply: Option<String>,
    /// The placeholders of the reply that could not be filled.
    pub gaps: Vec<String>,
    pub snoozed_until: Option<Timestamp>,
    /// Why nothing of it can be done to this ticket.
    pub problem: Option<Problem>,
}
