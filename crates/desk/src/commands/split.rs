//! Splitting a ticket: messages that are about something else begin a ticket of their own, and stay where they are.

use crate::crowd::Crowd;
use crate::desk::Desk;
use crate::fault::Fault;
use contract::merge::TicketSplit;
use contract::session::Made;
use domain::ids::{MessageId, PersonId, TicketId};
use domain::message::{Attachment, Link, Message, MessageKind, Relation};
use domain::record::Kind;
use domain::refusal::Refusal;
use domain::split::{Said, split};
use domain::ticket::Ticket;
use std::collections::{BTreeMap, BTreeSet};

/// Makes a ticket of messages; both tickets say so, and one undo takes all of it back.
pub(crate) async fn ticket_split(desk: &Desk, me: PersonId, input: TicketSplit) -> Result<Made, Fault> {
    if input.messages.is_empty() {
        return Err(Refusal::invalid("messages", "name at least one").into());
    }
    let mut acting = desk.act(me).await?;
    let now = acting.door.now;
    let old: Ticket = acting.door.need(Kind::Ticket, input.ticket.0).await?.read()?;
    let mut messages = Vec::new();
    for id in &input.messages {
        let message: Message = acting.door.need(Kind::Message, id.0).await?.read()?;
        if message.ticket != input.ticket {
            return Err(Refusal::invalid("messages", "belongs to another ticket").into());
        }
        messages.push((*id, message));
    }
    messages.sort_by_key(|(_, message)| message.at);
    let public: BTreeSet<MessageId> = messages
        .iter()
        .filter(|(_, message)| message.kind == MessageKind::Reply)
        .map(|(id, _)| *id)
        .collect();
    let noted: Vec<MessageId> =
        messages.iter().map(|(id, _)| *id).filter(|id| !public.contains(id)).collect();
    let authors: Vec<_> = messages.iter().map(|(_, message)| message.author.0).collect();
    let people = store::people::get_many(&acting.door.tx, &authors).await?;
    let schedule = acting.door.rules.clockwork.schedule();
    let said: Vec<Said> = messages
        .into_iter()
        .map(|(_, message)| Said {
            kind: message.kind,
            by: people.get(&message.author.0).map(|person| person.name.clone()).unwrap_or_default(),
            when: schedule.date(message.at).to_string(),
            body: message.body,
        })
        .collect();
    let id = TicketId(desk.inner.ids.next());
    let (mut new, notes) = split(&old, &said, now);
    new.created_by = Some(me);
    new.provisional = acting.provisional(id).await?;
    acting.crowd = Crowd::excused();
    acting.create(id.0, Some(id.0), &new).await?;
    let note = |ticket: TicketId, body: String| Message::of_agent(ticket, MessageKind::Note, me, body, now);
    // Where it comes from, first of all, without a word that only one language has.
    let origin = format!("← {} {}", old.label(), old.subject);
    acting.create(desk.inner.ids.next(), Some(id.0), &note(id, origin)).await?;
    // What was public stands in the description, whose files are those of no message.
    let mut places: BTreeMap<MessageId, Option<MessageId>> = public.iter().map(|id| (*id, None)).collect();
    for (old, body) in noted.into_iter().zip(notes) {
        let new = desk.inner.ids.next();
        acting.create(new, Some(id.0), &note(id, body)).await?;
        places.insert(old, Some(MessageId(new)));
    }
    for record in store::records::of_ticket(&acting.door.tx, input.ticket.0, Kind::Attachment).await? {
        let file: Attachment = record.read()?;
        let place = file.message.and_then(|message| places.get(&message).copied());
        if let Some(message) = place.filter(|_| !record.deleted) {
            // The same bytes once more: they are kept by their hash.
            let copy = Attachment { ticket: id, message, visit: None, ..file };
            acting.create(desk.inner.ids.next(), Some(id.0), &copy).await?;
        }
    }
    // The link tells it in the history of the old one, and the number there is always that of today.
    let link = Link { ticket: input.ticket, other: id, relation: Relation::Related };
    acting.create(desk.inner.ids.next(), Some(input.ticket.0), &link).await?;
    let label = format!("Split {} off {}", new.subject, old.label());
    acting.commit(&label).await?;
    Ok(Made { id: id.to_string(), label })
}
