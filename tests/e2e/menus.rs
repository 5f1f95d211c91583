//! The menu bar under Alt: it comes and goes by keyboard, does what keys and palette do, and takes nothing from who types.

use crate::world::{Machine, first_card, open_first};
use serde_json::json;
use testkit::webdriver::{Key, Window, testid};

const AREA: &str = "[data-testid=composer] textarea";

async fn focused(window: &Window, id: &str) {
    let is_it = format!("return document.activeElement?.dataset.testid === '{id}'");
    window
        .until(&format!("{id} has the focus"), async || {
            Ok((window.run(&is_it, &[]).await? == json!(true)).then_some(()))
        })
        .await
        .unwrap();
}

async fn reads(window: &Window, text: &str) {
    window
        .until(&format!("the reply reads `{text}`"), async || {
            let area = window.find(AREA).await?;
            Ok((area.property("value").await? == json!(text)).then_some(()))
        })
        .await
        .unwrap();
}

/// Chooses the row of a menu by keyboard: Alt, the menu's letter, the row's words.
async fn choose(window: &Window, menu: char, row: &str) {
    window.press(&[Key::Alt]).await.unwrap();
    focused(window, "menu-file").await;
    window.press(&[Key::Letter(menu)]).await.unwrap();
    window.find("[role=menu] [role=menuitem]").await.unwrap();
    window.type_text(row).await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.until_gone(&testid("menu-bar")).await.unwrap();
}

#[tokio::test]
async fn alt_shows_the_menus_and_their_rows_do_what_their_keys_do() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    assert!(window.find_now(&testid("menu-bar")).await.unwrap().is_none(), "it is out of sight");

    // A chord with Alt is a chord, and not the bar.
    window.chord(&[Key::Alt, Key::Left]).await.unwrap();
    let (card, _) = first_card(&window, "new").await;
    card.focus().await.unwrap();
    assert!(window.find_now(&testid("menu-bar")).await.unwrap().is_none(), "nor after a chord");

    window.press(&[Key::Alt]).await.unwrap();
    focused(&window, "menu-file").await;
    window.press(&[Key::Right]).await.unwrap();
    focused(&window, "menu-edit").await;
    window.press(&[Key::Escape]).await.unwrap();
    window.until_gone(&testid("menu-bar")).await.unwrap();
    let back = window.run("return document.activeElement?.dataset.testid", &[]).await.unwrap();
    assert_eq!(back, json!("card"), "the focus is where it was");

    // Arrows go from one open menu to the next, and what cannot be done here is grey.
    window.press(&[Key::Alt, Key::Down]).await.unwrap();
    let row = window.find("#menu-app\\.newTicket").await.unwrap();
    assert!(row.text().await.unwrap().contains('C'), "a row has its key");
    window.press(&[Key::Right]).await.unwrap();
    let undo = window.find("#menu-cut").await.unwrap();
    assert_eq!(undo.attribute("aria-disabled").await.unwrap().as_deref(), Some("true"), "nothing to cut");
    window.press(&[Key::Left, Key::Enter]).await.unwrap();
    window.by_testid("new-ticket-subject").await.unwrap();
    window.until_gone(&testid("menu-bar")).await.unwrap();
}

#[tokio::test]
async fn the_edit_menu_works_in_the_field_that_one_writes_in() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    open_first(&window, "new").await;
    choose(&window, 't', "reply").await;
    window.type_text("On my way").await.unwrap();
    reads(&window, "On my way").await;
    choose(&window, 'e', "select").await;
    choose(&window, 'e', "cut").await;
    reads(&window, "").await;
    choose(&window, 'e', "paste").await;
    reads(&window, "On my way").await;
    choose(&window, 'e', "undo").await;
    reads(&window, "").await;
}
