//! Times as files write them: the day first, and what a clock on a wall showed.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

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

#[cfg(test)]
mod tests {
    use super::*;

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
