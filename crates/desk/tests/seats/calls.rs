//! Telephone calls: a ticket with its notes and its time at once, or more of a ticket that is there.

use crate::seated::{Seated, local};
use serde_json::{Value, json};

impl Seated {
    async fn caller(&self, name: &str, phone: &str) -> Value {
        let person = json!({ "person": null, "name": name, "email": null, "phone": phone, "role": "requester",
            "organisation": null, "teams": [], "tier": null, "location": null, "retired": false });
        self.call("person_save", person).await["id"].clone()
    }

    async fn found(&self, text: &str) -> Vec<String> {
        let found = self.call("person_search", json!({ "text": text, "count": 9 })).await;
        found.as_array().unwrap().iter().map(|card| card["name"].as_str().unwrap().to_owned()).collect()
    }
}

#[tokio::test]
async fn a_caller_is_found_by_the_number_however_it_is_written() {
    let world = Seated::alone(local(), None).await;
    world.caller("Abroad", "+49 (0)170 123-4567").await;
    world.caller("Trunk", "0221/98 76 54").await;
    for typed in ["0170 1234567", "+49 170 1234567", "0049-170-1234567", "1234567", "(0170) 123.45.67"] {
        assert_eq!(world.found(typed).await, ["Abroad"], "{typed}");
    }
    for typed in ["0221987654", "+49 221 987654", "987654"] {
        assert_eq!(world.found(typed).await, ["Trunk"], "{typed}");
    }
    assert_eq!(world.found("0221 000000").await, [] as [&str; 0]);
    assert_eq!(world.found("trunk").await, ["Trunk"]);
}

#[tokio::test]
async fn a_call_becomes_a_ticket_with_its_notes_and_its_time_at_once() {
    let world = Seated::alone(local(), None).await;
    let draft = json!({ "ticket": null, "kind": "call", "body": "half a call" });
    world.call("draft_put", draft).await;
    let new = json!({ "subject": "Door does not open", "fields": { "channel": "phone" },
        "new_requester": { "name": "Jo Ringer", "phone": "0170 1234567" } });
    let call = |seconds: i64| json!({ "about": { "new": new }, "notes": "  Third time this week. ", "seconds": seconds });
    // What is refused leaves nothing behind, and the draft where it is.
    world.desk.call(world.me, "call_save", call(0)).await.unwrap_err();
    assert_eq!(world.found("Ringer").await, [] as [&str; 0]);
    let kept = world.call("draft_get", json!({ "ticket": null, "kind": "call" })).await;
    assert_eq!(kept, "half a call");

    let made = world.call("call_save", call(240)).await;
    let ticket = world.call("ticket_get", json!({ "ticket": made["id"] })).await;
    assert_eq!((&ticket["channel"], &ticket["time_seconds"]), (&json!("phone"), &json!(240)));
    assert_eq!(ticket["requester"]["phone"], "0170 1234567");
    let thread = world.call("ticket_thread", json!({ "ticket": made["id"], "count": 9 })).await.to_string();
    assert!(thread.contains("\"Third time this week.\"") && thread.contains("\"note\""), "{thread}");
    assert_eq!(world.call("draft_get", json!({ "ticket": null, "kind": "call" })).await, json!(null));

    // One step back takes all of it away.
    world.call("undo", json!({})).await;
    assert_eq!(world.found("Ringer").await, [] as [&str; 0]);
}

#[tokio::test]
async fn a_call_about_a_ticket_that_is_there_adds_to_it() {
    let world = Seated::alone(local(), None).await;
    let printer = world.ticket("Printer").await;
    let about = json!({ "ticket": printer });
    for (notes, seconds) in [("Still jams.", 60), ("", 120)] {
        let call = json!({ "about": about, "notes": notes, "seconds": seconds });
        assert_eq!(world.call("call_save", call).await["id"], json!(printer));
    }
    let ticket = world.call("ticket_get", json!({ "ticket": printer })).await;
    assert_eq!((&ticket["channel"], &ticket["time_seconds"]), (&json!("agent"), &json!(180)));
    let missing = json!({ "ticket": "018f0000-0000-7000-8000-000000000000" });
    let call = json!({ "about": missing, "notes": "", "seconds": 60 });
    world.desk.call(world.me, "call_save", call).await.unwrap_err();
}
