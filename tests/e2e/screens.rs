//! Every screen of service levels and reports in a small window, light and dark, full, empty and broken: nothing that axe
//! finds, nothing cut off, and everything that the keyboard reaches has a name and is in sight.

use crate::world::{Machine, click, first_card, rpc, type_into};
use serde_json::json;
use std::path::Path;
use std::time::Duration;
use testkit::webdriver::{Key, Window};

/// A small window; `tauri.conf.json` allows one of 480 by 560, at which `narrow.spec.ts` looks.
const SMALLEST: (u32, u32) = (800, 560);
/// Presses of Tab on each screen: more than the sidebar and the title row take.
const TABS: usize = 24;

/// What the focus stands on, or why nobody could tell.
const FOCUSED: &str = "
    const at = document.activeElement;
    if (at === null || at === document.body) return { lost: true };
    const box = at.getBoundingClientRect();
    const labelled = (at.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
    const labels = [...(at.labels ?? [])].map((label) => label.textContent).join(' ');
    const name = [at.getAttribute('aria-label') ?? '', labelled, labels, at.textContent, at.getAttribute('placeholder') ?? ''].join(' ').trim();
    const hidden = at.matches('.visually-hidden') ? at.closest('label')?.getBoundingClientRect() : box;
    const seen = hidden !== undefined && hidden.width > 0 && hidden.height > 0
        && hidden.right > 0 && hidden.bottom > 0 && hidden.left < innerWidth && hidden.top < innerHeight;
    return { what: at.outerHTML.slice(0, 160), named: name !== '', seen };";

/// The rules that axe finds broken, with the first of what breaks each.
const VIOLATIONS: &str = "
    const [done] = arguments;
    axe.run(document, { resultTypes: ['violations'] }).then(
        ({ violations }) => done(violations.map(({ id, nodes }) => `${id}: ${nodes.length} such as ${nodes[0].html.slice(0, 200)} (${nodes[0].failureSummary})`)),
        (error) => done([String(error)]),
    );";

pub(crate) fn axe() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// A window of the sample desk, as small as it gets.
pub(crate) async fn smallest(machine: &Machine) -> Window {
    shrink(machine);
    ready(machine.open_sample().await).await
}

/// A window of a desk in which nothing has happened yet, as small as it gets.
async fn smallest_and_empty(machine: &Machine) -> Window {
    shrink(machine);
    ready(machine.open_local("Robin").await).await
}

/// The next window on this machine is as small as it may be.
fn shrink(machine: &Machine) {
    let (width, height) = SMALLEST;
    std::fs::create_dir_all(machine.data()).unwrap();
    let state = json!({ "main": {
        "width": width, "height": height, "x": 0, "y": 0, "prev_x": 0, "prev_y": 0,
        "maximized": false, "visible": true, "decorated": true, "fullscreen": false,
    } });
    std::fs::write(machine.data().join("window.json"), state.to_string()).unwrap();
}

async fn ready(window: Window) -> Window {
    let size = window.run("return [innerWidth, innerHeight]", &[]).await.unwrap();
    assert_eq!(size, json!([SMALLEST.0, SMALLEST.1]), "the window is as small as it was left");
    window.run(&axe(), &[]).await.unwrap();
    window
}

pub(crate) async fn wear(window: &Window, theme: &str) {
    // Without motion: a colour that is on its way from one theme to the other is in neither.
    let script = "Object.assign(document.documentElement.dataset, { theme: arguments[0], motion: 'off' })";
    window.run(script, &[json!(theme)]).await.unwrap();
}

/// Looks at the screen as it stands, in both themes.
pub(crate) async fn look(window: &Window, screen: &str) {
    for theme in ["light", "dark"] {
        wear(window, theme).await;
        let found = window.run_async(VIOLATIONS, &[]).await.unwrap();
        assert_eq!(found, json!([]), "{screen}, {theme}: {found:#}");
    }
    // A window that can be scrolled loses its frame to the first thing that takes the focus further down.
    let beyond = "const page = document.documentElement; return [page.scrollWidth - innerWidth, page.scrollHeight - innerHeight]";
    assert_eq!(window.run(beyond, &[]).await.unwrap(), json!([0, 0]), "{screen} fits into the window");
}

/// Goes through a screen with the key that everybody has.
pub(crate) async fn tab_through(window: &Window, screen: &str) {
    for press in 0..TABS {
        window.press(&[Key::Tab]).await.unwrap();
        let mut at = window.run(FOCUSED, &[]).await.unwrap();
        // What was scrolled out of sight comes back within a moment.
        for _ in 0..20 {
            if at["seen"] != json!(false) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
            at = window.run(FOCUSED, &[]).await.unwrap();
        }
        // Past the last one the focus leaves the page for a moment; the next press brings it back.
        if at["lost"] == json!(true) {
            continue;
        }
        assert_eq!(at["named"], json!(true), "{screen}, after {press}: {at}");
        assert_eq!(at["seen"], json!(true), "{screen}, after {press}: {at}");
    }
}

pub(crate) async fn go(window: &Window, place: &str, hook: &str) {
    window.run("location.hash = arguments[0]", &[json!(format!("#/{place}"))]).await.unwrap();
    window.by_testid(hook).await.unwrap();
}

#[tokio::test]
async fn what_is_due_and_what_was_told_can_be_used_by_everybody_in_the_smallest_window() {
    let machine = Machine::new();
    let window = smallest(&machine).await;
    for view in ["week", "day", "month", "agenda"] {
        go(&window, &format!("calendar/{view}?whose=all"), "calendar").await;
        window.find(&format!("[data-testid=calendar][data-view={view}][data-reading=false]")).await.unwrap();
        look(&window, view).await;
        tab_through(&window, view).await;
    }
    let places = [
        ("visits", "visit"),
        ("notifications", "notifications"),
        ("service", "service"),
        ("dashboard", "chart-topics"),
        ("list?view=mine", "list"),
    ];
    for (place, hook) in places {
        go(&window, place, hook).await;
        look(&window, place).await;
        tab_through(&window, place).await;
    }
    window.close().await.unwrap();
}

#[tokio::test]
async fn boards_that_one_makes_can_be_used_by_everybody_in_the_smallest_window() {
    let machine = Machine::new();
    let window = smallest(&machine).await;
    let columns = rpc(&window, "board_get", json!({})).await["saved"]["columns"].clone();
    let save = async |input| rpc(&window, "board_save", input).await["id"].as_str().unwrap().to_owned();
    let laned = save(json!({ "name": "Who", "columns": columns, "lanes": "assignee" })).await;
    let due = save(json!({ "name": "When", "by": "due", "lanes": "sla" })).await;
    for (name, board) in [("people", &laned), ("due dates", &due)] {
        go(&window, &format!("board/{board}"), "lane").await;
        window.find(&format!("[data-board='{board}'] [data-testid=card]")).await.unwrap();
        look(&window, name).await;
        tab_through(&window, name).await;
    }
    go(&window, &format!("board/{laned}"), "lane").await;
    window.find(&format!("[data-board='{laned}'] [data-testid=card]")).await.unwrap();
    click(&window, "board-more").await;
    window.press(&[Key::Letter('e'), Key::Enter]).await.unwrap();
    window.by_testid("column-row").await.unwrap();
    look(&window, "the editor of a board").await;
    tab_through(&window, "the editor of a board").await;
    window.press(&[Key::Escape]).await.unwrap();
    window.until_gone("[data-testid=board-editor]").await.unwrap();
    go(&window, &format!("board/{laned}?wall=yes"), "wall").await;
    look(&window, "the wall").await;
    window.press(&[Key::Escape]).await.unwrap();
    window.until_gone("[data-testid=wall]").await.unwrap();
    window.close().await.unwrap();
}

#[tokio::test]
async fn what_promises_are_made_of_can_be_edited_by_everybody_in_the_smallest_window() {
    let machine = Machine::new();
    let window = smallest(&machine).await;
    go(&window, "settings/policies", "policy-row").await;
    look(&window, "the list of policies").await;
    tab_through(&window, "the list of policies").await;
    click(&window, "policy-add").await;
    window.by_testid("policy").await.unwrap();
    window.find("[data-testid=impact][data-waiting=false]").await.unwrap();
    look(&window, "a policy and what it would do").await;
    tab_through(&window, "a policy and what it would do").await;
    // The last press of Tab may have left it above what is in sight.
    let simulate = window.by_testid("simulate").await.unwrap();
    window.run("arguments[0].scrollIntoView()", &[simulate.reference()]).await.unwrap();
    simulate.click().await.unwrap();
    window.by_testid("simulated-policy").await.unwrap();
    look(&window, "the simulator").await;
    tab_through(&window, "the simulator").await;
    window.press(&[Key::Escape]).await.unwrap();
    window.until_gone("[data-testid=simulator]").await.unwrap();

    go(&window, "settings/hours", "calendar-form").await;
    look(&window, "business hours").await;
    tab_through(&window, "business hours").await;
    go(&window, "settings/notifications", "notify-test").await;
    look(&window, "what to be told of").await;
    tab_through(&window, "what to be told of").await;

    go(&window, "board", "board").await;
    let card = window.by_testid("card").await.unwrap();
    card.focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.by_testid("ticket").await.unwrap();
    window.press(&[Key::Letter('y')]).await.unwrap();
    window.by_testid("why").await.unwrap();
    look(&window, "why a ticket is due").await;
    tab_through(&window, "why a ticket is due").await;
    window.close().await.unwrap();
}

#[tokio::test]
async fn canned_replies_can_be_used_by_everybody_in_the_smallest_window() {
    let machine = Machine::new();
    let window = smallest(&machine).await;
    let reply = json!({ "name": "Outage known", "body": "We know about {{site}} since {{since}}.", "folder": "Network", "share": { "with": "everybody" } });
    let saved = rpc(&window, "canned_save", reply).await;
    let row = format!("[data-testid=reply-row][data-reply=\"{}\"]", saved["id"].as_str().unwrap());
    rpc(&window, "signature_put", json!({ "text": "Yours, {{agent.first_name}}" })).await;
    let (_, ticket) = first_card(&window, "open").await;
    go(&window, "settings/replies", "reply-row").await;
    look(&window, "the list of canned replies").await;
    tab_through(&window, "the list of canned replies").await;
    window.find(&row).await.unwrap().click().await.unwrap();
    window.by_testid("placeholder-unknown").await.unwrap();
    look(&window, "a canned reply").await;
    tab_through(&window, "a canned reply").await;

    go(&window, &format!("ticket/{ticket}"), "composer").await;
    window.press(&[Key::Letter('r')]).await.unwrap();
    window.find("#composer-text:focus").await.unwrap();
    window.type_text(";outage known").await.unwrap();
    window.by_testid("canned-preview").await.unwrap();
    look(&window, "the choice of canned replies").await;
    window.press(&[Key::Enter]).await.unwrap();
    window.by_testid("composer-gaps").await.unwrap();
    window.by_testid("composer-signature").await.unwrap();
    look(&window, "a reply with gaps").await;
    window.chord(&[Key::Control, Key::Enter]).await.unwrap();
    window.by_testid("gaps").await.unwrap();
    look(&window, "the question about gaps").await;
    tab_through(&window, "the question about gaps").await;
    window.close().await.unwrap();
}

#[tokio::test]
async fn macros_can_be_used_by_everybody_in_the_smallest_window() {
    let machine = Machine::new();
    let window = smallest(&machine).await;
    let (_, ticket) = first_card(&window, "open").await;
    go(&window, "settings/macros", "macro-row").await;
    look(&window, "the list of macros").await;
    tab_through(&window, "the list of macros").await;
    let all = rpc(&window, "macro_list", json!({})).await;
    let waiting =
        all.as_array().unwrap().iter().find(|one| !one["steps"]["snooze"].is_null()).unwrap().clone();
    let row = format!("[data-testid=macro-row][data-macro=\"{}\"]", waiting["id"].as_str().unwrap());
    window.find(&row).await.unwrap().click().await.unwrap();
    window.find("[data-testid=macro-step][data-kind=reply]").await.unwrap();
    window.by_testid("canned-preview").await.unwrap();
    look(&window, "a macro").await;
    tab_through(&window, "a macro").await;

    let steps = json!({ "status": "waiting", "note": "For {{agent.name}}", "reply": "Since {{since}}" });
    rpc(&window, "macro_save", json!({ "name": "With a gap", "steps": steps })).await;
    go(&window, &format!("ticket/{ticket}"), "composer").await;
    window.press(&[Key::Letter('\\')]).await.unwrap();
    window.find("[data-testid=macro-find]:focus").await.unwrap();
    window.type_text("gap").await.unwrap();
    window.by_testid("macro-gaps").await.unwrap();
    look(&window, "the choice of macros").await;
    window.press(&[Key::Enter]).await.unwrap();
    window.find("[data-testid=macro-back]:focus").await.unwrap();
    look(&window, "the question about a macro's gaps").await;
    tab_through(&window, "the question about a macro's gaps").await;
    window.close().await.unwrap();
}

/// Where service levels, reminders, notifications and canned replies are shown, what stands there, and what is read for it.
const PLACES: [(&str, &str, &str); 12] = [
    ("calendar/week?whose=all", "calendar", "agenda"),
    ("calendar/day?whose=all", "calendar", "agenda"),
    ("calendar/month?whose=all", "calendar", "agenda"),
    ("calendar/agenda?whose=all", "calendar", "agenda"),
    ("visits", "visits", "visit_list"),
    ("notifications", "notifications", "notification_list"),
    ("service", "service", "sla_overview"),
    ("settings/hours", "calendar-form", "calendar_list"),
    ("settings/policies", "policy-add", "policy_list"),
    ("settings/notifications", "notify-test", "notification_settings_get"),
    ("settings/replies", "reply-add", "canned_list"),
    ("settings/signature", "signature", "signature_get"),
];

/// From here on these commands fail, as when a disk does; everything else goes on.
const BREAK: &str = "
    const broken = arguments[0].map((command) => `\"command\":\"${command}\"`);
    window.whole ??= window.fetch;
    window.fetch = (place, sent) => {
        const said = typeof sent?.body === 'string' ? sent.body : new TextDecoder().decode(sent?.body ?? new Uint8Array());
        if (!broken.some((word) => said.includes(word))) return window.whole(place, sent);
        const problem = JSON.stringify({ code: 'internal', message: 'reading failed' });
        return Promise.resolve(new Response(problem, { headers: { 'Content-Type': 'application/json', 'Tauri-Response': 'error' } }));
    };";

#[tokio::test]
async fn what_is_empty_says_so_to_everybody_in_the_smallest_window() {
    let machine = Machine::new();
    let window = smallest_and_empty(&machine).await;
    for (place, hook, _) in PLACES {
        go(&window, place, hook).await;
        window.until_gone("[aria-busy=true], [data-reading=true]").await.unwrap();
        look(&window, &format!("{place}, empty")).await;
        tab_through(&window, &format!("{place}, empty")).await;
    }
    window.close().await.unwrap();
}

#[tokio::test]
async fn what_cannot_be_read_says_so_and_is_read_again_on_request() {
    let machine = Machine::new();
    let window = smallest(&machine).await;
    let again =
        "[...document.querySelectorAll('main button')].find((one) => one.textContent.trim() === 'Try again')";
    let there = format!("return {again} !== undefined");
    // Broken before they are ever read, since what was read once is shown for as long as it cannot be read again.
    window.run(BREAK, &[json!(PLACES.map(|(_, _, command)| command))]).await.unwrap();
    for (nth, (place, _, command)) in PLACES.into_iter().enumerate() {
        window.run("location.hash = arguments[0]", &[json!(format!("#/{place}"))]).await.unwrap();
        window
            .until(&format!("{place} says that it could not be read"), async || {
                Ok((window.run(&there, &[]).await? == json!(true)).then_some(()))
            })
            .await
            .unwrap();
        look(&window, &format!("{place}, broken")).await;
        tab_through(&window, &format!("{place}, broken")).await;
        // Screens over one command stand together, and it works again at the last of them.
        let to_come: Vec<_> = PLACES[nth + 1..].iter().map(|(_, _, command)| *command).collect();
        if to_come.contains(&command) {
            continue;
        }
        window.run(BREAK, &[json!(to_come)]).await.unwrap();
        window.run(&format!("{again}.focus()"), &[]).await.unwrap();
        window.press(&[Key::Enter]).await.unwrap();
        window
            .until(&format!("{place} is read again"), async || {
                Ok((window.run(&there, &[]).await? == json!(false)).then_some(()))
            })
            .await
            .unwrap();
    }
    window.close().await.unwrap();
}

#[tokio::test]
async fn clocks_on_cards_and_tickets_and_what_was_told_can_be_used_by_everybody_in_the_smallest_window() {
    let machine = Machine::new();
    let window = smallest(&machine).await;
    look(&window, "the board and its clocks").await;
    let (_, ticket) = first_card(&window, "open").await;
    let soon = window.run("return Date.now() + 2000", &[]).await.unwrap();
    let reminder = json!({ "ticket": ticket, "at": soon, "note": "Call the plumber back" });
    rpc(&window, "reminder_add", reminder).await;
    // One that stands still, with its reason.
    rpc(&window, "ticket_set", json!({ "tickets": [ticket], "fields": { "status": "waiting" } })).await;
    go(&window, &format!("ticket/{ticket}"), "ticket").await;
    if window.find_now("[data-testid=clock-line]").await.unwrap().is_none() {
        click(&window, "details").await;
    }
    window.by_testid("clock-line").await.unwrap();
    look(&window, "the clocks of a ticket").await;
    tab_through(&window, "the clocks of a ticket").await;

    go(&window, "notifications", "notification").await;
    look(&window, "what was told").await;
    tab_through(&window, "what was told").await;

    go(&window, "settings/hours", "calendar-form").await;
    click(&window, "holiday-add").await;
    window.by_testid("holiday-date").await.unwrap();
    look(&window, "a day off that is written").await;
    go(&window, "settings/notifications", "notify-test").await;
    click(&window, "notify-test").await;
    click(&window, "quiet-hours").await;
    window.by_testid("quiet-outside").await.unwrap();
    look(&window, "quiet hours, and what the system allowed").await;
    tab_through(&window, "quiet hours, and what the system allowed").await;
    window.close().await.unwrap();
}

/// The order of the policies on the screen.
async fn order(window: &Window) -> Vec<String> {
    let names = "return [...document.querySelectorAll('[data-testid=policy-row] .name')].map((name) => name.textContent)";
    let names = window.run(names, &[]).await.unwrap();
    names.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn policies_are_put_in_order_by_the_pointer_and_by_the_keyboard_alike() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    go(&window, "settings/policies", "policy-row").await;
    for name in ["Second", "First"] {
        click(&window, "policy-add").await;
        window.by_testid("policy-name").await.unwrap().clear().await.unwrap();
        type_into(&window, "policy-name", name).await;
        click(&window, "policy-back").await;
        window.by_testid("policy-row").await.unwrap();
    }
    let first = order(&window).await;
    assert_eq!(&first[..2], ["First", "Second"], "a new one is asked first");

    let grips = window.find_all("[data-testid=policy-grip]").await.unwrap();
    let rows = window.find_all("[data-testid=policy-item]").await.unwrap();
    window.drag(&grips[0], &rows[1]).await.unwrap();
    let moved = |names: Vec<String>| names[0] == "Second";
    window
        .until("the pointer puts it second", async || Ok(moved(order(&window).await).then_some(())))
        .await
        .unwrap();

    window.find("[data-testid=policy-item]:nth-child(2) a").await.unwrap().focus().await.unwrap();
    window.chord(&[Key::Alt, Key::Up]).await.unwrap();
    window
        .until("the keys put it first", async || Ok((order(&window).await == first).then_some(())))
        .await
        .unwrap();

    click(&window, "draft-save").await;
    window
        .until("the order is kept", async || {
            let kept = rpc(&window, "policy_list", json!({})).await;
            let at = |place: usize| kept["policies"][place]["name"].as_str().map(str::to_owned);
            Ok((at(0).as_deref() == Some("First") && at(1).as_deref() == Some("Second")).then_some(()))
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn quiet_hours_follow_the_business_hours_that_one_chooses() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    // Business hours that never open, and some that never close: at any hour one of them is another answer.
    let mut hours = rpc(&window, "calendar_list", json!({})).await;
    let mut named = |n: u8, name: &str, day: serde_json::Value| {
        let mut one = hours["calendars"][0].clone();
        one["id"] = json!(format!("00000000-0000-0000-0000-0000000000c{n}"));
        one["name"] = json!(name);
        one["hours"] = day;
        hours["calendars"].as_array_mut().unwrap().push(one);
    };
    named(1, "On holiday", json!({}));
    let day = json!([["00:00", "24:00"]]);
    named(
        2,
        "On call",
        json!({ "mon": day, "tue": day, "wed": day, "thu": day, "fri": day, "sat": day, "sun": day }),
    );
    rpc(&window, "calendar_save", hours).await;
    go(&window, "settings/notifications", "quiet-hours").await;
    click(&window, "quiet-hours").await;
    for (keys, quiet) in [(&[Key::End, Key::Enter][..], false), (&[Key::End, Key::Up, Key::Enter][..], true)]
    {
        let choice = window.by_testid("quiet-outside").await.unwrap();
        window.run("arguments[0].scrollIntoView({ block: 'end' })", &[choice.reference()]).await.unwrap();
        click(&window, "quiet-outside").await;
        window.find("[role=option]").await.unwrap();
        // The choice is near the foot of the window, and its menu is in sight all the same.
        let last = "const last = [...document.querySelectorAll('[role=option]')].at(-1);
            const { x, y, width, height } = last.getBoundingClientRect();
            return last.contains(document.elementFromPoint(x + width / 2, y + height / 2))";
        window
            .until("all of the menu is in sight", async || {
                Ok((window.run(last, &[]).await? == json!(true)).then_some(()))
            })
            .await
            .unwrap();
        window.press(keys).await.unwrap();
        window
            .until("it is quiet while the chosen hours are closed", async || {
                Ok((rpc(&window, "dnd_get", json!({})).await["quiet_now"] == json!(quiet)).then_some(()))
            })
            .await
            .unwrap();
    }
    window.find("[data-testid=dnd]").await.unwrap();
}
