//! Health, and what holds for every answer, whatever the route.

use crate::world::{World, for_each_database};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use contract::wire::Hello;
use domain::person::Role;
use serde_json::{Value, json};

#[tokio::test]
async fn the_server_says_that_it_lives_and_can_work() {
    for_each_database(async |world: World| {
        for path in ["/health", "/health/ready"] {
            let reply = world.ask(None, Method::GET, path, Value::Null).await;
            assert_eq!(reply.ok()["status"], "ok");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_not_there_is_answered_in_json() {
    for_each_database(async |world: World| {
        for path in
            ["/", "/index.html", "/api/v1/", "/api/v2/tickets", "/sync/v1/blobs/", "/%2e%2e/etc/passwd"]
        {
            let reply = world.ask(None, Method::GET, path, Value::Null).await;
            assert_eq!(reply.failed(404), "not_found", "{path}");
        }
        let reply = world.ask(None, Method::DELETE, "/api/v1/tickets", Value::Null).await;
        assert_eq!(reply.failed(405), "bad_request");
        assert!(reply.headers.contains_key(header::ALLOW), "405 says what would be allowed");
    })
    .await;
}

#[tokio::test]
async fn answers_are_guarded_against_browsers() {
    for_each_database(async |world: World| {
        let reply = world.ask(None, Method::GET, "/health", Value::Null).await;
        assert_eq!(reply.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(reply.headers[header::X_FRAME_OPTIONS], "DENY");
        assert_eq!(reply.headers[header::CACHE_CONTROL], "no-store");
        assert!(
            !reply.headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN),
            "no page may ask for somebody"
        );
    })
    .await;
}

#[tokio::test]
async fn long_answers_are_compressed_for_those_who_can_read_it() {
    for_each_database(async |world: World| {
        let request = |encoding: &str| {
            Request::get("/api/openapi.json")
                .header(header::ACCEPT_ENCODING, encoding)
                .body(Body::empty())
                .unwrap()
        };
        let packed = world.send(request("zstd")).await;
        assert_eq!(packed.headers[header::CONTENT_ENCODING], "zstd");
        let plain = world.send(request("identity")).await;
        assert_eq!(zstd::decode_all(packed.bytes.as_slice()).unwrap(), plain.bytes);
        assert!(packed.bytes.len() * 4 < plain.bytes.len());
        assert_eq!(world.send(request("gzip")).await.headers[header::CONTENT_ENCODING], "gzip");
    })
    .await;
}

#[tokio::test]
async fn doors_that_are_open_to_all_take_little_in() {
    for_each_database(async |world: World| {
        let body = json!({ "email": "x".repeat(20_000), "password": "x", "device": uuid::Uuid::nil(), "device_name": "" });
        let reply = world.ask(None, Method::POST, "/api/v1/sign-in", body).await;
        assert_eq!(reply.failed(413), "too_large");
    })
    .await;
}

#[tokio::test]
async fn a_body_that_swells_is_stopped() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let bomb = zstd::encode_all(vec![b' '; 64 * 1024 * 1024].as_slice(), 3).unwrap();
        assert!(bomb.len() < 64 * 1024, "it is small on the wire");
        let request = Request::post("/sync/v1/push")
            .header(header::AUTHORIZATION, format!("Bearer {}", agent.access))
            .header(header::CONTENT_ENCODING, "zstd")
            .body(Body::from(bomb))
            .unwrap();
        assert_eq!(world.send(request).await.failed(413), "too_large");
    })
    .await;
}

#[tokio::test]
async fn odd_headers_break_nothing() {
    for_each_database(async |world: World| {
        for value in [&b"Bearer"[..], b"Bearer ", b"Basic eDp5", b"\xff\xfe", b"bearer a b c"] {
            let request = Request::get("/api/v1/me")
                .header(header::AUTHORIZATION, axum::http::HeaderValue::from_bytes(value).unwrap())
                .body(Body::empty())
                .unwrap();
            assert_eq!(world.send(request).await.failed(401), "unauthorised");
        }
        let agent = world.signed(Role::Agent).await;
        let hello = async |protocol: &str| {
            let request = Request::get("/sync/v1/hello")
                .header(header::AUTHORIZATION, format!("bearer {}", agent.access))
                .header("x-tern-proto", protocol)
                .body(Body::empty())
                .unwrap();
            world.send(request).await
        };
        let spoken: Hello = serde_json::from_value(hello("1").await.ok()).unwrap();
        for version in spoken.min_protocol..=spoken.protocol {
            hello(&version.to_string()).await.ok();
        }
        for other in
            ["0.9", "", "-1", &(spoken.min_protocol - 1).to_string(), &(spoken.protocol + 1).to_string()]
        {
            let reply = hello(other).await;
            assert_eq!(reply.status, StatusCode::UPGRADE_REQUIRED);
            assert_eq!(reply.failed(426), "upgrade");
        }
    })
    .await;
}
