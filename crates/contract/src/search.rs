//! What a search finds and where, how a line of it is understood, and what it can go on with.

use crate::ticket::{Filter, RowView};
use domain::ids::TicketId;
pub use domain::query::Key as SearchKey;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which hits come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SearchSort {
    #[default]
    Best,
    Newest,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SearchQuery {
    /// Words, phrases and terms; see `search_read`.
    pub text: String,
    #[ts(optional, as = "Option<SearchSort>")]
    pub sort: SearchSort,
    pub from: i64,
    pub count: i64,
}

/// Asks for tickets that read like a text.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct AlikeQuery {
    pub text: String,
    /// The ticket that the text is of, which is not shown as its own twin.
    #[ts(optional)]
    pub ticket: Option<TicketId>,
    pub count: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SearchPage {
    pub total: i64,
    /// Whether there are more than were looked at: then `total` is of the newest.
    pub more: bool,
    pub from: i64,
    pub hits: Vec<SearchHit>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SearchHit {
    pub row: RowView,
    pub why: SearchWhy,
    /// The words around the hit, the hit itself between U+E000 and U+E001.
    pub snippet: String,
}

/// Where the words were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SearchWhy {
    Subject,
    /// In the description or another field.
    Details,
    Conversation,
    Note,
    Attachment,
    /// In the name of who asked.
    Person,
    /// There were no words: it is what the terms ask for.
    Terms,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SearchRead {
    pub text: String,
    /// Where somebody is typing, in UTF-16 units as browsers count; without one nothing is offered.
    #[ts(optional)]
    pub caret: Option<u32>,
}

/// How a line is understood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SearchLine {
    pub text: String,
    pub parts: Vec<SearchPart>,
    /// A filter that finds what the line finds; what a filter has no place for is left in its text.
    pub filter: Filter,
    pub offers: Vec<SearchOffer>,
}

/// One thing that a line asks for, and where it stands, in UTF-16 units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchPart {
    pub from: u32,
    pub to: u32,
    /// Whether it is left out rather than looked for.
    pub not: bool,
    pub what: SearchWhat,
    pub mistakes: Vec<SearchMistake>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum SearchWhat {
    Word { text: String },
    Phrase { text: String },
    Term { key: SearchKey, sign: String, values: Vec<String> },
}

/// What cannot be meant as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum SearchMistake {
    /// It looks like a term, and is looked for as a word.
    Key {
        key: String,
        near: Option<SearchKey>,
    },
    Value {
        key: SearchKey,
        value: String,
        near: Option<String>,
    },
    Order {
        key: SearchKey,
    },
    Time {
        key: SearchKey,
        value: String,
    },
}

/// What the piece under the caret can become.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchOffer {
    /// What it stands in for, in UTF-16 units.
    pub from: u32,
    pub to: u32,
    /// What is written.
    pub text: String,
    /// What it is about.
    pub key: SearchKey,
    /// What a value is called; `None` for a key.
    pub value: Option<String>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SearchFacetQuery {
    pub text: String,
}

/// What was found, counted by what one can narrow it to. A value that the line names is counted beside its others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SearchFacet {
    pub key: SearchKey,
    pub values: Vec<SearchFacetValue>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SearchFacetValue {
    /// As it is written in a term.
    pub text: String,
    pub name: String,
    pub count: i64,
    /// Whether the line asks for it.
    pub chosen: bool,
}
