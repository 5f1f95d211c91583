//! Views and canned replies over several devices: one's own on all of one's own, shared ones with whom they are for.

use crate::world::{Desk, Server};
use domain::person::Role;
use serde_json::{Value, json};

const PEOPLE: [(&str, &str, Role); 3] = [
    ("ada@desk.example", "Ada", Role::Agent),
    ("ben@desk.example", "Ben", Role::Agent),
    ("meg@desk.example", "Meg", Role::Manager),
];

impl Desk {
    async fn views(&self) -> Vec<String> {
        let views = self.call("view_list", json!({})).await;
        let saved = views.as_array().unwrap().iter().filter(|view| view["what"]["is"] == "saved");
        saved.map(|view| view["what"]["name"].as_str().unwrap().to_owned()).collect()
    }

    async fn filter_of(&self, id: &Value) -> Value {
        let views = self.call("view_list", json!({})).await;
        let view = views.as_array().unwrap().iter().find(|view| &view["key"] == id).unwrap().clone();
        view["content"]["filter"].clone()
    }

    async fn replies(&self) -> Vec<String> {
        let list = self.call("canned_list", json!({})).await;
        list["replies"]
            .as_array()
            .unwrap()
            .iter()
            .map(|reply| reply["body"].as_str().unwrap().to_owned())
            .collect()
    }
}

#[tokio::test]
async fn a_personal_view_made_offline_comes_to_ones_other_device_and_to_nobody_else() {
    let mut server = Server::start(&PEOPLE).await;
    let laptop = Desk::at(&server, "ada@desk.example").await;
    let home = Desk::at(&server, "ada@desk.example").await;
    let meg = Desk::at(&server, "meg@desk.example").await;
    server.stop().await;
    let view = json!({ "name": "Lifts", "content": { "filter": { "tags": ["lift"] } } });
    let id = laptop.call("view_add", view).await["id"].clone();
    laptop.call("canned_save", json!({ "name": "Hello", "body": "Hi {{requester.first_name}}" })).await;
    laptop.call("signature_put", json!({ "text": "Ada of the desk" })).await;
    assert_eq!(laptop.views().await, ["Lifts"], "it works at once");
    server.again().await;
    for desk in [&laptop, &home, &meg] {
        desk.sync().await;
    }
    assert_eq!(home.views().await, ["Lifts"]);
    assert_eq!(home.replies().await, ["Hi {{requester.first_name}}"]);
    assert_eq!(home.call("signature_get", json!({})).await["text"], "Ada of the desk");
    assert_eq!((meg.views().await.len(), meg.replies().await.len()), (0, 0));

    // Shared with everybody it comes, and goes when it is personal again.
    home.call("view_set", json!({ "view": id, "share": { "with": "everybody" } })).await;
    for desk in [&home, &meg] {
        desk.sync().await;
    }
    assert_eq!(meg.views().await, ["Lifts"]);
    home.call("view_set", json!({ "view": id, "share": { "with": "nobody" } })).await;
    for desk in [&home, &meg, &laptop] {
        desk.sync().await;
    }
    assert_eq!(meg.views().await, Vec::<String>::new());
    assert_eq!(laptop.views().await, ["Lifts"]);
}

#[tokio::test]
async fn what_two_people_change_of_a_shared_view_apart_is_all_there_afterwards() {
    let server = Server::start(&PEOPLE).await;
    let ada = Desk::at(&server, "ada@desk.example").await;
    let ben = Desk::at(&server, "ben@desk.example").await;
    let meg = Desk::at(&server, "meg@desk.example").await;
    let everybody = json!({ "with": "everybody" });
    let view = json!({ "name": "Lifts", "share": everybody, "content": { "filter": { "tags": ["lift"] } } });
    let id = ada.call("view_add", view).await["id"].clone();
    let reply =
        json!({ "name": "Hello", "body": "Hello,\n\nwe look into it.\n\nRegards", "share": everybody });
    let said = ada.call("canned_save", reply).await["id"].clone();
    for desk in [&ada, &meg, &ben] {
        desk.sync().await;
    }
    let not_his = ben.attempt("view_set", json!({ "view": id, "name": "His" })).await.unwrap_err();
    assert_eq!(not_his.code, contract::problem::Code::Forbidden, "{not_his:?}");

    // Both without hearing of one another.
    ada.call("view_set", json!({ "view": id, "content": { "filter": { "tags": ["lift", "stairs"] } } }))
        .await;
    meg.call("view_set", json!({ "view": id, "name": "Going up", "content": { "filter": { "tags": ["lift"], "priorities": ["urgent"] } } })).await;
    let edit = |body: &str| json!({ "reply": said, "name": "Hello", "body": body, "share": everybody });
    ada.call("canned_save", edit("Good morning,\n\nwe look into it.\n\nRegards")).await;
    meg.call("canned_save", edit("Hello,\n\nwe look into it.\n\nKind regards")).await;
    for desk in [&ada, &meg, &ada, &ben] {
        desk.sync().await;
    }
    for desk in [&ada, &meg, &ben] {
        assert_eq!(desk.views().await, ["Going up"]);
        let filter = desk.filter_of(&id).await;
        assert_eq!(
            (&filter["tags"], &filter["priorities"]),
            (&json!(["lift", "stairs"]), &json!(["urgent"]))
        );
        assert_eq!(desk.replies().await, ["Good morning,\n\nwe look into it.\n\nKind regards"]);
        assert_eq!(desk.call("conflict_list", json!({})).await, json!([]));
    }
}
