//! Steps in the life of tickets that are more than a change of status.

use super::done;
use super::form::Missing;
use crate::change::Acting;
use crate::desk::Desk;
use crate::fault::Fault;
use contract::form::Fill;
use contract::lifecycle::{TicketConfirm, TicketEscalate, TicketPostpone, TicketReopen};
use contract::session::Done;
use domain::house::House;
use domain::ids::{PersonId, TicketId};
use domain::lifecycle::Confirmed;
use domain::message::{Message, MessageKind};
use domain::refusal::Refusal;
use domain::status::StatusCategory;
use domain::ticket::Ticket;

pub(crate) async fn ticket_reopen(desk: &Desk, me: PersonId, input: TicketReopen) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    let (mut names, mut missing) = (Vec::new(), Missing::default());
    for id in &input.tickets {
        let before = names.len();
        let edited = acting
            .edit::<Ticket>(id.0, |ticket, house| {
                if house.category(&ticket.status).is_some_and(StatusCategory::is_done) {
                    house.reopen(ticket)?;
                    house.form.fill(ticket, &input.fill);
                    names.push(ticket.label());
                }
                Ok(())
            })
            .await;
        missing.note(edited)?;
        if names.len() > before {
            note(desk, &mut acting, me, *id, input.reason.as_deref()).await?;
        }
    }
    missing.refuse()?;
    let label = match names.as_slice() {
        [] => return Err(Refusal::invalid("tickets", "none of them is done").into()),
        [one] => format!("Reopened {one}"),
        many => format!("Reopened {} tickets", many.len()),
    };
    acting.commit(&label).await?;
    Ok(done(label))
}

pub(crate) async fn ticket_confirm(desk: &Desk, me: PersonId, input: TicketConfirm) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    let confirmed = Confirmed { by: me, how: input.how, at: acting.door.now };
    let step = |ticket: &mut Ticket, house: &House| house.confirm(ticket, confirmed.clone());
    let names = each(&mut acting, &input.tickets, &input.fill, step).await?;
    let label = match names.as_slice() {
        [one] => format!("Confirmed that {one} is fixed"),
        many => format!("Confirmed that {} tickets are fixed", many.len()),
    };
    acting.commit(&label).await?;
    Ok(done(label))
}

pub(crate) async fn ticket_postpone(desk: &Desk, me: PersonId, input: TicketPostpone) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    let schedule = acting.door.rules.clockwork.schedule();
    let until = input.until.instant(&schedule, acting.door.now);
    let until = until.ok_or_else(|| Refusal::invalid("until", "that has passed already"))?;
    let step = |ticket: &mut Ticket, house: &House| house.postpone(ticket, until);
    let names = each(&mut acting, &input.tickets, &input.fill, step).await?;
    let label = match names.as_slice() {
        [one] => format!("Postponed {one}"),
        many => format!("Postponed {} tickets", many.len()),
    };
    acting.commit(&label).await?;
    Ok(done(label))
}

/// Takes the same step with each of these tickets, and fills in what was asked for; returns what they are called.
async fn each(
    acting: &mut Acting<'_>,
    tickets: &[TicketId],
    fill: &Fill,
    step: impl Fn(&mut Ticket, &House) -> Result<(), Refusal>,
) -> Result<Vec<String>, Fault> {
    if tickets.is_empty() {
        return Err(Refusal::invalid("tickets", "name at least one").into());
    }
    let (mut names, mut missing) = (Vec::new(), Missing::default());
    for id in tickets {
        let edited = acting
            .edit::<Ticket>(id.0, |ticket, house| {
                step(ticket, house)?;
                house.form.fill(ticket, fill);
                names.push(ticket.label());
                Ok(())
            })
            .await;
        missing.note(edited)?;
    }
    missing.refuse()?;
    Ok(names)
}

pub(crate) async fn ticket_escalate(desk: &Desk, me: PersonId, input: TicketEscalate) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    let (mut names, mut missing) = (Vec::new(), Missing::default());
    for id in &input.tickets {
        // Before it is another team's, where its author may see it no more.
        note(desk, &mut acting, me, *id, input.note.as_deref()).await?;
        let edited = acting
            .edit::<Ticket>(id.0, |ticket, house| {
                house.escalate(ticket, input.team)?;
                house.form.fill(ticket, &input.fill);
                let team = house.teams.get(&ticket.team).map(|team| team.name.as_str()).unwrap_or_default();
                names.push(format!("{} to {team}", ticket.label()));
                Ok(())
            })
            .await;
        missing.note(edited)?;
    }
    missing.refuse()?;
    let label = match names.as_slice() {
        [] => return Err(Refusal::invalid("tickets", "name at least one").into()),
        [one] => format!("Escalated {one}"),
        many => format!("Escalated {} tickets", many.len()),
    };
    acting.commit(&label).await?;
    Ok(done(label))
}

/// Adds an internal note, if there is something to say.
async fn note(
    desk: &Desk,
    acting: &mut Acting<'_>,
    me: PersonId,
    ticket: TicketId,
    text: Option<&str>,
) -> Result<(), Fault> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(()) };
    let note = Message::of_agent(ticket, MessageKind::Note, me, text.to_owned(), acting.door.now);
    acting.create(desk.inner.ids.next(), Some(ticket.0), &note).await
}
