//! Public replies that wait for a person: sent after all, rewritten, or withdrawn.

use super::done;
use crate::change::Acting;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::views::label;
use contract::commands::Tag;
use contract::session::{Done, Empty};
use contract::sync::{HeldView, MessagePick, MessageRelease};
use domain::access::Who;
use domain::ids::{MessageId, PersonId};
use domain::message::Message;
use domain::person::Role;
use domain::record::Kind;
use domain::refusal::Refusal;
use domain::ticket::Ticket;
use std::collections::BTreeSet;
use uuid::Uuid;

pub(crate) async fn held_list(desk: &Desk, me: PersonId, _: Empty) -> Result<Vec<HeldView>, Fault> {
    let db = &desk.inner.db;
    let manages = desk.staff(me).is_some_and(|person| !person.retired && person.role >= Role::Manager);
    let mut waiting = Vec::new();
    for record in store::records::held(db).await? {
        waiting.push((MessageId(record.id), record.read::<Message>()?));
    }
    let tickets: BTreeSet<Uuid> = waiting.iter().map(|(_, message)| message.ticket.0).collect();
    let tickets = store::tickets::get_many(db, &tickets.into_iter().collect::<Vec<_>>()).await?;
    let people: BTreeSet<Uuid> = waiting.iter().map(|(_, message)| message.author.0).collect();
    let people = store::people::get_many(db, &people.into_iter().collect::<Vec<_>>()).await?;
    let mut views = Vec::new();
    for (id, message) in waiting {
        let (Some(held), None) = (message.held, message.delivered_at) else { continue };
        let ticket = message.ticket;
        let row = tickets.get(&ticket.0);
        let author = people.get(&message.author.0).map(|person| person.name.clone());
        views.push(HeldView {
            message: id,
            ticket,
            number: row.map(label),
            subject: row.map(|row| row.subject.clone()),
            author_name: author.unwrap_or_else(|| "Somebody".to_owned()),
            body: message.body,
            at: message.at,
            since: held.since,
            reason: held.reason,
            may_decide: manages || message.author == me,
            released: message.released,
        });
    }
    views.sort_by_key(|view| (view.since, view.message));
    Ok(views)
}

/// Sends a reply that waited, as it was written or with another text. If the conversation went on once more, it waits
/// again.
pub(crate) async fn message_release(desk: &Desk, me: PersonId, input: MessageRelease) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    waiting(&mut acting, input.message, me).await?;
    acting
        .edit::<Message>(input.message.0, |message, _| {
            message.released = true;
            if let Some(body) = input.body {
                message.body = body.trim_end().to_owned();
            }
            Ok(())
        })
        .await?;
    acting.commit_plain().await?;
    Ok(Done::default())
}

/// Takes back a reply that waits; its text goes back to where its author writes.
pub(crate) async fn message_withdraw(desk: &Desk, me: PersonId, input: MessagePick) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    let message = waiting(&mut acting, input.message, me).await?;
    acting.delete(Kind::Message, input.message.0).await?;
    if message.tells.is_some() {
        acting
            .edit::<Ticket>(message.ticket.0, |ticket, _| {
                if ticket.estimated_told == message.tells {
                    ticket.estimated_told = None;
                }
                Ok(())
            })
            .await?;
    }
    let (tx, now) = (&acting.door.tx, acting.door.now);
    if message.author == me && store::state::draft(tx, message.ticket.0, "reply").await?.is_none() {
        store::state::put_draft(tx, message.ticket.0, "reply", &message.body, now).await?;
    }
    acting.commit("Withdrew a reply").await?;
    desk.announce([Tag::Drafts]);
    Ok(done("Withdrew a reply"))
}

/// The message, if it waits and this person may decide about it.
async fn waiting(acting: &mut Acting<'_>, id: MessageId, me: PersonId) -> Result<Message, Fault> {
    let message: Message = acting.door.need(Kind::Message, id.0).await?.read()?;
    if message.held.is_none() || message.delivered_at.is_some() {
        return Err(Refusal::invalid("message", "it does not wait").into());
    }
    let Who { role, .. } = acting.who;
    if message.author != me && role < Role::Manager {
        return Err(
            Refusal::Forbidden("authors and managers decide about replies that wait".to_owned()).into()
        );
    }
    Ok(message)
}
