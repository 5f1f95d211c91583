//! Files on their way up: begun, sent chunk by chunk through any node, and there only when all of it is what it says.

use crate::app::App;
use crate::error::{Answer, Failure};
use crate::input::{Body, Path, read_up_to};
use crate::routes::blobs::named;
use crate::signed::Signed;
use crate::uploads;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use contract::wire::{
    CHUNK_LEAST_BYTES, CHUNK_LIMIT_BYTES, ErrorBody, HEADER_CHUNK, HEADER_UPLOAD_OFFSET, UploadAnswer,
    UploadRequest,
};
use domain::ids::PersonId;
use store::server::upload::{self, Upload};
use uuid::Uuid;

type Stands = ([(HeaderName, HeaderValue); 1], Json<UploadAnswer>);

/// Begins to send a file, or says where it stands. The attachment that names it is pushed first.
///
/// A file that somebody sent already is `have` only for those who may see an attachment whose bytes came.
#[utoipa::path(post, path = "/sync/v1/uploads", tag = "sync", request_body = UploadRequest,
    responses(
        (status = 200, body = UploadAnswer), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 404, description = "No attachment that you see names this hash with this size", body = ErrorBody),
        (status = 426, body = ErrorBody),
    ))]
pub(crate) async fn begin(
    State(app): State<App>,
    signed: Signed,
    Body(request): Body<UploadRequest>,
) -> Answer<Stands> {
    uploads::begin(&app, signed.person, &request).await.map(|answer| stands(answer, request.size_bytes))
}

/// Says how much of a file has come.
#[utoipa::path(get, path = "/sync/v1/uploads/{id}", tag = "sync",
    params(("id" = Uuid, Path, description = "Of the upload, as it was begun")),
    responses(
        (status = 200, body = UploadAnswer), (status = 401, body = ErrorBody),
        (status = 404, description = "It was given up after a day, or is over: begin again", body = ErrorBody),
        (status = 426, body = ErrorBody),
    ))]
pub(crate) async fn look(State(app): State<App>, signed: Signed, Path(id): Path<Uuid>) -> Answer<Stands> {
    let upload = find(&app, signed.person, id).await?;
    let answer = UploadAnswer::Wanted { upload: id, offset_bytes: upload.offset_bytes };
    Ok(stands(answer, upload.size_bytes))
}

/// Takes the next chunk of a file: from 16 KiB, but for the last, to 4 MiB. With the last one the whole is compared
/// with its hash, and is there or gone.
#[utoipa::path(patch, path = "/sync/v1/uploads/{id}", tag = "sync",
    params(
        ("id" = Uuid, Path, description = "Of the upload, as it was begun"),
        ("upload-offset" = i64, Header, description = "Where in the file the chunk belongs"),
        ("x-tern-chunk" = String, Header, description = "BLAKE3 of the chunk, 64 hex digits"),
    ),
    request_body(content = inline(String), content_type = "application/octet-stream"),
    responses(
        (status = 200, body = UploadAnswer),
        (status = 400, description = "The chunk, or with the last one the whole, is not what it says",
            body = ErrorBody),
        (status = 401, body = ErrorBody),
        (status = 404, description = "It was given up after a day, or is over: begin again", body = ErrorBody),
        (status = 409, description = "The file stands at another offset", body = ErrorBody),
        (status = 413, description = "More than a chunk may have, or than was promised", body = ErrorBody),
        (status = 426, body = ErrorBody),
    ))]
pub(crate) async fn take(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    request: Request,
) -> Answer<Stands> {
    let upload = find(&app, signed.person, id).await?;
    let offset: i64 = header(&headers, HEADER_UPLOAD_OFFSET)?;
    if offset != upload.offset_bytes {
        return Err(uploads::elsewhere(upload.offset_bytes));
    }
    let hash: String = header(&headers, HEADER_CHUNK)?;
    let left = usize::try_from(upload.size_bytes - upload.offset_bytes).unwrap_or_default();
    let (chunk, _room) = read_up_to(request, &app, left.min(CHUNK_LIMIT_BYTES)).await?;
    if blake3::hash(&chunk).to_hex().as_str() != hash {
        return Err(Failure::bad("the chunk is not that of its hash"));
    }
    if chunk.len() < CHUNK_LEAST_BYTES.min(left) {
        return Err(Failure::bad(format!(
            "a chunk that is not the last has {CHUNK_LEAST_BYTES} bytes or more"
        )));
    }
    let size_bytes = upload.size_bytes;
    uploads::take(&app, upload, chunk).await.map(|answer| stands(answer, size_bytes))
}

/// Finds an upload of this person, as long as they may see what it is for.
async fn find(app: &App, person: PersonId, id: Uuid) -> Answer<Upload> {
    let found = upload::find(app.db(), id).await?.filter(|upload| upload.person == person);
    let upload = found.ok_or_else(|| Failure::missing("there is no such upload; begin again"))?;
    named(app, person, &upload.hash).await?;
    Ok(upload)
}

fn header<T: std::str::FromStr>(headers: &HeaderMap, name: &str) -> Answer<T> {
    let value = headers.get(name).and_then(|value| value.to_str().ok()?.trim().parse().ok());
    value.ok_or_else(|| Failure::bad(format!("the header {name} is missing or not understood")))
}

fn stands(answer: UploadAnswer, size_bytes: i64) -> Stands {
    let offset_bytes = match &answer {
        UploadAnswer::Have => size_bytes,
        UploadAnswer::Wanted { offset_bytes, .. } => *offset_bytes,
    };
    ([(HeaderName::from_static(HEADER_UPLOAD_OFFSET), HeaderValue::from(offset_bytes))], Json(answer))
}
