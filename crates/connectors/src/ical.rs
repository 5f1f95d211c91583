//! Holidays from an iCalendar file (RFC 5545): its events as days off, repeated yearly where they say so.
//!
//! It reads what files of holidays hold: whole days, parts of days, yearly repetition by date or by weekday. What it
//! does not understand is a problem with the number of its line; the rest of the file is read all the same.

mod lines;
mod yearly;

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};
use domain::calendar::{WallInterval, WallTime, Zone};
use domain::time::Timestamp;
use lines::{Line, unfold};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;
use yearly::Yearly;

/// Days off, by their dates, and what could not be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holidays {
    pub days: Vec<Day>,
    pub problems: Vec<Problem>,
}

/// A day off, or the parts of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    pub date: NaiveDate,
    pub name: String,
    /// The parts that are off; empty for the whole day.
    pub off: Vec<WallInterval>,
}

/// What is wrong with a line of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// From 1.
    pub line: usize,
    pub what: String,
}

/// Why nothing could be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoCalendar {
    #[error("this is no calendar file: it has no line BEGIN:VCALENDAR")]
    NoBeginning,
    #[error("{0}")]
    Zone(String),
    #[error("the years end before they begin, or are more than 50")]
    Years,
}

/// The longest event that is taken for a holiday, in days.
const LONGEST_DAYS: i64 = 60;
const MOST_YEARS: i32 = 50;

/// The year of an instant, in UTC.
pub fn year_of(at: Timestamp) -> i32 {
    at.utc().year()
}

/// Reads the days off in these years, as they fall in a zone.
///
/// # Errors
/// When the text is no calendar, or the zone or the years make no sense.
pub fn holidays(text: &str, zone: &str, years: RangeInclusive<i32>) -> Result<Holidays, NoCalendar> {
    if years.is_empty() || years.end() - years.start() >= MOST_YEARS {
        return Err(NoCalendar::Years);
    }
    let zone = crate::zone(zone).map_err(NoCalendar::Zone)?;
    let (lines, mut problems) = unfold(text);
    if !lines.iter().any(|line| line.is("BEGIN", "VCALENDAR")) {
        return Err(NoCalendar::NoBeginning);
    }
    let mut days: BTreeMap<NaiveDate, Day> = BTreeMap::new();
    let mut event: Option<(usize, Vec<&Line>)> = None;
    // Alarms and the like lie inside events.
    let mut inner = 0_usize;
    for line in &lines {
        match (line.name.as_str(), line.value.to_ascii_uppercase().as_str(), &mut event) {
            ("BEGIN", "VEVENT", None) => event = Some((line.number, Vec::new())),
            ("BEGIN", "VEVENT", Some(_)) => {
                let what = "an event begins inside another".to_owned();
                problems.push(Problem { line: line.number, what });
                event = Some((line.number, Vec::new()));
            }
            ("BEGIN", _, Some(_)) => inner += 1,
            ("END", "VEVENT", Some((_, properties))) => {
                match days_of(properties, line.number, &zone, &years) {
                    Ok(found) => found.into_iter().for_each(|day| take(&mut days, day)),
                    Err(problem) => problems.push(problem),
                }
                (event, inner) = (None, 0);
            }
            ("END", _, Some(_)) => inner = inner.saturating_sub(1),
            (_, _, Some((_, properties))) if inner == 0 => properties.push(line),
            _ => {}
        }
    }
    if let Some((number, _)) = event {
        problems.push(Problem { line: number, what: "this event does not end".to_owned() });
    }
    problems.sort_by_key(|problem| problem.line);
    Ok(Holidays { days: days.into_values().collect(), problems })
}

/// Adds a day; a whole day takes in the parts of it.
fn take(days: &mut BTreeMap<NaiveDate, Day>, day: Day) {
    match days.get_mut(&day.date) {
        None => {
            days.insert(day.date, day);
        }
        Some(before) if before.off.is_empty() || day.off.is_empty() => {
            if !before.off.is_empty() {
                *before = day;
            }
        }
        Some(before) => {
            before.off.extend(day.off);
            before.off.sort_unstable();
            before.off.dedup();
        }
    }
}

/// When an event begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moment {
    Date(NaiveDate),
    Wall(NaiveDateTime),
}

impl Moment {
    fn date(self) -> NaiveDate {
        match self {
            Moment::Date(date) => date,
            Moment::Wall(wall) => wall.date(),
        }
    }
}

fn days_of(
    properties: &[&Line],
    end_line: usize,
    zone: &Arc<Zone>,
    years: &RangeInclusive<i32>,
) -> Result<Vec<Day>, Problem> {
    let find = |name: &str| properties.iter().copied().find(|line| line.name == name);
    let all = |name: &'static str| properties.iter().copied().filter(move |line| line.name == name);
    if find("STATUS").is_some_and(|line| line.value.eq_ignore_ascii_case("CANCELLED")) {
        return Ok(Vec::new());
    }
    let start_line = find("DTSTART")
        .ok_or_else(|| Problem { line: end_line, what: "this event has no DTSTART".to_owned() })?;
    let start = moment(start_line, zone)?;
    let end = match (find("DTEND"), find("DURATION")) {
        (Some(line), _) => moment(line, zone)?,
        (None, Some(line)) => after(start, line)?,
        (None, None) => match start {
            Moment::Date(date) => Moment::Date(next(date, 1)),
            Moment::Wall(_) => start,
        },
    };
    let length = end.date().signed_duration_since(start.date()).num_days();
    if !(0..=LONGEST_DAYS).contains(&length) || (end == start && matches!(start, Moment::Date(_))) {
        let what = format!("an event of {length} days is no holiday");
        return Err(Problem { line: start_line.number, what });
    }
    let name = find("SUMMARY").map(Line::text).unwrap_or_default();

    let mut dates: Vec<NaiveDate> = match find("RRULE") {
        None => vec![start.date()],
        Some(line) => {
            let rule =
                Yearly::parse(&line.value, zone).map_err(|what| Problem { line: line.number, what })?;
            rule.dates(start.date(), years)
        }
    };
    for line in all("RDATE") {
        for value in line.values() {
            dates.push(moment(&value, zone)?.date());
        }
    }
    for line in all("EXDATE") {
        for value in line.values() {
            let gone = moment(&value, zone)?.date();
            dates.retain(|date| *date != gone);
        }
    }
    dates.sort_unstable();
    dates.dedup();
    let mut days = Vec::new();
    for date in dates {
        for (day, off) in parts(start, end, date) {
            if years.contains(&day.year()) {
                days.push(Day { date: day, name: name.clone(), off });
            }
        }
    }
    Ok(days)
}

/// The days of one occurrence that begins on `date`, each with its part that is off, empty for all of it.
fn parts(start: Moment, end: Moment, date: NaiveDate) -> Vec<(NaiveDate, Vec<WallInterval>)> {
    let length = end.date().signed_duration_since(start.date()).num_days().unsigned_abs();
    match (start, end) {
        (Moment::Wall(from), Moment::Wall(to)) => {
            let mut days = Vec::new();
            for offset in 0..=length {
                let first = if offset == 0 { wall(from) } else { WallTime::from_hours(0) };
                let last = if offset == length { wall(to) } else { WallTime::END_OF_DAY };
                if first >= last {
                    continue;
                }
                let whole = first == WallTime::from_hours(0) && last == WallTime::END_OF_DAY;
                let off = if whole { Vec::new() } else { vec![WallInterval(first, last)] };
                days.push((next(date, offset), off));
            }
            days
        }
        // The end of an event of whole days is the day after it.
        (Moment::Date(_), _) | (_, Moment::Date(_)) => {
            (0..length.max(1)).map(|offset| (next(date, offset), Vec::new())).collect()
        }
    }
}

fn wall(at: NaiveDateTime) -> WallTime {
    let text = at.format("%H:%M:%S").to_string();
    text.parse().expect("chrono writes a time of day")
}

fn next(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Days::new(days)).unwrap_or(date)
}

/// Reads the value of a line as a date or a time, in the zone of the reader.
fn moment(line: &Line, zone: &Arc<Zone>) -> Result<Moment, Problem> {
    let problem = |what: String| Problem { line: line.number, what };
    let value = line.value.trim();
    if value.len() == 8 {
        let date = NaiveDate::parse_from_str(value, "%Y%m%d");
        return date.map(Moment::Date).map_err(|_| problem(format!("{value:?} is no date")));
    }
    let (text, utc) = match value.strip_suffix('Z') {
        Some(text) => (text, true),
        None => (value, false),
    };
    let time = NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S")
        .map_err(|_| problem(format!("{value:?} is neither a date nor a time")))?;
    let instant = match (utc, line.parameter("TZID")) {
        (true, _) => Some(Timestamp(time.and_utc().timestamp_millis())),
        (false, Some(name)) => {
            let there = Zone::named(name.trim_matches('"'))
                .map_err(|_| problem(format!("there is no time zone {name:?}")))?;
            Some(there.instant_of(time))
        }
        // A floating time is the same on every wall.
        (false, None) => None,
    };
    Ok(Moment::Wall(instant.map_or(time, |at| zone.wall_time(at))))
}

/// Reads a duration such as `P1D` or `PT4H30M`, from a start on.
fn after(start: Moment, line: &Line) -> Result<Moment, Problem> {
    let wrong = || Problem { line: line.number, what: format!("{:?} is no duration", line.value) };
    let text = line.value.trim().strip_prefix('P').ok_or_else(wrong)?;
    let (mut seconds, mut digits) = (0_i64, String::new());
    for letter in text.chars() {
        let unit = match letter {
            '0'..='9' => {
                digits.push(letter);
                continue;
            }
            'T' if digits.is_empty() => continue,
            'W' => 7 * 86_400,
            'D' => 86_400,
            'H' => 3_600,
            'M' => 60,
            'S' => 1,
            _ => return Err(wrong()),
        };
        let count: i64 = digits.parse().map_err(|_| wrong())?;
        seconds = count.checked_mul(unit).and_then(|it| seconds.checked_add(it)).ok_or_else(wrong)?;
        digits.clear();
    }
    if !digits.is_empty() || seconds == 0 || seconds > LONGEST_DAYS * 86_400 {
        return Err(wrong());
    }
    Ok(match start {
        Moment::Date(date) if seconds % 86_400 == 0 => {
            Moment::Date(next(date, (seconds / 86_400).unsigned_abs()))
        }
        Moment::Date(date) => {
            Moment::Wall(date.and_time(chrono::NaiveTime::MIN) + chrono::TimeDelta::seconds(seconds))
        }
        Moment::Wall(wall) => Moment::Wall(wall + chrono::TimeDelta::seconds(seconds)),
    })
}

#[cfg(test)]
mod tests;
