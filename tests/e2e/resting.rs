//! Tickets that rest, in the real window: postponed by a key, back by themselves, and how long what is resolved stays open.

use crate::world::{Machine, rpc, write_ticket};
use serde_json::json;
use std::time::{SystemTime, UNIX_EPOCH};
use testkit::webdriver::{Key, Window, testid};

fn now_ms() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()
}

async fn until_status(window: &Window, ticket: &str, promise: &str, status: &str) {
    window
        .until(promise, async || {
            let view = rpc(window, "ticket_get", json!({ "ticket": ticket })).await;
            Ok((view["status"] == status).then_some(()))
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn a_ticket_rests_by_a_key_until_its_day_and_is_work_again_by_itself() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    write_ticket(&window, "New door").await;
    let card = window.by_testid("card").await.unwrap();
    let ticket = card.attribute("data-ticket").await.unwrap().unwrap();
    let place = json!(format!("#/ticket/{ticket}"));
    window.run("location.hash = arguments[0]", &[place]).await.unwrap();
    window.by_testid("ticket").await.unwrap();

    window.chord(&[Key::Shift, Key::Letter('h')]).await.unwrap();
    window.find("#menu-list [data-row]").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.by_testid("postponed").await.unwrap();
    let view = rpc(&window, "ticket_get", json!({ "ticket": ticket })).await;
    assert_eq!(view["status"], "on_hold");
    assert!(u128::from(view["postponed_until"].as_u64().unwrap()) > now_ms(), "{view}");

    window.by_testid("postpone-clear").await.unwrap().focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.until_gone(&testid("postponed")).await.unwrap();
    let view = rpc(&window, "ticket_get", json!({ "ticket": ticket })).await;
    assert_eq!((&view["status"], &view["postponed_until"]), (&json!("on_hold"), &json!(null)));

    let soon = u64::try_from(now_ms()).unwrap() + 3_000;
    let input = json!({ "tickets": [ticket], "until": { "until": "at", "at": soon } });
    rpc(&window, "ticket_postpone", input).await;
    window.press(&[Key::Letter('g'), Key::Letter('b')]).await.unwrap();
    window.find(&format!("[data-ticket='{ticket}'] {}", testid("postponed-mark"))).await.unwrap();
    until_status(&window, &ticket, "the desk takes it up again by itself", "open").await;
    window.until_gone(&testid("postponed-mark")).await.unwrap();
}

#[tokio::test]
async fn the_desk_is_told_when_what_is_resolved_closes() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    window.run("location.hash = '#/settings/statuses'", &[]).await.unwrap();
    window.by_testid("closing").await.unwrap().focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.find("[role=listbox] [role=option]").await.unwrap();
    window.press(&[Key::Down, Key::Down, Key::Enter]).await.unwrap();
    window
        .until("it is saved", async || {
            let lookups = rpc(&window, "lookup_all", json!({})).await;
            Ok((lookups["closing"]["days"] == 3).then_some(()))
        })
        .await
        .unwrap();
}
