//! A timer on a ticket: what it has counted, right through pauses, sleep, restarts and clocks that jump.
//!
//! It is its person's own at this desk and never synced; what is booked of it is a time entry like any other.

use crate::ids::TicketId;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Nobody heard of the timer for longer than this: the computer slept, or the program was not there.
pub const AWAY_MS: i64 = 10 * 60 * 1000;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timer {
    pub ticket: TicketId,
    pub running: bool,
    /// Up to `seen`, with what was away.
    pub counted_ms: i64,
    /// How much of it nobody was there for, until its person says whether it counts.
    #[serde(default)]
    pub away_ms: i64,
    /// When it was last looked at.
    pub seen: Timestamp,
}

impl Timer {
    fn begin(ticket: TicketId, now: Timestamp) -> Self {
        Timer { ticket, running: true, counted_ms: 0, away_ms: 0, seen: now }
    }

    /// Counts up to now; a clock that was set back takes nothing away.
    pub fn look(&mut self, now: Timestamp) {
        let since = now.0.saturating_sub(self.seen.0).max(0);
        if self.running {
            self.counted_ms = self.counted_ms.saturating_add(since);
            if since > AWAY_MS {
                self.away_ms = self.away_ms.saturating_add(since);
            }
        }
        self.seen = now;
    }

    /// Decides about the time that nobody was there for.
    pub fn settle(&mut self, counts: bool) {
        if !counts {
            self.counted_ms = (self.counted_ms - self.away_ms).max(0);
        }
        self.away_ms = 0;
    }
}

/// One person's timers at a desk, the one that was started last first; one of them runs at most.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timers(pub Vec<Timer>);

impl Timers {
    pub fn of(&self, ticket: TicketId) -> Option<&Timer> {
        self.0.iter().find(|timer| timer.ticket == ticket)
    }

    pub fn running(&self) -> Option<&Timer> {
        self.0.iter().find(|timer| timer.running)
    }

    pub fn look(&mut self, now: Timestamp) {
        for timer in &mut self.0 {
            timer.look(now);
        }
    }

    /// Starts a timer or goes on with it, and pauses the one that ran; returns whose that was.
    pub fn start(&mut self, ticket: TicketId, now: Timestamp) -> Option<TicketId> {
        self.look(now);
        let ran = self.running().map(|timer| timer.ticket).filter(|other| *other != ticket);
        let mut started = match self.0.iter().position(|timer| timer.ticket == ticket) {
            Some(place) => self.0.remove(place),
            None => Timer::begin(ticket, now),
        };
        started.running = true;
        for timer in &mut self.0 {
            timer.running = false;
        }
        self.0.insert(0, started);
        ran
    }

    /// Pauses a timer; one that is not there, or paused, stays so.
    pub fn pause(&mut self, ticket: TicketId, now: Timestamp) {
        self.look(now);
        for timer in self.0.iter_mut().filter(|timer| timer.ticket == ticket) {
            timer.running = false;
        }
    }

    pub fn settle(&mut self, ticket: TicketId, counts: bool) {
        for timer in self.0.iter_mut().filter(|timer| timer.ticket == ticket) {
            timer.settle(counts);
        }
    }

    /// Lets go of a timer and what it counted.
    pub fn drop(&mut self, ticket: TicketId) {
        self.0.retain(|timer| timer.ticket != ticket);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const MINUTE: i64 = 60_000;
    const HOUR: i64 = 60 * MINUTE;

    fn ticket(number: u128) -> TicketId {
        TicketId(Uuid::from_u128(number))
    }

    fn at(minutes: i64) -> Timestamp {
        Timestamp(1_000 * HOUR + minutes * MINUTE)
    }

    #[test]
    fn a_timer_counts_while_it_runs_and_not_while_it_is_paused() {
        let mut timers = Timers::default();
        assert_eq!(timers.start(ticket(1), at(0)), None);
        timers.pause(ticket(1), at(5));
        timers.look(at(300));
        assert_eq!(timers.of(ticket(1)).unwrap().counted_ms, 5 * MINUTE);
        timers.start(ticket(1), at(300));
        timers.look(at(303));
        let timer = timers.of(ticket(1)).unwrap();
        assert_eq!((timer.counted_ms, timer.away_ms), (8 * MINUTE, 0));
    }

    #[test]
    fn one_runs_and_starting_another_pauses_it() {
        let mut timers = Timers::default();
        timers.start(ticket(1), at(0));
        assert_eq!(timers.start(ticket(2), at(4)), Some(ticket(1)));
        timers.look(at(6));
        assert_eq!(timers.of(ticket(1)).unwrap().counted_ms, 4 * MINUTE);
        assert_eq!(timers.of(ticket(2)).unwrap().counted_ms, 2 * MINUTE);
        assert_eq!(timers.0.iter().filter(|timer| timer.running).count(), 1);
        assert_eq!(timers.start(ticket(2), at(7)), None, "it ran already");
        timers.drop(ticket(2));
        assert_eq!((timers.running(), timers.0.len()), (None, 1));
    }

    #[test]
    fn what_nobody_was_there_for_is_told_and_can_be_left_out() {
        let mut timers = Timers::default();
        timers.start(ticket(1), at(0));
        timers.look(at(10));
        assert_eq!(timers.running().unwrap().away_ms, 0, "ten minutes are no sleep yet");
        timers.look(at(130));
        timers.look(at(131));
        let timer = timers.running().unwrap();
        assert_eq!((timer.counted_ms, timer.away_ms), (131 * MINUTE, 120 * MINUTE));
        let mut kept = timers.clone();
        kept.settle(ticket(1), true);
        assert_eq!(kept.running().map(|it| (it.counted_ms, it.away_ms)), Some((131 * MINUTE, 0)));
        timers.settle(ticket(1), false);
        assert_eq!(timers.running().map(|it| (it.counted_ms, it.away_ms)), Some((11 * MINUTE, 0)));
    }

    #[test]
    fn a_clock_that_jumps_never_makes_time_negative() {
        let mut timers = Timers::default();
        timers.start(ticket(1), at(0));
        timers.look(at(3));
        timers.look(at(-600));
        assert_eq!(timers.running().unwrap().counted_ms, 3 * MINUTE);
        timers.look(at(-598));
        assert_eq!(timers.running().unwrap().counted_ms, 5 * MINUTE);
        timers.look(Timestamp(i64::MIN));
        timers.look(Timestamp(i64::MAX));
        timers.settle(ticket(1), false);
        assert!(timers.running().unwrap().counted_ms >= 0);
    }
}
