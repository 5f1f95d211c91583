//! What a desk is configured with: the order of its statuses, its people and its teams.

use crate::seated::{Seated, local};
use contract::problem::Code;
use desk::clock::{Ids, RandomIds};
use domain::ids::PersonId;
use domain::person::{Person, Role, default_team};
use domain::record::Record;
use serde_json::{Value, json};

impl Seated {
    async fn statuses(&self) -> Vec<String> {
        let lookups = self.call("lookup_all", json!({})).await;
        let statuses = lookups["statuses"].as_array().unwrap();
        statuses.iter().map(|status| status["key"].as_str().unwrap().to_owned()).collect()
    }

    async fn staff(&self) -> Vec<Value> {
        self.call("staff_list", json!({})).await.as_array().unwrap().clone()
    }
}

#[tokio::test]
async fn statuses_are_put_in_order_in_one_step() {
    let world = Seated::alone(local(), None).await;
    let before = world.statuses().await;
    let renamed = json!({ "key": "new", "name": "Incoming", "category": "new", "position": 0 });
    world.call("status_save", renamed).await;
    world.call("status_order", json!({ "keys": ["open", "in_progress", "new"] })).await;
    let after = ["open", "in_progress", "new", "waiting", "on_hold", "resolved", "closed"];
    assert_eq!(world.statuses().await, after);
    let world = world.restarted().await;
    assert_eq!(world.statuses().await, after);
    let lookups = world.call("lookup_all", json!({})).await;
    assert_eq!(lookups["statuses"][2]["name"], "Incoming", "what was edited stays edited");
    assert_eq!(lookups["statuses"][6]["next"], json!(["in_progress", "open"]), "and the workflow as it was");

    let world = Seated::alone(local(), None).await;
    world.call("status_order", json!({ "keys": ["closed"] })).await;
    assert_eq!(world.statuses().await[0], "closed");
    world.call("undo", json!({})).await;
    assert_eq!(world.statuses().await, before);
}

#[tokio::test]
async fn people_come_into_a_team_together_and_leave_it_with_one_undo() {
    let world = Seated::alone(local(), None).await;
    let team = world.call("team_save", json!({ "name": "Field" })).await["id"].clone();
    let mut people = Vec::new();
    for name in ["Ben", "Cleo"] {
        let input = json!({ "name": name, "role": "technician" });
        people.push(world.call("person_save", input).await["id"].clone());
    }
    world.call("team_members", json!({ "team": team, "add": people })).await;
    let members = async || {
        let staff = world.staff().await;
        let inside = staff.iter().filter(|one| one["teams"].as_array().unwrap().contains(&team));
        inside.map(|one| one["card"]["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(members().await, ["Ben", "Cleo"]);
    world.call("team_members", json!({ "team": team, "remove": [people[0]], "add": [world.me] })).await;
    assert_eq!(members().await, ["Ada", "Cleo"]);
    world.call("undo", json!({})).await;
    assert_eq!(members().await, ["Ben", "Cleo"]);

    // Who left is still told, so that they can come back; menus do not offer them.
    let view = world.call("person_get", json!({ "person": people[0] })).await;
    let input = json!({ "person": people[0], "name": "Ben", "role": "technician", "retired": true });
    world.call("person_save", input).await;
    assert_eq!(view["retired"], false);
    let staff = world.staff().await;
    let last = staff.last().unwrap();
    assert_eq!((&last["card"]["name"], &last["retired"]), (&json!("Ben"), &json!(true)));
    assert!(!world.call("lookup_all", json!({})).await["staff"].to_string().contains("Ben"));
}

#[tokio::test]
async fn only_those_who_configure_the_desk_do() {
    let world = Seated::alone(local(), None).await;
    let agent = world.call("person_save", json!({ "name": "Ben", "role": "agent" })).await["id"].clone();
    let agent = serde_json::from_value(agent).unwrap();
    let team = world.call("team_save", json!({ "name": "Field" })).await["id"].clone();
    for (command, input) in [
        ("status_order", json!({ "keys": ["closed"] })),
        ("team_members", json!({ "team": team, "add": [agent] })),
        ("matrix_save", json!({ "rows": {} })),
        ("urgent_guard_save", json!({ "percent": 50 })),
    ] {
        let refused = world.desk.call(agent, command, input).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden, "{command}: {refused:?}");
    }
}

#[tokio::test]
async fn everybody_says_who_they_are_and_nothing_of_what_they_may_do() {
    let world = Seated::alone(local(), None).await;
    let ben = PersonId(RandomIds.next());
    let person = Person {
        name: "Ben".into(),
        email: Some("ben@example.com".into()),
        role: Role::Technician,
        teams: [default_team().0].into(),
        ..Person::default()
    };
    world.desk.seed(vec![Record::new(ben.0, None, &person)]).await.unwrap();
    let call = async |command: &str, input: Value| world.desk.call(ben, command, input).await;
    let put = json!({ "name": " Ben Okafor ", "phone": "+44 20 7946 0018", "location": " " });
    call("profile_put", put).await.unwrap();
    let profile = call("profile_get", json!({})).await.unwrap();
    assert_eq!(
        profile,
        json!({
            "name": "Ben Okafor", "phone": "+44 20 7946 0018", "location": null,
            "email": "ben@example.com", "role": "technician", "teams": profile["teams"],
        })
    );
    assert_eq!(profile["teams"].as_array().unwrap().len(), 1);
    assert_eq!(call("session_get", json!({})).await.unwrap()["name"], "Ben Okafor");

    let nameless = json!({ "name": " ", "phone": "", "location": "" });
    assert_eq!(call("profile_put", nameless).await.unwrap_err().code, Code::Invalid);
    call("undo", json!({})).await.unwrap();
    let back = call("profile_get", json!({})).await.unwrap();
    assert_eq!((&back["name"], &back["phone"]), (&json!("Ben"), &Value::Null));
}

#[tokio::test]
async fn the_team_that_is_shown_for_a_new_ticket_is_the_one_it_gets() {
    let world = Seated::alone(local(), None).await;
    // A name that comes before every other one, and nobody in it.
    world.call("team_save", json!({ "name": "Aaa" })).await;
    let field = world.call("team_save", json!({ "name": "Field" })).await["id"].clone();
    let ben = PersonId(RandomIds.next());
    let teams = [field.as_str().unwrap().parse().unwrap()].into();
    let person = Person { name: "Ben".into(), role: Role::Agent, teams, ..Person::default() };
    world.desk.seed(vec![Record::new(ben.0, None, &person)]).await.unwrap();
    for (who, name) in [(world.me, "Support"), (ben, "Field")] {
        let call = async |command: &str, input: Value| world.desk.call(who, command, input).await.unwrap();
        let lookups = call("lookup_all", json!({})).await;
        let made = call("ticket_new", json!({ "subject": "Printer" })).await;
        let ticket = call("ticket_get", json!({ "ticket": made["id"] })).await;
        assert_eq!(lookups["new_team"], ticket["team"]);
        let teams = lookups["teams"].as_array().unwrap();
        let shown = teams.iter().find(|team| team["id"] == lookups["new_team"]).unwrap();
        assert_eq!(shown["name"], name);
    }
}

#[tokio::test]
async fn an_organisation_is_seen_whole_and_an_edit_of_one_thing_keeps_the_others() {
    let world = Seated::alone(local(), None).await;
    let new = json!({ "name": " Northwind ", "domain": " northwind.example ", "tier": "" });
    let id = world.call("organisation_save", new).await["id"].clone();
    let seen = async || world.call("lookup_all", json!({})).await["organisations"][0].clone();
    let first = json!({ "id": id, "name": "Northwind", "domain": "northwind.example", "tier": null });
    assert_eq!(seen().await, first);
    let mut edit = first.clone();
    edit["organisation"] = edit["id"].take();
    edit["tier"] = json!("Gold");
    world.call("organisation_save", edit).await;
    let after = seen().await;
    assert_eq!((&after["domain"], &after["tier"]), (&json!("northwind.example"), &json!("Gold")));
}

#[tokio::test]
async fn no_two_people_are_made_with_one_address_and_who_is_known_is_not_made_again() {
    let world = Seated::alone(local(), None).await;
    let save = async |input: Value| {
        let saved = world.desk.call(world.me, "person_save", input).await;
        saved.map(|made| made["id"].clone()).map_err(|problem| (problem.message, problem.detail))
    };
    let person = |name: &str, email: &str| json!({ "name": name, "email": email, "role": "requester" });
    let mia = save(person("Mia Berg", "mia@example.com")).await.unwrap();
    let (message, detail) = save(person("Mia B.", " MIA@example.com ")).await.unwrap_err();
    assert!(message.contains("Mia Berg has this address already"), "{message}");
    assert_eq!(detail, Some(json!({ "field": "email" })));
    let ben = save(person("Ben", "ben@example.com")).await.unwrap();
    let taken = json!({ "person": ben, "name": "Ben", "email": "mia@example.com", "role": "requester" });
    save(taken).await.unwrap_err();
    let own =
        json!({ "person": mia, "name": "Mia Berg-Lund", "email": "mia@example.com", "role": "requester" });
    save(own).await.unwrap();
    // Whoever left does not keep an address from others.
    let left = json!({ "person": ben, "name": "Ben", "email": "ben@example.com", "role": "requester", "retired": true });
    save(left).await.unwrap();
    save(person("Benno", "ben@example.com")).await.unwrap();

    let asks = json!({ "name": "M. Berg", "email": "Mia@Example.com" });
    let made = world.call("ticket_new", json!({ "subject": "Screen", "new_requester": asks })).await;
    assert_eq!(world.got(made["id"].as_str().unwrap()).await["requester"]["id"], mia);
}
