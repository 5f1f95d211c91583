//! Fills a server with made-up tickets, to try things on and to measure.

use crate::app::App;
use contract::problem::Problem;
use domain::house::House;
use domain::import::{Batch, Import};
use domain::sample::{SAMPLE_TICKETS, sample, seeded};

/// The same tickets every time, so that two people can speak about them.
const SEED: u64 = 7;
/// How many tickets go into one commit.
const STEP: usize = 500;

/// Puts `count` tickets in; what an earlier run put in stays as it is.
///
/// # Errors
/// When the database cannot be written.
pub async fn fill(app: &App, count: usize) -> anyhow::Result<()> {
    let (now, house) = (app.now(), House::fresh());
    if count == SAMPLE_TICKETS {
        let batch = sample(SEED, now);
        return seed(app, domain::import::records(&batch, &house)).await;
    }
    let seeded = seeded(u64::try_from(count)?, SEED, now);
    let frame: &Batch = seeded.frame();
    let import = Import::of(frame, &house);
    seed(app, import.shared()).await?;
    let mut records = Vec::new();
    for (index, ticket) in seeded.tickets().enumerate() {
        records.extend(import.ticket(&ticket));
        if (index + 1) % STEP == 0 {
            seed(app, std::mem::take(&mut records)).await?;
        }
    }
    seed(app, records).await
}

async fn seed(app: &App, records: Vec<domain::record::Record>) -> anyhow::Result<()> {
    Ok(app.desk().seed(records).await.map_err(Problem::from)?)
}
