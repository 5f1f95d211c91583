//! The server's side of a whole copy: everything that somebody may see, in pages that can be asked for in any order.

use crate::desk::Desk;
use crate::feed::FeedError;
use crate::page::{PAGE_BYTES, bytes_of};
use crate::sight;
use anyhow::Context;
use contract::wire::{Cursor, Part, Place, SnapshotPage};
use domain::ids::PersonId;
use domain::record::{Kind, Record, Seq};
use store::Tx;
use uuid::Uuid;

/// Tickets read in one go; most have a dozen records.
const TICKETS: u64 = 100;

/// What a device asks for.
#[derive(Debug, Clone, Copy)]
pub struct Ask {
    pub place: Place,
    /// The commit that the first page named; `None` asks for the first.
    pub since: Option<Seq>,
    /// Whether this is the first copy of a device that has nothing yet: open tickets come first then.
    pub fresh: bool,
    pub max: usize,
}

/// A page as it fills.
struct Filling {
    records: Vec<Record>,
    bytes: usize,
    max: usize,
}

impl Filling {
    fn is_full(&self) -> bool {
        self.records.len() >= self.max || self.bytes >= PAGE_BYTES
    }

    fn take(&mut self, record: Record) {
        self.bytes += bytes_of(&record);
        self.records.push(record);
    }
}

impl Desk {
    /// Reads one page of everything that a person who works here may see.
    ///
    /// # Errors
    /// `FeedError::Expired` when the copy has to begin anew, or the database cannot be read.
    pub async fn snapshot(&self, by: PersonId, ask: Ask) -> Result<SnapshotPage, FeedError> {
        let tx = self.inner.db.snapshot().await?;
        let page = self.snapshot_on(&tx, by, ask).await?;
        tx.rollback().await?;
        Ok(page)
    }

    async fn snapshot_on(&self, tx: &Tx, by: PersonId, ask: Ask) -> Result<SnapshotPage, FeedError> {
        let head = store::state::head(tx).await?.context("this desk is no server")?;
        let since = ask.since.unwrap_or(head.seq);
        let who = sight::of(tx, by, Cursor::after(since)).await?;
        let own: Vec<Uuid> = who.own().into_iter().collect();
        let mut page = Filling { records: Vec::new(), bytes: 0, max: ask.max.clamp(1, 5000) };
        let mut place = ask.place;
        while place.part != Part::Done && !page.is_full() {
            place = match place.part {
                Part::Shared => shared(tx, place, ask.fresh, &own, &mut page).await?,
                Part::Open | Part::Tickets => {
                    self.tickets(tx, place, since, ask.fresh, who.sight.scopes(), &mut page).await?
                }
                Part::Done => place,
            };
        }
        Ok(SnapshotPage {
            epoch: head.epoch,
            since,
            prev: ask.place,
            next: place,
            time: self.inner.clock.now(),
            count: page.records.len(),
            records: page.records,
        })
    }

    /// Reads tickets with what belongs to them; a ticket that does not fit is cut between two records.
    async fn tickets(
        &self,
        tx: &Tx,
        mut place: Place,
        since: Seq,
        fresh: bool,
        scopes: Option<Vec<Uuid>>,
        page: &mut Filling,
    ) -> anyhow::Result<Place> {
        let open: Vec<String> = {
            let rules = self.inner.rules();
            let open = rules.house.statuses.iter().filter(|status| !status.category.is_done());
            open.map(|status| status.key.0.clone()).collect()
        };
        if place.kind != i16::MAX {
            // The rest of a ticket that was cut, unless it has left the reader's sight meanwhile.
            let seen = match scopes.as_deref() {
                Some(scopes) => {
                    store::sight::seen(tx, &[place.ticket], scopes).await?.contains_key(&place.ticket)
                }
                None => true,
            };
            let rest = match seen {
                true => store::snapshot::of_tickets(tx, &[place.ticket]).await?.remove(&place.ticket),
                false => None,
            };
            for record in rest.unwrap_or_default() {
                let at = (record.kind.code(), record.id);
                if at <= (place.kind, place.id) {
                    continue;
                }
                if page.is_full() {
                    return Ok(place);
                }
                place = Place { kind: at.0, id: at.1, ..place };
                page.take(record);
            }
            place = Place { kind: i16::MAX, id: Uuid::max(), ..place };
        }
        let statuses = (place.part == Part::Open).then_some(&open[..]);
        let found =
            store::snapshot::tickets_below(tx, place.ticket, statuses, scopes.as_deref(), TICKETS).await?;
        if found.is_empty() {
            let next = if place.part == Part::Open { Part::Tickets } else { Part::Done };
            return Ok(Place::beginning(next));
        }
        // Open tickets came before the others, unless they or the meaning of "open" changed since.
        let had =
            fresh && place.part == Part::Tickets && store::snapshot::statuses_changed(tx).await? <= since;
        let ids: Vec<Uuid> = found.iter().map(|(id, _)| *id).collect();
        let mut records = store::snapshot::of_tickets(tx, &ids).await?;
        for (id, status) in found {
            let records = records.remove(&id).unwrap_or_default();
            let unchanged = records.iter().any(|record| record.kind == Kind::Ticket && record.ver <= since);
            if page.is_full() {
                return Ok(place);
            }
            if !(had && unchanged && open.contains(&status)) {
                for record in records {
                    if page.is_full() {
                        return Ok(place);
                    }
                    place = Place { ticket: id, kind: record.kind.code(), id: record.id, ..place };
                    page.take(record);
                }
            }
            place = Place { ticket: id, kind: i16::MAX, id: Uuid::max(), ..place };
        }
        Ok(place)
    }
}

async fn shared(
    tx: &Tx,
    mut place: Place,
    fresh: bool,
    own: &[Uuid],
    page: &mut Filling,
) -> anyhow::Result<Place> {
    let start = place;
    for kind in Kind::ALL.into_iter().filter(|kind| kind.code() >= start.kind) {
        let after = if kind.code() == start.kind { start.id } else { Uuid::nil() };
        let room = page.max - page.records.len();
        let records = store::snapshot::shared(tx, kind, after, room as u64, own).await?;
        for record in records {
            place = Place { kind: kind.code(), id: record.id, ..place };
            page.take(record);
        }
        if page.is_full() {
            return Ok(place);
        }
    }
    Ok(Place::beginning(if fresh { Part::Open } else { Part::Tickets }))
}

/// Which kinds of what belongs to no ticket lie between two places: each with the ids after and up to which.
pub(crate) fn shared_between(prev: Place, next: Place) -> Vec<(Kind, Uuid, Uuid)> {
    let kinds = Kind::ALL.into_iter().filter(|kind| kind.code() >= prev.kind);
    kinds
        .filter(|kind| next.part != Part::Shared || kind.code() <= next.kind)
        .map(|kind| {
            let after = if kind.code() == prev.kind { prev.id } else { Uuid::nil() };
            let last = next.part == Part::Shared && kind.code() == next.kind;
            (kind, after, if last { next.id } else { Uuid::max() })
        })
        .collect()
}
