//! What a card or a line of a list says beside its ticket's row, asked for a whole page in one question: each question is a
//! way to another thread and back, and a board asks for every column.

use crate::bulk;
use crate::outbox::State;
use crate::tx::{Source, rows};
use anyhow::Context;
use domain::record::Kind;
use domain::time::Timestamp;
use sea_orm::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What is known of a ticket beside its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    pub requester: Option<String>,
    pub assignee: Option<String>,
    /// How far the least settled of its changes has come that wait here.
    pub waits: Option<State>,
    /// Somebody has to choose between two edits of it.
    pub conflict: bool,
    /// Until when whoever asks has put it off.
    pub snoozed: Option<Timestamp>,
    /// Since when it stands in its status.
    pub since: Option<Timestamp>,
    /// Others said something that whoever asks has not read.
    pub unread: bool,
}

fn question(unread: &str, tickets: usize) -> String {
    format!(
        "SELECT ticket.id, \
         (SELECT name FROM person WHERE person.id = ticket.requester), \
         (SELECT name FROM person WHERE person.id = ticket.assignee), \
         (SELECT max(state) FROM outbox WHERE state <> 2 AND outbox.ticket = ticket.id), \
         CASE WHEN EXISTS (SELECT 1 FROM record WHERE record.ticket = ticket.id AND kind = {} AND deleted = 0 \
         AND doc LIKE '%\"state\":\"open\"%') THEN 1 ELSE 0 END, \
         (SELECT max(CASE WHEN snooze = 1 AND person = ? AND at > ? THEN at END) FROM reminder \
         WHERE reminder.ticket = ticket.id), \
         (SELECT since FROM gauge WHERE gauge.ticket = ticket.id), \
         {unread} \
         FROM ticket WHERE ticket.id IN ({})",
        Kind::Conflict.code(),
        bulk::marks(tickets)
    )
}

/// Reads what belongs beside these tickets, for one person, now.
///
/// # Errors
/// When the database cannot be read.
pub async fn beside(
    source: &impl Source,
    person: Uuid,
    tickets: &[Uuid],
    now: Timestamp,
) -> anyhow::Result<BTreeMap<Uuid, Beside>> {
    let mut found = BTreeMap::new();
    let (unread, parts) = crate::seen::unread(person, source.backend());
    for chunk in tickets.chunks(500) {
        let mut values: Vec<Value> = vec![person.into(), now.0.into()];
        values.extend(parts.iter().cloned());
        values.extend(chunk.iter().copied().map(Value::from));
        let read = rows(source, &question(&unread, chunk.len()), values).await;
        for row in read.context("reading what belongs beside tickets")? {
            let waits: Option<i16> = row.try_get_by_index(3)?;
            let (conflict, unread): (i32, i32) = (row.try_get_by_index(4)?, row.try_get_by_index(7)?);
            let moment =
                |index: usize| anyhow::Ok(row.try_get_by_index::<Option<i64>>(index)?.map(Timestamp));
            let beside = Beside {
                requester: row.try_get_by_index(1)?,
                assignee: row.try_get_by_index(2)?,
                waits: waits.map(State::from_code).transpose()?,
                conflict: conflict != 0,
                snoozed: moment(5)?,
                since: moment(6)?,
                unread: unread != 0,
            };
            found.insert(row.try_get_by_index(0)?, beside);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Db, Location};
    use sea_orm::DbBackend;

    #[tokio::test]
    async fn every_part_is_found_by_an_index() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&Location::File(folder.path().join("desk.db")), None).await.unwrap();
        let nobody = Uuid::nil();
        let (unread, parts) = crate::seen::unread(nobody, DbBackend::Sqlite);
        let values = [nobody.into(), 0_i64.into()].into_iter().chain(parts);
        let values: Vec<Value> = values.chain([nobody.into(), nobody.into()]).collect();
        let plan = rows(&db, &format!("EXPLAIN QUERY PLAN {}", question(&unread, 2)), values).await.unwrap();
        let steps: Vec<String> = plan.iter().map(|row| row.try_get_by_index(3).unwrap()).collect();
        assert!(!steps.iter().any(|step| step.starts_with("SCAN ")), "{steps:?}");
        for index in [
            "outbox_ticket (ticket=?)",
            "record_ticket (ticket=? AND kind=?)",
            "reminder_ticket (ticket=?)",
            "(person=? AND ticket=?)",
            "seen_marked (person=?",
        ] {
            assert!(steps.iter().any(|step| step.contains(index)), "{index}: {steps:?}");
        }
    }
}
