//! The desks that sign in: one that is a copy of another becomes a device of its own.

use crate::app::App;
use crate::error::{Answer, Failure};
use crate::input::Body;
use crate::signed::Signed;
use crate::tokens;
use axum::Json;
use axum::extract::State;
use contract::wire::{ErrorBody, RekeyRequest, Tokens};
use store::server::device;

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
