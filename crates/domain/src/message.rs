//! What hangs on a ticket: messages, attachments, time entries, links, categories.

use crate::guard::Held;
use crate::ids::{CategoryId, MessageId, PersonId, TicketId, VisitId};
use crate::record::{Entity, Kind};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Who may read a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    /// Public: written by an agent to the requester, or by the requester.
    Reply,
    /// Internal: the requester never sees it.
    Note,
}

/// Which side of the desk wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Side {
    #[default]
    Agent,
    Requester,
}

/// A message of a ticket's thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub ticket: TicketId,
    pub kind: MessageKind,
    pub side: Side,
    pub author: PersonId,
    /// Who wrote down what the requester said, at the counter or on the phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered_by: Option<PersonId>,
    /// Markdown; shown with its formatting, never with its HTML.
    pub body: String,
    /// When it was written, by the corrected clock of the device.
    pub at: Timestamp,
    /// When a public message reached the server, which is when it counts as an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<Timestamp>,
    /// Why it is not delivered yet, for a public reply that came after the conversation went on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<Held>,
    /// Somebody sent it after all.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub released: bool,
    /// The expected resolution that it names: taken back while it waits, it has told nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tells: Option<Timestamp>,
}

impl Message {
    /// What somebody who works here writes, before a server has seen it.
    pub fn of_agent(
        ticket: TicketId,
        kind: MessageKind,
        author: PersonId,
        body: String,
        at: Timestamp,
    ) -> Self {
        Message {
            ticket,
            kind,
            side: Side::Agent,
            author,
            entered_by: None,
            body,
            at,
            delivered_at: None,
            held: None,
            released: false,
            tells: None,
        }
    }

    /// What the requester said to somebody who works here, in the requester's own words: nobody is sent it.
    pub fn of_requester(
        ticket: TicketId,
        requester: PersonId,
        entered_by: PersonId,
        body: String,
        at: Timestamp,
    ) -> Self {
        Message {
            side: Side::Requester,
            entered_by: Some(entered_by),
            ..Message::of_agent(ticket, MessageKind::Reply, requester, body, at)
        }
    }
}

impl Entity for Message {
    const KIND: Kind = Kind::Message;
}

/// The metadata of a file; its bytes travel on their own, under their hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    pub ticket: TicketId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<MessageId>,
    /// The visit on which it was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<VisitId>,
    pub name: String,
    pub mime: String,
    pub size_bytes: i64,
    /// BLAKE3 of the bytes, in hex.
    pub hash: String,
    pub author: PersonId,
    pub at: Timestamp,
}

impl Entity for Attachment {
    const KIND: Kind = Kind::Attachment;
}

/// The largest file that a ticket takes, in bytes.
pub const ATTACHMENT_LIMIT_BYTES: i64 = 100 * 1024 * 1024;

/// Time that somebody spent on a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeEntry {
    pub ticket: TicketId,
    pub author: PersonId,
    pub seconds: i64,
    pub at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The visit on which it was spent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<VisitId>,
}

impl Entity for TimeEntry {
    const KIND: Kind = Kind::TimeEntry;
}

/// How one ticket stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    Related,
    DuplicateOf,
    ChildOf,
    BlockedBy,
}

/// A relation between two tickets, kept with the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub ticket: TicketId,
    pub other: TicketId,
    pub relation: Relation,
}

impl Entity for Link {
    const KIND: Kind = Kind::Link;
}

/// A node of the category tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<CategoryId>,
    #[serde(default)]
    pub position: i64,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
}

impl Entity for Category {
    const KIND: Kind = Kind::Category;
}

/// How deep the category tree may be.
pub const CATEGORY_LEVELS: usize = 5;
