//! What reports read of one ticket: when it was answered and resolved, how long that took, and where it stood meanwhile.

use crate::calendar::Zone;
use crate::clockwork::{Decided, Standing};
use crate::history::{Event, What};
use crate::ids::{CategoryId, EventId, OrganisationId, PersonId, TeamId};
use crate::message::Side;
use crate::priority::Priority;
use crate::sla::Metric;
use crate::status::{StatusCategory, StatusKey};
use crate::ticket::{Channel, Ticket};
use crate::ticket_type::TicketType;
use crate::time::Timestamp;
use chrono::Datelike as _;
use serde::{Deserialize, Serialize};

/// A ticket, measured; see docs/reports.md for what each figure means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gauge {
    pub opened: Timestamp,
    /// The first public reply that reached the requester, with the time until then as the clock counted it.
    pub answered: Option<Spent>,
    /// The last resolution of a ticket that is done, with the time until then as the clock counted it.
    pub resolved: Option<Spent>,
    /// Who made the last resolution, of a ticket that is done.
    pub resolver: Option<PersonId>,
    /// Public replies of agents.
    pub replies: i64,
    /// How often work began again after it was over.
    pub reopened: i64,
    /// Since when it stands in its status.
    pub since: Timestamp,
    pub moves: Vec<Move>,
    /// The cycles that met or missed a target.
    pub outcomes: Vec<Decided>,
}

/// A clock's span that came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spent {
    pub at: Timestamp,
    /// Without what the clock does not count: closed hours and pauses.
    pub counted_ms: i64,
}

/// A ticket came into a status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    pub at: Timestamp,
    /// `None` when it was opened.
    pub was: Option<StatusKey>,
    pub became: StatusKey,
    pub was_done: bool,
    pub is_done: bool,
    /// How long it stood in `was`, nights and all.
    pub stood_ms: i64,
}

impl Gauge {
    /// Measures a ticket. `category` tells the category of a status where history does not.
    pub fn of(
        ticket: &Ticket,
        history: &[(EventId, Event)],
        standing: &Standing,
        category: impl Fn(&StatusKey) -> Option<StatusCategory>,
    ) -> Gauge {
        let mut lines: Vec<&(EventId, Event)> = history.iter().collect();
        lines.sort_by_key(|(id, event)| (event.at, *id));
        let done = |key: &StatusKey| category(key).is_some_and(StatusCategory::is_done);
        let first = first_status(ticket, &lines);
        let (mut status, mut is_done) = (first.clone(), done(&first));
        if let Some(stored) = created_as(&lines) {
            is_done = stored.is_done();
        }
        let opened = ticket.created_at;
        let mut moves = vec![Move {
            at: opened,
            was: None,
            became: status.clone(),
            was_done: false,
            is_done,
            stood_ms: 0,
        }];
        let (mut replies, mut reopened, mut resolver) = (0, 0, None);
        for (_, event) in lines {
            match &event.what {
                What::Replied { side: Side::Agent, delivered_at, .. } => {
                    replies += i64::from(delivered_at.is_some())
                }
                What::Changed { fields, category: stored } => {
                    let change = fields.iter().find(|change| change.field == "status");
                    let Some(next) = change.and_then(|change| change.to.as_str()).map(StatusKey::new) else {
                        continue;
                    };
                    if next == status {
                        continue;
                    }
                    // What a badly set clock dates before the ticket counts from its beginning.
                    let since = moves.last().map_or(opened, |last| last.at);
                    let at = event.at.max(since);
                    let was_done = is_done;
                    is_done = stored.map_or_else(|| done(&next), StatusCategory::is_done);
                    reopened += i64::from(was_done && !is_done);
                    if !was_done && is_done {
                        resolver = event.by;
                    }
                    let was = std::mem::replace(&mut status, next.clone());
                    let stood_ms = at.0 - since.0;
                    moves.push(Move { at, was: Some(was), became: next, was_done, is_done, stood_ms });
                }
                What::Created { .. }
                | What::Replied { side: Side::Requester, .. }
                | What::Held { .. }
                | What::Noted { .. }
                | What::Attached { .. }
                | What::Worked { .. }
                | What::Linked { .. }
                | What::Checklist { .. }
                | What::Removed { .. }
                | What::Restored { .. }
                | What::GaveUp { .. }
                | What::Breached { .. }
                | What::Escalated { .. } => {}
            }
        }
        let since = moves.last().map_or(opened, |last| last.at);
        // By the history: a status whose category was edited since still ended the work then.
        let resolved = standing.resolved.filter(|_| is_done);
        Gauge {
            opened,
            answered: standing.answered,
            resolved,
            resolver: resolver.filter(|_| resolved.is_some()),
            replies,
            reopened,
            since,
            moves,
            outcomes: standing.outcomes.clone(),
        }
    }
}

/// The status in which a ticket began: as its creation says, or as its first change says it was, or as it is.
fn first_status(ticket: &Ticket, lines: &[&(EventId, Event)]) -> StatusKey {
    for (_, event) in lines {
        match &event.what {
            What::Created { status, .. } => return status.clone(),
            What::Changed { fields, .. } => {
                let change = fields.iter().find(|change| change.field == "status");
                if let Some(was) = change.and_then(|change| change.from.as_str()) {
                    return StatusKey::new(was);
                }
            }
            What::Replied { .. }
            | What::Held { .. }
            | What::Noted { .. }
            | What::Attached { .. }
            | What::Worked { .. }
            | What::Linked { .. }
            | What::Checklist { .. }
            | What::Removed { .. }
            | What::Restored { .. }
            | What::GaveUp { .. }
            | What::Breached { .. }
            | What::Escalated { .. } => {}
        }
    }
    ticket.status.clone()
}

/// The category that the creation gives.
fn created_as(lines: &[&(EventId, Event)]) -> Option<StatusCategory> {
    lines.iter().find_map(|(_, event)| match event.what {
        What::Created { category, .. } => Some(category),
        What::Changed { .. }
        | What::Replied { .. }
        | What::Held { .. }
        | What::Noted { .. }
        | What::Attached { .. }
        | What::Worked { .. }
        | What::Linked { .. }
        | What::Checklist { .. }
        | What::Removed { .. }
        | What::Restored { .. }
        | What::GaveUp { .. }
        | What::Breached { .. }
        | What::Escalated { .. } => None,
    })
}

/// The days of a zone that begin in a range: each from its midnight, or from what comes first where there is none.
pub fn days(zone: &Zone, from: Timestamp, to: Timestamp) -> Vec<(chrono::NaiveDate, Timestamp)> {
    let mut days = Vec::new();
    let mut date = zone.wall_time(from).date();
    loop {
        let at = zone.instant_of(date.and_time(chrono::NaiveTime::MIN));
        if at >= to {
            return days;
        }
        if days.is_empty() || at > from {
            days.push((date, at.max(from)));
        }
        let Some(next) = date.succ_opt() else { return days };
        date = next;
    }
}

/// The tickets behind a figure, in a form that lists take as a filter: what a figure counts is what it opens.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Cut {
    pub what: CutWhat,
    pub from: Timestamp,
    /// Not included.
    pub to: Timestamp,
    /// For `stood` and `left`: in or from one of these.
    pub statuses: Vec<StatusKey>,
    /// For `met` and `missed`.
    pub metric: Option<Metric>,
    /// For `met` and `missed`: as the ticket was then; empty for all.
    pub teams: Vec<TeamId>,
    pub priorities: Vec<Priority>,
    /// For `opened`: only in this hour of the week, from Monday's first, of the zone.
    pub hour: Option<i64>,
    pub zone: String,
    /// Only what this person resolved.
    pub resolver: Option<PersonId>,
    /// For `worked`: only what this person spent time on.
    pub worker: Option<PersonId>,
    pub topics: Vec<CategoryId>,
    pub kinds: Vec<TicketType>,
    pub channels: Vec<Channel>,
    pub organisations: Vec<OrganisationId>,
    /// Only what has none of these.
    pub lacks: Vec<Lack>,
}

/// What a ticket may be without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Lack {
    Resolver,
    Topic,
    Organisation,
}

/// What is opened again within two days was resolved too early: the requester came back at once.
pub const SOON_MS: i64 = 48 * 3_600_000;

/// How a ticket comes to be among those of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CutWhat {
    /// Opened in the period.
    #[default]
    Opened,
    /// The first reply came in the period.
    Answered,
    /// The resolution that stands was made in the period.
    Resolved,
    /// As `resolved`, with at most one reply and never opened again.
    FirstContact,
    /// Resolved in the period, whatever followed.
    Finished,
    /// As `finished`, and opened again since.
    Reopened,
    /// As `reopened`, within `SOON_MS`.
    ReopenedSoon,
    /// Somebody spent time on it in the period.
    Worked,
    /// Opened in the period, and still worked on.
    Waiting,
    /// Stood in one of the statuses when the period ended; in any that is not done when none is named.
    Stood,
    /// Left one of the statuses in the period.
    Left,
    /// Met a target in the period.
    Met,
    /// Missed a target in the period.
    Missed,
}

impl CutWhat {
    pub const ALL: [CutWhat; 13] = [
        CutWhat::Opened,
        CutWhat::Answered,
        CutWhat::Resolved,
        CutWhat::FirstContact,
        CutWhat::Finished,
        CutWhat::Reopened,
        CutWhat::ReopenedSoon,
        CutWhat::Worked,
        CutWhat::Waiting,
        CutWhat::Stood,
        CutWhat::Left,
        CutWhat::Met,
        CutWhat::Missed,
    ];
}

/// The parts of a period that lie in one hour of the week.
pub fn hours_of_week(zone: &Zone, from: Timestamp, to: Timestamp, hour: i64) -> Vec<(Timestamp, Timestamp)> {
    let wanted = u32::try_from(hour.rem_euclid(168)).unwrap_or_default();
    let mut parts = Vec::new();
    for (date, _) in days(zone, from, to) {
        if date.weekday().num_days_from_monday() != wanted / 24 {
            continue;
        }
        let Some(wall) = date.and_hms_opt(wanted % 24, 0, 0) else { continue };
        // By the clock on the wall: an hour that comes twice is two hours long, one that is left out has no length.
        let begins = zone.instant_of(wall).max(from);
        let ends = zone.instant_of(wall + chrono::TimeDelta::hours(1)).min(to);
        if begins < ends {
            parts.push((begins, ends));
        }
    }
    parts
}

/// The first value that at least `percent` of all values do not exceed: the nearest rank, so that a percentile is
/// always the time of a ticket.
pub fn percentile(sorted: &[i64], percent: usize) -> Option<i64> {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

/// A part of a whole in hundredths of a percent; `None` of nothing.
pub fn basis_points(part: i64, whole: i64) -> Option<i64> {
    (whole > 0).then(|| part * 10_000 / whole)
}

#[cfg(test)]
mod tests;
