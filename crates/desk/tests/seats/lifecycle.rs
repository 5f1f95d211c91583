//! The life of a ticket: what its requester says, and back to work when it was not done after all.

use crate::seated::{HOUR, MINUTE, Seated, always, local};
use contract::problem::Code;
use domain::ids::PersonId;
use domain::person::{Person, Role, default_team};
use domain::record::Record;
use serde_json::{Value, json};
use uuid::Uuid;

async fn world() -> Seated {
    Seated::alone(local(), None).await
}

/// A ticket of mine that Grace asks for.
async fn asked(world: &Seated, subject: &str) -> String {
    let input = json!({ "subject": subject, "new_requester": { "name": "Grace" } });
    let id = world.call("ticket_new", input).await["id"].as_str().unwrap().to_owned();
    world.change(&id, json!({ "assignee": world.me })).await;
    id
}

async fn says(world: &Seated, id: &str, body: &str) {
    let input = json!({ "ticket": id, "kind": "reply", "side": "requester", "body": body });
    world.call("message_add", input).await;
}

async fn messages(world: &Seated, id: &str) -> Vec<Value> {
    let page = world.call("ticket_thread", json!({ "ticket": id, "count": 100 })).await;
    let entries = page["entries"].as_array().unwrap().iter();
    entries.filter(|entry| entry["entry"] == "message").cloned().collect()
}

#[tokio::test]
async fn what_the_requester_says_is_theirs_and_tells_who_wrote_it_down() {
    let world = world().await;
    let id = asked(&world, "Printer").await;
    says(&world, &id, "It is room 12, {{not a placeholder}}").await;
    let said = messages(&world, &id).await;
    assert_eq!(said.len(), 1);
    let [author, side, by] = ["author_name", "side", "entered_by"].map(|name| said[0][name].clone());
    assert_eq!((author, side, by), (json!("Grace"), json!("requester"), json!("Ada")));
    let history = world.call("ticket_history", json!({ "ticket": id })).await;
    let line = history.as_array().unwrap().last().unwrap();
    assert_eq!(
        (&line["by"], &line["what"]),
        (&json!("Ada"), &json!({ "is": "replied", "side": "requester", "told_by": "Grace" }))
    );
    assert!(world.tick().await.is_empty(), "whoever wrote it down has heard it");
}

#[tokio::test]
async fn an_answer_at_the_counter_brings_the_ticket_back_and_starts_its_clock() {
    let world = world().await;
    world.call("calendar_save", always()).await;
    let id = asked(&world, "Printer").await;
    world
        .call(
            "message_add",
            json!({ "ticket": id, "kind": "reply", "body": "Which room?", "status": "waiting" }),
        )
        .await;
    world.clock.wait(HOUR);
    assert_eq!(world.clock_of(&id, "next_response").await["state"], "idle");
    says(&world, &id, "Room 12").await;
    assert_eq!(world.got(&id).await["status"], "open");
    assert_eq!(world.clock_of(&id, "next_response").await["state"], "running");

    world.change(&id, json!({ "status": "resolved" })).await;
    world.clock.wait(MINUTE);
    let keep =
        json!({ "ticket": id, "kind": "reply", "side": "requester", "body": "Thanks", "status": "resolved" });
    world.call("message_add", keep).await;
    assert_eq!(
        world.got(&id).await["status"],
        "resolved",
        "thanks are no work, if whoever heard them says so"
    );
    says(&world, &id, "Broken again").await;
    assert_eq!(world.got(&id).await["status"], "open");
    world.change(&id, json!({ "status": "on_hold" })).await;
    says(&world, &id, "Any news?").await;
    assert_eq!(world.got(&id).await["status"], "on_hold", "it waits for somebody else");
}

#[tokio::test]
async fn an_agent_takes_back_what_they_wrote_down_and_nobody_is_sent_it() {
    let world = world().await;
    let id = asked(&world, "Printer").await;
    world.change(&id, json!({ "status": "waiting" })).await;
    let (team, _) = default_team();
    let bob = PersonId(Uuid::from_u128(77));
    let person = Person { name: "Bob".into(), role: Role::Agent, teams: [team].into(), ..Person::default() };
    world.desk.seed(vec![Record::new(bob.0, None, &person)]).await.unwrap();
    let input = json!({ "ticket": id, "kind": "reply", "side": "requester", "body": "Room 12" });
    world.desk.call(bob, "message_add", input).await.unwrap();
    world.desk.call(bob, "undo", json!({})).await.unwrap();
    assert!(messages(&world, &id).await.is_empty());
    assert_eq!(world.got(&id).await["status"], "waiting");
    let draft = world.call("draft_get", json!({ "ticket": id, "kind": "reply" })).await;
    assert!(draft.is_null(), "words of the requester are never a reply to them");
}

#[tokio::test]
async fn nobody_speaks_for_a_requester_who_is_not_there() {
    let world = world().await;
    let id = world.ticket("Printer").await;
    let input = json!({ "ticket": id, "kind": "reply", "side": "requester", "body": "Room 12" });
    let problem = world.desk.call(world.me, "message_add", input).await.unwrap_err();
    assert_eq!(problem.code, Code::Invalid);
}

#[tokio::test]
async fn tickets_are_reopened_with_a_reason_and_all_of_it_is_taken_back() {
    let world = world().await;
    let (one, other, open) =
        (asked(&world, "Printer").await, asked(&world, "Router").await, asked(&world, "Phone").await);
    for (id, status) in [(&one, "resolved"), (&other, "closed"), (&open, "in_progress")] {
        world.change(id, json!({ "status": status })).await;
    }
    let all = json!({ "tickets": [one, other, open], "reason": "It broke again" });
    let done = world.call("ticket_reopen", all).await;
    assert_eq!(done["undo"], "Reopened 2 tickets");
    for id in [&one, &other] {
        assert_eq!(world.got(id).await["status"], "open");
        let said = messages(&world, id).await;
        assert_eq!((&said[0]["kind"], &said[0]["body"]), (&json!("note"), &json!("It broke again")));
    }
    assert_eq!(world.got(&open).await["status"], "in_progress", "what was not done is left alone");
    assert!(messages(&world, &open).await.is_empty());
    world.call("undo", json!({})).await;
    assert_eq!(world.got(&one).await["status"], "resolved");
    assert_eq!(world.got(&other).await["status"], "closed");
    assert!(messages(&world, &one).await.is_empty());

    let none = world.desk.call(world.me, "ticket_reopen", json!({ "tickets": [open] })).await;
    assert_eq!(none.unwrap_err().code, Code::Invalid);
}

async fn found(world: &Seated, line: &str) -> Vec<String> {
    let page = world.call("ticket_list", json!({ "filter": { "text": line }, "count": 50 })).await;
    let mut names: Vec<String> = page["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["subject"].as_str().unwrap().to_owned())
        .collect();
    names.sort_unstable();
    names
}

#[tokio::test]
async fn that_it_is_fixed_is_kept_with_who_heard_it_and_closes_the_ticket() {
    let world = world().await;
    let (one, other) = (asked(&world, "Printer").await, asked(&world, "Router").await);
    let early = world.desk.call(world.me, "ticket_confirm", json!({ "tickets": [one] })).await;
    assert_eq!(early.unwrap_err().code, Code::Invalid, "nothing is fixed before it is resolved");
    for id in [&one, &other] {
        world.change(id, json!({ "status": "resolved" })).await;
    }
    world.clock.wait(HOUR);
    let now = world.clock.now();
    world.call("ticket_confirm", json!({ "tickets": [one], "how": "requester" })).await;
    let view = world.got(&one).await;
    assert_eq!(view["status"], "closed");
    assert_eq!(view["confirmed"], json!({ "by": "Ada", "how": "requester", "at": now }));
    assert_eq!(found(&world, "is:confirmed").await, ["Printer"]);
    assert_eq!(found(&world, "is:unconfirmed").await, ["Router"]);
    let history = world.call("ticket_history", json!({ "ticket": one })).await;
    let fields = history.as_array().unwrap().last().unwrap()["what"]["fields"].clone();
    let confirmed = fields.as_array().unwrap().iter().find(|it| it["field"] == "confirmed").unwrap();
    assert_eq!(confirmed["to"], "requester");

    // It survives a restart, and is forgotten once it is work again, however that came about.
    let world = world.restarted().await;
    assert_eq!(found(&world, "is:confirmed").await, ["Printer"]);
    says(&world, &one, "Broken again").await;
    assert_eq!(world.got(&one).await["status"], "open");
    world.change(&one, json!({ "status": "resolved" })).await;
    assert!(world.got(&one).await["confirmed"].is_null());
    assert_eq!(found(&world, "is:unconfirmed").await, ["Printer", "Router"]);

    world.call("ticket_confirm", json!({ "tickets": [one, other], "how": "agent" })).await;
    assert_eq!(found(&world, "is:confirmed").await, ["Printer", "Router"]);
    world.call("undo", json!({})).await;
    assert!(found(&world, "is:confirmed").await.is_empty());
    assert_eq!(world.got(&other).await["status"], "resolved");
}

#[tokio::test]
async fn a_ticket_is_answered_while_the_last_public_word_is_ours() {
    let world = world().await;
    let id = asked(&world, "Printer").await;
    asked(&world, "Router").await;
    assert_eq!(found(&world, "is:unanswered").await, ["Printer", "Router"]);
    world.call("message_add", json!({ "ticket": id, "kind": "note", "body": "Looking" })).await;
    assert!(found(&world, "is:answered").await.is_empty(), "a note answers nobody");
    world.clock.wait(MINUTE);
    world.call("message_add", json!({ "ticket": id, "kind": "reply", "body": "On my way" })).await;
    assert_eq!(found(&world, "is:answered").await, ["Printer"]);
    assert_eq!(world.got(&id).await["answered"], true);
    let board = world.call("board_get", json!({})).await;
    let input = json!({ "board": board["id"], "column": "new", "from": 0, "count": 50 });
    let cards = world.call("board_column", input).await["cards"].clone();
    let marks: Vec<bool> = cards.as_array().unwrap().iter().map(|card| card["answered"] == true).collect();
    assert_eq!(marks.iter().filter(|mark| **mark).count(), 1);

    world.clock.wait(MINUTE);
    says(&world, &id, "It is still jammed").await;
    assert_eq!(found(&world, "is:unanswered").await, ["Printer", "Router"]);
    world.clock.wait(MINUTE);
    world
        .call("message_add", json!({ "ticket": id, "kind": "reply", "body": "Fixed", "status": "resolved" }))
        .await;
    assert!(found(&world, "is:answered").await.is_empty(), "what is done asks for no answer");
    assert_eq!(found(&world, "is:unanswered").await, ["Router"]);
}

#[tokio::test]
async fn a_ticket_is_handed_to_the_next_level_with_a_note_in_one_step() {
    let world = world().await;
    let team =
        |name: &'static str, level: Value| world.call("team_save", json!({ "name": name, "level": level }));
    let (network, root) = (team("Network", json!(2)).await, team("Specialists", json!(3)).await);
    let id = asked(&world, "Router").await;
    let note = json!({ "tickets": [id], "note": "Port 7 drops, cable is fine" });
    let done = world.call("ticket_escalate", note).await;
    assert!(done["undo"].as_str().unwrap().ends_with("to Network"), "{done}");
    let view = world.got(&id).await;
    assert_eq!((&view["team"], &view["assignee"]), (&network["id"], &Value::Null));
    let said = messages(&world, &id).await;
    assert_eq!((&said[0]["kind"], &said[0]["body"]), (&json!("note"), &json!("Port 7 drops, cable is fine")));
    world.call("undo", json!({})).await;
    assert_eq!(world.got(&id).await["assignee"], json!(world.me));
    assert!(messages(&world, &id).await.is_empty());

    world.call("ticket_escalate", json!({ "tickets": [id], "team": root["id"] })).await;
    assert_eq!(world.got(&id).await["team"], root["id"]);
    let top = world.desk.call(world.me, "ticket_escalate", json!({ "tickets": [id], "note": "Up" })).await;
    assert_eq!(top.unwrap_err().code, Code::Invalid);
    assert!(messages(&world, &id).await.is_empty(), "nothing is left of what was refused");
    let teams = world.call("lookup_all", json!({})).await["teams"].clone();
    let level = teams.as_array().unwrap().iter().find(|team| team["name"] == "Network").unwrap();
    assert_eq!(level["level"], 2);
}

#[tokio::test]
async fn that_the_expected_resolution_was_told_is_kept_with_its_reply() {
    let world = world().await;
    let id = asked(&world, "Printer").await;
    let (first, later) = (world.clock.now().plus_ms(8 * HOUR), world.clock.now().plus_ms(48 * HOUR));
    world.change(&id, json!({ "estimated": first })).await;
    let fill = json!({ "ticket": id, "body": "By {{estimated}}, {{due}}" });
    let filled = world.call("canned_fill", fill).await;
    assert_eq!(
        filled["text"], "By 2026-03-10, 2026-03-10",
        "due falls back to it, and it has a name of its own"
    );
    let tell = json!({ "ticket": id, "kind": "reply", "body": "By tonight", "tells_estimated": true });
    world.call("message_add", tell.clone()).await;
    assert_eq!(world.got(&id).await["estimated_told"], json!(first));
    let history = world.call("ticket_history", json!({ "ticket": id })).await;
    assert!(history.to_string().contains("estimated_told"), "{history}");
    world.change(&id, json!({ "estimated": later })).await;
    let view = world.got(&id).await;
    assert_ne!(view["estimated_told"], view["estimated"], "moved, and not told yet");
    let note = json!({ "ticket": id, "kind": "note", "body": "Hm", "tells_estimated": true });
    world.call("message_add", note).await;
    assert_eq!(world.got(&id).await["estimated_told"], json!(first), "a note tells nobody");
    world.call("message_add", tell).await;
    assert_eq!(world.got(&id).await["estimated_told"], json!(later));
    world.call("undo", json!({})).await;
    assert_eq!(world.got(&id).await["estimated_told"], json!(first), "what was taken back was not told");
}
