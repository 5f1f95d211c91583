//! Instants as people at this computer read and write them: in its own zone.

use chrono::{DateTime, Days, Local, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use domain::time::Timestamp;

pub(crate) fn show(at: Timestamp) -> String {
    at.utc().with_timezone(&Local).format("%Y-%m-%d %H:%M").to_string()
}

pub(crate) fn show_maybe(at: Option<Timestamp>) -> String {
    at.map(show).unwrap_or_default()
}

/// A span in the two units that matter.
pub(crate) fn span(seconds: i64) -> String {
    let minutes = seconds / 60;
    let (days, hours) = (minutes / 1440, minutes / 60);
    match (days, hours, minutes) {
        (1.., _, _) => format!("{days} d {} h", hours % 24),
        (_, 1.., _) => format!("{hours} h {} min", minutes % 60),
        (_, _, 1..) => format!("{minutes} min"),
        _ => format!("{seconds} s"),
    }
}

/// Reads `2026-03-01`, `2026-03-01 14:30` or an RFC 3339 time; a day alone means its last minute.
pub(crate) fn read(text: &str) -> Option<Timestamp> {
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(at.into());
    }
    let minute = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").ok();
    let wall = minute(&text.replace('T', " ")).or_else(|| {
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
        Some(day.and_time(NaiveTime::from_hms_opt(23, 59, 0)?))
    })?;
    Local.from_local_datetime(&wall).earliest().map(Timestamp::from)
}

/// When a day begins at this computer, so many days after `2026-03-01`, or after today.
pub(crate) fn day(text: Option<&str>, later: u64) -> Option<Timestamp> {
    let day = match text {
        Some(text) => NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?,
        None => Local::now().date_naive(),
    };
    let day = day.checked_add_days(Days::new(later))?;
    // Where clocks go forward at midnight, the day begins an hour later.
    let hours = [0, 1].into_iter().filter_map(|hour| day.and_hms_opt(hour, 0, 0));
    hours.filter_map(|wall| Local.from_local_datetime(&wall).earliest()).map(Timestamp::from).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_reads_as_it_is_shown() {
        let at = read("2026-03-01 14:30").expect("a time");
        assert_eq!(show(at), "2026-03-01 14:30");
        assert_eq!(read("2026-03-01T14:30"), Some(at));
        assert_eq!(show(read("2026-03-01").expect("a day")), "2026-03-01 23:59");
        assert_eq!(read("2026-03-01T14:30:00Z"), Timestamp::parse("2026-03-01T14:30:00Z").ok());
        assert_eq!(read("tomorrow"), None);
    }

    #[test]
    fn a_day_begins_at_its_midnight() {
        assert_eq!(day(Some("2026-02-27"), 2).map(show), Some("2026-03-01 00:00".to_owned()));
        assert_eq!(day(Some("1 March"), 0), None);
        assert!(day(None, 28).is_some());
    }

    #[test]
    fn spans_name_two_units() {
        let check = |seconds, words: &str| assert_eq!(span(seconds), words);
        check(5, "5 s");
        check(90, "1 min");
        check(3_600 + 300, "1 h 5 min");
        check(2 * 86_400 + 3_600, "2 d 1 h");
    }
}
