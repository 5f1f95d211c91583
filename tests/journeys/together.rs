//! Two agents and a server: work done apart comes together, once, with nothing lost.

use crate::world::{Desk, PASSWORD, Server};
use domain::person::Role;
use serde_json::{Value, json};

const PEOPLE: [(&str, &str, Role); 3] = [
    ("ada@desk.example", "Ada", Role::Agent),
    ("ben@desk.example", "Ben", Role::Agent),
    ("tim@desk.example", "Tim", Role::Technician),
];

async fn two() -> (Server, Desk, Desk) {
    let server = Server::start(&PEOPLE).await;
    let ada = Desk::at(&server, "ada@desk.example").await;
    let ben = Desk::at(&server, "ben@desk.example").await;
    (server, ada, ben)
}

#[tokio::test]
async fn a_ticket_made_offline_gets_its_number_everywhere() {
    let (mut server, ada, ben) = two().await;
    server.stop().await;
    let made = ada.call("ticket_new", json!({ "subject": "The lift is stuck" })).await;
    let draft = made["label"].as_str().unwrap().to_owned();
    assert!(draft.starts_with("draft-"), "{draft}");
    let id = made["id"].as_str().unwrap();
    ada.call("message_add", json!({ "ticket": id, "kind": "note", "body": "between 3 and 4" })).await;
    assert_eq!(ada.pending().await, 2);
    server.again().await;
    ada.sync().await;
    ben.sync().await;
    assert_eq!(ada.pending().await, 0);
    let number = ada.ticket(id).await["number"].as_str().unwrap().to_owned();
    assert!(number.starts_with('#'), "{number}");
    assert_eq!(ben.ticket(id).await["number"], json!(number));
    assert_eq!(ben.messages(id).await, ["between 3 and 4"]);
    let found = ada.call("ticket_find", json!({ "number": draft })).await;
    assert_eq!(found["id"], json!(id), "the old name still finds it");
}

#[tokio::test]
async fn different_fields_of_one_ticket_merge() {
    let (_server, ada, ben) = two().await;
    let id = ada.new_ticket("Printer").await;
    ada.sync().await;
    ben.sync().await;
    ada.set(&id, json!({ "status": "in_progress" })).await;
    ben.set(&id, json!({ "impact": "high", "urgency": "high" })).await;
    ben.call("ticket_set", json!({ "tickets": [id], "add_tags": ["hw"] })).await;
    ada.call("ticket_set", json!({ "tickets": [id], "add_tags": ["floor-3"] })).await;
    for desk in [&ada, &ben, &ada] {
        desk.sync().await;
    }
    for desk in [&ada, &ben] {
        let ticket = desk.ticket(&id).await;
        assert_eq!(ticket["status"], "in_progress");
        assert_eq!(ticket["priority"], "urgent");
        assert_eq!(ticket["tags"], json!(["floor-3", "hw"]));
        assert_eq!(ticket["conflicts"], json!([]));
    }
}

#[tokio::test]
async fn the_same_field_conflicts_and_keeps_both_values_until_a_person_decides() {
    let (_server, ada, ben) = two().await;
    let id = ada.new_ticket("Printer").await;
    ada.sync().await;
    ben.sync().await;
    ada.set(&id, json!({ "status": "waiting" })).await;
    ben.set(&id, json!({ "status": "resolved" })).await;
    ada.sync().await;
    ben.sync().await;
    ada.sync().await;
    for desk in [&ada, &ben] {
        let ticket = desk.ticket(&id).await;
        assert_eq!(ticket["status"], "waiting", "the value that came first stays");
        let conflict = &ticket["conflicts"][0];
        assert_eq!(conflict["base"], "New");
        assert_eq!(
            (&conflict["theirs"], &conflict["theirs_by"]),
            (&json!("Waiting on customer"), &json!("Ada"))
        );
        assert_eq!((&conflict["mine"], &conflict["mine_by"]), (&json!("Resolved"), &json!("Ben")));
    }
    let conflict = ben.call("conflict_list", json!({})).await[0]["id"].clone();
    ben.call("conflict_resolve", json!({ "conflict": conflict, "choice": "mine" })).await;
    ben.sync().await;
    ada.sync().await;
    for desk in [&ada, &ben] {
        let ticket = desk.ticket(&id).await;
        assert_eq!(ticket["status"], "resolved");
        assert_eq!(ticket["conflicts"], json!([]));
    }
}

#[tokio::test]
async fn a_chain_of_offline_edits_never_conflicts_with_itself() {
    let (mut server, ada, ben) = two().await;
    let id = ada.new_ticket("Printer").await;
    ada.sync().await;
    server.stop().await;
    for status in ["open", "in_progress", "waiting", "resolved"] {
        ada.set(&id, json!({ "status": status })).await;
    }
    server.again().await;
    ada.sync().await;
    ben.sync().await;
    assert_eq!(ben.ticket(&id).await["status"], "resolved");
    assert_eq!(ada.call("conflict_list", json!({})).await, json!([]));
}

#[tokio::test]
async fn a_refused_edit_keeps_its_text_until_its_author_decides() {
    let (_server, ada, _ben) = two().await;
    let server = _server;
    let tim = Desk::at(&server, "tim@desk.example").await;
    let me = tim.call("session_get", json!({})).await["me"].clone();
    let id = ada.new_ticket("Boiler").await;
    ada.set(&id, json!({ "assignee": me })).await;
    ada.sync().await;
    tim.sync().await;
    // While Tim is in the basement, the ticket is given to somebody else.
    let ada_id = ada.call("session_get", json!({})).await["me"].clone();
    ada.set(&id, json!({ "assignee": ada_id })).await;
    ada.sync().await;
    tim.call("message_add", json!({ "ticket": id, "kind": "note", "body": "valve replaced" })).await;
    tim.sync().await;
    let outbox = tim.call("outbox_list", json!({})).await;
    assert_eq!(outbox[0]["state"], "rejected");
    assert_eq!(outbox[0]["text"], "valve replaced");
    assert!(outbox[0]["reason"].as_str().unwrap().contains("technicians"), "{outbox}");
    assert_eq!(tim.messages(&id).await, Vec::<String>::new(), "what was refused is not shown as done");
    // Given the ticket back, the author sends it once more.
    ada.set(&id, json!({ "assignee": me })).await;
    ada.sync().await;
    tim.sync().await;
    tim.call("outbox_retry", json!({ "change": outbox[0]["change"] })).await;
    tim.sync().await;
    ada.sync().await;
    assert_eq!(ada.messages(&id).await, ["valve replaced"]);
    assert_eq!(tim.call("outbox_list", json!({})).await, json!([]));
}

#[tokio::test]
async fn signing_out_keeps_what_waits_and_signing_in_sends_it() {
    let (mut server, ada, ben) = two().await;
    let id = ada.new_ticket("Printer").await;
    ada.sync().await;
    server.stop().await;
    ada.set(&id, json!({ "status": "open" })).await;
    ada.call("host_sign_out", json!({})).await;
    let ada = ada.restart().await;
    assert_eq!(ada.ticket(&id).await["status"], "open", "signed out, the edit is still there");
    assert_eq!(ada.pending().await, 1);
    server.again().await;
    let refused = ada.host.sync_until_quiet(std::time::Duration::from_secs(20)).await.unwrap_err();
    assert_eq!(refused.code, contract::problem::Code::SignIn);
    ada.call("host_sign_in", json!({ "password": PASSWORD })).await;
    ada.sync().await;
    ben.sync().await;
    assert_eq!(ben.ticket(&id).await["status"], "open");
}

#[tokio::test]
async fn a_server_restarted_in_the_middle_loses_and_doubles_nothing() {
    let (mut server, ada, ben) = two().await;
    let mut ids = Vec::new();
    for round in 0..6 {
        let id = ada.new_ticket(&format!("Ticket {round}")).await;
        for body in ["one", "two"] {
            ada.call("message_add", json!({ "ticket": id, "kind": "note", "body": body })).await;
        }
        ids.push(id);
        if round % 2 == 0 {
            // The stop falls into the push: what was taken is answered the same when it comes again.
            let syncing = ada.host.sync_until_quiet(std::time::Duration::from_secs(3));
            let (_, ()) = tokio::join!(syncing, server.stop());
            server.again().await;
        }
    }
    ada.sync().await;
    ben.sync().await;
    let list = ben.call("ticket_list", json!({ "from": 0, "count": 100 })).await;
    assert_eq!(list["total"], 6);
    for id in ids {
        assert_eq!(ben.messages(&id).await, ["one", "two"]);
    }
}

#[tokio::test]
async fn a_file_reaches_the_other_desk() {
    use base64::Engine as _;
    let (_server, ada, ben) = two().await;
    let id = ada.new_ticket("Printer").await;
    let bytes: Vec<u8> = (0..300_000_u32).map(|n| (n % 251) as u8).collect();
    let text = base64::engine::general_purpose::STANDARD.encode(&bytes);
    ada.call("attachment_add", json!({ "ticket": id, "name": "photo.png", "base64": text })).await;
    ada.sync().await;
    ben.sync().await;
    let view = ben.ticket(&id).await["attachments"][0].clone();
    assert_eq!(view["name"], "photo.png");
    let back = ben.call("attachment_read", json!({ "attachment": view["id"] })).await;
    assert_eq!(back["base64"], json!(text));
}

#[tokio::test]
async fn a_public_reply_counts_when_the_server_has_it() {
    let (mut server, ada, _ben) = two().await;
    let id = ada.new_ticket("Printer").await;
    ada.sync().await;
    server.stop().await;
    ada.call("message_add", json!({ "ticket": id, "kind": "reply", "body": "On my way" })).await;
    let clock = |ticket: &Value| ticket["clocks"].as_array().unwrap()[0]["state"].clone();
    assert_eq!(clock(&ada.ticket(&id).await), "running", "typed is not delivered");
    server.again().await;
    ada.sync().await;
    assert_eq!(clock(&ada.ticket(&id).await), "met");
}

#[tokio::test]
async fn two_edits_of_the_impact_conflict_and_refuse_nothing() {
    let (_server, ada, ben) = two().await;
    let id = ada.new_ticket("Printer").await;
    ada.sync().await;
    ben.sync().await;
    ada.set(&id, json!({ "impact": "low" })).await;
    ben.set(&id, json!({ "impact": "high", "subject": "Printer on fire" })).await;
    ada.sync().await;
    ben.sync().await;
    assert_eq!(ben.call("outbox_list", json!({})).await, json!([]), "nothing of it was refused");
    let ticket = ben.ticket(&id).await;
    assert_eq!(ticket["subject"], "Printer on fire", "what nobody else touched is in");
    assert_eq!(ticket["impact"], "low");
    assert!(ticket["conflicts"].as_array().unwrap().iter().any(|conflict| conflict["field"] == "impact"));
}

#[tokio::test]
async fn what_a_colleague_wrote_is_unread_until_it_is_opened_at_each_computer_of_ones_own() {
    let (server, ada, ben) = two().await;
    let also_bens = Desk::at(&server, "ben@desk.example").await;
    let me = ben.call("session_get", json!({})).await["me"].clone();
    let id = ada.new_ticket("Printer").await;
    ada.set(&id, json!({ "assignee": me })).await;
    for desk in [&ada, &ben, &also_bens] {
        desk.sync().await;
    }
    let unread = async |desk: &Desk| {
        let page = desk.call("ticket_list", json!({ "filter": { "text": "is:unread" }, "count": 5 })).await;
        page["total"].as_i64().unwrap()
    };
    assert_eq!((unread(&ada).await, unread(&ben).await, unread(&also_bens).await), (0, 1, 1));
    let heard = ben.call("ticket_thread", json!({ "ticket": id, "count": 5 })).await["heard"].clone();
    ben.call("ticket_read", json!({ "tickets": [id], "shown": heard })).await;
    assert_eq!(ben.pending().await, 0, "that is nothing to send");
    ben.sync().await;
    also_bens.sync().await;
    assert_eq!((unread(&ben).await, unread(&also_bens).await), (0, 1));
    // A computer that begins today has nothing to catch up with.
    let third = Desk::at(&server, "ben@desk.example").await;
    assert_eq!((third.messages(&id).await.len(), unread(&third).await), (0, 0));
    let ben = ben.restart().await;
    assert_eq!(unread(&ben).await, 0);
    ada.call("message_add", json!({ "ticket": id, "kind": "note", "body": "Room 12" })).await;
    ada.sync().await;
    for desk in [&ben, &third] {
        desk.sync().await;
        assert_eq!(unread(desk).await, 1);
    }
}
