//! What somebody has read at this desk, and what they have not.

use domain::ids::TicketId;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Marks tickets as read, or as unread. It is known at this desk alone.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct TicketRead {
    pub tickets: Vec<TicketId>,
    /// Marks them unread instead.
    #[ts(optional, as = "Option<bool>")]
    pub unread: bool,
    /// Marks them as what they are not, whatever a screen shows of them: unread, or read where all of them are unread.
    #[ts(optional, as = "Option<bool>")]
    pub turn: bool,
    /// They were read by looking at them, as far as `ticket_thread` had `heard`: nothing that somebody would take back.
    #[ts(optional)]
    pub shown: Option<Timestamp>,
}

/// They are read, or unread.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WasRead {
    pub undo: Option<String>,
    /// Whether they are unread now.
    pub unread: bool,
    /// What of the first one was heard after this was new until now; nothing was in a ticket that I saw for the first time
    /// and that does not concern me.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub since: Option<Timestamp>,
}
