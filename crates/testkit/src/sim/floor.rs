//! The ground that simulated nodes stand on: who runs, who dies where, what has reached the disk.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fs;
use std::future::Future;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;
use store::sim::Stage;
use tokio::runtime::Runtime;
use tokio::sync::Notify;

/// The server's place; desks follow.
pub(crate) const SERVER: usize = 0;
/// No step takes this long unless something waits for what will never come.
const STUCK_SECONDS: usize = 120;

/// The node died in the middle of what it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Died;

#[derive(Default)]
pub(crate) struct Floor {
    node: Cell<usize>,
    armed: RefCell<BTreeMap<usize, String>>,
    crash: Notify,
    mistake: Option<String>,
    /// How often something occurred.
    pub(crate) tally: RefCell<BTreeMap<String, u64>>,
    /// Where each node keeps its database.
    folders: RefCell<BTreeMap<usize, PathBuf>>,
    /// Up to where each node's log was on the disk, and of which round of the log.
    synced: RefCell<BTreeMap<usize, (u64, u64)>>,
}

impl Floor {
    pub(crate) fn new(mistake: Option<&str>) -> Self {
        Floor { mistake: mistake.map(str::to_owned), ..Floor::default() }
    }

    pub(crate) fn count(&self, what: impl Into<String>) {
        *self.tally.borrow_mut().entry(what.into()).or_default() += 1;
    }

    pub(crate) fn keeps_in(&self, node: usize, folder: &Path) {
        self.folders.borrow_mut().insert(node, folder.to_owned());
        // What a program finds when it starts is on the disk.
        match wal(&folder.join("tern.db-wal")) {
            Some(at) => self.synced.borrow_mut().insert(node, at),
            None => self.synced.borrow_mut().remove(&node),
        };
    }

    /// How long a node's log is.
    pub(crate) fn log_bytes(&self, node: usize) -> u64 {
        let folders = self.folders.borrow();
        folders.get(&node).and_then(|folder| wal(&folder.join("tern.db-wal"))).map_or(0, |(_, length)| length)
    }

    /// All that a node has written is on its disk now.
    pub(crate) fn is_synced(&self, node: usize) {
        let folder = self.folders.borrow().get(&node).cloned();
        if let Some(at) = folder.and_then(|folder| wal(&folder.join("tern.db-wal"))) {
            self.synced.borrow_mut().insert(node, at);
        }
    }

    /// Lets a node die when it next passes this point.
    pub(crate) fn arm(&self, node: usize, point: &str) {
        self.armed.borrow_mut().insert(node, point.to_owned());
    }

    pub(crate) fn disarm(&self, node: usize) {
        self.armed.borrow_mut().remove(&node);
    }

    /// Runs something on a node, to its end or to the node's.
    pub(crate) fn run<T>(
        &self,
        node: usize,
        runtime: &Runtime,
        work: impl Future<Output = T>,
    ) -> Result<T, Died> {
        self.node.set(node);
        runtime.block_on(async {
            tokio::select! {
                biased;
                done = work => Ok(done),
                () = self.crash.notified() => Err(Died),
                () = stuck() => panic!("node {node} waits for something that never comes"),
            }
        })
    }

    /// Copies what a node has on its disk into a fresh folder, as a kill or a power cut leaves it.
    pub(crate) fn remains(
        &self,
        node: usize,
        from: &Path,
        to: &Path,
        lost_share: Option<f64>,
    ) -> std::io::Result<()> {
        copy_folder(from, to)?;
        let log = to.join("tern.db-wal");
        let (Some(lost), Some((salt, length))) = (lost_share, wal(&log)) else { return Ok(()) };
        let least = match self.synced.borrow().get(&node) {
            Some((synced_salt, synced)) if *synced_salt == salt => *synced,
            // The log began anew since: what was on the disk before is in the database by now.
            Some(_) | None => 32,
        };
        let span = length.saturating_sub(least);
        let keep = length - (span as f64 * lost) as u64;
        fs::OpenOptions::new().write(true).open(&log)?.set_len(keep)
    }
}

/// Ends after two minutes of a process that runs: one that was suspended meanwhile has slept a single second of them.
async fn stuck() {
    for _ in 0..STUCK_SECONDS {
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// The round and the length of a write-ahead log.
fn wal(path: &Path) -> Option<(u64, u64)> {
    let mut head = [0; 32];
    let mut file = fs::File::open(path).ok()?;
    file.read_exact(&mut head).ok()?;
    let salt = u64::from_be_bytes(head[16..24].try_into().ok()?);
    Some((salt, file.metadata().ok()?.len()))
}

pub(crate) fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else if !entry.file_name().to_string_lossy().ends_with("-shm") {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

impl Stage for Floor {
    fn dies_at(&self, point: &'static str) -> bool {
        let node = self.node.get();
        let dies = self.armed.borrow().get(&node).is_some_and(|armed| armed == point);
        if dies {
            self.armed.borrow_mut().remove(&node);
            self.count(format!("died at {point}"));
            self.crash.notify_one();
        }
        dies
    }

    fn plants(&self, mistake: &'static str) -> bool {
        self.mistake.as_deref() == Some(mistake)
    }

    fn durable(&self) {
        self.is_synced(self.node.get());
    }
}
