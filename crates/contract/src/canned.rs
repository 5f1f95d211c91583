//! Canned replies as the composer and their editor show them, and signatures.

use crate::view::Share;
use domain::ids::{CannedId, PersonId, TicketId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CannedList {
    pub replies: Vec<CannedView>,
    /// The placeholders that there are.
    pub placeholders: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CannedView {
    pub id: CannedId,
    pub name: String,
    /// Markdown with its placeholders.
    pub body: String,
    pub folder: Option<String>,
    pub share: Share,
    /// Who saved it, when that was somebody else.
    pub owner: Option<String>,
    pub may_edit: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CannedSave {
    /// Without one it is a new one.
    #[serde(default)]
    #[ts(optional)]
    pub reply: Option<CannedId>,
    pub name: String,
    pub body: String,
    #[serde(default)]
    pub folder: Option<String>,
    #[serde(default)]
    pub share: Share,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CannedPick {
    pub reply: CannedId,
}

/// Fills a text for a ticket, in the name of whoever asks.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CannedFill {
    /// None while the ticket is being written: then of its requester and its subject what is known yet.
    #[serde(default)]
    #[ts(optional)]
    pub ticket: Option<TicketId>,
    pub body: String,
    #[serde(default)]
    #[ts(optional)]
    pub requester: Option<PersonId>,
    #[serde(default)]
    #[ts(optional)]
    pub subject: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CannedFilled {
    pub text: String,
    /// The placeholders that could not be filled, and stand in the text as they were.
    pub gaps: Vec<String>,
}

/// What stands under my public replies; with placeholders, or as it is on a ticket.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Signature {
    pub text: String,
}

/// My signature; filled when a ticket is named.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SignatureGet {
    #[ts(optional)]
    pub ticket: Option<TicketId>,
}
