//! What people read and write lies in the encrypted database and nowhere else: not in the folder of the web engine, which
//! keeps caches and copies of its own, and not in the places of the system.

use crate::world::{Machine, rpc, type_into, write_ticket};
use base64::Engine as _;
use serde_json::json;
use std::fs;
use std::path::Path;
use std::time::Duration;
use testkit::webdriver::{Key, testid};

/// Where each of these words goes; no file of the computer may have one of them.
const SUBJECT: &str = "zephyrquake";
const NOTE: &str = "quixotefjord";
const SEARCH: &str = "wobblegarnet";
const DRAFT: &str = "drizzlepapaya";
const PICTURE: &str = "marzipanlattice";
const NEW_TICKET: &str = "thistlebasalt";
const FILTER: &str = "umbrellaquartz";

/// A picture of one pixel with a word in its comment.
fn picture() -> String {
    let pixel =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    let mut bytes = base64::prelude::BASE64_STANDARD.decode(pixel).unwrap();
    // What follows the end of a picture is carried along with it.
    bytes.extend_from_slice(PICTURE.as_bytes());
    base64::prelude::BASE64_STANDARD.encode(bytes)
}

/// Every file below a folder that holds one of the words, as UTF-8 or as the UTF-16 of web engines.
fn spilled(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // A socket of the desktop has no content.
        let Ok(kind) = fs::symlink_metadata(&path) else { continue };
        if kind.is_dir() {
            spilled(&path, found);
        } else if kind.is_file() {
            let bytes = fs::read(&path).unwrap();
            for word in [SUBJECT, NOTE, SEARCH, DRAFT, PICTURE, NEW_TICKET, FILTER] {
                let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
                if [word.as_bytes(), &wide].iter().any(|text| bytes.windows(text.len()).any(|at| at == *text))
                {
                    found.push(format!("{word} in {}", path.display()));
                }
            }
        }
    }
}

#[tokio::test]
async fn nothing_that_was_read_or_written_lies_open_on_the_computer() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    write_ticket(&window, &format!("The {SUBJECT} hums")).await;
    let list = rpc(&window, "ticket_list", json!({ "from": 0, "count": 1 })).await;
    let ticket = list["rows"][0]["id"].clone();
    let note = format!("A {NOTE} and a {SEARCH} beside an {FILTER}");
    rpc(&window, "message_add", json!({ "ticket": ticket, "kind": "note", "body": note })).await;
    let file = json!({ "ticket": ticket, "name": "plan.png", "base64": picture() });
    rpc(&window, "attachment_add", file).await;

    // A search that led somewhere is offered again.
    window.press(&[Key::Letter('g'), Key::Letter('f')]).await.unwrap();
    window.find(&format!("{}:focus", testid("search-input"))).await.unwrap();
    window.type_text(SEARCH).await.unwrap();
    window.find("[data-testid=search-results][data-total='1']").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.find("[data-testid=search-result]:focus").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    // The picture is shown, and something half written is left.
    window
        .until("the picture is drawn", async || {
            let drawn =
                "return [...document.images].some((image) => image.complete && image.naturalWidth > 0)";
            Ok((window.run(drawn, &[]).await? == json!(true)).then_some(()))
        })
        .await
        .unwrap();
    window.press(&[Key::Letter('n')]).await.unwrap();
    window.find("#composer-text:focus").await.unwrap();
    window.type_text(DRAFT).await.unwrap();
    window.run(&format!("location.hash = '#/list?q={FILTER}'"), &[]).await.unwrap();
    window.find("[data-testid=row]").await.unwrap();
    window.press(&[Key::Letter('c')]).await.unwrap();
    type_into(&window, "new-ticket-subject", NEW_TICKET).await;
    // What the window keeps by itself it keeps within moments.
    tokio::time::sleep(Duration::from_secs(3)).await;
    window.close().await.unwrap();

    let mut found = Vec::new();
    spilled(&machine.data(), &mut found);
    spilled(&machine.desktop.room(), &mut found);
    assert_eq!(found, Vec::<String>::new());

    // And yet the desk opens where it was closed, and offers the search again.
    let window = machine.open().await;
    window.find("[data-testid=row]:focus").await.unwrap();
    window.press(&[Key::Letter('g'), Key::Letter('f')]).await.unwrap();
    window.find(&format!("{}:focus", testid("search-input"))).await.unwrap();
    window.press(&[Key::Down]).await.unwrap();
    window
        .until("the last search is offered again", async || {
            let offered = window.by_testid("search-choice").await?.property("textContent").await?;
            Ok(offered.as_str().is_some_and(|text| text.contains(SEARCH)).then_some(()))
        })
        .await
        .unwrap();
}
