//! A calendar in the form that counts: business time before any instant, and back, at a cost that does not
//! grow with the distance.
//!
//! Nearly every day of a zone is like the same weekday a week before. The schedule keeps one week with running
//! totals, and spells out only the days around a clock change and the days off. Counting is two binary searches.

use super::wall::{merged, without};
use super::zone::{DAY_MS, Zone};
use super::{Calendar, CalendarError, WallInterval, Weekday};
use crate::time::Timestamp;
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// The schedule counts from the year 1 to the end of the year 9999.
const FIRST_DAY: i64 = -719_162;
const END_DAY: i64 = 2_932_897;

/// A compiled [`Calendar`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    calendar: Calendar,
    zone: Arc<Zone>,
    week: Week,
    runs: Vec<Run>,
    end: i64,
}

/// One stretch of open time, as instants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenInterval {
    pub from: Timestamp,
    pub to: Timestamp,
}

/// A day, or parts of one, on which the calendar would have been open and was not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayOff {
    Whole(NaiveDate),
    Partial(NaiveDate, Vec<WallInterval>),
}

/// An open stretch with the open time of its scope that came before it, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Slot {
    from: i64,
    to: i64,
    open_before: i64,
}

/// The week that repeats, Monday first.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Week {
    /// By milliseconds of the day.
    days: [Vec<Slot>; 7],
    /// The open time of the week before each day, and of all of it.
    open_before: [i64; 8],
}

/// Consecutive days that are counted alike.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    from: i64,
    /// The open time between the first day of the schedule and this run.
    open_before: i64,
    days: RunDays,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum RunDays {
    /// Whole days by the week's pattern at one distance from UTC.
    Regular { open_before_in_weeks: i64, offset: i64 },
    /// Days off and days around a clock change, spelled out as instants.
    Spelled(Vec<Slot>),
}

impl Schedule {
    pub(super) fn of(calendar: &Calendar) -> Result<Schedule, CalendarError> {
        let zone = Zone::named(&calendar.zone)?;
        let week = Week::of(calendar);
        let mut schedule = Schedule {
            // What days off are called counts for nothing.
            calendar: Calendar { holiday_names: BTreeMap::new(), ..calendar.clone() },
            end: zone.instant(END_DAY * DAY_MS),
            zone,
            week,
            runs: Vec::new(),
        };
        let mut day = FIRST_DAY;
        for (from, to) in spelled_days(calendar, &schedule.zone) {
            if day < from {
                schedule.push_regular(day);
            }
            schedule.push_spelled(from, to);
            day = to;
        }
        if day < END_DAY {
            schedule.push_regular(day);
        }
        Ok(schedule)
    }

    /// The schedule that is never closed, for targets that count every minute.
    pub fn always() -> &'static Schedule {
        static ALWAYS: OnceLock<Schedule> = OnceLock::new();
        ALWAYS.get_or_init(|| Calendar::always().compile().expect("every hour of UTC is a calendar"))
    }

    fn push_regular(&mut self, first_day: i64) {
        let from = self.zone.instant(first_day * DAY_MS);
        let days = RunDays::Regular {
            open_before_in_weeks: self.week.open_before_day(first_day),
            offset: first_day * DAY_MS - from,
        };
        self.push(from, days);
    }

    fn push_spelled(&mut self, first_day: i64, end_day: i64) {
        let mut spans = Vec::new();
        for day in first_day..end_day {
            if !self.zone.skipped(day) {
                let instant = |ms_of_day: i64| self.zone.instant(day * DAY_MS + ms_of_day);
                spans.extend(
                    open_wall_spans(&self.calendar, day)
                        .into_iter()
                        .map(|(from, to)| (instant(from), instant(to))),
                );
            }
        }
        self.push(self.zone.instant(first_day * DAY_MS), RunDays::Spelled(slots(&merged(spans))));
    }

    fn push(&mut self, from: i64, days: RunDays) {
        let open_before = self.open_before(from);
        self.runs.push(Run { from, open_before, days });
    }

    /// The calendar that this schedule was compiled from.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// Whether this is what a calendar compiles to.
    pub fn is_of(&self, calendar: &Calendar) -> bool {
        let Calendar { zone, hours, holidays, partial_holidays, holiday_names: _ } = calendar;
        (zone, hours, holidays, partial_holidays)
            == (
                &self.calendar.zone,
                &self.calendar.hours,
                &self.calendar.holidays,
                &self.calendar.partial_holidays,
            )
    }

    /// Returns the moment `business_ms` of business time after `start`.
    ///
    /// Time that ends exactly at a closing time gives that closing instant; no time at all gives the first open
    /// instant at or after `start`. `None` when the calendar never opens, or not before the year 10000.
    pub fn add(&self, start: Timestamp, business_ms: i64) -> Option<Timestamp> {
        if business_ms <= 0 {
            return self.next_opening(start);
        }
        self.instant_of(self.open_before(start.0).checked_add(business_ms)?)
    }

    /// Returns the business time from `start` to `until` in milliseconds; none when `until` is not later.
    pub fn elapsed(&self, start: Timestamp, until: Timestamp) -> i64 {
        (self.open_before(until.0) - self.open_before(start.0)).max(0)
    }

    pub fn is_open(&self, at: Timestamp) -> bool {
        self.open_before(at.0.saturating_add(1)) > self.open_before(at.0)
    }

    /// Returns the first open instant at or after `at`.
    pub fn next_opening(&self, at: Timestamp) -> Option<Timestamp> {
        // One more open millisecond ends right behind the instant at which it began.
        self.instant_of(self.open_before(at.0) + 1).map(|instant| instant.plus_ms(-1))
    }

    /// Returns the open stretches between two instants, cut to them; what touches is one stretch.
    ///
    /// The result grows with the distance.
    pub fn intervals(&self, from: Timestamp, to: Timestamp) -> Vec<OpenInterval> {
        let mut spans = Vec::new();
        let to = to.0.min(self.end);
        let first = self.runs.partition_point(|run| run.from <= from.0).saturating_sub(1);
        for (index, run) in self.runs.iter().enumerate().skip(first).take_while(|(_, run)| run.from < to) {
            let run_to = self.runs.get(index + 1).map_or(to, |next| next.from.min(to));
            match &run.days {
                RunDays::Spelled(slots) => spans.extend(slots.iter().map(|slot| (slot.from, slot.to))),
                RunDays::Regular { offset, .. } => {
                    let first_day = (run.from.max(from.0) + offset).div_euclid(DAY_MS);
                    let last_day = (run_to - 1 + offset).div_euclid(DAY_MS);
                    for day in first_day..=last_day {
                        let slots = self.week.days[weekday_index(day)].iter();
                        spans.extend(slots.map(|slot| {
                            (day * DAY_MS + slot.from - offset, day * DAY_MS + slot.to - offset)
                        }));
                    }
                }
            }
        }
        let cut = spans.into_iter().map(|(start, end)| (start.max(from.0), end.min(to))).collect();
        merged(cut)
            .into_iter()
            .map(|(from, to)| OpenInterval { from: Timestamp(from), to: Timestamp(to) })
            .collect()
    }

    /// Returns the days off between two instants that fell on a weekday with hours.
    pub fn days_off(&self, from: Timestamp, to: Timestamp) -> Vec<DayOff> {
        let (first, last) = (self.date(from), self.date(to));
        if first > last {
            return Vec::new();
        }
        let has_hours =
            |date: NaiveDate| !self.week.days[date.weekday().num_days_from_monday() as usize].is_empty();
        let mut days: Vec<(NaiveDate, DayOff)> = self
            .calendar
            .holidays
            .range(first..=last)
            .filter(|date| has_hours(**date))
            .map(|date| (*date, DayOff::Whole(*date)))
            .collect();
        for (date, parts) in self.calendar.partial_holidays.range(first..=last) {
            if has_hours(*date) && !self.calendar.holidays.contains(date) {
                days.push((*date, DayOff::Partial(*date, parts.clone())));
            }
        }
        days.sort_by_key(|(date, _)| *date);
        days.into_iter().map(|(_, day)| day).collect()
    }

    /// The date on the calendar's wall at an instant.
    pub fn date(&self, at: Timestamp) -> NaiveDate {
        Timestamp(self.zone.wall(at.0.clamp(self.runs[0].from, self.end))).utc().date_naive()
    }

    /// The instant at which a date begins, or would begin if the zone did not skip it.
    pub fn day_start(&self, date: NaiveDate) -> Timestamp {
        Timestamp(self.zone.instant(day_number(date) * DAY_MS))
    }

    /// The open time of the schedule before an instant.
    fn open_before(&self, instant: i64) -> i64 {
        let instant = instant.min(self.end);
        let Some(index) = self.runs.partition_point(|run| run.from <= instant).checked_sub(1) else {
            return 0;
        };
        let run = &self.runs[index];
        run.open_before
            + match &run.days {
                RunDays::Regular { open_before_in_weeks, offset } => {
                    let wall = instant + offset;
                    let day = wall.div_euclid(DAY_MS);
                    let slots = &self.week.days[weekday_index(day)];
                    self.week.open_before_day(day) - open_before_in_weeks
                        + open_in(slots, wall.rem_euclid(DAY_MS))
                }
                RunDays::Spelled(slots) => open_in(slots, instant),
            }
    }

    /// The first instant with this much open time before it; `open` is more than none.
    fn instant_of(&self, open: i64) -> Option<Timestamp> {
        let run = &self.runs[self.runs.partition_point(|run| run.open_before < open).checked_sub(1)?];
        let open_in_run = open - run.open_before;
        let instant = match &run.days {
            RunDays::Regular { open_before_in_weeks, offset } => {
                self.week.wall_of(open_in_run + open_before_in_weeks)? - offset
            }
            RunDays::Spelled(slots) => end_of(slots, open_in_run)?,
        };
        (instant <= self.end).then_some(Timestamp(instant))
    }
}

impl Week {
    fn of(calendar: &Calendar) -> Week {
        let days = Weekday::ALL.map(|day| slots(&merged(weekly_spans(calendar, day))));
        let mut open_before = [0; 8];
        for (index, day) in days.iter().enumerate() {
            open_before[index + 1] =
                open_before[index] + day.last().map_or(0, |slot| slot.open_before + slot.to - slot.from);
        }
        Week { days, open_before }
    }

    /// The open time between the Monday before 1970 and a day, negative before; as if every week were alike.
    fn open_before_day(&self, day: i64) -> i64 {
        (day + 3).div_euclid(7) * self.open_before[7] + self.open_before[weekday_index(day)]
    }

    /// The first wall time with this much open time before it, counted as in [`Week::open_before_day`].
    fn wall_of(&self, open: i64) -> Option<i64> {
        let total = self.open_before[7];
        if total == 0 {
            return None;
        }
        let week = (open - 1).div_euclid(total);
        let open_in_week = open - week * total;
        let weekday = self.open_before.partition_point(|before| *before < open_in_week) - 1;
        let ms_of_day = end_of(&self.days[weekday], open_in_week - self.open_before[weekday])?;
        Some((week * 7 + weekday as i64 - 3) * DAY_MS + ms_of_day)
    }
}

/// The days that do not follow the week's pattern, as merged ranges of days.
fn spelled_days(calendar: &Calendar, zone: &Zone) -> Vec<(i64, i64)> {
    let off: BTreeSet<NaiveDate> =
        calendar.holidays.iter().chain(calendar.partial_holidays.keys()).copied().collect();
    let mut days: Vec<(i64, i64)> =
        off.into_iter().map(|date| (day_number(date), day_number(date) + 1)).collect();
    for shift in &zone.shifts {
        let walls = [shift.at + shift.offset_before, shift.at + shift.offset_after];
        // A day of margin on both sides: a gap may push an interval past midnight.
        days.push((
            walls[0].min(walls[1]).div_euclid(DAY_MS) - 1,
            walls[0].max(walls[1]).div_euclid(DAY_MS) + 2,
        ));
    }
    days.retain(|(from, to)| *from >= FIRST_DAY && *to <= END_DAY);
    merged(days)
}

/// The open spans of one date by milliseconds of the day, before the zone has its say.
fn open_wall_spans(calendar: &Calendar, day: i64) -> Vec<(i64, i64)> {
    let date = Timestamp(day * DAY_MS).utc().date_naive();
    if calendar.holidays.contains(&date) {
        return Vec::new();
    }
    let open = weekly_spans(calendar, Weekday::ALL[weekday_index(day)]);
    match calendar.partial_holidays.get(&date) {
        Some(off) => without(&merged(open), &merged(off.iter().map(ms_of_day).collect())),
        // Unmerged on purpose: the zone moves each end that people wrote.
        None => open,
    }
}

fn weekly_spans(calendar: &Calendar, day: Weekday) -> Vec<(i64, i64)> {
    calendar.hours.get(&day).map_or_else(Vec::new, |intervals| intervals.iter().map(ms_of_day).collect())
}

fn ms_of_day(interval: &WallInterval) -> (i64, i64) {
    (interval.0.ms_of_day(), interval.1.ms_of_day())
}

fn slots(spans: &[(i64, i64)]) -> Vec<Slot> {
    let mut open_before = 0;
    let mut slots = Vec::with_capacity(spans.len());
    for &(from, to) in spans {
        slots.push(Slot { from, to, open_before });
        open_before += to - from;
    }
    slots
}

/// The open time of the slots before a point.
fn open_in(slots: &[Slot], point: i64) -> i64 {
    match slots.partition_point(|slot| slot.from <= point).checked_sub(1) {
        Some(index) => slots[index].open_before + point.min(slots[index].to) - slots[index].from,
        None => 0,
    }
}

/// The first point with this much open time of the slots before it; more than none.
fn end_of(slots: &[Slot], open: i64) -> Option<i64> {
    let slot = slots[slots.partition_point(|slot| slot.open_before < open).checked_sub(1)?];
    Some(slot.from + open - slot.open_before)
}

fn day_number(date: NaiveDate) -> i64 {
    i64::from(date.num_days_from_ce()) + FIRST_DAY - 1
}

/// Monday is 0; day 0 is a Thursday.
fn weekday_index(day: i64) -> usize {
    (day + 3).rem_euclid(7) as usize
}
