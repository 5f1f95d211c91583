//! Clocks that run out before several servers: each step of an escalation is taken once, by whichever is there.

use crate::Nodes;
use serde_json::{Value, json};
use std::time::Duration;

const TICKETS: usize = 12;
/// How long the steps may take; they are due within four seconds.
const PATIENCE: Duration = Duration::from_secs(60);

impl Nodes {
    async fn call(&self, node: usize, command: &str, input: Value) -> Value {
        let answer = self.desk(node).call(self.me, command, input).await;
        answer.unwrap_or_else(|problem| panic!("{command}: {problem:?}"))
    }

    /// What the desk wrote into a ticket by itself: steps taken, and notes.
    async fn written(&self, ticket: &Value) -> (usize, usize) {
        let lines = self.call(0, "ticket_history", json!({ "ticket": ticket })).await;
        let is = |line: &&Value| line["what"]["is"] == "escalated";
        let steps = lines.as_array().unwrap().iter().filter(is).count();
        let thread = self.call(0, "ticket_thread", json!({ "ticket": ticket, "count": 50 })).await;
        let notes =
            thread["entries"].as_array().unwrap().iter().filter(|entry| entry["kind"] == "note").count();
        (steps, notes)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_step_is_taken_once_by_servers_that_all_watch_the_clock_and_one_of_them_goes() {
    let mut nodes = Nodes::start().await;
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let hours: serde_json::Map<String, Value> =
        days.map(|day| (day.to_owned(), json!([["00:00", "24:00"]]))).into_iter().collect();
    let mut calendars = nodes.call(0, "calendar_list", json!({})).await;
    calendars["calendars"][0]["hours"] = Value::Object(hours);
    nodes.call(0, "calendar_save", calendars).await;
    // Steps after 1.2, 2.4 and 3.6 seconds of the shortest target that there is.
    let step = |n: u128, percent: u8| {
        json!({
            "id": uuid::Uuid::from_u128(n), "metric": "first_response",
            "when": { "at": "percent", "percent": percent },
            "actions": [{ "do": "comment", "body": "Somebody has to look at this." }, { "do": "add_tag", "tag": "late" }],
        })
    };
    let mut policies = nodes.call(0, "policy_list", json!({})).await;
    policies["policies"][0]["targets"] = json!({ "normal": { "first_response": 1 } });
    policies["policies"][0]["escalation"] = json!([step(1, 2), step(2, 4), step(3, 6)]);
    nodes.call(1, "policy_save", policies).await;

    let mut tickets = Vec::new();
    for n in 0..TICKETS {
        let made = nodes.call(n, "ticket_new", json!({ "subject": format!("Ticket {n}") })).await;
        tickets.push(made["id"].clone());
    }
    nodes.running.pop().unwrap().stop().await.unwrap();
    let all = tokio::time::timeout(PATIENCE, async {
        for ticket in &tickets {
            while nodes.written(ticket).await.0 < 3 {
                // Beside what each server does by itself, all of them at once.
                let (here, there) = (nodes.desk(0), nodes.desk(1));
                let (here, there) = tokio::join!(here.escalate(), there.escalate());
                here.unwrap();
                there.unwrap();
            }
        }
    });
    all.await.expect("every step is taken");
    for node in 0..nodes.running.len() {
        nodes.desk(node).escalate().await.unwrap();
    }
    for ticket in &tickets {
        assert_eq!(nodes.written(ticket).await, (3, 3), "each step once, and what it does once");
    }
    let deadlocks = nodes.ask("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
    assert_eq!(deadlocks, "0");
}
