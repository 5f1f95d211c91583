//! Statuses: where a ticket stands, what that means for its clocks, and where it may go next.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a status means to the rules; every status, built in or made by a team, has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StatusCategory {
    New,
    Open,
    Waiting,
    OnHold,
    Resolved,
    Closed,
}

impl StatusCategory {
    pub const ALL: [StatusCategory; 6] = [
        StatusCategory::New,
        StatusCategory::Open,
        StatusCategory::Waiting,
        StatusCategory::OnHold,
        StatusCategory::Resolved,
        StatusCategory::Closed,
    ];

    /// Whether work on the ticket is over.
    pub fn is_done(self) -> bool {
        matches!(self, StatusCategory::Resolved | StatusCategory::Closed)
    }

    /// The stable key used on the wire and in files.
    pub fn key(self) -> &'static str {
        match self {
            StatusCategory::New => "new",
            StatusCategory::Open => "open",
            StatusCategory::Waiting => "waiting",
            StatusCategory::OnHold => "on_hold",
            StatusCategory::Resolved => "resolved",
            StatusCategory::Closed => "closed",
        }
    }
}

/// The stable key of a status, such as `in_progress`; a renamed status keeps it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct StatusKey(pub String);

impl StatusKey {
    pub fn new(key: &str) -> Self {
        StatusKey(key.to_owned())
    }
}

impl std::fmt::Display for StatusKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// A status as people configure it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Status {
    pub key: StatusKey,
    pub name: String,
    pub category: StatusCategory,
    /// The order on screen.
    pub position: i64,
    /// The statuses that a ticket may go to from here; empty means any.
    #[serde(default)]
    pub next: BTreeSet<StatusKey>,
    #[serde(default)]
    pub retired: bool,
}

impl Status {
    /// Whether the workflow lets a ticket go from here to `target`.
    pub fn may_become(&self, target: &StatusKey) -> bool {
        &self.key == target || self.next.is_empty() || self.next.contains(target)
    }
}

/// The statuses that a desk starts with.
///
/// A closed ticket can only be reopened; everything else may go anywhere.
pub fn default_statuses() -> Vec<Status> {
    use StatusCategory::{Closed, New, OnHold, Open, Resolved, Waiting};
    let status = |position, key: &str, name: &str, category, next: &[&str]| Status {
        key: StatusKey::new(key),
        name: name.to_owned(),
        category,
        position,
        next: next.iter().map(|key| StatusKey::new(key)).collect(),
        retired: false,
    };
    vec![
        status(0, "new", "New", New, &[]),
        status(1, "open", "Open", Open, &[]),
        status(2, "in_progress", "In progress", Open, &[]),
        status(3, "waiting", "Waiting on customer", Waiting, &[]),
        status(4, "on_hold", "On hold", OnHold, &[]),
        status(5, "resolved", "Resolved", Resolved, &[]),
        status(6, "closed", "Closed", Closed, &["open", "in_progress"]),
    ]
}
