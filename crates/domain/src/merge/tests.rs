//! What becomes of two edits of one record, by the class of the field.

use super::*;
use crate::change::SetEdit;
use crate::ids::ChangeId;
use proptest::prelude::*;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

const TICKET: Uuid = Uuid::from_u128(7);

fn ticket(fields: Value) -> Record {
    let Value::Object(doc) = fields else { panic!("a document is an object") };
    Record {
        kind: Kind::Ticket,
        id: TICKET,
        ticket: Some(TICKET),
        doc,
        ver: 5,
        fver: BTreeMap::new(),
        first: 5,
        deleted: false,
    }
}

fn patch(id: u128, fields: &[(&str, Value, Value)]) -> Change {
    let edit = |(field, old, new): &(&str, Value, Value)| {
        ((*field).to_owned(), Edit { base: 5, old: old.clone(), new: new.clone() })
    };
    Change {
        id: ChangeId(Uuid::from_u128(id)),
        kind: Kind::Ticket,
        entity: TICKET,
        ticket: Some(TICKET),
        by: PersonId(Uuid::from_u128(id)),
        at: Timestamp(0),
        seen: 5,
        delivered_at: None,
        act: Act::Patch {
            fields: fields.iter().map(edit).collect(),
            sets: BTreeMap::<String, SetEdit>::new(),
        },
    }
}

/// The record after a change was judged, with the versions that the server gives.
fn judged(current: &Record, change: &Change, seq: i64) -> (Record, Verdict) {
    let verdict = merge(Some(current), change, Side::Judge).unwrap();
    let mut record = verdict.record.clone();
    for field in &verdict.changed {
        record.fver.insert(field.field.clone(), seq);
        record.ver = seq;
    }
    (record, verdict)
}

#[test]
fn prose_edited_in_two_places_keeps_both_edits() {
    let base = ticket(json!({ "description": "The lift is stuck.\nNobody is hurt.\n" }));
    let old = base.field("description").clone();
    let mine =
        patch(1, &[("description", old.clone(), json!("The lift is stuck again.\nNobody is hurt.\n"))]);
    let theirs = patch(2, &[("description", old, json!("The lift is stuck.\nNobody is hurt.\nFloor 3.\n"))]);
    let (now, _) = judged(&base, &theirs, 6);
    let (now, verdict) = judged(&now, &mine, 7);
    assert_eq!(verdict.outcome, Outcome::Merged);
    assert_eq!(now.field("description"), "The lift is stuck again.\nNobody is hurt.\nFloor 3.\n");
}

#[test]
fn prose_edited_in_one_place_by_both_is_a_question() {
    let base = ticket(json!({ "subject": "Printer" }));
    let (now, _) = judged(&base, &patch(1, &[("subject", json!("Printer"), json!("Printer on fire"))]), 6);
    let mine = patch(2, &[("subject", json!("Printer"), json!("Printer, floor 2"))]);
    let (now, verdict) = judged(&now, &mine, 7);
    assert_eq!(verdict.outcome, Outcome::Conflict);
    assert_eq!(now.field("subject"), "Printer on fire", "the value that came first stays");
    let lost = &verdict.conflicts[0];
    assert_eq!((&lost.mine, &lost.theirs), (&json!("Printer, floor 2"), &json!("Printer on fire")));
}

#[test]
fn what_was_read_on_site_is_applied_and_what_it_displaced_is_kept() {
    let base = ticket(json!({}));
    let office = patch(1, &[("resolution", Value::Null, json!("closed by phone"))]);
    let (now, _) = judged(&base, &office, 6);
    let on_site = patch(2, &[("resolution", Value::Null, json!("valve replaced"))]);
    let (now, verdict) = judged(&now, &on_site, 7);
    assert_eq!((verdict.outcome, verdict.conflicts.len()), (Outcome::Merged, 0));
    assert_eq!(now.field("resolution"), "valve replaced");
    assert_eq!(verdict.displaced[0].theirs, "closed by phone");
}

#[test]
fn the_first_decision_on_a_conflict_stands() {
    let conflict = Record { kind: Kind::Conflict, ..ticket(json!({ "state": "open" })) };
    let decide = |id, state: &str| Change {
        kind: Kind::Conflict,
        ..patch(id, &[("state", json!("open"), json!(state))])
    };
    let (now, _) = judged(&conflict, &decide(1, "applied"), 6);
    let (now, verdict) = judged(&now, &decide(2, "kept"), 7);
    assert_eq!((verdict.outcome, now.field("state")), (Outcome::Noop, &json!("applied")));
}

#[test]
fn different_fields_of_the_form_are_filled_in_by_two_people_at_once() {
    let base = ticket(json!({ "custom": { "floor": 3 } }));
    let (now, _) = judged(&base, &patch(1, &[("custom.site", Value::Null, json!("mill"))]), 6);
    let (now, verdict) = judged(&now, &patch(2, &[("custom.asset", Value::Null, json!("B-17"))]), 7);
    assert_eq!(verdict.outcome, Outcome::Merged);
    assert_eq!(now.field("custom"), &json!({ "floor": 3, "site": "mill", "asset": "B-17" }));
    assert_eq!(
        (now.field_ver("custom.site"), now.field_ver("custom.asset"), now.field_ver("custom.floor")),
        (6, 7, 5)
    );
    // An edit of all of it, as an older version makes it, is one of what it changed.
    let old = json!({ "floor": 3 });
    let whole = patch(3, &[("custom", old.clone(), json!({ "floor": 4 }))]);
    let (now, verdict) = judged(&now, &whole, 8);
    assert_eq!(verdict.changed[0].field, "custom.floor");
    assert_eq!(now.field("custom"), &json!({ "floor": 4, "site": "mill", "asset": "B-17" }));
    let (now, _) = judged(&now, &patch(4, &[("custom", old, Value::Null)]), 9);
    assert_eq!(now.field("custom.floor"), 4, "what somebody else wrote meanwhile stays");
}

#[test]
fn one_field_of_the_form_filled_in_by_two_is_a_question_about_that_field() {
    let base = ticket(json!({}));
    let (now, _) = judged(&base, &patch(1, &[("custom.site", Value::Null, json!("mill"))]), 6);
    let mine =
        patch(2, &[("custom.site", Value::Null, json!("dock")), ("custom.floor", Value::Null, json!(2))]);
    let (now, verdict) = judged(&now, &mine, 7);
    assert_eq!(verdict.conflicts.len(), 1);
    assert_eq!(
        (verdict.conflicts[0].field.as_str(), &verdict.conflicts[0].mine),
        ("custom.site", &json!("dock"))
    );
    assert_eq!(now.field("custom"), &json!({ "site": "mill", "floor": 2 }));
    let (now, _) = judged(
        &now,
        &patch(3, &[("custom.floor", json!(2), Value::Null), ("custom.site", json!("mill"), Value::Null)]),
        8,
    );
    assert!(!now.doc.contains_key("custom"), "absent has one spelling");
}

#[test]
fn two_desks_that_each_make_a_first_setting_keep_what_both_say() {
    let setting = |id, doc: Value| {
        let Value::Object(doc) = doc else { panic!("a document is an object") };
        Change { kind: Kind::Setting, ticket: None, act: Act::Create { doc }, ..patch(id, &[]) }
    };
    let first = merge(None, &setting(1, json!({ "site": { "name": "Site" } })), Side::Judge).unwrap().record;
    let second = setting(2, json!({ "site": { "name": "Where" }, "asset": { "name": "Asset" } }));
    let verdict = merge(Some(&first), &second, Side::Judge).unwrap();
    assert_eq!(verdict.outcome, Outcome::Merged);
    assert_eq!(verdict.changed.len(), 1);
    assert_eq!(verdict.record.field("asset"), &json!({ "name": "Asset" }));
    assert_eq!(verdict.record.field("site"), &json!({ "name": "Site" }));
}

/// Fields of every class, with values of which no two are equal.
const FIELDS: [&str; 8] =
    ["assignee", "status", "subject", "resolution", "rank", "due", "custom.site", "custom.asset"];

/// A ticket with these values.
fn ticket_of(fields: impl Iterator<Item = (&'static str, Value)>) -> Record {
    let (mut doc, mut custom) = (Doc::new(), Doc::new());
    for (field, value) in fields {
        match custom_key(Kind::Ticket, field) {
            Some(key) => custom.insert(key.to_owned(), value),
            None => doc.insert(field.to_owned(), value),
        };
    }
    doc.insert(CUSTOM.to_owned(), Value::Object(custom));
    ticket(Value::Object(doc))
}

proptest! {
    /// Whatever two people do to one ticket, each value that they wrote is in the record or kept beside it.
    #[test]
    fn no_value_that_somebody_wrote_vanishes(
        first in proptest::collection::vec(any::<bool>(), FIELDS.len()),
        second in proptest::collection::vec(any::<bool>(), FIELDS.len()),
    ) {
        let value = |who: &str, field: &str| Value::String(format!("{who}-{field}"));
        let base = ticket_of(FIELDS.into_iter().map(|field| (field, value("base", field))));
        let edits = |who: &str, which: &[bool]| {
            let named = FIELDS.iter().zip(which).filter(|(_, on)| **on);
            named.map(|(field, _)| (*field, value("base", field), value(who, field))).collect::<Vec<_>>()
        };
        let (now, _) = judged(&base, &patch(1, &edits("one", &first)), 6);
        let (now, verdict) = judged(&now, &patch(2, &edits("two", &second)), 7);
        for (field, (one, two)) in FIELDS.iter().zip(first.iter().zip(&second)) {
            let shown = now.field(field).as_str().unwrap_or_default().to_owned();
            let kept: Vec<String> = verdict
                .conflicts
                .iter()
                .chain(&verdict.displaced)
                .filter(|both| both.field == *field)
                .flat_map(|both| [both.mine.to_string(), both.theirs.to_string()])
                .collect();
            for (who, wrote) in [("one", one), ("two", two)] {
                // The rank is the one field whose later value replaces the other; history has both.
                if *wrote && *field != "rank" {
                    prop_assert!(shown.contains(who) || kept.iter().any(|text| text.contains(who)), "{field} of {who}");
                }
            }
            if !one && !two {
                prop_assert_eq!(now.field(field), &value("base", field));
            }
        }
    }

    /// The same edit by both, or one that comes twice, is one edit.
    #[test]
    fn equal_edits_are_one(which in proptest::collection::vec(any::<bool>(), FIELDS.len())) {
        let edits: Vec<(&str, Value, Value)> = FIELDS
            .iter()
            .zip(&which)
            .filter(|(_, on)| **on)
            .map(|(field, _)| (*field, Value::Null, Value::String(format!("new {field}"))))
            .collect();
        let (once, _) = judged(&ticket(json!({})), &patch(1, &edits), 6);
        let (twice, verdict) = judged(&once, &patch(2, &edits), 7);
        prop_assert_eq!(verdict.outcome, Outcome::Noop);
        prop_assert_eq!(once, twice);
    }
}

#[test]
fn what_happened_on_a_visit_brings_it_back_and_a_new_plan_does_not() {
    let visit = Record { kind: Kind::Visit, deleted: true, ..ticket(json!({ "purpose": "Find the leak" })) };
    let add = BTreeSet::from(["0000000000001 arrived x".to_owned()]);
    let steps = SetEdit { add, remove: BTreeSet::new() };
    let sets = BTreeMap::from([("steps".to_owned(), steps)]);
    let arrived =
        Change { kind: Kind::Visit, act: Act::Patch { fields: BTreeMap::new(), sets }, ..patch(1, &[]) };
    let (stands, _) = judged(&visit, &arrived, 6);
    assert!(!stands.deleted && stands.field("steps").to_string().contains("arrived"), "{stands:?}");
    let planned =
        Change { kind: Kind::Visit, ..patch(2, &[("purpose", json!("Find the leak"), json!("Paint"))]) };
    assert_eq!(merge(Some(&visit), &planned, Side::Judge).unwrap_err(), Refusal::Gone(Kind::Visit));
}
