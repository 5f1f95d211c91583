//! The fields that a desk adds to its tickets, and the types that they have, as settings edit them.

use domain::form::standard::{Ask, StandardField};
use domain::form::{FieldKey, Holds, Required};
use domain::ticket_type::TicketType;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Values for fields that are missing, beside a change that asks for them.
pub type Fill = BTreeMap<FieldKey, serde_json::Value>;

/// Makes a field, or edits one when `field` is there. Choices without an id are new.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FieldSave {
    #[serde(default)]
    pub field: Option<FieldKey>,
    pub name: String,
    #[serde(default)]
    pub help: Option<String>,
    pub holds: Holds,
    /// The types of ticket that have it; none means all.
    #[serde(default)]
    pub types: Vec<TicketType>,
    #[serde(default)]
    pub required: Required,
    #[serde(default)]
    pub archived: bool,
}

/// What is asked of a field that every ticket has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StandardAsk {
    pub field: StandardField,
    #[serde(flatten)]
    pub ask: Ask,
}

/// Makes a type of ticket, or edits one when `ticket_type` is there. Without a name a built-in one has that of its key.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TypeSave {
    #[serde(default, rename = "type")]
    #[ts(rename = "type")]
    pub ticket_type: Option<TicketType>,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub retired: bool,
}

/// The order of types on screen; those that are not named stand behind them, as they did.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TypeOrder {
    pub keys: Vec<TicketType>,
}

/// The order of fields on screen; those that are not named stand behind them, as they did.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FieldOrder {
    pub keys: Vec<FieldKey>,
}
