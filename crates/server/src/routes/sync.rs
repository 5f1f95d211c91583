//! What devices speak: where the server stands, changes going in, and the feed coming out.

use crate::app::App;
use crate::error::{Answer, Failure};
use crate::input::{AnyText, Query};
use crate::signed::Signed;
use axum::Json;
use axum::extract::State;
use contract::wire::{
    Cursor, DIGEST_LIMIT, DigestAnswer, DigestRequest, ErrorBody, Hello, PUSH_LIMIT, Part, Place, PullPage,
    PushAnswer, PushRequest, SnapshotPage,
};
use desk::Ask;
use domain::record::Seq;
use serde::Deserialize;
use uuid::Uuid;

/// How many records a page has when the device does not say, and at most.
const PAGE: usize = 1000;
const PAGE_LIMIT: usize = 5000;

/// Says where the server stands.
#[utoipa::path(get, path = "/sync/v1/hello", tag = "sync",
    responses((status = 200, body = Hello), (status = 401, body = ErrorBody), (status = 426, body = ErrorBody)))]
pub(crate) async fn hello(State(app): State<App>, signed: Signed) -> Answer<Json<Hello>> {
    let hello = app.desk().hello().await?;
    Ok(Json(Hello { records: app.desk().visible_records(signed.person).await?, ..hello }))
}

/// Takes changes in, in the order of their numbers, each exactly once.
///
/// Sending the same changes again has the same answer and no further effect.
#[utoipa::path(post, path = "/sync/v1/push", tag = "sync", request_body = PushRequest,
    responses(
        (status = 200, description = "What became of each change", body = PushAnswer),
        (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 409, description = "`gap` or `device_forked`", body = ErrorBody),
        (status = 413, body = ErrorBody), (status = 426, body = ErrorBody),
        (status = 503, description = "`busy`: too much is waiting", body = ErrorBody),
    ))]
pub(crate) async fn push(
    State(app): State<App>,
    signed: Signed,
    AnyText(request, _room): AnyText<PushRequest>,
) -> Answer<Json<PushAnswer>> {
    if request.device != signed.device {
        return Err(Failure::forbidden("this token belongs to another device"));
    }
    if request.changes.len() > PUSH_LIMIT {
        return Err(Failure::new(
            axum::http::StatusCode::PAYLOAD_TOO_LARGE,
            contract::wire::ErrorCode::TooLarge,
            format!("up to {PUSH_LIMIT} changes at once"),
        ));
    }
    Ok(Json(app.desk().accept(request.device, signed.person, request.changes).await?))
}

/// Where to go on reading the feed.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PullQuery {
    /// The last commit that is known, whole or in part; 0 for none.
    #[serde(default)]
    #[param(value_type = i64)]
    seq: Seq,
    /// The kind code of the last record read inside that commit.
    #[serde(default)]
    kind: i16,
    /// The id of that record.
    #[serde(default)]
    id: Uuid,
    /// How many records at most, up to 5000; 1000 without it.
    max: Option<usize>,
    /// Whether the last page has the sum over everything that one may see.
    #[serde(default)]
    digest: bool,
}

/// Reads a page of the feed: every record that changed after the cursor, as it is now.
#[utoipa::path(get, path = "/sync/v1/pull", tag = "sync", params(PullQuery),
    responses(
        (status = 200, body = PullPage), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 410, description = "`cursor_expired`: copy everything again", body = ErrorBody),
        (status = 426, body = ErrorBody),
    ))]
pub(crate) async fn pull(
    State(app): State<App>,
    signed: Signed,
    Query(query): Query<PullQuery>,
) -> Answer<Json<PullPage>> {
    let after = Cursor { seq: query.seq, kind: query.kind, id: query.id };
    let max = query.max.unwrap_or(PAGE).clamp(1, PAGE_LIMIT);
    Ok(Json(if query.digest {
        app.desk().feed_with_digest(signed.person, after, max).await?
    } else {
        app.desk().feed(signed.person, after, max).await?
    }))
}

/// Compares what a device has with what the server has: sums of ever smaller ranges, then the records themselves.
#[utoipa::path(post, path = "/sync/v1/digest", tag = "sync", request_body = DigestRequest,
    responses(
        (status = 200, body = DigestAnswer), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 413, body = ErrorBody), (status = 426, body = ErrorBody),
    ))]
pub(crate) async fn digest(
    State(app): State<App>,
    signed: Signed,
    AnyText(request, _room): AnyText<DigestRequest>,
) -> Answer<Json<DigestAnswer>> {
    if request.ranges.len() > DIGEST_LIMIT {
        return Err(Failure::new(
            axum::http::StatusCode::PAYLOAD_TOO_LARGE,
            contract::wire::ErrorCode::TooLarge,
            format!("up to {DIGEST_LIMIT} ranges at once"),
        ));
    }
    Ok(Json(app.desk().digest(signed.person, &request.ranges).await?))
}

/// Where to go on copying everything.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SnapshotQuery {
    /// The part that is being copied: shared, open, tickets.
    #[serde(default)]
    #[param(inline)]
    part: Part,
    /// The last ticket of which something came; the largest id before the first.
    ticket: Option<Uuid>,
    /// The kind code of the last record that came, of this ticket or of what belongs to none.
    kind: Option<i16>,
    /// The id of that record.
    id: Option<Uuid>,
    /// The commit that the first page named; without it, this is the first page.
    #[param(value_type = Option<i64>)]
    since: Option<Seq>,
    /// Whether the device had nothing: open tickets come first then.
    #[serde(default)]
    fresh: bool,
    /// How many records at most, up to 5000; 1000 without it.
    max: Option<usize>,
}

/// Reads a page of everything that one may see: what belongs to no ticket first, then tickets, newest first.
///
/// The feed from `since` on has what changes meanwhile. Asking again for the same place is fine.
#[utoipa::path(get, path = "/sync/v1/snapshot", tag = "sync", params(SnapshotQuery),
    responses(
        (status = 200, body = SnapshotPage), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 410, description = "`cursor_expired`: begin the copy anew", body = ErrorBody),
        (status = 426, body = ErrorBody),
    ))]
pub(crate) async fn snapshot(
    State(app): State<App>,
    signed: Signed,
    Query(query): Query<SnapshotQuery>,
) -> Answer<Json<SnapshotPage>> {
    let start = Place::beginning(query.part);
    let place = Place {
        part: query.part,
        ticket: query.ticket.unwrap_or(start.ticket),
        kind: query.kind.unwrap_or(start.kind),
        id: query.id.unwrap_or(start.id),
    };
    let max = query.max.unwrap_or(PAGE).clamp(1, PAGE_LIMIT);
    let ask = Ask { place, since: query.since, fresh: query.fresh, max };
    Ok(Json(app.desk().snapshot(signed.person, ask).await?))
}
