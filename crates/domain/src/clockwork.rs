//! From a ticket's history to its clocks: the policies and calendars of a desk over time, applied to events.

use crate::calendar::{Calendar, CalendarError, Schedule};
use crate::history::{self, What};
use crate::ids::EventId;
use crate::message::Side;
use crate::priority::Priority;
use crate::sla::{Clock, ClockState, Clocks, Event, EventKind, Instant, Level, Metric, Policy, Replay};
use crate::status::StatusCategory;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A setting as it was over time, oldest first; the first entry held from the beginning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Over<T> {
    pub versions: Vec<Version<T>>,
}

/// What a setting was from `since` on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version<T> {
    pub since: Timestamp,
    pub value: T,
}

impl<T> Over<T> {
    pub fn always(value: T) -> Self {
        Over { versions: vec![Version { since: Timestamp(0), value }] }
    }

    /// The value in force.
    pub fn last(&self) -> Option<&T> {
        self.versions.last().map(|version| &version.value)
    }

    /// Puts a new value in force from `since`; what held before still explains older clocks.
    pub fn edit(&mut self, since: Timestamp, value: T) {
        self.versions.retain(|version| version.since < since);
        self.versions.push(Version { since, value });
    }
}

/// The policies and calendars of a desk, ready to run clocks by.
#[derive(Debug, Clone)]
pub struct Clockwork {
    policies: Vec<(Timestamp, Arc<Policy>)>,
    calendars: Vec<(Timestamp, Arc<Schedule>)>,
}

/// How a ticket's clocks stand, with what lists, planners and screens ask of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    pub clocks: Clocks,
    /// At-risk and breach instants of unmet clocks, the past ones included, soonest first.
    pub instants: Vec<Instant>,
    pub alarm: Alarm,
    /// The due instant that lists sort by.
    pub next_due: Option<Timestamp>,
    /// When the next clock turns at risk or breached.
    pub next_turn: Option<Timestamp>,
}

/// How alarming a ticket is, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alarm {
    Calm,
    AtRisk,
    Breached,
}

impl Clockwork {
    /// Compiles the settings.
    ///
    /// # Errors
    /// When a calendar names an unknown zone or an impossible interval.
    pub fn compile(policies: &Over<Policy>, calendars: &Over<Calendar>) -> Result<Self, CalendarError> {
        let calendars = calendars
            .versions
            .iter()
            .map(|version| Ok((version.since, Arc::new(version.value.compile()?))))
            .collect::<Result<_, CalendarError>>()?;
        let policies = policies.versions.iter().map(|v| (v.since, Arc::new(v.value.clone()))).collect();
        Ok(Clockwork { policies, calendars })
    }

    /// The calendar in force.
    pub fn schedule(&self) -> Arc<Schedule> {
        Arc::clone(&self.calendars.last().expect("a clockwork has a calendar").1)
    }

    /// Runs the clocks of a ticket.
    pub fn run(&self, history: &[(EventId, history::Event)], as_of: Timestamp) -> Standing {
        let mut events: Vec<Event> = history.iter().flat_map(|(id, event)| events_of(*id, event)).collect();
        let opened = history.iter().map(|(_, event)| event.at).min().unwrap_or(as_of);
        let policy = in_force(&self.policies, opened);
        let schedule = in_force(&self.calendars, opened);
        // Edits of the settings are events of every ticket that was open then.
        let edit = |at: Timestamp, kind| Event { id: EventId(uuid::Uuid::nil()), at, kind };
        for (since, policy) in self.policies.iter().filter(|(since, _)| *since > opened) {
            events.push(edit(*since, EventKind::PolicyChanged(Arc::clone(policy))));
        }
        for (since, schedule) in self.calendars.iter().filter(|(since, _)| *since > opened) {
            events.push(edit(*since, EventKind::CalendarChanged(Arc::clone(schedule))));
        }
        let replay = Replay::of(&policy, &schedule, &events, as_of);
        standing(replay.clocks(), replay.instants(), as_of)
    }
}

fn in_force<T>(versions: &[(Timestamp, Arc<T>)], at: Timestamp) -> Arc<T> {
    let held = versions.iter().rev().find(|(since, _)| *since <= at).or(versions.first());
    Arc::clone(&held.expect("a setting has at least one version").1)
}

fn standing(clocks: Clocks, instants: Vec<Instant>, as_of: Timestamp) -> Standing {
    let unmet = |clock: &Clock| matches!(clock.state, ClockState::Breached { met_at: None });
    let breached: Vec<Metric> = Metric::ALL.into_iter().filter(|metric| unmet(clocks.get(*metric))).collect();
    let at_risk = instants.iter().any(|instant| {
        instant.at <= as_of
            && matches!(instant.level, Level::AtRisk(_))
            && matches!(clocks.get(instant.metric).state, ClockState::Running { .. })
    });
    let alarm = match (breached.is_empty(), at_risk) {
        (false, _) => Alarm::Breached,
        (true, true) => Alarm::AtRisk,
        (true, false) => Alarm::Calm,
    };
    let missed = breached
        .iter()
        .filter_map(|metric| clocks.get(*metric).breaches.last())
        .map(|breach| breach.at)
        .min();
    let next_due = missed.or_else(|| clocks.next_due().map(|(_, due)| due));
    let next_turn = instants.iter().map(|instant| instant.at).filter(|at| *at > as_of).min();
    Standing { clocks, instants, alarm, next_due, next_turn }
}

/// What a line of history means to the clocks; a change of status and priority at once means two things.
fn events_of(id: EventId, event: &history::Event) -> Vec<Event> {
    let at = event.at;
    let one = |kind| vec![Event { id, at, kind }];
    match &event.what {
        What::Created { category, priority, .. } => {
            one(EventKind::Created { priority: *priority, category: *category })
        }
        What::Changed { fields, category } => {
            let mut events = Vec::new();
            let changed = fields.iter().find(|change| change.field == "priority");
            let priority: Option<Priority> = changed.and_then(|c| serde_json::from_value(c.to.clone()).ok());
            if let Some(priority) = priority {
                events.push(Event { id, at, kind: EventKind::Priority(priority) });
            }
            let category: Option<StatusCategory> = *category;
            if let Some(category) = category {
                events.push(Event { id, at, kind: EventKind::Status(category) });
            }
            events
        }
        What::Replied { side: Side::Agent, delivered_at, .. } => {
            one(EventKind::AgentReply { delivered_at: *delivered_at })
        }
        What::Replied { side: Side::Requester, .. } => one(EventKind::RequesterMessage),
        What::Noted { .. } => one(EventKind::Note),
        What::Held { .. }
        | What::Attached { .. }
        | What::Worked { .. }
        | What::Linked { .. }
        | What::Removed { .. }
        | What::Restored { .. } => Vec::new(),
    }
}
