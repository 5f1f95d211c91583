//! Times as files write them: a clock on a wall, in a zone that the caller names.

use chrono::{Duration, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone};
use chrono_tz::Tz;
use domain::time::Timestamp;

/// Reads a day-first time such as `29-02-2016 01:16`, with any of `-`, `/` and `.`, seconds allowed.
///
/// The year may also stand first, as nobody writes year, day, month.
pub(crate) fn day_first(text: &str) -> Option<NaiveDateTime> {
    let (date, time) = text.split_once([' ', 'T'])?;
    let time = NaiveTime::parse_from_str(time.trim(), "%H:%M:%S")
        .or_else(|_| NaiveTime::parse_from_str(time.trim(), "%H:%M"))
        .ok()?;
    let mut parts = date.split(['-', '/', '.']);
    let (first, month, last) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    if year.len() != 4 || day.len() > 2 || month.len() > 2 {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    ("1970".."2200").contains(&year).then(|| date.and_time(time))
}

/// The instant of a wall time.
///
/// A time that the clocks skipped moves forward by as much as they did; of a time that came twice the
/// first one counts. These are the rules of the calendar.
pub(crate) fn instant(zone: Tz, wall: NaiveDateTime) -> Timestamp {
    match zone.from_local_datetime(&wall) {
        LocalResult::Single(time) | LocalResult::Ambiguous(time, _) => time.into(),
        LocalResult::None => {
            let offset = (1..=72)
                .find_map(|hours| zone.from_local_datetime(&(wall - Duration::hours(hours))).latest())
                .map_or(Duration::zero(), |time| {
                    Duration::seconds(i64::from(time.offset().fix().local_minus_utc()))
                });
            (wall - offset).and_utc().into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(zone: &str, wall: &str, utc: &str) {
        let wall = day_first(wall).expect("a time");
        let zone: Tz = zone.parse().expect("a zone");
        assert_eq!(instant(zone, wall), Timestamp::parse(utc).expect("an instant"));
    }

    #[test]
    fn wall_times_follow_the_rules_of_the_calendar() {
        check("UTC", "29-02-2016 01:16", "2016-02-29T01:16:00Z");
        check("America/Sao_Paulo", "29-02-2016 01:16", "2016-02-29T04:16:00Z");
        // 02:30 does not exist: an hour later.
        check("Europe/Berlin", "27-03-2016 02:30", "2016-03-27T01:30:00Z");
        // 02:30 comes twice: the first.
        check("Europe/Berlin", "30-10-2016 02:30", "2016-10-30T00:30:00Z");
        // Half an hour at Lord Howe, and a whole day that Samoa skipped.
        check("Australia/Lord_Howe", "02-10-2016 02:10", "2016-10-01T15:40:00Z");
        check("Pacific/Apia", "30-12-2011 12:00", "2011-12-30T22:00:00Z");
    }

    #[test]
    fn only_a_day_of_the_calendar_is_a_date() {
        for text in ["29/02/2016 01:16", "29.2.2016 1:16", "29-02-2016 01:16:00", "2016-02-29 01:16:00"] {
            assert_eq!(day_first(text), day_first("29-02-2016 01:16"), "{text}");
        }
        for text in [
            "",
            "29-02-2015 01:16",
            "02-29-2016 01:16",
            "29-02-2016",
            "29-02-2016 25:00",
            "29-02-16 01:16",
            "1-2-3-2016 01:00",
            "29-02-0016 01:16",
            "yesterday noon",
        ] {
            assert_eq!(day_first(text), None, "{text}");
        }
    }
}
