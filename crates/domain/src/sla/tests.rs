//! What the clocks promise, beyond the conformance cases.

use super::*;
use crate::calendar::{Calendar, WallInterval};
use crate::ids::EventId;
use crate::priority::Priority;
use crate::status::StatusCategory::{self, New, OnHold, Open, Resolved, Waiting};
use std::sync::Arc;
use uuid::Uuid;

/// An instant of a day in March 2026; the 9th is a Monday.
fn at(day_and_time: &str) -> Timestamp {
    let (day, time) = day_and_time.split_once(' ').unwrap();
    Timestamp::parse(&format!("2026-03-{day}T{time}:00Z")).unwrap()
}

fn office() -> Schedule {
    Calendar::default_for("UTC").compile().unwrap()
}

/// Events in the order given, created as normal and new.
fn ticket(created: &str, rest: Vec<(&str, EventKind)>) -> Vec<Event> {
    let created = (created, EventKind::Created { priority: Priority::Normal, category: New });
    let events = std::iter::once(created).chain(rest).enumerate();
    events
        .map(|(index, (when, kind))| Event {
            id: EventId(Uuid::from_u128(index as u128)),
            at: at(when),
            kind,
        })
        .collect()
}

fn reply(delivered: &str) -> EventKind {
    EventKind::AgentReply { delivered_at: Some(at(delivered)) }
}

fn status(category: StatusCategory) -> EventKind {
    EventKind::Status(category)
}

/// A policy with these minutes for first response, next response and resolution at normal priority.
fn promising(first_response: u32, next_response: u32, resolution: u32) -> Policy {
    let targets = Targets {
        first_response: Some(first_response),
        next_response: Some(next_response),
        resolution: Some(resolution),
        ..Targets::default()
    };
    Policy { targets: [(Priority::Normal, targets)].into(), ..Policy::default() }
}

fn check(policy: &Policy, events: &[Event], as_of: &str, metric: Metric, state: &str, breaches: &[&str]) {
    let clocks = clocks(policy, &office(), events, at(as_of));
    let clock = clocks.get(metric);
    let short = |time: Timestamp| time.utc().format("%d %H:%M").to_string();
    let got = match clock.state {
        ClockState::Running { due, remaining_ms } => {
            format!("running {} left {}", due.map_or("never".to_owned(), short), remaining_ms / 60_000)
        }
        ClockState::Paused { remaining_ms } => format!("paused left {}", remaining_ms / 60_000),
        ClockState::Met { met_at } => format!("met {}", short(met_at)),
        ClockState::Breached { met_at: Some(met_at) } => format!("breached met {}", short(met_at)),
        ClockState::Breached { met_at: None } => "breached".to_owned(),
        ClockState::None | ClockState::Idle | ClockState::Cancelled => clock.state.key().to_owned(),
    };
    let changed = |breach: &Breach| if breach.by_policy_change { " by change" } else { "" };
    let got_breaches: Vec<String> =
        clock.breaches.iter().map(|it| format!("{}{}", short(it.at), changed(it))).collect();
    assert_eq!(
        (got.as_str(), got_breaches),
        (state, breaches.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>())
    );
}

#[test]
fn the_default_policy_keeps_its_numbers() {
    let minutes =
        |priority| Metric::ALL.map(|metric| Policy::default().target_minutes(priority, metric).unwrap());
    assert_eq!(minutes(Priority::Urgent), [30, 60, 240]);
    assert_eq!(minutes(Priority::High), [60, 120, 480]);
    assert_eq!(minutes(Priority::Normal), [240, 480, 1440]);
    assert_eq!(minutes(Priority::Low), [480, 960, 2400]);
    let written = serde_json::to_string(&Policy::default()).unwrap();
    assert_eq!(serde_json::from_str::<Policy>(&written).unwrap(), Policy::default());
    // What desks wrote before a policy had steps, and targets that count around the clock.
    let before = concat!(
        r#"{"targets":{"low":{"first_response":480,"next_response":960,"resolution":2400},"#,
        r#""normal":{"first_response":240,"next_response":480,"resolution":1440},"#,
        r#""high":{"first_response":60,"next_response":120,"resolution":480},"#,
        r#""urgent":{"first_response":30,"next_response":60,"resolution":240}},"#,
        r#""pausing":["waiting"],"pause_first_response":false,"at_risk":[{"percent":75}],"reopen":"resume"}"#,
    );
    assert_eq!(serde_json::from_str::<Policy>(before).unwrap(), Policy::default());
}

#[test]
fn a_policy_may_leave_out_what_it_does_not_change() {
    let policy: Policy = serde_json::from_str(r#"{"targets":{"normal":{"resolution":60}}}"#).unwrap();
    assert_eq!(policy.target_minutes(Priority::Normal, Metric::Resolution), Some(60));
    assert_eq!(policy.target_minutes(Priority::Normal, Metric::FirstResponse), None);
    assert_eq!((policy.pausing, policy.at_risk), (Policy::default().pausing, Policy::default().at_risk));
}

#[test]
fn a_reply_counts_when_it_is_delivered() {
    let typed = |delivered_at| ticket("09 09:00", vec![("09 09:30", EventKind::AgentReply { delivered_at })]);
    let policy = promising(60, 60, 480);
    check(&policy, &typed(Some(at("09 09:30"))), "09 12:00", Metric::FirstResponse, "met 09 09:30", &[]);
    check(
        &policy,
        &typed(Some(at("09 10:30"))),
        "09 12:00",
        Metric::FirstResponse,
        "breached met 09 10:30",
        &["09 10:00"],
    );
    check(
        &policy,
        &typed(Some(at("09 10:30"))),
        "09 09:45",
        Metric::FirstResponse,
        "running 09 10:00 left 15",
        &[],
    );
    check(&policy, &typed(None), "09 12:00", Metric::FirstResponse, "breached", &["09 10:00"]);
}

#[test]
fn an_answer_at_the_due_instant_is_late() {
    let events = ticket("09 09:00", vec![("09 10:00", reply("09 10:00"))]);
    check(
        &promising(60, 60, 480),
        &events,
        "09 12:00",
        Metric::FirstResponse,
        "breached met 09 10:00",
        &["09 10:00"],
    );
}

#[test]
fn without_a_ticket_there_is_no_clock() {
    let future = ticket("09 09:00", vec![]);
    check(&Policy::default(), &future, "08 09:00", Metric::Resolution, "none", &[]);
    check(&Policy::default(), &[], "08 09:00", Metric::Resolution, "none", &[]);
}

#[test]
fn nothing_happens_before_the_creation() {
    let events = ticket("09 09:00", vec![("09 08:00", reply("09 08:00"))]);
    check(&promising(60, 60, 480), &events, "09 09:30", Metric::FirstResponse, "met 09 09:00", &[]);
}

#[test]
fn a_ticket_created_resolved_is_resolved_at_once() {
    let mut events = ticket("09 09:00", vec![]);
    events[0].kind = EventKind::Created { priority: Priority::Normal, category: Resolved };
    check(&promising(60, 60, 480), &events, "10 09:00", Metric::Resolution, "met 09 09:00", &[]);
    check(&promising(60, 60, 480), &events, "10 09:00", Metric::FirstResponse, "cancelled", &[]);
}

#[test]
fn closing_after_resolving_changes_nothing() {
    let events = ticket(
        "09 09:00",
        vec![("09 10:00", status(Resolved)), ("09 20:00", status(StatusCategory::Closed))],
    );
    check(&promising(60, 60, 480), &events, "10 16:00", Metric::Resolution, "met 09 10:00", &[]);
}

#[test]
fn first_response_pauses_only_by_policy() {
    let events = ticket("09 09:00", vec![("09 09:30", status(Waiting))]);
    let mut policy = promising(60, 60, 480);
    check(&policy, &events, "09 12:00", Metric::FirstResponse, "breached", &["09 10:00"]);
    policy.pause_first_response = true;
    check(&policy, &events, "09 12:00", Metric::FirstResponse, "paused left 30", &[]);
}

#[test]
fn next_response_never_pauses() {
    let events = ticket(
        "09 09:00",
        vec![
            ("09 09:10", reply("09 09:10")),
            ("09 09:20", EventKind::RequesterMessage),
            ("09 09:30", status(Waiting)),
        ],
    );
    check(
        &promising(60, 60, 480),
        &events,
        "09 10:00",
        Metric::NextResponse,
        "running 09 10:20 left 20",
        &[],
    );
}

#[test]
fn resolving_cancels_a_running_next_response() {
    let mut events = ticket(
        "09 09:00",
        vec![
            ("09 09:10", reply("09 09:10")),
            ("09 09:20", EventKind::RequesterMessage),
            ("09 09:30", status(Resolved)),
        ],
    );
    check(&promising(60, 60, 480), &events, "10 09:00", Metric::NextResponse, "cancelled", &[]);
    events[3].at = at("09 11:00");
    check(&promising(60, 60, 480), &events, "10 09:00", Metric::NextResponse, "breached", &["09 10:20"]);
}

#[test]
fn each_cycle_keeps_its_number() {
    let events = ticket(
        "09 09:00",
        vec![
            ("09 09:10", reply("09 09:10")),
            ("09 09:20", EventKind::RequesterMessage),
            ("09 11:00", reply("09 11:00")),
            ("09 11:10", EventKind::RequesterMessage),
        ],
    );
    let clocks = clocks(&promising(60, 60, 480), &office(), &events, at("09 13:00"));
    let cycles: Vec<u32> = clocks.next_response.breaches.iter().map(|breach| breach.cycle).collect();
    assert_eq!(cycles, [1, 2]);
}

#[test]
fn a_change_while_paused_is_judged_on_resuming() {
    let events = ticket(
        "09 09:00",
        vec![
            ("09 12:00", status(Waiting)),
            ("09 13:00", EventKind::PolicyChanged(Arc::new(promising(60, 60, 120)))),
            ("09 14:00", status(Open)),
        ],
    );
    let policy = promising(60, 60, 480);
    check(&policy, &events, "09 13:30", Metric::Resolution, "paused left 0", &[]);
    check(&policy, &events, "09 15:00", Metric::Resolution, "breached", &["09 14:00 by change"]);
}

#[test]
fn a_changed_policy_counts_from_the_start_and_leaves_the_past() {
    let policy = promising(60, 60, 480);
    let changed = |to: Policy| ticket("09 09:00", vec![("09 12:00", EventKind::PolicyChanged(Arc::new(to)))]);
    check(
        &policy,
        &changed(promising(60, 60, 240)),
        "09 12:30",
        Metric::Resolution,
        "running 09 13:00 left 30",
        &[],
    );
    check(
        &policy,
        &changed(promising(60, 60, 120)),
        "09 12:30",
        Metric::Resolution,
        "breached",
        &["09 12:00 by change"],
    );
    check(
        &policy,
        &changed(promising(240, 60, 120)),
        "09 12:30",
        Metric::FirstResponse,
        "running 09 13:00 left 30",
        &["09 10:00"],
    );
    check(
        &policy,
        &changed(Policy { targets: [].into(), ..Policy::default() }),
        "09 12:30",
        Metric::FirstResponse,
        "none",
        &["09 10:00"],
    );
}

#[test]
fn a_policy_that_begins_to_pause_stops_the_clock() {
    let mut pausing = promising(60, 60, 120);
    pausing.pausing = [OnHold].into();
    let events = ticket(
        "09 09:00",
        vec![("09 10:00", status(OnHold)), ("09 12:00", EventKind::PolicyChanged(Arc::new(pausing)))],
    );
    check(&promising(60, 60, 480), &events, "10 12:00", Metric::Resolution, "paused left 0", &[]);
}

#[test]
fn an_edited_calendar_moves_only_what_runs() {
    let afternoon = Calendar {
        hours: Calendar::default_for("UTC")
            .hours
            .into_keys()
            .map(|day| (day, vec![interval("13:00", "17:00")]))
            .collect(),
        ..Calendar::default_for("UTC")
    };
    let edited = || EventKind::CalendarChanged(Arc::new(afternoon.compile().unwrap()));
    let policy = promising(60, 60, 240);
    let events = ticket("09 09:00", vec![("09 09:30", reply("09 09:30")), ("09 12:00", edited())]);
    check(&policy, &events, "09 12:30", Metric::FirstResponse, "met 09 09:30", &[]);
    check(&policy, &events, "09 12:30", Metric::Resolution, "running 09 17:00 left 240", &[]);
    let late = ticket("09 09:00", vec![("09 12:00", edited())]);
    check(&policy, &late, "09 12:30", Metric::FirstResponse, "breached", &["09 10:00"]);
}

fn interval(start: &str, end: &str) -> WallInterval {
    WallInterval(start.parse().unwrap(), end.parse().unwrap())
}

#[test]
fn reopening_follows_the_policy() {
    let events = ticket("09 09:00", vec![("09 11:00", status(Resolved)), ("09 14:00", status(Open))]);
    let with = |reopen| Policy { reopen, ..promising(60, 60, 480) };
    check(&with(Reopen::Resume), &events, "09 15:00", Metric::Resolution, "running 10 12:00 left 300", &[]);
    check(&with(Reopen::Restart), &events, "09 15:00", Metric::Resolution, "running 10 14:00 left 420", &[]);
    check(
        &with(Reopen::NeverStopped),
        &events,
        "09 15:00",
        Metric::Resolution,
        "running 09 17:00 left 120",
        &[],
    );
    let short = Policy { reopen: Reopen::NeverStopped, ..promising(60, 60, 240) };
    check(&short, &events, "09 13:30", Metric::Resolution, "met 09 11:00", &[]);
    check(&short, &events, "09 15:00", Metric::Resolution, "breached", &["09 13:00"]);
}

#[test]
fn reopening_into_a_pause_stands_still() {
    let events = ticket("09 09:00", vec![("09 11:00", status(Resolved)), ("09 14:00", status(Waiting))]);
    for reopen in [Reopen::Resume, Reopen::Restart] {
        let policy = Policy { reopen, ..promising(60, 60, 480) };
        let left = if reopen == Reopen::Resume { "paused left 360" } else { "paused left 480" };
        check(&policy, &events, "11 15:00", Metric::Resolution, left, &[]);
    }
}

#[test]
fn a_calendar_that_never_opens_has_no_due_time() {
    let closed = Calendar { hours: [].into(), ..Calendar::default_for("UTC") }.compile().unwrap();
    let events = ticket("09 09:00", vec![]);
    let policy = promising(60, 60, 480);
    let state = clocks(&policy, &closed, &events, at("20 09:00")).resolution.state;
    assert_eq!(state, ClockState::Running { due: None, remaining_ms: 480 * 60_000 });
    assert_eq!(next_instants(&policy, &closed, &events, at("20 09:00")), []);
}

#[test]
fn a_resolution_that_arrives_late_supersedes_the_breach() {
    let policy = promising(480, 60, 180);
    let without = ticket("09 09:00", vec![]);
    let with = ticket("09 09:00", vec![("09 11:50", status(Resolved))]);
    let recorded = reconcile(&[], &clocks(&policy, &office(), &without, at("09 13:00")));
    assert_eq!(
        recorded.iter().map(|it| (it.breach.at, it.superseded)).collect::<Vec<_>>(),
        [(at("09 12:00"), false)]
    );
    let after = clocks(&policy, &office(), &with, at("09 14:10"));
    assert_eq!(after.resolution.state, ClockState::Met { met_at: at("09 11:50") });
    let superseded = reconcile(&recorded, &after);
    assert_eq!(superseded, [RecordedBreach { superseded: true, ..recorded[0] }], "kept and marked");
    assert_eq!(reconcile(&superseded, &after), superseded, "learning it again changes nothing");
    assert_eq!(reconcile(&superseded, &clocks(&policy, &office(), &without, at("09 15:00"))), recorded);
}

#[test]
fn instants_are_told_in_business_time() {
    let mut policy = promising(60, 60, 480);
    policy.at_risk = vec![Threshold::Percent(75), Threshold::MinutesBefore(30), Threshold::Percent(50)];
    let events = ticket(
        "09 09:00",
        vec![("09 09:10", reply("09 09:10")), ("09 12:00", status(Waiting)), ("10 10:00", status(Open))],
    );
    let instants = |as_of| {
        let instants = next_instants(&policy, &office(), &events, at(as_of)).into_iter();
        instants.map(|it| (it.metric, it.level, it.at, it.due)).collect::<Vec<_>>()
    };
    let due = at("10 15:00");
    let resolution = |level, when| (Metric::Resolution, level, at(when), due);
    assert_eq!(instants("09 13:00"), [], "a paused clock plans nothing");
    let all = [
        resolution(Level::AtRisk(Threshold::Percent(50)), "10 11:00"),
        resolution(Level::AtRisk(Threshold::Percent(75)), "10 13:00"),
        resolution(Level::AtRisk(Threshold::MinutesBefore(30)), "10 14:30"),
        resolution(Level::Breach, "10 15:00"),
    ];
    assert_eq!(instants("10 10:30"), all);
    assert_eq!(instants("10 11:00"), all[1..], "what has come is not next");
    let schedule = office();
    let slept = Replay::of(&policy, &schedule, &events, at("10 13:30"));
    assert_eq!(slept.instants().len(), 4, "a device that slept learns what it missed");
    assert_eq!(slept.at_risk(Metric::Resolution), Some(Threshold::Percent(75)));
    assert_eq!(slept.at_risk_from(Metric::Resolution), Some(at("10 11:00")));
    let late = Replay::of(&policy, &schedule, &events, at("11 13:30"));
    assert_eq!(
        late.instants().iter().map(|it| (it.level, it.at)).collect::<Vec<_>>(),
        [(Level::Breach, due)]
    );
}

#[test]
fn a_level_reached_before_a_pause_keeps_its_instant() {
    let policy = Policy { at_risk: vec![Threshold::Percent(25)], ..promising(60, 60, 480) };
    let events = ticket("09 09:00", vec![("09 12:00", status(Waiting)), ("10 10:00", status(Open))]);
    let schedule = office();
    let replay = Replay::of(&policy, &schedule, &events, at("10 11:00"));
    assert_eq!(replay.at_risk_from(Metric::Resolution), Some(at("09 11:00")));
}

#[test]
fn a_due_time_is_explained_in_parts() {
    let mut calendar = Calendar::default_for("UTC");
    calendar.holidays.insert("2026-03-10".parse().unwrap());
    calendar.partial_holidays.insert("2026-03-11".parse().unwrap(), vec![interval("09:00", "12:00")]);
    let schedule = calendar.compile().unwrap();
    let events = ticket("06 16:30", vec![("09 10:00", status(Waiting)), ("09 11:00", status(Open))]);
    let policy = promising(60, 60, 570);
    let got = explain(&policy, &schedule, &events, at("09 12:00"), Metric::Resolution);
    let counted = |from: &str, to: &str, minutes: i64| Part::Counted {
        from: at(from),
        to: at(to),
        business_ms: minutes * 60_000,
    };
    let expected = [
        counted("06 16:30", "06 17:00", 30),
        counted("09 09:00", "09 10:00", 60),
        Part::Paused { from: at("09 10:00"), to: at("09 11:00"), business_ms: 3_600_000 },
        counted("09 11:00", "09 17:00", 360),
        Part::Holiday { date: "2026-03-10".parse().unwrap() },
        Part::PartialHoliday { date: "2026-03-11".parse().unwrap(), off: vec![interval("09:00", "12:00")] },
        counted("11 12:00", "11 14:00", 120),
    ];
    assert_eq!(got.parts, expected);
    assert_eq!((got.until, got.target_minutes), (at("11 14:00"), Some(570)));
    let json = serde_json::to_string(&got.parts[4..6]).unwrap();
    let expected = r#"[{"part":"holiday","date":"2026-03-10"},{"part":"partial_holiday","date":"2026-03-11","off":[["09:00","12:00"]]}]"#;
    assert_eq!(json, expected);
}

#[test]
fn the_time_between_resolved_and_reopened_is_explained() {
    let events = ticket("09 09:00", vec![("09 11:00", status(Resolved)), ("10 10:00", status(Open))]);
    let parts =
        explain(&promising(60, 60, 240), &office(), &events, at("10 11:00"), Metric::Resolution).parts;
    assert_eq!(
        parts[1],
        Part::Resolved { from: at("09 11:00"), to: at("10 10:00"), business_ms: 7 * 3_600_000 }
    );
    assert_eq!(parts.len(), 3);
}

#[test]
fn clocks_keep_their_shape() {
    let events = ticket("09 09:00", vec![]);
    let clock = clocks(&promising(60, 60, 480), &office(), &events, at("09 12:00"));
    let json = serde_json::to_string(&(clock.first_response, clock.resolution)).unwrap();
    let expected = concat!(
        r#"[{"state":"breached","met_at":null,"breaches":[{"at":1773050400000,"by_policy_change":false,"cycle":1}]},"#,
        r#"{"state":"running","due":1773075600000,"remaining_ms":18000000,"breaches":[]}]"#,
    );
    assert_eq!(json, expected);
}
