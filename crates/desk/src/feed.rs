//! The server's side of what devices read: who it is, and what changed since.

use crate::desk::Desk;
use anyhow::Context;
use contract::wire::{Cursor, Hello, PROTOCOL, PullPage};
use domain::ids::PersonId;

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
            min_protocol: PROTOCOL,
            server_version: env!("CARGO_PKG_VERSION").to_owned(),
            records: store::records::count_numbered(&self.inner.db).await?,
        })
    }

    /// Reads one page of what changed after a cursor, for somebody who works here.
    ///
    /// The head is read before the records: what is committed in between comes with the next page.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn feed(&self, by: PersonId, after: Cursor, max: usize) -> anyhow::Result<PullPage> {
        anyhow::ensure!(self.staff(by).is_some(), "only staff read the feed");
        let head = store::state::head(&self.inner.db).await?.context("this desk is no server")?;
        let limit = max.clamp(1, 5000);
        let mut records =
            store::records::feed(&self.inner.db, (after.seq, after.kind, after.id), limit as u64).await?;
        records.retain(|record| record.ver <= head.seq);
        let done = records.len() < limit;
        let next = match records.last() {
            Some(last) if !done => Cursor { seq: last.ver, kind: last.kind.code(), id: last.id },
            _ => Cursor::after(head.seq.max(after.seq)),
        };
        Ok(PullPage {
            epoch: head.epoch,
            prev: after,
            next,
            head: head.seq,
            time: self.inner.clock.now(),
            records,
            done,
        })
    }
}
