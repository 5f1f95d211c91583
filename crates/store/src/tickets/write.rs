//! Writes the rows of tickets: of one that is there only what moved, as far as indexes are concerned.

use super::{Face, joined, marked};
use crate::bulk;
use crate::family::Counted;
use crate::tx::{Tx, rows, write};
use anyhow::Context;
use domain::form::FieldIs;
use domain::time::Timestamp;
use sea_orm::DbBackend;
use std::collections::BTreeMap;
use uuid::Uuid;

pub(crate) const COLUMNS: [&str; 37] = [
    "id",
    "number",
    "provisional",
    "subject",
    "status",
    "category",
    "priority",
    "team",
    "assignee",
    "requester",
    "organisation",
    "tags",
    "filled",
    "rank",
    "due",
    "created_at",
    "updated_at",
    "messages",
    "attachments",
    "items",
    "items_done",
    "next_due",
    "next_turn",
    "last_due",
    "last_turn",
    "next_step",
    "alarm",
    "clocks",
    "confirmed",
    "answered",
    "deleted",
    "known_at",
    "postponed_until",
    "said_by",
    "said_at",
    "said_before",
    "concerns",
];

/// The columns that indexes other than that of `updated_at` are made of. SQLite writes every index anew that a column of
/// a statement is in, whether its value is another one or not.
const INDEXED: [&str; 17] = [
    "number",
    "provisional",
    "status",
    "category",
    "team",
    "assignee",
    "requester",
    "organisation",
    "rank",
    "created_at",
    "next_due",
    "next_turn",
    "last_turn",
    "next_step",
    "alarm",
    "deleted",
    "postponed_until",
];

/// What stands in a row, as far as it is known before the row is written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stands {
    /// Where the row counts at present; a deleted or unknown one counts nowhere.
    pub counted: Option<Counted>,
    /// The values of `INDEXED` as JSON, where it pays to know them.
    pub indexed: Option<String>,
}

/// The SQL that reads `Stands::indexed` from the row `t`.
pub(crate) fn indexed_sql(backend: DbBackend) -> String {
    // PostgreSQL sees by itself which indexes a write leaves alone.
    if backend != DbBackend::Sqlite {
        return "CAST(NULL AS TEXT)".to_owned();
    }
    let is_id = |column: &&str| ["team", "assignee", "requester", "organisation"].contains(column);
    let all =
        INDEXED.map(|column| if is_id(&column) { format!("hex(t.{column})") } else { format!("t.{column}") });
    format!("json_array({})", all.join(", "))
}

fn indexed(face: &Face) -> serde_json::Value {
    let ticket = &face.ticket;
    let hex = |id: Option<Uuid>| id.map(|id| format!("{:X}", id.simple())).unwrap_or_default();
    serde_json::json!([
        ticket.number,
        ticket.provisional,
        ticket.status.0,
        face.category.key(),
        hex(Some(ticket.team.0)),
        hex(ticket.assignee.map(|id| id.0)),
        hex(ticket.requester.map(|id| id.0)),
        hex(ticket.organisation.map(|id| id.0)),
        ticket.rank,
        ticket.created_at.0,
        face.next_due,
        face.next_turn,
        face.last_turn,
        face.next_step,
        face.alarm,
        i16::from(face.deleted),
        face.postponed_until,
    ])
}

/// Writes the rows of tickets and keeps the counts of their statuses right.
///
/// # Errors
/// When the database cannot be written.
pub async fn put(tx: &Tx, faces: &[Face]) -> anyhow::Result<()> {
    if faces.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = faces.iter().map(|face| face.id).collect();
    let counted = counted(tx, &ids).await?.into_iter();
    let stands: Vec<Stands> = counted.map(|at| Stands { counted: Some(at), indexed: None }).collect();
    write_all(tx, faces.iter().collect(), &[], stands.iter()).await
}

/// As `put`, for whoever knows already what stands there.
///
/// # Errors
/// As `put`.
pub async fn replace(tx: &Tx, faces: &[Face], stands: &BTreeMap<Uuid, Stands>) -> anyhow::Result<()> {
    let stays = |face: &&Face| {
        let known = stands.get(&face.id).and_then(|stands| stands.indexed.as_deref());
        known.is_some_and(|known| {
            serde_json::from_str(known).is_ok_and(|known: serde_json::Value| known == indexed(face))
        })
    };
    let (same, moved): (Vec<&Face>, Vec<&Face>) = faces.iter().partition(stays);
    write_all(tx, moved, &same, stands.values()).await
}

/// Writes rows, of `same` only what is in no index but for the time of the last line.
async fn write_all(
    tx: &Tx,
    moved: Vec<&Face>,
    same: &[&Face],
    stands: impl Iterator<Item = &Stands>,
) -> anyhow::Result<()> {
    let mut tally = Tally::default();
    for (status, alarm) in stands.filter_map(|stands| stands.counted.as_ref()) {
        tally.count(status, *alarm, -1);
    }
    for face in moved.iter().chain(same).filter(|face| !face.deleted) {
        tally.count(&face.ticket.status.0, face.alarm, 1);
    }
    let moves = |column: &&&str| !["id", "known_at"].contains(*column);
    let updates: Vec<String> =
        COLUMNS.iter().filter(moves).map(|column| format!("{column} = excluded.{column}")).collect();
    let tail = format!("ON CONFLICT (id) DO UPDATE SET {}", updates.join(", "));
    bulk::insert(tx, "ticket", &COLUMNS, &tail, moved.into_iter().map(values).collect())
        .await
        .context("writing tickets")?;
    let plain = |column: &&str| moves(&column) && !INDEXED.contains(column);
    let sets: Vec<String> = COLUMNS.into_iter().filter(plain).map(|column| format!("{column} = ?")).collect();
    let sql = format!("UPDATE ticket SET {} WHERE id = ?", sets.join(", "));
    for face in same {
        let named = COLUMNS.into_iter().zip(values(face));
        let mut row: Vec<sea_orm::Value> =
            named.filter(|(column, _)| plain(column)).map(|(_, value)| value).collect();
        row.push(face.id.into());
        write(tx, &sql, row).await?;
    }
    tally.write(tx).await
}

/// Notes of tickets whose rows stay as they are that something newer happened to them.
///
/// # Errors
/// When the database cannot be written.
pub async fn touch(tx: &Tx, newest: &BTreeMap<Uuid, Timestamp>) -> anyhow::Result<()> {
    for (ticket, at) in newest {
        let sql = "UPDATE ticket SET updated_at = ? WHERE id = ? AND updated_at < ?";
        write(tx, sql, vec![at.0.into(), (*ticket).into(), at.0.into()]).await?;
    }
    Ok(())
}

/// Removes the rows of tickets and takes them out of the counts.
///
/// # Errors
/// When the database cannot be written.
pub async fn remove(tx: &Tx, ids: &[Uuid]) -> anyhow::Result<()> {
    let mut tally = Tally::default();
    for (status, alarm) in counted(tx, ids).await? {
        tally.count(&status, alarm, -1);
    }
    let sql = format!("DELETE FROM ticket WHERE id IN ({})", bulk::marks(ids.len()));
    write(tx, &sql, ids.iter().copied().map(Into::into).collect()).await?;
    crate::reminders::put(tx, ids, &[]).await?;
    crate::seen::forget(tx, ids).await?;
    crate::gauges::remove(tx, ids).await?;
    tally.write(tx).await
}

fn values(face: &Face) -> Vec<sea_orm::Value> {
    let ticket = &face.ticket;
    vec![
        face.id.into(),
        ticket.number.into(),
        ticket.provisional.clone().into(),
        ticket.subject.clone().into(),
        ticket.status.0.clone().into(),
        face.category.key().into(),
        (ticket.priority.rank() as i16).into(),
        ticket.team.0.into(),
        ticket.assignee.map(|id| id.0).into(),
        ticket.requester.map(|id| id.0).into(),
        ticket.organisation.map(|id| id.0).into(),
        joined(ticket).into(),
        FieldIs::of(&ticket.custom).map(marked).collect::<String>().into(),
        ticket.rank.into(),
        ticket.due.map(|at| at.0).into(),
        ticket.created_at.0.into(),
        face.updated_at.into(),
        face.counts.messages.into(),
        face.counts.attachments.into(),
        face.counts.items.into(),
        face.counts.items_done.into(),
        face.next_due.into(),
        face.next_turn.into(),
        face.last_due.into(),
        face.last_turn.into(),
        face.next_step.into(),
        face.alarm.into(),
        face.clocks.clone().into(),
        i16::from(ticket.confirmed.is_some() && face.category.is_done()).into(),
        i16::from(face.answered).into(),
        i16::from(face.deleted).into(),
        face.known_at.into(),
        face.postponed_until.into(),
        face.last_words.and_then(|words| words.by).map(|by| by.0).into(),
        face.last_words.map(|words| words.at.0).into(),
        face.last_words.and_then(|words| words.before).map(|at| at.0).into(),
        face.concerns.iter().map(|person| crate::seen::mark(person.0)).collect::<String>().into(),
    ]
}

/// Where each of these tickets is counted at present; deleted and unknown ones count nowhere.
async fn counted(tx: &Tx, ids: &[Uuid]) -> anyhow::Result<Vec<Counted>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(500) {
        let sql = format!(
            "SELECT status, alarm FROM ticket WHERE deleted = 0 AND id IN ({})",
            bulk::marks(chunk.len())
        );
        for row in rows(tx, &sql, chunk.iter().copied().map(Into::into).collect()).await? {
            found.push((row.try_get_by_index(0)?, row.try_get_by_index(1)?));
        }
    }
    Ok(found)
}

/// Changes to the counts of statuses, gathered and written once.
#[derive(Debug, Default)]
struct Tally {
    by_status: BTreeMap<String, (i64, i64, i64)>,
}

impl Tally {
    fn count(&mut self, status: &str, alarm: i16, by: i64) {
        let entry = self.by_status.entry(status.to_owned()).or_default();
        entry.0 += by;
        match alarm {
            1 => entry.1 += by,
            2 => entry.2 += by,
            _ => {}
        }
    }

    async fn write(self, tx: &Tx) -> anyhow::Result<()> {
        for (status, (count, at_risk, breached)) in self.by_status {
            if (count, at_risk, breached) == (0, 0, 0) {
                continue;
            }
            let sql = "INSERT INTO tally (status, count, at_risk, breached) VALUES (?, ?, ?, ?) \
                       ON CONFLICT (status) DO UPDATE SET count = tally.count + excluded.count, \
                       at_risk = tally.at_risk + excluded.at_risk, breached = tally.breached + excluded.breached";
            write(tx, sql, vec![status.into(), count.into(), at_risk.into(), breached.into()]).await?;
        }
        Ok(())
    }
}
