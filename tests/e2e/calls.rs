//! A telephone call in the real window: written by keys, over a restart, until it is a ticket with its notes and its time.

use crate::world::{Machine, rpc, write_ticket};
use serde_json::json;
use testkit::webdriver::{Key, testid};

#[tokio::test]
async fn a_call_becomes_a_ticket_and_the_next_one_is_put_on_it() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    write_ticket(&window, "Printer").await;
    let person = json!({ "person": null, "name": "Jo Ringer", "email": null, "phone": "+49 170 1234567", "role": "requester",
        "organisation": null, "teams": [], "tier": null, "location": null, "retired": false });
    rpc(&window, "person_save", person).await;
    window.chord(&[Key::Shift, Key::Letter('p')]).await.unwrap();
    window.find(&format!("{}:focus", testid("call-caller"))).await.unwrap();
    window.type_text("0170 1234567").await.unwrap();
    window.find("[role=option][aria-selected=true] .detail").await.unwrap();
    window.press(&[Key::Enter, Key::Tab]).await.unwrap();
    window.find(&format!("{}:focus", testid("call-subject"))).await.unwrap();
    window.type_text("Door does not open").await.unwrap();
    window.press(&[Key::Tab]).await.unwrap();
    window.type_text("Third time this week").await.unwrap();
    // The draft is kept while one writes; the program ends with the call not kept.
    window
        .until("the call is kept as a draft", async || {
            let draft = rpc(&window, "draft_get", json!({ "ticket": null, "kind": "call" })).await;
            Ok(draft.as_str().is_some_and(|text| text.contains("this week")).then_some(()))
        })
        .await
        .unwrap();
    window.close().await.unwrap();

    let window = machine.open().await;
    window.by_testid("board").await.unwrap();
    window.chord(&[Key::Shift, Key::Letter('p')]).await.unwrap();
    window.by_testid("call-subject").await.unwrap();
    let written = "return ['call-caller', 'call-subject', 'call-notes'].map((one) => document.querySelector(`[data-testid=${one}]`).value)";
    assert_eq!(
        window.run(written, &[]).await.unwrap(),
        json!(["Jo Ringer", "Door does not open", "Third time this week"])
    );
    window.chord(&[Key::Control, Key::Enter]).await.unwrap();
    window.until_gone(&testid("call-sheet")).await.unwrap();
    let found = rpc(&window, "ticket_search", json!({ "text": "door", "from": 0, "count": 5 })).await;
    let id = found["hits"][0]["row"]["id"].clone();
    let ticket = rpc(&window, "ticket_get", json!({ "ticket": id })).await;
    assert_eq!(
        (&ticket["channel"], &ticket["requester"]["name"]),
        (&json!("phone"), &json!("Jo Ringer")),
        "{ticket}"
    );
    assert!(ticket["time_seconds"].as_i64().unwrap() >= 60, "{ticket}");

    // They call again: their open ticket is at hand, and one arrow puts the call on it.
    window.chord(&[Key::Shift, Key::Letter('p')]).await.unwrap();
    window.find(&format!("{}:focus", testid("call-caller"))).await.unwrap();
    window.type_text("jo ringer").await.unwrap();
    window.find("[role=option][aria-selected=true] .detail").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.by_testid("call-ticket").await.unwrap();
    window.press(&[Key::Tab, Key::Down]).await.unwrap();
    window.find(&format!("{}:checked:focus", testid("call-ticket"))).await.unwrap();
    window.chord(&[Key::Control, Key::Shift, Key::Enter]).await.unwrap();
    window.by_testid("ticket").await.unwrap();
    assert_eq!(
        window.run("return location.hash", &[]).await.unwrap(),
        json!(format!("#/ticket/{}", id.as_str().unwrap()))
    );
    let again = rpc(&window, "ticket_get", json!({ "ticket": id })).await;
    assert!(again["time_seconds"].as_i64().unwrap() > ticket["time_seconds"].as_i64().unwrap(), "{again}");
}
