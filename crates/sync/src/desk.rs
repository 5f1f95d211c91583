//! The desk of this device as the conversation's `Local`.

use crate::fault::Fault;
use crate::local::{Counts, File, Local, Receiving};
use anyhow::{Context, Result};
use async_trait::async_trait;
use contract::commands::Tag;
use contract::wire::{Cursor, DigestPart, DigestRange, NumberedChange, PullPage, PushAnswer, SnapshotPage};
use desk::{Copying, Desk};
use domain::change::Change;
use domain::digest::Sum;
use domain::ids::{ChangeId, DeviceId};
use domain::record::Record;
use std::collections::BTreeSet;
use store::blobs::{Arriving, BlobError, BlobHash};
use tokio::sync::broadcast;
use uuid::Uuid;

fn hash_of(text: &str) -> Result<BlobHash> {
    text.parse().context("reading the hash of a file")
}

#[async_trait]
impl Local for Desk {
    async fn outgoing(&self, max: usize) -> Result<Vec<NumberedChange>> {
        Desk::outgoing(self, max).await
    }

    async fn sending(&self, changes: &[NumberedChange]) -> Result<Vec<ChangeId>> {
        Desk::sending(self, changes).await
    }

    async fn not_sent(&self, changes: &[ChangeId]) -> Result<()> {
        Desk::not_sent(self, changes).await
    }

    async fn settle(&self, answer: &PushAnswer) -> Result<()> {
        Desk::settle(self, answer).await
    }

    async fn absorb(&self, page: PullPage) -> Result<()> {
        Desk::absorb(self, page).await
    }

    async fn copying(&self) -> Result<Option<Copying>> {
        Desk::copying(self).await
    }

    async fn absorb_snapshot(&self, page: &SnapshotPage) -> Result<()> {
        Desk::absorb_snapshot(self, page).await
    }

    async fn copy_again(&self) -> Result<()> {
        Desk::copy_again(self).await
    }

    fn wants_digest(&self) -> bool {
        Desk::wants_digest(self)
    }

    async fn differs(&self, theirs: Sum) -> Result<bool> {
        Desk::differs(self, theirs).await
    }

    fn compare_soon(&self) {
        Desk::compare_soon(self);
    }

    async fn differing(&self, range: &DigestRange, parts: &[DigestPart]) -> Result<Vec<DigestRange>> {
        Desk::differing(self, range, parts).await
    }

    async fn mend(&self, range: &DigestRange, records: &[Record]) -> Result<usize> {
        Desk::mend(self, range, records).await
    }

    async fn cursor(&self) -> Result<Cursor> {
        Desk::cursor(self).await
    }

    async fn epoch(&self) -> Result<Option<Uuid>> {
        Desk::epoch(self).await
    }

    async fn forget_feed(&self, epoch: Uuid) -> Result<()> {
        Desk::forget_feed(self, epoch).await
    }

    async fn renumber(&self, expected: i64) -> Result<()> {
        Desk::renumber(self, expected).await
    }

    async fn is_copy(&self) -> Result<bool> {
        Desk::is_copy(self).await
    }

    fn fresh_device(&self) -> DeviceId {
        Desk::fresh_device(self)
    }

    async fn rekey(&self, device: DeviceId) -> Result<()> {
        Desk::rekey(self, device).await
    }

    async fn shut(&self) {
        Desk::shut(self).await;
    }

    async fn reopen(&self) {
        Desk::reopen(self).await;
    }

    async fn unsettled(&self) -> Result<Vec<Change>> {
        Desk::unsettled(self).await
    }

    async fn counts(&self) -> Result<Counts> {
        let (pending, rejected) = self.waiting().await?;
        let (conflicts, copied_at) = (self.open_conflicts().await?, self.copied_at().await?);
        let (held, broken) = (self.held_replies().await?, self.lost_blobs().await?);
        Ok(Counts { pending, rejected, conflicts, held, broken, copied_at })
    }

    fn changed(&self) -> broadcast::Receiver<BTreeSet<Tag>> {
        Desk::changed(self)
    }

    async fn unsent_files(&self) -> Result<Vec<File>> {
        let unsent = self.unsent_blobs().await?;
        Ok(unsent.into_iter().map(|(hash, size)| File { hash, size_bytes: size.unsigned_abs() }).collect())
    }

    async fn read_file(&self, hash: &str, from: u64, max: usize) -> Result<Option<Vec<u8>>> {
        match self.blobs().read_range(hash_of(hash)?, from..from.saturating_add(max as u64)).await {
            Ok(bytes) => Ok(Some(bytes)),
            Err(BlobError::Missing { .. } | BlobError::Broken { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    async fn file_sent(&self, hash: &str) -> Result<()> {
        self.blob_sent(hash).await
    }

    async fn file_lost(&self, hash: &str) -> Result<()> {
        self.blob_lost(hash).await
    }

    async fn has_file(&self, hash: &str) -> Result<bool> {
        Ok(self.blobs().has(hash_of(hash)?).await?)
    }

    async fn receive_file(&self, hash: &str) -> Result<Box<dyn Receiving>, Fault> {
        let hash = hash_of(hash).map_err(|error| Fault::local(&error))?;
        let arriving = self.blobs().receive(hash).await.map_err(fault)?;
        Ok(Box::new(Incoming { desk: self.clone(), arriving }))
    }
}

/// A file that arrives at a desk.
struct Incoming {
    desk: Desk,
    arriving: Arriving,
}

#[async_trait]
impl Receiving for Incoming {
    fn size_bytes(&self) -> u64 {
        self.arriving.size_bytes()
    }

    async fn write(&mut self, more: Vec<u8>) -> Result<(), Fault> {
        self.arriving.write(more).await.map_err(fault)
    }

    async fn finish(self: Box<Self>) -> Result<(), Fault> {
        self.arriving.finish().await.map_err(fault)?;
        self.desk.announce([Tag::Tickets]);
        Ok(())
    }
}

#[expect(clippy::needless_pass_by_value, reason = "`map_err` hands it over")]
fn fault(error: BlobError) -> Fault {
    match error {
        BlobError::DiskFull { .. } => Fault::DiskFull(error.to_string()),
        BlobError::Mismatch { .. } => Fault::Garbage(error.to_string()),
        BlobError::Missing { .. }
        | BlobError::Broken { .. }
        | BlobError::Source(_)
        | BlobError::ReadOnly { .. }
        | BlobError::Io(_) => Fault::Local(error.to_string()),
    }
}
