//! Links from outside: into a Tern that runs, and into one that has to start for it.

use crate::world::{Machine, beside_tern, write_ticket};
use serde_json::{Value, json};
use std::process::Stdio;
use testkit::webdriver::{Window, testid};

/// Opens a link as the system does: with a start of Tern, which hands it over to the one that runs and ends.
async fn follow(machine: &Machine, link: &str) {
    let mut start = tokio::process::Command::from(std::process::Command::new(beside_tern("tern")));
    start.arg("--data").arg(machine.data()).arg(link).stdin(Stdio::null());
    machine.desktop.welcome(start.as_std_mut());
    assert!(start.status().await.unwrap().success(), "{link} is handed over");
}

/// Waits for the screen of a search, with this line and one ticket found.
async fn shows_search(window: &Window, line: &str, subject: &str) {
    window.find("[data-testid=search-results][data-total=\"1\"]").await.unwrap();
    let shown = "return [document.querySelector('[data-testid=search-input]').value,
        document.querySelector('[data-testid=search-result]').textContent]";
    let shown = window.run(shown, &[]).await.unwrap();
    assert!(shown[0].as_str().unwrap().contains(line), "{shown}");
    assert!(shown[1].as_str().unwrap().contains(subject), "{shown}");
}

async fn shows_ticket(window: &Window, subject: &str) {
    window.by_testid("composer").await.unwrap();
    let shown = "return document.querySelector('[data-testid=ticket]').textContent";
    let shown = window.run(shown, &[]).await.unwrap();
    assert!(shown.as_str().unwrap().contains(subject), "{shown}");
}

#[tokio::test]
async fn a_link_leads_to_its_place_whether_tern_runs_or_not() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    write_ticket(&window, "Printer on fire").await;
    write_ticket(&window, "Lift is stuck").await;

    follow(&machine, "tern://ticket/L-1").await;
    shows_ticket(&window, "Printer on fire").await;
    follow(&machine, "tern://search?q=lift").await;
    shows_search(&window, "lift", "Lift is stuck").await;
    // From one ticket to another, and to none: that is said, and the screen stays.
    follow(&machine, "tern://ticket/L-2").await;
    shows_ticket(&window, "Lift is stuck").await;
    follow(&machine, "tern://ticket/L-77").await;
    window
        .until("it is said that there is no such ticket", async || {
            let Some(toast) = window.find_now(&testid("toast")).await? else { return Ok(None) };
            let said = toast.property("textContent").await?;
            Ok(said.as_str().is_some_and(|said| said.contains("L-77")).then_some(()))
        })
        .await
        .unwrap();
    shows_ticket(&window, "Lift is stuck").await;
    // Nothing is written by a link: it only begins what a person goes on with.
    follow(&machine, "tern://new?subject=Water%20in%20the%20cellar").await;
    let subject = window.by_testid("new-ticket-subject").await.unwrap();
    assert_eq!(subject.property("value").await.unwrap(), json!("Water in the cellar"));
    window.close().await.unwrap();

    // And into one that has to start first.
    let window = machine.open_with(&["tern://ticket/L-1"]).await;
    shows_ticket(&window, "Printer on fire").await;
    window.close().await.unwrap();
    let window = machine.open_with(&["tern://search?q=printer"]).await;
    shows_search(&window, "printer", "Printer on fire").await;
    let place = window.run("return location.hash", &[]).await.unwrap();
    assert_ne!(place, Value::from("#/board"));
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_link_that_starts_tern_is_followed_where_nothing_is_to_be_seen_yet() {
    let machine = Machine::new();
    machine.open_local("Robin").await.close().await.unwrap();
    let window = machine.open_with(&["tern://new?subject=The%20first%20one"]).await;
    let subject = window.by_testid("new-ticket-subject").await.unwrap();
    assert_eq!(subject.property("value").await.unwrap(), json!("The first one"));
    window.close().await.unwrap();
}
