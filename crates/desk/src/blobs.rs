//! The bytes of attachments: what has to be sent, what is not here yet.

use crate::desk::Desk;
use anyhow::Context;
use domain::ids::AttachmentId;
use domain::message::Attachment;
use domain::record::Kind;

impl Desk {
    /// The files that the server lacks and would take, by hash, with their sizes in bytes.
    ///
    /// It takes a file once it knows the attachment that names it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unsent_blobs(&self) -> anyhow::Result<Vec<(String, i64)>> {
        let mut unsent = Vec::new();
        for (hash, size_bytes) in store::state::with_prefix(&self.inner.db, "unsent:").await? {
            if store::named::attachments(&self.inner.db, &hash).await?.iter().any(|record| record.ver > 0) {
                unsent.push((hash, size_bytes));
            }
        }
        Ok(unsent)
    }

    /// Says that the server has a file.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn blob_sent(&self, hash: &str) -> anyhow::Result<()> {
        let _turn = self.inner.turn.lock().await;
        let tx = self.inner.db.begin_apply().await?;
        store::state::remove(&tx, &format!("unsent:{hash}")).await?;
        tx.commit().await
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
