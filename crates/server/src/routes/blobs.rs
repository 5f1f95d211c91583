//! The bytes of attachments, under their hash: knowing a hash is not enough, a ticket has to name it.

use crate::app::App;
use crate::error::{Answer, Failure};
use crate::input::Path;
use crate::signed::Signed;
use anyhow::Context;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::wire::{ErrorBody, ErrorCode};
use domain::ids::PersonId;
use domain::message::Attachment;
use domain::record::Kind;
use futures::TryStreamExt;
use store::blobs::{BlobError, BlobHash};
use store::records;
use store::server::upload;
use tokio_util::io::ReaderStream;
use uuid::Uuid;

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
    let hash = given(&app, signed.person, &hash).await?;
    let size_bytes = app.desk().blobs().size_bytes(hash).await?;
    Ok(([(header::CONTENT_LENGTH, HeaderValue::from(size_bytes))], ()).into_response())
}

/// Gives the bytes, or with `Range: bytes=N-` those from there on. A stream that breaks off was cut by the line, or
/// damaged here: compare the whole with its hash.
#[utoipa::path(get, path = "/sync/v1/blobs/{hash}", tag = "sync",
    params(
        ("hash" = String, Path, description = "BLAKE3 of the bytes, 64 hex digits"),
        ("range" = Option<String>, Header, description = "`bytes=N-` or `bytes=N-M`; anything else is passed over"),
    ),
    responses(
        (status = 200, description = "The bytes", body = inline(String), content_type = "application/octet-stream"),
        (status = 206, description = "Those from the first asked for", body = inline(String),
            content_type = "application/octet-stream"),
        (status = 401, body = ErrorBody), (status = 404, body = ErrorBody),
        (status = 416, description = "There are fewer", body = ErrorBody), (status = 426, body = ErrorBody),
    ))]
pub(crate) async fn get(
    State(app): State<App>,
    signed: Signed,
    Path(hash): Path<String>,
    headers: HeaderMap,
) -> Answer<Response> {
    let hash = given(&app, signed.person, &hash).await?;
    let blobs = app.desk().blobs();
    let (status, stream, part) = match wanted(&headers) {
        None => (StatusCode::OK, blobs.stream(hash).await?, None),
        Some((from, to)) => {
            let size_bytes = blobs.size_bytes(hash).await?;
            let end = to.map_or(size_bytes, |to| to.saturating_add(1).min(size_bytes));
            if from >= end {
                let detail = format!("the file has {size_bytes} bytes");
                return Err(Failure::new(StatusCode::RANGE_NOT_SATISFIABLE, ErrorCode::BadRequest, detail));
            }
            let part = format!("bytes {from}-{}/{size_bytes}", end - 1);
            (StatusCode::PARTIAL_CONTENT, blobs.stream_range(hash, from..end).await?, Some(part))
        }
    };
    let mut headers = HeaderMap::from_iter([
        // Never shown by a browser as what it claims to be: the bytes are a stranger's.
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment")),
        (header::ACCEPT_RANGES, HeaderValue::from_static("bytes")),
        (header::CONTENT_LENGTH, HeaderValue::from(stream.left_bytes())),
    ]);
    if let Some(part) = part {
        headers.insert(header::CONTENT_RANGE, part.parse().context("writing which part this is")?);
    }
    let pieces = ReaderStream::with_capacity(stream, 64 * 1024)
        .inspect_err(|error| tracing::error!(error = %error, "A stored file cannot be given whole"));
    Ok((status, headers, Body::from_stream(pieces)).into_response())
}

/// Which part is wanted; a range that is none, or several, is as good as no range.
fn wanted(headers: &HeaderMap) -> Option<(u64, Option<u64>)> {
    let (from, to) = headers.get(header::RANGE)?.to_str().ok()?.strip_prefix("bytes=")?.split_once('-')?;
    let from = from.trim().parse().ok()?;
    let to = if to.trim().is_empty() { None } else { Some(to.trim().parse().ok()?) };
    Some((from, to))
}

/// The attachments of one hash that hang on tickets which are there and which a person may see.
pub(crate) struct Named {
    pub(crate) hash: BlobHash,
    pub(crate) attachments: Vec<(Uuid, Attachment)>,
}

impl Named {
    /// Whether somebody who may see one of them has sent the bytes: naming a hash is no proof of having the file.
    pub(crate) async fn have_arrived(&self, app: &App) -> Answer<bool> {
        for (id, _) in &self.attachments {
            if upload::has_arrived(app.db(), *id).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Finds a file that a person may have.
async fn given(app: &App, person: PersonId, hash: &str) -> Answer<BlobHash> {
    let named = named(app, person, hash).await?;
    if named.have_arrived(app).await? { Ok(named.hash) } else { Err(Failure::missing(NOT_HERE)) }
}

const NOT_HERE: &str = "no attachment that you see names these bytes, or they have not arrived";

/// Finds the attachments that let a person ask for a file.
pub(crate) async fn named(app: &App, person: PersonId, hash: &str) -> Answer<Named> {
    let parsed: BlobHash = hash.parse().map_err(|error| Failure::bad(format!("hash: {error}")))?;
    let mut attachments = Vec::new();
    for record in store::named::attachments(app.db(), hash).await? {
        let Some(ticket) = record.ticket else { continue };
        let there = records::get(app.db(), Kind::Ticket, ticket).await?.is_some_and(|ticket| !ticket.deleted);
        if there && app.desk().may_see(person, ticket).await? {
            attachments.push((record.id, record.read::<Attachment>().map_err(anyhow::Error::new)?));
        }
    }
    if attachments.is_empty() {
        return Err(Failure::missing(NOT_HERE));
    }
    Ok(Named { hash: parsed, attachments })
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
            BlobError::DiskFull { .. } => {
                tracing::error!(error = %error, "The disk is full");
                Failure::new(StatusCode::INSUFFICIENT_STORAGE, ErrorCode::Internal, "the disk is full")
            }
            BlobError::ReadOnly { .. } | BlobError::Io(_) => Failure::from(anyhow::Error::new(error)),
        }
    }
}
