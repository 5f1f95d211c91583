//! Sums over the versions of live records: on the server kept for each team with every commit, on a device counted
//! from the rows as they are, so that a row that changed without anybody is found.

use crate::bulk;
use crate::tx::{Source, Tx, row, rows, write};
use anyhow::Context;
use domain::digest::{Sum, fingerprint};
use domain::record::{Kind, Record, SCOPE, Seq};
use sea_orm::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The cell of what belongs to no ticket.
pub const SHARED: Uuid = Uuid::nil();
/// Rows read in one go where all of them are counted.
const CHUNK: i64 = 20_000;

/// Adds to the sums of cells. Call it while the server's head is locked: sums are read and written back.
///
/// # Errors
/// When the database cannot be written.
pub async fn add(tx: &Tx, changes: &BTreeMap<Uuid, Sum>) -> anyhow::Result<()> {
    let mut values = Vec::new();
    for (cell, change) in changes.iter().filter(|(_, change)| **change != Sum::default()) {
        let found = row(tx, "SELECT sum, count FROM digest WHERE cell = ?", vec![(*cell).into()]).await?;
        let mut sum = *change;
        if let Some(found) = found {
            sum.add(Sum { sum: found.try_get_by_index(0)?, count: found.try_get_by_index(1)? });
        }
        values.push(vec![(*cell).into(), sum.sum.into(), sum.count.into()]);
    }
    let tail = "ON CONFLICT (cell) DO UPDATE SET sum = excluded.sum, count = excluded.count";
    bulk::insert(tx, "digest", &["cell", "sum", "count"], tail, values).await.context("keeping digests")
}

/// The sum over these cells, over all of them without any.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_cells(source: &impl Source, cells: Option<&[Uuid]>) -> anyhow::Result<Sum> {
    let (sql, values) = match cells {
        None => ("SELECT sum, count FROM digest".to_owned(), Vec::new()),
        Some(cells) => (
            format!("SELECT sum, count FROM digest WHERE cell IN ({})", bulk::marks(cells.len())),
            cells.iter().copied().map(Value::from).collect(),
        ),
    };
    let mut total = Sum::default();
    for row in rows(source, &sql, values).await? {
        total.add(Sum { sum: row.try_get_by_index(0)?, count: row.try_get_by_index(1)? });
    }
    Ok(total)
}

/// The sum over the live records of each of these tickets.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_tickets(source: &impl Source, tickets: &[Uuid]) -> anyhow::Result<BTreeMap<Uuid, Sum>> {
    let mut found: BTreeMap<Uuid, Sum> = BTreeMap::new();
    for chunk in tickets.chunks(500) {
        let sql = format!(
            "SELECT ticket, kind, id, ver FROM record WHERE deleted = 0 AND ver > 0 AND ticket IN ({})",
            bulk::marks(chunk.len())
        );
        for row in rows(source, &sql, chunk.iter().copied().map(Value::from).collect()).await? {
            let kind = Kind::from_code(row.try_get_by_index(1)?).context("a record of an unknown kind")?;
            let sum = Sum::of(kind, row.try_get_by_index(2)?, row.try_get_by_index(3)?);
            found.entry(row.try_get_by_index(0)?).or_default().add(sum);
        }
    }
    Ok(found)
}

/// Tickets in sight of this person by themselves alone, since their team is in none of the scopes.
///
/// # Errors
/// When the database cannot be read.
pub async fn own_tickets(source: &impl Source, person: Uuid, scopes: &[Uuid]) -> anyhow::Result<Vec<Uuid>> {
    let sql = format!(
        "SELECT sight.ticket FROM sight JOIN ticket ON ticket.id = sight.ticket \
         WHERE sight.scope = ? AND sight.live = 1 AND ticket.team NOT IN ({})",
        bulk::marks(scopes.len())
    );
    let values = std::iter::once(person).chain(scopes.iter().copied()).map(Value::from).collect();
    rows(source, &sql, values).await?.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// The codes of `Kind::SCOPED`, spelt as the index of scopes is, or it could not be used.
pub(crate) const SCOPED_KINDS: &str = "7, 14, 16, 17, 18, 22, 23";

/// The sum over each cell, counted from the records themselves.
///
/// # Errors
/// When the database cannot be read.
pub async fn recount(source: &impl Source) -> anyhow::Result<BTreeMap<Uuid, Sum>> {
    let mut cells: BTreeMap<Uuid, Sum> = BTreeMap::new();
    let scope = scope(source);
    let mut after = 0_i64;
    loop {
        let sql = format!(
            "SELECT record.n, record.kind, record.id, record.ver, record.ticket, ticket.team, CASE WHEN record.kind IN ({SCOPED_KINDS}) THEN {scope} END FROM record \
                   LEFT JOIN ticket ON ticket.id = record.ticket \
                   WHERE record.n > ? AND record.deleted = 0 AND record.ver > 0 ORDER BY record.n LIMIT ?"
        );
        let found = rows(source, &sql, vec![after.into(), CHUNK.into()]).await?;
        for row in &found {
            after = row.try_get_by_index(0)?;
            let kind = Kind::from_code(row.try_get_by_index(1)?).context("a record of an unknown kind")?;
            let (ticket, team): (Option<Uuid>, Option<Uuid>) =
                (row.try_get_by_index(4)?, row.try_get_by_index(5)?);
            // What is not for everybody is in no cell.
            let everybodys = row.try_get_by_index::<Option<String>>(6)?.is_none();
            let cell = if ticket.is_none() { everybodys.then_some(SHARED) } else { team };
            if let Some(cell) = cell {
                let sum = Sum::of(kind, row.try_get_by_index(2)?, row.try_get_by_index(3)?);
                cells.entry(cell).or_default().add(sum);
            }
        }
        if found.len() < usize::try_from(CHUNK)? {
            return Ok(cells);
        }
    }
}

/// The sum over what belongs to no ticket and is for one of these people and teams alone.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_own(source: &impl Source, own: &[Uuid]) -> anyhow::Result<Sum> {
    let sql = format!(
        "SELECT kind, id, ver FROM record WHERE ticket IS NULL AND kind IN ({SCOPED_KINDS}) AND deleted = 0 AND ver > 0 \
         AND {} IN ({})",
        scope(source),
        bulk::marks(own.len())
    );
    let mut sum = Sum::default();
    for row in rows(source, &sql, own.iter().map(|own| Value::from(own.to_string())).collect()).await? {
        let kind = Kind::from_code(row.try_get_by_index(0)?).context("a record of an unknown kind")?;
        sum.add(Sum::of(kind, row.try_get_by_index(1)?, row.try_get_by_index(2)?));
    }
    Ok(sum)
}

/// Whom a record is for, as queries spell it.
fn scope(source: &impl Source) -> String {
    crate::named::field(source.backend(), SCOPE)
}

/// A condition: it is for everybody, or for one of these.
pub(crate) fn for_own(source: &impl Source, own: &[Uuid]) -> String {
    let scope = scope(source);
    format!("({scope} IS NULL OR {scope} IN ({}))", bulk::marks(own.len()))
}

/// The live records of a server within a range of ids, as far as the scopes see them and, of what is not for
/// everybody, what is for one's own: id and version, by id.
///
/// # Errors
/// When the database cannot be read.
pub async fn there(
    source: &impl Source,
    (kind, after, to): (Kind, Uuid, Uuid),
    scopes: Option<&[Uuid]>,
    own: &[Uuid],
) -> anyhow::Result<Vec<(Uuid, Seq)>> {
    let mut sql =
        "SELECT id, ver FROM record WHERE kind = ? AND id > ? AND id <= ? AND deleted = 0 AND ver > 0 \
                   AND (ticket IS NULL OR EXISTS (SELECT 1 FROM ticket WHERE ticket.id = record.ticket))"
            .to_owned();
    let mut values: Vec<Value> = vec![kind.code().into(), after.into(), to.into()];
    if let Some(scopes) = scopes {
        sql.push_str(&format!(
            " AND (ticket IS NULL OR EXISTS (SELECT 1 FROM sight WHERE sight.ticket = record.ticket AND live = 1 \
             AND scope IN ({})))",
            bulk::marks(scopes.len())
        ));
        values.extend(scopes.iter().copied().map(Value::from));
    }
    if Kind::SCOPED.contains(&kind) {
        sql.push_str(&format!(" AND (ticket IS NOT NULL OR {})", for_own(source, own)));
        values.extend(own.iter().map(|own| Value::from(own.to_string())));
    }
    sql.push_str(" ORDER BY id");
    let found = rows(source, &sql, values).await.context("reading versions")?;
    found.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// What a device has of the server within a range of ids: id, version, and whether it is live there as far as
/// the device knows.
///
/// # Errors
/// When the database cannot be read.
pub async fn here(
    source: &impl Source,
    (kind, after, to): (Kind, Uuid, Uuid),
) -> anyhow::Result<BTreeMap<Uuid, (Seq, bool)>> {
    let sql = "SELECT id, ver, deleted FROM record WHERE kind = ? AND id > ? AND id <= ? AND ver > 0";
    let mut found = BTreeMap::new();
    for row in rows(source, sql, vec![kind.code().into(), after.into(), to.into()]).await? {
        let deleted: i16 = row.try_get_by_index(2)?;
        found.insert(row.try_get_by_index(0)?, (row.try_get_by_index(1)?, deleted == 0));
    }
    // Where changes lie over a row, the server's word on it is kept aside.
    let sql = "SELECT id, record FROM shadow WHERE kind = ? AND id > ? AND id <= ?";
    for row in rows(source, sql, vec![kind.code().into(), after.into(), to.into()]).await? {
        let id: Uuid = row.try_get_by_index(0)?;
        let text: Option<String> = row.try_get_by_index(1)?;
        match text.as_deref().map(serde_json::from_str::<Record>).transpose()? {
            Some(record) if record.ver > 0 => found.insert(id, (record.ver, !record.deleted)),
            Some(_) | None => found.remove(&id),
        };
    }
    Ok(found)
}

/// The sum of what a device has of the server within a range of ids.
///
/// # Errors
/// When the database cannot be read.
pub async fn sum_here(source: &impl Source, range: (Kind, Uuid, Uuid)) -> anyhow::Result<Sum> {
    let mut sum = Sum::default();
    for (id, (ver, live)) in here(source, range).await? {
        if live {
            sum.add(Sum { sum: fingerprint(range.0, id, ver), count: 1 });
        }
    }
    Ok(sum)
}

/// Forgets all sums.
///
/// # Errors
/// When the database cannot be written.
pub async fn clear(tx: &Tx) -> anyhow::Result<()> {
    write(tx, "DELETE FROM digest", Vec::new()).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_for_somebody_alone_is_named_in_every_query_of_it() {
        let mut codes: Vec<i16> = Kind::SCOPED.iter().map(|kind| kind.code()).collect();
        codes.sort_unstable();
        let spelt: Vec<String> = codes.iter().map(i16::to_string).collect();
        assert_eq!(spelt.join(", "), SCOPED_KINDS);
        let index = include_str!("migration/0015_templates.sql");
        assert!(index.contains(&format!("kind IN ({SCOPED_KINDS})")), "and in the index that answers it");
    }
}
