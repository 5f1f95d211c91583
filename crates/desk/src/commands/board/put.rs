//! Cards that are put somewhere: what their column and lane make of them, and what a column does not take.

use super::layout::{Layout, holds};
use super::{done, read};
use crate::commands::form::Missing;
use crate::desk::Desk;
use crate::fault::Fault;
use contract::board::{Facet, TicketMove};
use contract::session::Done;
use contract::ticket::Filter;
use domain::board::{BoardSort, DueBounds};
use domain::calendar::Schedule;
use domain::ids::{PersonId, TicketId};
use domain::refusal::Refusal;
use domain::ticket::{Ticket, rank_between};
use store::tickets::{Among, Narrow, TicketRow};

/// Somewhere that a card can be put: a column or a lane.
struct Spot<'a> {
    among: &'a Among,
    facet: &'a Facet,
    /// Why nothing comes here.
    closed: Option<&'static str>,
}

/// Puts cards into a column, between two others. Several keep their order.
pub(crate) async fn ticket_move(desk: &Desk, me: PersonId, input: TicketMove) -> Result<Done, Fault> {
    let layout = Layout::of(desk, read(desk, me, input.board).await?);
    let target = layout.column(&input.place.column)?;
    let lane = match &input.place.lane {
        Some(key) => Some(layout.lane_of(desk, me, key).await?),
        None => None,
    };
    let mut spots = vec![Spot {
        among: &target.among,
        facet: &target.facet,
        closed: target.closed.map(|_| "nothing can be put into this column"),
    }];
    spots.extend(lane.as_ref().map(|lane| Spot {
        among: &lane.among,
        facet: &lane.view.facet,
        closed: lane.view.closed.map(|_| "tickets do not come into this lane by hand"),
    }));
    let mut acting = desk.act(me).await?;
    let ids: Vec<uuid::Uuid> = input.tickets.iter().map(|id| id.0).collect();
    let rows = store::tickets::get_many(&acting.door.tx, &ids).await?;
    let neighbours: Vec<uuid::Uuid> =
        [input.place.after, input.place.before].into_iter().flatten().map(|id| id.0).collect();
    let ranks = store::tickets::ranks(&acting.door.tx, &neighbours).await?;
    let rank_of = |id: Option<TicketId>| id.and_then(|id| ranks.get(&id.0).copied());
    let (mut above, below) = (rank_of(input.place.after), rank_of(input.place.before));
    let by_hand =
        input.sort.unwrap_or(layout.board.sort) == BoardSort::Rank && (above.is_some() || below.is_some());
    let schedule = layout.rules.clockwork.schedule();
    let (mut numbers, mut comers, mut missing) = (Vec::new(), 0, Missing::default());
    for id in &input.tickets {
        let rank = rank_between(above, below);
        let row = rows.get(&id.0);
        let edited = acting
            .edit::<Ticket>(id.0, |ticket, house| {
                let before = ticket.clone();
                comers += i64::from(!holds(&target.among, &before, row, &layout.bounds));
                for spot in &spots {
                    put(spot, ticket, row, (&layout.bounds, &schedule))?;
                }
                if before.priority != ticket.priority && input.priority_reason.is_some() {
                    ticket.priority_reason.clone_from(&input.priority_reason);
                }
                house.settle_priority(Some(&before), ticket);
                house.form.fill(ticket, &input.fill);
                if by_hand {
                    ticket.rank = rank;
                }
                numbers.push(ticket.label());
                Ok(())
            })
            .await;
        missing.note(edited)?;
        above = Some(rank);
    }
    if let Some(limit) = target.limit.filter(|_| target.hard && comers > 0) {
        // As it was before: nothing of this is written yet.
        let narrow = layout.narrow(desk, me, &Filter::default());
        let narrow = Narrow { among: vec![target.among.clone()], ..narrow };
        let count = store::tickets::count(&desk.inner.db, &narrow).await? + comers;
        if count > limit {
            let column = said(&layout, &target.facet, &target.name);
            return Err(Refusal::Limit { column, limit, count }.into());
        }
    }
    missing.refuse()?;
    let name = said(&layout, &target.facet, &target.name);
    let label = match numbers.as_slice() {
        [one] => format!("Moved {one} to {name}"),
        many => format!("Moved {} tickets to {name}", many.len()),
    };
    acting.commit(&label).await?;
    Ok(done(label))
}

/// Gives a ticket the value of where it is put; where it is already, nothing changes.
fn put(
    spot: &Spot<'_>,
    ticket: &mut Ticket,
    row: Option<&TicketRow>,
    (bounds, schedule): (&DueBounds, &Schedule),
) -> Result<(), Refusal> {
    if holds(spot.among, ticket, row, bounds) {
        return Ok(());
    }
    if let Some(reason) = spot.closed {
        return Err(Refusal::invalid("place", reason));
    }
    match spot.facet {
        Facet::Statuses => {
            let first = spot.among.statuses().and_then(<[_]>::first);
            let first = first.ok_or_else(|| Refusal::invalid("column", "it has no status"))?;
            ticket.status = first.clone();
        }
        Facet::Person { person } => ticket.assignee = *person,
        Facet::Team { team } => ticket.team = *team,
        Facet::Priority { priority } => ticket.priority = *priority,
        Facet::Due { bucket } => ticket.due = bounds.due(*bucket, schedule)?,
        Facet::Unmapped | Facet::Organisation { .. } | Facet::Sla { .. } | Facet::Rest => {
            return Err(Refusal::invalid("place", "nothing can be put here"));
        }
    }
    Ok(())
}

/// A column in the words of the undo.
fn said(layout: &Layout, facet: &Facet, name: &str) -> String {
    match facet {
        Facet::Person { person: None } => "nobody".to_owned(),
        Facet::Priority { priority } => priority.key().to_owned(),
        Facet::Due { bucket } => format!("due {}", bucket.key().replace('_', " ")),
        Facet::Unmapped => layout.board.name.clone(),
        Facet::Statuses
        | Facet::Person { .. }
        | Facet::Team { .. }
        | Facet::Organisation { .. }
        | Facet::Sla { .. }
        | Facet::Rest => name.to_owned(),
    }
}
