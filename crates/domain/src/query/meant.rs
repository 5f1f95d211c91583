//! What lines mean on a small desk, and which of it a view has a place for.

use super::*;
use crate::calendar::Schedule;
use crate::house::House;
use crate::ids::{CategoryId, OrganisationId, PersonId, TeamId};
use crate::message::Category;
use crate::person::{Organisation, Person, Role, Team};
use crate::priority::Priority;
use crate::status::{StatusCategory, StatusKey};
use crate::ticket_type::TicketType;
use crate::time::Timestamp;
use crate::view::{Alarm, Narrows};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

const NOW: Timestamp = Timestamp(1_795_792_200_000);

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn house() -> House {
    let person = |name: &str| Person { name: name.to_owned(), role: Role::Agent, ..Person::default() };
    let team = |name: &str| Team { name: name.to_owned(), ..Team::default() };
    let category = |name: &str, parent: Option<u128>| Category {
        name: name.to_owned(),
        parent: parent.map(|parent| CategoryId(id(parent))),
        position: 0,
        retired: false,
    };
    House {
        staff: BTreeMap::from([
            (PersonId(id(1)), person("Anna Meyer")),
            (PersonId(id(2)), person("Ben Meyerhoff")),
            (PersonId(id(3)), person("Ada Stone")),
        ]),
        teams: BTreeMap::from([(TeamId(id(10)), team("Support")), (TeamId(id(11)), team("Field service"))]),
        categories: BTreeMap::from([
            (CategoryId(id(20)), category("Hardware", None)),
            (CategoryId(id(21)), category("Printer", Some(20))),
            (CategoryId(id(22)), category("Software", None)),
        ]),
        ..House::fresh()
    }
}

fn organisations() -> BTreeMap<Uuid, Organisation> {
    let called = |name: &str| Organisation { name: name.to_owned(), ..Organisation::default() };
    BTreeMap::from([(id(30), called("Acme Corp")), (id(31), called("Globex"))])
}

fn asked(text: &str) -> Asked {
    let (house, organisations) = (house(), organisations());
    let ground =
        Ground { house: &house, organisations: &organisations, schedule: Schedule::always(), now: NOW };
    read(&parse(text), ground)
}

fn set<T: Ord>(all: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    all.into_iter().collect()
}

fn statuses(keys: &[&str]) -> Test {
    Test::Statuses(keys.iter().map(|key| StatusKey::new(key)).collect())
}

#[test]
fn a_term_names_what_the_desk_knows() {
    let check = |text: &str, expected: &[Test]| {
        let asked = asked(text);
        assert_eq!(asked.mistakes, [], "{text}");
        assert_eq!(asked.clauses.len(), 1, "{text}");
        assert_eq!(asked.clauses[0].any, expected, "{text}");
    };
    check("status:open", &[statuses(&["open"])]);
    check("status:\"In progress\",new", &[statuses(&["in_progress", "new"])]);
    check("status:wait", &[statuses(&["waiting"])]);
    check("status:new status:open", &[statuses(&["new", "open"])]);
    check("is:open", &[Test::Categories(set(StatusCategory::ALL.into_iter().filter(|one| !one.is_done())))]);
    check("is:at-risk,breached", &[Test::Clock(Alarm::AtRisk), Test::Clock(Alarm::Breached)]);
    check("assignee:me,none", &[Test::Mine, Test::Unassigned]);
    check("assignee:meyer", &[Test::Assignees(set([PersonId(id(1)), PersonId(id(2))]))]);
    check("assignee:\"anna meyer\"", &[Test::Assignees(set([PersonId(id(1))]))]);
    check("team:field", &[Test::Teams(set([TeamId(id(11))]))]);
    check("team:mine", &[Test::MyTeams]);
    check("priority>normal", &[Test::Priorities(set([Priority::High, Priority::Urgent]))]);
    check("priority<=Normal", &[Test::Priorities(set([Priority::Low, Priority::Normal]))]);
    check("type:bug,feature", &[Test::Types(set([TicketType::BUG, TicketType::FEATURE_REQUEST]))]);
    check("category:hardware", &[Test::Topics(set([CategoryId(id(20)), CategoryId(id(21))]))]);
    check("category:none", &[Test::NoTopic]);
    check("org:acme", &[Test::Organisations(set([OrganisationId(id(30))]))]);
    check("requester:\"frau kern\"", &[Test::Requester("frau kern".to_owned())]);
    check("tag:vpn,wifi", &[Test::Tag("vpn".to_owned()), Test::Tag("wifi".to_owned())]);
    check("has:attachment", &[Test::Attachment]);
    check("number:#1042", &[Test::Number("1042".to_owned())]);
    check("due:overdue", &[Test::Due(Span { from: None, until: Some(NOW) })]);
    check("due:none", &[Test::NeverDue]);
    check("due_date:overdue", &[Test::DueDate(Span { from: None, until: Some(NOW) })]);
    check("deadline:none", &[Test::Undated]);
    check("updated<2h", &[Test::Updated(Span { from: Some(NOW.plus_ms(-7_200_000)), until: None })]);
}

#[test]
fn words_and_terms_stand_beside_each_other_and_either_may_be_left_out() {
    let asked = asked("printer -toner \"paper jam\" -status:closed tag:a tag:b");
    let words: Vec<(&str, bool, bool)> =
        asked.words.iter().map(|word| (word.text.as_str(), word.not, word.phrase)).collect();
    assert_eq!(words, [("printer", false, false), ("toner", true, false), ("paper jam", false, true)]);
    assert_eq!(asked.clauses.len(), 3, "a ticket has both tags");
    assert!(asked.clauses[0].not);
}

#[test]
fn what_cannot_be_meant_says_what_may_be() {
    let check = |text: &str, wrong: Wrong| {
        let asked = asked(text);
        let found: Vec<&Wrong> = asked.mistakes.iter().map(|mistake| &mistake.wrong).collect();
        assert_eq!(found, [&wrong], "{text}");
    };
    let value = |key, value: &str, near: Option<&str>| Wrong::Value {
        key,
        value: value.to_owned(),
        near: near.map(str::to_owned),
    };
    check("stauts:open", Wrong::Key { key: "stauts".to_owned(), near: Some(Key::Status) });
    check("colour:red", Wrong::Key { key: "colour".to_owned(), near: None });
    check("status:resovled", value(Key::Status, "resovled", Some("resolved")));
    check("assignee:\"Ana Meyer\"", value(Key::Assignee, "Ana Meyer", Some("Anna Meyer")));
    check("is:brached", value(Key::Is, "brached", Some("breached")));
    check("team:nobody", value(Key::Team, "nobody", None));
    check("due<soon", Wrong::Time { key: Key::Due, value: "soon".to_owned() });
    check("status>open", Wrong::Order { key: Key::Status });
    // What is not known finds nothing, rather than everything.
    assert_eq!(asked("status:resovled").clauses[0].any, []);
    for fine in ["https://x.example", "12:30", "status:", "C:\\temp"] {
        assert_eq!(asked(fine).mistakes, [], "{fine}");
    }
}

fn lifted_of(text: &str) -> Narrows {
    lifted(&parse(text), &asked(text))
}

#[test]
fn a_view_takes_what_it_has_a_place_for_and_keeps_the_rest_as_a_line() {
    let text = "printer status:open,new assignee:me,none team:support tag:vpn -tag:spam due<2d is:breached updated<2d \
                -is:snoozed type:bug priority>normal org:acme \"paper jam\"";
    let narrows = lifted_of(text);
    let expected = Narrows {
        text: "printer -tag:spam due<2d type:bug \"paper jam\"".to_owned(),
        statuses: set([StatusKey::new("new"), StatusKey::new("open")]),
        priorities: set([Priority::High, Priority::Urgent]),
        teams: set([TeamId(id(10))]),
        unassigned: true,
        mine: true,
        organisation: Some(OrganisationId(id(30))),
        tags: set(["vpn".to_owned()]),
        clocks: set([Alarm::Breached]),
        updated_hours: Some(48),
        awake: true,
        ..Narrows::default()
    };
    assert_eq!(narrows, expected);
}

#[test]
fn what_a_filter_would_take_for_something_else_stays_a_line() {
    for text in [
        "tag:a,b",
        "-status:open",
        "updated<90m",
        "updated>2d",
        "organisation:none",
        "requester:kern",
        "status:resovled",
    ] {
        assert_eq!(lifted_of(text), Narrows { text: text.to_owned(), ..Narrows::default() }, "{text}");
    }
    let narrows = lifted_of("is:breached is:at_risk due:today");
    assert_eq!(narrows.text, "is:at_risk", "a filter would take either");
    assert!(narrows.due_today);
    assert_eq!(lifted_of("is:mine assignee:none").text, "assignee:none");
    // Half of a term is none of it.
    assert_eq!(lifted_of("status:open,resovled").text, "status:open,resovled");
}
