//! The dashboard of a desk whose figures can be worked out by hand, and the lists that its numbers open.

use crate::clocks::world;
use crate::seated::{HOUR, MINUTE, Seated, at, calendar};
use domain::ids::PersonId;
use domain::person::{Person, Role, default_team};
use domain::record::Record;
use serde_json::{Value, json};
use uuid::Uuid;

async fn reply(world: &Seated, ticket: &str) {
    world.call("message_add", json!({ "ticket": ticket, "kind": "reply", "body": "On it" })).await;
}

async fn set(world: &Seated, ticket: &str, status: &str) {
    world.call("ticket_set", json!({ "tickets": [ticket], "fields": { "status": status } })).await;
}

/// Somebody of the first team who leads nothing.
pub(crate) async fn agent(world: &Seated, name: &str) -> PersonId {
    let agent = PersonId(Uuid::from_u128(77));
    let teams = [default_team().0].into();
    let person = Person { name: name.to_owned(), role: Role::Agent, teams, ..Person::default() };
    world.desk.seed(vec![Record::new(agent.0, None, &person)]).await.unwrap();
    agent
}

/// Monday the 9th to Sunday the 15th of March in UTC, with a little of the week before.
pub(crate) async fn week() -> Seated {
    let world = world().await;
    // The week before: one opened, answered after one hour, resolved after three.
    world.clock.turn(at("2026-03-05T10:00:00Z"));
    let old = world.mine("Old").await;
    world.clock.wait(HOUR);
    reply(&world, &old).await;
    world.clock.wait(2 * HOUR);
    set(&world, &old, "resolved").await;
    // This week: answered after two hours, resolved after four, with one reply.
    world.clock.turn(at("2026-03-10T10:00:00Z"));
    let first = world.mine("First").await;
    world.call("ticket_set", json!({ "tickets": [first], "add_tags": ["vpn"] })).await;
    world.clock.wait(2 * HOUR);
    reply(&world, &first).await;
    world.call("time_add", json!({ "ticket": first, "seconds": 1_800 })).await;
    world.clock.wait(2 * HOUR);
    set(&world, &first, "resolved").await;
    // Resolved after one hour without a reply, opened again, resolved again an hour later.
    world.clock.turn(at("2026-03-11T10:00:00Z"));
    let again = world.mine("Again").await;
    world.clock.wait(HOUR);
    set(&world, &again, "resolved").await;
    world.clock.wait(3 * HOUR);
    set(&world, &again, "open").await;
    world.clock.wait(HOUR);
    set(&world, &again, "resolved").await;
    // Opened again and still open.
    world.clock.turn(at("2026-03-12T23:45:00Z"));
    let back = world.mine("Back").await;
    world.clock.wait(HOUR);
    set(&world, &back, "resolved").await;
    world.clock.wait(HOUR);
    set(&world, &back, "open").await;
    // Nobody has looked at this one; its first answer is late by now.
    world.ticket("Left alone").await;
    world.clock.turn(at("2026-03-15T12:00:00Z"));
    world.tick().await;
    world
}

fn query() -> Value {
    json!({ "from": at("2026-03-09T00:00:00Z"), "to": at("2026-03-16T00:00:00Z"), "zone": "UTC" })
}

fn figure<'a>(view: &'a Value, measure: &str) -> &'a Value {
    let figures = view["figures"].as_array().unwrap();
    figures.iter().find(|figure| figure["measure"] == measure).unwrap()
}

#[tokio::test]
async fn the_figures_of_a_week_are_what_they_are_by_hand() {
    let world = week().await;
    let view = world.call("dashboard_get", query()).await;
    let read = |measure: &str| {
        let it = figure(&view, measure);
        (it["value"].as_i64(), it["before"].as_i64())
    };
    assert_eq!(view["tickets"], 5);
    assert_eq!(read("open"), (Some(2), Some(0)), "and none was open when the week began");
    assert_eq!(read("opened"), (Some(4), Some(1)));
    assert_eq!(read("resolved"), (Some(2), Some(1)));
    assert_eq!(read("closure"), (Some(5_000), Some(10_000)));
    assert_eq!(read("answer_p50"), (Some(2 * HOUR), Some(HOUR)));
    assert_eq!(
        read("work_p50"),
        (Some(2 * HOUR), Some(3 * HOUR)),
        "one hour, and one more after it came back"
    );
    assert_eq!(read("work_p90"), (Some(4 * HOUR), Some(3 * HOUR)));
    assert_eq!(read("work_mean"), (Some(3 * HOUR), Some(3 * HOUR)));
    assert_eq!(read("first_contact"), (Some(5_000), Some(10_000)), "what came back was not done at once");
    assert_eq!(read("reopened"), (Some(6_666), Some(0)), "two of the three that were resolved this week");
    assert_eq!(read("reopened_soon"), read("reopened"), "both within hours");

    let per_day = |field: &str| -> Vec<i64> {
        let volume = view["volume"].as_array().unwrap().iter();
        volume.map(|day| day[field]["count"].as_i64().unwrap()).collect()
    };
    assert_eq!(per_day("opened"), [0, 1, 1, 1, 1, 0, 0]);
    assert_eq!(per_day("resolved"), [0, 1, 1, 0, 0, 0, 0]);
    let open: Vec<i64> =
        figure(&view, "open")["points"].as_array().unwrap().iter().map(|it| it.as_i64().unwrap()).collect();
    assert_eq!(open, [0, 0, 0, 1, 2, 2, 2]);
    assert_eq!(view["tags"], json!([{ "name": "vpn", "opened": view["tags"][0]["opened"], "before": 0 }]));
    assert_eq!(view["tags"][0]["opened"]["count"], 1);
    let person = &view["people"][0];
    assert_eq!((&person["name"], &person["resolved"]["count"]), (&json!("Ada"), &json!(2)));
    let stood = view["stays"].as_array().unwrap().iter().find(|stay| stay["status"] == "new").unwrap();
    assert_eq!((&stood["stays"], &stood["p50_ms"]), (&json!(3), &json!(HOUR)));
}

#[tokio::test]
async fn by_the_clock_on_the_wall_what_lay_between_counts_too() {
    let world = week().await;
    let mut asked = query();
    asked["wall"] = json!(true);
    let view = world.call("dashboard_get", asked).await;
    let read = |measure: &str| {
        let it = figure(&view, measure);
        (it["value"].as_i64(), it["before"].as_i64(), it["tickets"].as_i64())
    };
    assert_eq!(read("answer_p50"), (Some(2 * HOUR), Some(HOUR), Some(1)));
    // Again lay three hours with whoever had asked before it came back; its clock had stopped.
    assert_eq!(read("work_p50"), (Some(4 * HOUR), Some(3 * HOUR), Some(2)));
    assert_eq!(read("work_p90"), (Some(5 * HOUR), Some(3 * HOUR), Some(2)));
    assert_eq!(read("work_mean"), (Some(9 * HOUR / 2), Some(3 * HOUR), Some(2)));
    assert_eq!(view["people"][0]["work_p50_ms"], json!(4 * HOUR));
}

#[tokio::test]
async fn what_stands_open_who_has_it_and_what_was_late_are_what_they_are_by_hand() {
    let world = week().await;
    let view = world.call("dashboard_get", query()).await;
    let counts = |list: &Value, of: &str| -> Vec<i64> {
        list.as_array().unwrap().iter().map(|it| it[of]["count"].as_i64().unwrap()).collect()
    };
    // Back and Left alone were opened on the night to Friday; it is Sunday noon.
    assert_eq!(counts(&view["ages"], "open"), [0, 2, 0, 0, 0, 0]);
    let days: Vec<i64> =
        view["ages"].as_array().unwrap().iter().map(|age| age["from_days"].as_i64().unwrap()).collect();
    assert_eq!(days, [0, 1, 3, 7, 14, 30]);

    let missed = figure(&view, "missed");
    assert_eq!((&missed["value"], &missed["before"]), (&json!(2), &json!(0)), "of two tickets a target");
    assert_eq!(missed["points"], json!([0, 0, 0, 0, 1, 2, 0]), "a first reply, then two resolutions");
    let scores: Vec<Value> = view["kept_by_team"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            json!([
                row["metric"],
                row["met"],
                row["missed"],
                row["met_basis_points"],
                row["missed_tickets"]["count"]
            ])
        })
        .collect();
    assert_eq!(
        scores,
        [json!(["first_response", 1, 1, 5_000, 1]), json!(["resolution", 2, 2, 5_000, 2])],
        "First was answered and resolved in time, Again resolved; Left alone was neither, Back came back too long"
    );
    for row in view["kept_by_team"].as_array().unwrap() {
        let asked = json!({ "filter": row["met_filter"], "from": 0, "count": 50 });
        assert_eq!(world.call("ticket_list", asked).await["total"], row["met"], "each met one of the kind");
    }

    assert_eq!(
        figure(&view, "reopened")["points"],
        json!([null, 0, 10_000, null, 10_000, null, null]),
        "First stayed resolved; Again and Back did not"
    );

    let ada = &view["people"][0];
    assert_eq!((&ada["open"]["count"], &ada["breached"]["count"]), (&json!(1), &json!(1)), "Back is hers");
    assert_eq!(view["hours_ms"], json!((6 * 24 + 12) * HOUR), "of a desk that never closes, up to now");
    assert_eq!((&ada["worked"]["count"], &ada["worked_ms"]), (&json!(1), &json!(30 * MINUTE)));
    assert_eq!(ada["worked_basis_points"], json!(32), "half an hour of 156");

    let bands: Vec<(&str, Vec<i64>)> = view["flow"]
        .as_array()
        .unwrap()
        .iter()
        .map(|band| {
            let each = band["counts"].as_array().unwrap().iter();
            (band["category"].as_str().unwrap(), each.map(|it| it["count"].as_i64().unwrap()).collect())
        })
        .collect();
    let band = |category: &str| &bands.iter().find(|(name, _)| *name == category).unwrap().1;
    assert_eq!(band("open"), &[0, 0, 0, 0, 1, 1, 1]);
    assert_eq!(band("resolved"), &[1, 2, 3, 3, 3, 3, 3], "with the one of the week before");
    assert_eq!(band("closed"), &[0; 7]);
}

#[tokio::test]
async fn a_person_s_part_of_the_hours_goes_by_the_calendar_of_the_desk() {
    let world = week().await;
    world.call("calendar_save", calendar("UTC", &json!([["09:00", "12:00"]]))).await;
    world.desk.recounted().await;
    let view = world.call("dashboard_get", query()).await;
    assert_eq!(view["hours_ms"], json!(21 * HOUR), "seven mornings, the last of them just over");
    assert_eq!(view["people"][0]["worked_basis_points"], json!(238), "half an hour of 21");
    // Nothing is a part of a desk that was never open.
    let mut night = query();
    (night["from"], night["to"]) = (json!(at("2026-03-10T13:00:00Z")), json!(at("2026-03-10T20:00:00Z")));
    let closed = world.call("dashboard_get", night).await;
    assert_eq!((&closed["hours_ms"], &closed["people"][0]["worked_basis_points"]), (&json!(0), &Value::Null));
}

#[tokio::test]
async fn what_falls_is_not_among_what_rises() {
    let world = world().await;
    let network = world.call("category_save", json!({ "name": "Network" })).await["id"].clone();
    let printing = world.call("category_save", json!({ "name": "Printing" })).await["id"].clone();
    let opened = async |day: &str, tag: &str, category: &Value| {
        world.clock.turn(at(&format!("{day}T10:00:00Z")));
        let id = world.ticket(tag).await;
        let input = json!({ "tickets": [id], "fields": { "category": category }, "add_tags": [tag] });
        world.call("ticket_set", input).await;
    };
    for (tag, category) in [("falls", &printing), ("falls", &printing), ("stays", &network)] {
        opened("2026-03-05", tag, category).await;
    }
    for (tag, category) in [
        ("falls", &printing),
        ("stays", &network),
        ("rises", &network),
        ("leaps", &network),
        ("leaps", &network),
    ] {
        opened("2026-03-10", tag, category).await;
    }
    let view = world.call("dashboard_get", query()).await;
    let told = |of: &str| -> Vec<(String, i64, i64)> {
        let rising = view[of].as_array().unwrap().iter();
        rising
            .map(|it| {
                let number = |value: &Value| value.as_i64().unwrap();
                (
                    it["name"].as_str().unwrap().to_owned(),
                    number(&it["opened"]["count"]),
                    number(&it["before"]),
                )
            })
            .collect()
    };
    assert_eq!(told("tags"), [("leaps".to_owned(), 2, 0), ("rises".to_owned(), 1, 0)]);
    assert_eq!(told("topics"), [("Network".to_owned(), 4, 1)], "Printing fell from two to one");
}

/// Every object with a count and a filter, and every figure with its tickets.
pub(crate) fn numbers<'a>(value: &'a Value, found: &mut Vec<(i64, &'a Value)>) {
    match value {
        Value::Object(map) => {
            let number = map.get("count").or(map.get("tickets"));
            if let (Some(count), Some(filter)) = (number.and_then(Value::as_i64), map.get("filter")) {
                found.push((count, filter));
            }
            map.values().for_each(|value| numbers(value, found));
        }
        Value::Array(all) => all.iter().for_each(|value| numbers(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[tokio::test]
async fn every_number_is_the_count_of_the_list_that_it_opens() {
    let world = week().await;
    let mut several = query();
    several["teams"] = json!([default_team().0]);
    let mut mine = query();
    mine["mine"] = json!(true);
    let mut long = query();
    long["from"] = json!(at("2025-12-01T00:00:00Z"));
    let mut opened = 0;
    for query in [query(), several, mine, long] {
        let view = world.call("dashboard_get", query).await;
        let mut all = Vec::new();
        numbers(&view, &mut all);
        for (count, filter) in all {
            let list = world.call("ticket_list", json!({ "filter": filter, "from": 0, "count": 50 })).await;
            assert_eq!(list["total"], json!(count), "{filter}");
            opened += usize::from(count > 0);
        }
    }
    assert!(opened > 60, "there was something to open: {opened}");
}

#[tokio::test]
async fn targets_are_kept_as_the_scores_of_service_levels_count_them() {
    let world = week().await;
    let view = world.call("dashboard_get", query()).await;
    let asked = json!({ "from": query()["from"], "to": query()["to"], "by": ["priority"] });
    let scores = world.call("sla_attainment", asked).await;
    let mut compared = 0;
    for kept in view["kept_by_priority"].as_array().unwrap() {
        let mut same = scores["rows"].as_array().unwrap().iter();
        let score =
            same.find(|row| row["metric"] == kept["metric"] && row["priority"] == kept["priority"]).unwrap();
        assert_eq!((&kept["met"], &kept["missed"]), (&score["met"], &score["breached"]));
        compared += 1;
    }
    assert_eq!(compared, 2, "first response and resolution");
}

#[tokio::test]
async fn an_empty_desk_has_a_dashboard() {
    let world = world().await;
    let view = world.call("dashboard_get", query()).await;
    assert_eq!((&view["tickets"], &figure(&view, "open")["value"]), (&json!(0), &json!(0)));
    assert_eq!(figure(&view, "answer_p50")["value"], Value::Null);
    assert_eq!(figure(&view, "closure")["value"], Value::Null, "nothing of nothing is no part");
    let mut wrong = query();
    wrong["zone"] = json!("Atlantis/Poseidonia");
    assert!(world.desk.call(world.me, "dashboard_get", wrong).await.is_err());
}

#[tokio::test]
async fn days_and_hours_are_those_of_the_zone() {
    let world = world().await;
    // In Berlin it is the 29th, and the clocks have gone forward: half past three.
    world.clock.turn(at("2026-03-29T01:30:00Z"));
    world.ticket("At night").await;
    // In Berlin the 30th has begun.
    world.clock.turn(at("2026-03-29T22:15:00Z"));
    world.ticket("After midnight").await;
    let asked = json!({
        "from": at("2026-03-27T23:00:00Z"), "to": at("2026-03-30T22:00:00Z"), "zone": "Europe/Berlin",
    });
    let view = world.call("dashboard_get", asked).await;
    let days: Vec<(&str, i64)> = view["steps"]
        .as_array()
        .unwrap()
        .iter()
        .zip(view["volume"].as_array().unwrap())
        .map(|(step, day)| (step["date"].as_str().unwrap(), day["opened"]["count"].as_i64().unwrap()))
        .collect();
    assert_eq!(days, [("2026-03-28", 0), ("2026-03-29", 1), ("2026-03-30", 1)]);
    let full: Vec<usize> = view["heat"]
        .as_array()
        .unwrap()
        .iter()
        .enumerate()
        .filter(|(_, cell)| cell["count"] != 0)
        .map(|(hour, _)| hour)
        .collect();
    assert_eq!(full, [0, 6 * 24 + 3], "Monday after midnight and Sunday after three");
    let listed = &view["volume"][0]["opened"]["filter"]["cut"]["zone"];
    assert_eq!(listed, "Europe/Berlin", "whoever reads the days of the list knows whose they are");
    let mut all = Vec::new();
    numbers(&view, &mut all);
    for (count, filter) in all {
        let list = world.call("ticket_list", json!({ "filter": filter, "from": 0, "count": 5 })).await;
        assert_eq!(list["total"], json!(count), "{filter}");
    }
}

#[tokio::test]
async fn whoever_does_not_lead_sees_only_their_own_work() {
    let world = world().await;
    let ben = agent(&world, "Ben").await;
    world.clock.wait(MINUTE);
    world.mine("Ada's").await;
    let names = |view: &Value| -> Vec<String> {
        let people = view["people"].as_array().unwrap().iter();
        people.map(|it| it["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&world.call("dashboard_get", query()).await), ["Ada"]);
    let seen = world.desk.call(ben, "dashboard_get", query()).await.unwrap();
    assert_eq!(names(&seen), ["Ben"]);
    assert_eq!(figure(&seen, "open")["value"], 1, "the team's totals are for everybody");
}

#[tokio::test]
async fn a_ticket_that_is_removed_leaves_the_figures() {
    let world = world().await;
    let id = world.ticket("Mistake").await;
    assert_eq!(world.call("dashboard_get", query()).await["tickets"], 1);
    world.call("ticket_delete", json!({ "tickets": [id] })).await;
    let view = world.call("dashboard_get", query()).await;
    assert_eq!((&view["tickets"], &figure(&view, "opened")["value"]), (&json!(0), &json!(0)));
    world.call("ticket_restore", json!({ "tickets": [id] })).await;
    assert_eq!(world.call("dashboard_get", query()).await["tickets"], 1);
}
