//! The pictures of README and docs: each main screen as the real window draws it, in both themes, into the folder of
//! what runs leave behind; `docs/testing.md` says how they come from there into `docs/images`.

use crate::screens::{go, wear};
use crate::world::{Machine, first_card};
use serde_json::json;
use testkit::webdriver::Window;

/// A screen by the name of its pictures, its place, and what is there when it is drawn.
const SCREENS: [(&str, &str, &str); 9] = [
    ("board", "board", "card"),
    ("list", "list", "row"),
    ("search", "search?q=printer", "search-result"),
    ("triage", "triage", "triage-priority"),
    ("calendar", "calendar", "calendar-item"),
    ("visits", "visits", "visits"),
    ("dashboard", "dashboard", "chart-volume"),
    ("service", "service", "service"),
    ("settings", "settings/policies", "policy-row"),
];

#[tokio::test]
async fn the_main_screens_are_drawn_in_the_light_and_in_the_dark() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    let (_, ticket) = first_card(&window, "in_progress").await;
    for (name, place, hook) in SCREENS {
        go(&window, place, hook).await;
        pictured(&window, name).await;
    }
    go(&window, &format!("ticket/{ticket}"), "ticket").await;
    pictured(&window, "ticket").await;
    window.close().await.unwrap();
}

async fn pictured(window: &Window, name: &str) {
    window.until_gone("[aria-busy=true], [data-reading=true]").await.unwrap();
    let mut brightness = Vec::new();
    for theme in ["light", "dark"] {
        wear(window, theme).await;
        window.run("document.activeElement?.blur()", &[]).await.unwrap();
        // Two frames: what the theme changed is painted after the second.
        let painted =
            "const [done] = arguments; requestAnimationFrame(() => requestAnimationFrame(() => done(true)))";
        assert_eq!(window.run_async(painted, &[]).await.unwrap(), json!(true));
        let file = testkit::leavings().join("pictures").join(format!("{name}-{theme}.png"));
        brightness.push(window.picture(&file).await.unwrap());
    }
    assert!(
        brightness[0] > 0.75 && brightness[1] < 0.35,
        "{name}: light and dark are as bright as {brightness:?}"
    );
}
