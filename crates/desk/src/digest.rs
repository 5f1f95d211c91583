//! Whether a device really has what the server has: sums compared after it has caught up, and what to do when not.

use crate::desk::Desk;
use crate::feed::FeedError;
use crate::page::{PAGE_BYTES, bytes_of};
use crate::sight;
use anyhow::Context;
use contract::commands::Tag;
use contract::wire::{DigestAnswer, DigestPart, DigestRange, RangeAnswer};
use domain::access::Who;
use domain::digest::Sum;
use domain::ids::PersonId;
use domain::record::{Kind, Record};
use domain::ticket::Ticket;
use domain::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;
use store::digest::SHARED;
use store::records::Key;
use uuid::Uuid;

/// A range of so few records is sent whole in place of sums.
const LEAF: usize = 100;
/// Into how many parts a larger range is cut.
const PARTS: usize = 16;
/// How long a comparison that went well is good for.
const CHECKED_MS: i64 = 24 * 60 * 60 * 1000;

/// Keeps the sums of cells in step with a commit of the server; the rows of tickets are written already.
pub(crate) async fn note(tx: &Tx, written: &[(Option<&Record>, &Record)]) -> anyhow::Result<()> {
    if store::sim::planted("forget_sum") && written.iter().any(|(_, after)| after.deleted) {
        return Ok(());
    }
    let tickets: BTreeSet<Uuid> = written.iter().filter_map(|(_, after)| after.ticket).collect();
    let teams = store::sight::teams(tx, &tickets.iter().copied().collect::<Vec<_>>()).await?;
    let mut moved: BTreeMap<Uuid, Uuid> = BTreeMap::new();
    for (before, after) in written.iter().filter(|(_, after)| after.kind == Kind::Ticket) {
        if let Some(before) = before.filter(|before| before.ver > 0)
            && before.field("team") != after.field("team")
        {
            moved.insert(after.id, before.read::<Ticket>()?.team.0);
        }
    }
    let mut cells: BTreeMap<Uuid, Sum> = BTreeMap::new();
    // What a commit changes of a ticket counts where the ticket was; then all of the ticket moves.
    for (before, after) in written {
        // What is not for everybody is in no cell: it is counted when it is asked for.
        let counts = |record: &&Record| record.scope().is_none();
        let cell = match after.ticket {
            None => SHARED,
            Some(ticket) => match moved.get(&ticket).or_else(|| teams.get(&ticket)) {
                Some(team) => *team,
                None => continue,
            },
        };
        let sum = cells.entry(cell).or_default();
        if let Some(before) = before.filter(|before| before.ver > 0 && !before.deleted).filter(counts) {
            sum.take_away(Sum::of(before.kind, before.id, before.ver));
        }
        if !after.deleted && counts(after) {
            sum.add(Sum::of(after.kind, after.id, after.ver));
        }
    }
    if !moved.is_empty() {
        let ids: Vec<Uuid> = moved.keys().copied().collect();
        for (ticket, whole) in store::digest::of_tickets(tx, &ids).await? {
            cells.entry(moved[&ticket]).or_default().take_away(whole);
            if let Some(team) = teams.get(&ticket) {
                cells.entry(*team).or_default().add(whole);
            }
        }
    }
    store::digest::add(tx, &cells).await
}

/// The sum over everything that somebody may see.
pub(crate) async fn of(tx: &Tx, who: &Who) -> anyhow::Result<Sum> {
    let mut sum = store::digest::of_own(tx, &who.own().into_iter().collect::<Vec<_>>()).await?;
    let Some(scopes) = who.sight.scopes() else {
        sum.add(store::digest::of_cells(tx, None).await?);
        return Ok(sum);
    };
    let mut cells = scopes.clone();
    cells.push(SHARED);
    sum.add(store::digest::of_cells(tx, Some(&cells)).await?);
    let own = store::digest::own_tickets(tx, who.id.0, &scopes).await?;
    for ticket in store::digest::of_tickets(tx, &own).await?.into_values() {
        sum.add(ticket);
    }
    Ok(sum)
}

impl Desk {
    /// Compares ranges for somebody: each is cut into parts with their sums, or sent whole when it is small.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn digest(&self, by: PersonId, ranges: &[DigestRange]) -> Result<DigestAnswer, FeedError> {
        let tx = self.inner.db.snapshot().await?;
        let head = store::state::head(&tx).await?.context("this desk is no server")?;
        let who = sight::now(&tx, by).await?.ok_or(FeedError::NotStaff)?;
        let scopes = who.sight.scopes();
        let own: Vec<Uuid> = who.own().into_iter().collect();
        let (mut answers, mut bytes) = (Vec::new(), 0);
        for range in ranges {
            let asked = (range.kind, range.after, range.to);
            let there = store::digest::there(&tx, asked, scopes.as_deref(), &own).await?;
            let mut answer = RangeAnswer { parts: Vec::new(), records: None };
            if there.len() <= LEAF {
                let ids: Vec<Uuid> = there.iter().map(|(id, _)| *id).collect();
                let records = store::records::get_many(&tx, range.kind, &ids).await?;
                let size = records.values().map(bytes_of).sum::<usize>();
                // What is too long for one answer is asked for part by part; a single long record goes alone.
                if bytes + size <= PAGE_BYTES || (bytes == 0 && there.len() == 1) {
                    bytes += size;
                    answer.records = Some(records.into_values().collect());
                }
            }
            if answer.records.is_none() {
                let size = there.len().div_ceil(PARTS);
                let count = there.len().div_ceil(size);
                for (index, part) in there.chunks(size).enumerate() {
                    let mut sum = Sum::default();
                    for (id, ver) in part {
                        sum.add(Sum::of(range.kind, *id, *ver));
                    }
                    // The parts cover the range without a gap.
                    let last = part.last().map_or(range.to, |(id, _)| *id);
                    answer
                        .parts
                        .push(DigestPart { to: if index + 1 == count { range.to } else { last }, sum });
                }
            }
            answers.push(answer);
        }
        tx.rollback().await?;
        Ok(DigestAnswer { epoch: head.epoch, ranges: answers })
    }

    /// How many live records a person may see.
    ///
    /// # Errors
    /// When the database cannot be read, or the person does not work here.
    pub async fn visible_records(&self, by: PersonId) -> Result<i64, FeedError> {
        let tx = self.inner.db.snapshot().await?;
        let who = sight::now(&tx, by).await?.ok_or(FeedError::NotStaff)?;
        let sum = of(&tx, &who).await?;
        tx.rollback().await?;
        Ok(sum.count)
    }

    /// Whether it is time to compare what is here with what the server has. Counting takes a while on a large
    /// desk, so it is done once after a start and then once a day.
    pub fn wants_digest(&self) -> bool {
        let now = self.inner.clock.now();
        let checked: Option<Timestamp> = *self.inner.checked.lock().expect("no holder of it panics");
        checked.is_none_or(|at| now.0 - at.0 >= CHECKED_MS)
    }

    /// Whether what is here differs from the sum that came with the last page of the feed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn differs(&self, theirs: Sum) -> anyhow::Result<bool> {
        let mut sum = Sum::default();
        for kind in Kind::ALL {
            sum.add(store::digest::sum_here(&self.inner.db, (kind, Uuid::nil(), Uuid::max())).await?);
        }
        // Rows that are mended ask for another look; sums that differ over the same rows would for ever.
        *self.inner.checked.lock().expect("no holder of it panics") = Some(self.inner.clock.now());
        Ok(sum != theirs)
    }

    /// Compares what is here with the server's when it is next caught up with.
    pub fn compare_soon(&self) {
        *self.inner.checked.lock().expect("no holder of it panics") = None;
    }

    /// The parts of a range that are not here as they are there.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn differing(
        &self,
        range: &DigestRange,
        parts: &[DigestPart],
    ) -> anyhow::Result<Vec<DigestRange>> {
        let mut differing = Vec::new();
        let mut after = range.after;
        for part in parts {
            let narrower = DigestRange { kind: range.kind, after, to: part.to };
            let sum = store::digest::sum_here(&self.inner.db, (range.kind, after, part.to)).await?;
            if sum != part.sum {
                differing.push(narrower);
            }
            after = part.to;
        }
        Ok(differing)
    }

    /// Makes a range what the server says it is; what waits in the outbox stays over it. Returns how many rows
    /// were wrong.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn mend(&self, range: &DigestRange, records: &[Record]) -> anyhow::Result<usize> {
        let _turn = self.inner.turn.lock().await;
        let tx = self.inner.db.begin_apply().await?;
        let here = store::digest::here(&tx, (range.kind, range.after, range.to)).await?;
        let fresh: BTreeMap<Key, Record> = records
            .iter()
            .filter(|record| here.get(&record.id) != Some(&(record.ver, true)))
            .map(|record| ((record.kind, record.id), record.clone()))
            .collect();
        let there: BTreeSet<Uuid> = records.iter().map(|record| record.id).collect();
        let gone: BTreeSet<Key> = here
            .iter()
            .filter(|(id, (_, live))| *live && !there.contains(id))
            .map(|(id, _)| (range.kind, *id))
            .collect();
        let wrong = fresh.len() + gone.len();
        if wrong == 0 {
            tx.rollback().await?;
            return Ok(0);
        }
        let mut taken = self.take_in(&tx, None, fresh, gone).await?;
        // Where a record was wrong, so may be what was made from it.
        taken.tickets.extend(taken.written.iter().filter_map(|record| record.ticket));
        self.finish_taking(tx, taken, &[Tag::Sync]).await?;
        self.compare_soon();
        Ok(wrong)
    }
}
