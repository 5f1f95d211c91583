//! Checklists as screens show them, and what people do with their items.

use crate::merge::TicketRef;
use domain::ids::{ChecklistItemId, TicketId};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How far a checklist is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Progress {
    pub done: i64,
    pub total: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChecklistItemView {
    pub id: ChecklistItemId,
    pub text: String,
    pub done: bool,
    /// Who ticked it, by name, and when.
    pub done_by: Option<String>,
    pub done_at: Option<Timestamp>,
    /// The merged ticket that it stands on, where that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub from: Option<TicketRef>,
}

/// Adds items at the end: one for each line, without the marks of a list that was copied.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ChecklistAdd {
    pub ticket: TicketId,
    pub text: String,
}

/// Changes an item; what is left out stays.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ChecklistSet {
    pub item: ChecklistItemId,
    #[serde(default)]
    #[ts(optional)]
    pub text: Option<String>,
    #[serde(default)]
    #[ts(optional)]
    pub done: Option<bool>,
}

/// Puts an item behind or before another one of its ticket; without either it becomes the last.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ChecklistMove {
    pub item: ChecklistItemId,
    #[serde(default)]
    pub after: Option<ChecklistItemId>,
    #[serde(default)]
    pub before: Option<ChecklistItemId>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ChecklistPick {
    pub item: ChecklistItemId,
}
