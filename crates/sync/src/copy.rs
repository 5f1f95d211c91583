//! The lane's work while a device copies everything: pages by place, the next on its way while one is taken in.

use crate::client::Answer;
use crate::fault::Fault;
use crate::lanes::{Lanes, local};
use crate::plan::Event;
use crate::session::Access;
use contract::session::FirstCopy;
use contract::wire::{ErrorCode, Part, SnapshotPage};
use desk::Copying;
use std::sync::Arc;

impl Lanes {
    /// Copies to the end if a copy is under way; returns how many records came.
    pub(crate) async fn copy(self: &Arc<Self>) -> Result<usize, Fault> {
        let mut rows = 0;
        while let Some(copying) = local(self.local.copying().await)? {
            match self.copy_from(copying, &mut rows).await {
                Err(Fault::Refused { code: ErrorCode::CursorExpired, detail }) => {
                    tracing::info!(detail, "Beginning the copy anew");
                    local(self.local.copy_again().await)?;
                }
                Err(fault) => return Err(fault),
                Ok(()) => {
                    self.first_copy.send_replace(None);
                }
            }
        }
        Ok(rows)
    }

    async fn copy_from(self: &Arc<Self>, mut copying: Copying, rows: &mut usize) -> Result<(), Fault> {
        let mut page = self.snapshot(copying).await?;
        loop {
            copying = Copying {
                place: page.next,
                since: Some(page.since),
                done: copying.done + i64::try_from(page.records.len()).unwrap_or(i64::MAX),
                ..copying
            };
            let last = page.next.part == Part::Done;
            // On a thread of its own: unpacking and reading a page takes as long as writing one.
            let next = (!last).then(|| {
                let lanes = Arc::clone(self);
                Fetching(tokio::spawn(async move { lanes.snapshot(copying).await }))
            });
            local(self.local.absorb_snapshot(&page).await)?;
            *rows += page.records.len();
            self.first_copy.send_modify(|shown| {
                let total = shown.map_or(0, |shown| shown.total).max(copying.done);
                *shown = Some(FirstCopy { done: copying.done, total });
            });
            // The last one too: what follows it may break. Nobody listens any more only when the conversation is over.
            let _ = self.events.send(Event::Paged);
            let Some(mut next) = next else { return Ok(()) };
            page = (&mut next.0).await.map_err(|error| Fault::Local(error.to_string()))??;
        }
    }

    async fn snapshot(&self, copying: Copying) -> Result<SnapshotPage, Fault> {
        let mut max = self.page;
        loop {
            let Access { token, .. } = self.session.access()?;
            match self.client.snapshot(&token, &copying, max).await {
                // Huge records: ask for fewer, down to one at a time.
                Err(Fault::TooLarge(_)) if max > 1 => max = (max / 8).max(1),
                Err(fault) => return Err(fault),
                Ok(Answer { value: page, epoch }) => {
                    if page.epoch != epoch {
                        return Err(Fault::Garbage("two histories in one answer".to_owned()));
                    }
                    self.same_history(epoch).await?;
                    let continues = page.prev == copying.place && page.next != page.prev;
                    let whole = page.count == page.records.len();
                    if !continues || !whole || copying.since.is_some_and(|since| since != page.since) {
                        return Err(Fault::Garbage(
                            "a page of a copy that is not the one asked for".to_owned(),
                        ));
                    }
                    return Ok(page);
                }
            }
        }
    }
}

/// A page on its way; dropping it lets it go.
struct Fetching(tokio::task::JoinHandle<Result<SnapshotPage, Fault>>);

impl Drop for Fetching {
    fn drop(&mut self) {
        self.0.abort();
    }
}
