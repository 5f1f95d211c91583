//! Boards: columns of statuses with limits, and where a dropped card goes.

use crate::ids::{BoardId, TicketId, stable_id};
use crate::record::{Entity, Kind};
use crate::status::{Status, StatusKey};
use serde::{Deserialize, Serialize};

/// How the cards of a board are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum BoardSort {
    /// By hand, older first until somebody moves a card.
    #[default]
    Rank,
    /// The next clock to run out first.
    Due,
    Priority,
    Updated,
    Created,
}

/// One column, showing the tickets of one or more statuses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Column {
    /// The stable key; by default that of its first status.
    pub key: String,
    pub name: String,
    pub statuses: Vec<StatusKey>,
    /// Work in progress that the team wants to hold itself to; shown, not enforced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
}

/// A saved board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    pub name: String,
    pub columns: Vec<Column>,
    #[serde(default)]
    pub sort: BoardSort,
}

impl Entity for Board {
    const KIND: Kind = Kind::Board;
}

impl Entity for Status {
    const KIND: Kind = Kind::Status;
}

/// Where a card was dropped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Place {
    pub column: String,
    /// The card above it, if any.
    #[serde(default)]
    pub after: Option<TicketId>,
    /// The card below it, if any.
    #[serde(default)]
    pub before: Option<TicketId>,
}

/// The id of a status record.
pub fn status_id(key: &StatusKey) -> uuid::Uuid {
    stable_id("status", &key.0)
}

/// The board that every desk has from the start: a column for each status.
pub fn default_board(statuses: &[Status]) -> (BoardId, Board) {
    let columns = statuses
        .iter()
        .map(|status| Column {
            key: status.key.0.clone(),
            name: status.name.clone(),
            statuses: vec![status.key.clone()],
            limit: (status.key.0 == "in_progress").then_some(25),
        })
        .collect();
    let board = Board { name: "All tickets".to_owned(), columns, sort: BoardSort::Rank };
    (BoardId(stable_id("board", "all")), board)
}
