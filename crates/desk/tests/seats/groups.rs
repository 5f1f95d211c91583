//! Lists in groups: every group is counted and stands together, a window over their edges has all that is in it, and a
//! second key settles what is equal.

use crate::clocks::world;
use crate::seated::{MINUTE, Seated, at};
use serde_json::{Value, json};

/// Nine tickets of a morning: three of mine, three of a colleague's and three of nobody.
async fn morning() -> Seated {
    let world = world().await;
    world.clock.turn(at("2026-03-10T10:00:00Z"));
    let bo = world.call("person_save", json!({ "name": "bo", "role": "agent" })).await["id"].clone();
    let house = world.call("organisation_save", json!({ "name": "Harbour House" })).await["id"].clone();
    for nth in 0..9 {
        let id = world.ticket(["C", "a", "B"][nth % 3]).await;
        let priority = [("low", "low"), ("medium", "medium")][nth % 2];
        let assignee = [json!(world.me), bo.clone(), Value::Null][nth / 3].clone();
        let organisation = if nth < 4 { house.clone() } else { Value::Null };
        let fields = json!({
            "assignee": assignee, "organisation": organisation, "impact": priority.0, "urgency": priority.1,
        });
        world.change(&id, fields).await;
        world.clock.wait(MINUTE);
    }
    world.tick().await;
    world
}

async fn list(world: &Seated, query: Value) -> Value {
    let mut input = json!({ "sort": "created", "from": 0, "count": 50 });
    input.as_object_mut().unwrap().extend(query.as_object().unwrap().clone());
    world.call("ticket_list", input).await
}

fn ids(page: &Value) -> Vec<String> {
    page["rows"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn every_group_stands_together_and_is_the_list_that_its_key_names() {
    let world = morning().await;
    let plain = list(&world, json!({})).await;
    assert!(plain.get("groups").is_none(), "{plain}");
    for group in ["status", "priority", "assignee", "team", "organisation", "due"] {
        let page = list(&world, json!({ "group": group })).await;
        assert_eq!((&page["total"], ids(&page).len()), (&json!(9), 9), "{group}");
        let groups = page["groups"].as_array().unwrap();
        let sum: i64 = groups.iter().map(|one| one["count"].as_i64().unwrap()).sum();
        assert_eq!(sum, 9, "{group}");
        let mut from = 0;
        for one in groups {
            let count = one["count"].as_i64().unwrap();
            let rows = &page["rows"].as_array().unwrap()[from as usize..(from + count) as usize];
            for row in rows {
                let (field, key) = match group {
                    "status" | "priority" | "team" | "assignee" => (&row[group], &one["key"]),
                    "organisation" => {
                        (&row[group], if one["key"].is_null() { &Value::Null } else { &one["name"] })
                    }
                    _ => continue,
                };
                assert_eq!(field, key, "{group}: {row}");
            }
            from += count;
        }
        // Any window of it is the same part of the whole.
        for (from, count) in [(0, 1), (2, 3), (1, 7), (8, 5), (9, 4), (0, 0)] {
            let part = list(&world, json!({ "group": group, "from": from, "count": count })).await;
            let end = (from + count).min(9);
            assert_eq!(ids(&part), ids(&page)[from.min(end)..end], "{group} from {from}, {count}");
            assert_eq!(part["groups"], page["groups"]);
        }
    }
}

#[tokio::test]
async fn groups_come_in_the_order_that_people_expect_and_nobody_last() {
    let world = morning().await;
    let told = async |group: &str| -> Vec<(Value, Value, i64)> {
        let page = list(&world, json!({ "group": group })).await;
        let groups = page["groups"].as_array().unwrap().iter();
        groups.map(|one| (one["key"].clone(), one["name"].clone(), one["count"].as_i64().unwrap())).collect()
    };
    let names: Vec<Value> = told("assignee").await.into_iter().map(|one| one.1).collect();
    assert_eq!(names, [json!("Ada"), json!("bo"), json!("")]);
    assert_eq!(told("assignee").await[2], (Value::Null, json!(""), 3));
    let priorities = told("priority").await;
    assert_eq!((priorities.len(), &priorities[1].0), (2, &json!("low")), "{priorities:?}");
    assert_eq!(told("organisation").await.last().unwrap(), &(Value::Null, json!(""), 5));
    let narrowed = list(&world, json!({ "group": "assignee", "filter": { "mine": true } })).await;
    assert_eq!((&narrowed["total"], narrowed["groups"].as_array().unwrap().len()), (&json!(3), 1));
}

#[tokio::test]
async fn what_runs_out_soon_stands_above_what_has_time() {
    let world = morning().await;
    let keys = async || -> Vec<String> {
        let page = list(&world, json!({ "group": "due", "sort": "due" })).await;
        let groups = page["groups"].as_array().unwrap().iter();
        groups.map(|one| one["key"].as_str().unwrap().to_owned()).collect()
    };
    let before = keys().await;
    assert!(!before.contains(&"breached".to_owned()), "{before:?}");
    let page = list(&world, json!({ "sort": "due" })).await;
    let due = page["rows"][0]["clock"]["due"].as_i64().unwrap();
    let turn = async |to: i64| {
        world.clock.turn(domain::time::Timestamp(to));
        world.tick().await;
    };
    turn(due - 30 * MINUTE).await;
    assert_eq!(keys().await[0], "within_hour");
    turn(due + MINUTE).await;
    assert_eq!(keys().await[0], "breached");
    let page = list(&world, json!({ "group": "due", "sort": "due" })).await;
    let breached = page["groups"][0].clone();
    assert_eq!(breached["breached"], breached["count"]);
}

#[tokio::test]
async fn a_second_key_settles_what_is_equal_by_the_first() {
    let world = morning().await;
    let subjects = |page: &Value| -> Vec<String> {
        page["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["subject"].as_str().unwrap().to_owned())
            .collect()
    };
    let then = |key: &str, descending: bool| json!({ "key": key, "descending": descending });
    let query = json!({ "sort": "subject", "then": then("created", true) });
    let page = list(&world, query).await;
    assert_eq!(subjects(&page), ["a", "a", "a", "B", "B", "B", "C", "C", "C"]);
    let made: Vec<i64> =
        page["rows"].as_array().unwrap().iter().map(|row| row["created_at"].as_i64().unwrap()).collect();
    assert!(made.chunks(3).all(|three| three.is_sorted_by(|a, b| a > b)), "{made:?}");
    let other = list(&world, json!({ "sort": "subject", "then": then("created", false) })).await;
    assert_eq!(ids(&other)[0], ids(&page)[2]);
    let both =
        list(&world, json!({ "sort": "subject", "then": then("created", true), "group": "assignee" })).await;
    assert_eq!(subjects(&both), ["a", "B", "C"].repeat(3));
}

#[tokio::test]
async fn a_saved_view_keeps_its_groups_and_its_second_key() {
    let world = morning().await;
    let content = json!({
        "filter": { "mine": true }, "sort": "priority", "descending": true,
        "then": { "key": "updated", "descending": true }, "group": "due",
    });
    let made =
        world.call("view_add", json!({ "name": "Mine by time", "content": content })).await["id"].clone();
    let read = async || {
        let views = world.call("view_list", json!({})).await;
        let it = views.as_array().unwrap().iter().find(|view| view["key"] == made).unwrap().clone();
        (it["content"]["then"].clone(), it["content"]["group"].clone())
    };
    assert_eq!(read().await, (json!({ "key": "updated", "descending": true }), json!("due")));
    let plain = json!({ "view": made, "content": { "sort": "due" } });
    world.call("view_set", plain).await;
    assert_eq!(read().await, (Value::Null, Value::Null));
}
