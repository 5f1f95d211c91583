//! The budgets of the window: what a person does in it, measured inside the real page over a small and a large desk.

use super::window::{self, PASSPHRASE};
use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use std::time::Duration;
use testkit::desktop::Desktop;
use testkit::webdriver::{Key, Program, Window};

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
const BUDGETS: [(&str, f64); 9] = [
    ("open", 200.0),
    ("next", 150.0),
    ("command", 100.0),
    ("palette", 120.0),
    ("palette_results", 200.0),
    ("search", 150.0),
    ("scroll", 16.0),
    ("ipc", 15.0),
    ("dashboard", 1_000.0),
];
/// From a key to its letter in the composer.
const GLYPH_MS: f64 = 80.0;
const IDLE_PERCENT: f64 = 2.0;

/// Opens the window over a desk of this many tickets and lives in it for a while.
pub(crate) async fn measure(tickets: usize) -> Result<Value> {
    let room = tempfile::tempdir()?;
    let folder = super::place(&room.path().join("desk"), &format!("window-{tickets}"));
    super::local_folder(&folder, tickets, PASSPHRASE).await?;
    let desktop = Desktop::start()?;
    let program = Program::new(window::tern()?)
        .argument("--data")
        .argument(folder.to_string_lossy())
        .variable("TERN_PASSPHRASE", PASSPHRASE);
    let window = Window::open(&desktop, &program).await?;
    // A desk that was kept opens where the last run closed it.
    window.run("location.hash = '#/board'", &[]).await?;
    window.by_testid("card").await?;
    let mut found = serde_json::Map::new();
    let mut over = Vec::new();
    let mut tell = |name: &str, mut times: Vec<f64>, most: f64| {
        times.sort_by(f64::total_cmp);
        let at = |percent: usize| times.get(times.len() * percent / 100).copied().unwrap_or_default();
        if at(95) > most {
            over.push(json!(name));
        }
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
        tell(name, times.iter().filter_map(Value::as_f64).collect(), most);
    }
    tell("glyph", glyphs(&window).await?, GLYPH_MS);
    // Where no caret blinks, and where `start` opens the same desk.
    window.run("location.hash = '#/board'", &[]).await?;
    window.by_testid("card").await?;
    tokio::time::sleep(REST).await;
    let head = window.process_id()?;
    let memory = window::memory(head)?;
    let idle = idle_percent(head).await?;
    if idle > IDLE_PERCENT {
        over.push(json!("idle"));
    }
    window.close().await?;
    Ok(json!({
        "tickets": tickets, "page": found, "memory": memory,
        "idle": { "percent": super::rounded(idle), "most_percent": IDLE_PERCENT },
        "over": over,
    }))
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
