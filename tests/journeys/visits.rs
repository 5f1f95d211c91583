//! A technician's day in basements: visits are gone to, told of and signed without a network, and all of it is there when
//! they come up, also after the computer died below.

use crate::world::{Desk, Server};
use domain::person::Role;
use serde_json::{Value, json};

const PEOPLE: [(&str, &str, Role); 1] = [("ada@desk.example", "Ada", Role::Agent)];
/// A picture of one pixel.
const PNG: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

impl Desk {
    async fn visit(&self, ticket: &str) -> Value {
        self.call("visit_list", json!({ "ticket": ticket })).await[0].clone()
    }

    async fn step(&self, visit: &Value, step: &str) {
        self.call("visit_step", json!({ "visit": visit["id"], "step": step })).await;
    }

    async fn picture(&self, ticket: &str, visit: &Value, name: &str) -> Value {
        let file = json!({ "ticket": ticket, "name": name, "base64": PNG, "visit": visit["id"] });
        self.call("attachment_add", file).await
    }
}

#[tokio::test]
async fn a_visit_in_a_basement_is_done_without_a_network_and_is_whole_upstairs() {
    let mut server = Server::start(&PEOPLE).await;
    let id = server.person("tim@desk.example", "Tim", Role::Technician).await;
    let ada = Desk::at(&server, "ada@desk.example").await;
    let tim = Desk::at(&server, "tim@desk.example").await;
    let ticket = ada.new_ticket("Boiler drips").await;
    ada.set(&ticket, json!({ "assignee": id })).await;
    let now = ada.ticket(&ticket).await["created_at"].as_i64().unwrap();
    let hour = 3_600_000;
    let plan = json!({
        "ticket": ticket, "technician": id, "from": now + hour, "until": now + 2 * hour,
        "address": "Harbour Street 4, cellar", "purpose": "Find the leak",
    });
    ada.call("visit_add", plan).await;
    ada.sync().await;
    tim.sync().await;

    // Down the stairs.
    server.stop().await;
    let visit = tim.visit(&ticket).await;
    assert_eq!((&visit["address"], &visit["state"]), (&json!("Harbour Street 4, cellar"), &json!("planned")));
    tim.step(&visit, "started").await;
    tim.step(&visit, "arrived").await;
    tim.call("visit_parts", json!({ "visit": visit["id"], "add": ["1 × Valve"] })).await;
    tim.picture(&ticket, &visit, "leak.png").await;
    let tim = tim.restart().await;
    let ink = tim.picture(&ticket, &visit, "signature.png").await;
    let sign = json!({ "visit": visit["id"], "signature": ink["id"], "name": "Mr. Brandt" });
    tim.call("visit_sign", sign).await;
    let done = json!({ "visit": visit["id"], "step": "done", "report": "Valve replaced.", "minutes": 45 });
    tim.call("visit_step", done).await;
    assert!(tim.pending().await > 0, "nothing has left the cellar");
    // Meanwhile the office gives the visit another time, which the technician cannot know.
    let later = json!({
        "visit": visit["id"], "technician": id, "from": now + 3 * hour, "until": now + 4 * hour,
        "address": "Harbour Street 4, cellar", "purpose": "Find the leak",
    });
    ada.call("visit_set", later).await;

    // And up again.
    server.again().await;
    for desk in [&tim, &ada, &tim] {
        desk.sync().await;
    }
    for desk in [&ada, &tim] {
        let visit = desk.visit(&ticket).await;
        assert_eq!((&visit["state"], &visit["spent_seconds"]), (&json!("done"), &json!(45 * 60)), "{visit}");
        assert_eq!(visit["from"], json!(now + 3 * hour), "the plan is the office's");
        let steps: Vec<&Value> =
            visit["steps"].as_array().unwrap().iter().map(|step| &step["kind"]).collect();
        assert_eq!(steps, ["started", "arrived", "done"]);
        assert_eq!((&visit["parts"], &visit["signed_by"]), (&json!(["1 × Valve"]), &json!("Mr. Brandt")));
        assert_eq!((&visit["signature"], &visit["files"][0]["name"]), (&ink["id"], &json!("leak.png")));
        assert_eq!(desk.messages(&ticket).await, ["Valve replaced."]);
        assert_eq!((desk.pending().await, desk.call("conflict_list", json!({})).await), (0, json!([])));
    }
    let read = ada.call("attachment_read", json!({ "attachment": ink["id"] })).await;
    assert_eq!(read["base64"], PNG, "the office has the signature itself");
}

#[tokio::test]
async fn a_visit_that_the_office_takes_off_while_somebody_is_there_stays() {
    for office_first in [true, false] {
        let mut server = Server::start(&PEOPLE).await;
        let id = server.person("tim@desk.example", "Tim", Role::Technician).await;
        let ada = Desk::at(&server, "ada@desk.example").await;
        let tim = Desk::at(&server, "tim@desk.example").await;
        let ticket = ada.new_ticket("Boiler drips").await;
        ada.set(&ticket, json!({ "assignee": id })).await;
        ada.call("visit_add", json!({ "ticket": ticket, "technician": id, "purpose": "Find the leak" }))
            .await;
        ada.sync().await;
        tim.sync().await;
        server.stop().await;
        let visit = tim.visit(&ticket).await;
        tim.step(&visit, "started").await;
        tim.step(&visit, "arrived").await;
        ada.call("visit_remove", json!({ "visit": visit["id"] })).await;
        server.again().await;
        let order = if office_first { [&ada, &tim, &ada] } else { [&tim, &ada, &tim] };
        for desk in order.into_iter().chain([&ada, &tim]) {
            desk.sync().await;
        }
        for desk in [&ada, &tim] {
            let visit = desk.visit(&ticket).await;
            assert_eq!(visit["state"], "on_site", "the office first: {office_first}");
            let steps: Vec<&Value> =
                visit["steps"].as_array().unwrap().iter().map(|step| &step["kind"]).collect();
            assert_eq!(steps, ["started", "arrived"]);
        }
        assert_eq!(tim.call("outbox_list", json!({})).await, json!([]), "nothing of his was refused");
    }
}
