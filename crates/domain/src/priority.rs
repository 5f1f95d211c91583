//! How pressing a ticket is: impact and urgency, and the matrix that turns them into a priority.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The four priorities, least pressing first, so that `max` means most pressing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    Low,
    #[default]
    Normal,
    High,
    Urgent,
}

impl Priority {
    pub const ALL: [Priority; 4] = [Priority::Low, Priority::Normal, Priority::High, Priority::Urgent];

    /// The stable key used on the wire and in files.
    pub fn key(self) -> &'static str {
        match self {
            Priority::Low => "low",
            Priority::Normal => "normal",
            Priority::High => "high",
            Priority::Urgent => "urgent",
        }
    }

    /// The position in a sort by priority, 0 for low.
    pub fn rank(self) -> i32 {
        self as i32
    }
}

/// The scale of impact and of urgency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Low,
    #[default]
    Medium,
    High,
}

/// Impact x urgency -> priority, editable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Matrix {
    pub rows: BTreeMap<Level, BTreeMap<Level, Priority>>,
}

impl Matrix {
    /// Returns the priority of a ticket of this impact and urgency; Normal where the matrix is silent.
    pub fn priority(&self, impact: Level, urgency: Level) -> Priority {
        self.rows.get(&impact).and_then(|row| row.get(&urgency)).copied().unwrap_or_default()
    }
}

impl Default for Matrix {
    fn default() -> Self {
        use Level::{High, Low, Medium};
        let row = |low, medium, high| BTreeMap::from([(Low, low), (Medium, medium), (High, high)]);
        Matrix {
            rows: BTreeMap::from([
                (Low, row(Priority::Low, Priority::Low, Priority::Normal)),
                (Medium, row(Priority::Low, Priority::Normal, Priority::High)),
                (High, row(Priority::Normal, Priority::High, Priority::Urgent)),
            ]),
        }
    }
}

/// The guard against too many urgent tickets: where everything is urgent, nothing is. It forbids nothing; whoever makes
/// one more is asked why, and the reason stays with the ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct UrgentGuard {
    /// The share of the open tickets that may be urgent, in percent; 0 asks nobody.
    pub percent: i64,
}

impl Default for UrgentGuard {
    fn default() -> Self {
        UrgentGuard { percent: 10 }
    }
}

impl UrgentGuard {
    /// So many are never too many, however small the desk is.
    pub const ALWAYS_FINE: i64 = 3;

    /// Whether so many urgent ones among the open tickets are more than this desk wants.
    pub fn is_crowded(self, urgent: i64, open: i64) -> bool {
        self.percent > 0 && urgent > Self::ALWAYS_FINE && urgent * 100 > open * self.percent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_is_crowded_beyond_its_share_and_never_with_three() {
        let guard = UrgentGuard::default();
        assert!(!guard.is_crowded(3, 3), "three are never too many");
        assert!(guard.is_crowded(4, 39));
        assert!(!guard.is_crowded(4, 40), "exactly the share is fine");
        assert!(!UrgentGuard { percent: 0 }.is_crowded(40, 40), "switched off");
        assert!(!UrgentGuard { percent: 100 }.is_crowded(40, 40), "everything may be urgent");
    }
}
