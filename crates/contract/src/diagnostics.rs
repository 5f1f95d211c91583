//! What somebody wants to know who helps with a Tern that misbehaves, without a word about people or their tickets.

use crate::session::{Mode, Stage};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DiagnosticsView {
    pub version: String,
    /// Such as `linux x86_64, wayland, WebKitGTK 2.48.3, without a GPU`.
    pub system: String,
    pub at: Timestamp,
    pub stage: Stage,
    pub mode: Option<Mode>,
    /// The newest step of the database's schema; none without an open desk.
    pub schema: Option<String>,
    pub database_bytes: Option<i64>,
    /// How many records of each kind there are.
    pub records: BTreeMap<String, i64>,
    /// What went wrong of late, in runs before this one too, oldest first.
    pub lines: Vec<DiagnosticsLine>,
}

/// One line of what this program noted about itself. Addresses, names in quotes and the person's folder are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DiagnosticsLine {
    pub at: Timestamp,
    /// `error`, `warn` or `info`.
    pub level: String,
    /// The part of the program.
    pub part: String,
    pub text: String,
}

/// Writes a text to a file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DiagnosticsSave {
    pub path: String,
    pub text: String,
}
