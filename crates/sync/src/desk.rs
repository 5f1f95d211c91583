//! The desk of this device as the conversation's `Local`.

use crate::fault::Fault;
use crate::local::{Bytes, Counts, File, Local};
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
use std::io;
use store::blobs::{BlobError, BlobHash};
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

    async fn absorb(&self, page: &PullPage) -> Result<()> {
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

    async fn rekey(&self, device: DeviceId) -> Result<()> {
        Desk::rekey(self, device).await
    }

    async fn unsettled(&self) -> Result<Vec<Change>> {
        Desk::unsettled(self).await
    }

    async fn counts(&self) -> Result<Counts> {
        let (pending, rejected) = self.waiting().await?;
        let (conflicts, copied_at) = (self.open_conflicts().await?, self.copied_at().await?);
        let held = self.held_replies().await?;
        Ok(Counts { pending, rejected, conflicts, held, copied_at })
    }

    fn changed(&self) -> broadcast::Receiver<BTreeSet<Tag>> {
        Desk::changed(self)
    }

    async fn unsent_files(&self) -> Result<Vec<File>> {
        let unsent = self.unsent_blobs().await?;
        Ok(unsent.into_iter().map(|(hash, size)| File { hash, size_bytes: size.unsigned_abs() }).collect())
    }

    async fn open_file(&self, hash: &str) -> Result<Bytes> {
        Ok(Box::new(self.blobs().stream(hash_of(hash)?).await?))
    }

    async fn file_sent(&self, hash: &str) -> Result<()> {
        self.blob_sent(hash).await
    }

    async fn has_file(&self, hash: &str) -> Result<bool> {
        Ok(self.blobs().has(hash_of(hash)?).await?)
    }

    async fn keep_file(&self, hash: &str, bytes: Bytes) -> io::Result<()> {
        let hash = hash_of(hash).map_err(io::Error::other)?;
        self.blobs().add_expected(bytes, hash).await.map_err(|error| match error {
            // What the network did wrong goes back as it came.
            BlobError::Source(error) => error,
            BlobError::Mismatch { .. } => io::Error::other(error),
            BlobError::Missing { .. }
            | BlobError::Broken { .. }
            | BlobError::ReadOnly { .. }
            | BlobError::DiskFull { .. }
            | BlobError::Io(_) => io::Error::other(Fault::Local(error.to_string())),
        })?;
        self.announce([Tag::Tickets]);
        Ok(())
    }
}
