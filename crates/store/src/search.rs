//! The full-text index over tickets, messages and the names of attachments, on SQLite.

mod across;
mod alike;
mod facets;
mod find;
mod words;

pub(crate) use across::{Look, across};
pub use alike::{Places, alike, places};
pub use facets::{Counted, FACETS, Facet, facets};
pub use find::{Found, Order, Place, find, people_named};
pub(crate) use find::{people, words_of};
pub use words::Words;

use crate::tx::{Source, Tx, rows, write};
use anyhow::Context;
use domain::record::{Kind, Record};
use sea_orm::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What has words that are looked for.
pub const KINDS: [Kind; 3] = [Kind::Ticket, Kind::Message, Kind::Attachment];

/// Joins the ticket that a place of the words belongs to, read from the index of places alone: its condition has to be said as
/// the migration says it. A cross join is walked as it is written, from the places to their tickets.
pub(crate) fn belongs(place: &str) -> String {
    let kinds = KINDS.map(|kind| kind.code().to_string()).join(", ");
    format!("CROSS JOIN record INDEXED BY record_place ON record.n = {place} AND record.kind IN ({kinds})")
}

/// Writes the words of records into the index, in place of what it had of them.
///
/// # Errors
/// When the database cannot be written.
pub async fn put(tx: &Tx, records: &[&Record]) -> anyhow::Result<()> {
    if tx.backend() != sea_orm::DbBackend::Sqlite {
        return Ok(());
    }
    let mut by_kind: BTreeMap<Kind, Vec<&Record>> = BTreeMap::new();
    for record in records {
        if KINDS.contains(&record.kind) {
            by_kind.entry(record.kind).or_default().push(record);
        }
    }
    for (kind, records) in by_kind {
        for chunk in records.chunks(200) {
            let marks = crate::bulk::marks(chunk.len());
            let mut values: Vec<Value> = vec![kind.code().into()];
            values.extend(chunk.iter().map(|record| Value::from(record.id)));
            let sql = format!("SELECT id, n FROM record WHERE kind = ? AND id IN ({marks})");
            let mut rowids: BTreeMap<Uuid, i64> = BTreeMap::new();
            for row in rows(tx, &sql, values).await? {
                rowids.insert(row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            }
            let mut inserts = Vec::new();
            for record in chunk {
                let Some(n) = rowids.get(&record.id) else { continue };
                if record.deleted {
                    write(tx, "DELETE FROM words WHERE rowid = ?", vec![(*n).into()]).await?;
                } else {
                    let (subject, body) = text(record);
                    inserts.push(vec![(*n).into(), subject.into(), body.into()]);
                }
            }
            // The index deletes and inserts under one rowid.
            let columns = ["rowid", "subject", "body"];
            crate::bulk::replace(tx, "words", &columns, inserts).await.context("indexing words")?;
        }
    }
    Ok(())
}

/// What of a record people search for: the heading, and everything else.
pub(crate) fn text(record: &Record) -> (String, String) {
    let field = |name: &str| record.field(name).as_str().unwrap_or_default().to_owned();
    if record.kind == Kind::Message {
        return (String::new(), field("body"));
    }
    if record.kind == Kind::Attachment {
        return (String::new(), field("name"));
    }
    let number = record.field("number").as_i64().map(|number| number.to_string()).unwrap_or_default();
    let heading = format!("{} {} {} {}", field("subject"), number, field("provisional"), field("external"));
    let rest =
        ["description", "resolution", "root_cause", "workaround", "error_messages", "component", "service"];
    let mut body: String = rest.iter().map(|name| field(name) + " ").collect();
    let tags = domain::change::elements(record.field("tags"));
    for word in tags.into_iter().chain(domain::form::words(&record.doc)) {
        body.push_str(&word);
        body.push(' ');
    }
    (heading, body)
}

/// The records of a kind behind an id, in the order of their ids: what fills an index that lacks them.
///
/// # Errors
/// When the database cannot be read.
pub async fn to_fill(
    source: &impl Source,
    kind: Kind,
    after: Uuid,
    limit: u64,
) -> anyhow::Result<Vec<Record>> {
    let sql = "SELECT id FROM record WHERE kind = ? AND id > ? ORDER BY id LIMIT ?";
    let found =
        rows(source, sql, vec![kind.code().into(), after.into(), i64::try_from(limit)?.into()]).await?;
    let ids: Vec<Uuid> = found.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
    Ok(crate::records::get_many(source, kind, &ids).await?.into_values().collect())
}

#[cfg(test)]
mod tests;
