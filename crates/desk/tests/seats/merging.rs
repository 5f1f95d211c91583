//! Tickets that are merged and taken apart: at one desk, over a restart, and on two devices that did it at once.

use crate::offline::{World, world};
use crate::seated::{Seated, local};
use contract::problem::Code;
use serde_json::{Value, json};

impl Seated {
    async fn merge(&self, ticket: &str, into: &str) -> Value {
        self.call("ticket_merge", json!({ "tickets": [ticket], "into": into })).await
    }

    async fn look(&self, id: &str) -> Value {
        self.call("ticket_get", json!({ "ticket": id })).await
    }

    /// What stands in the thread: messages by their text, and the requests of merged tickets.
    async fn thread(&self, id: &str) -> Vec<String> {
        let page = self.call("ticket_thread", json!({ "ticket": id, "count": 100 })).await;
        let words = |entry: &Value| match entry["entry"].as_str() {
            Some("message") => Some(entry["body"].as_str().unwrap().to_owned()),
            Some("merged") => Some(format!("asked: {}", entry["description"].as_str().unwrap())),
            _ => None,
        };
        page["entries"].as_array().unwrap().iter().filter_map(words).collect()
    }

    async fn write(&self, id: &str, kind: &str, body: &str) {
        self.call("message_add", json!({ "ticket": id, "kind": kind, "body": body })).await;
    }
}

async fn asked(desk: &Seated, subject: &str, who: &str) -> String {
    let input =
        json!({ "subject": subject, "description": format!("{subject}!"), "new_requester": { "name": who } });
    desk.call("ticket_new", input).await["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_merged_ticket_shows_in_the_other_and_comes_back_as_it_was_over_a_restart() {
    let world = Seated::alone(local(), None).await;
    let (first, second) =
        (asked(&world, "Printer", "Ada King").await, asked(&world, "Paper", "Bob Ray").await);
    world.write(&first, "note", "one").await;
    world.clock.wait(1_000);
    world.write(&second, "reply", "two").await;
    let before = world.look(&second).await;
    let merged = world.merge(&second, &first).await;
    assert_eq!(merged["undo"], "Merged L-2 into L-1");

    let there = world.look(&first).await;
    assert_eq!(there["merged"][0]["number"], "L-2");
    assert_eq!(there["merged"][0]["requester"]["name"], "Bob Ray");
    assert_eq!(world.thread(&first).await, ["asked: Paper!", "one", "two"]);
    let here = world.look(&second).await;
    assert_eq!(
        (here["status"].as_str(), here["merged_into"]["number"].as_str()),
        (Some("closed"), Some("L-1"))
    );
    assert_eq!(world.thread(&second).await, ["two"]);
    // What is written to it from now on shows there as well.
    world.clock.wait(1_000);
    world.write(&second, "note", "three").await;
    assert_eq!(world.thread(&first).await.last().unwrap(), "three");
    let lines = world.call("ticket_history", json!({ "ticket": second })).await.to_string();
    assert!(lines.contains("merged_into") && lines.contains("L-1"), "by its name: {lines}");

    let world = world.restarted().await;
    assert_eq!(world.look(&first).await["merged"].as_array().unwrap().len(), 1);
    world.call("ticket_unmerge", json!({ "tickets": [second] })).await;
    let after = world.look(&second).await;
    assert_eq!((&after["status"], &after["merged_into"]), (&before["status"], &json!(null)));
    assert_eq!(world.look(&first).await["merged"], json!([]));
    assert_eq!(world.thread(&first).await, ["one"]);
    assert_eq!(world.thread(&second).await, ["two", "three"]);
    // And the same with the one key for everything.
    world.merge(&second, &first).await;
    world.call("undo", json!({})).await;
    assert_eq!(world.look(&second).await["status"], before["status"]);
    assert_eq!(world.thread(&first).await, ["one"]);
    world.call("redo", json!({})).await;
    assert_eq!(world.look(&second).await["status"], "closed");
}

#[tokio::test]
async fn what_was_merged_into_a_merged_ticket_shows_all_the_way_up_and_never_in_a_circle() {
    let world = Seated::alone(local(), None).await;
    let [a, b, c] = [
        asked(&world, "A", "Ada King").await,
        asked(&world, "B", "Bob Ray").await,
        asked(&world, "C", "Cy Law").await,
    ];
    world.merge(&c, &b).await;
    world.merge(&b, &a).await;
    let family = world.look(&a).await["merged"].clone();
    let names: Vec<(&str, bool)> = family
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["number"].as_str().unwrap(), one["directly"].as_bool().unwrap()))
        .collect();
    assert_eq!(names, [("L-2", true), ("L-3", false)]);
    for (ticket, into) in [(&a, &c), (&a, &a), (&b, &b)] {
        let input = json!({ "tickets": [ticket], "into": into });
        let problem = world.desk.call(world.me, "ticket_merge", input).await.unwrap_err();
        assert_eq!(problem.code, Code::Invalid);
    }
    let gone = json!({ "tickets": [a], "into": uuid::Uuid::from_u128(7) });
    assert_eq!(world.desk.call(world.me, "ticket_merge", gone).await.unwrap_err().code, Code::Missing);
    // Whoever works on it again after it was merged decides where it stands.
    world.call("ticket_set", json!({ "tickets": [c], "fields": { "status": "open" } })).await;
    world.call("ticket_unmerge", json!({ "tickets": [c] })).await;
    assert_eq!(world.look(&c).await["status"], "open");
}

async fn three(world: &World) -> [String; 3] {
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(world.ticket().await);
    }
    ids.try_into().unwrap()
}

async fn same(world: &World, ids: &[String]) {
    world.ada.sync(&world.server.desk).await;
    world.ben.sync(&world.server.desk).await;
    world.ada.sync(&world.server.desk).await;
    for id in ids {
        let there = world.server.look(id).await;
        for device in [&world.ada, &world.ben] {
            let here = device.look(id).await;
            for field in ["status", "merged_into", "merged"] {
                assert_eq!(here[field], there[field], "{field} of {id}");
            }
            assert_eq!(device.thread(id).await, world.server.thread(id).await);
        }
    }
}

#[tokio::test]
async fn two_devices_that_merge_each_other_at_once_end_with_one_of_the_two() {
    let world = world(0).await;
    let ids = three(&world).await;
    world.ada.merge(&ids[0], &ids[1]).await;
    world.ben.merge(&ids[1], &ids[0]).await;
    same(&world, &ids).await;
    let [first, second] = [world.server.look(&ids[0]).await, world.server.look(&ids[1]).await];
    assert_eq!(first["merged_into"]["ticket"], json!(ids[1]), "whoever came first");
    assert_eq!((&second["merged_into"], second["status"].as_str()), (&json!(null), Some("new")));
    let refused = world.ben.call("outbox_list", json!({})).await;
    assert_eq!(refused.as_array().unwrap().len(), 1, "the other is told: {refused}");
}

#[tokio::test]
async fn two_devices_that_merge_one_ticket_elsewhere_are_asked_and_nothing_is_left_over() {
    let world = world(0).await;
    let ids = three(&world).await;
    world.ada.merge(&ids[2], &ids[0]).await;
    world.ben.merge(&ids[2], &ids[1]).await;
    same(&world, &ids).await;
    assert_eq!(world.server.look(&ids[2]).await["merged_into"]["ticket"], json!(ids[0]));
    assert_eq!(world.server.look(&ids[1]).await["merged"], json!([]));
    let asked = world.server.look(&ids[2]).await["conflicts"].clone();
    assert_eq!((asked[0]["field"].as_str(), asked.as_array().unwrap().len()), (Some("merged_into"), 1));
    assert!(asked[0]["mine"].as_str().unwrap().starts_with('#'), "by its number: {asked}");
}

#[tokio::test]
async fn a_ticket_that_goes_on_elsewhere_while_it_is_merged_loses_nothing() {
    let world = world(0).await;
    let ids = three(&world).await;
    world.ada.merge(&ids[1], &ids[0]).await;
    world.ben.write(&ids[1], "note", "meanwhile").await;
    world.ben.merge(&ids[2], &ids[1]).await;
    same(&world, &ids).await;
    assert!(world.ada.thread(&ids[0]).await.contains(&"meanwhile".to_owned()));
    let merged = world.ada.look(&ids[0]).await["merged"].as_array().unwrap().len();
    assert_eq!(merged, 2, "what was merged into it comes along");
}

#[tokio::test]
async fn whoever_asked_in_a_merged_ticket_is_in_copy_of_the_other_until_they_are_taken_apart() {
    let world = Seated::alone(local(), None).await;
    let first = asked(&world, "Printer", "Ada King").await;
    let [second, third] = [asked(&world, "Paper", "Bob Ray").await, asked(&world, "Toner", "Cleo Fox").await];
    let of = async |ticket: &str, field: &str| world.look(ticket).await[field]["id"].clone();
    let [ada, bob, cleo] =
        [of(&first, "requester").await, of(&second, "requester").await, of(&third, "requester").await];
    // Cleo is in copy already, and Ada asks in both.
    world.change(&first, json!({ "cc": [cleo] })).await;
    world.change(&second, json!({ "cc": [ada] })).await;
    let fourth = asked(&world, "Drum", "Dan Orr").await;
    world.change(&fourth, json!({ "requester": bob })).await;
    let copied = async || {
        let ticket = world.look(&first).await;
        let mut names: Vec<String> = ticket["cc"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["name"].as_str().unwrap().to_owned())
            .collect();
        names.sort();
        names
    };
    world.clock.wait(1_000);
    let all = json!({ "tickets": [second, third], "into": first });
    world.call("ticket_merge", all).await;
    assert_eq!(copied().await, ["Bob Ray", "Cleo Fox"]);
    world.clock.wait(1_000);
    world.merge(&fourth, &first).await;
    world.clock.wait(1_000);
    // Bob asked in another one that stays merged; Cleo was in copy before.
    world.call("ticket_unmerge", json!({ "tickets": [second, third] })).await;
    assert_eq!(copied().await, ["Bob Ray", "Cleo Fox"]);
    world.call("undo", json!({})).await;
    world.call("undo", json!({})).await;
    world.call("ticket_unmerge", json!({ "tickets": [second] })).await;
    assert_eq!(copied().await, ["Cleo Fox"]);
    world.call("undo", json!({})).await;
    assert_eq!(copied().await, ["Bob Ray", "Cleo Fox"]);
}
