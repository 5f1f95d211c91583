//! The tray beside a panel of a real session bus: counts, do not disturb, and a window that closes and comes back.

use crate::clocks::{answer, shown, ticket, with_a_minute};
use crate::session::on_a_desktop;
use crate::window::{tern, until};
use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use testkit::desktop::{Desktop, Notification};
use testkit::panel::Panel;
use testkit::webdriver::Window;

async fn is_hidden(window: &Window) -> Result<bool> {
    Ok(window.run("return document.hidden", &[]).await? == json!(true))
}

#[test]
fn the_tray_counts_holds_back_and_keeps_tern_when_its_window_closes() {
    on_a_desktop(
        "tray::the_tray_counts_holds_back_and_keeps_tern_when_its_window_closes",
        async |desktop: &Desktop| in_a_panel(desktop).await.unwrap(),
    );
}

async fn in_a_panel(desktop: &Desktop) -> Result<()> {
    let panel = Panel::on(desktop).await?;
    let folder = tempfile::tempdir()?;
    let window = Window::open(desktop, &tern(folder.path())).await?;
    let icon = panel.icon().await?;
    ensure!(icon.says("Open Tern")? && icon.says("Quit")?, "{:?}", icon.rows()?);
    with_a_minute(&window, json!([{ "percent": 5 }])).await?;

    let me = answer(&window, "session_get", json!({})).await?["me"].take();
    let (mine, _) = ticket(&window, "Water in the server room").await?;
    let set = json!({ "tickets": [mine], "fields": { "assignee": me } });
    answer(&window, "ticket_set", set).await?;
    until("the tray counts what is at risk", async || icon.says("1 at risk")).await?;

    icon.choose("1 at risk")?;
    until("the row of the tray opens the list of what it counts", async || {
        let place = window.run("return location.hash", &[]).await?;
        let rows =
            "return [...document.querySelectorAll('[data-testid=row]')].map((row) => row.dataset.ticket)";
        let filtered =
            place.as_str().is_some_and(|place| place.starts_with("#/list") && place.contains("at_risk"));
        Ok(filtered && window.run(rows, &[]).await? == json!([mine]))
    })
    .await?;

    icon.choose("Do not disturb")?;
    let held = async |on: bool| -> Result<()> {
        let agree = until("the desk and the mark agree", async || {
            let dnd = answer(&window, "dnd_get", json!({})).await?;
            Ok(dnd["on"] == json!(on) && icon.is_marked("Do not disturb")? == on)
        })
        .await;
        let dnd = answer(&window, "dnd_get", json!({})).await?;
        agree.with_context(|| format!("{on} was asked for, {dnd}, {:?}", icon.rows()))
    };
    held(true).await?;
    icon.choose("Do not disturb")?;
    held(false).await?;
    icon.choose("Do not disturb for an hour")?;
    held(true).await?;
    ensure!(answer(&window, "dnd_get", json!({})).await?["until"].is_i64(), "an hour ends");
    answer(&window, "dnd_put", json!({ "on": false })).await?;
    held(false).await?;

    let system = answer(&window, "window_system_get", json!({})).await?;
    ensure!(system["tray"] == json!(true) && system["close_to_tray"] == json!(false), "{system}");
    answer(&window, "window_system_put", json!({ "close_to_tray": true })).await?;
    let (nobodys, _) = ticket(&window, "Smoke in the attic").await?;
    answer(&window, "window_close", json!({})).await?;
    until("the window is gone", async || is_hidden(&window).await).await?;
    let seen = shown(desktop, "at risk", 2).await?;
    let smoke = seen.iter().find(|one| one.body.starts_with("Smoke")).context("it is told of")?;
    desktop.choose(smoke, "assign-to-me")?;
    until("it is assigned while the window is closed", async || {
        let view = answer(&window, "ticket_get", json!({ "ticket": nobodys })).await?;
        Ok(view["assignee"] == me)
    })
    .await?;
    ensure!(is_hidden(&window).await?, "assigning is done without the window");
    until("and counted", async || icon.says("2 at risk")).await?;

    icon.choose("Open Tern")?;
    until("the window is back", async || Ok(!is_hidden(&window).await?)).await?;
    answer(&window, "window_close", json!({})).await?;
    until("the window is gone again", async || is_hidden(&window).await).await?;
    panel.leave().await?;
    until("a panel that goes does not take the way back with it", async || Ok(!is_hidden(&window).await?))
        .await?;
    let process = window.process_id()?;
    answer(&window, "window_quit", json!({})).await.ok();
    until("to quit is to quit, also where a closed window would stay in the tray", async || {
        Ok(!std::path::Path::new(&format!("/proc/{process}/exe")).exists())
    })
    .await
}

#[test]
fn what_is_chosen_on_a_notification_is_done_with_the_window_closed() {
    on_a_desktop(
        "tray::what_is_chosen_on_a_notification_is_done_with_the_window_closed",
        async |desktop: &Desktop| chosen_with_the_window_closed(desktop).await.unwrap(),
    );
}

async fn chosen_with_the_window_closed(desktop: &Desktop) -> Result<()> {
    const MINUTE_MS: i64 = 60_000;
    let panel = Panel::on(desktop).await?;
    let folder = tempfile::tempdir()?;
    let window = Window::open(desktop, &tern(folder.path())).await?;
    panel.icon().await?;
    with_a_minute(&window, json!([{ "percent": 5 }])).await?;
    // The minute is over soon; this is about what is at risk.
    answer(&window, "notification_settings_put", json!({ "kinds": { "breach": "off" } })).await?;
    answer(&window, "window_system_put", json!({ "close_to_tray": true })).await?;
    answer(&window, "window_close", json!({})).await?;
    until("the window is gone", async || is_hidden(&window).await).await?;

    for (button, subject) in [
        ("snooze-15-minutes", "A leak in the roof"),
        ("snooze-1-hour", "A leak in the cellar"),
        ("snooze-until-tomorrow", "A leak in the stairs"),
    ] {
        let (ticket, opened) = ticket(&window, subject).await?;
        let told = told_of(desktop, |one| one.body.starts_with(subject)).await?;
        desktop.choose(&told, button)?;
        until(button, async || {
            let view = answer(&window, "ticket_get", json!({ "ticket": ticket })).await?;
            Ok(view["snoozed_until"].is_i64())
        })
        .await?;
        let view = answer(&window, "ticket_get", json!({ "ticket": ticket })).await?;
        let away = view["snoozed_until"].as_i64().context("it says until when")? - opened;
        let promised = match button {
            "snooze-15-minutes" => 15 * MINUTE_MS..17 * MINUTE_MS,
            "snooze-1-hour" => 60 * MINUTE_MS..62 * MINUTE_MS,
            // Where it is open around the clock, the next day begins at midnight.
            _ => 1..25 * 60 * MINUTE_MS,
        };
        ensure!(promised.contains(&away), "{button} put it off for {away} ms");
        ensure!(is_hidden(&window).await?, "{button} is done without the window");
    }

    // The fourth in a minute stands for all four; it opens the list of what is at risk.
    let (fourth, opened) = ticket(&window, "A leak in the lobby").await?;
    let told = told_of(desktop, |one| one.summary == "4 tickets at risk").await?;
    desktop.choose(&told, "open")?;
    until("the window is back with the list of what is due", async || {
        let place = window.run("return location.hash", &[]).await?;
        let place = place.as_str().unwrap_or_default();
        let is_list = place.starts_with("#/list") && place.contains("sla=at_risk");
        Ok(is_list && !is_hidden(&window).await?)
    })
    .await?;
    answer(&window, "window_close", json!({})).await?;
    until("the window is gone again", async || is_hidden(&window).await).await?;

    // After a minute without any, one stands alone again.
    let quiet = opened + 75_000;
    while i64::try_from(std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_millis())?
        < quiet
    {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    let (alone, _) = ticket(&window, "A leak in the yard").await?;
    let told = told_of(desktop, |one| one.body.starts_with("A leak in the yard")).await?;
    desktop.choose(&told, "open")?;
    until("the window is back with the ticket", async || {
        let place = window.run("return location.hash", &[]).await?;
        let ticket = alone.as_str().context("a ticket has an id")?;
        let shows = |ticket: &str| place.as_str().is_some_and(|place| place.contains(ticket));
        ensure!(!shows(fourth.as_str().context("a ticket has an id")?), "it is not another one");
        Ok(shows(ticket) && !is_hidden(&window).await?)
    })
    .await
}

/// Waits for the notification that is like this.
async fn told_of(desktop: &Desktop, is_it: impl Fn(&Notification) -> bool) -> Result<Notification> {
    until("it is told of", async || Ok(desktop.notifications()?.iter().any(&is_it))).await?;
    desktop.notifications()?.into_iter().find(is_it).context("it was told of")
}

#[test]
fn without_a_tray_the_window_is_all_there_is() {
    on_a_desktop("tray::without_a_tray_the_window_is_all_there_is", async |desktop: &Desktop| {
        without_a_panel(desktop).await.unwrap();
    });
}

async fn without_a_panel(desktop: &Desktop) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let program = tern(folder.path()).argument("--sample").argument("--hidden");
    let window = Window::open(desktop, &program).await?;
    until("a hidden start that no tray takes up shows itself", async || Ok(!is_hidden(&window).await?))
        .await?;
    answer(&window, "window_system_put", json!({ "close_to_tray": true })).await?;
    let system = answer(&window, "window_system_get", json!({})).await?;
    ensure!(system["tray"] == json!(false), "{system}");

    let tried = answer(&window, "window_notify_test", json!({})).await?;
    let by = tried["by"].as_str().unwrap_or_default();
    ensure!(tried["shown"] == json!(true) && by.starts_with("dunst"), "{tried}");
    ensure!(tried["buttons"] == json!(true), "dunst says that it has actions: {tried}");
    shown(desktop, "Notifications work", 1).await?;

    let settings = std::path::PathBuf::from(std::env::var("XDG_CONFIG_HOME")?).join("autostart");
    let entries = || -> Result<Vec<String>> {
        let Ok(found) = std::fs::read_dir(&settings) else { return Ok(Vec::new()) };
        found.map(|entry| Ok(std::fs::read_to_string(entry?.path())?)).collect()
    };
    ensure!(system["at_login"] == json!(false) && entries()?.is_empty(), "nothing starts by itself");
    let system = answer(&window, "window_system_put", json!({ "at_login": true })).await?;
    ensure!(system["at_login"] == json!(true), "{system}");
    let written = entries()?;
    let [entry] = written.as_slice() else { anyhow::bail!("one entry: {written:?}") };
    let data = format!("\"--hidden\" \"--data\" \"{}\" \"--sample\"", folder.path().display());
    ensure!(entry.lines().any(|line| line.starts_with("Exec=") && line.ends_with(&data)), "{entry}");
    let system = answer(&window, "window_system_put", json!({ "at_login": false })).await?;
    ensure!(system["at_login"] == json!(false) && entries()?.is_empty(), "{system}");

    let process = window.process_id()?;
    answer(&window, "window_close", json!({})).await.ok();
    until("closing ends it where no tray could keep it", async || {
        Ok(!std::path::Path::new(&format!("/proc/{process}/exe")).exists())
    })
    .await
}
