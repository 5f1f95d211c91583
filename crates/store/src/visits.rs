//! Visits found by their time, which stands in their documents.

use crate::named::number;
use crate::tx::{Source, rows};
use anyhow::Context;
use domain::record::{Kind, Record};
use domain::time::Timestamp;
use domain::visit::LONGEST_MS;
use sea_orm::DbBackend;
use uuid::Uuid;

/// The live visits that overlap a range, the end not included.
///
/// # Errors
/// When the database cannot be read or holds what this version cannot.
pub async fn between(
    source: &impl Source,
    from: Timestamp,
    to: Timestamp,
    limit: i64,
) -> anyhow::Result<Vec<Record>> {
    let (starts, ends) = (number(source.backend(), "from"), number(source.backend(), "until"));
    // No visit is longer than that, so the index has a lower end too.
    let earliest = from.plus_ms(-LONGEST_MS);
    let condition = format!("{starts} >= ? AND {starts} < ? AND {ends} > ?");
    let values = vec![earliest.0.into(), to.0.into(), from.0.into(), limit.into()];
    find(source, &condition, values).await
}

/// The live visits that have no time or nobody to go there.
///
/// # Errors
/// As `between`.
pub async fn unscheduled(source: &impl Source, limit: i64) -> anyhow::Result<Vec<Record>> {
    let starts = number(source.backend(), "from");
    let mut found = find(source, &format!("{starts} IS NULL"), vec![limit.into()]).await?;
    let technician = crate::named::field(source.backend(), "technician");
    let nobody = format!("{starts} IS NOT NULL AND {technician} IS NULL");
    found.extend(find(source, &nobody, vec![limit.into()]).await?);
    Ok(found)
}

async fn find(
    source: &impl Source,
    condition: &str,
    values: Vec<sea_orm::Value>,
) -> anyhow::Result<Vec<Record>> {
    let sql = query(source.backend(), condition);
    let found = rows(source, &sql, values).await.context("finding visits")?;
    let ids: Vec<Uuid> = found.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
    Ok(crate::records::get_many(source, Kind::Visit, &ids).await?.into_values().collect())
}

/// As for `named`: the kind is spelt out and SQLite is told which index, since it keeps no statistics.
fn query(backend: DbBackend, condition: &str) -> String {
    let index = if backend == DbBackend::Sqlite { " INDEXED BY record_visit" } else { "" };
    let kind = Kind::Visit.code();
    format!(
        "SELECT id FROM record{index} WHERE kind = {kind} AND deleted = 0 AND {condition} \
         ORDER BY {}, id LIMIT ?",
        number(backend, "from")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Db, Location};
    use domain::ids::{PersonId, TicketId};
    use domain::visit::Visit;
    use std::collections::BTreeSet;

    fn visit(id: u128, window: Option<(i64, i64)>, technician: Option<u128>) -> Record {
        let visit = Visit {
            ticket: TicketId(Uuid::nil()),
            technician: technician.map(|id| PersonId(Uuid::from_u128(id))),
            from: window.map(|(from, _)| Timestamp(from)),
            until: window.map(|(_, until)| Timestamp(until)),
            address: None,
            purpose: None,
            steps: BTreeSet::new(),
            parts: BTreeSet::new(),
            signature: None,
            signed_by: None,
        };
        Record::new(Uuid::from_u128(id), Some(Uuid::nil()), &visit)
    }

    #[tokio::test]
    async fn visits_are_found_by_their_time_without_reading_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&Location::File(folder.path().join("desk.db")), None).await.unwrap();
        let gone = Record { deleted: true, ..visit(6, Some((100, 200)), Some(9)) };
        let all = [
            visit(1, Some((100, 200)), Some(9)),
            visit(2, Some((150, 400)), Some(9)),
            visit(3, Some((400, 500)), None),
            visit(4, None, Some(9)),
            visit(5, None, None),
            gone,
        ];
        let tx = db.begin().await.unwrap();
        crate::records::put(&tx, &all).await.unwrap();
        tx.commit().await.unwrap();
        let ids = |found: Vec<Record>| found.iter().map(|it| it.id.as_u128()).collect::<BTreeSet<_>>();
        let within = |from, to| between(&db, Timestamp(from), Timestamp(to), 10);
        assert_eq!(ids(within(0, 150).await.unwrap()), BTreeSet::from([1]));
        assert_eq!(ids(within(200, 400).await.unwrap()), BTreeSet::from([2]), "ends are not part of it");
        assert_eq!(ids(within(0, 1_000).await.unwrap()), BTreeSet::from([1, 2, 3]));
        assert_eq!(ids(unscheduled(&db, 10).await.unwrap()), BTreeSet::from([3, 4, 5]));

        let starts = number(DbBackend::Sqlite, "from");
        let asked = query(DbBackend::Sqlite, &format!("{starts} >= ? AND {starts} < ?"));
        let values = vec![0.into(), 1.into(), 1.into()];
        let plan = rows(&db, &format!("EXPLAIN QUERY PLAN {asked}"), values).await.unwrap();
        let steps: Vec<String> = plan.iter().map(|step| step.try_get("", "detail").unwrap()).collect();
        assert!(steps.iter().any(|step| step.contains("record_visit (<expr>>? AND <expr><?)")), "{steps:?}");
    }
}
