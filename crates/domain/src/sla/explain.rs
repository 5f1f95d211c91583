//! Why a target is due when it is: the parts of time that counted and those that did not, without words.

use super::clock::{ClockState, Metric};
use super::replay::Replay;
use super::tally::{Count, Phase, Reason};
use crate::calendar::{DayOff, WallInterval};
use crate::time::Timestamp;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A clock taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    pub metric: Metric,
    /// Which cycle of the metric, from 1; 0 before the first.
    pub cycle: u32,
    pub target_minutes: Option<u32>,
    pub state: ClockState,
    /// How far the parts go: the due instant of a clock that runs, the breach of one that is missed, the end of
    /// one that has ended, and the moment asked about for one that stands still or is never due.
    pub until: Timestamp,
    /// By the instants at which they begin.
    pub parts: Vec<Part>,
}

/// A stretch of time between the start of a clock and its due instant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(rename = "ClockPart"))]
#[serde(tag = "part", rename_all = "snake_case")]
pub enum Part {
    /// Business hours that counted.
    Counted { from: Timestamp, to: Timestamp, business_ms: i64 },
    /// A pause, with the business hours that it kept from counting.
    Paused { from: Timestamp, to: Timestamp, business_ms: i64 },
    /// Between resolved and reopened, with the business hours that it kept from counting.
    Resolved { from: Timestamp, to: Timestamp, business_ms: i64 },
    /// A whole holiday on a day that would have counted.
    Holiday {
        #[cfg_attr(feature = "ts", ts(type = "string"))]
        date: NaiveDate,
    },
    /// The parts of a day that were off.
    PartialHoliday {
        #[cfg_attr(feature = "ts", ts(type = "string"))]
        date: NaiveDate,
        off: Vec<WallInterval>,
    },
}

impl Replay<'_> {
    /// Takes a clock apart, up to its due instant or its end.
    pub fn explain(&self, metric: Metric) -> Explanation {
        let tally = self.tally(metric);
        let schedule = self.schedule_of(metric);
        let state = tally.state(schedule, self.as_of);
        let until = match tally.phase {
            Phase::Live { breached: true, .. } => {
                tally.breaches.last().map_or(self.as_of, |breach| breach.at)
            }
            Phase::Live { breached: false, .. } => tally.due(schedule).unwrap_or(self.as_of),
            Phase::Ended { at, .. } => at,
            Phase::Idle => self.as_of,
        };
        let mut counted = tally.counted.clone();
        let mut still: Vec<_> = tally.stood_still.iter().map(|it| (it.from, it.to, it.reason)).collect();
        match tally.phase {
            Phase::Live { count: Count::Since(since), .. } => counted.push((since, until)),
            Phase::Live { count: Count::PausedSince(since), .. } => {
                still.push((since, until, Reason::Paused))
            }
            Phase::Idle | Phase::Ended { .. } => {}
        }

        let mut parts: Vec<(Timestamp, Part)> = Vec::new();
        for (from, to) in counted {
            let to = to.min(until);
            if from >= to {
                continue;
            }
            for open in schedule.intervals(from, to) {
                let business_ms = open.to.0 - open.from.0;
                parts.push((open.from, Part::Counted { from: open.from, to: open.to, business_ms }));
            }
            for day in schedule.days_off(from, to) {
                let (date, part) = match day {
                    DayOff::Whole(date) => (date, Part::Holiday { date }),
                    DayOff::Partial(date, off) => (date, Part::PartialHoliday { date, off }),
                };
                parts.push((schedule.day_start(date), part));
            }
        }
        for (from, to, reason) in still {
            let to = to.min(until);
            if from < to {
                let business_ms = schedule.elapsed(from, to);
                let part = match reason {
                    Reason::Paused => Part::Paused { from, to, business_ms },
                    Reason::Resolved => Part::Resolved { from, to, business_ms },
                };
                parts.push((from, part));
            }
        }
        parts.sort_by_key(|(at, _)| *at);
        // A pause inside a holiday would name the day twice.
        parts.dedup_by(|later, earlier| later.1 == earlier.1);
        Explanation {
            metric,
            cycle: tally.cycle,
            target_minutes: tally.target_ms.map(|ms| (ms / 60_000) as u32),
            state,
            until,
            parts: parts.into_iter().map(|(_, part)| part).collect(),
        }
    }
}
