//! What the server took in lately: a server that comes back from an older backup is given it once more.

use crate::outbox::{self, State};
use crate::records::Key;
use crate::tx::{Tx, row, rows, run};
use anyhow::Context;
use domain::record::{Kind, Seq};
use domain::time::Timestamp;
use uuid::Uuid;

/// How long a change is kept after the server took it in: backups are taken far more often than this.
const KEPT_MS: i64 = 30 * 24 * 60 * 60 * 1000;
/// The most changes kept, however busy the desk is.
const KEPT: i64 = 20_000;

/// Keeps what leaves the outbox because the feed has brought it, up to this commit of this history.
///
/// # Errors
/// When the database cannot be written.
pub async fn keep(tx: &Tx, up_to: Seq, epoch: Uuid, now: Timestamp) -> anyhow::Result<()> {
    let sql = "INSERT INTO acked (id, n, epoch, seq, change, at) \
               SELECT id, n, ?, seq, change, ? FROM outbox WHERE state = 2 AND seq <= ? \
               ON CONFLICT (id) DO UPDATE SET n = excluded.n, epoch = excluded.epoch, seq = excluded.seq, \
               at = excluded.at";
    run(tx, sql, vec![epoch.into(), now.0.into(), up_to.into()]).await?;
    run(tx, "DELETE FROM acked WHERE at < ?", vec![(now.0 - KEPT_MS).into()]).await?;
    let sql = "DELETE FROM acked WHERE at < (SELECT at FROM acked ORDER BY at DESC LIMIT 1 OFFSET ?)";
    run(tx, sql, vec![KEPT.into()]).await?;
    Ok(())
}

/// Puts everything kept, and what was taken in but not yet seen in the feed, back into the outbox, before what
/// waits there, under numbers from `first` on; returns the number after the last and how many came back.
///
/// # Errors
/// When the database cannot be written.
pub async fn push_again(tx: &Tx, first: i64) -> anyhow::Result<(i64, i64)> {
    // A change that was put back before and lies in the outbox still must not lie there twice.
    run(tx, "DELETE FROM acked WHERE id IN (SELECT id FROM outbox)", Vec::new()).await?;
    let kept = rows(tx, "SELECT change FROM acked ORDER BY at, n", Vec::new()).await?;
    let changes = kept
        .iter()
        .map(|row| Ok(serde_json::from_str(&row.try_get_by_index::<String>(0)?)?))
        .collect::<anyhow::Result<Vec<domain::change::Change>>>()
        .context("reading what the server took in")?;
    let count = i64::try_from(changes.len())?;
    let taken = State::Taken.code();
    let sql = "UPDATE outbox SET state = ?, seq = 0, again = 1 WHERE state = ?";
    let unseen = run(tx, sql, vec![State::Queued.code().into(), taken.into()]).await?;
    let next = outbox::renumber(tx, first + count).await?;
    outbox::add(tx, first, &changes).await?;
    let values = vec![first.into(), (first + count).into()];
    run(tx, "UPDATE outbox SET again = 1 WHERE n >= ? AND n < ?", values).await?;
    run(tx, "DELETE FROM acked", Vec::new()).await?;
    Ok((next, count + i64::try_from(unseen)?))
}

/// Sends once more what was refused only because its ticket had not come back yet, now that these records are
/// here; returns the number after the last.
///
/// # Errors
/// When the database cannot be written.
pub async fn retry(tx: &Tx, here: &[Key], next: i64) -> anyhow::Result<i64> {
    let sql = "SELECT n, kind, entity, ticket FROM outbox WHERE again = 1 AND state = 3 ORDER BY n";
    let refused = rows(tx, sql, Vec::new()).await?;
    if refused.is_empty() {
        return Ok(next);
    }
    let here: std::collections::BTreeSet<(i16, Uuid)> =
        here.iter().map(|(kind, id)| (kind.code(), *id)).collect();
    let mut next = next;
    for found in refused {
        let (n, kind, entity): (i64, i16, Uuid) =
            (found.try_get_by_index(0)?, found.try_get_by_index(1)?, found.try_get_by_index(2)?);
        let ticket: Option<Uuid> = found.try_get_by_index(3)?;
        let came = ticket.is_some_and(|ticket| here.contains(&(Kind::Ticket.code(), ticket)));
        if came || here.contains(&(kind, entity)) {
            let sql = "UPDATE outbox SET n = ?, state = 0, refusal = NULL WHERE n = ?";
            run(tx, sql, vec![next.into(), n.into()]).await?;
            next += 1;
        }
    }
    Ok(next)
}

/// How many changes are kept.
///
/// # Errors
/// When the database cannot be read.
pub async fn count(source: &impl crate::tx::Source) -> anyhow::Result<i64> {
    let found = row(source, "SELECT count(*) FROM acked", Vec::new()).await?;
    Ok(found.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0))
}
