//! Tickets that are merged, as their screens show them.

use crate::people::PersonCard;
use domain::ids::{MessageId, TicketId};
use domain::status::{StatusCategory, StatusKey};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Merges tickets into another one; they close, and their conversations show there.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TicketMerge {
    pub tickets: Vec<TicketId>,
    pub into: TicketId,
}

/// Makes a new ticket of messages of another one, which keeps them.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TicketSplit {
    pub ticket: TicketId,
    pub messages: Vec<MessageId>,
}

/// A ticket by its name, from a screen of another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TicketRef {
    pub ticket: TicketId,
    pub number: String,
    pub subject: String,
}

/// A ticket that was merged into the one that is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MergedView {
    pub ticket: TicketId,
    pub number: String,
    pub subject: String,
    pub status: StatusKey,
    pub category: StatusCategory,
    /// Who asked there, and is in copy here.
    pub requester: Option<PersonCard>,
    /// Whether it names the shown ticket itself, and not one that was merged into it.
    pub directly: bool,
}

/// What somebody asked in a ticket that was merged: the beginning of its conversation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MergedRequest {
    pub from: TicketRef,
    pub description: String,
    /// Who asked, by name.
    pub requester: Option<String>,
    pub at: Timestamp,
}
