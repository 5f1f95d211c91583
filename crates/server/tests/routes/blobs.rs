//! Files under their hash: kept only when they are what they say, given only to those who may see a ticket.

use crate::sync::{change, opening, push};
use crate::world::{Reply, Signed, World, for_each_database};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use domain::merge::Outcome;
use domain::person::Role;
use domain::record::Kind;
use serde_json::{Value, json};
use std::path::Path;
use uuid::Uuid;

const BYTES: &[u8] = b"the bytes of a photograph of a printer";

fn path(bytes: &[u8]) -> String {
    format!("/sync/v1/blobs/{}", blake3::hash(bytes).to_hex())
}

/// Pushes a ticket with an attachment that promises `size_bytes` of `bytes`.
pub(crate) async fn promise(world: &World, who: &Signed, bytes: &[u8], size_bytes: usize) {
    promise_as(world, who, 1, bytes, size_bytes).await;
}

/// The same, as the device's changes `n` and the one after it.
async fn promise_as(world: &World, who: &Signed, n: i64, bytes: &[u8], size_bytes: usize) {
    let ticket = opening(world, who, n, "With a photograph");
    let id = ticket.change.entity;
    let doc = json!({
        "ticket": id, "name": "printer.jpg", "mime": "image/jpeg", "size_bytes": size_bytes,
        "hash": blake3::hash(bytes).to_hex().to_string(), "author": who.person, "at": world.now(),
    });
    let attachment = change(world, who.person, n + 1, Kind::Attachment, Uuid::now_v7(), Some(id), doc);
    let answer = push(world, who, &[ticket, attachment]).await;
    assert_eq!(answer.results[1].outcome, Outcome::Applied, "{:?}", answer.results[1].refusal);
}

/// Says that there is a file, with what comes back.
pub(crate) async fn begin(world: &World, who: &Signed, bytes: &[u8], size_bytes: usize) -> Reply {
    let hash = blake3::hash(bytes).to_hex().to_string();
    world.post(who, "/sync/v1/uploads", json!({ "hash": hash, "size_bytes": size_bytes })).await
}

pub(crate) fn upload_of(reply: &Reply) -> String {
    let begun = reply.ok();
    assert_eq!(begun["state"], "wanted", "{begun}");
    begun["upload"].as_str().unwrap().to_owned()
}

/// Sends a chunk that says `hash` of itself.
async fn chunk_as(
    world: &World,
    who: &Signed,
    upload: &str,
    offset: usize,
    bytes: &[u8],
    hash: &str,
) -> Reply {
    let request = Request::patch(format!("/sync/v1/uploads/{upload}"))
        .header(header::AUTHORIZATION, format!("Bearer {}", who.access))
        .header("upload-offset", offset)
        .header("x-tern-chunk", hash)
        .body(Body::from(bytes.to_vec()))
        .unwrap();
    world.send(request).await
}

async fn chunk(world: &World, who: &Signed, upload: &str, offset: usize, bytes: &[u8]) -> Reply {
    chunk_as(world, who, upload, offset, bytes, blake3::hash(bytes).to_hex().as_str()).await
}

/// Sends a small file as a device does.
pub(crate) async fn send(world: &World, who: &Signed, bytes: &[u8]) {
    let upload = upload_of(&begin(world, who, bytes, bytes.len()).await);
    assert_eq!(chunk(world, who, &upload, 0, bytes).await.ok(), json!({ "state": "have" }));
}

async fn part(world: &World, who: &Signed, path: &str, range: &str) -> Reply {
    let request = Request::get(path)
        .header(header::AUTHORIZATION, format!("Bearer {}", who.access))
        .header(header::RANGE, range)
        .header(header::ACCEPT_ENCODING, "zstd, gzip")
        .body(Body::empty())
        .unwrap();
    world.send(request).await
}

fn large() -> Vec<u8> {
    let mut bytes = vec![0; 300_000];
    blake3::Hasher::new().finalize_xof().fill(&mut bytes);
    bytes
}

/// How many files lie in the server's folder, those on their way included.
fn files(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    entries.map(|entry| entry.unwrap().path()).map(|path| if path.is_dir() { files(&path) } else { 1 }).sum()
}

#[tokio::test]
async fn bytes_go_in_and_come_out() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let manager = world.signed(Role::Manager).await;
        promise(&world, &agent, BYTES, BYTES.len()).await;
        let path = path(BYTES);
        assert_eq!(world.get(&agent, &path).await.failed(404), "not_found");
        send(&world, &agent, BYTES).await;
        assert_eq!(begin(&world, &agent, BYTES, BYTES.len()).await.ok()["state"], "have", "again is fine");

        let reply = world.get(&manager, &path).await;
        assert_eq!(reply.bytes, BYTES);
        assert_eq!(reply.headers[header::CONTENT_TYPE], "application/octet-stream");
        assert_eq!(reply.headers[header::CONTENT_DISPOSITION], "attachment");
        let look = world.ask(Some(&agent), Method::HEAD, &path, Value::Null).await;
        assert_eq!(look.status, StatusCode::OK);
        assert_eq!(look.headers[header::CONTENT_LENGTH], BYTES.len().to_string());
        assert_eq!(files(&world.blobs()), 1, "nothing is left of how it came");
    })
    .await;
}

#[tokio::test]
async fn a_file_comes_in_chunks_and_goes_on_where_it_stands() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let bytes = large();
        promise(&world, &agent, &bytes, bytes.len()).await;
        let upload = upload_of(&begin(&world, &agent, &bytes, bytes.len()).await);
        let first = chunk(&world, &agent, &upload, 0, &bytes[..100_000]).await;
        assert_eq!(first.ok()["offset_bytes"], 100_000);
        assert_eq!(first.headers["upload-offset"], "100000");
        assert_eq!(world.get(&agent, &path(&bytes)).await.failed(404), "not_found", "nobody sees a part");

        // The device was killed and knows nothing any more.
        let again = begin(&world, &agent, &bytes, bytes.len()).await;
        assert_eq!((upload_of(&again), &again.ok()["offset_bytes"]), (upload.clone(), &json!(100_000)));
        let stands = format!("/sync/v1/uploads/{upload}");
        assert_eq!(world.get(&agent, &stands).await.ok()["offset_bytes"], 100_000);
        let head = world.ask(Some(&agent), Method::HEAD, &stands, Value::Null).await;
        assert_eq!(
            (head.status, &head.headers["upload-offset"]),
            (StatusCode::OK, &"100000".parse().unwrap())
        );

        // What was lost on its way back is sent again, and is not taken twice.
        let twice = chunk(&world, &agent, &upload, 0, &bytes[..100_000]).await;
        assert_eq!(twice.failed(409), "conflict");
        let ahead = chunk(&world, &agent, &upload, 200_000, &bytes[200_000..]).await;
        assert_eq!(ahead.failed(409), "conflict");
        let last = chunk(&world, &agent, &upload, 100_000, &bytes[100_000..]).await;
        assert_eq!(last.ok(), json!({ "state": "have" }));
        assert_eq!(world.get(&agent, &path(&bytes)).await.bytes, bytes);
        assert_eq!(chunk(&world, &agent, &upload, 0, &bytes).await.failed(404), "not_found", "it is over");
        assert_eq!(files(&world.blobs()), 1);
    })
    .await;
}

#[tokio::test]
async fn a_part_is_given_to_those_who_have_the_rest() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let bytes = b"a text that would be compressed as a whole ".repeat(200);
        promise(&world, &agent, &bytes, bytes.len()).await;
        send(&world, &agent, &bytes).await;
        let path = path(&bytes);
        for (range, from, to) in [
            ("bytes=0-", 0, 8_600),
            ("bytes=8599-", 8_599, 8_600),
            ("bytes=10-19", 10, 20),
            ("bytes=100-99999", 100, 8_600),
        ] {
            let reply = part(&world, &agent, &path, range).await;
            assert_eq!(reply.status, StatusCode::PARTIAL_CONTENT, "{range}");
            assert_eq!(reply.bytes, bytes[from..to], "{range}");
            assert_eq!(reply.headers[header::CONTENT_RANGE], format!("bytes {from}-{}/8600", to - 1));
            assert!(!reply.headers.contains_key(header::CONTENT_ENCODING), "parts are counted as they are");
        }
        for range in ["bytes=8600-", "bytes=9-3"] {
            let refused = part(&world, &agent, &path, range).await.status;
            assert_eq!(refused, StatusCode::RANGE_NOT_SATISFIABLE, "{range}");
        }
        for range in ["lines=1-2", "bytes=-5", "bytes=x-", "bytes=0-1,4-5"] {
            assert_eq!(part(&world, &agent, &path, range).await.status, StatusCode::OK, "{range}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_empty_file_is_a_file() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        promise(&world, &agent, b"", 0).await;
        assert_eq!(begin(&world, &agent, b"", 0).await.ok(), json!({ "state": "have" }));
        assert_eq!(world.get(&agent, &path(b"")).await.bytes, b"");
    })
    .await;
}

#[tokio::test]
async fn files_are_for_staff_only() {
    for_each_database(async |world: World| {
        let uploads = format!("/sync/v1/uploads/{}", Uuid::now_v7());
        for (method, path) in [
            (Method::GET, path(BYTES)),
            (Method::POST, "/sync/v1/uploads".to_owned()),
            (Method::PATCH, uploads.clone()),
            (Method::GET, uploads),
        ] {
            let reply = world.ask(None, method, &path, Value::Null).await;
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
        let mut other = BYTES.to_vec();
        other[0] ^= 1;
        let upload = upload_of(&begin(&world, &agent, BYTES, BYTES.len()).await);
        // Damaged on its way, which the chunk's own hash says.
        let said = blake3::hash(BYTES).to_hex();
        assert_eq!(chunk_as(&world, &agent, &upload, 0, &other, &said).await.failed(400), "bad_request");
        assert_eq!(begin(&world, &agent, BYTES, BYTES.len()).await.ok()["offset_bytes"], 0);
        // A lie, which the whole says.
        assert_eq!(chunk(&world, &agent, &upload, 0, &other).await.failed(400), "bad_request");
        assert_eq!(world.get(&agent, &path(BYTES)).await.failed(404), "not_found");
        assert_eq!(files(&world.blobs()), 0, "not even in pieces");
        send(&world, &agent, BYTES).await;
    })
    .await;
}

#[tokio::test]
async fn more_than_was_promised_is_too_much() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        promise(&world, &agent, BYTES, BYTES.len() - 1).await;
        let upload = upload_of(&begin(&world, &agent, BYTES, BYTES.len() - 1).await);
        assert_eq!(chunk(&world, &agent, &upload, 0, BYTES).await.failed(413), "too_large");
        for size in [BYTES.len(), 0] {
            assert_eq!(begin(&world, &agent, BYTES, size).await.failed(404), "not_found", "{size}");
        }
        assert_eq!(files(&world.blobs()), 0);
    })
    .await;
}

#[tokio::test]
async fn crumbs_are_not_taken() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let bytes = large();
        promise(&world, &agent, &bytes, bytes.len()).await;
        let upload = upload_of(&begin(&world, &agent, &bytes, bytes.len()).await);
        for size in [0, 1, 16 * 1024 - 1] {
            let reply = chunk(&world, &agent, &upload, 0, &bytes[..size]).await;
            assert_eq!(reply.failed(400), "bad_request", "{size}");
        }
        let stop = bytes.len() - 5;
        chunk(&world, &agent, &upload, 0, &bytes[..stop]).await.ok();
        chunk(&world, &agent, &upload, stop, &bytes[stop..]).await.ok();
        assert_eq!(world.get(&agent, &path(&bytes)).await.bytes, bytes);
    })
    .await;
}

#[tokio::test]
async fn knowing_a_hash_is_not_enough() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        assert_eq!(begin(&world, &agent, BYTES, BYTES.len()).await.failed(404), "not_found");
        assert_eq!(world.get(&agent, "/sync/v1/blobs/..%2f..%2ftern.db").await.failed(400), "bad_request");
        let upper = path(BYTES).to_uppercase().replace("/SYNC/V1/BLOBS/", "/sync/v1/blobs/");
        assert_eq!(world.get(&agent, &upper).await.failed(400), "bad_request", "a hash has one spelling");
    })
    .await;
}

#[tokio::test]
async fn an_upload_is_its_persons_alone() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let manager = world.signed(Role::Manager).await;
        let bytes = large();
        promise(&world, &agent, &bytes, bytes.len()).await;
        let upload = upload_of(&begin(&world, &agent, &bytes, bytes.len()).await);
        let stands = format!("/sync/v1/uploads/{upload}");
        assert_eq!(world.get(&manager, &stands).await.failed(404), "not_found");
        assert_eq!(chunk(&world, &manager, &upload, 0, &bytes).await.failed(404), "not_found");
        // The other may send the same file, on a way of their own; the first one there is enough.
        let other = upload_of(&begin(&world, &manager, &bytes, bytes.len()).await);
        assert_ne!(other, upload);
        chunk(&world, &manager, &other, 0, &bytes).await.ok();
        assert_eq!(begin(&world, &agent, &bytes, bytes.len()).await.ok()["state"], "have");
    })
    .await;
}

#[tokio::test]
async fn a_person_has_only_so_many_files_on_their_way() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let mut uploads = Vec::new();
        let mut n = 1;
        for file in 0..18_u8 {
            let bytes = [file].repeat(40_000);
            promise_as(&world, &agent, n, &bytes, bytes.len()).await;
            n += 2;
            let upload = upload_of(&begin(&world, &agent, &bytes, bytes.len()).await);
            chunk(&world, &agent, &upload, 0, &bytes[..20_000]).await.ok();
            uploads.push(upload);
            world.pass_ms(1_000);
        }
        for (at, upload) in uploads.iter().enumerate() {
            let reply = world.get(&agent, &format!("/sync/v1/uploads/{upload}")).await;
            assert_eq!(reply.status.is_success(), at >= 2, "the oldest had to go: {at}");
        }
        assert_eq!(files(&world.blobs()), 16, "with all that had come of them");
    })
    .await;
}

#[tokio::test]
async fn a_file_that_stands_still_for_a_day_is_forgotten() {
    const HOUR_MS: i64 = 3_600_000;
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let bytes = large();
        promise(&world, &agent, &bytes, bytes.len()).await;
        let upload = upload_of(&begin(&world, &agent, &bytes, bytes.len()).await);
        chunk(&world, &agent, &upload, 0, &bytes[..100_000]).await.ok();

        world.pass_ms(23 * HOUR_MS);
        let agent = world.sign_in("agent@tern.example").await;
        server::sweep_once(&world.app).await.unwrap();
        chunk(&world, &agent, &upload, 100_000, &bytes[100_000..200_000]).await.ok();
        world.pass_ms(23 * HOUR_MS);
        let agent = world.sign_in("agent@tern.example").await;
        server::sweep_once(&world.app).await.unwrap();
        let stands = format!("/sync/v1/uploads/{upload}");
        assert_eq!(world.get(&agent, &stands).await.ok()["offset_bytes"], 200_000, "it went on meanwhile");

        world.pass_ms(2 * HOUR_MS);
        let agent = world.sign_in("agent@tern.example").await;
        server::sweep_once(&world.app).await.unwrap();
        assert_eq!(world.get(&agent, &stands).await.failed(404), "not_found");
        assert_eq!(files(&world.blobs()), 0, "nothing of it is left");
        let again = begin(&world, &agent, &bytes, bytes.len()).await;
        assert_eq!(again.ok()["offset_bytes"], 0, "the device begins anew");
    })
    .await;
}

#[tokio::test]
async fn a_deleted_ticket_takes_its_files_along() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        promise(&world, &agent, BYTES, BYTES.len()).await;
        send(&world, &agent, BYTES).await;
        let page = world.get(&agent, "/api/v1/tickets").await.ok();
        let ticket = page["rows"][0]["id"].as_str().unwrap().parse().unwrap();
        let mut gone = opening(&world, &agent, 3, "x");
        gone.change.entity = ticket;
        gone.change.ticket = Some(ticket);
        gone.change.act = domain::change::Act::Delete;
        assert_eq!(push(&world, &agent, &[gone]).await.results[0].outcome, Outcome::Applied);
        assert_eq!(world.get(&agent, &path(BYTES)).await.failed(404), "not_found");
        assert_eq!(begin(&world, &agent, BYTES, BYTES.len()).await.failed(404), "not_found");
    })
    .await;
}
