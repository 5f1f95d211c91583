//! How long the real window takes from the start of its process to a board that can be used, and what memory it holds.

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};
use testkit::desktop::Desktop;

/// What opens the folder; a keyring would be measured instead of Tern.
pub(crate) const PASSPHRASE: &str = "measured and thrown away";
const STARTS: usize = 7;
/// Until a person can use the board: over a desk of up to this many tickets, and of more.
const MOST_MS: [(usize, f64); 2] = [(10_000, 2_500.0), (usize::MAX, 3_000.0)];
/// Until the window stands there with its page in it.
const FIRST_PIXELS_MS: f64 = 1_500.0;
/// The first start reads everything from the disk and is told apart.
const PATIENCE: Duration = Duration::from_secs(60);

/// Starts the window several times over a folder with this many tickets.
pub(crate) async fn starts(tickets: usize) -> Result<Value> {
    let room = tempfile::tempdir()?;
    let folder = super::place(&room.path().join("desk"), &format!("window-{tickets}"));
    super::local_folder(&folder, tickets, PASSPHRASE).await?;
    let desktop = Desktop::start()?;
    let (mut times, mut pixels) = (Vec::new(), Vec::new());
    let mut memory = Value::Null;
    for round in 0..STARTS {
        let timings = room.path().join(format!("timings-{round}"));
        let mut window = Window::open(&desktop, &folder, &timings)?;
        let (shown, interactive) = window.interactive(&timings)?;
        pixels.push(shown);
        times.push(interactive);
        if round + 1 == STARTS {
            // What the first screen holds on to, once the start's own garbage is gone.
            std::thread::sleep(Duration::from_secs(3));
            memory = self::memory(window.0.id())?;
        }
    }
    let first = times.remove(0);
    pixels.remove(0);
    times.sort_by(f64::total_cmp);
    pixels.sort_by(f64::total_cmp);
    let most = MOST_MS.iter().find(|(size, _)| tickets <= *size).map(|(_, most)| *most);
    Ok(json!({
        "tickets": tickets,
        "first_ms": first,
        "p50_ms": times[times.len() / 2],
        "slowest_ms": times[times.len() - 1],
        "most_ms": most,
        "first_pixels": { "p50_ms": pixels[pixels.len() / 2], "most_ms": FIRST_PIXELS_MS },
        "memory": memory,
    }))
}

/// One open window; it is closed when this value goes.
struct Window(Child);

impl Window {
    fn open(desktop: &Desktop, folder: &Path, timings: &Path) -> Result<Self> {
        let program = tern()?;
        let mut command = Command::new(&program);
        command.arg("--data").arg(folder);
        command.env("TERN_PASSPHRASE", PASSPHRASE).env("TERN_TIMINGS", timings);
        let process = desktop.welcome(&mut command).spawn();
        process.map(Window).with_context(|| format!("starting {}", program.display()))
    }

    /// Waits until a person could use the window; returns when it was shown and when that was, in milliseconds since the
    /// process began.
    fn interactive(&mut self, timings: &Path) -> Result<(f64, f64)> {
        let give_up = Instant::now() + PATIENCE;
        loop {
            let written = std::fs::read_to_string(timings).unwrap_or_default();
            let mut events = written.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
            let times = |event: Value| Some((event["shown_ms"].as_f64()?, event["ms"].as_f64()?));
            if let Some(times) = events.find_map(times) {
                return Ok(times);
            }
            if let Some(status) = self.0.try_wait().context("asking after the window")? {
                bail!("the window ended with {status} before it was usable");
            }
            if Instant::now() > give_up {
                bail!("the window was not usable after {PATIENCE:?}");
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// Tern's own program, beside this one.
pub(crate) fn tern() -> Result<PathBuf> {
    Ok(std::env::current_exe().context("finding this program")?.with_file_name("tern"))
}

/// Proportional memory of the process and of those that WebKit started for it, in mebibytes.
pub(crate) fn memory(head: u32) -> Result<Value> {
    let mut parts = serde_json::Map::new();
    let mut total = 0;
    for pid in family(head)? {
        let rollup = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup"))
            .with_context(|| format!("reading the memory of process {pid}"))?;
        let pss = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
        let kibibytes: u64 = pss
            .and_then(|line| line.split_whitespace().next())
            .context("the kernel tells no proportional memory")?
            .parse()?;
        let name = std::fs::read_to_string(format!("/proc/{pid}/comm"))?.trim().to_owned();
        let part = parts.entry(name).or_insert(json!(0));
        *part = json!(part.as_u64().unwrap_or_default() + kibibytes / 1024);
        total += kibibytes;
    }
    parts.insert("pss_mib".to_owned(), json!(total / 1024));
    Ok(Value::Object(parts))
}

/// The process and all that descend from it.
pub(crate) fn family(head: u32) -> Result<Vec<u32>> {
    let mut parents = Vec::new();
    for entry in std::fs::read_dir("/proc")? {
        let name = entry?.file_name();
        let Some(pid) = name.to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        // A process may end while it is looked at.
        let Ok(stat) = std::fs::read_to_string(format!("/proc/{pid}/stat")) else { continue };
        let parent = stat.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(1));
        if let Some(parent) = parent.and_then(|parent| parent.parse::<u32>().ok()) {
            parents.push((pid, parent));
        }
    }
    let mut members = vec![head];
    let mut next = 0;
    while let Some(member) = members.get(next).copied() {
        members.extend(parents.iter().filter(|(_, parent)| *parent == member).map(|(pid, _)| *pid));
        next += 1;
    }
    Ok(members)
}
