//! A telephone call: what was said, how long it took, and the ticket that it becomes or belongs to.

use crate::ticket::TicketNew;
use domain::ids::TicketId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a call was about.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CallAbout {
    /// A ticket that is there already.
    Ticket(TicketId),
    /// Something new, which came in by telephone.
    New(TicketNew),
}

/// Keeps a call: its ticket, its notes and its time at once, and its draft no longer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CallSave {
    pub about: CallAbout,
    /// Becomes an internal note; empty adds none.
    #[serde(default)]
    pub notes: String,
    pub seconds: i64,
}
