//! A ticket in a window of its own: the same ticket, live in both, and whatever is not of it stays with the main window.

use crate::world::{Machine, click, column, first_card, rpc};
use serde_json::json;
use std::path::Path;
use testkit::webdriver::{Key, Window, testid};

const POP_OUT: [Key; 3] = [Key::Control, Key::Shift, Key::Letter('o')];
const CLOSE: [Key; 2] = [Key::Control, Key::Letter('w')];

/// Waits until so many windows stand, and names them.
async fn windows(window: &Window, count: usize) -> Vec<String> {
    let promise = format!("{count} windows stand");
    window
        .until(&promise, async || {
            let all = window.handles().await?;
            Ok((all.len() == count).then_some(all))
        })
        .await
        .unwrap()
}

/// Presses the keys and goes to the window that comes.
async fn popped_out(window: &Window) -> String {
    let before = window.handles().await.unwrap();
    window.chord(&POP_OUT).await.unwrap();
    let all = windows(window, before.len() + 1).await;
    let new = all.into_iter().find(|one| !before.contains(one)).unwrap();
    window.turn_to(&new).await.unwrap();
    window.by_testid("composer").await.unwrap();
    new
}

#[tokio::test]
async fn a_ticket_stands_in_a_window_of_its_own_and_both_windows_say_the_same() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    let main = windows(&window, 1).await.remove(0);
    let (card, ticket) = first_card(&window, "new").await;
    card.focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.by_testid("composer").await.unwrap();
    let subject = rpc(&window, "ticket_get", json!({ "ticket": ticket })).await["subject"].clone();

    let own = popped_out(&window).await;
    let title = window.run("return document.title", &[]).await.unwrap();
    let title = title.as_str().unwrap();
    assert!(title.starts_with('#') && title.ends_with(subject.as_str().unwrap()), "{title}");
    assert!(window.find_now(&testid("nav-board")).await.unwrap().is_none(), "nothing stands around it");
    window.turn_to(&main).await.unwrap();
    window.by_testid("board").await.unwrap();

    // What is done in one shows in the other.
    window.turn_to(&own).await.unwrap();
    window.press(&[Key::Letter('i')]).await.unwrap();
    window.until_gone("[data-testid=assignee][data-value=\"\"]").await.unwrap();
    window.press(&[Key::Letter('r')]).await.unwrap();
    window.find("[data-testid=composer] textarea").await.unwrap().type_text("On my way").await.unwrap();
    // A key that leads elsewhere leads the main window there, and this one stays.
    window.press(&[Key::Escape, Key::Letter('g'), Key::Letter('l')]).await.unwrap();
    window.turn_to(&main).await.unwrap();
    window.by_testid("list").await.unwrap();
    window.turn_to(&own).await.unwrap();
    window.by_testid("composer").await.unwrap();

    // Closed by its key, with what was written kept.
    window.chord(&CLOSE).await.unwrap();
    window.turn_to(&main).await.unwrap();
    windows(&window, 1).await;
    click(&window, "nav-board").await;
    let card = window.find(&format!("{} [data-ticket=\"{ticket}\"]", column("new"))).await.unwrap();
    card.focus().await.unwrap();
    let again = popped_out(&window).await;
    let promise = "what was written is there again";
    window
        .until(promise, async || {
            let area = window.find("[data-testid=composer] textarea").await?;
            Ok((area.property("value").await? == "On my way").then_some(()))
        })
        .await
        .unwrap();

    // Once more is the same window.
    window.turn_to(&main).await.unwrap();
    rpc(&window, "window_pop_out", json!({ "ticket": ticket })).await;
    assert_eq!(windows(&window, 2).await.len(), 2);

    // Quitting closes all of them with what was typed last, and only the main one's place is remembered.
    window.turn_to(&again).await.unwrap();
    let area = window.find("[data-testid=composer] textarea").await.unwrap();
    area.type_text(", with tools").await.unwrap();
    let program = format!("/proc/{}/exe", window.process_id().unwrap());
    window.chord(&[Key::Control, Key::Letter('q')]).await.ok();
    let gone = async || Ok((!Path::new(&program).exists()).then_some(()));
    window.until("the program ends", gone).await.unwrap();
    let places = std::fs::read_to_string(machine.data().join("window.json")).unwrap();
    assert!(places.contains("main") && !places.contains("ticket-"), "{places}");
    drop(window);
    let window = machine.open_sample().await;
    let draft = rpc(&window, "draft_get", json!({ "ticket": ticket, "kind": "reply" })).await;
    assert_eq!(draft, json!("On my way, with tools"));
    window.close().await.unwrap();
}

#[tokio::test]
async fn there_are_as_many_windows_as_may_be_and_one_more_is_refused_in_words() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    let cards = "return [...document.querySelectorAll('[data-testid=card]')].slice(0, 7).map((card) => card.dataset.ticket)";
    let tickets = window.run(cards, &[]).await.unwrap();
    let tickets = tickets.as_array().unwrap();
    for (at, ticket) in tickets[..6].iter().enumerate() {
        let stands = rpc(&window, "window_pop_out", json!({ "ticket": ticket })).await;
        assert_eq!(stands, json!({ "stands": true, "most": 6 }));
        windows(&window, at + 2).await;
    }
    let seventh = tickets[6].as_str().unwrap();
    let card = window.find(&format!("[data-testid=card][data-ticket=\"{seventh}\"]")).await.unwrap();
    card.focus().await.unwrap();
    window.chord(&POP_OUT).await.unwrap();
    let toast = window.by_testid("toast").await.unwrap().text().await.unwrap();
    assert!(toast.contains('6'), "{toast}");
    assert_eq!(windows(&window, 7).await.len(), 7);
    // One that is open already is brought forward all the same.
    let again = rpc(&window, "window_pop_out", json!({ "ticket": tickets[0] })).await;
    assert_eq!(again["stands"], json!(true));
    window.close().await.unwrap();
}
