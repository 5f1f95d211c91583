//! What happens to tickets by themselves: what was postponed is work again on its day, what was resolved long enough ago
//! closes.
//!
//! Only a desk whose word is final does it: a device leaves it to its server, so that it happens once for everybody. Each
//! ticket has a transaction of its own, which looks again at how it stands: of several nodes the second finds it moved.

use crate::desk::{Desk, Seat};
use crate::door::Door;
use crate::escalate::system;
use crate::fault::Fault;
use domain::access::Who;
use domain::change::difference;
use domain::ids::PersonId;
use domain::record::Kind;
use domain::ticket::Ticket;
use domain::time::Timestamp;
use std::sync::Arc;
use store::planning::{After, returning, standing_since};
use uuid::Uuid;

/// Tickets looked up at a time.
const BATCH: u64 = 50;
/// When a ticket that could not be moved is looked at again.
const AGAIN_MS: i64 = 60_000;

/// Whose moment it is.
#[derive(Clone, Copy)]
enum Due<'a> {
    /// Of what was postponed.
    Back,
    /// Of what has stood in this status since before then.
    Closing { status: &'a str, until: i64 },
}

impl Desk {
    /// Moves every ticket whose moment has come; returns when the next one's does.
    pub(crate) async fn move_by_itself(
        &self,
        me: Option<PersonId>,
        now: Timestamp,
    ) -> anyhow::Result<Option<Timestamp>> {
        let rules = self.inner.rules();
        let person = me.and_then(|me| Some((me, rules.house.staff.get(&me)?)));
        let who = match (self.seat(), person) {
            (Seat::Server, _) => system(),
            // What a desk without a server does may be sent to one some day, which takes it from people alone.
            (Seat::Device { connected: false, .. }, Some((me, person))) => {
                Who::new(me, person, &rules.house.teams)
            }
            (Seat::Device { .. }, _) => return Ok(None),
        };
        let db = &self.inner.db;
        let mut all_moved = self.moves_all(&who, now, Due::Back).await?;
        let behind: After = (now.0, Uuid::max());
        let mut next: Vec<i64> =
            returning(db, i64::MAX, behind, 1).await?.into_iter().map(|(at, _)| at).collect();
        if let Some(stays_ms) = rules.house.closing.after_ms() {
            let until = now.plus_ms(-stays_ms).0;
            for status in rules.house.closing_statuses() {
                all_moved &= self.moves_all(&who, now, Due::Closing { status: &status.0, until }).await?;
                let later = standing_since(db, &status.0, i64::MAX, (until, Uuid::max()), 1).await?;
                next.extend(later.into_iter().map(|(since, _)| since.saturating_add(stays_ms)));
            }
        }
        next.extend((!all_moved).then(|| now.plus_ms(AGAIN_MS).0));
        Ok(next.into_iter().min().map(Timestamp))
    }

    /// Moves the tickets of every page; returns false when one could not be. None is looked at twice, so one that stays
    /// holds up no other.
    async fn moves_all(&self, who: &Who, now: Timestamp, due: Due<'_>) -> anyhow::Result<bool> {
        let db = &self.inner.db;
        let mut after: After = (i64::MIN, Uuid::nil());
        let mut all_moved = true;
        loop {
            let found = match due {
                Due::Back => returning(db, now.0, after, BATCH).await?,
                Due::Closing { status, until } => standing_since(db, status, until, after, BATCH).await?,
            };
            let Some(last) = found.last() else { return Ok(all_moved) };
            after = *last;
            for (_, ticket) in found {
                all_moved &= self.moves(who, ticket, now).await?;
            }
        }
    }

    /// Moves one ticket; returns false when it could not be, which is said in the log.
    async fn moves(&self, who: &Who, id: Uuid, now: Timestamp) -> anyhow::Result<bool> {
        let why = match self.move_one(who, id, now).await {
            Ok(()) => return Ok(true),
            Err(Fault::Broken(error)) => return Err(error.context("moving a ticket by itself")),
            Err(Fault::Refused(refusal)) => refusal.to_string(),
            Err(Fault::Problem(problem)) => problem.to_string(),
        };
        tracing::warn!(ticket.id = %id, "A ticket stays where it is, though its time has come: {why}");
        Ok(false)
    }

    async fn move_one(&self, who: &Who, id: Uuid, now: Timestamp) -> Result<(), Fault> {
        let inner = self.inner.as_ref();
        let _turn = inner.turn.lock().await;
        let mut door = Door::begin(inner).await?;
        // Locked until the end: another node waits here, and then finds it moved.
        let record = door.load(Kind::Ticket, id).await?.filter(|record| !record.deleted);
        let since = store::planning::stands_since(&door.tx, id).await?;
        let (Some(record), Some(since)) = (record, since) else { return Ok(()) };
        let before: Ticket = record.read()?;
        let rules = Arc::clone(&door.rules);
        let due = rules.house.by_itself(&before, Timestamp(since)).filter(|(at, _)| *at <= now);
        let Some((_, to)) = due else { return Ok(()) };
        let mut after = before.clone();
        after.status = to.clone();
        rules.house.settle_life(&before, &mut after);
        let Some(act) = difference(&record, &after) else { return Ok(()) };
        let change = door.draft(who.id, Kind::Ticket, id, Some(id), act).await?;
        let received_at = door.now;
        door.apply(who, change, Some(received_at)).await?;
        door.commit().await?;
        Ok(())
    }
}
