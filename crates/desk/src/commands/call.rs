//! Telephone calls: kept in one go, so that a call is there with its notes and its time, or still a draft.

use super::ticket::{made, open};
use crate::desk::Desk;
use crate::fault::Fault;
use contract::call::{CallAbout, CallSave};
use contract::commands::Tag;
use contract::session::Made;
use domain::ids::PersonId;
use domain::message::{Message, MessageKind, TimeEntry};
use domain::record::Kind;
use domain::ticket::Ticket;
use uuid::Uuid;

pub(crate) async fn call_save(desk: &Desk, me: PersonId, input: CallSave) -> Result<Made, Fault> {
    let mut acting = desk.act(me).await?;
    let (ticket, value) = match input.about {
        CallAbout::New(new) => open(desk, &mut acting, me, new).await?,
        CallAbout::Ticket(ticket) => {
            let value: Ticket = acting.door.need(Kind::Ticket, ticket.0).await?.read()?;
            (ticket, value)
        }
    };
    let at = acting.door.now;
    let body = input.notes.trim().to_owned();
    if !body.is_empty() {
        let note = Message::of_agent(ticket, MessageKind::Note, me, body, at);
        acting.create(desk.inner.ids.next(), Some(ticket.0), &note).await?;
    }
    let entry = TimeEntry { ticket, author: me, seconds: input.seconds, at, note: None, visit: None };
    acting.create(desk.inner.ids.next(), Some(ticket.0), &entry).await?;
    store::state::put_draft(&acting.door.tx, Uuid::nil(), "call", "", at).await?;
    acting.door.tags.insert(Tag::Drafts);
    let committed = acting.commit(&format!("Kept the call about {}", value.subject)).await?;
    made(desk, &committed, ticket, &value).await
}
