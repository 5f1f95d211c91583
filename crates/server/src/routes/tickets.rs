//! Tickets for scripts and integrations: every rule is the desk's, through the commands that windows use.

use crate::app::App;
use crate::error::{Answer, Failure};
use crate::input::{Body, Path, Query, words};
use crate::signed::Signed;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use connectors::html::Enclosed;
use contract::message::MessageAdd;
use contract::session::{Done, Made};
use contract::ticket::{
    Filter, RowPage, RowView, SortKey, ThreadPage, TicketNew, TicketQuery, TicketSet, TicketView,
};
use contract::wire::ErrorBody;
use domain::ids::{AttachmentId, OrganisationId, PersonId, TicketId};
use domain::message::{MessageKind, Side};
use domain::status::StatusKey;
use domain::time::Timestamp;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListQuery {
    /// Words in subject, description, thread, number or requester.
    text: String,
    /// Keys of statuses, separated by commas.
    status: Option<String>,
    /// Categories of statuses: new, open, waiting, on_hold, resolved, closed.
    category: Option<String>,
    /// low, normal, high, urgent, as the desk names them.
    priority: Option<String>,
    /// Ids of teams.
    team: Option<String>,
    /// Ids of people.
    assignee: Option<String>,
    /// Only tickets that nobody owns.
    unassigned: bool,
    requester: Option<PersonId>,
    organisation: Option<OrganisationId>,
    tag: Option<String>,
    /// What fields of the desk hold, as FIELD=VALUE and separated by commas: `where=device=laptop,device=tablet`. Any of
    /// what is named of one field, for each field that is; without a value, those that hold nothing.
    r#where: Option<String>,
    /// Only tickets with a clock in one of these states: breached, at_risk.
    clock: Option<String>,
    /// Keys of fields that this desk added, separated by commas; each row tells what they hold.
    field: Option<String>,
    sort: SortKey,
    descending: bool,
    /// How many to leave out before the first.
    from: i64,
    /// How many at most, up to 200; 50 without it.
    count: Option<i64>,
}

impl ListQuery {
    fn query(self) -> Answer<TicketQuery> {
        Ok(TicketQuery {
            filter: Filter {
                cut: None,
                text: self.text,
                statuses: words("status", self.status.as_deref())?,
                categories: words("category", self.category.as_deref())?,
                priorities: words("priority", self.priority.as_deref())?,
                teams: words("team", self.team.as_deref())?,
                assignees: words("assignee", self.assignee.as_deref())?,
                unassigned: self.unassigned,
                requester: self.requester,
                organisation: self.organisation,
                tags: words("tag", self.tag.as_deref())?,
                fields: words("where", self.r#where.as_deref())?,
                clocks: words("clock", self.clock.as_deref())?,
                ..Filter::default()
            },
            sort: self.sort,
            descending: self.descending,
            from: self.from.max(0),
            count: self.count.unwrap_or(50).clamp(1, 200),
            fields: words("field", self.field.as_deref())?,
            ..TicketQuery::default()
        })
    }
}

/// Lists tickets, the next clock to run out first.
#[utoipa::path(get, path = "/api/v1/tickets", tag = "tickets", params(ListQuery),
    responses((status = 200, body = RowPage), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody)))]
pub(crate) async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(query): Query<ListQuery>,
) -> Answer<Json<RowPage>> {
    super::call(&app, signed, "ticket_list", query.query()?).await.map(Json)
}

/// Makes a ticket; `fields` takes any field of the answer of `GET` by its name.
#[utoipa::path(post, path = "/api/v1/tickets", tag = "tickets", request_body = TicketNew,
    responses(
        (status = 201, body = Made, headers(("location" = String, description = "Where the ticket is"))),
        (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
    ))]
pub(crate) async fn create(
    State(app): State<App>,
    signed: Signed,
    Body(ticket): Body<TicketNew>,
) -> Answer<Response> {
    let made: Made = super::call(&app, signed, "ticket_new", ticket).await?;
    let location =
        HeaderValue::from_str(&format!("/api/v1/tickets/{}", made.id)).map_err(anyhow::Error::new)?;
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(made)).into_response())
}

/// Shows a ticket, by its id or by its number as people write it (`1042`, `L-7`).
#[utoipa::path(get, path = "/api/v1/tickets/{id}", tag = "tickets",
    params(("id" = String, Path, description = "Id or number")),
    responses((status = 200, body = TicketView), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub(crate) async fn show(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
) -> Answer<Json<TicketView>> {
    let ticket = find(&app, signed, &id).await?;
    super::call(&app, signed, "ticket_get", serde_json::json!({ "ticket": ticket })).await.map(Json)
}

/// New values for fields of a ticket; what is not named stays.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TicketEdit {
    /// Values by the names of `TicketView` (`category_id` is `category`), null to clear.
    #[serde(default)]
    fields: BTreeMap<String, serde_json::Value>,
    #[serde(default)]
    add_tags: Vec<String>,
    #[serde(default)]
    remove_tags: Vec<String>,
}

/// Edits a ticket.
#[utoipa::path(patch, path = "/api/v1/tickets/{id}", tag = "tickets", request_body = TicketEdit,
    params(("id" = String, Path, description = "Id or number")),
    responses(
        (status = 200, body = Done), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody),
        (status = 409, description = "The workflow does not allow this step", body = ErrorBody),
    ))]
pub(crate) async fn edit(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
    Body(edit): Body<TicketEdit>,
) -> Answer<Json<Done>> {
    let ticket = find(&app, signed, &id).await?;
    let set = TicketSet {
        tickets: vec![ticket],
        fields: edit.fields,
        add_tags: edit.add_tags,
        remove_tags: edit.remove_tags,
        ..TicketSet::default()
    };
    super::call(&app, signed, "ticket_set", set).await.map(Json)
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ThreadQuery {
    /// Only what came before this instant, in Unix milliseconds; without it, the newest page.
    before: Option<i64>,
    /// How many entries at most, up to 200; 50 without it.
    count: Option<i64>,
}

/// Shows a page of a ticket's thread, oldest first.
#[utoipa::path(get, path = "/api/v1/tickets/{id}/messages", tag = "tickets",
    params(("id" = String, Path, description = "Id or number"), ThreadQuery),
    responses((status = 200, body = ThreadPage), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub(crate) async fn thread(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
    Query(query): Query<ThreadQuery>,
) -> Answer<Json<ThreadPage>> {
    let ticket = find(&app, signed, &id).await?;
    let get = contract::ticket::ThreadGet {
        ticket,
        before: query.before.map(Timestamp),
        count: query.count.unwrap_or(50).clamp(1, 200),
    };
    super::call(&app, signed, "ticket_thread", get).await.map(Json)
}

/// What the text of a message is written in.
#[derive(Debug, Default, Clone, Copy, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Format {
    #[default]
    Markdown,
    Html,
}

/// A public reply, an internal note, or what the requester said.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewMessage {
    kind: MessageKind,
    /// `requester` for what the requester said to whoever writes it down: a reply that is sent to nobody.
    #[serde(default)]
    side: Side,
    /// Markdown, or what `format` says.
    body: String,
    /// `html` for what came in a mail: it is kept as Markdown, without scripts, styles, pictures and hidden text.
    #[serde(default)]
    format: Format,
    /// Also put the ticket into this status.
    #[serde(default)]
    status: Option<StatusKey>,
    #[serde(default)]
    attachments: Vec<AttachmentId>,
}

/// Writes into a ticket's thread.
#[utoipa::path(post, path = "/api/v1/tickets/{id}/messages", tag = "tickets", request_body = NewMessage,
    params(("id" = String, Path, description = "Id or number")),
    responses(
        (status = 201, body = Done), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody),
    ))]
pub(crate) async fn write(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
    Body(message): Body<NewMessage>,
) -> Answer<(StatusCode, Json<Done>)> {
    let ticket = find(&app, signed, &id).await?;
    let add = MessageAdd {
        ticket,
        kind: message.kind,
        side: message.side,
        body: match message.format {
            Format::Markdown => message.body,
            Format::Html => connectors::html::markdown(&message.body, &Enclosed::new()).text,
        },
        status: message.status,
        attachments: message.attachments,
        sign: false,
        tells_estimated: false,
        // A program writes what it means: there is nobody to ask.
        placeholders_meant: true,
        fill: BTreeMap::new(),
    };
    let done = super::call(&app, signed, "message_add", add).await?;
    Ok((StatusCode::CREATED, Json(done)))
}

/// Finds which ticket an address names.
async fn find(app: &App, signed: Signed, id: &str) -> Answer<TicketId> {
    if let Ok(ticket) = id.parse() {
        return Ok(ticket);
    }
    let input = serde_json::json!({ "number": id });
    let row: Option<RowView> = super::call(app, signed, "ticket_find", input).await?;
    row.map(|row| row.id).ok_or_else(|| Failure::missing("there is no such ticket"))
}
