//! A checklist in the real window, by keyboard: written, ticked, put in order, taken off and back, and there after a restart.

use crate::world::{Machine, rpc, write_ticket};
use serde_json::{Value, json};
use testkit::webdriver::{Key, Window, testid};

async fn has_focus(window: &Window, id: &str) {
    window.find(&format!("{}:focus", testid(id))).await.unwrap();
}

/// The texts in their order as the desk keeps them, ticked ones with a mark.
async fn points(window: &Window, ticket: &str) -> Vec<String> {
    let view = rpc(window, "ticket_get", json!({ "ticket": ticket })).await;
    let mark = |item: &Value| if item["done"] == true { "+" } else { "" };
    let point = |item: &Value| format!("{}{}", mark(item), item["text"].as_str().unwrap());
    view["checklist"].as_array().unwrap().iter().map(point).collect()
}

/// Waits until the list in the window reads like this, ticked items with a mark.
async fn reads(window: &Window, wanted: &[&str]) {
    let script = "return [...document.querySelectorAll('[data-testid=checklist-item]')].map((row) =>
        (row.dataset.done === 'true' ? '+' : '') + (row.querySelector('button.text')?.textContent ?? ''))";
    let wanted = json!(wanted);
    let promise = format!("the list reads {wanted}");
    window
        .until(&promise, async || Ok((window.run(script, &[]).await? == wanted).then_some(())))
        .await
        .unwrap();
}

/// Waits until the box of this item has the focus.
async fn stands_on(window: &Window, text: &str) {
    let script = "return document.activeElement?.closest('[data-testid=checklist-item]')
        ?.querySelector('button.text')?.textContent ?? ''";
    window
        .until(&format!("{text} has the focus"), async || {
            Ok((window.run(script, &[]).await? == json!(text)).then_some(()))
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn a_checklist_is_worked_through_by_keyboard_and_outlives_a_restart() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    write_ticket(&window, "New starter").await;
    let card = window.by_testid("card").await.unwrap();
    let ticket = card.attribute("data-ticket").await.unwrap().unwrap();
    window.run("location.hash = arguments[0]", &[json!(format!("#/ticket/{ticket}"))]).await.unwrap();
    window.by_testid("checklist-open").await.unwrap();

    window.chord(&[Key::Shift, Key::Letter('c')]).await.unwrap();
    for text in ["Account", "Badge", "Laptop"] {
        has_focus(&window, "checklist-add").await;
        window.type_text(text).await.unwrap();
        window.press(&[Key::Enter]).await.unwrap();
    }
    reads(&window, &["Account", "Badge", "Laptop"]).await;
    has_focus(&window, "checklist-add").await;

    window.press(&[Key::Up]).await.unwrap();
    stands_on(&window, "Laptop").await;
    window.press(&[Key::Space]).await.unwrap();
    reads(&window, &["Account", "Badge", "+Laptop"]).await;
    window.chord(&[Key::Alt, Key::Up]).await.unwrap();
    reads(&window, &["Account", "+Laptop", "Badge"]).await;
    stands_on(&window, "Laptop").await;
    window.press(&[Key::Up]).await.unwrap();
    stands_on(&window, "Account").await;
    window.press(&[Key::Enter]).await.unwrap();
    has_focus(&window, "checklist-text").await;
    window.press(&[Key::End]).await.unwrap();
    window.type_text(" and mailbox").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    reads(&window, &["Account and mailbox", "+Laptop", "Badge"]).await;
    stands_on(&window, "Account and mailbox").await;

    window.press(&[Key::Delete]).await.unwrap();
    reads(&window, &["+Laptop", "Badge"]).await;
    stands_on(&window, "Laptop").await;
    window.by_testid("undo").await.unwrap();
    window.chord(&[Key::Control, Key::Letter('z')]).await.unwrap();
    reads(&window, &["Account and mailbox", "+Laptop", "Badge"]).await;
    let progress = window.by_testid("checklist-progress").await.unwrap();
    assert_eq!(progress.text().await.unwrap(), "1 of 3");
    window.close().await.unwrap();

    let window = machine.open().await;
    let small = window.by_testid("card-checklist").await.unwrap();
    assert_eq!(small.text().await.unwrap(), "1/3");
    assert_eq!(points(&window, &ticket).await, ["Account and mailbox", "+Laptop", "Badge"]);
    let history = rpc(&window, "ticket_history", json!({ "ticket": ticket })).await.to_string();
    assert!(history.contains("ticked") && history.contains("Laptop"), "{history}");
    window.close().await.unwrap();
}
