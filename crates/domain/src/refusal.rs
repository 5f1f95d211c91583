//! Why something is not done: the request is fine, but not now, not you, not that.

use crate::form::MissingField;
use crate::record::Kind;
use crate::status::StatusKey;
use serde::{Deserialize, Serialize};

/// A rule said no. The words are for logs and terminals; screens act on the contract's code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "refusal", content = "of", rename_all = "snake_case")]
pub enum Refusal {
    #[error("you are not allowed to do this: {0}")]
    Forbidden(String),
    #[error("there is no such {}", .0.key())]
    Missing(Kind),
    #[error("this {} was deleted", .0.key())]
    Gone(Kind),
    #[error("this {} is there already, with other content", .0.key())]
    AlreadyThere(Kind),
    #[error("a ticket cannot go from {from} to {to}")]
    Transition { from: StatusKey, to: StatusKey },
    #[error("there is no status `{0}`")]
    UnknownStatus(StatusKey),
    #[error("{field}: {reason}")]
    Invalid { field: String, reason: String },
    #[error("the priority differs from the matrix; say why")]
    PriorityReason,
    /// More of the open tickets would be urgent than the desk wants.
    #[error(
        "{urgent} of {open} open tickets would be urgent and this desk wants at most {percent} %; say why in priority_reason"
    )]
    Urgent { urgent: i64, open: i64, percent: i64 },
    /// A column takes no more: its limit, and how many it would have.
    #[error("the column {column} takes {limit} tickets and would have {count}")]
    Limit { column: String, limit: i64, count: i64 },
    #[error("these placeholders are not filled: {}; fill them or say that they are meant so", .0.join(", "))]
    Placeholders(Vec<String>),
    /// Fields of the form that have to be filled in before this.
    #[error("{} must be filled in first", names(.0))]
    Fields(Vec<MissingField>),
    #[error("nothing to undo")]
    NothingToUndo,
    #[error("it has already been sent and cannot be taken back")]
    AlreadySent,
    /// Judging it broke something on the server, again and again; the content is kept there for an admin.
    #[error("the server could not take this in and keeps it for an admin to look at")]
    Poison,
}

impl Refusal {
    pub fn invalid(field: &str, reason: impl Into<String>) -> Self {
        Refusal::Invalid { field: field.to_owned(), reason: reason.into() }
    }
}

/// The names of fields, for words.
fn names(fields: &[MissingField]) -> String {
    fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>().join(", ")
}
