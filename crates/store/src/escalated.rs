//! Which steps of escalations a server has taken: one row each, written together with what the step did.

use crate::bulk;
use crate::tx::{Source, Tx, rows, run};
use domain::ids::{StepId, TicketId};
use domain::time::Timestamp;
use sea_orm::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A step of a ticket's clock, once for each cycle.
///
/// The instant is no part of it: a step that raises the priority moves the due instant, and would take itself again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Taken {
    pub ticket: TicketId,
    pub metric: String,
    pub cycle: i64,
    pub step: StepId,
}

/// Marks a step as taken; `false` when it was taken already, by this server or another.
///
/// Another node that takes the same step waits here until the first one's transaction ends.
///
/// # Errors
/// When the database cannot be written.
pub async fn take(tx: &Tx, taken: &Taken, at: Timestamp, now: Timestamp) -> anyhow::Result<bool> {
    let sql = "INSERT INTO escalated (ticket, metric, cycle, step, at, taken_at) VALUES (?, ?, ?, ?, ?, ?) \
               ON CONFLICT (ticket, metric, cycle, step) DO NOTHING";
    let Taken { ticket, metric, cycle, step } = taken;
    let values = vec![
        ticket.0.into(),
        metric.clone().into(),
        (*cycle).into(),
        step.0.into(),
        at.0.into(),
        now.0.into(),
    ];
    Ok(run(tx, sql, values).await? == 1)
}

/// The steps that were taken for these tickets.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_tickets(source: &impl Source, tickets: &[Uuid]) -> anyhow::Result<BTreeSet<Taken>> {
    let mut found = BTreeSet::new();
    for chunk in tickets.chunks(500) {
        let marks = bulk::marks(chunk.len());
        let sql = format!("SELECT ticket, metric, cycle, step FROM escalated WHERE ticket IN ({marks})");
        for row in rows(source, &sql, chunk.iter().copied().map(Value::from).collect()).await? {
            found.insert(Taken {
                ticket: TicketId(row.try_get_by_index(0)?),
                metric: row.try_get_by_index(1)?,
                cycle: row.try_get_by_index(2)?,
                step: StepId(row.try_get_by_index(3)?),
            });
        }
    }
    Ok(found)
}
