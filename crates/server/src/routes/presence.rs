//! Saying that one is on a ticket, and hearing who else is: nothing of it is written anywhere.

use crate::app::App;
use crate::error::{Answer, Failure};
use crate::input::Body;
use crate::presence::{CHANNEL, Turn, Word};
use crate::signed::Signed;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::presence::Doing;
use contract::wire::{ErrorBody, ErrorCode, PresenceRequest, Present};
use domain::ids::TicketId;
use domain::record::Kind;
use store::records;

/// Says what one does on a ticket and answers who else is there; say it again within 30 seconds, or be gone.
///
/// Until then, the live stream tells of every change there: `event: presence` with the same body as this answer. So
/// does a wait for news.
#[utoipa::path(post, path = "/sync/v1/presence", tag = "sync", request_body = PresenceRequest,
    responses(
        (status = 200, description = "The others there", body = Present),
        (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 404, description = "No such ticket, or none that you see", body = ErrorBody),
        (status = 413, body = ErrorBody), (status = 426, body = ErrorBody),
        (status = 429, description = "Too many words at once", body = ErrorBody),
    ))]
pub(crate) async fn say(
    State(app): State<App>,
    signed: Signed,
    Body(request): Body<PresenceRequest>,
) -> Answer<Json<Present>> {
    let PresenceRequest { ticket, doing } = request;
    let now = app.now();
    app.presence().count(signed.person, now).map_err(|wait_ms| {
        let detail = "too many words about who is where; wait a moment";
        Failure::wait(StatusCode::TOO_MANY_REQUESTS, ErrorCode::TooManyTries, detail, wait_ms)
    })?;
    let sees = doing == Doing::Gone || sees(&app, signed, ticket).await?;
    // Who lost sight of a ticket is not there any more, whatever their device believes.
    let doing = if sees { doing } else { Doing::Gone };
    pass_on(&app, Word { person: signed.person, device: signed.device, ticket, doing }).await;
    if !sees {
        return Err(Failure::missing("there is no such ticket"));
    }
    Ok(Json(match doing {
        Doing::Gone => Present { ticket, people: Vec::new() },
        Doing::Viewing | Doing::Noting | Doing::Replying => app.presence().others(signed.person, ticket, now),
    }))
}

/// What a device hears of a turn: nothing unless it said to be there, and its person still sees the ticket.
pub(super) async fn heard(app: &App, signed: Signed, turn: Turn) -> Option<Present> {
    let Turn { ticket, person } = turn;
    let there = || app.presence().is_there(signed.person, signed.device, ticket, app.now());
    if person == signed.person || !there() {
        return None;
    }
    match sees(app, signed, ticket).await {
        Ok(true) => Some(app.presence().others(signed.person, ticket, app.now())),
        Ok(false) => None,
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "Could not look who may hear of a ticket");
            None
        }
    }
}

/// Whether there is such a ticket and it is in sight: nobody learns which of both it was.
async fn sees(app: &App, signed: Signed, ticket: TicketId) -> anyhow::Result<bool> {
    let there = records::get(app.db(), Kind::Ticket, ticket.0).await?.is_some();
    Ok(there && app.desk().may_see(signed.person, ticket.0).await?)
}

/// Takes a word in here, and tells the other nodes.
async fn pass_on(app: &App, word: Word) {
    app.presence().hear(word, app.now());
    if let Err(error) = app.db().tell_nodes(CHANNEL, &app.presence().letter(word)).await {
        // The next word comes in a few seconds and says the same.
        tracing::warn!(error = format!("{error:#}"), "The other nodes did not hear who is on a ticket");
    }
}
