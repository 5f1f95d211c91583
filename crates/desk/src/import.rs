//! Takes in a whole batch of records at once: an import, or the sample.

use crate::change::enter;
use crate::desk::{Desk, Seat};
use crate::door::Door;
use crate::fault::Fault;
use crate::{digest, project, sight};
use contract::commands::Tag;
use contract::problem::{Code, Problem};
use domain::access::may_configure;
use domain::change::{Act, Change};
use domain::ids::{ChangeId, PersonId};
use domain::import::{Batch, Import};
use domain::record::{Kind, Record};
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use uuid::Uuid;

/// What an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Imported {
    /// Tickets that were not there before.
    pub added: i64,
    /// Tickets that were there and stay as they are.
    pub known: i64,
    pub people: i64,
}

/// The most records, and bytes of records, in one change of an import: a push must stay below the server's limit on
/// bodies. A single larger record still goes; its texts have limits of their own.
const PART: usize = 200;
const PART_BYTES: usize = 1024 * 1024;

/// Cuts the records of an import into what one change carries.
fn parts_of(records: &[Record]) -> Result<Vec<&[Record]>, Fault> {
    let (mut parts, mut from, mut bytes) = (Vec::new(), 0, 0);
    for (at, record) in records.iter().enumerate() {
        let size = serde_json::to_vec(record)?.len();
        if at > from && (at - from == PART || bytes + size > PART_BYTES) {
            parts.push(&records[from..at]);
            (from, bytes) = (at, 0);
        }
        bytes += size;
    }
    parts.push(&records[from..]);
    Ok(parts)
}

impl Desk {
    /// Imports a batch: everything in one transaction, or nothing.
    ///
    /// What is there already stays as it is, so importing again adds nothing. It keeps its historic times;
    /// nothing of the past breaches, warns or notifies.
    ///
    /// # Errors
    /// When the person may not configure the desk, when `progress` breaks off, or the database cannot be written.
    pub async fn import(
        &self,
        me: PersonId,
        batch: &Batch,
        progress: &mut (dyn FnMut(i64, i64) -> ControlFlow<()> + Send),
    ) -> Result<Imported, Fault> {
        let inner = self.inner.as_ref();
        let _turn = inner.turn.lock().await;
        let (mut door, who) = enter(inner, me).await?;
        may_configure(&who)?;

        let mut records = Vec::new();
        {
            let house = door.rules.house.clone();
            let import = Import::of(batch, &house);
            records.extend(import.shared());
            for ticket in &batch.tickets {
                records.extend(import.ticket(ticket));
            }
        }
        let mut done = Imported::default();
        let total = i64::try_from(records.len()).unwrap_or(i64::MAX);
        let mut fresh = Vec::new();
        for (index, chunk) in records.chunks(500).enumerate() {
            let keys: Vec<_> = chunk.iter().map(|record| (record.kind, record.id)).collect();
            let known = store::records::versions(&door.tx, &keys).await?;
            for record in chunk {
                let is_new = !known.contains_key(&(record.kind, record.id));
                match (record.kind, is_new) {
                    (Kind::Ticket, true) => done.added += 1,
                    (Kind::Ticket, false) => done.known += 1,
                    (Kind::Person, true) => done.people += 1,
                    _ => {}
                }
                if is_new {
                    fresh.push(record.clone());
                }
            }
            let so_far = i64::try_from((index + 1) * 500).unwrap_or(i64::MAX).min(total);
            if progress(so_far / 2, total).is_break() {
                return Err(cancelled());
            }
        }
        if fresh.is_empty() {
            return Ok(done);
        }
        self.plant(&mut door, me, fresh, &mut |share| progress(total / 2 + total * share / 200, total))
            .await?;
        door.tx.commit().await?;
        inner.reload_rules().await?;
        inner.announce(BTreeSet::from([Tag::Tickets, Tag::People, Tag::House, Tag::Outbox, Tag::Sync]));
        if inner.seat() == Seat::Server {
            let head = store::state::head(&inner.db).await?.map_or(0, |head| head.seq);
            inner.head.send_replace(head);
        }
        Ok(done)
    }

    /// Writes fresh records, numbers or queues them, and projects them; `progress` hears percents.
    async fn plant(
        &self,
        door: &mut Door<'_>,
        me: PersonId,
        mut records: Vec<Record>,
        progress: &mut (dyn FnMut(i64) -> ControlFlow<()> + Send),
    ) -> Result<(), Fault> {
        let inner = self.inner.as_ref();
        let tickets: Vec<usize> = records
            .iter()
            .enumerate()
            .filter(|(_, record)| record.kind == Kind::Ticket)
            .map(|(i, _)| i)
            .collect();
        match inner.seat() {
            Seat::Server => {
                let head = store::state::advance(&door.tx, i64::try_from(tickets.len()).unwrap_or(0)).await?;
                for (number, index) in (head.next_number..).zip(&tickets) {
                    records[*index].doc.insert("number".to_owned(), number.into());
                }
                for record in &mut records {
                    record.ver = head.seq + 1;
                    record.first = head.seq + 1;
                }
            }
            Seat::Device { connected, .. } => {
                let mut next_local: i64 = store::state::get(&door.tx, "next_local").await?.unwrap_or(1);
                for index in &tickets {
                    let record = &mut records[*index];
                    let label = if connected {
                        domain::ticket::draft_label(domain::ids::TicketId(record.id))
                    } else {
                        next_local += 1;
                        format!("L-{}", next_local - 1)
                    };
                    record.doc.insert("provisional".to_owned(), label.into());
                }
                store::state::put(&door.tx, "next_local", &next_local).await?;
                self.queue_import(door, me, &records).await?;
            }
        }
        let step = records.len().div_ceil(20).max(1);
        for (index, chunk) in records.chunks(step).enumerate() {
            store::records::put(&door.tx, chunk).await?;
            let chunk: Vec<&Record> = chunk.iter().collect();
            store::search::put(&door.tx, &chunk).await?;
            project::people(&door.tx, &door.rules, &chunk).await?;
            if progress(i64::try_from(index * 3).unwrap_or(60).min(60)).is_break() {
                return Err(cancelled());
            }
        }
        let ids: Vec<Uuid> = tickets.iter().map(|index| records[*index].id).collect();
        let rules = crate::rules::Rules::load(&door.tx).await?;
        for (index, chunk) in ids.chunks(500).enumerate() {
            project::tickets_now(&door.tx, &rules, chunk, door.now).await?;
            if progress(60 + i64::try_from(index).unwrap_or(40).min(40)).is_break() {
                return Err(cancelled());
            }
        }
        if inner.seat() == Seat::Server {
            let written: Vec<(Option<&Record>, &Record)> =
                records.iter().map(|record| (None, record)).collect();
            sight::note(&door.tx, 0, &written).await?;
            digest::note(&door.tx, &written).await?;
        }
        Ok(())
    }

    /// Puts an import into the outbox, in parts that the server lets appear together.
    async fn queue_import(&self, door: &Door<'_>, me: PersonId, records: &[Record]) -> Result<(), Fault> {
        let ids = &self.inner.ids;
        let batch = ids.next();
        let cut = parts_of(records)?;
        let parts = i64::try_from(cut.len()).unwrap_or(i64::MAX);
        let changes: Vec<Change> = (1..)
            .zip(cut)
            .map(|(part, records)| Change {
                id: ChangeId(ids.next()),
                kind: Kind::Ticket,
                entity: batch,
                ticket: None,
                by: me,
                at: door.now,
                seen: 0,
                delivered_at: None,
                act: Act::Import { batch, part, parts, records: records.to_vec() },
            })
            .collect();
        let next: i64 = store::state::get(&door.tx, "next_n").await?.unwrap_or(1);
        store::outbox::add(&door.tx, next, &changes).await?;
        store::state::put(&door.tx, "next_n", &(next + parts)).await?;
        Ok(())
    }

    /// Fills a desk with records that no person made: the sample, and the seeds of benchmarks. Nothing is queued.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn seed(&self, records: Vec<Record>) -> Result<(), Fault> {
        let inner = self.inner.as_ref();
        let _turn = inner.turn.lock().await;
        let mut door = Door::begin(inner).await?;
        door.take_import(records).await?;
        let seq = match inner.seat() {
            Seat::Server => door.number().await?,
            Seat::Device { .. } => 0,
        };
        door.finish(seq).await?;
        Ok(())
    }
}

impl Door<'_> {
    /// Lets imported records appear; what is there already stays as it is.
    pub(crate) async fn take_import(&mut self, records: Vec<Record>) -> Result<(), Fault> {
        let keys: Vec<_> = records.iter().map(|record| (record.kind, record.id)).collect();
        let known = store::records::versions(&self.tx, &keys).await?;
        for record in records {
            if known.contains_key(&(record.kind, record.id)) {
                continue;
            }
            let record = Record { ver: 0, first: 0, fver: Default::default(), ..record };
            if record.kind == Kind::Ticket {
                self.opened(record.id);
            }
            self.put(record);
        }
        Ok(())
    }
}

fn cancelled() -> Fault {
    Problem::new(Code::Cancelled, "The import was cancelled. Nothing was imported.").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_stays_below_what_a_push_may_carry_and_loses_nothing() {
        let record = |n: u128, bytes: usize| Record {
            kind: Kind::Message,
            id: Uuid::from_u128(n),
            ticket: None,
            doc: [("body".to_owned(), "x".repeat(bytes).into())].into_iter().collect(),
            ver: 0,
            fver: Default::default(),
            first: 0,
            deleted: false,
        };
        let sizes = [10, 900_000, 10, 300_000, 2_000_000, 10, 10];
        let mut records: Vec<Record> = (1..).zip(sizes).map(|(n, bytes)| record(n, bytes)).collect();
        records.extend((100..700).map(|n| record(n, 10)));
        let parts = parts_of(&records).unwrap();
        assert_eq!(parts.concat(), records, "all of them, in their order");
        for part in &parts {
            let bytes = serde_json::to_vec(part).unwrap().len();
            assert!(
                part.len() <= PART && (bytes < PART_BYTES + 4_096 || part.len() == 1),
                "{} of {bytes}",
                part.len()
            );
        }
        assert!(parts.len() <= 8, "{} parts", parts.len());
    }
}
