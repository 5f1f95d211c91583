//! From a ticket's history to its clocks: the policies and calendars of a desk over time, applied to events.

mod facts;

use crate::calendar::{Calendar, CalendarError, Calendars, Schedule};
use crate::history::{self, What};
use crate::ids::{CalendarId, CategoryId, EventId, PolicyId, StepId, TeamId};
use crate::measure::Spent;
use crate::message::CATEGORY_LEVELS;
use crate::message::Side;
use crate::priority::Priority;
use crate::sla::{
    Breach, Clock, ClockState, Clocks, Conditions, Event, EventKind, Facts, Instant, Level, Metric, Policies,
    Policy, Replay, StepInstant, Verdict,
};
use crate::status::StatusCategory;
use crate::ticket::Ticket;
use crate::time::Timestamp;
use facts::Story;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
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
    policies: Vec<(Timestamp, Vec<Arc<Rule>>)>,
    calendars: Vec<(Timestamp, Vec<Arc<Hours>>)>,
    /// The category above each one, where there is one.
    above: BTreeMap<CategoryId, CategoryId>,
    /// What holds for a ticket that no policy fits.
    nothing: Arc<Rule>,
    /// Since when each step of an escalation is there: what had passed by then is not taken afterwards.
    steps_since: BTreeMap<StepId, Timestamp>,
}

#[derive(Debug, PartialEq, Eq)]
struct Rule {
    id: Option<PolicyId>,
    name: String,
    when: Conditions,
    calendar: Option<CalendarId>,
    policy: Arc<Policy>,
}

/// A calendar, compiled, with its name.
#[derive(Debug, PartialEq, Eq)]
struct Hours {
    id: CalendarId,
    name: String,
    schedule: Arc<Schedule>,
}

/// What holds for a ticket: one policy and one calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Governing {
    /// `None` when no policy fits.
    pub policy_id: Option<PolicyId>,
    pub policy_name: String,
    pub policy: Arc<Policy>,
    pub calendar_id: CalendarId,
    pub calendar_name: String,
    pub schedule: Arc<Schedule>,
}

impl Governing {
    /// Whether clocks run alike under both.
    pub fn counts_like(&self, other: &Governing) -> bool {
        let same_policy = Arc::ptr_eq(&self.policy, &other.policy) || self.policy == other.policy;
        let same_hours = Arc::ptr_eq(&self.schedule, &other.schedule)
            || self.schedule.calendar() == other.schedule.calendar();
        same_policy && same_hours
    }
}

/// How a ticket's clocks stand, with what lists, planners and screens ask of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    pub clocks: Clocks,
    /// At-risk and breach instants of unmet clocks, the past ones included, soonest first.
    pub instants: Vec<Instant>,
    /// The steps of escalation of the policy in force, the past ones included, soonest first.
    pub steps: Vec<StepInstant>,
    /// How the cycles that are decided went, and under what.
    pub outcomes: Vec<Decided>,
    /// The first answer, and the resolution that stands.
    pub answered: Option<Spent>,
    pub resolved: Option<Spent>,
    pub governing: Governing,
    pub alarm: Alarm,
    /// The due instant that lists sort by.
    pub next_due: Option<Timestamp>,
    /// When the next clock turns at risk or breached.
    pub next_turn: Option<Timestamp>,
    /// When a clock that is still unmet last turned at risk or breached.
    pub last_turn: Option<Timestamp>,
}

/// A cycle that was met, missed or cancelled, with what the ticket was then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    pub metric: Metric,
    pub cycle: u32,
    pub at: Timestamp,
    pub verdict: Verdict,
    pub under: Under,
}

/// What scores are grouped by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Under {
    pub team: TeamId,
    pub priority: Priority,
    pub policy: Option<PolicyId>,
}

/// How alarming a ticket is, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alarm {
    Calm,
    AtRisk,
    Breached,
}

/// A ticket's events as its clocks hear them, with what holds for it first and last.
struct Course {
    first: Governing,
    last: Governing,
    events: Vec<Event>,
    /// What the ticket was, from each instant on.
    under: Vec<(Timestamp, Under)>,
}

impl Clockwork {
    /// Compiles the settings; `above` names the category above each one.
    ///
    /// # Errors
    /// When a calendar names an unknown zone or an impossible interval, or there is none.
    pub fn compile(
        policies: &Over<Policies>,
        calendars: &Over<Calendars>,
        above: BTreeMap<CategoryId, CategoryId>,
    ) -> Result<Self, CalendarError> {
        let mut compiled: Vec<(Timestamp, Vec<Arc<Hours>>)> = Vec::new();
        for version in &calendars.versions {
            let before = compiled.last().map(|(_, hours)| hours.as_slice()).unwrap_or_default();
            let hours = version
                .value
                .calendars
                .iter()
                .map(|named| {
                    let schedule = match before.iter().find(|hours| hours.id == named.id) {
                        // What was not edited is no event for anybody.
                        Some(hours) if hours.schedule.is_of(&named.calendar) => Arc::clone(&hours.schedule),
                        Some(_) | None => Arc::new(named.calendar.compile()?),
                    };
                    Ok(Arc::new(Hours { id: named.id, name: named.name.clone(), schedule }))
                })
                .collect::<Result<Vec<_>, CalendarError>>()?;
            if hours.is_empty() {
                return Err(CalendarError::NoCalendar);
            }
            compiled.push((version.since, hours));
        }
        if compiled.is_empty() {
            return Err(CalendarError::NoCalendar);
        }
        let mut rules: Vec<(Timestamp, Vec<Arc<Rule>>)> = Vec::new();
        for version in &policies.versions {
            let before = rules.last().map(|(_, rules)| rules.as_slice()).unwrap_or_default();
            let list = version
                .value
                .policies
                .iter()
                .map(|named| {
                    let policy = match before.iter().find(|rule| rule.id == Some(named.id)) {
                        Some(rule) if *rule.policy == named.policy => Arc::clone(&rule.policy),
                        Some(_) | None => Arc::new(named.policy.clone()),
                    };
                    Arc::new(Rule {
                        id: Some(named.id),
                        name: named.name.clone(),
                        when: named.when.clone(),
                        calendar: named.calendar,
                        policy,
                    })
                })
                .collect();
            rules.push((version.since, list));
        }
        let mut steps_since: BTreeMap<StepId, Timestamp> = BTreeMap::new();
        for (since, list) in &rules {
            let steps = list.iter().flat_map(|rule| rule.policy.escalation.iter().map(|step| step.id));
            let steps: BTreeSet<StepId> = steps.collect();
            steps_since.retain(|step, _| steps.contains(step));
            for step in steps {
                steps_since.entry(step).or_insert(*since);
            }
        }
        let nothing = Arc::new(Rule {
            id: None,
            name: String::new(),
            when: Conditions::default(),
            calendar: None,
            policy: Arc::new(Policy::none()),
        });
        Ok(Clockwork { policies: rules, calendars: compiled, above, nothing, steps_since })
    }

    /// The calendar in force where no other is named.
    pub fn schedule(&self) -> Arc<Schedule> {
        let (_, hours) = self.calendars.last().expect("a clockwork has a calendar");
        Arc::clone(&hours.first().expect("a desk has a calendar").schedule)
    }

    /// Whether any policy in force has steps of escalation.
    pub fn escalates(&self) -> bool {
        let rules = self.policies.last().map(|(_, rules)| rules.as_slice()).unwrap_or_default();
        rules.iter().any(|rule| !rule.policy.escalation.is_empty())
    }

    /// What holds today for a ticket that is like this.
    pub fn governing(&self, facts: &Facts) -> Governing {
        self.governing_at(Timestamp(i64::MAX), facts)
    }

    /// Runs the clocks of a ticket.
    pub fn run(&self, ticket: &Ticket, history: &[(EventId, history::Event)], as_of: Timestamp) -> Standing {
        let course = self.course(ticket, history, as_of);
        let replay = Replay::of(&course.first.policy, &course.first.schedule, &course.events, as_of);
        let mut outcomes: Vec<Decided> = Metric::ALL
            .into_iter()
            .flat_map(|metric| replay.outcomes(metric).into_iter().map(move |outcome| (metric, outcome)))
            .map(|(metric, outcome)| Decided {
                metric,
                cycle: outcome.cycle,
                at: outcome.at,
                verdict: outcome.verdict,
                under: course.under_at(outcome.at),
            })
            .collect();
        let (clocks, instants) = (replay.clocks(), replay.instants());
        for (metric, breach) in history::told_breaches(history) {
            if !clocks.get(metric).breaches.contains(&breach) {
                let Breach { at, cycle, by_policy_change: _ } = breach;
                let under = course.under_at(at);
                outcomes.push(Decided { metric, cycle, at, verdict: Verdict::Superseded, under });
            }
        }
        let mut steps = replay.steps();
        steps.retain(|step| self.steps_since.get(&step.step).is_some_and(|since| *since <= step.at));
        let spent = |metric| replay.done(metric).map(|(at, counted_ms)| Spent { at, counted_ms });
        let (answered, resolved) = (spent(Metric::FirstResponse), spent(Metric::Resolution));
        let standing = standing(clocks, instants, steps, outcomes, course.last.clone(), as_of);
        Standing { answered, resolved, ..standing }
    }

    /// Hands the replay of a ticket to whoever explains it.
    pub fn with_replay<R>(
        &self,
        ticket: &Ticket,
        history: &[(EventId, history::Event)],
        as_of: Timestamp,
        read: impl FnOnce(&Replay<'_>, &Governing) -> R,
    ) -> R {
        let course = self.course(ticket, history, as_of);
        let replay = Replay::of(&course.first.policy, &course.first.schedule, &course.events, as_of);
        read(&replay, &course.last)
    }

    fn governing_at(&self, at: Timestamp, facts: &Facts) -> Governing {
        let hours = in_force(&self.calendars, at).expect("a clockwork has a calendar");
        let rules = in_force(&self.policies, at).map(Vec::as_slice).unwrap_or_default();
        let rule =
            rules.iter().find(|rule| rule.when.fit(facts, |id| self.path(id))).unwrap_or(&self.nothing);
        let hours = rule
            .calendar
            .and_then(|id| hours.iter().find(|hours| hours.id == id))
            .or(hours.first())
            .expect("a desk has a calendar");
        Governing {
            policy_id: rule.id,
            policy_name: rule.name.clone(),
            policy: Arc::clone(&rule.policy),
            calendar_id: hours.id,
            calendar_name: hours.name.clone(),
            schedule: Arc::clone(&hours.schedule),
        }
    }

    /// A category and all above it.
    fn path(&self, id: CategoryId) -> Vec<CategoryId> {
        let mut path = vec![id];
        while let Some(above) = path.last().and_then(|id| self.above.get(id)) {
            if path.len() > CATEGORY_LEVELS {
                break;
            }
            path.push(*above);
        }
        path
    }

    /// Tells what happened to a ticket as its clocks hear it. Edits of the settings are events of every ticket that
    /// was open then; so is whatever puts the ticket under another policy.
    fn course(&self, ticket: &Ticket, history: &[(EventId, history::Event)], as_of: Timestamp) -> Course {
        let story = Story::of(ticket, history);
        let opened = story.opened.unwrap_or(as_of);
        let mut facts = story.first.clone();
        let mut governing = self.governing_at(opened, &facts);
        let first = governing.clone();
        let under = |facts: &Facts, governing: &Governing| Under {
            team: facts.team,
            priority: facts.priority,
            policy: governing.policy_id,
        };
        let mut course = Course {
            under: vec![(opened, under(&facts, &governing))],
            last: first.clone(),
            first,
            events: Vec::new(),
        };
        let edits = self.policies.iter().map(|(since, _)| *since);
        let edits = edits.chain(self.calendars.iter().map(|(since, _)| *since));
        let mut moments: Vec<(Timestamp, EventId, Option<&history::Event>)> = edits
            .filter(|since| *since > opened && *since <= as_of)
            .map(|since| (since, EventId(uuid::Uuid::nil()), None))
            .collect();
        moments.extend(history.iter().map(|(id, event)| (event.at, *id, Some(event))));
        moments.sort_by_key(|(at, id, _)| (*at, *id));
        for (at, id, event) in moments {
            let before = facts.priority;
            let moved = match event {
                Some(event) => story.follow(event, &mut facts),
                None => true,
            };
            if moved {
                let now = self.governing_at(at.max(opened), &facts);
                let kind = transition(&governing, &now, before, &facts);
                course.events.extend(kind.map(|kind| Event { id, at, kind }));
                governing = now;
                course.under.push((at, under(&facts, &governing)));
            }
            course.events.extend(event.and_then(|event| event_of(id, event)));
        }
        course.last = governing;
        course
    }
}

impl Course {
    fn under_at(&self, at: Timestamp) -> Under {
        let held = self.under.iter().rev().find(|(from, _)| *from <= at).or(self.under.first());
        held.map(|(_, under)| under.clone()).expect("a ticket is something from the start")
    }
}

/// What the clocks hear when the priority, the policy or the hours become others.
fn transition(before: &Governing, now: &Governing, priority: Priority, facts: &Facts) -> Option<EventKind> {
    let same_policy = Arc::ptr_eq(&before.policy, &now.policy);
    let same_hours = Arc::ptr_eq(&before.schedule, &now.schedule);
    let same_priority = priority == facts.priority;
    // The same policy with other hours was not put over the ticket: its calendar was edited.
    let edited = before.calendar_id == now.calendar_id;
    match (same_policy, same_hours, same_priority) {
        (true, true, true) => None,
        (true, true, false) => Some(EventKind::Priority(facts.priority)),
        (true, false, true) if edited => Some(EventKind::CalendarChanged(Arc::clone(&now.schedule))),
        _ => Some(EventKind::Governed {
            priority: facts.priority,
            policy: Arc::clone(&now.policy),
            schedule: Arc::clone(&now.schedule),
        }),
    }
}

fn in_force<T>(versions: &[(Timestamp, T)], at: Timestamp) -> Option<&T> {
    versions.iter().rev().find(|(since, _)| *since <= at).or(versions.first()).map(|(_, value)| value)
}

fn standing(
    clocks: Clocks,
    instants: Vec<Instant>,
    steps: Vec<StepInstant>,
    outcomes: Vec<Decided>,
    governing: Governing,
    as_of: Timestamp,
) -> Standing {
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
    let last_turn = instants.iter().map(|instant| instant.at).filter(|at| *at <= as_of).max();
    Standing {
        clocks,
        instants,
        steps,
        outcomes,
        answered: None,
        resolved: None,
        governing,
        alarm,
        next_due,
        next_turn,
        last_turn,
    }
}

/// What a line of history means to the clocks, beside what it makes of the ticket's policy and priority.
fn event_of(id: EventId, event: &history::Event) -> Option<Event> {
    let kind = match &event.what {
        What::Created { category, priority, .. } => {
            EventKind::Created { priority: *priority, category: *category }
        }
        What::Changed { category, .. } => {
            let category: StatusCategory = (*category)?;
            EventKind::Status(category)
        }
        What::Replied { side: Side::Agent, delivered_at, .. } => {
            EventKind::AgentReply { delivered_at: *delivered_at }
        }
        What::Replied { side: Side::Requester, .. } => EventKind::RequesterMessage,
        What::Noted { .. } => EventKind::Note,
        What::Held { .. }
        | What::Attached { .. }
        | What::Worked { .. }
        | What::Linked { .. }
        | What::Checklist { .. }
        | What::Removed { .. }
        | What::Restored { .. }
        | What::GaveUp { .. }
        | What::Breached { .. }
        | What::Escalated { .. } => return None,
    };
    Some(Event { id, at: event.at, kind })
}

/// The settings of a desk that nobody has edited.
pub fn fresh(zone: &str) -> (Over<Policies>, Over<Calendars>) {
    let calendars = Calendars::one(Calendar::default_for(zone));
    (Over::always(Policies::one(Policy::default())), Over::always(calendars))
}

#[cfg(test)]
mod tests;
