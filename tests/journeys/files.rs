//! Large files over a line that keeps breaking: every byte arrives, rows do not wait for them, and nothing is sent in vain.

use crate::world::{Desk, PASSWORD, Server};
use contract::problem::Code;
use domain::person::Role;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;
use testkit::proxy::Proxy;

const PEOPLE: [(&str, &str, Role); 2] =
    [("ada@desk.example", "Ada", Role::Agent), ("ben@desk.example", "Ben", Role::Agent)];
const FILE_BYTES: usize = 25 * 1024 * 1024 + 77;
/// Each connection carries about so much and is cut.
const RATION_BYTES: usize = 400 * 1024;
const PATIENCE: Duration = Duration::from_secs(300);

/// A file of which no part is like another.
fn content(size: usize) -> Vec<u8> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut bytes = Vec::with_capacity(size + 8);
    while bytes.len() < size {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend(state.to_le_bytes());
    }
    bytes.truncate(size);
    bytes
}

async fn connected(proxy: &Proxy, email: &str) -> Desk {
    let desk = Desk::empty().await;
    let url = format!("http://{}", proxy.address());
    desk.call("host_connect", json!({ "url": url, "email": email, "password": PASSWORD })).await;
    desk.sync().await;
    desk
}

async fn attach(desk: &Desk, ticket: &str, path: &Path) -> Value {
    let name = path.file_name().unwrap().to_str().unwrap();
    desk.call("attachment_add", json!({ "ticket": ticket, "name": name, "path": path })).await
}

async fn state(desk: &Desk, ticket: &str) -> Value {
    desk.ticket(ticket).await["attachments"][0]["state"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_file_goes_up_and_comes_down_over_a_line_that_keeps_breaking() {
    let server = Server::start(&PEOPLE).await;
    let proxy = Proxy::start(server.address(), 3).await.unwrap();
    let (ada, ben) =
        (connected(&proxy, "ada@desk.example").await, connected(&proxy, "ben@desk.example").await);
    let room = tempfile::tempdir().unwrap();
    let (sent, came) = (room.path().join("scan.tiff"), room.path().join("came.tiff"));
    let bytes = content(FILE_BYTES);
    std::fs::write(&sent, &bytes).unwrap();

    let ticket = ada.new_ticket("A large scan").await;
    let file = attach(&ada, &ticket, &sent).await;
    assert_eq!(file["state"], "waiting");
    proxy.ration(RATION_BYTES);
    let upload = ada.host.sync_until_quiet(PATIENCE);
    // The row is at the other desk long before the bytes are at the server.
    let row = async {
        loop {
            // The line is bad for Ben as well.
            let _ = ben.host.sync_until_quiet(Duration::from_secs(20)).await;
            if let Ok(seen) = ben.attempt("ticket_get", json!({ "ticket": ticket })).await
                && seen["attachments"][0]["state"] == "elsewhere"
            {
                break proxy.carried_bytes();
            }
        }
    };
    let (uploaded, carried_before_row) = tokio::join!(upload, row);
    uploaded.unwrap();
    assert!(carried_before_row < FILE_BYTES as u64, "the row waited for {carried_before_row} bytes");
    assert_eq!(state(&ada, &ticket).await, "here");
    let up = proxy.carried_bytes();
    assert!(up < 2 * FILE_BYTES as u64, "{up} bytes to send {FILE_BYTES}: it begins again and again");

    let save = json!({ "attachment": file["id"], "path": came });
    ben.call("attachment_save", save).await;
    assert!(std::fs::read(&came).unwrap() == bytes, "every byte is what it was");
    let down = proxy.carried_bytes() - up;
    assert!(
        down < FILE_BYTES as u64 * 3 / 2,
        "{down} bytes to fetch {FILE_BYTES}: it begins again and again"
    );
    assert_eq!(state(&ben, &ticket).await, "here");
    let cuts = proxy.tally()["rationed"];
    assert!(cuts > 60, "a line that broke {cuts} times proves little");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_lost_before_it_was_sent_is_shown_and_mended_by_attaching_it_again() {
    let mut server = Server::start(&PEOPLE).await;
    let (ada, ben) =
        (Desk::at(&server, "ada@desk.example").await, Desk::at(&server, "ben@desk.example").await);
    server.stop().await;
    let room = tempfile::tempdir().unwrap();
    let path = room.path().join("log.txt");
    std::fs::write(&path, content(100_000)).unwrap();
    let ticket = ada.new_ticket("With a log").await;
    let file = attach(&ada, &ticket, &path).await;
    // A cleaner's work.
    std::fs::remove_dir_all(ada.folder().join("desk/blobs")).unwrap();
    assert_eq!(state(&ada, &ticket).await, "broken");
    server.again().await;
    ada.sync().await;
    let status = ada.call("sync_status", json!({})).await;
    assert_eq!((&status["broken"], &status["pending"]), (&json!(1), &json!(0)), "{status}");
    assert_eq!(state(&ada, &ticket).await, "broken", "it is not dropped");
    ben.sync().await;
    let pick = json!({ "attachment": file["id"] });
    assert_eq!(ben.attempt("attachment_read", pick.clone()).await.unwrap_err().code, Code::Missing);

    attach(&ada, &ticket, &path).await;
    ada.sync().await;
    assert_eq!(ada.call("sync_status", json!({})).await["broken"], 0);
    assert_eq!(state(&ada, &ticket).await, "here");
    ben.sync().await;
    ben.call("attachment_read", pick).await;
}
