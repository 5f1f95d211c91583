//! The table of reminders: made from their records, asked for what calls whom when.

use crate::bulk;
use crate::tx::{Source, Tx, row, rows, write};
use anyhow::Context;
use domain::ids::{PersonId, ReminderId, TicketId};
use domain::time::Timestamp;
use sea_orm::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A reminder that is not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call {
    pub id: ReminderId,
    pub ticket: TicketId,
    pub person: PersonId,
    pub at: Timestamp,
    pub snooze: bool,
}

/// Replaces what these tickets have.
///
/// # Errors
/// When the database cannot be written.
pub async fn put(tx: &Tx, tickets: &[Uuid], calls: &[Call]) -> anyhow::Result<()> {
    for chunk in tickets.chunks(500) {
        let sql = format!("DELETE FROM reminder WHERE ticket IN ({})", bulk::marks(chunk.len()));
        write(tx, &sql, chunk.iter().copied().map(Value::from).collect()).await?;
    }
    let values = calls.iter().map(|call| {
        let Call { id, ticket, person, at, snooze } = *call;
        vec![id.0.into(), ticket.0.into(), person.0.into(), at.0.into(), i16::from(snooze).into()]
    });
    bulk::insert(tx, "reminder", &["id", "ticket", "person", "at", "snooze"], "", values.collect())
        .await
        .context("writing reminders")
}

/// What calls a person in a range of time, the end not included, soonest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_person(
    source: &impl Source,
    person: Uuid,
    from: Timestamp,
    to: Timestamp,
    limit: i64,
) -> anyhow::Result<Vec<Call>> {
    let sql = "SELECT id, ticket, person, at, snooze FROM reminder \
               WHERE person = ? AND at >= ? AND at < ? ORDER BY at, id LIMIT ?";
    let values = vec![person.into(), from.0.into(), to.0.into(), limit.into()];
    rows(source, sql, values).await?.iter().map(read).collect()
}

/// When the next one calls a person, after an instant.
///
/// # Errors
/// When the database cannot be read.
pub async fn next(source: &impl Source, person: Uuid, after: Timestamp) -> anyhow::Result<Option<Timestamp>> {
    let sql = "SELECT min(at) FROM reminder WHERE person = ? AND at > ?";
    let found = row(source, sql, vec![person.into(), after.0.into()]).await?;
    Ok(found.map(|row| row.try_get_by_index::<Option<i64>>(0)).transpose()?.flatten().map(Timestamp))
}

/// Until when a person has put these tickets off, of those that are still away at `now`.
///
/// # Errors
/// When the database cannot be read.
pub async fn snoozed(
    source: &impl Source,
    person: Uuid,
    tickets: &[Uuid],
    now: Timestamp,
) -> anyhow::Result<BTreeMap<Uuid, Timestamp>> {
    let mut found = BTreeMap::new();
    for chunk in tickets.chunks(500) {
        let sql = format!(
            "SELECT ticket, at FROM reminder WHERE snooze = 1 AND person = ? AND at > ? AND ticket IN ({})",
            bulk::marks(chunk.len())
        );
        let mut values: Vec<Value> = vec![person.into(), now.0.into()];
        values.extend(chunk.iter().copied().map(Value::from));
        for row in rows(source, &sql, values).await? {
            found.insert(row.try_get_by_index(0)?, Timestamp(row.try_get_by_index(1)?));
        }
    }
    Ok(found)
}

fn read(row: &sea_orm::QueryResult) -> anyhow::Result<Call> {
    Ok(Call {
        id: ReminderId(row.try_get_by_index(0)?),
        ticket: TicketId(row.try_get_by_index(1)?),
        person: PersonId(row.try_get_by_index(2)?),
        at: Timestamp(row.try_get_by_index(3)?),
        snooze: row.try_get_by_index::<i16>(4)? != 0,
    })
}
