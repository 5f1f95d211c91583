//! The count of one metric while a ticket's events are played: what is used up, and what was missed.

use super::attainment::{Outcome, Verdict};
use super::clock::{Breach, ClockState};
use crate::calendar::Schedule;
use crate::time::Timestamp;

/// One metric's count.
#[derive(Debug, Clone)]
pub(super) struct Tally {
    pub(super) phase: Phase,
    pub(super) target_ms: Option<i64>,
    /// From 1 for the first cycle; 0 before it.
    pub(super) cycle: u32,
    pub(super) breaches: Vec<Breach>,
    /// What the cycle has counted and stopped counting, as instants.
    pub(super) counted: Vec<(Timestamp, Timestamp)>,
    /// Why the cycle stood still, and when.
    pub(super) stood_still: Vec<Standstill>,
    /// The business time of `counted`.
    used_ms: i64,
    /// How cycles ended, by cycle; one that was reopened has not ended.
    ended: Vec<(u32, Timestamp, ClockState)>,
    /// When the cycle was answered or resolved, whether it had a target or not.
    done_at: Option<Timestamp>,
}

/// Where a tally stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Phase {
    Idle,
    /// Not yet met.
    Live {
        count: Count,
        breached: bool,
    },
    Ended {
        state: ClockState,
        at: Timestamp,
    },
}

/// Whether a live tally counts, and since when it does or does not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Count {
    Since(Timestamp),
    PausedSince(Timestamp),
}

/// A span of time that did not count, with the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standstill {
    pub(super) from: Timestamp,
    pub(super) to: Timestamp,
    pub(super) reason: Reason,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    Paused,
    Resolved,
}

impl Tally {
    pub(super) fn new() -> Self {
        Tally {
            phase: Phase::Idle,
            target_ms: None,
            cycle: 0,
            breaches: Vec::new(),
            counted: Vec::new(),
            stood_still: Vec::new(),
            used_ms: 0,
            ended: Vec::new(),
            done_at: None,
        }
    }

    /// Begins a cycle with nothing used up.
    pub(super) fn start(&mut self, count: Count) {
        self.cycle += 1;
        self.counted.clear();
        self.stood_still.clear();
        self.used_ms = 0;
        self.done_at = None;
        self.phase = Phase::Live { count, breached: false };
    }

    /// Lets time pass: stamps the breach of a due instant that has come.
    pub(super) fn pass(&mut self, schedule: &Schedule, now: Timestamp) {
        if let Phase::Live { count: count @ Count::Since(_), breached: false } = self.phase
            && let Some(due) = self.due(schedule).filter(|due| *due <= now)
        {
            self.phase = Phase::Live { count, breached: true };
            self.breaches.push(Breach { at: due, by_policy_change: false, cycle: self.cycle });
        }
    }

    /// Says how the decided cycles went: a cycle with a breach missed its target, whatever followed.
    pub(super) fn outcomes(&self) -> Vec<Outcome> {
        let mut outcomes: Vec<Outcome> = Vec::new();
        for breach in &self.breaches {
            if outcomes.last().is_none_or(|last| last.cycle != breach.cycle) {
                outcomes.push(Outcome { cycle: breach.cycle, at: breach.at, verdict: Verdict::Breached });
            }
        }
        for (cycle, at, state) in &self.ended {
            let verdict = match state {
                ClockState::Met { .. } => Verdict::Met,
                ClockState::Cancelled => Verdict::Cancelled,
                ClockState::None
                | ClockState::Idle
                | ClockState::Running { .. }
                | ClockState::Paused { .. }
                | ClockState::Breached { .. } => continue,
            };
            if outcomes.iter().all(|outcome| outcome.cycle != *cycle) {
                outcomes.push(Outcome { cycle: *cycle, at: *at, verdict });
            }
        }
        outcomes.sort_by_key(|outcome| outcome.cycle);
        outcomes
    }

    /// Measures what was counted by this schedule.
    pub(super) fn recount(&mut self, schedule: &Schedule) {
        self.used_ms = self.counted.iter().map(|(from, to)| schedule.elapsed(*from, *to)).sum();
    }

    /// Counts again by another calendar; what has met or missed its target stays as it is.
    pub(super) fn reschedule(&mut self, schedule: &Schedule, now: Timestamp) {
        self.recount(schedule);
        if let Phase::Live { breached: false, .. } = self.phase {
            self.judge(schedule, now);
        }
    }

    pub(super) fn pause(&mut self, schedule: &Schedule, now: Timestamp) {
        if let Phase::Live { count: Count::Since(since), breached } = self.phase {
            self.close(schedule, since, now);
            self.phase = Phase::Live { count: Count::PausedSince(now), breached };
        }
    }

    /// Counts again after a pause, and judges what changed meanwhile.
    pub(super) fn resume(&mut self, schedule: &Schedule, now: Timestamp) {
        if let Phase::Live { count: Count::PausedSince(from), breached } = self.phase {
            self.stood_still.push(Standstill { from, to: now, reason: Reason::Paused });
            self.phase = Phase::Live { count: Count::Since(now), breached };
            self.judge(schedule, now);
        }
    }

    /// Ends a live tally because the ticket was answered or resolved.
    pub(super) fn meet(&mut self, schedule: &Schedule, now: Timestamp) {
        if let Phase::Live { .. } = self.phase {
            self.done_at = Some(now);
        }
        self.end(schedule, now, ClockState::Met { met_at: now }, ClockState::Breached { met_at: Some(now) });
    }

    /// Ends a live tally because nobody waits for the answer any more.
    pub(super) fn cancel(&mut self, schedule: &Schedule, now: Timestamp) {
        self.end(schedule, now, ClockState::Cancelled, ClockState::Breached { met_at: None });
    }

    fn end(&mut self, schedule: &Schedule, now: Timestamp, kept: ClockState, missed: ClockState) {
        if let Phase::Live { count, breached } = self.phase {
            match count {
                Count::Since(since) => self.close(schedule, since, now),
                Count::PausedSince(from) => {
                    self.stood_still.push(Standstill { from, to: now, reason: Reason::Paused });
                }
            }
            let state = match (self.target_ms, breached) {
                (None, _) => ClockState::None,
                (Some(_), false) => kept,
                (Some(_), true) => missed,
            };
            self.ended.push((self.cycle, now, state));
            self.phase = Phase::Ended { state, at: now };
        }
    }

    /// Makes an ended tally live again as it was; what lies between its end and `count` stays uncounted.
    pub(super) fn reopen(&mut self, schedule: &Schedule, count: Count, now: Timestamp) {
        if let Phase::Ended { state, at } = self.phase {
            self.done_at = None;
            let (Count::Since(from) | Count::PausedSince(from)) = count;
            if at < from {
                self.stood_still.push(Standstill { from: at, to: from, reason: Reason::Resolved });
            }
            self.ended.retain(|(cycle, _, _)| *cycle != self.cycle);
            self.phase = Phase::Live { count, breached: matches!(state, ClockState::Breached { .. }) };
            if from < now {
                self.pass(schedule, now);
            }
            self.judge(schedule, now);
        }
    }

    /// When the cycle was answered or resolved, and the business time that it took.
    pub(super) fn done(&self) -> Option<(Timestamp, i64)> {
        self.done_at.map(|at| (at, self.used_ms))
    }

    /// The due instant of a tally that counts; `None` also when the calendar never opens again.
    pub(super) fn due(&self, schedule: &Schedule) -> Option<Timestamp> {
        self.instant_at(schedule, self.target_ms?)
    }

    /// When a tally that counts has used up, or will have used up, this much; `None` while it stands still.
    pub(super) fn instant_at(&self, schedule: &Schedule, used_ms: i64) -> Option<Timestamp> {
        let Phase::Live { count: Count::Since(since), .. } = self.phase else {
            return None;
        };
        if used_ms > self.used_ms || self.counted.is_empty() {
            return schedule.add(since, used_ms - self.used_ms);
        }
        let mut before = 0;
        for (from, to) in &self.counted {
            let used_in_span = schedule.elapsed(*from, *to);
            if before + used_in_span >= used_ms {
                return schedule.add(*from, used_ms - before);
            }
            before += used_in_span;
        }
        schedule.add(since, 0)
    }

    /// The business time used up by `now`.
    pub(super) fn used_ms(&self, schedule: &Schedule, now: Timestamp) -> i64 {
        match self.phase {
            Phase::Live { count: Count::Since(since), .. } => self.used_ms + schedule.elapsed(since, now),
            Phase::Live { count: Count::PausedSince(_), .. } | Phase::Idle | Phase::Ended { .. } => {
                self.used_ms
            }
        }
    }

    pub(super) fn state(&self, schedule: &Schedule, now: Timestamp) -> ClockState {
        match (self.phase, self.target_ms) {
            (Phase::Ended { state, .. }, _) => state,
            (Phase::Idle | Phase::Live { .. }, None) => ClockState::None,
            (Phase::Idle, Some(_)) => ClockState::Idle,
            (Phase::Live { breached: true, .. }, Some(_)) => ClockState::Breached { met_at: None },
            (Phase::Live { count, breached: false }, Some(target)) => {
                let remaining_ms = (target - self.used_ms(schedule, now)).max(0);
                match count {
                    Count::Since(_) => ClockState::Running { due: self.due(schedule), remaining_ms },
                    Count::PausedSince(_) => ClockState::Paused { remaining_ms },
                }
            }
        }
    }

    /// Judges a tally that counts after its target, calendar or count changed at `now`; one that stands still
    /// is judged when it counts again.
    pub(super) fn judge(&mut self, schedule: &Schedule, now: Timestamp) {
        let Phase::Live { count: count @ Count::Since(_), breached } = self.phase else {
            return;
        };
        // A target of no time at all is missed at the first open instant, not before.
        let used_up = self.target_ms.is_some_and(|target| {
            let used = self.used_ms(schedule, now);
            if used == 0 && target == 0 {
                self.due(schedule).is_some_and(|due| due <= now)
            } else {
                used >= target
            }
        });
        if used_up && !breached {
            self.breaches.push(Breach { at: now, by_policy_change: true, cycle: self.cycle });
        }
        self.phase = Phase::Live { count, breached: used_up };
    }

    fn close(&mut self, schedule: &Schedule, since: Timestamp, now: Timestamp) {
        self.used_ms += schedule.elapsed(since, now);
        self.counted.push((since, now));
    }
}
