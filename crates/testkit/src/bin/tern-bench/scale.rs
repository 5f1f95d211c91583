//! Whether an edit costs a server with a million tickets what it costs one with ten thousand.

use super::{fill, own, percentiles, rounded};
use anyhow::{Context as _, Result};
use contract::wire::NumberedChange;
use desk::clock::{Ids as _, RandomIds, SystemClock};
use desk::{Desk, Seat};
use domain::ids::{DeviceId, PersonId};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::blobs::Blobs;
use store::{Db, Location};
use uuid::Uuid;

/// What both are copied from.
const SEEDED: usize = 1_000;
const SMALL: usize = 10_000;
/// Pushes that are measured of each kind.
const ROUNDS: usize = 100;
/// Changes in a push.
const PUSH: usize = 50;
/// The tickets that people work on; those of a large desk lie all over it.
const LIVE: usize = 2_000;
/// The first pushes read from the disk what the later ones find in memory: each live ticket some four times.
const WARM: usize = 160;

/// Prepares both, then pushes to them turn about.
pub(crate) async fn measure(large: usize, postgres: bool) -> Result<Value> {
    let folder = tempfile::tempdir()?;
    let mut small = Server::prepare(&folder.path().join("small"), SMALL, postgres).await?;
    let begun = Instant::now();
    let mut large_server = Server::prepare(&folder.path().join("large"), large, postgres).await?;
    let prepared = begun.elapsed();
    let mut found = serde_json::Map::from_iter([
        ("database".to_owned(), json!(if postgres { "postgresql" } else { "sqlite" })),
        ("tickets".to_owned(), json!([SMALL, large])),
        ("prepared_seconds".to_owned(), prepared.as_secs().into()),
    ]);
    for of in [Of::Live, Of::All] {
        let (mut of_small, mut of_large) = (Vec::new(), Vec::new());
        for round in 0..WARM + ROUNDS {
            let times = [small.push(of).await?, large_server.push(of).await?];
            if round >= WARM {
                of_small.push(times[0]);
                of_large.push(times[1]);
            }
        }
        let (of_small, of_large) = (percentiles(of_small), percentiles(of_large));
        let p50 = |value: &Value| value["p50_us"].as_f64().context("a median");
        let ratio = rounded(p50(&of_large)? / p50(&of_small)?);
        found.insert(of.name().to_owned(), json!({ "push_of_50": [of_small, of_large], "ratio": ratio }));
    }
    Ok(found.into())
}

/// Which tickets edits are of.
#[derive(Clone, Copy)]
enum Of {
    /// Those that people work on: as many in a small desk as in a large one.
    Live,
    /// Any, the oldest too: of a large desk most are then read from outside the database's memory.
    All,
}

impl Of {
    fn name(self) -> &'static str {
        match self {
            Of::Live => "live",
            Of::All => "all",
        }
    }
}

struct Server {
    desk: Desk,
    me: PersonId,
    device: DeviceId,
    n: i64,
    tickets: Vec<Uuid>,
}

impl Server {
    async fn prepare(folder: &std::path::Path, tickets: usize, postgres: bool) -> Result<Server> {
        std::fs::create_dir_all(folder)?;
        let mut location = Location::File(folder.join("tern.db"));
        #[cfg(target_os = "linux")]
        if postgres {
            location = Location::parse(&testkit::postgres::fresh_database()?).map_err(anyhow::Error::msg)?;
        }
        let db = Db::open(&location, None).await?;
        let blobs = Blobs::open(folder.join("blobs"), None);
        let (clock, ids) = (Arc::new(SystemClock::default()), Arc::new(RandomIds));
        let desk = Desk::open(db, blobs, Seat::Server, clock, ids).await?;
        let me = own(&desk).await?;
        fill(&desk, SEEDED).await?;
        store::bench::shorten(desk.db()).await?;
        desk.recount_all().await?;
        desk.recounted().await;
        let times = u32::try_from((tickets / SEEDED).saturating_sub(1))?;
        let tickets = store::bench::multiply(desk.db(), times).await?;
        Ok(Server { desk, me, device: DeviceId(RandomIds.next()), n: 0, tickets })
    }

    /// Pushes edits of tickets, of each kind from all over the desk.
    async fn push(&mut self, of: Of) -> Result<Duration> {
        let mut changes = Vec::with_capacity(PUSH);
        let apart = match of {
            Of::Live => (self.tickets.len() / LIVE).max(1),
            Of::All => 1,
        };
        for _ in 0..PUSH {
            self.n += 1;
            let any = RandomIds.next().as_u128() % (self.tickets.len() / apart) as u128;
            let any = usize::try_from(any)?;
            // Copies stand in rows of a thousand: a step further each time takes every one of what was copied.
            let at = any * apart + any % apart;
            let change = super::server::add(self.me, self.tickets[at], "tags", format!("b{}", self.n));
            changes.push(NumberedChange { n: self.n, change });
        }
        let begun = Instant::now();
        let answer = self.desk.accept(self.device, self.me, changes).await?;
        let took = begun.elapsed();
        anyhow::ensure!(answer.results.iter().all(|result| result.refusal.is_none()), "an edit was refused");
        Ok(took)
    }
}
