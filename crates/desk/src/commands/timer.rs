//! Timers on tickets: kept by this desk for one person, through restarts, and never synced.

use crate::desk::Desk;
use crate::fault::Fault;
use contract::commands::Tag;
use contract::session::{Done, Empty};
use contract::timer::{TimerPick, TimerSettle, TimerStarted, TimerView};
use domain::ids::{PersonId, TicketId};
use domain::record::Kind;
use domain::refusal::Refusal;
use domain::time::Timestamp;
use domain::timer::Timers;
use uuid::Uuid;

fn name_of(me: PersonId) -> String {
    format!("timers:{me}")
}

impl Desk {
    /// Changes somebody's timers, and says so to whoever shows them when there is something new to show.
    async fn timing<R>(
        &self,
        me: PersonId,
        change: impl FnOnce(&mut Timers, Timestamp) -> R,
    ) -> Result<R, Fault> {
        let _turn = self.inner.turn.lock().await;
        let tx = self.inner.db.begin().await?;
        let mut timers: Timers = store::state::get_locked(&tx, &name_of(me)).await?.unwrap_or_default();
        let result = change(&mut timers, self.inner.clock.now());
        store::state::put(&tx, &name_of(me), &timers).await?;
        tx.commit().await?;
        self.announce([Tag::Timers]);
        Ok(result)
    }
}

/// Lets go of the timer of a ticket in the transaction that books its time.
pub(super) async fn let_go(tx: &store::Tx, me: PersonId, ticket: TicketId) -> anyhow::Result<()> {
    let Some(mut timers) = store::state::get_locked::<Timers>(tx, &name_of(me)).await? else { return Ok(()) };
    timers.drop(ticket);
    store::state::put(tx, &name_of(me), &timers).await
}

pub(crate) async fn timer_list(desk: &Desk, me: PersonId, _: Empty) -> Result<Vec<TimerView>, Fault> {
    let mut timers: Timers = store::state::get(&desk.inner.db, &name_of(me)).await?.unwrap_or_default();
    timers.look(desk.inner.clock.now());
    let mut ids: Vec<Uuid> = Vec::new();
    for timer in &timers.0 {
        // One that somebody may not see any more is not shown; its time is still there when they may again.
        if desk.inner.check_sight(me, timer.ticket.0).await.is_ok() {
            ids.push(timer.ticket.0);
        }
    }
    let rows = desk.row_views(me, &ids).await?;
    let views = timers.0.into_iter().filter_map(|timer| {
        let row = rows.get(&timer.ticket.0)?;
        Some(TimerView {
            ticket: timer.ticket,
            number: row.number.clone(),
            subject: row.subject.clone(),
            running: timer.running,
            counted_ms: timer.counted_ms,
            away_ms: timer.away_ms,
        })
    });
    Ok(views.collect())
}

pub(crate) async fn timer_start(desk: &Desk, me: PersonId, input: TimerPick) -> Result<TimerStarted, Fault> {
    desk.inner.check_sight(me, input.ticket.0).await?;
    store::records::get(&desk.inner.db, Kind::Ticket, input.ticket.0)
        .await?
        .filter(|record| !record.deleted)
        .ok_or(Refusal::Missing(Kind::Ticket))?;
    let ran = desk.timing(me, |timers, now| timers.start(input.ticket, now)).await?;
    let paused = match ran {
        Some(other) => desk.row_views(me, &[other.0]).await?.remove(&other.0).map(|row| row.number),
        None => None,
    };
    Ok(TimerStarted { paused })
}

pub(crate) async fn timer_pause(desk: &Desk, me: PersonId, input: TimerPick) -> Result<Done, Fault> {
    desk.timing(me, |timers, now| timers.pause(input.ticket, now)).await?;
    Ok(Done::default())
}

/// Whoever shows a timer that runs says now and then that somebody is there.
pub(crate) async fn timer_look(desk: &Desk, me: PersonId, _: Empty) -> Result<Done, Fault> {
    desk.timing(me, Timers::look).await?;
    Ok(Done::default())
}

pub(crate) async fn timer_settle(desk: &Desk, me: PersonId, input: TimerSettle) -> Result<Done, Fault> {
    desk.timing(me, |timers, _| timers.settle(input.ticket, input.counts)).await?;
    Ok(Done::default())
}

pub(crate) async fn timer_drop(desk: &Desk, me: PersonId, input: TimerPick) -> Result<Done, Fault> {
    desk.timing(me, |timers, _| timers.drop(input.ticket)).await?;
    Ok(Done::default())
}
