//! The server's side of what devices read: who it is, and what changed since, as far as the reader may see it.

use crate::desk::Desk;
use crate::page::{PAGE_BYTES, bytes_of};
use crate::{digest, sight};
use anyhow::Context;
use contract::wire::{Cursor, Hello, OLDEST_PROTOCOL, PROTOCOL, PullPage};
use domain::access::Who;
use domain::ids::PersonId;
use domain::record::{Kind, Record, SCOPE, Seq};
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;
use uuid::Uuid;

/// Why a page of the feed or of a copy was not given.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// What happened since cannot be told from here: the device has to copy everything again.
    #[error("the feed cannot be continued from here; copy everything again")]
    Expired,
    #[error("only staff read the feed")]
    NotStaff,
    #[error(transparent)]
    Broken(#[from] anyhow::Error),
}

/// How many records are read in one go: the texts of so many are in memory at once.
const READ: usize = 250;
/// How many times its records a page looks at when what it finds is hidden from the reader.
const ROUNDS: usize = 10;

/// Something that a page brings, at its place in the order of the feed.
#[derive(Debug)]
enum Item {
    Put(Record),
    /// The ticket left the reader's sight, or what belongs to none is for somebody else alone now.
    Gone(Uuid),
}

/// What one source of items found: everything up to `whole_up_to`, which is `None` when nothing lies behind.
#[derive(Debug, Default)]
struct Found {
    items: Vec<(Cursor, Item)>,
    whole_up_to: Option<Cursor>,
}

impl Desk {
    /// Says who this server is.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn hello(&self) -> anyhow::Result<Hello> {
        let head = store::state::head(&self.inner.db).await?.context("this desk is no server")?;
        Ok(Hello {
            epoch: head.epoch,
            head: head.seq,
            time: self.inner.clock.now(),
            protocol: PROTOCOL,
            min_protocol: OLDEST_PROTOCOL,
            presence: true,
            server_version: env!("CARGO_PKG_VERSION").to_owned(),
            records: store::records::count_numbered(&self.inner.db).await?,
        })
    }

    /// Begins another history, since this database was put back from a backup: devices then read everything again
    /// and send again what this server had taken in and lost. Returns the new epoch.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn begin_history(&self) -> anyhow::Result<Uuid> {
        let _turn = self.inner.turn.lock().await;
        let tx = self.inner.db.begin().await?;
        let head = store::state::begin_history(&tx, self.inner.ids.next(), self.inner.clock.now()).await?;
        tx.commit().await?;
        self.inner.head.send_replace(head.seq);
        Ok(head.epoch)
    }

    /// Whether there is anything after this commit that a person may see, or may see no more.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn has_news(&self, by: PersonId, after: Seq) -> Result<bool, FeedError> {
        /// So many records are looked at; if all of them are hidden and there are more, the device looks itself.
        const LOOK: usize = 50;
        let after = Cursor::after(after);
        let tx = self.inner.db.snapshot().await?;
        let news = match sight::of(&tx, by, after).await {
            Err(FeedError::Expired) => true,
            Ok(who) => {
                let page = self.feed_on(&tx, &who, after, LOOK).await?;
                !page.done || !page.records.is_empty() || !page.gone.is_empty()
            }
            Err(error @ (FeedError::NotStaff | FeedError::Broken(_))) => return Err(error),
        };
        tx.rollback().await?;
        Ok(news)
    }

    /// Reads one page of what changed after a cursor, for somebody who works here.
    ///
    /// All of the page is read from the database as it stands at one moment.
    ///
    /// # Errors
    /// `FeedError::Expired` when the device has to copy everything again, or the database cannot be read.
    pub async fn feed(&self, by: PersonId, after: Cursor, max: usize) -> Result<PullPage, FeedError> {
        let tx = self.inner.db.snapshot().await?;
        let who = sight::of(&tx, by, after).await?;
        let page = self.feed_on(&tx, &who, after, max).await?;
        tx.rollback().await?;
        Ok(page)
    }

    /// As `feed`; the last page also has the sum over all that the person may see.
    ///
    /// # Errors
    /// As `feed`.
    pub async fn feed_with_digest(
        &self,
        by: PersonId,
        after: Cursor,
        max: usize,
    ) -> Result<PullPage, FeedError> {
        let tx = self.inner.db.snapshot().await?;
        let who = sight::of(&tx, by, after).await?;
        let mut page = self.feed_on(&tx, &who, after, max).await?;
        if page.done {
            page.digest = Some(digest::of(&tx, &who).await?);
        }
        tx.rollback().await?;
        Ok(page)
    }

    async fn feed_on(&self, tx: &Tx, who: &Who, after: Cursor, max: usize) -> Result<PullPage, FeedError> {
        let head = store::state::head(tx).await?.context("this desk is no server")?;
        let limit = max.clamp(1, 5000);
        let sources = match who.sight.scopes() {
            None => vec![changed(tx, after, limit, who, None).await?],
            Some(scopes) => vec![
                changed(tx, after, limit, who, Some(&scopes)).await?,
                entered(tx, after, limit, &scopes).await?,
                left(tx, after, &scopes).await?,
            ],
        };
        let whole_up_to = sources.iter().filter_map(|found| found.whole_up_to).min();
        let mut items: Vec<(Cursor, Item)> = sources.into_iter().flat_map(|found| found.items).collect();
        items.retain(|(at, _)| whole_up_to.is_none_or(|whole| *at <= whole));
        items.sort_by_key(|(at, _)| *at);
        let fits = fitting(&items, limit);
        let cut = items.len() > fits;
        items.truncate(fits);
        let next = match (cut, items.last(), whole_up_to) {
            (true, Some((at, _)), _) => *at,
            (_, _, Some(whole)) => whole,
            (_, _, None) => Cursor::after(head.seq.max(after.seq)),
        };
        let (mut records, mut gone) = (Vec::new(), Vec::new());
        for (_, item) in items {
            match item {
                Item::Put(record) => records.push(record),
                Item::Gone(ticket) => gone.push(ticket),
            }
        }
        Ok(PullPage {
            epoch: head.epoch,
            prev: after,
            next,
            head: head.seq,
            time: self.inner.clock.now(),
            records,
            gone,
            done: !cut && whole_up_to.is_none(),
            digest: None,
            forgotten: store::retention::forgotten(tx).await?,
        })
    }
}

/// How many of these go into one page: at least one, and none behind the one that fills it.
fn fitting(items: &[(Cursor, Item)], limit: usize) -> usize {
    let mut bytes = 0;
    let fit = items.iter().take(limit).take_while(|(_, item)| {
        let fits = bytes < PAGE_BYTES;
        bytes += match item {
            Item::Put(record) => bytes_of(record),
            Item::Gone(_) => 0,
        };
        fits
    });
    fit.count()
}

fn place(seq: Seq, record: &Record) -> Cursor {
    Cursor { seq, kind: record.kind.code(), id: record.id }
}

/// Records that were changed, as far as the reader sees them.
async fn changed(
    tx: &Tx,
    after: Cursor,
    limit: usize,
    who: &Who,
    scopes: Option<&[Uuid]>,
) -> anyhow::Result<Found> {
    let mut found = Found::default();
    let (mut from, mut bytes) = (after, 0);
    let step = limit.min(READ);
    for _ in 0..(ROUNDS * limit).div_ceil(step) {
        let read = store::records::feed(tx, (from.seq, from.kind, from.id), step as u64).await?;
        let full = read.len() == step;
        found.whole_up_to = read.last().filter(|_| full).map(|last| place(last.ver, last));
        for record in visible(tx, read, scopes).await? {
            let at = place(record.ver, &record);
            if who.may_see_loose(&record) || store::sim::planted("show_own") {
                bytes += bytes_of(&record);
                found.items.push((at, Item::Put(record)));
            } else if record.field_ver(SCOPE) > record.first && !store::sim::planted("keep_unshared") {
                // It was for others once, and its reader may have been one of them.
                found.items.push((at, Item::Gone(record.id)));
            }
        }
        match found.whole_up_to {
            Some(last) if found.items.len() < limit && bytes < PAGE_BYTES => from = last,
            Some(_) | None => break,
        }
    }
    Ok(found)
}

/// Leaves out what lies on tickets that none of the scopes sees.
async fn visible(tx: &Tx, records: Vec<Record>, scopes: Option<&[Uuid]>) -> anyhow::Result<Vec<Record>> {
    let Some(scopes) = scopes.filter(|_| !store::sim::planted("show_hidden")) else { return Ok(records) };
    let tickets: BTreeSet<Uuid> = records.iter().filter_map(|record| record.ticket).collect();
    let seen = store::sight::seen(tx, &tickets.into_iter().collect::<Vec<_>>(), scopes).await?;
    Ok(records
        .into_iter()
        .filter(|record| record.ticket.is_none_or(|ticket| seen.contains_key(&ticket)))
        .collect())
}

/// Where moves have to be read from: a cursor inside a commit has not seen all of it.
fn moves_from(after: Cursor) -> Seq {
    if after == Cursor::after(after.seq) { after.seq + 1 } else { after.seq }
}

/// What belongs to tickets that came into sight, and had not changed since: the rest comes as changed.
async fn entered(tx: &Tx, after: Cursor, limit: usize, scopes: &[Uuid]) -> anyhow::Result<Found> {
    let moves = store::sight::moves(tx, scopes, moves_from(after), true).await?;
    let mut found = Found { whole_up_to: moves.whole_up_to.map(Cursor::after), ..Found::default() };
    for (seq, tickets) in moves.by_seq {
        let tickets: Vec<Uuid> = tickets.into_iter().collect();
        // Somebody who saw it through another scope before has it already.
        let seen = store::sight::seen(tx, &tickets, scopes).await?;
        let fresh: Vec<Uuid> = tickets.into_iter().filter(|ticket| seen.get(ticket) == Some(&seq)).collect();
        for record in store::snapshot::of_tickets(tx, &fresh).await?.into_values().flatten() {
            let at = place(seq, &record);
            if at > after && record.ver < seq && place(record.ver, &record) <= after {
                found.items.push((at, Item::Put(record)));
            }
        }
        if found.items.len() >= limit {
            found.whole_up_to = Some(Cursor::after(seq));
            break;
        }
    }
    Ok(found)
}

/// Tickets that left the reader's sight and are not in it now.
async fn left(tx: &Tx, after: Cursor, scopes: &[Uuid]) -> anyhow::Result<Found> {
    let moves = store::sight::moves(tx, scopes, moves_from(after), false).await?;
    let mut found = Found { whole_up_to: moves.whole_up_to.map(Cursor::after), ..Found::default() };
    let tickets: BTreeSet<Uuid> = moves.by_seq.values().flatten().copied().collect();
    let seen = store::sight::seen(tx, &tickets.into_iter().collect::<Vec<_>>(), scopes).await?;
    let mut last: BTreeMap<Uuid, Seq> = BTreeMap::new();
    for (seq, tickets) in moves.by_seq {
        for ticket in tickets.into_iter().filter(|ticket| !seen.contains_key(ticket)) {
            last.insert(ticket, seq);
        }
    }
    for (ticket, seq) in last {
        let at = Cursor { seq, kind: Kind::Ticket.code(), id: ticket };
        if at > after {
            found.items.push((at, Item::Gone(ticket)));
        }
    }
    Ok(found)
}
