//! What a clock can say: its states, each with exactly the facts that the state has.

use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What a policy promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// From creation to the first public reply by an agent.
    FirstResponse,
    /// From the oldest unanswered requester message to the next public reply by an agent.
    NextResponse,
    /// From creation to resolved, without the pauses.
    Resolution,
}

impl Metric {
    pub const ALL: [Metric; 3] = [Metric::FirstResponse, Metric::NextResponse, Metric::Resolution];

    /// The stable key used on the wire and in files.
    pub fn key(self) -> &'static str {
        match self {
            Metric::FirstResponse => "first_response",
            Metric::NextResponse => "next_response",
            Metric::Resolution => "resolution",
        }
    }
}

/// How a clock stands at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ClockState {
    /// There is no target for this priority, or there was none when the clock ended.
    None,
    /// Next response only: no requester message waits and none has been answered yet.
    Idle,
    /// `due` is missing only when the calendar never opens.
    Running {
        due: Option<Timestamp>,
        remaining_ms: i64,
    },
    /// Standing still with this much business time left.
    Paused {
        remaining_ms: i64,
    },
    Met {
        met_at: Timestamp,
    },
    /// The target was missed; `met_at` when it was answered or resolved late.
    Breached {
        met_at: Option<Timestamp>,
    },
    /// The ticket was resolved or closed without an answer.
    Cancelled,
}

impl ClockState {
    /// The stable key used on the wire and in files.
    pub fn key(&self) -> &'static str {
        match self {
            ClockState::None => "none",
            ClockState::Idle => "idle",
            ClockState::Running { .. } => "running",
            ClockState::Paused { .. } => "paused",
            ClockState::Met { .. } => "met",
            ClockState::Breached { .. } => "breached",
            ClockState::Cancelled => "cancelled",
        }
    }

    pub fn due(&self) -> Option<Timestamp> {
        match self {
            ClockState::Running { due, .. } => *due,
            ClockState::None
            | ClockState::Idle
            | ClockState::Paused { .. }
            | ClockState::Met { .. }
            | ClockState::Breached { .. }
            | ClockState::Cancelled => None,
        }
    }

    /// The business time left on a clock that runs or stands still, in whole seconds.
    pub fn remaining_seconds(&self) -> Option<i64> {
        match self {
            ClockState::Running { remaining_ms, .. } | ClockState::Paused { remaining_ms } => {
                Some(remaining_ms / 1000)
            }
            ClockState::None
            | ClockState::Idle
            | ClockState::Met { .. }
            | ClockState::Breached { .. }
            | ClockState::Cancelled => None,
        }
    }

    pub fn met_at(&self) -> Option<Timestamp> {
        match self {
            ClockState::Met { met_at } => Some(*met_at),
            ClockState::Breached { met_at } => *met_at,
            ClockState::None
            | ClockState::Idle
            | ClockState::Running { .. }
            | ClockState::Paused { .. }
            | ClockState::Cancelled => None,
        }
    }
}

/// A target that was missed; a fact that stays whatever happens later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Breach {
    /// The due instant, or the change that made the target one that was already used up.
    pub at: Timestamp,
    /// Whether a changed priority, policy or calendar missed the target rather than the passing of time.
    pub by_policy_change: bool,
    /// Which cycle of its metric missed it, from 1; only next response has more than one, unless reopening restarts.
    pub cycle: u32,
}

/// One clock of a ticket: its state, and the breaches of all its cycles in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    #[serde(flatten)]
    pub state: ClockState,
    pub breaches: Vec<Breach>,
}

/// The three clocks of a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clocks {
    pub first_response: Clock,
    pub next_response: Clock,
    pub resolution: Clock,
}

impl Clocks {
    pub fn get(&self, metric: Metric) -> &Clock {
        match metric {
            Metric::FirstResponse => &self.first_response,
            Metric::NextResponse => &self.next_response,
            Metric::Resolution => &self.resolution,
        }
    }

    /// The soonest due instant of the clocks that run.
    pub fn next_due(&self) -> Option<(Metric, Timestamp)> {
        let due = |metric| self.get(metric).state.due().map(|due| (metric, due));
        Metric::ALL.into_iter().filter_map(due).min_by_key(|(_, due)| *due)
    }
}
