//! The guard against too many urgent tickets, in the real window by keyboard: the share, the reason, and the switch.

use crate::world::{Machine, rpc, write_ticket};
use serde_json::json;
use testkit::webdriver::{Key, Window};

async fn priority_is(window: &Window, ticket: &str, priority: &str) -> serde_json::Value {
    window
        .until("the ticket has its priority", async || {
            let view = rpc(window, "ticket_get", json!({ "ticket": ticket })).await;
            Ok((view["priority"] == priority).then_some(view))
        })
        .await
        .unwrap()
}

#[tokio::test]
async fn one_more_urgent_ticket_wants_a_reason_that_stays_until_an_admin_switches_the_question_off() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    write_ticket(&window, "The till stands still").await;
    let card = window.by_testid("card").await.unwrap();
    let ticket = card.attribute("data-ticket").await.unwrap().unwrap();
    for at in 0..3 {
        let pressing =
            json!({ "subject": format!("Fire {at}"), "fields": { "impact": "high", "urgency": "high" } });
        rpc(&window, "ticket_new", pressing).await;
    }
    window.run("location.hash = arguments[0]", &[json!(format!("#/ticket/{ticket}"))]).await.unwrap();
    window.by_testid("ticket").await.unwrap();
    window.press(&[Key::Letter('p')]).await.unwrap();
    window.find("[role=listbox]").await.unwrap();
    window.press(&[Key::Letter('1')]).await.unwrap();
    let share = window.by_testid("priority-reason-crowd").await.unwrap().text().await.unwrap();
    assert!(share.starts_with("4 of 4 open tickets would be urgent (100"), "{share}");
    window.find("[data-testid=priority-reason-text]:focus").await.unwrap();
    window.type_text("Nobody can pay").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    let view = priority_is(&window, &ticket, "urgent").await;
    assert_eq!(view["priority_reason"], "Nobody can pay");

    window.run("location.hash = '#/settings/priorities'", &[]).await.unwrap();
    window.by_testid("urgent-guard").await.unwrap().click().await.unwrap();
    window.find("[role=listbox], #menu-list").await.unwrap();
    window.press(&[Key::End, Key::Enter]).await.unwrap();
    window
        .until("nobody is asked any more", async || {
            let lookups = rpc(&window, "lookup_all", json!({})).await;
            Ok((lookups["urgent_guard"]["percent"] == 0).then_some(()))
        })
        .await
        .unwrap();
    window.close().await.unwrap();

    let window = machine.open().await;
    window.by_testid("board").await.unwrap();
    let more = json!({ "subject": "Flood", "fields": { "impact": "high", "urgency": "high" } });
    let made = rpc(&window, "ticket_new", more).await;
    priority_is(&window, made["id"].as_str().unwrap(), "urgent").await;
    let kept = rpc(&window, "ticket_get", json!({ "ticket": ticket })).await;
    assert_eq!(kept["priority_reason"], "Nobody can pay");
    window.close().await.unwrap();
}
