//! Counting clocks again in the background: nobody waits for it, and whoever dies over it is followed by another.

use crate::clocks::world;
use crate::seated::at;
use serde_json::{Value, json};

#[tokio::test]
async fn recounting_thousands_never_keeps_an_edit_waiting() {
    let world = world().await;
    world.fill(2_000, None).await;
    let mut policies = world.policies().await;
    policies["policies"][0]["targets"]["normal"]["first_response"] = json!(30);
    world.call("policy_save", policies).await;
    let (all, mut slowest, mut edits) = (std::time::Instant::now(), std::time::Duration::ZERO, 0);
    while world.call("sla_recount", json!({})).await["running"] == json!(true) {
        let began = std::time::Instant::now();
        world.ticket("Made meanwhile").await;
        slowest = slowest.max(began.elapsed());
        edits += 1;
    }
    assert!(edits > 3, "edits went on while clocks were counted: {edits}");
    // An edit waits for one batch of twenty, however fast the machine is.
    let all = all.elapsed();
    assert!(slowest * 3 < all, "an edit took {slowest:?} of {all:?}");
    let view = world.call("sla_recount", json!({})).await;
    assert_eq!(view["done"], view["total"]);
    let page = world.call("ticket_list", json!({ "sort": "due", "from": 0, "count": 500 })).await;
    let due = at("2026-03-10T10:30:00Z");
    assert!(page["rows"].as_array().unwrap().iter().all(|row| row["clock"]["due"] == json!(due)));
}

#[tokio::test]
async fn counting_again_goes_on_after_a_restart() {
    let world = world().await;
    let id = world.ticket("Printer").await;
    let mut policies = world.policies().await;
    policies["policies"][0]["targets"]["normal"]["first_response"] = json!(30);
    world.call("policy_save", policies).await;
    // The process ends before anything was counted, for all that the database knows.
    let world = world.restarted().await;
    world.desk.recounted().await;
    assert_eq!(world.clock_of(&id, "first_response").await["due"], json!(at("2026-03-10T10:30:00Z")));
}

#[tokio::test]
async fn counting_again_goes_on_from_where_a_process_died_over_it() {
    const TICKETS: i64 = 3_000;
    let world = world().await;
    world.fill(TICKETS.unsigned_abs().into(), None).await;
    let mut policies = world.policies().await;
    policies["policies"][0]["targets"]["normal"]["first_response"] = json!(30);
    world.call("policy_save", policies).await;
    while world.desk.recount_view().done < 300 {
        tokio::task::yield_now().await;
    }
    world.desk.db().clone().close().await.unwrap();
    let left = world.database().await;
    let noted: Value = store::state::get(&left, "recount").await.unwrap().expect("what is left is noted");
    let done = noted["done"].as_i64().unwrap();
    assert!((300..TICKETS).contains(&done), "it died in the middle: {noted}");
    left.close().await.unwrap();

    let world = world.restarted().await;
    world.desk.recounted().await;
    let view = world.desk.recount_view();
    assert_eq!((view.done, view.total), (TICKETS, TICKETS), "the next start begins where that one stood");
    let noted: Option<Value> = store::state::get(world.desk.db(), "recount").await.unwrap();
    assert_eq!(noted, None, "and nothing is left");
    let due = at("2026-03-10T10:30:00Z");
    let mut from = 0;
    while from < TICKETS {
        let page = world.call("ticket_list", json!({ "sort": "due", "from": from, "count": 500 })).await;
        let rows = page["rows"].as_array().unwrap();
        assert!(rows.iter().all(|row| row["clock"]["due"] == json!(due)), "every clock is counted again");
        from += i64::try_from(rows.len()).unwrap();
    }
}
