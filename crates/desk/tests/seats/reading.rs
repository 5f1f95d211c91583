//! What is unread, for whom, and until when: at two desks of one server, and by hand.

use crate::offline::{World, world};
use crate::seated::{MINUTE, Seated, local};
use serde_json::{Value, json};

impl Seated {
    /// The subjects of what a line finds.
    async fn found_by(&self, line: &str) -> Vec<String> {
        let input = json!({ "filter": { "text": line }, "sort": "created", "count": 50 });
        let page = self.call("ticket_list", input).await;
        let rows = page["rows"].as_array().unwrap().clone();
        assert_eq!(page["total"], rows.len());
        rows.iter().map(|row| row["subject"].as_str().unwrap().to_owned()).collect()
    }

    async fn unread(&self) -> Vec<String> {
        self.found_by("is:unread").await
    }

    /// Opens a ticket and reads it to its end; returns from when on it was new.
    async fn looks_at(&self, id: &str) -> Value {
        let thread = self.call("ticket_thread", json!({ "ticket": id, "count": 60 })).await;
        let input = json!({ "tickets": [id], "shown": thread["heard"].as_i64().unwrap_or(0) });
        self.call("ticket_read", input).await["since"].clone()
    }

    async fn notes(&self, id: &str, body: &str) {
        self.call("message_add", json!({ "ticket": id, "kind": "note", "body": body })).await;
    }

    async fn marks(&self, ids: &[&str], unread: bool) -> Value {
        self.call("ticket_read", json!({ "tickets": ids, "unread": unread })).await
    }
}

impl World {
    /// A minute goes by, and both desks hear of what was done.
    async fn later(&self) {
        self.clock.wait(MINUTE);
        self.meet().await;
        self.clock.wait(MINUTE);
    }

    /// A ticket of Ada's for somebody.
    async fn given(&self, subject: &str, to: &Seated) -> String {
        let fields = json!({ "assignee": to.me });
        let input = json!({ "subject": subject, "fields": fields });
        let id = self.ada.call("ticket_new", input).await["id"].as_str().unwrap().to_owned();
        self.later().await;
        id
    }
}

const NONE: [&str; 0] = [];

#[tokio::test]
async fn what_somebody_else_said_is_unread_for_those_whom_it_concerns() {
    let world = world(0).await;
    let (ada, ben) = (&world.ada, &world.ben);
    let id = world.given("Printer", ben).await;
    assert_eq!(ben.unread().await, ["Printer"], "it was given to him, and he never opened it");
    assert_eq!(ada.unread().await, NONE, "one's own words are read");
    ben.looks_at(&id).await;
    assert_eq!(ben.unread().await, NONE);

    ben.change(&id, json!({ "priority": "low", "priority_reason": "It can wait" })).await;
    ben.notes(&id, "Toner is on its way").await;
    world.later().await;
    assert_eq!(ada.unread().await, NONE, "she opened it for somebody and has no part in it");
    ada.change(&id, json!({ "watchers": [ada.me] })).await;
    assert_eq!(ada.unread().await, ["Printer"], "whoever watches it has");
    ada.looks_at(&id).await;
    ben.change(&id, json!({ "status": "waiting" })).await;
    world.later().await;
    assert_eq!(ada.unread().await, NONE, "what changes is no word");

    ada.change(&id, json!({ "watchers": [] })).await;
    ada.notes(&id, "The old one is empty").await;
    world.later().await;
    assert_eq!((ben.unread().await, ada.unread().await), (vec!["Printer".to_owned()], vec![]));
    ben.notes(&id, "Thanks").await;
    world.later().await;
    assert_eq!(ada.unread().await, ["Printer"], "whoever wrote in it has a part in it from then on");
    assert_eq!(ben.unread().await, ["Printer"], "writing alone reads nothing");
}

#[tokio::test]
async fn whoever_is_named_in_a_note_has_a_part_in_the_ticket() {
    let world = world(0).await;
    let (ada, ben) = (&world.ada, &world.ben);
    let id = world.given("Router", ada).await;
    ada.notes(&id, "Write to ben@desk.example").await;
    world.later().await;
    assert_eq!(ben.unread().await, NONE, "an address names nobody");
    ada.notes(&id, "@Ben, can you look?").await;
    world.later().await;
    assert_eq!(ben.unread().await, ["Router"]);
    assert_eq!(world.server.unread().await, NONE, "a server does not know what anybody has read");
}

#[tokio::test]
async fn a_word_that_was_written_offline_is_news_when_it_comes() {
    let world = world(0).await;
    let (ada, ben) = (&world.ada, &world.ben);
    let id = world.given("Printer", ben).await;
    ada.notes(&id, "Written on a train").await;
    world.clock.wait(10 * MINUTE);
    ben.notes(&id, "Done").await;
    ben.looks_at(&id).await;
    assert_eq!(ben.unread().await, NONE);
    world.later().await;
    assert_eq!(ben.unread().await, ["Printer"]);
    let thread = ben.call("ticket_thread", json!({ "ticket": id, "count": 60 })).await;
    let since = ben.looks_at(&id).await.as_i64().unwrap();
    let entries = thread["entries"].as_array().unwrap().iter();
    let new = entries.filter(|entry| entry["heard_at"].as_i64().is_some_and(|at| at > since));
    assert_eq!(new.map(|entry| entry["body"].clone()).collect::<Vec<_>>(), ["Written on a train"]);
}

#[tokio::test]
async fn what_is_new_comes_with_the_first_page_however_much_it_is() {
    let world = world(0).await;
    let (ada, ben) = (&world.ada, &world.ben);
    let id = world.given("Printer", ben).await;
    for n in 0..5 {
        ada.notes(&id, &format!("Old {n}")).await;
    }
    world.later().await;
    ben.looks_at(&id).await;
    for n in 0..8 {
        ada.notes(&id, &format!("New {n}")).await;
    }
    world.later().await;
    let thread = ben.call("ticket_thread", json!({ "ticket": id, "count": 3 })).await;
    let bodies = thread["entries"].as_array().unwrap().iter().map(|entry| entry["body"].clone());
    assert_eq!(bodies.collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5, 6, 7].map(|n| format!("New {n}")));
    assert_eq!(thread["more"], true);
    ben.looks_at(&id).await;
    let thread = ben.call("ticket_thread", json!({ "ticket": id, "count": 3 })).await;
    assert_eq!(thread["entries"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn cards_rows_and_counts_say_it_and_a_look_tells_them_once() {
    let world = world(0).await;
    let ben = &world.ben;
    let id = world.given("Printer", ben).await;
    world.given("Scanner", ben).await;
    ben.looks_at(&id).await;
    assert_eq!(
        (ben.unread().await, ben.found_by("is:read").await),
        (vec!["Scanner".into()], vec!["Printer".to_owned()])
    );
    assert_eq!(ben.found_by("-is:unread").await, ["Printer"]);
    let board = ben.call("board_get", json!({})).await;
    let input = json!({ "board": board["id"], "column": "new", "from": 0, "count": 50 });
    let cards = ben.call("board_column", input).await["cards"].clone();
    let mut marked: Vec<(&str, bool)> = cards
        .as_array()
        .unwrap()
        .iter()
        .map(|card| (card["subject"].as_str().unwrap(), card["unread"] == true))
        .collect();
    marked.sort_unstable();
    assert_eq!(marked, [("Printer", false), ("Scanner", true)]);
    let narrowed = ben.call("board_get", json!({ "filter": { "text": "is:unread" } })).await;
    let counts =
        narrowed["columns"].as_array().unwrap().iter().map(|column| column["count"].as_i64().unwrap());
    assert_eq!(counts.sum::<i64>(), 1);

    let mut changed = ben.desk.changed();
    ben.looks_at(&id).await;
    assert!(changed.try_recv().is_err(), "what was read already is no news to any screen");
    let scanner = ben.call("ticket_list", json!({ "filter": { "text": "is:unread" }, "count": 1 })).await;
    assert_eq!(scanner["rows"][0]["unread"], true);
    ben.looks_at(scanner["rows"][0]["id"].as_str().unwrap()).await;
    assert_eq!(changed.try_recv().unwrap(), [contract::commands::Tag::Seen].into());
}

#[tokio::test]
async fn what_is_marked_by_hand_is_unread_until_it_is_opened_and_can_be_taken_back() {
    let world = Seated::alone(local(), None).await;
    let (one, other) = (world.ticket("Printer").await, world.ticket("Router").await);
    world.clock.wait(MINUTE);
    let done = world.marks(&[&one, &other], true).await;
    assert_eq!(done["undo"], "Marked 2 tickets as unread");
    assert_eq!(world.unread().await, ["Printer", "Router"], "though nobody else said anything");
    assert_eq!(world.got(&one).await["unread"], true);
    world.call("undo", json!({})).await;
    assert_eq!(world.unread().await, NONE);
    world.call("redo", json!({})).await;
    assert_eq!(world.unread().await, ["Printer", "Router"]);
    world.looks_at(&one).await;
    assert_eq!(world.unread().await, ["Router"]);
    assert_eq!(world.marks(&[&other], false).await["undo"], "Marked as read");
    assert_eq!(world.unread().await, NONE);
    world.call("undo", json!({})).await;
    assert_eq!(world.unread().await, ["Router"]);
    let world = world.restarted().await;
    assert_eq!(world.unread().await, ["Router"], "it outlives a restart");
}

#[tokio::test]
async fn a_key_turns_what_is_kept_whatever_a_screen_shows() {
    let world = Seated::alone(local(), None).await;
    let (one, other) = (world.ticket("Printer").await, world.ticket("Router").await);
    world.clock.wait(MINUTE);
    world.marks(&[&one], true).await;
    for (unread, said) in [(true, "Marked 2 tickets as unread"), (false, "Marked 2 tickets as read")] {
        let done = world.call("ticket_read", json!({ "tickets": [&one, &other], "turn": true })).await;
        assert_eq!(done, json!({ "undo": said, "unread": unread }), "one of two was read, then neither");
        assert_eq!(world.unread().await.len(), if unread { 2 } else { 0 });
    }
}

#[tokio::test]
async fn what_is_marked_by_hand_begins_with_the_last_word_of_others() {
    let world = world(0).await;
    let (ada, ben) = (&world.ada, &world.ben);
    let id = world.given("Printer", ben).await;
    for body in ["First", "Second"] {
        ada.notes(&id, body).await;
        world.later().await;
    }
    ben.looks_at(&id).await;
    ben.marks(&[&id], true).await;
    let thread = ben.call("ticket_thread", json!({ "ticket": id, "count": 60 })).await;
    let since = ben.looks_at(&id).await.as_i64().unwrap();
    let entries = thread["entries"].as_array().unwrap().iter();
    let new = entries.filter(|entry| entry["heard_at"].as_i64().is_some_and(|at| at > since));
    assert_eq!(new.map(|entry| entry["body"].clone()).collect::<Vec<_>>(), ["Second"]);
    assert_eq!(ben.unread().await, NONE);
}

#[tokio::test]
async fn what_was_there_before_an_upgrade_counts_as_read() {
    let world = Seated::alone(local(), None).await;
    let id = world.mine("Printer").await;
    world.clock.wait(MINUTE);
    world.requester_writes(&id).await;
    assert_eq!(world.unread().await, ["Printer"]);
    let older = "UPDATE ticket SET said_by = NULL, said_at = NULL, said_before = NULL, concerns = ''; \
                 DELETE FROM seen; DELETE FROM state WHERE name = 'ticket_rows'";
    world.desk.db().run_script(older).await.unwrap();
    world.clock.wait(MINUTE);
    let world = world.restarted().await;
    world.desk.begin_reading(world.me).await.unwrap();
    world.desk.recounted().await;
    assert_eq!(world.unread().await, NONE);
    world.clock.wait(MINUTE);
    world.requester_writes(&id).await;
    assert_eq!(world.unread().await, ["Printer"]);
    let since = world.looks_at(&id).await;
    assert_eq!(since, json!(world.clock.now().plus_ms(-MINUTE)), "that is where the line goes");
    // The next start does not begin anew.
    let world = world.restarted().await;
    world.clock.wait(MINUTE);
    world.requester_writes(&id).await;
    world.desk.begin_reading(world.me).await.unwrap();
    assert_eq!(world.unread().await, ["Printer"]);
}

#[tokio::test]
async fn a_look_at_a_ticket_reads_what_was_merged_into_it() {
    let world = Seated::alone(local(), None).await;
    let (one, other) = (world.mine("Printer").await, world.mine("Printer again").await);
    world.call("ticket_merge", json!({ "tickets": [other], "into": one })).await;
    world.clock.wait(MINUTE);
    world.requester_writes(&other).await;
    assert_eq!(world.unread().await, ["Printer again"]);
    world.looks_at(&one).await;
    assert_eq!(world.unread().await, NONE);
}

#[tokio::test]
async fn where_one_began_to_write_is_found_until_it_is_sent() {
    let world = Seated::alone(local(), None).await;
    let mut ids = Vec::new();
    for subject in ["Printer", "Scanner"] {
        ids.push(world.call("ticket_new", json!({ "subject": subject })).await["id"].clone());
    }
    let begun = async |kind: &str, body: &str| {
        world.call("draft_put", json!({ "ticket": ids[1], "kind": kind, "body": body })).await;
    };
    assert_eq!(world.call("draft_tickets", json!({})).await, json!([]));
    begun("reply", "Dear").await;
    begun("note", "Look at").await;
    // A ticket that is being written is none yet.
    world.call("draft_put", json!({ "ticket": null, "kind": "new", "body": "Half a" })).await;
    assert_eq!(world.call("draft_tickets", json!({})).await, json!([ids[1]]));
    assert_eq!(world.found_by("is:draft").await, ["Scanner"]);
    assert_eq!(world.found_by("-is:draft").await, ["Printer"]);
    begun("reply", "").await;
    assert_eq!(world.found_by("is:draft").await, ["Scanner"], "a note is begun there, too");
    begun("note", "").await;
    assert_eq!(world.found_by("is:draft").await, [] as [&str; 0]);
}
