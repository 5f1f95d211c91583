//! A hostile or broken device: arbitrary bytes and bodies that are almost right, on every route that devices speak.

use crate::sync::{change, opening, push};
use crate::world::{Signed, World, for_each_database};
use axum::body::Body;
use axum::http::{Method, Request, header};
use contract::wire::{NumberedChange, PushAnswer, PushRequest};
use domain::change::{Act, Edit, SetEdit};
use domain::person::Role;
use domain::record::Kind;
use rand::rngs::StdRng;
use rand::{Rng, RngCore, SeedableRng};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How many requests of each sort a run tries; somebody who looks for rare things asks for more.
fn cases() -> u64 {
    std::env::var("TERN_HOSTILE_CASES").map_or(600, |count| count.parse().unwrap())
}

/// A value that no sane device would send in most places.
fn strange(random: &mut StdRng) -> Value {
    match random.random_range(0..16) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(i64::MIN),
        3 => json!(i64::MAX),
        4 => json!(u64::MAX),
        5 => json!(-1),
        6 => json!(1.5e300),
        7 => json!(""),
        8 => json!("\u{0}"),
        9 => json!("\u{202e}🐦\u{1f468}\u{200d}\u{1f469}"),
        10 => json!("x".repeat(70_000)),
        11 => json!(Uuid::from_u128(u128::from(random.next_u64()))),
        12 => json!([]),
        13 => json!({ "a": [1, { "b": null }] }),
        14 => (0..60).fold(json!("deep"), |inside, _| json!([inside])),
        _ => json!("2026-02-30T25:61:61Z"),
    }
}

/// Breaks one place of a body.
fn mutate(value: &mut Value, random: &mut StdRng) {
    if random.random_bool(0.15) {
        *value = strange(random);
        return;
    }
    match value {
        Value::Object(map) if !map.is_empty() => {
            let at = random.random_range(0..map.len());
            let key = map.keys().nth(at).unwrap().clone();
            match random.random_range(0..10) {
                0 => {
                    map.remove(&key);
                }
                1 => {
                    let taken = map.remove(&key).unwrap();
                    map.insert("new_in_2031".to_owned(), taken);
                }
                2 => {
                    map.insert("custom".to_owned(), strange(random));
                }
                _ => mutate(&mut map[&key], random),
            }
        }
        Value::Array(list) if !list.is_empty() => {
            let at = random.random_range(0..list.len());
            if random.random_bool(0.2) {
                let twice = list[at].clone();
                list.push(twice);
            } else {
                mutate(&mut list[at], random);
            }
        }
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)
        | Value::Object(_) => {
            *value = strange(random);
        }
    }
}

/// A push that would be fine: a ticket, a reply on it, and edits of a ticket that was there.
fn good(world: &World, who: &Signed, first: i64, standing: Uuid, random: &mut StdRng) -> Value {
    let opened = opening(world, who, first, "Printer");
    let ticket = Some(opened.change.entity);
    let doc = json!({ "ticket": ticket, "kind": "reply", "side": "agent", "author": who.person, "body": "Hello", "at": world.now() });
    let reply = change(world, who.person, first + 1, Kind::Message, Uuid::now_v7(), ticket, doc);
    let mut edit = change(world, who.person, first + 2, Kind::Ticket, standing, Some(standing), json!({}));
    let fields = ["subject", "status", "priority", "assignee", "due", "category", "rank", "impact", "number"];
    let field = fields[random.random_range(0..fields.len())].to_owned();
    let set = SetEdit { add: ["vip".to_owned()].into(), ..SetEdit::default() };
    edit.change.act = match random.random_range(0..4) {
        0 => Act::Delete,
        1 => Act::Restore,
        _ => Act::Patch {
            fields: BTreeMap::from([(field, Edit { base: 0, old: Value::Null, new: strange(random) })]),
            sets: BTreeMap::from([("tags".to_owned(), set)]),
        },
    };
    let changes: Vec<NumberedChange> = vec![opened, reply, edit];
    serde_json::to_value(PushRequest { device: who.device, changes }).unwrap()
}

#[tokio::test]
async fn a_push_that_is_almost_right_breaks_nothing() {
    for_each_database(async |world: World| {
        let who = world.signed(Role::Admin).await;
        let mut random = StdRng::seed_from_u64(7);
        let standing: Uuid = world.ticket(&who, "Standing").await.parse().unwrap();
        let mut last = 0;
        let mut taken = 0;
        for case in 0..cases() {
            let mut body = good(&world, &who, last + 1, standing, &mut random);
            for _ in 0..random.random_range(0..3) {
                mutate(&mut body, &mut random);
            }
            let reply = world.post(&who, "/sync/v1/push", body.clone()).await;
            assert!(reply.status.as_u16() < 500, "case {case}: {} to {body}", reply.status);
            if reply.status.is_success() {
                let answer: PushAnswer = serde_json::from_value(reply.ok()).unwrap();
                assert_eq!(answer.retry_after_ms, None, "case {case} broke something: {body}");
                taken += answer.results.len();
                last = answer.results.iter().map(|result| result.n).fold(last, i64::max);
            }
        }
        assert!(taken > 50, "only {taken} changes got as far as being judged");
        // And everybody else goes on as before.
        let fine = push(&world, &who, &[opening(&world, &who, last + 1, "After it all")]).await;
        assert_eq!(fine.results.len(), 1);
        world.get(&who, "/sync/v1/pull?max=5000").await.ok();
        world.get(&who, "/api/v1/tickets").await.ok();
    })
    .await;
}

#[tokio::test]
async fn arbitrary_bytes_are_refused_on_every_route_of_devices() {
    for_each_database(async |world: World| {
        let who = world.signed(Role::Agent).await;
        let mut random = StdRng::seed_from_u64(11);
        let routes: Vec<&str> = server::table()
            .into_iter()
            .map(|(path, _)| path)
            .filter(|path| path.starts_with("/sync/"))
            .collect();
        assert!(routes.len() >= 5, "{routes:?}");
        for case in 0..cases() {
            let mut bytes = vec![0; random.random_range(0..300)];
            random.fill_bytes(&mut bytes);
            let text: String = bytes.iter().take(40).map(|byte| format!("%{byte:02X}")).collect();
            let route =
                routes[random.random_range(0..routes.len())].replace("{hash}", &text[..text.len().min(24)]);
            if route.contains("events") {
                // A stream never ends; what it makes of a request is tried where streams are.
                continue;
            }
            let methods = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::HEAD];
            let query = ["seq", "kind", "id", "max", "cursor", "since", "wait"][random.random_range(0..7)];
            let mut request = Request::builder()
                .method(methods[random.random_range(0..methods.len())].clone())
                .uri(format!("{route}?{query}={text}"))
                .header(header::AUTHORIZATION, format!("Bearer {}", who.access));
            if random.random_bool(0.7) {
                request = request.header(header::CONTENT_TYPE, "application/json");
            }
            if random.random_bool(0.2) {
                request = request.header(header::CONTENT_ENCODING, "zstd");
            }
            let reply = world.send(request.body(Body::from(bytes)).unwrap()).await;
            assert!(reply.status.as_u16() < 500, "case {case}: {} from {route}", reply.status);
        }
        world.get(&who, "/sync/v1/hello").await.ok();
    })
    .await;
}
