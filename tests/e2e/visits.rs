//! The day of a technician in the real window, by keyboard: planned on a ticket, told of step by step, and there after a restart.

use crate::world::{Machine, rpc, write_ticket};
use serde_json::{Value, json};
use testkit::webdriver::{Key, Window, testid};

async fn press(window: &Window, keys: &str) {
    let keys: Vec<Key> = keys.chars().map(Key::Letter).collect();
    window.press(&keys).await.unwrap();
}

async fn has_focus(window: &Window, id: &str) {
    window.find(&format!("{}:focus", testid(id))).await.unwrap();
}

/// Waits until the visit of the day stands like this.
async fn stands(window: &Window, state: &str) {
    window.find(&format!("[data-testid=visits] [data-testid=visit][data-state={state}]")).await.unwrap();
}

/// Fills a field of a kind that some engines draw as text and some with parts of its own.
async fn fill(window: &Window, id: &str, value: &Value) {
    let field = window.by_testid(id).await.unwrap();
    let script = "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', { bubbles: true }));
        arguments[0].focus()";
    window.run(script, &[field.reference(), value.clone()]).await.unwrap();
}

/// The visits of a ticket, as the desk keeps them.
async fn visits_of(window: &Window, ticket: &str) -> Value {
    rpc(window, "visit_list", json!({ "ticket": ticket })).await
}

#[tokio::test]
async fn a_visit_is_planned_and_done_by_keyboard_and_outlives_a_restart() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    write_ticket(&window, "Printer").await;
    let card = window.by_testid("card").await.unwrap();
    let ticket = card.attribute("data-ticket").await.unwrap().unwrap();
    window.run("location.hash = arguments[0]", &[json!(format!("#/ticket/{ticket}"))]).await.unwrap();
    window.by_testid("visit-add").await.unwrap();

    window.chord(&[Key::Shift, Key::Letter('v')]).await.unwrap();
    has_focus(&window, "visit-technician").await;
    window.type_text("rob").await.unwrap();
    window.find("[role=option][aria-selected=true]").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    let today = "const now = new Date(); const two = (value) => String(value).padStart(2, '0');
        return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`";
    let today = window.run(today, &[]).await.unwrap();
    fill(&window, "visit-day", &today).await;
    fill(&window, "visit-from", &json!("09:00")).await;
    fill(&window, "visit-until", &json!("10:30")).await;
    window.press(&[Key::Enter]).await.unwrap();
    window.until_gone(&testid("visit-plan")).await.unwrap();
    window.find("[data-testid=ticket] [data-testid=visit][data-state=planned]").await.unwrap();
    let planned = visits_of(&window, &ticket).await;
    assert_eq!(planned[0]["technician_name"], "Robin", "{planned}");
    let length = planned[0]["until"].as_i64().unwrap() - planned[0]["from"].as_i64().unwrap();
    assert_eq!(length, 90 * 60_000, "{planned}");

    press(&window, "gv").await;
    window.find("[data-testid=visit] [data-head]:focus").await.unwrap();
    press(&window, "e").await;
    stands(&window, "on_the_way").await;
    press(&window, "e").await;
    stands(&window, "on_site").await;
    window.by_testid("visit-clock").await.unwrap();

    press(&window, "n").await;
    has_focus(&window, "visit-note").await;
    window.type_text("The tray is bent").await.unwrap();
    window.chord(&[Key::Control, Key::Enter]).await.unwrap();
    window.until_gone(&testid("visit-note-add")).await.unwrap();
    // Parts stand before the note: back over their button to their field.
    window.chord(&[Key::Shift, Key::Tab]).await.unwrap();
    window.chord(&[Key::Shift, Key::Tab]).await.unwrap();
    has_focus(&window, "visit-part-text").await;
    window.type_text("1 fuser kit").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.by_testid("visit-part").await.unwrap();

    // A button leaves letters to the screen.
    window.press(&[Key::Tab]).await.unwrap();
    press(&window, "e").await;
    has_focus(&window, "visit-report").await;
    window.type_text("Changed the fuser").await.unwrap();
    window.chord(&[Key::Control, Key::Enter]).await.unwrap();
    stands(&window, "done").await;
    window.find("[data-testid=visit] [data-head]:focus").await.unwrap();
    window.close().await.unwrap();

    let window = machine.open().await;
    window.by_testid("visit").await.unwrap();
    press(&window, "gv").await;
    stands(&window, "done").await;
    let kept = visits_of(&window, &ticket).await;
    let steps: Vec<&str> =
        kept[0]["steps"].as_array().unwrap().iter().filter_map(|step| step["kind"].as_str()).collect();
    assert_eq!(steps, ["started", "arrived", "done"], "{kept}");
    assert_eq!(kept[0]["parts"], json!(["1 fuser kit"]), "{kept}");
    let thread = rpc(&window, "ticket_thread", json!({ "ticket": ticket, "count": 50 })).await.to_string();
    for note in ["The tray is bent", "Changed the fuser"] {
        assert!(thread.contains(note), "{thread}");
    }
    // A begun minute is booked.
    let booked = rpc(&window, "ticket_get", json!({ "ticket": ticket })).await["time_seconds"].clone();
    assert_eq!(booked, json!(60));
    window.close().await.unwrap();
}
