//! What a desk is made of, in its settings: people, teams, statuses and their workflow, categories, the matrix.

use crate::screens::{go, look, smallest, tab_through};
use crate::world::{Machine, click, first_card, rpc, type_into};
use serde_json::{Value, json};
use testkit::webdriver::{Key, Window};

#[tokio::test]
async fn what_a_desk_is_made_of_can_be_edited_by_everybody_in_the_smallest_window() {
    let machine = Machine::new();
    let window = smallest(&machine).await;
    for (place, row, dialog) in [
        ("settings/people", "person-row", Some("person-name")),
        ("settings/teams", "team-row", Some("team-members")),
        ("settings/statuses", "workflow", None),
        ("settings/categories", "category-row", Some("category-name")),
        ("settings/priorities", "matrix", None),
    ] {
        go(&window, place, row).await;
        look(&window, place).await;
        tab_through(&window, place).await;
        let Some(field) = dialog else { continue };
        // The last press of Tab may have left it out of sight.
        let first = window.by_testid(row).await.unwrap();
        first.focus().await.unwrap();
        window.press(&[Key::Enter]).await.unwrap();
        window.by_testid(field).await.unwrap();
        look(&window, &format!("{place}, one of them")).await;
        tab_through(&window, &format!("{place}, one of them")).await;
        window.press(&[Key::Escape]).await.unwrap();
        window.until_gone("[role=dialog]").await.unwrap();
    }
    window.close().await.unwrap();
}

async fn statuses(window: &Window) -> Vec<Value> {
    rpc(window, "lookup_all", json!({})).await["statuses"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_team_makes_a_status_of_its_own_and_closes_a_way() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    let (_, ticket) = first_card(&window, "new").await;
    go(&window, "settings/statuses", "status-add").await;
    let add = window.by_testid("status-add").await.unwrap();
    add.focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.find("[data-testid=status-name]:focus").await.unwrap();
    type_into(&window, "status-name", "Parts ordered").await;
    window.press(&[Key::Enter]).await.unwrap();
    window.find("[data-testid=status-row][data-status=parts_ordered]").await.unwrap();

    click(&window, "way-new-closed").await;
    let closed = async || {
        let new = statuses(&window).await.into_iter().find(|status| status["key"] == "new").unwrap();
        let next = new["next"].as_array().unwrap().clone();
        Ok((!next.is_empty() && !next.contains(&json!("closed"))).then_some(()))
    };
    window.until("the way is closed", closed).await.unwrap();

    // What the settings say holds on the ticket: the menu of its statuses has the new one, and refuses the closed one.
    go(&window, &format!("ticket/{ticket}"), "status").await;
    click(&window, "status").await;
    let menu = "return [...document.querySelectorAll('[role=menuitemradio], [role=option], [role=menuitem]')]
        .map((item) => [item.innerText, item.getAttribute('aria-disabled')].join(' '))";
    let says = async |name: &str, refused: bool| {
        let items = window.run(menu, &[]).await.unwrap();
        let items: Vec<String> = serde_json::from_value(items).unwrap();
        let item = items.iter().find(|item| item.contains(name));
        match item {
            Some(item) => assert_eq!(item.contains("true"), refused, "{items:?}"),
            None => assert!(refused, "{name} is missing in {items:?}"),
        }
    };
    window.find("[role=menu], [role=listbox]").await.unwrap();
    says("Parts ordered", false).await;
    says("Closed", true).await;
    window.close().await.unwrap();
}
