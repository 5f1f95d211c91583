//! News by a request that the server holds: what a device does while a proxy makes the live stream useless.

use super::{Action, Lane, Moment, Plan};
use domain::record::Seq;

/// The least time between two waits for news.
const AGAIN_MS: u64 = 500;

impl Plan {
    pub(super) fn waited(&mut self, head: Seq, now: Moment) {
        self.succeeded(Lane::Wait, now);
        self.heard = self.heard.max(head);
        // A server that answers at once, whatever it says, is not asked in a circle.
        self.gates.entry(Lane::Wait).or_default().shut(now.plus(AGAIN_MS));
    }

    pub(super) fn begin_wait(&mut self, now: Moment, actions: &mut Vec<Action>) {
        let caught_up = self.pulled_once && !self.is_behind() && !self.flights.contains_key(&Lane::Pull);
        if caught_up && self.stream.is_off(now) {
            self.begin(Lane::Wait, Action::Wait(self.known), now, actions);
        }
    }
}
