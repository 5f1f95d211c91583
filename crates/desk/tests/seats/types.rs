//! The types of tickets that a desk has: its own beside the built-in ones, by their names wherever people read them.

use crate::seated::{Seated, local};
use contract::problem::Code;
use serde_json::{Value, json};

impl Seated {
    async fn types(&self) -> Vec<(String, Value, bool)> {
        let lookups = self.call("lookup_all", json!({})).await;
        let one = |one: &Value| {
            let key = one["key"].as_str().unwrap().to_owned();
            (key, one["name"].clone(), one["retired"].as_bool().unwrap())
        };
        lookups["types"].as_array().unwrap().iter().map(one).collect()
    }

    async fn found_count(&self, text: &str) -> Value {
        self.call("ticket_search", json!({ "text": text, "from": 0, "count": 5 })).await["total"].clone()
    }
}

#[tokio::test]
async fn a_desk_of_hr_has_types_of_its_own() {
    let world = Seated::alone(local(), None).await;
    let keys: Vec<String> = world.types().await.into_iter().map(|(key, ..)| key).collect();
    assert_eq!(keys, ["incident", "request", "question", "task", "bug", "feature_request"]);

    let made = world.call("type_save", json!({ "name": " Leave of absence " })).await;
    assert_eq!((&made["id"], &made["label"]), (&json!("leave_of_absence"), &json!("Leave of absence")));
    world.call("type_order", json!({ "keys": ["leave_of_absence", "task"] })).await;
    world.call("type_save", json!({ "type": "bug", "retired": true })).await;
    let types = world.types().await;
    assert_eq!(types[0], ("leave_of_absence".to_owned(), json!("Leave of absence"), false));
    assert_eq!(types[1], ("task".to_owned(), Value::Null, false));
    assert!(types.contains(&("bug".to_owned(), Value::Null, true)));

    let leave = json!({ "subject": "Six weeks from March", "fields": { "type": "leave_of_absence" } });
    let ticket = world.call("ticket_new", leave).await["id"].as_str().unwrap().to_owned();
    assert_eq!(world.got(&ticket).await["type"], "leave_of_absence");

    // Renamed, it is the same type, and is found by either.
    world.call("type_save", json!({ "type": "leave_of_absence", "name": "Time off" })).await;
    assert_eq!(world.found_count("type:\"time off\"").await, 1);
    assert_eq!(world.found_count("type:leave_of_absence").await, 1);
    assert_eq!(world.found_count("type:incident").await, 0);
    let facets = world.call("search_facets", json!({ "text": "march" })).await;
    let facet = facets.as_array().unwrap().iter().find(|facet| facet["key"] == "type").unwrap();
    assert_eq!(facet["values"][0]["name"], "Time off");

    world.change(&ticket, json!({ "type": "task" })).await;
    let lines = world.call("ticket_history", json!({ "ticket": ticket })).await;
    let told = lines.as_array().unwrap().iter().find(|line| line["what"]["is"] == "changed").unwrap();
    assert_eq!(told["what"]["fields"][0]["from"], "Time off");
    world.call("undo", json!({})).await;
    assert_eq!(world.got(&ticket).await["type"], "leave_of_absence");
}

#[tokio::test]
async fn what_is_no_type_is_refused_and_what_was_one_stays() {
    let world = Seated::alone(local(), None).await;
    let ticket = world.ticket("Printer").await;
    let refuse = async |command: &str, input: Value| {
        world.desk.call(world.me, command, input).await.expect_err(command)
    };
    let unknown = json!({ "tickets": [ticket], "fields": { "type": "holiday" } });
    let refused = refuse("ticket_set", unknown).await;
    assert_eq!((refused.code, &refused.detail.unwrap()["field"]), (Code::Invalid, &json!("type")));

    for wrong in [
        json!({ "name": " " }),
        json!({ "name": "Incident" }),
        json!({ "type": "holiday", "name": "Holiday" }),
    ] {
        assert_eq!(refuse("type_save", wrong.clone()).await.code, Code::Invalid, "{wrong}");
    }
    let made = world.call("type_save", json!({ "name": "Holiday" })).await["id"].clone();
    assert_eq!(
        refuse("type_save", json!({ "type": made })).await.code,
        Code::Invalid,
        "its name is all it has"
    );
    world.change(&ticket, json!({ "type": made })).await;
    world.call("type_save", json!({ "type": made, "name": "Holiday", "retired": true })).await;
    world.change(&ticket, json!({ "subject": "Beach" })).await;
    assert_eq!(world.got(&ticket).await["type"], made, "tickets keep what is offered no more");

    for (key, ..) in world.types().await.iter().filter(|(_, _, retired)| !retired).skip(1) {
        world.call("type_save", json!({ "type": key, "retired": true })).await;
    }
    let last = world.types().await.into_iter().find(|(_, _, retired)| !retired).unwrap().0;
    assert_eq!(refuse("type_save", json!({ "type": last, "retired": true })).await.code, Code::Invalid);

    let agent = world.call("person_save", json!({ "name": "Ben", "role": "agent" })).await["id"].clone();
    let agent = serde_json::from_value(agent).unwrap();
    for (command, input) in
        [("type_save", json!({ "name": "Mine" })), ("type_order", json!({ "keys": ["bug"] }))]
    {
        let refused = world.desk.call(agent, command, input).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden, "{command}: {refused:?}");
    }
}
