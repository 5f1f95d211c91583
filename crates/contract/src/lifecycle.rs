//! What moves tickets through their life in one step.

use crate::form::Fill;
use domain::form::FieldKey;
use domain::ids::TicketId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

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
