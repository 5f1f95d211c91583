//! Several things at once, by keyboard alone, and back with one key: a macro over a selection, and tickets that are merged.

use crate::world::{Machine, rpc, write_ticket};
use serde_json::{Value, json};
use testkit::webdriver::{Key, Window, testid};

/// Waits until what a command answers is as expected.
async fn until(window: &Window, promise: &str, command: &str, input: Value, looks: impl Fn(&Value) -> bool) {
    window
        .until(promise, async || Ok(looks(&rpc(window, command, input.clone()).await).then_some(())))
        .await
        .unwrap();
}

async fn focused(window: &Window, id: &str) {
    window.find(&format!("{}:focus", testid(id))).await.unwrap();
}

#[tokio::test]
async fn a_macro_runs_by_keyboard_over_a_selection_and_one_undo_takes_all_of_it_back() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    for subject in ["Router", "Switch"] {
        write_ticket(&window, subject).await;
    }

    // Its form is walked through with Tab.
    window.run("location.hash = '#/settings/macros'", &[]).await.unwrap();
    window.by_testid("macro-add").await.unwrap().focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    focused(&window, "macro-name").await;
    window.type_text("Take it over").await.unwrap();
    window.press(&[Key::Tab, Key::Tab]).await.unwrap();
    for (step, value) in [('1', '3'), ('2', '1')] {
        focused(&window, "macro-step-add").await;
        window.press(&[Key::Enter]).await.unwrap();
        window.find("[role=listbox]").await.unwrap();
        // The first step that is left: the status, then the assignee, since the priority is skipped.
        window.press(&[Key::Letter(step)]).await.unwrap();
        focused(&window, "macro-step-value").await;
        window.press(&[Key::Enter]).await.unwrap();
        window.find("[role=listbox]").await.unwrap();
        if step == '1' {
            window.press(&[Key::Letter(value)]).await.unwrap();
        } else {
            // A list with a search box takes letters as words.
            window.type_text("me").await.unwrap();
            window.press(&[Key::Enter]).await.unwrap();
        }
        focused(&window, "macro-step-value").await;
        window.press(&[Key::Tab, Key::Tab]).await.unwrap();
    }
    focused(&window, "macro-step-add").await;
    window.press(&[Key::Tab, Key::Tab]).await.unwrap();
    focused(&window, "macro-save").await;
    window.press(&[Key::Enter]).await.unwrap();
    // One stands on what one has saved.
    focused(&window, "macro-row").await;
    let saved = rpc(&window, "macro_list", json!({})).await;
    assert_eq!(saved[0]["steps"]["status"], "in_progress");
    assert_eq!(saved[0]["steps"]["assignee"], json!({ "to": "me" }));

    window.press(&[Key::Letter('g'), Key::Letter('l')]).await.unwrap();
    window.find("[data-testid=row]:focus").await.unwrap();
    window.chord(&[Key::Control, Key::Letter('a')]).await.unwrap();
    window.by_testid("bulk-bar").await.unwrap();
    window.press(&[Key::Letter('\\')]).await.unwrap();
    focused(&window, "macro-find").await;
    window.type_text("take").await.unwrap();
    window.find("[data-testid=macro-line][data-field=status]").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.until_gone(&testid("macro-dialog")).await.unwrap();
    let list = json!({ "from": 0, "count": 10 });
    let statuses = |page: &Value, status: &str, owned: bool| {
        let rows = page["rows"].as_array().unwrap();
        rows.len() == 2
            && rows.iter().all(|row| row["status"] == status && row["assignee"].is_null() != owned)
    };
    until(&window, "both are mine and in progress", "ticket_list", list.clone(), |page| {
        statuses(page, "in_progress", true)
    })
    .await;
    window.chord(&[Key::Control, Key::Letter('z')]).await.unwrap();
    until(&window, "both are as they were", "ticket_list", list, |page| statuses(page, "new", false)).await;
    window.close().await.unwrap();
}

#[tokio::test]
async fn tickets_are_merged_by_keyboard_and_taken_apart_after_a_restart() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    for subject in ["Printer in the hall", "Printer on the third floor"] {
        write_ticket(&window, subject).await;
    }
    let rows = rpc(&window, "ticket_list", json!({ "from": 0, "count": 10 })).await["rows"].clone();
    let id = |number: &str| {
        let row = rows.as_array().unwrap().iter().find(|row| row["number"] == number).unwrap();
        row["id"].as_str().unwrap().to_owned()
    };
    let (stays, goes) = (id("L-1"), id("L-2"));
    rpc(&window, "message_add", json!({ "ticket": goes, "kind": "note", "body": "The paper is out." })).await;

    // Four keys: the key, the choice, which is what looks most like it, and the word that it is meant.
    let open = async |window: &Window, ticket: &str| {
        window.run("location.hash = arguments[0]", &[json!(format!("#/ticket/{ticket}"))]).await.unwrap();
        window.find(&format!("[data-testid=ticket][data-ticket=\"{ticket}\"]")).await.unwrap();
    };
    open(&window, &goes).await;
    window.chord(&[Key::Shift, Key::Letter('m')]).await.unwrap();
    focused(&window, "merge-find").await;
    window
        .find(&format!("[data-testid=merge-item][aria-selected=true][data-ticket=\"{stays}\"]"))
        .await
        .unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    focused(&window, "merge-run").await;
    window.press(&[Key::Enter]).await.unwrap();
    window.by_testid("merged-banner").await.unwrap();
    window.close().await.unwrap();

    let window = machine.open().await;
    window.by_testid("board").await.unwrap();
    open(&window, &stays).await;
    window.find(&format!("[data-testid=merged-request][data-ticket=\"{goes}\"]")).await.unwrap();
    window.by_testid("message-from").await.unwrap();
    open(&window, &goes).await;
    window.by_testid("unmerge").await.unwrap().focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.until_gone(&testid("merged-banner")).await.unwrap();
    window.by_testid("composer").await.unwrap();
    let after = rpc(&window, "ticket_get", json!({ "ticket": goes })).await;
    assert_eq!((after["status"].as_str(), &after["merged_into"]), (Some("new"), &json!(null)));
    let thread = rpc(&window, "ticket_thread", json!({ "ticket": stays, "count": 10 })).await;
    assert!(!thread.to_string().contains("The paper is out."), "{thread}");
    window.close().await.unwrap();
}
