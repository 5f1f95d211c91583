//! The desk in another language: chosen by keyboard, kept across a restart, spoken by notifications, too; and every
//! main screen from right to left and with longer words, in a small window.

use crate::world::{Machine, click, first_card, rpc};
use serde_json::json;
use testkit::webdriver::{Key, Window, testid};

/// A small window; `tauri.conf.json` allows one of 480 by 560, at which `narrow.spec.ts` looks.
const SMALLEST: (u32, u32) = (800, 560);

/// What stands beyond the sides of the window or of the box around it, unless that box can be scrolled.
const BEYOND: &str = "
    const page = document.documentElement;
    const scrolls = (node) => ['auto', 'scroll'].includes(getComputedStyle(node).overflowX);
    const inside = (node) => {
        for (let at = node.parentElement; at !== null; at = at.parentElement) if (scrolls(at) && at.scrollWidth > at.clientWidth) return true;
        return false;
    };
    const beyond = [...document.querySelectorAll('button, a, input, textarea, select, h1, h2, h3')]
        .filter((node) => !node.matches('.visually-hidden') && !inside(node))
        .filter((node) => {
            const box = node.getBoundingClientRect();
            return box.width > 0 && box.height > 0 && (box.left < -1 || box.right > innerWidth + 1);
        })
        .map((node) => node.outerHTML.slice(0, 160));
    return { page: page.scrollWidth - innerWidth, beyond };";

async fn text(window: &Window, selector: &str) -> String {
    window.find(selector).await.unwrap().text().await.unwrap()
}

async fn go(window: &Window, place: &str, hook: &str) {
    window.run("location.hash = arguments[0]", &[json!(format!("#/{place}"))]).await.unwrap();
    window.by_testid(hook).await.unwrap();
}

async fn until_page(window: &Window, attribute: &str, value: &str) {
    window.find(&format!("html[{attribute}={value}]")).await.unwrap();
}

/// Chooses German as somebody does who has no mouse.
async fn choose_german(window: &Window) {
    window.chord(&[Key::Control, Key::Letter(',')]).await.unwrap();
    window.by_testid("language").await.unwrap();
    let on = "return document.activeElement.closest('[data-testid=language]') !== null";
    let mut presses = 0;
    while window.run(on, &[]).await.unwrap() != json!(true) {
        presses += 1;
        assert!(presses < 40, "Tab reaches the languages");
        window.press(&[Key::Tab]).await.unwrap();
    }
    window.press(&[Key::Right, Key::Right]).await.unwrap();
    until_page(window, "lang", "de").await;
}

/// The main words of the board and of a ticket are German, and none of them waits for a restart.
async fn speaks_german(window: &Window) {
    go(window, "board", "board").await;
    assert_eq!(window.run("return document.title", &[]).await.unwrap(), json!("Board – Tern"));
    let button = "return document.querySelector('[data-testid=new-ticket]').textContent";
    let button = window.run(button, &[]).await.unwrap();
    assert!(button.as_str().unwrap().contains("Neues Ticket"), "{button}");
    let names = window.run("return document.querySelector('nav').textContent", &[]).await.unwrap();
    for name in ["Kalender", "Benachrichtigungen", "Einstellungen"] {
        assert!(names.as_str().unwrap().contains(name), "{name} is in the sidebar: {names}");
    }
    let (_, ticket) = first_card(window, "open").await;
    go(window, &format!("ticket/{ticket}"), "ticket").await;
    window.by_testid("composer").await.unwrap();
    let page = "return document.querySelector('[data-testid=ticket]').textContent";
    for word in ["Priorität", "Zuständig", "Kategorie", "Antwort"] {
        window
            .until(&format!("a ticket says {word}"), async || {
                let said = window.run(page, &[]).await?;
                Ok(said.as_str().is_some_and(|said| said.contains(word)).then_some(()))
            })
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn german_is_chosen_by_keyboard_and_spoken_after_a_restart() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    choose_german(&window).await;
    assert_eq!(text(&window, "h1").await, "Einstellungen");
    speaks_german(&window).await;
    window
        .until("the desk keeps the choice, and what is spoken", async || {
            let kept = rpc(&window, "preference_get", json!({ "name": "window" })).await;
            let spoken = rpc(&window, "preference_get", json!({ "name": "language" })).await;
            Ok((kept["language"] == "de" && spoken == "de").then_some(()))
        })
        .await
        .unwrap();
    rpc(&window, "window_notify_test", json!({})).await;
    let shown = machine.desktop.notifications().unwrap();
    let told = shown.iter().find(|one| one.summary == "Benachrichtigungen funktionieren");
    let told = told.unwrap_or_else(|| panic!("a notification in German: {shown:?}"));
    assert!(told.actions.iter().any(|(_, label)| label == "Öffnen"), "with German buttons: {told:?}");
    window.close().await.unwrap();

    let window = machine.open_sample().await;
    until_page(&window, "lang", "de").await;
    speaks_german(&window).await;
    window.close().await.unwrap();
}

/// Every main screen, with what shows that it is there.
const SCREENS: [(&str, &str); 11] = [
    ("board", "board"),
    ("list", "list"),
    ("calendar/week?whose=all", "calendar"),
    ("calendar/month?whose=all", "calendar"),
    ("calendar/agenda?whose=all", "calendar"),
    ("service", "service"),
    ("notifications", "notifications"),
    ("settings", "language"),
    ("settings/notifications", "notify-test"),
    ("settings/policies", "policy-row"),
    ("settings/hours", "calendar-form"),
];

#[tokio::test]
async fn no_screen_breaks_from_right_to_left_or_with_longer_words() {
    let machine = Machine::new();
    let (width, height) = SMALLEST;
    std::fs::create_dir_all(machine.data()).unwrap();
    let state = json!({ "main": {
        "width": width, "height": height, "x": 0, "y": 0, "prev_x": 0, "prev_y": 0,
        "maximized": false, "visible": true, "decorated": true, "fullscreen": false,
    } });
    std::fs::write(machine.data().join("window.json"), state.to_string()).unwrap();
    let mut window = machine.open_sample().await;
    let (_, ticket) = first_card(&window, "open").await;
    for (language, direction) in [("ar-XB", "rtl"), ("en-XA", "ltr"), ("de", "ltr")] {
        rpc(&window, "preference_put", json!({ "name": "window", "value": { "language": language } })).await;
        // Begun again, and not only its page: the driver may lose a page that is loaded once more.
        window.close().await.unwrap();
        window = machine.open_sample().await;
        until_page(&window, "lang", language).await;
        until_page(&window, "dir", direction).await;
        let own = [(format!("ticket/{ticket}"), "composer")];
        let screens = SCREENS.iter().map(|(place, hook)| ((*place).to_owned(), *hook));
        for (place, hook) in screens.chain(own) {
            go(&window, &place, hook).await;
            fits(&window, &format!("{place} in {language}")).await;
        }
        go(&window, "board", "board").await;
        click(&window, "new-ticket").await;
        window.by_testid("new-ticket-subject").await.unwrap();
        fits(&window, &format!("a new ticket in {language}")).await;
        window.press(&[Key::Escape]).await.unwrap();
        window.until_gone(&testid("new-ticket-subject")).await.unwrap();
    }
    window.close().await.unwrap();
}

async fn fits(window: &Window, what: &str) {
    let found = window.run(BEYOND, &[]).await.unwrap();
    assert_eq!(found, json!({ "page": 0, "beyond": [] }), "{what} fits into the window: {found:#}");
}
