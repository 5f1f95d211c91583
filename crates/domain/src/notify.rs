//! Which desktop notifications to show now: each warning once, late ones honestly, storms as one.

mod news;
mod sentences;
mod settled;
mod storm;

pub use news::{Announced, NEWS_SUMMARY, News, NotificationKind, Reach, Told, announce};
pub use settled::Standing;
pub use storm::{Shown, storm_rests_until, storm_since};

use crate::calendar::Schedule;
use crate::ids::TicketId;
use crate::reminder::SnoozeUntil;
use crate::sla::{Instant, Level, Metric};
use crate::time::Timestamp;
use crate::words::Words;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;
use storm::storm_of;

/// What is older than this is on the board for everyone to see, and no news.
const STALE_MS: i64 = 24 * 60 * 60_000;
/// A mark outlives its warning by far, so that edited quiet hours cannot bring the warning back.
const MARK_LIFE_MS: i64 = 30 * STALE_MS;
/// How the key begins of the one notification that stands for many; the beginning of its storm follows.
pub const SUMMARY: &str = "summary";

/// An instant of a ticket's clock that its user is to hear of, past or to come.
#[derive(Debug, Clone, PartialEq)]
pub struct Warning {
    pub ticket: TicketId,
    /// What people call the ticket, such as `#1042`.
    pub number: String,
    pub subject: String,
    /// Whose it is, in words: who asked, and who has it.
    pub who: Option<String>,
    /// Whether the ticket is assigned to the user of this desk.
    pub mine: bool,
    /// Whether it may break through quiet hours, where the user lets urgent tickets do that.
    pub urgent: bool,
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

/// A warning that was shown; kept across restarts so that it is shown once, and counts in the storm it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub key: Key,
    pub shown_at: Timestamp,
    /// Whether it was shown as part of a summary.
    pub collapsed: bool,
    /// What the ticket was called.
    #[serde(default)]
    pub number: String,
    /// Since when the storm lasts that it belongs to.
    #[serde(default)]
    pub storm: Option<Timestamp>,
}

/// When the user wants no notification.
#[derive(Debug, Clone, Default)]
pub struct Quiet {
    pub hours: QuietHours,
    /// Do not disturb, until this instant.
    pub until: Option<Timestamp>,
    pub urgent_breaks_through: bool,
}

/// Do not disturb, until it is switched off.
pub const UNTIL_SWITCHED_OFF: Timestamp = Timestamp(i64::MAX);

/// The hours of every day in which the user wants no notification.
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
    SnoozeMinutes,
    SnoozeHour,
    SnoozeTomorrow,
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
    pub kind: NotificationKind,
    /// The ticket it is about; a summary has none.
    pub ticket: Option<TicketId>,
    /// All tickets that it stands for.
    pub tickets: Vec<TicketId>,
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
    /// Since when the storm lasts that was shown as one: it takes the place of every warning since then.
    pub storm: Option<Timestamp>,
    pub wake_at: Option<Timestamp>,
}

/// Decides what to show at `now` of the warnings of unmet clocks, given what was shown before: at least what was shown
/// of these, in the last minute, and since [`storm_since`].
///
/// Of several instants of one clock that have passed only the last is shown. During quiet hours nothing is
/// shown; what they held back is shown at their end, as one when it is more than one.
pub fn decide(
    warnings: &[Warning],
    marks: &[Mark],
    quiet: &Quiet,
    now: Timestamp,
    words: &Words,
) -> Decision {
    let shown: BTreeMap<Key, &Mark> = marks.iter().map(|mark| (mark.key, mark)).collect();
    let fresh: Vec<&Warning> = standing(warnings, quiet, now)
        .into_iter()
        .filter(|warning| !shown.contains_key(&warning.key()))
        .filter(|warning| quiet.is_loud(now, warning.urgent))
        .collect();
    let wake_at = next_wake(warnings, &shown, quiet, now);
    if fresh.is_empty() {
        return Decision { wake_at, ..Decision::default() };
    }

    let held = fresh.iter().filter(|warning| !quiet.is_loud(warning.instant.at, warning.urgent)).count();
    let storm = storm_of(marks.iter().map(Mark::shown), fresh.len(), held > 1, now);
    let since = storm.unwrap_or(now);
    let mut earlier: Vec<&Mark> =
        marks.iter().filter(|mark| mark.shown_at >= since && mark.shown_at <= now).collect();
    earlier.sort_by_key(|mark| (mark.shown_at, mark.key.due));
    let clocks: BTreeSet<(TicketId, Metric)> = earlier
        .iter()
        .map(|mark| (mark.key.ticket, mark.key.metric))
        .chain(fresh.iter().map(|warning| (warning.ticket, warning.instant.metric)))
        .collect();
    let collapsed = storm.is_some() && clocks.len() > 1;
    let show = if collapsed {
        vec![sentences::summary(&earlier, &fresh, since, held > 1, words)]
    } else {
        fresh.iter().map(|warning| sentences::alone(warning, now, words)).collect()
    };
    let marks = fresh
        .iter()
        .map(|warning| Mark {
            key: warning.key(),
            shown_at: now,
            collapsed,
            number: warning.number.clone(),
            storm,
        })
        .collect();
    Decision { show, marks, storm: storm.filter(|_| collapsed), wake_at }
}

/// Returns the warnings that hold at `now`, soonest first: passed, not stale, the last one of each clock.
fn standing<'a>(warnings: &'a [Warning], quiet: &Quiet, now: Timestamp) -> Vec<&'a Warning> {
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
    quiet: &Quiet,
    now: Timestamp,
) -> Option<Timestamp> {
    warnings
        .iter()
        .filter(|warning| !shown.contains_key(&warning.key()))
        .filter(|warning| warning.instant.at >= warning.known_since)
        .filter_map(|warning| quiet.loud_from(warning.instant.at, warning.urgent))
        .filter(|at| *at > now)
        .min()
}

impl Warning {
    pub fn key(&self) -> Key {
        let Instant { metric, cycle, level, at: _, due } = self.instant;
        Key { ticket: self.ticket, metric, cycle, level, due }
    }

    fn is_news(&self, quiet: &Quiet, now: Timestamp) -> bool {
        let at = self.instant.at;
        at <= now
            && at >= self.known_since
            && quiet.loud_from(at, self.urgent).is_some_and(|loud| loud > now.plus_ms(-STALE_MS))
    }
}

impl Mark {
    /// Whether the mark can be deleted, because its warning would not be shown any more in any case.
    pub fn is_spent(&self, now: Timestamp) -> bool {
        self.shown_at < now.plus_ms(-MARK_LIFE_MS)
    }
}

impl From<QuietHours> for Quiet {
    fn from(hours: QuietHours) -> Self {
        Quiet { hours, ..Quiet::default() }
    }
}

impl Quiet {
    /// Returns the first instant at or after `at` at which a notification is welcome.
    pub fn loud_from(&self, at: Timestamp, urgent: bool) -> Option<Timestamp> {
        if urgent && self.urgent_breaks_through {
            return Some(at);
        }
        let at = match self.until {
            Some(UNTIL_SWITCHED_OFF) => return None,
            Some(until) => at.max(until),
            None => at,
        };
        match &self.hours {
            QuietHours::Never => Some(at),
            QuietHours::Outside(schedule) => schedule.next_opening(at),
        }
    }

    pub fn is_loud(&self, at: Timestamp, urgent: bool) -> bool {
        self.loud_from(at, urgent) == Some(at)
    }
}

impl Action {
    pub const ALL: [Action; 5] =
        [Action::Open, Action::AssignToMe, Action::SnoozeMinutes, Action::SnoozeHour, Action::SnoozeTomorrow];
    const SNOOZES: [Action; 3] = [Action::SnoozeMinutes, Action::SnoozeHour, Action::SnoozeTomorrow];

    /// What a notification about one ticket offers.
    fn of_ticket(mine: bool) -> Vec<Action> {
        let assign = if mine { None } else { Some(Action::AssignToMe) };
        [Action::Open].into_iter().chain(assign).chain(Action::SNOOZES).collect()
    }

    /// Until when this puts the ticket off, where it does.
    pub fn snooze(self) -> Option<SnoozeUntil> {
        match self {
            Action::Open | Action::AssignToMe => None,
            Action::SnoozeMinutes => Some(SnoozeUntil::Minutes { minutes: 15 }),
            Action::SnoozeHour => Some(SnoozeUntil::Minutes { minutes: 60 }),
            Action::SnoozeTomorrow => Some(SnoozeUntil::Tomorrow),
        }
    }

    /// The name that the system's notification centre returns on a click.
    pub fn key(self) -> &'static str {
        match self {
            Action::Open => "open",
            Action::AssignToMe => "assign-to-me",
            Action::SnoozeMinutes => "snooze-15-minutes",
            Action::SnoozeHour => "snooze-1-hour",
            Action::SnoozeTomorrow => "snooze-until-tomorrow",
        }
    }

    /// What stands on its button.
    pub fn label(self, words: &Words) -> String {
        words.say(&format!("action-{}", self.key()), &[])
    }

    /// Finds the action by what came back: some systems return the key, some the label.
    pub fn of(answer: &str) -> Option<Self> {
        // The language may have changed while the notification stood.
        Action::ALL
            .into_iter()
            .find(|action| action.key() == answer || Words::all().any(|words| action.label(words) == answer))
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
