//! Signing in, staying signed in, and every way in which that ends.

use crate::world::{PASSWORD, Signed, World, email, for_each_database, signed};
use axum::http::{Method, StatusCode};
use domain::ids::DeviceId;
use domain::person::Role;
use serde_json::{Value, json};
use server::account;
use server::limits::ACCOUNT;
use server::tokens::{ACCESS_MS, REPEATED_MS, SESSION_MS};
use uuid::Uuid;

async fn refresh(world: &World, token: &str, device: DeviceId) -> crate::world::Reply {
    let body = json!({ "refresh": token, "device": device });
    world.ask(None, Method::POST, "/api/v1/refresh", body).await
}

async fn renewed(world: &World, who: &Signed) -> Signed {
    signed(&refresh(world, &who.refresh, who.device).await.ok(), who.device)
}

async fn works(world: &World, who: &Signed) -> bool {
    world.get(who, "/api/v1/me").await.status == StatusCode::OK
}

#[tokio::test]
async fn staff_of_every_role_sign_in() {
    for_each_database(async |world: World| {
        for role in [Role::Technician, Role::Agent, Role::Manager, Role::Admin] {
            let who = world.signed(role).await;
            let me = world.get(&who, "/api/v1/me").await.ok();
            assert_eq!(me["role"], role.key());
            assert_eq!(me["id"], who.person.to_string());
        }
    })
    .await;
}

#[tokio::test]
async fn an_address_is_the_same_in_any_case() {
    for_each_database(async |world: World| {
        world.hire(Role::Agent).await;
        let reply = world.try_sign_in(" AGENT@Tern.Example ", PASSWORD, DeviceId(Uuid::new_v4())).await;
        assert_eq!(reply.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_account_are_answered_alike() {
    for_each_database(async |world: World| {
        world.hire(Role::Agent).await;
        let device = DeviceId(Uuid::new_v4());
        let wrong = world.try_sign_in(&email(Role::Agent), "wrong", device).await;
        let unknown = world.try_sign_in("nobody@tern.example", PASSWORD, device).await;
        assert_eq!(wrong.failed(401), "wrong_password");
        assert_eq!(unknown.failed(401), "wrong_password");
        assert_eq!(wrong.bytes, unknown.bytes);
    })
    .await;
}

#[tokio::test]
async fn requesters_do_not_sign_in() {
    for_each_database(async |world: World| {
        let admin = world.signed(Role::Admin).await;
        let agent = world.hire(Role::Agent).await;
        let demoted = json!({
            "person": agent, "name": "agent", "email": email(Role::Agent), "role": "requester",
        });
        world.post(&admin, "/api/v1/people", demoted).await.ok();
        let reply = world.try_sign_in(&email(Role::Agent), PASSWORD, DeviceId(Uuid::new_v4())).await;
        assert_eq!(reply.failed(401), "wrong_password");
        let refused =
            account::add(&world.app, "r@tern.example", "R", Role::Requester, PASSWORD.to_owned()).await;
        assert!(refused.is_err(), "an account for somebody who cannot use it is a mistake");
    })
    .await;
}

#[tokio::test]
async fn tries_run_out_and_come_back() {
    for_each_database(async |world: World| {
        world.hire(Role::Agent).await;
        let device = DeviceId(Uuid::new_v4());
        let address = email(Role::Agent);
        for _ in 0..ACCOUNT.size {
            world.try_sign_in(&address, "wrong", device).await.failed(401);
        }
        let refused = world.try_sign_in(&address, PASSWORD, device).await;
        assert_eq!(refused.failed(429), "too_many_tries", "even the right password has to wait");
        let wait: i64 = refused.headers["retry-after"].to_str().unwrap().parse().unwrap();
        assert!((1..=ACCOUNT.refill_ms / 1000 + 1).contains(&wait), "{wait} seconds");
        world.pass_ms(wait * 1000);
        assert_eq!(world.try_sign_in(&address, PASSWORD, device).await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn one_account_running_out_does_not_lock_another() {
    for_each_database(async |world: World| {
        world.hire(Role::Agent).await;
        world.hire(Role::Admin).await;
        let device = DeviceId(Uuid::new_v4());
        for _ in 0..=ACCOUNT.size {
            world.try_sign_in(&email(Role::Agent), "wrong", device).await;
        }
        assert_eq!(world.try_sign_in(&email(Role::Admin), PASSWORD, device).await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn somebody_elses_desk_is_not_taken_over() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        world.hire(Role::Admin).await;
        let reply = world.try_sign_in(&email(Role::Admin), PASSWORD, agent.device).await;
        assert_eq!(reply.failed(409), "conflict");
        assert!(works(&world, &agent).await);
    })
    .await;
}

#[tokio::test]
async fn signing_in_again_replaces_the_session_of_that_desk_only() {
    for_each_database(async |world: World| {
        let first = world.signed(Role::Agent).await;
        let elsewhere = world.sign_in(&email(Role::Agent)).await;
        let again = world.try_sign_in(&email(Role::Agent), PASSWORD, first.device).await.ok();
        assert!(!works(&world, &first).await);
        assert!(works(&world, &signed(&again, first.device)).await);
        assert!(works(&world, &elsewhere).await);
    })
    .await;
}

#[tokio::test]
async fn whoever_changes_their_password_is_out_elsewhere_and_stays_here() {
    for_each_database(async |world: World| {
        let who = world.signed(Role::Agent).await;
        let elsewhere = world.sign_in(&email(Role::Agent)).await;
        let change = |current: &str, new: &str| json!({ "current": current, "new": new });
        let path = "/api/v1/password";
        assert_eq!(
            world.post(&who, path, change("wrong", "a fine new one")).await.failed(403),
            "wrong_password"
        );
        assert_eq!(world.post(&who, path, change(PASSWORD, "short")).await.failed(400), "bad_request");
        assert!(works(&world, &elsewhere).await, "nothing has changed so far");

        assert_eq!(world.post(&who, path, change(PASSWORD, "a fine new one")).await.status, 204);
        assert!(works(&world, &who).await);
        assert!(!works(&world, &elsewhere).await);
        let device = DeviceId(Uuid::new_v4());
        assert_eq!(
            world.try_sign_in(&email(Role::Agent), PASSWORD, device).await.failed(401),
            "wrong_password"
        );
        world.try_sign_in(&email(Role::Agent), "a fine new one", device).await.ok();

        for _ in 0..ACCOUNT.size {
            world.post(&who, path, change("wrong", "another new one")).await.failed(403);
        }
        let refused = world.post(&who, path, change("a fine new one", "another new one")).await;
        assert_eq!(refused.failed(429), "too_many_tries", "nobody guesses at an open screen");
    })
    .await;
}

#[tokio::test]
async fn an_access_token_ends_after_a_quarter_of_an_hour() {
    for_each_database(async |world: World| {
        let who = world.signed(Role::Agent).await;
        world.pass_ms(ACCESS_MS - 1);
        assert!(works(&world, &who).await);
        world.pass_ms(1);
        assert_eq!(world.get(&who, "/api/v1/me").await.failed(401), "unauthorised");
        assert!(works(&world, &renewed(&world, &who).await).await);
    })
    .await;
}

#[tokio::test]
async fn a_lost_answer_to_a_refresh_locks_nobody_out() {
    for_each_database(async |world: World| {
        let first = world.signed(Role::Agent).await;
        let lost = renewed(&world, &first).await;
        let second = renewed(&world, &first).await;
        assert!(works(&world, &second).await, "the token before the newest is still good");
        let third = renewed(&world, &second).await;
        assert!(works(&world, &third).await);
        let late = renewed(&world, &lost).await;
        assert!(works(&world, &late).await, "the lost answer was found again");
    })
    .await;
}

#[tokio::test]
async fn an_old_refresh_token_that_comes_back_ends_the_session() {
    for_each_database(async |world: World| {
        let first = world.signed(Role::Agent).await;
        let second = renewed(&world, &first).await;
        let third = renewed(&world, &second).await;
        world.pass_ms(REPEATED_MS);
        assert_eq!(refresh(&world, &first.refresh, first.device).await.failed(401), "unauthorised");
        assert!(!works(&world, &third).await, "whoever has the newest may be the thief");
        refresh(&world, &third.refresh, third.device).await.failed(401);
    })
    .await;
}

#[tokio::test]
async fn a_refresh_that_the_network_repeats_gets_nothing_and_ends_nothing() {
    for_each_database(async |world: World| {
        let first = world.signed(Role::Agent).await;
        let second = renewed(&world, &first).await;
        let third = renewed(&world, &second).await;
        world.pass_ms(REPEATED_MS - 1);
        refresh(&world, &first.refresh, first.device).await.failed(401);
        assert!(works(&world, &third).await, "the desk is not signed out by its network");
    })
    .await;
}

#[tokio::test]
async fn a_session_that_is_used_lasts_and_one_that_is_not_ends() {
    for_each_database(async |world: World| {
        let who = world.signed(Role::Agent).await;
        world.pass_ms(SESSION_MS - 1);
        let later = renewed(&world, &who).await;
        world.pass_ms(SESSION_MS - 1);
        let later = renewed(&world, &later).await;
        world.pass_ms(SESSION_MS);
        refresh(&world, &later.refresh, later.device).await.failed(401);
    })
    .await;
}

#[tokio::test]
async fn a_refresh_token_is_good_on_its_own_desk_only() {
    for_each_database(async |world: World| {
        let who = world.signed(Role::Agent).await;
        refresh(&world, &who.refresh, DeviceId(Uuid::new_v4())).await.failed(401);
        refresh(&world, "made up", who.device).await.failed(401);
        assert!(works(&world, &renewed(&world, &who).await).await);
    })
    .await;
}

#[tokio::test]
async fn signing_out_ends_both_tokens() {
    for_each_database(async |world: World| {
        let who = world.signed(Role::Agent).await;
        let reply = world.post(&who, "/api/v1/sign-out", Value::Null).await;
        assert_eq!(reply.status, StatusCode::NO_CONTENT);
        assert!(!works(&world, &who).await);
        refresh(&world, &who.refresh, who.device).await.failed(401);
    })
    .await;
}

#[tokio::test]
async fn whoever_retires_is_out_at_once() {
    for_each_database(async |world: World| {
        let who = world.signed(Role::Agent).await;
        account::retire(&world.app, &email(Role::Agent)).await.unwrap();
        assert!(!works(&world, &who).await);
        refresh(&world, &who.refresh, who.device).await.failed(401);
        world.try_sign_in(&email(Role::Agent), PASSWORD, who.device).await.failed(401);
    })
    .await;
}

#[tokio::test]
async fn another_password_ends_the_sessions_of_the_old_one() {
    for_each_database(async |world: World| {
        let who = world.signed(Role::Agent).await;
        account::set_password(&world.app, &email(Role::Agent), "another password".to_owned()).await.unwrap();
        assert!(!works(&world, &who).await);
        world.try_sign_in(&email(Role::Agent), PASSWORD, who.device).await.failed(401);
        let reply = world.try_sign_in(&email(Role::Agent), "another password", who.device).await;
        assert_eq!(reply.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn a_token_does_not_speak_for_another_device() {
    for_each_database(async |world: World| {
        let who = world.signed(Role::Agent).await;
        let request = axum::http::Request::get("/api/v1/me")
            .header("authorization", format!("Bearer {}", who.access))
            .header("x-tern-device", Uuid::new_v4().to_string())
            .body(axum::body::Body::empty())
            .unwrap();
        assert_eq!(world.send(request).await.failed(403), "forbidden");
    })
    .await;
}

#[tokio::test]
async fn accounts_are_made_with_care() {
    for_each_database(async |world: World| {
        let add = async |email: &str, name: &str, password: &str| {
            account::add(&world.app, email, name, Role::Agent, password.to_owned()).await
        };
        assert!(add("a@tern.example", "A", "short").await.is_err());
        assert!(add("no address", "A", PASSWORD).await.is_err());
        assert!(add("a@tern.example", "  ", PASSWORD).await.is_err());
        add("a@tern.example", "A", PASSWORD).await.unwrap();
        assert!(add("A@tern.example", "A", PASSWORD).await.is_err(), "one address, one account");
        let names: Vec<String> =
            account::all(&world.app).await.unwrap().into_iter().map(|account| account.name).collect();
        assert_eq!(names, ["A"]);
    })
    .await;
}
