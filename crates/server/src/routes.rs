//! Every route of the server, on one page.

pub(crate) mod blobs;
pub(crate) mod devices;
pub(crate) mod events;
pub(crate) mod health;
pub(crate) mod people;
pub(crate) mod presence;
pub(crate) mod session;
pub(crate) mod sla;
pub(crate) mod sync;
pub(crate) mod tickets;
pub(crate) mod uploads;

use crate::app::App;
use crate::error::Answer;
use crate::signed::Signed;
use crate::{layers, openapi};
use anyhow::Context;
use axum::Router;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, get, head, post};
use contract::wire::BODY_LIMIT_BYTES;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::decompression::RequestDecompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

/// What a word about where one is takes at most, and much more.
const WORD_BYTES: usize = 4 * 1024;

type Route = (&'static str, MethodRouter<App>);

/// Routes that anybody may knock at, with bodies that are small.
fn doors() -> Vec<Route> {
    vec![
        ("/api/v1/sign-in", post(session::sign_in)),
        ("/api/v1/refresh", post(session::refresh)),
        ("/api/openapi.json", get(openapi::show)),
        ("/health", get(health::live)),
        ("/health/ready", get(health::ready)),
    ]
}

/// What people and scripts ask.
fn api() -> Vec<Route> {
    vec![
        ("/api/v1/sign-out", post(session::sign_out)),
        ("/api/v1/password", post(session::change_password)),
        ("/api/v1/me", get(session::me)),
        ("/api/v1/people", get(people::list).post(people::save)),
        ("/api/v1/devices", get(devices::list)),
        ("/api/v1/devices/{id}/revoke", post(devices::revoke)),
        ("/api/v1/quarantine", get(devices::kept)),
        ("/api/v1/quarantine/{id}/apply", post(devices::apply)),
        ("/api/v1/quarantine/{id}/discard", post(devices::discard)),
        ("/api/v1/sla/attainment", get(sla::attainment)),
        ("/api/v1/tickets", get(tickets::list).post(tickets::create)),
        ("/api/v1/tickets/{id}", get(tickets::show).patch(tickets::edit)),
        ("/api/v1/tickets/{id}/messages", get(tickets::thread).post(tickets::write)),
    ]
}

/// What devices speak.
fn device() -> Vec<Route> {
    vec![
        ("/sync/v1/hello", get(sync::hello)),
        ("/sync/v1/push", post(sync::push)),
        ("/sync/v1/rekey", post(devices::rekey)),
        ("/sync/v1/quarantine", post(devices::take_over)),
        ("/sync/v1/pull", get(sync::pull)),
        ("/sync/v1/snapshot", get(sync::snapshot)),
        ("/sync/v1/digest", post(sync::digest)),
        ("/sync/v1/presence", post(presence::say).layer(limit_bytes(WORD_BYTES))),
    ]
}

/// What goes on for as long as it needs: live events and files.
fn streams() -> Vec<Route> {
    vec![
        ("/sync/v1/events", get(events::listen)),
        ("/sync/v1/poll", get(events::poll)),
        ("/sync/v1/blobs/{hash}", head(blobs::look).get(blobs::get)),
        ("/sync/v1/uploads", post(uploads::begin)),
        ("/sync/v1/uploads/{id}", get(uploads::look).patch(uploads::take)),
    ]
}

/// Every path, with what answers there.
pub fn table() -> Vec<Route> {
    [doors(), api(), device(), streams()].into_iter().flatten().collect()
}

/// The server as one service.
pub fn router(app: App) -> Router {
    let doors = gather(doors()).layer(limit_bytes(16 * 1024)).layer(within_seconds(30));
    let api = gather(api()).layer(limit_bytes(4 * 1024 * 1024)).layer(within_seconds(30));
    let device = gather(device())
        .layer(limit_bytes(BODY_LIMIT_BYTES))
        .layer(within_seconds(120))
        .layer(from_fn(layers::same_protocol));
    // A body that stalls is given up; one that flows may take as long as a slow line needs.
    let streams = gather(streams())
        .layer(RequestBodyTimeoutLayer::new(Duration::from_secs(30)))
        .layer(from_fn(layers::same_protocol));
    Router::new()
        .merge(doors)
        .merge(api)
        .merge(device)
        .merge(streams)
        // From here each layer wraps those above it: limits count what decompression made of a body.
        .layer(RequestDecompressionLayer::new())
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::custom(layers::after_panic))
        .layer(from_fn_with_state(app.clone(), layers::stamp))
        .with_state(app)
}

fn gather(routes: Vec<Route>) -> Router<App> {
    routes.into_iter().fold(Router::new(), |router, (path, methods)| router.route(path, methods))
}

fn limit_bytes(limit_bytes: usize) -> RequestBodyLimitLayer {
    RequestBodyLimitLayer::new(limit_bytes)
}

fn within_seconds(seconds: u64) -> TimeoutLayer {
    TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_secs(seconds))
}

/// Calls a command of the desk in the name of whoever asks.
async fn call<T: serde::de::DeserializeOwned>(
    app: &App,
    signed: Signed,
    command: &str,
    input: impl serde::Serialize,
) -> Answer<T> {
    let input = serde_json::to_value(input).context("writing the input of a command")?;
    let (desk, command) = (app.desk().clone(), command.to_owned());
    // A task of its own: a client that hangs up must not leave the desk half-way.
    let calling = tokio::spawn(async move { desk.call(signed.person, &command, input).await });
    let output = calling.await.context("calling a command")??;
    Ok(serde_json::from_value(output).context("reading the output of a command")?)
}
