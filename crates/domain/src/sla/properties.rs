//! What holds for any ticket on any calendar: the order of arrival changes nothing, and pauses only take away.

use super::*;
use crate::calendar::{Calendar, WallInterval, WallTime, Weekday};
use crate::ids::EventId;
use crate::priority::Priority;
use crate::status::StatusCategory;
use proptest::prelude::*;
use uuid::Uuid;

/// Zones with odd rules, among others.
const ZONES: [&str; 8] = [
    "UTC",
    "Europe/Berlin",
    "America/St_Johns",
    "America/Sao_Paulo",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "Pacific/Apia",
];

const CREATED: i64 = 1_300_000_000_000;
const MINUTE: i64 = 60_000;

fn office(zone: &str, from: u32, length: u32) -> Calendar {
    let to = WallTime::from_hours((from + length).min(24));
    let day = vec![WallInterval(WallTime::from_hours(from), to)];
    Calendar {
        hours: Weekday::ALL.into_iter().take(6).map(|weekday| (weekday, day.clone())).collect(),
        ..Calendar::default_for(zone)
    }
}

fn any_office() -> impl Strategy<Value = Calendar> {
    (proptest::sample::select(&ZONES[..]), 0..20_u32, 1..12_u32)
        .prop_map(|(zone, from, length)| office(zone, from, length))
}

fn kind(n: u8, at: i64) -> EventKind {
    match n % 8 {
        0 => EventKind::Status(StatusCategory::Waiting),
        1 => EventKind::Status(StatusCategory::Open),
        2 => EventKind::Status(StatusCategory::Resolved),
        3 => EventKind::Priority(Priority::ALL[usize::from(n / 8) % 4]),
        4 => EventKind::AgentReply { delivered_at: Some(Timestamp(at + i64::from(n) * MINUTE)) },
        5 => EventKind::AgentReply { delivered_at: None },
        6 => EventKind::RequesterMessage,
        _ => EventKind::Note,
    }
}

fn opened() -> Event {
    let kind = EventKind::Created { priority: Priority::Normal, category: StatusCategory::New };
    Event { id: EventId(Uuid::nil()), at: Timestamp(CREATED), kind }
}

fn story(steps: &[(u8, u32)]) -> Vec<Event> {
    let mut events = vec![opened()];
    for (index, (what, minutes)) in steps.iter().enumerate() {
        let at = CREATED + i64::from(*minutes) * MINUTE;
        let id = EventId(Uuid::from_u128(index as u128 + 1));
        events.push(Event { id, at: Timestamp(at), kind: kind(*what, at) });
    }
    events
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_same_events_in_any_order_of_arrival_give_the_same_clocks(
        calendar in any_office(),
        steps in proptest::collection::vec((any::<u8>(), 0..20_000_u32), 0..14),
        order in any::<u64>(),
        as_of in 0..30_000_u32,
    ) {
        let schedule = calendar.compile().unwrap();
        let policy = Policy::default();
        let events = story(&steps);
        let mut shuffled = events.clone();
        // A walk with a step that divides no length below it reaches every place.
        let len = shuffled.len();
        for index in 0..len {
            shuffled.swap(index, (usize::try_from(order % 9_973).unwrap() + index * 7) % len);
        }
        let now = Timestamp(CREATED + i64::from(as_of) * MINUTE);
        prop_assert_eq!(clocks(&policy, &schedule, &events, now), clocks(&policy, &schedule, &shuffled, now));
        let [one, other] = [&events, &shuffled].map(|it| Replay::of(&policy, &schedule, it, now).instants());
        prop_assert_eq!(one, other);
    }

    #[test]
    fn pauses_in_any_order_agree_and_only_their_business_time_is_left_out(
        calendar in any_office(),
        pauses in proptest::collection::vec((1..400_u32, 1..400_u32), 1..6),
        reversed in any::<bool>(),
    ) {
        let schedule = calendar.compile().unwrap();
        let policy = Policy::default();
        let mut minutes = 0;
        let mut events = vec![opened()];
        let mut paused_ms = 0;
        for (index, (before, length)) in pauses.iter().enumerate() {
            let from = Timestamp(CREATED + i64::from(minutes + before) * MINUTE);
            let to = from.plus_ms(i64::from(*length) * MINUTE);
            minutes += before + length;
            paused_ms += schedule.elapsed(from, to);
            for (place, at, category) in [(0, from, StatusCategory::Waiting), (1, to, StatusCategory::Open)] {
                let id = EventId(Uuid::from_u128(index as u128 * 2 + place + 1));
                events.push(Event { id, at, kind: EventKind::Status(category) });
            }
        }
        if reversed {
            events.reverse();
        }
        let now = Timestamp(CREATED + i64::from(minutes) * MINUTE);
        let target_ms = 1_440 * MINUTE;
        let due = Replay::of(&policy, &schedule, &events, now).clocks().resolution.state.due();
        if let Some(due) = due {
            prop_assert_eq!(schedule.elapsed(Timestamp(CREATED), due), target_ms + paused_ms);
        }
    }

    #[test]
    fn a_calendar_and_its_split_halves_agree(
        zone in proptest::sample::select(&ZONES[..]),
        from in 0..16_u32,
        length in 2..8_u32,
        cut in 1..7_u32,
        start in 600_000_000_000..2_200_000_000_000_i64,
        business in 1..2_000_000_000_i64,
    ) {
        let cut = cut.min(length - 1);
        let whole = office(zone, from, length);
        let mut split = whole.clone();
        for day in split.hours.values_mut() {
            let WallInterval(first, last) = day[0];
            let middle = WallTime::from_hours(from + cut);
            *day = vec![WallInterval(middle, last), WallInterval(first, middle)];
        }
        let (whole, split) = (whole.compile().unwrap(), split.compile().unwrap());
        let start = Timestamp(start);
        let due = whole.add(start, business);
        prop_assert_eq!(due, split.add(start, business));
        let due = due.unwrap();
        prop_assert_eq!(whole.elapsed(start, due), business);
        prop_assert_eq!(split.elapsed(start, due), business);
        // What lies in one half or the other lies in the whole, and in no more.
        let halves = [(from, cut), (from + cut, length - cut)]
            .map(|(from, length)| office(zone, from, length).compile().unwrap().elapsed(start, due));
        let gap_days = i64::from(zone != "UTC") * 3_600_000 * 8;
        prop_assert!((halves[0] + halves[1] - business).abs() <= gap_days, "but for hours that a clock change took");
    }
}
