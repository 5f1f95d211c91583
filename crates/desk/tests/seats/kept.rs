//! Views, canned replies and signatures at a desk of one's own.

use crate::seated::{HOUR, Seated, local};
use contract::problem::Code;
use serde_json::{Value, json};

async fn world() -> Seated {
    Seated::alone(local(), None).await
}

impl Seated {
    async fn count_of(&self, key: &str) -> (i64, i64) {
        let counts = self.call("view_counts", json!({})).await;
        let one = counts.as_array().unwrap().iter().find(|count| count["key"] == key).unwrap().clone();
        (one["count"].as_i64().unwrap(), one["breached"].as_i64().unwrap())
    }

    /// The names of the saved views, in the order of the sidebar.
    async fn saved(&self) -> Vec<String> {
        let views = self.call("view_list", json!({})).await;
        let saved = views.as_array().unwrap().iter().filter(|view| view["what"]["is"] == "saved");
        saved.map(|view| view["what"]["name"].as_str().unwrap().to_owned()).collect()
    }

    async fn save(&self, name: &str, filter: Value) -> String {
        let input = json!({ "name": name, "content": { "filter": filter, "columns": ["subject", "due"] } });
        self.call("view_add", input).await["id"].as_str().unwrap().to_owned()
    }

    async fn refused(&self, command: &str, input: Value) -> contract::problem::Problem {
        self.desk.call(self.me, command, input).await.unwrap_err()
    }
}

#[tokio::test]
async fn views_that_every_desk_has_count_what_their_lists_show() {
    let world = world().await;
    let mine = world.ticket("Mine").await;
    world.ticket("Nobody's").await;
    let done = world.ticket("Done").await;
    world.call("ticket_set", json!({ "tickets": [mine], "fields": { "assignee": world.me } })).await;
    let closed = json!({ "status": "closed", "assignee": world.me });
    world.call("ticket_set", json!({ "tickets": [done], "fields": closed })).await;
    assert_eq!(world.count_of("mine").await.0, 1);
    assert_eq!(world.count_of("unassigned").await.0, 1);
    assert_eq!(world.count_of("recent").await.0, 3);
    let views = world.call("view_list", json!({})).await;
    for view in views.as_array().unwrap() {
        let input = json!({ "filter": view["content"]["filter"], "from": 0, "count": 10 });
        let page = world.call("ticket_list", input).await;
        assert_eq!(page["total"], world.count_of(view["key"].as_str().unwrap()).await.0, "{view}");
    }
    world
        .call("ticket_snooze", json!({ "tickets": [mine], "until": { "until": "minutes", "minutes": 60 } }))
        .await;
    assert_eq!(world.count_of("mine").await.0, 0, "what was put off is out of the way");
    // A week on everything is late, and nothing is fresh.
    world.clock.wait(7 * 24 * 60 * 60 * 1000);
    world.desk.tick(None).await.unwrap();
    assert_eq!(world.count_of("breached").await, (2, 2));
    assert_eq!(world.count_of("recent").await.0, 0);
}

#[tokio::test]
async fn a_view_is_saved_changed_put_in_order_deleted_and_brought_back() {
    let world = world().await;
    let id = world.ticket("Printer").await;
    world.call("ticket_set", json!({ "tickets": [id], "add_tags": ["hw"] })).await;
    let first = world.save("Hardware", json!({ "tags": ["hw"], "clocks": ["breached", "at_risk"] })).await;
    let second = world.save(" Printers ", json!({ "text": "printer" })).await;
    assert_eq!(world.saved().await, ["Hardware", "Printers"]);
    assert_eq!(world.count_of(&first).await.0, 0);
    assert_eq!(world.count_of(&second).await.0, 1);

    world.call("view_move", json!({ "view": second, "before": first })).await;
    assert_eq!(world.saved().await, ["Printers", "Hardware"]);
    world.call("undo", json!({})).await;
    assert_eq!(world.saved().await, ["Hardware", "Printers"]);

    world
        .call("view_set", json!({ "view": first, "name": "HW", "content": { "filter": { "tags": ["hw"] } } }))
        .await;
    assert_eq!(world.count_of(&first).await.0, 1);
    world.call("view_remove", json!({ "view": first })).await;
    assert_eq!(world.saved().await, ["Printers"]);
    assert_eq!(world.call("undo", json!({})).await["undo"], "Deleted the view HW");
    assert_eq!(world.saved().await, ["HW", "Printers"]);

    assert_eq!(world.refused("view_add", json!({ "name": " " })).await.code, Code::Invalid);
    let elsewhere = json!({ "with": "team", "team": uuid::Uuid::nil() });
    let input = json!({ "name": "Theirs", "share": elsewhere });
    assert_eq!(world.refused("view_add", input).await.code, Code::Forbidden);
}

#[tokio::test]
async fn a_canned_reply_is_filled_for_its_ticket_and_gaps_are_told() {
    let world = world().await;
    let requester = json!({ "name": "Ada *Lovelace*", "email": "ada@example.com" });
    let made = world
        .call("ticket_new", json!({ "subject": "A <b>bold</b> printer", "new_requester": requester }))
        .await;
    let id = made["id"].clone();
    let body =
        "Hi {{requester.first_name}}, about {{ticket.number}} {{ticket.subject}}: {{due}} {{nonsense}}";
    let saved = json!({ "name": "Greeting", "body": body, "folder": " Hellos " });
    let reply = world.call("canned_save", saved).await["id"].clone();
    let list = world.call("canned_list", json!({})).await;
    assert_eq!(list["replies"][0]["folder"], "Hellos");
    assert!(list["placeholders"].to_string().contains("requester.first_name"));
    let filled = world.call("canned_fill", json!({ "ticket": id, "body": body })).await;
    assert_eq!(filled["text"], "Hi Ada, about L-1 A \\<b\\>bold\\</b\\> printer: {{due}} {{nonsense}}");
    assert_eq!(filled["gaps"], json!(["due", "nonsense"]));

    // While a ticket is being written, what is known of it: it has no number yet.
    let mut before = json!({ "body": body, "subject": "A new one" });
    let filled_before = world.call("canned_fill", before.clone()).await;
    assert_eq!(filled_before["gaps"], json!(["requester.first_name", "ticket.number", "due", "nonsense"]));
    before["requester"] = world.call("ticket_get", json!({ "ticket": id })).await["requester"]["id"].clone();
    let filled_before = world.call("canned_fill", before).await["text"].clone();
    assert_eq!(filled_before, "Hi Ada, about {{ticket.number}} A new one: {{due}} {{nonsense}}");

    // Nothing of it goes out before somebody has said that it is meant so; a note is for colleagues.
    let add = |kind: &str, more: Value| {
        let mut input = json!({ "ticket": id, "kind": kind, "body": filled["text"] });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        input
    };
    let problem = world.refused("message_add", add("reply", json!({}))).await;
    assert_eq!(problem.code, Code::Placeholders);
    assert_eq!(problem.detail.unwrap()["placeholders"], json!(["due", "nonsense"]));
    world.call("message_add", add("note", json!({}))).await;
    world.call("message_add", add("reply", json!({ "placeholders_meant": true }))).await;

    world.call("canned_remove", json!({ "reply": reply })).await;
    assert_eq!(world.call("canned_list", json!({})).await["replies"], json!([]));
    world.call("undo", json!({})).await;
    assert_eq!(world.call("canned_list", json!({})).await["replies"][0]["name"], "Greeting");
    assert_eq!(
        world.refused("canned_save", json!({ "name": "Empty", "body": " " })).await.code,
        Code::Invalid
    );
}

#[tokio::test]
async fn a_signature_stands_under_public_replies_alone() {
    let world = world().await;
    let id = world.ticket("Printer").await;
    world.call("signature_put", json!({ "text": "Kind regards about {{ticket.number}}\n" })).await;
    let shown = world.call("signature_get", json!({ "ticket": id })).await;
    assert_eq!(shown["text"], "Kind regards about L-1");
    assert_eq!(world.call("signature_get", json!({})).await["text"], "Kind regards about {{ticket.number}}");
    for kind in ["reply", "note"] {
        let input = json!({ "ticket": id, "kind": kind, "body": "Hello", "sign": true });
        world.call("message_add", input).await;
    }
    let thread = world.call("ticket_thread", json!({ "ticket": id, "count": 10 })).await;
    let bodies: Vec<&str> =
        thread["entries"].as_array().unwrap().iter().filter_map(|entry| entry["body"].as_str()).collect();
    assert!(bodies.contains(&"Hello\n\nKind regards about L-1"), "{bodies:?}");
    assert!(bodies.contains(&"Hello"), "{bodies:?}");
    world.call("signature_put", json!({ "text": " " })).await;
    assert_eq!(world.call("signature_get", json!({ "ticket": id })).await["text"], "");
}

#[tokio::test]
async fn a_view_says_how_old_it_is_and_when_the_next_ticket_is_due() {
    let world = world().await;
    let view = async |key: &str| {
        let counts = world.call("view_counts", json!({})).await;
        counts.as_array().unwrap().iter().find(|count| count["key"] == key).unwrap().clone()
    };
    let empty = view("unassigned").await;
    assert_eq!((&empty["oldest"], &empty["next_due"]), (&Value::Null, &Value::Null));
    let opened = world.clock.now();
    let first = world.ticket("First").await;
    world.clock.wait(HOUR);
    let second = world.ticket("Second").await;
    let due = world.clock_of(&first, "first_response").await["due"].clone();
    let two = view("unassigned").await;
    assert_eq!((&two["oldest"], &two["next_due"]), (&json!(opened), &due));
    // The oldest is somebody's, and what is due next is the other one's.
    world.change(&first, json!({ "assignee": world.me })).await;
    let one = view("unassigned").await;
    assert_eq!(one["oldest"], json!(opened.plus_ms(HOUR)));
    assert_eq!(one["next_due"], world.clock_of(&second, "first_response").await["due"]);
    // What is late already is no next date.
    world.clock.wait(7 * 24 * HOUR);
    world.desk.tick(None).await.unwrap();
    assert_eq!(view("unassigned").await["next_due"], Value::Null);
}
