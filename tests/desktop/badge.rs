//! The count on the window: what a dock hears of it on the session bus, what the title says, and how it is switched off.

use crate::clocks::{answer, ticket, with_a_minute};
use crate::session::on_a_desktop;
use crate::window::{tern, until};
use anyhow::{Context as _, Result, ensure};
use futures::StreamExt as _;
use serde_json::json;
use std::collections::HashMap;
use std::process::Command;
use std::sync::{Arc, Mutex};
use testkit::desktop::Desktop;
use testkit::webdriver::Window;
use zbus::zvariant::OwnedValue;

/// What a dock was told: of which entry, how many, and whether to show it.
type Told = (String, i64, bool);

/// Hears what docks hear.
async fn dock(bus: &zbus::Connection) -> Result<Arc<Mutex<Vec<Told>>>> {
    let rule = "type='signal',interface='com.canonical.Unity.LauncherEntry',member='Update'";
    let mut updates =
        zbus::MessageStream::for_match_rule(zbus::MatchRule::try_from(rule)?, bus, None).await?;
    let told = Arc::new(Mutex::new(Vec::<Told>::new()));
    let hears = Arc::clone(&told);
    tokio::spawn(async move {
        while let Some(Ok(update)) = updates.next().await {
            let (entry, mut said): (String, HashMap<String, OwnedValue>) =
                update.body().deserialize().expect("the signal has its shape");
            let count = said.remove("count").and_then(|count| i64::try_from(count).ok());
            let visible = said.remove("count-visible").and_then(|visible| bool::try_from(visible).ok());
            let count = count.expect("an update has a count");
            let visible = visible.expect("an update says whether to show it");
            hears.lock().expect("whoever held it lives").push((entry, count, visible));
        }
    });
    Ok(told)
}

/// The titles of the windows on this screen.
fn titles() -> Result<Vec<String>> {
    let output = Command::new("xwininfo").args(["-root", "-tree"]).output().context("starting xwininfo")?;
    ensure!(output.status.success(), "xwininfo: {}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(said
        .lines()
        .filter_map(|line| Some(line.split_once('"')?.1.split_once("\": ")?.0.to_owned()))
        .collect())
}

#[test]
fn the_window_and_its_icon_count_what_is_missed_or_at_risk() {
    on_a_desktop(
        "badge::the_window_and_its_icon_count_what_is_missed_or_at_risk",
        async |desktop: &Desktop| counted(desktop).await.unwrap(),
    );
}

async fn counted(desktop: &Desktop) -> Result<()> {
    let bus = zbus::Connection::session().await?;
    let told = dock(&bus).await?;
    let heard = |count: i64, visible: bool| {
        let expected = ("application://Tern.desktop".to_owned(), count, visible);
        told.lock().expect("whoever held it lives").last() == Some(&expected)
    };
    let folder = tempfile::tempdir()?;
    let window = Window::open(desktop, &tern(folder.path())).await?;
    with_a_minute(&window, json!([{ "percent": 5 }])).await?;
    until("the title is that of the page", async || Ok(titles()?.contains(&"Board – Tern".to_owned())))
        .await?;
    ensure!(told.lock().expect("whoever held it lives").is_empty(), "nothing to count is nothing to say");

    let me = answer(&window, "session_get", json!({})).await?["me"].take();
    let assigned = json!({ "assignee": me });
    let (first, _) = ticket(&window, "Water in the server room").await?;
    answer(&window, "ticket_set", json!({ "tickets": [first], "fields": assigned })).await?;
    // Nobody's is no number of mine.
    ticket(&window, "Smoke in the attic").await?;
    until("the dock hears of it, without any tray", async || Ok(heard(1, true))).await?;
    until("the title counts it", async || Ok(titles()?.contains(&"(1) Board – Tern".to_owned()))).await?;

    let (second, _) = ticket(&window, "A leak in the roof").await?;
    answer(&window, "ticket_set", json!({ "tickets": [second], "fields": assigned })).await?;
    until("the dock hears of two", async || Ok(heard(2, true))).await?;

    answer(&window, "window_system_put", json!({ "badge": false })).await?;
    until("who does not want it is told nothing", async || Ok(heard(0, false))).await?;
    until("nor by the title", async || Ok(titles()?.contains(&"Board – Tern".to_owned()))).await?;
    let system = answer(&window, "window_system_put", json!({ "badge": true })).await?;
    ensure!(system["badge"] == json!(true), "{system}");
    until("it counts again", async || Ok(heard(2, true))).await
}
