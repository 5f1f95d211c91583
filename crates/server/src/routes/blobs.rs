//! The bytes of attachments, under their hash: knowing a hash is not enough, a ticket has to name it.

use crate::app::App;
use crate::error::{Answer, Failure};
use crate::input::Path;
use crate::signed::Signed;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::wire::ErrorBody;
use domain::message::{ATTACHMENT_LIMIT_BYTES, Attachment};
use domain::record::Kind;
use futures::{StreamExt, TryStreamExt};
use std::io;
use store::blobs::{BlobError, BlobHash};
use store::records;
use tokio_util::io::{ReaderStream, StreamReader};

/// Says whether the bytes are here.
#[utoipa::path(head, path = "/sync/v1/blobs/{hash}", tag = "sync",
    params(("hash" = String, Path, description = "BLAKE3 of the bytes, 64 hex digits")),
    responses(
        (status = 200, description = "They are here"),
        (status = 401), (status = 404, description = "No attachment that you see names them, or they have not arrived"),
        (status = 426),
    ))]
pub(crate) async fn look(
    State(app): State<App>,
    signed: Signed,
    Path(hash): Path<String>,
) -> Answer<Response> {
    let (hash, _) = named(&app, signed, &hash).await?;
    let size_bytes = app.desk().blobs().size_bytes(hash).await?;
    Ok(([(header::CONTENT_LENGTH, HeaderValue::from(size_bytes))], ()).into_response())
}

/// Takes the bytes in. They are kept only if they are those of the hash.
///
/// The attachment that names them is pushed first. Sending them again is fine.
#[utoipa::path(put, path = "/sync/v1/blobs/{hash}", tag = "sync",
    params(("hash" = String, Path, description = "BLAKE3 of the bytes, 64 hex digits")),
    request_body(content = inline(String), content_type = "application/octet-stream"),
    responses(
        (status = 204, description = "They are here, durably"),
        (status = 400, description = "They are not those of the hash", body = ErrorBody),
        (status = 401, body = ErrorBody), (status = 404, body = ErrorBody), (status = 413, body = ErrorBody),
        (status = 426, body = ErrorBody),
    ))]
pub(crate) async fn put(
    State(app): State<App>,
    signed: Signed,
    Path(hash): Path<String>,
    request: Request,
) -> Answer<StatusCode> {
    let (hash, attachments) = named(&app, signed, &hash).await?;
    // The size is part of what was promised; a file that goes on beyond it is not that file.
    let promised = attachments.iter().map(|attachment| attachment.size_bytes).max().unwrap_or_default();
    let limit_bytes = u64::try_from(promised.clamp(0, ATTACHMENT_LIMIT_BYTES)).unwrap_or_default();
    let mut left = limit_bytes;
    let pieces = request.into_body().into_data_stream().map(move |piece| {
        let piece = piece.map_err(io::Error::other)?;
        left = left.checked_sub(piece.len() as u64).ok_or_else(|| io::Error::other(TooLong))?;
        Ok::<_, io::Error>(piece)
    });
    match app.desk().blobs().add_expected(StreamReader::new(pieces), hash).await {
        Ok(_) => Ok(StatusCode::NO_CONTENT),
        Err(BlobError::Source(error)) if error.get_ref().is_some_and(|inner| inner.is::<TooLong>()) => {
            Err(Failure::too_large(limit_bytes))
        }
        Err(error) => Err(error.into()),
    }
}

/// Gives the bytes. A stream that breaks off was damaged here: fetch it again later.
#[utoipa::path(get, path = "/sync/v1/blobs/{hash}", tag = "sync",
    params(("hash" = String, Path, description = "BLAKE3 of the bytes, 64 hex digits")),
    responses(
        (status = 200, description = "The bytes", body = inline(String), content_type = "application/octet-stream"),
        (status = 401, body = ErrorBody), (status = 404, body = ErrorBody), (status = 426, body = ErrorBody),
    ))]
pub(crate) async fn get(
    State(app): State<App>,
    signed: Signed,
    Path(hash): Path<String>,
) -> Answer<Response> {
    let (hash, _) = named(&app, signed, &hash).await?;
    let stream = app.desk().blobs().stream(hash).await?;
    let headers = [
        // Never shown by a browser as what it claims to be: the bytes are a stranger's.
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment")),
        (header::CONTENT_LENGTH, HeaderValue::from(stream.left_bytes())),
    ];
    let pieces = ReaderStream::with_capacity(stream, 64 * 1024)
        .inspect_err(|error| tracing::error!(error = %error, "A stored file is damaged"));
    Ok((headers, Body::from_stream(pieces)).into_response())
}

#[derive(Debug, thiserror::Error)]
#[error("more bytes than promised")]
struct TooLong;

/// Finds the attachments of this hash that hang on a ticket which is there and which the person may see.
async fn named(app: &App, signed: Signed, hash: &str) -> Answer<(BlobHash, Vec<Attachment>)> {
    let missing = || Failure::missing("no attachment names these bytes, or they have not arrived");
    let parsed: BlobHash = hash.parse().map_err(|error| Failure::bad(format!("hash: {error}")))?;
    let mut attachments = Vec::new();
    for record in store::named::attachments(app.db(), hash).await? {
        let Some(ticket) = record.ticket else { continue };
        let there = records::get(app.db(), Kind::Ticket, ticket).await?.is_some_and(|ticket| !ticket.deleted);
        if there && app.desk().may_see(signed.person, ticket).await? {
            attachments.push(record.read::<Attachment>().map_err(anyhow::Error::new)?);
        }
    }
    if attachments.is_empty() { Err(missing()) } else { Ok((parsed, attachments)) }
}

impl From<BlobError> for Failure {
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::Missing { .. } => Failure::missing("these bytes have not arrived"),
            BlobError::Broken { .. } => {
                tracing::error!(error = %error, "A stored file is damaged");
                Failure::missing("the copy here is damaged; send the bytes again")
            }
            BlobError::Mismatch { .. } => Failure::bad(error.to_string()),
            BlobError::Source(_) => Failure::bad("the bytes break off, or are not compressed as they say"),
            BlobError::DiskFull { .. } | BlobError::ReadOnly { .. } | BlobError::Io(_) => {
                Failure::from(anyhow::Error::new(error))
            }
        }
    }
}
