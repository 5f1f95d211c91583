//! A process may end at any moment of its database's work: it leaves with its own status, never with a crash.
#![expect(clippy::unwrap_used, reason = "a test that cannot set the scene has failed")]

use std::path::Path;
use std::process::Command;
use store::vault::Key;
use store::{Db, Location};

/// Says to the test that it is the process that leaves, and in which folder its database lies.
const ROLE: &str = "TERN_TEST_LEAVES";
/// How often a process leaves; without the flags in .cargo/config.toml some of them crash.
const TIMES: usize = 40;

#[test]
fn a_process_leaves_while_its_connections_are_closed_behind_it() {
    if let Some(folder) = std::env::var_os(ROLE) {
        leave(folder.as_ref());
    }
    let folder = tempfile::tempdir().unwrap();
    for time in 0..=TIMES {
        let mut child = Command::new(std::env::current_exe().unwrap());
        let name = "a_process_leaves_while_its_connections_are_closed_behind_it";
        let status = child.args(["--exact", name]).env(ROLE, folder.path()).status().unwrap();
        assert_eq!(status.code(), Some(0), "time {time}: {status}");
    }
}

/// Ends this process while the threads of a database still finish statements and close connections.
fn leave(folder: &Path) -> ! {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let key = Key::from_bytes([7; 32]);
        let db = Db::open(&Location::File(folder.join("tern.db")), Some(&key)).await.unwrap();
        // Dropped, not closed: each connection's thread finds out by itself.
        drop(db);
    });
    std::process::exit(0);
}
