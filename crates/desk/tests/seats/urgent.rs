//! The guard against too many urgent tickets: who makes one more is asked why, and the reason stays.

use crate::seated::{Seated, local};
use contract::problem::Code;
use serde_json::{Value, json};

impl Seated {
    async fn asked_why(&self, command: &str, input: Value) -> Value {
        let problem = self.desk.call(self.me, command, input).await.unwrap_err();
        assert_eq!(problem.code, Code::Urgent, "{problem:?}");
        problem.detail.unwrap()
    }
}

/// What the matrix makes urgent.
fn pressing() -> Value {
    json!({ "impact": "high", "urgency": "high" })
}

#[tokio::test]
async fn the_fourth_urgent_ticket_of_a_small_desk_wants_a_reason_and_keeps_it() {
    let world = Seated::alone(local(), None).await;
    let mut all = Vec::new();
    for at in 0..5 {
        all.push(world.ticket(&format!("Ticket {at}")).await);
    }
    let three = json!({ "tickets": all[..3], "fields": pressing() });
    world.call("ticket_set", three).await;
    let fourth = json!({ "tickets": [all[3]], "fields": pressing() });
    let share = world.asked_why("ticket_set", fourth).await;
    assert_eq!(share, json!({ "urgent": 4, "open": 5, "percent": 10 }));
    assert_eq!(world.got(&all[3]).await["priority"], "normal", "nothing was done");
    let new = json!({ "subject": "One more", "description": "", "fields": pressing() });
    assert_eq!(world.asked_why("ticket_new", new).await["open"], 6, "the new one counts as well");

    let mut fields = pressing();
    fields["priority_reason"] = json!("The till stands still");
    world.call("ticket_set", json!({ "tickets": [all[3]], "fields": fields })).await;
    let ticket = world.got(&all[3]).await;
    assert_eq!([&ticket["priority"], &ticket["priority_reason"]], ["urgent", "The till stands still"]);
    world.change(&all[3], json!({ "subject": "Till" })).await;
    assert_eq!(
        world.got(&all[3]).await["priority_reason"],
        "The till stands still",
        "whatever else is edited"
    );
    let lower = json!({ "tickets": [all[3]], "fields": { "priority": "low" } });
    let problem = world.desk.call(world.me, "ticket_set", lower).await.unwrap_err();
    assert_eq!(problem.code, Code::PriorityReason, "why it is urgent is not why it is low");
    world.call("message_add", json!({ "ticket": all[3], "kind": "reply", "body": "And the printer" })).await;
    let thread = world.call("ticket_thread", json!({ "ticket": all[3], "count": 100 })).await;
    let said = thread["entries"].as_array().unwrap().iter().find(|entry| entry["entry"] == "message");
    world.call("ticket_split", json!({ "ticket": all[3], "messages": [said.unwrap()["id"]] })).await;
}

#[tokio::test]
async fn several_at_once_are_counted_together_and_what_is_done_does_not_count() {
    let world = Seated::alone(local(), None).await;
    let mut all = Vec::new();
    for at in 0..5 {
        all.push(world.ticket(&format!("Ticket {at}")).await);
    }
    let four = json!({ "tickets": all[..4], "fields": pressing() });
    assert_eq!(world.asked_why("ticket_set", four.clone()).await["urgent"], 4);
    world.call("ticket_set", json!({ "tickets": all[..3], "fields": pressing() })).await;
    world.change(&all[0], json!({ "status": "closed" })).await;
    world.change(&all[3], pressing()).await;
    world.change(&all[0], json!({ "status": "open" })).await;
    assert_eq!(world.got(&all[0]).await["priority"], "urgent", "whoever opens it again is not asked");
    world.call("urgent_guard_save", json!({ "percent": 0 })).await;
    world.change(&all[4], pressing()).await;
    assert_eq!(world.got(&all[4]).await["priority"], "urgent", "nobody is asked where it is switched off");
    assert_eq!(world.call("lookup_all", json!({})).await["urgent_guard"]["percent"], 0);
    let wrong = world.desk.call(world.me, "urgent_guard_save", json!({ "percent": 101 })).await.unwrap_err();
    assert_eq!(wrong.code, Code::Invalid);
}

#[tokio::test]
async fn a_macro_is_no_way_around_the_question() {
    let world = Seated::alone(local(), None).await;
    let mut all = Vec::new();
    for at in 0..5 {
        all.push(world.ticket(&format!("Ticket {at}")).await);
    }
    let escalate =
        json!({ "name": "Escalate", "steps": { "priority": "urgent", "add_tags": ["hot"] }, "tickets": all });
    assert_eq!(world.asked_why("macro_run", escalate.clone()).await["urgent"], 4);
    assert_eq!(world.got(&all[0]).await["tags"], json!([]), "all of it or nothing");
    let mut told = escalate;
    told["reason"] = json!(" The data centre is down ");
    world.call("macro_run", told).await;
    let view = world.got(&all[4]).await;
    assert_eq!(
        (&view["priority"], &view["priority_reason"]),
        (&json!("urgent"), &json!("The data centre is down"))
    );
}
