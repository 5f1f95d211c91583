//! What requests carry, read so that every mistake is answered in JSON and nothing is read without a limit.

use crate::app::App;
use crate::error::{Answer, Failure};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use contract::wire::BODY_LIMIT_BYTES;
use futures::StreamExt;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use tokio::sync::OwnedSemaphorePermit;

/// A JSON body without NUL in its text, which PostgreSQL could not keep.
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<App> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Answer<Self> {
        let (bytes, _room) = read(request, app).await?;
        if has_nul(&bytes) {
            return Err(Failure::bad("the body: text with a NUL character"));
        }
        parse(&bytes).map(Body)
    }
}

/// A JSON body whose reader copes with any text: refusing a push as a whole would block its device for ever. It may
/// be large and wait for its turn, so it keeps the room that it takes up for as long as it is held.
pub(crate) struct AnyText<T>(pub(crate) T, pub(crate) Room);

impl<T: DeserializeOwned> FromRequest<App> for AnyText<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Answer<Self> {
        let (bytes, room) = read(request, app).await?;
        Ok(AnyText(parse(&bytes)?, room))
    }
}

/// A share of the memory that the bodies of all requests may take up together; it comes back when this value goes.
pub(crate) type Room = OwnedSemaphorePermit;

/// How long a device waits when the bodies of others fill the memory.
const FULL_WAIT_MS: i64 = 1_000;

async fn read(request: Request, app: &App) -> Answer<(Vec<u8>, Room)> {
    read_up_to(request, app, BODY_LIMIT_BYTES).await
}

/// By the time a body is read here it is decompressed, so the limits count what it really is.
pub(crate) async fn read_up_to(request: Request, app: &App, limit_bytes: usize) -> Answer<(Vec<u8>, Room)> {
    let take = |bytes: usize| {
        let count = u32::try_from(bytes).map_err(|_| Failure::too_large(limit_bytes as u64))?;
        Arc::clone(app.room()).try_acquire_many_owned(count).map_err(|_| Failure::busy(FULL_WAIT_MS))
    };
    let mut room = take(0)?;
    let mut bytes = Vec::new();
    let mut pieces = request.into_body().into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|error| unreadable(error, limit_bytes))?;
        if bytes.len() + piece.len() > limit_bytes {
            return Err(Failure::too_large(limit_bytes as u64));
        }
        room.merge(take(piece.len())?);
        bytes.extend_from_slice(&piece);
    }
    Ok((bytes, room))
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Answer<T> {
    serde_json::from_slice(bytes).map_err(|error| Failure::bad(format!("the body: {error}")))
}

/// Whether JSON has an escaped NUL; a raw one is no JSON. A backslash before the escape makes it plain text.
fn has_nul(json: &[u8]) -> bool {
    let escape = b"\\u0000";
    json.windows(escape.len()).enumerate().any(|(at, window)| {
        window == escape && json[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 0
    })
}

/// Tells a body that is too long from one that broke off or was not what its encoding says.
#[expect(clippy::needless_pass_by_value, reason = "`map_err` hands it over")]
fn unreadable(error: axum::Error, limit_bytes: usize) -> Failure {
    let mut cause: Option<&dyn std::error::Error> = Some(&error);
    while let Some(error) = cause {
        if error.is::<http_body_util::LengthLimitError>() {
            return Failure::too_large(limit_bytes as u64);
        }
        cause = error.source();
    }
    Failure::bad("the body breaks off, or is not compressed as it says")
}

/// The part of the address after `?`.
pub(crate) struct Query<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Answer<Self> {
        if parts.uri.query().is_some_and(|query| query.contains("%00")) {
            return Err(Failure::bad("the query: text with a NUL character"));
        }
        match axum::extract::Query::<T>::from_request_parts(parts, state).await {
            Ok(query) => Ok(Query(query.0)),
            Err(rejection) => Err(Failure::bad(rejection.body_text())),
        }
    }
}

/// The variable parts of the path.
pub(crate) struct Path<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Answer<Self> {
        if parts.uri.path().contains("%00") {
            return Err(Failure::missing("nothing has a NUL character in its name"));
        }
        match axum::extract::Path::<T>::from_request_parts(parts, state).await {
            Ok(path) => Ok(Path(path.0)),
            Err(rejection) => Err(Failure::missing(&rejection.body_text())),
        }
    }
}

/// Reads `a,b,c`, each as JSON reads the same word; empty parts are left out.
pub(crate) fn words<T: DeserializeOwned>(name: &str, text: Option<&str>) -> Answer<Vec<T>> {
    text.unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .map(|word| {
            serde_json::from_value(serde_json::Value::String(word.to_owned()))
                .map_err(|error| Failure::bad(format!("{name}: {error}")))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::has_nul;

    #[test]
    fn a_nul_is_found_and_a_backslash_is_none() {
        assert!(has_nul(br#"{"a":"x\u0000"}"#));
        assert!(has_nul(br#"["\\\u0000"]"#));
        assert!(!has_nul(br#"["\\u0000"]"#));
        assert!(!has_nul(br#"["u0000"]"#));
    }
}
