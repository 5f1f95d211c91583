//! What the simulator knows of who may see what, read from the server's records and decided by the domain alone.

use anyhow::{Context, Result};
use domain::access::Who;
use domain::ids::{PersonId, TeamId};
use domain::person::{Person, Team};
use domain::record::{Doc, Kind};
use domain::ticket::Ticket;
use serde_json::Value;
use std::collections::BTreeMap;
use store::Db;
use uuid::Uuid;

/// Everything that decides on sight, at one moment.
#[derive(Debug, Clone, Default)]
pub(crate) struct Eyes {
    pub(crate) tickets: BTreeMap<Uuid, Ticket>,
    pub(crate) people: BTreeMap<PersonId, Person>,
    pub(crate) teams: BTreeMap<TeamId, Team>,
}

fn id(hex: &str) -> Result<Uuid> {
    hex.parse().context("reading an id")
}

impl Eyes {
    pub(crate) async fn open(db: &Db) -> Result<Eyes> {
        let mut eyes = Eyes::default();
        let sql = "SELECT CAST(kind AS TEXT), lower(hex(id)), doc FROM record \
                   WHERE kind = 8 OR (kind IN (4, 6) AND deleted = 0)";
        for row in store::sim::dump(db, sql, 3).await? {
            let (id, doc) = (id(&row[1])?, serde_json::from_str::<Value>(&row[2])?);
            match row[0].parse::<i16>().ok().and_then(Kind::from_code) {
                Some(Kind::Ticket) => {
                    eyes.tickets.insert(id, serde_json::from_value(doc)?);
                }
                Some(Kind::Person) => {
                    eyes.people.insert(PersonId(id), serde_json::from_value(doc)?);
                }
                _ => {
                    eyes.teams.insert(TeamId(id), serde_json::from_value(doc)?);
                }
            }
        }
        Ok(eyes)
    }

    /// The person as the rules see them; `None` for somebody who does not work here.
    pub(crate) fn who(&self, person: PersonId) -> Option<Who> {
        let found = self.people.get(&person)?;
        (!found.retired && found.role.is_staff()).then(|| Who::new(person, found, &self.teams))
    }

    pub(crate) fn may_see(&self, person: PersonId, ticket: Uuid) -> bool {
        match (self.who(person), self.tickets.get(&ticket)) {
            (Some(who), Some(ticket)) => who.may_see(ticket),
            (_, None) => true,
            (None, Some(_)) => false,
        }
    }
}

/// One row of the table of records.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    pub(crate) kind: Kind,
    pub(crate) id: Uuid,
    pub(crate) ticket: Option<Uuid>,
    pub(crate) doc: Doc,
    pub(crate) ver: i64,
    pub(crate) fver: Value,
    pub(crate) deleted: bool,
}

pub(crate) type Rows = BTreeMap<(Kind, Uuid), Row>;

/// Every record of a node, by kind and id.
pub(crate) async fn records(db: &Db) -> Result<Rows> {
    records_where(db, "").await
}

/// The records of a node that `choice`, the end of a query, leaves over.
pub(crate) async fn records_where(db: &Db, choice: &str) -> Result<Rows> {
    let sql = format!(
        "SELECT CAST(kind AS TEXT), lower(hex(id)), lower(hex(ticket)), doc, CAST(ver AS TEXT), fver, \
         CAST(deleted AS TEXT) FROM record {choice} ORDER BY kind, id"
    );
    let mut found = BTreeMap::new();
    for row in store::sim::dump(db, &sql, 7).await? {
        let kind = row[0].parse().ok().and_then(Kind::from_code).context("reading a kind")?;
        let record = Row {
            kind,
            id: id(&row[1])?,
            ticket: if row[2].is_empty() { None } else { Some(id(&row[2])?) },
            doc: serde_json::from_str(&row[3])?,
            ver: row[4].parse()?,
            fver: if row[5].is_empty() { Value::Null } else { serde_json::from_str(&row[5])? },
            deleted: row[6] != "0",
        };
        found.insert((kind, record.id), record);
    }
    Ok(found)
}
