//! How well targets were met: cycles counted by how they went, the same from the same events wherever they lie.

use super::clock::Metric;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How one cycle of a metric went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    pub cycle: u32,
    /// When it was met, missed or cancelled.
    pub at: Timestamp,
    pub verdict: Verdict,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Met,
    Breached,
    Cancelled,
    /// A breach that was told and turned out to be none.
    Superseded,
}

/// Cycles of one metric, counted by how they went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Score {
    pub met: i64,
    pub breached: i64,
    /// Breaches that were told and turned out to be none, when something that occurred in time became known.
    pub superseded: i64,
    /// Ended without an answer, since nobody waited for one any more; it counts on neither side.
    pub cancelled: i64,
}

impl Score {
    /// The part of decided cycles that met their target, in hundredths of a percent; `None` when none was decided.
    pub fn met_basis_points(&self) -> Option<i64> {
        let decided = self.met + self.breached;
        (decided > 0).then(|| self.met * 10_000 / decided)
    }
}

/// Scores by whatever the reader groups by, and by metric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attainment<G: Ord> {
    pub scores: BTreeMap<(G, Metric), Score>,
}

impl<G: Ord> Default for Attainment<G> {
    fn default() -> Self {
        Attainment { scores: BTreeMap::new() }
    }
}

impl<G: Ord> Attainment<G> {
    pub fn count(&mut self, group: G, metric: Metric, verdict: Verdict) {
        let score = self.scores.entry((group, metric)).or_default();
        match verdict {
            Verdict::Met => score.met += 1,
            Verdict::Breached => score.breached += 1,
            Verdict::Cancelled => score.cancelled += 1,
            Verdict::Superseded => score.superseded += 1,
        }
    }
}
