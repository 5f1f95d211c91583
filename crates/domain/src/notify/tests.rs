//! The promises of notifications, as tables of what was planned, what was shown before and what is shown.

use super::*;
use crate::calendar::Calendar;
use crate::sla::Threshold;
use uuid::Uuid;

const MINUTE: i64 = 60_000;

/// Monday 2026-03-02, at this time in UTC.
fn at(time: &str) -> Timestamp {
    on(2, time)
}

fn on(day: u32, time: &str) -> Timestamp {
    Timestamp::parse(&format!("2026-03-{day:02}T{time}:00Z")).unwrap()
}

fn breach(ticket: u128, due: Timestamp) -> Warning {
    Warning {
        ticket: TicketId(Uuid::from_u128(ticket)),
        number: format!("#{ticket}"),
        subject: "Printer on fire".to_owned(),
        who: None,
        mine: false,
        urgent: false,
        known_since: Timestamp(0),
        instant: Instant { metric: Metric::FirstResponse, cycle: 1, level: Level::Breach, at: due, due },
    }
}

fn at_risk(ticket: u128, at: Timestamp, due: Timestamp) -> Warning {
    let mut warning = breach(ticket, due);
    warning.instant.level = Level::AtRisk(Threshold::Percent(75));
    warning.instant.at = at;
    warning
}

fn decide(warnings: &[Warning], marks: &[Mark], quiet: &Quiet, now: Timestamp) -> Decision {
    super::decide(warnings, marks, quiet, now, Words::of("en"))
}

fn titles(decision: &Decision) -> Vec<&str> {
    decision.show.iter().map(|showing| showing.title.as_str()).collect()
}

/// Asks again at each time with the marks of the times before, and compares the titles.
fn check(warnings: &[Warning], quiet: &Quiet, expected: &[(Timestamp, &[&str])]) {
    let mut marks = Vec::new();
    for (now, wanted) in expected {
        let decision = decide(warnings, &marks, quiet, *now);
        assert_eq!(titles(&decision), *wanted, "at {now}");
        marks.extend(decision.marks);
    }
}

fn office_hours() -> Quiet {
    QuietHours::Outside(Arc::new(Calendar::default_for("UTC").compile().unwrap())).into()
}

#[test]
fn a_warning_is_shown_at_its_instant_and_once_across_restarts() {
    let due = at("12:00");
    let warnings = [at_risk(7, at("11:45"), due), breach(7, due)];
    check(
        &warnings,
        &Quiet::default(),
        &[
            (at("11:44"), &[]),
            (at("11:45"), &["First response at risk: #7"]),
            (at("11:46"), &[]),
            (at("12:00"), &["First response breached: #7"]),
            (at("12:01"), &[]),
            (at("18:00"), &[]),
        ],
    );
}

#[test]
fn a_due_instant_that_moved_is_a_new_warning() {
    let shown = decide(&[breach(7, at("12:00"))], &[], &Quiet::default(), at("12:00"));
    let again = decide(&[breach(7, at("13:00"))], &shown.marks, &Quiet::default(), at("13:00"));
    assert_eq!(titles(&again), ["First response breached: #7"]);
}

#[test]
fn a_device_that_slept_says_how_late_it_is() {
    for (now, words) in [
        ("12:00", "Printer on fire\nDue now"),
        ("12:01", "Printer on fire\n1 min late"),
        ("12:12", "Printer on fire\n12 min late"),
        ("14:05", "Printer on fire\n2 h 5 min late"),
        ("15:00", "Printer on fire\n3 h late"),
    ] {
        let decision = decide(&[breach(7, at("12:00"))], &[], &Quiet::default(), at(now));
        assert_eq!(decision.show[0].body, words);
    }
    for (late_ms, words) in [(2_900, "Due now"), (20_000, "20 s late"), (59_999, "59 s late")] {
        let now = at("12:00").plus_ms(late_ms);
        let decision = decide(&[breach(7, at("12:00"))], &[], &Quiet::default(), now);
        assert_eq!(decision.show[0].body, format!("Printer on fire\n{words}"));
    }
    let asked = Warning { who: Some("Ines, assigned to Ada".to_owned()), ..breach(7, at("12:00")) };
    let decision = decide(&[asked], &[], &Quiet::default(), at("12:00"));
    assert_eq!(decision.show[0].body, "Printer on fire\nInes, assigned to Ada\nDue now");
    let early = decide(&[at_risk(7, at("11:45"), at("12:00"))], &[], &Quiet::default(), at("11:50"));
    assert_eq!(early.show[0].body, "Printer on fire\nDue in 10 min");
}

#[test]
fn sleeping_over_both_instants_shows_the_breach_only() {
    let warnings = [at_risk(7, at("11:45"), at("12:00")), breach(7, at("12:00"))];
    check(
        &warnings,
        &Quiet::default(),
        &[(at("12:12"), &["First response breached: #7"]), (at("12:13"), &[])],
    );
}

#[test]
fn more_than_three_in_a_minute_collapse_into_one() {
    let due = at("12:00");
    let three: Vec<Warning> = (1..=3).map(|ticket| breach(ticket, due)).collect();
    assert_eq!(decide(&three, &[], &Quiet::default(), due).show.len(), 3);

    let five: Vec<Warning> = (1..=5).map(|ticket| breach(ticket, due)).collect();
    let decision = decide(&five, &[], &Quiet::default(), due);
    assert_eq!(titles(&decision), ["5 tickets breached"]);
    assert_eq!(decision.show[0].body, "#1, #2, #3 and 2 more");
    assert_eq!(decision.show[0].actions, [Action::Open]);
    assert_eq!(decision.marks.len(), 5, "each of the five is done with");
}

#[test]
fn a_storm_takes_in_what_the_same_minute_showed_before() {
    let start = at("12:00");
    let warnings: Vec<Warning> =
        (0..5).map(|n| breach(n + 1, start.plus_ms(i64::try_from(n).unwrap() * 10_000))).collect();
    let mut marks = Vec::new();
    let mut seen = Vec::new();
    for second in [0, 10, 20, 30, 40] {
        let decision = decide(&warnings, &marks, &Quiet::default(), start.plus_ms(second * 1000));
        seen.extend(decision.show);
        marks.extend(decision.marks);
    }
    let words: Vec<&str> = seen.iter().map(|showing| showing.title.as_str()).collect();
    assert_eq!(
        words[..3],
        ["First response breached: #1", "First response breached: #2", "First response breached: #3"]
    );
    assert_eq!(words[3..], ["4 tickets breached", "5 tickets breached"]);
    assert_eq!(seen[3].replaces, [seen[0].key.clone(), seen[1].key.clone(), seen[2].key.clone()]);
    assert_eq!(seen[3].key, seen[4].key, "the second summary takes the place of the first");
}

/// Asks as a desk does: of the warnings that were not shown yet, with the marks of the last minute and of the storm.
fn at_a_desk(due: &[Warning], marks: &[Mark], now: Timestamp) -> Decision {
    let shown: Vec<Key> = marks.iter().map(|mark| mark.key).collect();
    let unheeded: Vec<Warning> = due.iter().filter(|it| !shown.contains(&it.key())).cloned().collect();
    let minute_ago = now.plus_ms(-MINUTE);
    let since =
        storm_since(marks.iter().map(Mark::shown), now).map_or(minute_ago, |since| since.min(minute_ago));
    let kept: Vec<Mark> = marks.iter().filter(|mark| mark.shown_at >= since).cloned().collect();
    decide(&unheeded, &kept, &Quiet::default(), now)
}

#[test]
fn a_storm_is_one_for_as_long_as_it_lasts_whatever_the_desk_asks_about() {
    let start = at("12:00");
    let second = |n: i64| start.plus_ms(n * 1_000);
    let mut marks = Vec::new();
    let mut seen: Vec<Showing> = Vec::new();
    for n in 0..200_i64 {
        let due: Vec<Warning> = (0..=n).map(|n| breach(n.unsigned_abs().into(), second(n))).collect();
        let decision = at_a_desk(&due, &marks, second(n));
        assert_eq!(decision.storm, (n >= 3).then_some(start));
        seen.extend(decision.show);
        marks.extend(decision.marks);
    }
    let last = seen.last().unwrap();
    assert_eq!((last.title.as_str(), last.tickets.len()), ("200 tickets breached", 200));
    assert_eq!(last.body, "#0, #1, #2 and 197 more");
    assert!(
        seen[3..].iter().all(|showing| showing.key == last.key),
        "and each takes the place of the one before"
    );
    assert_eq!(seen[3].replaces.len(), 3, "the first three stood alone");
}

#[test]
fn what_is_shown_of_a_storm_stands_for_five_seconds() {
    let start = at("12:00");
    let four: Vec<Warning> = (1..=4).map(|ticket| breach(ticket, start)).collect();
    let marks = decide(&four, &[], &Quiet::default(), start).marks;
    assert_eq!(
        storm_rests_until(marks.iter().map(Mark::shown), start.plus_ms(1)),
        Some(start.plus_ms(5_000))
    );
    assert_eq!(storm_rests_until(marks.iter().map(Mark::shown), start.plus_ms(5_000)), None);
    assert_eq!(
        storm_rests_until(marks.iter().map(Mark::shown), start.plus_ms(-MINUTE)),
        None,
        "a clock that was set back waits for nothing"
    );
    let alone = decide(&four[..1], &[], &Quiet::default(), start).marks;
    assert_eq!(storm_rests_until(alone.iter().map(Mark::shown), start.plus_ms(1)), None);
}

#[test]
fn a_storm_of_an_hour_is_told_as_the_next_one_and_loses_nothing() {
    let start = at("12:00");
    let half_a_minute = |n: i64| start.plus_ms(n * MINUTE / 2);
    let mut marks = Vec::new();
    let mut stood: BTreeMap<String, Showing> = BTreeMap::new();
    let mut due: Vec<Warning> = (1_001..=1_004).map(|ticket| breach(ticket, start)).collect();
    for n in 0..200_i64 {
        due.push(breach(n.unsigned_abs().into(), half_a_minute(n)));
        let decision = at_a_desk(&due, &marks, half_a_minute(n));
        for showing in decision.show {
            for key in &showing.replaces {
                stood.remove(key);
            }
            stood.insert(showing.key.clone(), showing);
        }
        marks.extend(decision.marks);
    }
    assert_eq!(stood.len(), 2, "{:?}", stood.keys());
    let told: BTreeSet<TicketId> = stood.values().flat_map(|showing| showing.tickets.clone()).collect();
    assert_eq!(told.len(), due.len());
    assert!(stood.values().all(|showing| showing.tickets.len() <= 125));
}

#[test]
fn after_a_quiet_minute_a_warning_stands_alone_again() {
    let mut warnings: Vec<Warning> = (1..=4).map(|ticket| breach(ticket, at("12:00"))).collect();
    warnings.push(breach(5, at("12:02")));
    check(
        &warnings,
        &Quiet::default(),
        &[(at("12:00"), &["4 tickets breached"]), (at("12:02"), &["First response breached: #5"])],
    );
}

#[test]
fn a_summary_counts_a_ticket_once_and_tells_breached_from_at_risk() {
    let now = at("12:00");
    let mut resolution = breach(1, now);
    resolution.instant.metric = Metric::Resolution;
    let warnings = [
        breach(1, now),
        resolution,
        at_risk(2, now, at("13:00")),
        at_risk(3, now, at("13:00")),
        at_risk(4, now, at("13:00")),
    ];
    let decision = decide(&warnings, &[], &Quiet::default(), now);
    assert_eq!(titles(&decision), ["1 ticket breached, 3 at risk"]);
    assert_eq!(decision.show[0].body, "#1, #2, #3 and 1 more");
}

#[test]
fn quiet_hours_hold_back_and_end_with_one_summary() {
    // Friday evening to Monday morning: longer than a day, and still news on Monday.
    let friday = on(6, "20:00");
    let monday = on(9, "09:00");
    let warnings = [breach(1, friday), breach(2, on(7, "03:00"))];
    let night = decide(&warnings, &[], &office_hours(), on(7, "04:00"));
    assert_eq!(night, Decision { wake_at: Some(monday), ..Decision::default() });
    let morning = decide(&warnings, &[], &office_hours(), monday);
    assert_eq!(titles(&morning), ["2 tickets breached"]);
    assert_eq!(morning.show[0].body, "#1, #2\nHeld back during quiet hours");
}

#[test]
fn a_single_warning_of_the_night_stands_alone_in_the_morning() {
    let warnings = [breach(1, at("20:00"))];
    let morning = decide(&warnings, &[], &office_hours(), on(3, "09:00"));
    assert_eq!(titles(&morning), ["First response breached: #1"]);
    assert_eq!(morning.show[0].body, "Printer on fire\n13 h late");
}

#[test]
fn a_calendar_that_never_opens_keeps_quiet_for_good() {
    let mut calendar = Calendar::default_for("UTC");
    calendar.hours.clear();
    let quiet = QuietHours::Outside(Arc::new(calendar.compile().unwrap())).into();
    assert_eq!(decide(&[breach(1, at("12:00"))], &[], &quiet, at("12:00")), Decision::default());
}

#[test]
fn do_not_disturb_holds_back_until_it_ends() {
    let quiet = Quiet { until: Some(at("13:00")), ..Quiet::default() };
    let warnings = [breach(1, at("12:00"))];
    let held = decide(&warnings, &[], &quiet, at("12:00"));
    assert_eq!(held, Decision { wake_at: Some(at("13:00")), ..Decision::default() });
    assert_eq!(decide(&warnings, &[], &quiet, at("13:00")).show.len(), 1);
    let off = Quiet { until: Some(UNTIL_SWITCHED_OFF), ..Quiet::default() };
    assert_eq!(decide(&warnings, &[], &off, at("12:00")), Decision::default());
}

#[test]
fn urgent_breaks_through_where_it_may() {
    let warnings = [breach(1, at("20:00")), Warning { urgent: true, ..breach(2, at("20:00")) }];
    let strict = office_hours();
    assert_eq!(titles(&decide(&warnings, &[], &strict, at("20:00"))), Vec::<&str>::new());
    let quiet = Quiet { urgent_breaks_through: true, ..office_hours() };
    let night = decide(&warnings, &[], &quiet, at("20:00"));
    assert_eq!(titles(&night), ["First response breached: #2"]);
    let morning = decide(&warnings, &night.marks, &quiet, on(3, "09:00"));
    assert_eq!(titles(&morning), ["First response breached: #1"], "the other one waits for the morning");
}

#[test]
fn five_thousand_at_once_are_one_and_none_is_forgotten() {
    let due = at("12:00");
    let warnings: Vec<Warning> = (1..=5_000).map(|ticket| breach(ticket, due)).collect();
    let decision = decide(&warnings, &[], &Quiet::default(), due);
    assert_eq!(titles(&decision), ["5000 tickets breached"]);
    assert_eq!((decision.marks.len(), decision.show[0].tickets.len()), (5_000, 5_000));
    assert!(decide(&warnings, &decision.marks, &Quiet::default(), due.plus_ms(1)).show.is_empty());
}

#[test]
fn the_past_before_the_desk_knew_the_ticket_is_no_news() {
    let mut imported = breach(1, at("12:00"));
    imported.known_since = at("12:30");
    check(&[imported], &Quiet::default(), &[(at("12:30"), &[]), (at("13:00"), &[])]);
}

#[test]
fn what_is_older_than_a_day_is_no_news() {
    check(&[breach(1, at("12:00"))], &Quiet::default(), &[(on(3, "12:01"), &[])]);
}

#[test]
fn the_desk_is_woken_for_the_next_warning_only() {
    let warnings = [breach(1, at("12:00")), breach(2, at("15:00")), breach(3, at("14:00"))];
    let decision = decide(&warnings, &[], &Quiet::default(), at("12:00"));
    assert_eq!(decision.wake_at, Some(at("14:00")));
    let last = decide(&warnings[..1], &decision.marks, &Quiet::default(), at("12:00"));
    assert_eq!(last.wake_at, None);
}

#[test]
fn my_own_ticket_is_not_offered_to_me() {
    let mut mine = breach(1, at("12:00"));
    mine.mine = true;
    let decision = decide(&[mine, breach(2, at("12:00"))], &[], &Quiet::default(), at("12:00"));
    let offered = |index: usize| &decision.show[index].actions;
    assert_eq!(offered(0)[..], [&[Action::Open][..], &Action::SNOOZES].concat());
    assert_eq!(offered(1)[..], [&[Action::Open, Action::AssignToMe][..], &Action::SNOOZES].concat());
}

#[test]
fn a_mark_is_spent_long_after_its_warning() {
    let mark = decide(&[breach(1, at("12:00"))], &[], &Quiet::default(), at("12:00")).marks.remove(0);
    assert!(!mark.is_spent(on(20, "12:00")));
    assert!(mark.is_spent(at("12:00").plus_ms(31 * 1440 * MINUTE)));
}

#[test]
fn stored_marks_keep_their_form() {
    let mark =
        decide(&[at_risk(1, at("11:45"), at("12:00"))], &[], &Quiet::default(), at("11:45")).marks.remove(0);
    let id = "00000000-0000-0000-0000-000000000001";
    assert_eq!(
        serde_json::to_value(&mark).unwrap(),
        serde_json::json!({
            "key": {
                "ticket": id, "metric": "first_response", "cycle": 1,
                "level": { "at_risk": { "percent": 75 } }, "due": at("12:00").0,
            },
            "shown_at": at("11:45").0,
            "collapsed": false,
            "number": "#1",
            "storm": null,
        })
    );
    let mut older = serde_json::to_value(&mark).unwrap();
    older.as_object_mut().unwrap().retain(|name, _| name != "number" && name != "storm");
    let older: Mark = serde_json::from_value(older).unwrap();
    assert_eq!((older.number.as_str(), older.storm), ("", None), "what an older version kept is read");
    assert_eq!(mark.key.to_string(), format!("{id}/first_response/1/at-risk-75-percent/{}", at("12:00").0));
}
