//! A device that was away: a page of the server's rows goes under a thousand edits that wait, and they are laid on top again.

use super::{call, fill, open, own, percentiles};
use anyhow::{Context as _, Result};
use contract::wire::{NumberedChange, Part};
use desk::clock::{Ids as _, RandomIds};
use desk::{Desk, Seat};
use domain::ids::{DeviceId, PersonId};
use domain::record::Kind;
use serde_json::{Value, json};
use std::time::Instant;
use store::vault::Key;
use uuid::Uuid;

const PENDING: usize = 1_000;
const ROUNDS: usize = 13;

/// Measures how long a page takes: of tickets alone, whose tags are new or who get copies, and as the feed has it,
/// with a line of history for each. Tags are words that one can search for; the others are not.
pub(crate) async fn measure() -> Result<Value> {
    let folder = tempfile::tempdir()?;
    for name in ["server", "device"] {
        std::fs::create_dir(folder.path().join(name))?;
    }
    let server = open(&folder.path().join("server"), Seat::Server, None).await?;
    let me = own(&server).await?;
    fill(&server, PENDING).await?;
    let seat = Seat::Device { device: DeviceId(RandomIds.next()), connected: true };
    let device = open(&folder.path().join("device"), seat, Some(&Key::random())).await?;
    copy(&server, &device, me).await?;
    let ids = store::planning::ids_after(server.db(), Uuid::nil(), PENDING as u64).await?;
    for (index, ticket) in ids.iter().enumerate() {
        let input = json!({ "tickets": [ticket], "fields": { "component": format!("away-{index}") } });
        call(&device, me, "ticket_set", input).await?;
    }
    anyhow::ensure!(device.pending().await? == PENDING as i64, "not all edits wait");
    let other = DeviceId(RandomIds.next());
    let (mut tickets, mut all, mut silent) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let changes: Vec<NumberedChange> = (1..)
            .zip(&ids)
            .map(|(n, ticket)| NumberedChange {
                n: (round * PENDING) as i64 + n,
                change: match round % 3 {
                    2 => super::server::add(me, *ticket, "cc", RandomIds.next().to_string()),
                    _ => super::server::add(me, *ticket, "tags", format!("here-{round}")),
                },
            })
            .collect();
        server.accept(other, me, changes).await?;
        let mut page = server.feed(me, device.cursor().await?, 5_000).await?;
        anyhow::ensure!(page.done && page.records.len() == 2 * PENDING, "one page has it all");
        if round % 3 > 0 {
            page.records.retain(|record| record.kind == Kind::Ticket);
        }
        let begun = Instant::now();
        device.absorb(page).await?;
        let took = begun.elapsed();
        if round > 0 {
            match round % 3 {
                0 => all.push(took),
                1 => tickets.push(took),
                _ => silent.push(took),
            }
        }
        let first = call(&device, me, "ticket_get", json!({ "ticket": ids[0] })).await?;
        anyhow::ensure!(first["component"] == "away-0", "what waits is shown on top");
        let tags = first["tags"].as_array().context("tags")?;
        anyhow::ensure!(
            round % 3 == 2 || tags.iter().any(|tag| *tag == format!("here-{round}")),
            "and what came lies under it"
        );
    }
    Ok(json!({
        "pending": PENDING,
        "page_of_1000_tickets": percentiles(tickets),
        "page_of_1000_tickets_with_the_words_they_had": percentiles(silent),
        "page_with_their_history": percentiles(all),
    }))
}

/// Copies everything.
async fn copy(server: &Desk, device: &Desk, me: PersonId) -> Result<()> {
    device.forget_feed(server.hello().await?.epoch).await?;
    while let Some(copying) = device.copying().await? {
        let ask = desk::Ask { place: copying.place, since: copying.since, fresh: copying.fresh, max: 2_000 };
        let page = server.snapshot(me, ask).await?;
        device.absorb_snapshot(&page).await?;
        if page.next.part == Part::Done {
            break;
        }
    }
    Ok(())
}
