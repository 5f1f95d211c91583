//! Time that was spent on tickets: booked, shown entry by entry, and put right by whoever booked it or leads.

use super::{done, trimmed};
use crate::desk::Desk;
use crate::fault::Fault;
use contract::commands::Tag;
use contract::session::Done;
use contract::timer::{TimeAdd, TimePick, TimeQuery, TimeSet, TimeView};
use domain::ids::{PersonId, TimeEntryId};
use domain::message::TimeEntry;
use domain::person::Role;
use domain::record::Kind;
use domain::refusal::Refusal;
use domain::time::Timestamp;
use uuid::Uuid;

pub(crate) async fn time_list(desk: &Desk, me: PersonId, input: TimeQuery) -> Result<Vec<TimeView>, Fault> {
    desk.inner.check_sight(me, input.ticket.0).await?;
    let db = &desk.inner.db;
    let leads = desk.inner.rules().house.staff.get(&me).is_some_and(|person| person.role >= Role::Manager);
    let mut entries = Vec::new();
    for record in store::records::of_ticket(db, input.ticket.0, Kind::TimeEntry).await? {
        entries.push((TimeEntryId(record.id), record.read::<TimeEntry>()?));
    }
    let people: Vec<Uuid> = entries.iter().map(|(_, entry)| entry.author.0).collect();
    let people = store::people::get_many(db, &people).await?;
    entries.sort_by_key(|(id, entry)| (std::cmp::Reverse(entry.at), *id));
    let view = |(id, entry): (TimeEntryId, TimeEntry)| TimeView {
        id,
        author: entry.author,
        author_name: people.get(&entry.author.0).map(|person| person.name.clone()),
        seconds: entry.seconds,
        at: entry.at,
        note: entry.note,
        visit: entry.visit,
        may_edit: leads || entry.author == me,
    };
    Ok(entries.into_iter().map(view).collect())
}

pub(crate) async fn time_add(desk: &Desk, me: PersonId, input: TimeAdd) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    let at = spent_at(input.at, acting.door.now)?;
    let entry = TimeEntry {
        ticket: input.ticket,
        author: me,
        seconds: input.seconds,
        at,
        note: trimmed(input.note),
        visit: None,
    };
    acting.create(desk.inner.ids.next(), Some(input.ticket.0), &entry).await?;
    if input.timer {
        super::timer::let_go(&acting.door.tx, me, input.ticket).await?;
        acting.door.tags.insert(Tag::Timers);
    }
    acting.commit("Logged time").await?;
    Ok(done("Logged time"))
}

pub(crate) async fn time_set(desk: &Desk, me: PersonId, input: TimeSet) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    let now = acting.door.now;
    acting
        .edit::<TimeEntry>(input.entry.0, |entry, _| {
            entry.seconds = input.seconds;
            entry.note = trimmed(input.note);
            // What stands is not asked again: its clock may have been ahead.
            if input.at != entry.at {
                entry.at = spent_at(Some(input.at), now)?;
            }
            Ok(())
        })
        .await?;
    acting.commit("Changed logged time").await?;
    Ok(done("Changed logged time"))
}

pub(crate) async fn time_remove(desk: &Desk, me: PersonId, input: TimePick) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    acting.delete(Kind::TimeEntry, input.entry.0).await?;
    acting.commit("Removed logged time").await?;
    Ok(done("Removed logged time"))
}

/// When it was spent: now, or at a moment that has passed.
fn spent_at(at: Option<Timestamp>, now: Timestamp) -> Result<Timestamp, Refusal> {
    match at {
        Some(at) if at > now => Err(Refusal::invalid("at", "time is logged once it was spent")),
        Some(at) => Ok(at),
        None => Ok(now),
    }
}
