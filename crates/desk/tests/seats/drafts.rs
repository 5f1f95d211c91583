//! Drafts that become something: the text goes with the ticket that was made of it, and no window writes over another's list.

use crate::seated::{Seated, local};
use contract::problem::Code;
use serde_json::{Value, json};

#[tokio::test]
async fn a_ticket_of_the_sheet_takes_its_draft_along_and_knows_its_parent() {
    let world = Seated::alone(local(), None).await;
    let parent = world.ticket("Move of the office").await;
    let draft = |kind: &str| json!({ "ticket": null, "kind": kind });
    let put = |kind: &str, body: &str| json!({ "ticket": null, "kind": kind, "body": body });
    world.call("draft_put", put("new", "half a ticket")).await;
    world.call("ticket_new", json!({ "subject": "By a script" })).await;
    assert_eq!(world.call("draft_get", draft("new")).await, "half a ticket", "only the sheet's own");

    let none = json!({ "subject": "", "from_sheet": true });
    assert!(world.desk.call(world.me, "ticket_new", none).await.is_err());
    assert_eq!(world.call("draft_get", draft("new")).await, "half a ticket", "nothing was made");

    let made = world
        .call("ticket_new", json!({ "subject": "Order the van", "from_sheet": true, "parent": parent }))
        .await;
    assert_eq!(world.call("draft_get", draft("new")).await, Value::Null);
    let told: Value =
        serde_json::from_str(world.call("draft_get", draft("new-made")).await.as_str().unwrap()).unwrap();
    assert_eq!(told, json!({ "id": made["id"], "label": made["label"] }));
    assert_eq!(world.got(&parent).await["links"][0]["other"], made["id"]);
    world.call("undo", json!({})).await;
    assert_eq!(world.got(&parent).await["links"], json!([]), "the ticket and its link are one act");
}

#[tokio::test]
async fn of_two_windows_that_change_a_draft_the_later_is_told() {
    let world = Seated::alone(local(), None).await;
    let put = |body: &str, before: Option<&str>| {
        let mut input = json!({ "ticket": null, "kind": "new-files", "body": body });
        if let Some(before) = before {
            input["before"] = json!(before);
        }
        input
    };
    world.call("draft_put", put("[1]", Some(""))).await;
    let late = world.desk.call(world.me, "draft_put", put("[2]", Some(""))).await.unwrap_err();
    assert_eq!(late.code, Code::Stale);
    world.call("draft_put", put("[1,2]", Some("[1]"))).await;
    let kept = world.call("draft_get", json!({ "ticket": null, "kind": "new-files" })).await;
    assert_eq!(kept, "[1,2]");
    world.call("draft_put", put("", Some("[1,2]"))).await;
    world.call("draft_put", put("[3]", None)).await;
}
