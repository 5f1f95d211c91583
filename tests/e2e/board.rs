//! The board under real hands: a card moves by pointer and by keyboard, and is where it was put after a restart.

use crate::world::{Machine, card_in, column, counted, counts, first_card, rpc};
use serde_json::json;
use std::time::Duration;
use testkit::webdriver::Key;

/// The tickets of the sample.
const SAMPLE: u64 = 240;

#[tokio::test]
async fn a_dragged_card_is_where_it_was_dropped_after_a_restart() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    let before = counted(&window, SAMPLE).await;
    let (card, ticket) = first_card(&window, "new").await;
    let (target, _) = first_card(&window, "open").await;
    window.drag(&card, &target).await.unwrap();
    window.find(&card_in("open", &ticket)).await.unwrap();
    // The columns count anew beside the cards, not before them.
    let moved = (before["new"] - 1, before["open"] + 1);
    let there = async || {
        let now = counts(&window).await;
        Ok(((now["new"], now["open"]) == moved).then_some(now))
    };
    let after = window.until("the columns count the card where it is", there).await.unwrap();
    window.close().await.unwrap();

    let window = machine.open_sample().await;
    window.find(&card_in("open", &ticket)).await.unwrap();
    assert_eq!(counted(&window, SAMPLE).await, after);
}

#[tokio::test]
async fn a_card_moved_by_keyboard_is_where_it_was_put_after_a_restart() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    let (card, ticket) = first_card(&window, "new").await;
    card.focus().await.unwrap();
    window.press(&[Key::Letter('m'), Key::Right, Key::Enter]).await.unwrap();
    window.find(&card_in("open", &ticket)).await.unwrap();
    window.close().await.unwrap();

    let window = machine.open_sample().await;
    window.find(&card_in("open", &ticket)).await.unwrap();
}

#[tokio::test]
async fn escape_puts_a_lifted_card_back() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    let before = counted(&window, SAMPLE).await;
    let (card, ticket) = first_card(&window, "new").await;
    card.focus().await.unwrap();
    window.press(&[Key::Letter('m'), Key::Right, Key::Escape]).await.unwrap();
    window.find(&card_in("new", &ticket)).await.unwrap();
    assert_eq!(counted(&window, SAMPLE).await, before);
}

#[tokio::test]
async fn undo_takes_a_move_back() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    let (card, ticket) = first_card(&window, "new").await;
    let target = window.find(&column("open")).await.unwrap();
    window.drag(&card, &target).await.unwrap();
    window.find(&card_in("open", &ticket)).await.unwrap();
    crate::world::click(&window, "undo").await;
    window.find(&card_in("new", &ticket)).await.unwrap();
}

#[tokio::test]
async fn a_killed_window_has_lost_nothing_it_showed() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    let (card, ticket) = first_card(&window, "new").await;
    card.focus().await.unwrap();
    window.press(&[Key::Letter('m'), Key::Right, Key::Enter]).await.unwrap();
    window.find(&card_in("open", &ticket)).await.unwrap();
    // Dropping a window kills its program without a word.
    drop(window);

    let window = machine.open_sample().await;
    window.find(&card_in("open", &ticket)).await.unwrap();
}

#[tokio::test]
async fn a_chosen_order_of_the_board_is_kept_by_the_desk_and_not_by_the_page() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    crate::world::click(&window, "board-sort").await;
    window.press(&[Key::Letter('3')]).await.unwrap();
    let ordered = "[data-testid=board-sort][data-sort=priority]";
    window.find(ordered).await.unwrap();
    let asked = std::time::Instant::now();
    while rpc(&window, "preference_get", json!({ "name": "window" })).await["board-sort"] != "priority" {
        assert!(asked.elapsed() < Duration::from_secs(30), "the desk was not told of the order");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    // What the page remembers by itself is only there for the first paint.
    window.run("localStorage.clear()", &[]).await.unwrap();
    window.close().await.unwrap();

    let window = machine.open_sample().await;
    window.find(ordered).await.unwrap();
}
