//! A desk that is locked: nothing of it is readable until its passphrase is said, and what was written is there then.

use crate::world::{Desk, Server};
use contract::problem::Code;
use domain::person::Role;
use serde_json::json;

#[tokio::test]
async fn a_locked_desk_tells_nothing_and_opens_with_its_passphrase_alone() {
    let desk = Desk::local("Ada").await;
    let ticket = desk.new_ticket("Payroll is late").await;
    desk.call("draft_put", json!({ "ticket": ticket, "kind": "reply", "body": "Half a th" })).await;
    assert_eq!(desk.call("host_state", json!({})).await["lockable"], true);

    let locked = desk.call("host_lock", json!({})).await;
    assert_eq!((&locked["stage"], &locked["lockable"]), (&json!("locked"), &json!(false)));
    for (command, input) in [
        ("ticket_list", json!({ "from": 0, "count": 5 })),
        ("ticket_get", json!({ "ticket": ticket })),
        ("draft_get", json!({ "ticket": ticket, "kind": "reply" })),
        ("sync_log", json!({})),
        ("host_lock", json!({})),
    ] {
        assert_eq!(desk.attempt(command, input).await.unwrap_err().code, Code::Locked, "{command}");
    }
    // Nobody else holds the folder meanwhile: the file is as closed as after the end of the program.
    let wrong = desk.attempt("host_unlock", json!({ "passphrase": "wrong" })).await.unwrap_err();
    assert_eq!(wrong.code, Code::WrongKey);
    assert_eq!(desk.call("host_state", json!({})).await["stage"], "locked");
    let open = desk.call("host_unlock", json!({ "passphrase": "a passphrase for tests" })).await;
    assert_eq!((&open["stage"], &open["lockable"]), (&json!("open"), &json!(true)));
    assert_eq!(desk.ticket(&ticket).await["subject"], "Payroll is late");
    let draft = desk.call("draft_get", json!({ "ticket": ticket, "kind": "reply" })).await;
    assert_eq!(draft, "Half a th");
}

#[tokio::test]
async fn a_desk_that_was_locked_before_its_edit_was_sent_sends_it_once_unlocked() {
    let mut server = Server::start(&[("ada@desk.example", "Ada", Role::Agent)]).await;
    let desk = Desk::at(&server, "ada@desk.example").await;
    server.stop().await;
    desk.new_ticket("Written in a tunnel").await;
    desk.call("host_lock", json!({})).await;
    server.again().await;
    desk.call("host_unlock", json!({ "passphrase": "a passphrase for tests" })).await;
    assert_eq!(desk.pending().await, 1);
    desk.sync().await;
    assert_eq!(desk.pending().await, 0);
}

#[tokio::test]
async fn the_log_says_what_the_conversation_did_and_outlives_the_program() {
    let mut server = Server::start(&[("ada@desk.example", "Ada", Role::Agent)]).await;
    let desk = Desk::at(&server, "ada@desk.example").await;
    desk.new_ticket("First").await;
    desk.new_ticket("Second").await;
    desk.sync().await;
    let sum = |log: &serde_json::Value, outcome: &str, of: &str| -> i64 {
        let rows = log["attempts"].as_array().unwrap().iter();
        rows.filter(|row| row["outcome"] == outcome).map(|row| row[of].as_i64().unwrap()).sum()
    };
    let log = desk.call("sync_log", json!({})).await;
    assert!(sum(&log, "done", "sent") >= 2, "{log}");
    assert!(sum(&log, "done", "received") > 0, "{log}");
    assert!(log["bytes_in_day"].as_i64().unwrap() > 0 && log["bytes_out_day"].as_i64().unwrap() > 0, "{log}");
    assert_eq!(sum(&log, "offline", "attempts"), 0, "{log}");

    server.stop().await;
    desk.new_ticket("Third").await;
    desk.host.sync_until_quiet(std::time::Duration::from_millis(500)).await.unwrap_err();
    let desk = desk.restart().await;
    let log = desk.call("sync_log", json!({})).await;
    assert!(sum(&log, "offline", "attempts") > 0, "{log}");
    assert!(log["attempts"].as_array().unwrap().iter().any(|row| row["code"] == "offline"), "{log}");
    assert!(sum(&log, "done", "sent") >= 2, "what was before is still told: {log}");
}
