//! What of a ticket's row a record moves: most of what a server sends moves nothing that lists, clocks or reports look at,
//! and then nothing of it is read back, run or written again.

use domain::history::{Event, What};
use domain::record::{Kind, Record};
use domain::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Fields of a ticket from which no row, clock or report is made. A field that is not among them moves the row.
const QUIET: [&str; 19] = [
    "attribution",
    "cc",
    "component",
    "description",
    "desired_outcome",
    "error_messages",
    "estimated",
    "estimated_told",
    "external",
    "impact",
    "priority_reason",
    "resolution",
    "root_cause",
    "service",
    "steps_taken",
    "steps_to_reproduce",
    "subcomponent",
    "urgency",
    "workaround",
];

/// The tickets whose rows have to be written again, and those of which only the last line of history is newer.
#[derive(Debug, Default)]
pub(crate) struct Moved {
    pub rows: BTreeSet<Uuid>,
    newest: BTreeMap<Uuid, Timestamp>,
}

enum Moves {
    Nothing,
    Newest(Timestamp),
    Row,
}

impl Moved {
    /// Takes note of a record that was written.
    pub(crate) fn note(&mut self, before: Option<&Record>, after: &Record) {
        let Some(ticket) = after.ticket else { return };
        match moves(before, after) {
            Moves::Nothing => {}
            Moves::Newest(at) => self.newer(ticket, at),
            Moves::Row => {
                self.rows.insert(ticket);
            }
        }
    }

    /// Apart from each other: a row that is written anew has its newest line anyway.
    pub(crate) fn apart(mut self) -> (BTreeSet<Uuid>, BTreeMap<Uuid, Timestamp>) {
        self.newest.retain(|ticket, _| !self.rows.contains(ticket));
        (self.rows, self.newest)
    }

    pub(crate) fn extend(&mut self, other: Moved) {
        self.rows.extend(other.rows);
        for (ticket, at) in other.newest {
            self.newer(ticket, at);
        }
    }

    fn newer(&mut self, ticket: Uuid, at: Timestamp) {
        let newest = self.newest.entry(ticket).or_insert(at);
        *newest = at.max(*newest);
    }
}

fn moves(before: Option<&Record>, after: &Record) -> Moves {
    match after.kind {
        Kind::Ticket => {
            let Some(before) = before.filter(|before| before.deleted == after.deleted) else {
                return Moves::Row;
            };
            let fields = before.doc.keys().chain(after.doc.keys());
            let mut moved = fields.filter(|field| before.doc.get(*field) != after.doc.get(*field));
            if moved.all(|field| is_quiet(field)) { Moves::Nothing } else { Moves::Row }
        }
        Kind::Event => {
            // A line that was here already may have been dated by another clock.
            let is_new = before.is_none() && !after.deleted;
            match after.read::<Event>().ok().filter(|_| is_new).map(|event| (event.at, event.what)) {
                Some((at, What::Changed { fields, category: None }))
                    if fields.iter().all(|change| is_quiet(&change.field)) =>
                {
                    Moves::Newest(at)
                }
                Some(_) | None => Moves::Row,
            }
        }
        Kind::Message | Kind::Attachment | Kind::ChecklistItem | Kind::Reminder => Moves::Row,
        Kind::Setting
        | Kind::Status
        | Kind::Category
        | Kind::Team
        | Kind::Organisation
        | Kind::Person
        | Kind::Board
        | Kind::TimeEntry
        | Kind::Link
        | Kind::Conflict
        | Kind::View
        | Kind::CannedReply
        | Kind::Visit
        | Kind::Macro
        | Kind::Report
        | Kind::Template => Moves::Nothing,
    }
}

fn is_quiet(field: &str) -> bool {
    QUIET.contains(&field) || store::sim::planted("keep_rows")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::TicketId;
    use domain::merge::FieldChange;
    use domain::person::default_team;
    use domain::ticket::Ticket;
    use serde_json::{Value, json};

    const ID: Uuid = Uuid::from_u128(1);

    fn ticket() -> Record {
        let (team, _) = default_team();
        Record::new(ID, Some(ID), &Ticket::opened("Printer", team, Timestamp(0)))
    }

    fn with(field: &str, value: Value) -> Record {
        let mut record = ticket();
        record.doc.insert(field.to_owned(), value);
        record
    }

    fn line(id: u128, at: i64, field: &str) -> Record {
        let fields = vec![FieldChange { field: field.to_owned(), from: Value::Null, to: json!("x") }];
        let what = What::Changed { fields, category: None };
        let event = Event { ticket: TicketId(ID), at: Timestamp(at), received_at: None, by: None, what };
        Record::new(Uuid::from_u128(id), Some(ID), &event)
    }

    fn noted(records: &[(Option<&Record>, &Record)]) -> (BTreeSet<Uuid>, BTreeMap<Uuid, Timestamp>) {
        let mut moved = Moved::default();
        for (before, after) in records {
            moved.note(*before, after);
        }
        moved.apart()
    }

    #[test]
    fn what_no_list_shows_leaves_the_row_alone_but_for_the_time_of_its_last_line() {
        let (before, after) = (ticket(), with("cc", json!(["x"])));
        assert_eq!(noted(&[(Some(&before), &after)]), Default::default());
        let (later, sooner) = (line(2, 20, "cc"), line(3, 10, "cc"));
        let (rows, newest) = noted(&[(Some(&before), &after), (None, &later), (None, &sooner)]);
        assert!(rows.is_empty());
        assert_eq!(newest, BTreeMap::from([(ID, Timestamp(20))]));
    }

    #[test]
    fn everything_else_moves_the_row_whatever_comes_with_it() {
        let rows = BTreeSet::from([ID]);
        let before = ticket();
        for (field, value) in
            [("status", json!("open")), ("watchers", json!(["x"])), ("of_a_newer_version", json!(1))]
        {
            let (after, quiet) = (with(field, value), line(2, 20, "cc"));
            assert_eq!(
                noted(&[(Some(&before), &after), (None, &quiet)]),
                (rows.clone(), BTreeMap::new()),
                "{field}"
            );
        }
        let gone = Record { deleted: true, ..ticket() };
        let known = line(2, 30, "cc");
        let (quiet, loud) = (line(2, 20, "cc"), line(3, 20, "status"));
        for (before, after) in
            [(None, &before), (Some(&before), &gone), (Some(&known), &quiet), (None, &loud)]
        {
            assert_eq!(noted(&[(before, after)]).0, rows, "{after:?}");
        }
    }
}
