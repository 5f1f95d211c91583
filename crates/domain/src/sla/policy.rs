//! What a desk promises: targets per priority, what pauses a clock, and when a clock is at risk.

use super::clock::Metric;
use super::escalation::Step;
use crate::priority::Priority;
use crate::status::StatusCategory;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The numbers of the policy that a desk starts with, in business minutes.
const DEFAULT_TARGETS: [(Priority, u32, u32, u32); 4] = [
    // priority, first response, next response, resolution
    (Priority::Urgent, 30, 60, 240),
    (Priority::High, 60, 120, 480),
    (Priority::Normal, 240, 480, 1440),
    (Priority::Low, 480, 960, 2400),
];
const DEFAULT_AT_RISK_PERCENT: u8 = 75;

/// A promise in business time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Policy {
    /// A priority that is missing has no targets.
    pub targets: BTreeMap<Priority, Targets>,
    /// While the status is in one of these, resolution stands still.
    #[serde(default = "default_pausing")]
    pub pausing: BTreeSet<StatusCategory>,
    /// Whether first response stands still then, too.
    #[serde(default)]
    pub pause_first_response: bool,
    /// When a running clock is at risk; several levels, in any order.
    #[serde(default = "default_at_risk")]
    pub at_risk: Vec<Threshold>,
    #[serde(default)]
    pub reopen: Reopen,
    /// What the server does on the way to a missed target, and after it.
    #[serde(default)]
    pub escalation: Vec<Step>,
}

/// The targets of one priority in minutes; `None` promises nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Targets {
    #[serde(default)]
    pub first_response: Option<u32>,
    #[serde(default)]
    pub next_response: Option<u32>,
    #[serde(default)]
    pub resolution: Option<u32>,
    /// The metrics that count every minute of the day; the others count business hours.
    #[serde(default)]
    pub around_the_clock: BTreeSet<Metric>,
}

impl Targets {
    pub fn minutes(&self, metric: Metric) -> Option<u32> {
        match metric {
            Metric::FirstResponse => self.first_response,
            Metric::NextResponse => self.next_response,
            Metric::Resolution => self.resolution,
        }
    }
}

/// A point on the way to a due instant, measured in business time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Threshold {
    /// When this part of the target is used up.
    Percent(u8),
    /// This many business minutes before the target is used up.
    MinutesBefore(u32),
}

impl Threshold {
    /// Returns how much of a target is used up at this point; never less than nothing or more than all.
    pub(super) fn used_ms(self, target_ms: i64) -> i64 {
        match self {
            Threshold::Percent(percent) => target_ms * i64::from(percent.min(100)) / 100,
            Threshold::MinutesBefore(minutes) => (target_ms - i64::from(minutes) * 60_000).max(0),
        }
    }
}

/// What becomes of the resolution clock when a resolved ticket is opened again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Reopen {
    /// It goes on; the time in between does not count.
    #[default]
    Resume,
    /// It starts again with the whole target.
    Restart,
    /// It goes on as if the ticket had never been resolved.
    NeverStopped,
}

impl Policy {
    /// Returns the target in business minutes of a metric at a priority.
    pub fn target_minutes(&self, priority: Priority, metric: Metric) -> Option<u32> {
        self.targets.get(&priority).and_then(|targets| targets.minutes(metric))
    }

    /// Whether a metric counts every minute of the day at a priority.
    pub fn is_around_the_clock(&self, priority: Priority, metric: Metric) -> bool {
        self.targets.get(&priority).is_some_and(|targets| targets.around_the_clock.contains(&metric))
    }

    /// The policy of a ticket for which nothing was promised.
    pub fn none() -> Self {
        Policy { targets: BTreeMap::new(), at_risk: Vec::new(), ..Policy::default() }
    }

    /// Whether a metric stands still in a status of this category.
    pub fn pauses(&self, metric: Metric, category: StatusCategory) -> bool {
        let may_pause = match metric {
            Metric::FirstResponse => self.pause_first_response,
            Metric::NextResponse => false,
            Metric::Resolution => true,
        };
        may_pause && self.pausing.contains(&category)
    }
}

impl Default for Policy {
    fn default() -> Self {
        let targets = DEFAULT_TARGETS.map(|(priority, first_response, next_response, resolution)| {
            let targets = Targets {
                first_response: Some(first_response),
                next_response: Some(next_response),
                resolution: Some(resolution),
                around_the_clock: BTreeSet::new(),
            };
            (priority, targets)
        });
        Policy {
            targets: BTreeMap::from(targets),
            pausing: default_pausing(),
            pause_first_response: false,
            at_risk: default_at_risk(),
            reopen: Reopen::default(),
            escalation: Vec::new(),
        }
    }
}

fn default_pausing() -> BTreeSet<StatusCategory> {
    BTreeSet::from([StatusCategory::Waiting])
}

fn default_at_risk() -> Vec<Threshold> {
    vec![Threshold::Percent(DEFAULT_AT_RISK_PERCENT)]
}
