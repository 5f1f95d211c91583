//! A desk on paper, and a pocket for secrets: as little as a conversation needs to be observed.

use anyhow::bail;
use async_trait::async_trait;
use contract::commands::Tag;
use contract::wire::{Cursor, DigestPart, DigestRange, NumberedChange, PullPage, PushAnswer, SnapshotPage};
use desk::Copying;
use domain::change::{Act, Change};
use domain::digest::Sum;
use domain::ids::{ChangeId, DeviceId, PersonId};
use domain::record::{Doc, Kind, Record};
use domain::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use sync::Secrets;
use sync::fault::Fault;
use sync::local::{Counts, File, Local, Receiving};
use tokio::sync::broadcast;
use uuid::Uuid;

/// The `n`th thing that somebody did.
pub(crate) fn change(n: u128) -> Change {
    let doc = Doc::from_iter([("name".to_owned(), format!("thing {n}").into())]);
    Change {
        id: ChangeId(Uuid::from_u128(0xC0_0000 + n)),
        kind: Kind::Organisation,
        entity: Uuid::from_u128(0xE0_0000 + n),
        ticket: None,
        by: PersonId(Uuid::from_u128(1)),
        at: Timestamp(1_000),
        seen: 0,
        delivered_at: None,
        act: Act::Create { doc },
    }
}

#[derive(Default)]
struct Sheet {
    queue: Vec<NumberedChange>,
    next: i64,
    settled: Vec<ChangeId>,
    rows: BTreeSet<Uuid>,
    cursor: Cursor,
    epoch: Option<Uuid>,
    forgotten: usize,
    files: BTreeMap<String, Vec<u8>>,
    unsent: Vec<File>,
    lost: BTreeSet<String>,
    parts: BTreeMap<String, Vec<u8>>,
    is_full: bool,
}

pub(crate) struct PaperDesk {
    sheet: Arc<Mutex<Sheet>>,
    changed: broadcast::Sender<BTreeSet<Tag>>,
}

impl Default for PaperDesk {
    fn default() -> Self {
        PaperDesk { sheet: Arc::default(), changed: broadcast::channel(64).0 }
    }
}

impl PaperDesk {
    fn write<T>(&self, with: impl FnOnce(&mut Sheet) -> T) -> T {
        let result = with(&mut self.sheet.lock().unwrap());
        // Nobody has to listen.
        let _ = self.changed.send(BTreeSet::from([Tag::Outbox]));
        result
    }

    fn read<T>(&self, with: impl FnOnce(&Sheet) -> T) -> T {
        with(&self.sheet.lock().unwrap())
    }

    pub(crate) fn queue(&self, changes: impl IntoIterator<Item = Change>) {
        self.write(|sheet| {
            for change in changes {
                sheet.next += 1;
                sheet.queue.push(NumberedChange { n: sheet.next, change });
            }
        });
    }

    pub(crate) fn attach(&self, bytes: &[u8]) {
        let hash = blake3::hash(bytes).to_hex().to_string();
        self.write(|sheet| {
            sheet.unsent.push(File { hash: hash.clone(), size_bytes: bytes.len() as u64 });
            sheet.files.insert(hash, bytes.to_vec());
        });
    }

    pub(crate) fn rows(&self) -> usize {
        self.read(|sheet| sheet.rows.len())
    }

    pub(crate) fn settled(&self) -> usize {
        self.read(|sheet| sheet.settled.len())
    }

    pub(crate) fn settled_ids(&self) -> Vec<ChangeId> {
        self.read(|sheet| sheet.settled.clone())
    }

    pub(crate) fn forgotten(&self) -> usize {
        self.read(|sheet| sheet.forgotten)
    }

    pub(crate) fn file(&self, hash: &str) -> Option<Vec<u8>> {
        self.read(|sheet| sheet.files.get(hash).cloned())
    }

    /// What has come of a file that is not whole.
    pub(crate) fn part(&self, hash: &str) -> Option<Vec<u8>> {
        self.read(|sheet| sheet.parts.get(hash).cloned())
    }

    pub(crate) fn unsent(&self) -> usize {
        self.read(|sheet| sheet.unsent.len())
    }

    pub(crate) fn lost(&self) -> usize {
        self.read(|sheet| sheet.lost.len())
    }

    /// Whether there is room for what comes.
    pub(crate) fn fill(&self, is_full: bool) {
        self.write(|sheet| sheet.is_full = is_full);
    }

    pub(crate) fn lose_files(&self) {
        self.write(|sheet| sheet.files.clear());
    }

    pub(crate) async fn until_rows(&self, rows: usize) {
        while self.rows() < rows {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    pub(crate) async fn until_settled(&self, settled: usize) {
        while self.settled() < settled {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

#[async_trait]
impl Local for PaperDesk {
    async fn outgoing(&self, max: usize) -> anyhow::Result<Vec<NumberedChange>> {
        Ok(self.read(|sheet| sheet.queue.iter().take(max).cloned().collect()))
    }

    async fn sending(&self, changes: &[NumberedChange]) -> anyhow::Result<Vec<ChangeId>> {
        Ok(changes.iter().map(|numbered| numbered.change.id).collect())
    }

    async fn not_sent(&self, _: &[ChangeId]) -> anyhow::Result<()> {
        Ok(())
    }

    async fn settle(&self, answer: &PushAnswer) -> anyhow::Result<()> {
        self.write(|sheet| {
            for result in &answer.results {
                sheet.queue.retain(|queued| queued.n != result.n);
                sheet.settled.push(result.id);
            }
        });
        Ok(())
    }

    async fn absorb(&self, page: PullPage) -> anyhow::Result<()> {
        self.write(|sheet| {
            if sheet.cursor == page.prev {
                sheet.rows.extend(page.records.iter().map(|record| record.id));
                sheet.cursor = page.next;
            }
        });
        Ok(())
    }

    async fn copying(&self) -> anyhow::Result<Option<Copying>> {
        Ok(None)
    }

    async fn absorb_snapshot(&self, _: &SnapshotPage) -> anyhow::Result<()> {
        bail!("a desk on paper copies nothing")
    }

    async fn copy_again(&self) -> anyhow::Result<()> {
        self.write(|sheet| sheet.cursor = Cursor::default());
        Ok(())
    }

    fn wants_digest(&self) -> bool {
        false
    }

    async fn differs(&self, _: Sum) -> anyhow::Result<bool> {
        Ok(false)
    }

    fn compare_soon(&self) {}

    async fn differing(&self, _: &DigestRange, _: &[DigestPart]) -> anyhow::Result<Vec<DigestRange>> {
        Ok(Vec::new())
    }

    async fn mend(&self, _: &DigestRange, _: &[Record]) -> anyhow::Result<usize> {
        bail!("a desk on paper is never mended")
    }

    async fn cursor(&self) -> anyhow::Result<Cursor> {
        Ok(self.read(|sheet| sheet.cursor))
    }

    async fn epoch(&self) -> anyhow::Result<Option<Uuid>> {
        Ok(self.read(|sheet| sheet.epoch))
    }

    async fn forget_feed(&self, epoch: Uuid) -> anyhow::Result<()> {
        self.write(|sheet| {
            sheet.epoch = Some(epoch);
            sheet.cursor = Cursor::default();
            sheet.rows.clear();
            sheet.forgotten += 1;
        });
        Ok(())
    }

    async fn renumber(&self, expected: i64) -> anyhow::Result<()> {
        self.write(|sheet| {
            for (n, queued) in (expected..).zip(&mut sheet.queue) {
                queued.n = n;
            }
        });
        Ok(())
    }

    async fn is_copy(&self) -> anyhow::Result<bool> {
        Ok(false)
    }

    fn fresh_device(&self) -> DeviceId {
        DeviceId(Uuid::new_v4())
    }

    async fn rekey(&self, _: DeviceId) -> anyhow::Result<()> {
        bail!("this desk is no copy")
    }

    async fn shut(&self) {}
    async fn reopen(&self) {}

    async fn unsettled(&self) -> anyhow::Result<Vec<Change>> {
        Ok(self.read(|sheet| sheet.queue.iter().map(|queued| queued.change.clone()).collect()))
    }

    async fn counts(&self) -> anyhow::Result<Counts> {
        let pending = self.read(|sheet| sheet.queue.len());
        Ok(Counts { pending: i64::try_from(pending)?, ..Counts::default() })
    }

    fn changed(&self) -> broadcast::Receiver<BTreeSet<Tag>> {
        self.changed.subscribe()
    }

    async fn unsent_files(&self) -> anyhow::Result<Vec<File>> {
        Ok(self.read(|sheet| sheet.unsent.clone()))
    }

    async fn read_file(&self, hash: &str, from: u64, max: usize) -> anyhow::Result<Option<Vec<u8>>> {
        let from = usize::try_from(from)?;
        Ok(self.file(hash).map(|bytes| bytes[from..bytes.len().min(from + max)].to_vec()))
    }

    async fn file_sent(&self, hash: &str) -> anyhow::Result<()> {
        self.write(|sheet| sheet.unsent.retain(|file| file.hash != hash));
        Ok(())
    }

    async fn file_lost(&self, hash: &str) -> anyhow::Result<()> {
        // Told of once, as a desk does.
        if self.read(|sheet| !sheet.lost.contains(hash)) {
            self.write(|sheet| sheet.lost.insert(hash.to_owned()));
        }
        Ok(())
    }

    async fn has_file(&self, hash: &str) -> anyhow::Result<bool> {
        Ok(self.file(hash).is_some())
    }

    async fn receive_file(&self, hash: &str) -> Result<Box<dyn Receiving>, Fault> {
        let came = self.read(|sheet| sheet.parts.get(hash).cloned()).unwrap_or_default();
        Ok(Box::new(Part { sheet: self.sheet.clone(), hash: hash.to_owned(), came }))
    }
}

/// A file on its way to a desk on paper.
struct Part {
    sheet: Arc<Mutex<Sheet>>,
    hash: String,
    came: Vec<u8>,
}

#[async_trait]
impl Receiving for Part {
    fn size_bytes(&self) -> u64 {
        self.came.len() as u64
    }

    async fn write(&mut self, more: Vec<u8>) -> Result<(), Fault> {
        let mut sheet = self.sheet.lock().unwrap();
        if sheet.is_full {
            return Err(Fault::DiskFull("there is no space left".to_owned()));
        }
        self.came.extend(more);
        sheet.parts.insert(self.hash.clone(), self.came.clone());
        Ok(())
    }

    async fn finish(self: Box<Self>) -> Result<(), Fault> {
        let mut sheet = self.sheet.lock().unwrap();
        sheet.parts.remove(&self.hash);
        if blake3::hash(&self.came).to_hex().as_str() != self.hash {
            return Err(Fault::Garbage("other bytes".to_owned()));
        }
        sheet.files.insert(self.hash, self.came);
        Ok(())
    }
}

/// Where secrets are kept.
#[derive(Default)]
pub(crate) struct Pocket {
    secrets: Mutex<BTreeMap<String, String>>,
    locked: AtomicBool,
}

impl Pocket {
    pub(crate) fn lock(&self) {
        self.locked.store(true, Ordering::Relaxed);
    }

    pub(crate) fn unlock(&self) {
        self.locked.store(false, Ordering::Relaxed);
    }
}

#[async_trait]
impl Secrets for Pocket {
    async fn get(&self, name: &str) -> anyhow::Result<Option<String>> {
        Ok(self.secrets.lock().unwrap().get(name).cloned())
    }

    async fn put(&self, name: &str, value: &str) -> anyhow::Result<()> {
        if self.locked.load(Ordering::Relaxed) {
            bail!("the keyring is locked");
        }
        self.secrets.lock().unwrap().insert(name.to_owned(), value.to_owned());
        Ok(())
    }

    async fn delete(&self, name: &str) -> anyhow::Result<()> {
        self.secrets.lock().unwrap().remove(name);
        Ok(())
    }
}
