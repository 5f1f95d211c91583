//! Links between tickets: no two that say the same, and no ticket above itself.

use super::done;
use crate::change::Acting;
use crate::desk::Desk;
use crate::fault::Fault;
use contract::link::{LinkAdd, LinkPick};
use contract::session::Done;
use domain::ids::{LinkId, PersonId, TicketId};
use domain::message::{Link, Relation};
use domain::record::Kind;
use domain::refusal::Refusal;
use std::collections::BTreeSet;
use store::tx::Source;

/// Beyond so many tickets nobody has built a circle by hand.
const MOST_LOOKED_AT: usize = 500;

pub(crate) async fn link_add(desk: &Desk, me: PersonId, input: LinkAdd) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    add(desk, &mut acting, input.ticket, input.other, input.relation).await?;
    acting.commit("Linked").await?;
    Ok(done("Linked"))
}

/// Links two tickets within a transaction.
pub(super) async fn add(
    desk: &Desk,
    acting: &mut Acting<'_>,
    ticket: TicketId,
    other: TicketId,
    relation: Relation,
) -> Result<(), Fault> {
    acting.door.need(Kind::Ticket, other.0).await?;
    let link = Link { ticket, other, relation };
    check(&acting.door.tx, &link).await?;
    acting.create(desk.inner.ids.next(), Some(ticket.0), &link).await?;
    Ok(())
}

pub(crate) async fn link_remove(desk: &Desk, me: PersonId, input: LinkPick) -> Result<Done, Fault> {
    let LinkId(id) = input.link;
    let mut acting = desk.act(me).await?;
    acting.delete(Kind::Link, id).await?;
    acting.commit("Unlinked").await?;
    Ok(done("Unlinked"))
}

/// Whether a link says something new that can be. It is no rule of records: of two devices that each made half of a
/// circle, neither did wrong.
async fn check(source: &impl Source, link: &Link) -> Result<(), Fault> {
    let said = [link.clone(), Link { ticket: link.other, other: link.ticket, ..link.clone() }];
    // Only what is said of both alike is the same the other way round.
    let ways = if link.relation == Relation::Related { &said[..] } else { &said[..1] };
    for way in ways {
        if links_of(source, way.ticket).await?.contains(way) {
            return Err(Refusal::invalid("other", "these two are linked so already").into());
        }
    }
    let goes_up = match link.relation {
        Relation::Related => false,
        Relation::DuplicateOf | Relation::ChildOf | Relation::BlockedBy => true,
    };
    let mut above = vec![link.other];
    let mut seen = BTreeSet::new();
    while let Some(next) = above.pop().filter(|_| goes_up && seen.len() < MOST_LOOKED_AT) {
        if next == link.ticket {
            let reason = match link.relation {
                Relation::ChildOf => "that ticket lies below this one already, so it cannot be its parent",
                Relation::BlockedBy => "that ticket waits for this one already",
                Relation::DuplicateOf | Relation::Related => "that ticket is a duplicate of this one already",
            };
            return Err(Refusal::invalid("other", reason).into());
        }
        if seen.insert(next) {
            let links = links_of(source, next).await?;
            above.extend(links.iter().filter(|one| one.relation == link.relation).map(|one| one.other));
        }
    }
    Ok(())
}

async fn links_of(source: &impl Source, ticket: TicketId) -> Result<Vec<Link>, Fault> {
    let records = store::records::of_ticket(source, ticket.0, Kind::Link).await?;
    records.iter().map(|record| Ok(record.read()?)).collect()
}
