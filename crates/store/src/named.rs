//! Records found by what their document names: the ticket at a link's other end, a file by the hash of its bytes.

use crate::tx::{Source, rows};
use anyhow::Context;
use domain::record::{Kind, Record};
use sea_orm::DbBackend;
use uuid::Uuid;

/// The live links of other tickets that name this one.
///
/// # Errors
/// When the database cannot be read or holds what this version cannot.
pub async fn links_to(source: &impl Source, ticket: Uuid) -> anyhow::Result<Vec<Record>> {
    find(source, Kind::Link, "other", &ticket.to_string()).await.context("finding links by their other end")
}

/// The live attachments whose bytes have this hash; several tickets may hold the same file.
///
/// # Errors
/// As `links_to`.
pub async fn attachments(source: &impl Source, hash: &str) -> anyhow::Result<Vec<Record>> {
    find(source, Kind::Attachment, "hash", hash).await.context("finding attachments by their hash")
}

/// The live tickets that were merged into this one.
///
/// # Errors
/// As `links_to`.
pub async fn merged_into(source: &impl Source, ticket: Uuid) -> anyhow::Result<Vec<Record>> {
    let found = find(source, Kind::Ticket, "merged_into", &ticket.to_string()).await;
    found.context("finding tickets by what they were merged into")
}

async fn find(source: &impl Source, kind: Kind, field: &str, value: &str) -> anyhow::Result<Vec<Record>> {
    let found = rows(source, &query(source.backend(), kind, field), vec![value.into()]).await?;
    let ids: Vec<Uuid> = found.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
    Ok(crate::records::get_many(source, kind, &ids).await?.into_values().collect())
}

/// The kind is spelt out and the field as `field` says it, or the index of that kind could not be used.
fn query(backend: DbBackend, kind: Kind, field: &str) -> String {
    // Without statistics SQLite takes all records of a kind for as few as those with one value.
    let index =
        if backend == DbBackend::Sqlite { format!(" INDEXED BY record_{field}") } else { String::new() };
    let (kind, field) = (kind.code(), self::field(backend, field));
    format!("SELECT id FROM record{index} WHERE kind = {kind} AND {field} = ? AND deleted = 0 ORDER BY id")
}

/// A field of the document, as queries and indexes spell it.
pub(crate) fn field(backend: DbBackend, name: &str) -> String {
    if backend == DbBackend::Sqlite {
        format!("json_extract(doc, '$.{name}')")
    } else {
        format!("(doc::json ->> '{name}')")
    }
}

/// As `field`, of one that holds a number: SQLite gives it as such, PostgreSQL as text.
pub(crate) fn number(backend: DbBackend, name: &str) -> String {
    let field = self::field(backend, name);
    if backend == DbBackend::Sqlite { field } else { format!("({field}::bigint)") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Db, Location};

    #[tokio::test]
    async fn a_large_desk_is_not_read_to_find_what_names_something() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&Location::File(folder.path().join("desk.db")), None).await.unwrap();
        for (kind, name, index) in [
            (Kind::Link, "other", "record_other"),
            (Kind::Attachment, "hash", "record_hash"),
            (Kind::Ticket, "merged_into", "record_merged_into"),
        ] {
            let sql = format!("EXPLAIN QUERY PLAN {}", query(DbBackend::Sqlite, kind, name));
            let plan = rows(&db, &sql, vec!["x".into()]).await.unwrap();
            let step: String = plan[0].try_get("", "detail").unwrap();
            assert!(step.contains(index), "{step}");
        }
    }
}
