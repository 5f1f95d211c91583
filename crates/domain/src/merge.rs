//! What a change makes of a record: the three-way merge that device and server share.

use crate::change::{Act, Change, Class, Edit, by_key, class, elements};
use crate::ids::{ConflictId, PersonId, TicketId, stable_id};
use crate::record::{CUSTOM, Doc, Entity, Kind, Record, custom_key};
use crate::refusal::Refusal;
use crate::text;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What became of a change; every change gets exactly one, and it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It took effect on what the person saw.
    Applied,
    /// It took effect beside somebody else's change.
    Merged,
    /// The record said so already.
    Noop,
    /// Some field was changed by somebody else meanwhile; both values are kept for a person to choose.
    Conflict,
    /// A public reply that waits for its author, since the conversation went on.
    Held,
    /// Not allowed; the text stays with its author.
    Rejected,
}

/// A field that changed, as history tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldChange {
    pub field: String,
    #[serde(default)]
    pub from: Value,
    #[serde(default)]
    pub to: Value,
}

/// Two values for one field, kept until a person chooses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketId>,
    pub kind: Kind,
    pub entity: uuid::Uuid,
    pub field: String,
    #[serde(default)]
    pub base: Value,
    #[serde(default)]
    pub theirs: Value,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theirs_by: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theirs_at: Option<Timestamp>,
    #[serde(default)]
    pub mine: Value,
    pub mine_by: PersonId,
    pub mine_at: Timestamp,
    pub state: ConflictState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved_by: Option<PersonId>,
    /// Whom it is for, as what it is about says: a person or a team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<uuid::Uuid>,
}

impl Entity for Conflict {
    const KIND: Kind = Kind::Conflict;
}

/// Where a conflict stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConflictState {
    Open,
    /// The author's value was applied after all.
    Applied,
    /// The other value was kept.
    Kept,
    /// A third value took the place of both.
    Merged,
    /// Nobody had to be asked: the value read on site was applied. The one that it displaced can be looked at.
    Auto,
}

/// The id of the conflict that a change caused on a field.
pub fn conflict_id(change: &Change, field: &str) -> ConflictId {
    ConflictId(stable_id("conflict", &format!("{}/{field}", change.id)))
}

/// Whose word counts when a field was changed on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The server judges: a field that moved is a conflict.
    Judge,
    /// The device shows its own pending change on top of what the server said.
    Overlay,
}

/// What a change would make of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    pub outcome: Outcome,
    /// The record afterwards; versions are left for the server to set.
    pub record: Record,
    pub changed: Vec<FieldChange>,
    pub conflicts: Vec<FieldConflict>,
    /// Fields on which the change won over a value that its author had not seen.
    pub displaced: Vec<FieldConflict>,
}

impl Verdict {
    fn new(outcome: Outcome, record: Record) -> Self {
        Verdict { outcome, record, changed: Vec::new(), conflicts: Vec::new(), displaced: Vec::new() }
    }
}

/// A field that two people changed at once.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldConflict {
    pub field: String,
    pub base: Value,
    pub theirs: Value,
    pub mine: Value,
}

/// Merges a change into the record as it stands.
///
/// # Errors
/// When the record is missing, gone, or already there with other content.
pub fn merge(current: Option<&Record>, change: &Change, side: Side) -> Result<Verdict, Refusal> {
    match (&change.act, current) {
        (Act::Create { doc }, None) => Ok(created(change, doc)),
        (Act::Create { doc }, Some(current)) => created_again(current, doc),
        (Act::Patch { .. } | Act::Delete | Act::Restore, None) => Err(Refusal::Missing(change.kind)),
        (Act::Patch { .. }, Some(current)) if current.deleted && side == Side::Judge && happened(change) => {
            let mut verdict = patched(current, change, side);
            verdict.record.deleted = false;
            Ok(verdict)
        }
        (Act::Patch { .. }, Some(current)) if current.deleted && side == Side::Judge => {
            Err(Refusal::Gone(change.kind))
        }
        (Act::Patch { .. }, Some(current)) => Ok(patched(current, change, side)),
        (Act::Import { .. }, _) => {
            Err(Refusal::Forbidden("an import is taken in whole, not merged".to_owned()))
        }
        (Act::Delete, Some(current)) => Ok(with_deleted(current, true)),
        (Act::Restore, Some(current)) => Ok(with_deleted(current, false)),
    }
}

/// Whether a change tells what happened on a visit: that stays true when whoever planned it took it off meanwhile.
fn happened(change: &Change) -> bool {
    match &change.act {
        Act::Patch { sets, .. } if change.kind == Kind::Visit => {
            sets.get("steps").is_some_and(|steps| !steps.add.is_empty())
        }
        Act::Patch { .. } | Act::Create { .. } | Act::Delete | Act::Restore | Act::Import { .. } => false,
    }
}

fn created(change: &Change, doc: &Doc) -> Verdict {
    let mut doc = doc.clone();
    doc.retain(|field, value| !value.is_null() && class(change.kind, field) != Class::Derived);
    let record = Record {
        kind: change.kind,
        id: change.entity,
        ticket: change.ticket,
        doc,
        ver: 0,
        fver: BTreeMap::new(),
        first: 0,
        deleted: false,
    };
    Verdict::new(Outcome::Applied, record)
}

/// Two desks may create the same thing under the same id (an import, a default): that is one thing. What only the
/// second says of a setting is added to it: two desks that each make their first field of the form keep both.
fn created_again(current: &Record, doc: &Doc) -> Result<Verdict, Refusal> {
    let same = doc
        .iter()
        .filter(|(field, value)| !value.is_null() && class(current.kind, field) != Class::Derived)
        .all(|(field, value)| current.field(field) == value);
    let importable = matches!(
        current.kind,
        Kind::Person
            | Kind::Team
            | Kind::Organisation
            | Kind::Category
            | Kind::Status
            | Kind::Board
            | Kind::Setting
    ) || doc.contains_key("external");
    if !same && !importable {
        return Err(Refusal::AlreadyThere(current.kind));
    }
    let mut verdict = Verdict::new(Outcome::Noop, current.clone());
    if current.kind == Kind::Setting {
        for (field, value) in
            doc.iter().filter(|(field, value)| !value.is_null() && current.field(field).is_null())
        {
            verdict.outcome = Outcome::Merged;
            verdict.record.doc.insert(field.clone(), value.clone());
            verdict.changed.push(FieldChange { field: field.clone(), from: Value::Null, to: value.clone() });
        }
    }
    Ok(verdict)
}

fn with_deleted(current: &Record, deleted: bool) -> Verdict {
    let outcome = if current.deleted == deleted { Outcome::Noop } else { Outcome::Applied };
    let record = Record { deleted, ..current.clone() };
    Verdict::new(outcome, record)
}

fn patched(current: &Record, change: &Change, side: Side) -> Verdict {
    let Act::Patch { fields, sets } = &change.act else { unreachable!("only patches come here") };
    let mut record = current.clone();
    let mut changed = Vec::new();
    let mut conflicts = Vec::new();
    let mut displaced = Vec::new();
    let mut moved = false;

    for (field, edit) in each_field(current.kind, fields).iter() {
        if class(current.kind, field) == Class::Derived {
            continue;
        }
        let now = current.field(field);
        if now == &edit.new {
            continue;
        }
        moved |= current.field_ver(field) != edit.base;
        let both = || FieldConflict {
            field: field.clone(),
            base: edit.old.clone(),
            theirs: now.clone(),
            mine: edit.new.clone(),
        };
        let value = match settle(current, field, edit) {
            Settled::Take(value) => value,
            Settled::Displace => {
                displaced.push(both());
                edit.new.clone()
            }
            Settled::Ask | Settled::Leave if side == Side::Overlay => edit.new.clone(),
            Settled::Ask => {
                conflicts.push(both());
                continue;
            }
            Settled::Leave => continue,
        };
        if now != &value {
            changed.push(FieldChange { field: field.clone(), from: now.clone(), to: value.clone() });
            set(&mut record, field, value);
        }
    }
    for (field, edit) in sets {
        let before = elements(current.field(field));
        let mut after: std::collections::BTreeSet<String> =
            before.difference(&edit.remove).cloned().collect();
        after.extend(edit.add.iter().cloned());
        if after != before {
            let to = if after.is_empty() { Value::Null } else { Value::from_iter(after) };
            changed.push(FieldChange {
                field: field.clone(),
                from: current.field(field).clone(),
                to: to.clone(),
            });
            set(&mut record, field, to);
        }
    }

    let outcome = if !conflicts.is_empty() {
        Outcome::Conflict
    } else if changed.is_empty() {
        Outcome::Noop
    } else if moved || current.ver > change.seen {
        Outcome::Merged
    } else {
        Outcome::Applied
    };
    Verdict { outcome, record, changed, conflicts, displaced }
}

/// The edits of a patch, field by field: one of all of `custom` is one for each key that it changes.
fn each_field(kind: Kind, fields: &BTreeMap<String, Edit>) -> Cow<'_, BTreeMap<String, Edit>> {
    let Some((whole, keys)) =
        fields.iter().find_map(|(field, edit)| Some((field, by_key(kind, field, edit)?)))
    else {
        return Cow::Borrowed(fields);
    };
    let mut each = fields.clone();
    each.remove(whole);
    for (field, edit) in keys {
        each.entry(field).or_insert(edit);
    }
    Cow::Owned(each)
}

/// What becomes of an edit of a field that says something else now.
enum Settled {
    Take(Value),
    /// It is taken, and the value that it takes the place of is kept.
    Displace,
    Ask,
    Leave,
}

/// Decides by the class of the field; a field that nobody touched since, or that is back at what the person saw,
/// takes the edit whatever its class.
fn settle(current: &Record, field: &str, edit: &Edit) -> Settled {
    let now = current.field(field);
    if current.field_ver(field) == edit.base || now == &edit.old {
        return Settled::Take(edit.new.clone());
    }
    match class(current.kind, field) {
        Class::Last => Settled::Take(edit.new.clone()),
        Class::Field => Settled::Displace,
        Class::First => Settled::Leave,
        Class::Text => match [&edit.old, &edit.new, now].map(prose) {
            [Some(base), Some(mine), Some(theirs)] => match text::merge(base, mine, theirs) {
                Some(merged) if merged.is_empty() => Settled::Take(Value::Null),
                Some(merged) => Settled::Take(Value::String(merged)),
                None => Settled::Ask,
            },
            [_, _, _] => Settled::Ask,
        },
        Class::Ask | Class::Guarded | Class::Set | Class::Derived => Settled::Ask,
    }
}

/// A value as prose: no value is the empty text.
fn prose(value: &Value) -> Option<&str> {
    match value {
        Value::Null => Some(""),
        Value::String(text) => Some(text),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn set(record: &mut Record, field: &str, value: Value) {
    let Some(key) = custom_key(record.kind, field) else {
        put(&mut record.doc, field, value);
        return;
    };
    let mut custom = match record.doc.remove(CUSTOM) {
        Some(Value::Object(custom)) => custom,
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_)) | None => {
            Doc::new()
        }
    };
    put(&mut custom, key, value);
    if !custom.is_empty() {
        record.doc.insert(CUSTOM.to_owned(), Value::Object(custom));
    }
}

fn put(doc: &mut Doc, field: &str, value: Value) {
    if value.is_null() {
        doc.remove(field);
    } else {
        doc.insert(field.to_owned(), value);
    }
}

#[cfg(test)]
mod tests;
