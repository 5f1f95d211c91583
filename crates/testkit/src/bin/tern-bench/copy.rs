//! A first copy of everything: how fast it comes in, when it is of use, and what it weighs on the wire.

use super::{open, rounded};
use anyhow::{Context as _, Result};
use contract::wire::{Part, SnapshotPage};
use desk::clock::{Ids as _, RandomIds};
use desk::{Desk, Seat};
use domain::ids::{DeviceId, PersonId};
use domain::record::Kind;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use store::vault::Key;
use store::{Db, Location};

/// The level at which the server compresses.
const LEVEL: i32 = 3;

/// Copies a whole server to a fresh device, page by page through the wire's encoding, then the same rows bare.
pub(crate) async fn first_sync(server: &Desk, me: PersonId, size: usize) -> Result<Value> {
    let folder = tempfile::tempdir()?;
    let key = Key::random();
    let seat = Seat::Device { device: DeviceId(RandomIds.next()), connected: true };
    let device = open(folder.path(), seat, Some(&key)).await?;
    device.forget_feed(server.hello().await?.epoch).await?;
    let begun = Instant::now();
    let (mut wire_bytes, mut records) = (0, 0);
    // Everything that somebody still works on is here: boards and lists show what they will show.
    let (mut usable, mut usable_bytes) = (None, 0);
    let mut copying = device.copying().await?.context("a copy under way")?;
    let mut coming = fetching(server, me, copying);
    loop {
        let (bytes, page) = coming.await??;
        wire_bytes += bytes;
        records += page.records.len();
        copying = desk::Copying { place: page.next, since: Some(page.since), ..copying };
        // As in the product: the next page is on its way while this one is taken in.
        let next = (page.next.part != Part::Done).then(|| fetching(server, me, copying));
        device.absorb_snapshot(&page).await?;
        if usable.is_none() && page.next.part > Part::Open {
            usable = Some(begun.elapsed());
            usable_bytes = wire_bytes;
        }
        let Some(next) = next else { break };
        coming = next;
    }
    let synced = begun.elapsed();

    let rows = store::bench::Rows::of(device.db()).await?;
    let bare_folder = tempfile::tempdir()?;
    let bare = Db::open(&Location::File(bare_folder.path().join("bare.db")), Some(&Key::random())).await?;
    store::bench::clear(&bare).await?;
    let bare_time = rows.insert(&bare).await?;
    let rate = |time: Duration| records as f64 / time.as_secs_f64();
    Ok(json!({
        "tickets": size,
        "records": records,
        "wire_bytes": wire_bytes,
        "records_per_second": rate(synced).round(),
        "bare_records_per_second": rate(bare_time).round(),
        "share_of_bare": rounded(rate(synced) / rate(bare_time)),
        "seconds": synced.as_secs_f64(),
        "usable_seconds": usable.context("a copy without open tickets")?.as_secs_f64(),
        "usable_share": rounded(usable.unwrap_or_default().as_secs_f64() / synced.as_secs_f64()),
        "usable_wire_bytes": usable_bytes,
    }))
}

/// Makes a page of a copy, packs it as the wire does, and unpacks it, beside whatever else goes on.
fn fetching(
    server: &Desk,
    me: PersonId,
    copying: desk::Copying,
) -> tokio::task::JoinHandle<Result<(usize, SnapshotPage)>> {
    let server = server.clone();
    tokio::spawn(async move {
        let ask = desk::Ask { place: copying.place, since: copying.since, fresh: copying.fresh, max: 2_000 };
        let page = server.snapshot(me, ask).await?;
        let bytes = zstd::encode_all(serde_json::to_vec(&page)?.as_slice(), LEVEL)?;
        Ok((bytes.len(), serde_json::from_slice(&zstd::decode_all(bytes.as_slice())?)?))
    })
}

/// What rows of tickets weigh in pages as they travel, without descriptions and threads, which weigh what people write.
pub(crate) async fn wire(server: &Desk, me: PersonId) -> Result<Value> {
    let mut page = server
        .snapshot(
            me,
            desk::Ask {
                place: contract::wire::Place::beginning(Part::Tickets),
                since: None,
                fresh: false,
                max: 1,
            },
        )
        .await?;
    let mut rows = Vec::new();
    let (mut tickets, mut bytes, mut plain) = (0, 0, 0);
    let mut pack = |rows: &mut Vec<_>, page: &SnapshotPage| -> Result<()> {
        let page = SnapshotPage { count: rows.len(), records: std::mem::take(rows), ..page.clone() };
        let text = serde_json::to_vec(&page)?;
        tickets += page.count;
        plain += text.len();
        bytes += zstd::encode_all(text.as_slice(), LEVEL)?.len();
        Ok(())
    };
    while page.next.part != Part::Done {
        let ask = desk::Ask { place: page.next, since: Some(page.since), fresh: false, max: 5_000 };
        page = server.snapshot(me, ask).await?;
        for mut record in std::mem::take(&mut page.records) {
            if record.kind == Kind::Ticket {
                record.doc.remove("description");
                rows.push(record);
            }
            if rows.len() == 2_000 {
                pack(&mut rows, &page)?;
            }
        }
    }
    pack(&mut rows, &page)?;
    Ok(json!({
        "tickets": tickets,
        "bytes_per_ticket": rounded(bytes as f64 / tickets as f64),
        "bytes_per_ticket_unpacked": rounded(plain as f64 / tickets as f64),
    }))
}
