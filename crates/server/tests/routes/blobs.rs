//! Files under their hash: kept only when they are what they say, given only to those who may see a ticket.

use crate::sync::{change, opening, push};
use crate::world::{Reply, Signed, World, for_each_database};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use domain::merge::Outcome;
use domain::person::Role;
use domain::record::Kind;
use serde_json::{Value, json};
use uuid::Uuid;

const BYTES: &[u8] = b"the bytes of a photograph of a printer";

fn path(bytes: &[u8]) -> String {
    format!("/sync/v1/blobs/{}", blake3::hash(bytes).to_hex())
}

/// Pushes a ticket with an attachment that promises `size_bytes` of `bytes`.
async fn promise(world: &World, who: &Signed, bytes: &[u8], size_bytes: usize) {
    let ticket = opening(world, who, 1, "With a photograph");
    let id = ticket.change.entity;
    let doc = json!({
        "ticket": id, "name": "printer.jpg", "mime": "image/jpeg", "size_bytes": size_bytes,
        "hash": blake3::hash(bytes).to_hex().to_string(), "author": who.person, "at": world.now(),
    });
    let attachment = change(world, who.person, 2, Kind::Attachment, Uuid::now_v7(), Some(id), doc);
    let answer = push(world, who, &[ticket, attachment]).await;
    assert_eq!(answer.results[1].outcome, Outcome::Applied, "{:?}", answer.results[1].refusal);
}

async fn put(world: &World, who: &Signed, path: &str, bytes: &[u8]) -> Reply {
    let request = Request::put(path)
        .header(header::AUTHORIZATION, format!("Bearer {}", who.access))
        .body(Body::from(bytes.to_vec()))
        .unwrap();
    world.send(request).await
}

#[tokio::test]
async fn bytes_go_in_and_come_out() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let manager = world.signed(Role::Manager).await;
        promise(&world, &agent, BYTES, BYTES.len()).await;
        let path = path(BYTES);
        assert_eq!(world.get(&agent, &path).await.failed(404), "not_found");
        assert_eq!(put(&world, &agent, &path, BYTES).await.status, StatusCode::NO_CONTENT);
        assert_eq!(put(&world, &agent, &path, BYTES).await.status, StatusCode::NO_CONTENT, "again is fine");

        let reply = world.get(&manager, &path).await;
        assert_eq!(reply.bytes, BYTES);
        assert_eq!(reply.headers[header::CONTENT_TYPE], "application/octet-stream");
        assert_eq!(reply.headers[header::CONTENT_DISPOSITION], "attachment");
        let look = world.ask(Some(&agent), Method::HEAD, &path, Value::Null).await;
        assert_eq!(look.status, StatusCode::OK);
        assert_eq!(look.headers[header::CONTENT_LENGTH], BYTES.len().to_string());
    })
    .await;
}

#[tokio::test]
async fn files_are_for_staff_only() {
    for_each_database(async |world: World| {
        for method in [Method::GET, Method::PUT] {
            let reply = world.ask(None, method, &path(BYTES), Value::Null).await;
            assert_eq!(reply.failed(401), "unauthorised");
        }
        let reply = world.ask(None, Method::HEAD, &path(BYTES), Value::Null).await;
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
    })
    .await;
}

#[tokio::test]
async fn bytes_that_are_not_those_of_the_hash_are_not_kept() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        promise(&world, &agent, BYTES, BYTES.len()).await;
        let path = path(BYTES);
        let mut other = BYTES.to_vec();
        other[0] ^= 1;
        assert_eq!(put(&world, &agent, &path, &other).await.failed(400), "bad_request");
        assert_eq!(put(&world, &agent, &path, b"").await.failed(400), "bad_request");
        assert_eq!(world.get(&agent, &path).await.failed(404), "not_found");
    })
    .await;
}

#[tokio::test]
async fn more_than_was_promised_is_too_much() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        promise(&world, &agent, BYTES, BYTES.len() - 1).await;
        assert_eq!(put(&world, &agent, &path(BYTES), BYTES).await.failed(413), "too_large");
    })
    .await;
}

#[tokio::test]
async fn knowing_a_hash_is_not_enough() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        assert_eq!(put(&world, &agent, &path(BYTES), BYTES).await.failed(404), "not_found");
        assert_eq!(world.get(&agent, "/sync/v1/blobs/..%2f..%2ftern.db").await.failed(400), "bad_request");
        let upper = path(BYTES).to_uppercase().replace("/SYNC/V1/BLOBS/", "/sync/v1/blobs/");
        assert_eq!(world.get(&agent, &upper).await.failed(400), "bad_request", "a hash has one spelling");
    })
    .await;
}

#[tokio::test]
async fn a_deleted_ticket_takes_its_files_along() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        promise(&world, &agent, BYTES, BYTES.len()).await;
        put(&world, &agent, &path(BYTES), BYTES).await.ok();
        let page = world.get(&agent, "/api/v1/tickets").await.ok();
        let ticket = page["rows"][0]["id"].as_str().unwrap().parse().unwrap();
        let mut gone = opening(&world, &agent, 3, "x");
        gone.change.entity = ticket;
        gone.change.ticket = Some(ticket);
        gone.change.act = domain::change::Act::Delete;
        assert_eq!(push(&world, &agent, &[gone]).await.results[0].outcome, Outcome::Applied);
        assert_eq!(world.get(&agent, &path(BYTES)).await.failed(404), "not_found");
    })
    .await;
}
