//! Since when tickets stand in a column of several statuses: moving between two of them is not leaving it.

use crate::bulk;
use crate::tx::{Source, rows};
use anyhow::Context;
use domain::status::StatusKey;
use domain::time::Timestamp;
use sea_orm::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

fn question(statuses: usize, tickets: usize) -> String {
    let statuses = bulk::marks(statuses);
    format!(
        "SELECT ticket, max(at) FROM moved WHERE ticket IN ({}) AND became IN ({statuses}) \
         AND (was IS NULL OR was NOT IN ({statuses})) GROUP BY ticket",
        bulk::marks(tickets)
    )
}

/// When each of these tickets last came into one of these statuses from outside of them.
///
/// # Errors
/// When the database cannot be read.
pub async fn entered(
    source: &impl Source,
    tickets: &[Uuid],
    statuses: &[StatusKey],
) -> anyhow::Result<BTreeMap<Uuid, Timestamp>> {
    let mut found = BTreeMap::new();
    for chunk in tickets.chunks(500) {
        let mut values: Vec<Value> = chunk.iter().copied().map(Value::from).collect();
        for _ in 0..2 {
            values.extend(statuses.iter().map(|key| Value::from(key.0.clone())));
        }
        let read = rows(source, &question(statuses.len(), chunk.len()), values).await;
        for row in read.context("reading when tickets came into a column")? {
            found.insert(row.try_get_by_index(0)?, Timestamp(row.try_get_by_index(1)?));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Db, Location};

    #[tokio::test]
    async fn it_is_asked_by_ticket() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&Location::File(folder.path().join("desk.db")), None).await.unwrap();
        let texts = ["open", "in_progress", "open", "in_progress"].map(Value::from);
        let values = [Uuid::nil().into(), Uuid::nil().into()].into_iter().chain(texts).collect();
        let plan = rows(&db, &format!("EXPLAIN QUERY PLAN {}", question(2, 2)), values).await.unwrap();
        let steps: Vec<String> = plan.iter().map(|row| row.try_get_by_index(3).unwrap()).collect();
        assert!(steps.iter().all(|step| !step.starts_with("SCAN ")), "{steps:?}");
        assert!(steps.iter().any(|step| step.contains("(ticket=?")), "{steps:?}");
    }
}
