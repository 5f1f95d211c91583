//! What happens to tickets by themselves: back to work on their day, closed some days after they were resolved.

use crate::seated::{HOUR, MINUTE, Seated, local};
use contract::problem::Code;
use desk::Seat;
use domain::ids::DeviceId;
use domain::time::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

const DAY: i64 = 24 * HOUR;

async fn postpone(world: &Seated, id: &str, until: Timestamp) {
    let input = json!({ "tickets": [id], "until": { "until": "at", "at": until } });
    world.call("ticket_postpone", input).await;
}

async fn status(world: &Seated, id: &str) -> Value {
    world.got(id).await["status"].clone()
}

/// The lines of its history that moved it to another status: by whom, and to where.
async fn moves(world: &Seated, id: &str) -> Vec<(Value, Value)> {
    let lines = world.call("ticket_history", json!({ "ticket": id })).await;
    let lines = lines.as_array().unwrap().iter();
    lines
        .flat_map(|line| {
            let fields = line["what"]["fields"].as_array().cloned().unwrap_or_default();
            let to = fields.into_iter().filter(|field| field["field"] == "status");
            to.map(|field| (line["by"].clone(), field["to"].clone())).collect::<Vec<_>>()
        })
        .collect()
}

#[tokio::test]
async fn what_was_postponed_is_work_again_on_its_day() {
    let world = Seated::alone(Seat::Server, None).await;
    let id = world.mine("New door").await;
    let day = world.clock.now().plus_ms(3 * DAY);
    postpone(&world, &id, day).await;
    let view = world.got(&id).await;
    assert_eq!((&view["status"], &view["postponed_until"]), (&json!("on_hold"), &json!(day)));

    world.clock.wait(3 * DAY - MINUTE);
    let next = world.desk.escalate().await.unwrap();
    assert_eq!((status(&world, &id).await, next), (json!("on_hold"), Some(day)));

    world.clock.wait(MINUTE);
    world.desk.escalate().await.unwrap();
    let view = world.got(&id).await;
    assert_eq!((&view["status"], &view["postponed_until"]), (&json!("open"), &Value::Null));
    let told = moves(&world, &id).await;
    assert_eq!(told.last().unwrap(), &(json!("Tern"), json!("Open")), "{told:?}");

    // Nothing of it is left for the next time.
    world.change(&id, json!({ "status": "on_hold" })).await;
    world.clock.wait(DAY);
    world.desk.escalate().await.unwrap();
    assert_eq!(status(&world, &id).await, json!("on_hold"));
}

#[tokio::test]
async fn a_desk_alone_does_it_and_a_device_leaves_it_to_its_server() {
    let device = DeviceId(Uuid::from_u128(1));
    for (seat, moved) in [(local(), "open"), (Seat::Device { device, connected: true }, "waiting")] {
        let world = Seated::alone(seat, None).await;
        let id = world.ticket("New door").await;
        world.change(&id, json!({ "status": "waiting" })).await;
        postpone(&world, &id, world.clock.now().plus_ms(DAY)).await;
        assert_eq!(status(&world, &id).await, json!("waiting"), "what waits goes on doing so where it is");
        world.clock.wait(DAY);
        world.tick().await;
        assert_eq!(status(&world, &id).await, json!(moved));
    }
}

#[tokio::test]
async fn what_is_taken_up_or_done_is_postponed_no_more() {
    let world = Seated::alone(local(), None).await;
    for to in ["in_progress", "resolved"] {
        let id = world.ticket("New door").await;
        postpone(&world, &id, world.clock.now().plus_ms(DAY)).await;
        world.change(&id, json!({ "status": to })).await;
        assert_eq!(world.got(&id).await["postponed_until"], Value::Null);
        world.clock.wait(2 * DAY);
        world.tick().await;
        assert_eq!(status(&world, &id).await, json!(to));
    }
    let done = world.ticket("Window").await;
    world.change(&done, json!({ "status": "closed" })).await;
    let later = json!({ "until": "at", "at": world.clock.now().plus_ms(DAY) });
    let input = json!({ "tickets": [done], "until": later });
    let problem = world.desk.call(world.me, "ticket_postpone", input).await.unwrap_err();
    assert_eq!(problem.code, Code::Invalid);
}

#[tokio::test]
async fn everybody_sees_until_when_and_may_take_the_date_away() {
    let world = Seated::alone(local(), None).await;
    let id = world.ticket("New door").await;
    let day = world.clock.now().plus_ms(DAY);
    postpone(&world, &id, day).await;
    let board = world.call("board_get", json!({})).await["id"].clone();
    let asked = json!({ "board": board, "column": "on_hold", "from": 0, "count": 5 });
    let cards = world.call("board_column", asked).await["cards"].clone();
    assert_eq!(cards[0]["postponed_until"], json!(day));
    let rows = world.call("ticket_list", json!({ "from": 0, "count": 5 })).await["rows"].clone();
    assert_eq!(rows[0]["postponed_until"], json!(day));
    world.change(&id, json!({ "postponed_until": null })).await;
    world.clock.wait(2 * DAY);
    world.tick().await;
    assert_eq!(status(&world, &id).await, json!("on_hold"));
    world.call("undo", json!({})).await;
    world.tick().await;
    assert_eq!(status(&world, &id).await, json!("open"), "its day has come meanwhile");
}

#[tokio::test]
async fn what_was_resolved_closes_after_the_days_that_the_desk_wants() {
    let world = Seated::alone(Seat::Server, None).await;
    let (old, fresh, again) =
        (world.ticket("Printer").await, world.ticket("Door").await, world.ticket("Lamp").await);
    for id in [&old, &again] {
        world.change(id, json!({ "status": "resolved" })).await;
    }
    world.clock.wait(2 * DAY);
    world.change(&fresh, json!({ "status": "resolved" })).await;
    world.change(&again, json!({ "status": "open" })).await;
    world.clock.wait(DAY);
    world.desk.escalate().await.unwrap();
    assert_eq!(status(&world, &old).await, json!("resolved"), "people close, unless they say otherwise");

    world.call("closing_save", json!({ "days": 3 })).await;
    assert_eq!(world.call("lookup_all", json!({})).await["closing"]["days"], 3);
    let next = world.desk.escalate().await.unwrap();
    let stand = [&old, &fresh, &again].map(|id| status(&world, id));
    let [first, second, third] = stand;
    assert_eq!((first.await, second.await, third.await), (json!("closed"), json!("resolved"), json!("open")));
    assert_eq!(next, Some(world.clock.now().plus_ms(2 * DAY)), "when the next one closes");
    world.clock.wait(2 * DAY);
    world.desk.escalate().await.unwrap();
    assert_eq!(status(&world, &fresh).await, json!("closed"));

    let wrong = world.desk.call(world.me, "closing_save", json!({ "days": 366 })).await.unwrap_err();
    assert_eq!(wrong.code, Code::Invalid);
}

#[tokio::test]
async fn what_the_workflow_has_no_way_for_stays_and_holds_up_nobody() {
    let world = Seated::alone(Seat::Server, None).await;
    let statuses = world.call("lookup_all", json!({})).await["statuses"].clone();
    let mut hold = statuses.as_array().unwrap().iter().find(|one| one["key"] == "on_hold").unwrap().clone();
    let (stuck, free) = (world.ticket("Door").await, world.ticket("Lamp").await);
    world.change(&free, json!({ "status": "waiting" })).await;
    postpone(&world, &stuck, world.clock.now().plus_ms(DAY)).await;
    postpone(&world, &free, world.clock.now().plus_ms(DAY + MINUTE)).await;
    hold["next"] = json!(["closed"]);
    world.call("status_save", hold).await;
    world.clock.wait(DAY + MINUTE);
    world.desk.escalate().await.unwrap();
    assert_eq!(
        (status(&world, &stuck).await, status(&world, &free).await),
        (json!("on_hold"), json!("open"))
    );
}
