//! Devices that admins list and sign out for good, and what those had left.

use crate::sync::{opening, push};
use crate::world::{Signed, World, for_each_database, signed};
use axum::http::Method;
use contract::wire::{PushRequest, QuarantineRequest};
use domain::change::Change;
use domain::ids::DeviceId;
use domain::person::Role;
use serde_json::{Value, json};
use uuid::Uuid;

async fn hand_over(world: &World, who: &Signed, changes: Vec<Change>, last: bool) -> crate::world::Reply {
    let request = QuarantineRequest { changes, last };
    world.post(who, "/sync/v1/quarantine", serde_json::to_value(request).unwrap()).await
}

async fn revoke(world: &World, admin: &Signed, device: DeviceId) {
    let path = format!("/api/v1/devices/{device}/revoke");
    world.post(admin, &path, json!({})).await.ok();
}

#[tokio::test]
async fn admins_see_which_devices_there_are_and_nobody_else_does() {
    for_each_database(async |world: World| {
        let admin = world.signed(Role::Admin).await;
        let agent = world.signed(Role::Agent).await;
        let refresh =
            json!({ "refresh": agent.refresh, "device": agent.device, "app": "9.9.9", "pending": 4 });
        world.pass_ms(60_000);
        world.ask(None, Method::POST, "/api/v1/refresh", refresh).await.ok();
        let list = world.get(&admin, "/api/v1/devices").await.ok();
        let theirs = list.as_array().unwrap().iter().find(|one| one["id"] == json!(agent.device)).unwrap();
        assert_eq!((&theirs["person_name"], &theirs["name"]), (&json!("agent"), &json!("a test's laptop")));
        assert_eq!((&theirs["app"], &theirs["pending"]), (&json!("9.9.9"), &json!(4)));
        assert_eq!((&theirs["last_seen"], &theirs["this"]), (&json!(world.now()), &json!(false)));
        for path in ["/api/v1/devices", "/api/v1/quarantine"] {
            assert_eq!(world.get(&agent, path).await.failed(403), "forbidden");
        }
        let path = format!("/api/v1/devices/{}/revoke", admin.device);
        assert_eq!(world.post(&agent, &path, json!({})).await.failed(403), "forbidden");
        let path = format!("/api/v1/devices/{}/revoke", Uuid::new_v4());
        assert_eq!(world.post(&admin, &path, json!({})).await.failed(404), "not_found");
    })
    .await;
}

#[tokio::test]
async fn a_revoked_device_gets_nothing_and_hands_over_what_it_has() {
    for_each_database(async |world: World| {
        let admin = world.signed(Role::Admin).await;
        let agent = world.signed(Role::Agent).await;
        let sent = opening(&world, &agent, 1, "Sent in time");
        push(&world, &agent, std::slice::from_ref(&sent)).await;
        let late = opening(&world, &agent, 2, "Written in the basement");
        let fresh = hand_over(&world, &agent, vec![late.change.clone()], true).await;
        assert_eq!(fresh.failed(400), "bad_request", "it may sync, and this was not refused");
        revoke(&world, &admin, agent.device).await;

        for path in ["/sync/v1/hello", "/sync/v1/pull", "/api/v1/me", "/api/v1/tickets", "/sync/v1/events"] {
            assert_eq!(world.get(&agent, path).await.failed(403), "device_revoked", "{path}");
        }
        let request = PushRequest { device: agent.device, changes: vec![late.clone()] };
        let pushed = world.post(&agent, "/sync/v1/push", serde_json::to_value(request).unwrap()).await;
        assert_eq!(pushed.failed(403), "device_revoked");
        // Its session lasts until it has handed over what it has, also when the access token ran out.
        let refresh = json!({ "refresh": agent.refresh, "device": agent.device });
        let tokens = world.ask(None, Method::POST, "/api/v1/refresh", refresh).await.ok();
        let agent = signed(&tokens, agent.device);
        let kept = hand_over(&world, &agent, vec![sent.change, late.change.clone()], true).await.ok();
        assert_eq!(kept["kept"], 1, "what was taken in needs nobody");
        let again = hand_over(&world, &agent, vec![late.change.clone()], true).await.ok();
        assert_eq!(again["kept"], 1);

        let list = world.get(&admin, "/api/v1/quarantine").await.ok();
        assert_eq!(list.as_array().unwrap().len(), 1, "{list}");
        assert_eq!((&list[0]["reason"], &list[0]["person_name"]), (&json!("revoked"), &json!("agent")));
        assert_eq!(list[0]["text"], "Written in the basement");
        let devices = world.get(&admin, "/api/v1/devices").await.ok();
        let theirs = devices.as_array().unwrap().iter().find(|one| one["id"] == json!(agent.device)).unwrap();
        assert!(theirs["surrendered_at"].is_i64() && theirs["revoked_at"].is_i64());

        let id = late.change.id;
        world.post(&admin, &format!("/api/v1/quarantine/{id}/apply"), json!({})).await.ok();
        let page = world.get(&admin, "/api/v1/tickets?sort=number").await.ok();
        assert_eq!(page["rows"][1]["subject"], "Written in the basement");
        let ticket = page["rows"][1]["id"].as_str().unwrap();
        let view = world.get(&admin, &format!("/api/v1/tickets/{ticket}")).await.ok();
        assert_eq!(view["created_by"]["id"], json!(agent.person), "it is its author's");
        let twice = world.post(&admin, &format!("/api/v1/quarantine/{id}/apply"), json!({})).await;
        assert_eq!(twice.failed(400), "bad_request", "it was decided");
        assert_eq!(world.get(&admin, "/api/v1/quarantine").await.ok(), json!([]));
        let all = world.get(&admin, "/api/v1/quarantine?all=true").await.ok();
        assert_eq!((&all[0]["state"], &all[0]["decided_by"]), (&json!("applied"), &json!("admin")));
        // Somebody else's devices and their own next one are as they were.
        let again = world.sign_in("agent@tern.example").await;
        world.get(&again, "/api/v1/me").await.ok();
    })
    .await;
}

#[tokio::test]
async fn what_was_refused_can_be_handed_to_a_lead_who_decides_by_what_they_may_do_themselves() {
    for_each_database(async |world: World| {
        let [admin, agent, manager] = [
            world.signed(Role::Admin).await,
            world.signed(Role::Agent).await,
            world.signed(Role::Manager).await,
        ];
        let theirs = opening(&world, &admin, 1, "A double");
        push(&world, &admin, std::slice::from_ref(&theirs)).await;
        let mut removal = opening(&world, &agent, 1, "");
        removal.change.act = domain::change::Act::Delete;
        (removal.change.entity, removal.change.ticket) = (theirs.change.entity, Some(theirs.change.entity));
        let judged = push(&world, &agent, std::slice::from_ref(&removal)).await;
        assert!(serde_json::to_string(&judged).unwrap().contains("managers delete tickets"));
        let kept = hand_over(&world, &agent, vec![removal.change.clone()], false).await.ok();
        assert_eq!(kept["kept"], 1);

        assert_eq!(world.get(&agent, "/api/v1/quarantine").await.failed(403), "forbidden");
        let list = world.get(&manager, "/api/v1/quarantine").await.ok();
        assert_eq!((&list[0]["reason"], &list[0]["person_name"]), (&json!("refused"), &json!("agent")));
        let path = format!("/api/v1/quarantine/{}/apply", removal.change.id);
        assert_eq!(world.post(&agent, &path, json!({})).await.failed(403), "forbidden");
        world.post(&manager, &path, json!({})).await.ok();
        let rows = world.get(&manager, "/api/v1/tickets").await.ok();
        assert_eq!(rows["rows"], json!([]), "it took effect");
        let all = world.get(&manager, "/api/v1/quarantine?all=true").await.ok();
        assert_eq!((&all[0]["state"], &all[0]["decided_by"]), (&json!("applied"), &json!("manager")));

        // What a lost computer held is for admins alone.
        let late = opening(&world, &agent, 2, "Written in the basement").change;
        revoke(&world, &admin, agent.device).await;
        hand_over(&world, &agent, vec![late.clone()], true).await.ok();
        assert_eq!(world.get(&manager, "/api/v1/quarantine").await.ok(), json!([]));
        let path = format!("/api/v1/quarantine/{}/discard", late.id);
        assert_eq!(world.post(&manager, &path, json!({})).await.failed(404), "not_found");
    })
    .await;
}

#[tokio::test]
async fn what_is_refused_or_given_up_stays_readable() {
    for_each_database(async |world: World| {
        let admin = world.signed(Role::Admin).await;
        let agent = world.signed(Role::Agent).await;
        let mut empty = opening(&world, &agent, 1, "x").change;
        if let domain::change::Act::Create { doc } = &mut empty.act {
            doc.insert("subject".to_owned(), json!(""));
        }
        let id = empty.id;
        revoke(&world, &admin, agent.device).await;
        hand_over(&world, &agent, vec![empty], true).await.ok();
        let refused = world.post(&admin, &format!("/api/v1/quarantine/{id}/apply"), json!({})).await;
        assert_eq!(refused.failed(400), "bad_request", "the rules hold for it as for others");
        world.post(&admin, &format!("/api/v1/quarantine/{id}/discard"), json!({})).await.ok();
        let all = world.get(&admin, "/api/v1/quarantine?all=true").await.ok();
        assert_eq!(all[0]["state"], "discarded");
        let missing = format!("/api/v1/quarantine/{}/discard", Uuid::new_v4());
        assert_eq!(world.post(&admin, &missing, json!({})).await.failed(404), "not_found");
    })
    .await;
}

#[tokio::test]
async fn a_copy_becomes_a_device_of_its_own_beside_the_original() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let fresh = DeviceId(Uuid::new_v4());
        let tokens = world.post(&agent, "/sync/v1/rekey", json!({ "device": fresh })).await.ok();
        let copy = signed(&tokens, fresh);
        assert_eq!(copy.person, agent.person);
        push(&world, &agent, &[opening(&world, &agent, 1, "Original")]).await;
        push(&world, &copy, &[opening(&world, &copy, 1, "Copy")]).await;
        let known = world.post(&copy, "/sync/v1/rekey", json!({ "device": agent.device })).await;
        assert_eq!(known.failed(409), "conflict", "nobody becomes a device that is there already");
        assert_eq!(
            world.ask(None, Method::POST, "/sync/v1/rekey", Value::Null).await.failed(401),
            "unauthorised"
        );
    })
    .await;
}
