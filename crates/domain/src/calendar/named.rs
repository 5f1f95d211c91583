//! The calendars of a desk: teams and customers in several places have business hours of their own.

use super::{Calendar, CalendarError};
use crate::ids::{CalendarId, stable_id};
use serde::{Deserialize, Serialize};

/// A calendar under the name that policies and people use for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct NamedCalendar {
    pub id: CalendarId,
    pub name: String,
    #[serde(flatten)]
    pub calendar: Calendar,
}

/// All calendars of a desk. The first one holds wherever no other is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(from = "Stored")]
pub struct Calendars {
    pub calendars: Vec<NamedCalendar>,
}

/// What databases hold: a desk used to have one calendar, without a name.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stored {
    Several { calendars: Vec<NamedCalendar> },
    One(Calendar),
}

impl From<Stored> for Calendars {
    fn from(stored: Stored) -> Self {
        match stored {
            Stored::Several { calendars } => Calendars { calendars },
            Stored::One(calendar) => Calendars::one(calendar),
        }
    }
}

/// The id of the calendar that every desk has from the start.
pub fn default_calendar_id() -> CalendarId {
    CalendarId(stable_id("calendar", "default"))
}

impl Calendars {
    pub fn one(calendar: Calendar) -> Self {
        let name = "Business hours".to_owned();
        Calendars { calendars: vec![NamedCalendar { id: default_calendar_id(), name, calendar }] }
    }

    /// The calendar that a policy names, or the first one; `None` only when there is none at all.
    pub fn find(&self, id: Option<CalendarId>) -> Option<&NamedCalendar> {
        let named = id.and_then(|id| self.calendars.iter().find(|calendar| calendar.id == id));
        named.or(self.calendars.first())
    }

    /// Checks that there is one, and every one of them.
    ///
    /// # Errors
    /// The calendar that is wrong, by its name, and what is wrong with it.
    pub fn validate(&self) -> Result<(), (String, CalendarError)> {
        if self.calendars.is_empty() {
            return Err((String::new(), CalendarError::NoCalendar));
        }
        self.calendars
            .iter()
            .try_for_each(|named| named.calendar.validate().map_err(|error| (named.name.clone(), error)))
    }
}
