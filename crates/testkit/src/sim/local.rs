//! The desk as the conversation sees it, with every call counted as work and batches as small as the tuning wants.

use super::busy::Busy;
use anyhow::Result;
use async_trait::async_trait;
use contract::commands::Tag;
use contract::wire::{Cursor, DigestPart, DigestRange, NumberedChange, PullPage, PushAnswer, SnapshotPage};
use desk::{Copying, Desk};
use domain::change::Change;
use domain::digest::Sum;
use domain::ids::{ChangeId, DeviceId};
use domain::record::Record;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use sync::fault::Fault;
use sync::local::{Counts, File, Local, Receiving};
use tokio::sync::broadcast;
use uuid::Uuid;

pub(crate) struct Counted {
    pub(crate) desk: Desk,
    pub(crate) busy: Busy,
    pub(crate) push: usize,
    /// Counts how often what is here was found not to be what the server has.
    pub(crate) differed: Arc<AtomicUsize>,
}

impl Counted {
    fn local(&self) -> &dyn Local {
        &self.desk
    }
}

#[async_trait]
impl Local for Counted {
    async fn outgoing(&self, max: usize) -> Result<Vec<NumberedChange>> {
        self.busy.during(self.local().outgoing(max.min(self.push))).await
    }
    async fn sending(&self, changes: &[NumberedChange]) -> Result<Vec<ChangeId>> {
        self.busy.during(self.local().sending(changes)).await
    }
    async fn not_sent(&self, changes: &[ChangeId]) -> Result<()> {
        self.busy.during(self.local().not_sent(changes)).await
    }
    async fn settle(&self, answer: &PushAnswer) -> Result<()> {
        self.busy.during(self.local().settle(answer)).await
    }
    async fn absorb(&self, page: PullPage) -> Result<()> {
        self.busy.during(self.local().absorb(page)).await
    }
    async fn cursor(&self) -> Result<Cursor> {
        self.busy.during(self.local().cursor()).await
    }
    async fn epoch(&self) -> Result<Option<Uuid>> {
        self.busy.during(self.local().epoch()).await
    }
    async fn copying(&self) -> Result<Option<Copying>> {
        self.busy.during(self.local().copying()).await
    }
    async fn absorb_snapshot(&self, page: &SnapshotPage) -> Result<()> {
        self.busy.during(self.local().absorb_snapshot(page)).await
    }
    async fn copy_again(&self) -> Result<()> {
        self.busy.during(self.local().copy_again()).await
    }
    fn wants_digest(&self) -> bool {
        self.local().wants_digest()
    }
    async fn differs(&self, theirs: Sum) -> Result<bool> {
        let differs = self.busy.during(self.local().differs(theirs)).await?;
        self.differed.fetch_add(usize::from(differs), Ordering::SeqCst);
        Ok(differs)
    }
    fn compare_soon(&self) {
        self.local().compare_soon();
    }
    async fn differing(&self, range: &DigestRange, parts: &[DigestPart]) -> Result<Vec<DigestRange>> {
        self.busy.during(self.local().differing(range, parts)).await
    }
    async fn mend(&self, range: &DigestRange, records: &[Record]) -> Result<usize> {
        self.busy.during(self.local().mend(range, records)).await
    }
    async fn forget_feed(&self, epoch: Uuid) -> Result<()> {
        self.busy.during(self.local().forget_feed(epoch)).await
    }
    async fn renumber(&self, expected: i64) -> Result<()> {
        self.busy.during(self.local().renumber(expected)).await
    }
    async fn is_copy(&self) -> Result<bool> {
        self.busy.during(self.local().is_copy()).await
    }
    fn fresh_device(&self) -> DeviceId {
        self.local().fresh_device()
    }
    async fn rekey(&self, device: DeviceId) -> Result<()> {
        self.busy.during(self.local().rekey(device)).await
    }
    async fn shut(&self) {
        self.busy.during(self.local().shut()).await;
    }
    async fn reopen(&self) {
        self.busy.during(self.local().reopen()).await;
    }
    async fn unsettled(&self) -> Result<Vec<Change>> {
        self.busy.during(self.local().unsettled()).await
    }
    async fn counts(&self) -> Result<Counts> {
        self.busy.during(self.local().counts()).await
    }
    fn changed(&self) -> broadcast::Receiver<BTreeSet<Tag>> {
        self.local().changed()
    }
    async fn unsent_files(&self) -> Result<Vec<File>> {
        self.busy.during(self.local().unsent_files()).await
    }
    async fn read_file(&self, hash: &str, from: u64, max: usize) -> Result<Option<Vec<u8>>> {
        self.busy.during(self.local().read_file(hash, from, max)).await
    }
    async fn file_sent(&self, hash: &str) -> Result<()> {
        self.busy.during(self.local().file_sent(hash)).await
    }
    async fn file_lost(&self, hash: &str) -> Result<()> {
        self.busy.during(self.local().file_lost(hash)).await
    }
    async fn has_file(&self, hash: &str) -> Result<bool> {
        self.busy.during(self.local().has_file(hash)).await
    }
    async fn receive_file(&self, hash: &str) -> Result<Box<dyn Receiving>, Fault> {
        let receiving = self.busy.during(self.local().receive_file(hash)).await?;
        Ok(Box::new(CountedFile { receiving, busy: self.busy.clone() }))
    }
}

/// A file on its way here, with every call counted as work.
struct CountedFile {
    receiving: Box<dyn Receiving>,
    busy: Busy,
}

#[async_trait]
impl Receiving for CountedFile {
    fn size_bytes(&self) -> u64 {
        self.receiving.size_bytes()
    }
    async fn write(&mut self, more: Vec<u8>) -> Result<(), Fault> {
        self.busy.during(self.receiving.write(more)).await
    }
    async fn finish(self: Box<Self>) -> Result<(), Fault> {
        self.busy.clone().during(self.receiving.finish()).await
    }
}
