//! The fields of a desk's own: made in the settings, asked for when a card is resolved, and there after a restart.

use crate::screens::{go, look, smallest, tab_through};
use crate::world::{Machine, card_in, click, first_card, rpc, write_ticket};
use serde_json::{Value, json};
use testkit::webdriver::{Key, Window};

async fn focus(window: &Window, id: &str) {
    window.by_testid(id).await.unwrap().focus().await.unwrap();
}

async fn type_at(window: &Window, id: &str, text: &str) {
    let field = window.by_testid(id).await.unwrap();
    field.focus().await.unwrap();
    field.type_text(text).await.unwrap();
}

/// Chooses from the menu of a field by its number.
async fn choose(window: &Window, id: &str, number: char) {
    focus(window, id).await;
    window.press(&[Key::Down]).await.unwrap();
    window.find("#menu-list").await.unwrap();
    window.press(&[Key::Letter(number)]).await.unwrap();
    window.until_gone("#menu-list").await.unwrap();
}

async fn ticket(window: &Window, id: &str) -> Value {
    rpc(window, "ticket_get", json!({ "ticket": id })).await
}

async fn until_custom(window: &Window, id: &str, custom: Value, status: &str) {
    let fits = async || {
        let now = ticket(window, id).await;
        Ok((now["custom"] == custom && now["status"] == status).then_some(()))
    };
    window.until("the ticket is as it should be", fits).await.unwrap();
}

#[tokio::test]
async fn a_field_that_is_needed_to_resolve_is_asked_for_on_the_board_and_kept() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    go(&window, "settings/fields", "field-add").await;
    focus(&window, "field-add").await;
    window.press(&[Key::Enter]).await.unwrap();
    window.find("[data-testid=field-name]:focus").await.unwrap();
    type_at(&window, "field-name", "Root cause").await;
    choose(&window, "field-holds", '6').await;
    type_at(&window, "choice-name", "Cable").await;
    window.press(&[Key::Enter]).await.unwrap();
    window.find("li[data-row='2'] input:focus").await.unwrap().type_text("Software").await.unwrap();
    choose(&window, "field-required", '3').await;
    window.find("[data-testid=field-preview] [data-testid=custom-preview]").await.unwrap();
    focus(&window, "field-save").await;
    window.press(&[Key::Enter]).await.unwrap();
    // One stands on what one has saved.
    window.find("[data-field=root_cause]:focus").await.unwrap();

    go(&window, "board", "board").await;
    write_ticket(&window, "The printer is offline").await;
    let (card, id) = first_card(&window, "new").await;
    card.focus().await.unwrap();
    let mut keys = vec![Key::Letter('m')];
    keys.extend([Key::Right; 5]);
    keys.push(Key::Enter);
    window.press(&keys).await.unwrap();
    window.by_testid("fill-dialog").await.unwrap();
    // Who cancels has moved nothing.
    window.press(&[Key::Escape]).await.unwrap();
    window.until_gone("[data-testid=fill-dialog]").await.unwrap();
    window.find(&card_in("new", &id)).await.unwrap().focus().await.unwrap();
    window.press(&keys).await.unwrap();
    window.find("[data-testid=custom-root_cause]:focus").await.unwrap();
    focus(&window, "fill-go").await;
    window.press(&[Key::Enter]).await.unwrap();
    // Nothing is chosen yet: the dialog says so, at the field.
    window.find("[data-testid=custom-root_cause]:focus").await.unwrap();
    choose(&window, "custom-root_cause", '2').await;
    focus(&window, "fill-go").await;
    window.press(&[Key::Enter]).await.unwrap();
    window.until_gone("[data-testid=fill-dialog]").await.unwrap();
    window.find(&card_in("resolved", &id)).await.unwrap();
    let lost = "return document.activeElement === document.body";
    window
        .until("the focus is somewhere", async || {
            Ok((window.run(lost, &[]).await? == json!(false)).then_some(()))
        })
        .await
        .unwrap();
    until_custom(&window, &id, json!({ "root_cause": "software" }), "resolved").await;
    // One step takes both back, and one does both again.
    rpc(&window, "undo", json!({})).await;
    until_custom(&window, &id, json!({}), "new").await;
    rpc(&window, "redo", json!({})).await;
    until_custom(&window, &id, json!({ "root_cause": "software" }), "resolved").await;
    // In the list it is a column for whoever wants it.
    let cell = "[data-testid=row] [data-column='custom.root_cause']";
    go(&window, "list", "list-columns").await;
    assert!(window.find_now(cell).await.unwrap().is_none());
    focus(&window, "list-columns").await;
    window.press(&[Key::Enter]).await.unwrap();
    window.find("#menu-list [data-row]").await.unwrap();
    // Past the first one are the last ones: the columns as they usually are, and before that the field.
    window.press(&[Key::Up, Key::Up, Key::Enter, Key::Escape]).await.unwrap();
    // Rows are made anew when what they show arrives.
    window
        .until("the column says what the field holds", async || {
            let says = "return document.querySelector(arguments[0])?.textContent.trim() ?? null";
            Ok((window.run(says, &[json!(cell)]).await? == "Software").then_some(()))
        })
        .await
        .unwrap();
    // And the list is narrowed by it, from the keyboard: the field is the last of what the filter knows.
    write_ticket(&window, "The scanner is slow").await;
    go(&window, "list", "row").await;
    let rows = async |count: usize| {
        let shown = "return document.querySelectorAll('[data-testid=row]').length";
        let fits = async || Ok((window.run(shown, &[]).await? == json!(count)).then_some(()));
        window.until(&format!("{count} tickets in the list"), fits).await.unwrap();
    };
    rows(2).await;
    for (choice, chip, left) in [(1, "Software", 1), (0, "Cable", 0), (2, "Not filled in", 1)] {
        window.press(&[Key::Letter('f')]).await.unwrap();
        window.find("#menu-list [data-row]").await.unwrap();
        window.press(&[Key::Up, Key::Right]).await.unwrap();
        let mut keys = vec![Key::Down; choice];
        keys.extend([Key::Enter, Key::Escape, Key::Escape]);
        window.press(&keys).await.unwrap();
        let says =
            "return document.querySelector('[data-testid=\"filter-custom.root_cause\"]')?.textContent ?? ''";
        let fits = async || {
            let said = window.run(says, &[]).await?;
            Ok(said
                .as_str()
                .is_some_and(|said| said.contains("Root cause") && said.contains(chip))
                .then_some(()))
        };
        window.until("a chip says what narrows", fits).await.unwrap();
        rows(left).await;
        click(&window, "clear-filters").await;
        window.until_gone("[data-testid=active-filters]").await.unwrap();
        rows(2).await;
    }
    window.close().await.unwrap();

    let window = machine.open().await;
    go(&window, "board", "board").await;
    window.find(&card_in("resolved", &id)).await.unwrap();
    go(&window, "list", "list").await;
    window.find(cell).await.unwrap();
    go(&window, &format!("ticket/{id}"), "custom-root_cause").await;
    let shown = window.by_testid("custom-root_cause").await.unwrap();
    assert_eq!(shown.attribute("data-value").await.unwrap().as_deref(), Some("software"));
    window.close().await.unwrap();
}

#[tokio::test]
async fn fields_can_be_made_and_filled_in_by_everybody_in_the_smallest_window() {
    let machine = Machine::new();
    let window = smallest(&machine).await;
    go(&window, "settings/fields", "field-row").await;
    look(&window, "settings/fields").await;
    tab_through(&window, "settings/fields").await;
    window.find("[data-field=cause]").await.unwrap().focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.by_testid("field-dialog").await.unwrap();
    look(&window, "a field with choices").await;
    tab_through(&window, "a field with choices").await;
    window.press(&[Key::Escape]).await.unwrap();
    window.until_gone("[role=dialog]").await.unwrap();

    go(&window, "board", "board").await;
    window.press(&[Key::Letter('c')]).await.unwrap();
    window.by_testid("new-ticket-fields").await.unwrap();
    look(&window, "a new ticket with fields").await;
    window.press(&[Key::Escape]).await.unwrap();
    window.until_gone("[role=dialog]").await.unwrap();

    let (_, id) = first_card(&window, "new").await;
    rpc(
        &window,
        "ticket_set",
        json!({ "tickets": [id], "fields": { "type": "incident", "custom.cause": null } }),
    )
    .await;
    go(&window, &format!("ticket/{id}"), "ticket").await;
    // What a ticket is stands beside it only where there is room.
    if window.find_now("[data-testid=custom-cause]").await.unwrap().is_none() {
        click(&window, "details").await;
    }
    window.by_testid("custom-cause").await.unwrap();
    look(&window, "a ticket with fields").await;
    window.press(&[Key::Letter('e')]).await.unwrap();
    window.by_testid("fill-dialog").await.unwrap();
    look(&window, "what has to be filled in").await;
    window.close().await.unwrap();
}
