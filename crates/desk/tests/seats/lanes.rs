//! A page that is longer than what goes under the waiting edits at once: every row of it meets its own edits.

use crate::offline::world;
use serde_json::{Value, json};

/// With a line of history for each, more than two lanes take at once.
const TICKETS: usize = 300;

/// Fields of tickets, by the order of the list.
async fn fields(seat: &crate::seated::Seated, ids: &[Value], field: &str) -> Vec<Value> {
    let mut found = Vec::new();
    for id in ids {
        found.push(seat.call("ticket_get", json!({ "ticket": id })).await[field].clone());
    }
    found
}

#[tokio::test]
async fn every_row_of_a_long_page_lies_under_its_own_edits() {
    let w = world(0).await;
    let mut ids = Vec::new();
    for n in 0..TICKETS {
        let made = w.server.call("ticket_new", json!({ "subject": format!("Printer {n}") })).await;
        ids.push(made["id"].clone());
    }
    w.meet().await;

    // Away: every third ticket is left alone here.
    let (mine, others): (Vec<_>, Vec<_>) = ids.iter().cloned().enumerate().partition(|(n, _)| n % 3 > 0);
    let ids_of = |some: Vec<(usize, Value)>| some.into_iter().map(|(_, id)| id).collect::<Vec<_>>();
    let (mine, others) = (ids_of(mine), ids_of(others));
    w.ada
        .call("ticket_set", json!({ "tickets": mine, "fields": { "component": "tray", "impact": "low" } }))
        .await;
    w.server
        .call("ticket_set", json!({ "tickets": ids, "fields": { "service": "print", "impact": "high" } }))
        .await;
    let cursor = w.ada.desk.cursor().await.unwrap();
    let page = w.server.desk.feed(w.ada.me, cursor, 5_000).await.unwrap();
    assert!(page.done && page.records.len() >= 2 * TICKETS, "one page has it all: {}", page.records.len());
    w.ada.desk.absorb(page).await.unwrap();

    let all = |text: &str, many: usize| vec![json!(text); many];
    assert_eq!(fields(&w.ada, &ids, "service").await, all("print", TICKETS), "what came is there");
    assert_eq!(fields(&w.ada, &mine, "component").await, all("tray", mine.len()), "under what waits");
    assert_eq!(fields(&w.ada, &mine, "impact").await, all("low", mine.len()), "which is shown");
    assert_eq!(fields(&w.ada, &others, "impact").await, all("high", others.len()), "where there is some");

    // What the server said is kept beneath: taken back, the edits leave it behind.
    let queue = store::outbox::shown(w.ada.desk.db()).await.unwrap();
    for entry in
        queue.iter().rev().filter(|entry| entry.change.ticket.map(|id| json!(id)) == Some(mine[0].clone()))
    {
        w.ada.call("outbox_discard", json!({ "change": entry.change.id })).await;
    }
    assert_eq!(fields(&w.ada, &mine[..1], "impact").await, all("high", 1));
    w.meet().await;
    for field in ["component", "service", "impact"] {
        assert_eq!(fields(&w.ada, &ids, field).await, fields(&w.server, &ids, field).await, "{field}");
    }
}
