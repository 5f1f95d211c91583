//! The keys that begin a ticket from any program: off at first, heard behind another window, kept, and nobody else's.

use crate::clocks::answer;
use crate::session::on_a_desktop;
use crate::window::{call, tern};
use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use std::process::Command;
use testkit::desktop::Desktop;
use testkit::webdriver::Window;

const SHEET: &str = "[data-testid=new-ticket-sheet]";

/// Presses the keys on the screen itself, whatever is in front there.
fn press() -> Result<()> {
    let pressed = Command::new("xdotool").args(["key", "ctrl+alt+n"]).status().context("starting xdotool")?;
    ensure!(pressed.success(), "xdotool pressed nothing");
    Ok(())
}

async fn ask(window: &Window, keys: &str) -> Result<Value> {
    call(window, "window_system_put", json!({ "shortcut": keys })).await
}

#[test]
fn keys_of_ones_choice_begin_a_ticket_from_any_program() {
    on_a_desktop(
        "shortcut::keys_of_ones_choice_begin_a_ticket_from_any_program",
        async |desktop: &Desktop| begun(desktop).await.unwrap(),
    );
}

async fn begun(desktop: &Desktop) -> Result<()> {
    let (folder, other_folder) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let program = tern(folder.path()).argument("--sample");
    let window = Window::open(desktop, &program).await?;
    window.by_testid("board").await?;
    let system = answer(&window, "window_system_get", json!({})).await?;
    ensure!(system["shortcut"] == Value::Null && system["shortcut_possible"] == json!(true), "{system}");

    let refused = ask(&window, "N").await?;
    ensure!(refused["problem"]["code"] == "invalid", "a letter belongs to every program: {refused}");
    let system = answer(&window, "window_system_put", json!({ "shortcut": "Mod+Alt+N" })).await?;
    ensure!(system["shortcut"] == "Mod+Alt+N", "{system}");

    // The other desk's window is in front now, and wants the same keys.
    let other = Window::open(desktop, &tern(other_folder.path()).argument("--sample")).await?;
    other.by_testid("board").await?;
    let refused = ask(&other, "Mod+Alt+N").await?;
    ensure!(refused["problem"]["code"] == "already_there", "they are taken: {refused}");
    let system = answer(&other, "window_system_get", json!({})).await?;
    ensure!(system["shortcut"] == Value::Null, "nothing was changed: {system}");
    press()?;
    window.find(SHEET).await?;
    ensure!(other.find_now(SHEET).await?.is_none(), "they are not for this one");

    window.close().await?;
    let window = Window::open(desktop, &program).await?;
    window
        .until("the keys are held again after a start", async || {
            let system = answer(&window, "window_system_get", json!({})).await?;
            Ok((system["shortcut"] == "Mod+Alt+N").then_some(()))
        })
        .await?;
    answer(&window, "window_system_put", json!({ "shortcut": "" })).await?;
    other
        .until("who gives them back leaves them to others", async || {
            let answered = ask(&other, "Mod+Alt+N").await?;
            Ok((answered["answer"]["shortcut"] == "Mod+Alt+N").then_some(()))
        })
        .await?;
    press()?;
    other.find(SHEET).await?;
    ensure!(window.find_now(SHEET).await?.is_none(), "they belong to the other one now");
    other.close().await?;
    window.close().await
}
