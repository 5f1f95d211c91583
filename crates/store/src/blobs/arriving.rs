//! A file that a device brings here: what came survives the line and the process, and is shown to nobody before it is
//! whole.

use std::sync::Arc;

use tokio::sync::OwnedMutexGuard;

use super::error::BlobError;
use super::hash::BlobHash;
use super::shelf::Shelf;
use super::write::Incoming;
use super::{Added, Blobs};

/// A file on its way here; dropped, it goes on later where it was.
pub struct Arriving {
    hash: BlobHash,
    /// Missing after a write that failed: what was there is gone then.
    into: Option<Into>,
}

enum Into {
    /// Sealed as it comes, in a file that is found again.
    Shelf { incoming: Box<Incoming>, _turn: OwnedMutexGuard<()> },
    /// A store of objects takes a file whole.
    Bucket { blobs: Blobs, bytes: Vec<u8> },
}

impl Arriving {
    /// Waits until nobody else brings this file, and goes on where that ended.
    pub(super) async fn on_shelf(shelf: Arc<Shelf>, hash: BlobHash) -> Result<Arriving, BlobError> {
        let turn = shelf.turn(&hash).await;
        let incoming = super::aside(move || Incoming::resume(shelf, &hash)).await?;
        Ok(Arriving { hash, into: Some(Into::Shelf { incoming: Box::new(incoming), _turn: turn }) })
    }

    pub(super) fn for_bucket(blobs: Blobs, hash: BlobHash) -> Arriving {
        Arriving { hash, into: Some(Into::Bucket { blobs, bytes: Vec::new() }) }
    }

    /// Returns how much is here.
    pub fn size_bytes(&self) -> u64 {
        match &self.into {
            None => 0,
            Some(Into::Shelf { incoming, .. }) => incoming.size_bytes(),
            Some(Into::Bucket { bytes, .. }) => bytes.len() as u64,
        }
    }

    /// Takes in what follows.
    ///
    /// # Errors
    /// When it cannot be stored; then what came before is gone too, and a full disk has its room back.
    pub async fn write(&mut self, more: Vec<u8>) -> Result<(), BlobError> {
        self.into = match self.into.take() {
            None => return Err(BlobError::Source(std::io::ErrorKind::BrokenPipe.into())),
            Some(Into::Shelf { mut incoming, _turn }) => {
                let incoming = super::aside(move || incoming.write(&more).map(|()| incoming)).await?;
                Some(Into::Shelf { incoming, _turn })
            }
            Some(Into::Bucket { blobs, mut bytes }) => {
                bytes.extend_from_slice(&more);
                Some(Into::Bucket { blobs, bytes })
            }
        };
        Ok(())
    }

    /// Puts the file in its place if it is the content with its hash; otherwise nothing of it stays.
    pub async fn finish(mut self) -> Result<Added, BlobError> {
        let hash = self.hash;
        match self.into.take() {
            None => Err(BlobError::Source(std::io::ErrorKind::BrokenPipe.into())),
            Some(Into::Shelf { incoming, _turn }) => super::aside(move || incoming.finish(Some(&hash))).await,
            Some(Into::Bucket { blobs, bytes }) => blobs.add_expected(bytes.as_slice(), hash).await,
        }
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        // Nothing came: there is nothing to go on with.
        if let Some(Into::Shelf { incoming, .. }) = &mut self.into
            && incoming.size_bytes() == 0
        {
            incoming.give_up();
        }
    }
}
