//! First assessment in the real window: new tickets one after another by keys, with undo, and done over a restart.

use crate::world::{Machine, rpc, write_ticket};
use serde_json::{Value, json};
use testkit::webdriver::{Key, Window};

/// The ticket at hand, and how many of how many are done.
async fn at(window: &Window) -> Value {
    let script = "const at = document.querySelector('[data-testid=triage]')?.dataset;
        return at === undefined ? null : [at.ticket, at.done, at.all];";
    window.run(script, &[]).await.unwrap()
}

async fn until_at(window: &Window, promise: &str, wanted: &Value) {
    window.until(promise, async || Ok((at(window).await == *wanted).then_some(()))).await.unwrap();
}

#[tokio::test]
async fn new_tickets_are_assessed_one_after_another_by_keys_and_taken_back() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    for subject in ["Printer jams", "Mail is slow"] {
        write_ticket(&window, subject).await;
    }
    window.press(&[Key::Letter('g'), Key::Letter('a')]).await.unwrap();
    window.by_testid("triage-type").await.unwrap();
    let first = at(&window).await[0].clone();
    until_at(&window, "two wait", &json!([first, "0", "2"])).await;
    window.find("[data-testid=triage] h2:focus").await.unwrap();

    // Impact is chosen from its list; the priority follows before anything is sent.
    window.press(&[Key::Letter('3')]).await.unwrap();
    window.find("[role=listbox] [role=option]").await.unwrap();
    window.press(&[Key::Letter('1')]).await.unwrap();
    window.find("[data-testid=triage-priority][data-priority=high]").await.unwrap();
    window.press(&[Key::Letter('i')]).await.unwrap();
    window.chord(&[Key::Control, Key::Enter]).await.unwrap();
    window
        .until("the other ticket is at hand", async || {
            let at = at(&window).await;
            Ok((at[0] != first && at[1] == "1" && at[2] == "2").then_some(()))
        })
        .await
        .unwrap();
    window.find("[data-testid=triage] h2:focus").await.unwrap();
    let ticket = rpc(&window, "ticket_get", json!({ "ticket": first })).await;
    assert_eq!((&ticket["priority"], &ticket["category"]), (&json!("high"), &json!("open")), "{ticket}");
    assert_eq!(ticket["assignee_name"], "Robin");

    window.chord(&[Key::Control, Key::Letter('z')]).await.unwrap();
    until_at(&window, "undo brings it back", &json!([first, "0", "2"])).await;
    let ticket = rpc(&window, "ticket_get", json!({ "ticket": first })).await;
    assert_eq!((&ticket["assignee"], &ticket["category"]), (&json!(null), &json!("new")));

    window.press(&[Key::Letter('i')]).await.unwrap();
    window.chord(&[Key::Control, Key::Enter]).await.unwrap();
    window.until("one is left", async || Ok((at(&window).await[1] == "1").then_some(()))).await.unwrap();
    window.close().await.unwrap();
    let window = machine.open().await;
    window.by_testid("triage-type").await.unwrap();
    window.press(&[Key::Letter('g'), Key::Letter('a')]).await.unwrap();
    window.by_testid("triage-type").await.unwrap();
    let left = at(&window).await;
    assert_eq!((&left[1], &left[2]), (&json!("0"), &json!("1")), "{left}");
    window.chord(&[Key::Control, Key::Enter]).await.unwrap();
    window.by_testid("triage-empty").await.unwrap();
}
