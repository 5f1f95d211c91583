//! Checklists at a desk of one's own: pasted, ticked, worded again, put in order, taken off and taken back.

use crate::seated::{MINUTE, Seated, local};
use contract::problem::Code;
use serde_json::{Value, json};

impl Seated {
    async fn checklist(&self, ticket: &str) -> Vec<Value> {
        let view = self.call("ticket_get", json!({ "ticket": ticket })).await;
        view["checklist"].as_array().unwrap().clone()
    }

    /// The texts in their order, ticked ones with a mark.
    async fn points(&self, ticket: &str) -> Vec<String> {
        let mark = |item: &Value| if item["done"] == true { "+" } else { "" };
        let text = |item: &Value| format!("{}{}", mark(item), item["text"].as_str().unwrap());
        self.checklist(ticket).await.iter().map(text).collect()
    }

    async fn add(&self, ticket: &str, text: &str) {
        self.call("checklist_add", json!({ "ticket": ticket, "text": text })).await;
    }

    async fn point(&self, ticket: &str, text: &str) -> Value {
        self.checklist(ticket).await.into_iter().find(|item| item["text"] == text).unwrap()["id"].clone()
    }

    async fn set_tick(&self, ticket: &str, text: &str, done: bool) {
        let item = self.point(ticket, text).await;
        self.call("checklist_set", json!({ "item": item, "done": done })).await;
    }

    /// What a row of a list says of it.
    async fn progress(&self, ticket: &str) -> Value {
        let page = self.call("ticket_list", json!({ "count": 50 })).await;
        let row = page["rows"].as_array().unwrap().iter().find(|row| row["id"] == ticket).unwrap().clone();
        row["checklist"].clone()
    }

    async fn told(&self, ticket: &str) -> Vec<String> {
        let lines = self.call("ticket_history", json!({ "ticket": ticket })).await;
        let told = lines.as_array().unwrap().iter().filter(|line| line["what"]["is"] == "checklist");
        let words = |line: &Value| {
            let (by, what) = (line["by"].as_str().unwrap(), &line["what"]);
            format!("{by} {} {}", what["did"].as_str().unwrap(), what["text"].as_str().unwrap())
        };
        told.map(words).collect()
    }
}

async fn world() -> (Seated, String) {
    let world = Seated::alone(local(), None).await;
    let ticket = world.ticket("New starter on Monday").await;
    (world, ticket)
}

#[tokio::test]
async fn a_pasted_list_becomes_items_that_are_worked_off_and_kept_over_a_restart() {
    let (world, ticket) = world().await;
    assert_eq!(world.progress(&ticket).await, Value::Null, "most tickets have none");
    world.add(&ticket, "- [ ] Account\n- [x] Badge\n\n3. Laptop").await;
    world.add(&ticket, "Desk").await;
    world.clock.wait(MINUTE);
    world.set_tick(&ticket, "Laptop", true).await;

    let world = world.restarted().await;
    assert_eq!(world.points(&ticket).await, ["Account", "+Badge", "+Laptop", "Desk"]);
    assert_eq!(world.progress(&ticket).await, json!({ "done": 2, "total": 4 }));
    let laptop = world.checklist(&ticket).await[2].clone();
    assert_eq!(laptop["done_by"], "Ada");
    assert_eq!(laptop["done_at"], json!(world.clock.now()));

    // A tick that stands keeps who set it and when.
    world.clock.wait(MINUTE);
    world.set_tick(&ticket, "Laptop", true).await;
    assert_eq!(world.checklist(&ticket).await[2]["done_at"], laptop["done_at"]);
    let board = world.call("board_get", json!({})).await;
    let column = json!({ "board": board["id"], "column": "new", "from": 0, "count": 5 });
    let cards = world.call("board_column", column).await;
    assert_eq!(cards["cards"][0]["checklist"], json!({ "done": 2, "total": 4 }));
}

#[tokio::test]
async fn every_change_of_a_checklist_is_told_and_can_be_taken_back_and_done_again() {
    let (world, ticket) = world().await;
    world.add(&ticket, "Account\nBadge").await;
    world.set_tick(&ticket, "Badge", true).await;
    let account = world.point(&ticket, "Account").await;
    let reworded = json!({ "item": account, "text": " Account and mailbox " });
    world.call("checklist_set", reworded).await;
    world.call("checklist_move", json!({ "item": account })).await;
    world.call("checklist_remove", json!({ "item": account })).await;
    assert_eq!(world.points(&ticket).await, ["+Badge"]);
    assert_eq!(world.progress(&ticket).await, json!({ "done": 1, "total": 1 }));
    world.set_tick(&ticket, "Badge", false).await;

    let back = [
        vec!["+Badge"],
        vec!["+Badge", "Account and mailbox"],
        vec!["Account and mailbox", "+Badge"],
        vec!["Account", "+Badge"],
        vec!["Account", "Badge"],
        vec![],
    ];
    for points in back.clone() {
        world.call("undo", json!({})).await;
        assert_eq!(world.points(&ticket).await, points);
    }
    assert_eq!(world.progress(&ticket).await, Value::Null);
    for points in back.into_iter().rev().skip(1).chain([vec!["Badge"]]) {
        world.call("redo", json!({})).await;
        assert_eq!(world.points(&ticket).await, points);
    }
    let told = world.told(&ticket).await;
    assert_eq!(
        told[..6],
        [
            "Ada added Account",
            "Ada added Badge",
            "Ada ticked Badge",
            "Ada reworded Account and mailbox",
            "Ada removed Account and mailbox",
            "Ada unticked Badge",
        ]
    );
}

#[tokio::test]
async fn items_go_where_they_are_put_however_often() {
    let (world, ticket) = world().await;
    world.add(&ticket, "One\nTwo\nThree\nFour").await;
    let [one, two, three, four] = ["One", "Two", "Three", "Four"];
    let ids = [
        world.point(&ticket, one).await,
        world.point(&ticket, two).await,
        world.point(&ticket, three).await,
        world.point(&ticket, four).await,
    ];
    world.call("checklist_move", json!({ "item": ids[3], "before": ids[0] })).await;
    assert_eq!(world.points(&ticket).await, [four, one, two, three]);
    world.call("checklist_move", json!({ "item": ids[3], "after": ids[1] })).await;
    assert_eq!(world.points(&ticket).await, [one, two, four, three]);
    // Each of these halves the room between the first two, which is for twenty.
    for turn in 0..60 {
        let moved = &ids[1 + turn % 3];
        world.call("checklist_move", json!({ "item": moved, "after": ids[0] })).await;
        let list = world.checklist(&ticket).await;
        assert_eq!((&list[0]["id"], &list[1]["id"]), (&ids[0], moved), "turn {turn}");
    }
}

#[tokio::test]
async fn what_a_checklist_does_not_take_is_refused_with_its_reason() {
    let (world, ticket) = world().await;
    world.add(&ticket, "Account").await;
    let item = world.point(&ticket, "Account").await;
    let long = "x".repeat(501);
    let many = "x\n".repeat(200);
    for (command, input, words) in [
        ("checklist_add", json!({ "ticket": ticket, "text": " \n- \n" }), "empty"),
        ("checklist_add", json!({ "ticket": ticket, "text": format!("fine\n{long}") }), "500"),
        ("checklist_add", json!({ "ticket": ticket, "text": many }), "200"),
        ("checklist_set", json!({ "item": item, "text": "  " }), "empty"),
        ("checklist_set", json!({ "item": item, "text": "two\nlines" }), "one line"),
    ] {
        let refused = world.desk.call(world.me, command, input.clone()).await.unwrap_err();
        assert_eq!(refused.code, Code::Invalid, "{command} {refused:?}");
        assert!(refused.message.contains(words), "{command} {refused:?}");
    }
    assert_eq!(world.points(&ticket).await, ["Account"], "all of a list or nothing of it");
}

#[tokio::test]
async fn the_items_of_a_merged_ticket_show_in_the_other_until_it_is_taken_apart() {
    let (world, ticket) = world().await;
    world.add(&ticket, "Account").await;
    let second = world.ticket("Starter, once more").await;
    world.add(&second, "Parking").await;
    world.call("ticket_merge", json!({ "tickets": [second], "into": ticket })).await;
    let list = world.checklist(&ticket).await;
    assert_eq!(list[1]["text"], "Parking");
    assert_eq!(list[1]["from"]["number"], "L-2");
    world.set_tick(&ticket, "Parking", true).await;
    world.call("ticket_unmerge", json!({ "tickets": [second] })).await;
    assert_eq!(world.points(&ticket).await, ["Account"]);
    assert_eq!(world.points(&second).await, ["+Parking"]);
}
