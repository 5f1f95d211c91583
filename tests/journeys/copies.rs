//! A data folder that was copied: both copies are worked on, and everything reaches the server once.

use crate::world::{Desk, Server};
use domain::person::Role;
use serde_json::{Value, json};

async fn subjects(desk: &Desk) -> Vec<String> {
    let list = desk.call("ticket_list", json!({ "from": 0, "count": 100 })).await;
    let rows = list["rows"].as_array().unwrap().iter();
    let mut found: Vec<String> = rows.map(|row| row["subject"].as_str().unwrap().to_owned()).collect();
    found.sort();
    found
}

async fn copied_at(desk: &Desk) -> Value {
    desk.call("sync_status", json!({})).await["copied_at"].clone()
}

#[tokio::test]
async fn two_copies_of_a_folder_both_keep_their_edits_once_each() {
    let mut server = Server::start(&[("ada@desk.example", "Ada", Role::Agent)]).await;
    let ada = Desk::at(&server, "ada@desk.example").await;
    let id = ada.new_ticket("Printer").await;
    ada.sync().await;
    server.stop().await;
    ada.set(&id, json!({ "urgency": "high" })).await;
    ada.new_ticket("Waiting on both").await;
    let (ada, copy) = ada.copy().await;
    ada.new_ticket("Made in the original").await;
    ada.call("message_add", json!({ "ticket": id, "kind": "note", "body": "from the original" })).await;
    copy.new_ticket("Made in the copy").await;
    copy.call("message_add", json!({ "ticket": id, "kind": "note", "body": "from the copy" })).await;
    server.again().await;

    ada.sync().await;
    copy.sync().await;
    ada.sync().await;
    for desk in [&ada, &copy] {
        assert_eq!(
            subjects(desk).await,
            ["Made in the copy", "Made in the original", "Printer", "Waiting on both"]
        );
        let mut messages = desk.messages(&id).await;
        messages.sort();
        assert_eq!(messages, ["from the copy", "from the original"]);
        assert_eq!(desk.ticket(&id).await["urgency"], "high");
        assert_eq!(desk.pending().await, 0);
        assert_eq!(desk.call("outbox_list", json!({})).await, json!([]));
        assert_eq!(desk.call("conflict_list", json!({})).await, json!([]));
    }
    assert_eq!(copied_at(&ada).await, Value::Null, "the original is what it was");
    assert!(copied_at(&copy).await.is_i64(), "the copy knows what happened");

    // Both go on as two devices do.
    let copy = copy.restart().await;
    ada.set(&id, json!({ "impact": "high" })).await;
    copy.set(&id, json!({ "subject": "Printer on fire" })).await;
    for desk in [&copy, &ada, &copy] {
        desk.sync().await;
    }
    let (here, there) = (ada.ticket(&id).await, copy.ticket(&id).await);
    assert_eq!((&here["impact"], &here["subject"]), (&json!("high"), &json!("Printer on fire")));
    assert_eq!(here["subject"], there["subject"]);
}

#[tokio::test]
async fn a_database_restored_without_its_secrets_is_known_at_once() {
    let server = Server::start(&[("ada@desk.example", "Ada", Role::Agent)]).await;
    let ada = Desk::at(&server, "ada@desk.example").await;
    ada.new_ticket("Before the backup").await;
    ada.sync().await;
    let (ada, backup) = ada.database().await;
    ada.new_ticket("After the backup").await;
    ada.sync().await;
    let ada = ada.restored(&backup).await;
    ada.new_ticket("After the restore").await;
    ada.sync().await;
    assert!(copied_at(&ada).await.is_i64());
    assert_eq!(subjects(&ada).await, ["After the backup", "After the restore", "Before the backup"]);
}
