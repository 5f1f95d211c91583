//! What was deleted long ago goes for good: on the server by age, on devices as far as the server says.

use crate::desk::Desk;
use anyhow::Context;
use domain::digest::Sum;
use domain::record::{Kind, Seq};
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use store::Tx;
use store::records::Key;
use uuid::Uuid;

/// How long deletions are kept unless somebody says otherwise.
pub(crate) const KEPT_MS: i64 = 180 * 24 * 60 * 60 * 1000;

impl Desk {
    /// Says how long deleted records are kept for devices that were away.
    pub fn set_keep_deleted_ms(&self, keep_ms: i64) {
        self.inner.keep_deleted_ms.store(keep_ms.max(0), Ordering::Relaxed);
    }

    /// On a server, forgets what was deleted long enough ago. Call it at least once a day. Returns how many
    /// records went.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn forget_deleted(&self) -> anyhow::Result<usize> {
        let _turn = self.inner.turn.lock().await;
        let tx = self.inner.db.begin().await?;
        store::state::lock_head(&tx).await?;
        let head = store::state::head(&tx).await?.context("this desk is no server")?;
        let keep_ms = self.inner.keep_deleted_ms.load(Ordering::Relaxed);
        let old = store::retention::turn_day(&tx, self.inner.clock.now(), head.seq, keep_ms).await?;
        let mut gone = 0;
        if let Some(up_to) = old {
            let keys: Vec<Key> = store::retention::tombstones(&tx, up_to).await?.into_iter().collect();
            let tickets: Vec<Uuid> =
                keys.iter().filter(|(kind, _)| *kind == Kind::Ticket).map(|(_, id)| *id).collect();
            // What belongs to a deleted ticket is live itself, and counted.
            let teams = store::sight::teams(&tx, &tickets).await?;
            let mut cells: BTreeMap<Uuid, Sum> = BTreeMap::new();
            for (ticket, sum) in store::digest::of_tickets(&tx, &tickets).await? {
                if let Some(team) = teams.get(&ticket) {
                    cells.entry(*team).or_default().take_away(sum);
                }
            }
            store::digest::add(&tx, &cells).await?;
            store::snapshot::remove(&tx, &keys).await?;
            store::sight::forget(&tx, &tickets).await?;
            store::retention::forget_moves(&tx, up_to).await?;
            store::retention::put_forgotten(&tx, up_to).await?;
            gone = keys.len();
        }
        tx.commit().await?;
        Ok(gone)
    }
}

/// On a device, what the server has forgotten since it last said so; what waits over a row keeps it.
pub(crate) async fn outlived(tx: &Tx, forgotten: Seq) -> anyhow::Result<Vec<Key>> {
    if forgotten <= store::retention::forgotten(tx).await? {
        return Ok(Vec::new());
    }
    store::retention::put_forgotten(tx, forgotten).await?;
    let keys = store::retention::tombstones(tx, forgotten).await?;
    let mut outlived = Vec::new();
    for key in keys {
        if store::outbox::shadow(tx, key.0, key.1).await?.is_none() {
            outlived.push(key);
        }
    }
    Ok(outlived)
}
