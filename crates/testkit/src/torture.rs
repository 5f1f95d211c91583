//! The torture test: real desks and a real server, killed, stopped, starved and badly connected; nothing saved may be lost.

mod files;
mod ill;
mod processes;
mod storm;
mod verdict;

use crate::proxy::Proxy;
use crate::small_disk::SmallDisk;
use anyhow::{Context as _, Result};
pub use files::{FileReport, carry_a_file};
pub use ill::{IllReport, outlive_a_failing_disk};
use processes::{Desk, Server};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use storm::{Edit, Storm};
use tempfile::TempDir;

/// What to do to whom, and for how long.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where `tern-server`, `tern-host` and `ternctl` lie.
    pub programs: PathBuf,
    pub span: Duration,
    /// It goes on after the span until so many processes were killed.
    pub kills: u64,
    pub desks: usize,
    /// The same seed meets the same weather; what the processes make of it is theirs.
    pub seed: u64,
    /// A PostgreSQL URL; without it the server keeps a SQLite file.
    pub database: Option<String>,
}

/// What happened and what was found at the end.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    pub seconds: u64,
    /// Edits that a desk had reported as saved.
    pub saved: usize,
    /// Edits whose desk died before it answered: they may be there, at most once.
    pub unanswered: usize,
    /// Edits that were refused with a reason, on a full disk say.
    pub refused: usize,
    pub desks_killed: u64,
    pub desks_suspended: u64,
    pub server_killed: u64,
    pub server_suspended: u64,
    pub disk_filled: u64,
    /// Lives of desks and the server on a disk that failed, by how.
    pub disks_ill: BTreeMap<&'static str, u64>,
    /// Edits that were refused because of it.
    pub disk_refused: usize,
    pub connections: BTreeMap<&'static str, u64>,
    pub conflicts: usize,
    /// How long it took after the storm until all were of one mind.
    pub settled_ms: u64,
    pub lost: Vec<String>,
    pub doubled: Vec<String>,
    /// How desks differ from each other at the end.
    pub differences: Vec<String>,
    /// Where the folders of all are kept when a promise was broken.
    pub left: Option<PathBuf>,
}

impl Report {
    /// Whether every promise was kept.
    pub fn is_good(&self) -> bool {
        self.lost.is_empty() && self.doubled.is_empty() && self.differences.is_empty()
    }
}

/// Edits as their desks saw them.
type Edits = Arc<Mutex<Vec<Edit>>>;

/// Runs the storm and looks at what it left.
///
/// # Errors
/// When the stage cannot be set, or the desks do not come to rest afterwards.
pub async fn run(options: &Options) -> Result<Report> {
    // Whoever installed one before has the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut room = tempfile::tempdir()?;
    let mut outcome = run_in(options, &room).await;
    if !outcome.as_ref().is_ok_and(Report::is_good) {
        // What went wrong can only be understood from what the desks and the server left.
        room.disable_cleanup(true);
        let left = room.path().to_owned();
        outcome = match outcome {
            Ok(report) => Ok(Report { left: Some(left), ..report }),
            Err(error) => Err(error.context(format!("what they left lies in {}", left.display()))),
        };
    }
    outcome
}

async fn run_in(options: &Options, room: &TempDir) -> Result<Report> {
    let mut server =
        Server::start(&options.programs, room.path().join("server"), options.database.clone()).await?;
    let proxy = Arc::new(Proxy::start(server.address, options.seed).await?);
    let ui = processes::page(room.path())?;
    // Room for half an hour of edits beside the log: only what is put there to fill it is to be in the way.
    let small_disk = SmallDisk::mount(&room.path().join("small"), 128)?;

    let mut desks = Vec::new();
    for index in 0..options.desks {
        let email = format!("person{index}@torture.example");
        server.person(&email).await?;
        let folder = match &small_disk {
            Some(_) if index == 0 => room.path().join("small").join("desk"),
            _ => room.path().join(format!("desk-{index}")),
        };
        let mut desk = Desk::connect(&options.programs, folder, ui.clone(), proxy.address(), &email).await?;
        desk.start().await.with_context(|| format!("starting desk {index}"))?;
        desks.push(desk);
    }
    let mut shared = Vec::new();
    for index in 0..4 {
        let made = desks[0].call("ticket_new", &json!({ "subject": format!("shared {index}") })).await?;
        shared.push(made["id"].as_str().context("a new ticket has an id")?.to_owned());
    }
    for desk in &desks {
        desk.settle(Duration::from_secs(60)).await.context("before the storm")?;
    }

    let edits = Edits::default();
    let decided = Mutex::default();
    let mut storm = Storm {
        options,
        proxy: &proxy,
        edits: &edits,
        shared: &shared,
        small_disk: small_disk.as_ref(),
        decided: &decided,
        season: storm::Season::begin(options),
    };
    let mut report = storm.rage(&mut server, &mut desks).await?;
    verdict::settle(&mut desks, &mut report).await?;
    let edits = std::mem::take(&mut *edits.lock().unwrap_or_else(PoisonError::into_inner));
    let decided = std::mem::take(&mut *decided.lock().unwrap_or_else(PoisonError::into_inner));
    verdict::judge(&desks, &edits, &decided, &mut report).await?;
    report.connections = proxy.tally();
    for desk in &mut desks {
        desk.kill().await?;
    }
    server.kill().await?;
    Ok(report)
}
