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
        ("settings/types", "type-row", Some("type-name")),
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

#[tokio::test]
async fn a_desk_of_hr_makes_a_type_of_its_own_by_keyboard_and_opens_a_ticket_of_it() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    go(&window, "settings/types", "type-add").await;
    window.by_testid("type-add").await.unwrap().focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.find("[data-testid=type-name]:focus").await.unwrap();
    type_into(&window, "type-name", "Leave of absence").await;
    window.press(&[Key::Enter]).await.unwrap();
    let row = window.find("[data-type=leave_of_absence]").await.unwrap();
    row.focus().await.unwrap();
    window.chord(&[Key::Alt, Key::Up]).await.unwrap();
    let second_last = "li:nth-last-child(2) > [data-type=leave_of_absence]";
    window.find(second_last).await.unwrap();

    go(&window, "list", "list").await;
    window.type_text("c").await.unwrap();
    window.by_testid("new-ticket-subject").await.unwrap();
    type_into(&window, "new-ticket-subject", "Six weeks from March").await;
    click(&window, "new-ticket-type").await;
    window.find("#menu-list [data-row]:nth-child(6)").await.unwrap();
    window.type_text("6").await.unwrap();
    window.until_gone("#menu-list").await.unwrap();
    window.chord(&[Key::Control, Key::Enter]).await.unwrap();
    let made = async || {
        // The whole subject: a ticket of the sample speaks of six weeks, too.
        let text = "six weeks from march";
        let found = rpc(&window, "ticket_search", json!({ "text": text, "from": 0, "count": 1 })).await;
        let Some(id) = found["hits"][0]["row"]["id"].as_str().map(str::to_owned) else { return Ok(None) };
        Ok(Some(rpc(&window, "ticket_get", json!({ "ticket": id })).await))
    };
    let ticket = window.until("the ticket is made", made).await.unwrap();
    assert_eq!(ticket["type"], "leave_of_absence");
    window.close().await.unwrap();
}

#[tokio::test]
async fn diagnostics_say_what_this_tern_is_and_nothing_of_its_tickets() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    let (_, ticket) = first_card(&window, "new").await;
    let subject = rpc(&window, "ticket_get", json!({ "ticket": ticket })).await["subject"].clone();
    go(&window, "settings/about", "diagnostics-open").await;
    window.by_testid("diagnostics-open").await.unwrap().focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    let shown = async || {
        let text = window.by_testid("diagnostics-text").await?.text().await?;
        Ok((!text.is_empty()).then_some(text))
    };
    let text = window.until("the text is there", shown).await.unwrap();
    for part in ["Tern", "sample", "schema 00", "ticket 240", "Start", "Sync", "local"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains(subject.as_str().unwrap()), "{text}");
    let path = machine.data().join("for-help.txt");
    rpc(&window, "diagnostics_save", json!({ "path": path, "text": text })).await;
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    window.close().await.unwrap();
}
