//! Which desktop notifications to show now: each warning once, late ones honestly, storms as one.

mod words;

use crate::calendar::Schedule;
use crate::ids::TicketId;
use crate::sla::{Instant, Level, Metric};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// More warnings than this within [`STORM_MS`] are shown as one.
const CALM_COUNT: usize = 3;
const STORM_MS: i64 = 60_000;
/// What is older than this is on the board for everyone to see, and no news.
const STALE_MS: i64 = 24 * 60 * 60_000;
/// A mark outlives its warning by far, so that edited quiet hours cannot bring the warning back.
const MARK_LIFE_MS: i64 = 30 * STALE_MS;
/// The key of the one notification that stands for many.
pub const SUMMARY: &str = "summary";

/// An instant of a ticket's clock that its user is to hear of, past or to come.
#[derive(Debug, Clone, PartialEq)]
pub struct Warning {
    pub ticket: TicketId,
    /// What people call the ticket, such as `#1042`.
    pub number: String,
    pub subject: String,
    /// Whether the ticket is assigned to the user of this desk.
    pub mine: bool,
    /// Since when this desk holds the ticket: what happened before is not news, such as an imported past.
    pub known_since: Timestamp,
    pub instant: Instant,
}

/// Names one warning for good: the same on every start, another one when the due instant moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key {
    pub ticket: TicketId,
    pub metric: Metric,
    pub cycle: u32,
    pub level: Level,
    pub due: Timestamp,
}

/// A warning that was shown; kept across restarts so that it is shown once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub key: Key,
    pub shown_at: Timestamp,
    /// Whether it was shown as part of a summary.
    pub collapsed: bool,
}

/// When the user wants no notification.
#[derive(Debug, Clone, Default)]
pub enum QuietHours {
    #[default]
    Never,
    /// Quiet whenever this calendar is closed.
    Outside(Arc<Schedule>),
}

/// What a click on a notification may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    Open,
    AssignToMe,
}

/// How loudly a notification asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    Normal,
    /// Stays until somebody saw it, where the system can do that.
    High,
}

/// One notification to show, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Showing {
    /// A later showing with the same key takes this one's place on the screen.
    pub key: String,
    /// The keys of earlier showings that this one stands for; they can go.
    pub replaces: Vec<String>,
    pub title: String,
    pub body: String,
    /// The ticket it is about; a summary has none.
    pub ticket: Option<TicketId>,
    /// The clock of the ticket; the notification can go when that clock is met.
    pub metric: Option<Metric>,
    pub actions: Vec<Action>,
    pub urgency: Urgency,
}

/// What to show, what to remember, and when to ask again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decision {
    pub show: Vec<Showing>,
    /// Stored before anything is shown: after a crash in between, silence is better than a repeat.
    pub marks: Vec<Mark>,
    pub wake_at: Option<Timestamp>,
}

/// Decides what to show at `now` of the warnings of all unmet clocks, given what was shown before.
///
/// Of several instants of one clock that have passed only the last is shown. During quiet hours nothing is
/// shown; what they held back is shown at their end, as one when it is more than one.
pub fn decide(warnings: &[Warning], marks: &[Mark], quiet: &QuietHours, now: Timestamp) -> Decision {
    let shown: BTreeMap<Key, &Mark> = marks.iter().map(|mark| (mark.key, mark)).collect();
    let standing = standing(warnings, quiet, now);
    let fresh: Vec<&Warning> =
        standing.iter().copied().filter(|warning| !shown.contains_key(&warning.key())).collect();
    let wake_at = next_wake(warnings, &shown, quiet, now);
    if fresh.is_empty() || !quiet.is_loud(now) {
        return Decision { wake_at, ..Decision::default() };
    }

    let recent: Vec<&Mark> = marks.iter().filter(|mark| mark.shown_at > now.plus_ms(-STORM_MS)).collect();
    let held = fresh.iter().filter(|warning| !quiet.is_loud(warning.instant.at)).count();
    let storm = fresh.len() + recent.len() > CALM_COUNT || recent.iter().any(|mark| mark.collapsed);
    let members: Vec<&Warning> = standing
        .iter()
        .copied()
        .filter(|warning| {
            let key = warning.key();
            shown.get(&key).is_none_or(|mark| mark.shown_at > now.plus_ms(-STORM_MS))
        })
        .collect();
    let collapsed = members.len() > 1 && (storm || held > 1);
    let show = if collapsed {
        let replaces =
            recent.iter().filter(|mark| !mark.collapsed).map(|mark| mark.key.to_string()).collect();
        vec![words::summary(&members, replaces, held > 1)]
    } else {
        fresh.iter().map(|warning| words::alone(warning, now)).collect()
    };
    let marks = fresh.iter().map(|it| Mark { key: it.key(), shown_at: now, collapsed }).collect();
    Decision { show, marks, wake_at }
}

/// Returns the warnings that hold at `now`, soonest first: passed, not stale, the last one of each clock.
fn standing<'a>(warnings: &'a [Warning], quiet: &QuietHours, now: Timestamp) -> Vec<&'a Warning> {
    let mut last: BTreeMap<(TicketId, Metric), &Warning> = BTreeMap::new();
    for warning in warnings.iter().filter(|warning| warning.is_news(quiet, now)) {
        let clock = (warning.ticket, warning.instant.metric);
        let order = |it: &Warning| (it.instant.cycle, it.instant.at, it.instant.level);
        if last.get(&clock).is_none_or(|other| order(warning) > order(other)) {
            last.insert(clock, warning);
        }
    }
    let mut standing: Vec<&Warning> = last.into_values().collect();
    standing.sort_by_key(|warning| (warning.instant.at, warning.key()));
    standing
}

/// Returns when a warning that was not shown can be shown next.
fn next_wake(
    warnings: &[Warning],
    shown: &BTreeMap<Key, &Mark>,
    quiet: &QuietHours,
    now: Timestamp,
) -> Option<Timestamp> {
    warnings
        .iter()
        .filter(|warning| !shown.contains_key(&warning.key()))
        .filter(|warning| warning.instant.at >= warning.known_since)
        .filter_map(|warning| quiet.loud_from(warning.instant.at))
        .filter(|at| *at > now)
        .min()
}

impl Warning {
    pub fn key(&self) -> Key {
        let Instant { metric, cycle, level, at: _, due } = self.instant;
        Key { ticket: self.ticket, metric, cycle, level, due }
    }

    fn is_news(&self, quiet: &QuietHours, now: Timestamp) -> bool {
        let at = self.instant.at;
        at <= now
            && at >= self.known_since
            && quiet.loud_from(at).is_some_and(|loud| loud > now.plus_ms(-STALE_MS))
    }
}

impl Mark {
    /// Whether the mark can be deleted, because its warning would not be shown any more in any case.
    pub fn is_spent(&self, now: Timestamp) -> bool {
        self.shown_at < now.plus_ms(-MARK_LIFE_MS)
    }
}

impl QuietHours {
    /// Returns the first instant at or after `at` at which a notification is welcome.
    fn loud_from(&self, at: Timestamp) -> Option<Timestamp> {
        match self {
            QuietHours::Never => Some(at),
            QuietHours::Outside(schedule) => schedule.next_opening(at),
        }
    }

    fn is_loud(&self, at: Timestamp) -> bool {
        self.loud_from(at) == Some(at)
    }
}

impl Action {
    /// The name that the system's notification centre returns on a click.
    pub fn key(self) -> &'static str {
        match self {
            Action::Open => "open",
            Action::AssignToMe => "assign-to-me",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Action::Open => "Open",
            Action::AssignToMe => "Assign to me",
        }
    }

    /// Finds the action by what came back: some systems return the key, some the label.
    pub fn of(answer: &str) -> Option<Self> {
        [Action::Open, Action::AssignToMe]
            .into_iter()
            .find(|action| action.key() == answer || action.label() == answer)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use crate::sla::Threshold;
        let Key { ticket, metric, cycle, level, due } = self;
        write!(f, "{ticket}/{}/{cycle}/", metric.key())?;
        match level {
            Level::AtRisk(Threshold::Percent(percent)) => write!(f, "at-risk-{percent}-percent")?,
            Level::AtRisk(Threshold::MinutesBefore(minutes)) => write!(f, "at-risk-{minutes}-minutes")?,
            Level::Breach => f.write_str("breach")?,
        }
        write!(f, "/{}", due.0)
    }
}

#[cfg(test)]
mod tests;
