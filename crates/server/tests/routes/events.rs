//! Live events: heard at once, not too often, and only as long as the session lasts.

use crate::sync::{opening, push};
use crate::world::{Signed, World, email, for_each_database};
use axum::body::{Body, BodyDataStream};
use axum::http::{Method, Request, StatusCode, header};
use domain::person::Role;
use futures::StreamExt;
use serde_json::Value;
use server::account;
use std::time::Duration;
use tower::ServiceExt;

pub(crate) struct Listening {
    stream: BodyDataStream,
    text: String,
}

impl Listening {
    pub(crate) async fn start(world: &World, who: &Signed) -> Self {
        let request = Request::get("/sync/v1/events")
            .header(header::AUTHORIZATION, format!("Bearer {}", who.access))
            .body(Body::empty())
            .unwrap();
        let response = world.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
        assert!(
            !response.headers().contains_key(header::CONTENT_ENCODING),
            "compression would hold events back"
        );
        Listening { stream: response.into_body().into_data_stream(), text: String::new() }
    }

    /// The next word about who is on a ticket.
    pub(crate) async fn next_presence(&mut self) -> Value {
        let word = async {
            loop {
                match self.next().await {
                    Some((event, data)) if event == "presence" => return data,
                    Some(_) => {}
                    None => panic!("the stream goes on"),
                }
            }
        };
        // Beats come all the same when there is no word.
        tokio::time::timeout(Duration::from_secs(20), word).await.expect("a word in time")
    }

    /// The next event: its name and data; `None` when the stream has ended.
    async fn next(&mut self) -> Option<(String, Value)> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let line = |name: &str| {
                    event
                        .lines()
                        .find_map(|line| line.strip_prefix(name))
                        .unwrap_or_default()
                        .trim()
                        .to_owned()
                };
                let found = (line("event:"), serde_json::from_str(&line("data:")).unwrap());
                self.text = rest.to_owned();
                return Some(found);
            }
            let piece = tokio::time::timeout(Duration::from_secs(20), self.stream.next()).await;
            self.text.push_str(std::str::from_utf8(&piece.expect("an event in time")?.unwrap()).unwrap());
        }
    }
}

#[tokio::test]
async fn events_are_for_staff_with_a_token() {
    for_each_database(async |world: World| {
        let reply = world.ask(None, Method::GET, "/sync/v1/events", Value::Null).await;
        assert_eq!(reply.failed(401), "unauthorised");
    })
    .await;
}

#[tokio::test]
async fn a_commit_is_heard() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let mut listening = Listening::start(&world, &agent).await;
        let (event, data) = listening.next().await.unwrap();
        assert_eq!(event, "head", "a device that connects hears at once where the server stands");
        let answer = push(&world, &agent, &[opening(&world, &agent, 1, "Heard")]).await;
        assert!(data["head"].as_i64().unwrap() < answer.head);
        let (event, data) = listening.next().await.unwrap();
        assert_eq!((event.as_str(), &data["head"]), ("head", &Value::from(answer.head)));
    })
    .await;
}

#[tokio::test]
async fn many_commits_are_told_as_few() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let mut listening = Listening::start(&world, &agent).await;
        listening.next().await.unwrap();
        let started = std::time::Instant::now();
        let mut head = 0;
        for n in 1..=30 {
            head = push(&world, &agent, &[opening(&world, &agent, n, "One of many")]).await.head;
        }
        let mut told = 0;
        loop {
            let (event, data) = listening.next().await.unwrap();
            told += u128::from(event == "head");
            if data["head"] == head {
                break;
            }
        }
        let most = started.elapsed().as_millis() / 250 + 2;
        assert!(told <= most, "{told} events where {most} are enough");
    })
    .await;
}

#[tokio::test]
async fn the_stream_ends_with_the_session() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let elsewhere = world.sign_in(&email(Role::Agent)).await;
        let mut first = Listening::start(&world, &agent).await;
        let mut second = Listening::start(&world, &elsewhere).await;
        first.next().await.unwrap();
        second.next().await.unwrap();
        world.post(&agent, "/api/v1/sign-out", Value::Null).await.ok();
        assert_eq!(first.next().await.unwrap().0, "end");
        assert!(first.next().await.is_none());
        account::retire(&world.app, &email(Role::Agent)).await.unwrap();
        loop {
            match second.next().await {
                Some((event, _)) if event == "end" => break,
                Some(_) => {}
                None => panic!("the stream says why it ends"),
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_server_that_stops_says_goodbye() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let mut listening = Listening::start(&world, &agent).await;
        listening.next().await.unwrap();
        world.app.close();
        let (event, data) = listening.next().await.unwrap();
        assert_eq!(event, "bye");
        assert!(data["spread_ms"].is_i64());
        assert!(listening.next().await.is_none());
    })
    .await;
}
