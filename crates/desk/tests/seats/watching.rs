//! Who else is on a ticket: watchers hear of what others do there, people in copy are kept and named.

use crate::seated::{HOUR, Seated, local};
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

#[tokio::test]
async fn what_is_watched_and_what_is_postponed_can_be_asked_for() {
    let world = Seated::alone(local(), None).await;
    let [printer, door, mail] =
        [world.ticket("Printer").await, world.ticket("Door").await, world.ticket("Mail").await];
    world.change(&printer, json!({ "watchers": [world.me] })).await;
    // Whoever is in copy or wrote in a ticket does not watch it.
    world.change(&door, json!({ "cc": [world.me] })).await;
    world.call("message_add", json!({ "ticket": door, "kind": "note", "body": "Seen" })).await;
    let until = world.clock.now().plus_ms(HOUR);
    world
        .call("ticket_postpone", json!({ "tickets": [mail], "until": { "until": "at", "at": until } }))
        .await;
    let asked = async |text: &str| {
        let found = world.call("ticket_search", json!({ "text": text, "from": 0, "count": 10 })).await;
        let hits = found["hits"].as_array().unwrap().iter();
        let mut found: Vec<String> =
            hits.map(|hit| hit["row"]["subject"].as_str().unwrap().to_owned()).collect();
        found.sort();
        found
    };
    assert_eq!(asked("is:watching").await, ["Printer"]);
    assert_eq!(asked("is:postponed").await, ["Mail"]);
    assert_eq!(asked("-is:watching -is:postponed").await, ["Door"]);
    world.call("ticket_delete", json!({ "tickets": [door] })).await;
    assert_eq!(asked("is:deleted").await, ["Door"], "what was deleted is found by whoever asks for it");
    assert_eq!(asked("is:deleted,watching").await, ["Door", "Printer"]);
    assert_eq!(asked("-is:deleted -is:watching").await, ["Mail"]);
    world.call("ticket_restore", json!({ "tickets": [door] })).await;
    assert_eq!(asked("is:deleted").await, Vec::<String>::new());
}

#[tokio::test]
async fn the_requesters_other_tickets_are_counted_however_many_are_shown() {
    let world = Seated::alone(local(), None).await;
    let cleo = world.call("person_save", json!({ "name": "Cleo", "role": "requester" })).await["id"].clone();
    let mut last = json!(null);
    for index in 0..12 {
        let new = json!({ "subject": format!("Ticket {index}"), "fields": { "requester": cleo } });
        last = world.call("ticket_new", new).await["id"].clone();
    }
    let view = world.call("ticket_get", json!({ "ticket": last })).await;
    assert_eq!((view["others"].as_array().unwrap().len(), &view["others_count"]), (8, &json!(11)));
}

#[tokio::test]
async fn who_comes_and_who_goes_leaves_the_others() {
    let world = Seated::alone(local(), None).await;
    let [one, two] = [world.ticket("Printer").await, world.ticket("Screen").await];
    let person = async |name: &str| {
        world.call("person_save", json!({ "name": name, "role": "agent" })).await["id"].clone()
    };
    let (ben, cleo) = (person("Ben").await, person("Cleo").await);
    world.change(&one, json!({ "watchers": [ben], "cc": [cleo] })).await;
    let set = async |more: Value| {
        let mut input = json!({ "tickets": [one, two] });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        world.call("ticket_set", input).await;
    };
    let names = async |ticket: &str, field: &str| -> Vec<String> {
        let shown = world.got(ticket).await[field].as_array().unwrap().clone();
        let mut names: Vec<String> =
            shown.iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect();
        names.sort();
        names
    };
    set(json!({ "add_watchers": [world.me], "add_cc": [ben] })).await;
    assert_eq!(
        (names(&one, "watchers").await, names(&two, "watchers").await),
        (vec!["Ada".into(), "Ben".into()], vec!["Ada".into()])
    );
    assert_eq!(
        (names(&one, "cc").await, names(&two, "cc").await),
        (vec!["Ben".into(), "Cleo".into()], vec!["Ben".to_owned()])
    );
    set(json!({ "remove_watchers": [ben], "remove_cc": [ben, cleo] })).await;
    assert_eq!(
        (names(&one, "watchers").await, names(&one, "cc").await),
        (vec!["Ada".to_owned()], Vec::new())
    );
}
