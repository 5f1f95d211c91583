//! The wait between attempts of one lane: exponential with full jitter, so that many devices do not return in step.

use super::Moment;

/// The longest wait that failures alone lead to.
pub const LONGEST_WAIT_MS: u64 = 60_000;
/// The shortest wait after a failure, also when the dice say zero.
pub const SHORTEST_WAIT_MS: u64 = 200;
const FIRST_WAIT_MS: u64 = 1_000;
/// How long things must go well before earlier failures are forgotten.
const HEALTHY_AFTER_MS: u64 = 30_000;

/// Says when a lane may try again.
#[derive(Debug, Clone, Default)]
pub(super) struct Gate {
    failures: u32,
    until: Option<Moment>,
    failed_at: Option<Moment>,
    healthy_since: Option<Moment>,
    network: bool,
}

impl Gate {
    pub(super) fn is_open(&self, now: Moment) -> bool {
        self.until.is_none_or(|until| until <= now)
    }

    pub(super) fn until(&self) -> Option<Moment> {
        self.until
    }

    /// Counts a failure and shuts the gate for `rand(0, min(60 s, 1 s * 2^k))`, `jitter` being the dice in 0..1.
    pub(super) fn fail(&mut self, now: Moment, jitter: f64, network: bool) {
        if self.healthy_since.is_some_and(|since| now.since(since) >= HEALTHY_AFTER_MS) {
            self.failures = 0;
        }
        let limit_ms = (FIRST_WAIT_MS << self.failures.min(6)).min(LONGEST_WAIT_MS);
        // The product of a number in 0..=60 000 and a number in 0..=1 fits.
        let wait_ms = ((limit_ms as f64 * jitter.clamp(0.0, 1.0)) as u64).max(SHORTEST_WAIT_MS);
        self.failures = self.failures.saturating_add(1);
        self.healthy_since = None;
        self.failed_at = Some(now);
        self.network = network;
        self.until = Some(now.plus(wait_ms));
    }

    /// Shuts the gate for a given time, failures uncounted.
    pub(super) fn shut(&mut self, until: Moment) {
        self.network = false;
        self.failed_at = None;
        self.until = Some(until);
    }

    pub(super) fn worked(&mut self, now: Moment) {
        self.healthy_since.get_or_insert(now);
    }

    /// Opens the gate; what failed before still counts for the next wait.
    pub(super) fn lift(&mut self) {
        self.until = None;
    }

    /// The network is back: what waited for it need not wait much longer.
    pub(super) fn network_is_back(&mut self) {
        const AT_LEAST_MS: u64 = 5_000;
        if let (true, Some(failed_at), Some(until)) = (self.network, self.failed_at, self.until) {
            self.until = Some(until.min(failed_at.plus(AT_LEAST_MS)));
        }
    }
}
