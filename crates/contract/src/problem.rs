//! What crosses to a screen when something is not done: a code to act on, and words for people.

use domain::refusal::Refusal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A code exists only when a screen does something with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// A rule of access said no.
    Forbidden,
    Missing,
    Gone,
    AlreadyThere,
    /// The workflow does not allow this step; `detail` is `{from, to}`.
    Transition,
    /// A value is not acceptable; `detail` is `{field}`.
    Invalid,
    /// The priority differs from the matrix and wants a reason.
    PriorityReason,
    /// Too many of the open tickets would be urgent: it wants a reason.
    Urgent,
    /// A column of a board takes no more; `detail` is `{column, limit, count}`.
    Limit,
    /// A reply has placeholders that are not filled; `detail` is `{placeholders}`.
    Placeholders,
    /// Fields of the form have to be filled in first; `detail` is `{fields}`, their keys.
    Fields,
    NothingToUndo,
    AlreadySent,
    /// There is no open desk; start or unlock one.
    NoDesk,
    /// The passphrase is needed.
    Locked,
    /// The passphrase or key does not fit.
    WrongKey,
    /// The keyring cannot be used; a passphrase can take its place.
    NoKeyring,
    /// Another process owns the data folder.
    FolderInUse,
    /// The folder or file cannot be written.
    ReadOnly,
    DiskFull,
    /// The disk answers with errors of its own: it may be about to die.
    DiskFailing,
    /// The database was written by a newer version.
    NewerSchema,
    /// The file is not a Tern database, or is damaged.
    ForeignFile,
    /// Sign in again; nothing is lost.
    SignIn,
    WrongPassword,
    TooManyTries,
    /// The server cannot be reached.
    Offline,
    /// The server answered with something that makes no sense.
    BadServer,
    /// This version is too old or too new for the server.
    Upgrade,
    /// The command or its input is not understood.
    BadInput,
    Cancelled,
    /// What it would change is not as whoever asked has seen it; read it again.
    Stale,
    /// An admin signed this computer out for good; its copy is gone.
    DeviceRevoked,
    /// Something of this sort is running already.
    Busy,
    /// A fault of ours; the log says more.
    Internal,
}

/// Why a command did nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{message}")]
pub struct Problem {
    pub code: Code,
    /// In words that say what is safe and what to do; for terminals and logs.
    pub message: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub detail: Option<serde_json::Value>,
}

impl Problem {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Problem { code, message: message.into(), detail: None }
    }

    #[must_use]
    pub fn with(mut self, detail: serde_json::Value) -> Self {
        self.detail = Some(detail);
        self
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let message = refusal.to_string();
        let (code, detail) = match refusal {
            Refusal::Forbidden(_) => (Code::Forbidden, None),
            Refusal::Missing(kind) => (Code::Missing, Some(serde_json::json!({ "kind": kind }))),
            Refusal::Gone(kind) => (Code::Gone, Some(serde_json::json!({ "kind": kind }))),
            Refusal::AlreadyThere(kind) => (Code::AlreadyThere, Some(serde_json::json!({ "kind": kind }))),
            Refusal::Transition { from, to } => {
                (Code::Transition, Some(serde_json::json!({ "from": from, "to": to })))
            }
            Refusal::UnknownStatus(_) => (Code::Invalid, Some(serde_json::json!({ "field": "status" }))),
            Refusal::Invalid { field, .. } => (Code::Invalid, Some(serde_json::json!({ "field": field }))),
            Refusal::PriorityReason => (Code::PriorityReason, None),
            Refusal::Urgent { urgent, open, percent } => (
                Code::Urgent,
                Some(serde_json::json!({ "urgent": urgent, "open": open, "percent": percent })),
            ),
            Refusal::Limit { column, limit, count } => {
                (Code::Limit, Some(serde_json::json!({ "column": column, "limit": limit, "count": count })))
            }
            Refusal::Placeholders(names) => {
                (Code::Placeholders, Some(serde_json::json!({ "placeholders": names })))
            }
            Refusal::Fields(missing) => {
                let keys: Vec<_> = missing.iter().map(|field| &field.key).collect();
                (Code::Fields, Some(serde_json::json!({ "fields": keys })))
            }
            Refusal::NothingToUndo => (Code::NothingToUndo, None),
            Refusal::AlreadySent => (Code::AlreadySent, None),
            Refusal::Poison => (Code::Internal, None),
        };
        Problem { code, message, detail }
    }
}
