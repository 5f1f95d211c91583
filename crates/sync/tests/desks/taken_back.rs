//! What has not left the desk can be taken back, and what can no longer be is sent.

use super::*;

#[tokio::test]
async fn what_was_tried_in_vain_without_a_network_can_still_be_taken_back() {
    let (ada, bob, _server, _folder) = world().await;
    let made = ada.call("ticket_new", json!({ "subject": "Printer" })).await;
    ada.quiet().await;
    bob.quiet().await;
    ada.wire.cut();
    ada.set(&made["id"], "subject", "Printer on fire").await;
    // Until the desk has tried, and found nobody.
    assert!(ada.sync.until_quiet(Duration::from_millis(500)).await.is_err());
    let mut status = ada.sync.status();
    let offline = status.wait_for(|view| view.state == SyncState::Offline);
    tokio::time::timeout(PATIENCE, offline).await.unwrap().unwrap();
    let change = ada.call("outbox_list", json!({})).await[0]["change"].clone();
    // Another try may be under way in this very moment.
    let taken_back = async {
        while ada.desk.call(ada.me, "outbox_discard", json!({ "change": change })).await.is_err() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(PATIENCE, taken_back).await.unwrap();
    ada.wire.mend();
    assert_eq!(ada.quiet().await.pending, 0);
    bob.quiet().await;
    for desk in [&ada, &bob] {
        assert_eq!(desk.get(&made["id"]).await["subject"], "Printer");
    }
}

#[tokio::test]
async fn a_reply_that_may_be_taken_back_is_sent_when_its_time_is_over() {
    let (ada, bob, _server, _folder) = world().await;
    ada.desk.set_send_delay_ms(300);
    let made = ada.call("ticket_new", json!({ "subject": "Printer" })).await;
    ada.call("message_add", json!({ "ticket": made["id"], "kind": "reply", "body": "On my way" })).await;
    ada.quiet().await;
    bob.quiet().await;
    let thread = bob.call("ticket_thread", json!({ "ticket": made["id"], "count": 9 })).await;
    assert!(thread.to_string().contains("On my way"), "{thread}");
}

#[tokio::test]
async fn a_ticket_that_is_refused_leaves_every_list_even_when_it_was_edited_meanwhile() {
    let (_ada, bob, _server, _folder) = world().await;
    bob.wire.cut();
    let made = bob.call("ticket_new", json!({ "subject": "Printer" })).await;
    bob.set(&made["id"], "subject", "Printer on fire").await;
    let sent = sync::local::Local::outgoing(&bob.desk, 10).await.unwrap();
    let refused = |numbered: &contract::wire::NumberedChange| contract::wire::PushResult {
        n: numbered.n,
        id: numbered.change.id,
        outcome: domain::merge::Outcome::Rejected,
        seq: 0,
        refusal: None,
    };
    let (time, results) = (domain::time::Timestamp(0), sent.iter().map(refused).collect());
    let answer = contract::wire::PushAnswer { results, head: 0, time, retry_after_ms: None };
    bob.desk.settle(&answer).await.unwrap();
    let list = bob.call("ticket_list", json!({ "from": 0, "count": 10 })).await;
    assert_eq!(list["rows"], json!([]));
    let kept = bob.call("outbox_list", json!({})).await;
    assert_eq!(kept.as_array().map(Vec::len), Some(2), "{kept}");
}
