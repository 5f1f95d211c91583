//! A change: one person's intent on one record, made once, applied once, wherever it is replayed.

use crate::ids::{ChangeId, PersonId};
use crate::record::{CUSTOM, Doc, Entity, Kind, Record, Seq, custom_field, holds_custom, to_doc};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What a device writes into its outbox and a server judges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    pub id: ChangeId,
    pub kind: Kind,
    pub entity: Uuid,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<Uuid>,
    pub by: PersonId,
    /// When it happened, by the corrected clock of the device.
    pub at: Timestamp,
    /// The last commit of the server that the device knew.
    #[serde(default)]
    pub seen: Seq,
    /// When it took effect, if that was on a desk without a server: a reply counted as delivered there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<Timestamp>,
    pub act: Act,
}

/// What a change does to its record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Act {
    Create {
        #[cfg_attr(feature = "openapi", schema(value_type = Object))]
        doc: Doc,
    },
    Patch {
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        fields: BTreeMap<String, Edit>,
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        sets: BTreeMap<String, SetEdit>,
    },
    Delete,
    Restore,
    /// One part of an import; the records appear together once all parts are there.
    Import {
        batch: Uuid,
        part: i64,
        parts: i64,
        records: Vec<Record>,
    },
}

/// A new value for one field, with what the person saw before deciding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Edit {
    /// The version of the field that the person saw.
    #[serde(rename = "b")]
    pub base: Seq,
    /// The value that the person saw; null for none.
    #[serde(rename = "o", default)]
    pub old: Value,
    /// The value that the person wants; null for none.
    #[serde(rename = "v", default)]
    pub new: Value,
}

/// Elements added to and removed from a field that is a set.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetEdit {
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub add: BTreeSet<String>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub remove: BTreeSet<String>,
}

impl Change {
    /// The fingerprint of what the change says. It leaves out `seen` and knows no device, so that a
    /// desk that was copied and numbered again still sends the same change.
    pub fn hash(&self) -> String {
        let mut text = String::new();
        let value =
            serde_json::to_value((self.id, self.kind, self.entity, self.ticket, self.by, self.at, &self.act))
                .expect("a change serialises to JSON");
        canonical(&value, &mut text);
        blake3::hash(text.as_bytes()).to_hex().to_string()
    }

    /// The change with every NUL in its text replaced by U+FFFD: PostgreSQL cannot keep one, and a change that
    /// cannot be kept would block its device for ever.
    pub fn without_nul(&self) -> Cow<'_, Change> {
        let mut value = serde_json::to_value(self).expect("a change serialises to JSON");
        if !replace_nul(&mut value) {
            return Cow::Borrowed(self);
        }
        Cow::Owned(serde_json::from_value(value).expect("other text makes no other shape"))
    }

    /// The fields that a patch touches, sets included; empty for other acts.
    pub fn fields(&self) -> Vec<&str> {
        match &self.act {
            Act::Patch { fields, sets } => fields.keys().chain(sets.keys()).map(String::as_str).collect(),
            Act::Create { .. } | Act::Delete | Act::Restore | Act::Import { .. } => Vec::new(),
        }
    }
}

impl Act {
    /// The act that takes this one back from the record as it stands; none where there is nothing to go back to.
    pub fn reversed(&self, record: &Record) -> Option<Act> {
        Some(match self {
            Act::Create { .. } | Act::Restore => Act::Delete,
            Act::Delete => Act::Restore,
            Act::Patch { fields, sets } => Act::Patch {
                fields: fields
                    .iter()
                    .map(|(field, edit)| {
                        let (base, old) = (record.field_ver(field), record.field(field).clone());
                        (field.clone(), Edit { base, old, new: edit.old.clone() })
                    })
                    .collect(),
                sets: sets
                    .iter()
                    .map(|(field, edit)| {
                        (field.clone(), SetEdit { add: edit.remove.clone(), remove: edit.add.clone() })
                    })
                    .collect(),
            },
            Act::Import { .. } => return None,
        })
    }
}

/// Returns the act that turns `before` into `after`, or `None` when they say the same.
///
/// A field is patched against the version that `before` shows, so the patch merges with what others
/// do meanwhile to other fields.
pub fn difference<T: Entity>(before: &Record, after: &T) -> Option<Act> {
    let after = to_doc(after);
    let mut fields = BTreeMap::new();
    let mut sets = BTreeMap::new();
    let names: BTreeSet<&String> = before.doc.keys().chain(after.keys()).collect();
    for name in names {
        let (old, new) = (before.field(name), after.get(name).unwrap_or(&Value::Null));
        if old == new {
            continue;
        }
        if class(T::KIND, name) == Class::Set {
            let (old, new) = (elements(old), elements(new));
            let edit = SetEdit {
                add: new.difference(&old).cloned().collect(),
                remove: old.difference(&new).cloned().collect(),
            };
            sets.insert(name.clone(), edit);
        } else {
            let edit = Edit { base: before.field_ver(name), old: old.clone(), new: new.clone() };
            match by_key(T::KIND, name, &edit) {
                Some(keys) => fields.extend(keys.into_iter().map(|(field, edit)| {
                    let base = before.field_ver(&field);
                    (field, Edit { base, ..edit })
                })),
                None => _ = fields.insert(name.clone(), edit),
            }
        }
    }
    (!fields.is_empty() || !sets.is_empty()).then_some(Act::Patch { fields, sets })
}

/// An edit of all of a ticket's `custom` as edits of what it changes there; `None` for every other field, and for
/// what is no map.
pub fn by_key(kind: Kind, field: &str, edit: &Edit) -> Option<BTreeMap<String, Edit>> {
    if field != CUSTOM || !holds_custom(kind) {
        return None;
    }
    let (old, new) = (keys(&edit.old)?, keys(&edit.new)?);
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).copied().collect();
    let value = |map: &BTreeMap<&String, &Value>, name| map.get(name).map_or(Value::Null, |it| (*it).clone());
    let edits = names.into_iter().map(|name| {
        let edit = Edit { base: edit.base, old: value(&old, name), new: value(&new, name) };
        (custom_field(name), edit)
    });
    Some(edits.filter(|(_, edit)| edit.old != edit.new).collect())
}

/// The entries of a map, where null is an empty one; `None` for what is no map.
fn keys(value: &Value) -> Option<BTreeMap<&String, &Value>> {
    match value {
        Value::Null => Some(BTreeMap::new()),
        Value::Object(map) => Some(map.iter().collect()),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => None,
    }
}

/// The elements of a set field, as text; anything else is the empty set.
pub fn elements(value: &Value) -> BTreeSet<String> {
    value
        .as_array()
        .map(|items| items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect())
        .unwrap_or_default()
}

/// How a field merges when two people changed it; see docs/sync.md.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Elements are added and removed on their own; nothing conflicts.
    Set,
    /// Prose: both edits are kept where they do not overlap; where they do it is as `Ask`.
    Text,
    /// Read off on site: the value of who was there is applied, the other is kept for a person to look at.
    Field,
    /// A value that people must agree on: the server's stays, the other is kept as a conflict.
    Ask,
    /// Like `Ask`, and the workflow is judged on the current state as well.
    Guarded,
    /// Not worth a question: the later commit wins, history keeps both.
    Last,
    /// A decision that stands once it is made: a later one has no effect.
    First,
    /// Decided by the server; never accepted from a device.
    Derived,
}

/// The one place that says how each field merges.
pub fn class(kind: Kind, field: &str) -> Class {
    match (kind, field) {
        (Kind::Ticket, "tags" | "watchers" | "cc")
        | (Kind::Visit, "steps" | "parts")
        | (Kind::Person, "teams")
        | (
            Kind::View,
            "statuses" | "categories" | "priorities" | "teams" | "assignees" | "tags" | "fields" | "clocks",
        )
        | (Kind::Macro, "add_tags" | "remove_tags")
        | (Kind::Report, "teams" | "assignees" | "priorities" | "tags")
        | (Kind::Template, "tags") => Class::Set,
        (Kind::Ticket, "status") => Class::Guarded,
        // Whoever ticks or moves an item last has seen it last; a ticket is fixed, or its requester told when it will
        // be, whoever of several wrote it down.
        (Kind::Ticket, "rank" | "confirmed" | "estimated_told") | (Kind::ChecklistItem, "rank" | "done") => {
            Class::Last
        }
        (
            Kind::Ticket,
            "subject" | "description" | "steps_to_reproduce" | "steps_taken" | "error_messages"
            | "desired_outcome" | "root_cause" | "workaround",
        )
        | (Kind::Message, "body")
        | (Kind::TimeEntry, "note")
        | (Kind::Team, "description")
        | (Kind::CannedReply, "body")
        | (Kind::Visit, "purpose")
        | (Kind::ChecklistItem, "text")
        | (Kind::Macro, "reply" | "note" | "checklist")
        | (Kind::Template, "description" | "checklist") => Class::Text,
        (Kind::Ticket, "resolution") => Class::Field,
        (Kind::Conflict, "state" | "resolved_by") => Class::First,
        // One person's own: the last of their devices to say so is right.
        (Kind::Reminder, _) | (Kind::Person, "signature") => Class::Last,
        // Whoever had it signed again had a reason.
        (Kind::Visit, "signature" | "signed_by") => Class::Last,
        // A name or an order is seen at once, and put right by whoever minds.
        (Kind::View | Kind::Board | Kind::CannedReply | Kind::Macro | Kind::Report | Kind::Template, _) => {
            Class::Last
        }
        (Kind::Ticket, "number")
        | (Kind::Message, "delivered_at" | "held")
        | (Kind::Event, "received_at") => Class::Derived,
        (
            Kind::Ticket
            | Kind::Message
            | Kind::Setting
            | Kind::Status
            | Kind::Category
            | Kind::Team
            | Kind::Organisation
            | Kind::Person
            | Kind::Attachment
            | Kind::TimeEntry
            | Kind::Link
            | Kind::Conflict
            | Kind::Visit
            | Kind::ChecklistItem
            | Kind::Event,
            _,
        ) => Class::Ask,
    }
}

/// Replaces every NUL in the text of a value, names included; returns whether there was one.
fn replace_nul(value: &mut Value) -> bool {
    match value {
        Value::String(text) if text.contains('\0') => {
            *text = text.replace('\0', "\u{fffd}");
            true
        }
        Value::Array(items) => items.iter_mut().fold(false, |found, item| replace_nul(item) | found),
        Value::Object(map) => {
            let mut found = map.values_mut().fold(false, |found, item| replace_nul(item) | found);
            if map.keys().any(|key| key.contains('\0')) {
                found = true;
                *map = std::mem::take(map)
                    .into_iter()
                    .map(|(key, item)| (key.replace('\0', "\u{fffd}"), item))
                    .collect();
            }
            found
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// Writes JSON with sorted keys and no spaces, whatever order the map keeps.
fn canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) => {
            let sorted: BTreeMap<&String, &Value> = map.iter().collect();
            out.push('{');
            for (index, (key, value)) in sorted.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                out.push_str(&Value::String(key.clone()).to_string());
                out.push(':');
                canonical(value, out);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                canonical(item, out);
            }
            out.push(']');
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            out.push_str(&value.to_string())
        }
    }
}
