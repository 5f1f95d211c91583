//! Time on tickets: what is booked, and one's own timers at this desk, shown while they count.

use domain::ids::{PersonId, TicketId, TimeEntryId, VisitId};
use domain::time::Timestamp;
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
    /// When it was spent; now unless said.
    #[serde(default)]
    #[ts(optional)]
    pub at: Option<Timestamp>,
    /// It is what my timer on this ticket counted, which ends with it.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub timer: bool,
}

/// Of which ticket.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TimeQuery {
    pub ticket: TicketId,
}

/// Time that somebody spent on a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TimeView {
    pub id: TimeEntryId,
    pub author: PersonId,
    pub author_name: Option<String>,
    pub seconds: i64,
    /// When it was spent, or booked.
    pub at: Timestamp,
    pub note: Option<String>,
    /// The visit on which it was spent.
    pub visit: Option<VisitId>,
    /// Whether whoever looks may put it right: its author, and whoever leads.
    pub may_edit: bool,
}

/// Puts an entry right.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TimeSet {
    pub entry: TimeEntryId,
    pub seconds: i64,
    pub note: Option<String>,
    pub at: Timestamp,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct TimePick {
    pub entry: TimeEntryId,
}
