//! Tickets with what their rows are made from: one statement for all of it, since every edit asks for it.

use crate::bulk;
use crate::entity::record;
use crate::tickets::Stands;
use crate::tx::{Source, rows};
use anyhow::Context;
use domain::history::Event;
use domain::ids::EventId;
use domain::record::{Doc, Kind, Record};
use sea_orm::{DbBackend, FromQueryResult, Value};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A ticket, deleted or not, and what is live of the rest.
#[derive(Debug, Clone, Default)]
pub struct Family {
    pub ticket: Option<Record>,
    pub history: Vec<(EventId, Event)>,
    pub reminders: Vec<Record>,
    pub counts: Counts,
    /// Of messages with an `@` in them, what they say: somebody may be named there.
    pub calls: Vec<String>,
    /// What stands in the row of the ticket.
    pub stands: Stands,
    /// What stands in the tables of reports; see `gauges::put`.
    pub print: Option<i64>,
}

/// How many there are of what is only counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub messages: i64,
    pub attachments: i64,
    pub items: i64,
    pub items_done: i64,
}

impl Counts {
    /// Counts a record, if it is of a kind that is counted.
    pub fn count(&mut self, record: &Record) {
        let one = i64::from(!record.deleted);
        if record.kind == Kind::Message {
            self.messages += one;
        } else if record.kind == Kind::Attachment {
            self.attachments += one;
        } else if record.kind == Kind::ChecklistItem {
            self.items += one;
            self.items_done += if record.field("done").is_null() { 0 } else { one };
        }
    }
}

/// A status, and the alarm that a ticket stands in there.
pub type Counted = (String, i16);

/// Reads the families of tickets.
///
/// # Errors
/// When the database cannot be read or holds what this version cannot.
pub async fn of(source: &impl Source, tickets: &[Uuid]) -> anyhow::Result<BTreeMap<Uuid, Family>> {
    let mut found: BTreeMap<Uuid, Family> = BTreeMap::new();
    for chunk in tickets.chunks(500) {
        let sql = query(source.backend(), chunk.len());
        let values = chunk.iter().chain(chunk).copied().map(Value::from).collect();
        for row in rows(source, &sql, values).await.context("reading tickets and what belongs to them")? {
            let kind: i16 = row.try_get_by_index(0)?;
            let ticket: Uuid = row.try_get_by_index(2)?;
            let family = found.entry(ticket).or_default();
            let many: i64 = row.try_get("", "many")?;
            if kind == Kind::Event.code() {
                let lines: String = row.try_get_by_index(3)?;
                family.history = serde_json::from_str(&format!("[{lines}]"))
                    .with_context(|| format!("reading the history of ticket {ticket}"))?;
            } else if kind == Kind::Message.code() {
                family.counts.messages = many;
                let docs: Option<String> = row.try_get_by_index(3)?;
                let docs: Vec<Doc> = serde_json::from_str(&format!("[{}]", docs.unwrap_or_default()))
                    .with_context(|| format!("reading messages of ticket {ticket}"))?;
                family.calls = docs.iter().filter_map(call_in).map(str::to_owned).collect();
            } else if kind == Kind::Attachment.code() {
                family.counts.attachments = many;
            } else {
                let record = Record::try_from(record::Model::from_query_result(&row, "")?)?;
                if kind == Kind::ChecklistItem.code() {
                    family.counts.count(&record);
                } else if kind == Kind::Reminder.code() {
                    family.reminders.push(record);
                } else {
                    let status: Option<String> = row.try_get("", "counted_status")?;
                    family.stands = Stands {
                        counted: status.zip(row.try_get::<Option<i16>>("", "counted_alarm")?),
                        indexed: row.try_get("", "indexed")?,
                    };
                    family.print = row.try_get("", "print")?;
                    family.ticket = Some(record);
                }
            }
        }
    }
    Ok(found)
}

/// What a message says, if it may name somebody.
pub fn call_in(message: &Doc) -> Option<&str> {
    message.get("body")?.as_str().filter(|body| body.contains('@'))
}

/// A row for the ticket and each of what there are few of, and one for all lines of its history: each row is handed from
/// the connection's thread by itself. Messages and attachments are only counted: their texts stay where they are, unless
/// somebody may be named in one.
fn query(backend: DbBackend, tickets: usize) -> String {
    let [ticket, event, reminder, message, attachment, item] =
        [Kind::Ticket, Kind::Event, Kind::Reminder, Kind::Message, Kind::Attachment, Kind::ChecklistItem]
            .map(Kind::code);
    let marks = bulk::marks(tickets);
    let indexed = crate::tickets::indexed_sql(backend);
    let nothing = if backend == DbBackend::Sqlite { "NULL" } else { "CAST(NULL AS UUID)" };
    let (join, id) = bulk::joined(backend, "r.id");
    let lines =
        format!(r#"{join}('["' || {id} || '",' || r.doc || ']', ',') FILTER (WHERE r.kind = {event})"#);
    let calls = format!("{join}(r.doc, ',') FILTER (WHERE r.kind = {message} AND r.doc LIKE '%@%')");
    format!(
        "SELECT r.kind, r.id, r.ticket, r.doc, r.n, r.ver, r.first, r.fver, r.deleted, \
         t.status AS counted_status, t.alarm AS counted_alarm, {indexed} AS indexed, g.print AS print, \
         CAST(1 AS BIGINT) AS many \
         FROM record r LEFT JOIN ticket t ON r.kind = {ticket} AND t.id = r.id AND t.deleted = 0 \
         LEFT JOIN gauge g ON r.kind = {ticket} AND g.ticket = r.id \
         WHERE r.ticket IN ({marks}) AND r.kind IN ({ticket}, {reminder}, {item}) \
         AND (r.deleted = 0 OR r.kind = {ticket}) \
         UNION ALL \
         SELECT r.kind, {nothing}, r.ticket, coalesce({lines}, {calls}), NULL, NULL, NULL, NULL, NULL, \
         NULL, NULL, NULL, NULL, count(*) \
         FROM record r WHERE r.ticket IN ({marks}) AND r.kind IN ({event}, {message}, {attachment}) \
         AND r.deleted = 0 GROUP BY r.ticket, r.kind"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Db, Location};

    #[tokio::test]
    async fn a_large_desk_is_not_read_for_one_family() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&Location::File(folder.path().join("desk.db")), None).await.unwrap();
        let asked = format!("EXPLAIN QUERY PLAN {}", query(DbBackend::Sqlite, 1));
        let plan = rows(&db, &asked, vec![Uuid::nil().into(); 2]).await.unwrap();
        let steps: Vec<String> = plan.iter().map(|step| step.try_get("", "detail").unwrap()).collect();
        let by_ticket = |step: &&String| step.contains("record_ticket (ticket=? AND kind=?)");
        assert_eq!(steps.iter().filter(by_ticket).count(), 2, "{steps:?}");
        let slow = |step: &String| step.contains("SCAN") || step.contains("TEMP B-TREE");
        assert!(!steps.iter().any(slow), "{steps:?}");
    }
}
