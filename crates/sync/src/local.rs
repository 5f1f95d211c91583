//! What a conversation needs of the desk it speaks for.

use crate::fault::Fault;
use anyhow::Result;
use async_trait::async_trait;
use contract::commands::Tag;
use contract::wire::{Cursor, DigestPart, DigestRange, NumberedChange, PullPage, PushAnswer, SnapshotPage};
use desk::Copying;
use domain::change::Change;
use domain::digest::Sum;
use domain::ids::{ChangeId, DeviceId};
use domain::record::Record;
use domain::time::Timestamp;
use std::collections::BTreeSet;
use tokio::sync::broadcast;
use uuid::Uuid;

/// A file that the desk has and the server may lack, or the other way round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// BLAKE3 of the bytes, in hex.
    pub hash: String,
    pub size_bytes: u64,
}

/// What waits for a person on this desk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Changes that the server has not judged yet.
    pub pending: i64,
    pub conflicts: i64,
    pub rejected: i64,
    /// Public replies that wait on the server for a person.
    pub held: i64,
    /// Files that were lost here before they were sent.
    pub broken: i64,
    /// When the desk became a device of its own because it was a copy of another.
    pub copied_at: Option<Timestamp>,
}

impl Counts {
    /// Whether something waits that only a person can decide.
    pub(crate) fn want_somebody(self) -> bool {
        self.conflicts + self.rejected + self.held + self.broken > 0
    }
}

/// The desk as the conversation sees it.
#[async_trait]
pub trait Local: Send + Sync + 'static {
    /// Up to `max` changes that the server has not judged, oldest first.
    async fn outgoing(&self, max: usize) -> Result<Vec<NumberedChange>>;
    /// Marks changes as handed to the network: from here on they cannot be taken back unseen. Returns those that
    /// were not handed to it before.
    async fn sending(&self, changes: &[NumberedChange]) -> Result<Vec<ChangeId>>;
    /// Takes the mark off again, since there was no network to hand them to.
    async fn not_sent(&self, changes: &[ChangeId]) -> Result<()>;
    /// Keeps what became of changes, durably.
    async fn settle(&self, answer: &PushAnswer) -> Result<()>;
    /// Takes in a page: rows under the outbox, and the cursor, in one transaction.
    ///
    /// A page that does not continue from the cursor is left alone.
    async fn absorb(&self, page: PullPage) -> Result<()>;
    async fn cursor(&self) -> Result<Cursor>;
    /// The server's history that the cursor belongs to.
    async fn epoch(&self) -> Result<Option<Uuid>>;
    /// Where the copy of everything stands, if one is under way: the feed comes after it.
    async fn copying(&self) -> Result<Option<Copying>>;
    /// Takes in a page of the copy, with the place behind it, in one transaction.
    ///
    /// A page that does not continue the copy is left alone.
    async fn absorb_snapshot(&self, page: &SnapshotPage) -> Result<()>;
    /// Begins a copy of everything, since the feed cannot be continued. The outbox stays.
    async fn copy_again(&self) -> Result<()>;
    /// Whether it is time to compare what is here with what the server has.
    fn wants_digest(&self) -> bool;
    /// Whether what is here differs from what the server's last page summed up.
    async fn differs(&self, theirs: Sum) -> Result<bool>;
    /// The parts of a range that are not here as they are on the server.
    async fn differing(&self, range: &DigestRange, parts: &[DigestPart]) -> Result<Vec<DigestRange>>;
    /// Compares again when it is next caught up with: what differs was not mended to the end.
    fn compare_soon(&self);
    /// Makes a range what the server says it is, under the outbox; returns how many rows were wrong.
    async fn mend(&self, range: &DigestRange, records: &[Record]) -> Result<usize>;
    /// Begins `epoch` from zero. The outbox stays.
    async fn forget_feed(&self, epoch: Uuid) -> Result<()>;
    /// Numbers what waits on from `expected`, which the server named.
    async fn renumber(&self, expected: i64) -> Result<()>;
    /// Whether this desk found that it is a copy of another and has not become a device of its own yet.
    async fn is_copy(&self) -> Result<bool>;
    /// An id for a device that is none of those there are.
    fn fresh_device(&self) -> DeviceId;
    /// Goes on as this device, which the server does not know: what waits is numbered from 1 and keeps its ids.
    async fn rekey(&self, device: DeviceId) -> Result<()>;
    /// Saves nothing of anybody's any more: an admin signed this device out for good.
    async fn shut(&self);
    /// Saves again, until the server says once more that this device is signed out for good.
    async fn reopen(&self);
    /// Every change that the server has not taken in, refused ones included.
    async fn unsettled(&self) -> Result<Vec<Change>>;
    async fn counts(&self) -> Result<Counts>;
    fn changed(&self) -> broadcast::Receiver<BTreeSet<Tag>>;

    /// Files of this desk that the server has not confirmed and whose attachment it knows.
    async fn unsent_files(&self) -> Result<Vec<File>>;
    /// Up to `max` bytes of a file from an offset on; `None` when they are not here any more.
    async fn read_file(&self, hash: &str, from: u64, max: usize) -> Result<Option<Vec<u8>>>;
    /// Marks a file as kept by the server.
    async fn file_sent(&self, hash: &str) -> Result<()>;
    /// Marks a file as one that cannot be sent, for a person to see.
    async fn file_lost(&self, hash: &str) -> Result<()>;
    async fn has_file(&self, hash: &str) -> Result<bool>;
    /// Begins to bring a file here, or goes on where that ended, in this process or an earlier one.
    async fn receive_file(&self, hash: &str) -> Result<Box<dyn Receiving>, Fault>;
}

/// A file on its way here. Dropped, it goes on later; it is seen by nobody before it is whole.
#[async_trait]
pub trait Receiving: Send {
    /// How much of it is here.
    fn size_bytes(&self) -> u64;
    async fn write(&mut self, more: Vec<u8>) -> Result<(), Fault>;
    /// Keeps it, if it is what its hash says; otherwise nothing of it stays.
    async fn finish(self: Box<Self>) -> Result<(), Fault>;
}
