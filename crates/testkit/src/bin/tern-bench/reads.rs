//! What a person waits for: the board's first page, a ticket, a search, and the dashboard over three periods.

use super::{call, timed};
use anyhow::{Context as _, Result};
use desk::Desk;
use desk::clock::{Clock as _, SystemClock};
use domain::ids::PersonId;
use serde_json::{Value, json};

/// Measures the board, tickets and searches.
pub(crate) async fn measure(desk: &Desk, me: PersonId, size: usize) -> Result<Value> {
    let board = call(desk, me, "board_get", json!({})).await?;
    let id = board["id"].clone();
    let keys: Vec<Value> =
        board["columns"].as_array().context("columns")?.iter().map(|c| c["key"].clone()).collect();
    let page = timed(|_| async {
        // What the first screen asks: the counts, and the visible window of every column.
        call(desk, me, "board_get", json!({})).await?;
        for key in &keys {
            call(desk, me, "board_column", json!({ "board": id, "column": key, "from": 0, "count": 12 }))
                .await?;
        }
        Ok(())
    })
    .await?;
    let list = call(desk, me, "ticket_list", json!({ "from": 0, "count": 200 })).await?;
    let ids: Vec<Value> =
        list["rows"].as_array().context("rows")?.iter().map(|row| row["id"].clone()).collect();
    let ticket = timed(|round| {
        let id = ids[round % ids.len()].clone();
        async move {
            call(desk, me, "ticket_get", json!({ "ticket": id })).await?;
            call(desk, me, "ticket_thread", json!({ "ticket": id, "count": 50 })).await?;
            Ok(())
        }
    })
    .await?;
    let words = ["printer", "vpn", "laptop scre", "invoice", "door", "password res", "mail"];
    let search = timed(|round| async move {
        let text = words[round % words.len()];
        call(desk, me, "ticket_search", json!({ "text": text, "from": 0, "count": 20 })).await?;
        Ok(())
    })
    .await?;
    // Words that mostly stand in different places of a ticket; some of them stand everywhere.
    let apart =
        ["printer thank", "vpn restart", "invoice ple", "door the", "the p", "mail laptop", "screen call"];
    let search_apart = timed(|round| async move {
        let text = apart[round % apart.len()];
        call(desk, me, "ticket_search", json!({ "text": text, "from": 0, "count": 20 })).await?;
        Ok(())
    })
    .await?;
    Ok(json!({
        "tickets": size,
        "board_first_page": page,
        "ticket_open": ticket,
        "search": search,
        "search_apart": search_apart,
    }))
}

/// Measures the dashboard.
pub(crate) async fn dashboard(desk: &Desk, me: PersonId, size: usize) -> Result<Value> {
    let mut spent = serde_json::Map::from_iter([("tickets".to_owned(), size.into())]);
    for days in [7, 28, 90] {
        let to = SystemClock::default().now();
        let period = json!({ "from": to.plus_ms(-days * 24 * 3_600_000), "to": to, "zone": "Europe/Berlin" });
        let times = timed(|_| async {
            call(desk, me, "dashboard_get", period.clone()).await?;
            Ok(())
        });
        spent.insert(format!("days_{days}"), times.await?);
    }
    Ok(spent.into())
}
