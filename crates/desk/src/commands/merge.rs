//! Merging tickets into one, and apart again: a ticket names the one that it is merged into, and nothing is copied.

use super::done;
use crate::desk::Desk;
use crate::fault::Fault;
use contract::merge::*;
use contract::session::Done;
use contract::ticket::TicketPick;
use domain::change::elements;
use domain::history::{Event, What};
use domain::house::House;
use domain::ids::PersonId;
use domain::record::{Kind, Record};
use domain::refusal::Refusal;
use domain::status::{StatusCategory, StatusKey};
use domain::ticket::Ticket;
use domain::time::Timestamp;
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Merges tickets into another: each closes, names the other, and shows there.
pub(crate) async fn ticket_merge(desk: &Desk, me: PersonId, input: TicketMerge) -> Result<Done, Fault> {
    if input.tickets.is_empty() {
        return Err(Refusal::invalid("tickets", "name at least one").into());
    }
    let mut acting = desk.act(me).await?;
    let into: Ticket = acting.door.need(Kind::Ticket, input.into.0).await?.read()?;
    let (mut labels, mut asking) = (Vec::new(), BTreeSet::new());
    for id in &input.tickets {
        acting
            .edit::<Ticket>(id.0, |ticket, house| {
                labels.push(ticket.label());
                asking.extend(asking_in(ticket));
                ticket.merged_into = Some(input.into);
                if let Some(closed) = closed(house, &ticket.status) {
                    ticket.status = closed;
                }
                Ok(())
            })
            .await?;
    }
    // Whoever asked in one of them goes on hearing of it.
    acting
        .edit::<Ticket>(input.into.0, |into, _| {
            asking.retain(|person| Some(*person) != into.requester);
            into.cc.append(&mut asking);
            Ok(())
        })
        .await?;
    let label = match labels.as_slice() {
        [one] => format!("Merged {one} into {}", into.label()),
        many => format!("Merged {} tickets into {}", many.len(), into.label()),
    };
    acting.commit(&label).await?;
    Ok(done(label))
}

/// Takes tickets apart again: each is as it was before it was merged.
pub(crate) async fn ticket_unmerge(desk: &Desk, me: PersonId, input: TicketPick) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    let mut labels = Vec::new();
    let apart: BTreeSet<Uuid> = input.tickets.iter().map(|id| id.0).collect();
    for id in &apart {
        let merges = merges_in(&acting.door.history_of(*id).await?)?;
        let ticket: Ticket = acting.door.need(Kind::Ticket, *id).await?.read()?;
        if let Some(into) = ticket.merged_into {
            let mut leaving = added_to_cc(&acting.door.history_of(into.0).await?, &merges)?;
            leaving.retain(|person| asking_in(&ticket).contains(person));
            for other in store::named::merged_into(&acting.door.tx, into.0).await? {
                if !apart.contains(&other.id) {
                    let staying = asking_in(&other.read()?);
                    leaving.retain(|person| !staying.contains(person));
                }
            }
            if !leaving.is_empty() {
                acting
                    .edit::<Ticket>(into.0, |into, _| {
                        into.cc.retain(|person| !leaving.contains(person));
                        Ok(())
                    })
                    .await?;
            }
        }
        let before = merges.status;
        acting
            .edit::<Ticket>(*id, |ticket, house| {
                labels.push(ticket.label());
                ticket.merged_into = None;
                // Whoever gave it another status since has decided where it stands.
                if let Some((was, _)) = before.filter(|(_, merged)| *merged == ticket.status)
                    && house.status(&was).is_some_and(|status| !status.retired)
                {
                    ticket.status = was;
                }
                Ok(())
            })
            .await?;
    }
    let label = match labels.as_slice() {
        [one] => format!("Took {one} apart"),
        many => format!("Took {} tickets apart", many.len()),
    };
    acting.commit(&label).await?;
    Ok(done(label))
}

/// The status in which a merged ticket rests; `None` for one that is closed already.
fn closed(house: &House, now: &StatusKey) -> Option<StatusKey> {
    if house.category(now) == Some(StatusCategory::Closed) {
        return None;
    }
    let of = |category| {
        let mut found: Vec<_> =
            house.statuses.iter().filter(|status| status.category == category && !status.retired).collect();
        found.sort_by_key(|status| status.position);
        found.first().map(|status| status.key.clone())
    };
    of(StatusCategory::Closed).or_else(|| of(StatusCategory::Resolved))
}

/// Whom a ticket answers.
fn asking_in(ticket: &Ticket) -> BTreeSet<PersonId> {
    ticket.requester.into_iter().chain(ticket.cc.iter().copied()).collect()
}

/// What the history of a ticket says of its merges.
#[derive(Default)]
struct Merges {
    /// When and by whom: one that was taken back and done again is there more than once.
    moments: BTreeSet<(Timestamp, Option<PersonId>)>,
    /// The status that it had before the last one, and the one that the merge gave it.
    status: Option<(StatusKey, StatusKey)>,
}

fn merges_in(history: &[Record]) -> Result<Merges, Fault> {
    let mut merges = Merges::default();
    for record in history {
        let event: Event = record.read()?;
        let What::Changed { fields, .. } = &event.what else { continue };
        if !fields.iter().any(|change| change.field == "merged_into" && !change.to.is_null()) {
            continue;
        }
        if merges.moments.last().is_none_or(|(last, _)| *last <= event.at) {
            let key = |value: &Value| value.as_str().map(StatusKey::new);
            let status = fields.iter().find(|change| change.field == "status");
            merges.status = status.and_then(|change| key(&change.from).zip(key(&change.to)));
        }
        merges.moments.insert((event.at, event.by));
    }
    Ok(merges)
}

/// Who came into copy on the other ticket by those merges: each is one transaction, at one instant.
fn added_to_cc(history: &[Record], merges: &Merges) -> Result<BTreeSet<PersonId>, Fault> {
    let mut added = BTreeSet::new();
    for record in history {
        let event: Event = record.read()?;
        let What::Changed { fields, .. } = &event.what else { continue };
        if !merges.moments.contains(&(event.at, event.by)) {
            continue;
        }
        for change in fields.iter().filter(|change| change.field == "cc") {
            let before = elements(&change.from);
            let fresh = elements(&change.to).into_iter().filter(|id| !before.contains(id));
            added.extend(fresh.filter_map(|id| id.parse().ok()).map(PersonId));
        }
    }
    Ok(added)
}
