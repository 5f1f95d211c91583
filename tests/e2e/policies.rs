//! A policy made by hand, without a pointer: condition, targets, a step, its place, what it does, and then it holds.

use crate::world::{Machine, rpc};
use serde_json::{Value, json};
use testkit::webdriver::{Key, Window, testid};

const NAME: &str = "Urgent within two hours";

/// Gives a control the focus, as Tab does, and presses Enter.
async fn press_on(window: &Window, selector: &str) {
    window.find(selector).await.unwrap().focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
}

/// Writes into a field in place of what it holds.
async fn write_over(window: &Window, selector: &str, text: &str) {
    window.find(&format!("{selector}:focus")).await.unwrap();
    window.chord(&[Key::Control, Key::Letter('a')]).await.unwrap();
    window.type_text(text).await.unwrap();
}

/// Takes the row of the open menu that what is typed finds.
async fn take(window: &Window, letters: &str) {
    window.find("[data-row]").await.unwrap();
    window.type_text(letters).await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
}

async fn text_of(window: &Window, selector: &str) -> String {
    let text = window.find(selector).await.unwrap().property("textContent").await.unwrap();
    text.as_str().unwrap().to_owned()
}

async fn until_text(window: &Window, selector: &str, says: &str) {
    let promise = format!("`{selector}` says `{says}`");
    let says = async || Ok(text_of(window, selector).await.contains(says).then_some(()));
    window.until(&promise, says).await.unwrap();
}

/// The names of the policies in the order in which they are asked.
async fn order(window: &Window) -> Vec<String> {
    let names = "return [...document.querySelectorAll('[data-testid=policy-row] .name')].map((name) => name.textContent)";
    let names = window.run(names, &[]).await.unwrap();
    names.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

async fn until_first(window: &Window, name: &str) {
    let promise = format!("{name} is asked first");
    let first = async || Ok((order(window).await.first().map(String::as_str) == Some(name)).then_some(()));
    window.until(&promise, first).await.unwrap();
}

/// The open tickets of this priority, as the list counts them.
async fn open_urgent(window: &Window) -> Value {
    let filter = json!({ "priorities": ["urgent"], "categories": ["new", "open", "waiting", "on_hold"] });
    let query = json!({ "filter": filter, "sort": "number", "descending": false, "from": 0, "count": 200 });
    rpc(window, "ticket_list", query).await
}

#[tokio::test]
async fn a_policy_is_made_by_keyboard_from_its_name_to_the_tickets_that_it_holds_for() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    let urgent = open_urgent(&window).await;
    let count = urgent["total"].as_i64().unwrap();
    assert!(count > 1, "the sample has urgent tickets");
    window.run("location.hash = '#/settings/policies'", &[]).await.unwrap();
    let usual = order_of_one(&window).await;

    press_on(&window, &testid("policy-add")).await;
    write_over(&window, &testid("policy-name"), NAME).await;
    press_on(&window, &testid("condition-add")).await;
    take(&window, "pri").await;
    press_on(&window, "[data-testid=condition][data-aspect=priorities] .values").await;
    take(&window, "urg").await;
    window.press(&[Key::Escape]).await.unwrap();
    until_text(&window, "[data-testid=condition] .values", "Urgent").await;
    for (metric, target) in [("first_response", "15m"), ("resolution", "2h")] {
        let cell = testid(&format!("target-urgent-{metric}"));
        window.find(&cell).await.unwrap().focus().await.unwrap();
        write_over(&window, &cell, target).await;
        window.press(&[Key::Tab]).await.unwrap();
    }
    press_on(&window, &testid("step-add")).await;
    window.find("[data-testid=step] [data-do=notify]").await.unwrap();

    // Tried before it is saved: for what is urgent it holds, for the rest the usual one does.
    press_on(&window, &testid("simulate")).await;
    until_text(&window, &testid("simulated-policy"), &usual).await;
    press_on(&window, &testid("simulate-priority")).await;
    take(&window, "urg").await;
    until_text(&window, &testid("simulated-policy"), NAME).await;
    let strip = window.find("[data-testid=simulator] [role=img]").await.unwrap();
    let said = strip.attribute("aria-label").await.unwrap().unwrap_or_default();
    assert!(said.contains("First response") && said.contains("Resolution"), "{said}");
    window.press(&[Key::Escape]).await.unwrap();
    window.until_gone(&testid("simulator")).await.unwrap();

    // It was put first, goes behind the usual one, and before it again.
    press_on(&window, &testid("policy-back")).await;
    until_first(&window, NAME).await;
    window.find("[data-testid=policy-row]:focus").await.unwrap();
    window.chord(&[Key::Alt, Key::Down]).await.unwrap();
    until_first(&window, &usual).await;
    window.chord(&[Key::Alt, Key::Up]).await.unwrap();
    until_first(&window, NAME).await;
    until_text(&window, "[data-testid=policy-row]", &format!("{count} open tickets")).await;
    window.find("[data-testid=impact][data-waiting=false]").await.unwrap();
    let touched = text_of(&window, &testid("impact-touched")).await;
    let (first, _) = touched.strip_prefix("Affects ").unwrap().split_once(' ').unwrap();
    let affected: i64 = first.parse().unwrap();
    assert!(0 < affected && affected <= count, "{touched}, of which {count} are urgent");

    press_on(&window, &testid("draft-save")).await;
    window.until_gone(&testid("save-bar")).await.unwrap();
    let kept = rpc(&window, "policy_list", json!({})).await;
    let kept = &kept["policies"][0];
    assert_eq!((&kept["name"], &kept["when"]["priorities"]), (&json!(NAME), &json!(["urgent"])), "{kept}");
    let targets = &kept["targets"]["urgent"];
    assert_eq!((&targets["first_response"], &targets["resolution"]), (&json!(15), &json!(120)), "{kept}");
    assert_eq!(kept["escalation"][0]["actions"][0]["do"], "notify", "{kept}");
    // Open tickets are counted again behind one's back.
    let dues = |page: &Value| -> Vec<Value> {
        page["rows"].as_array().unwrap().iter().map(|row| row["clock"]["due"].clone()).collect()
    };
    let before = dues(&urgent);
    window
        .until("urgent tickets are due at other times", async || {
            Ok((dues(&open_urgent(&window).await) != before).then_some(()))
        })
        .await
        .unwrap();
}

/// The name of the only policy of the sample.
async fn order_of_one(window: &Window) -> String {
    window.by_testid("policy-row").await.unwrap();
    let all = order(window).await;
    assert_eq!(all.len(), 1, "{all:?}");
    all[0].clone()
}
