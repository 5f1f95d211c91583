//! Splitting a ticket: messages that are about something else begin a ticket of their own, and stay where they are.

use crate::crowd::Crowd;
use crate::desk::Desk;
use crate::fault::Fault;
use contract::merge::TicketSplit;
use contract::session::Made;
use domain::ids::{PersonId, TicketId};
use domain::message::{Link, Message, MessageKind, Relation};
use domain::record::Kind;
use domain::refusal::Refusal;
use domain::split::{Said, split};
use domain::ticket::Ticket;

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
        messages.push(message);
    }
    messages.sort_by_key(|message| message.at);
    let authors: Vec<_> = messages.iter().map(|message| message.author.0).collect();
    let people = store::people::get_many(&acting.door.tx, &authors).await?;
    let schedule = acting.door.rules.clockwork.schedule();
    let said: Vec<Said> = messages
        .into_iter()
        .map(|message| Said {
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
    for body in std::iter::once(origin).chain(notes) {
        acting.create(desk.inner.ids.next(), Some(id.0), &note(id, body)).await?;
    }
    // The link tells it in the history of the old one, and the number there is always that of today.
    let link = Link { ticket: input.ticket, other: id, relation: Relation::Related };
    acting.create(desk.inner.ids.next(), Some(input.ticket.0), &link).await?;
    let label = format!("Split {} off {}", new.subject, old.label());
    acting.commit(&label).await?;
    Ok(Made { id: id.to_string(), label })
}
