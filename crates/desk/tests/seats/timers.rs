//! Timers on tickets: one runs, all outlive a restart, and booking one ends it.

use crate::seated::{HOUR, MINUTE, Seated, local};
use contract::problem::Code;
use domain::ids::PersonId;
use serde_json::json;

impl Seated {
    /// Number, whether it runs, minutes counted and minutes away of each timer.
    async fn timers(&self) -> Vec<(String, bool, i64, i64)> {
        let timers = self.call("timer_list", json!({})).await;
        let each = timers.as_array().unwrap().iter().map(|timer| {
            let minutes = |name: &str| timer[name].as_i64().unwrap() / MINUTE;
            let number = timer["subject"].as_str().unwrap().to_owned();
            (number, timer["running"].as_bool().unwrap(), minutes("counted_ms"), minutes("away_ms"))
        });
        each.collect()
    }
}

fn timer(subject: &str, running: bool, counted: i64, away: i64) -> (String, bool, i64, i64) {
    (subject.to_owned(), running, counted, away)
}

#[tokio::test]
async fn one_timer_runs_and_the_one_that_ran_is_paused_and_named() {
    let world = Seated::alone(local(), None).await;
    let (printer, mail) = (world.ticket("Printer").await, world.ticket("Mail").await);
    assert_eq!(world.call("timer_start", json!({ "ticket": printer })).await["paused"], json!(null));
    world.clock.wait(5 * MINUTE);
    let started = world.call("timer_start", json!({ "ticket": mail })).await;
    let number = world.call("ticket_get", json!({ "ticket": printer })).await["number"].clone();
    assert_eq!(started["paused"], number);
    world.clock.wait(2 * MINUTE);
    world.call("timer_look", json!({})).await;
    assert_eq!(world.timers().await, [timer("Mail", true, 2, 0), timer("Printer", false, 5, 0)]);
    world.call("timer_pause", json!({ "ticket": mail })).await;
    world.clock.wait(HOUR);
    world.call("timer_look", json!({})).await;
    assert_eq!(world.timers().await, [timer("Mail", false, 2, 0), timer("Printer", false, 5, 0)]);
    world.call("timer_drop", json!({ "ticket": printer })).await;
    assert_eq!(world.timers().await, [timer("Mail", false, 2, 0)]);
    let missing = json!({ "ticket": "018f0000-0000-7000-8000-000000000000" });
    world.desk.call(world.me, "timer_start", missing).await.unwrap_err();
}

#[tokio::test]
async fn a_timer_outlives_a_restart_and_tells_how_long_nobody_was_there() {
    let world = Seated::alone(local(), None).await;
    let printer = world.ticket("Printer").await;
    world.call("timer_start", json!({ "ticket": printer })).await;
    world.clock.wait(4 * MINUTE);
    world.call("timer_look", json!({})).await;
    // The program is killed while it runs, and comes back a little later, then after lunch.
    let world = world.restarted().await;
    world.clock.wait(3 * MINUTE);
    world.call("timer_look", json!({})).await;
    assert_eq!(world.timers().await, [timer("Printer", true, 7, 0)]);
    world.clock.wait(HOUR);
    world.call("timer_look", json!({})).await;
    assert_eq!(world.timers().await, [timer("Printer", true, 67, 60)]);
    world.call("timer_settle", json!({ "ticket": printer, "counts": false })).await;
    assert_eq!(world.timers().await, [timer("Printer", true, 7, 0)]);
}

#[tokio::test]
async fn booking_the_time_of_a_timer_ends_it_and_a_refusal_keeps_it() {
    let world = Seated::alone(local(), None).await;
    let printer = world.ticket("Printer").await;
    world.call("timer_start", json!({ "ticket": printer })).await;
    world.clock.wait(9 * MINUTE);
    world.call("timer_pause", json!({ "ticket": printer })).await;
    let wrong = json!({ "ticket": printer, "seconds": -60, "timer": true });
    world.desk.call(world.me, "time_add", wrong).await.unwrap_err();
    assert_eq!(world.timers().await.len(), 1, "what was not booked is not lost");
    let booked = json!({ "ticket": printer, "seconds": 600, "note": "Paper jam", "timer": true });
    world.call("time_add", booked).await;
    assert_eq!(world.timers().await, []);
    let ticket = world.call("ticket_get", json!({ "ticket": printer })).await;
    assert_eq!(ticket["time_seconds"], 600);
}

#[tokio::test]
async fn logged_time_is_listed_put_right_and_taken_away_by_whoever_logged_it_or_leads() {
    let world = Seated::alone(local(), None).await;
    let printer = world.ticket("Printer").await;
    let ben = world.call("person_save", json!({ "name": "Ben", "role": "agent" })).await["id"].clone();
    let ben = PersonId(serde_json::from_value(ben).unwrap());
    let now = world.clock.now();
    let early = now.plus_ms(-HOUR);
    let add = json!({ "ticket": printer, "seconds": 600, "note": " Paper jam ", "at": early });
    world.call("time_add", add).await;
    world.desk.call(ben, "time_add", json!({ "ticket": printer, "seconds": 60 })).await.unwrap();
    let list = async |who| world.desk.call(who, "time_list", json!({ "ticket": printer })).await.unwrap();
    let (mine, bens) = (list(world.me).await, list(ben).await);
    assert_eq!(
        (&mine[0]["author_name"], &mine[0]["seconds"]),
        (&json!("Ben"), &json!(60)),
        "the newest first"
    );
    assert_eq!((&mine[1]["note"], &mine[1]["at"]), (&json!("Paper jam"), &json!(early)));
    assert_eq!((&mine[0]["may_edit"], &mine[1]["may_edit"]), (&json!(true), &json!(true)), "an admin leads");
    assert_eq!((&bens[0]["may_edit"], &bens[1]["may_edit"]), (&json!(true), &json!(false)));

    let right = json!({ "entry": mine[1]["id"], "seconds": 900, "note": null, "at": early });
    world.desk.call(ben, "time_set", right.clone()).await.unwrap_err();
    world.call("time_set", right).await;
    assert_eq!(world.got(&printer).await["time_seconds"], 960);
    let ahead = json!({ "ticket": printer, "seconds": 60, "at": now.plus_ms(HOUR) });
    let refused = world.desk.call(world.me, "time_add", ahead).await.unwrap_err();
    assert_eq!(refused.code, Code::Invalid, "nobody has spent tomorrow's time");
    let entry = json!({ "entry": mine[1]["id"] });
    world.desk.call(ben, "time_remove", entry.clone()).await.unwrap_err();
    world.call("time_remove", entry).await;
    assert_eq!(list(ben).await, json!([bens[0]]));
    world.call("undo", json!({})).await;
    assert_eq!(world.got(&printer).await["time_seconds"], 960);
}
