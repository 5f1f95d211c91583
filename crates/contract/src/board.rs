//! Boards as the screen shows them: columns with counts, and pages of cards.

use crate::checklist::Progress;
use crate::form::Fill;
use crate::ticket::{ClockView, Filter};
use crate::view::Share;
use domain::board::{BoardSort, Column, ColumnsBy, DueBucket, LanesBy, Place, SlaStanding};
use domain::form::FieldKey;
use domain::ids::{BoardId, OrganisationId, PersonId, TeamId, TicketId};
use domain::priority::Priority;
use domain::status::{StatusCategory, StatusKey};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// A saved board, and whom it is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BoardSummary {
    pub id: BoardId,
    pub name: String,
    pub share: Share,
    /// Who made it, when that was somebody else.
    pub owner: Option<String>,
    pub may_edit: bool,
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
    pub by: ColumnsBy,
    pub lanes_by: Option<LanesBy>,
    /// What is saved, for whoever edits it; `columns` has what this shows today.
    pub saved: BoardSaved,
    pub columns: Vec<ColumnView>,
    /// None without lanes.
    pub lanes: Vec<LaneView>,
}

/// A board as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct BoardSaved {
    pub columns: Vec<Column>,
    pub sort: BoardSort,
    pub share: Share,
    /// Who made it, when that was somebody else.
    pub owner: Option<String>,
    pub may_edit: bool,
}

/// What a column or a lane stands for; screens know how to say it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Facet {
    /// A column that somebody made of statuses, under the name that they gave it.
    Statuses,
    /// Tickets whose value no other column shows.
    Unmapped,
    /// A person; nobody without one.
    Person {
        person: Option<PersonId>,
    },
    Team {
        team: TeamId,
    },
    Priority {
        priority: Priority,
    },
    /// Without one: tickets of nobody's organisation.
    Organisation {
        organisation: Option<OrganisationId>,
    },
    Sla {
        state: SlaStanding,
    },
    Due {
        bucket: DueBucket,
    },
    /// All the lanes beyond those that fit.
    Rest,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ColumnView {
    pub key: String,
    /// Empty where the facet has no name of its own, such as nobody.
    pub name: String,
    pub facet: Facet,
    pub statuses: Vec<StatusKey>,
    pub category: StatusCategory,
    pub count: i64,
    pub breached: i64,
    pub at_risk: i64,
    pub limit: Option<i64>,
    /// Whether it takes nothing beyond the limit.
    pub hard: bool,
    /// All of its tickets, also those that the filter hides: what the limit is held against.
    pub load: i64,
    /// Why nothing can be put here at all.
    pub closed: Option<Closed>,
}

/// Why a column or a lane takes no card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Closed {
    /// It only gathers what has no column of its own.
    Unmapped,
    /// Tickets become overdue by themselves.
    Overdue,
    /// Nothing is left of the week.
    WeekOver,
    /// Whose ticket it is does not change by moving it.
    Organisation,
    /// Clocks tell this, not people.
    Sla,
    /// It gathers several lanes.
    Rest,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LaneView {
    pub key: String,
    /// As in a column.
    pub name: String,
    pub facet: Facet,
    pub count: i64,
    pub breached: i64,
    pub at_risk: i64,
    /// How many tickets stand in each column, in the order of the columns.
    pub cells: Vec<i64>,
    /// How many of those have breached, in the same order.
    pub breached_cells: Vec<i64>,
    /// Why nothing comes here from another lane.
    pub closed: Option<Closed>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct BoardColumn {
    pub board: BoardId,
    pub column: String,
    /// The lane, on a board that has lanes; without one the whole column.
    #[serde(default)]
    #[ts(optional)]
    pub lane: Option<String>,
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
    /// The ticket's own date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub due: Option<Timestamp>,
    pub updated_at: Timestamp,
    /// Since when it stands in its status; on a board, in its column of statuses.
    pub since: Timestamp,
    pub mark: Mark,
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
    pub unread: bool,
    /// How far its checklist is, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub checklist: Option<Progress>,
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
    /// Why the priority that this gives them is not what the matrix says.
    #[serde(default)]
    #[ts(optional)]
    pub priority_reason: Option<String>,
    /// As in `ticket_set`.
    #[serde(default)]
    #[ts(optional, as = "Option<BTreeMap<FieldKey, serde_json::Value>>")]
    pub fill: Fill,
}

/// Makes a board, or edits one when `board` is there.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct BoardSave {
    #[serde(default)]
    pub board: Option<BoardId>,
    pub name: String,
    #[serde(default)]
    pub columns: Vec<Column>,
    #[serde(default)]
    pub sort: BoardSort,
    #[serde(default)]
    pub by: ColumnsBy,
    #[serde(default)]
    pub lanes: Option<LanesBy>,
    /// As it was when it is left out; of a new board: nobody.
    #[serde(default)]
    #[ts(optional)]
    pub share: Option<Share>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct BoardPick {
    pub board: BoardId,
}
