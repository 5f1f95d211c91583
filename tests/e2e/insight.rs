//! What a key opens is in sight, and what one began to write is found again after a kill.

use crate::world::{Machine, open_first, rpc, write_ticket};
use serde_json::json;
use testkit::webdriver::{Key, Window, testid};

/// Waits until what a selector finds lies in the window, whole.
async fn in_sight(window: &Window, selector: &str) {
    let script = "const found = document.querySelector(arguments[0]);
        if (found === null) return false;
        const { top, bottom, left, right } = found.getBoundingClientRect();
        const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return top >= 0 && bottom <= innerHeight && over !== null && (found.contains(over) || over.contains(found));";
    let lies = async || Ok((window.run(script, &[json!(selector)]).await? == json!(true)).then_some(()));
    window.until(&format!("`{selector}` is in sight"), lies).await.unwrap();
}

#[tokio::test]
async fn what_a_key_opens_in_the_properties_is_in_sight() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    open_first(&window, "new").await;
    // The form of a time spent is the last but one of the panel, below the edge of the window.
    window.press(&[Key::Letter('v')]).await.unwrap();
    window.find(&format!("{}:focus", testid("time-span"))).await.unwrap();
    in_sight(&window, &testid("time-span")).await;
    in_sight(&window, &testid("time-add")).await;
    window.press(&[Key::Escape]).await.unwrap();
    window.until_gone(&testid("time-span")).await.unwrap();
    // And its tags are above it now.
    window.press(&[Key::Letter('t')]).await.unwrap();
    window.find("#menu-list").await.unwrap();
    in_sight(&window, "[aria-controls=menu-list]").await;
}

#[tokio::test]
async fn the_sidebar_leads_to_a_sentence_that_a_kill_cut_off() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    write_ticket(&window, "Router").await;
    window.find("[data-testid=card]:focus").await.unwrap();
    assert!(window.find_now(&testid("drafts")).await.unwrap().is_none(), "nothing is begun");
    window.press(&[Key::Enter]).await.unwrap();
    window.by_testid("composer").await.unwrap();
    window.press(&[Key::Letter('r')]).await.unwrap();
    window.find("[data-testid=composer] textarea:focus").await.unwrap();
    window.type_text("The switch was").await.unwrap();
    window.find(&format!("{}[data-count='1']", testid("drafts"))).await.unwrap();
    // What the hands wrote since the draft was first kept is kept within a second.
    let tickets = rpc(&window, "draft_tickets", json!({})).await;
    let pick = json!({ "ticket": tickets[0], "kind": "reply" });
    let kept =
        async || Ok((rpc(&window, "draft_get", pick.clone()).await == json!("The switch was")).then_some(()));
    window.until("the whole sentence is kept", kept).await.unwrap();
    // Dropping a window kills its program without a word.
    drop(window);

    let window = machine.open().await;
    let drafts = window.by_testid("drafts").await.unwrap();
    drafts.focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.find("[data-index='0']:focus").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    let composer = window.find("[data-testid=composer] textarea").await.unwrap();
    let written = async || {
        let value = composer.property("value").await?;
        Ok((value == json!("The switch was")).then_some(()))
    };
    window.until("the sentence is there", written).await.unwrap();
}
