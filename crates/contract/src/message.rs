//! Messages of a thread: what is written, and how screens show it.

use crate::board::Mark;
use crate::form::Fill;
use crate::merge::TicketRef;
use crate::ticket::AttachmentView;
use domain::form::FieldKey;
use domain::guard::Held;
use domain::ids::{AttachmentId, MessageId, PersonId, TicketId};
use domain::message::{MessageKind, Side};
use domain::status::StatusKey;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MessageView {
    pub id: MessageId,
    pub kind: MessageKind,
    pub side: Side,
    pub author: PersonId,
    pub author_name: String,
    /// Who wrote it down, for what the requester said to somebody here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub entered_by: Option<String>,
    pub body: String,
    pub at: Timestamp,
    pub delivered_at: Option<Timestamp>,
    /// When it could be read here, for what I neither said nor wrote down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub heard_at: Option<Timestamp>,
    pub attachments: Vec<AttachmentView>,
    pub mark: Mark,
    /// Why it was not delivered, for a reply that waits for a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub held: Option<Held>,
    /// The merged ticket that it was written in, where that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub from: Option<TicketRef>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MessageAdd {
    pub ticket: TicketId,
    pub kind: MessageKind,
    /// Whose words these are: those of the requester are written down for them, and sent to nobody.
    #[serde(default)]
    #[ts(optional, as = "Option<Side>")]
    pub side: Side,
    pub body: String,
    /// Also put the ticket into this status. Without one, what the requester said brings back a ticket that waited for
    /// them or was done.
    #[serde(default)]
    pub status: Option<StatusKey>,
    /// As in `ticket_set`.
    #[serde(default)]
    #[ts(optional, as = "Option<BTreeMap<FieldKey, serde_json::Value>>")]
    pub fill: Fill,
    /// Files added with `attachment_add` that go with this message.
    #[serde(default)]
    pub attachments: Vec<AttachmentId>,
    /// Put my signature under a public reply.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub sign: bool,
    /// This reply tells the requester the expected resolution as it stands; it is kept that it was told.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub tells_estimated: bool,
    /// What looks like a placeholder that nobody filled is meant so. Without it such a reply is not sent.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub placeholders_meant: bool,
}
