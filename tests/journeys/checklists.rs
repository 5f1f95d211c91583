//! One checklist on two devices: what is ticked, added, worded and taken off apart is all there afterwards, once.

use crate::world::{Desk, Server};
use domain::person::Role;
use serde_json::{Value, json};

const PEOPLE: [(&str, &str, Role); 3] = [
    ("ada@desk.example", "Ada", Role::Agent),
    ("ben@desk.example", "Ben", Role::Agent),
    ("tim@desk.example", "Tim", Role::Technician),
];

impl Desk {
    async fn checklist(&self, ticket: &str) -> Vec<Value> {
        self.ticket(ticket).await["checklist"].as_array().unwrap().clone()
    }

    /// The texts in their order, with who ticked them.
    async fn points(&self, ticket: &str) -> Vec<String> {
        let by = |item: &Value| item["done_by"].as_str().map(|by| format!(" ({by})")).unwrap_or_default();
        let point = |item: &Value| format!("{}{}", item["text"].as_str().unwrap(), by(item));
        self.checklist(ticket).await.iter().map(point).collect()
    }

    async fn add(&self, ticket: &str, text: &str) {
        self.call("checklist_add", json!({ "ticket": ticket, "text": text })).await;
    }

    async fn change(&self, ticket: &str, text: &str, mut edit: Value) {
        let list = self.checklist(ticket).await;
        let item = list.iter().find(|item| item["text"] == text).unwrap();
        edit["item"] = item["id"].clone();
        self.call("checklist_set", edit).await;
    }
}

#[tokio::test]
async fn two_who_work_through_one_list_offline_meet_in_all_of_it() {
    let mut server = Server::start(&PEOPLE).await;
    let ada = Desk::at(&server, "ada@desk.example").await;
    let ben = Desk::at(&server, "ben@desk.example").await;
    let tim = Desk::at(&server, "tim@desk.example").await;
    let id = ada.new_ticket("New starter on Monday").await;
    ada.add(&id, "Account\nBadge\nLaptop").await;
    ada.sync().await;
    ben.sync().await;
    server.stop().await;

    ada.change(&id, "Account", json!({ "done": true })).await;
    ada.add(&id, "Desk\nChair").await;
    ada.change(&id, "Laptop", json!({ "text": "Laptop with dock" })).await;
    ben.change(&id, "Badge", json!({ "done": true })).await;
    ben.add(&id, "Phone\nParking").await;
    ben.change(&id, "Laptop", json!({ "done": true })).await;

    server.again().await;
    for desk in [&ada, &ben, &ada] {
        desk.sync().await;
    }
    let all = ada.points(&id).await;
    let merged = ["Account (Ada)", "Badge (Ben)", "Laptop with dock (Ben)"];
    assert_eq!(all[..3], merged, "both ticked, both worded");
    assert_eq!(all[3..], ["Desk", "Chair", "Phone", "Parking"], "both added, each list together");
    assert_eq!(ben.points(&id).await, all);
    for desk in [&ada, &ben] {
        assert_eq!(desk.call("conflict_list", json!({})).await, json!([]));
        assert_eq!(desk.pending().await, 0);
        let row = desk.call("ticket_list", json!({ "count": 5 })).await["rows"][0].clone();
        assert_eq!(row["checklist"], json!({ "done": 3, "total": 7 }));
    }
    tim.sync().await;
    assert!(tim.attempt("ticket_get", json!({ "ticket": id })).await.is_err(), "it is seen with its ticket");
}

#[tokio::test]
async fn one_item_worded_twice_keeps_both_texts_until_a_person_decides() {
    let server = Server::start(&PEOPLE).await;
    let ada = Desk::at(&server, "ada@desk.example").await;
    let ben = Desk::at(&server, "ben@desk.example").await;
    let id = ada.new_ticket("New starter on Monday").await;
    ada.add(&id, "Laptop").await;
    ada.sync().await;
    ben.sync().await;
    ada.change(&id, "Laptop", json!({ "text": "Laptop, 14 inch" })).await;
    ben.change(&id, "Laptop", json!({ "text": "Laptop, 16 inch" })).await;
    for desk in [&ada, &ben, &ada] {
        desk.sync().await;
    }
    assert_eq!(ben.points(&id).await, ["Laptop, 14 inch"]);
    let asked = ben.call("conflict_list", json!({})).await[0].clone();
    assert_eq!((&asked["mine"], &asked["theirs"]), (&json!("Laptop, 16 inch"), &json!("Laptop, 14 inch")));
    assert_eq!(asked["theirs_by"], "Ada");
    ben.call("conflict_resolve", json!({ "conflict": asked["id"], "choice": "mine" })).await;
    for desk in [&ben, &ada] {
        desk.sync().await;
        assert_eq!(desk.points(&id).await, ["Laptop, 16 inch"]);
    }
}
