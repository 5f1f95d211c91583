//! Files on their way to this server, piece by piece and through any node, and the attachments whose bytes have come.

use crate::tx::{Source, Tx, row, rows, run};
use anyhow::Context;
use domain::ids::PersonId;
use domain::time::Timestamp;
use sea_orm::QueryResult;
use uuid::Uuid;

/// The most files that a person may have on their way at once; another one puts the oldest out.
pub const MOST_OF_A_PERSON: i64 = 16;

/// A file on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    pub id: Uuid,
    pub person: PersonId,
    /// BLAKE3 of all of it, in hex.
    pub hash: String,
    pub size_bytes: i64,
    /// How much has come and is kept.
    pub offset_bytes: i64,
}

const COLUMNS: &str = "id, person, hash, size_bytes, offset_bytes";

fn read(found: &QueryResult) -> anyhow::Result<Upload> {
    Ok(Upload {
        id: found.try_get_by_index(0)?,
        person: PersonId(found.try_get_by_index(1)?),
        hash: found.try_get_by_index(2)?,
        size_bytes: found.try_get_by_index(3)?,
        offset_bytes: found.try_get_by_index(4)?,
    })
}

/// Finds an upload by its id.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(source: &impl Source, id: Uuid) -> anyhow::Result<Option<Upload>> {
    let sql = format!("SELECT {COLUMNS} FROM upload WHERE id = ?");
    let found = row(source, &sql, vec![id.into()]).await.context("finding an upload")?;
    found.as_ref().map(read).transpose()
}

/// What became of a wish to send a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    pub upload: Upload,
    /// Uploads that had to go for it; their pieces are to be removed.
    pub put_out: Vec<Uuid>,
}

/// Begins the upload of a file, or finds where it stands.
///
/// # Errors
/// When the database cannot be written.
pub async fn begin(tx: &Tx, fresh: &Upload, at: Timestamp) -> anyhow::Result<Begun> {
    let mut put_out = Vec::new();
    // Another size under the same hash was a lie, then or now.
    let sql = "SELECT id FROM upload WHERE person = ? AND hash = ? AND size_bytes <> ?";
    let key = || vec![fresh.person.0.into(), fresh.hash.clone().into()];
    let mut other_size = key();
    other_size.push(fresh.size_bytes.into());
    for found in rows(tx, sql, other_size).await? {
        put_out.push(found.try_get_by_index(0)?);
    }
    for id in &put_out {
        forget(tx, *id).await?;
    }
    let sql = "INSERT INTO upload (id, person, hash, size_bytes, offset_bytes, at) VALUES (?, ?, ?, ?, 0, ?) \
               ON CONFLICT (person, hash) DO UPDATE SET at = excluded.at";
    let values = vec![
        fresh.id.into(),
        fresh.person.0.into(),
        fresh.hash.clone().into(),
        fresh.size_bytes.into(),
        at.0.into(),
    ];
    run(tx, sql, values).await.context("beginning an upload")?;
    let sql = format!("SELECT {COLUMNS} FROM upload WHERE person = ? AND hash = ?");
    let found = row(tx, &sql, key()).await?.context("an upload that was just begun")?;
    let upload = read(&found)?;
    let sql = "SELECT id FROM upload WHERE person = ? AND id <> ? ORDER BY at DESC, id LIMIT 1000 OFFSET ?";
    let values = vec![fresh.person.0.into(), upload.id.into(), (MOST_OF_A_PERSON - 1).into()];
    for found in rows(tx, sql, values).await? {
        let id = found.try_get_by_index(0)?;
        forget(tx, id).await?;
        put_out.push(id);
    }
    Ok(Begun { upload, put_out })
}

/// Notes a piece that was kept at this place; tells whether it goes on where the upload stands.
///
/// Of two pieces for the same place, through whichever nodes they came, one wins.
///
/// # Errors
/// When the database cannot be written.
pub async fn advance(
    tx: &Tx,
    upload: &Upload,
    piece: Uuid,
    size_bytes: i64,
    at: Timestamp,
) -> anyhow::Result<bool> {
    let sql = "UPDATE upload SET offset_bytes = ?, at = ? WHERE id = ? AND offset_bytes = ?";
    let next = upload.offset_bytes + size_bytes;
    let values = vec![next.into(), at.0.into(), upload.id.into(), upload.offset_bytes.into()];
    if run(tx, sql, values).await.context("noting a piece of an upload")? == 0 {
        return Ok(false);
    }
    let sql = "INSERT INTO upload_piece (upload, offset_bytes, piece) VALUES (?, ?, ?)";
    run(tx, sql, vec![upload.id.into(), upload.offset_bytes.into(), piece.into()]).await?;
    Ok(true)
}

/// The pieces of an upload in their order.
///
/// # Errors
/// When the database cannot be read.
pub async fn pieces(source: &impl Source, upload: Uuid) -> anyhow::Result<Vec<Uuid>> {
    let sql = "SELECT piece FROM upload_piece WHERE upload = ? ORDER BY offset_bytes";
    let found = rows(source, sql, vec![upload.into()]).await.context("reading the pieces of an upload")?;
    Ok(found.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

/// Forgets an upload.
///
/// # Errors
/// When the database cannot be written.
pub async fn forget(tx: &Tx, upload: Uuid) -> anyhow::Result<()> {
    run(tx, "DELETE FROM upload_piece WHERE upload = ?", vec![upload.into()]).await?;
    run(tx, "DELETE FROM upload WHERE id = ?", vec![upload.into()]).await.context("forgetting an upload")?;
    Ok(())
}

/// Every upload.
///
/// # Errors
/// When the database cannot be read.
pub async fn ids(source: &impl Source) -> anyhow::Result<Vec<Uuid>> {
    let found = rows(source, "SELECT id FROM upload", Vec::new()).await.context("reading the uploads")?;
    Ok(found.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

/// Forgets the uploads that nobody went on with since `before`, and returns them.
///
/// # Errors
/// When the database cannot be written.
pub async fn prune(tx: &Tx, before: Timestamp) -> anyhow::Result<Vec<Uuid>> {
    let found = rows(tx, "SELECT id FROM upload WHERE at < ?", vec![before.0.into()]).await?;
    let old = found.iter().map(|row| row.try_get_by_index(0)).collect::<Result<Vec<Uuid>, _>>()?;
    for upload in &old {
        forget(tx, *upload).await?;
    }
    Ok(old)
}

/// Notes that the bytes of an attachment have come.
///
/// # Errors
/// When the database cannot be written.
pub async fn note_arrived(tx: &Tx, attachment: Uuid, at: Timestamp) -> anyhow::Result<()> {
    let sql = "INSERT INTO arrived (attachment, at) VALUES (?, ?) ON CONFLICT (attachment) DO NOTHING";
    run(tx, sql, vec![attachment.into(), at.0.into()]).await.context("noting that a file has come")?;
    Ok(())
}

/// Whether the bytes of an attachment have come.
///
/// # Errors
/// When the database cannot be read.
pub async fn has_arrived(source: &impl Source, attachment: Uuid) -> anyhow::Result<bool> {
    let sql = "SELECT 1 FROM arrived WHERE attachment = ?";
    Ok(row(source, sql, vec![attachment.into()]).await.context("asking for a file")?.is_some())
}
