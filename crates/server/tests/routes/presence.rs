//! Who is on a ticket: heard by those who are there and see it, for as long as somebody says so, and written nowhere.

use crate::events::Listening;
use crate::scopes::join;
use crate::world::{Reply, Signed, World, email, for_each_database};
use axum::http::Method;
use domain::person::{Role, default_team};
use serde_json::{Value, json};
use std::time::Duration;
use uuid::Uuid;

async fn say(world: &World, who: &Signed, ticket: &str, doing: &str) -> Reply {
    world.post(who, "/sync/v1/presence", json!({ "ticket": ticket, "doing": doing })).await
}

/// Who is there beside oneself, with what they do.
async fn others(world: &World, who: &Signed, ticket: &str) -> Vec<(String, String)> {
    people(&say(world, who, ticket, "viewing").await.ok())
}

fn people(present: &Value) -> Vec<(String, String)> {
    let text = |one: &Value, name: &str| one[name].as_str().unwrap().to_owned();
    present["people"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (text(one, "person"), text(one, "doing")))
        .collect()
}

fn doing(who: &Signed, doing: &str) -> Vec<(String, String)> {
    vec![(who.person.to_string(), doing.to_owned())]
}

#[tokio::test]
async fn whoever_opens_a_ticket_learns_who_is_there_and_the_others_hear_of_it() {
    for_each_database(async |world: World| {
        let (ada, ben) = (world.signed(Role::Agent).await, world.signed(Role::Admin).await);
        let ticket = world.ticket(&ada, "The lift is stuck").await;
        let mut listening = Listening::start(&world, &ada).await;
        assert_eq!(others(&world, &ada, &ticket).await, []);
        assert_eq!(others(&world, &ben, &ticket).await, doing(&ada, "viewing"));
        let heard = listening.next_presence().await;
        assert_eq!((&heard["ticket"], people(&heard)), (&json!(ticket), doing(&ben, "viewing")));
        assert_eq!(heard["people"][0]["left_ms"], 30_000);
        say(&world, &ben, &ticket, "replying").await.ok();
        assert_eq!(people(&listening.next_presence().await), doing(&ben, "replying"));
        assert_eq!(people(&say(&world, &ben, &ticket, "gone").await.ok()), []);
        assert_eq!(people(&listening.next_presence().await), []);
    })
    .await;
}

#[tokio::test]
async fn a_stream_hears_from_its_answer_on() {
    let world = World::fresh().await;
    let (ada, ben) = (world.signed(Role::Agent).await, world.signed(Role::Admin).await);
    let ticket = world.ticket(&ada, "The lift is stuck").await;
    others(&world, &ada, &ticket).await;
    let mut listening = Listening::start(&world, &ada).await;
    // Elsewhere, while whatever feeds the stream has not had a turn yet.
    std::thread::scope(|threads| {
        threads.spawn(|| {
            let elsewhere = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            elsewhere.block_on(say(&world, &ben, &ticket, "replying")).ok();
        });
    });
    assert_eq!(people(&listening.next_presence().await), doing(&ben, "replying"));
}

#[tokio::test]
async fn a_wait_for_news_ends_when_somebody_comes() {
    for_each_database(async |world: World| {
        let (ada, ben) = (world.signed(Role::Agent).await, world.signed(Role::Admin).await);
        let ticket = world.ticket(&ada, "The lift is stuck").await;
        others(&world, &ada, &ticket).await;
        let head = world.get(&ada, "/sync/v1/hello").await.ok()["head"].clone();
        let path = format!("/sync/v1/poll?seq={head}&wait=25");
        let waiting = world.get(&ada, &path);
        tokio::pin!(waiting);
        // A word before the wait has begun is for the answer to the next one.
        let mut words = ["replying", "noting"].iter().cycle();
        let news = loop {
            tokio::select! {
                news = &mut waiting => break news.ok(),
                () = tokio::time::sleep(Duration::from_millis(50)) => {
                    say(&world, &ben, &ticket, words.next().unwrap()).await.ok();
                }
            }
        };
        assert_eq!((&news["head"], &news["present"]["people"][0]["person"]), (&head, &json!(ben.person)));
    })
    .await;
}

#[tokio::test]
async fn who_is_silent_for_thirty_seconds_is_gone() {
    for_each_database(async |world: World| {
        let (ada, ben) = (world.signed(Role::Agent).await, world.signed(Role::Admin).await);
        let ticket = world.ticket(&ada, "The lift is stuck").await;
        say(&world, &ada, &ticket, "replying").await.ok();
        world.pass_ms(29_999);
        let present = say(&world, &ben, &ticket, "viewing").await.ok();
        assert_eq!(
            (people(&present), &present["people"][0]["left_ms"]),
            (doing(&ada, "replying"), &json!(1))
        );
        world.pass_ms(1);
        assert_eq!(others(&world, &ben, &ticket).await, []);
    })
    .await;
}

#[tokio::test]
async fn a_ticket_out_of_sight_is_one_that_is_not_there() {
    for_each_database(async |world: World| {
        let (ada, tim) = (world.signed(Role::Agent).await, world.signed(Role::Technician).await);
        let ticket = world.ticket(&ada, "The lift is stuck").await;
        others(&world, &ada, &ticket).await;
        let (hidden, missing) = (
            say(&world, &tim, &ticket, "viewing").await,
            say(&world, &tim, &Uuid::now_v7().to_string(), "viewing").await,
        );
        assert_eq!(hidden.failed(404), "not_found");
        assert_eq!((hidden.bytes, 404), (missing.bytes, missing.status.as_u16()));
        assert_eq!(others(&world, &ada, &ticket).await, [], "and nobody is there who does not see it");
        let lost = world.sign_in(&email(Role::Agent)).await;
        assert_eq!(say(&world, &lost, "no ticket", "viewing").await.failed(400), "bad_request");
        assert_eq!(say(&world, &lost, &ticket, "dancing").await.failed(400), "bad_request");
        assert_eq!(say(&world, &lost, &ticket, &"dancing".repeat(1_000)).await.failed(413), "too_large");
    })
    .await;
}

#[tokio::test]
async fn who_loses_sight_of_a_ticket_hears_nothing_of_it_any_more() {
    for_each_database(async |world: World| {
        let (ada, tim) = (world.signed(Role::Agent).await, world.signed(Role::Technician).await);
        let ticket = world.ticket(&ada, "The lift is stuck").await;
        join(&world, &tim, Role::Technician, &[default_team().0]).await;
        let mut listening = Listening::start(&world, &tim).await;
        assert_eq!(others(&world, &tim, &ticket).await, []);
        assert_eq!(others(&world, &ada, &ticket).await, doing(&tim, "viewing"));
        assert_eq!(people(&listening.next_presence().await), doing(&ada, "viewing"));

        join(&world, &tim, Role::Technician, &[]).await;
        say(&world, &ada, &ticket, "replying").await.ok();
        // Of what comes after it they hear, so what they did not hear was not sent.
        let own = world.ticket(&tim, "My own").await;
        others(&world, &tim, &own).await;
        let admin = world.signed(Role::Admin).await;
        say(&world, &admin, &own, "viewing").await.ok();
        assert_eq!(listening.next_presence().await["ticket"], json!(own));
        assert_eq!(say(&world, &tim, &ticket, "viewing").await.failed(404), "not_found");
        assert_eq!(
            others(&world, &ada, &ticket).await,
            [],
            "they are not there any more, before they fall silent"
        );
    })
    .await;
}

#[tokio::test]
async fn one_does_not_meet_oneself_on_another_device() {
    for_each_database(async |world: World| {
        let ada = world.signed(Role::Agent).await;
        let there = world.sign_in(&email(Role::Agent)).await;
        let ticket = world.ticket(&ada, "The lift is stuck").await;
        say(&world, &ada, &ticket, "replying").await.ok();
        assert_eq!(others(&world, &there, &ticket).await, []);
    })
    .await;
}

#[tokio::test]
async fn presence_is_for_staff_with_a_token_and_not_without_an_end() {
    for_each_database(async |world: World| {
        let ada = world.signed(Role::Agent).await;
        let ticket = world.ticket(&ada, "The lift is stuck").await;
        let word = json!({ "ticket": ticket, "doing": "viewing" });
        assert_eq!(
            world.ask(None, Method::POST, "/sync/v1/presence", word).await.failed(401),
            "unauthorised"
        );
        let mut refused = None;
        for _ in 0..200 {
            let reply = say(&world, &ada, &ticket, "viewing").await;
            if reply.status != 200 {
                refused = Some(reply);
                break;
            }
        }
        let refused = refused.expect("somebody who does not stop is stopped");
        assert_eq!(refused.failed(429), "too_many_tries");
        world.pass_ms(1_000);
        say(&world, &ada, &ticket, "viewing").await.ok();
    })
    .await;
}

#[tokio::test]
async fn nothing_of_it_is_written() {
    let world = World::fresh().await;
    let (ada, ben) = (world.signed(Role::Agent).await, world.signed(Role::Admin).await);
    let ticket = world.ticket(&ada, "The lift is stuck").await;
    let files = || {
        let folder = world.blobs().parent().unwrap().to_owned();
        ["tern.db", "tern.db-wal"].map(|name| std::fs::read(folder.join(name)).unwrap())
    };
    let before = files();
    for doing in ["viewing", "replying", "noting", "gone"] {
        say(&world, &ada, &ticket, doing).await.ok();
        others(&world, &ben, &ticket).await;
    }
    assert!(files() == before, "the database is what it was, byte for byte");
}
