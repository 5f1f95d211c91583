//! What reports ask, written beside the rows of tickets: gauges, moves between statuses, targets met and missed.

use crate::bulk;
use crate::tickets::Face;
use crate::tx::{Tx, write};
use domain::sla::Verdict;
use sea_orm::Value;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use uuid::Uuid;

const COLUMNS: [&str; 21] = [
    "ticket",
    "team",
    "assignee",
    "organisation",
    "topic",
    "kind",
    "channel",
    "priority",
    "status",
    "done",
    "tags",
    "opened",
    "answered",
    "answer_ms",
    "resolved",
    "work_ms",
    "resolver",
    "replies",
    "reopened",
    "since",
    "print",
];

/// Writes what reports ask of these tickets. `prints` says what stands there already: most edits measure nothing
/// new, and then nothing is written; most of the others leave the past as it is.
///
/// # Errors
/// When the database cannot be written.
pub async fn put(tx: &Tx, faces: &[Face], prints: &BTreeMap<Uuid, i64>) -> anyhow::Result<()> {
    let (mut gone, mut fresh, mut past) = (Vec::new(), Vec::new(), Vec::new());
    for face in faces {
        let print = print(face);
        let known = prints.get(&face.id);
        if face.deleted {
            gone.push(face.id);
        } else if known != Some(&print) {
            fresh.push((face, print));
            if known.is_none_or(|known| past_of(*known) != past_of(print)) {
                past.push(face);
            }
        }
    }
    remove(tx, &gone).await?;
    forget_past(tx, &past.iter().map(|face| face.id).collect::<Vec<_>>()).await?;
    let updates: Vec<String> = COLUMNS[1..].iter().map(|name| format!("{name} = excluded.{name}")).collect();
    let tail = format!("ON CONFLICT (ticket) DO UPDATE SET {}", updates.join(", "));
    let rows = fresh.iter().map(|(face, print)| values(face, *print)).collect();
    bulk::insert(tx, "gauge", &COLUMNS, &tail, rows).await?;
    let columns = ["ticket", "n", "at", "was", "became", "was_done", "is_done", "stood_ms"];
    bulk::insert(tx, "moved", &columns, "", past.iter().flat_map(|face| moves(face)).collect()).await?;
    let columns = ["ticket", "metric", "cycle", "at", "met", "team", "priority"];
    let rows = past.iter().flat_map(|face| outcomes(face)).collect();
    bulk::insert(tx, "outcome", &columns, "", rows).await
}

/// Removes tickets from reports.
///
/// # Errors
/// When the database cannot be written.
pub async fn remove(tx: &Tx, ids: &[Uuid]) -> anyhow::Result<()> {
    forget_past(tx, ids).await?;
    delete(tx, "gauge", ids).await
}

async fn forget_past(tx: &Tx, ids: &[Uuid]) -> anyhow::Result<()> {
    delete(tx, "moved", ids).await?;
    delete(tx, "outcome", ids).await
}

async fn delete(tx: &Tx, table: &str, ids: &[Uuid]) -> anyhow::Result<()> {
    for chunk in ids.chunks(500) {
        let sql = format!("DELETE FROM {table} WHERE ticket IN ({})", bulk::marks(chunk.len()));
        write(tx, &sql, chunk.iter().copied().map(Into::into).collect()).await?;
    }
    Ok(())
}

/// A number that is another one when anything else would be written; half of it when that is of the past.
fn print(face: &Face) -> i64 {
    let ticket = &face.ticket;
    let past = half(&format!("{:?} {:?}", face.gauge.moves, face.gauge.outcomes));
    let row = half(&format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        face.gauge,
        ticket.team,
        ticket.assignee,
        ticket.organisation,
        ticket.category,
        ticket.ticket_type,
        ticket.channel,
        ticket.priority,
        ticket.tags
    ));
    (past << 32 | row).cast_signed()
}

fn half(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish() & u64::from(u32::MAX)
}

/// The half of a print that stands for moves and outcomes.
fn past_of(print: i64) -> i64 {
    print >> 32
}

fn values(face: &Face, print: i64) -> Vec<Value> {
    let (ticket, gauge) = (&face.ticket, &face.gauge);
    let last = gauge.moves.last();
    let status = last.map_or(ticket.status.0.as_str(), |last| last.became.0.as_str());
    let done = last.is_some_and(|last| last.is_done);
    vec![
        face.id.into(),
        ticket.team.0.into(),
        ticket.assignee.map(|id| id.0).into(),
        ticket.organisation.map(|id| id.0).into(),
        ticket.category.map(|id| id.0).into(),
        key(&ticket.ticket_type).into(),
        key(&ticket.channel).into(),
        (ticket.priority.rank() as i16).into(),
        status.into(),
        i16::from(done).into(),
        crate::tickets::joined(ticket).into(),
        gauge.opened.0.into(),
        gauge.answered.map(|it| it.at.0).into(),
        gauge.answered.map(|it| it.counted_ms).into(),
        gauge.resolved.map(|it| it.at.0).into(),
        gauge.resolved.map(|it| it.counted_ms).into(),
        gauge.resolver.map(|id| id.0).into(),
        gauge.replies.into(),
        gauge.reopened.into(),
        gauge.since.0.into(),
        print.into(),
    ]
}

/// The stable name of a variant, as it is sent.
pub(crate) fn key(variant: &impl serde::Serialize) -> String {
    match serde_json::to_value(variant) {
        Ok(serde_json::Value::String(name)) => name,
        other => unreachable!("a variant is sent as its name, not as {other:?}"),
    }
}

fn moves(face: &Face) -> Vec<Vec<Value>> {
    let rows = face.gauge.moves.iter().zip(0_i64..);
    rows.map(|(it, n)| {
        vec![
            face.id.into(),
            n.into(),
            it.at.0.into(),
            it.was.as_ref().map(|was| was.0.clone()).into(),
            it.became.0.clone().into(),
            i16::from(it.was_done).into(),
            i16::from(it.is_done).into(),
            it.stood_ms.into(),
        ]
    })
    .collect()
}

fn outcomes(face: &Face) -> Vec<Vec<Value>> {
    let decided = face.gauge.outcomes.iter().filter_map(|it| match it.verdict {
        Verdict::Met => Some((it, true)),
        Verdict::Breached => Some((it, false)),
        // Neither met nor missed; see docs/sla.md.
        Verdict::Cancelled | Verdict::Superseded => None,
    });
    decided
        .map(|(it, met)| {
            vec![
                face.id.into(),
                it.metric.key().into(),
                i64::from(it.cycle).into(),
                it.at.0.into(),
                i16::from(met).into(),
                it.under.team.0.into(),
                (it.under.priority.rank() as i16).into(),
            ]
        })
        .collect()
}
