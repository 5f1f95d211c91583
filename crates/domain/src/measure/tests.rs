//! Measures of tickets whose answers can be worked out by hand.

use super::*;
use crate::calendar::{Calendar, Calendars};
use crate::clockwork::{Clockwork, Over};
use crate::ids::{MessageId, TicketId};
use crate::merge::FieldChange;
use crate::person::default_team;
use crate::sla::{Policies, Policy};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

const HOUR: i64 = 3_600_000;

fn at(text: &str) -> Timestamp {
    Timestamp::parse(&format!("2026-03-{text}:00Z")).unwrap()
}

fn line(n: u128, at: Timestamp, what: What) -> (EventId, Event) {
    let by = Some(PersonId(Uuid::from_u128(n)));
    (EventId(Uuid::from_u128(n)), Event { ticket: TicketId(Uuid::nil()), at, received_at: None, by, what })
}

fn opened(time: &str) -> (EventId, Event) {
    let (status, category) = (StatusKey::new("new"), StatusCategory::New);
    line(1, at(time), What::Created { status, category, priority: Priority::Normal })
}

fn replied(n: u128, time: &str) -> (EventId, Event) {
    let (message, delivered_at) = (MessageId(Uuid::from_u128(n)), Some(at(time)));
    line(n, at(time), What::Replied { message, side: Side::Agent, delivered_at })
}

fn moved(n: u128, time: &str, from: &str, to: &str) -> (EventId, Event) {
    let fields = vec![FieldChange { field: "status".into(), from: json!(from), to: json!(to) }];
    line(n, at(time), What::Changed { fields, category: category(&StatusKey::new(to)) })
}

fn category(key: &StatusKey) -> Option<StatusCategory> {
    Some(match key.0.as_str() {
        "new" => StatusCategory::New,
        "waiting" => StatusCategory::Waiting,
        "resolved" => StatusCategory::Resolved,
        _ => StatusCategory::Open,
    })
}

/// Measures under business hours from nine to five, Monday to Friday, in UTC.
fn measured(history: &[(EventId, Event)]) -> Gauge {
    let mut calendar = Calendar::default_for("UTC");
    for day in calendar.hours.values_mut() {
        *day = serde_json::from_value(json!([["09:00", "17:00"]])).unwrap();
    }
    let week: Vec<_> = calendar.hours.keys().copied().collect();
    assert_eq!(week.len(), 5, "the default calendar is open on five days");
    let works = Clockwork::compile(
        &Over::always(Policies::one(Policy::default())),
        &Over::always(Calendars::one(calendar)),
        BTreeMap::new(),
    )
    .unwrap();
    let mut ticket = Ticket::opened("Printer", default_team().0, history[0].1.at);
    let last = history.iter().rev().find_map(|(_, event)| {
        let What::Changed { fields, .. } = &event.what else { return None };
        fields[0].to.as_str().map(StatusKey::new)
    });
    ticket.status = last.unwrap_or_else(|| StatusKey::new("new"));
    let standing = works.run(&ticket, history, at("31T00:00"));
    Gauge::of(&ticket, history, &standing, category)
}

#[test]
fn times_count_business_hours_and_no_pauses() {
    // Monday the 9th at 16:00; answered on Tuesday at 10:00; two hours of Tuesday waiting for the requester.
    let gauge = measured(&[
        opened("09T16:00"),
        replied(2, "10T10:00"),
        moved(3, "10T11:00", "new", "waiting"),
        moved(4, "10T13:00", "waiting", "open"),
        moved(5, "10T15:00", "open", "resolved"),
    ]);
    assert_eq!(gauge.answered, Some(Spent { at: at("10T10:00"), counted_ms: 2 * HOUR }));
    assert_eq!(gauge.resolved, Some(Spent { at: at("10T15:00"), counted_ms: 5 * HOUR }));
    assert_eq!((gauge.replies, gauge.reopened), (1, 0));
    assert_eq!(gauge.resolver, Some(PersonId(Uuid::from_u128(5))));
    let stood: Vec<i64> = gauge.moves.iter().map(|it| it.stood_ms / HOUR).collect();
    assert_eq!(stood, [0, 19, 2, 2], "a status is stood in by the clock on the wall");
    assert_eq!(gauge.since, at("10T15:00"));
}

#[test]
fn a_ticket_that_is_opened_again_is_not_resolved_until_it_is_again() {
    let mut story = vec![
        opened("10T09:00"),
        moved(2, "10T10:00", "new", "resolved"),
        moved(3, "10T12:00", "resolved", "open"),
    ];
    let gauge = measured(&story);
    assert_eq!((gauge.resolved, gauge.resolver, gauge.reopened), (None, None, 1));
    story.push(moved(4, "10T13:00", "open", "resolved"));
    let gauge = measured(&story);
    assert_eq!(gauge.resolved.map(|it| it.at), Some(at("10T13:00")));
    assert_eq!(gauge.resolved.map(|it| it.counted_ms), Some(2 * HOUR), "what lay between was not worked on");
    assert_eq!((gauge.reopened, gauge.moves.len()), (1, 4));
}

#[test]
fn a_reply_that_nobody_received_answers_nothing() {
    let mut story = vec![opened("10T09:00")];
    let message = MessageId(Uuid::from_u128(2));
    story.push(line(2, at("10T10:00"), What::Replied { message, side: Side::Agent, delivered_at: None }));
    let gauge = measured(&story);
    assert_eq!((gauge.answered, gauge.replies), (None, 0));
}

#[test]
fn what_is_resolved_without_a_reply_was_never_answered() {
    let gauge = measured(&[opened("10T09:00"), moved(2, "10T10:00", "new", "resolved")]);
    assert_eq!(gauge.answered, None);
    assert_eq!(gauge.resolved.map(|it| it.counted_ms), Some(HOUR));
}

#[test]
fn a_day_is_as_long_as_its_zone_makes_it() {
    let berlin = Zone::named("Europe/Berlin").unwrap();
    // The night to the 29th of March 2026 is an hour shorter.
    let days = days(&berlin, at("28T23:00"), at("30T22:00"));
    let lengths: Vec<i64> = days.windows(2).map(|pair| (pair[1].1.0 - pair[0].1.0) / HOUR).collect();
    assert_eq!(days[0].0.to_string(), "2026-03-29");
    assert_eq!(days.len(), 2);
    assert_eq!(lengths, [23]);
    assert_eq!(days[1].1, at("29T22:00"));
}

#[test]
fn a_period_that_begins_within_a_day_begins_with_what_is_left_of_it() {
    let utc = Zone::named("UTC").unwrap();
    let days = days(&utc, at("10T18:00"), at("12T06:00"));
    let starts: Vec<Timestamp> = days.iter().map(|it| it.1).collect();
    assert_eq!(starts, [at("10T18:00"), at("11T00:00"), at("12T00:00")]);
}

#[test]
fn an_hour_of_the_week_is_found_by_the_wall() {
    let berlin = Zone::named("Europe/Berlin").unwrap();
    let sunday_at_two = 6 * 24 + 2;
    let found = hours_of_week(&berlin, at("16T00:00"), at("31T00:00"), sunday_at_two);
    assert_eq!(found, [(at("22T01:00"), at("22T02:00"))], "on the 29th there was no such hour");
}

#[test]
fn percentiles_are_values_that_occurred() {
    assert_eq!(percentile(&[], 50), None);
    assert_eq!(percentile(&[7], 90), Some(7));
    assert_eq!(percentile(&[1, 2, 3, 4], 50), Some(2));
    assert_eq!(percentile(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 90), Some(9));
    assert_eq!(basis_points(1, 3), Some(3_333));
    assert_eq!(basis_points(0, 0), None);
}
