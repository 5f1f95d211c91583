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
    /// `reply`, `note`, `said`, `forward`, `escalate`, `resolve`, `reopen`, `checklist`, the name of a long field,
    /// `custom.KEY` of one that the desk adds, `new` or `call`; and what
    /// goes along with one, such as its files.
    pub kind: String,
    /// Empty text forgets the draft.
    pub body: String,
    /// What it changes: where something else is kept by now, it is refused as `stale`, so that of two windows that
    /// read and write the same list neither writes over what the other kept.
    #[serde(default)]
    #[ts(optional)]
    pub before: Option<String>,
}
