//! What the server does by itself when a target comes close or is missed: steps, each taken once for a clock.

use super::clock::Metric;
use super::policy::Threshold;
use super::replay::Replay;
use super::tally::{Count, Phase};
use crate::ids::{PersonId, StepId, TeamId};
use crate::priority::Priority;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// One step of an escalation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Step {
    pub id: StepId,
    pub metric: Metric,
    pub when: Lead,
    pub actions: Vec<StepAction>,
}

/// When a step is taken, measured as its target is: in business time, or around the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "at", rename_all = "snake_case")]
pub enum Lead {
    /// When this part of the target is used up.
    Percent { percent: u8 },
    /// This long before the target is used up.
    MinutesBefore { minutes: u32 },
    /// When the target is missed.
    Breach,
    /// This long after the target is used up.
    MinutesAfter { minutes: u32 },
}

/// What a step does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum StepAction {
    /// Tells people, on their devices.
    Notify {
        #[serde(default)]
        assignee: bool,
        /// Everybody in the team of the ticket.
        #[serde(default)]
        team: bool,
        /// The managers of the desk.
        #[serde(default)]
        managers: bool,
        #[serde(default)]
        people: Vec<PersonId>,
    },
    /// Raises the priority by one, or at least to this one; never lowers it.
    RaisePriority {
        #[serde(default)]
        to: Option<Priority>,
    },
    Assign {
        person: PersonId,
    },
    AddTag {
        tag: String,
    },
    /// Writes an internal note.
    Comment {
        body: String,
    },
    MoveToTeam {
        team: TeamId,
    },
}

/// A step of a ticket's clock with the instant at which it is to be taken, past or to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepInstant {
    pub step: StepId,
    pub metric: Metric,
    /// Which cycle of the metric, from 1.
    pub cycle: u32,
    pub at: Timestamp,
    /// When the target is, or was, missed.
    pub due: Timestamp,
}

impl Lead {
    /// How much of a target is used up at this point.
    fn used_ms(self, target_ms: i64) -> i64 {
        match self {
            Lead::Percent { percent } => Threshold::Percent(percent).used_ms(target_ms),
            Lead::MinutesBefore { minutes } => Threshold::MinutesBefore(minutes).used_ms(target_ms),
            Lead::Breach => target_ms,
            Lead::MinutesAfter { minutes } => target_ms + i64::from(minutes) * 60_000,
        }
    }
}

/// Returns the priority that a step raises a ticket to; `None` when it stands there or higher.
pub fn raised(priority: Priority, to: Option<Priority>) -> Option<Priority> {
    let next = Priority::ALL.into_iter().find(|other| *other > priority);
    let wanted = to.or(next)?;
    (wanted > priority).then_some(wanted)
}

impl Replay<'_> {
    /// Returns the steps of the policy in force for every clock that counts, soonest first.
    ///
    /// A clock that stands still, was met or was cancelled has none: nobody is told of what is no danger any more.
    pub fn steps(&self) -> Vec<StepInstant> {
        let mut instants: Vec<StepInstant> =
            self.policy.escalation.iter().filter_map(|step| self.step_instant(step)).collect();
        instants.sort_by_key(|instant| (instant.at, instant.step));
        instants
    }

    fn step_instant(&self, step: &Step) -> Option<StepInstant> {
        let tally = self.tally(step.metric);
        let schedule = self.schedule_of(step.metric);
        let Phase::Live { count: Count::Since(_), breached } = tally.phase else { return None };
        let target_ms = tally.target_ms?;
        let due = match tally.breaches.last().filter(|_| breached) {
            Some(breach) => breach.at,
            None => tally.due(schedule)?,
        };
        let by_target = tally.instant_at(schedule, step.when.used_ms(target_ms))?;
        let at = match step.when {
            // A target that was used up when it was set is missed at the change, not before.
            Lead::Breach => due,
            Lead::MinutesAfter { minutes } if breached && due > by_target => {
                schedule.add(due, i64::from(minutes) * 60_000)?
            }
            Lead::Percent { .. } | Lead::MinutesBefore { .. } | Lead::MinutesAfter { .. } => by_target,
        };
        Some(StepInstant { step: step.id, metric: step.metric, cycle: tally.cycle, at, due })
    }
}
