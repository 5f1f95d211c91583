//! What a server does by itself when clocks run out: each step once, whatever happens in between.

use crate::seated::{HOUR, Seated, always};
use desk::Seat;
use desk::clock::{Ids, RandomIds};
use domain::history::{Event, What};
use domain::ids::{PersonId, TeamId};
use domain::notify::Showing;
use domain::person::{Team, default_team};
use domain::record::Record;
use serde_json::{Value, json};

/// A server that is open around the clock and takes four steps on the way to a missed first response.
async fn world() -> Seated {
    let world = Seated::alone(Seat::Server, None).await;
    world.call("calendar_save", always()).await;
    let step = |n: u128, when: Value, actions: Value| json!({ "id": uuid::Uuid::from_u128(n), "metric": "first_response", "when": when, "actions": actions });
    let mut policies = world.call("policy_list", json!({})).await;
    policies["policies"][0]["escalation"] = json!([
        step(1, json!({ "at": "percent", "percent": 50 }), json!([{ "do": "notify", "managers": true }])),
        step(
            2,
            json!({ "at": "minutes_before", "minutes": 60 }),
            json!([
                { "do": "add_tag", "tag": "late" },
                { "do": "comment", "body": "Somebody has to look at this." },
            ])
        ),
        step(3, json!({ "at": "breach" }), json!([{ "do": "raise_priority" }])),
        step(
            4,
            json!({ "at": "minutes_after", "minutes": 30 }),
            json!([{ "do": "assign", "person": world.me }])
        ),
    ]);
    world.call("policy_save", policies).await;
    world
}

impl Seated {
    async fn view(&self, id: &str) -> Value {
        self.call("ticket_get", json!({ "ticket": id })).await
    }

    /// The lines that the desk wrote by itself, by what they are.
    async fn lines(&self, id: &str) -> Vec<String> {
        let lines = self.call("ticket_history", json!({ "ticket": id })).await;
        let lines = lines.as_array().unwrap().iter().filter(|line| line["by"] == "Tern");
        lines.map(|line| line["what"]["is"].as_str().unwrap().to_owned()).collect()
    }
}

#[tokio::test]
async fn each_step_is_taken_at_its_instant_and_named_as_the_desks() {
    let world = world().await;
    let id = world.ticket("Printer").await;
    let planned = world.desk.escalate().await.unwrap();
    assert_eq!(planned, Some(world.clock.now().plus_ms(2 * HOUR)), "half of four hours");
    assert_eq!(world.lines(&id).await, Vec::<String>::new());

    world.clock.wait(2 * HOUR);
    world.desk.escalate().await.unwrap();
    assert_eq!(world.lines(&id).await, ["escalated"]);
    world.clock.wait(HOUR);
    world.desk.escalate().await.unwrap();
    assert_eq!(world.view(&id).await["tags"], json!(["late"]));
    let thread = world.call("ticket_thread", json!({ "ticket": id, "count": 50 })).await;
    let note = thread["entries"].as_array().unwrap().iter().find(|entry| entry["kind"] == "note").unwrap();
    assert_eq!(
        (&note["author_name"], &note["body"]),
        (&json!("Tern"), &json!("Somebody has to look at this."))
    );

    world.clock.wait(HOUR);
    world.desk.escalate().await.unwrap();
    let view = world.view(&id).await;
    assert_eq!((&view["priority"], &view["assignee"]), (&json!("high"), &Value::Null));
    assert!(view["priority_reason"].as_str().unwrap().contains("Standard"));
    let told = world.lines(&id).await.iter().filter(|is| *is == "breached").count();
    assert_eq!(told, 1);

    world.clock.wait(HOUR / 2);
    world.desk.escalate().await.unwrap();
    assert_eq!(world.view(&id).await["assignee"], json!(world.me));
}

#[tokio::test]
async fn a_server_that_starts_again_takes_nothing_twice_and_leaves_nothing_out() {
    let world = world().await;
    let id = world.ticket("Printer").await;
    world.clock.wait(2 * HOUR);
    world.desk.escalate().await.unwrap();
    let world = world.restarted().await;
    world.desk.escalate().await.unwrap();
    assert_eq!(world.lines(&id).await, ["escalated"]);
    // Down over the other steps: they are taken late, each once.
    world.clock.wait(5 * HOUR);
    let world = world.restarted().await;
    for _ in 0..3 {
        world.desk.escalate().await.unwrap();
    }
    let lines = world.lines(&id).await;
    assert_eq!(lines.iter().filter(|is| *is == "escalated").count(), 4, "{lines:?}");
    assert_eq!(world.view(&id).await["priority"], "high", "raised once, though the target moved by it");
}

#[tokio::test]
async fn two_servers_on_one_database_take_each_step_once() {
    let world = world().await;
    let mut ids = Vec::new();
    for n in 0..12 {
        ids.push(world.ticket(&format!("Ticket {n}")).await);
    }
    let other = world.beside().await;
    world.clock.wait(3 * HOUR);
    let (here, there) = tokio::join!(world.desk.escalate(), other.escalate());
    here.unwrap();
    there.unwrap();
    for id in ids {
        let lines = world.lines(&id).await;
        assert_eq!(lines.iter().filter(|is| *is == "escalated").count(), 2, "{lines:?}");
        let thread = world.call("ticket_thread", json!({ "ticket": id, "count": 50 })).await;
        let notes = thread["entries"].as_array().unwrap().iter().filter(|entry| entry["kind"] == "note");
        assert_eq!(notes.count(), 1);
    }
}

#[tokio::test]
async fn a_step_that_the_rules_refuse_leaves_the_others_to_happen() {
    let world = world().await;
    let mut policies = world.call("policy_list", json!({})).await;
    policies["policies"][0]["escalation"][0]["actions"] = json!([
        { "do": "assign", "person": PersonId(uuid::Uuid::from_u128(404)) },
        { "do": "add_tag", "tag": "half" },
    ]);
    world.call("policy_save", policies).await;
    let id = world.ticket("Printer").await;
    world.clock.wait(2 * HOUR);
    world.desk.escalate().await.unwrap();
    let view = world.view(&id).await;
    assert_eq!((&view["assignee"], &view["tags"]), (&Value::Null, &json!(["half"])));
}

#[tokio::test]
async fn a_step_moves_a_ticket_to_another_team_and_tells_its_managers() {
    let world = world().await;
    let team = TeamId(uuid::Uuid::from_u128(42));
    let second = Team { name: "Second level".into(), ..default_team().1 };
    world.desk.seed(vec![Record::new(team.0, None, &second)]).await.unwrap();
    let mut policies = world.call("policy_list", json!({})).await;
    policies["policies"][0]["escalation"][0]["actions"] = json!([
        { "do": "notify", "managers": true, "people": [world.me] },
        { "do": "move_to_team", "team": team },
    ]);
    world.call("policy_save", policies).await;
    world.tick().await;
    let id = world.ticket("Printer").await;
    world.clock.wait(2 * HOUR);
    world.desk.escalate().await.unwrap();
    assert_eq!(world.view(&id).await["team"], json!(team));
    let told = |shown: &[Showing]| shown.iter().filter(|it| it.title.starts_with("Escalated: ")).count();
    assert_eq!(told(&world.tick().await), 1);
    assert_eq!(told(&world.tick().await), 0, "once");
}

#[tokio::test]
async fn steps_that_are_new_do_not_reach_back() {
    let world = world().await;
    let mut policies = world.call("policy_list", json!({})).await;
    let steps = policies["policies"][0]["escalation"].take();
    policies["policies"][0]["escalation"] = json!([]);
    world.call("policy_save", policies.clone()).await;
    let id = world.ticket("Printer").await;
    world.clock.wait(3 * HOUR + HOUR / 2);
    policies["policies"][0]["escalation"] = steps;
    world.call("policy_save", policies).await;
    world.desk.recounted().await;
    world.desk.escalate().await.unwrap();
    assert_eq!(world.lines(&id).await, Vec::<String>::new());
    world.clock.wait(HOUR / 2);
    world.desk.escalate().await.unwrap();
    assert_eq!(world.view(&id).await["priority"], "high", "what lies ahead is taken");
}

#[tokio::test]
async fn a_breach_that_was_told_stays_and_is_superseded_by_what_becomes_known() {
    let world = world().await;
    let id = world.ticket("Printer").await;
    world.clock.wait(5 * HOUR);
    world.desk.escalate().await.unwrap();
    let ticket: domain::ids::TicketId = id.parse().unwrap();
    // A reply that was delivered before the target was missed becomes known afterwards.
    let delivered = world.clock.now().plus_ms(-2 * HOUR);
    let what = What::Replied {
        message: domain::ids::MessageId(RandomIds.next()),
        side: domain::message::Side::Agent,
        delivered_at: Some(delivered),
    };
    let line = Event { ticket, at: delivered, received_at: None, by: Some(world.me), what };
    world.desk.seed(vec![Record::new(RandomIds.next(), Some(ticket.0), &line)]).await.unwrap();
    let lines = world.call("ticket_history", json!({ "ticket": id })).await;
    let breach = lines.as_array().unwrap().iter().find(|line| line["what"]["is"] == "breached").unwrap();
    assert_eq!(breach["what"]["superseded"], true);
    let range = json!({ "from": 0, "to": world.clock.now().plus_ms(1) });
    let rows = world.call("sla_attainment", range).await["rows"].clone();
    let first = rows.as_array().unwrap().iter().find(|row| row["metric"] == "first_response").unwrap();
    assert_eq!((&first["met"], &first["breached"], &first["superseded"]), (&json!(1), &json!(0), &json!(1)));
}
