//! Macros at a desk: shown without being done, done to all or none, and taken back as one.

use crate::seated::{Seated, local};
use contract::problem::Code;
use desk::Seat;
use domain::ids::DeviceId;
use serde_json::{Value, json};
use uuid::Uuid;

const NONE: [&str; 0] = [];

impl Seated {
    async fn fields_of(&self, id: &str) -> Value {
        let view = self.call("ticket_get", json!({ "ticket": id })).await;
        json!([view["status"], view["priority"], view["assignee"], view["tags"]])
    }

    async fn said(&self, id: &str) -> Vec<(String, String)> {
        let thread = self.call("ticket_thread", json!({ "ticket": id, "count": 100 })).await;
        let entries = thread["entries"].as_array().unwrap().clone();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        entries
            .iter()
            .filter(|entry| entry["entry"] == "message")
            .map(|entry| (text(&entry["kind"]), text(&entry["body"])))
            .collect()
    }
}

fn steps() -> Value {
    json!({
        "status": "waiting",
        "priority": "urgent",
        "assignee": { "to": "me" },
        "add_tags": [" vip ", "hw"],
        "remove_tags": ["old", "hw"],
        "note": "Set to {{ticket.status}} by {{agent.name}}",
        "reply": "Hello, {{ticket.number}} is {{ticket.status}}.",
        "snooze": { "until": "minutes", "minutes": 60 },
    })
}

async fn requested(world: &Seated, subject: &str) -> String {
    let input = json!({ "subject": subject, "fields": { "tags": ["old"] } });
    world.call("ticket_new", input).await["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn what_is_shown_is_what_is_done_and_one_undo_takes_all_of_it_back() {
    let world = Seated::alone(local(), None).await;
    world.call("signature_put", json!({ "text": "Kind regards, {{agent.name}}" })).await;
    let (first, second) = (requested(&world, "Printer").await, requested(&world, "Scanner").await);
    let before = [world.fields_of(&first).await, world.fields_of(&second).await];
    let tickets = json!([first, second, first]);

    let tried = json!({ "name": "Chase", "steps": steps(), "tickets": tickets });
    let shown = world.call("macro_preview", tried).await;
    assert_eq!(shown.as_array().unwrap().len(), 2, "a ticket that is picked twice is one");
    assert_eq!(shown[0]["number"], "L-1");
    assert_eq!(shown[0]["reply"], "Hello, L-1 is Waiting on customer.\n\nKind regards, Ada");
    assert_eq!(shown[0]["note"], "Set to Waiting on customer by Ada");
    let changed: Vec<(&str, &Value, &Value)> = shown[0]["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| (change["field"].as_str().unwrap(), &change["from"], &change["to"]))
        .collect();
    let expected = [
        ("assignee", json!(null), json!("Ada")),
        ("priority", json!("normal"), json!("urgent")),
        ("status", json!("New"), json!("Waiting on customer")),
        ("tags", json!(["old"]), json!(["hw", "vip"])),
    ];
    assert_eq!(changed, expected.iter().map(|(field, from, to)| (*field, from, to)).collect::<Vec<_>>());
    assert_eq!([world.fields_of(&first).await, world.fields_of(&second).await], before, "nothing was done");
    assert!(world.said(&first).await.is_empty());

    let run = json!({ "name": "Chase", "steps": steps(), "tickets": tickets });
    assert_eq!(world.call("macro_run", run).await["undo"], "Ran Chase on 2 tickets");
    for (id, effect) in [(&first, &shown[0]), (&second, &shown[1])] {
        assert_eq!(
            world.fields_of(id).await,
            json!(["waiting", "urgent", world.me, ["hw", "vip"]]),
            "the priority explains itself"
        );
        let said = world.said(id).await;
        assert_eq!(said.len(), 2);
        assert!(said.contains(&("reply".to_owned(), effect["reply"].as_str().unwrap().to_owned())));
        assert!(said.contains(&("note".to_owned(), effect["note"].as_str().unwrap().to_owned())));
    }
    assert_eq!(world.call("snooze_list", json!({})).await.as_array().unwrap().len(), 2);

    world.call("undo", json!({})).await;
    assert_eq!([world.fields_of(&first).await, world.fields_of(&second).await], before);
    assert!(world.said(&second).await.is_empty());
    assert_eq!(world.call("snooze_list", json!({})).await, json!(NONE));
    world.call("redo", json!({})).await;
    assert_eq!(world.said(&second).await.len(), 2);
    assert_eq!(world.fields_of(&second).await[0], "waiting");
}

#[tokio::test]
async fn a_macro_does_all_or_nothing_and_says_which_ticket_cannot() {
    let world = Seated::alone(local(), None).await;
    let (open, closed) = (world.ticket("Printer").await, world.ticket("Scanner").await);
    world.call("ticket_set", json!({ "tickets": [closed], "fields": { "status": "closed" } })).await;
    let steps = json!({ "status": "waiting", "add_tags": ["chased"] });
    let input = json!({ "name": "Chase", "steps": steps, "tickets": [open, closed] });
    let shown = world.call("macro_preview", input.clone()).await;
    assert_eq!(shown[0]["problem"], json!(null));
    assert_eq!(shown[1]["problem"]["code"], "transition");
    assert_eq!(shown[1]["changes"], json!(NONE));
    let refused = world.desk.call(world.me, "macro_run", input).await.unwrap_err();
    assert_eq!(refused.code, Code::Transition);
    assert_eq!(world.fields_of(&open).await[0], "new", "not half of it");
    for bad in [
        json!({ "name": "Chase", "steps": steps, "tickets": [] }),
        json!({ "name": "Chase", "steps": {}, "tickets": [open] }),
    ] {
        assert_eq!(world.desk.call(world.me, "macro_run", bad).await.unwrap_err().code, Code::Invalid);
    }
}

#[tokio::test]
async fn no_reply_goes_out_with_what_nobody_filled_unless_somebody_says_so() {
    let world = Seated::alone(local(), None).await;
    let id = world.ticket("Printer").await;
    let steps = json!({ "status": "waiting", "reply": "Hello {{requester.first_name}}, until {{due}}" });
    let mut input = json!({ "name": "Chase", "steps": steps, "tickets": [id] });
    let shown = world.call("macro_preview", input.clone()).await;
    assert_eq!(shown[0]["gaps"], json!(["requester.first_name", "due"]));
    let refused = world.desk.call(world.me, "macro_run", input.clone()).await.unwrap_err();
    assert_eq!(refused.code, Code::Placeholders);
    assert_eq!(refused.detail.unwrap()["placeholders"], json!(["requester.first_name", "due"]));
    assert!(world.said(&id).await.is_empty());
    assert_eq!(world.fields_of(&id).await[0], "new");
    input["placeholders_meant"] = json!(true);
    world.call("macro_run", input).await;
    assert_eq!(world.said(&id).await.len(), 1);
}

#[tokio::test]
async fn a_reply_of_a_macro_that_waits_is_taken_back_and_leaves_the_draft_alone() {
    let seat = Seat::Device { device: DeviceId(Uuid::from_u128(1)), connected: true };
    let world = Seated::alone(seat, None).await;
    let id = world.ticket("Printer").await;
    let draft = json!({ "ticket": id, "kind": "reply", "body": "I was writing this" });
    world.call("draft_put", draft).await;
    let steps = json!({ "status": "waiting", "reply": "Hello" });
    world.call("macro_run", json!({ "name": "Chase", "steps": steps, "tickets": [id] })).await;
    assert_eq!(world.said(&id).await.len(), 1);
    let world = world.restarted().await;
    assert_eq!(world.said(&id).await.len(), 1, "it waits in the outbox, whatever happens");

    world.call("macro_run", json!({ "name": "Chase", "steps": { "reply": "Again" }, "tickets": [id] })).await;
    world.call("undo", json!({})).await;
    assert_eq!(world.said(&id).await.len(), 1);
    let draft = world.call("draft_get", json!({ "ticket": id, "kind": "reply" })).await;
    assert_eq!(draft, "I was writing this");
    assert_eq!(world.call("undo_peek", json!({})).await["redo"], json!(null), "not again without its reply");

    // What somebody wrote themselves comes back, above what they have begun since.
    world.call("message_add", json!({ "ticket": id, "kind": "reply", "body": "Written" })).await;
    let begun = json!({ "ticket": id, "kind": "reply", "body": "Begun since" });
    world.call("draft_put", begun).await;
    world.call("undo", json!({})).await;
    let draft = world.call("draft_get", json!({ "ticket": id, "kind": "reply" })).await;
    assert_eq!(draft, "Written\n\nBegun since");
}

#[tokio::test]
async fn a_macro_fills_in_fields_of_the_desk_and_adds_to_the_checklist() {
    let world = Seated::alone(local(), None).await;
    let number = json!({ "is": "number" });
    for (name, holds, types) in [
        ("Site", json!({ "is": "line" }), json!([])),
        ("Rack", json!({ "is": "line" }), json!(["bug"])),
        ("Seats", number, json!([])),
    ] {
        world.call("field_save", json!({ "name": name, "holds": holds, "types": types })).await;
    }
    let id = world.ticket("Printer").await;
    world.call("checklist_add", json!({ "ticket": id, "text": "Look at it" })).await;
    let state = || async {
        let view = world.call("ticket_get", json!({ "ticket": id })).await;
        let items = view["checklist"].as_array().unwrap().iter();
        let items: Vec<Value> = items.map(|item| json!([item["text"], item["done"]])).collect();
        (view["custom"].clone(), json!(items))
    };
    let before = state().await;
    let steps = json!({
        "custom": { "site": " north ", "rack": "R 1", "gone": "x", "seats": 4 },
        "checklist": "Call about {{ticket.number}}\n\n[x] Order toner\n",
        "note": "Now {{ticket.status}}",
    });
    world.call("macro_save", json!({ "name": "Printers", "steps": steps })).await;
    let kept = world.call("macro_list", json!({})).await[0]["steps"].clone();
    assert_eq!(
        (&kept["custom"], &kept["checklist"]),
        (&steps["custom"], &json!("Call about {{ticket.number}}\n\n[x] Order toner"))
    );

    let input = json!({ "name": "Printers", "steps": kept, "tickets": [id] });
    let shown = world.call("macro_preview", input.clone()).await[0].clone();
    assert_eq!(shown["items"], json!(["Call about L-1", "Order toner"]));
    let fields: Vec<&Value> = shown["changes"].as_array().unwrap().iter().map(|one| &one["field"]).collect();
    assert_eq!(fields, ["custom.Seats", "custom.Site"], "the form of this type has no rack");
    assert_eq!(state().await, before, "nothing was done");

    world.call("macro_run", input).await;
    let (custom, items) = state().await;
    assert_eq!(custom, json!({ "site": "north", "seats": 4 }));
    assert_eq!(items, json!([["Look at it", false], ["Call about L-1", false], ["Order toner", true]]));
    world.call("undo", json!({})).await;
    assert_eq!(state().await, before);

    let wrong = json!({ "name": "Printers", "steps": { "custom": { "seats": "four" } }, "tickets": [id] });
    let shown = world.call("macro_preview", wrong.clone()).await[0].clone();
    assert_eq!(shown["problem"]["code"], "invalid");
    assert_eq!(world.desk.call(world.me, "macro_run", wrong).await.unwrap_err().code, Code::Invalid);
    let long = json!({ "name": "Long", "steps": { "checklist": "item\n".repeat(201) } });
    assert_eq!(world.desk.call(world.me, "macro_save", long).await.unwrap_err().code, Code::Invalid);
}

#[tokio::test]
async fn a_macro_is_saved_changed_deleted_and_brought_back() {
    let world = Seated::alone(local(), None).await;
    let saved = world.call("macro_save", json!({ "name": " Chase ", "steps": steps() })).await;
    let list = || async { world.call("macro_list", json!({})).await };
    let one = list().await[0].clone();
    assert_eq!((one["name"].as_str(), one["may_edit"].as_bool()), (Some("Chase"), Some(true)));
    assert_eq!(one["steps"]["add_tags"], json!(["hw", "vip"]));
    assert_eq!(one["steps"]["remove_tags"], json!(["old"]), "what is added is not taken away as well");
    assert_eq!(one["share"], json!({ "with": "nobody" }));
    let mut changed = one["steps"].clone();
    changed["reply"] = json!("  ");
    let input =
        json!({ "id": saved["id"], "name": "Chase", "steps": changed, "share": { "with": "everybody" } });
    world.call("macro_save", input).await;
    assert_eq!(list().await[0]["steps"]["reply"], json!(null));
    assert_eq!(list().await[0]["share"], json!({ "with": "everybody" }));
    world.call("macro_remove", json!({ "id": saved["id"] })).await;
    assert_eq!(list().await, json!(NONE));
    assert_eq!(world.call("undo", json!({})).await["undo"], "Deleted the macro Chase");
    assert_eq!(list().await[0]["name"], "Chase");
    for (bad, code) in [
        (json!({ "name": "Nothing", "steps": {} }), Code::Invalid),
        (json!({ "name": " ", "steps": steps() }), Code::Invalid),
        (
            json!({ "name": "Theirs", "steps": steps(), "share": { "with": "team", "team": Uuid::nil() } }),
            Code::Forbidden,
        ),
    ] {
        assert_eq!(world.desk.call(world.me, "macro_save", bad).await.unwrap_err().code, code);
    }
}

#[tokio::test]
async fn a_macro_whose_reply_says_when_it_will_be_solved_has_told_it() {
    let world = Seated::alone(local(), None).await;
    let asks = json!({ "name": "Grace", "email": "grace@example.com" });
    let made = world.call("ticket_new", json!({ "subject": "Printer", "new_requester": asks })).await;
    let id = made["id"].as_str().unwrap();
    let estimated = world.clock.now().plus_ms(86_400_000);
    world.change(id, json!({ "estimated": estimated })).await;
    let run = |reply: &str| json!({ "name": "Tell", "steps": { "reply": reply }, "tickets": [id] });
    world.call("macro_run", run("We are at it.")).await;
    assert_eq!(world.got(id).await["estimated_told"], Value::Null);
    world.call("macro_run", run("It will work by {{estimated}}.")).await;
    assert_eq!(world.got(id).await["estimated_told"], json!(estimated));
}
