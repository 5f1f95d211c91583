//! What the simulator knows of who may see what, read from the server's records and decided by the domain alone.

use anyhow::{Context, Result};
use domain::access::Who;
use domain::change::{Act, Change};
use domain::ids::{PersonId, TeamId};
use domain::person::{Person, Role, Team};
use domain::record::{Doc, Kind, SCOPE};
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
    /// What belongs to no ticket and can be somebody's own, deleted or not, with whose it is and whom it is for.
    pub(crate) kept: BTreeMap<Uuid, (Option<String>, Option<String>)>,
}

fn id(hex: &str) -> Result<Uuid> {
    hex.parse().context("reading an id")
}

impl Eyes {
    pub(crate) async fn open(db: &Db) -> Result<Eyes> {
        let mut eyes = Eyes::default();
        let sql = "SELECT CAST(kind AS TEXT), lower(hex(id)), doc FROM record \
                   WHERE kind IN (8, 16, 17, 18) OR (kind = 14 AND ticket IS NULL) OR (kind IN (4, 6) AND deleted = 0)";
        for row in store::sim::dump(db, sql, 3).await? {
            let (id, doc) = (id(&row[1])?, serde_json::from_str::<Value>(&row[2])?);
            match row[0].parse::<i16>().ok().and_then(Kind::from_code) {
                Some(Kind::Ticket) => {
                    eyes.tickets.insert(id, serde_json::from_value(doc)?);
                }
                Some(Kind::Person) => {
                    eyes.people.insert(PersonId(id), serde_json::from_value(doc)?);
                }
                Some(Kind::View | Kind::CannedReply | Kind::Macro | Kind::Conflict) => {
                    let text = |name: &str| doc.get(name).and_then(Value::as_str).map(str::to_owned);
                    eyes.kept.insert(id, (text("owner"), text(SCOPE)));
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

    /// Whether somebody may see a ticket, or something that can be somebody's own; what is not there hides nothing.
    pub(crate) fn may_see(&self, person: PersonId, id: Uuid) -> bool {
        match (self.who(person), self.tickets.get(&id), self.kept.get(&id)) {
            (_, None, None) => true,
            (None, _, _) => false,
            (Some(who), Some(ticket), _) => who.may_see(ticket),
            (Some(who), None, Some((_, scope))) => is_for(&who, scope.as_deref()),
        }
    }

    /// What decides whether somebody may see a record, for whoever has to find out why they saw it.
    pub(crate) fn about(&self, person: PersonId, id: Uuid) -> String {
        let who = self.people.get(&person).map(|it| (it.role, &it.teams, it.retired));
        format!("{who:?}, {:?}, {:?}", self.tickets.get(&id), self.kept.get(&id))
    }

    /// Whether this is a ticket, or something that can be somebody's own.
    pub(crate) fn knows(&self, id: Uuid) -> bool {
        self.tickets.contains_key(&id) || self.kept.contains_key(&id)
    }

    /// Whether somebody's role and teams are enough for a change, as far as that is not a matter of sight: who
    /// leads deletes tickets, whoever made one takes it back; a view is changed by its owner and by who leads, and
    /// shared with one's own teams.
    pub(crate) fn may_do(&self, person: PersonId, change: &Change) -> bool {
        let Some(who) = self.who(person) else { return false };
        let leads = who.role >= Role::Manager;
        match (change.kind, &change.act) {
            (Kind::Ticket, Act::Delete | Act::Restore) => {
                let made = self.tickets.get(&change.entity).is_none_or(|it| it.created_by == Some(person));
                leads || made
            }
            (Kind::View | Kind::Macro, act) => {
                let me = person.to_string();
                let owner = self.kept.get(&change.entity).and_then(|(owner, _)| owner.as_ref());
                let shared = match act {
                    Act::Create { doc } => doc.get(SCOPE).and_then(Value::as_str),
                    Act::Patch { fields, .. } => fields.get(SCOPE).and_then(|edit| edit.new.as_str()),
                    Act::Delete | Act::Restore | Act::Import { .. } => None,
                };
                (leads || owner.is_none_or(|owner| *owner == me)) && is_for(&who, shared)
            }
            _ => true,
        }
    }

    /// Whether a row is for somebody's eyes.
    pub(crate) fn sees(&self, who: &Who, row: &Row) -> bool {
        match row.ticket {
            Some(ticket) => self.tickets.get(&ticket).is_none_or(|ticket| who.may_see(ticket)),
            None if Kind::SCOPED.contains(&row.kind) => {
                is_for(who, row.doc.get(SCOPE).and_then(Value::as_str))
            }
            None => true,
        }
    }
}

/// What names nobody is for all; what names a person or a team is for them alone.
fn is_for(who: &Who, scope: Option<&str>) -> bool {
    scope.is_none_or(|scope| who.own().iter().any(|own| own.to_string() == scope))
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
