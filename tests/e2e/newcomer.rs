//! The first day of somebody without a mouse, whose network goes half way: what was done is there after a restart, and
//! with a colleague once the network is back.

use crate::world::{Elsewhere, Machine, PASSWORD, Server, find_again, rpc};
use serde_json::{Value, json};
use testkit::webdriver::{Key, Window, testid};

const PEOPLE: [(&str, &str); 2] = [("ada@desk.example", "Ada"), ("ben@desk.example", "Ben")];
/// A desk that has nothing to say to its server.
const IN_STEP: &str = "[data-testid=sync-status][data-state=online][data-pending=\"0\"]";

async fn press(window: &Window, key: char) {
    window.press(&[Key::Letter(key)]).await.unwrap();
}

async fn focused(window: &Window, id: &str) {
    window.find(&format!("{}:focus", testid(id))).await.unwrap();
}

/// Presses Tab until a control has the focus.
async fn tab_to(window: &Window, id: &str) {
    let there = "return document.activeElement?.dataset.testid ?? ''";
    for _ in 0..30 {
        if window.run(there, &[]).await.unwrap() == json!(id) {
            return;
        }
        window.press(&[Key::Tab]).await.unwrap();
    }
    panic!("Tab reaches {id}");
}

/// Writes a reply or a note on the open ticket.
async fn write(window: &Window, key: char, kind: &str, text: &str) {
    press(window, key).await;
    window.find(&format!("[data-testid=composer][data-kind={kind}] textarea:focus")).await.unwrap();
    window.type_text(text).await.unwrap();
    window.chord(&[Key::Control, Key::Enter]).await.unwrap();
    until_said(window, text).await;
    // Once it is sent, the next key is one of the ticket.
    window.until_gone("[data-testid=composer] textarea:focus").await.unwrap();
}

async fn until_said(window: &Window, text: &str) {
    let said =
        "return [...document.querySelectorAll('[data-testid=message]')].map((one) => one.textContent).join()";
    let stands = async || Ok(window.run(said, &[]).await?.to_string().contains(text).then_some(()));
    window.until(&format!("`{text}` stands in the conversation"), stands).await.unwrap();
}

/// Moves the ticket to the status behind the one that it has.
async fn next_status(window: &Window, status: &str) {
    press(window, 's').await;
    window.find("[data-row]").await.unwrap();
    window.press(&[Key::Down, Key::Enter]).await.unwrap();
    window.find(&format!("[data-testid=status][data-value={status}]")).await.unwrap();
}

/// Waits until the status bar says that there is no server, that all is saved, and that something waits.
async fn says_offline(window: &Window) {
    let chip = "[data-testid=sync-status][data-state=offline]:not([data-pending=\"0\"])";
    let said = window.find(chip).await.unwrap().text().await.unwrap();
    assert!(said.contains("all work is saved here") && said.contains("waiting"), "{said}");
}

#[tokio::test]
async fn a_first_day_by_keyboard_survives_a_lost_network_and_a_restart() {
    let mut server = Server::start(&PEOPLE);
    let machine = Machine::new();
    let window = machine.open().await;
    focused(&window, "try-sample").await;
    tab_to(&window, "connect-server").await;
    window.press(&[Key::Enter]).await.unwrap();
    focused(&window, "server-url").await;
    window.type_text(&server.url()).await.unwrap();
    for (field, text) in [("sign-in-email", "ada@desk.example"), ("sign-in-password", PASSWORD)] {
        tab_to(&window, field).await;
        window.type_text(text).await.unwrap();
    }
    window.press(&[Key::Enter]).await.unwrap();
    window.by_testid("board").await.unwrap();
    window.find(IN_STEP).await.unwrap();

    press(&window, 'c').await;
    focused(&window, "new-ticket-requester").await;
    tab_to(&window, "new-ticket-subject").await;
    window.type_text("The lift stops between floors").await.unwrap();
    window.chord(&[Key::Control, Key::Enter]).await.unwrap();
    window.until_gone(&testid("new-ticket-sheet")).await.unwrap();
    window.find("[data-testid=card]:focus").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.by_testid("composer").await.unwrap();
    let ticket = window.by_testid("ticket").await.unwrap().attribute("data-ticket").await.unwrap().unwrap();
    write(&window, 'r', "reply", "An engineer is on the way").await;
    write(&window, 'n', "note", "The key is with the porter").await;
    press(&window, 'i').await;
    window.until_gone("[data-testid=assignee][data-value=\"\"]").await.unwrap();
    next_status(&window, "open").await;
    window.find(IN_STEP).await.unwrap();

    // The network goes; the work does not.
    server.cut();
    window.find("[data-testid=sync-status][data-state=offline]").await.unwrap();
    press(&window, 'd').await;
    window.find("[data-row]").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window
        .until("it is due at some time", async || {
            let view = rpc(&window, "ticket_get", json!({ "ticket": ticket })).await;
            Ok(view["due"].is_i64().then_some(()))
        })
        .await
        .unwrap();
    write(&window, 'n', "note", "Standing in the cellar, no network").await;
    next_status(&window, "in_progress").await;
    says_offline(&window).await;
    let before = rpc(&window, "ticket_get", json!({ "ticket": ticket })).await;
    window.close().await.unwrap();

    let window = machine.open().await;
    window.by_testid("board").await.unwrap();
    says_offline(&window).await;
    window.find(&format!("[data-ticket=\"{ticket}\"]")).await.unwrap().focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    for text in ["An engineer is on the way", "The key is with the porter", "Standing in the cellar"] {
        until_said(&window, text).await;
    }
    let after = rpc(&window, "ticket_get", json!({ "ticket": ticket })).await;
    let facts = |view: &Value| ["subject", "status", "assignee", "due"].map(|field| view[field].clone());
    assert_eq!(facts(&after), facts(&before), "a restart changes nothing");

    server.resume();
    find_again(&window, IN_STEP).await;
    let ben = Elsewhere::connect(&server, "ben@desk.example");
    let seen = ben.rpc("ticket_get", &json!({ "ticket": ticket }));
    assert_eq!(facts(&seen), facts(&before), "a colleague sees the same");
    assert_eq!((&seen["status"], &seen["assignee_name"]), (&json!("in_progress"), &json!("Ada")), "{seen}");
    let thread = ben.rpc("ticket_thread", &json!({ "ticket": ticket, "count": 50 })).to_string();
    for text in ["An engineer is on the way", "The key is with the porter", "Standing in the cellar"] {
        assert_eq!(thread.matches(text).count(), 1, "{text}: {thread}");
    }
    window.close().await.unwrap();
}
