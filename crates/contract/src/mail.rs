//! A mail that somebody drops on Tern: read, and shown in a form before anything is made of it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A mail as programs for mail save it (`.eml`): its content, or where it lies on this computer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MailFile {
    #[serde(default)]
    #[ts(optional)]
    pub base64: Option<String>,
    #[serde(default)]
    #[ts(optional)]
    pub path: Option<String>,
}

/// Who wrote what.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MailRead {
    pub from: Option<MailSender>,
    pub subject: String,
    /// Markdown, whatever it was written in.
    pub body: String,
    pub files: Vec<MailPart>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MailSender {
    pub name: String,
    pub email: String,
}

/// A file that was attached to it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MailPart {
    pub name: String,
    pub mime: String,
    pub base64: String,
}
