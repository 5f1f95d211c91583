//! Dashboards and reports: figures of a period, each with the tickets behind it.

use crate::paper::Fact;
use crate::ticket::Filter;
use domain::ids::{PersonId, TeamId};
use domain::priority::Priority;
use domain::sla::Metric;
use domain::status::{StatusCategory, StatusKey};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A period of whole days in a zone, and the tickets that it is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DashboardQuery {
    pub from: Timestamp,
    /// Not included.
    pub to: Timestamp,
    /// The zone whose days these are, such as `Europe/Berlin`.
    pub zone: String,
    #[serde(default)]
    pub teams: Vec<TeamId>,
    /// Only what I own.
    #[serde(default)]
    pub mine: bool,
    /// Whether times are told by the clock on the wall, and not in business time.
    #[serde(default)]
    pub wall: bool,
}

/// What a number counts or measures; see docs/reports.md.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    Open,
    Breached,
    AtRisk,
    /// Tickets that missed a target in the period.
    Missed,
    Opened,
    Resolved,
    /// Resolved for each hundred opened.
    Closure,
    AnswerP50,
    AnswerP90,
    AnswerMean,
    WorkP50,
    WorkP90,
    WorkMean,
    FirstContact,
    Reopened,
    /// Opened again within two days.
    ReopenedSoon,
}

/// How a value is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Count,
    /// Business time, in milliseconds.
    Milliseconds,
    /// Hundredths of a percent.
    BasisPoints,
}

/// A number with what it was before, and the tickets that it opens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Figure {
    pub measure: Measure,
    pub unit: Unit,
    /// `None` of no tickets.
    pub value: Option<i64>,
    /// The same of the period before; `None` also where there is no before.
    pub before: Option<i64>,
    /// How many tickets it is measured on; for a count the count itself.
    pub tickets: i64,
    /// One for each step of the period; empty where nothing is known of the past.
    pub points: Vec<Option<i64>>,
    pub filter: Filter,
}

/// A day of the period, or a week of a long one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PeriodStep {
    /// Its first day, such as `2026-03-02`.
    pub date: String,
    pub from: Timestamp,
    pub to: Timestamp,
}

/// A count with its tickets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Counted {
    pub count: i64,
    pub filter: Filter,
}

/// What came in and went out in a step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Volume {
    pub opened: Counted,
    pub resolved: Counted,
}

/// How many tickets stood in a category of statuses at the end of each step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Band {
    pub category: StatusCategory,
    pub counts: Vec<Counted>,
}

/// Open tickets by how long ago they were opened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Age {
    /// In days; the oldest have no end.
    pub from_days: i64,
    pub to_days: Option<i64>,
    pub open: Counted,
}

/// How targets of a metric were met, as `sla_attainment` counts it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Kept {
    /// `None` in rows of priorities and of all.
    pub team: Option<TeamId>,
    pub priority: Option<Priority>,
    pub name: String,
    pub metric: Metric,
    pub met: i64,
    pub missed: i64,
    pub met_basis_points: Option<i64>,
    /// The tickets that met one; a ticket may meet several.
    pub met_filter: Filter,
    /// The tickets with a miss.
    pub missed_tickets: Counted,
}

/// How long tickets stood in a status.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Stay {
    pub status: StatusKey,
    pub name: String,
    pub category: StatusCategory,
    /// How often it was left in the period.
    pub stays: i64,
    /// Time by the clock on the wall, in milliseconds; `None` when it was never left.
    pub mean_ms: Option<i64>,
    pub p50_ms: Option<i64>,
    pub p90_ms: Option<i64>,
    /// The tickets that left it.
    pub left: Counted,
    /// The tickets that stand there now.
    pub now: Counted,
    /// Since when the first of them.
    pub since: Option<Timestamp>,
}

/// What one person has and did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Working {
    pub person: PersonId,
    pub name: String,
    pub open: Counted,
    pub breached: Counted,
    pub resolved: Counted,
    pub resolved_before: i64,
    pub work_p50_ms: Option<i64>,
    /// The tickets that time was spent on in the period.
    pub worked: Counted,
    pub worked_ms: i64,
    /// The part of the desk's hours that was spent on tickets; `None` where it had no hours.
    pub worked_basis_points: Option<i64>,
}

/// A tag or a category, and how often tickets with it were opened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Rising {
    pub name: String,
    pub opened: Counted,
    pub before: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DashboardView {
    /// Now.
    pub at: Timestamp,
    /// How many tickets this is made from.
    pub tickets: i64,
    pub from: Timestamp,
    pub to: Timestamp,
    pub before_from: Timestamp,
    pub steps: Vec<PeriodStep>,
    pub weekly: bool,
    pub figures: Vec<Figure>,
    pub volume: Vec<Volume>,
    pub flow: Vec<Band>,
    pub ages: Vec<Age>,
    pub kept: Vec<Kept>,
    pub kept_by_team: Vec<Kept>,
    pub kept_by_priority: Vec<Kept>,
    /// Tickets opened in each hour of the week, from Monday's first.
    pub heat: Vec<Counted>,
    pub stays: Vec<Stay>,
    /// Everybody for whoever leads; otherwise only myself.
    pub people: Vec<Working>,
    /// How long the desk's calendar was open in the period, up to now.
    pub hours_ms: i64,
    /// What was opened more often than in the period before.
    pub tags: Vec<Rising>,
    pub topics: Vec<Rising>,
}

/// Tables of figures as one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetsSave {
    pub format: SheetFormat,
    /// What the tables are called together.
    pub title: String,
    /// What they cover, and as of when.
    pub about: About,
    pub sheets: Vec<Sheet>,
    /// The file to write; without it the content comes back.
    #[serde(default)]
    pub path: Option<String>,
}

/// What tables cover, and as of when: the period, what was left out, how many tickets of this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct About {
    /// What the sheet is called on which it stands.
    pub name: String,
    pub facts: Vec<Fact>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SheetFormat {
    /// Comma-separated values of one table: plain numbers, as programs read them. What they cover stands in a file
    /// beside it, since a line of it among the values would be a row of the table.
    Csv,
    /// An Excel workbook with a sheet for each table, and one for what they cover: numbers, times and shares as such.
    Xlsx,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Sheet {
    pub name: String,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<SheetCell>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum SheetCell {
    Text {
        text: String,
    },
    /// Nothing is known where there is no value.
    Number {
        value: Option<i64>,
        unit: Unit,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetsSaved {
    pub base64: Option<String>,
    /// The file that belongs beside comma-separated values, named like them and `-metadata.json`.
    pub beside: Option<String>,
}
