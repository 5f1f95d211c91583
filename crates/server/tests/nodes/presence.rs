//! Who is on a ticket, with each device at another node: they hear of each other.

use crate::{Nodes, PASSWORD, PATIENCE, answer};
use axum::body::Body;
use axum::http::Request;
use contract::presence::Doing;
use contract::wire::{Present, Tokens};
use desk::clock::{Ids as _, RandomIds};
use domain::person::Role;
use futures::StreamExt;
use serde_json::{Value, json};
use tower::ServiceExt;

impl Nodes {
    async fn sign_in(&self, node: usize, email: &str) -> Tokens {
        let request = json!({
            "email": email, "password": PASSWORD, "device": RandomIds.next(), "device_name": "a test's laptop",
        });
        answer(self, node, post("/api/v1/sign-in", None, &request)).await
    }

    async fn say(&self, node: usize, who: &Tokens, doing: &str) -> Present {
        let word = json!({ "ticket": self.tickets[0], "doing": doing });
        answer(self, node, post("/sync/v1/presence", Some(who), &word)).await
    }
}

fn post(path: &str, who: Option<&Tokens>, body: &Value) -> Request<Body> {
    let mut request = Request::post(path).header("content-type", "application/json");
    if let Some(who) = who {
        request = request.header("authorization", format!("Bearer {}", who.access));
    }
    request.body(Body::from(body.to_string())).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn devices_on_different_nodes_hear_who_is_on_a_ticket() {
    let nodes = Nodes::start().await;
    let app = nodes.running[0].app();
    server::account::add(app, "b@b.example", "Ben", Role::Admin, PASSWORD.to_owned()).await.unwrap();
    let (ada, ben) = (nodes.sign_in(0, "a@b.example").await, nodes.sign_in(2, "b@b.example").await);
    let request = Request::get("/sync/v1/events").header("authorization", format!("Bearer {}", ada.access));
    let listening =
        server::router(nodes.running[1].app().clone()).oneshot(request.body(Body::empty()).unwrap());
    let mut events = listening.await.unwrap().into_body().into_data_stream();

    assert_eq!(nodes.say(0, &ada, "viewing").await.people, []);
    let met = tokio::time::timeout(PATIENCE, async {
        loop {
            let there = nodes.say(2, &ben, "replying").await;
            if let [one] = there.people[..] {
                return one;
            }
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        }
    });
    let met = met.await.expect("what was said at one node is known at another");
    assert_eq!((met.person, met.doing), (ada.person, Doing::Viewing));
    let mut heard = String::new();
    while !heard.contains("event: presence") || !heard.contains("replying") {
        let piece =
            tokio::time::timeout(PATIENCE, events.next()).await.expect("the stream of a third node tells it");
        heard.push_str(std::str::from_utf8(&piece.unwrap().unwrap()).unwrap());
    }
    assert!(heard.contains(&ben.person.to_string()), "{heard}");
}
