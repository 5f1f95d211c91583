//! Changes that did not take effect and must not be lost: those that break the server, those of revoked devices.

use crate::tx::{Source, Tx, row, rows, run};
use anyhow::Context;
use domain::change::Change;
use domain::ids::{DeviceId, PersonId};
use domain::time::Timestamp;
use uuid::Uuid;

/// A change that waits for an admin, or that one has decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Quarantined {
    pub change: Change,
    pub device: DeviceId,
    /// Whose device sent it.
    pub person: PersonId,
    /// Why it is here: `poison`, `revoked` or `refused`.
    pub reason: String,
    /// What broke, for a poison change.
    pub error: Option<String>,
    pub at: Timestamp,
    /// `waiting`, `applied` or `discarded`.
    pub state: String,
    pub decided_by: Option<PersonId>,
    pub decided_at: Option<Timestamp>,
}

/// The state of what nobody has decided.
pub const WAITING: &str = "waiting";

/// Counts that judging a change broke something; returns how often it did by now.
///
/// # Errors
/// When the database cannot be written.
pub async fn stumbled(tx: &Tx, change: Uuid, error: &str, at: Timestamp) -> anyhow::Result<i64> {
    let sql = "INSERT INTO stumble (change, tries, error, at) VALUES (?, 1, ?, ?) ON CONFLICT (change) \
               DO UPDATE SET tries = stumble.tries + 1, error = excluded.error, at = excluded.at RETURNING tries";
    let found = row(tx, sql, vec![change.into(), error.into(), at.0.into()]).await?;
    Ok(found.context("counting how often a change broke something")?.try_get_by_index(0)?)
}

/// Forgets how often a change broke something.
///
/// # Errors
/// When the database cannot be written.
pub async fn forget_stumbles(tx: &Tx, change: Uuid) -> anyhow::Result<()> {
    run(tx, "DELETE FROM stumble WHERE change = ?", vec![change.into()]).await?;
    Ok(())
}

/// Keeps a change; one that is here already stays as it is.
///
/// # Errors
/// When the database cannot be written.
pub async fn put(tx: &Tx, kept: &Quarantined) -> anyhow::Result<()> {
    let sql = "INSERT INTO quarantine (change, device, person, reason, content, error, at, state) \
               VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (change) DO NOTHING";
    // PostgreSQL cannot keep a NUL, and what must not be lost is the rest.
    let content = serde_json::to_string(kept.change.without_nul().as_ref())?;
    let values = vec![
        kept.change.id.0.into(),
        kept.device.0.into(),
        kept.person.0.into(),
        kept.reason.clone().into(),
        content.into(),
        kept.error.clone().into(),
        kept.at.0.into(),
        kept.state.clone().into(),
    ];
    run(tx, sql, values).await.context("keeping a change aside")?;
    Ok(())
}

const COLUMNS: &str = "content, device, person, reason, error, at, state, decided_by, decided_at";

/// Reads what is kept, oldest first: what waits, or everything.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(source: &impl Source, decided_too: bool) -> anyhow::Result<Vec<Quarantined>> {
    let which = if decided_too { "1 = 1" } else { "state = 'waiting'" };
    let sql = format!("SELECT {COLUMNS} FROM quarantine WHERE {which} ORDER BY at, change");
    rows(source, &sql, Vec::new()).await?.iter().map(read).collect()
}

/// Reads one change that is kept.
///
/// # Errors
/// When the database cannot be read.
pub async fn get(source: &impl Source, change: Uuid) -> anyhow::Result<Option<Quarantined>> {
    let sql = format!("SELECT {COLUMNS} FROM quarantine WHERE change = ?");
    row(source, &sql, vec![change.into()]).await?.as_ref().map(read).transpose()
}

fn read(row: &sea_orm::QueryResult) -> anyhow::Result<Quarantined> {
    let content: String = row.try_get_by_index(0)?;
    Ok(Quarantined {
        change: serde_json::from_str(&content).context("reading a change that was kept aside")?,
        device: DeviceId(row.try_get_by_index(1)?),
        person: PersonId(row.try_get_by_index(2)?),
        reason: row.try_get_by_index(3)?,
        error: row.try_get_by_index(4)?,
        at: Timestamp(row.try_get_by_index(5)?),
        state: row.try_get_by_index(6)?,
        decided_by: row.try_get_by_index::<Option<Uuid>>(7)?.map(PersonId),
        decided_at: row.try_get_by_index::<Option<i64>>(8)?.map(Timestamp),
    })
}

/// Writes down what an admin decided.
///
/// # Errors
/// When the database cannot be written.
pub async fn decide(tx: &Tx, change: Uuid, state: &str, by: PersonId, at: Timestamp) -> anyhow::Result<()> {
    let sql = "UPDATE quarantine SET state = ?, decided_by = ?, decided_at = ? WHERE change = ?";
    run(tx, sql, vec![state.into(), by.0.into(), at.0.into(), change.into()]).await?;
    Ok(())
}
