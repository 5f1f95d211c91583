//! Service levels in the real window: the calendar, reminders, the policy editor, hours, and the leaders' view, by keyboard.

use crate::world::{Machine, click, rpc, time_of_day, type_into};
use serde_json::{Value, json};
use testkit::webdriver::{Key, Point, Window};

const QUARTER_MS: i64 = 15 * 60_000;

/// A ticket with a reminder for three days from now, at ten in the morning of this computer.
async fn reminded(window: &Window) -> (Value, Value) {
    let made = rpc(
        window,
        "ticket_new",
        json!({ "subject": "Call the plumber", "description": "", "fields": {}, "new_requester": null }),
    )
    .await;
    let at = window
        .run(
            "const d = new Date(); d.setDate(d.getDate() + 3); d.setHours(10, 0, 0, 0); return d.getTime()",
            &[],
        )
        .await
        .unwrap();
    rpc(window, "reminder_add", json!({ "ticket": made["id"], "at": at, "note": "Call back" })).await;
    (made["id"].clone(), at)
}

async fn reminders(window: &Window, ticket: &Value) -> Vec<Value> {
    let list = rpc(window, "reminder_list", json!({ "ticket": ticket, "done": false })).await;
    list.as_array().unwrap().clone()
}

#[tokio::test]
async fn a_reminder_is_moved_on_the_calendar_by_keyboard_and_back_by_undo() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    let (ticket, at) = reminded(&window).await;
    window.press(&[Key::Letter('g'), Key::Letter('c')]).await.unwrap();
    window.by_testid("calendar").await.unwrap();
    window.press(&[Key::Letter('4')]).await.unwrap();
    let item = window.find("[data-testid=calendar-item][data-kind=reminder]").await.unwrap();
    item.focus().await.unwrap();
    window.press(&[Key::Letter('m'), Key::Down, Key::Enter]).await.unwrap();
    window
        .until("the reminder is a quarter of an hour later", async || {
            let moved = reminders(&window, &ticket).await[0]["at"].as_i64();
            Ok((moved == at.as_i64().map(|at| at + QUARTER_MS)).then_some(()))
        })
        .await
        .unwrap();
    click(&window, "undo").await;
    window
        .until("the reminder is where it was", async || {
            Ok((reminders(&window, &ticket).await[0]["at"] == at).then_some(()))
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn a_reminder_is_dragged_to_another_hour_with_the_pointer() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    let (ticket, at) = reminded(&window).await;
    // The week in which it is, at the hour that it stands at.
    let day = "const d = new Date(arguments[0]); return [d.getFullYear(), d.getMonth() + 1, d.getDate()].map((n) => String(n).padStart(2, '0')).join('-')";
    let day = window.run(day, std::slice::from_ref(&at)).await.unwrap();
    let place = format!("#/calendar/day/{}", day.as_str().unwrap());
    window.run("location.hash = arguments[0]", &[json!(place)]).await.unwrap();
    let item = window.find("[data-testid=calendar-item][data-kind=reminder]").await.unwrap();
    let hour = "return document.querySelector('[data-column]').getBoundingClientRect().height / 24";
    let hour = window.run(hour, &[]).await.unwrap().as_f64().unwrap();
    let from = item.middle().await.unwrap();
    window.drag_to_point(&item, Point { x: from.x, y: from.y + 2.0 * hour }).await.unwrap();
    window
        .until("the reminder is two hours later", async || {
            let moved = reminders(&window, &ticket).await[0]["at"].as_i64();
            Ok((moved == at.as_i64().map(|at| at + 8 * QUARTER_MS)).then_some(()))
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn a_due_date_is_moved_on_the_calendar_by_keyboard_and_by_the_pointer() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    let day = "const d = new Date(); d.setDate(d.getDate() + 3); d.setHours(10, 0, 0, 0);
        return [d.getTime(), [d.getFullYear(), d.getMonth() + 1, d.getDate()].map((n) => String(n).padStart(2, '0')).join('-')]";
    let day = window.run(day, &[]).await.unwrap();
    let fields = json!({ "due": day[0] });
    let ticket =
        json!({ "subject": "Order paper", "description": "", "fields": fields, "new_requester": null });
    let made = rpc(&window, "ticket_new", ticket).await;
    let until_due = async |quarters: i64| {
        let wanted = day[0].as_i64().unwrap() + quarters * QUARTER_MS;
        let promise = format!("it is due {quarters} quarters of an hour later");
        let due = async || {
            let view = rpc(&window, "ticket_get", json!({ "ticket": made["id"] })).await;
            Ok((view["due"] == wanted).then_some(()))
        };
        window.until(&promise, due).await.unwrap();
    };
    let place = format!("#/calendar/day/{}", day[1].as_str().unwrap());
    window.run("location.hash = arguments[0]", &[json!(place)]).await.unwrap();

    // It is nobody's.
    click(&window, "calendar-show").await;
    window.press(&[Key::Letter('3'), Key::Escape]).await.unwrap();
    let item = window.find("[data-testid=calendar-item][data-kind=follow_up]").await.unwrap();
    item.focus().await.unwrap();
    window.press(&[Key::Letter('m'), Key::Down, Key::Down, Key::Enter]).await.unwrap();
    until_due(2).await;
    let hour = "return document.querySelector('[data-column]').getBoundingClientRect().height / 24";
    let hour = window.run(hour, &[]).await.unwrap().as_f64().unwrap();
    let item = window.find("[data-testid=calendar-item][data-kind=follow_up]").await.unwrap();
    let from = item.middle().await.unwrap();
    window.drag_to_point(&item, Point { x: from.x, y: from.y + 2.0 * hour }).await.unwrap();
    until_due(10).await;
    click(&window, "undo").await;
    until_due(2).await;
}

#[tokio::test]
async fn a_clock_on_the_calendar_stays_and_says_why() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    window.press(&[Key::Letter('g'), Key::Letter('c')]).await.unwrap();
    window.by_testid("calendar").await.unwrap();
    click(&window, "calendar-show").await;
    window.press(&[Key::Letter('3'), Key::Escape, Key::Letter('4')]).await.unwrap();
    let item = window.find("[data-testid=calendar-item][data-kind=due]").await.unwrap();
    item.focus().await.unwrap();
    window.press(&[Key::Letter('m')]).await.unwrap();
    // Beside it may stand the warning of a clock that has run out meanwhile.
    let said = "return [...document.querySelectorAll('[data-testid=toast]')]
        .some((toast) => toast.textContent.includes('follows from the policy'))";
    window
        .until("it is said that the time follows from the policy", async || {
            Ok((window.run(said, &[]).await? == json!(true)).then_some(()))
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn a_reminder_is_set_on_a_ticket_and_a_ticket_is_put_off_and_brought_back() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    let card = window.by_testid("card").await.unwrap();
    card.focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    let ticket = window.by_testid("ticket").await.unwrap().attribute("data-ticket").await.unwrap();
    window.chord(&[Key::Shift, Key::Letter('b')]).await.unwrap();
    type_into(&window, "reminder-note", "Ask again").await;
    type_into(&window, "reminder-when", "tomorrow 9:00").await;
    window.press(&[Key::Enter]).await.unwrap();
    window.by_testid("reminder").await.unwrap();

    window.until_gone("[data-testid=reminder-dialog]").await.unwrap();
    window.press(&[Key::Letter('b'), Key::Down, Key::Enter]).await.unwrap();
    click(&window, "wake").await;
    window
        .until("the ticket is back", async || {
            let view = rpc(&window, "ticket_get", json!({ "ticket": ticket })).await;
            Ok(view.get("snoozed_until").is_none_or(Value::is_null).then_some(()))
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn a_policy_is_weighed_before_it_is_saved_and_holds_after() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    window.run("location.hash = '#/settings/policies'", &[]).await.unwrap();
    click(&window, "policy-add").await;
    window.by_testid("policy-name").await.unwrap().clear().await.unwrap();
    type_into(&window, "policy-name", "Everything at once").await;
    window.find("[data-testid=impact][data-waiting=false]").await.unwrap();
    let touched = window.by_testid("impact-touched").await.unwrap().text().await.unwrap();
    assert!(touched.contains("open tickets"), "{touched}");
    let before = rpc(&window, "policy_list", json!({})).await;
    assert_eq!(before["policies"].as_array().unwrap().len(), 1, "nothing is saved by looking");
    click(&window, "draft-save").await;
    window
        .until("the policy is asked first", async || {
            let list = rpc(&window, "policy_list", json!({})).await;
            Ok((list["policies"][0]["name"] == "Everything at once").then_some(()))
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn why_a_ticket_is_due_when_it_is_stands_in_parts() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    let card = window.by_testid("card").await.unwrap();
    card.focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.by_testid("ticket").await.unwrap();
    window.press(&[Key::Letter('y')]).await.unwrap();
    window
        .until("the parts of the due time are read", async || {
            let said = window.by_testid("why").await?.text().await?;
            Ok((said.contains("business time") || said.contains("every hour")).then_some(()))
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn a_calendar_file_is_read_and_a_day_off_is_saved() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    let read = rpc(
        &window,
        "holiday_read",
        json!({ "zone": "Europe/Berlin", "text": "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20280501\r\nSUMMARY:Labour Day\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n" }),
    )
    .await;
    assert_eq!(read["holidays"][0]["name"], "Labour Day", "{read}");
    window.run("location.hash = '#/settings/hours'", &[]).await.unwrap();
    click(&window, "holiday-add").await;
    let date = window.by_testid("holiday-date").await.unwrap();
    window
        .run(
            "arguments[0].value = '2028-05-01'; arguments[0].dispatchEvent(new Event('input', { bubbles: true }))",
            &[date.reference()],
        )
        .await
        .unwrap();
    type_into(&window, "holiday-name", "Labour Day").await;
    window.press(&[Key::Enter]).await.unwrap();
    window.find("[data-testid=day-off][data-date='2028-05-01']").await.unwrap();
    click(&window, "draft-save").await;
    window
        .until("the day is off", async || {
            let list = rpc(&window, "calendar_list", json!({})).await;
            let days = list["calendars"][0]["holidays"].as_array().cloned().unwrap_or_default();
            Ok(days.contains(&json!("2028-05-01")).then_some(()))
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn the_leaders_view_counts_as_the_desk_counts_and_opens_its_tickets() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    let overview = rpc(&window, "sla_overview", json!({ "hours": 12 })).await;
    window.press(&[Key::Letter('g'), Key::Letter('s')]).await.unwrap();
    let tile = window.by_testid("tile-breached").await.unwrap();
    let said = tile.text().await.unwrap();
    assert!(said.starts_with(&overview["breached"].to_string()), "{said} against {}", overview["breached"]);
    tile.click().await.unwrap();
    window.by_testid("row").await.unwrap();
    let listed = rpc(
        &window,
        "ticket_list",
        json!({ "filter": { "clocks": ["breached"] }, "sort": "due", "descending": false, "from": 0, "count": 1 }),
    )
    .await;
    assert_eq!(listed["total"], overview["breached"], "the number and the list that it opens agree");
}

#[tokio::test]
async fn do_not_disturb_is_switched_by_its_key_and_said_in_the_status_bar() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    window.chord(&[Key::Control, Key::Shift, Key::Letter('d')]).await.unwrap();
    window.by_testid("dnd").await.unwrap();
    assert_eq!(rpc(&window, "dnd_get", json!({})).await["on"], true);
    window.chord(&[Key::Control, Key::Shift, Key::Letter('d')]).await.unwrap();
    window.until_gone("[data-testid=dnd]").await.unwrap();
}

#[tokio::test]
async fn do_not_disturb_until_the_morning_is_chosen_in_the_palette_and_ends_when_the_desk_says() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    window.chord(&[Key::Control, Key::Letter('k')]).await.unwrap();
    type_into(&window, "palette-input", "disturb until").await;
    window.find("[data-testid=palette-item][aria-selected=true][data-item*=dndMorning]").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.until_gone("[data-testid=palette]").await.unwrap();
    let chip = window.by_testid("dnd").await.unwrap();
    let dnd = rpc(&window, "dnd_get", json!({})).await;
    assert_eq!((&dnd["on"], &dnd["until"]), (&json!(true), &dnd["morning"]), "{dnd}");
    let morning = time_of_day(&window, &dnd["until"]).await;
    let said = chip.text().await.unwrap();
    assert!(said.contains(&morning), "{said} for {morning}");

    window.chord(&[Key::Control, Key::Letter('k')]).await.unwrap();
    type_into(&window, "palette-input", "do not disturb").await;
    // What was chosen last stands first.
    let switch = window.find("[data-testid=palette-item][data-item$='app.dnd']").await.unwrap();
    switch.click().await.unwrap();
    window.until_gone("[data-testid=dnd]").await.unwrap();
    assert_eq!(rpc(&window, "dnd_get", json!({})).await["on"], json!(false));
}
