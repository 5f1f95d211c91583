//! What a device has to send, and what the server last said about records that wait.

use crate::bulk;
use crate::entity::outbox;
use crate::records::Key;
use crate::tx::{Source, Tx, row, rows, run, write};
use anyhow::Context;
use domain::change::Change;
use domain::record::{Kind, Record, Seq};
use domain::refusal::Refusal;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// How far a change has come on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Queued,
    Sent,
    /// The server took it in; it leaves when the feed has brought its effect.
    Taken,
    Refused,
}

impl State {
    pub(crate) fn code(self) -> i16 {
        match self {
            State::Queued => 0,
            State::Sent => 1,
            State::Taken => 2,
            State::Refused => 3,
        }
    }

    pub(crate) fn from_code(code: i16) -> anyhow::Result<Self> {
        [State::Queued, State::Sent, State::Taken, State::Refused]
            .into_iter()
            .find(|state| state.code() == code)
            .with_context(|| format!("an outbox entry in the unknown state {code}"))
    }
}

/// A change on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub n: i64,
    pub change: Change,
    pub state: State,
    pub seq: Seq,
    pub refusal: Option<Refusal>,
}

fn change_of(text: &str) -> anyhow::Result<Change> {
    serde_json::from_str(text).context("reading a change of the outbox")
}

impl TryFrom<outbox::Model> for Entry {
    type Error = anyhow::Error;

    fn try_from(row: outbox::Model) -> Result<Self, anyhow::Error> {
        Ok(Entry {
            n: row.n,
            change: change_of(&row.change)?,
            state: State::from_code(row.state)?,
            seq: row.seq,
            refusal: row.refusal.as_deref().map(serde_json::from_str).transpose()?,
        })
    }
}

/// Adds changes behind the last one, numbered on from `first`.
///
/// # Errors
/// When the database cannot be written.
pub async fn add(tx: &Tx, first: i64, changes: &[Change]) -> anyhow::Result<()> {
    let columns = ["n", "id", "kind", "entity", "ticket", "change", "at", "state", "seq"];
    let mut values = Vec::with_capacity(changes.len());
    for (n, change) in (first..).zip(changes) {
        values.push(vec![
            n.into(),
            change.id.0.into(),
            change.kind.code().into(),
            change.entity.into(),
            change.ticket.into(),
            serde_json::to_string(change)?.into(),
            change.at.0.into(),
            State::Queued.code().into(),
            0_i64.into(),
        ]);
    }
    bulk::insert(tx, "outbox", &columns, "", values).await.context("queueing changes")
}

/// Reads what has to be sent, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn to_send(source: &impl Source, limit: u64) -> anyhow::Result<Vec<Entry>> {
    let models = outbox::Entity::find()
        .filter(outbox::Column::State.lt(State::Taken.code()))
        .order_by_asc(outbox::Column::N)
        .limit(limit)
        .all(source.ready().await?)
        .await
        .context("reading the outbox")?;
    models.into_iter().map(Entry::try_from).collect()
}

/// Reads what waits or was refused, oldest first; what the server took in is left out.
///
/// # Errors
/// When the database cannot be read.
pub async fn shown(source: &impl Source) -> anyhow::Result<Vec<Entry>> {
    let models = outbox::Entity::find()
        .filter(outbox::Column::State.ne(State::Taken.code()))
        .order_by_asc(outbox::Column::N)
        .all(source.ready().await?)
        .await
        .context("reading the outbox")?;
    models.into_iter().map(Entry::try_from).collect()
}

/// Reads every change that the server has not taken in, refused ones included, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn unsettled(source: &impl Source) -> anyhow::Result<Vec<Change>> {
    Ok(shown(source).await?.into_iter().map(|entry| entry.change).collect())
}

/// Every change of a kind that lies here, whatever became of it.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_kind(source: &impl Source, kind: Kind) -> anyhow::Result<Vec<Change>> {
    let sql = "SELECT change FROM outbox WHERE kind = ? ORDER BY n";
    let found = rows(source, sql, vec![kind.code().into()]).await?;
    found.iter().map(|row| Ok(serde_json::from_str(&row.try_get_by_index::<String>(0)?)?)).collect()
}

/// Removes what was refused and took effect after all; returns how many there were.
///
/// # Errors
/// When the database cannot be written.
pub async fn remove_refused(tx: &Tx, changes: &[Uuid]) -> anyhow::Result<u64> {
    let mut removed = 0;
    for chunk in changes.chunks(500) {
        let sql = format!("DELETE FROM outbox WHERE state = 3 AND id IN ({})", bulk::marks(chunk.len()));
        removed += run(tx, &sql, chunk.iter().copied().map(Into::into).collect()).await?;
    }
    Ok(removed)
}

/// Reads one entry by the id of its change.
///
/// # Errors
/// When the database cannot be read.
pub async fn by_change(source: &impl Source, change: Uuid) -> anyhow::Result<Option<Entry>> {
    let model = outbox::Entity::find()
        .filter(outbox::Column::Id.eq(change))
        .one(source.ready().await?)
        .await
        .context("reading the outbox")?;
    model.map(Entry::try_from).transpose()
}

/// Reads the changes that still lie over a record, oldest first: everything but the refused.
///
/// # Errors
/// When the database cannot be read.
pub async fn over(
    source: &impl Source,
    kind: Kind,
    ids: &[Uuid],
) -> anyhow::Result<BTreeMap<Uuid, Vec<Entry>>> {
    let mut found: BTreeMap<Uuid, Vec<Entry>> = BTreeMap::new();
    for chunk in ids.chunks(500) {
        // By place in the row: names cost a search each.
        let sql = format!(
            "SELECT entity, n, change, state, seq, refusal FROM outbox \
             WHERE kind = ? AND entity IN ({}) AND state <> ? ORDER BY n",
            bulk::marks(chunk.len())
        );
        let mut values: Vec<sea_orm::Value> = vec![kind.code().into()];
        values.extend(chunk.iter().copied().map(sea_orm::Value::from));
        values.push(State::Refused.code().into());
        for row in rows(source, &sql, values).await.context("reading what waits")? {
            let refusal: Option<String> = row.try_get_by_index(5)?;
            let entry = Entry {
                n: row.try_get_by_index(1)?,
                change: change_of(&row.try_get_by_index::<String>(2)?)?,
                state: State::from_code(row.try_get_by_index(3)?)?,
                seq: row.try_get_by_index(4)?,
                refusal: refusal.as_deref().map(serde_json::from_str).transpose()?,
            };
            found.entry(row.try_get_by_index(0)?).or_default().push(entry);
        }
    }
    Ok(found)
}

/// Whether something that was refused lies over a record.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_refused(source: &impl Source, kind: Kind, id: Uuid) -> anyhow::Result<bool> {
    let sql = "SELECT 1 FROM outbox WHERE kind = ? AND entity = ? AND state = 3";
    Ok(row(source, sql, vec![kind.code().into(), id.into()]).await?.is_some())
}

/// How many changes wait to be sent, and how many were refused.
///
/// # Errors
/// When the database cannot be read.
pub async fn counts(source: &impl Source) -> anyhow::Result<(i64, i64)> {
    let sql = "SELECT state, count(*) FROM outbox GROUP BY state";
    let (mut waiting, mut refused) = (0, 0);
    for row in rows(source, sql, Vec::new()).await? {
        let count: i64 = row.try_get_by_index(1)?;
        match State::from_code(row.try_get_by_index(0)?)? {
            State::Queued | State::Sent => waiting += count,
            State::Refused => refused += count,
            State::Taken => {}
        }
    }
    Ok((waiting, refused))
}

/// Whether anything lies in the outbox at all: most records then have nothing over them.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_empty(source: &impl Source) -> anyhow::Result<bool> {
    Ok(row(source, "SELECT 1 FROM outbox LIMIT 1", Vec::new()).await?.is_none())
}

/// Says how far a change has come.
///
/// # Errors
/// When the database cannot be written.
pub async fn set_state(
    tx: &Tx,
    n: i64,
    state: State,
    seq: Seq,
    refusal: Option<&Refusal>,
) -> anyhow::Result<()> {
    let refusal = refusal.map(serde_json::to_string).transpose()?;
    let values = vec![state.code().into(), seq.into(), refusal.into(), n.into()];
    write(tx, "UPDATE outbox SET state = ?, seq = ?, refusal = ? WHERE n = ?", values).await?;
    Ok(())
}

/// Marks what waits as handed to the network; returns whether it was not so before.
///
/// # Errors
/// When the database cannot be written.
pub async fn mark_sent(tx: &Tx, n: i64) -> anyhow::Result<bool> {
    let values = vec![State::Sent.code().into(), n.into(), State::Queued.code().into()];
    Ok(run(tx, "UPDATE outbox SET state = ? WHERE n = ? AND state = ?", values).await? > 0)
}

/// Takes the mark off a change that was never handed to the network after all.
///
/// # Errors
/// When the database cannot be written.
pub async fn mark_not_sent(tx: &Tx, change: Uuid) -> anyhow::Result<()> {
    let values = vec![State::Queued.code().into(), change.into(), State::Sent.code().into()];
    write(tx, "UPDATE outbox SET state = ? WHERE id = ? AND state = ?", values).await?;
    Ok(())
}

/// The number of the oldest change that has to be sent.
///
/// # Errors
/// When the database cannot be read.
pub async fn first_waiting(source: &impl Source) -> anyhow::Result<Option<i64>> {
    let found = row(source, "SELECT min(n) FROM outbox WHERE state < 2", Vec::new()).await?;
    Ok(found.map(|row| row.try_get_by_index::<Option<i64>>(0)).transpose()?.flatten())
}

/// Numbers what has to be sent on from `first`, in its order; returns the number after the last.
///
/// # Errors
/// When the database cannot be written.
pub async fn renumber(tx: &Tx, first: i64) -> anyhow::Result<i64> {
    let ends = row(tx, "SELECT min(n), max(n) FROM outbox", Vec::new()).await?;
    let end = |index| ends.as_ref().map(|row| row.try_get_by_index::<Option<i64>>(index)).transpose();
    let (Some(lowest), Some(highest)) = (end(0)?.flatten(), end(1)?.flatten()) else { return Ok(first) };
    // Everything moves below the numbers that count, in its order: numbers are unique at every step, and
    // what was taken or refused is not sent again, so that any number will do for it.
    let shift = highest - lowest.min(first) + 1;
    write(tx, "UPDATE outbox SET n = n - ?", vec![shift.into()]).await?;
    let waiting = rows(tx, "SELECT n FROM outbox WHERE state < 2 ORDER BY n", Vec::new()).await?;
    let mut next = first;
    for row in &waiting {
        let n: i64 = row.try_get_by_index(0)?;
        write(tx, "UPDATE outbox SET n = ? WHERE n = ?", vec![next.into(), n.into()]).await?;
        next += 1;
    }
    Ok(next)
}

/// Removes one entry.
///
/// # Errors
/// When the database cannot be written.
pub async fn remove(tx: &Tx, n: i64) -> anyhow::Result<()> {
    write(tx, "DELETE FROM outbox WHERE n = ?", vec![n.into()]).await?;
    Ok(())
}

/// The changes that the server took in by this commit.
///
/// # Errors
/// When the database cannot be read.
pub async fn taken(source: &impl Source, up_to: Seq) -> anyhow::Result<Vec<Change>> {
    let sql = "SELECT change FROM outbox WHERE state = 2 AND seq <= ? ORDER BY n";
    let found = rows(source, sql, vec![up_to.into()]).await?;
    found.iter().map(|row| Ok(serde_json::from_str(&row.try_get_by_index::<String>(0)?)?)).collect()
}

/// Removes the changes that the server took in by this commit.
///
/// # Errors
/// When the database cannot be written.
pub async fn remove_taken(tx: &Tx, up_to: Seq) -> anyhow::Result<()> {
    write(tx, "DELETE FROM outbox WHERE state = 2 AND seq <= ?", vec![up_to.into()]).await?;
    Ok(())
}

/// Keeps the server's word on a record before the first change is laid over it; `None`: it knows of none.
///
/// # Errors
/// When the database cannot be written.
pub async fn put_shadow(tx: &Tx, kind: Kind, id: Uuid, confirmed: Option<&Record>) -> anyhow::Result<()> {
    let text = confirmed.map(serde_json::to_string).transpose()?;
    let sql = "INSERT INTO shadow (kind, id, record) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO NOTHING";
    write(tx, sql, vec![kind.code().into(), id.into(), text.into()]).await?;
    Ok(())
}

/// Replaces the server's word on records, each as JSON; `None` where it knows of none though changes lie over it.
///
/// # Errors
/// When the database cannot be written.
pub async fn replace_shadows(tx: &Tx, words: Vec<(Key, Option<String>)>) -> anyhow::Result<()> {
    let values = words.into_iter().map(|((kind, id), word)| vec![kind.code().into(), id.into(), word.into()]);
    let tail = "ON CONFLICT (kind, id) DO UPDATE SET record = excluded.record";
    bulk::insert(tx, "shadow", &["kind", "id", "record"], tail, values.collect())
        .await
        .context("keeping the server's word")
}

/// The server's word on a record: `None` when nothing lies over it, `Some(None)` when it knows of none.
///
/// # Errors
/// When the database cannot be read.
pub async fn shadow(source: &impl Source, kind: Kind, id: Uuid) -> anyhow::Result<Option<Option<Record>>> {
    let values = vec![kind.code().into(), id.into()];
    let Some(row) = row(source, "SELECT record FROM shadow WHERE kind = ? AND id = ?", values).await? else {
        return Ok(None);
    };
    let text: Option<String> = row.try_get_by_index(0)?;
    Ok(Some(text.as_deref().map(serde_json::from_str).transpose()?))
}

/// Over which of these records of one kind something lies, so that the server's word on them is kept.
///
/// # Errors
/// When the database cannot be read.
pub async fn shadowed(source: &impl Source, kind: Kind, ids: &[Uuid]) -> anyhow::Result<BTreeSet<Uuid>> {
    let mut found = BTreeSet::new();
    for chunk in ids.chunks(500) {
        let marks = bulk::marks(chunk.len());
        let all = bulk::in_one_row(source.backend(), &[]);
        let sql = format!("SELECT {all} FROM shadow WHERE kind = ? AND id IN ({marks})");
        let values = std::iter::once(kind.code().into()).chain(chunk.iter().copied().map(Into::into));
        let listed: Vec<(Uuid,)> =
            bulk::listed(source, &sql, values.collect()).await.context("reading what changes lie over")?;
        found.extend(listed.into_iter().map(|(id,)| id));
    }
    Ok(found)
}

/// The server's word on records of one kind: those over which nothing lies are left out, `None` stands for those that
/// it knows nothing of.
///
/// # Errors
/// When the database cannot be read.
pub async fn shadows(
    source: &impl Source,
    kind: Kind,
    ids: &[Uuid],
) -> anyhow::Result<BTreeMap<Uuid, Option<Record>>> {
    let mut found = BTreeMap::new();
    for chunk in ids.chunks(500) {
        let sql =
            format!("SELECT id, record FROM shadow WHERE kind = ? AND id IN ({})", bulk::marks(chunk.len()));
        let mut values: Vec<sea_orm::Value> = vec![kind.code().into()];
        values.extend(chunk.iter().copied().map(sea_orm::Value::from));
        for row in rows(source, &sql, values).await? {
            let text: Option<String> = row.try_get_by_index(1)?;
            let record = text.as_deref().map(serde_json::from_str).transpose()?;
            found.insert(row.try_get_by_index(0)?, record);
        }
    }
    Ok(found)
}

/// Forgets the server's word on records over which nothing lies any more.
///
/// # Errors
/// When the database cannot be written.
pub async fn remove_shadows(tx: &Tx, keys: &[Key]) -> anyhow::Result<()> {
    let mut by_kind: BTreeMap<Kind, Vec<sea_orm::Value>> = BTreeMap::new();
    for (kind, id) in keys {
        by_kind.entry(*kind).or_default().push((*id).into());
    }
    for (kind, ids) in by_kind {
        for chunk in ids.chunks(500) {
            let sql = format!("DELETE FROM shadow WHERE kind = ? AND id IN ({})", bulk::marks(chunk.len()));
            let values = std::iter::once(kind.code().into()).chain(chunk.iter().cloned()).collect();
            write(tx, &sql, values).await?;
        }
    }
    Ok(())
}
