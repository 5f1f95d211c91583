//! The timer of a ticket in the real window: by keys, over a restart, until it is booked.

use crate::world::{Machine, rpc, write_ticket};
use serde_json::json;
use testkit::webdriver::{Key, Window, testid};

async fn shifted(window: &Window, letter: char) {
    window.chord(&[Key::Shift, Key::Letter(letter)]).await.unwrap();
}

#[tokio::test]
async fn a_timer_runs_over_a_restart_and_becomes_time_spent() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    write_ticket(&window, "Printer").await;
    let card = window.by_testid("card").await.unwrap();
    let ticket = card.attribute("data-ticket").await.unwrap().unwrap();
    let place = json!(format!("#/ticket/{ticket}"));
    window.run("location.hash = arguments[0]", &[place]).await.unwrap();
    window.by_testid("timer-toggle").await.unwrap();
    shifted(&window, 't').await;
    window.find("[data-testid=ticket-timer][data-running=true]").await.unwrap();
    // The bar shows it on every screen, and leads back.
    window.press(&[Key::Letter('g'), Key::Letter('b')]).await.unwrap();
    window.by_testid("board").await.unwrap();
    window.find(&format!("[data-testid=timer][data-ticket='{ticket}']")).await.unwrap();
    window.close().await.unwrap();

    let window = machine.open().await;
    let bar = window.by_testid("timer").await.unwrap();
    let timers = rpc(&window, "timer_list", json!({})).await;
    assert_eq!(timers[0]["running"], true, "{timers}");
    assert!(timers[0]["counted_ms"].as_i64().unwrap() > 0, "{timers}");
    bar.focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.by_testid("ticket-timer").await.unwrap();
    shifted(&window, 's').await;
    window.find(&format!("{}:focus", testid("time-span"))).await.unwrap();
    assert_eq!(window.run("return document.activeElement.value", &[]).await.unwrap(), json!("1m"));
    window.press(&[Key::Tab]).await.unwrap();
    window.type_text("Paper jam").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.until_gone(&testid("ticket-timer")).await.unwrap();
    window.until_gone(&testid("timer")).await.unwrap();
    let spent = rpc(&window, "ticket_get", json!({ "ticket": ticket })).await["time_seconds"].clone();
    assert!(spent.as_i64().unwrap() >= 60, "{spent}");
    assert_eq!(rpc(&window, "timer_list", json!({})).await, json!([]));
}
