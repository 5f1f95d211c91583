//! Which tickets a file belongs to, asked by the hash of its bytes.

use crate::tx::{Source, rows};
use anyhow::Context;
use domain::record::{Kind, Record};
use sea_orm::DbBackend;
use uuid::Uuid;

/// The live attachments whose bytes have this hash; several tickets may hold the same file.
///
/// # Errors
/// When the database cannot be read or holds what this version cannot.
pub async fn by_hash(source: &impl Source, hash: &str) -> anyhow::Result<Vec<Record>> {
    // Spelt exactly as the index is, or it would not be used.
    let sql = if source.backend() == DbBackend::Sqlite {
        "SELECT id FROM record WHERE kind = 10 AND json_extract(doc, '$.hash') = ? AND deleted = 0 ORDER BY id"
    } else {
        "SELECT id FROM record WHERE kind = 10 AND (doc::json ->> 'hash') = ? AND deleted = 0 ORDER BY id"
    };
    let found = rows(source, sql, vec![hash.into()]).await.context("finding an attachment by its hash")?;
    let ids: Vec<Uuid> = found.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
    Ok(crate::records::get_many(source, Kind::Attachment, &ids).await?.into_values().collect())
}
