//! The desks that sign in: listed, signed out for good, and what they could not bring in themselves.

use crate::app::App;
use crate::error::{Answer, Failure};
use crate::input::{AnyText, Body, Path, Query};
use crate::signed::{Leaving, Signed};
use crate::tokens;
use anyhow::Context;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::devices::{DeviceView, QuarantineView};
use contract::wire::{ErrorBody, QuarantineAnswer, QuarantineRequest, RekeyRequest, Tokens};
use domain::ids::DeviceId;
use serde::Deserialize;
use store::server::device;
use uuid::Uuid;

/// Opens a session for a fresh device, for a desk that turned out to be a copy of the one that asks.
///
/// The session of the device that asks stays: it belongs to the other copy.
#[utoipa::path(post, path = "/sync/v1/rekey", tag = "sync", request_body = RekeyRequest,
    responses(
        (status = 200, body = Tokens), (status = 401, body = ErrorBody),
        (status = 409, description = "The device is known already", body = ErrorBody),
    ))]
pub(crate) async fn rekey(
    State(app): State<App>,
    signed: Signed,
    Body(request): Body<RekeyRequest>,
) -> Answer<Json<Tokens>> {
    let (now, tx) = (app.now(), app.db().begin().await?);
    if device::find(&tx, request.device).await?.is_some() {
        return Err(Failure::conflict("this device is known already; a copy chooses an id of its own"));
    }
    let name = device::find(&tx, signed.device).await?.map(|known| known.name).unwrap_or_default();
    device::claim(&tx, request.device, signed.person, &name, now).await?;
    let tokens = tokens::open(&tx, signed.person, request.device, now).await?;
    tx.commit().await?;
    tracing::warn!(
        person.id = %signed.person, device.id = %request.device, copy.of = %signed.device,
        "A desk is a copy of another and goes on as a device of its own"
    );
    Ok(Json(tokens))
}

/// Lists the devices that have signed in, for admins.
#[utoipa::path(get, path = "/api/v1/devices", tag = "devices",
    responses((status = 200, body = Vec<DeviceView>), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody)))]
pub(crate) async fn list(State(app): State<App>, signed: Signed) -> Answer<Json<Vec<DeviceView>>> {
    app.desk().only_admins(signed.person)?;
    let devices = device::all(app.db()).await?;
    let ids: Vec<Uuid> = devices.iter().map(|device| device.person.0).collect();
    let people = store::people::get_many(app.db(), &ids).await?;
    let view = |device: device::Device| DeviceView {
        person_name: people.get(&device.person.0).map(|person| person.name.clone()).unwrap_or_default(),
        this: device.id == signed.device,
        id: device.id,
        name: device.name,
        person: device.person,
        first_seen: device.first_seen,
        last_seen: device.last_seen,
        app: device.app,
        pending: device.pending,
        revoked_at: device.revoked_at,
        surrendered_at: device.surrendered_at,
    };
    Ok(Json(devices.into_iter().map(view).collect()))
}

/// Signs a device out for good: it hands over what it has, destroys its copy, and gets nothing any more.
#[utoipa::path(post, path = "/api/v1/devices/{id}/revoke", tag = "devices",
    params(("id" = Uuid, Path, description = "The device")),
    responses((status = 204, description = "It syncs no more"), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub(crate) async fn revoke(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Answer<StatusCode> {
    app.desk().only_admins(signed.person)?;
    let (device, tx) = (DeviceId(id), app.db().begin().await?);
    if device::find(&tx, device).await?.is_none() {
        return Err(Failure::missing("there is no such device"));
    }
    device::revoke(&tx, device, app.now()).await?;
    tx.commit().await?;
    app.session_ended();
    tracing::warn!(device.id = %device, person.id = %signed.person, "A device was revoked");
    Ok(StatusCode::NO_CONTENT)
}

/// Takes changes that did not take effect, for somebody who leads to look at: everything that a revoked device had
/// left, or one that was refused and that its author cannot settle. Nothing of it takes effect by itself.
#[utoipa::path(post, path = "/sync/v1/quarantine", tag = "sync", request_body = QuarantineRequest,
    responses(
        (status = 200, body = QuarantineAnswer), (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody),
        (status = 413, body = ErrorBody),
    ))]
pub(crate) async fn take_over(
    State(app): State<App>,
    leaving: Leaving,
    AnyText(request, _room): AnyText<QuarantineRequest>,
) -> Answer<Json<QuarantineAnswer>> {
    let desk = app.desk().clone();
    // A task of its own: a device that hangs up must not leave the desk half-way.
    let taking = tokio::spawn(async move {
        if leaving.revoked {
            return Ok(desk.take_over(leaving.device, leaving.person, request.changes, request.last).await?);
        }
        desk.take_refused(leaving.device, leaving.person, request.changes).await
    });
    Ok(Json(QuarantineAnswer { kept: taking.await.context("taking over")?? }))
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct KeptQuery {
    /// Those that were decided, too.
    #[serde(default)]
    all: bool,
}

/// Lists the changes that did not take effect and are kept for an admin.
#[utoipa::path(get, path = "/api/v1/quarantine", tag = "devices", params(KeptQuery),
    responses((status = 200, body = Vec<QuarantineView>), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody)))]
pub(crate) async fn kept(
    State(app): State<App>,
    signed: Signed,
    Query(query): Query<KeptQuery>,
) -> Answer<Json<Vec<QuarantineView>>> {
    Ok(Json(app.desk().quarantined(signed.person, query.all).await?))
}

/// Lets such a change take effect in its author's name, as if it came now.
#[utoipa::path(post, path = "/api/v1/quarantine/{id}/apply", tag = "devices",
    params(("id" = Uuid, Path, description = "The change")),
    responses((status = 204, description = "It took effect"), (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub(crate) async fn apply(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Answer<StatusCode> {
    let desk = app.desk().clone();
    let applying = tokio::spawn(async move { desk.apply_quarantined(signed.person, id).await });
    applying.await.context("applying a change")??;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives such a change up; its content stays readable among what was decided.
#[utoipa::path(post, path = "/api/v1/quarantine/{id}/discard", tag = "devices",
    params(("id" = Uuid, Path, description = "The change")),
    responses((status = 204, description = "It is decided"), (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub(crate) async fn discard(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Answer<StatusCode> {
    app.desk().discard_quarantined(signed.person, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
