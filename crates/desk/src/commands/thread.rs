//! The thread of a ticket: what was said and what happened, oldest first, and what of it is new to whoever asks.

use super::ticket_view::{attachments, ref_of, ticket_history};
use crate::desk::{Desk, Seat};
use crate::fault::Fault;
use contract::board::Mark;
use contract::merge::{MergedRequest, TicketRef};
use contract::message::MessageView;
use contract::ticket::{AttachmentView, HistoryWhat, ThreadEntry, ThreadGet, ThreadPage, TicketGet};
use domain::ids::{MessageId, PersonId};
use domain::message::Message;
use domain::person::{SYSTEM_NAME, system_id};
use domain::record::Kind;
use domain::time::Timestamp;
use std::collections::BTreeMap;
use uuid::Uuid;

/// No page has more entries.
const MOST: i64 = 1_000;

pub(crate) async fn ticket_thread(desk: &Desk, me: PersonId, input: ThreadGet) -> Result<ThreadPage, Fault> {
    let db = &desk.inner.db;
    let id = input.ticket;
    let history = ticket_history(desk, me, TicketGet { ticket: id }).await?;
    let family = desk.merged_family(me, id).await?;
    let mut messages = Vec::new();
    let mut authors: Vec<Uuid> = Vec::new();
    let mut read: Vec<(MessageId, Message, Option<TicketRef>)> = Vec::new();
    let merged = family.iter().map(|(id, ticket)| (*id, Some(ref_of(*id, ticket))));
    for (ticket, from) in std::iter::once((id, None)).chain(merged) {
        for record in store::records::of_ticket(db, ticket.0, Kind::Message).await? {
            let message: Message = record.read()?;
            authors.push(message.author.0);
            authors.extend(message.entered_by.map(|by| by.0));
            read.push((MessageId(record.id), message, from.clone()));
            messages.push(record.id);
        }
    }
    authors.extend(family.iter().filter_map(|(_, ticket)| ticket.requester).map(|id| id.0));
    authors.sort_unstable();
    authors.dedup();
    let people = store::people::get_many(db, &authors).await?;
    let mut files: BTreeMap<MessageId, Vec<AttachmentView>> = BTreeMap::new();
    for ticket in std::iter::once(id).chain(family.iter().map(|(id, _)| *id)) {
        for view in attachments(desk, ticket).await? {
            if let Some(message) = view.message {
                files.entry(message).or_default().push(view);
            }
        }
    }
    // A server does not know what anybody has read.
    let reads = desk.inner.seat() != Seat::Server;
    let waiting = store::outbox::over(db, Kind::Message, &messages).await?;
    let mut entries: Vec<(Timestamp, ThreadEntry)> = Vec::new();
    for (message_id, message, from) in read {
        let mark = if !desk.inner.is_final() && waiting.contains_key(&message_id.0) {
            Mark::Pending
        } else {
            Mark::Synced
        };
        let view = MessageView {
            id: message_id,
            kind: message.kind,
            side: message.side,
            author: message.author,
            author_name: match people.get(&message.author.0) {
                Some(person) => person.name.clone(),
                None if message.author == system_id() => SYSTEM_NAME.to_owned(),
                None => "Somebody".to_owned(),
            },
            entered_by: message
                .entered_by
                .map(|by| people.get(&by.0).map_or("Somebody".to_owned(), |person| person.name.clone())),
            body: message.body,
            at: message.at,
            delivered_at: message.delivered_at,
            heard_at: (reads && message.author != me && message.entered_by != Some(me))
                .then_some(message.delivered_at.unwrap_or(message.at)),
            attachments: files.remove(&message_id).unwrap_or_default(),
            mark,
            held: message.held.filter(|_| message.delivered_at.is_none()),
            from,
        };
        entries.push((message.at, ThreadEntry::Message(view)));
    }
    for (other, ticket) in &family {
        let requester = ticket.requester.and_then(|id| people.get(&id.0));
        let request = MergedRequest {
            from: ref_of(*other, ticket),
            description: ticket.description.clone(),
            requester: requester.map(|person| person.name.clone()),
            at: ticket.created_at,
        };
        // Of what happened in one instant it is the first.
        entries.insert(0, (ticket.created_at, ThreadEntry::Merged(request)));
    }
    for line in history {
        // A message speaks for itself.
        if !matches!(line.what, HistoryWhat::Replied { .. } | HistoryWhat::Noted) {
            entries.push((line.at, ThreadEntry::Event(line)));
        }
    }
    entries.retain(|(at, _)| input.before.is_none_or(|before| *at < before));
    entries.sort_by_key(|(at, _)| *at);
    let standing = if reads { store::seen::standing(db, me.0, &[id.0]).await?.pop() } else { None };
    let (heard, since) = standing.map_or((None, None), |standing| (standing.heard, standing.since));
    let is_new = |entry: &ThreadEntry| match entry {
        ThreadEntry::Message(message) => since.zip(message.heard_at).is_some_and(|(since, at)| at > since),
        ThreadEntry::Event(_) | ThreadEntry::Merged(_) => false,
    };
    // What is new comes whole, so that one can begin with it.
    let new = entries.iter().position(|(_, entry)| is_new(entry)).map_or(0, |first| entries.len() - first);
    let asked = usize::try_from(input.count.clamp(1, MOST)).unwrap_or_default();
    let count = asked.max(new.min(usize::try_from(MOST).unwrap_or_default()));
    let more = entries.len() > count;
    let entries =
        entries.split_off(entries.len().saturating_sub(count)).into_iter().map(|(_, entry)| entry).collect();
    Ok(ThreadPage { more, entries, heard })
}
