//! Wall time as people write it in a calendar: weekdays, times of day, and intervals between two of them.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A day of the week, written as in calendar files: `mon` to `sun`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl Weekday {
    pub const ALL: [Weekday; 7] =
        [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

    /// The stable key used on the wire and in files.
    pub fn key(self) -> &'static str {
        match self {
            Weekday::Mon => "mon",
            Weekday::Tue => "tue",
            Weekday::Wed => "wed",
            Weekday::Thu => "thu",
            Weekday::Fri => "fri",
            Weekday::Sat => "sat",
            Weekday::Sun => "sun",
        }
    }
}

/// A time of day from `00:00` to `24:00`, to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "ts", ts(type = "string"))]
pub struct WallTime {
    seconds: u32,
}

/// Why a text is not a time of day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a time of day from \"00:00\" to \"24:00\"")]
pub struct NotATime(String);

impl WallTime {
    pub const END_OF_DAY: WallTime = WallTime { seconds: 86_400 };

    /// Returns the full hour; hours past 24 are the end of the day.
    pub fn from_hours(hours: u32) -> Self {
        WallTime { seconds: hours.saturating_mul(3600) }.min(Self::END_OF_DAY)
    }

    /// The milliseconds from the start of the day on a day of 24 hours.
    pub fn ms_of_day(self) -> i64 {
        i64::from(self.seconds) * 1000
    }
}

impl FromStr for WallTime {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        let error = || NotATime(text.to_owned());
        let parts = text
            .split(':')
            .map(|part| {
                if part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()) {
                    part.parse::<u32>().ok()
                } else {
                    None
                }
            })
            .collect::<Option<Vec<u32>>>()
            .ok_or_else(error)?;
        let seconds = match parts[..] {
            [hours, minutes] if minutes < 60 => hours * 3600 + minutes * 60,
            [hours, minutes, seconds] if minutes < 60 && seconds < 60 => {
                hours * 3600 + minutes * 60 + seconds
            }
            _ => return Err(error()),
        };
        let time = WallTime { seconds };
        if time > Self::END_OF_DAY { Err(error()) } else { Ok(time) }
    }
}

impl fmt::Display for WallTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hours, minutes, seconds) = (self.seconds / 3600, self.seconds / 60 % 60, self.seconds % 60);
        write!(f, "{hours:02}:{minutes:02}")?;
        if seconds > 0 { write!(f, ":{seconds:02}") } else { Ok(()) }
    }
}

impl TryFrom<String> for WallTime {
    type Error = NotATime;
    fn try_from(text: String) -> Result<Self, NotATime> {
        text.parse()
    }
}

impl From<WallTime> for String {
    fn from(time: WallTime) -> String {
        time.to_string()
    }
}

/// From a time of day up to, not including, another; in files a pair such as `["09:00", "17:00"]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct WallInterval(pub WallTime, pub WallTime);

impl fmt::Display for WallInterval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.0, self.1)
    }
}

/// Sorts, merges what touches or overlaps, and drops what is empty.
pub(super) fn merged(mut spans: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    spans.retain(|(from, to)| from < to);
    spans.sort_unstable();
    let mut result: Vec<(i64, i64)> = Vec::with_capacity(spans.len());
    for (from, to) in spans {
        match result.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => result.push((from, to)),
        }
    }
    result
}

/// Returns the spans without the parts that lie in `holes`; both sorted and merged.
pub(super) fn without(spans: &[(i64, i64)], holes: &[(i64, i64)]) -> Vec<(i64, i64)> {
    let mut result = Vec::new();
    for &(mut from, to) in spans {
        for &(hole_from, hole_to) in holes {
            if hole_to <= from || hole_from >= to {
                continue;
            }
            if from < hole_from {
                result.push((from, hole_from));
            }
            from = hole_to;
        }
        if from < to {
            result.push((from, to));
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_reads_and_writes_alike() {
        for text in ["00:00", "09:30", "23:59:59", "24:00"] {
            assert_eq!(text.parse::<WallTime>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_time_of_day_is_refused() {
        for text in ["", "9:00", "24:01", "12:60", "12", "-1:00", "12:00:60", "ab:cd", "+1:00", "99:99"] {
            assert_eq!(text.parse::<WallTime>(), Err(NotATime(text.to_owned())));
        }
    }

    #[test]
    fn holes_cut_spans() {
        assert_eq!(without(&[(0, 10), (20, 30)], &[(5, 22), (25, 26)]), [(0, 5), (22, 25), (26, 30)]);
        assert_eq!(without(&[(0, 10)], &[(0, 10)]), []);
    }
}
