//! Reads and writes records, and the feed that devices follow.

use crate::bulk;
use crate::digest::SCOPED_KINDS;
use crate::entity::record;
use crate::tx::{Source, Tx, row, rows, run, write};
use anyhow::Context;
use domain::record::{Kind, Record, Seq};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Select, Value};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What a record is found by.
pub type Key = (Kind, Uuid);

const COLUMNS: [&str; 8] = ["kind", "id", "ticket", "doc", "ver", "first", "fver", "deleted"];

/// Reads one record, deleted ones included.
///
/// # Errors
/// When the database cannot be read or holds what this version cannot.
pub async fn get(source: &impl Source, kind: Kind, id: Uuid) -> anyhow::Result<Option<Record>> {
    let model = record::Entity::find()
        .filter(record::Column::Kind.eq(kind.code()))
        .filter(record::Column::Id.eq(id))
        .one(source.ready().await?)
        .await
        .with_context(|| format!("reading {} {id}", kind.key()))?;
    model.map(Record::try_from).transpose()
}

/// Reads one record and keeps others from changing it until the transaction ends.
///
/// # Errors
/// As `get`.
pub async fn get_locked(tx: &Tx, kind: Kind, id: Uuid) -> anyhow::Result<Option<Record>> {
    use sea_orm::QuerySelect;
    if tx.backend() == sea_orm::DbBackend::Sqlite {
        // The whole file is locked already.
        return get(tx, kind, id).await;
    }
    let model = record::Entity::find()
        .filter(record::Column::Kind.eq(kind.code()))
        .filter(record::Column::Id.eq(id))
        .lock_exclusive()
        .one(tx.ready().await?)
        .await
        .with_context(|| format!("locking {} {id}", kind.key()))?;
    model.map(Record::try_from).transpose()
}

/// Reads records and keeps others from changing them until the transaction ends; those that are not there are left
/// out. Everybody locks in the order of keys, so that two who want the same records never wait for each other.
///
/// # Errors
/// As `get`.
pub async fn get_all_locked(tx: &Tx, keys: &BTreeSet<Key>) -> anyhow::Result<BTreeMap<Key, Record>> {
    let mut by_kind: BTreeMap<Kind, Vec<Uuid>> = BTreeMap::new();
    for (kind, id) in keys {
        by_kind.entry(*kind).or_default().push(*id);
    }
    let mut found = BTreeMap::new();
    for (kind, ids) in by_kind {
        for chunk in ids.chunks(500) {
            // On SQLite the whole file is locked already.
            let tail =
                if tx.backend() == sea_orm::DbBackend::Postgres { "ORDER BY id FOR UPDATE" } else { "" };
            for record in some(tx, kind, chunk, tail).await.context("locking records")? {
                found.insert((kind, record.id), record);
            }
        }
    }
    Ok(found)
}

/// Whether a record of one of these kinds changed after this commit.
///
/// # Errors
/// As `get`.
pub async fn any_changed_since(source: &impl Source, kinds: &[Kind], after: Seq) -> anyhow::Result<bool> {
    let kinds_of = bulk::marks(kinds.len());
    // In order, so that PostgreSQL begins behind the commit: it would else hope to find one soon anywhere, and since there
    // is none as a rule, read every record for every push.
    let sql = format!("SELECT 1 FROM record WHERE ver > ? AND kind IN ({kinds_of}) ORDER BY ver LIMIT 1");
    let mut values = vec![Value::from(after)];
    values.extend(kinds.iter().map(|kind| Value::from(kind.code())));
    Ok(row(source, &sql, values).await?.is_some())
}

/// Reads several records of one kind; those that are not there are left out.
///
/// # Errors
/// As `get`.
pub async fn get_many(
    source: &impl Source,
    kind: Kind,
    ids: &[Uuid],
) -> anyhow::Result<BTreeMap<Uuid, Record>> {
    let mut found = BTreeMap::new();
    for chunk in ids.chunks(500) {
        for record in some(source, kind, chunk, "").await.context("reading records")? {
            found.insert(record.id, record);
        }
    }
    Ok(found)
}

/// Reads records by their place in the row: most of what a desk does begins here, and names cost a search each.
async fn some(source: &impl Source, kind: Kind, ids: &[Uuid], tail: &str) -> anyhow::Result<Vec<Record>> {
    let marks = bulk::marks(ids.len());
    let sql = format!(
        "SELECT id, ticket, doc, ver, first, fver, deleted FROM record WHERE kind = ? AND id IN ({marks}) {tail}"
    );
    let values = std::iter::once(kind.code().into()).chain(ids.iter().map(|id| Value::from(*id))).collect();
    let found = rows(source, &sql, values).await?;
    let read = |row: &sea_orm::QueryResult| {
        Record::try_from(record::Model {
            n: 0,
            kind: kind.code(),
            id: row.try_get_by_index(0)?,
            ticket: row.try_get_by_index(1)?,
            doc: row.try_get_by_index(2)?,
            ver: row.try_get_by_index(3)?,
            first: row.try_get_by_index(4)?,
            fver: row.try_get_by_index(5)?,
            deleted: row.try_get_by_index(6)?,
        })
    };
    found.iter().map(read).collect()
}

/// How many live records there are of each kind, by its name; of kinds that only a newer version knows by their number.
///
/// # Errors
/// As `get`.
pub async fn count_by_kind(source: &impl Source) -> anyhow::Result<BTreeMap<String, i64>> {
    let sql = "SELECT kind, count(*) FROM record WHERE deleted = 0 GROUP BY kind";
    let mut counts = BTreeMap::new();
    for row in rows(source, sql, Vec::new()).await? {
        let (code, count): (i16, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let name = Kind::from_code(code).map_or_else(|| code.to_string(), |kind| kind.key().to_owned());
        counts.insert(name, count);
    }
    Ok(counts)
}

/// Reads every live record of a kind; meant for the kinds that a desk has few of.
///
/// # Errors
/// As `get`.
pub async fn all(source: &impl Source, kind: Kind) -> anyhow::Result<Vec<Record>> {
    let models = record::Entity::find()
        .filter(record::Column::Kind.eq(kind.code()))
        .filter(record::Column::Deleted.eq(0))
        .order_by_asc(record::Column::Id)
        .all(source.ready().await?)
        .await
        .with_context(|| format!("reading every {}", kind.key()))?;
    models.into_iter().map(Record::try_from).collect()
}

/// Reads what belongs to a ticket, of one kind, deleted records left out.
///
/// # Errors
/// As `get`.
pub async fn of_ticket(source: &impl Source, ticket: Uuid, kind: Kind) -> anyhow::Result<Vec<Record>> {
    let models = of_ticket_query(ticket, kind)
        .all(source.ready().await?)
        .await
        .context("reading what belongs to a ticket")?;
    let mut found = models.into_iter().map(Record::try_from).collect::<anyhow::Result<Vec<Record>>>()?;
    found.sort_unstable_by_key(|record| record.id);
    Ok(found)
}

/// Unordered on purpose: asked for an order by id, SQLite walks every record of the kind to be spared the sorting.
fn of_ticket_query(ticket: Uuid, kind: Kind) -> Select<record::Entity> {
    record::Entity::find()
        .filter(record::Column::Ticket.eq(ticket))
        .filter(record::Column::Kind.eq(kind.code()))
        .filter(record::Column::Deleted.eq(0))
}

/// Reads the records of several tickets, of one kind, by ticket.
///
/// # Errors
/// As `get`.
pub async fn of_tickets(
    source: &impl Source,
    tickets: &[Uuid],
    kind: Kind,
) -> anyhow::Result<BTreeMap<Uuid, Vec<Record>>> {
    let mut found: BTreeMap<Uuid, Vec<Record>> = BTreeMap::new();
    for chunk in tickets.chunks(500) {
        let models = record::Entity::find()
            .filter(record::Column::Ticket.is_in(chunk.iter().copied()))
            .filter(record::Column::Kind.eq(kind.code()))
            .filter(record::Column::Deleted.eq(0))
            .all(source.ready().await?)
            .await
            .context("reading what belongs to tickets")?;
        for model in models {
            if let Some(ticket) = model.ticket {
                found.entry(ticket).or_default().push(Record::try_from(model)?);
            }
        }
    }
    Ok(found)
}

/// Reads the versions of records: what the feed's own are compared with.
///
/// # Errors
/// As `get`.
pub async fn versions(source: &impl Source, keys: &[Key]) -> anyhow::Result<BTreeMap<Key, Seq>> {
    let mut by_kind: BTreeMap<Kind, Vec<Uuid>> = BTreeMap::new();
    for (kind, id) in keys {
        by_kind.entry(*kind).or_default().push(*id);
    }
    let mut found = BTreeMap::new();
    for (kind, ids) in by_kind {
        for chunk in ids.chunks(500) {
            let marks = bulk::marks(chunk.len());
            let all = bulk::in_one_row(source.backend(), &["ver"]);
            let sql = format!("SELECT {all} FROM record WHERE kind = ? AND id IN ({marks})");
            let values = std::iter::once(kind.code().into()).chain(chunk.iter().copied().map(Value::from));
            let listed: Vec<(Uuid, Seq)> =
                bulk::listed(source, &sql, values.collect()).await.context("reading versions of records")?;
            found.extend(listed.into_iter().map(|(id, ver)| ((kind, id), ver)));
        }
    }
    Ok(found)
}

/// The keys of everything that belongs to these tickets, themselves included.
///
/// # Errors
/// As `get`.
pub async fn keys_of_tickets(source: &impl Source, tickets: &[Uuid]) -> anyhow::Result<BTreeSet<Key>> {
    let mut keys = BTreeSet::new();
    for chunk in tickets.chunks(500) {
        let sql = format!("SELECT kind, id FROM record WHERE ticket IN ({})", bulk::marks(chunk.len()));
        for row in rows(source, &sql, chunk.iter().copied().map(Value::from).collect()).await? {
            let kind = Kind::from_code(row.try_get_by_index(0)?).context("a record of an unknown kind")?;
            keys.insert((kind, row.try_get_by_index(1)?));
        }
    }
    Ok(keys)
}

/// The records of these ids that belong to no ticket and can be for a person or a team alone.
///
/// # Errors
/// As `get`.
pub async fn loose_keys(source: &impl Source, ids: &[Uuid]) -> anyhow::Result<BTreeSet<Key>> {
    let mut keys = BTreeSet::new();
    for chunk in ids.chunks(500) {
        let sql = format!(
            "SELECT kind, id FROM record WHERE ticket IS NULL AND kind IN ({SCOPED_KINDS}) AND id IN ({})",
            bulk::marks(chunk.len())
        );
        for row in rows(source, &sql, chunk.iter().copied().map(Value::from).collect()).await? {
            let kind = Kind::from_code(row.try_get_by_index(0)?).context("a record of an unknown kind")?;
            keys.insert((kind, row.try_get_by_index(1)?));
        }
    }
    Ok(keys)
}

/// The tickets that these records belong to.
///
/// # Errors
/// As `get`.
pub async fn tickets_of(source: &impl Source, keys: &BTreeSet<Key>) -> anyhow::Result<BTreeSet<Uuid>> {
    let mut by_kind: BTreeMap<Kind, Vec<Uuid>> = BTreeMap::new();
    for (kind, id) in keys {
        by_kind.entry(*kind).or_default().push(*id);
    }
    let mut tickets = BTreeSet::new();
    for (kind, ids) in by_kind {
        for chunk in ids.chunks(500) {
            let sql = format!(
                "SELECT DISTINCT ticket FROM record WHERE kind = ? AND ticket IS NOT NULL AND id IN ({})",
                bulk::marks(chunk.len())
            );
            let mut values = vec![Value::from(kind.code())];
            values.extend(chunk.iter().copied().map(Value::from));
            for row in rows(source, &sql, values).await? {
                tickets.insert(row.try_get_by_index(0)?);
            }
        }
    }
    Ok(tickets)
}

/// Removes a record unless a server has numbered it.
///
/// # Errors
/// When the database cannot be written.
pub async fn forget_unnumbered(tx: &Tx, kind: Kind, id: Uuid) -> anyhow::Result<()> {
    let values = vec![kind.code().into(), id.into()];
    write(tx, "DELETE FROM record WHERE kind = ? AND id = ? AND ver = 0", values).await?;
    Ok(())
}

/// Gives a person another id, wherever records and waiting changes name them; their own record goes.
///
/// Ids are random, so their text stands for nothing else.
///
/// # Errors
/// When the database cannot be written.
pub async fn rename(tx: &Tx, from: Uuid, to: Uuid) -> anyhow::Result<()> {
    let (old, new) = (from.to_string(), to.to_string());
    let owner = Kind::Person.code();
    run(tx, "DELETE FROM outbox WHERE kind = ? AND entity = ?", vec![owner.into(), from.into()]).await?;
    run(tx, "DELETE FROM record WHERE kind = ? AND id = ?", vec![owner.into(), from.into()]).await?;
    run(tx, "DELETE FROM person WHERE id = ?", vec![from.into()]).await?;
    let texts = || vec![Value::from(old.clone()), Value::from(new.clone()), Value::from(format!("%{old}%"))];
    run(tx, "UPDATE record SET doc = replace(doc, ?, ?) WHERE doc LIKE ?", texts()).await?;
    run(tx, "UPDATE outbox SET change = replace(change, ?, ?) WHERE change LIKE ?", texts()).await?;
    run(tx, "UPDATE shadow SET record = replace(record, ?, ?) WHERE record LIKE ?", texts()).await?;
    Ok(())
}

/// Writes records, replacing those that are there.
///
/// # Errors
/// When the database cannot be written.
pub async fn put(tx: &Tx, records: impl IntoIterator<Item = &Record>) -> anyhow::Result<()> {
    let tail = "ON CONFLICT (kind, id) DO UPDATE SET doc = excluded.doc, ver = excluded.ver, \
                first = excluded.first, fver = excluded.fver, deleted = excluded.deleted";
    // A ticket belongs to itself for good; of a write that named the column, SQLite would write its index anew.
    let (tickets, others): (Vec<&Record>, Vec<&Record>) =
        records.into_iter().partition(|record| record.kind == Kind::Ticket);
    let of_tickets = tickets.into_iter().map(values).collect();
    bulk::insert(tx, "record", &COLUMNS, tail, of_tickets).await.context("writing tickets")?;
    let tail = format!("{tail}, ticket = excluded.ticket");
    let of_others = others.into_iter().map(values).collect();
    bulk::insert(tx, "record", &COLUMNS, &tail, of_others).await.context("writing records")
}

fn values(record: &Record) -> Vec<Value> {
    let doc = serde_json::to_string(&record.doc).expect("a map of JSON values serialises");
    let fver = if record.fver.is_empty() {
        String::new()
    } else {
        serde_json::to_string(&record.fver).expect("a map of numbers serialises")
    };
    vec![
        record.kind.code().into(),
        record.id.into(),
        record.ticket.into(),
        doc.into(),
        record.ver.into(),
        record.first.into(),
        fver.into(),
        i16::from(record.deleted).into(),
    ]
}

/// Removes a record for good: only for what no server has ever seen.
///
/// # Errors
/// When the database cannot be written.
pub async fn forget(tx: &Tx, kind: Kind, id: Uuid) -> anyhow::Result<()> {
    run(tx, "DELETE FROM record WHERE kind = ? AND id = ?", vec![kind.code().into(), id.into()]).await?;
    Ok(())
}

/// Reads the feed: records whose last change lies after (`seq`, `kind`, `id`), oldest change first.
///
/// # Errors
/// As `get`.
pub async fn feed(source: &impl Source, after: (Seq, i16, Uuid), limit: u64) -> anyhow::Result<Vec<Record>> {
    use sea_orm::{Condition, QuerySelect};
    let (seq, kind, id) = after;
    let inside = Condition::all().add(record::Column::Ver.eq(seq)).add(
        Condition::any()
            .add(record::Column::Kind.gt(kind))
            .add(Condition::all().add(record::Column::Kind.eq(kind)).add(record::Column::Id.gt(id))),
    );
    let mut found: Vec<Record> = Vec::new();
    // Two range scans of one index; a single condition with OR would scan the whole of it.
    if kind != i16::MAX && seq > 0 {
        let models = record::Entity::find()
            .filter(inside)
            .order_by_asc(record::Column::Ver)
            .order_by_asc(record::Column::Kind)
            .order_by_asc(record::Column::Id)
            .limit(limit)
            .all(source.ready().await?)
            .await
            .context("reading the feed")?;
        for model in models {
            found.push(Record::try_from(model)?);
        }
    }
    let left = limit - found.len() as u64;
    if left > 0 {
        let models = record::Entity::find()
            .filter(record::Column::Ver.gt(seq))
            .order_by_asc(record::Column::Ver)
            .order_by_asc(record::Column::Kind)
            .order_by_asc(record::Column::Id)
            .limit(left)
            .all(source.ready().await?)
            .await
            .context("reading the feed")?;
        for model in models {
            found.push(Record::try_from(model)?);
        }
    }
    Ok(found)
}

/// The condition of the index of replies that wait; a query says it word for word.
const HELD: &str = "FROM record WHERE kind = 9 AND deleted = 0 AND doc LIKE '%\"held\":{%'";

/// How many public replies wait for a person.
///
/// # Errors
/// As `get`.
pub async fn count_held(source: &impl Source) -> anyhow::Result<i64> {
    let found = row(source, &format!("SELECT count(*) {HELD}"), Vec::new()).await?;
    Ok(found.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0))
}

/// The public replies that wait for a person, oldest first.
///
/// # Errors
/// As `get`.
pub async fn held(source: &impl Source) -> anyhow::Result<Vec<Record>> {
    let found = rows(source, &format!("SELECT id {HELD}"), Vec::new()).await?;
    let ids: Vec<Uuid> = found.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
    Ok(get_many(source, Kind::Message, &ids).await?.into_values().collect())
}

/// How many conflicts are open.
///
/// # Errors
/// As `get`.
pub async fn open_conflicts(source: &impl Source) -> anyhow::Result<i64> {
    let sql =
        "SELECT count(*) FROM record WHERE kind = ? AND deleted = 0 AND doc LIKE '%\"state\":\"open\"%'";
    let found = row(source, sql, vec![Kind::Conflict.code().into()]).await?;
    Ok(found.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0))
}

/// How many records the server has numbered.
///
/// # Errors
/// As `get`.
pub async fn count_numbered(source: &impl Source) -> anyhow::Result<i64> {
    let found = row(source, "SELECT count(*) FROM record WHERE ver > 0", Vec::new()).await?;
    Ok(found.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Db, Location};
    use sea_orm::{DbBackend, QueryTrait};

    #[tokio::test]
    async fn a_large_desk_is_not_read_for_one_ticket_or_for_the_replies_that_wait() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&Location::File(folder.path().join("desk.db")), None).await.unwrap();
        let of_ticket = of_ticket_query(Uuid::nil(), Kind::Event).build(DbBackend::Sqlite).to_string();
        for (asked, by) in [
            (of_ticket, "record_ticket (ticket=? AND kind=?)"),
            (format!("SELECT count(*) {HELD}"), "record_held (kind=? AND deleted=?)"),
            (format!("SELECT id {HELD}"), "record_held (kind=? AND deleted=?)"),
        ] {
            let plan = rows(&db, &format!("EXPLAIN QUERY PLAN {asked}"), Vec::new()).await.unwrap();
            let step: String = plan[0].try_get("", "detail").unwrap();
            assert!(step.contains(by), "{step}");
        }
    }
}
