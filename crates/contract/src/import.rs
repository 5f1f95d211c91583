//! Import and export as screens and terminals start and follow them.

use crate::problem::Code;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PresetView {
    pub name: String,
    pub label: String,
    /// File name endings that fit, without the dot.
    pub extensions: Vec<String>,
}

/// Starts an import in the background; `ImportProgress` and `ImportEnded` notices follow.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ImportStart {
    pub preset: String,
    /// The file, by path or by content; exactly one of them.
    #[serde(default)]
    pub path: Option<String>,
    #[serde(default)]
    pub text: Option<String>,
    /// The zone of the file's times; without it the system's.
    #[serde(default)]
    pub zone: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportStarted {
    /// The zone that the file's times are read in.
    pub zone: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportReport {
    /// Tickets that were not there before.
    pub added: i64,
    /// Tickets that had been imported before and were left as they are.
    pub known: i64,
    pub people: i64,
    pub rejected: Vec<RejectedRow>,
    pub zone: String,
    pub cancelled: bool,
    /// Why nothing was imported, if nothing was.
    pub problem: Option<String>,
    /// What kind of problem it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub code: Option<Code>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RejectedRow {
    pub line: i64,
    pub reason: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    Json,
    Csv,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ExportStart {
    pub format: ExportFormat,
    /// The file to write; without it the content comes back.
    #[serde(default)]
    pub path: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Exported {
    pub tickets: i64,
    pub text: Option<String>,
}
