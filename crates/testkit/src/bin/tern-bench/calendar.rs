//! What a due time costs: business hours are added in the same few steps whether they are an hour or a year of them.

use anyhow::{Context as _, Result};
use domain::calendar::Calendar;
use domain::time::Timestamp;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const HOUR_MS: i64 = 3_600_000;
/// The working hours of a year.
const YEAR_MS: i64 = 2_080 * HOUR_MS;
const ADDITIONS: i64 = 50_000;

/// Measures additions per second, and how much more a year costs than an hour.
pub(crate) fn additions() -> Result<Value> {
    let schedule =
        Calendar::default_for("Europe/Berlin").compile().context("compiling the default calendar")?;
    let cost = |business_ms: i64| -> Result<Duration> {
        let mut best = Duration::MAX;
        for _ in 0..5 {
            let begun = Instant::now();
            let mut sum = 0_i64;
            for step in 0..ADDITIONS {
                let from = Timestamp(1_700_000_000_000 + step * 7_919_000);
                sum ^= schedule.add(from, business_ms).context("adding business hours")?.0;
            }
            std::hint::black_box(sum);
            best = best.min(begun.elapsed());
        }
        Ok(best)
    };
    let (hour, year) = (cost(HOUR_MS)?, cost(YEAR_MS)?);
    let per_second = |cost: Duration| (ADDITIONS as f64 / cost.as_secs_f64()).round();
    Ok(json!({
        "hours_per_second": per_second(hour),
        "years_per_second": per_second(year),
        "year_against_hour": super::rounded(year.as_secs_f64() / hour.as_secs_f64()),
    }))
}
