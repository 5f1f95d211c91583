//! What whoever leads sees and tries out: how teams and people stand, who is there when, and what other hours would do.

use crate::clocks::world;
use crate::seated::{HOUR, Seated, calendar};
use desk::clock::{Ids, RandomIds};
use domain::ids::PersonId;
use domain::person::{Person, Role, default_team};
use domain::record::Record;
use serde_json::{Value, json};

impl Seated {
    async fn joins(&self, name: &str, role: Role, teams: &[&Value]) -> PersonId {
        let id = PersonId(RandomIds.next());
        let teams = teams.iter().map(|team| team.as_str().unwrap().parse().unwrap()).collect();
        let person = Person { name: name.into(), role, teams, ..Person::default() };
        self.desk.seed(vec![Record::new(id.0, None, &person)]).await.unwrap();
        id
    }

    /// Minutes that are staffed in each of the next hours.
    async fn staffed(&self, hours: i64) -> Vec<i64> {
        let view = self.call("sla_overview", json!({ "hours": hours })).await;
        let load = view["load"].as_array().unwrap().clone();
        load.iter().map(|hour| hour["staffed_minutes"].as_i64().unwrap()).collect()
    }
}

/// Two calendars: the first is open from nine to twelve, the second, of the team, from eleven to fourteen.
async fn with_hours_of_a_team(world: &Seated) -> Value {
    let team = world.call("team_save", json!({ "name": "Field" })).await["id"].clone();
    let mut hours = calendar("UTC", &json!([["09:00", "12:00"]]));
    let mut late = calendar("UTC", &json!([["11:00", "14:00"]]))["calendars"][0].clone();
    late["id"] = json!(uuid::Uuid::from_u128(2));
    late["name"] = json!("Late");
    hours["calendars"].as_array_mut().unwrap().push(late);
    world.call("calendar_save", hours).await;
    let mut policies = world.policies().await;
    let mut of_team = policies["policies"][0].clone();
    of_team["id"] = json!(uuid::Uuid::from_u128(9));
    of_team["name"] = json!("Field");
    of_team["when"] = json!({ "teams": [team] });
    of_team["calendar"] = json!(uuid::Uuid::from_u128(2));
    policies["policies"].as_array_mut().unwrap().insert(0, of_team);
    world.call("policy_save", policies).await;
    world.desk.recounted().await;
    team
}

#[tokio::test]
async fn everybody_is_counted_once_by_the_hours_of_their_teams() {
    let world = world().await;
    let first = json!(default_team().0);
    let field = with_hours_of_a_team(&world).await;
    // It is ten, and Ada, of the first team, is the only one there.
    assert_eq!(world.staffed(5).await, [60, 60, 0, 0, 0]);
    world.joins("Finn", Role::Technician, &[&field]).await;
    assert_eq!(world.staffed(5).await, [60, 120, 60, 60, 0], "a team works by its own hours");
    world.joins("Both", Role::Agent, &[&first, &field]).await;
    assert_eq!(world.staffed(5).await, [120, 180, 120, 120, 0], "who is in two teams is one person");
    world.joins("Nowhere", Role::Agent, &[]).await;
    assert_eq!(
        world.staffed(5).await,
        [180, 240, 120, 120, 0],
        "who is in no team works by the desk's hours"
    );
    world.joins("Asks", Role::Requester, &[]).await;
    let root = world.joins("Root", Role::Admin, &[]).await;
    assert_eq!(
        world.staffed(5).await,
        [180, 240, 120, 120, 0],
        "who only sets the desk up is not there for tickets"
    );
    let id = world.ticket("Printer").await;
    world.change(&id, json!({ "assignee": root })).await;
    assert_eq!(world.staffed(5).await, [240, 300, 120, 120, 0], "until they own one");
}

#[tokio::test]
async fn teams_and_people_stand_by_what_is_theirs_worst_first_and_hours_know_what_is_due() {
    let world = world().await;
    let field = world.call("team_save", json!({ "name": "Field" })).await["id"].clone();
    let finn = world.joins("Finn", Role::Technician, &[&field]).await;
    let late = world.ticket("Late").await;
    world.change(&late, json!({ "team": field, "assignee": finn })).await;
    world.clock.wait(2 * HOUR);
    world.mine("In time").await;
    world.ticket("Nobody's").await;
    world.clock.wait(2 * HOUR);
    world.tick().await;
    let view = world.call("sla_overview", json!({ "hours": 4 })).await;
    assert_eq!([&view["open"], &view["at_risk"], &view["breached"]], [3, 0, 1]);
    let rows = |list: &str| -> Vec<(Value, i64, i64)> {
        let number = |row: &Value, name: &str| row[name].as_i64().unwrap();
        let all = view[list].as_array().unwrap().iter();
        all.map(|row| (row["name"].clone(), number(row, "open"), number(row, "breached"))).collect()
    };
    assert_eq!(rows("teams")[0], (json!("Field"), 1, 1));
    assert_eq!((rows("teams").len(), rows("teams")[1].1), (2, 2));
    assert_eq!(rows("people")[0], (json!("Finn"), 1, 1));
    assert_eq!(rows("people").len(), 3, "nobody is a row as well");
    // It is two, when the late one was due; the two that were opened at twelve are due at four.
    let due: Vec<i64> =
        view["load"].as_array().unwrap().iter().map(|hour| hour["due"].as_i64().unwrap()).collect();
    assert_eq!(due, [1, 0, 2, 0]);
}

#[tokio::test]
async fn other_hours_and_a_day_off_show_what_would_be_late_and_save_nothing() {
    let world = world().await;
    let id = world.ticket("Printer").await;
    let before = world.call("calendar_list", json!({})).await;
    let due = world.clock_of(&id, "first_response").await["due"].clone();

    // Open from nine to eleven: what was due around the clock is due later, the next day at that.
    let office = calendar("UTC", &json!([["09:00", "11:00"]]));
    let seen = world.call("sla_what_if", json!({ "calendars": office["calendars"] })).await;
    assert_eq!([&seen["open"], &seen["breaching"], &seen["recovering"]], [1, 0, 0]);
    assert!(seen["later"].as_i64().unwrap() > 0 && seen["earlier"] == 0, "{seen}");

    world.clock.wait(5 * HOUR);
    world.tick().await;
    assert_eq!(world.clock_of(&id, "first_response").await["state"], "breached");
    // Today is a day off: what runs is due later, and what was missed stays missed.
    let mut off = before.clone();
    off["calendars"][0]["holidays"] = json!(["2026-03-10"]);
    let seen = world.call("sla_what_if", json!({ "calendars": off["calendars"] })).await;
    assert_eq!([&seen["breaching"], &seen["recovering"], &seen["later"]], [0, 0, 1], "{seen}");
    assert_eq!(world.call("calendar_list", json!({})).await, before, "nothing was saved");
    assert_eq!(world.clock_of(&id, "first_response").await["due"], due);

    // With the short hours in force, longer ones would make what runs late at once.
    world.call("calendar_save", office).await;
    world.desk.recounted().await;
    let waiting = world.ticket("Scanner").await;
    world.clock.wait(5 * HOUR);
    world.tick().await;
    let seen = world.call("sla_what_if", json!({ "calendars": before["calendars"] })).await;
    assert_eq!([&seen["open"], &seen["breaching"]], [2, 1], "{seen}");
    let row = &seen["rows"][0];
    assert_eq!((&row["row"]["id"], &row["metric"]), (&json!(waiting), &json!("first_response")));
    assert_eq!(row["due_then"], json!(world.clock.now()), "it would be missed now, and not in hindsight");
    assert_eq!(world.clock_of(&waiting, "first_response").await["state"], "running");
}
