//! What a change does, as people read it in a queue: in parts by name, and in words.

use super::ticket_view::{as_id, named};
use crate::rules::Rules;
use contract::sync::{Deed, SetChange};
use domain::change::{Act, Change};
use domain::merge::FieldChange;
use domain::record::Kind;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use store::people::PersonRow;
use store::tx::Source;
use uuid::Uuid;

/// How much of a title is shown.
const TITLE: usize = 80;

/// Fields whose values are chosen, not written.
const CHOSEN: [&str; 9] =
    ["status", "type", "channel", "impact", "urgency", "priority", "tier", "state", "role"];

/// The people among the values of changes, asked for all at once.
pub(crate) async fn people_in(
    source: &impl Source,
    changes: impl IntoIterator<Item = &Change>,
) -> anyhow::Result<BTreeMap<Uuid, PersonRow>> {
    let mut ids = BTreeSet::new();
    for change in changes {
        if let Act::Patch { fields, sets } = &change.act {
            let values = fields.values().flat_map(|edit| [&edit.old, &edit.new]);
            let elements = sets.values().flat_map(|edit| edit.add.iter().chain(&edit.remove));
            ids.extend(values.filter_map(as_id));
            ids.extend(elements.filter_map(|element| element.parse::<Uuid>().ok()));
        }
    }
    store::people::get_many(source, &ids.into_iter().collect::<Vec<_>>()).await
}

pub(crate) fn of(rules: &Rules, people: &BTreeMap<Uuid, PersonRow>, change: &Change) -> Deed {
    let kind = change.kind;
    match &change.act {
        Act::Create { doc } => {
            let title = ["subject", "name", "body", "text"].iter().find_map(|field| doc.get(*field));
            let title = title.and_then(Value::as_str).map(|text| text.chars().take(TITLE).collect());
            Deed::Made { kind, title }
        }
        Act::Patch { fields, sets } => Deed::Changed {
            kind,
            fields: fields
                .iter()
                .map(|(field, edit)| FieldChange {
                    field: rules.house.form.spoken(field),
                    from: named(rules, people, field, edit.old.clone()),
                    to: named(rules, people, field, edit.new.clone()),
                })
                .collect(),
            sets: sets
                .iter()
                .map(|(field, edit)| {
                    let name = |element: &String| {
                        shown(&named(rules, people, field, Value::String(element.clone())))
                    };
                    SetChange {
                        field: field.clone(),
                        added: edit.add.iter().map(name).collect(),
                        removed: edit.remove.iter().map(name).collect(),
                    }
                })
                .collect(),
        },
        Act::Delete => Deed::Removed { kind },
        Act::Restore => Deed::Restored { kind },
        Act::Import { part, parts, .. } => Deed::Imported { part: *part, parts: *parts },
    }
}

/// What a change does, in words.
pub(crate) fn words(deed: &Deed) -> String {
    match deed {
        Deed::Made { kind, title: Some(title) } => format!("new {}: {title}", noun(*kind)),
        Deed::Made { kind, title: None } => format!("new {}", noun(*kind)),
        Deed::Changed { kind, fields, sets } => {
            let mut parts: Vec<String> = fields.iter().map(|change| changed(*kind, change)).collect();
            for SetChange { field, added, removed } in sets {
                parts.extend(added.iter().map(|element| format!("{field}: + {element}")));
                parts.extend(removed.iter().map(|element| format!("{field}: − {element}")));
            }
            parts.join(", ")
        }
        Deed::Removed { kind } => format!("delete {}", noun(*kind)),
        Deed::Restored { kind } => format!("restore {}", noun(*kind)),
        Deed::Imported { part, parts } => format!("import, part {part} of {parts}"),
    }
}

fn changed(kind: Kind, change: &FieldChange) -> String {
    match (kind, change.field.as_str()) {
        (_, "rank") => format!("moved a {}", noun(kind)),
        (Kind::ChecklistItem, "done") if change.to.is_null() => format!("unticked a {}", noun(kind)),
        (Kind::ChecklistItem, "done") => format!("ticked a {}", noun(kind)),
        (_, name) => {
            let name = name.strip_prefix("custom.").map_or(name.replace('_', " "), str::to_owned);
            format!("{name}: {} → {}", shown(&change.from), shown(&change.to))
        }
    }
}

fn noun(kind: Kind) -> String {
    kind.key().replace('_', " ")
}

/// A value as a person reads it.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::Null => "—".to_owned(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

/// The text that would be lost with a change.
pub(crate) fn text(change: &Change) -> Option<String> {
    match &change.act {
        Act::Create { doc } => {
            let parts: Vec<&str> = ["subject", "description", "body", "note", "text"]
                .iter()
                .filter_map(|field| doc.get(*field).and_then(Value::as_str))
                .filter(|text| !text.is_empty())
                .collect();
            (!parts.is_empty()).then(|| parts.join("\n\n"))
        }
        Act::Patch { fields, .. } => {
            let parts: Vec<&str> = fields
                .iter()
                .filter(|(field, edit)| !CHOSEN.contains(&field.as_str()) && as_id(&edit.new).is_none())
                .filter_map(|(_, edit)| edit.new.as_str())
                .collect();
            (!parts.is_empty()).then(|| parts.join("\n"))
        }
        Act::Delete | Act::Restore | Act::Import { .. } => None,
    }
}
