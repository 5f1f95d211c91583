//! What people see of sync: what waits, what was refused, what two people changed.

use crate::problem::Code;
use domain::guard::HoldReason;
use domain::ids::{ChangeId, ConflictId, MessageId, TicketId};
use domain::merge::{ConflictState, FieldChange};
use domain::record::Kind;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One field with two values; values are shown by name, `*_value` is what the field would hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConflictView {
    pub id: ConflictId,
    pub ticket: Option<TicketId>,
    pub number: Option<String>,
    pub subject: Option<String>,
    pub field: String,
    pub base: String,
    pub theirs: String,
    pub theirs_by: Option<String>,
    pub theirs_at: Option<Timestamp>,
    pub mine: String,
    pub mine_by: String,
    pub mine_at: Timestamp,
    pub mine_value: serde_json::Value,
    pub theirs_value: serde_json::Value,
    pub state: ConflictState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    Mine,
    Theirs,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ConflictResolve {
    pub conflict: ConflictId,
    pub choice: Choice,
    /// A third value, in place of both.
    #[serde(default)]
    pub value: Option<serde_json::Value>,
}

/// Several conflicts settled alike, in one act that is taken back as one.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ConflictResolveAll {
    pub conflicts: Vec<ConflictId>,
    pub choice: Choice,
}

/// How a part of the conversation with the server ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncOutcome {
    Done,
    /// The server was not reached, or the line broke.
    Offline,
    /// The server said no.
    Refused,
    /// Something went wrong here or there.
    Failed,
}

/// What ended alike within one minute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SyncAttempt {
    /// The start of the minute.
    pub at: Timestamp,
    pub outcome: SyncOutcome,
    /// Why it came to nothing.
    pub code: Option<Code>,
    pub attempts: i64,
    /// Changes of this desk that the server judged.
    pub sent: i64,
    /// Records that came.
    pub received: i64,
    /// Bytes of bodies as they were sent, and of answers once unpacked.
    pub bytes_out: i64,
    pub bytes_in: i64,
    /// How long all of it took together, in milliseconds.
    pub millis: i64,
}

/// The last day of the conversation with the server, minute by minute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SyncLogView {
    /// Newest first.
    pub attempts: Vec<SyncAttempt>,
    pub bytes_out_day: i64,
    pub bytes_in_day: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OutboxState {
    Queued,
    Sent,
    Rejected,
}

/// A change that waits to be sent, or was refused and waits for its author.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct OutboxView {
    pub change: ChangeId,
    pub ticket: Option<TicketId>,
    pub number: Option<String>,
    /// What it does, in words: "status: Open → Resolved".
    pub what: String,
    /// The same in parts, for whoever says it in another language.
    pub deed: Deed,
    /// The text that would be lost with it, for Copy.
    pub text: Option<String>,
    pub at: Timestamp,
    pub state: OutboxState,
    pub reason: Option<String>,
}

/// What a change does; its values are shown by name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Deed {
    Made { kind: Kind, title: Option<String> },
    Changed { kind: Kind, fields: Vec<FieldChange>, sets: Vec<SetChange> },
    Removed { kind: Kind },
    Restored { kind: Kind },
    Imported { part: i64, parts: i64 },
}

/// What comes into a field with several values, and what leaves it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetChange {
    pub field: String,
    pub added: Vec<String>,
    pub removed: Vec<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct OutboxPick {
    pub change: ChangeId,
}

/// A public reply that waits, since the conversation went on before it came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct HeldView {
    pub message: MessageId,
    pub ticket: TicketId,
    pub number: Option<String>,
    pub subject: Option<String>,
    pub author_name: String,
    pub body: String,
    /// When it was written.
    pub at: Timestamp,
    pub since: Timestamp,
    pub reason: HoldReason,
    /// Whether this person may send or withdraw it.
    pub may_decide: bool,
    /// It was sent here and the server does not know yet.
    pub released: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MessageRelease {
    pub message: MessageId,
    /// Another text in place of the one that was written.
    #[serde(default)]
    #[ts(optional)]
    pub body: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MessagePick {
    pub message: MessageId,
}
