//! The files that this computer keeps and sends: how much room they take, how fast they go, and when large ones wait.

use crate::host::Host;
use crate::open::Open;
use crate::problem::internal;
use anyhow::Context;
use contract::commands::Tag;
use contract::files::{FileSettings, FilesView};
use contract::problem::{Code, Problem};
use contract::session::{Done, Empty, Notice};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Weak};
use std::time::{Duration, SystemTime};

/// The name under which a desk keeps what the person decided.
const SETTINGS: &str = "files";
/// How long the beginning of a file waits for its rest.
const PART_PATIENCE: Duration = Duration::from_secs(7 * 24 * 3600);
/// How often room is made.
const TRIM_EVERY: Duration = Duration::from_secs(15 * 60);
/// What is larger waits while the network is metered; a photo of a label or a log still goes.
const SMALL_BYTES: i64 = 1 << 20;
/// A limit below this would send away what was just looked at.
const LEAST_LIMIT_BYTES: i64 = 16 << 20;
/// Below this not even a small picture arrives in a minute.
const LEAST_SPEED: i64 = 4 << 10;

/// What the system says of the network, and whether the person lets files go nevertheless.
#[derive(Debug, Default)]
pub(crate) struct Network {
    /// 0 unknown, 1 free, 2 metered.
    metered: AtomicU8,
    /// Until the network is another one.
    lifted: AtomicBool,
}

impl Network {
    fn metered(&self) -> Option<bool> {
        match self.metered.load(Ordering::Relaxed) {
            1 => Some(false),
            2 => Some(true),
            _ => None,
        }
    }
}

impl Host {
    /// Hears from the system whether the network is metered; `None` where it does not say.
    pub async fn set_metered(&self, metered: Option<bool>) {
        let code = metered.map_or(0, |metered| 1 + u8::from(metered));
        if self.network.metered.swap(code, Ordering::Relaxed) == code {
            return;
        }
        self.network.lifted.store(false, Ordering::Relaxed);
        let Some(open) = self.open.read().await.clone() else { return };
        match settings_of(&open).await {
            Ok(settings) => self.apply(&open, &settings),
            Err(error) => tracing::warn!("reading how files are kept: {error:#}"),
        }
        // Nobody listening is fine.
        let _ = self.notices.send(Notice::Changed { tags: vec![Tag::Host, Tag::Outbox] });
    }

    fn apply(&self, open: &Open, settings: &FileSettings) {
        let waits = settings.wait_on_metered
            && self.network.metered() == Some(true)
            && !self.network.lifted.load(Ordering::Relaxed);
        open.desk.hold_files_over(waits.then_some(SMALL_BYTES));
        open.pace.set(settings.bytes_per_second.and_then(|speed| u64::try_from(speed).ok()));
    }

    /// Applies what the person decided earlier to a desk that was just opened.
    pub(crate) async fn settle_files(&self, open: &Open) -> anyhow::Result<()> {
        self.apply(open, &settings_of(open).await?);
        Ok(())
    }
}

async fn settings_of(open: &Open) -> anyhow::Result<FileSettings> {
    let kept = store::state::get(open.desk.db(), SETTINGS).await.context("reading how files are kept")?;
    Ok(kept.unwrap_or_default())
}

/// Makes room now and then for as long as the desk is open.
pub(crate) async fn keep_room(open: Weak<Open>) {
    loop {
        let Some(now) = open.upgrade() else { return };
        match now.desk.blobs().forget_parts(SystemTime::now() - PART_PATIENCE).await {
            Ok(0) => {}
            Ok(parts) => tracing::info!(parts, "Removed the beginnings of files whose rest never came"),
            Err(error) => {
                tracing::warn!(%error, "Could not remove the beginnings of files whose rest never came")
            }
        }
        if let Err(error) = make_room(&now).await {
            tracing::warn!("making room for files: {error:#}");
        }
        drop(now);
        tokio::time::sleep(TRIM_EVERY).await;
    }
}

async fn make_room(open: &Open) -> anyhow::Result<store::blobs::Trimmed> {
    let limit = settings_of(open).await?.limit_bytes.and_then(|limit| u64::try_from(limit).ok());
    let trimmed = open.desk.trim_files(limit).await?;
    if trimmed.removed > 0 {
        tracing::info!(files = trimmed.removed, "Made room: the server keeps them");
        open.desk.announce([Tag::Tickets]);
    }
    Ok(trimmed)
}

pub(crate) async fn files_get(host: &Arc<Host>, _: Empty) -> Result<FilesView, Problem> {
    let broken = |error: anyhow::Error| internal(&error);
    let open = host.desk().await?;
    let unsent = open.desk.unsent().await.map_err(broken)?;
    let stored =
        open.desk.blobs().trim(BTreeSet::new(), u64::MAX).await.map_err(|error| internal(&error.into()))?;
    Ok(FilesView {
        settings: settings_of(&open).await.map_err(broken)?,
        stored_bytes: i64::try_from(stored.left_bytes).unwrap_or(i64::MAX),
        unsent: unsent.files,
        unsent_bytes: unsent.bytes,
        held: unsent.held,
        metered: host.network.metered(),
    })
}

pub(crate) async fn files_set(host: &Arc<Host>, input: FileSettings) -> Result<Done, Problem> {
    let bad = |text: &str| Problem::new(Code::BadInput, text);
    if input.limit_bytes.is_some_and(|limit| limit < LEAST_LIMIT_BYTES) {
        return Err(bad("Files need room for 16 MB at least."));
    }
    if input.bytes_per_second.is_some_and(|speed| speed < LEAST_SPEED) {
        return Err(bad("Files need 4 KB a second at least."));
    }
    let open = host.desk().await?;
    let broken = |error: anyhow::Error| internal(&error);
    let tx = open.desk.db().begin().await.map_err(broken)?;
    store::state::put(&tx, SETTINGS, &input).await.map_err(broken)?;
    tx.commit().await.map_err(broken)?;
    host.apply(&open, &input);
    make_room(&open).await.map_err(broken)?;
    open.desk.announce([Tag::Outbox]);
    Ok(Done { undo: None })
}

/// Lets files go although the network is metered, until it is another one.
pub(crate) async fn files_send(host: &Arc<Host>, _: Empty) -> Result<Done, Problem> {
    let open = host.desk().await?;
    host.network.lifted.store(true, Ordering::Relaxed);
    host.apply(&open, &settings_of(&open).await.map_err(|error| internal(&error))?);
    Ok(Done { undo: None })
}
