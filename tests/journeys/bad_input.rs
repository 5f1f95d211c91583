//! Folders and files that cannot be used: each says so, and stays as it was.

use crate::world::Desk;
use contract::problem::Code;
use host::{Host, Options};
use serde_json::json;
use std::path::Path;
use std::sync::Arc;

async fn start(folder: &Path, passphrase: Option<&str>) -> Arc<Host> {
    let passphrase = passphrase.map(str::to_owned);
    let options =
        Options { folder: folder.to_owned(), sample: false, passphrase, background: false, engine: None };
    Host::start(options).await.unwrap()
}

async fn code_of(host: &Arc<Host>) -> (String, Option<Code>) {
    let view = host.call("host_state", json!({})).await.unwrap();
    let code = serde_json::from_value(view["problem"]["code"].clone()).ok();
    (view["stage"].as_str().unwrap().to_owned(), code)
}

#[tokio::test]
async fn a_second_process_is_told_that_the_folder_is_in_use() {
    let desk = Desk::local("Ada").await;
    let second = start(&desk.folder().join("desk"), Some("a passphrase for tests")).await;
    assert_eq!(code_of(&second).await, ("stuck".to_owned(), Some(Code::FolderInUse)));
    desk.new_ticket("still works").await;
}

#[tokio::test]
async fn a_wrong_passphrase_opens_nothing_and_the_right_one_still_does() {
    let desk = Desk::local("Ada").await;
    desk.new_ticket("kept").await;
    desk.host.stop().await;
    let folder = desk.folder().join("desk");
    let locked = start(&folder, None).await;
    assert_eq!(code_of(&locked).await.0, "locked");
    let problem = locked.call("host_unlock", json!({ "passphrase": "wrong" })).await.unwrap_err();
    assert_eq!(problem.code, Code::WrongKey);
    locked.call("host_unlock", json!({ "passphrase": "a passphrase for tests" })).await.unwrap();
    let list = locked.call("ticket_list", json!({ "from": 0, "count": 5 })).await.unwrap();
    assert_eq!(list["total"], 1);
}

#[tokio::test]
async fn a_foreign_file_in_the_place_of_the_database_is_left_alone() {
    let desk = Desk::local("Ada").await;
    desk.host.stop().await;
    let folder = desk.folder().join("desk");
    for name in ["tern.db-wal", "tern.db-shm"] {
        let _ = std::fs::remove_file(folder.join(name));
    }
    let foreign = b"SQLite format 3\0 but somebody else's, and long enough to look like one".to_vec();
    std::fs::write(folder.join("tern.db"), &foreign).unwrap();
    let host = start(&folder, Some("a passphrase for tests")).await;
    assert_eq!(code_of(&host).await, ("stuck".to_owned(), Some(Code::ForeignFile)));
    assert_eq!(std::fs::read(folder.join("tern.db")).unwrap(), foreign);
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_left_alone() {
    let desk = Desk::local("Ada").await;
    desk.host.stop().await;
    let folder = desk.folder().join("desk");
    testkit::age::write_from_the_future(&folder, "a passphrase for tests").await.unwrap();
    let before = std::fs::read(folder.join("tern.db")).unwrap();
    let host = start(&folder, Some("a passphrase for tests")).await;
    assert_eq!(code_of(&host).await, ("stuck".to_owned(), Some(Code::NewerSchema)));
    assert_eq!(std::fs::read(folder.join("tern.db")).unwrap(), before);
}

#[tokio::test]
async fn nonsense_is_refused_with_a_code() {
    let desk = Desk::local("Ada").await;
    let code = |command: &'static str, input: serde_json::Value| {
        let desk = &desk;
        async move { desk.attempt(command, input).await.unwrap_err().code }
    };
    assert_eq!(code("no_such_command", json!({})).await, Code::BadInput);
    assert_eq!(code("ticket_get", json!({ "ticket": "not an id" })).await, Code::BadInput);
    assert_eq!(code("ticket_get", json!({ "ticket": uuid::Uuid::nil() })).await, Code::Missing);
    assert_eq!(code("ticket_new", json!({ "subject": "x".repeat(600) })).await, Code::Invalid);
    assert_eq!(
        code("host_connect", json!({ "url": "ftp://x", "email": "a@b", "password": "p" })).await,
        Code::Invalid
    );
    assert_eq!(
        code("host_connect", json!({ "url": "http://127.0.0.1:1", "email": "a@b.c", "password": "p" })).await,
        Code::Offline
    );
    assert_eq!(
        code("import_start", json!({ "preset": "servicenow", "path": "/nowhere.csv" })).await,
        Code::BadInput
    );
    assert_eq!(code("import_start", json!({ "preset": "x", "text": "" })).await, Code::BadInput);
}
