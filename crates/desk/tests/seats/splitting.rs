//! Splitting a ticket: messages begin a new one, stay in the old one, and one undo takes it back.

use crate::seated::{Seated, local};
use contract::problem::Code;
use serde_json::{Value, json};

impl Seated {
    async fn messages_of(&self, id: &Value) -> Vec<Value> {
        let thread = self.call("ticket_thread", json!({ "ticket": id, "count": 100 })).await;
        let all = thread["entries"].as_array().unwrap().clone();
        all.into_iter().filter(|entry| entry["entry"] == "message").collect()
    }
}

#[tokio::test]
async fn messages_begin_a_new_ticket_and_stay_in_the_old_one_until_an_undo() {
    let world = Seated::alone(local(), None).await;
    let requester = json!({ "name": "Grace Hopper", "email": null });
    let input = json!({
        "subject": "Printer", "new_requester": requester,
        "fields": { "tags": ["hw"], "priority": "high", "priority_reason": "The board prints" },
    });
    let old = world.call("ticket_new", input).await["id"].clone();
    for (kind, body) in
        [("reply", "About paper."), ("reply", "The scanner is grey.\nSince Monday."), ("note", "Known.")]
    {
        world.call("message_add", json!({ "ticket": old, "kind": kind, "body": body })).await;
    }
    let before = world.messages_of(&old).await;
    let chosen: Vec<&Value> = before.iter().skip(1).map(|message| &message["id"]).collect();
    let made = world.call("ticket_split", json!({ "ticket": old, "messages": chosen })).await;
    let new = world.call("ticket_get", json!({ "ticket": made["id"] })).await;
    assert_eq!(
        (&new["subject"], &new["description"]),
        (&json!("The scanner is grey."), &json!("The scanner is grey.\nSince Monday."))
    );
    assert_eq!(
        (&new["requester"]["name"], &new["priority"], &new["tags"], &new["status"]),
        (&json!("Grace Hopper"), &json!("high"), &json!(["hw"]), &json!("new"))
    );
    let notes = world.messages_of(&made["id"]).await;
    let said: Vec<&str> = notes.iter().map(|note| note["body"].as_str().unwrap()).collect();
    assert!(notes.iter().all(|note| note["kind"] == "note"), "what is internal stays so");
    assert!(said.len() == 2 && said.contains(&"← L-1 Printer"), "{said:?}");
    assert!(said.iter().any(|body| body.ends_with("Known.")), "{said:?}");
    assert_eq!(world.messages_of(&old).await, before, "they are copied, not moved");
    let thread = world.call("ticket_thread", json!({ "ticket": old, "count": 100 })).await;
    assert!(thread.to_string().contains("linked"), "the old one tells it: {thread}");
    for (id, other) in [(&old, "L-2"), (&made["id"], "L-1")] {
        assert_eq!(world.call("ticket_get", json!({ "ticket": id })).await["links"][0]["number"], other);
    }

    world.call("undo", json!({})).await;
    let page = world.call("ticket_list", json!({ "from": 0, "count": 5 })).await;
    assert_eq!((&page["total"], &page["rows"][0]["subject"]), (&json!(1), &json!("Printer")));
    assert_eq!(world.call("ticket_get", json!({ "ticket": old })).await["links"], json!([]));

    let other = world.ticket("Other").await;
    for bad in
        [json!({ "ticket": old, "messages": [] }), json!({ "ticket": other, "messages": [before[0]["id"]] })]
    {
        assert_eq!(world.desk.call(world.me, "ticket_split", bad).await.unwrap_err().code, Code::Invalid);
    }
}

#[tokio::test]
async fn the_files_of_messages_go_along_and_stay_where_they_were() {
    let world = Seated::alone(local(), None).await;
    let old = world.ticket("Printer").await;
    for (kind, name) in [("reply", "tray.png"), ("reply", "stays.txt"), ("note", "log.txt")] {
        let file = json!({ "ticket": old, "name": name, "base64": "aGVsbG8=" });
        let file = world.call("attachment_add", file).await;
        let body = format!("See ![it]({name})");
        let input = json!({ "ticket": old, "kind": kind, "body": body, "attachments": [file["id"]] });
        world.call("message_add", input).await;
    }
    let messages = world.messages_of(&json!(old)).await;
    let chosen: Vec<&Value> = messages
        .iter()
        .filter(|message| !message["body"].as_str().unwrap().contains("stays"))
        .map(|message| &message["id"])
        .collect();
    let made = world.call("ticket_split", json!({ "ticket": old, "messages": chosen })).await;
    let files_of = async |ticket: &str| {
        let mut files: Vec<(String, bool)> = world.got(ticket).await["attachments"]
            .as_array()
            .unwrap()
            .iter()
            .map(|file| (file["name"].as_str().unwrap().to_owned(), file["message"].is_null()))
            .collect();
        files.sort();
        files
    };
    let expected = [("log.txt".to_owned(), false), ("tray.png".to_owned(), true)];
    assert_eq!(
        files_of(made["id"].as_str().unwrap()).await,
        expected,
        "with the description, and with the note"
    );
    assert_eq!(files_of(&old).await.len(), 3);
    let new = world.got(made["id"].as_str().unwrap()).await;
    let read = json!({ "attachment": new["attachments"][0]["id"] });
    assert_eq!(world.call("attachment_read", read).await["base64"], "aGVsbG8=");
}
