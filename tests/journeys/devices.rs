//! A computer that an admin signs out for good, and one that was without its server for too long.

use crate::world::{Desk, PASSWORD, Server};
use contract::problem::Code;
use domain::person::Role;
use serde_json::json;

const PEOPLE: [(&str, &str, Role); 2] =
    [("ada@desk.example", "Ada", Role::Admin), ("ben@desk.example", "Ben", Role::Agent)];

#[tokio::test]
async fn a_revoked_desk_hands_over_its_work_and_destroys_its_copy() {
    let server = Server::start(&PEOPLE).await;
    let ada = Desk::at(&server, "ada@desk.example").await;
    let ben = Desk::at(&server, "ben@desk.example").await;
    let id = ben.new_ticket("Printer").await;
    ben.sync().await;
    let devices = ada.call("device_list", json!({})).await;
    let bens = devices.as_array().unwrap().iter().find(|one| one["person_name"] == "Ben").unwrap().clone();
    ada.call("device_revoke", json!({ "device": bens["id"] })).await;

    ben.call("message_add", json!({ "ticket": id, "kind": "note", "body": "valve replaced" })).await;
    let said = ben.host.sync_until_quiet(std::time::Duration::from_secs(60)).await.unwrap_err();
    assert_eq!(said.code, Code::DeviceRevoked, "{said:?}");
    assert!(said.message.contains("One change"), "{}", said.message);
    let state = ben.call("host_state", json!({})).await;
    assert_eq!((&state["stage"], &state["problem"]["code"]), (&json!("stuck"), &json!("device_revoked")));
    let left: Vec<String> = std::fs::read_dir(ben.folder().join("desk"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| {
            name.contains("tern.db") || name.contains("key") || name.contains("secret") || name == "blobs"
        })
        .collect();
    assert_eq!(left, Vec::<String>::new(), "neither the key nor what it opened is left");
    let ben = ben.restart().await;
    assert_eq!(ben.call("host_state", json!({})).await["stage"], "welcome");

    let kept = ada.call("quarantine_list", json!({})).await;
    assert_eq!((&kept[0]["text"], &kept[0]["person_name"]), (&json!("valve replaced"), &json!("Ben")));
    let deed = json!({ "is": "made", "kind": "message", "title": "valve replaced" });
    assert_eq!(kept[0]["deed"], deed, "told in parts, for a window in any language");
    ada.call("quarantine_apply", json!({ "change": kept[0]["change"] })).await;
    ada.sync().await;
    assert_eq!(ada.messages(&id).await, ["valve replaced"]);
    assert_eq!(ada.call("quarantine_list", json!({})).await, json!([]));
    // Ben signs in at another computer, or here again, and has everything.
    ben.connect(&server, "ben@desk.example").await;
    assert_eq!(ben.messages(&id).await, ["valve replaced"]);
}

#[tokio::test]
async fn only_admins_ask_for_devices() {
    let server = Server::start(&PEOPLE).await;
    let ben = Desk::at(&server, "ben@desk.example").await;
    for command in ["device_list", "quarantine_list"] {
        assert_eq!(ben.attempt(command, json!({})).await.unwrap_err().code, Code::Forbidden, "{command}");
    }
    let alone = Desk::local("Cleo").await;
    assert_eq!(alone.attempt("device_list", json!({})).await.unwrap_err().code, Code::BadInput);
}

#[tokio::test]
async fn a_desk_that_was_too_long_without_its_server_locks_and_loses_nothing() {
    let mut server = Server::start(&PEOPLE).await;
    let ada = Desk::at(&server, "ada@desk.example").await;
    let id = ada.new_ticket("Printer").await;
    ada.call("offline_lease_save", json!({ "days": 7 })).await;
    ada.sync().await;
    server.stop().await;
    ada.set(&id, json!({ "urgency": "high" })).await;
    let ada = ada.aged(6).await;
    assert_eq!(ada.call("host_state", json!({})).await["stage"], "open", "six days are no trouble");
    let ada = ada.aged(8).await;
    let state = ada.call("host_state", json!({})).await;
    assert_eq!((&state["stage"], &state["problem"]["code"]), (&json!("lapsed"), &json!("sign_in")));
    for (command, input) in [("ticket_get", json!({ "ticket": id })), ("board_get", json!({}))] {
        assert_eq!(ada.attempt(command, input).await.unwrap_err().code, Code::SignIn, "{command}");
    }
    assert_eq!(ada.pending().await, 1, "what waits is still there");
    let offline = ada.attempt("host_sign_in", json!({ "password": PASSWORD })).await.unwrap_err();
    assert_eq!(offline.code, Code::Offline);
    server.again().await;
    ada.call("host_sign_in", json!({ "password": PASSWORD })).await;
    assert_eq!(ada.ticket(&id).await["urgency"], "high");
    ada.sync().await;
    assert_eq!(ada.pending().await, 0);
}

#[tokio::test]
async fn a_locked_desk_opens_when_its_server_answers() {
    let server = Server::start(&PEOPLE).await;
    let ada = Desk::at(&server, "ada@desk.example").await;
    let id = ada.new_ticket("Printer").await;
    ada.sync().await;
    let ada = ada.aged(40).await;
    assert_eq!(ada.call("host_state", json!({})).await["stage"], "lapsed");
    ada.sync().await;
    assert_eq!(ada.ticket(&id).await["subject"], "Printer");
}
