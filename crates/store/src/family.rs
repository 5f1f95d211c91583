//! Tickets with what their rows are made from: one statement for all of it, since every edit asks for it.

use crate::bulk;
use crate::entity::record;
use crate::tx::{Source, rows};
use anyhow::Context;
use domain::history::Event;
use domain::ids::EventId;
use domain::record::{Kind, Record};
use sea_orm::{FromQueryResult, Value};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A ticket, deleted or not, and what is live of the rest.
#[derive(Debug, Clone, Default)]
pub struct Family {
    pub ticket: Option<Record>,
    pub history: Vec<(EventId, Event)>,
    pub reminders: Vec<Record>,
    pub counts: Counts,
    /// Where the row of the ticket counts at present; a deleted or unknown one counts nowhere.
    pub counted: Option<Counted>,
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
    let [event, reminder, message, attachment, item] =
        [Kind::Event, Kind::Reminder, Kind::Message, Kind::Attachment, Kind::ChecklistItem].map(Kind::code);
    let mut found: BTreeMap<Uuid, Family> = BTreeMap::new();
    for chunk in tickets.chunks(500) {
        let sql = query(chunk.len());
        let values = chunk.iter().copied().map(Value::from).collect();
        for row in rows(source, &sql, values).await.context("reading tickets and what belongs to them")? {
            // Most of them are lines of history, so these are read straight into what they are.
            let (kind, id): (i16, Uuid) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            let family = found.entry(row.try_get_by_index(2)?).or_default();
            if kind == event {
                let doc: String = row.try_get_by_index(3)?;
                let event = serde_json::from_str(&doc).with_context(|| format!("reading event {id}"))?;
                family.history.push((EventId(id), event));
            } else if kind == message {
                family.counts.messages += 1;
            } else if kind == attachment {
                family.counts.attachments += 1;
            } else {
                let record = Record::try_from(record::Model::from_query_result(&row, "")?)?;
                if kind == item {
                    family.counts.count(&record);
                } else if kind == reminder {
                    family.reminders.push(record);
                } else {
                    let status: Option<String> = row.try_get("", "counted_status")?;
                    family.counted = status.zip(row.try_get::<Option<i16>>("", "counted_alarm")?);
                    family.print = row.try_get("", "print")?;
                    family.ticket = Some(record);
                }
            }
        }
    }
    Ok(found)
}

/// Messages and attachments are only counted: their texts stay where they are.
fn query(tickets: usize) -> String {
    let [ticket, event, reminder, message, attachment, item] =
        [Kind::Ticket, Kind::Event, Kind::Reminder, Kind::Message, Kind::Attachment, Kind::ChecklistItem]
            .map(Kind::code);
    format!(
        "SELECT r.kind, r.id, r.ticket, \
         CASE WHEN r.kind IN ({message}, {attachment}) THEN '' ELSE r.doc END AS doc, \
         r.n, r.ver, r.first, r.fver, r.deleted, t.status AS counted_status, t.alarm AS counted_alarm, g.print AS print \
         FROM record r LEFT JOIN ticket t ON r.kind = {ticket} AND t.id = r.id AND t.deleted = 0 \
         LEFT JOIN gauge g ON r.kind = {ticket} AND g.ticket = r.id \
         WHERE r.ticket IN ({}) AND r.kind IN ({ticket}, {event}, {reminder}, {message}, {attachment}, {item}) \
         AND (r.deleted = 0 OR r.kind = {ticket})",
        bulk::marks(tickets)
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
        let asked = format!("EXPLAIN QUERY PLAN {}", query(1));
        let plan = rows(&db, &asked, vec![Uuid::nil().into()]).await.unwrap();
        let steps: Vec<String> = plan.iter().map(|step| step.try_get("", "detail").unwrap()).collect();
        assert!(steps.iter().any(|step| step.contains("record_ticket (ticket=? AND kind=?)")), "{steps:?}");
        assert!(!steps.iter().any(|step| step.contains("SCAN")), "{steps:?}");
    }
}
