//! Reports that people put together: what each comes to on a week that can be worked out by hand, and who keeps them.

use crate::clocks::world;
use crate::dashboard::{agent, numbers, week};
use crate::seated::{HOUR, MINUTE, Seated, at};
use contract::report::Unit;
use domain::ids::PersonId;
use domain::person::default_team;
use domain::report::{ReportBy, ReportMeasure, ReportSpan};
use serde_json::{Value, json};

async fn run(world: &Seated, asked: Value) -> Value {
    world.call("report_run", json!({ "asked": asked, "zone": "UTC" })).await
}

/// Each row by its name or key, with its value and what it was before.
fn rows(view: &Value) -> Vec<(String, Value, Value)> {
    let name = |row: &Value| match row["name"].as_str() {
        Some("") | None => row["key"].as_str().unwrap_or("nothing").to_owned(),
        Some(name) => name.to_owned(),
    };
    let rows = view["rows"].as_array().unwrap().iter();
    rows.map(|row| (name(row), row["value"].clone(), row["before"].clone())).collect()
}

fn row(name: &str, value: impl Into<Value>, before: impl Into<Value>) -> (String, Value, Value) {
    (name.to_owned(), value.into(), before.into())
}

#[tokio::test]
async fn a_report_measures_what_it_is_asked_by_what_it_is_asked() {
    let world = week().await;
    let opened = run(&world, json!({ "measure": "opened", "by": "tag", "span": "week" })).await;
    assert_eq!(rows(&opened), [row("vpn", 1, 0)]);
    assert_eq!((&opened["total"]["value"], &opened["total"]["before"]), (&json!(4), &json!(1)));
    let by_day = run(&world, json!({ "measure": "opened", "by": "time", "span": "week" })).await;
    let counts: Vec<i64> = rows(&by_day).iter().map(|row| row.1.as_i64().unwrap()).collect();
    assert_eq!(counts, [0, 1, 1, 1, 1, 0, 0], "from the 9th to the 15th");
    // First was answered after two hours of the day; nothing else was this week, and Old after one.
    let answer = run(&world, json!({ "measure": "answer_p50", "by": "assignee", "span": "week" })).await;
    assert_eq!(answer["unit"], json!(Unit::Milliseconds));
    assert_eq!((&answer["total"]["value"], &answer["total"]["before"]), (&json!(2 * HOUR), &json!(HOUR)));
    assert_eq!(answer["rows"][0]["tickets"]["count"], json!(1));
    // Again took two hours of work, and five by the clock on the wall.
    let work = |wall: bool| json!({ "measure": "work_p90", "by": "team", "span": "week", "wall": wall });
    let (business, wall) = (run(&world, work(false)).await, run(&world, work(true)).await);
    assert_eq!((&business["total"]["value"], &wall["total"]["value"]), (&json!(4 * HOUR), &json!(5 * HOUR)));
    // Of First, Again and Back, which was finished too, the two latter were opened again.
    let again = run(&world, json!({ "measure": "reopened", "by": "priority", "span": "week" })).await;
    assert_eq!((&again["total"]["value"], &again["total"]["tickets"]["count"]), (&json!(6_666), &json!(2)));
    let open = run(&world, json!({ "measure": "open", "by": "assignee" })).await;
    assert_eq!(open["total"]["before"], Value::Null, "no past is kept of what is open now");
    let nobody: Vec<&Value> =
        open["rows"].as_array().unwrap().iter().filter(|row| row["key"].is_null()).collect();
    assert_eq!((nobody.len(), &nobody[0]["value"]), (1, &json!(1)), "what was left alone");
}

#[tokio::test]
async fn every_number_of_every_report_is_the_count_of_the_list_that_it_opens() {
    let world = week().await;
    let (network, house) = filed(&world).await;
    let mut opened = 0;
    for measure in ReportMeasure::ALL {
        for by in ReportBy::ALL {
            let mut asked = json!({ "measure": measure, "by": by, "span": ReportSpan::Month });
            for narrowed in 0..3 {
                if narrowed == 1 {
                    asked["teams"] = json!([default_team().0]);
                    asked["priorities"] = json!(["low", "normal"]);
                } else if narrowed == 2 {
                    asked["types"] = json!(["incident", "question"]);
                    asked["channels"] = json!(["agent", "phone"]);
                    asked["topics"] = json!([network]);
                    asked["organisations"] = json!([house]);
                }
                if !measure.may_be_by(by) {
                    let input = json!({ "asked": asked, "zone": "UTC" });
                    assert!(world.desk.call(world.me, "report_run", input).await.is_err());
                    continue;
                }
                let view = run(&world, asked.clone()).await;
                let mut all = Vec::new();
                numbers(&view, &mut all);
                assert!(!all.is_empty());
                for (count, filter) in all {
                    let list =
                        world.call("ticket_list", json!({ "filter": filter, "from": 0, "count": 50 })).await;
                    assert_eq!(list["total"], json!(count), "{measure:?} by {by:?}: {filter}");
                    opened += usize::from(count > 0);
                }
            }
        }
    }
    assert!(opened > 300, "there was something to open: {opened}");
}

/// Files the tickets of the week: First lies in a category below Network, Back in it, and both belong to an
/// organisation; Left alone came by telephone. Answers with Network and the organisation.
async fn filed(world: &Seated) -> (String, String) {
    let made = async |command: &str, input: Value| {
        world.call(command, input).await["id"].as_str().unwrap().to_owned()
    };
    let network = made("category_save", json!({ "name": "Network" })).await;
    let wifi = made("category_save", json!({ "name": "WiFi", "parent": network })).await;
    let house = made("organisation_save", json!({ "name": "Harbour House" })).await;
    let list = world.call("ticket_list", json!({ "filter": {}, "from": 0, "count": 50 })).await;
    for row in list["rows"].as_array().unwrap() {
        let id = row["id"].as_str().unwrap();
        let fields = match row["subject"].as_str().unwrap() {
            "First" => json!({ "category": wifi, "organisation": house, "type": "question" }),
            "Back" => json!({ "category": network, "organisation": house }),
            "Left alone" => json!({ "channel": "phone" }),
            _ => continue,
        };
        world.change(id, fields).await;
    }
    (network, house)
}

#[tokio::test]
async fn a_report_is_about_what_it_names() {
    let world = week().await;
    let (network, house) = filed(&world).await;
    let opened = async |narrow: Value| {
        let mut asked = json!({ "measure": "opened", "by": "type", "span": "week" });
        asked.as_object_mut().unwrap().extend(narrow.as_object().unwrap().clone());
        let view = run(&world, asked).await;
        (view["total"]["value"].as_i64().unwrap(), view["tickets"].as_i64().unwrap())
    };
    assert_eq!(opened(json!({})).await, (4, 5));
    assert_eq!(opened(json!({ "types": ["question"] })).await, (1, 1));
    assert_eq!(opened(json!({ "types": ["question", "incident"] })).await, (4, 5));
    assert_eq!(opened(json!({ "channels": ["phone"] })).await, (1, 1));
    assert_eq!(opened(json!({ "topics": [network] })).await, (2, 2), "with what lies in it");
    assert_eq!(opened(json!({ "organisations": [house] })).await, (2, 2));
    assert_eq!(opened(json!({ "organisations": [house], "types": ["incident"] })).await, (1, 1));
    assert_eq!(opened(json!({ "topics": [network], "channels": ["phone"] })).await, (0, 0));
}

#[tokio::test]
async fn rows_add_up_to_the_whole() {
    let world = week().await;
    for measure in ["open", "opened", "resolved"] {
        for by in ReportBy::ALL {
            // A ticket counts for each of its tags, has no day of being open, and is not time that somebody spent.
            if [ReportBy::Tag, ReportBy::Worker].contains(&by) || (by == ReportBy::Time && measure == "open")
            {
                continue;
            }
            let view = run(&world, json!({ "measure": measure, "by": by, "span": "month" })).await;
            let sum: i64 = rows(&view).iter().map(|row| row.1.as_i64().unwrap()).sum();
            assert_eq!(json!(sum), view["total"]["value"], "{measure} by {by:?}");
            assert!(sum > 0);
        }
    }
}

#[tokio::test]
async fn what_comes_back_within_two_days_was_resolved_too_early_whenever_it_was_closed() {
    let world = world().await;
    world.clock.turn(at("2026-03-02T10:00:00Z"));
    for (subject, after) in [("Soon", 47 * HOUR), ("Later", 49 * HOUR)] {
        let id = world.mine(subject).await;
        for (status, wait) in [("resolved", 46 * HOUR), ("closed", after - 46 * HOUR), ("open", 0)] {
            let input = json!({ "tickets": [id], "fields": { "status": status }, "reason": "It is back" });
            world.call("ticket_set", input).await;
            world.clock.wait(wait);
        }
    }
    let of = async |measure: &str| {
        let view = run(&world, json!({ "measure": measure, "by": "team", "span": "month" })).await;
        (view["total"]["value"].clone(), view["total"]["tickets"]["count"].clone())
    };
    assert_eq!(of("reopened").await, (json!(10_000), json!(2)));
    assert_eq!(
        of("reopened_soon").await,
        (json!(5_000), json!(1)),
        "Later stood closed for three hours only"
    );
}

#[tokio::test]
async fn time_is_told_by_who_spent_it_and_when_until_it_is_taken_back() {
    let world = world().await;
    let ben = agent(&world, "Ben").await;
    world.clock.turn(at("2026-03-10T10:00:00Z"));
    let (one, other) = (world.mine("One").await, world.mine("Other").await);
    let took = async |who: PersonId, ticket: &str, minutes: i64| {
        let input = json!({ "ticket": ticket, "seconds": minutes * 60 });
        world.desk.call(who, "time_add", input).await.unwrap();
    };
    took(world.me, &one, 30).await;
    took(ben, &one, 45).await;
    world.clock.wait(24 * HOUR);
    took(world.me, &other, 5).await;
    took(world.me, &other, 10).await;
    let of = async |by: &str| {
        let view = run(&world, json!({ "measure": "time_spent", "by": by, "span": "week" })).await;
        assert_eq!(view["unit"], json!(Unit::Milliseconds));
        let sum: i64 = rows(&view).iter().map(|row| row.1.as_i64().unwrap()).sum();
        assert_eq!(view["total"]["value"], json!(sum), "by {by}");
        view
    };
    let by_person = of("worker").await;
    assert_eq!(rows(&by_person), [row("Ada", 45 * MINUTE, 0), row("Ben", 45 * MINUTE, 0)]);
    let tickets: Vec<&Value> = (0..2).map(|at| &by_person["rows"][at]["tickets"]["count"]).collect();
    assert_eq!(tickets, [2, 1], "Ada's two entries of one ticket are one ticket");
    let by_day: Vec<Value> = rows(&of("time").await).into_iter().map(|row| row.1).collect();
    assert_eq!(by_day[5..], [json!(75 * MINUTE), json!(15 * MINUTE)]);
    world.call("undo", json!({})).await;
    assert_eq!(rows(&of("worker").await), [row("Ben", 45 * MINUTE, 0), row("Ada", 35 * MINUTE, 0)]);
    world.call("ticket_delete", json!({ "tickets": [one] })).await;
    assert_eq!(rows(&of("assignee").await), [row("Ada", 5 * MINUTE, 0)], "a deleted ticket counts nowhere");
    let seen = world
        .desk
        .call(
            ben,
            "report_run",
            json!({ "asked": { "measure": "time_spent", "by": "worker" }, "zone": "UTC" }),
        )
        .await
        .unwrap();
    assert_eq!(rows(&seen), [], "an agent sees nobody else's rows");
}

#[tokio::test]
async fn numbers_of_single_people_are_for_whoever_leads() {
    let world = week().await;
    let bo = agent(&world, "Bo").await;
    let input = json!({ "asked": { "measure": "resolved", "by": "resolver" }, "zone": "UTC" });
    let seen = world.desk.call(bo, "report_run", input.clone()).await.unwrap();
    assert_eq!(seen["total"]["value"], json!(3), "the whole is everybody's");
    assert_eq!(rows(&seen), [], "the rows of others are not");
    assert!(!rows(&world.call("report_run", input).await).is_empty());
    let other = json!({ "asked": { "by": "team", "assignees": [world.me] }, "zone": "UTC" });
    let problem = world.desk.call(bo, "report_run", other).await.unwrap_err();
    assert_eq!(json!(problem)["code"], json!("forbidden"));
}

#[tokio::test]
async fn a_report_is_kept_shared_changed_deleted_and_taken_back() {
    let world = world().await;
    let asked = json!({ "measure": "work_p90", "by": "topic", "span": "last_quarter", "tags": ["vip"] });
    let made = world.call("report_save", json!({ "name": " Slow topics ", "asked": asked })).await;
    let list = world.call("report_list", json!({})).await;
    assert_eq!((&list[0]["name"], &list[0]["asked"]), (&json!("Slow topics"), &asked));
    assert_eq!(list[0]["share"], json!({ "with": "nobody" }));
    let shared = json!({
        "id": made["id"], "name": "Slow", "asked": { "measure": "opened", "by": "team", "span": "week" },
        "share": { "with": "everybody" },
    });
    world.call("report_save", shared).await;
    let list = world.call("report_list", json!({})).await;
    assert_eq!((&list[0]["name"], &list[0]["share"]), (&json!("Slow"), &json!({ "with": "everybody" })));
    world.call("report_remove", json!({ "id": made["id"] })).await;
    assert_eq!(world.call("report_list", json!({})).await, json!([]));
    world.call("undo", json!({})).await;
    assert_eq!(world.call("report_list", json!({})).await[0]["name"], json!("Slow"));
    let bad = json!({ "name": "Never", "asked": { "measure": "open", "by": "time" } });
    assert!(world.desk.call(world.me, "report_save", bad).await.is_err(), "it has no answer");
}

#[tokio::test]
async fn a_report_that_is_shared_is_read_by_others_and_answers_what_they_may_see() {
    let world = week().await;
    let bo = agent(&world, "Bo").await;
    let asked = json!({ "measure": "opened", "by": "priority", "span": "week" });
    for (name, share) in [("Ours", json!({ "with": "everybody" })), ("Mine", json!({ "with": "nobody" }))] {
        world.call("report_save", json!({ "name": name, "asked": asked, "share": share })).await;
    }
    let seen = world.desk.call(bo, "report_list", json!({})).await.unwrap();
    let seen = seen.as_array().unwrap();
    assert_eq!(seen.len(), 1, "what is kept for oneself is nobody else's");
    assert_eq!(
        (&seen[0]["name"], &seen[0]["owner"], &seen[0]["asked"]),
        (&json!("Ours"), &json!("Ada"), &asked)
    );
    let input = json!({ "asked": seen[0]["asked"], "zone": "UTC" });
    let answer = world.desk.call(bo, "report_run", input).await.unwrap();
    assert_eq!(answer["total"]["value"], json!(4), "the same week, for whoever asks");
    assert_eq!(rows(&answer), rows(&run(&world, asked).await));
}
