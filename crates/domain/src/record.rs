//! The one shape in which everything synced is stored and sent: a kind, an id, fields, and their versions.

use crate::ids::stable_id;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The fields of a record, by name; a name that this version does not know is kept as it came.
pub type Doc = serde_json::Map<String, Value>;

/// A number of the server's commit order; 0 means "never been on the server".
pub type Seq = i64;

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Setting,
    Status,
    Category,
    Team,
    Organisation,
    Person,
    Board,
    Ticket,
    Message,
    Attachment,
    TimeEntry,
    Link,
    Event,
    Conflict,
    Reminder,
    View,
    CannedReply,
    Visit,
    Macro,
    Report,
    ChecklistItem,
    Template,
}

/// The field that says whom a record that belongs to no ticket is for.
pub const SCOPE: &str = "scope";

/// The field of a ticket that holds what this desk added to its form. Each key in it is a field of its own,
/// `custom.KEY`, with its own version: two people who fill in different ones do not meet.
pub const CUSTOM: &str = "custom";

/// The key within `custom` that a field of a ticket names, as `custom.site` names `site`.
pub fn custom_key(kind: Kind, field: &str) -> Option<&str> {
    let key = field.strip_prefix(CUSTOM)?.strip_prefix('.')?;
    holds_custom(kind).then_some(key)
}

/// Whether records of a kind have fields in `custom`: tickets, and the templates and macros that fill them.
pub fn holds_custom(kind: Kind) -> bool {
    matches!(kind, Kind::Ticket | Kind::Template | Kind::Macro)
}

/// The field of a ticket that holds this key of `custom`.
pub fn custom_field(key: &str) -> String {
    format!("{CUSTOM}.{key}")
}

impl Kind {
    /// What can be for a person or a team alone although it belongs to no ticket.
    pub const SCOPED: [Kind; 7] = [
        Kind::Board,
        Kind::Conflict,
        Kind::View,
        Kind::CannedReply,
        Kind::Macro,
        Kind::Report,
        Kind::Template,
    ];

    /// All kinds, in the order in which a record may refer to others before it.
    pub const ALL: [Kind; 22] = [
        Kind::Setting,
        Kind::Status,
        Kind::Category,
        Kind::Team,
        Kind::Organisation,
        Kind::Person,
        Kind::Board,
        Kind::Ticket,
        Kind::Message,
        Kind::Attachment,
        Kind::TimeEntry,
        Kind::Link,
        Kind::Event,
        Kind::Conflict,
        Kind::Reminder,
        Kind::View,
        Kind::CannedReply,
        Kind::Visit,
        Kind::Macro,
        Kind::Report,
        Kind::ChecklistItem,
        Kind::Template,
    ];

    /// The stable number in the database.
    pub fn code(self) -> i16 {
        match self {
            Kind::Setting => 1,
            Kind::Status => 2,
            Kind::Category => 3,
            Kind::Team => 4,
            Kind::Organisation => 5,
            Kind::Person => 6,
            Kind::Board => 7,
            Kind::Ticket => 8,
            Kind::Message => 9,
            Kind::Attachment => 10,
            Kind::TimeEntry => 11,
            Kind::Link => 12,
            Kind::Event => 13,
            Kind::Conflict => 14,
            Kind::Reminder => 15,
            Kind::View => 16,
            Kind::CannedReply => 17,
            Kind::Visit => 20,
            Kind::Macro => 18,
            Kind::Report => 22,
            Kind::ChecklistItem => 21,
            Kind::Template => 23,
        }
    }

    pub fn from_code(code: i16) -> Option<Self> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    pub fn key(self) -> &'static str {
        match self {
            Kind::Setting => "setting",
            Kind::Status => "status",
            Kind::Category => "category",
            Kind::Team => "team",
            Kind::Organisation => "organisation",
            Kind::Person => "person",
            Kind::Board => "board",
            Kind::Ticket => "ticket",
            Kind::Message => "message",
            Kind::Attachment => "attachment",
            Kind::TimeEntry => "time_entry",
            Kind::Link => "link",
            Kind::Event => "event",
            Kind::Conflict => "conflict",
            Kind::Reminder => "reminder",
            Kind::View => "view",
            Kind::CannedReply => "canned_reply",
            Kind::Visit => "visit",
            Kind::Macro => "macro",
            Kind::Report => "report",
            Kind::ChecklistItem => "checklist_item",
            Kind::Template => "template",
        }
    }
}

/// A record as stored: what the server last said, or what a person here made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Record {
    pub kind: Kind,
    pub id: Uuid,
    /// The ticket that this belongs to; for a ticket itself its own id; `None` for people and settings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<Uuid>,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub doc: Doc,
    /// The commit that last changed it.
    #[serde(default)]
    pub ver: Seq,
    /// The commit that last changed each field; a field that is not listed has the version `first`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fver: BTreeMap<String, Seq>,
    /// The commit that created it.
    #[serde(default)]
    pub first: Seq,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deleted: bool,
}

impl Record {
    /// Makes a record that no server has seen yet.
    pub fn new<T: Entity>(id: Uuid, ticket: Option<Uuid>, value: &T) -> Self {
        Record {
            kind: T::KIND,
            id,
            ticket,
            doc: to_doc(value),
            ver: 0,
            fver: BTreeMap::new(),
            first: 0,
            deleted: false,
        }
    }

    /// Reads the record as its type.
    ///
    /// # Errors
    /// When a field has a shape that this version does not know.
    pub fn read<T: Entity>(&self) -> Result<T, serde_json::Error> {
        T::deserialize(&self.doc)
    }

    /// The version of one field.
    pub fn field_ver(&self, field: &str) -> Seq {
        let own = self.fver.get(field);
        let whole = || custom_key(self.kind, field).and_then(|_| self.fver.get(CUSTOM));
        own.or_else(whole).copied().unwrap_or(self.first)
    }

    /// Whom this is for, as text, if not for everybody: a person or a team. See `access::Who::may_see_loose`.
    pub fn scope(&self) -> Option<&str> {
        let scoped = self.ticket.is_none() && Kind::SCOPED.contains(&self.kind);
        // What is no text is nobody's: nothing that is odd may be shown to everybody.
        Some(self.field(SCOPE))
            .filter(|scope| scoped && !scope.is_null())
            .map(|scope| scope.as_str().unwrap_or(""))
    }

    /// The value of one field, null when it has none.
    pub fn field(&self, name: &str) -> &Value {
        let value = match custom_key(self.kind, name) {
            Some(key) => self.doc.get(CUSTOM).and_then(|custom| custom.get(key)),
            None => self.doc.get(name),
        };
        value.unwrap_or(&Value::Null)
    }
}

/// Turns a value into fields. Fields without a value are left out, so that "absent" has one spelling.
pub fn to_doc<T: Serialize>(value: &T) -> Doc {
    match serde_json::to_value(value).expect("domain types serialise to JSON") {
        Value::Object(mut map) => {
            map.retain(|_, value| !value.is_null());
            map
        }
        other @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_)) => {
            Doc::from_iter([("value".to_owned(), other)])
        }
    }
}

/// A type that is stored as a record.
pub trait Entity: Serialize + DeserializeOwned {
    const KIND: Kind;
}

/// The id of a setting; there is one record for each name.
pub fn setting_id(name: &str) -> Uuid {
    stable_id("setting", name)
}
