//! Business hours: when a team works, so that every due time is counted in the time the team had.

mod named;
mod schedule;
mod wall;
mod zone;

use crate::time::Timestamp;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

pub use named::{Calendars, NamedCalendar, default_calendar_id};
pub use schedule::{DayOff, OpenInterval, Schedule};
pub use wall::{WallInterval, WallTime, Weekday};
pub use zone::Zone;

/// A zone, the hours of each weekday in its wall time, and the days off, as people edit them.
///
/// It says nothing about instants; [`Calendar::compile`] turns it into a [`Schedule`] that does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Calendar {
    /// The IANA name, such as `Europe/Berlin`.
    pub zone: String,
    /// A weekday that is missing or has no intervals is closed.
    pub hours: BTreeMap<Weekday, Vec<WallInterval>>,
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(type = "Array<string>"))]
    pub holidays: BTreeSet<NaiveDate>,
    /// The parts of a day that are off although its weekday is open, such as an afternoon.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "ts", ts(optional, as = "Option<BTreeMap<String, Vec<WallInterval>>>"))]
    pub partial_holidays: BTreeMap<NaiveDate, Vec<WallInterval>>,
    /// What people call their days off; it counts for nothing.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "ts", ts(optional, as = "Option<BTreeMap<String, String>>"))]
    pub holiday_names: BTreeMap<NaiveDate, String>,
}

/// Why a calendar cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    #[error("{0:?} is not the name of a time zone, such as \"Europe/Berlin\"")]
    UnknownZone(String),
    #[error("{day}: the interval {interval} does not end after it starts")]
    EmptyInterval { day: String, interval: WallInterval },
    #[error("{day}: the interval {interval} starts at the end of the day")]
    StartsAtMidnight { day: String, interval: WallInterval },
    #[error("there is no calendar; the first one holds wherever no other is named")]
    NoCalendar,
}

impl Calendar {
    /// Returns the calendar that a desk starts with: Monday to Friday, 09:00 to 17:00, no holidays.
    pub fn default_for(zone: &str) -> Self {
        let office = WallInterval(WallTime::from_hours(9), WallTime::from_hours(17));
        let days = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
        Calendar {
            zone: zone.to_owned(),
            hours: days.into_iter().map(|day| (day, vec![office])).collect(),
            holidays: BTreeSet::new(),
            partial_holidays: BTreeMap::new(),
            holiday_names: BTreeMap::new(),
        }
    }

    /// Returns the calendar that never closes.
    pub fn always() -> Self {
        let day = WallInterval(WallTime::from_hours(0), WallTime::END_OF_DAY);
        Calendar {
            hours: Weekday::ALL.into_iter().map(|weekday| (weekday, vec![day])).collect(),
            ..Calendar::default_for("UTC")
        }
    }

    /// Returns the calendar in the form that counts, or the first thing that is wrong with it.
    ///
    /// Costs about a millisecond; whoever computes many clocks keeps the schedule.
    pub fn compile(&self) -> Result<Schedule, CalendarError> {
        self.validate()?;
        Schedule::of(self)
    }

    /// Checks the zone and every interval; an interval that crosses midnight is written as two.
    pub fn validate(&self) -> Result<(), CalendarError> {
        Zone::named(&self.zone)?;
        let weekly = self.hours.iter().map(|(day, intervals)| (day.key().to_owned(), intervals));
        let partial = self.partial_holidays.iter().map(|(date, intervals)| (date.to_string(), intervals));
        for (day, intervals) in weekly.chain(partial) {
            for &interval in intervals {
                let WallInterval(start, end) = interval;
                if start == WallTime::END_OF_DAY {
                    return Err(CalendarError::StartsAtMidnight { day, interval });
                }
                if start >= end {
                    return Err(CalendarError::EmptyInterval { day, interval });
                }
            }
        }
        Ok(())
    }

    /// Whether no weekday has any hours, so that nothing is ever due.
    pub fn never_opens(&self) -> bool {
        self.hours.values().all(Vec::is_empty)
    }

    /// Returns the moment `business_ms` of business time after `start`; `None` when the calendar never opens.
    ///
    /// A convenience for one-off questions: it compiles the calendar each time.
    pub fn add(&self, start: Timestamp, business_ms: i64) -> Result<Option<Timestamp>, CalendarError> {
        Ok(self.compile()?.add(start, business_ms))
    }
}

#[cfg(test)]
mod tests;
