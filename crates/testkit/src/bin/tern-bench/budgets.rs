//! The budgets of the window: what a person does in it, measured inside the real page over a small and a large desk.

use super::aftermath;
use super::window::{self, PASSPHRASE};
use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use testkit::desktop::Desktop;
use testkit::panel::Panel;
use testkit::webdriver::{Key, Program, Window, page_process};

const ROUNDS: u32 = 24;
/// What was done a moment ago is not rest: drafts are kept, counts come, notifications are withdrawn.
const REST: Duration = Duration::from_secs(10);
/// How long an idle window is watched.
const IDLE: Duration = Duration::from_secs(20);
/// How long one measure may take, and how seldom it is looked for, since looking takes time from what is measured.
const PATIENCE: Duration = Duration::from_secs(180);
const BETWEEN_LOOKS: Duration = Duration::from_millis(500);
const PAGE: &str = include_str!("budgets.js");

/// What is measured in the page, and the most that it may take on two cores without a graphics card (p95, milliseconds).
const BUDGETS: [(&str, f64); 16] = [
    ("open", 200.0),
    ("next", 150.0),
    ("command", 100.0),
    ("status", 100.0),
    ("view", 200.0),
    ("palette", 120.0),
    ("palette_results", 200.0),
    ("search", 150.0),
    ("scroll", 16.0),
    ("board_scroll", 16.0),
    // As a switch of views: what is far away is read first.
    ("board_cards", 200.0),
    ("drag_move", 8.0),
    // Thirty frames in a second.
    ("drag_frame", 33.4),
    ("tick", 24.0),
    ("ipc", 15.0),
    ("dashboard", 1_000.0),
];
/// From a key to its letter in the composer.
const GLYPH_MS: f64 = 80.0;
/// From a row of the tray to the painted window.
const WARM_MS: f64 = 250.0;
const IDLE_PERCENT: f64 = 2.0;
/// Mebibytes (PSS) for each ticket in a window of its own.
const POP_OUT_MIB: u64 = 160;
/// From the death of the process that draws to the same ticket on the screen.
const DRAWN_AGAIN_MS: f64 = 4_000.0;
/// What `work_ms` takes where the budgets were written.
const NORMAL_MS: f64 = 60.0;
/// Shared machines are never quiet: only what takes twice its budget, by the pace of the day, fails a run.
const FAILS_AT: f64 = 2.0;
/// Mebibytes (PSS) of all processes: over a desk of up to this many tickets, and of more.
const MEMORY_MIB: [(usize, u64); 2] = [(10_000, 420), (usize::MAX, 480)];

/// Opens the window over a desk of this many tickets and lives in it for a while.
pub(crate) async fn measure(tickets: usize) -> Result<Value> {
    let room = tempfile::tempdir()?;
    let folder = super::place(&room.path().join("desk"), &format!("window-{tickets}"));
    super::local_folder(&folder, tickets, PASSPHRASE).await?;
    let desktop = Desktop::start()?;
    let panel = Panel::on(&desktop).await?;
    let timings = room.path().join("timings");
    let program = Program::new(window::tern()?)
        .argument("--data")
        .argument(folder.to_string_lossy())
        .variable("TERN_PASSPHRASE", PASSPHRASE)
        .variable("TERN_TIMINGS", timings.to_string_lossy());
    let window = Window::open(&desktop, &program).await?;
    // A desk that was kept opens where the last run closed it.
    window.run("location.hash = '#/board'", &[]).await?;
    window.by_testid("card").await?;
    let mut found = serde_json::Map::new();
    let mut scale = Scale::new();
    let mut tell = |scale: &mut Scale, name: &str, mut times: Vec<f64>, most: f64| {
        times.sort_by(f64::total_cmp);
        let at = |percent: usize| times.get(times.len() * percent / 100).copied().unwrap_or_default();
        scale.weigh(name, at(95), most);
        let told = json!({ "p50_ms": at(50), "p95_ms": at(95), "most_ms": most, "runs": times.len() });
        found.insert(name.to_owned(), told);
    };
    for (name, most) in BUDGETS {
        window.run(PAGE, &[json!(name), json!(ROUNDS)]).await?;
        let answer = window
            .until_within(PATIENCE, &format!("{name} is measured"), async || {
                tokio::time::sleep(BETWEEN_LOOKS).await;
                let answer = window.run("return window.measured", &[]).await?;
                Ok((!answer.is_null()).then_some(answer))
            })
            .await?;
        if let Some(error) = answer["error"].as_str() {
            bail!("{name}: {error}");
        }
        let times = answer["times"].as_array().with_context(|| format!("{name}: {answer}"))?;
        tell(&mut scale, name, times.iter().filter_map(Value::as_f64).collect(), most);
    }
    tell(&mut scale, "glyph", glyphs(&window).await?, GLYPH_MS);
    tell(&mut scale, "warm_start", aftermath::warm(&window, &panel).await?, WARM_MS);
    // Where no caret blinks, and where `start` opens the same desk.
    window.run("location.hash = '#/board'", &[]).await?;
    window.by_testid("card").await?;
    tokio::time::sleep(REST).await;
    let head = window.process_id()?;
    let memory = window::memory(head)?;
    let idle = idle_percent(head).await?;
    scale.weigh("idle", idle, IDLE_PERCENT);
    let most_mib = MEMORY_MIB.iter().find(|(size, _)| tickets <= *size).map_or(0, |(_, most)| *most);
    let held = memory["pss_mib"].as_u64().context("memory is a number")?;
    scale.weigh("memory", held as f64, most_mib as f64);
    let page = page_process(head)?.context("a process draws the page")?;
    let each = aftermath::pop_outs(&window).await?;
    scale.weigh("pop_out", each as f64, POP_OUT_MIB as f64);
    let drawn_again = aftermath::drawn_again(&window, page, &timings).await?;
    scale.weigh("drawn_again", drawn_again, DRAWN_AGAIN_MS);
    // Its driver died with the page: there is nothing to close it by.
    drop(window);
    Ok(json!({
        "tickets": tickets, "page": found,
        "memory": memory, "memory_most_mib": most_mib,
        "pop_out": { "each_mib": each, "most_mib": POP_OUT_MIB },
        "drawn_again": { "ms": super::rounded(drawn_again), "most_ms": DRAWN_AGAIN_MS },
        "idle": { "percent": super::rounded(idle), "most_percent": IDLE_PERCENT },
        "slowness": super::rounded(scale.slowness), "over": scale.over, "failed": scale.failed,
    }))
}

/// What is over its budget, and what is so far over it that a change must have done it.
struct Scale {
    /// How many times as long as on its normal day this machine takes for the same work now; one at least.
    slowness: f64,
    over: Vec<String>,
    failed: Vec<String>,
}

impl Scale {
    fn new() -> Self {
        let mut times: Vec<f64> = (0..5).map(|_| work_ms()).collect();
        times.sort_by(f64::total_cmp);
        Self { slowness: (times[2] / NORMAL_MS).max(1.0), over: Vec::new(), failed: Vec::new() }
    }

    fn weigh(&mut self, name: &str, value: f64, most: f64) {
        if value > most {
            self.over.push(name.to_owned());
        }
        if value > FAILS_AT * most * self.slowness {
            self.failed.push(name.to_owned());
        }
    }
}

/// Work of the kind that windows and desks do, always the same: texts made, kept in order and read again.
fn work_ms() -> f64 {
    let began = Instant::now();
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut texts = BTreeMap::new();
    for number in 0..150_000_u64 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        texts.insert(format!("{state:x}"), number);
    }
    std::hint::black_box(texts.iter().map(|(text, number)| text.len() as u64 + number).sum::<u64>());
    began.elapsed().as_secs_f64() * 1_000.0
}

/// Types with real keys, and measures in the page from each key to the frame after its letter.
async fn glyphs(window: &Window) -> Result<Vec<f64>> {
    const WATCH: &str = "
        window.glyphs = [];
        addEventListener('keydown', () => {
            const began = performance.now();
            requestAnimationFrame(() => setTimeout(() => window.glyphs.push(performance.now() - began), 0));
        }, { capture: true });";
    window.run("location.hash = '#/list'", &[]).await?;
    window.find("[data-testid=row]:focus").await?;
    window.press(&[Key::Enter]).await?;
    window.by_testid("composer").await?;
    window.press(&[Key::Letter('n')]).await?;
    window.find("#composer-text:focus").await?;
    window.run(WATCH, &[]).await?;
    for letter in "The cable behind the cabinet is loose".chars() {
        window.press(&[Key::Letter(letter)]).await?;
        tokio::time::sleep(Duration::from_millis(60)).await;
    }
    let times = window.run("return window.glyphs", &[]).await?;
    Ok(times.as_array().context("a list of times")?.iter().filter_map(Value::as_f64).collect())
}

/// The share of one processor that the window and what WebKit started for it take while nobody does anything.
async fn idle_percent(head: u32) -> Result<f64> {
    let ticks = || -> Result<u64> {
        let mut sum = 0;
        for pid in window::family(head)? {
            let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
            let rest = stat.rsplit_once(')').context("the kernel tells of a process")?.1;
            let fields: Vec<&str> = rest.split_whitespace().collect();
            for field in [11, 12] {
                sum += fields.get(field).context("a process has times")?.parse::<u64>()?;
            }
        }
        Ok(sum)
    };
    let before = ticks()?;
    tokio::time::sleep(IDLE).await;
    // Linux counts hundredths of a second here, whatever its own clock does.
    Ok((ticks()?.saturating_sub(before)) as f64 / IDLE.as_secs_f64())
}
