//! Files that another program drags onto the window and lets go, by the protocol of the desktop: they are where they fell,
//! byte by byte.

use crate::world::{Machine, begin_note, rpc};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use testkit::webdriver::{Key, Window};

/// The middle of an element, within the window.
async fn middle(window: &Window, testid: &str) -> (i16, i16) {
    const MIDDLE: &str =
        "const box = document.querySelector(`[data-testid=${arguments[0]}]`).getBoundingClientRect();
        return [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)];";
    let [x, y] = serde_json::from_value(window.run(MIDDLE, &[json!(testid)]).await.unwrap()).unwrap();
    (x, y)
}

#[tokio::test]
async fn files_dragged_from_another_program_fall_into_the_reply_that_they_are_dropped_on() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    let ticket = begin_note(&window, "Printer on fire").await;

    let folder = machine.data().parent().unwrap().to_owned();
    let mut addresses = Vec::new();
    for (name, text) in [("a log.txt", "paper jam at 14:02"), ("schön.csv", "a;b\n1;2\n")] {
        std::fs::write(folder.join(name), text).unwrap();
        addresses.push(url::Url::from_file_path(folder.join(name)).unwrap().to_string());
    }
    let place = middle(&window, "composer").await;
    machine.desktop.drag(&addresses, place).unwrap();
    const NAMES: &str = "return [...document.querySelectorAll('[data-testid=file-chip] .name')].map((one) => one.textContent)";
    window
        .until("both fell into the note", async || {
            let names: Vec<String> = serde_json::from_value(window.run(NAMES, &[]).await?)?;
            Ok((names == ["a log.txt", "schön.csv"]).then_some(()))
        })
        .await
        .unwrap();
    window.find("#composer-text").await.unwrap().focus().await.unwrap();
    window.type_text("What it says").await.unwrap();
    window.chord(&[Key::Control, Key::Enter]).await.unwrap();
    let files = window
        .until("both are attached", async || {
            let view = rpc(&window, "ticket_get", json!({ "ticket": ticket })).await;
            let files = view["attachments"].as_array().cloned().unwrap_or_default();
            Ok((files.len() == 2).then_some(files))
        })
        .await
        .unwrap();
    let log = files.iter().find(|file| file["name"] == "a log.txt").unwrap();
    let read = rpc(&window, "attachment_read", json!({ "attachment": log["id"] })).await;
    let bytes = STANDARD.decode(read["base64"].as_str().unwrap()).unwrap();
    assert_eq!(bytes, b"paper jam at 14:02");
}

#[tokio::test]
async fn a_mail_dragged_from_another_program_becomes_a_ticket() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    let file = machine.data().with_file_name("badge.eml");
    let mail =
        "From: Noor Haddad <noor@example.com>\r\nSubject: Badge reader blinks\r\n\r\nNobody gets in.\r\n";
    std::fs::write(&file, mail).unwrap();
    let address = url::Url::from_file_path(&file).unwrap().to_string();
    machine.desktop.drag(&[address], middle(&window, "board").await).unwrap();
    let subject = window.by_testid("new-ticket-subject").await.unwrap();
    window
        .until("the mail fills the form", async || {
            Ok((subject.property("value").await? == json!("Badge reader blinks")).then_some(()))
        })
        .await
        .unwrap();
    assert!(window.run("return location.protocol", &[]).await.unwrap() == json!("tauri:"), "the desk stands");
}
