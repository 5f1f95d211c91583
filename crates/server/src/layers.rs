//! What every answer has whatever the route: the time, the history it belongs to, and JSON for errors.

use crate::app::App;
use crate::error::Failure;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use contract::wire::{ErrorCode, HEADER_EPOCH, HEADER_PROTOCOL, HEADER_TIME, OLDEST_PROTOCOL, PROTOCOL};

/// Stamps an answer and turns errors that frameworks worded into JSON.
pub(crate) async fn stamp(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let status = response.status();
    if (status.is_client_error() || status.is_server_error()) && !is_json(response.headers()) {
        let allow = response.headers().get(header::ALLOW).cloned();
        response = Failure::of_status(status).into_response();
        if let Some(allow) = allow {
            response.headers_mut().insert(header::ALLOW, allow);
        }
    }
    let headers = response.headers_mut();
    headers.insert(HEADER_TIME, HeaderValue::from(app.now().0));
    let epoch = app.epoch().to_string();
    headers.insert(HEADER_EPOCH, HeaderValue::from_str(&epoch).expect("a UUID is a valid header"));
    for (name, value) in SAFETY {
        headers.entry(name).or_insert(value);
    }
    response
}

/// Answers are for programs: nothing may be framed, guessed at, kept or run.
const SAFETY: [(HeaderName, HeaderValue); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox"),
    ),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

fn is_json(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"))
}

/// Turns away devices that speak a protocol of another time; one that does not say is taken at its word.
pub(crate) async fn same_protocol(request: Request, next: Next) -> Response {
    let spoken = request.headers().get(HEADER_PROTOCOL);
    let is_spoken = |version: u32| (OLDEST_PROTOCOL..=PROTOCOL).contains(&version);
    let fits = spoken.is_none_or(|value| value.to_str().is_ok_and(|text| text.parse().is_ok_and(is_spoken)));
    if fits {
        next.run(request).await
    } else {
        let detail = format!(
            "this server speaks protocol {OLDEST_PROTOCOL} to {PROTOCOL}; nothing is lost, update and go on"
        );
        Failure::new(axum::http::StatusCode::UPGRADE_REQUIRED, ErrorCode::Upgrade, detail).into_response()
    }
}

/// Keeps a fault of one request from ending its connection without an answer.
pub(crate) fn after_panic(_: Box<dyn std::any::Any + Send + 'static>) -> Response {
    // The panic itself is in the log already: the hook of the process wrote it.
    Failure::of_status(axum::http::StatusCode::INTERNAL_SERVER_ERROR).into_response()
}
