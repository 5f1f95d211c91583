//! A desk that somebody locks: it shows nothing of what it holds, and is as it was once its passphrase is said.

use crate::world::{Machine, PASSWORD, begin_note, rpc, type_into};
use serde_json::json;
use testkit::webdriver::{Key, Window};

async fn unlock(window: &Window) {
    type_into(window, "unlock-passphrase", PASSWORD).await;
    window.press(&[Key::Enter]).await.unwrap();
}

#[tokio::test]
async fn a_desk_locks_by_its_key_and_keeps_what_was_being_written() {
    let machine = Machine::new();
    let window = machine.open().await;
    window.by_testid("welcome").await.unwrap();
    rpc(&window, "host_work_locally", json!({ "name": "Robin", "passphrase": PASSWORD })).await;
    window.by_testid("board").await.unwrap();
    let ticket = begin_note(&window, "Payroll is late").await;
    window.type_text("Half a thought").await.unwrap();
    window.chord(&[Key::Control, Key::Alt, Key::Letter('l')]).await.unwrap();
    window.by_testid("unlock-passphrase").await.unwrap();
    let shown = window.run("return document.body.innerText", &[]).await.unwrap();
    let shown = shown.as_str().unwrap();
    assert!(!shown.contains("Payroll") && !shown.contains("Half a thought"), "{shown}");

    unlock(&window).await;
    window.by_testid("sync-status").await.unwrap();
    window
        .until("the note stands as it was left", async || {
            let kept = rpc(&window, "draft_get", json!({ "ticket": ticket, "kind": "note" })).await;
            Ok((kept == json!("Half a thought")).then_some(()))
        })
        .await
        .unwrap();
}
