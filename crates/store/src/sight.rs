//! Who has which tickets in sight, on the server: written with the commits that move tickets, read by the feed.

use crate::bulk;
use crate::tx::{Source, Tx, row, rows, write};
use anyhow::Context;
use domain::record::Seq;
use sea_orm::Value;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A ticket in a scope.
pub type Place = (Uuid, Uuid);

/// Notes that tickets came into scopes, or left them, in this commit; 0 for what was made there.
///
/// # Errors
/// When the database cannot be written.
pub async fn note(tx: &Tx, places: &[Place], seq: Seq, live: bool) -> anyhow::Result<()> {
    let values = places
        .iter()
        .map(|(scope, ticket)| vec![(*scope).into(), (*ticket).into(), seq.into(), i16::from(live).into()])
        .collect();
    let tail = "ON CONFLICT (scope, ticket) DO UPDATE SET seq = excluded.seq, live = excluded.live";
    bulk::insert(tx, "sight", &["scope", "ticket", "seq", "live"], tail, values)
        .await
        .context("noting who sees a ticket")
}

/// Which of these tickets are in sight of one of the scopes: each with the commit since which it has been.
///
/// # Errors
/// When the database cannot be read.
pub async fn seen(
    source: &impl Source,
    tickets: &[Uuid],
    scopes: &[Uuid],
) -> anyhow::Result<BTreeMap<Uuid, Seq>> {
    let mut found = BTreeMap::new();
    if scopes.is_empty() {
        return Ok(found);
    }
    for chunk in tickets.chunks(500) {
        let sql = format!(
            "SELECT ticket, min(seq) FROM sight WHERE live = 1 AND ticket IN ({}) AND scope IN ({}) GROUP BY ticket",
            bulk::marks(chunk.len()),
            bulk::marks(scopes.len())
        );
        let values = chunk.iter().chain(scopes).copied().map(Value::from).collect();
        for row in rows(source, &sql, values).await.context("reading who sees tickets")? {
            found.insert(row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        }
    }
    Ok(found)
}

/// Tickets that came into one of the scopes (`live`) or left one, from this commit on, by commit.
#[derive(Debug, Default)]
pub struct Moves {
    pub by_seq: BTreeMap<Seq, BTreeSet<Uuid>>,
    /// There are more behind this commit; `None` when there are none.
    pub whole_up_to: Option<Seq>,
}

/// Reads moves in the order of commits; every commit that is in the answer is there whole.
///
/// # Errors
/// When the database cannot be read.
pub async fn moves(source: &impl Source, scopes: &[Uuid], from: Seq, live: bool) -> anyhow::Result<Moves> {
    /// Moves read in one go; a commit that moved more is read whole all the same.
    const LIMIT: usize = 300;
    let mut moves = Moves::default();
    if scopes.is_empty() {
        return Ok(moves);
    }
    let marks = bulk::marks(scopes.len());
    let ask = async |condition: &str, tail: &str, seq: Seq| -> anyhow::Result<Vec<(Seq, Uuid)>> {
        let sql = format!(
            "SELECT DISTINCT seq, ticket FROM sight WHERE live = ? AND scope IN ({marks}) AND {condition} {tail}"
        );
        let mut values: Vec<Value> = vec![i16::from(live).into()];
        values.extend(scopes.iter().copied().map(Value::from));
        values.push(seq.into());
        let found = rows(source, &sql, values).await.context("reading which tickets moved")?;
        found.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
    };
    let mut found = ask("seq >= ?", &format!("ORDER BY seq LIMIT {LIMIT}"), from.max(1)).await?;
    if found.len() == LIMIT {
        // The last commit may be cut: read it whole.
        let last = found.last().map_or(from, |(seq, _)| *seq);
        found.retain(|(seq, _)| *seq < last);
        found.extend(ask("seq = ?", "", last).await?);
        moves.whole_up_to = Some(last);
    }
    for (seq, ticket) in found {
        moves.by_seq.entry(seq).or_default().insert(ticket);
    }
    Ok(moves)
}

/// Notes that a person's own reach changed in this commit: their devices have to copy everything again.
///
/// # Errors
/// When the database cannot be written.
pub async fn note_reach(tx: &Tx, people: &[Uuid], seq: Seq) -> anyhow::Result<()> {
    let values = people.iter().map(|person| vec![(*person).into(), seq.into()]).collect();
    let tail = "ON CONFLICT (person) DO UPDATE SET seq = excluded.seq";
    bulk::insert(tx, "reach", &["person", "seq"], tail, values).await.context("noting where people may look")
}

/// The commit that last changed where a person may look; 0 when it never changed.
///
/// # Errors
/// When the database cannot be read.
pub async fn reach(source: &impl Source, person: Uuid) -> anyhow::Result<Seq> {
    let found = row(source, "SELECT seq FROM reach WHERE person = ?", vec![person.into()]).await?;
    Ok(found.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0))
}

/// The teams of tickets, by ticket.
///
/// # Errors
/// When the database cannot be read.
pub async fn teams(source: &impl Source, tickets: &[Uuid]) -> anyhow::Result<BTreeMap<Uuid, Uuid>> {
    let mut found = BTreeMap::new();
    for chunk in tickets.chunks(500) {
        let sql = format!("SELECT id, team FROM ticket WHERE id IN ({})", bulk::marks(chunk.len()));
        for row in rows(source, &sql, chunk.iter().copied().map(Value::from).collect()).await? {
            found.insert(row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        }
    }
    Ok(found)
}

/// Forgets tickets that are no more.
///
/// # Errors
/// When the database cannot be written.
pub async fn forget(tx: &Tx, tickets: &[Uuid]) -> anyhow::Result<()> {
    for chunk in tickets.chunks(500) {
        let sql = format!("DELETE FROM sight WHERE ticket IN ({})", bulk::marks(chunk.len()));
        write(tx, &sql, chunk.iter().copied().map(Value::from).collect()).await?;
    }
    Ok(())
}

/// Forgets everything, so that it can be noted again from the records.
///
/// # Errors
/// When the database cannot be written.
pub async fn clear(tx: &Tx) -> anyhow::Result<()> {
    write(tx, "DELETE FROM sight", Vec::new()).await?;
    write(tx, "DELETE FROM digest", Vec::new()).await?;
    Ok(())
}
