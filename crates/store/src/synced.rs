//! The log of a device's conversation with its server: one row a minute for what ended alike, for some days.

use crate::tx::{Source, Tx, rows, write};
use domain::time::Timestamp;

/// For how long it is kept.
const KEPT_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// What ended alike within one minute. `outcome` and `code` are words of whoever writes it; no code is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncedMinute {
    pub at: Timestamp,
    pub outcome: String,
    pub code: String,
    pub attempts: i64,
    pub sent: i64,
    pub received: i64,
    pub bytes_out: i64,
    pub bytes_in: i64,
    pub millis: i64,
}

/// Adds to what is known of these minutes, and forgets what is old.
///
/// # Errors
/// When the database cannot be written.
pub async fn keep(tx: &Tx, minutes: &[SyncedMinute], now: Timestamp) -> anyhow::Result<()> {
    let sql = "INSERT INTO sync_log (minute, outcome, code, attempts, sent, received, bytes_out, bytes_in, millis) \
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (minute, outcome, code) DO UPDATE SET \
               attempts = sync_log.attempts + excluded.attempts, sent = sync_log.sent + excluded.sent, \
               received = sync_log.received + excluded.received, bytes_out = sync_log.bytes_out + excluded.bytes_out, \
               bytes_in = sync_log.bytes_in + excluded.bytes_in, millis = sync_log.millis + excluded.millis";
    for one in minutes {
        let words = [one.outcome.as_str().into(), one.code.as_str().into()];
        let numbers = [one.attempts, one.sent, one.received, one.bytes_out, one.bytes_in, one.millis];
        let mut values = vec![one.at.0.into()];
        values.extend(words);
        values.extend(numbers.map(Into::into));
        write(tx, sql, values).await?;
    }
    write(tx, "DELETE FROM sync_log WHERE minute < ?", vec![(now.0 - KEPT_MS).into()]).await?;
    Ok(())
}

/// What is known since an instant, newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn since(source: &impl Source, from: Timestamp) -> anyhow::Result<Vec<SyncedMinute>> {
    let sql = "SELECT minute, outcome, code, attempts, sent, received, bytes_out, bytes_in, millis FROM sync_log \
               WHERE minute >= ? ORDER BY minute DESC, outcome, code";
    let found = rows(source, sql, vec![from.0.into()]).await?;
    found
        .iter()
        .map(|row| {
            Ok(SyncedMinute {
                at: Timestamp(row.try_get_by_index(0)?),
                outcome: row.try_get_by_index(1)?,
                code: row.try_get_by_index(2)?,
                attempts: row.try_get_by_index(3)?,
                sent: row.try_get_by_index(4)?,
                received: row.try_get_by_index(5)?,
                bytes_out: row.try_get_by_index(6)?,
                bytes_in: row.try_get_by_index(7)?,
                millis: row.try_get_by_index(8)?,
            })
        })
        .collect()
}
