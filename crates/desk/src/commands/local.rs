//! What belongs to this person at this computer: session, drafts, preferences, undo.

use crate::desk::{Desk, Seat};
use crate::fault::Fault;
use contract::commands::Tag;
use contract::draft::{DraftPick, DraftPut};
use contract::people::{PreferencePick, PreferencePut};
use contract::problem::{Code, Problem};
use contract::session::{Done, Empty, Mode, SessionView};
use contract::ticket::UndoView;
use domain::ids::{PersonId, TicketId};
use domain::person::Role;
use uuid::Uuid;

pub(crate) async fn session_get(desk: &Desk, me: PersonId, _: Empty) -> Result<SessionView, Fault> {
    let person = desk.staff(me).ok_or_else(|| {
        Problem::new(Code::SignIn, "You are not one of this desk's staff any more. Nothing is lost.")
    })?;
    let db = &desk.inner.db;
    let sample = store::state::get::<bool>(db, "sample").await?.unwrap_or(false);
    let (mode, device) = match desk.seat() {
        Seat::Device { device, connected: true } => (Mode::Connected, device.to_string()),
        Seat::Device { device, connected: false } => {
            (if sample { Mode::Sample } else { Mode::Local }, device.to_string())
        }
        Seat::Server => (Mode::Connected, String::new()),
    };
    Ok(SessionView {
        me,
        name: person.name,
        email: person.email,
        role: person.role,
        mode,
        server: store::state::get(db, "server").await?,
        device,
        may_configure: person.role == Role::Admin,
        may_manage: person.role >= Role::Manager,
    })
}

pub(crate) async fn draft_get(desk: &Desk, _: PersonId, input: DraftPick) -> Result<Option<String>, Fault> {
    let ticket = input.ticket.map_or(Uuid::nil(), |id| id.0);
    Ok(store::state::draft(&desk.inner.db, ticket, &input.kind).await?)
}

pub(crate) async fn draft_tickets(desk: &Desk, _: PersonId, _: Empty) -> Result<Vec<TicketId>, Fault> {
    Ok(store::state::drafted(&desk.inner.db).await?.into_iter().map(TicketId).collect())
}

pub(crate) async fn draft_put(desk: &Desk, _: PersonId, input: DraftPut) -> Result<Done, Fault> {
    let ticket = input.ticket.map_or(Uuid::nil(), |id| id.0);
    let _turn = desk.inner.turn.lock().await;
    let tx = desk.inner.db.begin().await?;
    if let Some(before) = &input.before
        && store::state::draft(&tx, ticket, &input.kind).await?.unwrap_or_default() != *before
    {
        return Err(Problem::new(Code::Stale, "Another window has changed this draft; read it again.").into());
    }
    store::state::put_draft(&tx, ticket, &input.kind, &input.body, desk.inner.clock.now()).await?;
    tx.commit().await?;
    desk.announce([Tag::Drafts]);
    Ok(Done::default())
}

pub(crate) async fn preference_get(
    desk: &Desk,
    _: PersonId,
    input: PreferencePick,
) -> Result<Option<serde_json::Value>, Fault> {
    Ok(store::state::get(&desk.inner.db, &format!("preference:{}", input.name)).await?)
}

pub(crate) async fn preference_put(desk: &Desk, _: PersonId, input: PreferencePut) -> Result<Done, Fault> {
    let _turn = desk.inner.turn.lock().await;
    let tx = desk.inner.db.begin().await?;
    store::state::put(&tx, &format!("preference:{}", input.name), &input.value).await?;
    tx.commit().await?;
    desk.announce([Tag::Preferences]);
    Ok(Done::default())
}

pub(crate) async fn undo_peek(desk: &Desk, _: PersonId, _: Empty) -> Result<UndoView, Fault> {
    Ok(desk.undo_peek())
}

pub(crate) async fn undo(desk: &Desk, me: PersonId, input: Empty) -> Result<Done, Fault> {
    desk.undo(me, input).await
}

pub(crate) async fn redo(desk: &Desk, me: PersonId, input: Empty) -> Result<Done, Fault> {
    desk.redo(me, input).await
}
