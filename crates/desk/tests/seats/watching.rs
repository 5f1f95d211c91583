//! Who else is on a ticket: watchers hear of what others do there, people in copy are kept and named.

use crate::seated::{Seated, local};
use serde_json::{Value, json};

#[tokio::test]
async fn watchers_and_people_in_copy_are_merged_one_by_one_and_history_says_their_names() {
    let world = Seated::alone(local(), None).await;
    let id = world.ticket("Printer").await;
    let ben = world.call("person_save", json!({ "name": "Ben", "role": "agent" })).await["id"].clone();
    let ada = world.call("person_save", json!({ "name": "Ada", "role": "requester" })).await["id"].clone();
    world.change(&id, json!({ "watchers": [ben, world.me], "cc": [ada] })).await;
    let ticket = world.got(&id).await;
    let names = |field: &str| -> Vec<&str> {
        ticket[field].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect()
    };
    assert_eq!((names("watchers").len(), names("cc")), (2, vec!["Ada"]));
    assert!(names("watchers").contains(&"Ben"));
    let history = world.call("ticket_history", json!({ "ticket": id })).await;
    let changed: Vec<&Value> = history
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|line| line["what"]["fields"].as_array())
        .flatten()
        .collect();
    let cc = changed.iter().find(|change| change["field"] == "cc").unwrap_or_else(|| panic!("{history}"));
    assert_eq!(cc["to"], json!(["Ada"]), "{history}");
    world.change(&id, json!({ "cc": [] })).await;
    assert_eq!(world.got(&id).await["cc"], json!([]));
    let nobody = json!({ "tickets": [id], "fields": { "cc": ["Ada"] } });
    let wrong: Result<Value, _> = world.desk.call(world.me, "ticket_set", nobody).await;
    assert!(wrong.is_err(), "a name is no person");
}
