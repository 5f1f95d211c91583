//! Figures of reports: counted, summed and ranked by the database, so that no ticket is read for them.

mod kept;
#[cfg(test)]
mod plans;
mod spent;

use crate::gauges::key;
use crate::tx::{Source, rows};
use anyhow::Context;
use domain::calendar::Zone;
use domain::measure::{Cut, CutWhat, Lack, SOON_MS, hours_of_week};
use domain::priority::Priority;
use domain::ticket::Channel;
use domain::ticket_type::TicketType;
use domain::time::Timestamp;
use sea_orm::{DbBackend, QueryResult, Value};
use std::collections::BTreeMap;
use uuid::Uuid;

pub use kept::{Kept, kept, kept_of, metric};
pub use spent::{Effort, spent};

/// A condition in SQL, with the values of its marks.
type Condition = (String, Vec<Value>);

/// Every offset of a zone that is in use is a multiple of this, so that its days and hours are made of whole ones.
pub const QUARTER_MS: i64 = 900_000;

/// Which tickets a report is about; an empty list does not narrow.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Among {
    pub teams: Vec<Uuid>,
    pub priorities: Vec<Priority>,
    pub assignees: Vec<Uuid>,
    pub tags: Vec<String>,
    pub kinds: Vec<TicketType>,
    pub channels: Vec<Channel>,
    pub topics: Vec<Uuid>,
    pub organisations: Vec<Uuid>,
    /// Only tickets in sight of one of these, on a server; an empty list sees nothing.
    pub scopes: Option<Vec<Uuid>>,
}

/// What rows of a report are for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Group {
    All,
    Team,
    Assignee,
    Resolver,
    /// Who spent time; of `spent` alone.
    Worker,
    Organisation,
    Topic,
    Kind,
    Channel,
    Priority,
    Status,
    /// All tags of a ticket, as they are stored.
    Tags,
    /// The steps of a period, each from its instant to the next one's, by a column's time.
    Steps(&'static str, Vec<i64>),
}

impl Group {
    fn sql(&self, backend: DbBackend) -> String {
        let id = |column: &str| match backend == DbBackend::Sqlite {
            true => format!("lower(hex({column}))"),
            false => format!("CAST({column} AS TEXT)"),
        };
        match self {
            Group::All => "''".to_owned(),
            Group::Team => id("team"),
            // The hex of nothing is a text, not nothing.
            Group::Assignee => format!("CASE WHEN assignee IS NULL THEN NULL ELSE {} END", id("assignee")),
            Group::Resolver => format!("CASE WHEN resolver IS NULL THEN NULL ELSE {} END", id("resolver")),
            Group::Worker => "author".to_owned(),
            Group::Organisation => {
                format!("CASE WHEN organisation IS NULL THEN NULL ELSE {} END", id("organisation"))
            }
            Group::Topic => format!("CASE WHEN topic IS NULL THEN NULL ELSE {} END", id("topic")),
            Group::Kind => "kind".to_owned(),
            Group::Channel => "channel".to_owned(),
            Group::Priority => "CAST(priority AS TEXT)".to_owned(),
            Group::Status => "status".to_owned(),
            Group::Tags => "tags".to_owned(),
            Group::Steps(column, starts) => {
                let ends = starts.iter().skip(1).zip(0..);
                let cases: String =
                    ends.map(|(end, n)| format!("WHEN {column} < {end} THEN '{n}' ")).collect();
                let last = starts.len().saturating_sub(1);
                if cases.is_empty() { format!("'{last}'") } else { format!("CASE {cases}ELSE '{last}' END") }
            }
        }
    }
}

/// What is measured of each ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Times {
    /// The business time until the first reply.
    Answer,
    /// The business time until the resolution.
    Work,
    /// The time on the wall until the first reply.
    AnswerWall,
    /// The time on the wall until the resolution.
    WorkWall,
}

/// Times of a group of tickets, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spread {
    pub count: i64,
    pub sum: i64,
    pub p50: i64,
    pub p90: i64,
}

fn marks(count: usize) -> String {
    crate::bulk::marks(count)
}

/// The condition on rows of `gauge` that these are the tickets of a report.
fn among(among: &Among) -> Condition {
    let (mut sql, mut values) = (String::from("1 = 1"), Vec::<Value>::new());
    let mut within = |column: &str, found: Vec<Value>| {
        if !found.is_empty() {
            sql.push_str(&format!(" AND {column} IN ({})", marks(found.len())));
            values.extend(found);
        }
    };
    within("team", among.teams.iter().map(|id| (*id).into()).collect());
    within("assignee", among.assignees.iter().map(|id| (*id).into()).collect());
    within("priority", among.priorities.iter().map(|it| (it.rank() as i16).into()).collect());
    within("kind", among.kinds.iter().map(|it| key(it).into()).collect());
    within("channel", among.channels.iter().map(|it| key(it).into()).collect());
    within("topic", among.topics.iter().map(|id| (*id).into()).collect());
    within("organisation", among.organisations.iter().map(|id| (*id).into()).collect());
    for tag in &among.tags {
        // A tag is no pattern: this asks whether it stands there, on every database.
        sql.push_str(" AND replace(lower(tags), lower(?), '') <> lower(tags)");
        values.push(format!("\u{1f}{tag}\u{1f}").into());
    }
    let (seen, more) = in_sight(among.scopes.as_deref());
    (sql + &seen, [values, more].concat())
}

fn in_sight(scopes: Option<&[Uuid]>) -> Condition {
    let Some(scopes) = scopes else { return (String::new(), Vec::new()) };
    if scopes.is_empty() {
        return (" AND 1 = 0".to_owned(), Vec::new());
    }
    let sql = format!(
        " AND ticket IN (SELECT sight.ticket FROM sight WHERE live = 1 AND scope IN ({}))",
        marks(scopes.len())
    );
    (sql, scopes.iter().copied().map(Into::into).collect())
}

/// The condition on rows of `gauge` that these are the tickets behind a figure.
fn behind(backend: DbBackend, cut: &Cut) -> Condition {
    let range = || vec![Value::from(cut.from.0), cut.to.0.into()];
    let among_of = |column: &str, count: usize| match count {
        0 => String::new(),
        count => format!(" AND {column} IN ({})", marks(count)),
    };
    let statuses = || cut.statuses.iter().map(|key| Value::from(key.0.clone()));
    let finished = "m.at >= ? AND m.at < ? AND m.was_done = 0 AND m.is_done = 1";
    let (mut sql, mut values) = match cut.what {
        CutWhat::Opened => match cut.hour {
            None => ("opened >= ? AND opened < ?".to_owned(), range()),
            Some(hour) => {
                // An unknown zone has no hours.
                let parts = Zone::named(&cut.zone)
                    .map(|zone| hours_of_week(&zone, cut.from, cut.to, hour))
                    .unwrap_or_default();
                let any = vec!["opened >= ? AND opened < ?"; parts.len()].join(" OR ");
                let values = parts.iter().flat_map(|(from, to)| [from.0.into(), to.0.into()]).collect();
                (if any.is_empty() { "1 = 0".to_owned() } else { format!("({any})") }, values)
            }
        },
        CutWhat::Answered => ("answered >= ? AND answered < ?".to_owned(), range()),
        CutWhat::Resolved => ("resolved >= ? AND resolved < ?".to_owned(), range()),
        CutWhat::FirstContact => {
            ("resolved >= ? AND resolved < ? AND replies <= 1 AND reopened = 0".to_owned(), range())
        }
        CutWhat::Finished => (format!("ticket IN (SELECT m.ticket FROM moved m WHERE {finished})"), range()),
        CutWhat::Reopened | CutWhat::ReopenedSoon => {
            let soon = match cut.what == CutWhat::ReopenedSoon {
                true => format!(" AND b.at < m.at + {SOON_MS}"),
                false => String::new(),
            };
            let again =
                format!("b.ticket = m.ticket AND b.n > m.n AND b.was_done = 1 AND b.is_done = 0{soon}");
            let again = format!("{finished} AND EXISTS (SELECT 1 FROM moved b WHERE {again})");
            (format!("ticket IN (SELECT m.ticket FROM moved m WHERE {again})"), range())
        }
        CutWhat::Worked => {
            let (entries, values) = spent::entries(backend, cut);
            (format!("ticket IN (SELECT worked_on FROM ({entries}) AS worked)"), values)
        }
        CutWhat::Waiting => ("done = 0 AND opened >= ? AND opened < ?".to_owned(), range()),
        CutWhat::Stood => {
            // It stood where it left later, or where it still stands.
            let (left, stands) = match cut.statuses.len() {
                0 => (" AND m.was_done = 0".to_owned(), " AND done = 0".to_owned()),
                count => (among_of("m.was", count), among_of("status", count)),
            };
            let sql = format!(
                "(ticket IN (SELECT m.ticket FROM moved m WHERE m.at >= ? AND m.at - m.stood_ms < ? \
                 AND m.was IS NOT NULL{left}) OR (since < ?{stands}))"
            );
            let at = || Value::from(cut.to.0);
            (sql, [at(), at()].into_iter().chain(statuses()).chain([at()]).chain(statuses()).collect())
        }
        CutWhat::Left => {
            let wanted = among_of("m.was", cut.statuses.len());
            let sql =
                format!("ticket IN (SELECT m.ticket FROM moved m WHERE m.at >= ? AND m.at < ?{wanted})");
            (sql, range().into_iter().chain(statuses()).collect())
        }
        CutWhat::Met | CutWhat::Missed => {
            let mut values = range();
            values.push(i16::from(cut.what == CutWhat::Met).into());
            values.extend(cut.metric.map(|metric| Value::from(metric.key())));
            values.extend(cut.teams.iter().map(|id| Value::from(id.0)));
            values.extend(cut.priorities.iter().map(|it| Value::from(it.rank() as i16)));
            let sql = format!(
                "ticket IN (SELECT o.ticket FROM outcome o WHERE o.at >= ? AND o.at < ? AND o.met = ?{}{}{})",
                if cut.metric.is_some() { " AND o.metric = ?" } else { "" },
                among_of("o.team", cut.teams.len()),
                among_of("o.priority", cut.priorities.len()),
            );
            (sql, values)
        }
    };
    let mut also = |column: &str, found: Vec<Value>| {
        if !found.is_empty() {
            sql.push_str(&among_of(column, found.len()));
            values.extend(found);
        }
    };
    also("resolver", cut.resolver.iter().map(|id| id.0.into()).collect());
    also("topic", cut.topics.iter().map(|id| id.0.into()).collect());
    also("kind", cut.kinds.iter().map(|it| key(it).into()).collect());
    also("channel", cut.channels.iter().map(|it| key(it).into()).collect());
    also("organisation", cut.organisations.iter().map(|id| id.0.into()).collect());
    for lack in &cut.lacks {
        let column = match lack {
            Lack::Resolver => "resolver",
            Lack::Topic => "topic",
            Lack::Organisation => "organisation",
        };
        sql.push_str(&format!(" AND {column} IS NULL"));
    }
    (sql, values)
}

/// The query for the tickets behind a figure, for lists that are narrowed to them.
pub(crate) fn tickets_of(backend: DbBackend, cut: &Cut) -> Condition {
    let (sql, values) = behind(backend, cut);
    (format!("SELECT ticket FROM gauge WHERE {sql}"), values)
}

fn both(backend: DbBackend, all: &Among, cut: Option<&Cut>) -> Condition {
    let (mut sql, mut values) = among(all);
    if let Some(cut) = cut {
        let (more, its) = behind(backend, cut);
        sql = format!("{sql} AND {more}");
        values.extend(its);
    }
    (sql, values)
}

fn counting(backend: DbBackend, all: &Among, cut: Option<&Cut>, by: &Group) -> Condition {
    let (sql, values) = both(backend, all, cut);
    let by = by.sql(backend);
    (format!("SELECT {by} AS g, count(*) FROM gauge WHERE {sql} GROUP BY g"), values)
}

/// How many tickets are behind a figure, by group.
///
/// # Errors
/// When the database cannot be read.
pub async fn counts(
    source: &impl Source,
    all: &Among,
    cut: Option<&Cut>,
    by: &Group,
) -> anyhow::Result<BTreeMap<Option<String>, i64>> {
    let (sql, values) = counting(source.backend(), all, cut, by);
    let found = rows(source, &sql, values).await.context("counting for a report")?;
    found.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// How many tickets are behind a figure.
///
/// # Errors
/// When the database cannot be read.
pub async fn count(source: &impl Source, all: &Among, cut: Option<&Cut>) -> anyhow::Result<i64> {
    Ok(counts(source, all, cut, &Group::All).await?.into_values().sum())
}

fn timing(backend: DbBackend, all: &Among, cut: &Cut, times: Times, by: &Group) -> Condition {
    let (sql, values) = both(backend, all, Some(cut));
    let by = by.sql(backend);
    let value = match times {
        Times::Answer => "answer_ms",
        Times::Work => "work_ms",
        Times::AnswerWall => "answered - opened",
        Times::WorkWall => "resolved - opened",
    };
    (format!("SELECT {by} AS g, {value} AS v FROM gauge WHERE {sql} AND ({value}) IS NOT NULL"), values)
}

/// How the times of the tickets behind a figure spread, by group.
///
/// # Errors
/// When the database cannot be read.
pub async fn spreads(
    source: &impl Source,
    all: &Among,
    cut: &Cut,
    times: Times,
    by: &Group,
) -> anyhow::Result<BTreeMap<Option<String>, Spread>> {
    let (sql, values) = timing(source.backend(), all, cut, times, by);
    ranked(source, &sql, values).await
}

/// Ranks the values `v` of each group `g` of a query.
async fn ranked(
    source: &impl Source,
    query: &str,
    values: Vec<Value>,
) -> anyhow::Result<BTreeMap<Option<String>, Spread>> {
    // The nearest rank, as `domain::measure::percentile` has it.
    let sql = format!(
        "SELECT g, max(n), CAST(sum(v) AS BIGINT), max(CASE WHEN r = (n * 50 + 99) / 100 THEN v END), \
         max(CASE WHEN r = (n * 90 + 99) / 100 THEN v END) FROM (SELECT g, v, \
         row_number() OVER (PARTITION BY g ORDER BY v) AS r, count(*) OVER (PARTITION BY g) AS n \
         FROM ({query}) AS found) AS placed GROUP BY g"
    );
    let found = rows(source, &sql, values).await.context("ranking times for a report")?;
    let spread = |row: &QueryResult| -> anyhow::Result<_> {
        let (count, sum) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        let (p50, p90) = (row.try_get_by_index(3)?, row.try_get_by_index(4)?);
        Ok((row.try_get_by_index(0)?, Spread { count, sum, p50, p90 }))
    };
    found.iter().map(spread).collect()
}

/// Which time is counted by quarters of an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Opened,
    Resolved,
}

/// How many tickets were opened or resolved in each quarter of an hour of a period, by its number since 1970.
///
/// # Errors
/// When the database cannot be read.
pub async fn quarters(
    source: &impl Source,
    all: &Among,
    when: When,
    (from, to): (Timestamp, Timestamp),
) -> anyhow::Result<Vec<(i64, i64)>> {
    let column = match when {
        When::Opened => "opened",
        When::Resolved => "resolved",
    };
    let (sql, mut values) = among(all);
    values.extend([Value::from(from.0), to.0.into()]);
    let sql = format!(
        "SELECT {column} / {QUARTER_MS} AS q, count(*) FROM gauge WHERE {sql} AND {column} >= ? \
         AND {column} < ? GROUP BY q ORDER BY q"
    );
    let found = rows(source, &sql, values).await.context("counting by time for a report")?;
    found.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// Moves between two statuses within one quarter of an hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    pub quarter: i64,
    pub was: Option<String>,
    pub became: String,
    pub count: i64,
}

/// How tickets moved from an instant on.
///
/// # Errors
/// When the database cannot be read.
pub async fn flows(source: &impl Source, all: &Among, from: Timestamp) -> anyhow::Result<Vec<Flow>> {
    let (narrow, more) = of_gauges(all);
    let mut values = vec![Value::from(from.0)];
    values.extend(more);
    let sql = format!(
        "SELECT at / {QUARTER_MS} AS q, was, became, count(*) FROM moved WHERE at >= ?{narrow} \
         GROUP BY q, was, became"
    );
    let found = rows(source, &sql, values).await.context("reading how tickets moved")?;
    let flow = |row: &QueryResult| -> anyhow::Result<_> {
        let (quarter, was) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        Ok(Flow { quarter, was, became: row.try_get_by_index(2)?, count: row.try_get_by_index(3)? })
    };
    found.iter().map(flow).collect()
}

/// The condition that a row belongs to a ticket of a report; none when it is about all.
fn of_gauges(all: &Among) -> Condition {
    if *all == Among::default() {
        return (String::new(), Vec::new());
    }
    let (sql, values) = among(all);
    (format!(" AND ticket IN (SELECT ticket FROM gauge WHERE {sql})"), values)
}

/// How long tickets stood in the statuses that they left in a period.
///
/// # Errors
/// When the database cannot be read.
pub async fn stays(
    source: &impl Source,
    all: &Among,
    (from, to): (Timestamp, Timestamp),
) -> anyhow::Result<BTreeMap<Option<String>, Spread>> {
    let (narrow, more) = of_gauges(all);
    let mut values = vec![Value::from(from.0), to.0.into()];
    values.extend(more);
    let sql = format!(
        "SELECT was AS g, stood_ms AS v FROM moved WHERE at >= ? AND at < ? AND was IS NOT NULL{narrow}"
    );
    ranked(source, &sql, values).await
}

/// How many tickets left each status in a period.
///
/// # Errors
/// When the database cannot be read.
pub async fn left(
    source: &impl Source,
    all: &Among,
    (from, to): (Timestamp, Timestamp),
) -> anyhow::Result<BTreeMap<String, i64>> {
    let (narrow, more) = of_gauges(all);
    let mut values = vec![Value::from(from.0), to.0.into()];
    values.extend(more);
    let sql = format!(
        "SELECT was, count(DISTINCT ticket) FROM moved WHERE at >= ? AND at < ? AND was IS NOT NULL{narrow} \
         GROUP BY was"
    );
    let found = rows(source, &sql, values).await.context("reading what tickets left")?;
    found.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// How long the tickets that stand in each status have stood there: how many, and since when the first of them.
///
/// # Errors
/// When the database cannot be read.
pub async fn standing(
    source: &impl Source,
    all: &Among,
) -> anyhow::Result<BTreeMap<String, (i64, Timestamp)>> {
    let (sql, values) = among(all);
    let sql = format!("SELECT status, count(*), min(since) FROM gauge WHERE {sql} GROUP BY status");
    let found = rows(source, &sql, values).await.context("reading where tickets stand")?;
    found
        .iter()
        .map(|row| {
            let since = Timestamp(row.try_get_by_index(2)?);
            Ok((row.try_get_by_index(0)?, (row.try_get_by_index(1)?, since)))
        })
        .collect()
}
