//! The conversation as a pure state machine: events in, actions out; no clock, no dice, no network of its own.
//!
//! A *lane* is one kind of request; a lane has at most one in flight. Each lane waits at its own gate after
//! failures, so that a push the server cannot digest never keeps the device from hearing the others.

mod gate;
mod speech;
mod standing;
mod stream;
mod wait;

use crate::fault::Fault;
use domain::record::Seq;
use gate::Gate;
pub use gate::{LONGEST_WAIT_MS, SHORTEST_WAIT_MS};
pub use speech::{Action, Event, Lane, Left, Moment, Phase, Standing};
use std::collections::BTreeMap;
pub use stream::DEAD_AFTER_MS;
use stream::{Stream, Verdict};
use uuid::Uuid;

/// How long edits gather, so that a chain of them goes in one batch: not longer, since somebody may be waiting to see
/// them. What comes while a batch is on its way gathers anyhow.
pub const GATHER_MS: u64 = 5;
/// How soon a queue whose next change may still be taken back is looked at again.
const HELD_MS: u64 = 500;
const POLL_SHORTEST_MS: u64 = 15_000;
const POLL_LONGEST_MS: u64 = 60_000;
/// With a live stream a poll only guards against a server that forgot to call.
const POLL_LISTENING_MS: u64 = 300_000;
/// What a server may ask at most when it says when to return.
const RETRY_AFTER_LONGEST_MS: u64 = 300_000;
const LAG_MS: u64 = 2_000;
/// Two refreshes are at least this far apart, so that a server that takes no token for long is not stormed.
const REFRESH_EVERY_MS: u64 = 2_000;
const UPGRADE_RETRY_MS: u64 = 600_000;
const NUDGE_EVERY_MS: u64 = 1_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    Usable,
    /// To be refreshed before anything else.
    Stale,
    /// Only a person can help.
    SignIn,
    /// The server will never talk again.
    Revoked,
}

#[derive(Debug, Clone, Copy)]
struct Flight {
    /// Which access token it went with.
    token: u32,
    /// Whether it is a poll that nothing called for.
    routine: bool,
    /// The newest commit heard of when it began.
    heard: Seq,
}

/// The state; see the module.
#[derive(Debug, Clone)]
pub struct Plan {
    flights: BTreeMap<Lane, Flight>,
    gates: BTreeMap<Lane, Gate>,
    stream: Stream,
    stream_token: u32,
    access: Access,
    /// Counts access tokens, so that an answer to an old one does not condemn the new one.
    token: u32,
    /// A refreshed token that has not been accepted yet; if it is refused too, refreshing does not help.
    unproven: bool,
    greeted: bool,
    /// The server's history, when it is not the one known here.
    history: Option<Uuid>,
    /// Nobody asks anything before this: the server said so.
    hold: Option<Moment>,
    dirty: bool,
    edit_at: Option<Moment>,
    /// Push has had its turn since the last pull.
    pushed_since_pull: bool,
    /// A pull is wanted whatever was heard.
    behind: bool,
    pulled_once: bool,
    /// The newest commit heard of, and the newest that a finished pull covered.
    heard: Seq,
    known: Seq,
    poll_at: Option<Moment>,
    poll_due: bool,
    poll_every_ms: u64,
    files_wait: bool,
    nudged_at: Option<Moment>,
    reachable: Option<bool>,
    last_success: Option<Moment>,
    upgrade: BTreeMap<Lane, String>,
    errors: BTreeMap<Lane, Fault>,
}

impl Default for Plan {
    fn default() -> Self {
        Plan::new()
    }
}

impl Plan {
    /// A conversation that has not begun: the first `Tick` sets it going, with a refresh.
    pub fn new() -> Self {
        Plan {
            flights: BTreeMap::new(),
            gates: BTreeMap::new(),
            stream: Stream::new(),
            stream_token: 0,
            access: Access::Stale,
            token: 0,
            unproven: false,
            greeted: false,
            history: None,
            hold: None,
            dirty: true,
            edit_at: None,
            pushed_since_pull: false,
            behind: true,
            pulled_once: false,
            heard: 0,
            known: 0,
            poll_at: None,
            poll_due: false,
            poll_every_ms: POLL_SHORTEST_MS,
            files_wait: false,
            nudged_at: None,
            reachable: None,
            last_success: None,
            upgrade: BTreeMap::new(),
            errors: BTreeMap::new(),
        }
    }

    /// Takes in what happened and answers what to do; `jitter` is a fresh random number in 0..1.
    pub fn on(&mut self, event: Event, now: Moment, jitter: f64) -> Vec<Action> {
        let mut actions = Vec::new();
        self.take(event, now, jitter, &mut actions);
        self.watch_stream(now, jitter, &mut actions);
        self.proceed(now, &mut actions);
        actions
    }

    /// The next moment at which the plan wants a `Tick`; always after `now`.
    pub fn next_wake(&self, now: Moment) -> Option<Moment> {
        let gates = self.gates.values().map(Gate::until);
        let timers = [self.hold, self.edit_at, self.poll_at];
        gates.chain(timers).chain(self.stream.moments()).flatten().filter(|moment| *moment > now).min()
    }

    fn take(&mut self, event: Event, now: Moment, jitter: f64, actions: &mut Vec<Action>) {
        match event {
            Event::Tick => {}
            Event::Edited => self.edit(now),
            Event::Nudged => self.nudge(now),
            Event::Roused => {
                if !self.stream.is_closed() {
                    self.stream.close();
                    actions.push(Action::Hush);
                }
                self.nudge(now);
            }
            Event::SignedIn => {
                self.access = Access::Usable;
                self.token = self.token.wrapping_add(1);
                (self.unproven, self.greeted) = (false, false);
                self.errors.clear();
                self.nudged_at = None;
                self.nudge(now);
            }
            Event::Greeted { head } => {
                self.succeeded(Lane::Greet, now);
                self.greeted = true;
                self.files_wait = true;
                self.heard = head;
                self.behind = true;
            }
            Event::Pushed { sent, left, head } => {
                self.pushed_since_pull = true;
                match left {
                    Left::Nothing => {}
                    Left::Ready => self.dirty = true,
                    Left::Held => self.edit_at = Some(now.plus(HELD_MS)),
                }
                if sent == 0 {
                    self.flights.remove(&Lane::Push);
                    self.errors.remove(&Lane::Push);
                    return;
                }
                self.succeeded(Lane::Push, now);
                self.files_wait = true;
                self.poll_every_ms = POLL_SHORTEST_MS;
                self.heard = self.heard.max(head);
            }
            Event::Paged => {
                // It may have named a file of this desk, and the pull may break after it.
                self.files_wait = true;
                self.worked(Lane::Pull, now);
            }
            Event::Pulled { known, rows } => {
                let heard_before = self.flights.get(&Lane::Pull).map(|flight| flight.heard);
                self.succeeded(Lane::Pull, now);
                self.pulled(known, rows, heard_before, now);
            }
            Event::Sent { files: 0 } => {
                self.flights.remove(&Lane::Blobs);
            }
            Event::Sent { files: _ } => self.succeeded(Lane::Blobs, now),
            Event::Refreshed => {
                self.succeeded(Lane::Refresh, now);
                self.access = Access::Usable;
                self.token = self.token.wrapping_add(1);
                self.unproven = true;
                self.gates.entry(Lane::Refresh).or_default().shut(now.plus(REFRESH_EVERY_MS));
            }
            Event::Waited { head } => self.waited(head, now),
            Event::Forgot => {
                self.flights.remove(&Lane::Forget);
                self.history = None;
                self.greeted = false;
                (self.heard, self.known) = (0, 0);
                (self.dirty, self.behind) = (true, true);
            }
            Event::Failed { lane, fault } => self.failed(lane, &fault, now, jitter),
            Event::Opened { id } if id == self.stream.id => {
                self.stream.opened(now);
                self.poll_at = Some(now.plus(POLL_LISTENING_MS));
            }
            Event::Byte { id } if id == self.stream.id => self.stream.byte(now),
            Event::Heard { id, head } if id == self.stream.id => {
                self.stream.byte(now);
                self.stream.head();
                self.heard = self.heard.max(head);
            }
            Event::Bye { id, spread_ms } if id == self.stream.id => {
                self.stream.close();
                let spread_ms = spread_ms.min(RETRY_AFTER_LONGEST_MS) as f64 * jitter.clamp(0.0, 1.0);
                self.stream.gate.shut(now.plus(SHORTEST_WAIT_MS.max(spread_ms as u64)));
                actions.push(Action::Hush);
            }
            Event::Closed { id, fault } if id == self.stream.id => self.closed(&fault, now, jitter),
            Event::Opened { .. } | Event::Byte { .. } | Event::Heard { .. } => {}
            Event::Bye { .. } | Event::Closed { .. } => {}
        }
    }

    fn edit(&mut self, now: Moment) {
        if !self.dirty && self.edit_at.is_none() {
            self.edit_at = Some(now.plus(GATHER_MS));
        }
    }

    fn nudge(&mut self, now: Moment) {
        (self.dirty, self.behind, self.files_wait) = (true, true, true);
        if self.nudged_at.is_some_and(|last| now.since(last) < NUDGE_EVERY_MS) {
            return;
        }
        self.nudged_at = Some(now);
        self.gates.values_mut().for_each(Gate::lift);
        self.stream.gate.lift();
    }

    fn is_behind(&self) -> bool {
        self.behind || self.heard > self.known
    }

    fn pulled(&mut self, known: Seq, rows: usize, heard_before: Option<Seq>, now: Moment) {
        self.pulled_once = true;
        self.known = known;
        // A row that names a file of this desk may have come with them.
        self.files_wait |= rows > 0;
        self.poll_every_ms =
            if rows > 0 { POLL_SHORTEST_MS } else { (self.poll_every_ms * 2).min(POLL_LONGEST_MS) };
        let every_ms = if self.stream.is_open() { POLL_LISTENING_MS } else { self.poll_every_ms };
        self.poll_at = Some(now.plus(every_ms));
        if self.heard > known && heard_before == Some(self.heard) {
            // A server that reads from a copy can lag behind its own call: ask once more, a little later.
            self.heard = known;
            self.poll_at = Some(now.plus(LAG_MS));
        }
    }

    fn worked(&mut self, lane: Lane, now: Moment) {
        if self.flights.get(&lane).is_some_and(|flight| flight.token == self.token) {
            self.unproven = false;
        }
        self.gates.entry(lane).or_default().worked(now);
        self.errors.remove(&lane);
        self.upgrade.remove(&lane);
        self.last_success = Some(now);
        if self.reachable.replace(true) == Some(false) {
            self.errors.retain(|_, fault| !fault.is_network());
            self.gates.values_mut().for_each(Gate::network_is_back);
            self.stream.gate.network_is_back();
        }
    }

    fn succeeded(&mut self, lane: Lane, now: Moment) {
        // New tokens prove nothing until a request is accepted with them.
        let unproven = self.unproven;
        self.worked(lane, now);
        if lane == Lane::Refresh {
            self.unproven = unproven;
        }
        self.flights.remove(&lane);
    }

    fn failed(&mut self, lane: Lane, fault: &Fault, now: Moment, jitter: f64) {
        let flight = self.flights.remove(&lane);
        match lane {
            Lane::Greet | Lane::Refresh | Lane::Forget | Lane::Wait => {}
            Lane::Push => {
                self.dirty = true;
                self.pushed_since_pull = true;
            }
            Lane::Pull => self.behind = true,
            Lane::Blobs => self.files_wait = true,
        }
        if *fault == Fault::Revoked {
            self.access = Access::Revoked;
            return;
        }
        if *fault == Fault::Unauthorised && lane == Lane::Refresh {
            self.access = Access::SignIn;
            return;
        }
        if *fault == Fault::Unauthorised {
            return self.unauthorised(flight.map(|flight| flight.token));
        }
        self.errors.insert(lane, fault.clone());
        let gate = self.gates.entry(lane).or_default();
        gate.fail(now, jitter, fault.is_network());
        match fault {
            Fault::Unreached(_)
            | Fault::Offline(_)
            | Fault::Timeout(_)
            | Fault::Portal(_)
            | Fault::Garbage(_) => {
                if lane != Lane::Blobs {
                    self.reachable = Some(false);
                }
            }
            Fault::Busy { retry_after_ms, .. } => {
                if let Some(wait_ms) = retry_after_ms {
                    let until = now.plus((*wait_ms).min(RETRY_AFTER_LONGEST_MS));
                    self.hold = self.hold.max(Some(until));
                }
                if lane != Lane::Blobs {
                    self.reachable = Some(false);
                }
            }
            Fault::Upgrade(_) => {
                gate.shut(now.plus(UPGRADE_RETRY_MS));
                self.upgrade.insert(lane, fault.to_string());
            }
            Fault::History(history) => self.history = Some(*history),
            Fault::TooLarge(_) | Fault::Refused { .. } | Fault::Local(_) | Fault::DiskFull(_) => {}
            Fault::Unauthorised | Fault::Revoked => {}
        }
    }

    /// A request was not let in: refresh once, then ask the person.
    fn unauthorised(&mut self, token: Option<u32>) {
        if token != Some(self.token) || self.access != Access::Usable {
            // It went out with an older token; the next attempt has the newer one.
            return;
        }
        self.access = if self.unproven { Access::SignIn } else { Access::Stale };
    }

    fn closed(&mut self, fault: &Fault, now: Moment, jitter: f64) {
        if *fault == Fault::Revoked {
            self.stream.close();
            self.access = Access::Revoked;
            return;
        }
        if *fault == Fault::Unauthorised {
            self.stream.close();
            self.stream.gate.fail(now, jitter, false);
            return self.unauthorised(Some(self.stream_token));
        }
        if self.stream.closed_on_us(now, jitter, fault.is_network()) {
            // The network may be gone with it: find out.
            self.behind = true;
        } else if matches!(fault, Fault::Refused { .. }) {
            self.stream.give_up(now);
        }
        self.poll_soon(now);
    }

    fn poll_soon(&mut self, now: Moment) {
        let soon = now.plus(self.poll_every_ms);
        self.poll_at = Some(self.poll_at.map_or(soon, |at| at.min(soon)));
    }

    fn watch_stream(&mut self, now: Moment, jitter: f64, actions: &mut Vec<Action>) {
        match self.stream.look(now) {
            Verdict::Fine => return,
            Verdict::Ask => self.behind = true,
            Verdict::Dead => {
                self.stream.closed_on_us(now, jitter, true);
                self.behind = true;
                actions.push(Action::Hush);
            }
            Verdict::Mute => {
                self.stream.give_up(now);
                actions.push(Action::Hush);
            }
        }
        self.poll_soon(now);
    }

    /// Starts whatever may start.
    fn proceed(&mut self, now: Moment, actions: &mut Vec<Action>) {
        if self.edit_at.is_some_and(|at| at <= now) {
            self.edit_at = None;
            self.dirty = true;
        }
        if self.poll_at.is_some_and(|at| at <= now) {
            self.poll_at = None;
            self.poll_due = true;
        }
        if !self.may_talk(now, actions) {
            return;
        }
        if self.dirty && self.begin(Lane::Push, Action::Push, now, actions) {
            self.dirty = false;
        }
        self.begin_pull(now, actions);
        let pushing = self.flights.contains_key(&Lane::Push);
        // A file goes after the row that names it.
        if self.files_wait && !pushing && self.begin(Lane::Blobs, Action::SendBlobs, now, actions) {
            self.files_wait = false;
        }
        self.begin_wait(now, actions);
        if self.pulled_once && self.stream.may_open(now) {
            self.stream_token = self.token;
            actions.push(Action::Listen(self.stream.begin()));
        }
    }

    /// Sees to what must come before any talk: a token, one history, a greeting.
    fn may_talk(&mut self, now: Moment, actions: &mut Vec<Action>) -> bool {
        if matches!(self.access, Access::SignIn | Access::Revoked) {
            if !self.stream.is_closed() {
                self.stream.close();
                actions.push(Action::Hush);
            }
            return false;
        }
        if self.hold.is_some_and(|until| until > now) {
            return false;
        }
        self.hold = None;
        if self.access == Access::Stale {
            self.begin(Lane::Refresh, Action::Refresh, now, actions);
            return false;
        }
        if let Some(history) = self.history {
            if self.flights.keys().all(|lane| matches!(lane, Lane::Blobs | Lane::Wait)) {
                self.begin(Lane::Forget, Action::Forget(history), now, actions);
            }
            return false;
        }
        if !self.greeted {
            self.begin(Lane::Greet, Action::Greet, now, actions);
        }
        self.greeted
    }

    fn begin_pull(&mut self, now: Moment, actions: &mut Vec<Action>) {
        let wanted = self.is_behind();
        // What is queued here goes first, but only once: someone who types all day still hears the others.
        let push_first = self.flights.contains_key(&Lane::Push) && !self.pushed_since_pull;
        if !(wanted || self.poll_due) || push_first {
            return;
        }
        if self.begin(Lane::Pull, Action::Pull, now, actions) {
            if let Some(flight) = self.flights.get_mut(&Lane::Pull) {
                flight.routine = !wanted;
            }
            self.behind = false;
            self.poll_due = false;
            self.poll_at = None;
            self.pushed_since_pull = false;
        }
    }

    fn begin(&mut self, lane: Lane, action: Action, now: Moment, actions: &mut Vec<Action>) -> bool {
        let shut = self.gates.get(&lane).is_some_and(|gate| !gate.is_open(now));
        if shut || self.flights.contains_key(&lane) {
            return false;
        }
        self.flights.insert(lane, Flight { token: self.token, routine: false, heard: self.heard });
        actions.push(action);
        true
    }
}
