//! Who else is on a ticket now, and who writes there: said while it is so, and kept nowhere.

use domain::ids::{PersonId, TicketId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What somebody does on a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Doing {
    /// Not there any more.
    Gone,
    Viewing,
    /// Writes a note for colleagues.
    Noting,
    /// Writes a reply to the requester.
    Replying,
}

/// A window says what its person does on a ticket; whoever is silent for half a minute is gone.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct PresenceHere {
    pub ticket: TicketId,
    pub doing: Doing,
}

/// The others on a ticket; nobody while the server is not there to tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PresenceView {
    pub ticket: TicketId,
    pub people: Vec<PresentView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PresentView {
    pub person: PersonId,
    pub name: String,
    pub doing: Doing,
    /// How long they count as there from now on without another word of them.
    pub left_ms: i64,
}
