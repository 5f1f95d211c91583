//! A conversation that turned to something else: by keyboard its last message begins a ticket of its own, over a restart.

use crate::world::{Machine, rpc, write_ticket};
use serde_json::json;
use testkit::webdriver::Key;

#[tokio::test]
async fn a_message_begins_a_ticket_of_its_own_by_keyboard_and_both_know_it_after_a_restart() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    write_ticket(&window, "Printer").await;
    let card = window.by_testid("card").await.unwrap();
    let old = card.attribute("data-ticket").await.unwrap().unwrap();
    for body in ["The paper is out.", "The scanner is grey."] {
        rpc(&window, "message_add", json!({ "ticket": old, "kind": "reply", "body": body })).await;
    }
    window.run("location.hash = arguments[0]", &[json!(format!("#/ticket/{old}"))]).await.unwrap();
    window
        .until("both messages are there", async || {
            Ok((window.find_all("article[data-message]").await?.len() == 2).then_some(()))
        })
        .await
        .unwrap();
    window.press(&[Key::Letter('k')]).await.unwrap();
    window.find("article[data-message]:focus").await.unwrap();
    window.chord(&[Key::Shift, Key::Letter('d')]).await.unwrap();
    window.find("#menu-list [data-row]").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    let new = window
        .until("the new ticket is open", async || {
            let Some(open) = window.find_now("[data-testid=ticket]").await? else { return Ok(None) };
            Ok(open.attribute("data-ticket").await?.filter(|ticket| *ticket != old))
        })
        .await
        .unwrap();
    let view = rpc(&window, "ticket_get", json!({ "ticket": new })).await;
    assert_eq!(view["subject"], "The scanner is grey.");
    window.close().await.unwrap();

    let window = machine.open().await;
    window.by_testid("board").await.unwrap();
    for (ticket, other) in [(&old, "L-2"), (&new, "L-1")] {
        let view = rpc(&window, "ticket_get", json!({ "ticket": ticket })).await;
        assert_eq!(view["links"][0]["number"], other, "{view}");
    }
    let thread = rpc(&window, "ticket_thread", json!({ "ticket": old, "count": 10 })).await;
    assert!(thread.to_string().contains("The scanner is grey."), "it is copied, not moved: {thread}");
    window.close().await.unwrap();
}
