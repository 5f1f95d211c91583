//! Checklists: points that are added to a ticket, ticked, worded again, put in order and taken off.

use super::done;
use super::ticket_view::ref_of;
use crate::change::Acting;
use crate::desk::Desk;
use crate::fault::Fault;
use contract::checklist::*;
use contract::merge::TicketRef;
use contract::session::{Done, Made};
use domain::checklist::{ChecklistItem, Line, Tick, check_room, lines, ranks_at_end, spread};
use domain::ids::{ChecklistItemId, PersonId, TicketId};
use domain::record::{Kind, Record};
use domain::refusal::Refusal;
use domain::ticket::rank_between;
use store::tx::Source;
use uuid::Uuid;

/// The items of a ticket in their order, then those of the tickets that were merged into it.
pub(crate) async fn views(
    desk: &Desk,
    me: PersonId,
    ticket: TicketId,
) -> Result<Vec<ChecklistItemView>, Fault> {
    let db = &desk.inner.db;
    let mut all: Vec<(ChecklistItemId, ChecklistItem, Option<TicketRef>)> = Vec::new();
    let family = desk.merged_family(me, ticket).await?;
    let merged = family.iter().map(|(id, ticket)| (*id, Some(ref_of(*id, ticket))));
    for (ticket, from) in std::iter::once((ticket, None)).chain(merged) {
        let items = items_of(db, ticket).await?;
        all.extend(items.into_iter().map(|(id, item)| (id, item, from.clone())));
    }
    let mut people: Vec<Uuid> = all.iter().filter_map(|(_, item, _)| item.done).map(|it| it.by.0).collect();
    people.sort_unstable();
    people.dedup();
    let people = store::people::get_many(db, &people).await?;
    let view = |(id, item, from): (ChecklistItemId, ChecklistItem, Option<TicketRef>)| ChecklistItemView {
        id,
        text: item.text,
        done: item.done.is_some(),
        done_by: item.done.and_then(|tick| people.get(&tick.by.0)).map(|person| person.name.clone()),
        done_at: item.done.map(|tick| tick.at),
        from,
    };
    Ok(all.into_iter().map(view).collect())
}

/// The live items of a ticket in their order.
pub(crate) async fn items_of(
    source: &impl Source,
    ticket: TicketId,
) -> anyhow::Result<Vec<(ChecklistItemId, ChecklistItem)>> {
    let mut items = Vec::new();
    for record in store::records::of_ticket(source, ticket.0, Kind::ChecklistItem).await? {
        if !record.deleted {
            items.push((ChecklistItemId(record.id), record.read::<ChecklistItem>()?));
        }
    }
    items.sort_by_key(|(id, item)| (item.rank, *id));
    Ok(items)
}

/// Puts lines at the end of a ticket's list; the first of them.
pub(crate) async fn add_items(
    desk: &Desk,
    acting: &mut Acting<'_>,
    me: PersonId,
    ticket: TicketId,
    lines: Vec<Line>,
) -> Result<Option<Uuid>, Fault> {
    let there = items_of(&acting.door.tx, ticket).await?;
    check_room(there.len(), lines.len())?;
    let now = acting.door.now;
    let ranks = ranks_at_end(there.last().map(|(_, item)| item.rank), lines.len(), now);
    let mut first = None;
    for (line, rank) in lines.into_iter().zip(ranks) {
        let id = desk.inner.ids.next();
        let done = line.done.then_some(Tick { by: me, at: now });
        let item = ChecklistItem { ticket, text: line.text, rank, done };
        acting.create(id, Some(ticket.0), &item).await?;
        first = first.or(Some(id));
    }
    Ok(first)
}

pub(crate) async fn checklist_add(desk: &Desk, me: PersonId, input: ChecklistAdd) -> Result<Made, Fault> {
    let lines = lines(&input.text);
    if lines.is_empty() {
        return Err(Refusal::invalid("text", "must not be empty").into());
    }
    let mut acting = desk.act(me).await?;
    acting.door.need(Kind::Ticket, input.ticket.0).await?;
    let label = match lines.as_slice() {
        [only] => format!("Added {} to the checklist", quoted(&only.text)),
        all => format!("Added {} items to the checklist", all.len()),
    };
    let first = add_items(desk, &mut acting, me, input.ticket, lines).await?;
    acting.commit(&label).await?;
    Ok(Made { id: first.map(|id| id.to_string()).unwrap_or_default(), label })
}

pub(crate) async fn checklist_set(desk: &Desk, me: PersonId, input: ChecklistSet) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    let now = acting.door.now;
    let (mut text, mut ticked) = (String::new(), None);
    acting
        .edit::<ChecklistItem>(input.item.0, |item, _| {
            if let Some(wanted) = input.text {
                item.text = wanted.trim().to_owned();
            }
            // A tick that stands keeps who set it.
            if let Some(done) = input.done.filter(|done| *done != item.done.is_some()) {
                item.done = done.then_some(Tick { by: me, at: now });
                ticked = Some(done);
            }
            text.clone_from(&item.text);
            Ok(())
        })
        .await?;
    let label = match ticked {
        Some(true) => format!("Ticked {}", quoted(&text)),
        Some(false) => format!("Unticked {}", quoted(&text)),
        None => format!("Changed {} on the checklist", quoted(&text)),
    };
    acting.commit(&label).await?;
    Ok(done(label))
}

pub(crate) async fn checklist_move(desk: &Desk, me: PersonId, input: ChecklistMove) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    let item: ChecklistItem = acting.door.need(Kind::ChecklistItem, input.item.0).await?.read()?;
    let mut others = items_of(&acting.door.tx, item.ticket).await?;
    others.retain(|(id, _)| *id != input.item);
    let place_of = |id: ChecklistItemId| others.iter().position(|(other, _)| *other == id);
    // Somebody may have taken the neighbour off meanwhile: the other one is enough.
    let after = input.after.and_then(place_of).map(|place| place + 1);
    let place = after.or(input.before.and_then(place_of));
    let place = match (place, input.after, input.before) {
        (Some(place), _, _) => place,
        (None, None, None) => others.len(),
        (None, _, _) => return Err(Refusal::Missing(Kind::ChecklistItem).into()),
    };
    let above = place.checked_sub(1).and_then(|above| others.get(above)).map(|(_, item)| item.rank);
    let below = others.get(place).map(|(_, item)| item.rank);
    let rank = rank_between(above, below);
    if above.is_none_or(|above| above < rank) && below.is_none_or(|below| rank < below) {
        put_at(&mut acting, input.item, rank).await?;
    } else {
        // No room is left between the two: all of them move apart.
        let first = others.first().map_or(item.rank, |(_, first)| first.rank);
        let mut order: Vec<ChecklistItemId> = others.iter().map(|(id, _)| *id).collect();
        order.insert(place, input.item);
        for (id, rank) in order.iter().zip(spread(first, order.len())) {
            put_at(&mut acting, *id, rank).await?;
        }
    }
    let label = format!("Moved {} on the checklist", quoted(&item.text));
    acting.commit(&label).await?;
    Ok(done(label))
}

async fn put_at(acting: &mut Acting<'_>, item: ChecklistItemId, rank: i64) -> Result<(), Fault> {
    acting
        .edit::<ChecklistItem>(item.0, |item, _| {
            item.rank = rank;
            Ok(())
        })
        .await
}

pub(crate) async fn checklist_remove(desk: &Desk, me: PersonId, input: ChecklistPick) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    let record: Record = acting.door.need(Kind::ChecklistItem, input.item.0).await?;
    let item: ChecklistItem = record.read()?;
    acting.delete(Kind::ChecklistItem, input.item.0).await?;
    let label = format!("Removed {} from the checklist", quoted(&item.text));
    acting.commit(&label).await?;
    Ok(done(label))
}

/// A text in a label: enough of it to know it by.
fn quoted(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("“{}…”", text[..end].trim_end()),
        None => format!("“{text}”"),
    }
}
