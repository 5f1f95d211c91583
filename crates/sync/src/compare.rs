//! The lane's work when a device has caught up: is what it has really what the server has, and mending it if not.

use crate::client::Answer;
use crate::fault::Fault;
use crate::lanes::{Lanes, local};
use crate::session::Access;
use contract::wire::{DIGEST_LIMIT, DigestRange};
use domain::digest::Sum;
use domain::record::Kind;
use uuid::Uuid;

/// So many rounds cut any desk down to single rows; more would mean that the two sides disagree on what a sum is.
const ROUNDS: usize = 16;

impl Lanes {
    /// Compares sums, and where they differ halves its way to the rows and takes the server's.
    pub(crate) async fn compare(&self, theirs: Option<Sum>) -> Result<(), Fault> {
        let Some(theirs) = theirs else { return Ok(()) };
        if !local(self.local.differs(theirs).await)? {
            return Ok(());
        }
        // The comparison counts as done for a day; what it found would stay as it is for as long.
        let mended = self.narrow().await.inspect_err(|_| self.local.compare_soon())?;
        if mended > 0 {
            tracing::warn!(mended, "What was here was not what the server has; mended");
        }
        Ok(())
    }

    /// Halves its way to the rows that differ and takes the server's; returns how many there were.
    async fn narrow(&self) -> Result<usize, Fault> {
        let whole = |kind| DigestRange { kind, after: Uuid::nil(), to: Uuid::max() };
        let mut ranges: Vec<DigestRange> = Kind::ALL.into_iter().map(whole).collect();
        let mut mended = 0;
        for _ in 0..ROUNDS {
            if ranges.is_empty() {
                break;
            }
            let mut narrower = Vec::new();
            for asked in ranges.chunks(DIGEST_LIMIT) {
                let Access { token, .. } = self.session.access()?;
                let Answer { value: answer, epoch } = self.client.digest(&token, asked.to_vec()).await?;
                self.same_history(epoch).await?;
                if answer.ranges.len() != asked.len() {
                    return Err(Fault::Garbage("an answer about other ranges".to_owned()));
                }
                for (range, found) in asked.iter().zip(answer.ranges) {
                    match found.records {
                        Some(records) => mended += local(self.local.mend(range, &records).await)?,
                        None => narrower.extend(local(self.local.differing(range, &found.parts).await)?),
                    }
                }
            }
            ranges = narrower;
        }
        Ok(mended)
    }
}
