//! Whether the server lives, and whether it can work.

use crate::app::App;
use crate::error::{Answer, Failure};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::wire::{ErrorBody, ErrorCode};
use serde::Serialize;

#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct Health {
    #[schema(value_type = String)]
    status: &'static str,
    #[schema(value_type = String)]
    version: &'static str,
}

const FINE: Health = Health { status: "ok", version: env!("CARGO_PKG_VERSION") };

/// The process answers.
#[utoipa::path(get, path = "/health", tag = "health", security(()), responses((status = 200, body = Health)))]
pub(crate) async fn live() -> Json<Health> {
    Json(FINE)
}

/// The database answers as well.
#[utoipa::path(get, path = "/health/ready", tag = "health", security(()),
    responses((status = 200, body = Health), (status = 503, body = ErrorBody)))]
pub(crate) async fn ready(State(app): State<App>) -> Answer<Json<Health>> {
    match store::state::head(app.db()).await {
        Ok(Some(_)) => Ok(Json(FINE)),
        Ok(None) => Err(not_ready("the database has no history yet")),
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "The database does not answer");
            Err(not_ready("the database does not answer"))
        }
    }
}

fn not_ready(detail: &str) -> Failure {
    Failure::wait(StatusCode::SERVICE_UNAVAILABLE, ErrorCode::Internal, detail, 5_000)
}
