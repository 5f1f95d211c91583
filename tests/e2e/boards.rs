//! Boards that one makes oneself: lanes by keyboard, over a restart, for everybody in the smallest window and on the wall.

use crate::world::{Machine, rpc};
use serde_json::json;
use testkit::webdriver::{Key, Window, testid};

/// Runs a command by its name in the palette.
async fn command(window: &Window, words: &str, item: &str) {
    window.chord(&[Key::Control, Key::Letter('k')]).await.unwrap();
    window.by_testid("palette-input").await.unwrap();
    window.type_text(words).await.unwrap();
    window
        .find(&format!("[data-testid=palette-item][aria-selected=true][data-item*='{item}']"))
        .await
        .unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.until_gone("[data-testid=palette]").await.unwrap();
}

#[tokio::test]
async fn a_board_with_lanes_is_made_by_keyboard_and_a_card_goes_over_a_lane_and_stays_after_a_restart() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    let me = rpc(&window, "session_get", json!({})).await["me"].clone();
    command(&window, "new board", "board.new").await;
    window.find(&format!("{}:focus", testid("board-name"))).await.unwrap();
    window.type_text("Who does what").await.unwrap();
    // Past whom it is for and what its columns are to its lanes: people are the first after none.
    window.press(&[Key::Tab, Key::Tab, Key::Tab]).await.unwrap();
    window.find(&format!("{}:focus", testid("board-lanes"))).await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.press(&[Key::Letter('2')]).await.unwrap();
    window.find(&format!("{}:focus", testid("board-lanes"))).await.unwrap();
    for _ in 0..3 {
        window.chord(&[Key::Shift, Key::Tab]).await.unwrap();
    }
    window.press(&[Key::Enter]).await.unwrap();
    window.until_gone("[data-testid=board-editor]").await.unwrap();
    window.find("[data-testid=lane][data-lane=none]").await.unwrap();

    // From nobody's lane down into mine.
    let card = window.find("[data-lane=none] [data-status=new] [data-testid=card]").await.unwrap();
    card.focus().await.unwrap();
    let ticket = card.attribute("data-ticket").await.unwrap().unwrap();
    window.press(&[Key::Letter('m'), Key::End, Key::Down, Key::Enter]).await.unwrap();
    let there =
        format!("[data-lane='{}'] [data-status=new] [data-ticket='{}']", me.as_str().unwrap(), ticket);
    window.find(&there).await.unwrap();
    let moved = rpc(&window, "ticket_get", json!({ "ticket": ticket })).await;
    assert_eq!((&moved["assignee"], &moved["status"]), (&me, &json!("new")));
    window.close().await.unwrap();

    // Whoever comes back has the board that they left, with the card where it was put.
    let window = machine.open_with(&["--sample"]).await;
    window.find(&there).await.unwrap();
    let chosen = window.by_testid("board-choose").await.unwrap().attribute("aria-label").await.unwrap();
    assert!(chosen.unwrap().contains("Who does what"));
    command(&window, "board: all", "board-").await;
    window.until_gone("[data-testid=lane]").await.unwrap();
    window.by_testid("card").await.unwrap();
}
