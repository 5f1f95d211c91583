//! The sync status that people see, put together from the plan's standing and the desk's counts.

use crate::lanes::Lanes;
use crate::local::Counts;
use crate::plan::{Moment, Phase, Standing};
use contract::commands::Tag;
use contract::session::{SyncState, SyncView};
use domain::time::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;
use tokio::time::Instant;

/// At most this often the status is put together anew.
const LEAST_APART: Duration = Duration::from_millis(50);

pub(crate) struct Viewer {
    pub(crate) lanes: Arc<Lanes>,
    pub(crate) begun: Instant,
    pub(crate) server: String,
    pub(crate) standing: watch::Receiver<Standing>,
}

impl Viewer {
    /// The status before anything is known.
    pub(crate) fn blank(&self) -> SyncView {
        SyncView {
            state: SyncState::Syncing,
            pending: 0,
            conflicts: 0,
            rejected: 0,
            held: 0,
            broken: 0,
            cursor: 0,
            server: Some(self.server.clone()),
            last_success: None,
            next_try: None,
            error: None,
            clock_offset_ms: 0,
            first_copy: None,
            copied_at: None,
        }
    }

    pub(crate) async fn view(&self) -> anyhow::Result<SyncView> {
        let counts = self.lanes.local.counts().await?;
        let cursor = self.lanes.local.cursor().await?.seq;
        let standing = self.standing.borrow().clone();
        Ok(SyncView {
            state: state(&standing, counts),
            pending: counts.pending,
            conflicts: counts.conflicts,
            rejected: counts.rejected,
            held: counts.held,
            broken: counts.broken,
            cursor,
            server: Some(self.server.clone()),
            last_success: standing.last_success.map(|moment| self.wall(moment)),
            next_try: standing.next_try.map(|moment| self.wall(moment)),
            error: standing.error,
            clock_offset_ms: self.lanes.client.offset_ms(),
            first_copy: *self.lanes.first_copy.borrow(),
            copied_at: counts.copied_at,
        })
    }

    /// Publishes every change of the status until nobody changes it any more.
    pub(crate) async fn publish(self: Arc<Self>, status: watch::Sender<SyncView>) {
        let mut standing = self.standing.clone();
        let mut first_copy = self.lanes.first_copy.subscribe();
        let mut changed = self.lanes.local.changed();
        loop {
            match self.view().await {
                Ok(view) => {
                    status.send_if_modified(|shown| {
                        // The offset trembles with every answer; alone it is no news.
                        let news =
                            SyncView { clock_offset_ms: shown.clock_offset_ms, ..view.clone() } != *shown;
                        *shown = view;
                        news
                    });
                }
                Err(error) => {
                    tracing::error!(error = format!("{error:#}"), "The sync status cannot be read");
                }
            }
            tokio::time::sleep(LEAST_APART).await;
            tokio::select! {
                moved = standing.changed() => if moved.is_err() { return },
                moved = first_copy.changed() => if moved.is_err() { return },
                () = counted(&mut changed) => {}
            }
        }
    }

    /// The time by this device's clock at which `moment` was or will be.
    fn wall(&self, moment: Moment) -> Timestamp {
        let signed = |ms| i64::try_from(ms).unwrap_or(i64::MAX);
        let now = signed(u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX));
        self.lanes.client.now().plus_ms(signed(moment.0) - now)
    }
}

/// Waits until the desk changed something that the status counts.
async fn counted(changed: &mut tokio::sync::broadcast::Receiver<std::collections::BTreeSet<Tag>>) {
    loop {
        match changed.recv().await {
            Ok(tags) if !tags.contains(&Tag::Outbox) && !tags.contains(&Tag::Conflicts) => {}
            Ok(_) | Err(RecvError::Lagged(_)) => return,
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}

fn state(standing: &Standing, counts: Counts) -> SyncState {
    match standing.phase {
        Phase::SignIn | Phase::Revoked => SyncState::SignIn,
        Phase::Offline => SyncState::Offline,
        Phase::Upgrade => SyncState::Attention,
        Phase::Connecting => SyncState::Syncing,
        Phase::Online if counts.want_somebody() || standing.error.is_some() => SyncState::Attention,
        Phase::Online if standing.busy || counts.pending > 0 => SyncState::Syncing,
        Phase::Online => SyncState::Online,
    }
}
