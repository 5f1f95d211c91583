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

#[tokio::test(flavor = "multi_thread")]
async fn files_make_room_and_come_again_when_they_are_opened() {
    let server = Server::start(&PEOPLE).await;
    let (ada, ben) =
        (Desk::at(&server, "ada@desk.example").await, Desk::at(&server, "ben@desk.example").await);
    let room = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    let ticket = ada.new_ticket("Two scans").await;
    for name in ["first.tiff", "second.tiff"] {
        let path = room.path().join(name);
        std::fs::write(&path, [content(10 << 20), name.as_bytes().to_vec()].concat()).unwrap();
        files.push(json!({ "attachment": attach(&ada, &ticket, &path).await["id"] }));
    }
    let states = async |desk: &Desk| -> Vec<Value> {
        let seen = desk.ticket(&ticket).await;
        let mut all: Vec<&Value> = seen["attachments"].as_array().unwrap().iter().collect();
        all.sort_by_key(|file| file["name"].to_string());
        all.into_iter().map(|file| file["state"].clone()).collect()
    };
    let settings = json!({ "limit_bytes": 16 << 20, "bytes_per_second": null, "wait_on_metered": true });
    // What the server lacks stays, and what it got so lately that a backup of it may be older.
    ada.call("files_set", settings.clone()).await;
    assert_eq!(states(&ada).await, ["waiting", "waiting"]);
    ada.sync().await;
    ada.call("files_set", settings.clone()).await;
    assert_eq!(states(&ada).await, ["here", "here"]);

    ben.sync().await;
    for file in &files {
        ben.call("attachment_read", file.clone()).await;
        // Which was used longest ago is told from the times of files.
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(states(&ben).await, ["here", "here"]);
    ben.call("files_set", settings.clone()).await;
    assert_eq!(states(&ben).await, ["elsewhere", "here"]);
    let view = ben.call("files_get", json!({})).await;
    assert!(view["stored_bytes"].as_i64().unwrap() <= 16 << 20, "{view}");
    assert_eq!(view["settings"], settings);
    ben.call("attachment_read", files[0].clone()).await;
    assert_eq!(states(&ben).await, ["here", "here"], "until room is made again");

    let tiny = json!({ "limit_bytes": 1, "bytes_per_second": null, "wait_on_metered": true });
    assert_eq!(ben.attempt("files_set", tiny).await.unwrap_err().code, Code::BadInput);
}

#[tokio::test(flavor = "multi_thread")]
async fn large_files_wait_while_the_network_is_metered_and_nothing_else_does() {
    let server = Server::start(&PEOPLE).await;
    let ada = Desk::at(&server, "ada@desk.example").await;
    ada.host.set_metered(Some(true)).await;
    let room = tempfile::tempdir().unwrap();
    let ticket = ada.new_ticket("On a phone's line").await;
    let mut states = Vec::new();
    for (name, size) in [("a photo.png", 100_000), ("b scan.tiff", 2 << 20)] {
        let path = room.path().join(name);
        std::fs::write(&path, content(size)).unwrap();
        attach(&ada, &ticket, &path).await;
    }
    let mut look = async |desk: &Desk| {
        let seen = desk.ticket(&ticket).await;
        states = seen["attachments"].as_array().unwrap().clone();
        states.sort_by_key(|file| file["name"].to_string());
        states.iter().map(|file| file["state"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    ada.sync().await;
    assert_eq!(ada.call("sync_status", json!({})).await["pending"], 0, "rows do not wait");
    assert_eq!(look(&ada).await, ["here", "waiting"]);
    let view = ada.call("files_get", json!({})).await;
    assert_eq!((&view["held"], &view["metered"]), (&json!(1), &json!(true)), "{view}");

    ada.call("files_send", json!({})).await;
    ada.sync().await;
    assert_eq!(look(&ada).await, ["here", "here"], "the person said so");

    // On another metered network the word is asked for again; on a free one nothing waits.
    ada.host.set_metered(Some(false)).await;
    ada.host.set_metered(Some(true)).await;
    let path = room.path().join("c video.mp4");
    std::fs::write(&path, content(3 << 20)).unwrap();
    attach(&ada, &ticket, &path).await;
    ada.sync().await;
    assert_eq!(look(&ada).await, ["here", "here", "waiting"]);
    ada.host.set_metered(Some(false)).await;
    ada.sync().await;
    assert_eq!(look(&ada).await, ["here", "here", "here"]);
}
