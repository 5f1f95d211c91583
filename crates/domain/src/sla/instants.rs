//! When a clock will be at risk and when it will be missed, so that notifications can be planned ahead.

use super::clock::Metric;
use super::policy::Threshold;
use super::replay::Replay;
use super::tally::{Count, Phase};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What is reached at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    AtRisk(Threshold),
    Breach,
}

/// A point of a clock that people are told about.
///
/// Metric, cycle, level and due instant together name the notification, so that it is sent once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Instant {
    pub metric: Metric,
    /// Which cycle of the metric, from 1.
    pub cycle: u32,
    pub level: Level,
    pub at: Timestamp,
    /// When the target is, or was, missed.
    pub due: Timestamp,
}

impl Replay<'_> {
    /// Returns the at-risk levels of the policy and the breach of every unmet clock, soonest first.
    ///
    /// Those that have passed are included: a device that slept over one learns how late it is. A clock that
    /// stands still has none, one that is already missed only its breach.
    pub fn instants(&self) -> Vec<Instant> {
        self.instants_of(&self.policy.at_risk)
    }

    /// Returns the same for other levels, such as the lead times of an escalation.
    pub fn instants_of(&self, levels: &[Threshold]) -> Vec<Instant> {
        let mut instants: Vec<Instant> =
            Metric::ALL.into_iter().flat_map(|metric| self.instants_of_metric(metric, levels)).collect();
        instants.sort_by_key(|instant| (instant.at, instant.metric, instant.level));
        instants
    }

    /// Returns the last at-risk level of the policy that a running clock has reached.
    pub fn at_risk(&self, metric: Metric) -> Option<Threshold> {
        let reached = self
            .instants_of_metric(metric, &self.policy.at_risk)
            .into_iter()
            .filter(|it| it.at <= self.as_of);
        let levels = reached.filter_map(|instant| match instant.level {
            Level::AtRisk(threshold) => Some((instant.at, threshold)),
            Level::Breach => None,
        });
        levels.max().map(|(_, threshold)| threshold)
    }

    /// Returns when a running clock becomes at risk for the first time, past or to come.
    pub fn at_risk_from(&self, metric: Metric) -> Option<Timestamp> {
        let instants = self.instants_of_metric(metric, &self.policy.at_risk).into_iter();
        instants.filter(|instant| instant.level != Level::Breach).map(|instant| instant.at).min()
    }

    fn instants_of_metric(&self, metric: Metric, levels: &[Threshold]) -> Vec<Instant> {
        let tally = self.tally(metric);
        let schedule = self.schedule_of(metric);
        let instant = |level, at, due| Instant { metric, cycle: tally.cycle, level, at, due };
        let Some(target_ms) = tally.target_ms else {
            return Vec::new();
        };
        match tally.phase {
            Phase::Live { breached: true, .. } => tally
                .breaches
                .last()
                .map(|breach| instant(Level::Breach, breach.at, breach.at))
                .into_iter()
                .collect(),
            Phase::Live { count: Count::Since(_), breached: false } => {
                let Some(due) = tally.due(schedule) else {
                    return Vec::new();
                };
                let at_risk = levels.iter().filter_map(|level| {
                    let at = tally.instant_at(schedule, level.used_ms(target_ms))?;
                    Some(instant(Level::AtRisk(*level), at, due))
                });
                at_risk.chain([instant(Level::Breach, due, due)]).collect()
            }
            Phase::Live { count: Count::PausedSince(_), .. } | Phase::Idle | Phase::Ended { .. } => {
                Vec::new()
            }
        }
    }
}
