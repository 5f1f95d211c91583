//! What a device that was signed out for good still has goes to the server before its copy is destroyed.

use super::{Device, world};
use serde_json::{Value, json};

/// Does something at Ada's desk without a line, about a ticket that Bob deletes meanwhile; returns how much of it was refused.
async fn refused_meanwhile(ada: &Device, bob: &Device, ticket: &Value, work: impl AsyncFnOnce()) -> i64 {
    ada.wire.cut();
    work().await;
    bob.call("ticket_delete", json!({ "tickets": [ticket] })).await;
    bob.quiet().await;
    ada.wire.mend();
    ada.quiet().await.rejected
}

/// The ticket is there again.
async fn restored(ada: &Device, bob: &Device, ticket: &Value) {
    bob.call("ticket_restore", json!({ "tickets": [ticket] })).await;
    bob.quiet().await;
    ada.quiet().await;
}

/// A ticket of Ada's that both have.
async fn shared_ticket(ada: &Device, bob: &Device) -> Value {
    let made = ada.call("ticket_new", json!({ "subject": "Printer" })).await;
    ada.quiet().await;
    bob.quiet().await;
    made["id"].clone()
}

#[tokio::test]
async fn a_revoked_device_hands_over_all_it_has_however_much_and_whatever_cannot_be_read() {
    let (ada, bob, server, _folder) = world().await;
    let made = ada.call("ticket_new", json!({ "subject": "Printer" })).await;
    ada.quiet().await;
    ada.wire.cut();
    let long = "every word of it ".repeat(24_000);
    for n in 0..48 {
        let body = match n {
            20 => "this one is illegible".to_owned(),
            _ => format!("note {n}: {long}"),
        };
        ada.call("message_add", json!({ "ticket": made["id"], "kind": "note", "body": body })).await;
    }
    ada.wire.revoke();
    ada.wire.mend();
    let handed = ada.sync.surrender().await.unwrap();
    assert_eq!((handed.kept, handed.lost), (47, 1), "and only then may the copy go");
    let kept = server.quarantined(bob.me, false).await.unwrap();
    let words = |n: usize| format!("note {n}: every");
    for n in (0..48).filter(|n| *n != 20) {
        let has = |text: &Option<String>| text.as_deref().is_some_and(|text| text.starts_with(&words(n)));
        assert!(kept.iter().any(|kept| has(&kept.text)), "note {n}");
    }
}

#[tokio::test]
async fn a_refused_note_can_be_handed_to_a_lead_and_appears_in_its_authors_name() {
    let (ada, bob, server, _folder) = world().await;
    let ticket = &shared_ticket(&ada, &bob).await;
    let note = json!({ "ticket": ticket, "kind": "note", "body": "Its fan is loud." });
    let refused =
        refused_meanwhile(&ada, &bob, ticket, async || drop(ada.call("message_add", note).await)).await;
    assert_eq!(refused, 1, "the ticket is gone");
    let outbox = ada.call("outbox_list", json!({})).await;
    let id = domain::ids::ChangeId(outbox[0]["change"].as_str().unwrap().parse().unwrap());
    let change = ada.desk.refused(id).await.unwrap();
    ada.sync.hand_over(change).await.unwrap();
    ada.desk.handed_over(ada.me, id).await.unwrap();
    assert_eq!(ada.call("outbox_list", json!({})).await, json!([]), "it is on the server now");

    let kept = server.quarantined(bob.me, false).await.unwrap();
    assert_eq!(kept[0].text.as_deref(), Some("Its fan is loud."));
    bob.call("ticket_restore", json!({ "tickets": [ticket] })).await;
    bob.quiet().await;
    server.apply_quarantined(bob.me, kept[0].change.0).await.unwrap();
    for desk in [&ada, &bob] {
        desk.quiet().await;
        let thread = desk.call("ticket_thread", json!({ "ticket": ticket, "count": 9 })).await.to_string();
        assert!(thread.contains("Its fan is loud.") && thread.contains(&ada.me.to_string()), "{thread}");
    }
}

#[tokio::test]
async fn what_is_given_up_leaves_a_line_in_the_history_that_everybody_reads() {
    let (ada, bob, _server, _folder) = world().await;
    let ticket = &shared_ticket(&ada, &bob).await;
    let note = |body: &str| json!({ "ticket": ticket, "kind": "note", "body": body });
    let set = json!({ "tickets": [ticket], "fields": { "urgency": "high" }, "add_tags": ["fan"] });
    let refused = refused_meanwhile(&ada, &bob, ticket, async || {
        ada.call("message_add", note("Its fan is loud.")).await;
        ada.call("ticket_set", set).await;
    });
    assert_eq!(refused.await, 2, "the ticket is gone");
    let refused = ada.call("outbox_list", json!({})).await;
    let ids: Vec<_> = refused.as_array().unwrap().iter().map(|one| one["change"].clone()).collect();
    assert_eq!(ids.len(), 2);

    // While it is gone there is no history to write into; later there is.
    ada.call("outbox_discard", json!({ "change": ids[0] })).await;
    restored(&ada, &bob, ticket).await;
    let waits = ada.call("outbox_list", json!({})).await;
    assert_eq!(waits.as_array().unwrap().len(), 1, "{waits}");
    ada.call("outbox_discard", json!({ "change": ids[1] })).await;
    ada.quiet().await;
    assert_eq!(ada.call("outbox_list", json!({})).await, json!([]), "it is over");
    bob.quiet().await;
    for desk in [&ada, &bob] {
        let history = desk.call("ticket_history", json!({ "ticket": ticket })).await;
        let lines = history.as_array().unwrap();
        let given_up: Vec<_> = lines.iter().filter(|line| line["what"]["is"] == "gave_up").collect();
        assert_eq!(given_up.len(), 1, "{history}");
        let what = json!({ "is": "gave_up", "kind": "ticket", "fields": [
            { "field": "priority", "from": "normal", "to": "high" },
            { "field": "urgency", "from": "medium", "to": "high" },
            { "field": "tags", "from": null, "to": ["fan"] },
        ] });
        assert_eq!(given_up[0]["what"], what);
    }

    // A line that the server does not want is nobody's work.
    let work = async || drop(ada.call("message_add", note("Silent now.")).await);
    assert_eq!(refused_meanwhile(&ada, &bob, ticket, work).await, 1);
    restored(&ada, &bob, ticket).await;
    let refused = ada.call("outbox_list", json!({})).await;
    let give_up = async || drop(ada.call("outbox_discard", json!({ "change": refused[0]["change"] })).await);
    assert_eq!(refused_meanwhile(&ada, &bob, ticket, give_up).await, 0);
    assert_eq!(ada.call("outbox_list", json!({})).await, json!([]));
}
