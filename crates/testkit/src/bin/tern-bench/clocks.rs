//! What clocks cost a desk with many open tickets: counted again after an edit of policies, and watched all day.

use anyhow::{Context as _, Result};
use contract::session::Notice;
use desk::clock::{Clock as _, SystemClock};
use desk::{Desk, Seat};
use domain::history::{Event, What};
use domain::ids::{DeviceId, TicketId};
use domain::person::default_team;
use domain::record::Record;
use domain::status::StatusCategory;
use domain::ticket::Ticket;
use host::{Host, Options};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::blobs::Blobs;
use store::{Db, Location};
use uuid::Uuid;

const PASSPHRASE: &str = "measured and thrown away";
/// Targets so far off that clocks turn one by one while the desk is watched, and not all at once.
const TARGET_MINUTES: i64 = 30 * 24 * 60;
/// Edits with nothing else going on, to hold the others against.
const EDITS_ALONE: usize = 60;
/// How long the desk is left alone.
const IDLE: Duration = Duration::from_secs(60);
const PATIENCE: Duration = Duration::from_secs(900);

/// Measures both on a desk with this many open tickets.
pub(crate) async fn measure(tickets: usize) -> Result<Value> {
    let room = tempfile::tempdir()?;
    let folder = room.path().join("desk");
    prepare(&folder, tickets).await?;
    let options = Options {
        folder,
        sample: false,
        passphrase: Some(PASSPHRASE.to_owned()),
        background: true,
        engine: None,
    };
    let host = Host::start(options).await.map_err(|problem| anyhow::anyhow!("{problem}"))?;
    let recount = recount(&host).await?;
    let idle = idle(&host).await?;
    host.stop().await;
    Ok(json!({ "tickets": tickets, "recount": recount, "idle": idle }))
}

async fn call(host: &Arc<Host>, command: &str, input: Value) -> Result<Value> {
    host.call(command, input).await.map_err(|problem| anyhow::anyhow!("{command}: {problem:?}"))
}

/// A folder whose tickets are all open and were opened one after the other over the last month.
async fn prepare(path: &Path, tickets: usize) -> Result<()> {
    let folder = store::vault::Folder::open(path)?;
    let key = folder.create_key(Some(PASSPHRASE)).await?;
    let device = DeviceId(Uuid::from_u128(1));
    let db = Db::open(&Location::File(folder.database()), Some(&key)).await?;
    let blobs = Blobs::open(folder.blobs(), Some(&key));
    let seat = Seat::Device { device, connected: false };
    let random = Arc::new(desk::clock::RandomIds);
    let desk = Desk::open(db, blobs, seat, Arc::new(SystemClock::default()), random).await?;
    let me = super::own(&desk).await?;
    promise(&desk, me).await?;
    fill(&desk, tickets).await?;
    let tx = desk.db().begin().await?;
    store::state::put(&tx, "me", &me).await?;
    store::state::put(&tx, "device", &device).await?;
    tx.commit().await?;
    desk.recounted().await;
    desk.db().clone().close().await
}

/// Open around the clock, and a month for every resolution.
async fn promise(desk: &Desk, me: domain::ids::PersonId) -> Result<()> {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let hours: serde_json::Map<String, Value> =
        days.map(|day| (day.to_owned(), json!([["00:00", "24:00"]]))).into_iter().collect();
    let mut calendars = super::call(desk, me, "calendar_list", json!({})).await?;
    calendars["calendars"][0]["hours"] = Value::Object(hours);
    super::call(desk, me, "calendar_save", calendars).await?;
    let mut policies = super::call(desk, me, "policy_list", json!({})).await?;
    policies["policies"][0]["targets"] = json!({ "normal": { "resolution": TARGET_MINUTES } });
    super::call(desk, me, "policy_save", policies).await?;
    Ok(())
}

async fn fill(desk: &Desk, tickets: usize) -> Result<()> {
    let now = SystemClock::default().now();
    let month_ms = TARGET_MINUTES * 60_000;
    let step_ms = month_ms / i64::try_from(tickets)?;
    let mut records = Vec::new();
    for n in 0..tickets {
        let id = Uuid::from_u128(0x1000 + n as u128);
        let opened = now.plus_ms(step_ms * (1 + i64::try_from(n)?) - month_ms);
        let ticket = Ticket::opened(&format!("Ticket {n}"), default_team().0, opened);
        let what = What::Created {
            status: ticket.status.clone(),
            category: StatusCategory::New,
            priority: ticket.priority,
        };
        let line = Event { ticket: TicketId(id), at: opened, received_at: None, by: None, what };
        records.push(Record::new(id, Some(id), &ticket));
        records.push(Record::new(Uuid::from_u128(1 << 64 | n as u128), Some(id), &line));
        if records.len() >= 10_000 || n + 1 == tickets {
            let seeded = desk.seed(std::mem::take(&mut records)).await;
            seeded.map_err(|fault| anyhow::anyhow!("{fault:?}"))?;
        }
    }
    Ok(())
}

/// One edit, as long as it takes; then a breath, as a person takes one.
async fn edit(host: &Arc<Host>) -> Result<Duration> {
    let begun = Instant::now();
    call(host, "ticket_new", json!({ "subject": "Made meanwhile" })).await?;
    let took = begun.elapsed();
    tokio::time::sleep(Duration::from_millis(100)).await;
    Ok(took)
}

/// Edits the policy, and goes on working while everything is counted again.
async fn recount(host: &Arc<Host>) -> Result<Value> {
    let mut alone = Vec::new();
    for _ in 0..EDITS_ALONE {
        alone.push(edit(host).await?);
    }
    let mut policies = call(host, "policy_list", json!({})).await?;
    policies["policies"][0]["targets"]["normal"]["resolution"] = json!(TARGET_MINUTES + 60);
    let saving = Instant::now();
    call(host, "policy_save", policies).await?;
    let saved = saving.elapsed();
    let (begun, mut edits) = (Instant::now(), Vec::new());
    let view = loop {
        let view = call(host, "sla_recount", json!({})).await?;
        if view["running"] == json!(false) {
            break view;
        }
        anyhow::ensure!(begun.elapsed() < PATIENCE, "counting does not end: {view}");
        edits.push(edit(host).await?);
    };
    let seconds = begun.elapsed().as_secs_f64();
    let counted = view["done"].as_f64().context("a count")?;
    let slowest = edits.iter().max().copied().unwrap_or_default();
    Ok(json!({
        "counted": counted,
        "seconds": super::rounded(seconds),
        "a_second": (counted / seconds).round(),
        "save_ms": saved.as_millis(),
        "edits_alone": super::percentiles(alone),
        "edits_meanwhile": super::percentiles(edits),
        "slowest_edit_ms": slowest.as_millis(),
    }))
}

/// Leaves the desk alone and looks at what it takes to watch its clocks.
async fn idle(host: &Arc<Host>) -> Result<Value> {
    // What the edits before have left to do is not idleness.
    tokio::time::sleep(Duration::from_secs(5)).await;
    let mut notices = host.notices();
    let (before, begun) = (cpu()?, Instant::now());
    tokio::time::sleep(IDLE).await;
    let spent = cpu()?.saturating_sub(before);
    let percent = 100.0 * spent.as_secs_f64() / begun.elapsed().as_secs_f64();
    let mut turns = 0;
    while let Ok(notice) = notices.try_recv() {
        turns += usize::from(matches!(notice, Notice::Changed { .. }));
    }
    Ok(
        json!({ "seconds": IDLE.as_secs(), "cpu_percent": super::rounded(percent), "times_clocks_turned": turns }),
    )
}

/// The processor time of this process, in all of its threads.
fn cpu() -> Result<Duration> {
    const TICKS_A_SECOND: u64 = 100;
    let stat = std::fs::read_to_string("/proc/self/stat").context("reading what this process has used")?;
    let (_, fields) = stat.rsplit_once(')').context("reading /proc/self/stat")?;
    let mut fields = fields.split_whitespace().skip(11);
    let mut next = || fields.next().context("a number of ticks")?.parse::<u64>().context("a number of ticks");
    let (user, system) = (next()?, next()?);
    Ok(Duration::from_millis((user + system) * 1_000 / TICKS_A_SECOND))
}
