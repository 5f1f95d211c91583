//! The desk's own small values: names and values that are never synced, drafts, marks, and the server's head.

use crate::tx::{Source, Tx, row, rows, run, write};
use anyhow::Context;
use domain::record::Seq;
use domain::time::Timestamp;
use sea_orm::{DbBackend, Value};
use serde::{Serialize, de::DeserializeOwned};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Reads a value of the desk's own.
///
/// # Errors
/// When it cannot be read, or is not of this type.
pub async fn get<T: DeserializeOwned>(source: &impl Source, name: &str) -> anyhow::Result<Option<T>> {
    let found = row(source, "SELECT value FROM state WHERE name = ?", vec![name.into()]).await?;
    let Some(found) = found else { return Ok(None) };
    let text: String = found.try_get_by_index(0)?;
    serde_json::from_str(&text).with_context(|| format!("reading the desk's `{name}`")).map(Some)
}

/// The newest step that the schema of this database has taken, of those that are numbered.
///
/// # Errors
/// When it cannot be read.
pub async fn newest_step(source: &impl Source) -> anyhow::Result<Option<String>> {
    let found =
        row(source, "SELECT max(version) FROM seaql_migrations WHERE version < 'a'", Vec::new()).await?;
    Ok(found.map(|row| row.try_get_by_index(0)).transpose()?.flatten())
}

/// Reads several values of the desk's own by their names; those that are not there are left out.
///
/// # Errors
/// As `get`.
pub async fn several(
    source: &impl Source,
    names: &[&str],
) -> anyhow::Result<BTreeMap<String, serde_json::Value>> {
    let sql = format!("SELECT name, value FROM state WHERE name IN ({})", crate::bulk::marks(names.len()));
    let values = names.iter().map(|name| Value::from(*name)).collect();
    let mut found = BTreeMap::new();
    for row in rows(source, &sql, values).await? {
        let (name, text): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let value = serde_json::from_str(&text).with_context(|| format!("reading the desk's `{name}`"))?;
        found.insert(name, value);
    }
    Ok(found)
}

/// As `get`, and keeps others from writing it until the transaction ends.
///
/// # Errors
/// As `get`.
pub async fn get_locked<T: DeserializeOwned>(tx: &Tx, name: &str) -> anyhow::Result<Option<T>> {
    // On SQLite the whole file is locked already.
    if tx.backend() == DbBackend::Postgres {
        row(tx, "SELECT value FROM state WHERE name = ? FOR UPDATE", vec![name.into()]).await?;
    }
    get(tx, name).await
}

/// Writes a value of the desk's own.
///
/// # Errors
/// When the database cannot be written.
pub async fn put<T: Serialize>(tx: &Tx, name: &str, value: &T) -> anyhow::Result<()> {
    let text = serde_json::to_string(value)?;
    let sql = "INSERT INTO state (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    write(tx, sql, vec![name.into(), text.into()]).await?;
    Ok(())
}

/// Forgets a value of the desk's own.
///
/// # Errors
/// When the database cannot be written.
pub async fn remove(tx: &Tx, name: &str) -> anyhow::Result<()> {
    write(tx, "DELETE FROM state WHERE name = ?", vec![name.into()]).await?;
    Ok(())
}

/// Reads the values whose names begin so, by the rest of their names.
///
/// # Errors
/// When the database cannot be read.
pub async fn with_prefix<T: DeserializeOwned>(
    source: &impl Source,
    prefix: &str,
) -> anyhow::Result<Vec<(String, T)>> {
    let sql = "SELECT name, value FROM state WHERE name LIKE ? ORDER BY name";
    let mut found = Vec::new();
    for row in rows(source, sql, vec![format!("{prefix}%").into()]).await? {
        let (name, value): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        if let Some(rest) = name.strip_prefix(prefix) {
            found.push((rest.to_owned(), serde_json::from_str(&value)?));
        }
    }
    Ok(found)
}

/// Reads a draft.
///
/// # Errors
/// When the database cannot be read.
pub async fn draft(source: &impl Source, ticket: Uuid, kind: &str) -> anyhow::Result<Option<String>> {
    let values = vec![ticket.into(), kind.into()];
    let found = row(source, "SELECT body FROM draft WHERE ticket = ? AND kind = ?", values).await?;
    Ok(found.map(|row| row.try_get_by_index(0)).transpose()?)
}

/// The tickets on which somebody has begun to write.
///
/// # Errors
/// When the database cannot be read.
pub async fn drafted(source: &impl Source) -> anyhow::Result<Vec<Uuid>> {
    let sql = "SELECT DISTINCT draft.ticket FROM draft JOIN ticket ON ticket.id = draft.ticket ORDER BY 1";
    let found = rows(source, sql, Vec::new()).await?;
    found.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// Keeps a draft; an empty one is forgotten.
///
/// # Errors
/// When the database cannot be written.
pub async fn put_draft(tx: &Tx, ticket: Uuid, kind: &str, body: &str, at: Timestamp) -> anyhow::Result<()> {
    if body.is_empty() {
        write(tx, "DELETE FROM draft WHERE ticket = ? AND kind = ?", vec![ticket.into(), kind.into()])
            .await?;
    } else {
        let sql = "INSERT INTO draft (ticket, kind, body, at) VALUES (?, ?, ?, ?) \
                   ON CONFLICT (ticket, kind) DO UPDATE SET body = excluded.body, at = excluded.at";
        write(tx, sql, vec![ticket.into(), kind.into(), body.into(), at.0.into()]).await?;
    }
    Ok(())
}

/// The server's place in its own history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    pub seq: Seq,
    pub next_number: i64,
    pub epoch: Uuid,
}

/// Reads the server's head; `None` on a device.
///
/// # Errors
/// When the database cannot be read.
pub async fn head(source: &impl Source) -> anyhow::Result<Option<Head>> {
    let found = row(source, "SELECT seq, next_number, epoch FROM head WHERE one = 1", Vec::new()).await?;
    let Some(found) = found else { return Ok(None) };
    Ok(Some(Head {
        seq: found.try_get_by_index(0)?,
        next_number: found.try_get_by_index(1)?,
        epoch: found.try_get_by_index(2)?,
    }))
}

/// Makes the server's head, once.
///
/// # Errors
/// When the database cannot be written.
pub async fn put_head(tx: &Tx, head: Head) -> anyhow::Result<()> {
    let sql =
        "INSERT INTO head (one, seq, next_number, epoch) VALUES (1, ?, ?, ?) ON CONFLICT (one) DO NOTHING";
    write(tx, sql, vec![head.seq.into(), head.next_number.into(), head.epoch.into()]).await?;
    Ok(())
}

/// Takes the next commit number and `numbers` ticket numbers; returns the head before.
///
/// This locks the row that every writer needs: call it last, so that nobody waits for long.
///
/// # Errors
/// When the database cannot be written, or is not a server's.
pub async fn advance(tx: &Tx, numbers: i64) -> anyhow::Result<Head> {
    let sql = "UPDATE head SET seq = seq + 1, next_number = next_number + ? WHERE one = 1 \
               RETURNING seq, next_number, epoch";
    let found =
        row(tx, sql, vec![numbers.into()]).await?.context("advancing the head of what is no server")?;
    let (seq, next): (Seq, i64) = (found.try_get_by_index(0)?, found.try_get_by_index(1)?);
    Ok(Head { seq: seq - 1, next_number: next - numbers, epoch: found.try_get_by_index(2)? })
}

/// Keeps other writers from taking commit numbers until the transaction ends.
///
/// # Errors
/// When the database cannot be written.
pub async fn lock_head(tx: &Tx) -> anyhow::Result<()> {
    write(tx, "UPDATE head SET seq = seq WHERE one = 1", Vec::new()).await?;
    Ok(())
}

/// Begins another history: what comes now has numbers that no earlier one can have had, one that began with the same
/// backup included.
///
/// # Errors
/// When the database cannot be written, or is not a server's.
pub async fn begin_history(tx: &Tx, epoch: Uuid, now: Timestamp) -> anyhow::Result<Head> {
    lock_head(tx).await?;
    let head = row(tx, "SELECT seq, next_number FROM head WHERE one = 1", Vec::new()).await?;
    let head = head.context("beginning a history of what is no server")?;
    let (seq, next_number): (Seq, i64) = (head.try_get_by_index(0)?, head.try_get_by_index(1)?);
    let newest = row(tx, "SELECT max(updated_at) FROM ticket", Vec::new()).await?;
    let newest: Option<i64> = newest.map(|row| row.try_get_by_index(0)).transpose()?.flatten();
    let lost_minutes = newest.map_or(0, |newest| now.0.saturating_sub(newest) / 60_000);
    let by_clock = now.0.saturating_mul(COMMITS_PER_MS);
    let seq = if by_clock > seq {
        by_clock
    } else {
        seq + LOST_COMMITS + Seq::try_from(epoch.as_u128() % CHANCE).unwrap_or_default()
    };
    let next_number = next_number + NUMBER_STRIDE + lost_minutes.clamp(0, MOST_LOST_MINUTES);
    let sql = "UPDATE head SET epoch = ?, seq = ?, next_number = ? WHERE one = 1";
    write(tx, sql, vec![epoch.into(), seq.into(), next_number.into()]).await?;
    Ok(Head { seq, next_number, epoch })
}

/// No server makes a million commits a second, so a history that begins by the clock begins behind every commit that a
/// backup does not know of: their versions never come again, and a device which saw one is told from a device that saw
/// what took its place. It is also behind another history that began with the same backup.
const COMMITS_PER_MS: i64 = 1_000;
/// Where the clock is behind the backup, so many commits are left out, and a share of a billion that the random end of the
/// new history's id decides: the same backup may be put back twice.
const LOST_COMMITS: i64 = 10_000_000;
const CHANCE: u128 = 1 << 30;
/// Ticket numbers that a new history leaves out, beside one for each minute since the backup knows of a change: those of
/// lost tickets were told to people.
const NUMBER_STRIDE: i64 = 1_000;
/// A year: a clock that is wrong by more does not use up the numbers that people can still read.
const MOST_LOST_MINUTES: i64 = 365 * 24 * 60;

/// What became of an earlier change.
#[derive(Debug, Clone)]
pub struct KeptVerdict {
    pub change: Uuid,
    pub hash: String,
    pub result: String,
}

/// The number of the last change that the server has judged for a device; its row stays locked.
///
/// # Errors
/// When the database cannot be read.
pub async fn last_number(tx: &Tx, device: Uuid) -> anyhow::Result<i64> {
    if tx.backend() == DbBackend::Postgres {
        // Two pushes of one device must not be judged side by side.
        run(tx, "SELECT pg_advisory_xact_lock(?)", vec![Value::from(lock_of(&device))]).await?;
    }
    let found = row(tx, "SELECT max(n) FROM verdict WHERE device = ?", vec![device.into()]).await?;
    Ok(found.map(|row| row.try_get_by_index::<Option<i64>>(0)).transpose()?.flatten().unwrap_or(0))
}

/// As `last_number` for several devices; those that sent nothing yet are left out.
///
/// # Errors
/// When the database cannot be read.
pub async fn last_numbers(tx: &Tx, devices: &[Uuid]) -> anyhow::Result<BTreeMap<Uuid, i64>> {
    // In order of their locks, as every node takes them: two that share devices never wait for each other.
    let mut devices: Vec<Uuid> = devices.to_vec();
    devices.sort_by_key(lock_of);
    let mut found = BTreeMap::new();
    for device in devices {
        let last = last_number(tx, device).await?;
        if last > 0 {
            found.insert(device, last);
        }
    }
    Ok(found)
}

fn lock_of(device: &Uuid) -> i64 {
    i64::from_be_bytes(device.as_bytes()[..8].try_into().expect("a uuid has sixteen bytes"))
}

/// Reads all outcomes of changes by their ids, whichever devices sent them.
///
/// # Errors
/// When the database cannot be read.
pub async fn verdicts_of(source: &impl Source, changes: &[Uuid]) -> anyhow::Result<Vec<KeptVerdict>> {
    let mut found = Vec::new();
    for chunk in changes.chunks(500) {
        let marks = crate::bulk::marks(chunk.len());
        let sql = format!("SELECT change, hash, result FROM verdict WHERE change IN ({marks})");
        for row in rows(source, &sql, chunk.iter().copied().map(Value::from).collect()).await? {
            found.push(kept_of(&row)?);
        }
    }
    Ok(found)
}

/// Reads the outcomes of a device's changes by their numbers; numbers without one are left out.
///
/// # Errors
/// When the database cannot be read.
pub async fn verdicts_by_number(
    source: &impl Source,
    device: Uuid,
    numbers: &[i64],
) -> anyhow::Result<BTreeMap<i64, KeptVerdict>> {
    let mut found = BTreeMap::new();
    for chunk in numbers.chunks(500) {
        let marks = crate::bulk::marks(chunk.len());
        let sql = format!("SELECT change, hash, result, n FROM verdict WHERE device = ? AND n IN ({marks})");
        let mut values = vec![Value::from(device)];
        values.extend(chunk.iter().copied().map(Value::from));
        for row in rows(source, &sql, values).await? {
            found.insert(row.try_get_by_index(3)?, kept_of(&row)?);
        }
    }
    Ok(found)
}

/// Which of these changes this device sent.
///
/// # Errors
/// When the database cannot be read.
pub async fn sent_by(source: &impl Source, device: Uuid, changes: &[Uuid]) -> anyhow::Result<BTreeSet<Uuid>> {
    let mut found = BTreeSet::new();
    for chunk in changes.chunks(500) {
        let marks = crate::bulk::marks(chunk.len());
        let sql = format!("SELECT change FROM verdict WHERE device = ? AND change IN ({marks})");
        let mut values = vec![Value::from(device)];
        values.extend(chunk.iter().copied().map(Value::from));
        for row in rows(source, &sql, values).await? {
            found.insert(row.try_get_by_index(0)?);
        }
    }
    Ok(found)
}

fn kept_of(row: &sea_orm::QueryResult) -> anyhow::Result<KeptVerdict> {
    Ok(KeptVerdict {
        change: row.try_get_by_index(0)?,
        hash: row.try_get_by_index(1)?,
        result: row.try_get_by_index(2)?,
    })
}

/// Keeps the outcome of a change for ever.
///
/// # Errors
/// When the database cannot be written.
pub async fn put_verdict(tx: &Tx, device: Uuid, n: i64, kept: KeptVerdict) -> anyhow::Result<()> {
    put_verdicts(tx, vec![(device, n, kept)]).await
}

/// Keeps the outcomes of changes for ever, each under the number that its device gave it.
///
/// # Errors
/// When the database cannot be written.
pub async fn put_verdicts(tx: &Tx, kept: Vec<(Uuid, i64, KeptVerdict)>) -> anyhow::Result<()> {
    let values = kept.into_iter().map(|(device, n, kept)| {
        vec![device.into(), n.into(), kept.change.into(), kept.hash.into(), kept.result.into()]
    });
    let columns = ["device", "n", "change", "hash", "result"];
    crate::bulk::insert(tx, "verdict", &columns, "", values.collect()).await.context("keeping outcomes")
}

/// Keeps one part of an import until all have come; returns how many parts are here.
///
/// # Errors
/// When the database cannot be written.
pub async fn put_import_part(tx: &Tx, batch: Uuid, part: i64, records: &str) -> anyhow::Result<i64> {
    let sql = "INSERT INTO import_part (batch, part, records) VALUES (?, ?, ?) ON CONFLICT (batch, part) DO NOTHING";
    write(tx, sql, vec![batch.into(), part.into(), records.into()]).await?;
    let found = row(tx, "SELECT count(*) FROM import_part WHERE batch = ?", vec![batch.into()]).await?;
    Ok(found.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0))
}

/// Takes the parts of an import out, in order.
///
/// # Errors
/// When the database cannot be written.
pub async fn take_import(tx: &Tx, batch: Uuid) -> anyhow::Result<Vec<String>> {
    let found =
        rows(tx, "SELECT records FROM import_part WHERE batch = ? ORDER BY part", vec![batch.into()]).await?;
    let parts = found.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
    write(tx, "DELETE FROM import_part WHERE batch = ?", vec![batch.into()]).await?;
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Db, Location};

    /// Begins a history with a backup that stands at this commit.
    async fn begun(seq: Seq, now_ms: i64) -> Seq {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&Location::File(folder.path().join("tern.db")), None).await.unwrap();
        let tx = db.begin().await.unwrap();
        put_head(&tx, Head { seq, next_number: 1001, epoch: Uuid::new_v4() }).await.unwrap();
        begin_history(&tx, Uuid::new_v4(), Timestamp(now_ms)).await.unwrap().seq
    }

    #[tokio::test]
    async fn a_backup_of_a_young_history_put_back_twice_begins_two_that_share_no_commit() {
        let now_ms = 1_772_442_168_407;
        let first = begun(24, now_ms).await;
        assert_eq!(first, now_ms * COMMITS_PER_MS);
        // Backed up right after it began, and put back a few seconds and again two minutes later.
        let (second, third) = (begun(first, now_ms + 10_000).await, begun(first, now_ms + 106_000).await);
        assert!(first < second && second < third, "{first}, {second}, {third}");
    }

    #[tokio::test]
    async fn a_clock_that_is_behind_the_backup_leaves_the_histories_apart_all_the_same() {
        let seq = 1_772_442_168_407_000;
        let (one, other) = (begun(seq, 0).await, begun(seq, 0).await);
        assert!(one >= seq + LOST_COMMITS && other >= seq + LOST_COMMITS);
        assert_ne!(one, other);
    }
}
