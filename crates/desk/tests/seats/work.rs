//! What a person does at a desk, on a real encrypted database, with a clock that tests turn.

use crate::seated::{Seated, always, calendar, local};
use contract::problem::Code;
use domain::ids::{DeviceId, PersonId};
use domain::person::Person;
use domain::record::{Kind, Record};
use domain::time::Timestamp;
use serde_json::{Value, json};
use store::vault::Key;

async fn world() -> Seated {
    Seated::alone(local(), Some(Key::random())).await
}

impl Seated {
    /// A ticket with its history, as another desk would get it.
    async fn records_of(&self, ticket: &str) -> Vec<Record> {
        let id = ticket.parse().unwrap();
        let db = self.desk.db();
        let mut records = vec![store::records::get(db, Kind::Ticket, id).await.unwrap().unwrap()];
        let events = store::records::of_tickets(db, &[id], Kind::Event).await.unwrap();
        records.extend(events.into_values().flatten());
        records
    }

    async fn counts(&self) -> Vec<(String, i64)> {
        let board = self.call("board_get", json!({})).await;
        let columns = board["columns"].as_array().unwrap().iter();
        columns.map(|c| (c["key"].as_str().unwrap().to_owned(), c["count"].as_i64().unwrap())).collect()
    }

    async fn column(&self, key: &str) -> Vec<String> {
        let board = self.call("board_get", json!({})).await;
        let input = json!({ "board": board["id"], "column": key, "from": 0, "count": 50 });
        let page = self.call("board_column", input).await;
        page["cards"]
            .as_array()
            .unwrap()
            .iter()
            .map(|card| card["subject"].as_str().unwrap().to_owned())
            .collect()
    }
}

#[tokio::test]
async fn a_desk_without_a_server_numbers_its_tickets_itself() {
    let world = world().await;
    let first = world.call("ticket_new", json!({ "subject": "Printer" })).await;
    let second = world.call("ticket_new", json!({ "subject": "Router" })).await;
    assert_eq!(first["label"], "L-1");
    assert_eq!(second["label"], "L-2");
    let found = world.call("ticket_find", json!({ "number": "l-2" })).await;
    assert_eq!(found["subject"], "Router");
    let found = world.call("ticket_find", json!({ "number": first["id"] })).await;
    assert_eq!(found["subject"], "Printer", "a link that was copied before there was a number names the id");
}

#[tokio::test]
async fn a_moved_card_stays_where_it_was_put_across_a_restart() {
    let world = world().await;
    let mut ids = Vec::new();
    for subject in ["a", "b", "c"] {
        ids.push(world.ticket(subject).await);
        world.clock.wait(1000);
    }
    let board = world.call("board_get", json!({})).await["id"].clone();
    let place = json!({ "column": "open", "after": null, "before": null });
    world.call("ticket_move", json!({ "tickets": [ids[0]], "board": board, "place": place })).await;
    let place = json!({ "column": "open", "after": null, "before": ids[0] });
    world.call("ticket_move", json!({ "tickets": [ids[2]], "board": board, "place": place })).await;
    assert_eq!(world.column("open").await, ["c", "a"]);
    assert_eq!(world.counts().await[..2], [("new".to_owned(), 1), ("open".to_owned(), 2)]);

    let world = world.restarted().await;
    assert_eq!(world.column("open").await, ["c", "a"], "the order outlives the process");
}

#[tokio::test]
async fn every_ticket_command_can_be_taken_back_and_done_again() {
    let world = world().await;
    let id = world.ticket("Printer").await;
    let get = || async { world.call("ticket_get", json!({ "ticket": id })).await };
    world
        .call(
            "ticket_set",
            json!({ "tickets": [id], "fields": { "status": "in_progress" }, "add_tags": ["hw"] }),
        )
        .await;
    assert_eq!(get().await["status"], "in_progress");
    world.call("undo", json!({})).await;
    assert_eq!(get().await["status"], "new");
    assert_eq!(get().await["tags"], json!([]));
    world.call("redo", json!({})).await;
    assert_eq!(get().await["status"], "in_progress");
    assert_eq!(get().await["tags"], json!(["hw"]));
    world.call("ticket_delete", json!({ "tickets": [id] })).await;
    assert_eq!(world.counts().await.iter().map(|(_, count)| count).sum::<i64>(), 0);
    world.call("undo", json!({})).await;
    assert_eq!(world.counts().await.iter().map(|(_, count)| count).sum::<i64>(), 1);
    world.call("message_add", json!({ "ticket": id, "kind": "note", "body": "hello" })).await;
    assert_eq!(world.call("undo", json!({})).await["undo"], "Added a note");
    let thread = world.call("ticket_thread", json!({ "ticket": id, "count": 100 })).await;
    assert!(!thread["entries"].to_string().contains("hello"), "the note is gone: {thread}");
}

#[tokio::test]
async fn a_refused_edit_changes_nothing_and_says_why() {
    let world = world().await;
    let id = world.ticket("Printer").await;
    let refused = |fields: Value| {
        let input = json!({ "tickets": [id], "fields": fields });
        world.desk.call(world.me, "ticket_set", input)
    };
    assert_eq!(refused(json!({ "priority": "urgent" })).await.unwrap_err().code, Code::PriorityReason);
    assert_eq!(refused(json!({ "status": "nowhere" })).await.unwrap_err().code, Code::Invalid);
    assert_eq!(refused(json!({ "subject": "  " })).await.unwrap_err().code, Code::Invalid);
    assert_eq!(refused(json!({ "number": 7 })).await.unwrap_err().code, Code::Invalid);
    assert_eq!(refused(json!({ "due": "tomorrow" })).await.unwrap_err().code, Code::Invalid);
    world.call("ticket_set", json!({ "tickets": [id], "fields": { "status": "closed" } })).await;
    let problem = refused(json!({ "status": "waiting" })).await.unwrap_err();
    assert_eq!(problem.code, Code::Transition, "a closed ticket can only be reopened");
    assert_eq!(world.call("ticket_get", json!({ "ticket": id })).await["status"], "closed");
}

#[tokio::test]
async fn impact_and_urgency_carry_the_priority_and_an_override_wants_a_reason() {
    let world = world().await;
    let id = world.ticket("Printer").await;
    let set = |fields: Value| world.call("ticket_set", json!({ "tickets": [id], "fields": fields }));
    let get = || async { world.call("ticket_get", json!({ "ticket": id })).await };
    set(json!({ "impact": "high", "urgency": "high" })).await;
    assert_eq!(get().await["priority"], "urgent");
    set(json!({ "priority": "low", "priority_reason": "the office is closed" })).await;
    assert_eq!(get().await["priority_reason"], "the office is closed");
    set(json!({ "priority": "urgent" })).await;
    assert_eq!(get().await["priority_reason"], Value::Null, "what agrees with the matrix needs no reason");
}

#[tokio::test]
async fn clocks_run_by_business_hours_and_a_reply_answers() {
    let world = world().await;
    let mut office = calendar("UTC", &json!([]));
    office["calendars"][0]["hours"] = json!({ "tue": [["09:00", "17:00"]], "wed": [["09:00", "17:00"]] });
    world.call("calendar_save", office).await;
    let id = world.ticket("Printer").await;
    let clock = |metric: &'static str| {
        let world = &world;
        let id = id.clone();
        async move {
            let view = world.call("ticket_get", json!({ "ticket": id })).await;
            view["clocks"].as_array().unwrap().iter().find(|clock| clock["metric"] == metric).unwrap().clone()
        }
    };
    let due = Timestamp::parse("2026-03-10T14:00:00Z").unwrap();
    assert_eq!(clock("first_response").await["due"], json!(due), "normal: four business hours");
    world.clock.turn(due.plus_ms(60_000));
    world.desk.tick(Some(world.me)).await.unwrap();
    assert_eq!(clock("first_response").await["state"], "breached");
    let board = world.call("board_get", json!({})).await;
    assert_eq!(board["columns"][0]["breached"], 1, "the board counts it once the clock turned");
    world
        .call(
            "message_add",
            json!({ "ticket": id, "kind": "reply", "body": "On my way", "status": "resolved" }),
        )
        .await;
    assert_eq!(clock("first_response").await["met_at"], json!(due.plus_ms(60_000)));
    assert_eq!(clock("resolution").await["state"], "met");
}

#[tokio::test]
async fn a_breach_warns_once_even_across_a_restart() {
    let world = world().await;
    world.call("calendar_save", always()).await;
    world.desk.tick(Some(world.me)).await.unwrap();
    let id = world.ticket("Printer").await;
    world.call("ticket_set", json!({ "tickets": [id], "fields": { "assignee": world.me } })).await;
    world.clock.wait(3 * 3_600_000 + 60_000);
    let risk = world.desk.tick(Some(world.me)).await.unwrap();
    assert_eq!(risk.show.len(), 1, "three of four hours are at risk: {:?}", risk.show);
    assert_eq!(world.desk.tick(Some(world.me)).await.unwrap().show.len(), 0);
    world.clock.wait(3_600_000);
    let world = world.restarted().await;
    assert_eq!(world.tick().await.len(), 1, "the breach is news");
    let world = world.restarted().await;
    assert_eq!(world.tick().await.len(), 0, "and only once");
}

#[tokio::test]
async fn what_happened_to_a_ticket_before_it_came_to_this_desk_is_no_news() {
    let world = world().await;
    world.call("calendar_save", always()).await;
    world.desk.tick(Some(world.me)).await.unwrap();

    // This desk has warned for a day; a ticket comes that breached an hour ago where it was made.
    world.clock.wait(24 * 3_600_000);
    let elsewhere = self::world().await;
    elsewhere.clock.turn(world.clock.now().plus_ms(-5 * 3_600_000));
    let id = elsewhere.ticket("Printer").await;
    let records = elsewhere.records_of(&id).await;
    world.desk.seed(records).await.unwrap();
    world.clock.wait(60_000);
    let now = world.desk.tick(Some(world.me)).await.unwrap();
    assert_eq!(now.show, [], "its first response was missed before this desk knew of it");
    let board = world.call("board_get", json!({})).await;
    assert_eq!(board["columns"][0]["breached"], 1, "the board tells of it all the same");

    // An edit, which writes its row anew, does not make it a newcomer; the next clock to turn is news.
    world.call("ticket_set", json!({ "tickets": [id], "fields": { "assignee": world.me } })).await;
    world.clock.wait(14 * 3_600_000);
    assert_eq!(world.desk.tick(Some(world.me)).await.unwrap().show.len(), 1, "its resolution is at risk");
}

#[tokio::test]
async fn search_finds_subjects_threads_and_old_names() {
    let world = world().await;
    let id = world.ticket("Projector in room 4 flickers").await;
    world.ticket("Coffee machine").await;
    world
        .call(
            "message_add",
            json!({ "ticket": id, "kind": "note", "body": "The HDMI cable was chewed by a marmot" }),
        )
        .await;
    let hits = |text: &'static str| {
        let world = &world;
        async move {
            let page = world.call("ticket_search", json!({ "text": text, "from": 0, "count": 10 })).await;
            page["hits"]
                .as_array()
                .unwrap()
                .iter()
                .map(|hit| hit["row"]["number"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        }
    };
    assert_eq!(hits("flick").await, ["L-1"]);
    assert_eq!(hits("marmot").await, ["L-1"]);
    assert_eq!(hits("coffee").await, ["L-2"]);
    assert_eq!(hits("zebra").await, Vec::<String>::new());
    let filtered =
        world.call("ticket_list", json!({ "filter": { "text": "hdmi" }, "from": 0, "count": 10 })).await;
    assert_eq!(filtered["total"], 1);
}

#[tokio::test]
async fn a_technician_works_on_their_own_tickets_only() {
    let world = world().await;
    let technician = world.call("person_save", json!({ "name": "Tim", "role": "technician" })).await["id"]
        .as_str()
        .unwrap()
        .parse::<PersonId>()
        .unwrap();
    let id = world.ticket("Printer").await;
    let set = |fields: Value| {
        world.desk.call(technician, "ticket_set", json!({ "tickets": [id], "fields": fields }))
    };
    assert_eq!(set(json!({ "status": "open" })).await.unwrap_err().code, Code::Forbidden);
    world.call("ticket_set", json!({ "tickets": [id], "fields": { "assignee": technician } })).await;
    set(json!({ "status": "open" })).await.unwrap();
    let denied = world.desk.call(technician, "team_save", json!({ "name": "X" })).await.unwrap_err();
    assert_eq!(denied.code, Code::Forbidden);
}

#[tokio::test]
async fn a_file_comes_back_as_it_went_in() {
    use base64::Engine as _;
    let world = world().await;
    let id = world.ticket("Printer").await;
    let bytes = base64::engine::general_purpose::STANDARD.encode(b"not really a picture");
    let file = world
        .call("attachment_add", json!({ "ticket": id, "name": "../../etc/passwd.png", "base64": bytes }))
        .await;
    assert_eq!(file["name"], "passwd.png", "a name never reaches outside");
    let back = world.call("attachment_read", json!({ "attachment": file["id"] })).await;
    assert_eq!(back["base64"], json!(bytes));
    assert_eq!(back["mime"], "image/png");
}

#[tokio::test]
async fn a_reply_can_be_taken_back_until_it_is_sent_and_its_text_comes_back() {
    let world = world().await;
    let id = world.ticket("Printer").await;
    world.desk.set_connected(DeviceId(uuid::Uuid::from_u128(1)));
    world.desk.set_send_delay_ms(5_000);
    world.call("message_add", json!({ "ticket": id, "kind": "reply", "body": "Too fast" })).await;
    world.call("ticket_set", json!({ "tickets": [id], "fields": { "status": "open" } })).await;
    let sent = world.desk.outgoing(10).await.unwrap();
    assert_eq!(sent.len(), 1, "the reply holds the line behind it");
    world.call("undo", json!({})).await;
    world.call("undo", json!({})).await;
    let draft = world.call("draft_get", json!({ "ticket": id, "kind": "reply" })).await;
    assert_eq!(draft, "Too fast");
    let numbers: Vec<i64> = world.desk.outgoing(10).await.unwrap().iter().map(|change| change.n).collect();
    assert_eq!(numbers, [1, 2, 3], "the ticket, the status and its undo, without a gap");

    // What was done in one go with the reply is undone before it is taken out of the line.
    let both = json!({ "ticket": id, "kind": "reply", "body": "Done?", "status": "waiting" });
    world.call("message_add", both).await;
    world.call("undo", json!({})).await;
    world.call("ticket_set", json!({ "tickets": [id], "fields": { "subject": "Printer 2" } })).await;
    let numbers: Vec<i64> = world.desk.outgoing(10).await.unwrap().iter().map(|change| change.n).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6], "the status, its undo and the subject follow without a gap");

    world.call("message_add", json!({ "ticket": id, "kind": "reply", "body": "Sent" })).await;
    world.clock.wait(6_000);
    let out = world.desk.outgoing(10).await.unwrap();
    world.desk.sending(&out).await.unwrap();
    let problem = world.desk.call(world.me, "undo", json!({})).await.unwrap_err();
    assert_eq!(problem.code, Code::AlreadySent);
}

#[tokio::test]
async fn what_waits_can_be_taken_back_until_it_is_sent() {
    let w = world().await;
    w.desk.connect(DeviceId(uuid::Uuid::from_u128(1)), w.me, w.me).await.unwrap();
    let kept = w.ticket("Printer on fire").await;
    let other = w.ticket("Door does not close").await;
    let note = json!({ "ticket": kept, "kind": "note", "body": "bring an extinguisher" });
    w.call("message_add", note).await;
    w.call("ticket_set", json!({ "tickets": [kept], "fields": { "subject": "Printer smokes" } })).await;
    let change = |queue: &Value, what: &str| {
        let found = queue.as_array().unwrap().iter().find(|one| one["what"].as_str().unwrap().contains(what));
        found.unwrap_or_else(|| panic!("{what} in {queue}"))["change"].clone()
    };

    let set = json!({ "tickets": [kept], "fields": { "assignee": w.me }, "add_tags": ["fire"] });
    w.call("ticket_set", set).await;

    // People are told by name, in words and in the parts that other languages are made of.
    let queue = w.call("outbox_list", json!({})).await;
    let assigned = change(&queue, "assignee: — → Ada");
    let deed = &queue.as_array().unwrap().iter().find(|one| one["change"] == assigned).unwrap();
    assert_eq!(deed["deed"]["fields"], json!([{ "field": "assignee", "from": null, "to": "Ada" }]));
    assert_eq!(deed["deed"]["sets"], json!([{ "field": "tags", "added": ["fire"], "removed": [] }]));
    assert_eq!(deed["text"], Value::Null, "nobody wrote an id");
    w.call("outbox_discard", json!({ "change": assigned })).await;

    w.call("outbox_discard", json!({ "change": change(&queue, "Printer smokes") })).await;
    assert_eq!(w.call("ticket_get", json!({ "ticket": kept })).await["subject"], "Printer on fire");
    let queue = w.call("outbox_list", json!({})).await;
    w.call("outbox_discard", json!({ "change": change(&queue, "Door does not close") })).await;
    let found = w.call("ticket_find", json!({ "number": "Door" })).await;
    assert_eq!(found, Value::Null);
    assert!(!w.column("new").await.contains(&"Door does not close".to_owned()), "{other} is off the board");

    // The server counts without gaps.
    let outgoing = w.desk.outgoing(100).await.unwrap();
    let numbers: Vec<i64> = outgoing.iter().map(|numbered| numbered.n).collect();
    assert_eq!(numbers, (1..=i64::try_from(numbers.len()).unwrap()).collect::<Vec<_>>());

    // A list that was read before something was taken back is not sent.
    let queue = w.call("outbox_list", json!({})).await;
    w.call("outbox_discard", json!({ "change": change(&queue, "bring an extinguisher") })).await;
    assert!(w.desk.sending(&outgoing).await.is_err(), "a stale list of changes was marked as sent");

    let outgoing = w.desk.outgoing(100).await.unwrap();
    w.desk.sending(&outgoing).await.unwrap();
    let queue = w.call("outbox_list", json!({})).await;
    let refused =
        w.desk.call(w.me, "outbox_discard", json!({ "change": change(&queue, "Printer on fire") })).await;
    assert_eq!(refused.unwrap_err().code, Code::AlreadySent);
}

#[tokio::test]
async fn rules_that_this_version_cannot_read_leave_the_desk_as_it_is() {
    let world = world().await;
    let cursor = world.desk.cursor().await.unwrap();
    let mut record = Record::new(domain::record::setting_id("matrix"), None, &Person::default());
    (record.kind, record.ver, record.first) = (domain::record::Kind::Setting, 7, 7);
    record.doc = serde_json::from_value(json!({ "rows": "of another time" })).unwrap();
    let page = contract::wire::PullPage {
        epoch: uuid::Uuid::from_u128(1),
        prev: cursor,
        next: contract::wire::Cursor::after(7),
        head: 7,
        time: Timestamp(0),
        records: vec![record],
        gone: Vec::new(),
        done: true,
        digest: None,
        forgotten: 0,
    };
    assert!(world.desk.absorb(page).await.is_err());
    assert_eq!(world.desk.cursor().await.unwrap(), cursor, "sync stands where it stood");
    world.call("ticket_new", json!({ "subject": "The desk goes on" })).await;
    let again = world.beside().await;
    again.call(world.me, "ticket_list", json!({ "from": 0, "count": 5 })).await.unwrap();
}

#[tokio::test]
async fn what_a_server_took_in_lately_is_kept_however_this_clock_jumps() {
    use contract::wire::{Cursor, PullPage, PushAnswer, PushResult};
    let w = world().await;
    w.desk.connect(DeviceId(uuid::Uuid::from_u128(1)), w.me, w.me).await.unwrap();
    let servers_time = w.clock.now();
    for (seq, subject) in [(1, "Printer"), (2, "Router")] {
        w.ticket(subject).await;
        let out = w.desk.outgoing(10).await.unwrap();
        w.desk.sending(&out).await.unwrap();
        let took = |numbered: &contract::wire::NumberedChange| PushResult {
            n: numbered.n,
            id: numbered.change.id,
            outcome: domain::merge::Outcome::Applied,
            seq,
            refusal: None,
        };
        let results = out.iter().map(took).collect();
        let answer = PushAnswer { results, head: seq, time: servers_time, retry_after_ms: None };
        w.desk.settle(&answer).await.unwrap();
        let page = PullPage {
            epoch: uuid::Uuid::from_u128(1),
            prev: w.desk.cursor().await.unwrap(),
            next: Cursor::after(seq),
            head: seq,
            time: servers_time,
            records: Vec::new(),
            gone: Vec::new(),
            done: true,
            digest: None,
            forgotten: 0,
        };
        w.desk.absorb(page).await.unwrap();
        assert_eq!(w.desk.outgoing(10).await.unwrap(), [], "it has come by the feed");
        w.clock.wait(42 * 24 * 3_600_000);
    }
    // The server comes back from a backup that has neither.
    w.desk.forget_feed(uuid::Uuid::from_u128(2)).await.unwrap();
    assert_eq!(w.desk.outgoing(10).await.unwrap().len(), 2);
}

#[tokio::test]
async fn no_link_is_made_twice_and_no_ticket_lies_below_itself() {
    let world = world().await;
    let [top, middle, low] =
        [world.ticket("Top").await, world.ticket("Middle").await, world.ticket("Low").await];
    let link = async |ticket: &str, relation: &str, other: &str| {
        let input = json!({ "ticket": ticket, "other": other, "relation": relation });
        world.desk.call(world.me, "link_add", input).await.map_err(|problem| problem.message)
    };
    for relation in ["child_of", "blocked_by", "duplicate_of"] {
        link(&middle, relation, &top).await.unwrap();
        link(&low, relation, &middle).await.unwrap();
        let again = link(&middle, relation, &top).await.unwrap_err();
        assert!(again.contains("linked so already"), "{again}");
        link(&top, relation, &low).await.unwrap_err();
        link(&top, relation, &middle).await.unwrap_err();
        // Nothing else stands in the way of a second one above.
        link(&low, relation, &top).await.unwrap();
    }
    link(&top, "related", &low).await.unwrap();
    assert!(link(&low, "related", &top).await.unwrap_err().contains("linked so already"), "either way round");
    let links = world.got(&top).await["links"].as_array().unwrap().len();
    assert_eq!(links, 3 * 2 + 1);
    // What was taken away may come again.
    let links = world.got(&top).await["links"].clone();
    let is_it = |link: &&Value| link["relation"] == "child_of" && link["other"] == middle.as_str();
    let child = links.as_array().unwrap().iter().find(is_it).unwrap()["id"].clone();
    world.call("link_remove", json!({ "link": child })).await;
    link(&middle, "child_of", &top).await.unwrap();
}
