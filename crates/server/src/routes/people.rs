//! People: found and kept through the desk's own commands.

use crate::app::App;
use crate::error::Answer;
use crate::input::{Body, Query};
use crate::signed::Signed;
use axum::Json;
use axum::extract::State;
use contract::people::{PersonCard, PersonSave};
use contract::session::Made;
use contract::wire::ErrorBody;
use serde::Deserialize;
use store::server::session;

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PeopleQuery {
    /// A part of name, address, phone or organisation.
    #[serde(default)]
    text: String,
    /// How many at most, up to 200; 50 without it.
    count: Option<i64>,
}

/// Finds people, by name.
#[utoipa::path(get, path = "/api/v1/people", tag = "people", params(PeopleQuery),
    responses((status = 200, body = Vec<PersonCard>), (status = 401, body = ErrorBody)))]
pub(crate) async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(query): Query<PeopleQuery>,
) -> Answer<Json<Vec<PersonCard>>> {
    let count = query.count.unwrap_or(50).clamp(1, 200);
    let input = serde_json::json!({ "text": query.text, "count": count });
    super::call(&app, signed, "person_search", input).await.map(Json)
}

/// Makes a person, or edits one when `person` is there. Staff sign in once they have a password.
#[utoipa::path(post, path = "/api/v1/people", tag = "people", request_body = PersonSave,
    responses(
        (status = 200, body = Made),
        (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody),
        (status = 403, description = "Only admins decide who is staff", body = ErrorBody),
        (status = 404, body = ErrorBody),
    ))]
pub(crate) async fn save(
    State(app): State<App>,
    signed: Signed,
    Body(person): Body<PersonSave>,
) -> Answer<Json<Made>> {
    let leaves = person.person.filter(|_| person.retired || !person.role.is_staff());
    let made = super::call(&app, signed, "person_save", person).await?;
    if let Some(person) = leaves {
        let tx = app.db().begin().await?;
        session::end_of(&tx, person).await?;
        tx.commit().await?;
        app.session_ended();
    }
    Ok(Json(made))
}
