//! Who else is on a ticket: by keyboard somebody is taken in copy and one watches it, over a restart.

use crate::world::{Machine, rpc, write_ticket};
use serde_json::json;
use testkit::webdriver::Key;

#[tokio::test]
async fn somebody_is_taken_in_copy_and_one_watches_by_keyboard_and_both_stay() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    write_ticket(&window, "Printer").await;
    let ada = json!({ "name": "Ada Byron", "email": "ada@example.org", "role": "requester" });
    rpc(&window, "person_save", ada).await;
    let grace = json!({ "name": "Grace Hopper", "role": "requester" });
    let grace = rpc(&window, "person_save", grace).await["id"].clone();
    let card = window.by_testid("card").await.unwrap();
    let ticket = card.attribute("data-ticket").await.unwrap().unwrap();
    rpc(&window, "ticket_set", json!({ "tickets": [ticket], "fields": { "requester": grace } })).await;
    window.run("location.hash = arguments[0]", &[json!(format!("#/ticket/{ticket}"))]).await.unwrap();
    window.by_testid("cc-add").await.unwrap().focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.find("[data-testid=cc-pick] input:focus").await.unwrap();
    window.type_text("byron").await.unwrap();
    window.find("[data-testid=cc-pick] [role=option]").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.until_gone("[data-testid=cc-pick]").await.unwrap();
    window.find("[data-testid=cc-add]:focus").await.unwrap();
    window.press(&[Key::Letter('w')]).await.unwrap();
    let kept = window
        .until("the ticket has both", async || {
            let view = rpc(&window, "ticket_get", json!({ "ticket": ticket })).await;
            let (cc, watchers) = (&view["cc"][0]["name"], &view["watchers"][0]["name"]);
            Ok((cc == "Ada Byron" && watchers == "Robin").then_some(view))
        })
        .await
        .unwrap();
    window.press(&[Key::Letter('r')]).await.unwrap();
    let copied = window.by_testid("composer-cc").await.unwrap().text().await.unwrap();
    assert_eq!(copied, "Cc Ada Byron");
    window.close().await.unwrap();

    let window = machine.open().await;
    window.by_testid("board").await.unwrap();
    let again = rpc(&window, "ticket_get", json!({ "ticket": ticket })).await;
    assert_eq!((&again["cc"], &again["watchers"]), (&kept["cc"], &kept["watchers"]));
    window.close().await.unwrap();
}
