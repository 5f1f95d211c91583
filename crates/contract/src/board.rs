//! Boards as the screen shows them: columns with counts, and pages of cards.

use crate::ticket::{ClockView, Filter};
use domain::board::{BoardSort, Column, Place};
use domain::ids::{BoardId, PersonId, TicketId};
use domain::priority::Priority;
use domain::status::{StatusCategory, StatusKey};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct BoardSummary {
    pub id: BoardId,
    pub name: String,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct BoardGet {
    /// Without one: the first board.
    #[serde(default)]
    pub board: Option<BoardId>,
    #[serde(default)]
    pub filter: Filter,
    /// Another order than the board's own, for this reader alone.
    #[serde(default)]
    pub sort: Option<BoardSort>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct BoardView {
    pub id: BoardId,
    pub name: String,
    pub sort: BoardSort,
    pub columns: Vec<ColumnView>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ColumnView {
    pub key: String,
    pub name: String,
    pub statuses: Vec<StatusKey>,
    pub category: StatusCategory,
    pub count: i64,
    pub breached: i64,
    pub at_risk: i64,
    pub limit: Option<i64>,
    /// The columns whose tickets may not come here, by the workflow.
    pub refuses: Vec<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct BoardColumn {
    pub board: BoardId,
    pub column: String,
    #[serde(default)]
    pub filter: Filter,
    /// As in `board_get`.
    #[serde(default)]
    pub sort: Option<BoardSort>,
    pub from: i64,
    pub count: i64,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CardPage {
    pub total: i64,
    pub from: i64,
    pub cards: Vec<CardView>,
}

/// What a card shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CardView {
    pub id: TicketId,
    /// `#1042`, `L-7` or `draft-7F3A`.
    pub number: String,
    pub subject: String,
    pub priority: Priority,
    pub status: StatusKey,
    pub requester: Option<String>,
    pub organisation: Option<String>,
    pub assignee: Option<PersonId>,
    pub assignee_name: Option<String>,
    pub tags: Vec<String>,
    pub attachments: i64,
    pub messages: i64,
    /// The clock that runs out next, or the worst that has.
    pub clock: Option<ClockView>,
    pub updated_at: Timestamp,
    pub mark: Mark,
    /// Until when I have put it off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub snoozed_until: Option<Timestamp>,
}

/// What stands between a ticket here and the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    #[default]
    Synced,
    Pending,
    Conflict,
    Rejected,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TicketMove {
    pub tickets: Vec<TicketId>,
    pub board: BoardId,
    pub place: Place,
    /// The order in which the cards were in sight: only cards that are ordered by hand take a rank.
    #[serde(default)]
    pub sort: Option<BoardSort>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct BoardSave {
    #[serde(default)]
    pub board: Option<BoardId>,
    pub name: String,
    pub columns: Vec<Column>,
    pub sort: BoardSort,
}
