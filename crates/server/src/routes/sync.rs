//! What devices speak: where the server stands, changes going in, and the feed coming out.

use crate::app::App;
use crate::error::{Answer, Failure};
use crate::input::{AnyText, Query};
use crate::signed::Signed;
use anyhow::Context;
use axum::Json;
use axum::extract::State;
use contract::wire::{Cursor, ErrorBody, Hello, PUSH_LIMIT, PullPage, PushAnswer, PushRequest};
use domain::record::Seq;
use serde::Deserialize;
use uuid::Uuid;

/// How many records a page has when the device does not say, and at most.
const PAGE: usize = 1000;
const PAGE_LIMIT: usize = 5000;

/// Says where the server stands.
#[utoipa::path(get, path = "/sync/v1/hello", tag = "sync",
    responses((status = 200, body = Hello), (status = 401, body = ErrorBody), (status = 426, body = ErrorBody)))]
pub(crate) async fn hello(State(app): State<App>, _: Signed) -> Answer<Json<Hello>> {
    Ok(Json(app.desk().hello().await?))
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
    ))]
pub(crate) async fn push(
    State(app): State<App>,
    signed: Signed,
    AnyText(request): AnyText<PushRequest>,
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
    let desk = app.desk().clone();
    // A task of its own: a device that hangs up must not leave the desk half-way.
    let accepting =
        tokio::spawn(async move { desk.accept(request.device, signed.person, request.changes).await });
    let answer = accepting.await.context("taking changes in")??;
    Ok(Json(answer))
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
}

/// Reads a page of the feed: every record that changed after the cursor, as it is now.
#[utoipa::path(get, path = "/sync/v1/pull", tag = "sync", params(PullQuery),
    responses(
        (status = 200, body = PullPage), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 426, body = ErrorBody),
    ))]
pub(crate) async fn pull(
    State(app): State<App>,
    signed: Signed,
    Query(query): Query<PullQuery>,
) -> Answer<Json<PullPage>> {
    let after = Cursor { seq: query.seq, kind: query.kind, id: query.id };
    let max = query.max.unwrap_or(PAGE).clamp(1, PAGE_LIMIT);
    Ok(Json(app.desk().feed(signed.person, after, max).await?))
}
