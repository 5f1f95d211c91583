//! Reminders and tickets that somebody put off: one person's own, on all of their devices.

use super::done;
use crate::change::Acting;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::views::label;
use contract::reminder::*;
use contract::session::{Done, Empty, Made};
use contract::ticket::TicketPick;
use domain::ids::{PersonId, ReminderId, TicketId};
use domain::record::Kind;
use domain::refusal::Refusal;
use domain::reminder::{Reminder, snooze_id};
use domain::time::Timestamp;
use uuid::Uuid;

/// The most reminders or snoozed tickets in a list.
const MOST: i64 = 1_000;

pub(crate) async fn ticket_snooze(desk: &Desk, me: PersonId, input: TicketSnooze) -> Result<Done, Fault> {
    if input.tickets.is_empty() {
        return Err(Refusal::invalid("tickets", "name at least one").into());
    }
    let mut acting = desk.act(me).await?;
    let (now, schedule) = (acting.door.now, acting.door.rules.clockwork.schedule());
    let at = input.until.instant(&schedule, now);
    let at = at.ok_or_else(|| Refusal::invalid("until", "that has passed already"))?;
    for ticket in &input.tickets {
        acting.door.need(Kind::Ticket, ticket.0).await?;
        snooze(&mut acting, me, *ticket, at).await?;
    }
    let label = match input.tickets.as_slice() {
        [_] => "Snoozed".to_owned(),
        many => format!("Snoozed {} tickets", many.len()),
    };
    acting.commit(&label).await?;
    Ok(done(label))
}

/// Puts a ticket off within a transaction.
pub(crate) async fn snooze(
    acting: &mut Acting<'_>,
    me: PersonId,
    ticket: TicketId,
    at: Timestamp,
) -> Result<(), Fault> {
    let id = snooze_id(me, ticket);
    let since = acting.door.now;
    match acting.door.load(Kind::Reminder, id.0).await? {
        Some(record) => {
            if record.deleted {
                acting.restore(Kind::Reminder, id.0).await?;
            }
            acting
                .edit::<Reminder>(id.0, |reminder, _| {
                    (reminder.at, reminder.since, reminder.done) = (at, since, false);
                    Ok(())
                })
                .await
        }
        None => {
            let reminder = Reminder { ticket, person: me, at, note: None, snooze: true, since, done: false };
            acting.create(id.0, Some(ticket.0), &reminder).await
        }
    }
}

pub(crate) async fn ticket_wake(desk: &Desk, me: PersonId, input: TicketPick) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    for ticket in &input.tickets {
        finish(&mut acting, snooze_id(me, *ticket).0).await?;
    }
    acting.commit("Woken").await?;
    Ok(done("Woken"))
}

async fn finish(acting: &mut Acting<'_>, id: Uuid) -> Result<(), Fault> {
    acting
        .edit::<Reminder>(id, |reminder, _| {
            reminder.done = true;
            Ok(())
        })
        .await
}

pub(crate) async fn snooze_list(desk: &Desk, me: PersonId, _: Empty) -> Result<Vec<SnoozeView>, Fault> {
    let now = desk.inner.clock.now();
    let calls =
        store::reminders::of_person(&desk.inner.db, me.0, now.plus_ms(1), Timestamp(i64::MAX), MOST).await?;
    let calls: Vec<_> = calls.into_iter().filter(|call| call.snooze).collect();
    let ids: Vec<Uuid> = calls.iter().map(|call| call.ticket.0).collect();
    let rows = desk.row_views(me, &ids).await?;
    Ok(calls
        .into_iter()
        .filter_map(|call| Some(SnoozeView { row: rows.get(&call.ticket.0)?.clone(), until: call.at }))
        .collect())
}

pub(crate) async fn reminder_add(desk: &Desk, me: PersonId, input: ReminderAdd) -> Result<Made, Fault> {
    let mut acting = desk.act(me).await?;
    acting.door.need(Kind::Ticket, input.ticket.0).await?;
    let id = desk.inner.ids.next();
    let note = input.note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty());
    let since = acting.door.now;
    let reminder =
        Reminder { ticket: input.ticket, person: me, at: input.at, note, snooze: false, since, done: false };
    acting.create(id, Some(input.ticket.0), &reminder).await?;
    acting.commit("Added a reminder").await?;
    Ok(Made { id: id.to_string(), label: "Added a reminder".to_owned() })
}

pub(crate) async fn reminder_move(desk: &Desk, me: PersonId, input: ReminderMove) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    let since = acting.door.now;
    acting
        .edit::<Reminder>(input.reminder.0, |reminder, _| {
            (reminder.at, reminder.since, reminder.done) = (input.at, since, false);
            Ok(())
        })
        .await?;
    acting.commit("Moved a reminder").await?;
    Ok(done("Moved a reminder"))
}

pub(crate) async fn reminder_done(desk: &Desk, me: PersonId, input: ReminderPick) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    finish(&mut acting, input.reminder.0).await?;
    acting.commit("Done with a reminder").await?;
    Ok(done("Done with a reminder"))
}

pub(crate) async fn reminder_remove(desk: &Desk, me: PersonId, input: ReminderPick) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    acting.delete(Kind::Reminder, input.reminder.0).await?;
    acting.commit("Removed a reminder").await?;
    Ok(done("Removed a reminder"))
}

pub(crate) async fn reminder_list(
    desk: &Desk,
    me: PersonId,
    input: ReminderQuery,
) -> Result<Vec<ReminderView>, Fault> {
    let db = &desk.inner.db;
    let records = match input.ticket {
        Some(ticket) => store::records::of_ticket(db, ticket.0, Kind::Reminder).await?,
        None if input.done => store::records::all(db, Kind::Reminder).await?,
        None => {
            let (first, last) = (Timestamp(i64::MIN), Timestamp(i64::MAX));
            let calls = store::reminders::of_person(db, me.0, first, last, MOST).await?;
            let ids: Vec<Uuid> = calls.iter().map(|call| call.id.0).collect();
            store::records::get_many(db, Kind::Reminder, &ids).await?.into_values().collect()
        }
    };
    let mut found: Vec<(Uuid, Reminder)> = Vec::new();
    for record in records {
        let reminder: Reminder = record.read()?;
        let wanted = reminder.person == me && !reminder.snooze && (input.done || !reminder.done);
        if wanted && desk.inner.check_sight(me, reminder.ticket.0).await.is_ok() {
            found.push((record.id, reminder));
        }
    }
    found.sort_by_key(|(id, reminder)| (reminder.at, *id));
    let ids: Vec<Uuid> = found.iter().map(|(_, reminder)| reminder.ticket.0).collect();
    let rows = store::tickets::get_many(db, &ids).await?;
    let view = |(id, reminder): (Uuid, Reminder)| {
        let row = rows.get(&reminder.ticket.0).filter(|row| row.deleted == 0)?;
        Some(ReminderView {
            id: ReminderId(id),
            ticket: reminder.ticket,
            number: label(row),
            subject: row.subject.clone(),
            at: reminder.at,
            note: reminder.note,
            done: reminder.done,
        })
    };
    Ok(found.into_iter().filter_map(view).collect())
}
