//! The conformance cases that come with the project, what must hold for all of them, and how broken ones fail.

use super::*;
use crate::sla::{ClockState, Replay, explain};
use proptest::prelude::*;

const TIMES: &str = include_str!("../../../tests/data/business_time.jsonl");
const TIMELINES: &str = include_str!("../../../tests/data/timelines.json");

#[test]
fn every_business_time_case_passes() {
    let report = check_time(TIMES);
    assert_eq!((report.passed, report.failed), (TIMES.lines().count(), 0), "{report}");
}

#[test]
fn every_timeline_passes() {
    let report = check_timelines(TIMELINES);
    assert_eq!((report.passed, report.failed), (139, 0), "{report}");
}

/// Runs a check on every timeline of the file.
fn for_every_timeline(check: impl Fn(&str, &Policy, &crate::calendar::Schedule, &[Event], Timestamp)) {
    let cases: Vec<Value> = serde_json::from_str(TIMELINES).unwrap();
    for value in cases {
        let name = value["name"].as_str().unwrap().to_owned();
        let case: TimelineCase = read(value).unwrap();
        let schedule = case.calendar.compile().unwrap();
        let policy = Policy {
            targets: case.policy,
            pausing: case.pausing,
            pause_first_response: case.pause_first_response,
            ..Policy::default()
        };
        let events: Vec<Event> = case
            .events
            .into_iter()
            .enumerate()
            .map(|(index, event)| read_event(index, event).unwrap())
            .collect();
        check(&name, &policy, &schedule, &events, Timestamp::parse(&case.as_of).unwrap());
    }
}

#[test]
fn the_order_of_learning_changes_nothing() {
    for_every_timeline(|name, policy, schedule, events, as_of| {
        let expected = clocks(policy, schedule, events, as_of);
        let mut shuffled = events.to_vec();
        for step in 1..6 {
            shuffled.reverse();
            shuffled.rotate_left(step % events.len());
            assert_eq!(clocks(policy, schedule, &shuffled, as_of), expected, "{name}");
        }
    });
}

#[test]
fn a_breach_is_never_taken_back_as_time_goes_on() {
    for_every_timeline(|name, policy, schedule, events, as_of| {
        let mut before: Option<Clocks> = None;
        for hours in (0..400).rev().step_by(7) {
            let clocks = clocks(policy, schedule, events, as_of.plus_ms(-hours * 3_600_000));
            for metric in Metric::ALL {
                let known = before.as_ref().map_or(&[][..], |before| &before.get(metric).breaches);
                assert!(clocks.get(metric).breaches.starts_with(known), "{name} {metric:?}");
            }
            before = Some(clocks);
        }
    });
}

#[test]
fn a_clock_that_only_gets_older_breaches_at_its_due_instant() {
    for_every_timeline(|name, policy, schedule, events, as_of| {
        let now = clocks(policy, schedule, events, as_of);
        for metric in Metric::ALL {
            if let Some(due) = now.get(metric).state.due() {
                let at = |at| clocks(policy, schedule, events, at).get(metric).clone();
                assert_eq!(at(due).state, ClockState::Breached { met_at: None }, "{name}");
                assert_eq!(at(due).breaches.last().map(|breach| breach.at), Some(due), "{name}");
                assert_eq!(at(due.plus_ms(-1)).breaches, now.get(metric).breaches, "{name}");
            }
        }
    });
}

#[test]
fn the_parts_of_a_running_clock_add_up_to_its_target() {
    for_every_timeline(|name, policy, schedule, events, as_of| {
        let replay = Replay::of(policy, schedule, events, as_of);
        for metric in Metric::ALL {
            let explanation = explain(policy, schedule, events, as_of, metric);
            if let ClockState::Running { due: Some(due), .. } = explanation.state {
                let counted = |part: &crate::sla::Part| match part {
                    crate::sla::Part::Counted { business_ms, .. } => *business_ms,
                    crate::sla::Part::Paused { .. }
                    | crate::sla::Part::Resolved { .. }
                    | crate::sla::Part::Holiday { .. }
                    | crate::sla::Part::PartialHoliday { .. } => 0,
                };
                let sum: i64 = explanation.parts.iter().map(counted).sum();
                assert_eq!(sum, i64::from(explanation.target_minutes.unwrap()) * 60_000, "{name} {metric:?}");
                assert_eq!(replay.instants().iter().rfind(|it| it.metric == metric).unwrap().at, due);
            }
        }
    });
}

/// One time case with a field replaced, or removed where the value is null.
fn time_case(field: &str, value: Value) -> String {
    let mut case: Map<String, Value> = serde_json::from_str(TIMES.lines().next().unwrap()).unwrap();
    case.insert(field.to_owned(), value);
    case.retain(|key, value| !value.is_null() || key == "due");
    serde_json::to_string(&case).unwrap()
}

#[test]
fn a_wrong_time_case_fails_in_one_line_that_says_why() {
    for (case, expected) in [
        (
            time_case("due", json!("2026-04-01T15:31:00Z")),
            "line 1 (id 0): due: expected 2026-04-01T15:31:00.000Z, got 2026-04-01T15:30:00.000Z",
        ),
        (time_case("due", json!(null)), "expected no due time, got"),
        (
            time_case("hours", json!({})),
            "due: expected 2026-04-01T15:30:00.000Z, got no due time; elapsed_seconds: expected 246600, got 0",
        ),
        (time_case("elapsed_seconds", json!(1)), "elapsed_seconds: expected 1, got 246600"),
        (
            time_case("zone", json!("Mars/Olympus")),
            "cannot be read: \"Mars/Olympus\" is not the name of a time zone",
        ),
        (
            time_case("hours", json!({"mon": [["17:00", "09:00"]]})),
            "cannot be read: mon: the interval 17:00-09:00",
        ),
        (time_case("hours", json!({"monday": []})), "cannot be read: unknown variant `monday`"),
        (time_case("holidays", json!(["2026-02-30"])), "cannot be read: "),
        (time_case("start", json!("yesterday")), "cannot be read: start: \"yesterday\" is not an instant"),
        (time_case("start", Value::Null), "cannot be read: missing field `start`"),
        (time_case("minutes", json!(-1)), "cannot be read: minutes: -1 is less than none"),
        (time_case("minutes", Value::Null), "cannot be read: due without minutes"),
        (time_case("until", Value::Null), "cannot be read: elapsed_seconds without until"),
        ("{".to_owned(), "line 1: cannot be read: "),
        ("[]".to_owned(), "cannot be read: "),
    ] {
        let report = check_time(&case);
        assert_eq!((report.passed, report.failed, report.lines.len()), (0, 1, 1), "{case}");
        assert!(report.lines[0].contains(expected), "{expected:?} is not in {:?}", report.lines[0]);
        assert!(report.to_string().ends_with("\n0 passed, 1 failed"));
    }
}

#[test]
fn a_calendar_that_never_opens_passes_as_such() {
    let mut case: Map<String, Value> = serde_json::from_str(&time_case("hours", json!({}))).unwrap();
    case.insert("due".to_owned(), Value::Null);
    case.insert("elapsed_seconds".to_owned(), json!(0));
    assert_eq!(check_time(&serde_json::to_string(&case).unwrap()).to_string(), "1 passed, 0 failed");
}

#[test]
fn a_wrong_timeline_fails_in_one_line_that_says_why() {
    let edit = |edit: &dyn Fn(&mut Value)| {
        let mut cases: Vec<Value> = serde_json::from_str(TIMELINES).unwrap();
        cases.truncate(1);
        edit(&mut cases[0]);
        check_timelines(&serde_json::to_string(&cases).unwrap())
    };
    let check = |change: &dyn Fn(&mut Value), expected: &str| {
        let report = edit(change);
        assert_eq!((report.passed, report.failed, report.lines.len()), (0, 1, 1), "{expected}");
        assert!(report.lines[0].contains(expected), "{expected:?} is not in {:?}", report.lines[0]);
    };
    check(
        &|case| case["expect"]["resolution"]["state"] = json!("met"),
        "weekend_does_not_count: resolution state: expected \"met\", got \"running\"",
    );
    check(
        &|case| case["expect"]["resolution"]["met_at"] = json!("2026-03-06T16:30:00Z"),
        "resolution met_at: expected \"2026-03-06T16:30:00.000Z\", got null",
    );
    check(
        &|case| {
            case["expect"]["resolution"]["breaches"] =
                json!([{ "at": "2026-03-06T16:30:00Z", "by_policy_change": true }])
        },
        "resolution breaches: expected",
    );
    check(
        &|case| case["expect"]["resolution"]["mood"] = json!("good"),
        "resolution: \"mood\" is not something a clock says",
    );
    check(&|case| case["expect"]["haste"] = json!({}), "\"haste\" is not a metric");
    check(&|case| case["expect"]["resolution"] = json!(7), "resolution: what is expected is not an object");
    check(&|case| case["events"] = json!([]), "no event says that the ticket was created");
    check(&|case| case["events"][0]["status"] = json!("open"), "event 1: it must be exactly one of");
    check(
        &|case| case["events"][0] = json!({ "at": "2026-03-06T16:30:00Z" }),
        "event 1: it must be exactly one of",
    );
    check(&|case| case["events"][0]["at"] = json!("noon"), "event 1: at: \"noon\" is not an instant");
    check(&|case| case["events"][0]["telepathy"] = json!(1), "unknown field `telepathy`");
    check(&|case| case["as_of"] = json!(null), "cannot be read: ");
    check(&|case| case["policy"] = json!({ "extreme": {} }), "unknown variant `extreme`");
    check(&|case| case["calendar"]["zone"] = json!(""), "is not the name of a time zone");
    check(&|case| *case = json!(null), "timeline 1: cannot be read: ");
    assert_eq!(check_timelines("{}").failed, 1);
    assert_eq!(check_timelines("[]").to_string(), "0 passed, 0 failed");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn damaged_files_are_reported_and_nothing_panics(cut in 0..1_500_usize, byte in any::<char>()) {
        let damaged = |text: &str| {
            let mut text: String = text.chars().take(1_500).collect();
            text.truncate(cut);
            text.push(byte);
            text
        };
        let times = check_time(&damaged(TIMES));
        prop_assert_eq!(times.lines.len(), times.failed);
        prop_assert!(check_timelines(&damaged(TIMELINES)).passed == 0);
    }
}
