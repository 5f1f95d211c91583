//! What moves tickets through their life in one step.

use crate::form::Fill;
use domain::form::FieldKey;
use domain::ids::{TeamId, TicketId};
use domain::lifecycle::ConfirmedHow;
use domain::reminder::SnoozeUntil;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Keeps that tickets that are done are fixed, and closes those that are resolved.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct TicketConfirm {
    pub tickets: Vec<TicketId>,
    pub how: ConfirmedHow,
    /// As in `ticket_set`.
    #[ts(optional, as = "Option<BTreeMap<FieldKey, serde_json::Value>>")]
    pub fill: Fill,
}

/// Puts tickets aside for everybody: on hold, unless they wait or rest already, and work again by themselves.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TicketPostpone {
    pub tickets: Vec<TicketId>,
    pub until: SnoozeUntil,
    /// As in `ticket_set`.
    #[serde(default)]
    #[ts(optional, as = "Option<BTreeMap<FieldKey, serde_json::Value>>")]
    pub fill: Fill,
}

/// Who confirmed that a ticket is fixed, how and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmedView {
    /// Who wrote it down, by name.
    pub by: String,
    pub how: ConfirmedHow,
    pub at: Timestamp,
}

/// Puts tickets that were done back to work, in the first open status that the workflow has for each.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct TicketReopen {
    pub tickets: Vec<TicketId>,
    /// Why, for colleagues: it becomes an internal note.
    #[ts(optional)]
    pub reason: Option<String>,
    /// As in `ticket_set`.
    #[ts(optional, as = "Option<BTreeMap<FieldKey, serde_json::Value>>")]
    pub fill: Fill,
}

/// Hands tickets over to a team of a higher level of support.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct TicketEscalate {
    pub tickets: Vec<TicketId>,
    /// Without one: the first team of the next level.
    #[ts(optional)]
    pub team: Option<TeamId>,
    /// What that team has to know: it becomes an internal note.
    #[ts(optional)]
    pub note: Option<String>,
    /// As in `ticket_set`.
    #[ts(optional, as = "Option<BTreeMap<FieldKey, serde_json::Value>>")]
    pub fill: Fill,
}
