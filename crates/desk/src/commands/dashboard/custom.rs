//! Custom reports: one measure by one thing, each number with the tickets that it opens; kept and shared like views.

use super::super::view::{forget, keep, loose, scope_of, standing};
use super::id_of;
use super::rising::per_tag;
use super::scene::Scene;
use crate::desk::Desk;
use crate::fault::Fault;
use contract::custom::*;
use contract::report::{Counted, Unit};
use contract::session::{Done, Empty, Made};
use contract::ticket::Filter;
use domain::access::{Who, may_measure};
use domain::calendar::Zone;
use domain::ids::{CategoryId, OrganisationId, PersonId, ReportId, TeamId};
use domain::measure::{Cut, CutWhat, Lack, basis_points};
use domain::priority::Priority;
use domain::record::Kind;
use domain::refusal::Refusal;
use domain::report::{Asked, Report, ReportBy, ReportMeasure};
use domain::status::StatusKey;
use domain::ticket_type::TicketType;
use domain::time::Timestamp;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use store::reports::{Among, Group, Spread, Times};

/// Rows that are told one by one: beyond it nobody reads them, and each one's tags are asked for by themselves.
const MOST_ROWS: usize = 60;
/// The last moment that a screen can name.
const LAST: Timestamp = Timestamp(8_640_000_000_000_000);

pub(crate) async fn report_list(desk: &Desk, me: PersonId, _: Empty) -> Result<Vec<SavedReport>, Fault> {
    let rules = desk.inner.rules();
    let mut reports = Vec::new();
    for record in loose(desk, me, Kind::Report).await? {
        let report: Report = record.read()?;
        let (share, owner, may_edit) = standing(&rules, me, report.owner, report.scope);
        let id = ReportId(record.id);
        reports.push(SavedReport { id, name: report.name, asked: report.asked, share, owner, may_edit });
    }
    reports.sort_by_key(|report| (report.name.to_lowercase(), report.id));
    Ok(reports)
}

pub(crate) async fn report_save(desk: &Desk, me: PersonId, input: ReportSave) -> Result<Made, Fault> {
    let name = input.name.trim().to_owned();
    let share = input.share;
    let value = Report { name: name.clone(), owner: me, scope: scope_of(me, share), asked: input.asked };
    // Of somebody else's the owner stays the one whom it may be for alone.
    let again = |old: &Report, new| Report { owner: old.owner, scope: scope_of(old.owner, share), ..new };
    keep(desk, me, input.id.map(|id| id.0), &name, value, again).await
}

pub(crate) async fn report_remove(desk: &Desk, me: PersonId, input: ReportPick) -> Result<Done, Fault> {
    forget(desk, me, Kind::Report, input.id.0).await
}

pub(crate) async fn report_run(desk: &Desk, me: PersonId, input: ReportRun) -> Result<ReportView, Fault> {
    let asked = input.asked;
    asked.check()?;
    let zone = Zone::named(&input.zone).map_err(|error| Refusal::invalid("zone", error.to_string()))?;
    let now = desk.inner.clock.now();
    let rules = desk.inner.rules();
    let who = rules.house.staff.get(&me).map(|person| Who::new(me, person, &rules.house.teams));
    let may = |person: &PersonId| who.as_ref().is_some_and(|who| may_measure(who, *person));
    if !asked.assignees.iter().all(may) {
        return Err(Refusal::Forbidden("numbers of single people are for whoever leads".to_owned()).into());
    }
    let base = Filter {
        teams: asked.teams.iter().copied().collect(),
        assignees: asked.assignees.iter().copied().collect(),
        priorities: asked.priorities.iter().copied().collect(),
        tags: asked.tags.iter().cloned().collect(),
        ..Filter::default()
    };
    let mut scene = Scene::of(desk, me, asked.span.range(&zone, now), &input.zone, base, asked.wall)?;
    scene.among.kinds = asked.types.iter().cloned().collect();
    scene.among.channels = asked.channels.iter().copied().collect();
    scene.among.organisations = asked.organisations.iter().map(|id| id.0).collect();
    scene.among.topics = rules.house.branches(&asked.topics).into_iter().map(|id| id.0).collect();
    let run = Run { desk, scene: &scene, asked: &asked };
    let (cut, before) = (run.cut((scene.from, scene.to)), run.cut((scene.before_from, scene.from)));

    let total = run.numbers(&scene.among, &cut, &Group::All).await?.into_values().next();
    let total_before = run.before(&scene.among, &before, &Group::All).await?.into_values().next();
    let total = run.row(None, total, total_before, run.filter(cut.clone()));

    let mut rows = if asked.by == ReportBy::Time {
        run.by_time(&cut).await?
    } else if asked.by == ReportBy::Tag {
        run.by_tag(&cut, &before).await?
    } else {
        run.by_part(me, &cut, &before).await?
    };
    let left_off = if asked.by == ReportBy::Time { 0 } else { rows.len().saturating_sub(MOST_ROWS) };
    rows.truncate(rows.len() - left_off);
    Ok(ReportView {
        at: now,
        tickets: store::reports::count(&desk.inner.db, &scene.among, None).await?,
        from: scene.from,
        to: scene.to,
        unit: unit(asked.measure),
        total,
        rows,
        left_off: i64::try_from(left_off).unwrap_or(i64::MAX),
        weekly: scene.weekly,
        steps: scene.steps,
    })
}

fn unit(measure: ReportMeasure) -> Unit {
    match measure {
        ReportMeasure::Open | ReportMeasure::Opened | ReportMeasure::Resolved => Unit::Count,
        ReportMeasure::AnswerP50
        | ReportMeasure::AnswerP90
        | ReportMeasure::AnswerMean
        | ReportMeasure::WorkP50
        | ReportMeasure::WorkP90
        | ReportMeasure::WorkMean
        | ReportMeasure::TimeSpent => Unit::Milliseconds,
        ReportMeasure::FirstContact
        | ReportMeasure::Reopened
        | ReportMeasure::ReopenedSoon
        | ReportMeasure::AnswerKept
        | ReportMeasure::WorkKept => Unit::BasisPoints,
    }
}

/// What a measure comes to for one row, and on how many tickets.
#[derive(Debug, Clone, Copy)]
struct Number {
    value: Option<i64>,
    tickets: i64,
}

type Numbers = BTreeMap<Option<String>, Number>;

/// How a measure is computed.
enum How {
    Count,
    Spread(Times, fn(Spread) -> i64),
    /// Those of the cut among those of this.
    Share(CutWhat),
    Kept(domain::sla::Metric),
    Spent,
}

struct Run<'a> {
    desk: &'a Desk,
    scene: &'a Scene,
    asked: &'a Asked,
}

impl Run<'_> {
    fn how(&self) -> How {
        let [p50, p90, mean]: [fn(Spread) -> i64; 3] =
            [|it| it.p50, |it| it.p90, |it| it.sum / it.count.max(1)];
        match self.asked.measure {
            ReportMeasure::Open | ReportMeasure::Opened | ReportMeasure::Resolved => How::Count,
            ReportMeasure::AnswerP50 => How::Spread(self.scene.answer(), p50),
            ReportMeasure::AnswerP90 => How::Spread(self.scene.answer(), p90),
            ReportMeasure::AnswerMean => How::Spread(self.scene.answer(), mean),
            ReportMeasure::WorkP50 => How::Spread(self.scene.work(), p50),
            ReportMeasure::WorkP90 => How::Spread(self.scene.work(), p90),
            ReportMeasure::WorkMean => How::Spread(self.scene.work(), mean),
            ReportMeasure::FirstContact => How::Share(CutWhat::Resolved),
            ReportMeasure::Reopened | ReportMeasure::ReopenedSoon => How::Share(CutWhat::Finished),
            ReportMeasure::AnswerKept => How::Kept(domain::sla::Metric::FirstResponse),
            ReportMeasure::WorkKept => How::Kept(domain::sla::Metric::Resolution),
            ReportMeasure::TimeSpent => How::Spent,
        }
    }

    /// The tickets of the measure in a period; of what is open now the period says nothing.
    fn cut(&self, (from, to): (Timestamp, Timestamp)) -> Cut {
        let what = match self.asked.measure {
            ReportMeasure::Open => CutWhat::Waiting,
            ReportMeasure::Opened => CutWhat::Opened,
            ReportMeasure::Resolved
            | ReportMeasure::WorkP50
            | ReportMeasure::WorkP90
            | ReportMeasure::WorkMean => CutWhat::Resolved,
            ReportMeasure::AnswerP50 | ReportMeasure::AnswerP90 | ReportMeasure::AnswerMean => {
                CutWhat::Answered
            }
            ReportMeasure::FirstContact => CutWhat::FirstContact,
            ReportMeasure::Reopened => CutWhat::Reopened,
            ReportMeasure::ReopenedSoon => CutWhat::ReopenedSoon,
            ReportMeasure::TimeSpent => CutWhat::Worked,
            ReportMeasure::AnswerKept | ReportMeasure::WorkKept => CutWhat::Missed,
        };
        let (from, to) = if what == CutWhat::Waiting { (Timestamp(0), LAST) } else { (from, to) };
        Cut { what, from, to, metric: self.asked.measure.metric(), ..Cut::default() }
    }

    /// The tickets behind a number: what a row says of itself lies within what the report is about.
    fn filter(&self, mut cut: Cut) -> Filter {
        let among = &self.scene.among;
        if cut.kinds.is_empty() {
            cut.kinds.clone_from(&among.kinds);
        }
        if cut.channels.is_empty() {
            cut.channels.clone_from(&among.channels);
        }
        if cut.topics.is_empty() {
            cut.topics = among.topics.iter().copied().map(CategoryId).collect();
        }
        if cut.organisations.is_empty() {
            cut.organisations = among.organisations.iter().copied().map(OrganisationId).collect();
        }
        self.scene.filter(cut)
    }

    /// The column of the moment at which a ticket belongs to a day.
    fn moment(&self, what: CutWhat) -> &'static str {
        match what {
            CutWhat::Answered => "answered",
            CutWhat::Resolved
            | CutWhat::FirstContact
            | CutWhat::Finished
            | CutWhat::Reopened
            | CutWhat::ReopenedSoon => "resolved",
            CutWhat::Met | CutWhat::Missed | CutWhat::Worked => "at",
            CutWhat::Opened | CutWhat::Waiting | CutWhat::Stood | CutWhat::Left => "opened",
        }
    }

    async fn numbers(&self, among: &Among, cut: &Cut, by: &Group) -> Result<Numbers, Fault> {
        let db = &self.desk.inner.db;
        let number = |value, tickets| Number { value, tickets };
        Ok(match self.how() {
            How::Count => {
                let found = store::reports::counts(db, among, Some(cut), by).await?;
                found.into_iter().map(|(key, count)| (key, number(Some(count), count))).collect()
            }
            How::Spread(times, value) => {
                let found = store::reports::spreads(db, among, cut, times, by).await?;
                found.into_iter().map(|(key, it)| (key, number(Some(value(it)), it.count))).collect()
            }
            How::Share(of) => {
                let part = store::reports::counts(db, among, Some(cut), by).await?;
                let whole = Cut { what: of, ..cut.clone() };
                let whole = store::reports::counts(db, among, Some(&whole), by).await?;
                let share = |(key, whole): (Option<String>, i64)| {
                    let part = part.get(&key).copied().unwrap_or_default();
                    (key, number(basis_points(part, whole), part))
                };
                whole.into_iter().map(share).collect()
            }
            How::Kept(metric) => {
                let found = store::reports::kept_of(db, among, (cut.from, cut.to), metric, by).await?;
                let kept = |(key, it): (Option<String>, store::reports::Kept)| {
                    (key, number(basis_points(it.met, it.met + it.missed), it.missed_tickets))
                };
                found.into_iter().map(kept).collect()
            }
            How::Spent => {
                let found = store::reports::spent(db, among, cut, by).await?;
                found
                    .into_iter()
                    .map(|(key, it)| (key, number(Some(it.seconds * 1000), it.tickets)))
                    .collect()
            }
        })
    }

    /// As it was in the period before; of what is open no past is kept by part.
    async fn before(&self, among: &Among, cut: &Cut, by: &Group) -> Result<Numbers, Fault> {
        if self.asked.measure == ReportMeasure::Open {
            return Ok(Numbers::new());
        }
        self.numbers(among, cut, by).await
    }

    fn row(
        &self,
        key: Option<String>,
        now: Option<Number>,
        before: Option<Number>,
        filter: Filter,
    ) -> ReportRow {
        // Of nothing there are no tickets and nothing was spent on them; they took no time that could be told.
        let adds_up = matches!(self.how(), How::Count | How::Spent);
        let nothing = adds_up.then_some(0);
        let is_known = self.asked.measure != ReportMeasure::Open && self.asked.by != ReportBy::Time;
        ReportRow {
            key,
            name: String::new(),
            value: now.map_or(nothing, |it| it.value),
            before: before.map_or(nothing.filter(|_| is_known), |it| it.value),
            tickets: Counted { count: now.map_or(0, |it| it.tickets), filter },
        }
    }

    async fn by_time(&self, cut: &Cut) -> Result<Vec<ReportRow>, Fault> {
        let found = self.numbers(&self.scene.among, cut, &self.scene.by_step(self.moment(cut.what))).await?;
        let rows = self.scene.steps.iter().enumerate().map(|(step, period)| {
            let key = Some(step.to_string());
            let cut = Cut { from: period.from, to: period.to, ..cut.clone() };
            let number = found.get(&key).copied();
            self.row(key, number, None, self.filter(cut))
        });
        Ok(rows.collect())
    }

    /// A ticket counts for each of its tags.
    async fn by_tag(&self, cut: &Cut, before: &Cut) -> Result<Vec<ReportRow>, Fault> {
        let db = &self.desk.inner.db;
        let whole = match self.how() {
            How::Share(of) => Cut { what: of, ..cut.clone() },
            How::Count | How::Spread(..) | How::Spent => cut.clone(),
            How::Kept(_) => Cut { what: CutWhat::Met, ..cut.clone() },
        };
        let mut tags =
            per_tag(&store::reports::counts(db, &self.scene.among, Some(&whole), &Group::Tags).await?);
        if matches!(self.how(), How::Kept(_)) {
            let missed = store::reports::counts(db, &self.scene.among, Some(cut), &Group::Tags).await?;
            for (tag, count) in per_tag(&missed) {
                *tags.entry(tag).or_default() += count;
            }
        }
        let mut tags: Vec<(String, i64)> = tags.into_iter().collect();
        tags.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut rows = Vec::new();
        // Beyond the most that are told, a row only has to be counted.
        for (at, (tag, _)) in tags.into_iter().enumerate() {
            let mut all = self.scene.among.clone();
            all.tags.push(tag.clone());
            let filter = Filter { tags: all.tags.clone(), ..self.filter(cut.clone()) };
            let (now, then) = if at < MOST_ROWS {
                (
                    self.numbers(&all, cut, &Group::All).await?.into_values().next(),
                    self.before(&all, before, &Group::All).await?.into_values().next(),
                )
            } else {
                (None, None)
            };
            let row = self.row(Some(tag.clone()), now, then, filter);
            rows.push(ReportRow { name: tag, ..row });
        }
        Ok(rows)
    }

    async fn by_part(&self, me: PersonId, cut: &Cut, before: &Cut) -> Result<Vec<ReportRow>, Fault> {
        let among = &self.scene.among;
        let group = self.group();
        let now = self.numbers(among, cut, &group).await?;
        let then = self.before(among, before, &group).await?;
        let house = &self.scene.rules.house;
        let who = house.staff.get(&me).map(|person| Who::new(me, person, &house.teams));
        let mut keys: Vec<&Option<String>> = now.keys().chain(then.keys()).collect();
        keys.sort();
        keys.dedup();
        let mut rows = Vec::new();
        for key in keys {
            let is_person =
                matches!(self.asked.by, ReportBy::Assignee | ReportBy::Resolver | ReportBy::Worker);
            if let Some(person) = id_of(key).filter(|_| is_person)
                && !who.as_ref().is_some_and(|who| may_measure(who, PersonId(person)))
            {
                continue;
            }
            let Some((name, filter)) = self.part(key, cut) else { continue };
            let row = self.row(key.clone(), now.get(key).copied(), then.get(key).copied(), filter);
            rows.push(ReportRow { name, ..row });
        }
        // What has an order of its own keeps it; everything else goes by its number.
        let place = |row: &ReportRow| {
            let key = row.key.as_deref().unwrap_or_default();
            if self.asked.by == ReportBy::Priority {
                -key.parse::<i64>().unwrap_or(-1)
            } else if self.asked.by == ReportBy::Status {
                let at = house.statuses.iter().position(|status| status.key.0 == key);
                at.and_then(|at| i64::try_from(at).ok()).unwrap_or(i64::MAX)
            } else {
                -row.value.unwrap_or(-1)
            }
        };
        rows.sort_by(|a, b| {
            (place(a), a.key.is_none())
                .cmp(&(place(b), b.key.is_none()))
                .then(a.name.cmp(&b.name))
                .then(a.key.cmp(&b.key))
        });
        Ok(rows)
    }

    fn group(&self) -> Group {
        match self.asked.by {
            ReportBy::Time => self.scene.by_step("opened"),
            ReportBy::Team => Group::Team,
            ReportBy::Assignee => Group::Assignee,
            ReportBy::Resolver => Group::Resolver,
            ReportBy::Worker => Group::Worker,
            ReportBy::Organisation => Group::Organisation,
            ReportBy::Topic => Group::Topic,
            ReportBy::Type => Group::Kind,
            ReportBy::Channel => Group::Channel,
            ReportBy::Priority => Group::Priority,
            ReportBy::Status => Group::Status,
            ReportBy::Tag => Group::Tags,
        }
    }

    /// What a row is called and which tickets it opens; `None` of what this version does not know.
    fn part(&self, key: &Option<String>, cut: &Cut) -> Option<(String, Filter)> {
        let rules = &self.scene.rules;
        let house = &rules.house;
        let all = self.filter(cut.clone());
        let with = |cut: Cut| self.filter(cut);
        let without = |lack| with(Cut { lacks: vec![lack], ..cut.clone() });
        let person =
            |id: PersonId| house.staff.get(&id).map(|person| person.name.clone()).unwrap_or_default();
        let id = id_of(key);
        let unnamed = String::new;
        Some(match (self.asked.by, id) {
            (ReportBy::Team, Some(id)) => {
                let name = house.teams.get(&TeamId(id)).map(|team| team.name.clone()).unwrap_or_default();
                (name, Filter { teams: vec![TeamId(id)], ..all })
            }
            (ReportBy::Assignee, Some(id)) => {
                (person(PersonId(id)), Filter { assignees: vec![PersonId(id)], ..all })
            }
            (ReportBy::Assignee, None) => (unnamed(), Filter { unassigned: true, ..all }),
            (ReportBy::Resolver, Some(id)) => {
                (person(PersonId(id)), with(Cut { resolver: Some(PersonId(id)), ..cut.clone() }))
            }
            (ReportBy::Resolver, None) => (unnamed(), without(Lack::Resolver)),
            (ReportBy::Worker, Some(id)) => {
                (person(PersonId(id)), with(Cut { worker: Some(PersonId(id)), ..cut.clone() }))
            }
            (ReportBy::Organisation, Some(id)) => {
                let name = rules.organisations.get(&id).map(|it| it.name.clone()).unwrap_or_default();
                (name, with(Cut { organisations: vec![OrganisationId(id)], ..cut.clone() }))
            }
            (ReportBy::Organisation, None) => (unnamed(), without(Lack::Organisation)),
            (ReportBy::Topic, Some(id)) => {
                let name = house.category_path(CategoryId(id)).join(" / ");
                (name, with(Cut { topics: vec![CategoryId(id)], ..cut.clone() }))
            }
            (ReportBy::Topic, None) => (unnamed(), without(Lack::Topic)),
            (ReportBy::Type, _) => {
                let kind = TicketType::new(key.as_ref()?);
                let name = house.types.get(&kind).and_then(|one| one.name.clone()).unwrap_or_default();
                (name, with(Cut { kinds: vec![kind], ..cut.clone() }))
            }
            (ReportBy::Channel, _) => (unnamed(), with(Cut { channels: vec![variant(key)?], ..cut.clone() })),
            (ReportBy::Priority, _) => {
                let rank = key.as_ref()?.parse::<i32>().ok()?;
                let priority = Priority::ALL.into_iter().find(|priority| priority.rank() == rank)?;
                (unnamed(), Filter { priorities: vec![priority], ..all })
            }
            (ReportBy::Status, _) => {
                let status = StatusKey::new(key.as_ref()?);
                let name = house.statuses.iter().find(|it| it.key == status).map(|it| it.name.clone());
                (name.unwrap_or_else(|| status.0.clone()), Filter { statuses: vec![status], ..all })
            }
            // Rows of these are made elsewhere; a ticket always has a team.
            (ReportBy::Time | ReportBy::Tag, _) | (ReportBy::Team | ReportBy::Worker, None) => return None,
        })
    }
}

/// A variant by the name under which it is stored.
fn variant<T: DeserializeOwned>(key: &Option<String>) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(key.clone()?)).ok()
}
