//! How targets were met, counted from what each ticket's clocks came to.

use super::{Among, Group, among, marks, of_gauges};
use crate::tx::{Source, rows};
use anyhow::Context;
use domain::sla::Metric;
use domain::time::Timestamp;
use sea_orm::{QueryResult, Value};
use std::collections::BTreeMap;

/// How targets were met by one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub group: String,
    pub metric: String,
    pub met: i64,
    pub missed: i64,
    /// Tickets with a miss: one may miss more than once.
    pub missed_tickets: i64,
}

/// How targets were met; `by` is a team, a priority, or all. The tickets are those of the teams and priorities of
/// then.
///
/// # Errors
/// When the database cannot be read.
pub async fn kept(
    source: &impl Source,
    all: &Among,
    (from, to): (Timestamp, Timestamp),
    by: &Group,
) -> anyhow::Result<Vec<Kept>> {
    let mut values = vec![Value::from(from.0), to.0.into()];
    let mut sql = String::from("at >= ? AND at < ?");
    let mut within = |column: &str, found: Vec<Value>| {
        if !found.is_empty() {
            sql.push_str(&format!(" AND {column} IN ({})", marks(found.len())));
            values.extend(found);
        }
    };
    within("team", all.teams.iter().map(|id| (*id).into()).collect());
    within("priority", all.priorities.iter().map(|it| (it.rank() as i16).into()).collect());
    let rest = Among { teams: Vec::new(), priorities: Vec::new(), ..all.clone() };
    let (narrow, more) = of_gauges(&rest);
    values.extend(more);
    let by = by.sql(source.backend());
    let sql = format!(
        "SELECT {by} AS g, metric, CAST(sum(met) AS BIGINT), CAST(sum(1 - met) AS BIGINT), \
         count(DISTINCT CASE WHEN met = 0 THEN ticket END) FROM outcome WHERE {sql}{narrow} GROUP BY g, metric"
    );
    let found = rows(source, &sql, values).await.context("reading how targets were met")?;
    let kept = |row: &QueryResult| -> anyhow::Result<_> {
        Ok(Kept {
            group: row.try_get_by_index(0)?,
            metric: row.try_get_by_index(1)?,
            met: row.try_get_by_index(2)?,
            missed: row.try_get_by_index(3)?,
            missed_tickets: row.try_get_by_index(4)?,
        })
    };
    found.iter().map(kept).collect()
}

/// How targets of one metric were met in a period, by what the tickets are today; or by the steps of the period.
///
/// # Errors
/// When the database cannot be read.
pub async fn kept_of(
    source: &impl Source,
    all: &Among,
    (from, to): (Timestamp, Timestamp),
    metric: Metric,
    by: &Group,
) -> anyhow::Result<BTreeMap<Option<String>, Kept>> {
    let (narrow, mut values) = among(all);
    values.extend([Value::from(from.0), to.0.into(), metric.key().into()]);
    let by_sql = by.sql(source.backend());
    // Steps go by the moment of the outcome, everything else by the ticket.
    let (of_ticket, group) = match by {
        Group::Steps(..) => ("''".to_owned(), by_sql),
        Group::All
        | Group::Team
        | Group::Assignee
        | Group::Resolver
        | Group::Worker
        | Group::Organisation
        | Group::Topic
        | Group::Kind
        | Group::Channel
        | Group::Priority
        | Group::Status
        | Group::Tags => (by_sql, "of_ticket".to_owned()),
    };
    let sql = format!(
        "SELECT {group} AS g, CAST(sum(met) AS BIGINT), CAST(sum(1 - met) AS BIGINT), \
         count(DISTINCT CASE WHEN met = 0 THEN outcome.ticket END) \
         FROM (SELECT ticket AS measured, {of_ticket} AS of_ticket FROM gauge WHERE {narrow}) AS tickets \
         JOIN outcome ON outcome.ticket = measured WHERE at >= ? AND at < ? AND metric = ? GROUP BY g"
    );
    let found = rows(source, &sql, values).await.context("reading how targets of a report were met")?;
    let kept = |row: &QueryResult| -> anyhow::Result<_> {
        let group: Option<String> = row.try_get_by_index(0)?;
        let (met, missed, missed_tickets) =
            (row.try_get_by_index(1)?, row.try_get_by_index(2)?, row.try_get_by_index(3)?);
        let group_name = group.clone().unwrap_or_default();
        Ok((group, Kept { group: group_name, metric: metric.key().to_owned(), met, missed, missed_tickets }))
    };
    found.iter().map(kept).collect()
}

/// The metric of a stored key.
pub fn metric(key: &str) -> Option<Metric> {
    Metric::ALL.into_iter().find(|metric| metric.key() == key)
}
