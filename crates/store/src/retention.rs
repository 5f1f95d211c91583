//! Deleted records are kept for a while, so that devices hear of it; then they go for good, on every side.

use crate::records::Key;
use crate::tx::{Source, Tx, rows, run};
use anyhow::Context;
use domain::record::{Kind, Seq};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

const DAYS: &str = "days";
const FORGOTTEN: &str = "forgotten";
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Where the server stood on a day: commits have no time of their own.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Day {
    at: Timestamp,
    seq: Seq,
}

/// The commit up to which deletions are forgotten; a device that stands before it has to copy everything.
///
/// # Errors
/// When the database cannot be read.
pub async fn forgotten(source: &impl Source) -> anyhow::Result<Seq> {
    Ok(crate::state::get(source, FORGOTTEN).await?.unwrap_or(0))
}

/// Notes up to which commit deletions are forgotten.
///
/// # Errors
/// When the database cannot be written.
pub async fn put_forgotten(tx: &Tx, seq: Seq) -> anyhow::Result<()> {
    crate::state::put(tx, FORGOTTEN, &seq).await
}

/// Notes where the server stands today, and returns the newest commit that is older than `keep_ms`, if any is.
///
/// # Errors
/// When the database cannot be written.
pub async fn turn_day(tx: &Tx, now: Timestamp, head: Seq, keep_ms: i64) -> anyhow::Result<Option<Seq>> {
    let mut days: Vec<Day> = crate::state::get(tx, DAYS).await?.unwrap_or_default();
    let old = days.iter().filter(|day| now.0 - day.at.0 >= keep_ms).map(|day| day.seq).max();
    days.retain(|day| now.0 - day.at.0 < keep_ms);
    if days.last().is_none_or(|day| now.0 - day.at.0 >= DAY_MS) {
        days.push(Day { at: now, seq: head });
    }
    crate::state::put(tx, DAYS, &days).await?;
    Ok(old)
}

/// Everything that was deleted up to this commit, with what belonged to it.
///
/// # Errors
/// When the database cannot be read.
pub async fn tombstones(source: &impl Source, up_to: Seq) -> anyhow::Result<BTreeSet<Key>> {
    let sql = "SELECT kind, id FROM record WHERE deleted = 1 AND ver > 0 AND ver <= ?";
    let mut keys = BTreeSet::new();
    let mut tickets: Vec<Uuid> = Vec::new();
    for row in rows(source, sql, vec![up_to.into()]).await.context("reading what was deleted")? {
        let kind = Kind::from_code(row.try_get_by_index(0)?).context("a record of an unknown kind")?;
        let id = row.try_get_by_index(1)?;
        if kind == Kind::Ticket {
            tickets.push(id);
        }
        keys.insert((kind, id));
    }
    keys.extend(crate::records::keys_of_tickets(source, &tickets).await?);
    Ok(keys)
}

/// Forgets which tickets left whose sight up to this commit.
///
/// # Errors
/// When the database cannot be written.
pub async fn forget_moves(tx: &Tx, up_to: Seq) -> anyhow::Result<()> {
    run(tx, "DELETE FROM sight WHERE live = 0 AND seq <= ?", vec![up_to.into()]).await?;
    Ok(())
}
