//! Finding, first assessment, calls, figures and what tickets begin with: usable by everybody in the smallest window.

use crate::screens::{go, look, smallest, tab_through};
use crate::world::{Machine, first_card, rpc};
use serde_json::json;
use testkit::webdriver::{Key, Window, testid};

/// Looks at a screen as it stands, then goes through it.
async fn use_it(window: &Window, screen: &str) {
    window.until_gone("[aria-busy=true], [data-reading=true]").await.unwrap();
    look(window, screen).await;
    tab_through(window, screen).await;
}

async fn focused(window: &Window, id: &str) {
    window.find(&format!("{}:focus", testid(id))).await.unwrap();
}

async fn leave(window: &Window, id: &str) {
    window.press(&[Key::Escape]).await.unwrap();
    window.until_gone(&testid(id)).await.unwrap();
}

#[tokio::test]
async fn what_is_searched_and_assessed_can_be_used_by_everybody_in_the_smallest_window() {
    let machine = Machine::new();
    let window = smallest(&machine).await;
    go(&window, "search", "search-input").await;
    use_it(&window, "search before anything is asked").await;
    window.by_testid("search-input").await.unwrap().focus().await.unwrap();
    window.type_text("status:open").await.unwrap();
    window.find("[data-testid=search-result]").await.unwrap();
    use_it(&window, "what was found").await;
    window.by_testid("search-input").await.unwrap().focus().await.unwrap();
    window.chord(&[Key::Control, Key::Letter('a')]).await.unwrap();
    window.type_text("prio:hihg zzzz").await.unwrap();
    window.by_testid("search-mistakes").await.unwrap();
    use_it(&window, "nothing found, and a mistake in the line").await;

    go(&window, "triage", "triage").await;
    use_it(&window, "first assessment").await;
    window.close().await.unwrap();
}

#[tokio::test]
async fn figures_and_the_reports_that_one_makes_can_be_used_by_everybody_in_the_smallest_window() {
    let machine = Machine::new();
    let window = smallest(&machine).await;
    go(&window, "dashboard", "tile-opened").await;
    window.by_testid("chart-volume").await.unwrap();
    use_it(&window, "the dashboard").await;
    window.run("document.activeElement?.blur()", &[]).await.unwrap();
    window.press(&[Key::Letter('t')]).await.unwrap();
    window.find("[data-testid=chart-volume] table").await.unwrap();
    use_it(&window, "the dashboard as tables").await;
    window.run("document.activeElement?.blur()", &[]).await.unwrap();
    window.press(&[Key::Letter('d')]).await.unwrap();
    focused(&window, "dates-first").await;
    look(&window, "days of one's own").await;
    tab_through(&window, "days of one's own").await;
    leave(&window, "dates-first").await;
    go(&window, "report", "report").await;
    use_it(&window, "a report of one's own").await;
    window.close().await.unwrap();
}

#[tokio::test]
async fn calls_and_templates_can_be_used_by_everybody_in_the_smallest_window() {
    let machine = Machine::new();
    let window = smallest(&machine).await;
    let (_, ticket) = first_card(&window, "open").await;
    window.chord(&[Key::Shift, Key::Letter('p')]).await.unwrap();
    focused(&window, "call-caller").await;
    look(&window, "a call").await;
    tab_through(&window, "a call").await;
    leave(&window, "call-sheet").await;

    let fills = json!({
        "subject": "New colleague", "description": "For {{requester.name}}", "type": "request",
        "tags": ["onboarding"], "checklist": "Account\nLaptop",
    });
    rpc(&window, "template_save", json!({ "name": "Somebody begins", "fills": fills })).await;
    go(&window, "settings/templates", "template-row").await;
    use_it(&window, "the list of templates").await;
    window.by_testid("template-row").await.unwrap().click().await.unwrap();
    window.by_testid("template-form").await.unwrap();
    use_it(&window, "a template").await;
    let steps = json!({ "checklist": "Call {{requester.name}}\nPack", "status": "in_progress" });
    rpc(&window, "macro_save", json!({ "name": "A visit", "steps": steps })).await;
    go(&window, &format!("ticket/{ticket}"), "composer").await;
    window.press(&[Key::Letter('\\')]).await.unwrap();
    focused(&window, "macro-find").await;
    window.type_text("visit").await.unwrap();
    window.by_testid("macro-items").await.unwrap();
    look(&window, "a macro that adds to the checklist").await;
    window.close().await.unwrap();
}
