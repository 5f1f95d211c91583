//! Measures Tern against bare statements in the same run and prints JSON; `cargo xtask bench` builds it for release.

#[cfg(target_os = "linux")]
mod aftermath;
#[cfg(target_os = "linux")]
mod budgets;
mod calendar;
#[cfg(target_os = "linux")]
mod clocks;
mod copy;
mod edit;
mod live;
mod reads;
mod rebase;
mod scale;
mod server;
#[cfg(target_os = "linux")]
mod window;

use anyhow::{Context, Result};
use desk::clock::{Clock as _, Ids as _, RandomIds, SystemClock};
use desk::{Desk, Seat};
use domain::house::House;
use domain::ids::{DeviceId, PersonId};
use domain::import::Import;
use domain::person::{Person, Role};
use domain::record::Record;
use domain::sample::seeded;
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::blobs::Blobs;
use store::vault::Key;
use store::{Db, Location};

/// What a server holds while it is pushed to.
const SERVER_TICKETS: usize = 2_000;

const USAGE: &str = "tern-bench [SIZES] [PARTS]
  SIZES  numbers of tickets, such as 1000,10000 (default 1000,10000,100000)
  PARTS  of reads,dashboard,first-sync,wire,edit,calendar,clocks,live,rebase,server,scale,scale-postgres,start,budgets (default all but the scales)
         first-sync, wire, clocks and the scales take the largest size, budgets the two largest

  TERN_BENCH_DESKS=FOLDER  keeps the desks of reads, dashboard, first-sync, wire, start and budgets there, and takes those that are there";
const PARTS: [&str; 14] = [
    "reads",
    "dashboard",
    "first-sync",
    "wire",
    "edit",
    "calendar",
    "clocks",
    "live",
    "rebase",
    "server",
    "scale",
    "scale-postgres",
    "start",
    "budgets",
];
/// Where desks stay for the next time, for whoever looks at one thing again and again.
const KEPT: &str = "TERN_BENCH_DESKS";
/// A million tickets take minutes to prepare; whoever wants that asks for it.
const ONLY_WHEN_ASKED: [&str; 2] = ["scale", "scale-postgres"];

#[tokio::main]
async fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (numbers, names): (Vec<&str>, Vec<&str>) = words
        .iter()
        .flat_map(|word| word.split(','))
        .partition(|word| word.starts_with(|first: char| first.is_ascii_digit()));
    let mut sizes: Vec<usize> =
        numbers.into_iter().map(str::parse).collect::<Result<_, _>>().context(USAGE)?;
    if sizes.is_empty() {
        sizes = vec![1_000, 10_000, 100_000];
    }
    anyhow::ensure!(names.iter().all(|part| PARTS.contains(part)), USAGE);
    let asked = |part: &str| {
        if names.is_empty() { !ONLY_WHEN_ASKED.contains(&part) } else { names.contains(&part) }
    };
    // Whoever installed one before has the same.
    let _ = rustls::crypto::ring::default_provider().install_default();

    let mut out = serde_json::Map::new();
    let (mut reads, mut dashboards) = (Vec::new(), Vec::new());
    sizes.sort_unstable();
    #[cfg(target_os = "linux")]
    let desks: Vec<usize> = sizes.iter().rev().take(2).rev().copied().collect();
    let largest = sizes.iter().copied().max().unwrap_or_default();
    for size in sizes {
        let copies = asked("first-sync") && size == largest;
        let weighs = asked("wire") && size == largest;
        if !copies && !weighs && !asked("reads") && !asked("dashboard") {
            continue;
        }
        let passing = tempfile::tempdir()?;
        let folder = place(passing.path(), &size.to_string());
        let (server, me) = seeded_desk(&folder, size, Seat::Server).await?;
        if asked("reads") {
            reads.push(reads::measure(&server, me, size).await?);
        }
        if asked("dashboard") {
            dashboards.push(reads::dashboard(&server, me, size).await?);
        }
        if copies {
            out.insert("first_sync".to_owned(), copy::first_sync(&server, me, size).await?);
        }
        if weighs {
            out.insert("wire".to_owned(), copy::wire(&server, me).await?);
        }
        server.db().clone().close().await?;
    }
    if asked("reads") {
        out.insert("reads".to_owned(), Value::Array(reads));
    }
    if asked("dashboard") {
        out.insert("dashboard".to_owned(), Value::Array(dashboards));
    }
    if asked("edit") {
        out.insert("edit".to_owned(), edit::measure().await?);
    }
    if asked("calendar") {
        out.insert("calendar".to_owned(), calendar::additions()?);
    }
    #[cfg(target_os = "linux")]
    if asked("clocks") {
        out.insert("clocks".to_owned(), clocks::measure(largest).await?);
    }
    if asked("live") {
        out.insert("live".to_owned(), live::measure().await?);
    }
    if asked("rebase") {
        out.insert("rebase".to_owned(), rebase::measure().await?);
    }
    if asked("server") {
        let mut servers = server::measure(SERVER_TICKETS, false).await?;
        if cfg!(target_os = "linux") {
            servers.extend(server::measure(SERVER_TICKETS, true).await?);
        }
        out.insert("server".to_owned(), Value::Array(servers));
    }
    if asked("scale") {
        out.insert("scale".to_owned(), scale::measure(largest, false).await?);
    }
    if asked("scale-postgres") && cfg!(target_os = "linux") {
        out.insert("scale_postgres".to_owned(), scale::measure(largest, true).await?);
    }
    #[cfg(target_os = "linux")]
    if asked("start") {
        let mut starts = Vec::new();
        for tickets in desks.clone() {
            starts.push(window::starts(tickets).await?);
        }
        out.insert("start".to_owned(), Value::Array(starts));
    }
    #[cfg(target_os = "linux")]
    if asked("budgets") {
        let mut budgets = Vec::new();
        for tickets in desks {
            budgets.push(budgets::measure(tickets).await?);
        }
        out.insert("budgets".to_owned(), Value::Array(budgets));
    }
    writeln!(std::io::stdout(), "{}", serde_json::to_string_pretty(&out)?)?;
    let failed: Vec<&Value> = out
        .get("budgets")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .flat_map(|size| size["failed"].as_array().into_iter().flatten())
        .collect();
    anyhow::ensure!(failed.is_empty(), "these take more than twice their budget: {failed:?}");
    Ok(())
}

async fn open(folder: &Path, seat: Seat, key: Option<&Key>) -> Result<Desk> {
    let db = Db::open(&Location::File(folder.join("tern.db")), key).await?;
    let blobs = Blobs::open(folder.join("blobs"), key);
    Desk::open(db, blobs, seat, Arc::new(SystemClock::default()), Arc::new(RandomIds)).await
}

async fn own(desk: &Desk) -> Result<PersonId> {
    let me = PersonId(RandomIds.next());
    let person = Person { name: "Bench".to_owned(), role: Role::Admin, ..Person::default() };
    desk.seed(vec![Record::new(me.0, None, &person)]).await.map_err(|fault| anyhow::anyhow!("{fault:?}"))?;
    Ok(me)
}

/// A desk with this many tickets, as real as the sample's, encrypted like a device's.
async fn seeded_desk(folder: &Path, count: usize, seat: Seat) -> Result<(Desk, PersonId)> {
    let there = folder.join("tern.db").exists();
    std::fs::create_dir_all(folder)?;
    // Nothing in it is secret; with the same key for all, one that was kept opens.
    let desk = open(folder, seat, Some(&Key::from_bytes([7; 32]))).await?;
    let me = own(&desk).await?;
    if !there {
        fill(&desk, count).await?;
    }
    Ok((desk, me))
}

/// Where a desk lies: here, or where it stays for the next time.
fn place(here: &Path, name: &str) -> PathBuf {
    std::env::var(KEPT).map_or_else(|_| here.to_owned(), |kept| Path::new(&kept).join(name))
}

/// A data folder as the window opens it: a desk without a server, under a passphrase; the one that is there, if there is one.
#[cfg(target_os = "linux")]
async fn local_folder(path: &Path, count: usize, passphrase: &str) -> Result<()> {
    if path.join("key.json").exists() {
        return Ok(());
    }
    let folder = store::vault::Folder::open(path)?;
    let key = folder.create_key(Some(passphrase)).await?;
    let device = DeviceId(RandomIds.next());
    let db = Db::open(&Location::File(folder.database()), Some(&key)).await?;
    let blobs = Blobs::open(folder.blobs(), Some(&key));
    let seat = Seat::Device { device, connected: false };
    let desk = Desk::open(db, blobs, seat, Arc::new(SystemClock::default()), Arc::new(RandomIds)).await?;
    let me = own(&desk).await?;
    fill(&desk, count).await?;
    let tx = desk.db().begin().await?;
    store::state::put(&tx, "me", &me).await?;
    store::state::put(&tx, "device", &device).await?;
    tx.commit().await?;
    desk.db().clone().close().await
}

/// Puts this many tickets onto a desk.
async fn fill(desk: &Desk, count: usize) -> Result<()> {
    let seed = seeded(count as u64, 7, SystemClock::default().now());
    let house = House::fresh();
    let import = Import::of(seed.frame(), &house);
    let fault = |fault| anyhow::anyhow!("{fault:?}");
    desk.seed(import.shared()).await.map_err(fault)?;
    let mut chunk = Vec::new();
    for index in 0..count {
        chunk.extend(import.ticket(&seed.ticket(index as u64)));
        if chunk.len() >= 5_000 || index + 1 == count {
            desk.seed(std::mem::take(&mut chunk)).await.map_err(fault)?;
        }
    }
    Ok(())
}

/// Runs something until the times settle; returns p50 and p95 in microseconds.
async fn timed<F: Future<Output = Result<()>>>(mut run: impl FnMut(usize) -> F) -> Result<Value> {
    let mut times = Vec::new();
    let begun = Instant::now();
    for round in 0..400 {
        let start = Instant::now();
        run(round).await?;
        if round >= 5 {
            times.push(start.elapsed());
        }
        if begun.elapsed() > Duration::from_secs(4) && times.len() >= 20 {
            break;
        }
    }
    Ok(percentiles(times))
}

fn percentiles(mut times: Vec<Duration>) -> Value {
    times.sort();
    let at = |percent: usize| times.get(times.len() * percent / 100).copied().unwrap_or_default().as_micros();
    json!({ "p50_us": at(50), "p95_us": at(95), "p99_us": at(99), "runs": times.len() })
}

async fn call(desk: &Desk, me: PersonId, command: &str, input: Value) -> Result<Value> {
    desk.call(me, command, input).await.map_err(|problem| anyhow::anyhow!("{command}: {problem:?}"))
}

/// A ratio to the second place; more would be noise.
fn rounded(ratio: f64) -> f64 {
    (ratio * 100.0).round() / 100.0
}
