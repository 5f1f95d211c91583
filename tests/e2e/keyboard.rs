//! The desk without a pointer: the focus is always somewhere, can be seen, and every corner is reached by keys.

use crate::world::{Machine, first_card, rpc, write_ticket};
use serde_json::{Value, json};
use testkit::webdriver::{Key, Window, testid};

/// Where the focus is, and whether it can be seen: a ring, or a mark of the element's own, inside of the window.
const FOCUSED: &str = "
    const at = document.activeElement;
    if (at === null || at === document.body) return { lost: true };
    const box = at.getBoundingClientRect();
    const inside = box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight;
    return { lost: false, seen: inside && at.matches(':focus-visible'), what: at.outerHTML.slice(0, 160),
        id: at.dataset.testid ?? '', tag: at.tagName.toLowerCase() };";

async fn focus(window: &Window) -> Value {
    window.run(FOCUSED, &[]).await.unwrap()
}

/// Waits until the focus is on what a selector names, and can be seen there.
async fn until_at(window: &Window, selector: &str, when: &str) {
    let promise = format!("{when}, `{selector}` has the focus and shows it");
    let script = "return document.activeElement?.matches(arguments[0]) === true";
    let looked = window
        .until(&promise, async || {
            let there = window.run(script, &[json!(selector)]).await? == json!(true);
            Ok((there && focus(window).await["seen"] == json!(true)).then_some(()))
        })
        .await;
    if let Err(error) = looked {
        panic!("{error:#}; it is on {}", focus(window).await);
    }
}

async fn press(window: &Window, keys: &str) {
    let keys: Vec<Key> = keys.chars().map(Key::Letter).collect();
    window.press(&keys).await.unwrap();
}

#[tokio::test]
async fn the_focus_is_never_nowhere() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    until_at(&window, "[data-testid=card]", "at the start").await;

    // Screens that come take it.
    press(&window, "gs").await;
    until_at(&window, "[data-testid=tile-breached]", "in the service levels").await;
    window.chord(&[Key::Control, Key::Letter(',')]).await.unwrap();
    until_at(&window, "[aria-current=page][href='#/settings/appearance']", "in the settings").await;
    // A section of the settings is found by its name.
    window.chord(&[Key::Control, Key::Letter('k')]).await.unwrap();
    window.by_testid("palette-input").await.unwrap();
    window.type_text("sla policies").await.unwrap();
    window.find("[data-testid=palette-item][data-item=settings-policies]").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    until_at(&window, "h2", "in the section of the policies").await;
    window.press(&[Key::Tab, Key::Tab, Key::Enter]).await.unwrap();
    until_at(&window, &testid("policy-name"), "in a policy that has just been made").await;

    // Filters and searches keep it, also where they find nothing.
    window.chord(&[Key::Alt, Key::Left]).await.unwrap();
    until_at(&window, "[data-testid=policy-row]", "back among the policies").await;
    for (keys, ticket) in [("gl", "row"), ("gb", "card")] {
        press(&window, keys).await;
        until_at(&window, &testid(ticket), "on the screen").await;
        press(&window, "/").await;
        window.type_text("zzqq").await.unwrap();
        window.press(&[Key::Enter]).await.unwrap();
        window.by_testid("active-filters").await.unwrap();
        window
            .until("a search without a find leaves the focus somewhere", async || {
                Ok((focus(&window).await["lost"] == json!(false)).then_some(()))
            })
            .await
            .unwrap();
        press(&window, "/").await;
        window.press(&[Key::Escape, Key::Escape]).await.unwrap();
        until_at(&window, &testid(ticket), "after the search").await;
    }
}

#[tokio::test]
async fn what_is_done_on_the_board_leaves_the_focus_on_a_card() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    let (_, ticket) = first_card(&window, "new").await;
    until_at(&window, &format!("[data-ticket=\"{ticket}\"]"), "at the start").await;
    window.press(&[Key::Letter('m'), Key::Right, Key::Enter]).await.unwrap();
    until_at(&window, &format!("[data-status=open] [data-ticket=\"{ticket}\"]"), "where it was dropped")
        .await;
    window.chord(&[Key::Control, Key::Letter('z')]).await.unwrap();
    window.find(&format!("[data-status=new] [data-ticket=\"{ticket}\"]")).await.unwrap();
    until_at(&window, &testid("card"), "after it was taken back").await;
    window.close().await.unwrap();

    // The first card of a column that was empty.
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    until_at(&window, "[data-column=new]", "on an empty board").await;
    write_ticket(&window, "The first").await;
    until_at(&window, &testid("card"), "with the first card").await;
}

#[tokio::test]
async fn what_does_not_fit_into_a_day_is_opened_by_keys() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    let noon = window.run("return new Date().setHours(12, 0, 0, 0)", &[]).await.unwrap();
    for n in 1..=9 {
        let made = rpc(&window, "ticket_new", json!({ "subject": format!("Visit {n}") })).await;
        let due = json!({ "tickets": [made["id"]], "fields": { "due": noon } });
        rpc(&window, "ticket_set", due).await;
    }
    window.run("location.hash = '#/calendar/week?whose=all'", &[]).await.unwrap();
    window.find(".crowd").await.unwrap();
    until_at(&window, "[data-stop]", "in the calendar").await;
    window
        .until("J walks to what stands for the others", async || {
            window.press(&[Key::Letter('j')]).await?;
            Ok(window.find_now(".crowd:focus").await?.map(drop))
        })
        .await
        .unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    until_at(&window, "[data-row]", "in the list of the others").await;
    window.press(&[Key::Enter]).await.unwrap();
    window.by_testid("ticket").await.unwrap();
}

#[tokio::test]
async fn twice_the_size_fits_and_quitting_quits() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    for _ in 0..10 {
        window.chord(&[Key::Control, Key::Letter('=')]).await.unwrap();
    }
    window
        .until("the zoom is at twice the size", async || {
            let scale = window
                .run("return getComputedStyle(document.documentElement).getPropertyValue('--scale')", &[]);
            Ok((scale.await?.as_str() == Some("2")).then_some(()))
        })
        .await
        .unwrap();
    let beyond = "const page = document.documentElement; return [page.scrollWidth - innerWidth, page.scrollHeight - innerHeight]";
    assert_eq!(window.run(beyond, &[]).await.unwrap(), json!([0, 0]), "the frame fits at twice the size");
    until_at(&window, &testid("card"), "at twice the size").await;

    let program = format!("/proc/{}/exe", window.process_id().unwrap());
    // The window is gone before the driver can answer.
    window.chord(&[Key::Control, Key::Letter('q')]).await.ok();
    window
        .until("Tern has ended", async || Ok((!std::path::Path::new(&program).exists()).then_some(())))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_setting_is_found_by_its_words_and_takes_the_focus() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    window.chord(&[Key::Control, Key::Letter(',')]).await.unwrap();
    until_at(&window, "main [aria-current=page]", "in the settings").await;
    press(&window, "/").await;
    until_at(&window, "[data-testid=settings-find]", "after the key that looks for something").await;
    window.type_text("quiet").await.unwrap();
    window.find(&format!("{}[aria-selected=true]", testid("settings-found"))).await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    until_at(&window, "[data-testid=quiet-hours]", "at the setting that was asked for").await;
    // It answers to the keys at once.
    window.press(&[Key::Space]).await.unwrap();
    window.find("[data-testid=quiet-hours][aria-checked=true]:focus").await.unwrap();

    // From another screen the palette leads to the same place.
    press(&window, "gb").await;
    window.by_testid("board").await.unwrap();
    window.chord(&[Key::Control, Key::Letter('k')]).await.unwrap();
    window.by_testid("palette-input").await.unwrap();
    window.type_text("settings density").await.unwrap();
    window.find("[data-item='settings-appearance-settings.density'][aria-selected=true]").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    until_at(&window, "[data-line=Density] input:checked", "at the setting that the palette found").await;
}
