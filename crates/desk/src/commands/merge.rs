//! Merging tickets into one, and apart again: a ticket names the one that it is merged into, and nothing is copied.

use super::done;
use crate::desk::Desk;
use crate::fault::Fault;
use contract::merge::*;
use contract::session::Done;
use contract::ticket::TicketPick;
use domain::history::{Event, What};
use domain::house::House;
use domain::ids::{PersonId, TicketId};
use domain::record::Kind;
use domain::refusal::Refusal;
use domain::status::{StatusCategory, StatusKey};
use domain::ticket::Ticket;
use serde_json::Value;

/// Merges tickets into another: each closes, names the other, and shows there.
pub(crate) async fn ticket_merge(desk: &Desk, me: PersonId, input: TicketMerge) -> Result<Done, Fault> {
    if input.tickets.is_empty() {
        return Err(Refusal::invalid("tickets", "name at least one").into());
    }
    let mut acting = desk.act(me).await?;
    let into: Ticket = acting.door.need(Kind::Ticket, input.into.0).await?.read()?;
    let mut labels = Vec::new();
    for id in &input.tickets {
        acting
            .edit::<Ticket>(id.0, |ticket, house| {
                labels.push(ticket.label());
                ticket.merged_into = Some(input.into);
                if let Some(closed) = closed(house, &ticket.status) {
                    ticket.status = closed;
                }
                Ok(())
            })
            .await?;
    }
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
    for TicketId(id) in &input.tickets {
        let before = status_before(&acting.door.history_of(*id).await?)?;
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

/// The status that a ticket had before it was merged the last time, and the one that the merge gave it.
fn status_before(history: &[domain::record::Record]) -> Result<Option<(StatusKey, StatusKey)>, Fault> {
    let mut last: Option<(domain::time::Timestamp, Option<(StatusKey, StatusKey)>)> = None;
    for record in history {
        let event: Event = record.read()?;
        let What::Changed { fields, .. } = &event.what else { continue };
        let merges = fields.iter().any(|change| change.field == "merged_into" && !change.to.is_null());
        if !merges || last.as_ref().is_some_and(|(at, _)| *at > event.at) {
            continue;
        }
        let key = |value: &Value| value.as_str().map(StatusKey::new);
        let status = fields.iter().find(|change| change.field == "status");
        last = Some((event.at, status.and_then(|change| key(&change.from).zip(key(&change.to)))));
    }
    Ok(last.and_then(|(_, status)| status))
}
