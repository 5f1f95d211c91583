//! What is unread: a dot on the card until the ticket is opened, a line where the new begins, and a mark by hand.

use crate::world::{Machine, Server, click, find_again, rpc};
use serde_json::json;
use testkit::webdriver::{Key, Window, testid};

const PEOPLE: [(&str, &str); 2] = [("ada@desk.example", "Ada"), ("ben@desk.example", "Ben")];

fn card(ticket: &str, unread: bool) -> String {
    format!("[data-testid=card][data-ticket=\"{ticket}\"][data-unread={unread}]")
}

/// Opens the card of a ticket with the keyboard.
async fn open(window: &Window, ticket: &str, unread: bool) {
    find_again(window, &card(ticket, unread)).await.focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.by_testid("composer").await.unwrap();
}

#[tokio::test]
async fn a_card_says_that_a_colleague_wrote_until_the_ticket_is_opened_where_that_begins() {
    let server = Server::start(&PEOPLE);
    let (here, there) = (Machine::new(), Machine::new());
    let ben = here.open_signed_in(&server, "ben@desk.example").await;
    ben.by_testid("board").await.unwrap();
    let me = rpc(&ben, "session_get", json!({})).await["me"].clone();
    let ada = there.open_signed_in(&server, "ada@desk.example").await;
    let given = json!({ "subject": "The lift stops between floors", "fields": { "assignee": me } });
    let ticket = rpc(&ada, "ticket_new", given).await["id"].as_str().unwrap().to_owned();

    let dot = format!("{} [data-testid=unread-dot]", card(&ticket, true));
    find_again(&ben, &dot).await;
    open(&ben, &ticket, true).await;
    assert!(ben.find_now(&testid("thread-new")).await.unwrap().is_none(), "there is no message yet");
    click(&ben, "nav-board").await;
    ben.find(&card(&ticket, false)).await.unwrap();

    for body in ["It is the left one", "And the right one now"] {
        rpc(&ada, "message_add", json!({ "ticket": ticket, "kind": "note", "body": body })).await;
    }
    ben.until("both notes are here", async || {
        let thread = rpc(&ben, "ticket_thread", json!({ "ticket": ticket, "count": 20 })).await;
        let notes = thread["entries"].as_array().unwrap().iter().filter(|one| one["kind"] == "note");
        Ok((notes.count() == 2).then_some(()))
    })
    .await
    .unwrap();
    open(&ben, &ticket, true).await;
    let line = ben.by_testid("thread-new").await.unwrap();
    assert_eq!(line.text().await.unwrap(), "2 new");
    ben.press(&[Key::Letter('u')]).await.unwrap();
    ben.by_testid("toast").await.unwrap();
    assert_eq!(line.text().await.unwrap(), "2 new", "it stays as long as the ticket is open");
    click(&ben, "nav-board").await;
    ben.find(&card(&ticket, true)).await.unwrap();
    ben.chord(&[Key::Control, Key::Letter('z')]).await.unwrap();
    ben.find(&card(&ticket, false)).await.unwrap();
    click(&ben, "nav-list").await;
    ben.find(&format!("[data-testid=row][data-ticket=\"{ticket}\"][data-unread=false]")).await.unwrap();
}
