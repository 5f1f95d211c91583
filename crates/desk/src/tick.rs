//! What time does to a desk: clocks turn at risk and breached, in their rows as in the world.

use crate::desk::{Desk, Seat};
use crate::project;
use anyhow::Context;
use contract::commands::Tag;
use domain::ids::PersonId;
use domain::notify::Showing;
use domain::time::Timestamp;

/// What a tick found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Turned {
    /// What to show on the desktop; already remembered as shown.
    pub show: Vec<Showing>,
    /// When there is something to do next, if nothing else happens.
    pub wake_at: Option<Timestamp>,
}

/// Tickets turned in one transaction: an edit waits for no more than that.
const BATCH: u64 = 50;

impl Desk {
    /// Turns every clock whose instant has come, and decides what to tell this person.
    ///
    /// # Errors
    /// When the database cannot be read or written; then nothing was marked as shown.
    pub async fn tick(&self, me: Option<PersonId>) -> anyhow::Result<Turned> {
        let now = self.inner.clock.now();
        let next_turn = self.turn_clocks(now).await?;
        let Some(me) = me else { return Ok(Turned { show: Vec::new(), wake_at: next_turn }) };
        let next_move = self.move_by_itself(Some(me), now).await?;
        let told = self.tell(me, now).await?;
        let wake_at = [next_turn, next_move, told.wake_at].into_iter().flatten().min();
        Ok(Turned { show: told.show, wake_at })
    }

    /// Turns every clock whose instant has come by `now`; returns when the next one comes.
    pub(crate) async fn turn_clocks(&self, now: Timestamp) -> anyhow::Result<Option<Timestamp>> {
        let inner = self.inner.as_ref();
        loop {
            let _turn = inner.turn.lock().await;
            let ids = store::planning::turning(&inner.db, now.0, BATCH).await?;
            if ids.is_empty() {
                break;
            }
            let tx = inner.db.begin_apply().await?;
            if inner.seat() == Seat::Server {
                inner.follow_rules(&tx).await?;
            }
            project::tickets_now(&tx, &inner.rules(), &ids, now).await.context("turning clocks")?;
            tx.commit().await?;
            inner.announce([Tag::Tickets].into());
        }
        Ok(store::planning::next_turn(&inner.db).await?.map(Timestamp))
    }
}
