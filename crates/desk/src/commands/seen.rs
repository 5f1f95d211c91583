//! What somebody has read at this desk: by looking at it, or because they said so. It stays here and is never synced.

use crate::desk::Desk;
use crate::fault::Fault;
use crate::undo::Group;
use contract::commands::Tag;
use contract::seen::{TicketRead, WasRead};
use domain::ids::{PersonId, TicketId};
use domain::time::Timestamp;
use store::seen::{Kept, Seen, Standing};
use uuid::Uuid;

impl Desk {
    /// Begins to look for what is unread for somebody, unless it was begun before: what is here already was read.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn begin_reading(&self, me: PersonId) -> anyhow::Result<()> {
        if store::seen::has_begun(&self.inner.db, me.0).await? {
            return Ok(());
        }
        self.read_from(me, self.inner.clock.now()).await
    }

    /// As `begin_reading`, as if it began at this instant.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn read_from(&self, me: PersonId, from: Timestamp) -> anyhow::Result<()> {
        let _turn = self.inner.turn.lock().await;
        let tx = self.inner.db.begin().await?;
        store::seen::begin(&tx, me.0, from).await?;
        tx.commit().await?;
        self.announce([Tag::Seen]);
        Ok(())
    }

    /// Keeps how far somebody has read tickets; returns how it was before, to take it back.
    pub(crate) async fn keep_seen(&self, me: PersonId, seen: &[Seen]) -> anyhow::Result<Vec<Seen>> {
        let tickets: Vec<Uuid> = seen.iter().map(|seen| seen.ticket).collect();
        let tx = self.inner.db.begin().await?;
        let before = store::seen::standing(&tx, me.0, &tickets).await?;
        store::seen::put(&tx, me.0, seen).await?;
        tx.commit().await?;
        self.announce([Tag::Seen]);
        Ok(before.into_iter().map(|standing| standing.seen).collect())
    }
}

pub(crate) async fn ticket_read(desk: &Desk, me: PersonId, input: TicketRead) -> Result<WasRead, Fault> {
    let tickets: Vec<Uuid> = input.tickets.iter().map(|id| id.0).collect();
    for id in &tickets {
        desk.inner.check_sight(me, *id).await?;
    }
    match input.shown {
        Some(shown) => look(desk, me, &input.tickets, shown).await,
        None => {
            let _turn = desk.inner.turn.lock().await;
            let standing = store::seen::standing(&desk.inner.db, me.0, &tickets).await?;
            let to_unread = if input.turn { !standing.iter().all(|one| one.unread) } else { input.unread };
            let seen = standing.iter().map(|one| if to_unread { unread(one) } else { read(one, one.heard) });
            let before = desk.keep_seen(me, &seen.collect::<Vec<_>>()).await?;
            let how = if to_unread { "unread" } else { "read" };
            let label = match before.len() {
                1 => format!("Marked as {how}"),
                many => format!("Marked {many} tickets as {how}"),
            };
            desk.inner.did(Group::of_reading(&label, before));
            Ok(WasRead { undo: Some(label), unread: to_unread, since: None })
        }
    }
}

/// Somebody looked at tickets, which reads them: nothing that they would take back.
async fn look(desk: &Desk, me: PersonId, tickets: &[TicketId], shown: Timestamp) -> Result<WasRead, Fault> {
    let own: Vec<Uuid> = tickets.iter().map(|id| id.0).collect();
    // What was merged into one is in its thread.
    let mut merged: Vec<Uuid> = Vec::new();
    for id in tickets {
        merged.extend(desk.merged_family(me, *id).await?.into_iter().map(|(id, _)| id.0));
    }
    let all: Vec<Uuid> = own.iter().chain(&merged).copied().collect();
    let _turn = desk.inner.turn.lock().await;
    let standing = store::seen::standing(&desk.inner.db, me.0, &all).await?;
    let until = |one: &Standing| if own.contains(&one.seen.ticket) { Some(shown) } else { one.heard };
    let seen = standing.iter().map(|one| (one.seen, read(one, until(one))));
    let moved: Vec<Seen> = seen.filter(|(before, after)| before != after).map(|(_, after)| after).collect();
    if !moved.is_empty() {
        let tx = desk.inner.db.begin().await?;
        store::seen::put(&tx, me.0, &moved).await?;
        tx.commit().await?;
    }
    // Most of what is opened was read already: then no screen has anything new to say.
    if standing.iter().any(|one| one.unread) {
        desk.announce([Tag::Seen]);
    }
    let first = standing.iter().find(|one| Some(&one.seen.ticket) == own.first());
    Ok(WasRead { undo: None, unread: false, since: first.and_then(|one| one.since) })
}

/// Read up to an instant, or further where it was.
fn read(one: &Standing, until: Option<Timestamp>) -> Seen {
    Seen { kept: one.since.max(until).map(|until| Kept { until, marked: false }), ..one.seen }
}

/// Marked as unread: what others said last is new again, if they said anything.
fn unread(one: &Standing) -> Seen {
    let before_last = one.heard.map(|heard| heard.plus_ms(-1));
    let until = match (one.since, before_last) {
        (Some(so_far), Some(before_last)) => so_far.min(before_last),
        (so_far, before_last) => so_far.or(before_last).unwrap_or_default(),
    };
    Seen { kept: Some(Kept { until, marked: true }), ..one.seen }
}
