//! What tickets say at the end, worked out anew from the changes and their outcomes alone: tags, whether a ticket is
//! there, and the last word on each field.

use super::checks::broken;
use super::eyes::{Row, Rows};
use super::world::{Stop, World};
use anyhow::Context;
use domain::change::{Act, Change, Class, class, elements};
use domain::digest::Sum;
use domain::history::{Event, What};
use domain::merge::Outcome;
use domain::record::{Kind, SCOPE};
use domain::ticket::Ticket;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A change that was judged, with its place among all of them.
type Taken = ((i64, i64), Outcome, Change);

impl World {
    /// Every ticket says what the changes that were taken make of it.
    pub(super) fn check_fields(&mut self, rows: &Rows) -> Result<(), Stop> {
        let verdicts = self.verdicts()?;
        // What lay aside takes effect when an admin says so, and is answered as before.
        let quarantine =
            self.on_server(async |app| store::sim::quarantined(app.db()).await)?.unwrap_or_default();
        let aside: BTreeSet<Uuid> = quarantine.iter().filter_map(|row| row[0].parse().ok()).collect();
        let mut unclear: BTreeSet<Uuid> = BTreeSet::new();
        let mut of: BTreeMap<Uuid, Vec<Taken>> = BTreeMap::new();
        for (id, intent) in &self.ledger.intents {
            if let Act::Import { records, .. } = &intent.change.act {
                unclear.extend(records.iter().map(|record| record.id));
            } else if intent.change.kind != Kind::Ticket {
                continue;
            } else if aside.contains(id) {
                unclear.insert(intent.change.entity);
            } else if let Some(verdict) = verdicts.get(id) {
                let taken = ((verdict.seq, verdict.n), verdict.outcome, intent.change.clone());
                of.entry(intent.change.entity).or_default().push(taken);
            }
        }
        let (written, said) = lines(rows)?;
        for (ticket, mut taken) in of {
            let Some(row) = rows.get(&(Kind::Ticket, ticket)).filter(|_| !unclear.contains(&ticket)) else {
                continue;
            };
            check_noops(row, &taken, &said)?;
            taken.retain(|(_, outcome, _)| took(*outcome));
            taken.sort_by_key(|(place, _, _)| *place);
            check_tags(row, &taken)?;
            check_there(row, &taken)?;
            check_last_word(row, &taken, &written)?;
            self.floor.count("ticket worked out anew");
        }
        Ok(())
    }

    /// The sums that the server keeps with every commit are those of its rows.
    pub(super) fn check_sums(&mut self, rows: &Rows) -> Result<(), Stop> {
        let mut counted: BTreeMap<Uuid, Sum> = BTreeMap::new();
        for row in rows.values().filter(|row| !row.deleted) {
            let own = Kind::SCOPED.contains(&row.kind) && row.ticket.is_none() && row.doc.contains_key(SCOPE);
            let cell = match row.ticket {
                None if own => continue,
                None => store::digest::SHARED,
                Some(ticket) => {
                    let Some(row) = rows.get(&(Kind::Ticket, ticket)) else { continue };
                    let ticket: Ticket =
                        serde_json::from_value(Value::Object(row.doc.clone())).context("reading a ticket")?;
                    ticket.team.0
                }
            };
            counted.entry(cell).or_default().add(Sum::of(row.kind, row.id, row.ver));
        }
        let sql =
            "SELECT lower(hex(cell)), CAST(sum AS TEXT), CAST(count AS TEXT) FROM digest WHERE count <> 0";
        let mut kept: BTreeMap<Uuid, Sum> = BTreeMap::new();
        for row in self.on_server(async |app| store::sim::dump(app.db(), sql, 3).await)?.unwrap_or_default() {
            let sum = row[1].parse().context("reading a sum")?;
            let count = row[2].parse().context("reading a count")?;
            kept.insert(row[0].parse().context("reading an id")?, Sum { sum, count });
        }
        if kept != counted {
            return Err(broken(4, format!("the server keeps the sums {kept:?}, its rows have {counted:?}")));
        }
        Ok(())
    }
}

fn took(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Applied | Outcome::Merged | Outcome::Conflict)
}

type Field = (Uuid, String);

/// What the lines of history tell of each field of each ticket: in which commit it was last written, and all that it
/// ever said.
#[expect(clippy::type_complexity, reason = "two tables over the same key")]
fn lines(rows: &Rows) -> Result<(BTreeMap<Field, i64>, BTreeMap<Field, Vec<Value>>), Stop> {
    let mut last: BTreeMap<Field, i64> = BTreeMap::new();
    let mut said: BTreeMap<Field, Vec<Value>> = BTreeMap::new();
    for row in rows.values().filter(|row| row.kind == Kind::Event) {
        let event: Event =
            serde_json::from_value(Value::Object(row.doc.clone())).context("reading a line")?;
        let What::Changed { fields, .. } = event.what else { continue };
        for field in fields {
            let key = (event.ticket.0, field.field);
            let at = last.entry(key.clone()).or_default();
            *at = row.ver.max(*at);
            said.entry(key).or_default().extend([field.from, field.to]);
        }
    }
    Ok((last, said))
}

/// What changed nothing wanted what the ticket said already, at that time or another.
fn check_noops(row: &Row, judged: &[Taken], said: &BTreeMap<Field, Vec<Value>>) -> Result<(), Stop> {
    let mut tags = row.doc.get("tags").map(elements).unwrap_or_default();
    for (_, _, change) in judged.iter().filter(|(_, outcome, _)| took(*outcome)) {
        match &change.act {
            Act::Create { doc } => tags.extend(doc.get("tags").map(elements).unwrap_or_default()),
            Act::Patch { sets, .. } => tags.extend(sets.get("tags").iter().flat_map(|edit| edit.add.clone())),
            Act::Delete | Act::Restore | Act::Import { .. } => {}
        }
    }
    for (_, _, change) in judged.iter().filter(|(_, outcome, _)| *outcome == Outcome::Noop) {
        let Act::Patch { fields, sets } = &change.act else { continue };
        if sets.get("tags").is_some_and(|edit| !edit.add.is_subset(&tags)) {
            return Err(broken(
                1,
                format!("{} changed nothing, and never were all of {sets:?} there", change.id),
            ));
        }
        for (field, edit) in fields {
            let ever = said.get(&(row.id, field.clone())).is_some_and(|said| said.contains(&edit.new));
            let text = class(Kind::Ticket, field) == Class::Text;
            if !text && !ever && row.doc.get(field).unwrap_or(&Value::Null) != &edit.new {
                let what = format!("{} changed nothing, and {field} never was {}", change.id, edit.new);
                return Err(broken(1, what));
            }
        }
    }
    Ok(())
}

/// A set is what was put into it and not taken out since, in the order of the server.
fn check_tags(row: &Row, taken: &[Taken]) -> Result<(), Stop> {
    let mut tags: BTreeSet<String> = BTreeSet::new();
    for (_, _, change) in taken {
        match &change.act {
            Act::Create { doc } => tags = doc.get("tags").map(elements).unwrap_or_default(),
            Act::Patch { sets, .. } => {
                let Some(edit) = sets.get("tags") else { continue };
                tags.retain(|tag| !edit.remove.contains(tag));
                tags.extend(edit.add.iter().cloned());
            }
            Act::Delete | Act::Restore | Act::Import { .. } => {}
        }
    }
    let there = row.doc.get("tags").map(elements).unwrap_or_default();
    if there != tags {
        return Err(broken(3, format!("{} has the tags {there:?}; its changes make {tags:?}", row.id)));
    }
    Ok(())
}

/// A ticket is deleted if that is the last that was said of it.
fn check_there(row: &Row, taken: &[Taken]) -> Result<(), Stop> {
    let said = taken.iter().rev().find_map(|(_, _, change)| match change.act {
        Act::Delete => Some(true),
        Act::Restore => Some(false),
        Act::Create { .. } | Act::Patch { .. } | Act::Import { .. } => None,
    });
    match said {
        Some(deleted) if deleted != row.deleted => Err(broken(
            3,
            format!("{} is deleted: {}; the last word on it was {deleted}", row.id, row.deleted),
        )),
        Some(_) | None => Ok(()),
    }
}

/// A field that nobody wrote since says what the last change of it wanted.
fn check_last_word(row: &Row, taken: &[Taken], written: &BTreeMap<Field, i64>) -> Result<(), Stop> {
    let mut last: BTreeMap<&str, (i64, &Value)> = BTreeMap::new();
    for ((seq, _), outcome, change) in taken {
        let Act::Patch { fields, .. } = &change.act else { continue };
        for (field, edit) in fields {
            // What merged may have been joined with another's text, or have lost; then it says nothing here.
            if *outcome == Outcome::Applied {
                last.insert(field, (*seq, &edit.new));
            } else {
                last.remove(field.as_str());
            }
        }
    }
    for (field, (seq, wanted)) in last {
        let plain = matches!(class(Kind::Ticket, field), Class::Ask | Class::Guarded | Class::Last);
        let since = written.get(&(row.id, field.to_owned())).is_some_and(|at| *at > seq);
        let says = row.doc.get(field).unwrap_or(&Value::Null);
        if plain && !since && says != wanted {
            let what =
                format!("{} says {field} = {says}; commit {seq} made it {wanted}, nobody since", row.id);
            return Err(broken(3, what));
        }
    }
    Ok(())
}
