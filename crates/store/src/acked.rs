//! What the server took in lately: a server that comes back from an older backup is given it once more.

use crate::outbox::{self, State};
use crate::records::Key;
use crate::tx::{Source, Tx, row, rows, run};
use anyhow::Context;
use domain::change::Change;
use domain::record::{Kind, Seq};
use domain::refusal::Refusal;
use domain::time::Timestamp;
use uuid::Uuid;

/// How long a change is kept after the server took it in: backups are taken far more often than this.
const KEPT_MS: i64 = 30 * 24 * 60 * 60 * 1000;
/// The most changes kept, however busy the desk is: five hundred in every working hour of a month.
const KEPT: i64 = 100_000;

/// Keeps what leaves the outbox because the feed has brought it, up to this commit of this history, under the server's
/// time. Nothing of it goes before both clocks say that it may: either may jump past everything that is kept.
///
/// # Errors
/// When the database cannot be written.
pub async fn keep(
    tx: &Tx,
    up_to: Seq,
    epoch: Uuid,
    server_time: Timestamp,
    own_time: Timestamp,
) -> anyhow::Result<()> {
    let sql = "INSERT INTO acked (id, n, epoch, seq, change, at) \
               SELECT id, n, ?, seq, change, ? FROM outbox WHERE state = 2 AND seq <= ? \
               ON CONFLICT (id) DO UPDATE SET n = excluded.n, epoch = excluded.epoch, seq = excluded.seq, \
               at = excluded.at";
    run(tx, sql, vec![epoch.into(), server_time.0.into(), up_to.into()]).await?;
    let oldest = server_time.min(own_time).plus_ms(-KEPT_MS);
    run(tx, "DELETE FROM acked WHERE at < ?", vec![oldest.0.into()]).await?;
    let sql = "DELETE FROM acked WHERE at < (SELECT at FROM acked ORDER BY at DESC LIMIT 1 OFFSET ?)";
    run(tx, sql, vec![KEPT.into()]).await?;
    Ok(())
}

/// The attachments among what is kept: were they to go once more, their bytes would have to go with them.
///
/// # Errors
/// When the database cannot be read.
pub async fn attachments(source: &impl Source) -> anyhow::Result<Vec<Change>> {
    let sql = "SELECT change FROM acked WHERE change LIKE '%\"kind\":\"attachment\"%'";
    rows(source, sql, Vec::new())
        .await?
        .iter()
        .map(|row| Ok(serde_json::from_str(&row.try_get_by_index::<String>(0)?)?))
        .collect::<anyhow::Result<_>>()
        .context("reading which attachments the server took in")
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
        .collect::<anyhow::Result<Vec<Change>>>()
        .context("reading what the server took in")?;
    let count = i64::try_from(changes.len())?;
    let taken = State::Taken.code();
    let sql = "UPDATE outbox SET state = ?, seq = 0 WHERE state = ?";
    let unseen = run(tx, sql, vec![State::Queued.code().into(), taken.into()]).await?;
    let next = outbox::renumber(tx, first + count).await?;
    outbox::add(tx, first, &changes).await?;
    mark_waiting(tx).await?;
    run(tx, "DELETE FROM acked", Vec::new()).await?;
    Ok((next, count + i64::try_from(unseen)?))
}

/// Notes of everything that waits that the server may lack what it hangs on, and get it back later: what people
/// wrote about a ticket before they, or the server, knew that it was lost.
///
/// # Errors
/// When the database cannot be written.
pub async fn mark_waiting(tx: &Tx) -> anyhow::Result<()> {
    run(tx, "UPDATE outbox SET again = 1 WHERE state < ?", vec![State::Taken.code().into()]).await?;
    Ok(())
}

/// Queues once more what was refused only because the server lacked what it hangs on, if that has a commit after the
/// refusal by now; returns the records concerned and the number after the last.
///
/// The commit decides, and not the order in which a refusal and a page arrive here: they come by lanes of their own.
///
/// # Errors
/// When the database cannot be written.
pub async fn retry(tx: &Tx, next: i64) -> anyhow::Result<(Vec<Key>, i64)> {
    let sql = "SELECT n, kind, entity, refusal FROM outbox WHERE again = 1 AND state = ? AND EXISTS ( \
               SELECT 1 FROM record WHERE record.deleted = 0 AND record.ver > outbox.seq AND \
               (record.kind = ? AND record.id = outbox.ticket \
               OR record.kind = outbox.kind AND record.id = outbox.entity)) ORDER BY n";
    let values = vec![State::Refused.code().into(), Kind::Ticket.code().into()];
    let mut next = next;
    let mut keys = Vec::new();
    for found in rows(tx, sql, values).await? {
        let refusal: Option<String> = found.try_get_by_index(3)?;
        let refusal = refusal.as_deref().map(serde_json::from_str).transpose()?;
        if !matches!(refusal, Some(Refusal::Missing(_))) {
            continue;
        }
        let (n, kind, entity): (i64, i16, Uuid) =
            (found.try_get_by_index(0)?, found.try_get_by_index(1)?, found.try_get_by_index(2)?);
        let sql = "UPDATE outbox SET n = ?, state = ?, refusal = NULL WHERE n = ?";
        run(tx, sql, vec![next.into(), State::Queued.code().into(), n.into()]).await?;
        next += 1;
        keys.push((Kind::from_code(kind).context("a change of an unknown kind waits")?, entity));
    }
    Ok((keys, next))
}

/// How many changes are kept.
///
/// # Errors
/// When the database cannot be read.
pub async fn count(source: &impl crate::tx::Source) -> anyhow::Result<i64> {
    let found = row(source, "SELECT count(*) FROM acked", Vec::new()).await?;
    Ok(found.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Db, Location};

    const DAY_MS: i64 = 24 * 60 * 60 * 1000;

    /// How many of two changes, taken in now and 31 days ago, are still kept when the clocks say this.
    async fn kept(server_ms: i64, own_ms: i64) -> i64 {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&Location::File(folder.path().join("desk.db")), None).await.unwrap();
        let tx = db.begin().await.unwrap();
        for at in [-31 * DAY_MS, 0_i64] {
            let sql = "INSERT INTO acked (id, n, epoch, seq, change, at) VALUES (?, 1, ?, 1, '{}', ?)";
            run(&tx, sql, vec![Uuid::new_v4().into(), Uuid::nil().into(), at.into()]).await.unwrap();
        }
        keep(&tx, 1, Uuid::nil(), Timestamp(server_ms), Timestamp(own_ms)).await.unwrap();
        count(&tx).await.unwrap()
    }

    #[tokio::test]
    async fn one_clock_that_jumps_takes_nothing_away() {
        assert_eq!(kept(0, 0).await, 1, "what is over is over");
        assert_eq!(kept(400 * DAY_MS, 0).await, 1);
        assert_eq!(kept(0, 400 * DAY_MS).await, 1);
        assert_eq!(kept(i64::MAX, -60 * DAY_MS).await, 2);
        assert_eq!(kept(i64::MIN, 400 * DAY_MS).await, 2);
        assert_eq!(kept(40 * DAY_MS, 40 * DAY_MS).await, 0);
    }
}
