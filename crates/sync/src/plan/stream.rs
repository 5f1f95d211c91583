//! The live stream as the plan sees it: when to open it, when it is dead, when a proxy makes it useless.

use super::Moment;
use super::gate::Gate;
use std::collections::VecDeque;

/// A stream that says nothing for this long is dead, whatever the socket believes.
pub const DEAD_AFTER_MS: u64 = 40_000;
/// A stream that has never said anything for this long is held back by a proxy.
const MUTE_AFTER_MS: u64 = 20_000;
/// How long a device without a usable stream keeps to polling.
const OFF_MS: u64 = 600_000;
/// This many closes within `CLOSES_WITHIN_MS` are a proxy's doing.
const CLOSES: usize = 3;
const CLOSES_WITHIN_MS: u64 = 10_000;
/// How long an open stream may take to name the head before the device asks.
const HEAD_WITHIN_MS: u64 = 2_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Closed,
    Opening,
    Open { since: Moment, last_byte: Option<Moment>, ask_at: Option<Moment> },
}

/// What the clock says about an open stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Fine,
    /// Open, but it has not named the head: ask for it, something may have happened before it opened.
    Ask,
    Dead,
    Mute,
}

#[derive(Debug, Clone)]
pub(super) struct Stream {
    state: State,
    /// The number of the stream that counts; what older ones still say is ignored.
    pub(super) id: u32,
    pub(super) gate: Gate,
    off_until: Option<Moment>,
    closes: VecDeque<Moment>,
}

impl Stream {
    pub(super) fn new() -> Self {
        Stream {
            state: State::Closed,
            id: 0,
            gate: Gate::default(),
            off_until: None,
            closes: VecDeque::new(),
        }
    }

    pub(super) fn is_open(&self) -> bool {
        matches!(self.state, State::Open { .. })
    }

    pub(super) fn is_closed(&self) -> bool {
        self.state == State::Closed
    }

    pub(super) fn may_open(&self, now: Moment) -> bool {
        self.is_closed() && self.gate.is_open(now) && self.off_until.is_none_or(|until| until <= now)
    }

    /// Whether a proxy makes the stream useless for now.
    pub(super) fn is_off(&self, now: Moment) -> bool {
        self.off_until.is_some_and(|until| until > now)
    }

    pub(super) fn begin(&mut self) -> u32 {
        self.id = self.id.wrapping_add(1);
        self.state = State::Opening;
        self.id
    }

    pub(super) fn opened(&mut self, now: Moment) {
        self.off_until = None;
        self.state = State::Open { since: now, last_byte: None, ask_at: Some(now.plus(HEAD_WITHIN_MS)) };
    }

    pub(super) fn byte(&mut self, now: Moment) {
        if let State::Open { last_byte, .. } = &mut self.state {
            *last_byte = Some(now);
            self.gate.worked(now);
        }
    }

    pub(super) fn head(&mut self) {
        if let State::Open { ask_at, .. } = &mut self.state {
            *ask_at = None;
        }
    }

    /// Closes the stream and answers whether it had been open.
    pub(super) fn close(&mut self) -> bool {
        let was_open = self.is_open();
        self.state = State::Closed;
        was_open
    }

    /// Counts a close that the other side caused.
    pub(super) fn closed_on_us(&mut self, now: Moment, jitter: f64, network: bool) -> bool {
        let was_open = self.close();
        self.gate.fail(now, jitter, network);
        if was_open {
            self.closes.push_back(now);
            while self.closes.front().is_some_and(|first| now.since(*first) > CLOSES_WITHIN_MS) {
                self.closes.pop_front();
            }
            if self.closes.len() >= CLOSES {
                self.closes.clear();
                self.give_up(now);
            }
        }
        was_open
    }

    /// Leaves the stream alone for a while; polling takes its place.
    pub(super) fn give_up(&mut self, now: Moment) {
        self.state = State::Closed;
        self.off_until = Some(now.plus(OFF_MS));
    }

    pub(super) fn look(&mut self, now: Moment) -> Verdict {
        let State::Open { since, last_byte, ask_at } = &mut self.state else { return Verdict::Fine };
        match last_byte {
            None if now.since(*since) >= MUTE_AFTER_MS => return Verdict::Mute,
            Some(last) if now.since(*last) >= DEAD_AFTER_MS => return Verdict::Dead,
            None | Some(_) => {}
        }
        if ask_at.is_some_and(|at| at <= now) {
            *ask_at = None;
            return Verdict::Ask;
        }
        Verdict::Fine
    }

    /// The moments at which the clock changes something here.
    pub(super) fn moments(&self) -> [Option<Moment>; 4] {
        let (silence, ask) = match self.state {
            State::Closed | State::Opening => (None, None),
            State::Open { since, last_byte, ask_at } => {
                (Some(last_byte.map_or(since.plus(MUTE_AFTER_MS), |last| last.plus(DEAD_AFTER_MS))), ask_at)
            }
        };
        [silence, ask, self.gate.until(), self.off_until]
    }
}
