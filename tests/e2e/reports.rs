//! The dashboard and saved views in the real window: numbers open their tickets, and what one looks for has a name.

use crate::world::{Machine, rpc};
use serde_json::{Value, json};
use testkit::webdriver::{Key, Window, testid};

async fn press(window: &Window, keys: &str) {
    let keys: Vec<Key> = keys.chars().map(Key::Letter).collect();
    window.press(&keys).await.unwrap();
}

/// How many tickets the list says that it has.
async fn listed(window: &Window) -> Value {
    let script = "return Number(document.querySelector('[data-testid=list]')?.dataset.total ?? -1)";
    window.run(script, &[]).await.unwrap()
}

#[tokio::test]
async fn a_number_of_the_dashboard_opens_its_tickets_by_keyboard() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    press(&window, "gd").await;
    for measure in ["open", "breached", "resolved"] {
        let tile = window.by_testid(&format!("tile-{measure}")).await.unwrap();
        let value: i64 = tile.attribute("data-value").await.unwrap().unwrap().parse().unwrap();
        assert!(value > 0, "the sample has some: {measure}");
        tile.focus().await.unwrap();
        window.press(&[Key::Enter]).await.unwrap();
        window
            .until(&format!("the list holds the {value} of {measure}"), async || {
                Ok((listed(&window).await == json!(value)).then_some(()))
            })
            .await
            .unwrap();
        window.chord(&[Key::Alt, Key::Left]).await.unwrap();
        window.by_testid("dashboard").await.unwrap();
    }
    // Arrows walk over the tiles; T turns every chart into its table.
    window.find(&format!("{}:focus", testid("tile-open"))).await.unwrap();
    window.press(&[Key::Right]).await.unwrap();
    window.find(&format!("{}:focus", testid("tile-breached"))).await.unwrap();
    window.by_testid("chart-volume").await.unwrap();
    assert!(window.find_now("[data-testid=chart-volume] table").await.unwrap().is_none());
    press(&window, "t").await;
    window.find("[data-testid=chart-volume] table").await.unwrap();
    // What it covers is said.
    let covers = window.by_testid("dashboard-coverage").await.unwrap().text().await.unwrap();
    assert!(covers.contains("240"), "{covers}");
}

#[tokio::test]
async fn what_one_looks_for_is_kept_under_a_name_and_counted_beside_it() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    window.run("location.hash = '#/list?priority=urgent'", &[]).await.unwrap();
    window.by_testid("view-add").await.unwrap();
    let urgent =
        rpc(&window, "ticket_list", json!({ "filter": { "priorities": ["urgent"] }, "from": 0, "count": 1 }))
            .await["total"]
            .clone();
    window.chord(&[Key::Control, Key::Letter('s')]).await.unwrap();
    window.by_testid("view-name").await.unwrap();
    window.type_text("On fire").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    let count = "return Number([...document.querySelectorAll('[data-testid=view]')]
        .find((one) => one.textContent.includes('On fire'))?.dataset.count ?? -1);";
    window
        .until("the sidebar has the view with its count", async || {
            Ok((window.run(count, &[]).await? == urgent).then_some(()))
        })
        .await
        .unwrap();
    window.close().await.unwrap();

    // It is there after a restart, and opens what it says.
    let window = machine.open_sample().await;
    let open = "[...document.querySelectorAll('[data-testid=view]')].find((one) => one.textContent.includes('On fire'))?.click();
        return true;";
    window
        .until("the view opens its tickets", async || {
            window.run(open, &[]).await?;
            Ok((listed(&window).await == urgent).then_some(()))
        })
        .await
        .unwrap();
}
