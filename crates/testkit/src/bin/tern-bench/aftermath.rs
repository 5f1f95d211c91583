//! What a window costs beside what is done in it: one more beside it, and being drawn anew after its page's process died.

use super::window;
use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use testkit::panel::Panel;
use testkit::webdriver::Window;

/// A page is drawn and its garbage gone.
const SETTLED: Duration = Duration::from_secs(5);
const PATIENCE: Duration = Duration::from_secs(60);
const POP_OUTS: usize = 2;
const WARM_STARTS: usize = 12;

/// Opens tickets in windows of their own; returns what each takes of memory, in mebibytes.
pub(crate) async fn pop_outs(window: &Window) -> Result<u64> {
    const TICKETS: &str = "return [...document.querySelectorAll('[data-testid=row]')].slice(0, 2).map((row) => row.dataset.ticket)";
    const OPEN: &str = "window.__TAURI_INTERNALS__.invoke('rpc', { command: 'window_pop_out', input: { ticket: arguments[0] } })";
    let head = window.process_id()?;
    window.run("location.hash = '#/list'", &[]).await?;
    window.by_testid("row").await?;
    tokio::time::sleep(SETTLED).await;
    let before = total(head)?;
    let tickets = window.run(TICKETS, &[]).await?;
    let tickets = tickets.as_array().filter(|all| all.len() == POP_OUTS).context("the list has tickets")?;
    for ticket in tickets {
        window.run(OPEN, std::slice::from_ref(ticket)).await?;
    }
    window
        .until(
            "the windows stand",
            async || Ok((window.handles().await?.len() == POP_OUTS + 1).then_some(())),
        )
        .await?;
    tokio::time::sleep(SETTLED).await;
    Ok(total(head)?.saturating_sub(before) / POP_OUTS as u64)
}

/// Closes the window, which leaves Tern in the tray, and asks for it there again, several times; returns how long it took until
/// its page was painted, in milliseconds.
pub(crate) async fn warm(window: &Window, panel: &Panel<'_>) -> Result<Vec<f64>> {
    const KEEP: &str = "window.__TAURI_INTERNALS__.invoke('rpc', { command: 'window_system_put', input: { close_to_tray: true } })";
    const CLOSE: &str = "
        window.painted = null;
        const seen = () => {
            if (document.hidden) return;
            document.removeEventListener('visibilitychange', seen);
            requestAnimationFrame(() => setTimeout(() => { window.painted = Date.now(); }, 0));
        };
        document.addEventListener('visibilitychange', seen);
        window.__TAURI_INTERNALS__.invoke('rpc', { command: 'window_close', input: {} });";
    let icon = panel.icon().await?;
    let rows = icon.rows()?;
    let (open, ..) = rows.iter().find(|(_, words, _)| words == "Open Tern").context("the tray opens Tern")?;
    window.run(KEEP, &[]).await?;
    window.run("location.hash = '#/board'", &[]).await?;
    window.by_testid("card").await?;
    let mut times = Vec::new();
    for _ in 0..WARM_STARTS {
        window.run(CLOSE, &[]).await?;
        let hidden = async || Ok((window.run("return document.hidden", &[]).await? == true).then_some(()));
        window.until("the window is gone", hidden).await?;
        tokio::time::sleep(Duration::from_secs(1)).await;
        let asked = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs_f64() * 1_000.0;
        icon.press(*open)?;
        let painted = async || Ok(window.run("return window.painted", &[]).await?.as_f64());
        times.push(window.until("the window is painted", painted).await? - asked);
    }
    Ok(times)
}

/// Kills the process that draws the main window's page and waits for the same ticket; returns the time in milliseconds.
pub(crate) async fn drawn_again(window: &Window, page: u32, timings: &Path) -> Result<f64> {
    const OPENED: &str = "return document.querySelector('[data-testid=ticket]')?.dataset.ticket ?? null";
    window.run("location.hash = '#/list'", &[]).await?;
    // The focus may be in another window.
    window.by_testid("row").await?;
    window
        .run("location.hash = `#/ticket/${document.querySelector('[data-testid=row]').dataset.ticket}`", &[])
        .await?;
    window.by_testid("composer").await?;
    let ticket = window.run(OPENED, &[]).await?;
    let place = format!("/ticket/{}", ticket.as_str().context("a ticket is open")?);
    let status = Command::new("kill").args(["-KILL", &page.to_string()]).status()?;
    ensure!(status.success(), "process {page} is killed");
    let since = Instant::now();
    loop {
        let written = std::fs::read_to_string(timings).unwrap_or_default();
        let mut lines = written.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        if let Some(line) = lines.find(|line| line["event"] == "again") {
            ensure!(line["place"] == place.as_str(), "the page came back at another place: {line}");
            return Ok(since.elapsed().as_secs_f64() * 1_000.0);
        }
        ensure!(since.elapsed() < PATIENCE, "the page did not come back");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

fn total(head: u32) -> Result<u64> {
    window::memory(head)?["pss_mib"].as_u64().context("memory is a number")
}
