//! Notices what another process has committed to the same database: a second server, or the command line.

use crate::desk::{Desk, Inner};
use crate::rules::{self, Rules};
use anyhow::Context;
use contract::commands::Tag;
use std::sync::atomic::Ordering;

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
        inner.follow_rules(&inner.db).await?;
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

impl Inner {
    /// Reads the rules again if anybody has changed what they are made of since they were read. The head alone does
    /// not tell: a commit of this process may have a higher number than one of another that it never saw.
    pub(crate) async fn follow_rules(&self, source: &impl store::tx::Source) -> anyhow::Result<()> {
        let Some(head) = store::state::head(source).await? else { return Ok(()) };
        let known = self.ruled.load(Ordering::SeqCst);
        if head.seq <= known {
            return Ok(());
        }
        if store::records::any_changed_since(source, &rules::KINDS, known).await? {
            let rules =
                Rules::load(source).await.context("reading the rules that another process changed")?;
            *self.rules.write().expect("no holder of the rules panics") = rules;
        }
        self.ruled.fetch_max(head.seq, Ordering::SeqCst);
        Ok(())
    }
}
