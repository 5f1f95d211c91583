//! Moments as they stand in a search: `2d`, `today`, `2026-11-27`, counted from now and from the desk's midnight.

use super::Compare;
use crate::calendar::Schedule;
use crate::time::Timestamp;
use chrono::{Days, NaiveDate};

/// From one instant to before another; without an end it is open there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    pub from: Option<Timestamp>,
    pub until: Option<Timestamp>,
}

/// Which way a length of time is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// What is due lies ahead: less than two days is until in two days, what is late included.
    Ahead,
    /// What was made or changed lies behind: less than two days is since two days ago.
    Behind,
}

/// The time that a value means; `None` when it means none.
pub(super) fn span(
    value: &str,
    compare: Compare,
    way: Way,
    now: Timestamp,
    schedule: &Schedule,
) -> Option<Span> {
    let value = value.trim().to_lowercase();
    if let Some(ms) = length_ms(&value) {
        let less = match compare {
            Compare::Is | Compare::Less | Compare::AtMost => true,
            Compare::More | Compare::AtLeast => false,
        };
        let at = now.plus_ms(if way == Way::Ahead { ms } else { -ms });
        return Some(if less == (way == Way::Ahead) {
            Span { from: None, until: Some(at) }
        } else {
            Span { from: Some(at), until: None }
        });
    }
    if value == "overdue" {
        return (way == Way::Ahead && compare == Compare::Is)
            .then_some(Span { from: None, until: Some(now) });
    }
    let today = schedule.date(now);
    let day = match value.as_str() {
        "today" => today,
        "tomorrow" => today.checked_add_days(Days::new(1))?,
        "yesterday" => today.checked_sub_days(Days::new(1))?,
        date => NaiveDate::parse_from_str(date, "%Y-%m-%d").ok()?,
    };
    let begins = schedule.day_start(day);
    let ends = schedule.day_start(day.checked_add_days(Days::new(1))?);
    Some(match compare {
        Compare::Is => Span { from: Some(begins), until: Some(ends) },
        Compare::Less => Span { from: None, until: Some(begins) },
        Compare::AtMost => Span { from: None, until: Some(ends) },
        Compare::More => Span { from: Some(ends), until: None },
        Compare::AtLeast => Span { from: Some(begins), until: None },
    })
}

/// Reads `30m`, `4h`, `2d` or `1w`, ten years at most.
pub(super) fn length_ms(value: &str) -> Option<i64> {
    let unit = value.chars().last()?;
    let minutes = match unit {
        'm' => 1,
        'h' => 60,
        'd' => 24 * 60,
        'w' => 7 * 24 * 60,
        _ => return None,
    };
    let count: i64 = value[..value.len() - unit.len_utf8()].parse().ok()?;
    let most = 10 * 366 * 24 * 60;
    (0..=most / minutes).contains(&count).then(|| count * minutes * 60_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn a_time_is_counted_from_now_or_from_midnight() {
        let now = at("2026-11-27T15:30:00Z");
        let check = |value: &str, compare, way, from: Option<&str>, until: Option<&str>| {
            let expected = Span { from: from.map(at), until: until.map(at) };
            assert_eq!(span(value, compare, way, now, Schedule::always()), Some(expected), "{value}");
        };
        use Compare::{AtLeast, AtMost, Is, Less, More};
        use Way::{Ahead, Behind};
        check("2d", Less, Ahead, None, Some("2026-11-29T15:30:00Z"));
        check("2d", More, Ahead, Some("2026-11-29T15:30:00Z"), None);
        check("4h", Less, Behind, Some("2026-11-27T11:30:00Z"), None);
        check("1w", More, Behind, None, Some("2026-11-20T15:30:00Z"));
        check("30m", Is, Behind, Some("2026-11-27T15:00:00Z"), None);
        check("today", Is, Ahead, Some("2026-11-27T00:00:00Z"), Some("2026-11-28T00:00:00Z"));
        check("Tomorrow", AtMost, Ahead, None, Some("2026-11-29T00:00:00Z"));
        check("yesterday", AtLeast, Behind, Some("2026-11-26T00:00:00Z"), None);
        check("overdue", Is, Ahead, None, Some("2026-11-27T15:30:00Z"));
        check("2026-11-01", Less, Behind, None, Some("2026-11-01T00:00:00Z"));
        check("2026-11-01", More, Behind, Some("2026-11-02T00:00:00Z"), None);
        for nonsense in
            ["", "d", "2", "2y", "-2d", "99999w", "2026-13-01", "soon", "9223372036854775807d", "ü"]
        {
            assert_eq!(span(nonsense, Is, Ahead, now, Schedule::always()), None, "{nonsense}");
        }
        assert_eq!(span("overdue", Is, Behind, now, Schedule::always()), None);
    }
}
