//! Reads everything that somebody may see in pages by key, and finds what a device has beyond such a page.

use crate::bulk;
use crate::entity::record;
use crate::records::Key;
use crate::tx::{Source, Tx, row, rows, run};
use anyhow::Context;
use domain::record::{Kind, Record, SCOPE, Seq};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Value};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Reads what belongs to no ticket, of one kind, behind an id, as far as it is for everybody or for one of
/// these people and teams; deleted records included.
///
/// # Errors
/// When the database cannot be read or holds what this version cannot.
pub async fn shared(
    source: &impl Source,
    kind: Kind,
    after: Uuid,
    limit: u64,
    own: &[Uuid],
) -> anyhow::Result<Vec<Record>> {
    let mut query = record::Entity::find();
    if Kind::SCOPED.contains(&kind) {
        let scope = crate::named::field(source.backend(), SCOPE);
        let names = own.iter().map(ToString::to_string);
        let mine = Expr::cust(scope.clone()).is_in(names);
        query = query.filter(Expr::cust(format!("{scope} IS NULL")).or(mine));
    }
    let models = query
        .filter(record::Column::Kind.eq(kind.code()))
        .filter(record::Column::Ticket.is_null())
        .filter(record::Column::Id.gt(after))
        .filter(record::Column::Ver.gt(0))
        .order_by_asc(record::Column::Id)
        .limit(limit)
        .all(source.ready().await?)
        .await
        .with_context(|| format!("reading every {}", kind.key()))?;
    models.into_iter().map(Record::try_from).collect()
}

/// The tickets below an id, newest first, in one of these statuses if any are named, in sight of one of these
/// scopes if any are named.
///
/// # Errors
/// When the database cannot be read.
pub async fn tickets_below(
    source: &impl Source,
    below: Uuid,
    statuses: Option<&[String]>,
    scopes: Option<&[Uuid]>,
    limit: u64,
) -> anyhow::Result<Vec<(Uuid, String)>> {
    let mut sql = "SELECT id, status FROM ticket WHERE id < ?".to_owned();
    let mut values: Vec<Value> = vec![below.into()];
    if let Some(statuses) = statuses {
        sql.push_str(&format!(" AND status IN ({})", bulk::marks(statuses.len())));
        values.extend(statuses.iter().map(|status| Value::from(status.clone())));
    }
    if let Some(scopes) = scopes {
        sql.push_str(&format!(
            " AND EXISTS (SELECT 1 FROM sight WHERE sight.ticket = ticket.id AND live = 1 AND scope IN ({}))",
            bulk::marks(scopes.len())
        ));
        values.extend(scopes.iter().copied().map(Value::from));
    }
    sql.push_str(" ORDER BY id DESC LIMIT ?");
    values.push(i64::try_from(limit)?.into());
    let found = rows(source, &sql, values).await.context("reading which tickets there are")?;
    found.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// Everything of these tickets, deleted records included, by ticket, each in the order of kind and id.
///
/// # Errors
/// When the database cannot be read or holds what this version cannot.
pub async fn of_tickets(
    source: &impl Source,
    tickets: &[Uuid],
) -> anyhow::Result<BTreeMap<Uuid, Vec<Record>>> {
    let mut found: BTreeMap<Uuid, Vec<Record>> = BTreeMap::new();
    for chunk in tickets.chunks(200) {
        let models = record::Entity::find()
            .filter(record::Column::Ticket.is_in(chunk.iter().copied()))
            .all(source.ready().await?)
            .await
            .context("reading tickets with what belongs to them")?;
        for model in models {
            if let Some(ticket) = model.ticket {
                found.entry(ticket).or_default().push(Record::try_from(model)?);
            }
        }
    }
    for records in found.values_mut() {
        records.sort_by_key(|record| (record.kind.code(), record.id));
    }
    Ok(found)
}

/// What a server has numbered and belongs to no ticket: the keys of one kind behind an id, up to another.
///
/// # Errors
/// When the database cannot be read.
pub async fn shared_keys(tx: &Tx, kind: Kind, after: Uuid, to: Uuid) -> anyhow::Result<Vec<Key>> {
    let sql = "SELECT id FROM record WHERE kind = ? AND ticket IS NULL AND ver > 0 AND id > ? AND id <= ?";
    let found = rows(tx, sql, vec![kind.code().into(), after.into(), to.into()]).await?;
    found.iter().map(|row| Ok((kind, row.try_get_by_index(0)?))).collect()
}

/// What a server has numbered of the tickets from one id up to another, both included: ticket and key.
///
/// # Errors
/// When the database cannot be read.
pub async fn ticket_keys(tx: &Tx, from: Uuid, to: Uuid) -> anyhow::Result<Vec<(Uuid, Key)>> {
    let sql = "SELECT ticket, kind, id FROM record WHERE ticket >= ? AND ticket <= ? AND ver > 0";
    let mut keys = Vec::new();
    for row in rows(tx, sql, vec![from.into(), to.into()]).await? {
        let kind: i16 = row.try_get_by_index(1)?;
        let kind = Kind::from_code(kind).context("a record of an unknown kind in the database")?;
        keys.push((row.try_get_by_index(0)?, (kind, row.try_get_by_index(2)?)));
    }
    Ok(keys)
}

/// Removes records for good, with their words and rows: the server has them no more, or not for this person.
///
/// # Errors
/// When the database cannot be written.
pub async fn remove(tx: &Tx, keys: &[Key]) -> anyhow::Result<()> {
    let mut by_kind: BTreeMap<Kind, Vec<Uuid>> = BTreeMap::new();
    for (kind, id) in keys {
        by_kind.entry(*kind).or_default().push(*id);
    }
    for (kind, ids) in by_kind {
        for chunk in ids.chunks(500) {
            let marks = bulk::marks(chunk.len());
            let mut values: Vec<Value> = vec![kind.code().into()];
            values.extend(chunk.iter().copied().map(Value::from));
            if tx.backend() == sea_orm::DbBackend::Sqlite && crate::search::KINDS.contains(&kind) {
                let sql = format!(
                    "DELETE FROM words WHERE rowid IN (SELECT n FROM record WHERE kind = ? AND id IN ({marks}))"
                );
                run(tx, &sql, values.clone()).await?;
            }
            run(tx, &format!("DELETE FROM record WHERE kind = ? AND id IN ({marks})"), values.clone())
                .await?;
            run(tx, &format!("DELETE FROM shadow WHERE kind = ? AND id IN ({marks})"), values).await?;
            let ids = || chunk.iter().copied().map(Value::from).collect::<Vec<_>>();
            if kind == Kind::Ticket {
                crate::tickets::remove(tx, chunk).await?;
            } else if kind == Kind::Person {
                run(tx, &format!("DELETE FROM person WHERE id IN ({marks})"), ids()).await?;
            }
        }
    }
    Ok(())
}

/// Whether a server has numbered anything here.
///
/// # Errors
/// When the database cannot be read.
pub async fn any_numbered(source: &impl Source) -> anyhow::Result<bool> {
    Ok(row(source, "SELECT 1 FROM record WHERE ver > 0 LIMIT 1", Vec::new()).await?.is_some())
}

/// The newest commit that changed a status.
///
/// # Errors
/// When the database cannot be read.
pub async fn statuses_changed(source: &impl Source) -> anyhow::Result<Seq> {
    let sql = "SELECT max(ver) FROM record WHERE kind = ?";
    let found = row(source, sql, vec![Kind::Status.code().into()]).await?;
    Ok(found.map(|row| row.try_get_by_index::<Option<i64>>(0)).transpose()?.flatten().unwrap_or(0))
}
