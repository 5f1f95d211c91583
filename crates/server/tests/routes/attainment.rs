//! How targets were kept, as whoever reports asks a server: by what, over which days, and of whom.

use crate::world::{World, email, for_each_database};
use domain::person::Role;
use serde_json::{Value, json};

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

#[tokio::test]
async fn targets_are_counted_once_by_what_was_asked_in_the_range_that_was_asked() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        world.hire(Role::Manager).await;
        let opened = world.now().0;
        let met = world.ticket(&agent, "Answered").await;
        world.ticket(&agent, "Forgotten").await;
        world.pass_ms(60_000);
        let reply = json!({ "kind": "reply", "body": "On my way." });
        world.post(&agent, &format!("/api/v1/tickets/{met}/messages"), reply).await.ok();
        // Long after every target of a first response, whatever the hours of the desk.
        world.pass_ms(6 * DAY_MS);
        world.app.desk().tick(None).await.unwrap();
        let agent = world.sign_in(&email(Role::Agent)).await;
        let manager = world.sign_in(&email(Role::Manager)).await;

        let range = |from: i64, to: i64| format!("/api/v1/sla/attainment?from={from}&to={to}");
        let all = range(opened - HOUR_MS, opened + 7 * DAY_MS);
        let first = |rows: &Value| -> Value {
            let found = rows["rows"].as_array().unwrap().iter().find(|row| row["metric"] == "first_response");
            found.cloned().unwrap_or_default()
        };
        let seen = world.get(&agent, &all).await.ok();
        let row = first(&seen);
        assert_eq!([&row["met"], &row["breached"], &row["superseded"]], [1, 1, 0], "{seen}");
        assert_eq!(row["met_basis_points"], 5_000);
        assert_eq!(world.get(&manager, &all).await.ok(), seen, "who leads reads the same");

        let by = world.get(&agent, &format!("{all}&by=team,priority,policy")).await.ok();
        let row = first(&by);
        assert_eq!((&row["priority"], &row["policy_name"]), (&json!("normal"), &json!("Standard")));
        assert!(row["team_name"].is_string() && row["period"].is_null(), "{row}");
        let days = world.get(&agent, &format!("{all}&by=day")).await.ok();
        let periods: Vec<&Value> = days["rows"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| row["metric"] == "first_response")
            .map(|row| &row["period"])
            .collect();
        assert!(!periods.is_empty() && periods.iter().all(|period| period.is_string()), "{days}");
        let urgent = world.get(&agent, &format!("{all}&priority=urgent")).await.ok();
        assert_eq!(urgent["rows"], json!([]), "nothing of it was urgent");

        let minutes = world.get(&agent, &range(opened, opened + 2 * 60_000)).await.ok();
        let row = first(&minutes);
        assert_eq!([&row["met"], &row["breached"]], [1, 0], "the other was missed later");
        let before = world.get(&agent, &range(opened - DAY_MS, opened)).await.ok();
        assert_eq!(before["rows"], json!([]));

        assert_eq!(world.get(&agent, &format!("{all}&by=colour")).await.failed(400), "bad_request");
        let nobody = world.ask(None, axum::http::Method::GET, &all, Value::Null).await;
        assert_eq!(nobody.status, 401, "and only whoever is signed in");
    })
    .await;
}
