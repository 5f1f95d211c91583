//! A ticket's events played in order: the state machine behind its clocks.

use super::attainment::Outcome;
use super::clock::{Clock, Clocks, Metric};
use super::event::{Event, EventKind, in_order};
use super::policy::{Policy, Reopen};
use super::tally::{Count, Phase, Tally};
use crate::calendar::Schedule;
use crate::priority::Priority;
use crate::status::StatusCategory;
use crate::time::Timestamp;

/// A ticket's clocks at one moment, with what is needed to plan and to explain.
#[derive(Debug, Clone)]
pub struct Replay<'a> {
    pub(super) policy: &'a Policy,
    pub(super) schedule: &'a Schedule,
    pub(super) as_of: Timestamp,
    priority: Priority,
    category: StatusCategory,
    agent_has_replied: bool,
    first_response: Tally,
    next_response: Tally,
    resolution: Tally,
}

impl<'a> Replay<'a> {
    /// Plays the events up to `as_of`.
    ///
    /// `policy` and `schedule` hold from the creation on, until an event changes them. Without a creation
    /// there is no ticket yet and every clock is `none`.
    pub fn of(policy: &'a Policy, schedule: &'a Schedule, events: &'a [Event], as_of: Timestamp) -> Self {
        let mut replay = Replay {
            policy,
            schedule,
            as_of,
            priority: Priority::default(),
            category: StatusCategory::New,
            agent_has_replied: false,
            first_response: Tally::new(),
            next_response: Tally::new(),
            resolution: Tally::new(),
        };
        if let Some((creation, rest)) = in_order(events, as_of) {
            (replay.priority, replay.category) = (creation.priority, creation.category);
            replay.create(creation.at);
            for (at, kind) in rest {
                replay.pass(at);
                replay.apply(at, kind);
            }
            replay.pass(as_of);
        }
        replay
    }

    pub fn clocks(&self) -> Clocks {
        let clock = |metric| {
            let tally = self.tally(metric);
            Clock {
                state: tally.state(self.schedule_of(metric), self.as_of),
                breaches: tally.breaches.clone(),
            }
        };
        Clocks {
            first_response: clock(Metric::FirstResponse),
            next_response: clock(Metric::NextResponse),
            resolution: clock(Metric::Resolution),
        }
    }

    /// Returns how every cycle of a metric that is decided went.
    pub fn outcomes(&self, metric: Metric) -> Vec<Outcome> {
        self.tally(metric).outcomes()
    }

    /// When the newest cycle of a metric was answered or resolved, and the business time that it took.
    pub fn done(&self, metric: Metric) -> Option<(Timestamp, i64)> {
        self.tally(metric).done()
    }

    /// The time that a metric counts: business hours, or every minute where the targets say so.
    pub(super) fn schedule_of(&self, metric: Metric) -> &'a Schedule {
        if self.policy.is_around_the_clock(self.priority, metric) {
            Schedule::always()
        } else {
            self.schedule
        }
    }

    pub(super) fn tally(&self, metric: Metric) -> &Tally {
        match metric {
            Metric::FirstResponse => &self.first_response,
            Metric::NextResponse => &self.next_response,
            Metric::Resolution => &self.resolution,
        }
    }

    fn tally_mut(&mut self, metric: Metric) -> &mut Tally {
        match metric {
            Metric::FirstResponse => &mut self.first_response,
            Metric::NextResponse => &mut self.next_response,
            Metric::Resolution => &mut self.resolution,
        }
    }

    fn create(&mut self, at: Timestamp) {
        for metric in [Metric::FirstResponse, Metric::Resolution] {
            let count = self.count_from(metric, at);
            self.tally_mut(metric).start(count);
        }
        self.retarget(at);
        if self.category.is_done() {
            self.finish(at);
        }
    }

    /// Lets time pass on every tally.
    fn pass(&mut self, now: Timestamp) {
        for metric in Metric::ALL {
            let schedule = self.schedule_of(metric);
            self.tally_mut(metric).pass(schedule, now);
        }
    }

    fn apply(&mut self, at: Timestamp, kind: &'a EventKind) {
        match kind {
            EventKind::Created { .. } | EventKind::Note => {}
            EventKind::Status(category) => self.change_status(*category, at),
            EventKind::Priority(priority) => {
                self.priority = *priority;
                self.retarget(at);
            }
            EventKind::AgentReply { .. } => {
                self.agent_has_replied = true;
                self.first_response.meet(self.schedule_of(Metric::FirstResponse), at);
                self.next_response.meet(self.schedule_of(Metric::NextResponse), at);
            }
            EventKind::RequesterMessage => self.receive_message(at),
            EventKind::PolicyChanged(policy) => {
                self.policy = policy;
                self.retarget(at);
            }
            EventKind::Governed { priority, policy, schedule } => {
                (self.priority, self.policy, self.schedule) = (*priority, policy, schedule);
                self.retarget(at);
            }
            EventKind::CalendarChanged(schedule) => {
                self.schedule = schedule;
                for metric in Metric::ALL {
                    let schedule = self.schedule_of(metric);
                    self.tally_mut(metric).reschedule(schedule, at);
                }
            }
        }
    }

    fn change_status(&mut self, category: StatusCategory, at: Timestamp) {
        let was_done = self.category.is_done();
        self.category = category;
        match (was_done, category.is_done()) {
            (true, true) => {}
            (false, true) => self.finish(at),
            (true, false) => self.reopen(at),
            (false, false) => self.follow_pauses(at),
        }
    }

    fn finish(&mut self, at: Timestamp) {
        self.resolution.meet(self.schedule_of(Metric::Resolution), at);
        self.first_response.cancel(self.schedule_of(Metric::FirstResponse), at);
        self.next_response.cancel(self.schedule_of(Metric::NextResponse), at);
    }

    fn reopen(&mut self, at: Timestamp) {
        let schedule = self.schedule_of(Metric::Resolution);
        let count = self.count_from(Metric::Resolution, at);
        match (self.policy.reopen, self.resolution.phase) {
            (Reopen::Restart, _) => self.resolution.start(count),
            (Reopen::NeverStopped, Phase::Ended { at: ended, .. }) => {
                self.resolution.reopen(schedule, Count::Since(ended), at);
                self.follow_pauses(at);
            }
            (Reopen::Resume | Reopen::NeverStopped, _) => self.resolution.reopen(schedule, count, at),
        }
    }

    /// A requester waits for an answer from the first message that an agent has not answered.
    fn receive_message(&mut self, at: Timestamp) {
        let waits_already = match self.next_response.phase {
            Phase::Live { .. } => true,
            Phase::Idle | Phase::Ended { .. } => false,
        };
        if self.agent_has_replied && !waits_already {
            self.next_response.start(Count::Since(at));
            self.retarget(at);
        }
    }

    /// Pauses and resumes what the policy says for the status.
    fn follow_pauses(&mut self, at: Timestamp) {
        for metric in Metric::ALL {
            let schedule = self.schedule_of(metric);
            if self.policy.pauses(metric, self.category) {
                self.tally_mut(metric).pause(schedule, at);
            } else {
                self.tally_mut(metric).resume(schedule, at);
            }
        }
    }

    /// Gives every tally the target of the policy and the priority.
    fn retarget(&mut self, at: Timestamp) {
        for metric in Metric::ALL {
            let minutes = self.policy.target_minutes(self.priority, metric);
            let schedule = self.schedule_of(metric);
            let tally = self.tally_mut(metric);
            tally.target_ms = minutes.map(|minutes| i64::from(minutes) * 60_000);
            // What was counted so far may count differently by other hours.
            tally.recount(schedule);
        }
        // Pauses before judgement: a policy that pauses this status does not miss its own target.
        self.follow_pauses(at);
        for metric in Metric::ALL {
            let schedule = self.schedule_of(metric);
            self.tally_mut(metric).judge(schedule, at);
        }
    }

    fn count_from(&self, metric: Metric, at: Timestamp) -> Count {
        if self.policy.pauses(metric, self.category) { Count::PausedSince(at) } else { Count::Since(at) }
    }
}
