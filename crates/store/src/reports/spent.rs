//! Time that was spent, counted from the entries themselves: an index holds all that is asked of them.

use super::{Among, Condition, Group, among};
use crate::named::{field, number};
use crate::tx::{Source, rows};
use anyhow::Context;
use domain::measure::Cut;
use domain::record::Kind;
use sea_orm::{DbBackend, Value};
use std::collections::BTreeMap;

/// Time that was spent on tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Effort {
    pub seconds: i64,
    pub tickets: i64,
}

/// The entries of a period as a table of `at`, `worked_on`, `author` and `seconds`.
///
/// As for `named`: the kind is spelt out and SQLite is told which index, since it keeps no statistics.
pub(super) fn entries(backend: DbBackend, cut: &Cut) -> Condition {
    let index = if backend == DbBackend::Sqlite { " INDEXED BY record_worked" } else { "" };
    let (kind, at, seconds) = (Kind::TimeEntry.code(), number(backend, "at"), number(backend, "seconds"));
    let author = field(backend, "author");
    let mut sql = format!(
        "SELECT {at} AS at, record.ticket AS worked_on, {author} AS author, {seconds} AS seconds FROM record{index} \
         WHERE kind = {kind} AND deleted = 0 AND {at} >= ? AND {at} < ?"
    );
    let mut values = vec![Value::from(cut.from.0), cut.to.0.into()];
    if let Some(worker) = cut.worker {
        sql.push_str(&format!(" AND {author} = ?"));
        values.push(worker.0.to_string().into());
    }
    (sql, values)
}

fn query(backend: DbBackend, all: &Among, cut: &Cut, by: &Group) -> Condition {
    let (entries, mut values) = entries(backend, cut);
    let (among, more) = among(all);
    values.extend(more);
    let by = by.sql(backend);
    // Folded into the rest, the entries would be read whole for who spent them.
    let sql = format!(
        "WITH worked AS MATERIALIZED ({entries}) \
         SELECT {by} AS g, CAST(sum(seconds) AS BIGINT), count(DISTINCT worked_on) FROM worked \
         JOIN gauge ON gauge.ticket = worked.worked_on WHERE {among} GROUP BY g"
    );
    (sql, values)
}

/// The time that was spent in the period of a cut, by group.
///
/// # Errors
/// When the database cannot be read.
pub async fn spent(
    source: &impl Source,
    all: &Among,
    cut: &Cut,
    by: &Group,
) -> anyhow::Result<BTreeMap<Option<String>, Effort>> {
    let (sql, values) = query(source.backend(), all, cut, by);
    let found = rows(source, &sql, values).await.context("adding up time for a report")?;
    let effort = |row: &sea_orm::QueryResult| -> anyhow::Result<_> {
        let effort = Effort { seconds: row.try_get_by_index(1)?, tickets: row.try_get_by_index(2)? };
        Ok((row.try_get_by_index(0)?, effort))
    };
    found.iter().map(effort).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Db, Location};
    use domain::time::Timestamp;

    #[tokio::test]
    async fn no_entry_is_read_for_the_time_of_a_period() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&Location::File(folder.path().join("desk.db")), None).await.unwrap();
        let cut = Cut { from: Timestamp(1), to: Timestamp(2), ..Cut::default() };
        for by in [Group::All, Group::Team, Group::Worker, Group::Steps("at", vec![1, 2])] {
            let (sql, values) = query(DbBackend::Sqlite, &Among::default(), &cut, &by);
            let steps = rows(&db, &format!("EXPLAIN QUERY PLAN {sql}"), values).await.unwrap();
            let steps: Vec<String> = steps.iter().map(|step| step.try_get_by_index(3).unwrap()).collect();
            assert!(
                steps.iter().any(|step| step.contains("USING COVERING INDEX record_worked ")),
                "{by:?}: {steps:?}"
            );
        }
    }
}
