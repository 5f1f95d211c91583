//! Notices what another process has committed to the same database: a second server, or the command line.

use crate::desk::Desk;
use contract::commands::Tag;

impl Desk {
    /// Looks whether the database has gone on without this desk, and if so reads its rules again, tells everybody,
    /// and returns true.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn follow(&self) -> anyhow::Result<bool> {
        let inner = self.inner.as_ref();
        let Some(head) = store::state::head(&inner.db).await? else { return Ok(false) };
        if head.seq <= *inner.head.borrow() {
            return Ok(false);
        }
        inner.reload_rules().await?;
        let risen = inner.head.send_if_modified(|known| {
            let newer = head.seq > *known;
            *known = (*known).max(head.seq);
            newer
        });
        if risen {
            inner.announce([Tag::Tickets, Tag::People, Tag::House, Tag::Boards, Tag::Conflicts].into());
        }
        Ok(risen)
    }
}
