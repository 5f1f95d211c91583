//! Policies, calendars, reminders and notifications of one desk, with a clock that tests turn.

use crate::seated::{HOUR, MINUTE, Seated, always, at, calendar, local};
use domain::notify::Showing;
use serde_json::{Value, json};

/// A desk that is open around the clock, on Tuesday at ten.
pub(crate) async fn world() -> Seated {
    let world = Seated::alone(local(), None).await;
    world.call("calendar_save", always()).await;
    world.tick().await;
    world
}

fn titles(shown: &[Showing]) -> Vec<&str> {
    shown.iter().map(|showing| showing.title.as_str()).collect()
}

/// The policies with one more in front, for tickets with a tag: one hour to resolve, whatever the priority.
fn with_gold(mut policies: Value) -> Value {
    let mut gold = policies["policies"][0].clone();
    gold["id"] = json!(uuid::Uuid::from_u128(7));
    gold["name"] = json!("Gold");
    gold["when"] = json!({ "tags": ["gold"] });
    for target in gold["targets"].as_object_mut().unwrap().values_mut() {
        target["resolution"] = json!(60);
    }
    policies["policies"].as_array_mut().unwrap().insert(0, gold);
    policies
}

#[tokio::test]
async fn a_list_of_policies_says_beforehand_what_it_touches_and_then_holds() {
    let world = world().await;
    let plain = world.ticket("Plain").await;
    let gold = world.ticket("Gold").await;
    world.call("ticket_set", json!({ "tickets": [gold], "add_tags": ["gold"] })).await;
    let policies = with_gold(world.policies().await);
    let preview = world.call("policy_preview", policies.clone()).await;
    assert_eq!((&preview["open"], &preview["touched"]), (&json!(2), &json!(1)));
    assert_eq!(preview["by_policy"][0]["open"], json!(1));
    assert_eq!(world.clock_of(&gold, "resolution").await["due"], json!(at("2026-03-11T10:00:00Z")));

    world.call("policy_save", policies).await;
    world.desk.recounted().await;
    assert_eq!(world.clock_of(&gold, "resolution").await["due"], json!(at("2026-03-10T11:00:00Z")));
    assert_eq!(world.clock_of(&plain, "resolution").await["due"], json!(at("2026-03-11T10:00:00Z")));
    let explained = world.call("sla_simulate", json!({ "ticket": gold })).await;
    assert_eq!(explained["policy"]["name"], "Gold");
    assert_eq!(explained["clocks"][2]["target_minutes"], 60);
}

#[tokio::test]
async fn a_draft_shows_what_would_breach_and_saves_nothing() {
    let world = world().await;
    let id = world.ticket("Printer").await;
    world.clock.wait(2 * HOUR);
    let mut policies = world.policies().await;
    policies["policies"][0]["targets"]["normal"]["first_response"] = json!(60);
    let seen = world.call("sla_what_if", json!({ "policies": policies["policies"] })).await;
    assert_eq!((&seen["breaching"], &seen["recovering"]), (&json!(1), &json!(0)));
    assert_eq!(
        (&seen["rows"][0]["row"]["id"], &seen["rows"][0]["metric"]),
        (&json!(id), &json!("first_response"))
    );
    assert_eq!(world.clock_of(&id, "first_response").await["state"], "running", "nothing was saved");

    world.clock.wait(3 * HOUR);
    world.tick().await;
    assert_eq!(world.clock_of(&id, "first_response").await["state"], "breached");
    policies["policies"][0]["targets"]["normal"]["first_response"] = json!(600);
    let seen = world.call("sla_what_if", json!({ "policies": policies["policies"] })).await;
    assert_eq!((&seen["breaching"], &seen["recovering"]), (&json!(0), &json!(1)));
}

#[tokio::test]
async fn a_ticket_that_is_done_shows_no_clock_that_runs_on_for_ever() {
    let world = world().await;
    let id = world.ticket("Never answered").await;
    world.clock.wait(5 * HOUR);
    world.tick().await;
    let shown =
        async || world.call("ticket_list", json!({ "from": 0, "count": 1 })).await["rows"][0]["clock"].take();
    assert_eq!(shown().await["state"], "breached");
    for status in ["resolved", "closed"] {
        world.call("ticket_set", json!({ "tickets": [id], "fields": { "status": status } })).await;
        assert_eq!(shown().await, json!(null), "{status}");
    }
    assert_eq!(
        world.clock_of(&id, "first_response").await["state"],
        "breached",
        "the ticket itself still says so"
    );
}

#[tokio::test]
async fn an_imagined_ticket_is_told_its_deadlines_in_parts() {
    let world = world().await;
    let mut hours = calendar("Europe/Berlin", &json!([["09:00", "12:00"], ["13:00", "17:00"]]));
    hours["calendars"][0]["holidays"] = json!(["2026-03-11"]);
    hours["calendars"][0]["holiday_names"] = json!({ "2026-03-11": "Founders' day" });
    let input = json!({ "at": at("2026-03-10T15:30:00Z"), "draft": { "calendars": hours["calendars"] } });
    let seen = world.call("sla_simulate", input).await;
    let first = &seen["clocks"][0];
    assert_eq!(first["due"], json!(at("2026-03-12T12:30:00Z")), "{seen}");
    let parts: Vec<&str> =
        first["parts"].as_array().unwrap().iter().map(|part| part["part"].as_str().unwrap()).collect();
    assert_eq!(parts, ["counted", "holiday", "counted", "counted"]);
    assert_eq!(first["at_risk"][0]["level"], json!({ "percent": 75 }));
    assert_eq!(seen["calendar"]["zone"], "Europe/Berlin");
}

#[tokio::test]
async fn five_thousand_breaches_are_one_notification_and_none_is_lost() {
    let world = world().await;
    world.fill(5_000, Some(world.me)).await;
    assert_eq!(world.tick().await, []);
    world.clock.wait(4 * HOUR);
    let shown = world.tick().await;
    assert_eq!(titles(&shown), ["5000 tickets breached"]);
    assert_eq!(shown[0].tickets.len(), 5_000);
    assert_eq!(world.tick().await, [], "and once");
    let page = world.call("notification_list", json!({ "count": 10 })).await;
    assert_eq!((page["entries"].as_array().unwrap().len(), &page["unread"]), (1, &json!(1)));
    let view = world.call("sla_overview", json!({ "hours": 4 })).await;
    assert_eq!(view["breached"], json!(5_000));
}

/// What stands on a screen that was shown all this.
fn standing(shown: &[Showing]) -> Vec<&Showing> {
    let mut standing: Vec<&Showing> = Vec::new();
    for showing in shown {
        standing.retain(|before| before.key != showing.key && !showing.replaces.contains(&before.key));
        standing.push(showing);
    }
    standing
}

#[tokio::test]
async fn breaches_one_after_the_other_end_as_one_notification_over_a_restart() {
    let mut world = world().await;
    world.call("notification_settings_put", json!({ "kinds": { "at_risk": "off" } })).await;
    world.fill_over(5_000, Some(world.me), MINUTE).await;
    assert_eq!(world.tick().await, []);
    world.clock.wait(4 * HOUR - MINUTE);
    let mut shown = Vec::new();
    for second in 0..60 {
        if second == 30 {
            world = world.restarted().await;
        }
        let turned = world.desk.tick(Some(world.me)).await.unwrap();
        assert!(turned.show.len() <= 1, "second {second}: {:?}", titles(&turned.show));
        shown.extend(turned.show);
        world.clock.wait(1_000);
    }
    // What came since the last word is told when that has stood for its seconds.
    while let Some(wake_at) = world
        .desk
        .tick(Some(world.me))
        .await
        .map(|turned| {
            shown.extend(turned.show);
            turned.wake_at.filter(|at| *at < world.clock.now().plus_ms(MINUTE))
        })
        .unwrap()
    {
        world.clock.turn(wake_at);
    }
    assert!(shown.len() <= 14, "a minute of it is a dozen words at the most: {:?}", titles(&shown));
    let left = standing(&shown);
    assert_eq!(left.iter().map(|it| it.title.as_str()).collect::<Vec<_>>(), ["5000 tickets breached"]);
    assert_eq!(left[0].tickets.len(), 5_000);
    let centre = world.call("notification_list", json!({ "count": 50 })).await;
    let entries = centre["entries"].as_array().unwrap();
    assert_eq!(
        (entries.len(), &centre["unread"]),
        (1, &json!(1)),
        "the centre holds what stands: {entries:?}"
    );
    assert_eq!(entries[0]["title"], "5000 tickets breached");
    world.clock.wait(5 * MINUTE);
    let id = world.mine("Printer").await;
    world.clock.wait(4 * HOUR);
    let later = world.tick().await;
    assert_eq!(later.last().unwrap().tickets, [id.parse().unwrap()], "after a quiet minute one stands alone");
}

#[tokio::test]
async fn four_breaches_in_a_minute_are_one_and_three_are_three() {
    let world = world().await;
    world.call("notification_settings_put", json!({ "kinds": { "at_risk": "off" } })).await;
    for subject in ["Water", "Smoke", "Fire", "Sand"] {
        world.mine(subject).await;
        world.clock.wait(10_000);
    }
    world.clock.wait(4 * HOUR - 40_000);
    let mut shown = Vec::new();
    for _ in 0..4 {
        shown.extend(world.tick().await);
        world.clock.wait(10_000);
    }
    assert_eq!(titles(&shown)[..2], ["First response breached: L-1", "First response breached: L-2"]);
    assert_eq!(shown.len(), 4);
    assert_eq!(
        (shown[3].title.as_str(), shown[3].body.as_str()),
        ("4 tickets breached", "L-1, L-2, L-3 and 1 more")
    );
    assert_eq!(standing(&shown), [&shown[3]]);
    let centre = world.call("notification_list", json!({ "count": 50 })).await;
    assert_eq!(centre["entries"].as_array().unwrap().len(), 1, "{centre}");
}

#[tokio::test]
async fn a_snoozed_ticket_is_away_and_comes_back_at_its_time() {
    let world = world().await;
    let id = world.mine("Printer").await;
    let until = json!({ "until": "minutes", "minutes": 15 });
    world.call("ticket_snooze", json!({ "tickets": [id], "until": until })).await;
    let awake = |awake: bool| world.call("ticket_list", json!({ "filter": { "awake": awake }, "count": 10 }));
    assert_eq!(awake(true).await["total"], 0);
    assert_eq!(awake(false).await["rows"][0]["snoozed_until"], json!(at("2026-03-10T10:15:00Z")));
    assert_eq!(world.call("snooze_list", json!({})).await[0]["row"]["id"], json!(id));
    assert_eq!(world.tick().await, []);
    world.clock.wait(15 * MINUTE);
    let shown = world.tick().await;
    assert_eq!(titles(&shown), ["Back again: L-1"]);
    assert_eq!(world.tick().await, []);
    assert_eq!(awake(true).await["total"], 1);
    world.call("undo", json!({})).await;
}

#[tokio::test]
async fn a_snoozed_ticket_comes_back_as_soon_as_its_requester_writes() {
    let world = world().await;
    let id = world.mine("Printer").await;
    let until = json!({ "until": "minutes", "minutes": 150 });
    world.call("ticket_snooze", json!({ "tickets": [id], "until": until })).await;
    world.clock.wait(20 * MINUTE);
    assert_eq!(world.tick().await, [], "nobody wrote");
    world.requester_writes(&id).await;
    world.clock.wait(MINUTE);
    let back = |shown: &[Showing]| titles(shown).into_iter().filter(|it| *it == "Back again: L-1").count();
    assert_eq!(back(&world.tick().await), 1);
    assert_eq!(
        world.call("ticket_list", json!({ "filter": { "awake": true }, "count": 10 })).await["total"],
        1
    );
    world.clock.wait(3 * HOUR);
    assert_eq!(back(&world.tick().await), 0, "and not again at the time that was set");
}

#[tokio::test]
async fn urgent_comes_through_where_the_person_lets_it_and_the_rest_waits() {
    let world = world().await;
    let urgent = world.mine("Fire").await;
    world.mine("Printer").await;
    let fields = json!({ "priority": "urgent", "priority_reason": "It burns" });
    world.call("ticket_set", json!({ "tickets": [urgent], "fields": fields })).await;
    let until = world.clock.now().plus_ms(5 * HOUR);
    let hold = |through: bool| json!({ "on": true, "until": until, "urgent_breaks_through": through });
    world.call("dnd_put", hold(false)).await;
    world.clock.wait(25 * MINUTE);
    assert_eq!(world.tick().await, [], "held back like everything else");
    world.call("dnd_put", hold(true)).await;
    world.clock.wait(5 * MINUTE);
    assert_eq!(titles(&world.tick().await), ["First response breached: L-1"]);
    world.clock.wait(3 * HOUR);
    assert_eq!(
        titles(&world.tick().await),
        ["Resolution at risk: L-1"],
        "the printer is at risk too, and waits"
    );
    world.clock.wait(2 * HOUR);
    let after = world.tick().await;
    assert!(
        titles(&after).iter().any(|title| title.contains("L-2") || title.contains("2 tickets")),
        "{after:?}"
    );
}

#[tokio::test]
async fn a_reminder_calls_at_its_time_once_and_again_after_it_was_moved() {
    let world = world().await;
    let id = world.ticket("Printer").await;
    let thursday = at("2026-03-12T09:00:00Z");
    let made = world.call("reminder_add", json!({ "ticket": id, "at": thursday, "note": "call back" })).await;
    let range =
        json!({ "from": at("2026-03-12T00:00:00Z"), "to": at("2026-03-13T00:00:00Z"), "scope": "all" });
    let agenda = world.call("agenda", range.clone()).await;
    let item = agenda["items"].as_array().unwrap().iter().find(|it| it["what"]["is"] == "reminder").unwrap();
    assert_eq!((&item["at"], &item["what"]["note"]), (&json!(thursday), &json!("call back")));
    world.clock.turn(thursday);
    let reminded =
        |shown: &[Showing]| titles(shown).into_iter().filter(|title| title.starts_with("Reminder")).count();
    let shown = world.tick().await;
    assert_eq!(reminded(&shown), 1, "{shown:?}");
    assert_eq!(reminded(&world.tick().await), 0);
    let later = thursday.plus_ms(HOUR);
    world.call("reminder_move", json!({ "reminder": made["id"], "at": later })).await;
    world.clock.turn(later);
    assert_eq!(reminded(&world.tick().await), 1);
    world.call("reminder_done", json!({ "reminder": made["id"] })).await;
    assert_eq!(world.call("reminder_list", json!({})).await, json!([]));
    assert_eq!(world.call("reminder_list", json!({ "done": true })).await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn do_not_disturb_holds_back_until_it_ends_and_the_centre_keeps_what_was_shown() {
    let world = world().await;
    let id = world.mine("Printer").await;
    let until = world.clock.now().plus_ms(5 * HOUR);
    world.call("dnd_put", json!({ "on": true, "until": until })).await;
    world.clock.wait(4 * HOUR);
    assert_eq!(world.tick().await, []);
    world.clock.wait(HOUR);
    let shown = world.tick().await;
    assert_eq!(titles(&shown), ["First response breached: L-1"]);
    let page = world.call("notification_list", json!({ "count": 10 })).await;
    assert_eq!((&page["entries"][0]["kind"], &page["entries"][0]["ticket"]), (&json!("breach"), &json!(id)));
    world.call("notification_read", json!({ "all": true })).await;
    assert_eq!(world.call("notification_list", json!({ "count": 10 })).await["unread"], 0);
}

#[tokio::test]
async fn a_warning_says_who_asked_and_who_has_it() {
    let world = world().await;
    let ines = json!({ "subject": "Printer", "new_requester": { "name": "Ines Duarte" } });
    let id = world.call("ticket_new", ines).await["id"].clone();
    world.clock.wait(3 * HOUR);
    let shown = world.tick().await;
    assert_eq!(shown[0].body, "Printer\nInes Duarte, assigned to nobody\nDue in 1 h");
    world.call("ticket_set", json!({ "tickets": [id], "fields": { "assignee": world.me } })).await;
    world.clock.wait(HOUR);
    let shown = world.tick().await;
    assert_eq!(shown[0].body, "Printer\nInes Duarte\nDue now", "one's own name is no news");
}

#[tokio::test]
async fn nobody_hears_of_what_they_switched_off() {
    let world = world().await;
    world.mine("Printer").await;
    world.call("notification_settings_put", json!({ "kinds": { "at_risk": "off" } })).await;
    world.clock.wait(3 * HOUR);
    assert_eq!(world.tick().await, []);
    world.clock.wait(HOUR);
    assert_eq!(titles(&world.tick().await), ["First response breached: L-1"]);
}

#[tokio::test]
async fn scores_count_each_cycle_once_where_it_was_decided() {
    let world = world().await;
    let met = world.ticket("Met").await;
    let missed = world.ticket("Missed").await;
    world.clock.wait(HOUR);
    world.call("message_add", json!({ "ticket": met, "kind": "reply", "body": "hello" })).await;
    world.clock.wait(5 * HOUR);
    world.tick().await;
    world.call("ticket_set", json!({ "tickets": [met, missed], "fields": { "status": "resolved" } })).await;
    let range = json!({ "from": at("2026-03-10T00:00:00Z"), "to": at("2026-03-11T00:00:00Z") });
    let rows = world.call("sla_attainment", range.clone()).await["rows"].clone();
    let of =
        |metric: &str| rows.as_array().unwrap().iter().find(|row| row["metric"] == metric).unwrap().clone();
    let first = of("first_response");
    assert_eq!((&first["met"], &first["breached"]), (&json!(1), &json!(1)));
    assert_eq!(first["met_basis_points"], 5_000);
    assert_eq!(of("resolution")["met"], 2);
    let mut by = range;
    by["to"] = json!(at("2026-03-20T00:00:00Z"));
    by["by"] = json!(["priority", "policy", "day"]);
    let rows = world.call("sla_attainment", by).await["rows"].clone();
    assert_eq!((&rows[0]["priority"], &rows[0]["policy_name"]), (&json!("normal"), &json!("Standard")));
    assert_eq!(rows[0]["period"], "2026-03-10");
    let (from, to) = (rows[0]["from"].as_i64().unwrap(), rows[0]["to"].as_i64().unwrap());
    assert_eq!((from, to), (at("2026-03-10T00:00:00Z").0, at("2026-03-11T00:00:00Z").0), "its own part");
}

#[tokio::test]
async fn what_is_wrong_with_a_calendar_or_a_policy_is_said_and_nothing_is_saved() {
    let world = world().await;
    let refused = async |command: &str, input: Value| {
        world.desk.call(world.me, command, input).await.unwrap_err().message
    };
    let backwards = calendar("UTC", &json!([["17:00", "09:00"]]));
    assert!(refused("calendar_save", backwards).await.contains("17:00-09:00"));
    let nowhere = calendar("Mars/Base", &json!([]));
    assert!(refused("calendar_save", nowhere).await.contains("Mars/Base"));
    assert!(refused("calendar_save", json!({ "calendars": [] })).await.contains("no calendar"));
    let mut policies = world.policies().await;
    policies["policies"][0]["at_risk"] = json!([{ "percent": 120 }]);
    assert!(refused("policy_save", policies).await.contains("between 1 and 100"));
    assert_eq!(world.call("calendar_list", json!({})).await, always());
}

#[tokio::test]
async fn by_the_next_clock_to_run_out_those_without_one_come_last_and_the_newest_of_them_first() {
    let world = world().await;
    for subject in ["Oldest", "Older", "Running", "Newer"] {
        let ticket = world.ticket(subject).await;
        world.clock.wait(HOUR);
        if subject != "Running" {
            world
                .call("ticket_set", json!({ "tickets": [ticket], "fields": { "status": "resolved" } }))
                .await;
        }
    }
    let page = world.call("ticket_list", json!({ "sort": "due", "from": 0, "count": 10 })).await;
    let subjects: Vec<&Value> = page["rows"].as_array().unwrap().iter().map(|row| &row["subject"]).collect();
    assert_eq!(subjects, ["Running", "Newer", "Older", "Oldest"]);
}
