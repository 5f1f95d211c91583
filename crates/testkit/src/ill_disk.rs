//! A disk that fails now and then: libfiu answers some of a program's system calls with errors of its own making.

use anyhow::{Context as _, Result, ensure};
use rand::Rng;
use rand::seq::IndexedRandom as _;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::process::Command;

const PRELOADED: [&str; 2] = ["/usr/lib/fiu/fiu_run_preload.so", "/usr/lib/fiu/fiu_posix_preload.so"];

/// What is wrong with a disk while a program lives.
#[derive(Debug, Clone)]
pub struct Illness {
    pub name: &'static str,
    commands: String,
}

/// A way to be ill: its name, and the calls that fail with how large a share of all at most.
type Way = (&'static str, &'static [&'static str], f64);

/// Files are written by `pwrite` and the line by others, so that only the disk is ill. SQLite is compiled to do so.
const WAYS: [Way; 5] = [
    ("sync fails", &["posix/io/sync/fsync", "posix/io/sync/fdatasync"], 0.3),
    ("write fails", &["posix/io/rw/pwrite"], 0.1),
    ("write is short", &["posix/io/rw/pwrite/reduce"], 0.2),
    ("read fails", &["posix/io/rw/pread"], 0.05),
    ("rename fails", &["posix/io/dir/rename", "posix/io/rw/ftruncate"], 0.5),
];

const EIO: u32 = 5;

impl Illness {
    /// Whether this computer has what makes disks ill.
    pub fn can_befall() -> bool {
        cfg!(target_os = "linux") && PRELOADED.iter().all(|library| Path::new(library).exists())
    }

    /// One of all; `None` where there is none to be had.
    pub fn any(random: &mut impl Rng) -> Option<Illness> {
        let (name, calls, most) = WAYS.choose(random).filter(|_| Illness::can_befall())?;
        let share = random.random_range(most / 10.0..*most);
        let command = |call: &&str| format!("enable_random name={call},probability={share},failinfo={EIO}");
        Some(Illness { name, commands: calls.iter().map(command).collect::<Vec<_>>().join("\n") })
    }

    /// Lets a program that is started next suffer from it.
    pub fn befall(&self, command: &mut Command) {
        command.env("LD_PRELOAD", PRELOADED.join(" ")).env("FIU_ENABLE", &self.commands);
    }
}

/// Makes one program's disk ill and well again while it runs.
#[derive(Debug)]
pub struct Doctor {
    /// Where the program listens for it; its process id follows.
    line: PathBuf,
}

impl Doctor {
    /// `folder` is for the pipes over which the program is told.
    pub fn in_folder(folder: &Path) -> Self {
        Doctor { line: folder.join("ill") }
    }

    /// Takes a program that is started next into its care.
    pub fn attend(&self, command: &mut Command) {
        command.env("LD_PRELOAD", PRELOADED.join(" ")).env("FIU_CTRL_FIFO", &self.line);
    }

    /// Lets every call of this name fail from now on.
    ///
    /// # Errors
    /// When the program does not listen.
    pub async fn fail(&self, pid: u32, call: &str) -> Result<()> {
        self.tell(pid, &format!("enable name={call},failinfo={EIO}")).await
    }

    /// Lets the calls of this name succeed again.
    ///
    /// # Errors
    /// When the program does not listen.
    pub async fn heal(&self, pid: u32, call: &str) -> Result<()> {
        self.tell(pid, &format!("disable name={call}")).await
    }

    async fn tell(&self, pid: u32, what: &str) -> Result<()> {
        let mut command = Command::new("fiu-ctrl");
        command.arg("-f").arg(&self.line).args(["-c", what, &pid.to_string()]).kill_on_drop(true);
        let told = tokio::time::timeout(Duration::from_secs(20), command.status()).await;
        ensure!(told.context("the program does not listen")??.success(), "`{what}` was not understood");
        Ok(())
    }
}
