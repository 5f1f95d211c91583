//! What goes wrong, as HTTP says it: a status and a `wire::ErrorBody`, never HTML and never plain text.

use axum::response::{IntoResponse, Response};
use axum::{Json, http::HeaderValue, http::StatusCode, http::header};
use contract::problem::{Code, Problem};
use contract::wire::{ErrorBody, ErrorCode};
use desk::{AcceptError, FeedError};

/// How long to wait for a database that is busy or out of reach.
const OUT_OF_REACH_WAIT_MS: i64 = 1_000;

/// An answer that is not a success.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Failure {
    status: StatusCode,
    body: ErrorBody,
}

pub(crate) type Answer<T> = Result<T, Failure>;

impl Failure {
    pub(crate) fn new(status: StatusCode, code: ErrorCode, detail: impl Into<String>) -> Self {
        Failure { status, body: ErrorBody { code, detail: detail.into(), retry_after_ms: None } }
    }

    pub(crate) fn unauthorised() -> Self {
        let detail = "the access token is missing, wrong or old; refresh it or sign in";
        Failure::new(StatusCode::UNAUTHORIZED, ErrorCode::Unauthorised, detail)
    }

    pub(crate) fn forbidden(detail: &str) -> Self {
        Failure::new(StatusCode::FORBIDDEN, ErrorCode::Forbidden, detail)
    }

    pub(crate) fn revoked() -> Self {
        let detail = "an admin signed this device out for good; hand over what waits and destroy the copy";
        Failure::new(StatusCode::FORBIDDEN, ErrorCode::DeviceRevoked, detail)
    }

    pub(crate) fn missing(detail: &str) -> Self {
        Failure::new(StatusCode::NOT_FOUND, ErrorCode::NotFound, detail)
    }

    pub(crate) fn bad(detail: impl Into<String>) -> Self {
        Failure::new(StatusCode::BAD_REQUEST, ErrorCode::BadRequest, detail)
    }

    pub(crate) fn too_large(limit_bytes: u64) -> Self {
        let detail = format!("more than {limit_bytes} bytes, counted after decompression");
        Failure::new(StatusCode::PAYLOAD_TOO_LARGE, ErrorCode::TooLarge, detail)
    }

    pub(crate) fn conflict(detail: impl Into<String>) -> Self {
        Failure::new(StatusCode::CONFLICT, ErrorCode::Conflict, detail)
    }

    pub(crate) fn wait(status: StatusCode, code: ErrorCode, detail: &str, wait_ms: i64) -> Self {
        let mut failure = Failure::new(status, code, detail);
        failure.body.retry_after_ms = Some(wait_ms);
        failure
    }

    /// More is asked than can be done at once; nothing of it was begun.
    pub(crate) fn busy(wait_ms: i64) -> Self {
        let detail = "the server has more to do than it can keep waiting; try again";
        Failure::wait(StatusCode::SERVICE_UNAVAILABLE, ErrorCode::Busy, detail, wait_ms)
    }

    /// What a status says when whatever answered said nothing that a program could read.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        let (code, detail) = match status.as_u16() {
            401 => (ErrorCode::Unauthorised, "sign in"),
            403 => (ErrorCode::Forbidden, "not allowed"),
            404 => (ErrorCode::NotFound, "there is no such route; see /api/openapi.json"),
            405 => (ErrorCode::BadRequest, "this route does not know this method; see /api/openapi.json"),
            408 => (ErrorCode::Internal, "it took too long; try again"),
            413 => (ErrorCode::TooLarge, "the body is too large"),
            415 => (ErrorCode::BadRequest, "the content encoding is none of zstd, gzip and identity"),
            status if status < 500 => (ErrorCode::BadRequest, "the request is not understood"),
            _ => (ErrorCode::Internal, "a fault of the server; its log says more"),
        };
        Failure::new(status, code, detail)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let retry_after_s = self.body.retry_after_ms.map(|ms| ms.div_euclid(1000) + 1);
        let unauthorised = self.status == StatusCode::UNAUTHORIZED;
        let mut response = (self.status, Json(self.body)).into_response();
        let headers = response.headers_mut();
        if let Some(seconds) = retry_after_s {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if unauthorised {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        if store::trouble::is_disk_full(&error) {
            tracing::error!("The disk is full");
            return Failure::new(StatusCode::INSUFFICIENT_STORAGE, ErrorCode::Internal, "the disk is full");
        }
        tracing::error!(error = format!("{error:#}"), "A request failed");
        if store::trouble::is_passing(&error) && !store::trouble::is_read_only(&error) {
            return Failure::busy(OUT_OF_REACH_WAIT_MS);
        }
        Failure::of_status(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        let (status, code) = match problem.code {
            Code::Forbidden => (StatusCode::FORBIDDEN, ErrorCode::Forbidden),
            Code::DeviceRevoked => (StatusCode::FORBIDDEN, ErrorCode::DeviceRevoked),
            Code::Missing => (StatusCode::NOT_FOUND, ErrorCode::NotFound),
            Code::Gone => (StatusCode::GONE, ErrorCode::NotFound),
            Code::AlreadyThere | Code::Transition | Code::NothingToUndo | Code::AlreadySent | Code::Stale => {
                (StatusCode::CONFLICT, ErrorCode::Conflict)
            }
            Code::Invalid
            | Code::PriorityReason
            | Code::Urgent
            | Code::Limit
            | Code::Placeholders
            | Code::Fields
            | Code::BadInput => (StatusCode::BAD_REQUEST, ErrorCode::BadRequest),
            Code::SignIn => (StatusCode::UNAUTHORIZED, ErrorCode::Unauthorised),
            Code::WrongPassword => (StatusCode::UNAUTHORIZED, ErrorCode::WrongPassword),
            Code::TooManyTries => (StatusCode::TOO_MANY_REQUESTS, ErrorCode::TooManyTries),
            Code::Upgrade => (StatusCode::UPGRADE_REQUIRED, ErrorCode::Upgrade),
            Code::DiskFull | Code::DiskFailing => (StatusCode::INSUFFICIENT_STORAGE, ErrorCode::Internal),
            Code::Busy => (StatusCode::SERVICE_UNAVAILABLE, ErrorCode::Busy),
            Code::NoDesk
            | Code::Locked
            | Code::WrongKey
            | Code::NoKeyring
            | Code::FolderInUse
            | Code::ReadOnly
            | Code::NewerSchema
            | Code::ForeignFile
            | Code::Offline
            | Code::BadServer
            | Code::Cancelled
            | Code::Internal => (StatusCode::INTERNAL_SERVER_ERROR, ErrorCode::Internal),
        };
        if status == StatusCode::INTERNAL_SERVER_ERROR {
            // What broke is in the log; a stranger learns nothing about tables and paths.
            return Failure::of_status(status);
        }
        Failure::new(status, code, problem.message)
    }
}

impl From<desk::Fault> for Failure {
    fn from(fault: desk::Fault) -> Self {
        match fault {
            desk::Fault::Broken(error) => error.into(),
            fault @ (desk::Fault::Refused(_) | desk::Fault::Problem(_)) => Problem::from(fault).into(),
        }
    }
}

impl From<FeedError> for Failure {
    fn from(error: FeedError) -> Self {
        match error {
            FeedError::Expired => Failure::new(StatusCode::GONE, ErrorCode::CursorExpired, error.to_string()),
            FeedError::NotStaff => Failure::forbidden(&error.to_string()),
            FeedError::Broken(error) => error.into(),
        }
    }
}

impl From<AcceptError> for Failure {
    fn from(error: AcceptError) -> Self {
        match error {
            AcceptError::Forked(_) => Failure::new(
                StatusCode::CONFLICT,
                ErrorCode::DeviceForked,
                "this number was used with other content: the desk is a copy of another",
            ),
            AcceptError::Gap { expected } => {
                Failure::new(StatusCode::CONFLICT, ErrorCode::Gap, format!("expected {expected}"))
            }
            AcceptError::NotStaff => Failure::forbidden("only staff work on the desk"),
            AcceptError::Busy { retry_after_ms } => Failure::busy(retry_after_ms),
            AcceptError::Broken(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_line_says_when_to_come_back() {
        let response = Failure::from(AcceptError::Busy { retry_after_ms: 2_000 }).into_response();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers()[header::RETRY_AFTER], "3");
    }
}
