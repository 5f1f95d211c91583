//! Templates at a desk: kept and shared, filled for a ticket that is being written, and made of one that there is.

use crate::seated::{Seated, local};
use contract::problem::Code;
use serde_json::{Value, json};

async fn world() -> Seated {
    Seated::alone(local(), None).await
}

fn newcomer() -> Value {
    json!({
        "subject": "New colleague",
        "description": "For {{requester.first_name}}, by {{agent.name}}, {{ticket.subject}}, due {{due}}",
        "type": "request",
        "priority": "high",
        "tags": [" onboarding ", ""],
        "custom": { "site": "north", "empty": " " },
        "checklist": "Account\n\n- [ ] Laptop\nBadge\n",
    })
}

#[tokio::test]
async fn a_template_is_kept_edited_and_deleted_and_each_can_be_taken_back() {
    let world = world().await;
    let save = json!({ "name": " Newcomer ", "fills": newcomer(), "share": { "with": "everybody" } });
    let id = world.call("template_save", save).await["id"].clone();
    let list = world.call("template_list", json!({})).await;
    assert_eq!(
        (&list[0]["name"], &list[0]["share"]["with"], &list[0]["may_edit"]),
        (&json!("Newcomer"), &json!("everybody"), &json!(true))
    );
    assert_eq!(list[0]["fills"]["tags"], json!(["onboarding"]));
    assert_eq!(list[0]["fills"]["custom"], json!({ "site": "north" }), "what is empty is not kept");

    let edit = json!({ "id": id, "name": "Newcomer", "fills": { "subject": "Welcome" } });
    world.call("template_save", edit).await;
    let list = world.call("template_list", json!({})).await;
    assert_eq!(
        (&list[0]["fills"], &list[0]["share"]["with"]),
        (&json!({ "subject": "Welcome" }), &json!("nobody"))
    );
    world.call("undo", json!({})).await;
    assert_eq!(world.call("template_list", json!({})).await[0]["fills"]["priority"], "high");
    world.call("template_remove", json!({ "id": id })).await;
    assert_eq!(world.call("template_list", json!({})).await, json!([]));
    assert_eq!(world.call("undo_peek", json!({})).await["undo"], "Deleted the template Newcomer");
    world.call("undo", json!({})).await;
    assert_eq!(world.call("template_list", json!({})).await[0]["name"], "Newcomer");

    for bad in [json!({ "name": "Nothing", "fills": {} }), json!({ "name": " ", "fills": newcomer() })] {
        let refused = world.desk.call(world.me, "template_save", bad).await.unwrap_err();
        assert_eq!(refused.code, Code::Invalid);
    }
}

#[tokio::test]
async fn a_template_is_filled_for_whoever_asks_and_what_is_open_is_told() {
    let world = world().await;
    let requester = json!({ "name": "Grace Hopper", "email": null });
    world.call("ticket_new", json!({ "subject": "First", "new_requester": requester })).await;
    let found = world.call("person_search", json!({ "text": "Grace", "count": 5 })).await;
    let saved = world.call("template_save", json!({ "name": "Newcomer", "fills": newcomer() })).await;
    let input = json!({ "id": saved["id"], "requester": found[0]["id"] });
    let filled = world.call("template_use", input).await;
    assert_eq!(filled["fills"]["description"], "For Grace, by Ada, New colleague, due {{due}}");
    assert_eq!((&filled["gaps"], &filled["name"]), (&json!(["due"]), &json!("Newcomer")));
    let open = world.call("template_use", json!({ "id": saved["id"] })).await;
    assert_eq!(open["gaps"], json!(["requester.first_name", "due"]));
    world.call("template_remove", json!({ "id": saved["id"] })).await;
    let gone = world.desk.call(world.me, "template_use", json!({ "id": saved["id"] })).await.unwrap_err();
    assert_eq!(gone.code, Code::Missing);
}

#[tokio::test]
async fn a_ticket_begins_with_its_checklist_and_one_undo_takes_both_back() {
    let world = world().await;
    let made = world
        .call("ticket_new", json!({ "subject": "Newcomer", "checklist": "Account\n\n- [x] Laptop\n" }))
        .await;
    let view = world.call("ticket_get", json!({ "ticket": made["id"] })).await;
    let items: Vec<(&str, bool)> = view["checklist"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (item["text"].as_str().unwrap(), item["done"].as_bool().unwrap()))
        .collect();
    assert_eq!(items, [("Account", false), ("Laptop", true)]);
    let page = world.call("ticket_list", json!({ "from": 0, "count": 5 })).await;
    assert_eq!(page["rows"][0]["checklist"], json!({ "done": 1, "total": 2 }));
    world.call("undo", json!({})).await;
    assert_eq!(world.call("ticket_list", json!({ "from": 0, "count": 5 })).await["total"], 0);

    let long = "item\n".repeat(201);
    let refused =
        world.desk.call(world.me, "ticket_new", json!({ "subject": "Long", "checklist": long })).await;
    assert_eq!(refused.unwrap_err().code, Code::Invalid);
    assert_eq!(
        world.call("ticket_list", json!({ "from": 0, "count": 5 })).await["total"],
        0,
        "all or nothing"
    );
}

#[tokio::test]
async fn a_ticket_becomes_a_template_of_what_is_not_its_own_alone() {
    let world = world().await;
    let input = json!({
        "subject": "New colleague",
        "description": "Laptop and badge",
        "fields": { "type": "request", "tags": ["onboarding"], "assignee": world.me },
        "checklist": "Account\nLaptop",
    });
    let id = world.call("ticket_new", input).await["id"].clone();
    let team = world.call("ticket_get", json!({ "ticket": id })).await["team"].clone();
    let fills = world.call("template_of", json!({ "ticket": id })).await;
    assert_eq!(
        fills,
        json!({
            "subject": "New colleague",
            "description": "Laptop and badge",
            "type": "request",
            "tags": ["onboarding"],
            "team": team,
            "checklist": "Account\nLaptop",
        })
    );
}
