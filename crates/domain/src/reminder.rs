//! Reminders: a ticket that calls back at its time, and one that somebody put off until then.

use crate::calendar::Schedule;
use crate::ids::{PersonId, ReminderId, TicketId, stable_id};
use crate::record::{Entity, Kind};
use crate::time::Timestamp;
use chrono::Days;
use serde::{Deserialize, Serialize};

/// One person's reminder on a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    pub ticket: TicketId,
    pub person: PersonId,
    pub at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The ticket is out of this person's way until then, or until the requester writes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub snooze: bool,
    /// When it was made or last moved: what the requester wrote before that was known.
    pub since: Timestamp,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub done: bool,
}

impl Entity for Reminder {
    const KIND: Kind = Kind::Reminder;
}

/// The longest note, in bytes.
pub const NOTE_LIMIT_BYTES: usize = 2_000;

impl Reminder {
    /// When it calls: a ticket that was put off comes back as soon as the requester writes.
    pub fn calls_at(&self, requester_wrote: impl IntoIterator<Item = Timestamp>) -> Timestamp {
        if !self.snooze {
            return self.at;
        }
        let wrote = requester_wrote.into_iter().filter(|at| *at > self.since).min();
        wrote.map_or(self.at, |at| at.min(self.at))
    }
}

/// The id under which a person puts a ticket off: once, however often it is moved.
pub fn snooze_id(person: PersonId, ticket: TicketId) -> ReminderId {
    ReminderId(stable_id("snooze", &format!("{person}/{ticket}")))
}

/// Until when a ticket is put off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "until", rename_all = "snake_case")]
pub enum SnoozeUntil {
    Minutes {
        minutes: u32,
    },
    /// When the desk opens on the next day that it does.
    Tomorrow,
    At {
        at: Timestamp,
    },
}

impl SnoozeUntil {
    /// Returns the instant; `None` for one that has passed.
    pub fn instant(self, schedule: &Schedule, now: Timestamp) -> Option<Timestamp> {
        const DAY_MS: i64 = 24 * 60 * 60_000;
        let at = match self {
            SnoozeUntil::Minutes { minutes } => now.plus_ms(i64::from(minutes) * 60_000),
            SnoozeUntil::Tomorrow => {
                let tomorrow = schedule.date(now).checked_add_days(Days::new(1));
                let opening = tomorrow.and_then(|date| schedule.next_opening(schedule.day_start(date)));
                // A desk that never opens has no morning.
                opening.unwrap_or(now.plus_ms(DAY_MS))
            }
            SnoozeUntil::At { at } => at,
        };
        (at > now).then_some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;
    use uuid::Uuid;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn tomorrow_morning_is_when_the_desk_opens_next_not_midnight() {
        let schedule = Calendar::default_for("Europe/Berlin").compile().unwrap();
        let tomorrow = |now| SnoozeUntil::Tomorrow.instant(&schedule, at(now));
        assert_eq!(tomorrow("2026-03-10T20:00:00Z"), Some(at("2026-03-11T08:00:00Z")));
        // After the last Sunday of March, and over the weekend.
        assert_eq!(tomorrow("2026-03-27T12:00:00Z"), Some(at("2026-03-30T07:00:00Z")));
        // Just after midnight, tomorrow is still the next day.
        assert_eq!(tomorrow("2026-03-09T23:30:00Z"), Some(at("2026-03-11T08:00:00Z")));
    }

    #[test]
    fn nothing_is_put_off_into_the_past() {
        let schedule = Calendar::always().compile().unwrap();
        let now = at("2026-03-10T20:00:00Z");
        assert_eq!(SnoozeUntil::At { at: now }.instant(&schedule, now), None);
        assert_eq!(SnoozeUntil::Minutes { minutes: 15 }.instant(&schedule, now), Some(now.plus_ms(900_000)));
    }

    #[test]
    fn a_ticket_that_was_put_off_comes_back_when_the_requester_writes() {
        let reminder = |snooze| Reminder {
            ticket: TicketId(Uuid::nil()),
            person: PersonId(Uuid::nil()),
            at: Timestamp(1_000),
            note: None,
            snooze,
            since: Timestamp(100),
            done: false,
        };
        assert_eq!(reminder(true).calls_at([Timestamp(50)]), Timestamp(1_000), "that was known");
        assert_eq!(reminder(true).calls_at([Timestamp(700), Timestamp(300)]), Timestamp(300));
        assert_eq!(reminder(true).calls_at([Timestamp(2_000)]), Timestamp(1_000));
        assert_eq!(reminder(false).calls_at([Timestamp(300)]), Timestamp(1_000), "a date is a date");
    }
}
