//! Drafts: what somebody has begun to write, kept until it is sent.

use domain::ids::TicketId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DraftPick {
    pub ticket: Option<TicketId>,
    pub kind: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DraftPut {
    /// None for the ticket that is being written.
    pub ticket: Option<TicketId>,
    /// `reply`, `note`, `said`, `checklist` or `new`.
    pub kind: String,
    /// Empty text forgets the draft.
    pub body: String,
}
