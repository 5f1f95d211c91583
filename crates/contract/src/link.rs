//! Links between tickets.

use domain::ids::{LinkId, TicketId};
use domain::message::Relation;
use domain::status::StatusKey;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LinkAdd {
    pub ticket: TicketId,
    pub other: TicketId,
    pub relation: Relation,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LinkPick {
    pub link: LinkId,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkView {
    pub id: LinkId,
    pub relation: Relation,
    /// Whether the other ticket names this one, rather than this one the other.
    pub reversed: bool,
    pub other: TicketId,
    pub number: String,
    pub subject: String,
    pub status: StatusKey,
}
