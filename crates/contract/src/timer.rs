//! Time on tickets: what is booked, and one's own timers at this desk, shown while they count.

use domain::ids::TicketId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TimerPick {
    pub ticket: TicketId,
}

/// A timer was started or went on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TimerStarted {
    /// The number of the ticket whose timer ran until now, and is paused.
    pub paused: Option<String>,
}

/// Whether the time that nobody was there for counts.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TimerSettle {
    pub ticket: TicketId,
    pub counts: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TimerView {
    pub ticket: TicketId,
    pub number: String,
    pub subject: String,
    pub running: bool,
    /// Up to the moment of the answer.
    pub counted_ms: i64,
    /// How much of it the computer slept or the program was not there.
    pub away_ms: i64,
}

/// Books time on a ticket.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TimeAdd {
    pub ticket: TicketId,
    pub seconds: i64,
    #[serde(default)]
    pub note: Option<String>,
    /// It is what my timer on this ticket counted, which ends with it.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub timer: bool,
}
