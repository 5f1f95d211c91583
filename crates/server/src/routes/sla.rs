//! How well targets are met, for scripts and reports: the desk's own count, as windows show it.

use crate::app::App;
use crate::error::Answer;
use crate::input::{Query, words};
use crate::signed::Signed;
use axum::Json;
use axum::extract::State;
use contract::sla::{AttainmentQuery, AttainmentView};
use contract::wire::ErrorBody;
use domain::time::Timestamp;
use serde::Deserialize;

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ScoreQuery {
    /// The first instant that counts, in Unix milliseconds.
    from: i64,
    /// The first instant that does not count any more.
    to: i64,
    /// What rows are grouped by, separated by commas: team, priority, policy, day, week, month.
    by: Option<String>,
    /// Ids of teams.
    team: Option<String>,
    /// low, normal, high, urgent.
    priority: Option<String>,
}

/// Counts the cycles that were met, missed, superseded and cancelled in a range of time.
#[utoipa::path(get, path = "/api/v1/sla/attainment", tag = "sla", params(ScoreQuery),
    responses((status = 200, body = AttainmentView), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody)))]
pub(crate) async fn attainment(
    State(app): State<App>,
    signed: Signed,
    Query(query): Query<ScoreQuery>,
) -> Answer<Json<AttainmentView>> {
    let query = AttainmentQuery {
        from: Timestamp(query.from),
        to: Timestamp(query.to),
        by: words("by", query.by.as_deref())?,
        teams: words("team", query.team.as_deref())?,
        priorities: words("priority", query.priority.as_deref())?,
    };
    super::call(&app, signed, "sla_attainment", query).await.map(Json)
}
