//! People through the API: who sees them, and who decides who is staff.

use crate::world::{World, for_each_database};
use axum::http::Method;
use domain::person::Role;
use serde_json::{Value, json};

#[tokio::test]
async fn people_are_for_staff_only() {
    for_each_database(async |world: World| {
        assert_eq!(
            world.ask(None, Method::GET, "/api/v1/people", Value::Null).await.failed(401),
            "unauthorised"
        );
        let body = json!({ "name": "Ada" });
        assert_eq!(world.ask(None, Method::POST, "/api/v1/people", body).await.failed(401), "unauthorised");
        let technician = world.signed(Role::Technician).await;
        let people = world.get(&technician, "/api/v1/people?text=technician").await.ok();
        assert_eq!(people[0]["id"], technician.person.to_string());
    })
    .await;
}

#[tokio::test]
async fn agents_know_requesters_and_admins_decide_who_is_staff() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let admin = world.signed(Role::Admin).await;
        let ada = json!({ "name": "Ada Byron", "email": "ada@customer.example" });
        let made = world.post(&agent, "/api/v1/people", ada).await.ok();
        let found = world.get(&agent, "/api/v1/people?text=byron&count=5").await.ok();
        assert_eq!(found[0]["id"], made["id"]);

        let colleague = json!({ "name": "Grace", "email": "grace@tern.example", "role": "agent" });
        assert_eq!(world.post(&agent, "/api/v1/people", colleague.clone()).await.failed(403), "forbidden");
        world.post(&admin, "/api/v1/people", colleague).await.ok();
    })
    .await;
}

#[tokio::test]
async fn retiring_somebody_ends_their_sessions() {
    for_each_database(async |world: World| {
        let admin = world.signed(Role::Admin).await;
        let agent = world.signed(Role::Agent).await;
        let retired = json!({
            "person": agent.person, "name": "agent", "email": "agent@tern.example", "role": "agent",
            "retired": true,
        });
        world.post(&admin, "/api/v1/people", retired).await.ok();
        assert_eq!(world.get(&agent, "/api/v1/me").await.failed(401), "unauthorised");
    })
    .await;
}

#[tokio::test]
async fn what_is_not_understood_is_named() {
    for_each_database(async |world: World| {
        let admin = world.signed(Role::Admin).await;
        assert_eq!(world.get(&admin, "/api/v1/people?nam=x").await.failed(400), "bad_request");
        assert_eq!(world.get(&admin, "/api/v1/people?text=%00").await.failed(400), "bad_request");
        assert_eq!(world.get(&admin, "/api/v1/people?count=many").await.failed(400), "bad_request");
        let nameless = json!({ "name": "", "email": "x@customer.example" });
        assert_eq!(world.post(&admin, "/api/v1/people", nameless).await.failed(400), "bad_request");
        let odd = json!({ "name": "X", "role": "emperor" });
        assert_eq!(world.post(&admin, "/api/v1/people", odd).await.failed(400), "bad_request");
    })
    .await;
}
