//! A local edit, from the command to its durable commit, against a bare commit of what it writes.

use super::{call, fill, own, percentiles, rounded};
use anyhow::{Context, Result};
use desk::clock::{Ids as _, RandomIds, SystemClock};
use desk::{Desk, Seat};
use domain::ids::DeviceId;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use store::blobs::Blobs;
use store::vault::Key;
use store::{Db, Location};

const TICKETS: usize = 1_000;
const EDITS: usize = 600;
/// Edits that only warm up.
const WARM: usize = 50;

/// Three things turn about, so that a busy moment of the machine hits all of them: an edit; the statements with which
/// it wrote, in a transaction on a copy of the same file; and one row of as many bytes.
pub(crate) async fn measure() -> Result<Value> {
    let folder = tempfile::tempdir()?;
    let key = Key::random();
    let seat = Seat::Device { device: DeviceId(RandomIds.next()), connected: false };
    let (file, copy) = (folder.path().join("desk.db"), folder.path().join("bare.db"));
    let desk = open(&file, &key, seat.clone()).await?;
    let me = own(&desk).await?;
    fill(&desk, TICKETS).await?;
    desk.db().clone().close().await?;
    std::fs::copy(&file, &copy)?;
    let desk = open(&file, &key, seat).await?;
    let bare = Db::open(&Location::File(copy), Some(&key)).await?;
    store::bench::prepare(&bare).await?;

    let list = call(&desk, me, "ticket_list", json!({ "from": 0, "count": 200 })).await?;
    let ids: Vec<Value> =
        list["rows"].as_array().context("rows")?.iter().map(|row| row["id"].clone()).collect();
    let (mut edits, mut bares, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    let (mut statements, mut bytes) = (0, 0);
    for round in 0..EDITS {
        // Each time another one than the ticket has.
        let status = if (round + round / ids.len()).is_multiple_of(2) { "open" } else { "in_progress" };
        let input = json!({ "tickets": [ids[round % ids.len()]], "fields": { "status": status } });
        store::bench::listen();
        let start = Instant::now();
        call(&desk, me, "ticket_set", input).await?;
        let took = start.elapsed();
        let writes = store::bench::written();
        if writes.statements() == 0 {
            // The ticket stood there already.
            continue;
        }
        edits.push(took);
        (statements, bytes) = (writes.statements(), writes.bytes());

        let start = Instant::now();
        writes.commit(&bare).await?;
        bares.push(start.elapsed());

        let text = "x".repeat(bytes);
        let start = Instant::now();
        store::bench::commit(&bare, &text).await?;
        rows.push(start.elapsed());
    }
    anyhow::ensure!(edits.len() > EDITS / 2, "most edits have to say something new");
    let [edit, bare, row] = [edits, bares, rows].map(|mut times| percentiles(times.split_off(WARM)));
    let ratio = |to: &Value, name: &str| {
        let of = |value: &Value| value[name].as_f64().unwrap_or(f64::NAN);
        rounded(of(&edit) / of(to))
    };
    Ok(json!({
        "statements": statements,
        "bytes": bytes,
        "p50_ratio": ratio(&bare, "p50_us"),
        "p99_ratio": ratio(&bare, "p99_us"),
        "p50_ratio_to_one_row": ratio(&row, "p50_us"),
        "edit": edit,
        "bare": bare,
        "one_row": row,
    }))
}

async fn open(file: &Path, key: &Key, seat: Seat) -> Result<Desk> {
    let db = Db::open(&Location::File(file.to_owned()), Some(key)).await?;
    let blobs = Blobs::open(file.with_extension("blobs"), Some(key));
    Desk::open(db, blobs, seat, Arc::new(SystemClock::default()), Arc::new(RandomIds)).await
}
