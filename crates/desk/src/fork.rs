//! A desk whose folder was copied or restored: it becomes a device of its own, and nothing of its work is lost.

use crate::desk::{Desk, Seat};
use contract::commands::Tag;
use domain::ids::DeviceId;
use domain::time::Timestamp;

/// The names under which the desk keeps which device it is, that it is a copy, and since when it is its own.
pub const DEVICE: &str = "device";
const IS_COPY: &str = "is_copy";
const COPIED_AT: &str = "copied_at";

impl Desk {
    /// The device that this desk is; `None` for a server.
    pub fn device(&self) -> Option<DeviceId> {
        match self.seat() {
            Seat::Device { device, .. } => Some(device),
            Seat::Server => None,
        }
    }

    /// An id for a device that is none of those there are.
    pub fn fresh_device(&self) -> DeviceId {
        DeviceId(self.inner.ids.next())
    }

    /// Whether this desk is a copy of another and has not become a device of its own yet.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn is_copy(&self) -> anyhow::Result<bool> {
        Ok(store::state::get(&self.inner.db, IS_COPY).await?.unwrap_or(false))
    }

    /// Notes that this desk is a copy of another: it becomes a device of its own before it sends anything.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn mark_copy(&self) -> anyhow::Result<()> {
        let _turn = self.inner.turn.lock().await;
        let tx = self.inner.db.begin().await?;
        store::state::put(&tx, IS_COPY, &true).await?;
        tx.commit().await
    }

    /// When this desk became a device of its own because it was a copy of another.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn copied_at(&self) -> anyhow::Result<Option<Timestamp>> {
        store::state::get(&self.inner.db, COPIED_AT).await
    }

    /// Goes on as this device, which the server does not know: what waits is numbered from 1.
    ///
    /// Changes keep their ids, so those that the other copy sent are known when they come from here.
    ///
    /// # Errors
    /// When the database cannot be written; then nothing happened.
    pub async fn rekey(&self, device: DeviceId) -> anyhow::Result<()> {
        let _turn = self.inner.turn.lock().await;
        let tx = self.inner.db.begin().await?;
        let next = store::outbox::renumber(&tx, 1).await?;
        store::state::put(&tx, "next_n", &next).await?;
        store::state::put(&tx, DEVICE, &device).await?;
        store::state::remove(&tx, IS_COPY).await?;
        store::state::put(&tx, COPIED_AT, &self.inner.clock.now()).await?;
        store::sim::point("rekey.before_commit").await;
        tx.commit().await?;
        store::sim::point("rekey.after_commit").await;
        if let Seat::Device { device: seated, .. } =
            &mut *self.inner.seat.write().expect("no holder of the seat panics")
        {
            *seated = device;
        }
        self.announce([Tag::Outbox, Tag::Sync, Tag::Session]);
        Ok(())
    }
}
