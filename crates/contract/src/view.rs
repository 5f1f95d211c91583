//! Saved views as the sidebar shows them, and their counts.

use crate::ticket::{Filter, ListGroup, SortKey, ThenBy};
use domain::ids::{TeamId, ViewId};
use domain::time::Timestamp;
use domain::view::BuiltIn;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whom something that is saved is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(tag = "with", rename_all = "snake_case")]
pub enum Share {
    /// Me alone, on all of my devices.
    #[default]
    Nobody,
    Team {
        team: TeamId,
    },
    Everybody,
}

/// What a view shows, and how.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ViewContent {
    pub filter: Filter,
    pub sort: SortKey,
    pub descending: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub then: Option<ThenBy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub group: Option<ListGroup>,
    /// The columns of the list in their order; without any, those that the reader has.
    pub columns: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ViewView {
    /// The id of a saved view, or the name of one that every desk has.
    pub key: String,
    pub what: ViewWhat,
    pub content: ViewContent,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ViewWhat {
    BuiltIn { view: BuiltIn },
    Saved(SavedView),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SavedView {
    pub id: ViewId,
    pub name: String,
    pub share: Share,
    /// Who saved it, when that was somebody else.
    pub owner: Option<String>,
    pub may_edit: bool,
}

/// How many tickets a view has at present.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ViewCount {
    pub key: String,
    pub count: i64,
    pub breached: i64,
    /// When the oldest of them was opened.
    pub oldest: Option<Timestamp>,
    /// When the next clock among them runs out that has not yet.
    pub next_due: Option<Timestamp>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ViewAdd {
    pub name: String,
    #[serde(default)]
    pub share: Share,
    #[serde(default)]
    pub content: ViewContent,
}

/// Changes of a view what is named here, and nothing else.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ViewSet {
    pub view: ViewId,
    #[serde(default)]
    #[ts(optional)]
    pub name: Option<String>,
    #[serde(default)]
    #[ts(optional)]
    pub share: Option<Share>,
    #[serde(default)]
    #[ts(optional)]
    pub content: Option<ViewContent>,
}

/// Puts a view between two others of the sidebar.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ViewMove {
    pub view: ViewId,
    #[serde(default)]
    pub after: Option<ViewId>,
    #[serde(default)]
    pub before: Option<ViewId>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ViewPick {
    pub view: ViewId,
}
