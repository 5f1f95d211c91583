//! The server's disk dies and a backup takes its place: what people were told is saved is there again.

use crate::world::{Desk, PASSWORD, Server};
use contract::problem::Code;
use domain::person::Role;
use serde_json::json;

#[tokio::test]
async fn a_restored_server_gets_back_what_it_had_acknowledged() {
    let people = [("ada@desk.example", "Ada", Role::Agent), ("ben@desk.example", "Ben", Role::Agent)];
    let mut server = Server::start(&people).await;
    let ada = Desk::at(&server, "ada@desk.example").await;
    let ben = Desk::at(&server, "ben@desk.example").await;
    let old = ada.new_ticket("Printer").await;
    ada.sync().await;
    ben.sync().await;
    // PostgreSQL has backups of its own; what devices do afterwards is the same.
    let Some(backup) = server.backup().await else { return };

    let new = ada.new_ticket("Router").await;
    ada.set(&old, json!({ "urgency": "high" })).await;
    ada.sync().await;
    ben.sync().await;
    ben.call("message_add", json!({ "ticket": new, "kind": "note", "body": "no light at all" })).await;
    ben.sync().await;
    ada.sync().await;
    assert_eq!(ben.pending().await, 0, "all of it was acknowledged");

    server.restore(&backup).await;
    // Sessions renewed since the backup are gone with it; what waits is not.
    for desk in [&ada, &ben] {
        desk.call("host_sign_in", json!({ "password": PASSWORD })).await;
    }
    // Ben writes on before anybody has told the server of the ticket again.
    ben.call("message_add", json!({ "ticket": new, "kind": "note", "body": "still none" })).await;
    for _ in 0..3 {
        ben.sync().await;
        ada.sync().await;
    }
    for desk in [&ada, &ben] {
        assert_eq!(desk.ticket(&old).await["urgency"], "high");
        assert_eq!(desk.ticket(&new).await["subject"], "Router");
        let mut messages = desk.messages(&new).await;
        messages.sort();
        assert_eq!(messages, ["no light at all", "still none"]);
        let status = desk.call("sync_status", json!({})).await;
        assert_eq!((&status["pending"], &status["rejected"]), (&json!(0), &json!(0)));
    }
}

#[tokio::test]
async fn files_that_the_backup_does_not_know_come_again_from_their_desk() {
    let people = [("ada@desk.example", "Ada", Role::Agent), ("ben@desk.example", "Ben", Role::Agent)];
    let mut server = Server::start(&people).await;
    let ada = Desk::at(&server, "ada@desk.example").await;
    let ben = Desk::at(&server, "ben@desk.example").await;
    let ticket = ada.new_ticket("Printer").await;
    ada.sync().await;
    let Some(backup) = server.backup().await else { return };
    let file = json!({ "ticket": ticket, "name": "log.txt", "base64": "c21va2U=" });
    let file = ada.call("attachment_add", file).await;
    ada.sync().await;
    assert_eq!(ada.ticket(&ticket).await["attachments"][0]["state"], "here");

    server.restore(&backup).await;
    server.lose_files();
    for desk in [&ada, &ben] {
        desk.call("host_sign_in", json!({ "password": PASSWORD })).await;
    }
    for _ in 0..2 {
        ada.sync().await;
        ben.sync().await;
    }
    let read = ben.call("attachment_read", json!({ "attachment": file["id"] })).await;
    assert_eq!(read["base64"], "c21va2U=");
}

#[tokio::test]
async fn a_device_signed_out_after_the_backup_works_on_until_it_is_signed_out_again() {
    let people = [("ada@desk.example", "Ada", Role::Admin), ("ben@desk.example", "Ben", Role::Agent)];
    let mut server = Server::start(&people).await;
    let ada = Desk::at(&server, "ada@desk.example").await;
    let ben = Desk::at(&server, "ben@desk.example").await;
    let id = ben.new_ticket("Printer").await;
    ben.sync().await;
    let Some(backup) = server.backup().await else { return };
    let note = async |body: &str| {
        ben.call("message_add", json!({ "ticket": id, "kind": "note", "body": body })).await;
    };
    let revoke = async || {
        let devices = ada.call("device_list", json!({})).await;
        let bens = devices.as_array().unwrap().iter().find(|one| one["person_name"] == "Ben").unwrap();
        ada.call("device_revoke", json!({ "device": bens["id"] })).await;
    };

    // Ben has not heard of it when the server is put back to the time before.
    note("written in the basement").await;
    revoke().await;
    server.restore(&backup).await;
    for desk in [&ada, &ben] {
        desk.call("host_sign_in", json!({ "password": PASSWORD })).await;
        desk.sync().await;
    }
    assert_eq!((ben.pending().await, ben.call("outbox_list", json!({})).await), (0, json!([])));
    ada.sync().await;
    assert_eq!(ada.messages(&id).await, ["written in the basement"]);

    // The server no longer knows that it was signed out: that is done again, and holds.
    revoke().await;
    note("written afterwards").await;
    let said = ben.host.sync_until_quiet(std::time::Duration::from_secs(60)).await.unwrap_err();
    assert_eq!(said.code, Code::DeviceRevoked, "{said:?}");
    let kept = ada.call("quarantine_list", json!({})).await;
    assert_eq!((&kept[0]["text"], &kept[0]["person_name"]), (&json!("written afterwards"), &json!("Ben")));
}
