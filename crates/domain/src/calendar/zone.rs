//! A time zone as its list of offset changes, so that a wall time becomes an instant by one exact rule.

use super::CalendarError;
use crate::time::Timestamp;
use chrono::NaiveDateTime;
use jiff::tz::TimeZoneDatabase;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

pub(super) const DAY_MS: i64 = 86_400_000;

const UNKNOWN: &str = "Etc/Unknown";

/// Yearly clock changes go on for ever; the list ends with the year 2199.
const END_OF_SHIFTS_MS: i64 = 7_258_118_400_000;

/// An instant at which a zone changes its distance from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shift {
    pub(super) at: i64,
    pub(super) offset_before: i64,
    pub(super) offset_after: i64,
}

/// A time zone by the rules that come with the build, the same on every device and server.
#[derive(Debug, PartialEq, Eq)]
pub struct Zone {
    name: String,
    first_offset: i64,
    pub(super) shifts: Vec<Shift>,
}

impl Zone {
    /// Returns the zone of this IANA name; a name is looked up once and then kept.
    pub fn named(name: &str) -> Result<Arc<Zone>, CalendarError> {
        static KNOWN: Mutex<BTreeMap<String, Arc<Zone>>> = Mutex::new(BTreeMap::new());
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(zone) = known.get(name) {
            return Ok(zone.clone());
        }
        let zone = Zone::read(name).ok_or_else(|| CalendarError::UnknownZone(name.to_owned()))?;
        let zone = Arc::new(zone);
        known.insert(name.to_owned(), zone.clone());
        Ok(zone)
    }

    /// Returns every name that [`Zone::named`] knows, sorted.
    pub fn names() -> Vec<String> {
        let mut names: Vec<String> = TimeZoneDatabase::bundled()
            .available()
            .map(|name| name.to_string())
            .filter(|name| name != UNKNOWN)
            .collect();
        names.sort_unstable();
        names
    }

    /// The name that the zone was asked for by.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the instant of a wall time.
    ///
    /// A wall time that does not exist moves forward by the length of the gap; one that happens twice is its
    /// first occurrence.
    pub fn instant_of(&self, wall: NaiveDateTime) -> Timestamp {
        Timestamp(self.instant(wall.and_utc().timestamp_millis()))
    }

    /// Returns what the clocks of the zone show at an instant.
    pub fn wall_time(&self, at: Timestamp) -> NaiveDateTime {
        Timestamp(self.wall(at.0)).utc().naive_utc()
    }

    fn read(name: &str) -> Option<Zone> {
        // The database answers this name with a zone that behaves like UTC.
        if name == UNKNOWN {
            return None;
        }
        let zone = TimeZoneDatabase::bundled().get(name).ok()?;
        let offset_ms = |offset: jiff::tz::Offset| i64::from(offset.seconds()) * 1000;
        let first_offset = offset_ms(zone.to_offset(jiff::Timestamp::MIN));
        let mut shifts = Vec::new();
        let mut offset_before = first_offset;
        for transition in zone.following(jiff::Timestamp::MIN) {
            let (at, offset_after) =
                (transition.timestamp().as_millisecond(), offset_ms(transition.offset()));
            if at >= END_OF_SHIFTS_MS {
                break;
            }
            if offset_after != offset_before {
                shifts.push(Shift { at, offset_before, offset_after });
                offset_before = offset_after;
            }
        }
        Some(Zone { name: name.to_owned(), first_offset, shifts })
    }

    /// The same for a wall time given as the milliseconds it would be if the zone were UTC.
    pub(super) fn instant(&self, wall: i64) -> i64 {
        // Offsets are at most 16 hours, so no change before this one can matter.
        let mut index = self.shifts.partition_point(|shift| shift.at < wall - 2 * DAY_MS);
        let mut offset = self.offset_before(index);
        while let Some(shift) = self.shifts.get(index) {
            let instant = wall - offset;
            if instant < shift.at || wall < shift.at + shift.offset_after {
                return instant;
            }
            offset = shift.offset_after;
            index += 1;
        }
        wall - offset
    }

    /// Returns the wall time of an instant, in the same form that [`Zone::instant`] takes.
    pub(super) fn wall(&self, instant: i64) -> i64 {
        instant.saturating_add(self.offset_before(self.shifts.partition_point(|shift| shift.at <= instant)))
    }

    /// Whether the zone's clocks jumped over this whole day, counted from 1970-01-01.
    pub(super) fn skipped(&self, day: i64) -> bool {
        let (from, to) = (day * DAY_MS, (day + 1) * DAY_MS);
        let near = self.shifts.partition_point(|shift| shift.at < from - 2 * DAY_MS);
        let mut near = self.shifts[near..].iter().take_while(|shift| shift.at < to + 2 * DAY_MS);
        near.any(|shift| shift.at + shift.offset_before <= from && shift.at + shift.offset_after >= to)
    }

    fn offset_before(&self, index: usize) -> i64 {
        match index.checked_sub(1) {
            Some(previous) => self.shifts[previous].offset_after,
            None => self.first_offset,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(zone: &str, wall: &str, instant: &str) {
        let wall = NaiveDateTime::parse_from_str(wall, "%Y-%m-%d %H:%M").unwrap();
        assert_eq!(Zone::named(zone).unwrap().instant_of(wall), Timestamp::parse(instant).unwrap(), "{zone}");
    }

    #[test]
    fn a_wall_time_in_a_gap_moves_forward_by_its_length() {
        check("Europe/Berlin", "2026-03-29 02:30", "2026-03-29T01:30:00Z");
        check("Australia/Lord_Howe", "2025-10-05 02:15", "2025-10-04T15:45:00Z");
        check("America/Sao_Paulo", "2018-11-04 00:00", "2018-11-04T03:00:00Z");
        check("America/Sao_Paulo", "2018-11-04 00:30", "2018-11-04T03:30:00Z");
        check("Asia/Beirut", "2026-03-29 00:15", "2026-03-28T22:15:00Z");
        check("Pacific/Apia", "2011-12-30 12:00", "2011-12-30T22:00:00Z");
    }

    #[test]
    fn an_ambiguous_wall_time_is_its_first_occurrence() {
        check("Europe/Berlin", "2026-10-25 02:30", "2026-10-25T00:30:00Z");
        check("Europe/Berlin", "2026-10-25 03:00", "2026-10-25T02:00:00Z");
        check("Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04T14:45:00Z");
        check("Africa/Casablanca", "2026-02-15 02:30", "2026-02-15T01:30:00Z");
    }

    #[test]
    fn only_a_day_that_never_was_is_skipped() {
        let day = |text: &str| {
            text.parse::<chrono::NaiveDate>()
                .unwrap()
                .signed_duration_since(chrono::NaiveDate::default())
                .num_days()
        };
        let apia = Zone::named("Pacific/Apia").unwrap();
        assert!(apia.skipped(day("2011-12-30")));
        assert!(!apia.skipped(day("2011-12-29")) && !apia.skipped(day("2011-12-31")));
        assert!(Zone::named("Pacific/Kwajalein").unwrap().skipped(day("1993-08-21")));
    }

    #[test]
    fn wall_times_agree_with_the_zone_database_in_every_zone() {
        for name in Zone::names() {
            let zone = Zone::named(&name).unwrap();
            let database = TimeZoneDatabase::bundled().get(&name).unwrap();
            for shift in zone.shifts.iter().filter(|shift| (0..2_200_000_000_000).contains(&shift.at)) {
                let walls = [shift.at + shift.offset_before, shift.at + shift.offset_after];
                for wall in walls
                    .into_iter()
                    .flat_map(|wall| [-DAY_MS, -1_800_000, -1, 0, 1, 1_800_000].map(|ms| wall + ms))
                {
                    let at_utc = jiff::Timestamp::from_millisecond(wall).unwrap();
                    let expected =
                        database.to_timestamp(jiff::tz::TimeZone::UTC.to_datetime(at_utc)).unwrap();
                    assert_eq!(zone.instant(wall), expected.as_millisecond(), "{name} {at_utc}");
                }
            }
        }
    }

    #[test]
    fn an_instant_survives_the_way_to_the_wall_and_back() {
        let zone = Zone::named("America/St_Johns").unwrap();
        for hour in 0..20_000 {
            let at = Timestamp(1_700_000_000_000 + hour * 3_600_000);
            let back = zone.instant_of(zone.wall_time(at));
            assert!(
                back == at || back == at.plus_ms(-3_600_000),
                "only the second pass of a doubled hour differs"
            );
        }
    }

    #[test]
    fn a_name_that_is_no_zone_is_refused() {
        for name in ["", "Mars/Olympus", "Etc/Unknown", "Europe/Berlin "] {
            assert_eq!(Zone::named(name), Err(CalendarError::UnknownZone(name.to_owned())));
        }
    }
}
