//! What becomes of a file that a device sends: who may, where it stands, and when it is there.

use crate::app::App;
use crate::error::{Answer, Failure};
use crate::routes::blobs::{Named, named};
use anyhow::Context;
use contract::wire::{UploadAnswer, UploadRequest};
use domain::ids::PersonId;
use domain::message::ATTACHMENT_LIMIT_BYTES;
use std::time::{Duration, SystemTime};
use store::blobs::{BlobError, BlobHash};
use store::server::upload::{self, Upload};
use uuid::Uuid;

/// How long a file may stand still on its way.
const PATIENCE: Duration = Duration::from_secs(24 * 60 * 60);

/// Begins the upload of a file that an attachment names, or says where it stands.
pub(crate) async fn begin(app: &App, person: PersonId, request: &UploadRequest) -> Answer<UploadAnswer> {
    let named = named(app, person, &request.hash).await?;
    if request.size_bytes > ATTACHMENT_LIMIT_BYTES {
        return Err(Failure::too_large(ATTACHMENT_LIMIT_BYTES.unsigned_abs()));
    }
    let promised = |size: i64| named.attachments.iter().any(|(_, file)| file.size_bytes == size && size >= 0);
    if !promised(request.size_bytes) {
        return Err(Failure::missing("no attachment that you see names this hash with this size"));
    }
    // Only who may see an attachment whose bytes came is told that they are here.
    if named.have_arrived(app).await? && stored(app, named.hash, request.size_bytes).await? {
        let tx = app.db().begin().await?;
        for (id, _) in &named.attachments {
            upload::note_arrived(&tx, *id, app.now()).await?;
        }
        tx.commit().await?;
        return Ok(UploadAnswer::Have);
    }
    let fresh = Upload {
        id: app.next_id(),
        person,
        hash: request.hash.clone(),
        size_bytes: request.size_bytes,
        offset_bytes: 0,
    };
    let tx = app.db().begin().await?;
    let begun = upload::begin(&tx, &fresh, app.now()).await?;
    tx.commit().await?;
    for put_out in begun.put_out {
        forget_pieces(app, put_out).await;
    }
    stands(app, begun.upload).await
}

/// Keeps the next chunk of a file; with the last one the file is there.
pub(crate) async fn take(app: &App, mut upload: Upload, chunk: Vec<u8>) -> Answer<UploadAnswer> {
    let size_bytes = i64::try_from(chunk.len()).context("the size of a chunk")?;
    let piece = app.pieces().keep(upload.id, chunk).await?;
    let tx = app.db().begin().await?;
    let advanced = upload::advance(&tx, &upload, piece, size_bytes, app.now()).await?;
    tx.commit().await?;
    if !advanced {
        // Another chunk for the same place was faster, through whichever node.
        if let Err(error) = app.pieces().forget_one(upload.id, piece).await {
            tracing::warn!(%error, "A chunk that came twice stays for a day");
        }
        let now = upload::find(app.db(), upload.id).await?;
        return Err(now.map_or_else(
            || Failure::missing("this upload is over; begin again"),
            |now| elsewhere(now.offset_bytes),
        ));
    }
    upload.offset_bytes += size_bytes;
    stands(app, upload).await
}

/// The answer to a chunk that does not go on where its file stands.
pub(crate) fn elsewhere(offset_bytes: i64) -> Failure {
    Failure::conflict(format!("the file goes on at {offset_bytes}"))
}

async fn stands(app: &App, upload: Upload) -> Answer<UploadAnswer> {
    if upload.offset_bytes < upload.size_bytes {
        return Ok(UploadAnswer::Wanted { upload: upload.id, offset_bytes: upload.offset_bytes });
    }
    let app = app.clone();
    // A task of its own: a line that breaks now must not leave the file half joined.
    tokio::spawn(async move { join(&app, &upload).await }).await.context("joining a file")?
}

/// Makes the file of its pieces, if they are what they say; then everybody who sees it can have it.
async fn join(app: &App, upload: &Upload) -> Answer<UploadAnswer> {
    let Named { hash, attachments } = named(app, upload.person, &upload.hash).await?;
    let pieces = upload::pieces(app.db(), upload.id).await?;
    let joined = app.pieces().join(upload.id, &pieces, hash).await;
    let failure = match joined {
        Ok(()) => None,
        // Another node may have joined it at the same time and swept its pieces away.
        Err(BlobError::Missing { .. }) if stored(app, hash, upload.size_bytes).await? => None,
        Err(BlobError::Missing { .. }) => Some(Failure::missing("what had come was lost; begin again")),
        Err(error @ BlobError::Mismatch { .. }) => Some(Failure::bad(error.to_string())),
        // It is here still, and is joined when somebody asks again.
        Err(error) => return Err(error.into()),
    };
    let tx = app.db().begin().await?;
    upload::forget(&tx, upload.id).await?;
    if failure.is_none() {
        for (id, _) in &attachments {
            upload::note_arrived(&tx, *id, app.now()).await?;
        }
    }
    tx.commit().await?;
    forget_pieces(app, upload.id).await;
    failure.map_or(Ok(UploadAnswer::Have), Err)
}

async fn stored(app: &App, hash: BlobHash, size_bytes: i64) -> Answer<bool> {
    match app.desk().blobs().size_bytes(hash).await {
        Ok(found) => Ok(i64::try_from(found) == Ok(size_bytes)),
        Err(BlobError::Missing { .. } | BlobError::Broken { .. }) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// What cannot be removed now is collected with what stands still.
async fn forget_pieces(app: &App, upload: Uuid) {
    if let Err(error) = app.pieces().forget(upload).await {
        tracing::warn!(%error, "Pieces of a file that is over stay for a day");
    }
}

/// Forgets files that stood still on their way for a day; returns how much was removed.
pub(crate) async fn collect(app: &App) -> anyhow::Result<usize> {
    let patience_ms = i64::try_from(PATIENCE.as_millis())?;
    let tx = app.db().begin().await?;
    let old = upload::prune(&tx, app.now().plus_ms(-patience_ms)).await?;
    tx.commit().await?;
    for upload in &old {
        app.pieces().forget(*upload).await?;
    }
    let alive = upload::ids(app.db()).await?.into_iter().collect();
    // The store has a clock of its own; twice the time is enough whatever it says.
    let left_over = app.pieces().collect(&alive, SystemTime::now() - 2 * PATIENCE).await?;
    Ok(old.len() + left_over)
}
