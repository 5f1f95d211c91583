//! Visits at a desk of one's own: planned, gone to, told of, and taken back.

use crate::seated::{HOUR, MINUTE, Seated, local};
use contract::problem::Code;
use domain::time::Timestamp;
use serde_json::{Value, json};

async fn world() -> Seated {
    Seated::alone(local(), None).await
}

impl Seated {
    async fn plan(&self, ticket: &str, from: i64, hours: i64) -> String {
        let from = self.clock.now().plus_ms(from * HOUR);
        let input = json!({
            "ticket": ticket, "technician": self.me, "from": from, "until": from.plus_ms(hours * HOUR),
            "address": " Harbour Street 4 ", "purpose": "Look at the printer",
        });
        self.call("visit_add", input).await["id"].as_str().unwrap().to_owned()
    }

    async fn visits(&self, query: Value) -> Vec<Value> {
        self.call("visit_list", query).await.as_array().unwrap().clone()
    }

    async fn visit(&self, id: &str, ticket: &str) -> Value {
        let all = self.visits(json!({ "ticket": ticket })).await;
        all.into_iter().find(|visit| visit["id"] == id).unwrap()
    }

    async fn step(&self, id: &str, step: &str) {
        self.call("visit_step", json!({ "visit": id, "step": step })).await;
    }
}

#[tokio::test]
async fn a_day_of_visits_is_in_its_order_and_survives_a_restart() {
    let world = world().await;
    let printer = world.ticket("Printer").await.to_string();
    let door = world.ticket("Door").await.to_string();
    let later = world.plan(&door, 4, 2).await;
    let first = world.plan(&printer, 1, 1).await;
    let tomorrow = world.plan(&printer, 26, 1).await;
    let open = world.call("visit_add", json!({ "ticket": door, "purpose": "Measure" })).await;
    let now = world.clock.now();
    let day = json!({ "from": now, "to": now.plus_ms(12 * HOUR) });

    let world = world.restarted().await;
    let found = world.visits(day.clone()).await;
    let ids: Vec<&str> = found.iter().map(|visit| visit["id"].as_str().unwrap()).collect();
    assert_eq!(ids, [&first, &later]);
    assert_eq!(found[0]["address"], "Harbour Street 4");
    assert_eq!(found[0]["technician_name"], "Ada");
    assert_eq!((&found[0]["subject"], &found[0]["state"]), (&json!("Printer"), &json!("planned")));
    let unscheduled = world.visits(json!({ "unscheduled": true })).await;
    assert_eq!(unscheduled.len(), 1);
    assert_eq!(unscheduled[0]["id"], open["id"]);
    let nobody = json!({ "from": now, "to": now.plus_ms(12 * HOUR), "technicians": [door] });
    assert!(world.visits(nobody).await.is_empty(), "somebody else's day");

    let moved = now.plus_ms(30 * MINUTE);
    let input =
        json!({ "visit": tomorrow, "technician": world.me, "from": moved, "until": moved.plus_ms(HOUR) });
    world.call("visit_set", input).await;
    assert_eq!(world.visits(day.clone()).await[0]["id"], tomorrow);
    world.call("undo", json!({})).await;
    assert_eq!(world.visits(day).await.len(), 2);
    let agenda = json!({ "from": now, "to": now.plus_ms(12 * HOUR), "scope": "mine", "teams": [] });
    let agenda = world.call("agenda", agenda).await;
    let visits: Vec<&Value> = agenda["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|item| item["what"]["is"] == "visit")
        .map(|item| &item["what"]["visit"])
        .collect();
    assert_eq!(visits, [&json!(first), &json!(later)]);
}

#[tokio::test]
async fn what_happened_on_a_visit_is_told_once_with_its_report_and_its_time() {
    let world = world().await;
    let ticket = world.ticket("Printer").await.to_string();
    let visit = world.plan(&ticket, 1, 1).await;
    world.step(&visit, "started").await;
    world.clock.wait(20 * MINUTE);
    world.step(&visit, "arrived").await;
    let parts = json!({ "visit": visit, "add": ["2 × Fuser kit", "Toner"] });
    world.call("visit_parts", parts).await;
    world.call("visit_parts", json!({ "visit": visit, "remove": ["Toner"] })).await;
    let png = "iVBORw0KGgo=";
    let photo = json!({ "ticket": ticket, "name": "plate.png", "base64": png, "visit": visit });
    world.call("attachment_add", photo).await;
    let ink = json!({ "ticket": ticket, "name": "signature.png", "base64": png, "visit": visit });
    let ink = world.call("attachment_add", ink).await;
    let other = json!({ "ticket": ticket, "name": "elsewhere.png", "base64": png });
    let other = world.call("attachment_add", other).await;
    let sign = |file: &Value| json!({ "visit": visit, "signature": file["id"], "name": "Mr. Brandt" });
    let refused = world.desk.call(world.me, "visit_sign", sign(&other)).await.unwrap_err();
    assert_eq!(refused.code, Code::Invalid);
    world.call("visit_sign", sign(&ink)).await;
    world.clock.wait(45 * MINUTE);
    let done = json!({ "visit": visit, "step": "done", "report": "Fuser replaced.", "minutes": 45 });
    world.call("visit_step", done).await;

    let view = world.visit(&visit, &ticket).await;
    assert_eq!(view["state"], "done");
    assert_eq!(view["on_site_seconds"], 45 * 60);
    assert_eq!(view["spent_seconds"], 45 * 60);
    let time = world.call("time_list", json!({ "ticket": ticket })).await;
    assert_eq!((&time[0]["visit"], &time[0]["note"]), (&json!(visit), &json!(null)));
    assert_eq!(view["parts"], json!(["2 × Fuser kit"]));
    assert_eq!(view["signed_by"], "Mr. Brandt");
    assert_eq!(view["signature"], ink["id"]);
    let files = view["files"].as_array().unwrap();
    assert_eq!(files.len(), 1);
    assert_eq!(files[0]["name"], "plate.png");
    let thread = world.call("ticket_thread", json!({ "ticket": ticket, "count": 10 })).await;
    assert!(thread.to_string().contains("Fuser replaced."), "{thread}");
    let shown = world.call("ticket_get", json!({ "ticket": ticket })).await;
    assert!(shown.to_string().contains("2700"), "45 minutes are booked: {shown}");

    // Everything that came with the step goes with it; the step itself stays, and one back.
    world.call("undo", json!({})).await;
    let view = world.visit(&visit, &ticket).await;
    assert_eq!(view["state"], "on_site");
    assert_eq!(view["steps"].as_array().unwrap().len(), 4);
    assert_eq!(view["steps"][2]["taken_back"], true);
    let thread = world.call("ticket_thread", json!({ "ticket": ticket, "count": 10 })).await;
    assert!(!thread.to_string().contains("Fuser replaced."), "{thread}");
    world.call("redo", json!({})).await;
    assert_eq!(world.visit(&visit, &ticket).await["state"], "done");
}

#[tokio::test]
async fn a_visit_that_cannot_be_says_why() {
    let world = world().await;
    let ticket = world.ticket("Printer").await.to_string();
    let visit = world.plan(&ticket, 1, 1).await;
    world.step(&visit, "arrived").await;
    let again = json!({ "visit": visit, "step": "started" });
    let report = json!({ "visit": visit, "step": "taken_back", "report": "Not yet" });
    let minutes = json!({ "visit": visit, "step": "cancelled", "minutes": 5 });
    let stranger = json!({ "ticket": ticket, "technician": ticket });
    let (from, until) = (Timestamp(2), Timestamp(1));
    let backwards = json!({ "ticket": ticket, "from": from, "until": until });
    let half = json!({ "ticket": ticket, "from": from });
    for (command, input) in [
        ("visit_step", again),
        ("visit_step", report),
        ("visit_step", minutes),
        ("visit_add", stranger),
        ("visit_add", backwards),
        ("visit_add", half),
        ("visit_remove", json!({ "visit": visit })),
        ("visit_list", json!({})),
    ] {
        let refused = world.desk.call(world.me, command, input.clone()).await.unwrap_err();
        assert_eq!(refused.code, Code::Invalid, "{command} {input}: {refused:?}");
    }
    let planned = world.plan(&ticket, 5, 1).await;
    world.call("visit_remove", json!({ "visit": planned })).await;
    assert_eq!(world.visits(json!({ "ticket": ticket })).await.len(), 1);
}
