//! The server's description of itself, made from the routes and the types that they really use.

use crate::routes;
use axum::Json;
use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

#[derive(OpenApi)]
#[openapi(
    info(title = "Tern", description = "An offline-first help desk: tickets for scripts, sync for desks."),
    paths(
        routes::session::sign_in, routes::session::refresh, routes::session::sign_out, routes::session::me,
        routes::session::change_password,
        routes::people::list, routes::people::save,
        routes::tickets::list, routes::tickets::create, routes::tickets::show, routes::tickets::edit,
        routes::tickets::thread, routes::tickets::write,
        routes::sla::attainment,
        routes::sync::hello, routes::sync::push, routes::sync::pull,
        routes::sync::snapshot, routes::sync::digest, routes::events::listen, routes::events::poll,
        routes::devices::rekey, routes::presence::say,
        routes::devices::list, routes::devices::revoke, routes::devices::take_over,
        routes::devices::kept, routes::devices::apply, routes::devices::discard,
        routes::blobs::look, routes::blobs::get,
        routes::uploads::begin, routes::uploads::look, routes::uploads::take,
        routes::health::live, routes::health::ready, show,
    ),
    // Only queries name it, which the derive does not follow.
    components(schemas(contract::ticket::SortKey)),
    modifiers(&Bearer),
    security(("bearer" = [])),
)]
struct Api;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut Document) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(scheme));
    }
}

/// Returns the whole description.
pub fn document() -> Document {
    Api::openapi()
}

/// Describes every route of this server.
#[utoipa::path(get, path = "/api/openapi.json", tag = "health", security(()),
    responses((status = 200, description = "OpenAPI", content_type = "application/json", body = Object)))]
pub(crate) async fn show() -> Json<Document> {
    Json(document())
}
