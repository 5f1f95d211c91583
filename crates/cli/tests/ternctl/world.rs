//! A data folder of its own, and the real program to run on it.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

pub(crate) const PASSPHRASE: &str = "a passphrase for tests";
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_ternctl");

pub(crate) struct World {
    pub(crate) place: TempDir,
}

impl World {
    /// A folder without a desk.
    pub(crate) fn empty() -> Self {
        World { place: tempfile::tempdir().expect("a folder") }
    }

    /// A desk of its own, where Ada works alone.
    pub(crate) fn new() -> Self {
        let world = World::empty();
        world.ok(&["init", "--name", "Ada"]);
        world
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.place.path().join("desk")
    }

    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.place.path().join(name);
        std::fs::write(&path, content).expect("a file");
        path.display().to_string()
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.arg("--data").arg(self.folder()).args(words);
        command.env("TERN_PASSPHRASE", PASSPHRASE).env("TZ", "UTC").env_remove("TERN_LOG");
        // No test touches the keyring of whoever runs it.
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent").env_remove("DISPLAY");
        command.stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, words: &[&str]) -> Output {
        self.command(words).output().expect("ternctl runs")
    }

    /// What it prints when all is well.
    #[track_caller]
    pub(crate) fn ok(&self, words: &[&str]) -> String {
        let output = self.run(words);
        assert!(output.status.success(), "{words:?}: {output:?}");
        text(&output.stdout)
    }

    #[track_caller]
    pub(crate) fn json(&self, words: &[&str]) -> Value {
        let mut all = vec!["--json"];
        all.extend(words);
        serde_json::from_str(&self.ok(&all)).expect("JSON")
    }

    /// Its exit code and what it says about it.
    #[track_caller]
    pub(crate) fn fails(&self, words: &[&str]) -> (i32, String) {
        let output = self.run(words);
        assert!(!output.status.success(), "{words:?}: {output:?}");
        (output.status.code().expect("an exit code"), text(&output.stderr))
    }

    /// How many tickets there are.
    pub(crate) fn tickets(&self) -> i64 {
        self.json(&["ticket", "list", "--limit", "1"])["total"].as_i64().expect("a total")
    }
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

pub(crate) fn incidents() -> PathBuf {
    testkit::root().join("tests/data/incidents.csv")
}

/// Every file under a folder with its content.
pub(crate) fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all.extend(contents(&path));
        } else {
            all.push((path.clone(), std::fs::read(&path).expect("a file")));
        }
    }
    all.sort();
    all
}
