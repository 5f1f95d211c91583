//! A desk without a server: it works, imports, exports, and gets a server later.

use crate::world::{Desk, Server};
use contract::session::Notice;
use domain::person::Role;
use serde_json::{Value, json};

async fn import(desk: &Desk, path: &str) -> Value {
    let mut notices = desk.host.notices();
    desk.call("import_start", json!({ "preset": "servicenow", "path": path, "zone": "Europe/London" })).await;
    loop {
        if let Notice::ImportEnded { report } = notices.recv().await.unwrap() {
            return serde_json::to_value(report).unwrap();
        }
    }
}

fn incidents() -> String {
    testkit::root().join("tests/data/incidents.csv").display().to_string()
}

#[tokio::test]
async fn real_incidents_come_in_once_with_their_history_and_warn_of_nothing() {
    let desk = Desk::local("Ada").await;
    let report = import(&desk, &incidents()).await;
    assert_eq!(report["added"], 594, "{report}");
    assert_eq!(report["rejected"], json!([]));
    let again = import(&desk, &incidents()).await;
    assert_eq!((&again["added"], &again["known"]), (&json!(0), &json!(594)));
    let found = desk.call("ticket_search", json!({ "text": "INC0000045", "from": 0, "count": 5 })).await;
    let row = &found["hits"][0]["row"];
    assert_eq!(row["status"], "closed");
    let history = desk.call("ticket_history", json!({ "ticket": row["id"] })).await;
    let states: Vec<&Value> = history
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|line| line["what"]["fields"].as_array())
        .flatten()
        .filter(|field| field["field"] == "status")
        .map(|field| &field["to"])
        .collect();
    assert_eq!(states, ["Resolved", "Closed"]);
    let ticket = desk.ticket(row["id"].as_str().unwrap()).await;
    assert!(
        ticket["attribution"].as_str().unwrap().contains("Amaral"),
        "the source is named: {}",
        ticket["attribution"]
    );
}

#[tokio::test]
async fn a_cancelled_import_leaves_the_desk_as_it_was() {
    let desk = Desk::local("Ada").await;
    let mut notices = desk.host.notices();
    desk.call("import_start", json!({ "preset": "servicenow", "path": incidents() })).await;
    desk.call("import_cancel", json!({})).await;
    let report = loop {
        if let Notice::ImportEnded { report } = notices.recv().await.unwrap() {
            break report;
        }
    };
    assert!(report.cancelled, "{report:?}");
    assert_eq!(desk.call("ticket_list", json!({ "from": 0, "count": 5 })).await["total"], 0);
}

#[tokio::test]
async fn a_desk_that_worked_alone_brings_everything_to_its_server() {
    let server =
        Server::start(&[("ada@desk.example", "Ada", Role::Admin), ("ben@desk.example", "Ben", Role::Agent)])
            .await;
    let ada = Desk::local("Ada Lovelace").await;
    let id = ada.new_ticket("Made alone").await;
    let me = ada.call("session_get", json!({})).await["me"].clone();
    ada.set(&id, json!({ "assignee": me, "status": "in_progress" })).await;
    ada.call("message_add", json!({ "ticket": id, "kind": "reply", "body": "Looking at it" })).await;
    assert_eq!(ada.ticket(&id).await["number"], "L-1");
    let report = import(&ada, &incidents()).await;
    assert_eq!(report["added"], 594);
    ada.connect(&server, "ada@desk.example").await;
    let ben = Desk::at(&server, "ben@desk.example").await;
    let there = ben.ticket(&id).await;
    assert!(there["number"].as_str().unwrap().starts_with('#'), "{}", there["number"]);
    assert_eq!(there["assignee_name"], "Ada");
    assert_eq!(there["clocks"][0]["state"], "met", "the reply counted when it was written there");
    assert_eq!(ben.messages(&id).await, ["Looking at it"]);
    let found = ben.call("ticket_find", json!({ "number": "L-1" })).await;
    assert_eq!(found["id"], json!(id), "the old number still finds it");
    assert_eq!(ben.call("ticket_list", json!({ "from": 0, "count": 5 })).await["total"], 595);
    assert_eq!(ada.pending().await, 0);
    assert_eq!(ada.call("outbox_list", json!({})).await, json!([]));
}

#[tokio::test]
async fn the_sample_is_alive_and_never_mixed_with_real_data() {
    let desk = Desk::local("Ada").await;
    desk.new_ticket("Real").await;
    let view = desk.call("host_try_sample", json!({})).await;
    assert_eq!(view["mode"], "sample");
    let board = desk.call("board_get", json!({})).await;
    let columns = board["columns"].as_array().unwrap();
    assert_eq!(columns.iter().map(|column| column["count"].as_i64().unwrap()).sum::<i64>(), 240);
    assert!(
        columns.iter().all(|column| column["count"].as_i64() > Some(0)),
        "every status has tickets: {board}"
    );
    assert!(
        columns.iter().any(|column| column["breached"].as_i64() > Some(0)),
        "some clocks have run out: {board}"
    );
    assert_eq!(desk.call("host_leave_sample", json!({})).await["mode"], "local");
    assert_eq!(desk.call("ticket_list", json!({ "from": 0, "count": 5 })).await["total"], 1);
}

#[tokio::test]
async fn an_export_holds_every_ticket_with_its_thread() {
    let desk = Desk::local("Ada").await;
    let id = desk.new_ticket("=cmd, \"quoted\"").await;
    desk.call("message_add", json!({ "ticket": id, "kind": "note", "body": "a note" })).await;
    let exported = desk.call("export_start", json!({ "format": "json" })).await;
    let tickets: Value = serde_json::from_str(exported["text"].as_str().unwrap()).unwrap();
    assert_eq!(tickets[0]["messages"][0]["body"], "a note");
    let csv = desk.call("export_start", json!({ "format": "csv" })).await;
    assert!(csv["text"].as_str().unwrap().contains("\"'=cmd, \"\"quoted\"\"\""), "{csv}");
}
