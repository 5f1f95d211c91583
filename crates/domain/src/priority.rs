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
