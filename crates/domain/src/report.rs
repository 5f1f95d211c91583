//! Custom reports: one measure of tickets, by one thing, over a span of days that moves along; kept and shared like views.

use crate::calendar::Zone;
use crate::ids::{CategoryId, OrganisationId, PersonId, TeamId};
use crate::priority::Priority;
use crate::record::{Entity, Kind};
use crate::refusal::Refusal;
use crate::sla::Metric;
use crate::ticket::Channel;
use crate::ticket_type::TicketType;
use crate::time::Timestamp;
use chrono::{Datelike as _, Days, Months, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What a report counts or measures, as docs/reports.md defines it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ReportMeasure {
    /// Open at present.
    Open,
    #[default]
    Opened,
    Resolved,
    AnswerP50,
    AnswerP90,
    AnswerMean,
    WorkP50,
    WorkP90,
    WorkMean,
    FirstContact,
    Reopened,
    /// Opened again within two days (`measure::SOON_MS`).
    ReopenedSoon,
    /// Targets of the first response that were met.
    AnswerKept,
    /// Targets of the resolution that were met.
    WorkKept,
    /// Time that was spent on tickets in the period.
    TimeSpent,
}

impl ReportMeasure {
    pub const ALL: [ReportMeasure; 15] = [
        ReportMeasure::Open,
        ReportMeasure::Opened,
        ReportMeasure::Resolved,
        ReportMeasure::AnswerP50,
        ReportMeasure::AnswerP90,
        ReportMeasure::AnswerMean,
        ReportMeasure::WorkP50,
        ReportMeasure::WorkP90,
        ReportMeasure::WorkMean,
        ReportMeasure::FirstContact,
        ReportMeasure::Reopened,
        ReportMeasure::ReopenedSoon,
        ReportMeasure::AnswerKept,
        ReportMeasure::WorkKept,
        ReportMeasure::TimeSpent,
    ];

    /// The clock whose targets it is about.
    pub fn metric(self) -> Option<Metric> {
        match self {
            ReportMeasure::AnswerKept => Some(Metric::FirstResponse),
            ReportMeasure::WorkKept => Some(Metric::Resolution),
            ReportMeasure::Open
            | ReportMeasure::Opened
            | ReportMeasure::Resolved
            | ReportMeasure::AnswerP50
            | ReportMeasure::AnswerP90
            | ReportMeasure::AnswerMean
            | ReportMeasure::WorkP50
            | ReportMeasure::WorkP90
            | ReportMeasure::WorkMean
            | ReportMeasure::FirstContact
            | ReportMeasure::Reopened
            | ReportMeasure::ReopenedSoon
            | ReportMeasure::TimeSpent => None,
        }
    }

    /// Whether it can be split so. What is open now belongs to no day, nor does what was opened again; and only time has
    /// somebody who spent it.
    pub fn may_be_by(self, by: ReportBy) -> bool {
        match by {
            ReportBy::Time => {
                !matches!(self, ReportMeasure::Open | ReportMeasure::Reopened | ReportMeasure::ReopenedSoon)
            }
            ReportBy::Worker => self == ReportMeasure::TimeSpent,
            ReportBy::Team
            | ReportBy::Assignee
            | ReportBy::Resolver
            | ReportBy::Organisation
            | ReportBy::Topic
            | ReportBy::Type
            | ReportBy::Channel
            | ReportBy::Priority
            | ReportBy::Status
            | ReportBy::Tag => true,
        }
    }
}

/// What the rows of a report are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ReportBy {
    /// Days, or weeks of a long span.
    Time,
    #[default]
    Team,
    Assignee,
    /// Who made the last resolution.
    Resolver,
    /// Who spent the time.
    Worker,
    Organisation,
    /// The category with all that it lies in.
    Topic,
    Type,
    Channel,
    Priority,
    Status,
    Tag,
}

impl ReportBy {
    pub const ALL: [ReportBy; 12] = [
        ReportBy::Time,
        ReportBy::Team,
        ReportBy::Assignee,
        ReportBy::Resolver,
        ReportBy::Worker,
        ReportBy::Organisation,
        ReportBy::Topic,
        ReportBy::Type,
        ReportBy::Channel,
        ReportBy::Priority,
        ReportBy::Status,
        ReportBy::Tag,
    ];
}

/// Whole days up to today, or a part of the calendar; a report that is opened tomorrow covers tomorrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ReportSpan {
    Week,
    #[default]
    Month,
    Quarter,
    Year,
    ThisWeek,
    ThisMonth,
    LastMonth,
    ThisQuarter,
    LastQuarter,
    ThisYear,
}

impl ReportSpan {
    pub const ALL: [ReportSpan; 10] = [
        ReportSpan::Week,
        ReportSpan::Month,
        ReportSpan::Quarter,
        ReportSpan::Year,
        ReportSpan::ThisWeek,
        ReportSpan::ThisMonth,
        ReportSpan::LastMonth,
        ReportSpan::ThisQuarter,
        ReportSpan::LastQuarter,
        ReportSpan::ThisYear,
    ];

    /// From the first of its days to the one behind the last, on the wall calendar of `today`.
    pub fn days(self, today: NaiveDate) -> (NaiveDate, NaiveDate) {
        let back = |days: u64| today.checked_sub_days(Days::new(days)).unwrap_or(today);
        let tomorrow = today.succ_opt().unwrap_or(today);
        let month = today.with_day(1).unwrap_or(today);
        let quarter = month.checked_sub_months(Months::new(month.month0() % 3)).unwrap_or(month);
        let before =
            |first: NaiveDate, months: u32| first.checked_sub_months(Months::new(months)).unwrap_or(first);
        match self {
            ReportSpan::Week => (back(6), tomorrow),
            ReportSpan::Month => (back(29), tomorrow),
            ReportSpan::Quarter => (back(89), tomorrow),
            ReportSpan::Year => (back(364), tomorrow),
            ReportSpan::ThisWeek => (back(u64::from(today.weekday().num_days_from_monday())), tomorrow),
            ReportSpan::ThisMonth => (month, tomorrow),
            ReportSpan::LastMonth => (before(month, 1), month),
            ReportSpan::ThisQuarter => (quarter, tomorrow),
            ReportSpan::LastQuarter => (before(quarter, 3), quarter),
            ReportSpan::ThisYear => (before(month, month.month0()), tomorrow),
        }
    }

    /// The same as instants of a zone.
    pub fn range(self, zone: &Zone, now: Timestamp) -> (Timestamp, Timestamp) {
        let (first, end) = self.days(zone.wall_time(now).date());
        let midnight = |day: NaiveDate| zone.instant_of(day.and_time(NaiveTime::MIN));
        (midnight(first), midnight(end))
    }
}

/// What a report is asked; what is empty does not narrow. Each list is a set of its own, as with views.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct Asked {
    pub measure: ReportMeasure,
    pub by: ReportBy,
    pub span: ReportSpan,
    /// Whether times are told by the clock on the wall, and not in business time.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "ts", ts(optional, as = "Option<bool>"))]
    pub wall: bool,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    #[cfg_attr(feature = "ts", ts(optional, as = "Option<BTreeSet<TeamId>>"))]
    pub teams: BTreeSet<TeamId>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    #[cfg_attr(feature = "ts", ts(optional, as = "Option<BTreeSet<PersonId>>"))]
    pub assignees: BTreeSet<PersonId>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    #[cfg_attr(feature = "ts", ts(optional, as = "Option<BTreeSet<Priority>>"))]
    pub priorities: BTreeSet<Priority>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    #[cfg_attr(feature = "ts", ts(optional, as = "Option<BTreeSet<String>>"))]
    pub tags: BTreeSet<String>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    #[cfg_attr(feature = "ts", ts(optional, as = "Option<BTreeSet<TicketType>>"))]
    pub types: BTreeSet<TicketType>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    #[cfg_attr(feature = "ts", ts(optional, as = "Option<BTreeSet<Channel>>"))]
    pub channels: BTreeSet<Channel>,
    /// Categories, each with all that lies in it.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    #[cfg_attr(feature = "ts", ts(optional, as = "Option<BTreeSet<CategoryId>>"))]
    pub topics: BTreeSet<CategoryId>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    #[cfg_attr(feature = "ts", ts(optional, as = "Option<BTreeSet<OrganisationId>>"))]
    pub organisations: BTreeSet<OrganisationId>,
}

impl Asked {
    /// Whether there is an answer.
    ///
    /// # Errors
    /// `Refusal::Invalid`, with what to ask instead.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.measure.may_be_by(self.by) {
            return Ok(());
        }
        let instead = if self.by == ReportBy::Worker {
            "only time that was spent has somebody who spent it; take the assignee or another part"
        } else {
            "this measure has no days; take a team, a priority or another part"
        };
        Err(Refusal::invalid("by", instead))
    }
}

/// A report that somebody put together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub name: String,
    pub owner: PersonId,
    /// As with a view: the owner when it is personal, a team when that shares it; without one everybody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Uuid>,
    #[serde(flatten)]
    pub asked: Asked,
}

impl Entity for Report {
    const KIND: Kind = Kind::Report;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::{Change, difference};
    use crate::ids::ChangeId;
    use crate::merge::{Outcome, Side, merge};
    use crate::record::Record;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn spans_end_today_or_with_their_part_of_the_calendar() {
        let cases = [
            (ReportSpan::Week, "2026-03-02", "2026-02-24", "2026-03-03"),
            (ReportSpan::Month, "2026-03-02", "2026-02-01", "2026-03-03"),
            (ReportSpan::ThisWeek, "2026-03-02", "2026-03-02", "2026-03-03"),
            (ReportSpan::ThisWeek, "2026-03-01", "2026-02-23", "2026-03-02"),
            (ReportSpan::ThisMonth, "2026-03-31", "2026-03-01", "2026-04-01"),
            (ReportSpan::LastMonth, "2026-03-31", "2026-02-01", "2026-03-01"),
            (ReportSpan::LastMonth, "2026-01-01", "2025-12-01", "2026-01-01"),
            (ReportSpan::ThisQuarter, "2026-06-30", "2026-04-01", "2026-07-01"),
            (ReportSpan::LastQuarter, "2026-02-28", "2025-10-01", "2026-01-01"),
            (ReportSpan::ThisYear, "2024-02-29", "2024-01-01", "2024-03-01"),
            (ReportSpan::Year, "2024-12-31", "2024-01-02", "2025-01-01"),
        ];
        for (span, today, first, end) in cases {
            assert_eq!(span.days(day(today)), (day(first), day(end)), "{span:?} on {today}");
        }
    }

    #[test]
    fn a_span_is_made_of_the_days_of_its_zone() {
        let zone = Zone::named("Europe/Berlin").unwrap();
        // Half past midnight in Berlin on the day after the clocks went forward; still the day before in UTC.
        let now = Timestamp(1_774_823_400_000);
        let (from, to) = ReportSpan::ThisWeek.range(&zone, now);
        assert_eq!(zone.wall_time(now).to_string(), "2026-03-30 00:30:00");
        assert_eq!((to.0 - from.0) / 3_600_000, 24);
        let (from, to) = ReportSpan::Week.range(&zone, now);
        assert_eq!((to.0 - from.0) / 3_600_000, 7 * 24 - 1, "a day of the week had 23 hours");
    }

    #[test]
    fn what_has_no_days_is_not_split_by_them_nor_what_nobody_spends_by_who_spent_it() {
        for measure in ReportMeasure::ALL {
            let asked = |by| Asked { measure, by, ..Asked::default() }.check().is_ok();
            let no_days = [ReportMeasure::Open, ReportMeasure::Reopened, ReportMeasure::ReopenedSoon];
            assert_eq!(asked(ReportBy::Time), !no_days.contains(&measure), "{measure:?}");
            assert_eq!(asked(ReportBy::Worker), measure == ReportMeasure::TimeSpent, "{measure:?}");
            assert!(asked(ReportBy::Team));
        }
    }

    #[test]
    fn two_people_who_narrow_a_report_at_once_both_get_what_they_added() {
        let owner = PersonId(Uuid::from_u128(7));
        let report = Report { name: "Load".to_owned(), owner, scope: None, asked: Asked::default() };
        let base = Record { ver: 3, first: 3, ..Record::new(Uuid::from_u128(99), None, &report) };
        let with = |edit: &dyn Fn(&mut Asked)| {
            let mut report = report.clone();
            edit(&mut report.asked);
            let act = difference(&base, &report).unwrap();
            Change {
                id: ChangeId(Uuid::from_u128(1)),
                kind: Kind::Report,
                entity: base.id,
                ticket: None,
                by: owner,
                at: Timestamp(0),
                seen: 3,
                delivered_at: None,
                act,
            }
        };
        let theirs = with(&|asked| asked.tags = BTreeSet::from(["vip".to_owned()]));
        let mine = with(&|asked| {
            asked.tags = BTreeSet::from(["wifi".to_owned()]);
            asked.by = ReportBy::Tag;
        });
        let one = merge(Some(&base), &theirs, Side::Judge).unwrap();
        let mut current = Record { ver: 4, ..one.record };
        for field in &one.changed {
            current.fver.insert(field.field.clone(), 4);
        }
        let two = merge(Some(&current), &mine, Side::Judge).unwrap();
        assert_eq!(two.outcome, Outcome::Merged);
        let merged: Report = two.record.read().unwrap();
        assert_eq!(merged.asked.tags, BTreeSet::from(["vip".to_owned(), "wifi".to_owned()]));
        assert_eq!(merged.asked.by, ReportBy::Tag);
    }
}
