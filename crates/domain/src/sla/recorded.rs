//! Breaches that were stored and told, held against what the events say today.

use super::clock::{Breach, Clocks, Metric};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A breach as it is stored: never deleted, but superseded when the events turn out to say otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedBreach {
    pub metric: Metric,
    #[serde(flatten)]
    pub breach: Breach,
    /// Whether something that occurred in time became known only after the breach was recorded.
    pub superseded: bool,
}

/// Returns every breach that was recorded or holds, by metric and instant, each marked as it stands.
///
/// A resolution at 11:50 that arrives at 14:10 supersedes the breach of 12:00; learning the same events again
/// changes nothing.
pub fn reconcile(recorded: &[RecordedBreach], clocks: &Clocks) -> Vec<RecordedBreach> {
    let mut all: BTreeMap<(Metric, Breach), bool> =
        recorded.iter().map(|known| ((known.metric, known.breach), true)).collect();
    for metric in Metric::ALL {
        all.extend(clocks.get(metric).breaches.iter().map(|breach| ((metric, *breach), false)));
    }
    all.into_iter()
        .map(|((metric, breach), superseded)| RecordedBreach { metric, breach, superseded })
        .collect()
}
