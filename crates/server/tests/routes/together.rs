//! Pushes that come at the same moment: they share transactions, and each has the answer that it would have had alone.

use crate::poison::break_on;
use crate::sync::{change, opening, push};
use crate::world::{Signed, World, for_each_database};
use axum::http::Method;
use contract::wire::{NumberedChange, PushAnswer, PushRequest};
use desk::Gathering;
use domain::change::{Act, Edit};
use domain::ids::PersonId;
use domain::merge::Outcome;
use domain::person::Role;
use domain::record::Kind;
use domain::refusal::Refusal;
use futures::future::join_all;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use uuid::Uuid;

const DEVICES: usize = 12;

/// Devices of one person.
async fn devices(world: &World, count: usize) -> Vec<Signed> {
    world.hire(Role::Agent).await;
    let mut devices = Vec::new();
    for _ in 0..count {
        devices.push(world.sign_in(&crate::world::email(Role::Agent)).await);
    }
    devices
}

/// Lets all devices push at once; the answers come in the order of the devices.
async fn at_once(world: &World, pushes: &[(&Signed, Vec<NumberedChange>)]) -> Vec<PushAnswer> {
    let desk = world.app.desk();
    let pushing = pushes.iter().map(|(who, changes)| desk.accept(who.device, who.person, changes.clone()));
    join_all(pushing).await.into_iter().map(Result::unwrap).collect()
}

fn outcomes(answers: &[PushAnswer]) -> Vec<Vec<(i64, Outcome, Option<Refusal>)>> {
    let of = |answer: &PushAnswer| {
        let results = answer.results.iter();
        results.map(|result| (result.n, result.outcome, result.refusal.clone())).collect()
    };
    answers.iter().map(of).collect()
}

/// An edit of one field by somebody who saw `old` in the first version.
fn edit(
    world: &World,
    (who, n): (&Signed, i64),
    (kind, entity, ticket): (Kind, Uuid, Option<Uuid>),
    (field, old, new): (&str, Value, Value),
    seen: i64,
) -> NumberedChange {
    let mut numbered = change(world, who.person, n, kind, entity, ticket, json!({}));
    numbered.change.seen = seen;
    let edit = Edit { base: seen, old, new };
    numbered.change.act =
        Act::Patch { fields: BTreeMap::from([(field.to_owned(), edit)]), sets: BTreeMap::new() };
    numbered
}

fn reply(world: &World, who: &Signed, n: i64, ticket: Uuid, seen: i64) -> NumberedChange {
    let doc = json!({
        "ticket": ticket, "kind": "reply", "side": "agent", "author": who.person, "body": "On our way.", "at": world.now(),
    });
    let mut numbered = change(world, who.person, n, Kind::Message, Uuid::now_v7(), Some(ticket), doc);
    numbered.change.seen = seen;
    numbered
}

#[tokio::test]
async fn many_devices_share_commits_and_each_has_its_own_answer() {
    for_each_database(async |world: World| {
        let devices = devices(&world, DEVICES).await;
        let before = world.app.desk().hello().await.unwrap().head;
        let pushes: Vec<_> = devices
            .iter()
            .map(|who| (who, (1..=9).map(|n| opening(&world, who, n, "One of many")).collect::<Vec<_>>()))
            .collect();
        let answers = at_once(&world, &pushes).await;
        let mut commits = BTreeSet::new();
        for ((_, changes), answer) in pushes.iter().zip(&answers) {
            let judged: Vec<_> = answer.results.iter().map(|result| (result.n, result.id)).collect();
            let sent: Vec<_> = changes.iter().map(|numbered| (numbered.n, numbered.change.id)).collect();
            assert_eq!(judged, sent);
            assert!(answer.results.iter().all(|result| result.outcome == Outcome::Applied));
            commits.extend(answer.results.iter().map(|result| result.seq));
        }
        assert_eq!(commits, (before + 1..=before + 3).collect(), "108 changes are three commits of up to 50");
        let again = at_once(&world, &pushes).await;
        let results = |answers: &[PushAnswer]| -> Vec<_> {
            answers.iter().map(|answer| answer.results.clone()).collect()
        };
        assert_eq!(results(&again), results(&answers), "a repeated push is answered as before");
        let page = world.get(&devices[0], "/api/v1/tickets?count=200").await.ok();
        let numbers: BTreeSet<String> =
            page["rows"].as_array().unwrap().iter().map(|row| row["number"].to_string()).collect();
        assert_eq!(page["total"], 9 * DEVICES);
        assert_eq!(numbers.len(), page["rows"].as_array().unwrap().len(), "no number is given twice");
    })
    .await;
}

#[tokio::test]
async fn poison_in_a_shared_transaction_is_its_own_devices_trouble() {
    for_each_database(async |world: World| {
        let devices = devices(&world, DEVICES).await;
        break_on(&world, "venom").await;
        let subject = |index: usize| if index == 5 { "A bottle of venom" } else { "Harmless" };
        let pushes: Vec<_> = devices
            .iter()
            .enumerate()
            .map(|(index, who)| {
                (who, vec![opening(&world, who, 1, subject(index)), opening(&world, who, 2, "After it")])
            })
            .collect();
        for tried in 1..=5 {
            for (index, answer) in at_once(&world, &pushes).await.iter().enumerate() {
                let outcomes: Vec<_> = answer.results.iter().map(|result| result.outcome).collect();
                match (index, tried) {
                    (5, ..5) => assert!(outcomes.is_empty() && answer.retry_after_ms.is_some()),
                    (5, _) => assert_eq!(outcomes, [Outcome::Rejected, Outcome::Applied]),
                    _ => assert_eq!((outcomes, answer.retry_after_ms), (vec![Outcome::Applied; 2], None)),
                }
            }
        }
        let page = world.get(&devices[0], "/api/v1/tickets").await.ok();
        assert_eq!(page["total"], 2 * DEVICES - 1);
    })
    .await;
}

#[tokio::test]
async fn a_gap_and_a_copy_in_a_shared_transaction_concern_nobody_else() {
    for_each_database(async |world: World| {
        let devices = devices(&world, 4).await;
        push(&world, &devices[1], &[opening(&world, &devices[1], 1, "The first")]).await;
        let pushes = [
            vec![opening(&world, &devices[0], 1, "Fine")],
            vec![opening(&world, &devices[1], 1, "Another first")],
            vec![
                opening(&world, &devices[2], 1, "Before a gap"),
                opening(&world, &devices[2], 3, "Behind it"),
            ],
            vec![opening(&world, &devices[3], 1, "Fine, too")],
        ];
        let posting = devices.iter().zip(pushes).map(async |(who, changes)| {
            let request = PushRequest { device: who.device, changes };
            world.ask(Some(who), Method::POST, "/sync/v1/push", serde_json::to_value(request).unwrap()).await
        });
        let replies = join_all(posting).await;
        assert_eq!(replies[0].ok()["results"][0]["outcome"], "applied");
        assert_eq!(replies[1].failed(409), "device_forked");
        assert_eq!(replies[2].failed(409), "gap");
        assert_eq!(replies[3].ok()["results"][0]["outcome"], "applied");
        let page = world.get(&devices[0], "/api/v1/tickets").await.ok();
        assert_eq!(page["total"], 3, "nothing of the push with the gap took effect");
    })
    .await;
}

#[tokio::test]
async fn a_device_that_hangs_up_loses_nothing_and_holds_up_nobody() {
    for_each_database(async |world: World| {
        let devices = devices(&world, DEVICES).await;
        let pushes: Vec<Vec<NumberedChange>> = devices
            .iter()
            .map(|who| (1..=60).map(|n| opening(&world, who, n, "Half heard")).collect())
            .collect();
        let desk = world.app.desk().clone();
        let mut sending = Vec::new();
        for (who, changes) in devices.iter().zip(&pushes) {
            let (desk, device, by, changes) = (desk.clone(), who.device, who.person, changes.clone());
            sending.push(tokio::spawn(async move { desk.accept(device, by, changes).await }));
        }
        // Some give up before they are judged, some in the middle of their push.
        let mut head = desk.head();
        head.changed().await.unwrap();
        for task in sending.iter().skip(1).step_by(2) {
            task.abort();
        }
        for task in sending.into_iter().step_by(2) {
            assert_eq!(task.await.unwrap().unwrap().results.len(), 60);
        }
        for (who, changes) in devices.iter().zip(&pushes) {
            let answer = push(&world, who, changes).await;
            assert!(answer.results.iter().all(|result| result.outcome == Outcome::Applied));
        }
        let page = world.get(&devices[0], "/api/v1/tickets").await.ok();
        assert_eq!(page["total"], 60 * DEVICES, "every change took effect, and once");
    })
    .await;
}

/// What devices that know nothing of each other do to the same records, as one moment's pushes.
async fn quarrel(world: &World, gathering: Gathering) -> Vec<Vec<(i64, Outcome, Option<Refusal>)>> {
    world.app.desk().set_gathering(gathering);
    let admin = world.signed(Role::Admin).await;
    let people = devices(world, 6).await;
    let lead = world.signed(Role::Manager).await;
    let ticket = opening(world, &people[0], 1, "Printer");
    let id = ticket.change.entity;
    let made = push(world, &people[0], &[ticket]).await;
    let seen = made.head;
    let at = |who: &Signed, n, field: &str, old: Value, new: Value| {
        edit(world, (who, n), (Kind::Ticket, id, Some(id)), (field, old, new), seen)
    };
    let twin = opening(world, &people[3], 1, "From two copies of a desk");
    let demoted = (Kind::Person, people[0].person.0, None);
    let demotion = edit(world, (&admin, 1), demoted, ("role", json!("agent"), json!("requester")), seen);
    let mut late = at(&people[5], 2, "subject", json!("Printer"), json!("Plotter"));
    late.change.by = PersonId(Uuid::nil());
    let pushes = [
        (
            &people[1],
            vec![
                at(&people[1], 1, "component", Value::Null, json!("tray")),
                reply(world, &people[1], 2, id, seen),
            ],
        ),
        (&people[2], vec![at(&people[2], 1, "component", Value::Null, json!("drum"))]),
        (&people[3], vec![twin.clone(), reply(world, &people[3], 2, id, seen)]),
        (&people[4], vec![twin, at(&people[4], 2, "service", Value::Null, json!("print"))]),
        (&people[5], vec![at(&people[5], 1, "resolution", Value::Null, json!("Cleaned")), late]),
        (&admin, vec![demotion]),
        (
            &lead,
            vec![
                at(&lead, 1, "resolution", Value::Null, json!("Replaced")),
                reply(world, &lead, 2, id, seen),
            ],
        ),
    ];
    let answers = at_once(world, &pushes).await;
    let commits: BTreeSet<i64> =
        answers.iter().flat_map(|answer| &answer.results).map(|result| result.seq).collect();
    assert_eq!(commits.len() < pushes.len(), gathering != Gathering::Apart, "{commits:?}");
    let mut all = outcomes(&answers);
    let conflicts = world.get(&admin, "/sync/v1/pull?max=5000").await.ok();
    let conflicts =
        conflicts["records"].as_array().unwrap().iter().filter(|record| record["kind"] == "conflict");
    let mut said: Vec<(i64, Outcome, Option<Refusal>)> = Vec::new();
    for conflict in conflicts {
        assert!(conflict["doc"]["theirs_by"].is_string(), "whose value stands is known: {conflict}");
        said.push((
            0,
            Outcome::Conflict,
            Some(Refusal::invalid("kept", conflict["doc"]["mine"].to_string())),
        ));
    }
    said.sort_by_key(|(_, _, refusal)| format!("{refusal:?}"));
    all.push(said);
    // Whoever is not staff any more is told so, also by what waits in the same line.
    let gone = world.app.desk().accept(
        people[1].device,
        people[1].person,
        vec![opening(world, &people[1], 3, "Late")],
    );
    assert!(gone.await.is_err());
    all
}

#[tokio::test]
async fn sharing_a_transaction_changes_no_outcome() {
    let apart = async |world: World| {
        let outcomes = quarrel(&world, Gathering::Apart).await;
        assert_eq!(outcomes[0][0].1, Outcome::Applied);
        assert_eq!(outcomes[1][0].1, Outcome::Conflict, "the second edit of a field");
        assert_eq!(outcomes[2][1].1, Outcome::Held, "a reply to what its author had not read to the end");
        assert_eq!(outcomes[3][0].1, Outcome::Applied, "the same change of two copies of a desk");
        assert_eq!(outcomes[3][1].1, Outcome::Merged);
        outcomes
    };
    let expected = apart(World::fresh().await).await;
    for_each_database(async |world: World| {
        let together = Gathering::Together { wait: Duration::from_millis(3) };
        assert_eq!(quarrel(&world, together).await, expected);
    })
    .await;
}
