//! Tickets through the API: the same rules as in a window.

use crate::world::{World, for_each_database};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use domain::person::Role;
use serde_json::{Value, json};
use uuid::Uuid;

#[tokio::test]
async fn a_ticket_is_made_shown_edited_and_answered() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let made = world.post(&agent, "/api/v1/tickets", json!({ "subject": "The printer hums" })).await;
        assert_eq!(made.status, StatusCode::CREATED);
        let place = made.headers[header::LOCATION].to_str().unwrap().to_owned();
        let number = made.ok()["label"].as_str().unwrap().trim_start_matches('#').to_owned();
        assert!(number.parse::<i64>().is_ok(), "the server numbers at once, not {number}");

        let edit = json!({ "fields": { "subject": "The printer howls" }, "add_tags": ["printer"] });
        world.ask(Some(&agent), Method::PATCH, &place, edit).await.ok();
        let shown = world.get(&agent, &format!("/api/v1/tickets/{number}")).await.ok();
        assert_eq!(shown["subject"], "The printer howls");
        assert_eq!(shown["tags"], json!(["printer"]));

        let reply = json!({ "kind": "reply", "body": "On my way." });
        let written = world.post(&agent, &format!("{place}/messages"), reply).await;
        assert_eq!(written.status, StatusCode::CREATED);
        let thread = world.get(&agent, &format!("{place}/messages")).await.ok();
        let bodies: Vec<&Value> = thread["entries"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|entry| entry["entry"] == "message")
            .collect();
        assert_eq!(bodies.len(), 1);
        assert_eq!(bodies[0]["body"], "On my way.");

        let html =
            "<p>It <b>hums</b> again.<script>alert(1)</script><img src='https://spy.example/1.gif'></p>";
        let said = json!({ "kind": "note", "body": html, "format": "html" });
        world.post(&agent, &format!("{place}/messages"), said).await.ok();
        let thread = world.get(&agent, &format!("{place}/messages")).await.ok();
        let last = thread["entries"].as_array().unwrap().iter().rfind(|entry| entry["entry"] == "message");
        assert_eq!(last.unwrap()["body"], "It **hums** again.", "what came in a mail is kept as Markdown");
    })
    .await;
}

#[tokio::test]
async fn lists_are_filtered_and_paged() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        for n in 0..5 {
            world.ticket(&agent, &format!("Ticket {n}")).await;
        }
        let page = world.get(&agent, "/api/v1/tickets?sort=number&from=3&count=10").await.ok();
        assert_eq!(page["total"], 5);
        assert_eq!(page["rows"].as_array().unwrap().len(), 2);
        assert_eq!(page["rows"][0]["subject"], "Ticket 3");
        let none = world.get(&agent, "/api/v1/tickets?category=closed,resolved").await.ok();
        assert_eq!(none["total"], 0);
        assert_eq!(world.get(&agent, "/api/v1/tickets?staus=open").await.failed(400), "bad_request");
        // By what fields of the desk hold.
        let admin = world.signed(Role::Admin).await;
        for (name, is, choices) in
            [("Device", "one", ["Laptop a", "Tablet"]), ("Parts", "many", ["Dock", "Mouse"])]
        {
            let choices = choices.map(|name| json!({ "id": "", "name": name }));
            let field = json!({ "name": name, "holds": { "is": is, "choices": choices } });
            world.app.desk().call(admin.person, "field_save", field).await.unwrap();
        }
        let id = page["rows"][0]["id"].as_str().unwrap();
        let edit = json!({ "fields": { "custom.device": "laptop_a", "custom.parts": ["dock", "mouse"] } });
        world.ask(Some(&agent), Method::PATCH, &format!("/api/v1/tickets/{id}"), edit).await.ok();
        for (asked, total) in [
            ("device=laptop_a", 1),
            ("device=laptopxa", 0),
            ("device=tablet,device=laptop_a", 1),
            ("device=laptop_a,parts=mouse", 1),
            ("device=tablet,parts=mouse", 0),
            ("device=", 4),
        ] {
            let page = world.get(&agent, &format!("/api/v1/tickets?where={asked}")).await.ok();
            assert_eq!(page["total"], total, "{asked}");
        }
        assert_eq!(world.get(&agent, "/api/v1/tickets?where=device").await.failed(400), "bad_request");
        assert_eq!(world.get(&agent, "/api/v1/tickets?category=lost").await.failed(400), "bad_request");
    })
    .await;
}

#[tokio::test]
async fn nobody_sees_tickets_without_signing_in() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let id = world.ticket(&agent, "Secret").await;
        let place = format!("/api/v1/tickets/{id}");
        for (method, path) in [
            (Method::GET, "/api/v1/tickets".to_owned()),
            (Method::POST, "/api/v1/tickets".to_owned()),
            (Method::GET, place.clone()),
            (Method::PATCH, place.clone()),
            (Method::GET, format!("{place}/messages")),
            (Method::POST, format!("{place}/messages")),
        ] {
            assert_eq!(world.ask(None, method, &path, Value::Null).await.failed(401), "unauthorised");
        }
    })
    .await;
}

#[tokio::test]
async fn technicians_work_on_their_own_tickets() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let technician = world.signed(Role::Technician).await;
        let other = world.ticket(&agent, "Not theirs").await;
        let own = world.ticket(&technician, "Theirs").await;
        let edit = json!({ "fields": { "subject": "Edited" } });
        let path = |id: &str| format!("/api/v1/tickets/{id}");
        let refused = world.ask(Some(&technician), Method::PATCH, &path(&other), edit.clone()).await;
        assert_eq!(refused.failed(403), "forbidden");
        world.ask(Some(&technician), Method::PATCH, &path(&own), edit.clone()).await.ok();

        let assign = json!({ "fields": { "assignee": technician.person } });
        world.ask(Some(&agent), Method::PATCH, &path(&other), assign).await.ok();
        world.ask(Some(&technician), Method::PATCH, &path(&other), edit).await.ok();
    })
    .await;
}

#[tokio::test]
async fn what_is_not_there_and_what_is_not_allowed_differ() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let id = world.ticket(&agent, "Here").await;
        let missing = format!("/api/v1/tickets/{}", Uuid::new_v4());
        assert_eq!(world.get(&agent, &missing).await.failed(404), "not_found");
        assert_eq!(world.get(&agent, "/api/v1/tickets/99999").await.failed(404), "not_found");
        assert_eq!(world.get(&agent, "/api/v1/tickets/%00").await.failed(404), "not_found");

        let path = format!("/api/v1/tickets/{id}");
        let unknown = json!({ "fields": { "status": "lost" } });
        assert_eq!(world.ask(Some(&agent), Method::PATCH, &path, unknown).await.failed(400), "bad_request");
        let empty = json!({ "fields": { "subject": "" } });
        assert_eq!(world.ask(Some(&agent), Method::PATCH, &path, empty).await.failed(400), "bad_request");
        assert_eq!(
            world.post(&agent, "/api/v1/tickets", json!({ "subject": " " })).await.failed(400),
            "bad_request"
        );
    })
    .await;
}

#[tokio::test]
async fn broken_bodies_are_answered_in_json() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let send = async |body: Vec<u8>, encoding: Option<&str>| {
            let mut request = Request::post("/api/v1/tickets")
                .header(header::AUTHORIZATION, format!("Bearer {}", agent.access))
                .header(header::CONTENT_TYPE, "application/json");
            if let Some(encoding) = encoding {
                request = request.header(header::CONTENT_ENCODING, encoding);
            }
            world.send(request.body(Body::from(body)).unwrap()).await
        };
        assert_eq!(send(b"{\"subject\":".to_vec(), None).await.failed(400), "bad_request");
        assert_eq!(send(vec![0xff, 0xfe, 0], None).await.failed(400), "bad_request");
        assert_eq!(send(br#"{"subject":"a\u0000b"}"#.to_vec(), None).await.failed(400), "bad_request");
        assert_eq!(send(b"null".to_vec(), None).await.failed(400), "bad_request");
        assert_eq!(send(vec![b'['; 100_000], None).await.failed(400), "bad_request");
        assert_eq!(send(b"not zstd".to_vec(), Some("zstd")).await.failed(400), "bad_request");
        assert_eq!(send(b"{}".to_vec(), Some("lzw")).await.failed(415), "bad_request");
        let long = json!({ "subject": "x", "description": "y".repeat(5 * 1024 * 1024) }).to_string();
        assert_eq!(send(long.into_bytes(), None).await.failed(413), "too_large");

        let small = json!({ "subject": "Packed" }).to_string();
        let packed = zstd::encode_all(small.as_bytes(), 3).unwrap();
        assert_eq!(send(packed, Some("zstd")).await.status, StatusCode::CREATED);
    })
    .await;
}
