//! Policies, business hours and clocks as screens edit, try out, explain and count them.

use crate::ticket::{ClockState, Metric, RowView};
use domain::calendar::{NamedCalendar, WallInterval};
use domain::ids::{
    CalendarId, CategoryId, OrganisationId, PersonId, PolicyId, ReminderId, StepId, TeamId, TicketId, VisitId,
};
use domain::priority::Priority;
use domain::sla::{Lead, NamedPolicy, Part, Score, StepAction, Threshold};
use domain::ticket::Channel;
use domain::ticket_type::TicketType;
use domain::time::Timestamp;
use domain::visit::VisitState;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use ts_rs::TS;

/// All calendars in order; the first one holds wherever no other is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CalendarList {
    pub calendars: Vec<NamedCalendar>,
}

/// All policies in order; the first one that fits a ticket holds for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PolicyList {
    pub policies: Vec<NamedPolicy>,
}

/// A file of holidays, as calendar programs write it (`.ics`): its text, or where it lies.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct HolidayFile {
    #[serde(default)]
    #[ts(optional)]
    pub text: Option<String>,
    #[serde(default)]
    #[ts(optional)]
    pub path: Option<String>,
    /// The zone of the calendar that they are for: a day off is a day there.
    pub zone: String,
    /// The years to spell out what repeats for, the last one included; this year and the next four when left out.
    #[serde(default)]
    #[ts(optional)]
    pub from_year: Option<i32>,
    #[serde(default)]
    #[ts(optional)]
    pub to_year: Option<i32>,
}

/// What a file of holidays says; nothing is saved by reading it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HolidaysRead {
    pub holidays: Vec<HolidayView>,
    /// What could not be read; the rest is there.
    pub problems: Vec<LineProblem>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HolidayView {
    /// Such as `2026-12-25`.
    pub date: String,
    pub name: String,
    /// The part of the day that is off; empty for all of it.
    pub off: Vec<WallInterval>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LineProblem {
    /// From 1.
    pub line: i64,
    pub what: String,
}

/// How many open tickets a list of policies would move, were it saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PolicyPreview {
    pub open: i64,
    /// Open tickets whose targets, hours, pauses or steps would be others.
    pub touched: i64,
    /// How many open tickets each policy would hold for, in order.
    pub by_policy: Vec<PolicyShare>,
    /// Open tickets that no policy would fit.
    pub unmatched: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PolicyShare {
    pub id: PolicyId,
    pub name: String,
    pub open: i64,
}

/// Calendars and policies to try; what is left out is as it is now.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SlaDraft {
    pub calendars: Option<Vec<NamedCalendar>>,
    pub policies: Option<Vec<NamedPolicy>>,
}

/// What would become of the open tickets if a draft were saved now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct WhatIfView {
    pub open: i64,
    /// Clocks that would miss their target at once.
    pub breaching: i64,
    /// Missed clocks that would run again.
    pub recovering: i64,
    /// Clocks that would be due earlier, or later.
    pub earlier: i64,
    pub later: i64,
    /// The first of those that would breach or recover.
    pub rows: Vec<WhatIfRow>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct WhatIfRow {
    pub row: RowView,
    pub metric: Metric,
    pub breaches: bool,
    pub due_now: Option<Timestamp>,
    pub due_then: Option<Timestamp>,
}

/// Asks for deadlines: of a ticket as it is, or of one that would be opened at an instant. Without a draft, by what
/// is in force.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Simulate {
    pub ticket: Option<TicketId>,
    /// When the imagined ticket is opened; now when left out.
    pub at: Option<Timestamp>,
    pub facts: SimulatedFacts,
    pub draft: SlaDraft,
}

/// What policies ask of the imagined ticket.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SimulatedFacts {
    pub priority: Priority,
    #[serde(rename = "type")]
    #[ts(rename = "type")]
    pub ticket_type: TicketType,
    pub channel: Channel,
    pub category: Option<CategoryId>,
    pub organisation: Option<OrganisationId>,
    pub tier: Option<String>,
    pub team: Option<TeamId>,
    pub tags: BTreeSet<String>,
}

/// Deadlines with their reasons, on a strip of time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Simulated {
    /// `None` when no policy fits.
    pub policy: Option<PolicyShort>,
    pub calendar: CalendarShort,
    pub clocks: Vec<SimulatedClock>,
    /// The ends of the strip: everything below lies between them.
    pub from: Timestamp,
    pub to: Timestamp,
    /// When the calendar is open; nights and days off lie between.
    pub open: Vec<Span>,
    pub holidays: Vec<HolidayView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PolicyShort {
    pub id: PolicyId,
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CalendarShort {
    pub id: CalendarId,
    pub name: String,
    pub zone: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SimulatedClock {
    pub metric: Metric,
    pub state: ClockState,
    /// In minutes, of business time unless it counts around the clock.
    pub target_minutes: Option<u32>,
    pub around_the_clock: bool,
    pub due: Option<Timestamp>,
    pub met_at: Option<Timestamp>,
    pub remaining_seconds: Option<i64>,
    /// Where the explanation ends: the due instant, the breach, or the end.
    pub until: Timestamp,
    /// What counted and what did not, in order.
    pub parts: Vec<Part>,
    pub at_risk: Vec<RiskInstant>,
    pub steps: Vec<StepView>,
    /// Every breach of this metric, the superseded ones included.
    pub breaches: Vec<BreachView>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RiskInstant {
    pub at: Timestamp,
    pub level: Threshold,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StepView {
    pub step: StepId,
    pub at: Timestamp,
    pub when: Lead,
    pub actions: Vec<StepAction>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BreachView {
    pub at: Timestamp,
    /// A change of priority, policy or calendar missed the target rather than the passing of time.
    pub by_policy_change: bool,
    pub superseded: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Span {
    pub from: Timestamp,
    pub to: Timestamp,
}

/// Whose tickets are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Assigned to me.
    #[default]
    Mine,
    /// Of my teams, whoever owns them.
    Team,
    All,
}

/// What lies in a range of time, on a calendar.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AgendaQuery {
    pub from: Timestamp,
    /// Not included.
    pub to: Timestamp,
    #[serde(default)]
    pub scope: Scope,
    #[serde(default)]
    pub teams: Vec<TeamId>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AgendaView {
    /// By their instants.
    pub items: Vec<AgendaItem>,
    /// Whether there is more than is shown.
    pub more: bool,
    /// When the first calendar is open, in the range.
    pub open: Vec<Span>,
    pub holidays: Vec<HolidayView>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AgendaItem {
    pub at: Timestamp,
    pub what: AgendaWhat,
    pub ticket: TicketId,
    pub number: String,
    pub subject: String,
    pub priority: Priority,
    pub assignee: Option<PersonId>,
    pub assignee_name: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum AgendaWhat {
    /// A clock is due; it follows from the policy and cannot be dragged.
    Due { metric: Metric, state: ClockState },
    /// The date that somebody gave the ticket; `ticket_set` with `due` moves it.
    FollowUp,
    /// `reminder_move` moves it.
    Reminder { reminder: ReminderId, note: Option<String> },
    /// A ticket that was put off comes back; `ticket_snooze` moves it.
    Snooze { reminder: ReminderId },
    /// Somebody goes to the requester; `visit_set` moves it.
    Visit {
        visit: VisitId,
        until: Timestamp,
        technician: Option<PersonId>,
        technician_name: Option<String>,
        address: Option<String>,
        state: VisitState,
    },
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct OverviewQuery {
    /// How many hours ahead, up to 72.
    pub hours: i64,
}

/// Where the desk stands, for whoever leads it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SlaOverview {
    pub at: Timestamp,
    pub open: i64,
    pub at_risk: i64,
    pub breached: i64,
    pub teams: Vec<Standing>,
    pub people: Vec<Standing>,
    /// One for each full hour from the one that runs.
    pub load: Vec<LoadHour>,
}

/// How the open tickets of a team or a person stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Standing {
    pub team: Option<TeamId>,
    /// `None` among people: nobody owns these.
    pub person: Option<PersonId>,
    pub name: String,
    pub open: i64,
    pub at_risk: i64,
    pub breached: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LoadHour {
    pub from: Timestamp,
    /// Tickets whose next clock is due in this hour.
    pub due: i64,
    /// Minutes of this hour that people work on tickets: each counts once, by the business hours of their teams.
    pub staffed_minutes: i64,
}

/// How the clocks are counted again after settings were edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct RecountView {
    pub running: bool,
    pub done: i64,
    pub total: i64,
}

/// What the scores are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AttainmentBy {
    Team,
    Priority,
    Policy,
    /// Days, weeks from Monday, or months, of the first calendar's zone.
    Day,
    Week,
    Month,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttainmentQuery {
    pub from: Timestamp,
    /// Not included.
    pub to: Timestamp,
    /// Each row is one combination of these; none gives one row for each metric.
    #[serde(default)]
    pub by: Vec<AttainmentBy>,
    #[serde(default)]
    pub teams: Vec<TeamId>,
    #[serde(default)]
    pub priorities: Vec<Priority>,
}

/// How well targets were met. A cycle counts where it was met or missed, by the team, priority and policy of then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttainmentView {
    pub rows: Vec<AttainmentRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttainmentRow {
    pub metric: Metric,
    pub team: Option<TeamId>,
    pub team_name: Option<String>,
    pub priority: Option<Priority>,
    pub policy: Option<PolicyId>,
    pub policy_name: Option<String>,
    /// The first day of the period, such as `2026-03-02`.
    pub period: Option<String>,
    /// Of which days it counts.
    pub from: Timestamp,
    /// Not included.
    pub to: Timestamp,
    #[serde(flatten)]
    pub score: Score,
    /// Met among met and missed, in hundredths of a percent.
    pub met_basis_points: Option<i64>,
}
