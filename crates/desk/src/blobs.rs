//! The bytes of attachments: what has to be sent, what is not here yet.

use crate::desk::{Desk, Seat};
use crate::fault::Fault;
use anyhow::Context;
use contract::commands::Tag;
use contract::problem::{Code, Problem};
use contract::ticket::FileState;
use domain::change::{Act, Change};
use domain::ids::AttachmentId;
use domain::message::Attachment;
use domain::record::Kind;
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::atomic::Ordering;
use store::Tx;
use store::blobs::{BlobError, BlobHash, Trimmed};

/// The name under which it is kept that a file waits to be sent.
fn unsent(hash: &str) -> String {
    format!("unsent:{hash}")
}

/// The name under which it is kept that a file is gone from here and was never sent.
fn lost(hash: &str) -> String {
    format!("lost:{hash}")
}

/// Notes that a file has to be sent, whatever was known of it before.
pub(crate) async fn send(tx: &Tx, hash: &str, size_bytes: i64) -> anyhow::Result<()> {
    store::state::remove(tx, &lost(hash)).await?;
    store::state::put(tx, &unsent(hash), &size_bytes).await
}

/// Notes that the files of attachments which go to the server again have to go with them: it may have lost them.
pub(crate) async fn send_again(tx: &Tx) -> anyhow::Result<()> {
    for change in store::outbox::unsettled(tx).await? {
        if let Some(attachment) = attached_by(&change)? {
            send(tx, &attachment.hash, attachment.size_bytes).await?;
        }
    }
    Ok(())
}

/// The attachment that a change adds.
fn attached_by(change: &Change) -> anyhow::Result<Option<Attachment>> {
    match &change.act {
        Act::Create { doc } if change.kind == Kind::Attachment => {
            Ok(Some(serde_json::from_value(serde_json::to_value(doc)?)?))
        }
        Act::Create { .. } | Act::Patch { .. } | Act::Delete | Act::Restore | Act::Import { .. } => Ok(None),
    }
}

/// The files that the server lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unsent {
    pub files: i64,
    pub bytes: i64,
    /// Of the files, how many are held here for now.
    pub held: i64,
}

impl Desk {
    /// The files that the server lacks and would take, by hash, with their sizes in bytes.
    ///
    /// It takes a file once it knows the attachment that names it, for as long as that one's ticket is there: of a
    /// ticket that is deleted the file waits here, in case it is restored.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unsent_blobs(&self) -> anyhow::Result<Vec<(String, i64)>> {
        let mut waiting = Vec::new();
        let largest = self.inner.largest_sent_bytes.load(Ordering::Relaxed);
        for (hash, size_bytes) in store::state::with_prefix(&self.inner.db, &unsent("")).await? {
            if size_bytes <= largest && self.is_taken(&hash).await? {
                waiting.push((hash, size_bytes));
            }
        }
        Ok(waiting)
    }

    /// Whether the server would take a file now.
    async fn is_taken(&self, hash: &str) -> anyhow::Result<bool> {
        for record in store::named::attachments(&self.inner.db, hash).await? {
            let Some(ticket) = record.ticket.filter(|_| record.ver > 0) else { continue };
            let ticket = store::records::get(&self.inner.db, Kind::Ticket, ticket).await?;
            if ticket.is_some_and(|ticket| !ticket.deleted) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Holds files back that are larger than this, until `None` lets them go.
    pub fn hold_files_over(&self, bytes: Option<i64>) {
        let largest = bytes.unwrap_or(i64::MAX);
        if self.inner.largest_sent_bytes.swap(largest, Ordering::Relaxed) != largest {
            self.announce([Tag::Outbox]);
        }
    }

    /// How much waits to be sent.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unsent(&self) -> anyhow::Result<Unsent> {
        let largest = self.inner.largest_sent_bytes.load(Ordering::Relaxed);
        let mut all = Unsent::default();
        for (_, bytes) in store::state::with_prefix::<i64>(&self.inner.db, &unsent("")).await? {
            all.files += 1;
            all.bytes += bytes;
            all.held += i64::from(bytes > largest);
        }
        Ok(all)
    }

    /// Makes room: of the files that the server has too, those that were used longest ago go until all together take
    /// no more than this. A desk without a server keeps everything: nobody else has it.
    ///
    /// # Errors
    /// When the database or the folder cannot be read.
    pub async fn trim_files(&self, limit_bytes: Option<u64>) -> anyhow::Result<Trimmed> {
        let limit_bytes = match self.seat() {
            Seat::Device { connected: true, .. } => limit_bytes.unwrap_or(u64::MAX),
            Seat::Device { connected: false, .. } | Seat::Server => u64::MAX,
        };
        // Nothing is added between the look at what has to stay and the removal.
        let _turn = self.inner.turn.lock().await;
        let db = &self.inner.db;
        let mut keep = BTreeSet::new();
        for (hash, _) in store::state::with_prefix::<i64>(db, &unsent("")).await? {
            keep.insert(hash.parse::<BlobHash>().context("reading which files wait to be sent")?);
        }
        // What lies in the outbox, or went so lately that a server restored from a backup would lack it.
        let mut changes = store::outbox::of_kind(db, Kind::Attachment).await?;
        changes.extend(store::acked::attachments(db).await?);
        for change in changes {
            if let Some(attachment) = attached_by(&change)? {
                keep.insert(attachment.hash.parse::<BlobHash>().context("reading which files were sent")?);
            }
        }
        Ok(self.inner.blobs.trim(keep, limit_bytes).await?)
    }

    /// Says that the server has a file.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn blob_sent(&self, hash: &str) -> anyhow::Result<()> {
        let _turn = self.inner.turn.lock().await;
        let tx = self.inner.db.begin_apply().await?;
        store::state::remove(&tx, &unsent(hash)).await?;
        store::state::remove(&tx, &lost(hash)).await?;
        tx.commit().await?;
        self.announce([Tag::Tickets, Tag::Outbox]);
        Ok(())
    }

    /// Says that a file cannot be sent because its bytes are gone from this computer.
    ///
    /// It stays wanted: attaching the same file again mends it, and so does another desk that sends it.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn blob_lost(&self, hash: &str) -> anyhow::Result<()> {
        if store::state::get::<bool>(&self.inner.db, &lost(hash)).await?.is_some() {
            return Ok(());
        }
        let _turn = self.inner.turn.lock().await;
        let tx = self.inner.db.begin().await?;
        store::state::put(&tx, &lost(hash), &true).await?;
        tx.commit().await?;
        tracing::warn!("A file was lost on this computer before it was sent");
        self.announce([Tag::Tickets, Tag::Outbox]);
        Ok(())
    }

    /// How many files were lost here before they were sent.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn lost_blobs(&self) -> anyhow::Result<i64> {
        let mut count = 0;
        for (hash, _) in store::state::with_prefix::<bool>(&self.inner.db, &lost("")).await? {
            // A ticket that is gone takes the worry along.
            count += i64::from(!store::named::attachments(&self.inner.db, &hash).await?.is_empty());
        }
        Ok(count)
    }

    /// Where the bytes of an attachment are.
    pub(crate) async fn file_state(&self, hash: BlobHash) -> anyhow::Result<FileState> {
        let here = self.inner.blobs.has(hash).await?;
        let name = unsent(&hash.to_string());
        let waits = store::state::get::<i64>(&self.inner.db, &name).await?.is_some();
        Ok(match (here, waits) {
            (true, false) => FileState::Here,
            (true, true) => FileState::Waiting,
            (false, true) => FileState::Broken,
            (false, false) => FileState::Elsewhere,
        })
    }

    /// Writes the bytes of an attachment where a person wants them; the file appears, or is replaced, when all are there.
    ///
    /// # Errors
    /// `Offline` when they are not on this computer; otherwise when the file cannot be written.
    pub async fn save_attachment(&self, id: AttachmentId, place: &Path) -> Result<(), Problem> {
        let (_, hash) = crate::commands::attachment_here(self, id).await?;
        let internal = |error: BlobError| Problem::from(Fault::Broken(error.into()));
        let mut bytes = self.inner.blobs.stream(hash).await.map_err(internal)?;
        let aside = place.with_file_name(format!("{}.part", self.inner.ids.next()));
        let written = async {
            let mut file = tokio::fs::File::create(&aside).await?;
            tokio::io::copy(&mut bytes, &mut file).await?;
            file.sync_all().await?;
            tokio::fs::rename(&aside, place).await
        };
        if let Err(error) = written.await {
            // It may not have come into being.
            let _ = tokio::fs::remove_file(&aside).await;
            let full = matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded);
            let code = if full { Code::DiskFull } else { Code::ReadOnly };
            return Err(Problem::new(code, format!("{} cannot be written: {error}", place.display())));
        }
        Ok(())
    }

    /// The attachment with this id.
    ///
    /// # Errors
    /// When it is missing or the database cannot be read.
    pub async fn attachment(&self, id: AttachmentId) -> anyhow::Result<Attachment> {
        let record = store::records::get(&self.inner.db, Kind::Attachment, id.0).await?;
        Ok(record.context("no such attachment")?.read()?)
    }
}
