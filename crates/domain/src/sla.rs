//! The clocks of a ticket: how long the desk may take to answer and to resolve it, and how it does.
//!
//! Everything follows from the ticket's events, its policy and its calendar; nothing is remembered between
//! two computations. A device that was offline, a server and a test therefore read the same clocks, in
//! whichever order they learned of the events.

mod attainment;
mod clock;
pub mod conformance;
mod escalation;
mod event;
mod explain;
mod instants;
mod policies;
mod policy;
mod recorded;
mod replay;
mod tally;

pub use attainment::{Attainment, Outcome, Score, Verdict};
pub use clock::{Breach, Clock, ClockState, Clocks, Metric};
pub use escalation::{Lead, Step, StepAction, StepInstant, raised};
pub use event::{Event, EventKind};
pub use explain::{Explanation, Part};
pub use instants::{Instant, Level};
pub use policies::{Conditions, Facts, NamedPolicy, Policies, PolicyError, default_policy_id};
pub use policy::{Policy, Reopen, Targets, Threshold};
pub use recorded::{RecordedBreach, reconcile};
pub use replay::Replay;

use crate::calendar::Schedule;
use crate::time::Timestamp;

/// Returns the three clocks of a ticket as they stand at `as_of`.
///
/// The events may come in any order; those after `as_of` do not count. Whoever also plans notifications or
/// explains keeps the [`Replay`] instead.
pub fn clocks(policy: &Policy, schedule: &Schedule, events: &[Event], as_of: Timestamp) -> Clocks {
    Replay::of(policy, schedule, events, as_of).clocks()
}

/// Returns the at-risk and breach instants of the running clocks that lie after `as_of`, soonest first.
pub fn next_instants(
    policy: &Policy,
    schedule: &Schedule,
    events: &[Event],
    as_of: Timestamp,
) -> Vec<Instant> {
    let mut instants = Replay::of(policy, schedule, events, as_of).instants();
    instants.retain(|instant| instant.at > as_of);
    instants
}

/// Returns which time counted towards a metric and which did not, up to its due instant or its end.
pub fn explain(
    policy: &Policy,
    schedule: &Schedule,
    events: &[Event],
    as_of: Timestamp,
    metric: Metric,
) -> Explanation {
    Replay::of(policy, schedule, events, as_of).explain(metric)
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
