//! The calendar as a file that other calendars read.

use crate::sla::AgendaQuery;
use domain::sla::Metric;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// What a calendar shows, to be written as iCalendar (RFC 5545).
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AgendaSave {
    pub query: AgendaQuery,
    /// What of it is shown.
    pub kinds: Vec<AgendaKind>,
    /// What other programs call this calendar.
    pub name: String,
    pub words: AgendaWords,
    /// The file to write; without it the content comes back.
    #[serde(default)]
    pub path: Option<String>,
}

/// The kinds of what lies on a calendar, as `AgendaWhat` names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AgendaKind {
    Due,
    FollowUp,
    Reminder,
    Snooze,
    Visit,
}

/// What the entries of a calendar are called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AgendaWords {
    pub due: BTreeMap<Metric, String>,
    pub follow_up: String,
    pub reminder: String,
    pub snooze: String,
    pub visit: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AgendaSaved {
    pub entries: usize,
    /// Whether there was more than a calendar holds at once.
    pub more: bool,
    pub text: Option<String>,
}
