//! Custom reports: what one shows, and how it is kept.

use crate::report::{Counted, PeriodStep, Unit};
use crate::view::Share;
use domain::ids::ReportId;
use domain::report::Asked;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks a report, saved or not.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReportRun {
    pub asked: Asked,
    /// The zone whose days these are, such as `Europe/Berlin`.
    pub zone: String,
}

/// One number of a report, with what it was before and the tickets that it opens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ReportRow {
    /// The id or the key of what it is for; `None` for tickets that have none. Of time it is the number of the step.
    pub key: Option<String>,
    /// What people call it; empty where words have to be found for the key.
    pub name: String,
    /// `None` of no tickets.
    pub value: Option<i64>,
    /// The same of the period before; `None` also where there is no before.
    pub before: Option<i64>,
    /// The tickets that it is measured on; of a share those that make it up, of targets those that missed.
    pub tickets: Counted,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ReportView {
    /// Now.
    pub at: Timestamp,
    /// How many tickets of this device it asks about.
    pub tickets: i64,
    pub from: Timestamp,
    pub to: Timestamp,
    pub unit: Unit,
    pub total: ReportRow,
    pub rows: Vec<ReportRow>,
    /// Rows beyond the most that are told one by one.
    pub left_off: i64,
    pub steps: Vec<PeriodStep>,
    pub weekly: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SavedReport {
    pub id: ReportId,
    pub name: String,
    pub asked: Asked,
    pub share: Share,
    /// Who saved it, when that was somebody else.
    pub owner: Option<String>,
    pub may_edit: bool,
}

/// Keeps a report, or changes one that is kept.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReportSave {
    #[serde(default)]
    #[ts(optional)]
    pub id: Option<ReportId>,
    pub name: String,
    #[serde(default)]
    pub share: Share,
    pub asked: Asked,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReportPick {
    pub id: ReportId,
}
