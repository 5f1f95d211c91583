//! The period that a dashboard is about, its steps, and the tickets that it counts.

use crate::desk::Desk;
use crate::fault::Fault;
use crate::rules::Rules;
use contract::report::*;
use contract::ticket::Filter;
use domain::calendar::Zone;
use domain::ids::PersonId;
use domain::measure::{Cut, CutWhat, days};
use domain::refusal::Refusal;
use domain::time::Timestamp;
use std::sync::Arc;
use store::reports::{Among, Group, QUARTER_MS, Times};

/// The longest period: two years with a little to spare.
const LONGEST_DAYS: usize = 740;
/// From here on a period is told by weeks.
const MOST_DAYS: usize = 35;

/// A period of a report with the one before it, and what it is about.
pub(super) struct Scene {
    pub(super) rules: Arc<Rules>,
    pub(super) from: Timestamp,
    pub(super) to: Timestamp,
    pub(super) before_from: Timestamp,
    pub(super) steps: Vec<PeriodStep>,
    pub(super) weekly: bool,
    pub(super) zone: String,
    pub(super) among: Among,
    /// What every list is narrowed to.
    pub(super) base: Filter,
    /// Whether times are told by the clock on the wall.
    wall: bool,
}

impl Scene {
    pub(super) fn of(
        desk: &Desk,
        me: PersonId,
        (from, to): (Timestamp, Timestamp),
        zone_name: &str,
        base: Filter,
        wall: bool,
    ) -> Result<Scene, Fault> {
        let zone = Zone::named(zone_name).map_err(|error| Refusal::invalid("zone", error.to_string()))?;
        if to <= from || to.0.saturating_sub(from.0) / super::DAY_MS > LONGEST_DAYS as i64 {
            return Err(Refusal::invalid("to", "behind the beginning, by two years at most").into());
        }
        let days = days(&zone, from, to);
        let first = days.first().map_or_else(|| zone.wall_time(from).date(), |it| it.0);
        let earlier = first.checked_sub_days(chrono::Days::new(days.len() as u64)).unwrap_or(first);
        // As many days, however long they were, at the same time of day.
        let before_from = zone.instant_of(earlier.and_time(zone.wall_time(from).time()));
        let weekly = days.len() > MOST_DAYS;
        let mut steps: Vec<PeriodStep> = Vec::new();
        for (index, (date, starts)) in days.iter().enumerate() {
            use chrono::Datelike as _;
            let ends = days.get(index + 1).map_or(to, |next| next.1);
            match steps.last_mut() {
                Some(last) if weekly && date.weekday() != chrono::Weekday::Mon => last.to = ends,
                Some(_) | None => steps.push(PeriodStep { date: date.to_string(), from: *starts, to: ends }),
            }
        }
        let among = Among {
            teams: base.teams.iter().map(|id| id.0).collect(),
            priorities: base.priorities.clone(),
            assignees: base.assignees.iter().map(|id| id.0).collect(),
            tags: base.tags.clone(),
            scopes: desk.inner.scopes(me),
            ..Among::default()
        };
        let rules = desk.inner.rules();
        Ok(Scene {
            rules,
            from,
            to,
            before_from,
            steps,
            weekly,
            zone: zone_name.to_owned(),
            among,
            base,
            wall,
        })
    }

    /// The time until the first reply, by the clock that was asked for.
    pub(super) fn answer(&self) -> Times {
        if self.wall { Times::AnswerWall } else { Times::Answer }
    }

    /// The time until the resolution, by the clock that was asked for.
    pub(super) fn work(&self) -> Times {
        if self.wall { Times::WorkWall } else { Times::Work }
    }

    pub(super) fn cut(&self, what: CutWhat) -> Cut {
        Cut { what, from: self.from, to: self.to, ..Cut::default() }
    }

    pub(super) fn cut_before(&self, what: CutWhat) -> Cut {
        Cut { what, from: self.before_from, to: self.from, ..Cut::default() }
    }

    /// Whoever reads the days of a list reads them in the zone that they were counted in.
    pub(super) fn filter(&self, cut: Cut) -> Filter {
        let cut = Cut { zone: self.zone.clone(), ..cut };
        Filter { cut: Some(cut), ..self.base.clone() }
    }

    pub(super) fn counted(&self, count: i64, cut: Cut) -> Counted {
        Counted { count, filter: self.filter(cut) }
    }

    /// The steps of a column's time, as the store groups by them.
    pub(super) fn by_step(&self, column: &'static str) -> Group {
        Group::Steps(column, self.steps.iter().map(|step| step.from.0).collect())
    }

    /// Counts of quarters of an hour as counts of the steps.
    pub(super) fn per_step(&self, quarters: &[(i64, i64)]) -> Vec<i64> {
        let mut counts = vec![0; self.steps.len()];
        for (quarter, count) in quarters {
            let at = (quarter * QUARTER_MS).max(self.from.0);
            let step = self.steps.partition_point(|step| step.from.0 <= at);
            if let Some(place) = counts.get_mut(step.saturating_sub(1)) {
                *place += count;
            }
        }
        counts
    }
}
