//! Paper: a document in the words of a screen, which becomes the same file on every system.

use domain::ids::AttachmentId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A document to write as a PDF file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaperSave {
    pub paper: Paper,
    /// The file to write; without it the content comes back.
    #[serde(default)]
    pub path: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaperSaved {
    pub base64: Option<String>,
    /// The characters for which neither Tern nor this computer has a typeface, each once.
    pub missing: Vec<String>,
}

/// What stands on the pages, from the first to the last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Paper {
    /// The language of the words, such as `de`.
    pub language: String,
    /// What the title is called by, such as the number of a ticket.
    #[serde(default)]
    pub number: Option<String>,
    pub title: String,
    pub facts: Vec<Fact>,
    /// What this covers, and as of when; it stands below every page too.
    pub about: String,
    /// Which page it is, with `{page}` and `{pages}` where the numbers go.
    pub page: String,
    /// What is said at the end when a character could not be shown.
    pub unknown: String,
    pub parts: Vec<PaperPart>,
}

/// A value with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Fact {
    pub label: String,
    pub value: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum PaperPart {
    Heading {
        text: String,
    },
    /// Something that was said, by whom and when.
    Said {
        who: String,
        when: String,
        side: PaperSide,
        /// What is to be known of it, such as that it is internal.
        marks: Vec<String>,
        text: Vec<PaperBlock>,
        /// The names of what is attached.
        files: Vec<String>,
    },
    /// Something that happened.
    Event {
        text: String,
        when: String,
    },
    Table {
        title: String,
        columns: Vec<String>,
        rows: Vec<Vec<PaperCell>>,
        /// What is said in place of rows where there are none.
        none: String,
    },
    /// Files that are pictures, beside each other.
    Pictures {
        title: String,
        /// How many stand beside each other; the fewer, the larger they are.
        columns: u8,
        pictures: Vec<PaperPicture>,
        /// What is said in place of one that this device has not, or that is none.
        none: String,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaperPicture {
    pub attachment: AttachmentId,
    /// What stands below it.
    pub caption: String,
}

/// Who speaks; what is internal is not for the requester.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaperSide {
    Requester,
    Agent,
    Internal,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaperCell {
    pub text: String,
    /// Numbers stand under one another by their last digits.
    pub number: bool,
}

/// A paragraph of a text, or what stands in the place of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaperBlock {
    pub kind: PaperBlockKind,
    /// How deep in lists it stands.
    pub depth: u8,
    /// How deep in quotations.
    pub quoted: u8,
    /// What stands before it, such as the number of an item.
    #[serde(default)]
    pub marker: Option<String>,
    pub runs: Vec<PaperRun>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaperBlockKind {
    Paragraph,
    Heading,
    Code,
    Rule,
}

/// Some words of one look; a line ends where they say so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaperRun {
    pub text: String,
    #[serde(default)]
    pub strong: bool,
    #[serde(default)]
    pub em: bool,
    #[serde(default)]
    pub code: bool,
    #[serde(default)]
    pub strike: bool,
    #[serde(default)]
    pub url: Option<String>,
}
