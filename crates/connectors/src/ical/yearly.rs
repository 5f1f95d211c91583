//! Yearly repetition: the same date every year, the same weekday of a month, as often and as long as the rule says.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Weekday};
use domain::calendar::Zone;
use domain::time::Timestamp;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// A rule with `FREQ=YEARLY`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Yearly {
    interval: i32,
    count: Option<usize>,
    until: Option<NaiveDate>,
    months: Vec<u32>,
    /// From the end of the month when negative.
    month_days: Vec<i32>,
    /// Which one in the month, from its end when negative; every one without a number.
    weekdays: Vec<(Option<i32>, Weekday)>,
}

impl Yearly {
    pub(super) fn parse(rule: &str, zone: &Arc<Zone>) -> Result<Self, String> {
        let mut yearly = Yearly {
            interval: 1,
            count: None,
            until: None,
            months: Vec::new(),
            month_days: Vec::new(),
            weekdays: Vec::new(),
        };
        let mut frequency = None;
        for part in rule.split(';').filter(|part| !part.trim().is_empty()) {
            let (key, value) =
                part.split_once('=').ok_or_else(|| format!("{part:?} is no part of a rule"))?;
            let wrong = || format!("{part:?} is not understood");
            match key.trim().to_ascii_uppercase().as_str() {
                "FREQ" => frequency = Some(value.to_ascii_uppercase()),
                "INTERVAL" => {
                    yearly.interval =
                        value.parse().ok().filter(|it| (1..=1000).contains(it)).ok_or_else(wrong)?;
                }
                "COUNT" => yearly.count = Some(value.parse().map_err(|_| wrong())?),
                "UNTIL" => yearly.until = Some(until(value, zone).ok_or_else(wrong)?),
                "BYMONTH" => yearly.months = numbers(value, 1..=12).ok_or_else(wrong)?,
                "BYMONTHDAY" => {
                    yearly.month_days = numbers(value, -31..=31).ok_or_else(wrong)?;
                    if yearly.month_days.contains(&0) {
                        return Err(wrong());
                    }
                }
                "BYDAY" => {
                    let days = value.split(',').map(weekday).collect::<Option<Vec<_>>>();
                    yearly.weekdays = days.ok_or_else(wrong)?;
                }
                // The week's first day does not matter to a rule of months.
                "WKST" => {}
                other => return Err(format!("{other} is not understood; holidays repeat by month and day")),
            }
        }
        match frequency.as_deref() {
            Some("YEARLY") => {}
            Some(other) => {
                return Err(format!("holidays repeat yearly, this one {}", other.to_ascii_lowercase()));
            }
            None => return Err("the rule does not say how often".to_owned()),
        }
        if !yearly.weekdays.is_empty() && yearly.months.is_empty() && yearly.month_days.is_empty() {
            return Err("a weekday of the year, without its month, is not understood".to_owned());
        }
        Ok(yearly)
    }

    /// The dates of an event that began on `start`, up to the last of these years.
    pub(super) fn dates(&self, start: NaiveDate, years: &RangeInclusive<i32>) -> Vec<NaiveDate> {
        let mut found: Vec<NaiveDate> = Vec::new();
        let mut year = start.year();
        let mut left = self.count.unwrap_or(usize::MAX);
        while year <= *years.end() && left > 0 {
            for date in self.of_year(year, start).into_iter().filter(|date| *date >= start) {
                if self.until.is_some_and(|until| date > until) || left == 0 {
                    return found;
                }
                left -= 1;
                found.push(date);
            }
            year += self.interval;
        }
        found
    }

    fn of_year(&self, year: i32, start: NaiveDate) -> Vec<NaiveDate> {
        let months = if self.months.is_empty() { vec![start.month()] } else { self.months.clone() };
        let mut dates = Vec::new();
        for month in months {
            let Some(first) = NaiveDate::from_ymd_opt(year, month, 1) else { continue };
            let days = first.iter_days().take_while(|date| date.month() == month).collect::<Vec<_>>();
            let length = i32::try_from(days.len()).unwrap_or(31);
            let of_month = |date: &NaiveDate| {
                let day = i32::try_from(date.day()).unwrap_or_default();
                self.month_days.iter().any(|wanted| *wanted == day || *wanted == day - length - 1)
            };
            let of_week = |date: &NaiveDate| {
                let day = i32::try_from(date.day()).unwrap_or_default();
                let (from_first, from_last) = ((day - 1) / 7 + 1, (day - length) / 7 - 1);
                self.weekdays.iter().any(|(which, weekday)| {
                    date.weekday() == *weekday
                        && which.is_none_or(|which| which == from_first || which == from_last)
                })
            };
            let chosen = |date: &NaiveDate| match (self.month_days.is_empty(), self.weekdays.is_empty()) {
                (true, true) => date.day() == start.day(),
                (false, true) => of_month(date),
                (true, false) => of_week(date),
                (false, false) => of_month(date) && of_week(date),
            };
            dates.extend(days.into_iter().filter(chosen));
        }
        dates.sort_unstable();
        dates
    }
}

fn until(value: &str, zone: &Arc<Zone>) -> Option<NaiveDate> {
    let value = value.trim();
    if value.len() == 8 {
        return NaiveDate::parse_from_str(value, "%Y%m%d").ok();
    }
    let wall = NaiveDateTime::parse_from_str(value.trim_end_matches('Z'), "%Y%m%dT%H%M%S").ok()?;
    if value.ends_with('Z') {
        return Some(zone.wall_time(Timestamp(wall.and_utc().timestamp_millis())).date());
    }
    Some(wall.date())
}

fn numbers<T: std::str::FromStr + PartialOrd>(value: &str, range: RangeInclusive<T>) -> Option<Vec<T>> {
    let read = |text: &str| text.trim().parse().ok().filter(|number| range.contains(number));
    value.split(',').map(read).collect()
}

fn weekday(text: &str) -> Option<(Option<i32>, Weekday)> {
    let text = text.trim().to_ascii_uppercase();
    let (number, day) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let day = match day {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    };
    let which = match number {
        "" => None,
        number => Some(number.parse().ok().filter(|which| (-5..=5).contains(which) && *which != 0)?),
    };
    Some((which, day))
}
