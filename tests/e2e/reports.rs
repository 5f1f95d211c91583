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
async fn days_of_ones_own_are_chosen_by_keyboard_and_their_numbers_open_their_tickets() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    press(&window, "gd").await;
    window.by_testid("tile-opened").await.unwrap();
    press(&window, "d").await;
    window.find(&format!("{}:focus", testid("dates-first"))).await.unwrap();
    // The order of the two is looked at before anything is counted.
    let write = "const field = document.querySelector(`[data-testid=${arguments[0]}]`);
        field.value = arguments[1]; field.dispatchEvent(new InputEvent('input', { bubbles: true }));";
    window.run(write, &[json!("dates-last"), json!("2020-01-01")]).await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.find(&format!("{}:focus", testid("dates-last"))).await.unwrap();
    assert!(
        window.by_testid("dates-dialog").await.unwrap().text().await.unwrap().contains("before the first")
    );

    window.by_testid("dates-last_month").await.unwrap().focus().await.unwrap();
    window.press(&[Key::Space]).await.unwrap();
    let days = window.run("return ['first', 'last'].map((one) => document.querySelector(`[data-testid=dates-${one}]`).value)", &[]).await.unwrap();
    window.by_testid("dates-show").await.unwrap().focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    let address =
        format!("#/dashboard?from={}&until={}", days[0].as_str().unwrap(), days[1].as_str().unwrap());
    window
        .until("the address has the days", async || {
            Ok((window.run("return location.hash", &[]).await? == json!(address)).then_some(()))
        })
        .await
        .unwrap();
    window.find(&format!("{}[aria-pressed=true]", testid("dashboard-dates"))).await.unwrap();
    window.find("[data-testid^=tile-]:focus").await.unwrap();
    // The numbers of the days before stand until those of the new days are there.
    window.find("[role=group][aria-busy=false]").await.unwrap();
    let tile = window.by_testid("tile-opened").await.unwrap();
    let value: i64 = tile.attribute("data-value").await.unwrap().unwrap().parse().unwrap();
    tile.focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window
        .until("the list holds what was opened then", async || {
            Ok((listed(&window).await == json!(value)).then_some(()))
        })
        .await
        .unwrap();
    window.chord(&[Key::Alt, Key::Left]).await.unwrap();
    window.by_testid("dashboard").await.unwrap();
    assert_eq!(window.run("return location.hash", &[]).await.unwrap(), json!(address));
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

#[tokio::test]
async fn a_report_is_put_together_by_keyboard_kept_and_there_after_a_restart() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    press(&window, "gr").await;
    // The measure: open tickets, which have no past; then by priority.
    for (field, digit, choice) in [("report-measure", '1', "open"), ("report-by", '9', "priority")] {
        window.by_testid(field).await.unwrap().focus().await.unwrap();
        window.press(&[Key::Enter]).await.unwrap();
        window.find("[role=listbox]").await.unwrap();
        window.press(&[Key::Letter(digit)]).await.unwrap();
        window.find(&format!("[data-testid={field}][data-value={choice}]")).await.unwrap();
    }
    let open = rpc(
        &window,
        "report_run",
        json!({ "asked": { "measure": "open", "by": "priority", "span": "month" }, "zone": "UTC" }),
    )
    .await;
    let total = open["total"]["value"].clone();
    window.find(&format!("[data-testid=report-total][data-value='{total}']")).await.unwrap();
    let bars =
        window.run("return document.querySelectorAll('[data-testid=chart-report] li').length", &[]).await;
    assert_eq!(bars.unwrap(), json!(open["rows"].as_array().unwrap().len()));
    window.chord(&[Key::Control, Key::Letter('s')]).await.unwrap();
    window.by_testid("report-name").await.unwrap();
    window.chord(&[Key::Control, Key::Letter('a')]).await.unwrap();
    window.type_text("Monday round").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    let titled = async |window: &Window| {
        let title = "return [...document.querySelectorAll('h1')].some((one) => one.textContent.includes('Monday round'))";
        Ok((window.run(title, &[]).await? == json!(true)).then_some(()))
    };
    window.until("the report has its name", async || titled(&window).await).await.unwrap();
    window.close().await.unwrap();

    let window = machine.open_sample().await;
    let kept = rpc(&window, "report_list", json!({})).await;
    assert_eq!((&kept[0]["name"], &kept[0]["asked"]["by"]), (&json!("Monday round"), &json!("priority")));
    let id = kept[0]["id"].as_str().unwrap();
    window.run(&format!("location.hash = '#/report?report={id}'"), &[]).await.unwrap();
    window.until("the report opens by its name", async || titled(&window).await).await.unwrap();
    // T shows the numbers as a table; a number opens its tickets.
    press(&window, "t").await;
    let first = window.find("[data-testid=chart-report] td a").await.unwrap();
    let count: i64 = first.text().await.unwrap().trim().parse().unwrap();
    first.focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window
        .until("the list holds the tickets of the number", async || {
            Ok((listed(&window).await == json!(count)).then_some(()))
        })
        .await
        .unwrap();
}
