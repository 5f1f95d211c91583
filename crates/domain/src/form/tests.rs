//! What the fields of a form take, ask for, and never lose.

use super::*;
use crate::ids::TeamId;
use crate::record::to_doc;
use crate::time::Timestamp;
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

fn field(key: &str, holds: Holds) -> FormField {
    FormField {
        key: FieldKey(key.to_owned()),
        name: key.replace('_', " "),
        help: None,
        holds,
        types: BTreeSet::new(),
        required: Required::Never,
        position: 0,
        archived: false,
    }
}

fn choice(id: &str) -> FormChoice {
    FormChoice { id: id.to_owned(), name: format!("The {id}"), archived: false }
}

fn sites() -> Holds {
    Holds::One { choices: vec![choice("mill"), FormChoice { archived: true, ..choice("dock") }] }
}

fn form(fields: impl IntoIterator<Item = FormField>) -> Form {
    let doc = fields.into_iter().map(|field| (field.key.0.clone(), serde_json::to_value(&field).unwrap()));
    Form::read(&doc.collect()).unwrap()
}

fn ticket(custom: Value) -> Ticket {
    let mut ticket = Ticket::opened("Printer", TeamId(Uuid::nil()), Timestamp(0));
    ticket.custom = serde_json::from_value(custom).unwrap();
    ticket
}

fn names(missing: &[MissingField]) -> Vec<&str> {
    missing.iter().map(|field| field.key.0.as_str()).collect()
}

#[test]
fn each_field_takes_what_it_holds_and_nothing_else() {
    let many = Holds::Many { choices: vec![choice("a"), choice("b")] };
    let takes = [
        (Holds::Line, json!("B-17")),
        (Holds::Text, json!("two\nlines")),
        (Holds::Number, json!(4.5)),
        (Holds::YesNo, json!(false)),
        (Holds::Date, json!("2028-02-29")),
        (sites(), json!("mill")),
        // It was offered once: somebody who was offline chose it.
        (sites(), json!("dock")),
        (many.clone(), json!(["b", "a"])),
    ];
    for (holds, value) in takes {
        assert_eq!(holds.check_value(&value), Ok(()), "{holds:?} takes {value}");
    }
    let refuses = [
        (Holds::Line, json!("two\nlines")),
        (Holds::Line, json!("x".repeat(SUBJECT_LIMIT_BYTES + 1))),
        (Holds::Text, json!(3)),
        (Holds::Number, json!("4")),
        (Holds::YesNo, json!("yes")),
        (Holds::Date, json!("2027-02-29")),
        (Holds::Date, json!("6.3.2026")),
        (sites(), json!("The mill")),
        (many.clone(), json!("a")),
        (many.clone(), json!(["a", "a"])),
        (many, json!(["a", "c"])),
    ];
    for (holds, value) in refuses {
        assert!(holds.check_value(&value).is_err(), "{holds:?} refuses {value}");
    }
}

#[test]
fn a_wrong_value_is_refused_by_the_name_of_its_field_and_an_old_one_is_left_alone() {
    let form = form([field("floor_no", Holds::Number)]);
    let old = ticket(json!({ "floor_no": "third", "lease": { "ends": 2027 } }));
    assert_eq!(form.check_values(Some(&old), &old), Ok(()), "it was there before the field was");
    let wrong = form.check_values(Some(&old), &ticket(json!({ "floor_no": "fourth" }))).unwrap_err();
    assert_eq!(wrong, Refusal::invalid("custom.floor_no", "floor no: takes a number"));
}

#[test]
fn a_new_ticket_is_asked_for_what_its_type_needs() {
    let intake = |key: &str| FormField { required: Required::Intake, ..field(key, Holds::Line) };
    let form = form([
        intake("site"),
        FormField { types: [TicketType::BUG].into(), ..intake("version") },
        FormField { archived: true, ..intake("old") },
        FormField { required: Required::Resolve, ..field("cause", Holds::YesNo) },
    ]);
    assert_eq!(names(&form.missing(None, (&ticket(json!({ "site": " " })), false))), ["site"]);
    let bug = Ticket { ticket_type: TicketType::BUG, ..ticket(json!({ "site": "Mill" })) };
    assert_eq!(names(&form.missing(None, (&bug, false))), ["version"]);
    // What is closed as soon as it is made is resolved.
    let missing = form.missing(None, (&ticket(json!({ "site": "Mill" })), true));
    assert_eq!(names(&missing), ["cause"]);
    let answered = ticket(json!({ "site": "Mill", "cause": false }));
    assert!(form.missing(None, (&answered, true)).is_empty(), "No is an answer");
}

#[test]
fn what_is_needed_to_resolve_is_asked_for_then_and_not_before() {
    let form = form([
        FormField { required: Required::Resolve, ..field("cause", Holds::Line) },
        FormField { required: Required::Intake, ..field("site", Holds::Line) },
    ]);
    let (old, filled) = (ticket(json!({})), ticket(json!({ "cause": "cable" })));
    let missing = |before, after| names_of(&form.missing(Some(before), after));
    assert!(missing((&old, false), (&old, false)).is_empty(), "an old ticket is worked on as it is");
    assert_eq!(missing((&old, false), (&old, true)), ["cause"]);
    assert!(missing((&old, false), (&filled, true)).is_empty());
    assert!(missing((&old, true), (&old, true)).is_empty(), "it was resolved before the rule");
    assert_eq!(missing((&filled, true), (&old, true)), ["cause"], "nor is it cleared afterwards");
    assert!(missing((&filled, false), (&old, false)).is_empty());
    let sited = ticket(json!({ "site": "Mill" }));
    assert_eq!(
        missing((&sited, false), (&old, false)),
        ["site"],
        "what is asked for at intake stays filled in"
    );
}

fn names_of(missing: &[MissingField]) -> Vec<String> {
    names(missing).into_iter().map(str::to_owned).collect()
}

#[test]
fn values_go_where_they_are_missing_and_nowhere_else() {
    let form = form([
        field("cause", Holds::Line),
        FormField { types: [TicketType::BUG].into(), ..field("version", Holds::Line) },
    ]);
    let values = BTreeMap::from([
        (FieldKey("cause".to_owned()), json!(" cable ")),
        (FieldKey("version".to_owned()), json!("2.1")),
    ]);
    let mut one = ticket(json!({}));
    form.fill(&mut one, &values);
    assert_eq!(json!(one.custom), json!({ "cause": "cable" }), "an incident has no version");
    let mut other = Ticket { ticket_type: TicketType::BUG, ..ticket(json!({ "cause": "mouse" })) };
    form.fill(&mut other, &values);
    assert_eq!(json!(other.custom), json!({ "cause": "mouse", "version": "2.1" }));
}

#[test]
fn keys_come_from_names_and_are_never_taken_twice() {
    let form = form([field("asset_tag", Holds::Line), field("asset_tag_2", Holds::Line)]);
    assert_eq!(form.key_for(" Asset  tag? ").0, "asset_tag_3");
    assert_eq!(form.key_for("Größe (cm)").0, "größe_cm");
    assert_eq!(form.key_for("!!").0, "field");
    let made = Holds::One {
        choices: vec![
            choice("old"),
            FormChoice { id: String::new(), ..choice("x") },
            FormChoice { id: String::new(), ..choice("x") },
        ],
    };
    let ids: Vec<String> = made.with_ids().choices().iter().map(|it| it.id.clone()).collect();
    assert_eq!(ids, ["old", "the_x", "the_x_2"]);
}

#[test]
fn a_definition_that_would_make_values_unreadable_is_refused() {
    let site = field("site", sites());
    let form = form([site.clone(), field("note", Holds::Line)]);
    let refused = |field: FormField| form.check(&field).unwrap_err();
    let holds = |holds| FormField { holds, ..site.clone() };
    assert_eq!(form.check(&FormField { name: "Where".to_owned(), ..site.clone() }), Ok(()));
    assert_eq!(form.check(&field("note", Holds::Text)), Ok(()), "a longer text takes what a line took");
    assert!(
        matches!(refused(field("note", Holds::Number)), Refusal::Invalid { field, .. } if field == "holds")
    );
    let dropped = Holds::One { choices: vec![choice("mill")] };
    assert!(matches!(refused(holds(dropped)), Refusal::Invalid { field, .. } if field == "holds"));
    assert!(
        matches!(refused(field("new", Holds::One { choices: Vec::new() })), Refusal::Invalid { field, .. } if field == "choices")
    );
    let twice = FormField { name: "SITE".to_owned(), ..field("new", Holds::Line) };
    assert!(matches!(refused(twice.clone()), Refusal::Invalid { field, .. } if field == "name"));
    assert_eq!(form.check(&FormField { archived: true, ..twice }), Ok(()));
}

#[test]
fn the_order_that_somebody_gave_comes_first_and_new_fields_after_it() {
    let mut doc = Doc::new();
    for (position, key) in (0_i64..).zip(["a", "b", "c", "d"]) {
        let field = FormField { position, ..field(key, Holds::Line) };
        doc.insert(key.to_owned(), serde_json::to_value(field).unwrap());
    }
    doc.insert(ORDER.to_owned(), json!(["c", "a"]));
    let form = Form::read(&doc).unwrap();
    let keys: Vec<&str> = form.fields().iter().map(|field| field.key.0.as_str()).collect();
    assert_eq!(keys, ["c", "a", "b", "d"]);
}

#[test]
fn history_says_names() {
    let form = form([FormField { name: "Site".to_owned(), ..field("site", sites()) }]);
    assert_eq!(form.spoken("custom.site"), "custom.Site");
    assert_eq!(form.spoken("custom.made_sla"), "custom.made sla");
    assert_eq!(form.spoken("status"), "status");
    assert_eq!(form.spoken_value("custom.site", json!("mill")), json!("The mill"));
    assert_eq!(form.spoken_value("custom.other", json!("mill")), json!("mill"));
}

proptest! {
    /// What a field tidies is what it would take, if it took it before; and tidying twice is tidying once.
    #[test]
    fn tidying_keeps_what_was_right(text in "\\PC{0,12}", ids in proptest::collection::vec(0..3_usize, 0..4)) {
        let names = ["a", "b", "c"];
        let many = Holds::Many { choices: names.map(choice).to_vec() };
        let chosen = Value::Array(ids.iter().map(|id| json!(names[*id])).collect());
        for (holds, value) in [(Holds::Line, json!(text)), (many, chosen)] {
            let tidied = holds.tidy(value.clone());
            prop_assert_eq!(&holds.tidy(tidied.clone()), &tidied);
            if holds.check_value(&value).is_ok() && is_filled(&value) {
                prop_assert_eq!(holds.check_value(&tidied), Ok(()));
            }
        }
    }

    /// A definition that is kept is read again as it was.
    #[test]
    fn a_form_is_read_as_it_was_written(name in "\\PC{1,20}", archived: bool, position in 0..9_i64) {
        let one = FormField { name, archived, position, ..field("one", sites()) };
        let doc = Doc::from_iter([("one".to_owned(), Value::Object(to_doc(&one)))]);
        let form = Form::read(&doc).unwrap();
        prop_assert_eq!(form.fields(), [one]);
    }
}
