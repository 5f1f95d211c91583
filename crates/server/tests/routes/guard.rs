//! The send guard: a reply whose author had not seen all of the conversation is kept, seen by the team, not delivered.

use crate::sync::{change, opening, push};
use crate::world::{Signed, World, for_each_database};
use contract::wire::NumberedChange;
use domain::change::{Act, Edit};
use domain::merge::Outcome;
use domain::person::{Role, default_team};
use domain::record::Kind;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

fn reply(world: &World, who: &Signed, n: i64, ticket: Uuid, seen: i64, body: &str) -> NumberedChange {
    let doc = json!({
        "ticket": ticket, "kind": "reply", "side": "agent", "author": who.person, "body": body, "at": world.now(),
        "held": null, "delivered_at": 1,
    });
    let mut made = change(world, who.person, n, Kind::Message, Uuid::now_v7(), Some(ticket), doc);
    made.change.seen = seen;
    made
}

fn patch(
    world: &World,
    who: &Signed,
    n: i64,
    made: &NumberedChange,
    seen: i64,
    field: &str,
    new: Value,
) -> NumberedChange {
    let change = &made.change;
    let doc = json!({});
    let mut patch = self::change(world, who.person, n, change.kind, change.entity, change.ticket, doc);
    let edit = Edit { base: seen, old: Value::Null, new };
    patch.change.seen = seen;
    patch.change.act =
        Act::Patch { fields: BTreeMap::from([(field.to_owned(), edit)]), sets: BTreeMap::new() };
    patch
}

/// A ticket that both agents have, and the commit at which they do.
async fn shared(world: &World, ada: &Signed) -> (NumberedChange, Uuid, i64) {
    let opened = opening(world, ada, 1, "Printer");
    let answer = push(world, ada, std::slice::from_ref(&opened)).await;
    let id = opened.change.entity;
    (opened, id, answer.head)
}

async fn message(world: &World, who: &Signed, ticket: Uuid, body: &str) -> Value {
    let thread = world.get(who, &format!("/api/v1/tickets/{ticket}/messages")).await.ok();
    let entries = thread["entries"].as_array().unwrap().iter();
    entries.clone().find(|entry| entry["body"] == body).unwrap_or_else(|| panic!("{thread}")).clone()
}

async fn first_response(world: &World, who: &Signed, ticket: Uuid) -> Value {
    let ticket = world.get(who, &format!("/api/v1/tickets/{ticket}")).await.ok();
    let clocks = ticket["clocks"].as_array().unwrap().iter();
    clocks.clone().find(|clock| clock["metric"] == "first_response").unwrap().clone()
}

#[tokio::test]
async fn a_held_reply_is_never_delivered_until_somebody_sends_it() {
    for_each_database(async |world: World| {
        let ada = world.signed(Role::Agent).await;
        let ben = world.signed(Role::Manager).await;
        let (opened, ticket, seen) = shared(&world, &ada).await;
        let given = patch(&world, &ben, 1, &opened, seen, "requester", json!(ben.person));
        let given = push(&world, &ben, &[given]).await;
        assert_eq!(given.results[0].outcome, Outcome::Applied);

        world.pass_ms(60_000);
        let late = reply(&world, &ada, 2, ticket, seen, "Is it on?");
        let answer = push(&world, &ada, std::slice::from_ref(&late)).await;
        assert_eq!(answer.results[0].outcome, Outcome::Held);
        for who in [&ada, &ben] {
            let shown = message(&world, who, ticket, "Is it on?").await;
            assert_eq!(shown["held"]["reason"], "requester_changed", "the team sees it, and why: {shown}");
            assert_eq!(shown["delivered_at"], Value::Null);
        }
        assert_ne!(first_response(&world, &ada, ticket).await["state"], "met");

        world.pass_ms(60_000);
        let sent = patch(&world, &ada, 3, &late, answer.head, "released", json!(true));
        let answer = push(&world, &ada, &[sent]).await;
        assert_eq!(answer.results[0].outcome, Outcome::Applied, "{:?}", answer.results[0].refusal);
        let shown = message(&world, &ben, ticket, "Is it on?").await;
        assert_eq!((&shown["held"], &shown["delivered_at"]), (&Value::Null, &json!(world.now())));
        let clock = first_response(&world, &ada, ticket).await;
        assert_eq!(clock["met_at"], json!(world.now()), "it counts when it was sent: {clock}");
    })
    .await;
}

#[tokio::test]
async fn a_newer_public_message_holds_a_reply_and_ones_own_does_not() {
    for_each_database(async |world: World| {
        let ada = world.signed(Role::Agent).await;
        let ben = world.signed(Role::Manager).await;
        let (_, ticket, seen) = shared(&world, &ada).await;
        let both = [reply(&world, &ada, 2, ticket, seen, "one"), reply(&world, &ada, 3, ticket, seen, "two")];
        let answer = push(&world, &ada, &both).await;
        let three = push(&world, &ada, &[reply(&world, &ada, 4, ticket, seen, "three")]).await;
        for result in answer.results.iter().chain(&three.results) {
            assert_eq!(result.outcome, Outcome::Applied, "what a device did itself it has seen");
        }
        let answer = push(&world, &ben, &[reply(&world, &ben, 1, ticket, seen, "late")]).await;
        assert_eq!(answer.results[0].outcome, Outcome::Held);
        assert_eq!(message(&world, &ada, ticket, "late").await["held"]["reason"], "new_message");
        // Repeated, the answer is the same; somebody who has seen everything is not held.
        let fresh = push(&world, &ben, &[reply(&world, &ben, 2, ticket, answer.head, "fresh")]).await;
        assert_eq!(fresh.results[0].outcome, Outcome::Applied);
        let mut note = reply(&world, &ben, 3, ticket, seen, "an internal note");
        if let Act::Create { doc } = &mut note.change.act {
            doc.insert("kind".to_owned(), json!("note"));
        }
        assert_eq!(
            push(&world, &ben, &[note]).await.results[0].outcome,
            Outcome::Applied,
            "notes are never held"
        );
    })
    .await;
}

#[tokio::test]
async fn a_reply_sent_after_all_waits_again_if_the_conversation_went_on_again() {
    for_each_database(async |world: World| {
        let ada = world.signed(Role::Agent).await;
        let ben = world.signed(Role::Manager).await;
        let (_, ticket, seen) = shared(&world, &ada).await;
        push(&world, &ben, &[reply(&world, &ben, 1, ticket, seen, "first")]).await;
        let late = reply(&world, &ada, 2, ticket, seen, "late");
        let held = push(&world, &ada, std::slice::from_ref(&late)).await;
        assert_eq!(held.results[0].outcome, Outcome::Held);
        let between = push(&world, &ben, &[reply(&world, &ben, 2, ticket, held.head, "in between")]).await;
        let stale = patch(&world, &ada, 3, &late, held.head, "released", json!(true));
        let answer = push(&world, &ada, &[stale]).await;
        assert_eq!(answer.results[0].outcome, Outcome::Held, "{:?}", answer.results[0]);
        assert_eq!(message(&world, &ben, ticket, "late").await["delivered_at"], Value::Null);
        let mut informed = patch(&world, &ada, 4, &late, between.head, "released", json!(true));
        informed.change.seen = answer.head;
        let answer = push(&world, &ada, &[informed]).await;
        assert_eq!(answer.results[0].outcome, Outcome::Merged, "{:?}", answer.results[0]);
        assert!(message(&world, &ben, ticket, "late").await["delivered_at"].is_i64());
    })
    .await;
}

#[tokio::test]
async fn only_the_author_and_managers_send_what_waits_and_a_team_decides_whether_it_does() {
    for_each_database(async |world: World| {
        let ada = world.signed(Role::Agent).await;
        let tim = world.signed(Role::Technician).await;
        let boss = world.signed(Role::Admin).await;
        let (_, ticket, seen) = shared(&world, &ada).await;
        push(&world, &boss, &[reply(&world, &boss, 1, ticket, seen, "first")]).await;
        let late = reply(&world, &ada, 2, ticket, seen, "late");
        let held = push(&world, &ada, std::slice::from_ref(&late)).await;
        let answer =
            push(&world, &tim, &[patch(&world, &tim, 1, &late, held.head, "released", json!(true))]).await;
        assert_eq!(answer.results[0].outcome, Outcome::Rejected);
        let answer =
            push(&world, &boss, &[patch(&world, &boss, 2, &late, held.head, "released", json!(true))]).await;
        assert_eq!(answer.results[0].outcome, Outcome::Applied, "{:?}", answer.results[0]);
        let forged =
            patch(&world, &ada, 3, &late, answer.head, "held", json!({ "reason": "closed", "since": 0 }));
        push(&world, &ada, &[forged]).await;
        assert!(
            message(&world, &ada, ticket, "late").await["held"].is_null(),
            "no device holds or frees by itself"
        );

        let team = change(&world, boss.person, 3, Kind::Team, default_team().0.0, None, json!({}));
        let policy = patch(&world, &boss, 3, &team, 1, "stale_replies", json!("send"));
        let answer = push(&world, &boss, &[policy]).await;
        assert_eq!(answer.results[0].outcome, Outcome::Applied, "{:?}", answer.results[0]);
        let answer = push(&world, &ada, &[reply(&world, &ada, 4, ticket, seen, "sent all the same")]).await;
        assert_eq!(answer.results[0].outcome, Outcome::Applied);
    })
    .await;
}
