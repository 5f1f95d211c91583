//! The promises of policies with conditions and of settings that are edited while tickets are open.

use super::*;
use crate::history::Event as Line;
use crate::ids::{PolicyId, TicketId};
use crate::merge::FieldChange;
use crate::person::default_team;
use crate::sla::{NamedPolicy, Targets};
use crate::status::StatusKey;
use serde_json::{Value, json};
use uuid::Uuid;

fn at(text: &str) -> Timestamp {
    Timestamp::parse(&format!("2026-03-10T{text}:00Z")).unwrap()
}

fn ticket() -> Ticket {
    Ticket::opened("Printer", default_team().0, at("10:00"))
}

fn line(n: u128, at: Timestamp, what: What) -> (EventId, Line) {
    let ticket = TicketId(Uuid::nil());
    (EventId(Uuid::from_u128(n)), Line { ticket, at, received_at: None, by: None, what })
}

fn opened() -> (EventId, Line) {
    let status = StatusKey::new("new");
    let what = What::Created { status, category: StatusCategory::New, priority: Priority::Normal };
    line(1, at("10:00"), what)
}

fn changed(n: u128, time: &str, field: &str, from: Value, to: Value) -> (EventId, Line) {
    let fields = vec![FieldChange { field: field.to_owned(), from, to }];
    line(n, at(time), What::Changed { fields, category: None })
}

fn policy(id: u128, minutes: u32, when: Conditions) -> NamedPolicy {
    let targets = Targets { resolution: Some(minutes), ..Targets::default() };
    let targets = Priority::ALL.into_iter().map(|priority| (priority, targets.clone())).collect();
    NamedPolicy {
        id: PolicyId(Uuid::from_u128(id)),
        name: format!("{minutes} minutes"),
        when,
        calendar: None,
        policy: Policy { targets, ..Policy::default() },
    }
}

fn works(policies: &Over<Policies>) -> Clockwork {
    let calendars = Over::always(Calendars::one(Calendar::always()));
    Clockwork::compile(policies, &calendars, BTreeMap::new()).unwrap()
}

fn gold_first() -> Over<Policies> {
    let gold = Conditions { tags: ["gold".to_owned()].into(), ..Conditions::default() };
    Over::always(Policies { policies: vec![policy(1, 60, gold), policy(2, 240, Conditions::default())] })
}

fn due(standing: &Standing) -> Option<Timestamp> {
    standing.clocks.resolution.state.due()
}

#[test]
fn the_first_policy_that_fits_holds() {
    let works = works(&gold_first());
    let mut ticket = ticket();
    assert_eq!(due(&works.run(&ticket, &[opened()], at("10:30"))), Some(at("14:00")));
    ticket.tags.insert("gold".to_owned());
    let standing = works.run(&ticket, &[opened()], at("10:30"));
    assert_eq!(due(&standing), Some(at("11:00")));
    assert_eq!(standing.governing.policy_name, "60 minutes");
}

#[test]
fn a_ticket_that_no_policy_fits_is_promised_nothing() {
    let only_gold = Conditions { tiers: ["Gold".to_owned()].into(), ..Conditions::default() };
    let works = works(&Over::always(Policies { policies: vec![policy(1, 60, only_gold)] }));
    let standing = works.run(&ticket(), &[opened()], at("10:30"));
    assert_eq!(standing.clocks.resolution.state, ClockState::None);
    assert_eq!((standing.governing.policy_id, standing.alarm), (None, Alarm::Calm));
}

#[test]
fn a_tag_puts_a_ticket_under_another_policy_from_then_on() {
    let works = works(&gold_first());
    let mut ticket = ticket();
    ticket.tags.insert("gold".to_owned());
    let tagged = changed(2, "12:00", "tags", Value::Null, json!(["gold"]));
    let before = works.run(&ticket, &[opened(), tagged.clone()], at("11:30"));
    assert_eq!(due(&before), Some(at("14:00")), "what it is today does not hold for yesterday");
    let after = works.run(&ticket, &[opened(), tagged], at("12:00"));
    let breach = after.clocks.resolution.breaches[0];
    assert_eq!((breach.at, breach.by_policy_change), (at("12:00"), true));
}

#[test]
fn leaving_a_policy_and_coming_back_follows_the_facts() {
    let works = works(&gold_first());
    let ticket = ticket();
    let history = [
        opened(),
        changed(2, "10:10", "tags", Value::Null, json!(["gold"])),
        changed(3, "10:20", "tags", json!(["gold"]), Value::Null),
    ];
    assert_eq!(due(&works.run(&ticket, &history, at("10:15"))), Some(at("11:00")));
    assert_eq!(due(&works.run(&ticket, &history, at("10:30"))), Some(at("14:00")));
}

#[test]
fn an_edited_policy_moves_only_what_it_holds_for() {
    let mut policies = gold_first();
    let mut list = policies.last().cloned().unwrap();
    list.policies[0].policy.targets.values_mut().for_each(|targets| targets.resolution = Some(30));
    policies.edit(at("10:40"), list);
    let works = works(&policies);
    let plain = works.run(&ticket(), &[opened()], at("11:00"));
    assert_eq!((due(&plain), plain.clocks.resolution.breaches.len()), (Some(at("14:00")), 0));
    let mut gold = ticket();
    gold.tags.insert("gold".to_owned());
    let standing = works.run(&gold, &[opened()], at("11:00"));
    assert_eq!(standing.clocks.resolution.breaches[0].at, at("10:40"));
}

#[test]
fn targets_around_the_clock_take_no_notice_of_closing_time() {
    let mut policies = Policies::one(Policy::default());
    let targets = policies.policies[0].policy.targets.get_mut(&Priority::Normal).unwrap();
    targets.around_the_clock.insert(Metric::Resolution);
    let calendars = Over::always(Calendars::one(Calendar::default_for("UTC")));
    let works = Clockwork::compile(&Over::always(policies), &calendars, BTreeMap::new()).unwrap();
    let standing = works.run(&ticket(), &[opened()], at("10:30"));
    // 1440 minutes around the clock, 240 of business hours for the first response.
    assert_eq!(due(&standing), Some(at("10:00").plus_ms(24 * 3_600_000)));
    assert_eq!(standing.clocks.first_response.state.due(), Some(at("14:00")));
}

#[test]
fn changing_between_hours_and_the_clock_counts_again_from_the_start() {
    let mut policies = Policies::one(Policy::default());
    let targets = policies.policies[0].policy.targets.get_mut(&Priority::Urgent).unwrap();
    targets.around_the_clock.insert(Metric::Resolution);
    let calendars = Over::always(Calendars::one(Calendar::default_for("UTC")));
    let works = Clockwork::compile(&Over::always(policies), &calendars, BTreeMap::new()).unwrap();
    let mut ticket = ticket();
    ticket.priority = Priority::Urgent;
    let raised = changed(2, "20:00", "priority", json!("normal"), json!("urgent"));
    let standing = works.run(&ticket, &[opened(), raised], at("20:00"));
    // 240 minutes around the clock were over at 14:00.
    assert_eq!(standing.clocks.resolution.breaches[0].at, at("20:00"));
}

#[test]
fn scores_count_by_what_the_ticket_was_when_it_was_decided() {
    let works = works(&gold_first());
    let mut ticket = ticket();
    let other = TeamId(Uuid::from_u128(9));
    ticket.team = other;
    let history = [
        opened(),
        line(2, at("11:00"), What::Changed { fields: Vec::new(), category: Some(StatusCategory::Resolved) }),
        changed(3, "12:00", "team", json!(default_team().0), json!(other)),
    ];
    let decided = works.run(&ticket, &history, at("13:00")).outcomes;
    let resolution = decided.iter().find(|it| it.metric == Metric::Resolution).unwrap();
    assert_eq!((resolution.verdict, resolution.at), (Verdict::Met, at("11:00")));
    assert_eq!(resolution.under.team, default_team().0);
}

#[test]
fn what_a_desk_kept_before_it_had_several_is_still_read() {
    let calendar = Over::always(Calendar::default_for("Europe/Berlin"));
    let read: Over<Calendars> = serde_json::from_value(json!(calendar)).unwrap();
    assert_eq!(read, Over::always(Calendars::one(Calendar::default_for("Europe/Berlin"))));
    let read: Over<Policies> = serde_json::from_value(json!(Over::always(Policy::default()))).unwrap();
    assert_eq!(read, Over::always(Policies::one(Policy::default())));
    let again: Over<Policies> = serde_json::from_value(json!(read)).unwrap();
    assert_eq!(again, read);
}
