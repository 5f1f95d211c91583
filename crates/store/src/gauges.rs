//! What reports ask, written beside the rows of tickets: gauges, moves between statuses, targets met and missed.

use crate::bulk;
use crate::tickets::Face;
use crate::tx::{Source as _, Tx, write};
use domain::sla::Verdict;
use sea_orm::{DbBackend, Value};
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
            if known.is_none_or(|known| past_of(*known) != past_of(print)) {
                past.push(face);
            }
            // PostgreSQL sees by itself which indexes a write leaves alone.
            if known.is_some() && tx.backend() == DbBackend::Sqlite {
                update(tx, values(face, print)).await?;
            } else {
                fresh.push(values(face, print));
            }
        }
    }
    remove(tx, &gone).await?;
    forget_past(tx, &past.iter().map(|face| face.id).collect::<Vec<_>>()).await?;
    let updates: Vec<String> = COLUMNS[1..].iter().map(|name| format!("{name} = excluded.{name}")).collect();
    let tail = format!("ON CONFLICT (ticket) DO UPDATE SET {}", updates.join(", "));
    bulk::insert(tx, "gauge", &COLUMNS, &tail, fresh).await?;
    let columns = ["ticket", "n", "at", "was", "became", "was_done", "is_done", "stood_ms"];
    bulk::insert(tx, "moved", &columns, "", past.iter().flat_map(|face| moves(face)).collect()).await?;
    let columns = ["ticket", "metric", "cycle", "at", "met", "team", "priority"];
    let rows = past.iter().flat_map(|face| outcomes(face)).collect();
    bulk::insert(tx, "outcome", &columns, "", rows).await
}

/// The columns that no index is made of. SQLite writes every index anew that a column of a statement is in, whether its value
/// is another one or not.
const PLAIN: [&str; 5] = ["organisation", "kind", "channel", "tags", "print"];

/// The statements that write a row which is there: what indexes are made of only where it moved, and the rest.
fn updates() -> [String; 2] {
    let (plain, indexed): (Vec<&str>, Vec<&str>) =
        COLUMNS[1..].iter().copied().partition(|column| PLAIN.contains(column));
    let sets = |columns: &[&str]| columns.iter().map(|it| format!("{it} = ?")).collect::<Vec<_>>().join(", ");
    [
        format!(
            "UPDATE gauge SET {} WHERE ticket = ? AND ({}) IS NOT ({})",
            sets(&indexed),
            indexed.join(", "),
            bulk::marks(indexed.len())
        ),
        format!("UPDATE gauge SET {} WHERE ticket = ?", sets(&plain)),
    ]
}

async fn update(tx: &Tx, values: Vec<Value>) -> anyhow::Result<()> {
    let mut named = COLUMNS.into_iter().zip(values);
    let ticket: Vec<Value> = named.by_ref().take(1).map(|(_, value)| value).collect();
    let (plain, indexed): (Vec<_>, Vec<_>) = named.partition(|(column, _)| PLAIN.contains(column));
    let of = |all: Vec<(&str, Value)>| all.into_iter().map(|(_, value)| value).collect::<Vec<_>>();
    let (plain, indexed) = (of(plain), of(indexed));
    let [moved, rest] = updates();
    write(tx, &moved, [indexed.clone(), ticket.clone(), indexed].concat()).await?;
    write(tx, &rest, [plain, ticket].concat()).await
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

#[cfg(test)]
mod tests {
    use super::updates;
    use crate::tx::rows;
    use crate::{Db, Location};

    #[tokio::test]
    async fn an_edit_that_no_index_is_about_leaves_the_indexes_of_reports_alone() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&Location::File(folder.path().join("desk.db")), None).await.unwrap();
        let mut writes = Vec::new();
        for sql in updates() {
            let values = sql.matches('?').map(|_| 0_i64.into()).collect();
            let steps = rows(&db, &format!("EXPLAIN {sql}"), values).await.unwrap();
            let steps = steps.iter().map(|row| row.try_get::<String>("", "opcode").unwrap());
            writes.push(steps.filter(|step| step == "IdxInsert").count());
        }
        let indexes = "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'gauge%'";
        let indexes = rows(&db, indexes, Vec::new()).await.unwrap().len();
        assert_eq!(writes, [indexes, 0], "all where something moved that one is made of, none else");
    }
}
