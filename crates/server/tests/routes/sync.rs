//! What devices speak: changes in exactly once, the feed out in pages.

use crate::world::{Signed, World, for_each_database};
use axum::http::Method;
use contract::wire::{
    Cursor, DIGEST_LIMIT, DigestAnswer, DigestRange, DigestRequest, NumberedChange, PUSH_LIMIT, PullPage,
    PushAnswer, PushRequest,
};
use domain::change::{Act, Change};
use domain::ids::{ChangeId, DeviceId, PersonId};
use domain::merge::Outcome;
use domain::person::{Role, default_team};
use domain::record::Kind;
use serde_json::{Value, json};
use uuid::Uuid;

/// A device's change that makes a ticket.
pub(crate) fn opening(world: &World, who: &Signed, n: i64, subject: &str) -> NumberedChange {
    let id = Uuid::now_v7();
    let doc = json!({
        "subject": subject, "status": "new", "team": default_team().0, "created_at": world.now(),
        "created_by": who.person,
    });
    change(world, who.person, n, Kind::Ticket, id, Some(id), doc)
}

pub(crate) fn change(
    world: &World,
    by: PersonId,
    n: i64,
    kind: Kind,
    entity: Uuid,
    ticket: Option<Uuid>,
    doc: Value,
) -> NumberedChange {
    let Value::Object(doc) = doc else { panic!("a document is an object") };
    let change = Change {
        id: ChangeId(Uuid::now_v7()),
        kind,
        entity,
        ticket,
        by,
        at: world.now(),
        seen: 0,
        delivered_at: None,
        act: Act::Create { doc },
    };
    NumberedChange { n, change }
}

pub(crate) async fn push(world: &World, who: &Signed, changes: &[NumberedChange]) -> PushAnswer {
    let request = PushRequest { device: who.device, changes: changes.to_vec() };
    let reply = world.post(who, "/sync/v1/push", serde_json::to_value(request).unwrap()).await;
    serde_json::from_value(reply.ok()).unwrap()
}

async fn pull(world: &World, who: &Signed, after: Cursor, max: usize) -> PullPage {
    let path = format!("/sync/v1/pull?seq={}&kind={}&id={}&max={max}", after.seq, after.kind, after.id);
    serde_json::from_value(world.get(who, &path).await.ok()).unwrap()
}

#[tokio::test]
async fn sync_is_for_staff_with_a_token() {
    for_each_database(async |world: World| {
        for (method, path) in
            [(Method::GET, "/sync/v1/hello"), (Method::POST, "/sync/v1/push"), (Method::GET, "/sync/v1/pull")]
        {
            assert_eq!(world.ask(None, method, path, Value::Null).await.failed(401), "unauthorised");
        }
        for role in [Role::Technician, Role::Agent, Role::Admin] {
            let who = world.signed(role).await;
            let hello = world.get(&who, "/sync/v1/hello").await;
            assert_eq!(hello.ok()["epoch"], hello.headers["x-tern-epoch"].to_str().unwrap());
        }
    })
    .await;
}

#[tokio::test]
async fn a_change_goes_in_once_and_comes_out() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let before = pull(&world, &agent, Cursor::default(), 1000).await;
        let one = opening(&world, &agent, 1, "Made on a train");
        let answer = push(&world, &agent, std::slice::from_ref(&one)).await;
        assert_eq!(answer.results[0].outcome, Outcome::Applied);
        let again = push(&world, &agent, std::slice::from_ref(&one)).await;
        assert_eq!(again.results, answer.results, "the same change has the same answer");
        assert_eq!(again.head, answer.head, "and no further effect");

        let page = pull(&world, &agent, before.next, 1000).await;
        let ticket = page.records.iter().find(|record| record.id == one.change.entity).unwrap();
        assert_eq!(ticket.field("subject"), "Made on a train");
        assert!(ticket.field("number").is_i64(), "the server gave it a number");
        assert!(page.done);
        assert_eq!(page.next, Cursor::after(answer.head));
    })
    .await;
}

#[tokio::test]
async fn a_gap_and_a_copied_device_are_loud() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let first = opening(&world, &agent, 1, "First");
        push(&world, &agent, std::slice::from_ref(&first)).await;
        let ask = async |changes: Vec<NumberedChange>| {
            let request = PushRequest { device: agent.device, changes };
            world.post(&agent, "/sync/v1/push", serde_json::to_value(request).unwrap()).await
        };
        assert_eq!(ask(vec![opening(&world, &agent, 3, "Third")]).await.failed(409), "gap");
        assert_eq!(ask(vec![opening(&world, &agent, 1, "Another first")]).await.failed(409), "device_forked");
    })
    .await;
}

#[tokio::test]
async fn nobody_pushes_for_another_person_or_device() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let admin = world.signed(Role::Admin).await;
        let request = PushRequest { device: DeviceId(Uuid::new_v4()), changes: Vec::new() };
        let reply = world.post(&agent, "/sync/v1/push", serde_json::to_value(request).unwrap()).await;
        assert_eq!(reply.failed(403), "forbidden");
        let forged = opening(&world, &admin, 1, "In the admin's name");
        let answer = push(&world, &agent, &[forged]).await;
        assert_eq!(answer.results[0].outcome, Outcome::Rejected);
    })
    .await;
}

#[tokio::test]
async fn a_refused_change_does_not_block_those_after_it() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let mut empty = opening(&world, &agent, 1, "x");
        if let Act::Create { doc } = &mut empty.change.act {
            doc.insert("subject".to_owned(), json!(""));
        }
        let answer = push(&world, &agent, &[empty, opening(&world, &agent, 2, "Fine")]).await;
        let outcomes: Vec<Outcome> = answer.results.iter().map(|result| result.outcome).collect();
        assert_eq!(outcomes, [Outcome::Rejected, Outcome::Applied]);
        assert!(answer.results[0].refusal.is_some(), "a refusal says why");
    })
    .await;
}

#[tokio::test]
async fn text_that_a_database_cannot_keep_blocks_nobody() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let odd = opening(&world, &agent, 1, "A\0B");
        let first = push(&world, &agent, std::slice::from_ref(&odd)).await;
        assert_eq!(first.results[0].outcome, Outcome::Applied);
        let again = push(&world, &agent, &[odd, opening(&world, &agent, 2, "After it")]).await;
        assert_eq!(again.results[0], first.results[0], "it is still the same change");
        let page = world.get(&agent, "/api/v1/tickets?sort=number").await.ok();
        assert_eq!(page["rows"][0]["subject"], "A\u{fffd}B");
        assert_eq!(page["total"], 2);
    })
    .await;
}

#[tokio::test]
async fn a_push_has_an_end() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let limit = i64::try_from(PUSH_LIMIT).unwrap();
        let changes = (1..=limit + 1).map(|n| opening(&world, &agent, n, "One of many")).collect();
        let request = PushRequest { device: agent.device, changes };
        let reply = world.post(&agent, "/sync/v1/push", serde_json::to_value(request).unwrap()).await;
        assert_eq!(reply.failed(413), "too_large");
    })
    .await;
}

#[tokio::test]
async fn pages_join_without_a_hole_inside_one_commit() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let changes: Vec<NumberedChange> =
            (1..=7).map(|n| opening(&world, &agent, n, &format!("Ticket {n}"))).collect();
        push(&world, &agent, &changes).await;
        let whole = pull(&world, &agent, Cursor::default(), 5000).await;
        let (mut cursor, mut seen) = (Cursor::default(), Vec::new());
        loop {
            let page = pull(&world, &agent, cursor, 2).await;
            assert_eq!(page.prev, cursor);
            seen.extend(page.records);
            cursor = page.next;
            if page.done {
                break;
            }
        }
        assert_eq!(seen, whole.records);
        assert_eq!(cursor, whole.next);
    })
    .await;
}

/// As many bytes as the largest answer of this server may have: a page, one record more, and what is around them.
const ANSWER_BYTES: usize = 6 * 1024 * 1024;

#[tokio::test]
async fn long_texts_make_more_pages_and_no_long_ones() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let opened = opening(&world, &agent, 1, "Printer");
        let ticket = opened.change.entity;
        push(&world, &agent, &[opened]).await;
        let text = "He said \"it is stuck\"\n".repeat(36_000);
        for n in 2..=22 {
            let doc = json!({ "ticket": ticket, "kind": "note", "author": agent.person, "side": "agent",
                "body": format!("{n} {text}"), "at": world.now() });
            let note = change(&world, agent.person, n, Kind::Message, Uuid::now_v7(), Some(ticket), doc);
            let answer = push(&world, &agent, &[note]).await;
            assert_eq!(answer.results[0].outcome, Outcome::Applied, "{:?}", answer.results[0].refusal);
        }

        let (mut cursor, mut notes, mut pages) = (Cursor::default(), 0, 0);
        loop {
            let path = format!("/sync/v1/pull?seq={}&kind={}&id={}", cursor.seq, cursor.kind, cursor.id);
            let reply = world.get(&agent, &path).await;
            assert!(reply.bytes.len() < ANSWER_BYTES, "a page of {} bytes", reply.bytes.len());
            let page: PullPage = serde_json::from_value(reply.ok()).unwrap();
            notes += page.records.iter().filter(|record| record.kind == Kind::Message).count();
            (cursor, pages) = (page.next, pages + 1);
            if page.done {
                break;
            }
        }
        assert_eq!(notes, 21);
        assert!(pages > 4, "{pages} pages");

        // A comparison asks for parts of what is too much, down to the records.
        let whole = DigestRange { kind: Kind::Message, after: Uuid::nil(), to: Uuid::max() };
        let (mut ranges, mut found) = (vec![whole], 0);
        while !ranges.is_empty() {
            let mut narrower = Vec::new();
            for asked in ranges.chunks(DIGEST_LIMIT) {
                let request = serde_json::to_value(DigestRequest { ranges: asked.to_vec() }).unwrap();
                let reply = world.post(&agent, "/sync/v1/digest", request).await;
                assert!(reply.bytes.len() < ANSWER_BYTES, "an answer of {} bytes", reply.bytes.len());
                let answer: DigestAnswer = serde_json::from_value(reply.ok()).unwrap();
                for (range, answer) in asked.iter().zip(answer.ranges) {
                    found += answer.records.iter().flatten().count();
                    let mut after = range.after;
                    for part in answer.parts {
                        narrower.push(DigestRange { kind: range.kind, after, to: part.to });
                        after = part.to;
                    }
                }
            }
            ranges = narrower;
        }
        assert_eq!(found, 21);
    })
    .await;
}

#[tokio::test]
async fn the_one_line_of_history_that_a_device_writes_is_about_what_its_person_gave_up() {
    for_each_database(async |world: World| {
        let (agent, other) = (world.signed(Role::Agent).await, world.signed(Role::Manager).await);
        let opened = opening(&world, &agent, 1, "Printer");
        let ticket = opened.change.entity;
        push(&world, &agent, &[opened]).await;
        let gave_up = json!({ "is": "gave_up", "kind": "message" });
        let line =
            |what: &Value, by: PersonId| json!({ "ticket": ticket, "at": i64::MAX, "by": by, "what": what });
        let breach = json!({ "is": "breached", "metric": "first_response", "cycle": 0 });
        let mut received = line(&gave_up, agent.person);
        received["received_at"] = json!(1);
        let mut elsewhere = line(&gave_up, agent.person);
        elsewhere["ticket"] = json!(Uuid::now_v7());
        let lines = [
            (line(&gave_up, agent.person), Outcome::Applied),
            (line(&breach, agent.person), Outcome::Rejected),
            (line(&gave_up, other.person), Outcome::Rejected),
            (received, Outcome::Rejected),
            (elsewhere, Outcome::Rejected),
        ];
        for (n, (doc, expected)) in (2..).zip(lines) {
            let id = Uuid::now_v7();
            let change = change(&world, agent.person, n, Kind::Event, id, Some(ticket), doc.clone());
            let answer = push(&world, &agent, &[change]).await;
            assert_eq!(answer.results[0].outcome, expected, "{doc}");
        }
        let page = pull(&world, &agent, Cursor::default(), 5000).await;
        let lines = page.records.iter().filter(|record| record.kind == Kind::Event);
        let written: Vec<_> = lines.filter(|record| record.field("what")["is"] == "gave_up").collect();
        assert_eq!(written.len(), 1, "{written:?}");
        assert!(written[0].field("at").as_i64().unwrap() <= world.now().0, "nothing happens in the future");
    })
    .await;
}

#[tokio::test]
async fn cursors_that_make_no_sense_are_refused_or_empty() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        assert_eq!(world.get(&agent, "/sync/v1/pull?seq=x").await.failed(400), "bad_request");
        assert_eq!(world.get(&agent, "/sync/v1/pull?id=x").await.failed(400), "bad_request");
        let beyond = pull(&world, &agent, Cursor::after(i64::MAX - 1), 10).await;
        assert!(beyond.records.is_empty() && beyond.done);
        let before = pull(&world, &agent, Cursor { seq: i64::MIN, ..Cursor::default() }, 5000).await;
        assert_eq!(before.records, pull(&world, &agent, Cursor::default(), 5000).await.records);
    })
    .await;
}
