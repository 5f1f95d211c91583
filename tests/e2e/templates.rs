//! Templates by keyboard alone: made in the settings, there after a restart, chosen in a new ticket and by the palette.

use crate::screens::go;
use crate::world::{Machine, rpc};
use serde_json::json;
use testkit::webdriver::{Key, Window, testid};

async fn focused(window: &Window, id: &str) {
    window.find(&format!("{}:focus", testid(id))).await.unwrap();
}

async fn type_at(window: &Window, id: &str, text: &str) {
    let field = window.by_testid(id).await.unwrap();
    field.focus().await.unwrap();
    field.type_text(text).await.unwrap();
}

#[tokio::test]
async fn a_template_is_kept_over_a_restart_and_fills_new_tickets_by_keyboard() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    go(&window, "settings/templates", "template-add").await;
    window.by_testid("template-add").await.unwrap().focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    focused(&window, "template-name").await;
    window.type_text("New colleague").await.unwrap();
    type_at(&window, "template-subject", "New colleague").await;
    type_at(&window, "template-description", "By {{agent.name}}, for {{requester.name}}").await;
    type_at(&window, "template-checklist", "Account").await;
    window.press(&[Key::Enter]).await.unwrap();
    window.type_text("Laptop").await.unwrap();
    window.by_testid("template-save").await.unwrap().focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    // One stands on what one has saved.
    focused(&window, "template-row").await;
    window.close().await.unwrap();

    let window = machine.open().await;
    window.by_testid("board").await.unwrap();
    window.press(&[Key::Letter('c')]).await.unwrap();
    focused(&window, "new-ticket-requester").await;
    window.by_testid("new-ticket-template").await.unwrap();
    window.chord(&[Key::Control, Key::Letter(';')]).await.unwrap();
    window.find("[role=listbox]").await.unwrap();
    window.type_text("new").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.by_testid("template-used").await.unwrap();
    window.by_testid("template-gaps").await.unwrap();
    window.by_testid("new-ticket-checklist").await.unwrap();
    window.chord(&[Key::Control, Key::Enter]).await.unwrap();
    window.until_gone(&testid("new-ticket-sheet")).await.unwrap();
    let rows = rpc(&window, "ticket_list", json!({ "from": 0, "count": 5 })).await["rows"].clone();
    assert_eq!(
        (&rows[0]["subject"], &rows[0]["checklist"]),
        (&json!("New colleague"), &json!({ "done": 0, "total": 2 }))
    );
    let view = rpc(&window, "ticket_get", json!({ "ticket": rows[0]["id"] })).await;
    assert_eq!(view["description"], "By Robin, for {{requester.name}}");

    // The palette begins a ticket with it, and the sheet takes it out again.
    window.chord(&[Key::Control, Key::Letter('k')]).await.unwrap();
    focused(&window, "palette-input").await;
    window.type_text("from new coll").await.unwrap();
    window.find("[data-testid=palette-item][aria-selected=true][data-item^=template]").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.by_testid("template-used").await.unwrap();
    window.by_testid("template-undo").await.unwrap().focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.until_gone(&testid("template-used")).await.unwrap();
    window.close().await.unwrap();
}
