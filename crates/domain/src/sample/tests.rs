//! What the sample promises: it is alive at any hour, it is the same for the same seed, it is varied.

use super::*;
use crate::calendar::{Calendar, WallInterval, WallTime, Weekday};
use crate::history::{Event, What};
use crate::house::House;
use crate::ids::EventId;
use crate::import::{Import, records};
use crate::message::Side;
use crate::record::{Kind, Record};
use crate::sla::{self, ClockState, Clocks, EventKind, Policy};
use crate::status::StatusKey;
use std::collections::BTreeSet;

const SUNDAY_NIGHT: &str = "2026-11-22T02:17:00Z";

fn now() -> Timestamp {
    Timestamp::parse(SUNDAY_NIGHT).expect("an instant")
}

/// The clocks of a ticket, computed from the history that an import stores.
fn clocks(import: &Import<'_>, ticket: &ImportedTicket, now: Timestamp) -> Clocks {
    let day = WallInterval(WallTime::from_hours(0), WallTime::END_OF_DAY);
    let mut calendar = Calendar::default_for("UTC");
    calendar.hours = Weekday::ALL.into_iter().map(|weekday| (weekday, vec![day])).collect();
    let mut events = Vec::new();
    for record in import.ticket(ticket).iter().filter(|record| record.kind == Kind::Event) {
        let event: Event = record.read().expect("a line of history");
        let mut push = |kind| events.push(sla::Event { id: EventId(record.id), at: event.at, kind });
        match event.what {
            What::Created { category, priority, .. } => push(EventKind::Created { priority, category }),
            What::Changed { fields, category } => {
                if let Some(category) = category {
                    push(EventKind::Status(category));
                }
                for field in fields.iter().filter(|field| field.field == "priority") {
                    push(EventKind::Priority(serde_json::from_value(field.to.clone()).expect("a priority")));
                }
            }
            What::Replied { side: Side::Agent, delivered_at, .. } => {
                push(EventKind::AgentReply { delivered_at })
            }
            What::Replied { side: Side::Requester, .. } => push(EventKind::RequesterMessage),
            What::Noted { .. }
            | What::Held { .. }
            | What::Attached { .. }
            | What::Worked { .. }
            | What::Linked { .. }
            | What::Checklist { .. }
            | What::Removed { .. }
            | What::Restored { .. }
            | What::GaveUp { .. }
            | What::Breached { .. }
            | What::Escalated { .. } => {}
        }
    }
    sla::clocks(&Policy::default(), &calendar.compile().expect("a calendar"), &events, now)
}

#[test]
fn the_board_looks_like_a_real_morning() {
    let batch = sample(7, now());
    let house = House::fresh();
    let import = Import::of(&batch, &house);
    assert_eq!(batch.tickets.len(), SAMPLE_TICKETS);
    let (mut breached, mut soon, mut running, mut paused) = (0, 0, 0, 0);
    let mut statuses: BTreeMap<&StatusKey, usize> = BTreeMap::new();
    for ticket in &batch.tickets {
        *statuses.entry(&ticket.status).or_default() += 1;
        let open = !["resolved", "closed"].contains(&ticket.status.0.as_str());
        let clocks = clocks(&import, ticket, now());
        let states = [clocks.first_response.state, clocks.next_response.state, clocks.resolution.state];
        let late = |state: &ClockState| matches!(state, ClockState::Breached { met_at: None });
        breached += usize::from(open && states.iter().any(late));
        paused += usize::from(matches!(clocks.resolution.state, ClockState::Paused { .. }));
        if let Some((_, due)) = clocks.next_due().filter(|_| !states.iter().any(late)) {
            running += 1;
            soon += usize::from(due.0 - now().0 <= 3_600_000);
            assert!(due > now(), "{} is neither breached nor ahead", ticket.key);
        }
    }
    assert_eq!(statuses.len(), 7, "every status has tickets");
    assert!(statuses.values().all(|&count| count >= 15), "{statuses:?}");
    assert_eq!(paused, 32, "everyone who waits for the requester is paused");
    assert!((12..=18).contains(&breached), "{breached} breached");
    assert!((20..=40).contains(&soon), "{soon} within the hour");
    assert!(running > 100, "{running} running");
}

#[test]
fn nothing_happens_before_it_can_or_after_now() {
    let batch = sample(3, now());
    let keys: BTreeSet<_> = batch.people.iter().map(|person| person.key.as_str()).collect();
    let categories: BTreeSet<_> = batch.categories.iter().map(|category| category.key.as_str()).collect();
    for ticket in &batch.tickets {
        let times: Vec<_> = ticket.history.iter().map(|event| event.at).collect();
        assert!(times.is_sorted(), "{}: {times:?}", ticket.key);
        assert_eq!(times[0], ticket.created_at);
        let last = ticket.messages.iter().map(|message| message.at).chain(times).max().expect("a history");
        assert!(last <= now(), "{}", ticket.key);
        assert_eq!(ticket.history.iter().rev().find_map(|e| e.what.status()), Some(&ticket.status));
        let first = ticket.messages.iter().map(|message| message.at).min();
        assert!(first.is_none_or(|first| first > ticket.created_at), "{}", ticket.key);
        assert!(ticket.messages.is_sorted_by_key(|message| message.at), "{}", ticket.key);
        assert!(keys.contains(ticket.requester.as_deref().expect("somebody asked")));
        assert!(categories.contains(ticket.category.as_deref().expect("it is about something")));
        let texts =
            ticket.messages.iter().map(|message| &message.body).chain([&ticket.subject, &ticket.description]);
        assert!(
            texts.clone().all(|text| !text.contains('{')),
            "{}: {:?}",
            ticket.key,
            texts.collect::<Vec<_>>()
        );
    }
}

#[test]
fn the_same_seed_and_hour_give_the_same_sample() {
    assert_eq!(sample(1, now()), sample(1, now()));
    assert_ne!(sample(1, now()).tickets, sample(2, now()).tickets);
}

#[test]
fn the_sample_is_varied() {
    let batch = sample(1, now());
    assert!(scenario_count() >= 60);
    assert_eq!((batch.teams.len(), batch.organisations.len()), (5, 12));
    let subjects: BTreeSet<_> = batch.tickets.iter().map(|ticket| &ticket.subject).collect();
    assert!(subjects.len() > 200, "{} different subjects", subjects.len());
    let depth = batch.categories.iter().map(|category| category.key.matches(" / ").count() + 1).max();
    assert_eq!(depth, Some(5));
    let requesters: BTreeSet<_> = batch.tickets.iter().map(|ticket| &ticket.requester).collect();
    assert!(requesters.len() > 60);
}

#[test]
fn a_sample_becomes_records_that_read_back() {
    let batch = sample(1, now());
    let all = records(&batch, &House::fresh());
    assert_eq!(
        all.iter().map(|record| record.id).collect::<BTreeSet<_>>().len(),
        all.len(),
        "ids are unique"
    );
    let of = |kind| all.iter().filter(move |record: &&Record| record.kind == kind);
    assert_eq!(of(Kind::Ticket).count(), SAMPLE_TICKETS);
    assert_eq!(of(Kind::Link).count(), LINKS);
    for record in of(Kind::Ticket) {
        let ticket: crate::ticket::Ticket = record.read().expect("a ticket");
        assert_eq!((ticket.external, ticket.attribution), (None, None), "nobody else knows it");
        assert!(ticket.organisation.is_some() && ticket.tier.is_some());
        assert_eq!(ticket.priority, House::fresh().matrix.priority(ticket.impact, ticket.urgency));
    }
}

#[test]
fn seeded_tickets_do_not_depend_on_one_another() {
    let many = seeded(50, 9, now());
    let all: Vec<_> = many.tickets().collect();
    assert_eq!(all.len(), 50);
    assert_eq!(all[17], many.ticket(17));
    assert!(all.iter().all(|ticket| ticket.updated_at <= now()));
    assert!(all.iter().filter(|ticket| ticket.status.0 == "closed").count() > 20);
}

#[test]
fn what_tickets_say_in_the_fields_of_the_form_fits_them() {
    let form = crate::form::Form::read(&form().doc).expect("a form");
    assert!(form.fields().iter().all(|field| form.check(field).is_ok()));
    let (batch, house) = (sample(7, now()), House { form, ..House::fresh() });
    let mut answers = 0;
    for record in records(&batch, &house).iter().filter(|record| record.kind == Kind::Ticket) {
        let ticket: crate::ticket::Ticket = record.read().expect("a ticket");
        house.form.check_values(None, &ticket).expect("values that fit");
        house.check_required(None, &ticket).expect("what is resolved has its cause");
        answers += ticket.custom.keys().filter(|key| house.form.field(key).is_some()).count();
    }
    assert!(answers > SAMPLE_TICKETS * 2, "most fields are filled in: {answers}");
}
