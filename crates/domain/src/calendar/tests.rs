//! What the calendar promises, case by case, and held against a plain day-by-day count.

use super::*;
use jiff::civil::Date;
use jiff::tz::TimeZoneDatabase;
use proptest::prelude::*;

/// Reads `mon-fri 09:00-17:00, sat 10:00-12:00` into a calendar of a zone.
fn calendar(zone: &str, hours: &str, holidays: &str) -> Calendar {
    let mut calendar = Calendar { hours: BTreeMap::new(), ..Calendar::default_for(zone) };
    for part in hours.split(", ").filter(|part| !part.is_empty()) {
        let (days, interval) = part.split_once(' ').unwrap();
        let (first, last) = days.split_once('-').unwrap_or((days, days));
        let day = |key: &str| Weekday::ALL.into_iter().find(|day| day.key() == key).unwrap();
        for weekday in Weekday::ALL.into_iter().filter(|weekday| (day(first)..=day(last)).contains(weekday)) {
            calendar.hours.entry(weekday).or_default().push(interval_of(interval));
        }
    }
    calendar.holidays = holidays.split_whitespace().map(|date| date.parse().unwrap()).collect();
    calendar
}

fn interval_of(text: &str) -> WallInterval {
    let (start, end) = text.split_once('-').unwrap();
    WallInterval(start.parse().unwrap(), end.parse().unwrap())
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn check(calendar: &Calendar, start: &str, minutes: i64, due: &str) {
    let schedule = calendar.compile().unwrap();
    let got = schedule.add(at(start), minutes * 60_000).map_or("never".to_owned(), |due| due.to_string());
    let due = if due == "never" { due.to_owned() } else { at(due).to_string() };
    assert_eq!(got, due, "{minutes} minutes after {start} in {}", calendar.zone);
}

#[test]
fn weekends_do_not_count() {
    check(&Calendar::default_for("Europe/Berlin"), "2026-03-06T15:30:00Z", 60, "2026-03-09T08:30:00Z");
}

#[test]
fn holidays_do_not_count() {
    let calendar = calendar("Europe/London", "mon-fri 09:00-17:00", "2026-04-03 2026-04-06");
    check(&calendar, "2026-04-02T15:30:00Z", 60, "2026-04-07T08:30:00Z");
}

#[test]
fn a_partial_holiday_closes_only_its_hours() {
    let mut calendar = calendar("Europe/London", "mon-fri 09:00-17:00", "");
    calendar.partial_holidays.insert("2026-12-24".parse().unwrap(), vec![interval_of("12:00-24:00")]);
    check(&calendar, "2026-12-24T11:30:00Z", 30, "2026-12-24T12:00:00Z");
    check(&calendar, "2026-12-24T11:30:00Z", 31, "2026-12-25T09:01:00Z");
    calendar.partial_holidays.insert("2026-12-24".parse().unwrap(), vec![interval_of("12:00-13:00")]);
    check(&calendar, "2026-12-24T11:30:00Z", 60, "2026-12-24T13:30:00Z");
}

#[test]
fn touching_intervals_of_neighbouring_days_are_one() {
    let calendar = calendar("UTC", "mon 22:00-24:00, tue 00:00-06:00", "");
    check(&calendar, "2026-03-09T23:00:00Z", 120, "2026-03-10T01:00:00Z");
    let open = calendar.compile().unwrap().intervals(at("2026-03-09T00:00:00Z"), at("2026-03-12T00:00:00Z"));
    assert_eq!(open, [OpenInterval { from: at("2026-03-09T22:00:00Z"), to: at("2026-03-10T06:00:00Z") }]);
}

#[test]
fn time_that_ends_at_closing_ends_there() {
    check(&Calendar::default_for("UTC"), "2026-03-06T16:00:00Z", 60, "2026-03-06T17:00:00Z");
}

#[test]
fn no_time_at_all_is_the_first_open_instant() {
    let calendar = Calendar::default_for("UTC");
    check(&calendar, "2026-03-06T16:00:00Z", 0, "2026-03-06T16:00:00Z");
    check(&calendar, "2026-03-06T17:00:00Z", 0, "2026-03-09T09:00:00Z");
    check(&calendar, "2026-03-07T00:00:00Z", 0, "2026-03-09T09:00:00Z");
}

#[test]
fn a_calendar_that_never_opens_gives_no_due_time() {
    let closed = calendar("Europe/Berlin", "", "2026-01-01");
    assert!(closed.never_opens());
    check(&closed, "2026-03-06T16:00:00Z", 60, "never");
    check(&closed, "2026-03-06T16:00:00Z", 0, "never");
    check(&calendar("UTC", "mon-sun 00:00-24:00", ""), "2026-03-06T16:00:00Z", i64::MAX / 60_000, "never");
}

#[test]
fn half_an_hour_is_missing_at_lord_howe() {
    // On 5 October 2025 the clocks go from 02:00 to 02:30.
    let calendar = calendar("Australia/Lord_Howe", "sun 02:15-03:15", "");
    check(&calendar, "2025-10-04T12:00:00Z", 30, "2025-10-04T16:15:00Z");
    assert_eq!(
        calendar.compile().unwrap().elapsed(at("2025-10-04T12:00:00Z"), at("2025-10-05T12:00:00Z")),
        30 * 60_000
    );
}

#[test]
fn a_day_that_samoa_skipped_contributes_nothing() {
    // 30 December 2011 was a Friday that never was.
    let calendar = calendar("Pacific/Apia", "thu-sat 09:00-17:00", "");
    check(&calendar, "2011-12-30T02:30:00Z", 60, "2011-12-30T19:30:00Z");
    let all_day = calendar_of_all_hours("Pacific/Apia");
    check(&all_day, "2011-12-30T09:30:00Z", 60, "2011-12-30T10:30:00Z");
}

fn calendar_of_all_hours(zone: &str) -> Calendar {
    calendar(zone, "mon-sun 00:00-24:00", "")
}

#[test]
fn a_midnight_that_is_missing_moves_to_one_o_clock() {
    // In São Paulo, 4 November 2018 began at 01:00.
    let calendar = calendar("America/Sao_Paulo", "sat 22:00-24:00, sun 00:00-02:00", "");
    check(&calendar, "2018-11-04T02:30:00Z", 60, "2018-11-04T03:30:00Z");
    check(&calendar, "2018-11-04T02:30:00Z", 91, "2018-11-11T00:01:00Z");
}

#[test]
fn an_interval_inside_a_gap_keeps_its_length_and_one_that_ends_in_order_is_dropped() {
    check(
        &calendar("Europe/Berlin", "sun 02:10-02:40", ""),
        "2026-03-28T12:00:00Z",
        30,
        "2026-03-29T01:40:00Z",
    );
    // 02:30 moves to 03:30, behind the end at 03:00.
    check(
        &calendar("Europe/Berlin", "sun 02:30-03:00", ""),
        "2026-03-28T12:00:00Z",
        30,
        "2026-04-05T01:00:00Z",
    );
}

#[test]
fn zones_off_the_hour_count_alike() {
    check(&Calendar::default_for("Asia/Kathmandu"), "2026-03-06T11:00:00Z", 30, "2026-03-09T03:30:00Z");
    check(&Calendar::default_for("America/St_Johns"), "2026-03-06T20:00:00Z", 60, "2026-03-09T12:00:00Z");
}

#[test]
fn morocco_follows_its_rules_of_2026() {
    check(&Calendar::default_for("Africa/Casablanca"), "2026-11-02T08:00:00Z", 60, "2026-11-02T10:00:00Z");
}

#[test]
fn milliseconds_count() {
    let schedule = Calendar::default_for("UTC").compile().unwrap();
    let start = at("2026-03-06T16:59:59.999Z");
    assert!(schedule.is_open(start) && !schedule.is_open(start.plus_ms(1)));
    assert_eq!(schedule.add(start, 1), Some(at("2026-03-06T17:00:00Z")));
    assert_eq!(schedule.add(start, 2), Some(at("2026-03-09T09:00:00.001Z")));
}

#[test]
fn a_broken_calendar_says_what_is_wrong() {
    let error = |calendar: Calendar| calendar.compile().unwrap_err().to_string();
    let expected = "\"Mars/Olympus\" is not the name of a time zone, such as \"Europe/Berlin\"";
    assert_eq!(error(Calendar::default_for("Mars/Olympus")), expected);
    let expected = "tue: the interval 17:00-09:00 does not end after it starts";
    assert_eq!(error(calendar("UTC", "tue 17:00-09:00", "")), expected);
    assert_eq!(
        error(calendar("UTC", "tue 24:00-24:00", "")),
        "tue: the interval 24:00-24:00 starts at the end of the day"
    );
    let mut partial = Calendar::default_for("UTC");
    partial.partial_holidays.insert("2026-12-24".parse().unwrap(), vec![interval_of("12:00-12:00")]);
    assert_eq!(error(partial), "2026-12-24: the interval 12:00-12:00 does not end after it starts");
    let unread =
        serde_json::from_str::<Calendar>(r#"{"zone":"UTC","hours":{"mon":[["9","17:00"]]}}"#).unwrap_err();
    assert!(unread.to_string().contains("\"9\" is not a time of day"), "{unread}");
}

#[test]
fn a_calendar_keeps_its_shape_on_the_wire() {
    let mut calendar = calendar("Europe/Berlin", "mon 09:00-17:00, sat 22:00-24:00", "2026-04-03");
    let json = r#"{"zone":"Europe/Berlin","hours":{"mon":[["09:00","17:00"]],"sat":[["22:00","24:00"]]},"holidays":["2026-04-03"]}"#;
    assert_eq!(serde_json::to_string(&calendar).unwrap(), json);
    assert_eq!(serde_json::from_str::<Calendar>(json).unwrap(), calendar);
    calendar.partial_holidays.insert("2026-12-24".parse().unwrap(), vec![interval_of("12:00-24:00")]);
    let json = serde_json::to_string(&calendar).unwrap();
    assert!(json.ends_with(r#""partial_holidays":{"2026-12-24":[["12:00","24:00"]]}}"#), "{json}");
    assert_eq!(serde_json::from_str::<Calendar>(&json).unwrap(), calendar);
}

#[test]
fn only_days_off_that_would_have_counted_are_named() {
    let mut calendar =
        calendar("Europe/London", "mon-fri 09:00-17:00", "2026-04-03 2026-04-04 2026-04-06 2026-05-01");
    calendar.partial_holidays.insert("2026-04-02".parse().unwrap(), vec![interval_of("12:00-24:00")]);
    let days = calendar.compile().unwrap().days_off(at("2026-04-01T12:00:00Z"), at("2026-04-07T12:00:00Z"));
    let date = |text: &str| text.parse().unwrap();
    let expected = [
        DayOff::Partial(date("2026-04-02"), vec![interval_of("12:00-24:00")]),
        DayOff::Whole(date("2026-04-03")),
        DayOff::Whole(date("2026-04-06")),
    ];
    assert_eq!(days, expected);
}

const ZONES: [&str; 10] = [
    "UTC",
    "Europe/London",
    "America/St_Johns",
    "America/Sao_Paulo",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Africa/Cairo",
    "Antarctica/Troll",
];

fn any_calendar() -> impl Strategy<Value = Calendar> {
    let interval = (0..48_u32, 1..12_u32);
    let day = proptest::collection::vec(interval, 0..4);
    let hours = proptest::array::uniform7(day);
    let holidays = proptest::collection::btree_set(-30..400_i64, 0..12);
    (proptest::sample::select(&ZONES[..]), hours, 1990..2040_i32, holidays, holidays_of_half_days()).prop_map(
        |(zone, hours, year, holidays, half_days)| {
            let wall = |half_hours: u32| -> WallTime {
                format!("{:02}:{:02}", half_hours / 2, half_hours % 2 * 30).parse().unwrap()
            };
            let interval =
                |(start, length): (u32, u32)| WallInterval(wall(start), wall((start + length).min(48)));
            let date = |day: i64| NaiveDate::from_ymd_opt(year, 1, 1).unwrap() + chrono::TimeDelta::days(day);
            Calendar {
                zone: zone.to_owned(),
                hours: Weekday::ALL
                    .into_iter()
                    .zip(hours.map(|day| day.into_iter().map(interval).collect()))
                    .collect(),
                holidays: holidays.into_iter().map(date).collect(),
                partial_holidays: half_days
                    .into_iter()
                    .map(|(day, it)| (date(day), vec![interval(it)]))
                    .collect(),
                holiday_names: BTreeMap::new(),
            }
        },
    )
}

fn holidays_of_half_days() -> impl Strategy<Value = BTreeMap<i64, (u32, u32)>> {
    proptest::collection::btree_map(-30..400_i64, (0..48_u32, 1..12_u32), 0..4)
}

/// Counts as the rules are written: day by day, each wall time through the zone database, then merged.
fn plain_intervals(calendar: &Calendar, first: Date, days: i32) -> Vec<(i64, i64)> {
    let zone = TimeZoneDatabase::bundled().get(&calendar.zone).unwrap();
    let mut spans = Vec::new();
    for date in (0..days).map(|day| first.checked_add(jiff::Span::new().days(day)).unwrap()) {
        let noon = zone.to_timestamp(date.at(12, 0, 0, 0)).unwrap();
        let chrono_date: NaiveDate = date.to_string().parse().unwrap();
        if zone.to_datetime(noon).date() != date || calendar.holidays.contains(&chrono_date) {
            continue;
        }
        let weekday = Weekday::ALL[date.weekday().to_monday_zero_offset() as usize];
        let off: Vec<(i64, i64)> =
            calendar.partial_holidays.get(&chrono_date).into_iter().flatten().map(minutes).collect();
        for (start, end) in calendar.hours[&weekday].iter().map(minutes) {
            let instant = |minute: i64| {
                let wall = date.at(0, 0, 0, 0).checked_add(jiff::Span::new().minutes(minute)).unwrap();
                zone.to_timestamp(wall).unwrap().as_millisecond()
            };
            let mut open_since = None;
            for minute in (start..=end).step_by(30) {
                let open = minute < end && !off.iter().any(|(from, to)| (*from..*to).contains(&minute));
                match (open, open_since) {
                    (true, None) => open_since = Some(minute),
                    (false, Some(since)) => {
                        spans.push((instant(since), instant(minute)));
                        open_since = None;
                    }
                    (true, Some(_)) | (false, None) => {}
                }
            }
        }
    }
    wall::merged(spans)
}

fn minutes(interval: &WallInterval) -> (i64, i64) {
    (interval.0.ms_of_day() / 60_000, interval.1.ms_of_day() / 60_000)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_schedule_opens_as_a_plain_day_by_day_count_does(calendar in any_calendar(), year in 1990..2040_i16, day in 1..366_i16) {
        let schedule = calendar.compile().unwrap();
        let first = Date::new(year, 1, 1).unwrap().checked_add(jiff::Span::new().days(day)).unwrap();
        let plain = plain_intervals(&calendar, first, 60);
        let from = Timestamp(jiff::tz::TimeZone::UTC.to_timestamp(first.at(0, 0, 0, 0)).unwrap().as_millisecond()).plus_ms(3 * 86_400_000);
        let to = from.plus_ms(54 * 86_400_000);
        let cut: Vec<(i64, i64)> = plain.iter().map(|(start, end)| ((*start).max(from.0), (*end).min(to.0))).filter(|(start, end)| start < end).collect();
        let got: Vec<(i64, i64)> = schedule.intervals(from, to).iter().map(|open| (open.from.0, open.to.0)).collect();
        prop_assert_eq!(&got, &cut);
        prop_assert_eq!(schedule.elapsed(from, to), cut.iter().map(|(start, end)| end - start).sum::<i64>());
    }

    #[test]
    fn adding_and_measuring_agree(calendar in any_calendar(), start in 600_000_000_000..2_200_000_000_000_i64, first in 1..20_000_000_000_i64, second in 1..2_000_000_000_i64) {
        let schedule = calendar.compile().unwrap();
        let start = Timestamp(start);
        let Some(due) = schedule.add(start, first) else {
            prop_assert!(calendar.never_opens());
            return Ok(());
        };
        prop_assert_eq!(schedule.elapsed(start, due), first);
        prop_assert!(schedule.elapsed(start, due.plus_ms(-1)) < first, "due is the first such instant");
        let later = schedule.add(start, first + second).unwrap();
        prop_assert!(later > due, "more time ends later");
        prop_assert_eq!(schedule.add(due, second), Some(later), "in two steps as in one");
        let began_later = schedule.add(start.plus_ms(second), first).unwrap();
        prop_assert!(began_later >= due, "what begins later does not end earlier");
        let opening = schedule.add(start, 0).unwrap();
        prop_assert!(opening >= start && schedule.is_open(opening));
        prop_assert_eq!(schedule.elapsed(start, opening), 0);
    }
}
