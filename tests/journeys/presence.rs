//! Who is on a ticket, between two desks in touch with their server: heard at once, and nobody without the server.

use crate::world::{PASSWORD, Server};
use contract::presence::{Doing, PresenceView};
use contract::session::Notice;
use domain::person::Role;
use host::{Host, Options};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

const PATIENCE: Duration = Duration::from_secs(30);

/// A desk that keeps in touch, as a window's does.
struct Desk {
    host: Arc<Host>,
    _folder: TempDir,
}

impl Desk {
    async fn at(server: &Server, email: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let options = Options {
            folder: folder.path().join("desk"),
            sample: false,
            passphrase: Some("a passphrase".to_owned()),
            background: true,
            engine: None,
        };
        let host = Host::start(options).await.unwrap();
        let input = json!({ "url": server.url(), "email": email, "password": PASSWORD });
        host.call("host_connect", input).await.unwrap();
        host.sync_until_quiet(PATIENCE).await.unwrap();
        Desk { host, _folder: folder }
    }

    async fn say(&self, ticket: &str, doing: Doing) -> PresenceView {
        let word = json!({ "ticket": ticket, "doing": doing });
        serde_json::from_value(self.host.call("presence_here", word).await.unwrap()).unwrap()
    }

    async fn state(&self) -> Value {
        self.host.call("sync_status", json!({})).await.unwrap()["state"].take()
    }
}

fn doings(view: &PresenceView) -> Vec<(&str, Doing)> {
    view.people.iter().map(|one| (one.name.as_str(), one.doing)).collect()
}

#[tokio::test]
async fn two_desks_on_one_ticket_hear_of_each_other_while_the_server_is_there() {
    let people = [("ada@desk.example", "Ada", Role::Agent), ("ben@desk.example", "Ben", Role::Agent)];
    let mut server = Server::start(&people).await;
    let ada = Desk::at(&server, "ada@desk.example").await;
    let made = ada.host.call("ticket_new", json!({ "subject": "The lift is stuck" })).await.unwrap();
    let ticket = made["id"].as_str().unwrap().to_owned();
    assert_eq!(doings(&ada.say(&ticket, Doing::Viewing).await), [], "alone, on a ticket nobody else has");
    ada.host.sync_until_quiet(PATIENCE).await.unwrap();
    let ben = Desk::at(&server, "ben@desk.example").await;

    let mut notices = ada.host.notices();
    assert_eq!(doings(&ada.say(&ticket, Doing::Viewing).await), []);
    assert_eq!(doings(&ben.say(&ticket, Doing::Replying).await), [("Ada", Doing::Viewing)]);
    let heard = tokio::time::timeout(PATIENCE, async {
        // Whoever opened the stream a moment too late hears of the next turn.
        let turns = [Doing::Viewing, Doing::Replying];
        for turn in turns.into_iter().cycle() {
            let notice = tokio::time::timeout(Duration::from_secs(2), async {
                loop {
                    if let Notice::Present { presence } = notices.recv().await.unwrap() {
                        return presence;
                    }
                }
            });
            if let Ok(presence) = notice.await {
                return presence;
            }
            ben.say(&ticket, turn).await;
        }
        unreachable!("turns have no end");
    });
    let heard = heard.await.expect("the live stream tells it");
    assert_eq!((heard.ticket.to_string(), heard.people[0].name.as_str()), (ticket.clone(), "Ben"));
    assert!((1..=30_000).contains(&heard.people[0].left_ms), "{heard:?}");

    server.stop().await;
    tokio::time::timeout(PATIENCE, async {
        while ada.state().await != "offline" {
            ada.host.call("sync_now", json!({})).await.unwrap();
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    })
    .await
    .expect("the desk notices that the server is gone");
    assert_eq!(
        doings(&ada.say(&ticket, Doing::Viewing).await),
        [],
        "nobody is known to be there, and no error"
    );
    ada.host.stop().await;
    ben.host.stop().await;
}
