//! Imported things as the records of this desk, so that storing them is all that is left to do.

use super::{Batch, Happened, Ids, ImportedEvent, ImportedPerson, ImportedTicket};
use crate::calendar::{Calendar, Calendars};
use crate::clockwork::Over;
use crate::history::{Event, What};
use crate::house::House;
use crate::ids::{OrganisationId, PersonId, TeamId};
use crate::merge::FieldChange;
use crate::message::{Category, Link, Message, MessageKind, TimeEntry};
use crate::person::{Organisation, Person, Team, default_team};
use crate::record::{Kind, Record, setting_id, to_doc};
use crate::status::{StatusCategory, StatusKey, default_statuses};
use crate::ticket::{SUBJECT_LIMIT_BYTES, TEXT_LIMIT_BYTES, Ticket};
use crate::time::Timestamp;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Turns a batch into records, each before those that refer to it.
///
/// They carry the times of their source and no version; what makes them one import is up to the desk.
pub fn records(batch: &Batch, house: &House) -> Vec<Record> {
    let import = Import::of(batch, house);
    let mut records = import.shared();
    records.extend(batch.tickets.iter().flat_map(|ticket| import.ticket(ticket)));
    records
}

/// The conversion of one batch, for those who take its tickets one by one.
pub struct Import<'a> {
    batch: &'a Batch,
    house: &'a House,
    people: BTreeMap<&'a str, &'a ImportedPerson>,
    /// The team of tickets that name none.
    team: TeamId,
}

impl<'a> Import<'a> {
    pub fn of(batch: &'a Batch, house: &'a House) -> Self {
        let people = batch.people.iter().map(|person| (person.key.as_str(), person)).collect();
        let team = house.open_team().unwrap_or_else(|| default_team().0);
        Import { batch, house, people, team }
    }

    fn ids(&self) -> Ids<'a> {
        self.batch.ids()
    }

    /// The records that tickets refer to: organisations, teams, people and categories.
    pub fn shared(&self) -> Vec<Record> {
        let ids = self.ids();
        let mut records = Vec::new();
        records.extend(self.batch.always_open.then(always_open));
        for (position, category) in self.batch.categories.iter().enumerate() {
            let value = Category {
                name: category.name.clone(),
                parent: category.parent.as_deref().map(|key| ids.category(key)),
                position: i64::try_from(position).unwrap_or(i64::MAX),
                retired: false,
            };
            records.push(Record::new(ids.category(&category.key).0, None, &value));
        }
        for team in &self.batch.teams {
            let value = Team {
                name: team.name.clone(),
                description: team.description.clone(),
                external: self.external(&team.key),
                ..Team::default()
            };
            records.push(Record::new(ids.team(&team.key).0, None, &value));
        }
        for organisation in &self.batch.organisations {
            let value = Organisation {
                name: organisation.name.clone(),
                domain: organisation.domain.clone(),
                tier: organisation.tier.clone(),
                external: self.external(&organisation.key),
            };
            records.push(Record::new(ids.organisation(&organisation.key).0, None, &value));
        }
        for person in &self.batch.people {
            let value = Person {
                name: person.name.clone(),
                email: person.email.clone(),
                phone: person.phone.clone(),
                role: person.role,
                organisation: self.organisation(person),
                teams: person.teams.iter().map(|key| ids.team(key)).collect(),
                tier: person.tier.clone(),
                signature: None,
                location: person.location.clone(),
                retired: person.retired,
                external: self.external(&person.key),
            };
            records.push(Record::new(ids.person(&person.key).0, None, &value));
        }
        records
    }

    /// The records of one ticket: itself, its thread, its time and its history.
    pub fn ticket(&self, ticket: &ImportedTicket) -> Vec<Record> {
        let ids = self.ids();
        let id = ids.ticket(&ticket.key);
        let mut records = vec![Record::new(id.0, Some(id.0), &self.value(ticket))];
        let mut story: Vec<(Timestamp, Option<PersonId>, What)> =
            ticket.history.iter().map(|event| self.line(event)).collect();
        for (place, message) in ticket.messages.iter().enumerate() {
            let (key, author) = (ids.message(&ticket.key, place), ids.person(&message.author));
            let delivered_at = (message.kind == MessageKind::Reply).then_some(message.at);
            let value = Message {
                ticket: id,
                kind: message.kind,
                side: message.side,
                author,
                entered_by: None,
                body: shorten(&message.body, TEXT_LIMIT_BYTES),
                at: message.at,
                delivered_at,
                held: None,
                released: false,
                tells: None,
            };
            records.push(Record::new(key.0, Some(id.0), &value));
            let what = match message.kind {
                MessageKind::Reply => What::Replied { message: key, side: message.side, delivered_at },
                MessageKind::Note => What::Noted { message: key },
            };
            story.push((message.at, Some(author), what));
        }
        for (place, entry) in ticket.time_entries.iter().enumerate() {
            let (key, author) = (ids.time_entry(&ticket.key, place), ids.person(&entry.author));
            let (at, seconds) = (entry.at, entry.seconds);
            let value = TimeEntry { ticket: id, author, seconds, at, note: entry.note.clone(), visit: None };
            records.push(Record::new(key.0, Some(id.0), &value));
            story.push((at, Some(author), What::Worked { seconds }));
        }
        for link in &ticket.links {
            let value = Link { ticket: id, other: ids.ticket(&link.other), relation: link.relation };
            records.push(Record::new(ids.link(&ticket.key, &link.other).0, Some(id.0), &value));
        }
        // Stable, so what happened in the same instant stays in the order of the source.
        story.sort_by_key(|(at, _, _)| *at);
        records.extend(story.into_iter().enumerate().map(|(place, (at, by, what))| {
            let event = Event { ticket: id, at, received_at: None, by, what };
            Record::new(ids.event(&ticket.key, place).0, Some(id.0), &event)
        }));
        records
    }

    fn value(&self, ticket: &ImportedTicket) -> Ticket {
        let ids = self.ids();
        let person = |key: &Option<String>| key.as_deref().map(|key| ids.person(key));
        let requester = ticket.requester.as_deref().and_then(|key| self.people.get(key));
        let by_matrix = self.house.matrix.priority(ticket.impact, ticket.urgency);
        let mut custom = ticket.custom.clone();
        if let Some(location) = &ticket.location {
            custom.insert("location".to_owned(), Value::String(location.clone()));
        }
        let mut value = Ticket::opened(
            &shorten(&ticket.subject, SUBJECT_LIMIT_BYTES),
            self.team(ticket.team.as_deref()),
            ticket.created_at,
        );
        value.description = shorten(&ticket.description, TEXT_LIMIT_BYTES);
        value.ticket_type = ticket.ticket_type.clone();
        value.channel = ticket.channel;
        value.requester = person(&ticket.requester);
        value.organisation = requester.and_then(|requester| self.organisation(requester));
        value.tier = requester.and_then(|requester| requester.tier.clone());
        value.status = self.status(&ticket.status).0;
        value.assignee = person(&ticket.assignee);
        value.impact = ticket.impact;
        value.urgency = ticket.urgency;
        value.priority = ticket.priority;
        value.priority_reason = (ticket.priority != by_matrix).then(|| {
            ticket.priority_reason.clone().unwrap_or_else(|| format!("As in {}", self.batch.source))
        });
        value.category = ticket.category.as_deref().map(|key| ids.category(key));
        value.component.clone_from(&ticket.component);
        value.tags.clone_from(&ticket.tags);
        value.due = ticket.due;
        value.resolution.clone_from(&ticket.resolution);
        value.custom = custom;
        value.created_by = person(&ticket.created_by).or(value.requester);
        value.external = self.external(&ticket.key);
        value.attribution.clone_from(&self.batch.attribution);
        value
    }

    /// One line of history: when, by whom, what.
    fn line(&self, event: &ImportedEvent) -> (Timestamp, Option<PersonId>, What) {
        let ids = self.ids();
        let category = |key: &Option<String>| key.as_deref().map(|key| ids.category(key));
        let person = |key: &Option<String>| key.as_deref().map(|key| ids.person(key));
        let team = |key: &Option<String>| self.team(key.as_deref());
        let what = match &event.what {
            Happened::Created { status, priority } => {
                let (status, category) = self.status(status);
                What::Created { status, category, priority: *priority }
            }
            Happened::StatusChanged { from, to } => {
                let (to, category) = self.status(to);
                What::Changed {
                    fields: vec![field("status", &self.status(from).0, &to)],
                    category: Some(category),
                }
            }
            Happened::PriorityChanged { from, to } => changed(field("priority", from, to)),
            Happened::Assigned { from, to } => changed(field("assignee", &person(from), &person(to))),
            Happened::TeamChanged { from, to } => changed(field("team", &team(from), &team(to))),
            Happened::Categorised { from, to } => changed(field("category", &category(from), &category(to))),
            Happened::FieldChanged { field: name, from, to } => changed(field(name, from, to)),
        };
        (event.at, event.actor.as_deref().map(|key| ids.person(key)), what)
    }

    /// The status of this key here, or the first that means the same when the desk has retired it.
    fn status(&self, key: &StatusKey) -> (StatusKey, StatusCategory) {
        if let Some(status) = self.house.status(key).filter(|status| !status.retired) {
            return (status.key.clone(), status.category);
        }
        let meant = default_statuses().into_iter().find(|status| &status.key == key);
        let meant = meant.map_or(StatusCategory::Open, |status| status.category);
        let mut standing = self.house.statuses.iter().filter(|status| !status.retired);
        let same = standing.find(|status| status.category == meant);
        (same.map_or_else(|| key.clone(), |status| status.key.clone()), meant)
    }

    fn team(&self, key: Option<&str>) -> TeamId {
        key.map_or(self.team, |key| self.ids().team(key))
    }

    fn organisation(&self, person: &ImportedPerson) -> Option<OrganisationId> {
        person.organisation.as_deref().map(|key| self.ids().organisation(key))
    }

    /// What the thing is called in its source; what was made up here has no other name.
    fn external(&self, key: &str) -> Option<String> {
        (self.batch.source != crate::sample::SOURCE).then(|| format!("{} {key}", self.batch.source))
    }
}

fn changed(field: FieldChange) -> What {
    What::Changed { fields: vec![field], category: None }
}

fn field<T: Serialize + ?Sized>(name: &str, from: &T, to: &T) -> FieldChange {
    let value = |value| serde_json::to_value(value).expect("ids and keys serialise to JSON");
    FieldChange { field: name.to_owned(), from: value(from), to: value(to) }
}

/// The text, cut at a character when it is longer than the desk takes.
fn shorten(text: &str, limit_bytes: usize) -> String {
    text[..text.floor_char_boundary(limit_bytes)].to_owned()
}

/// The calendar that never closes, for a source whose clocks run at any hour.
fn always_open() -> Record {
    Record {
        kind: Kind::Setting,
        id: setting_id("calendar"),
        ticket: None,
        doc: to_doc(&Over::always(Calendars::one(Calendar::always()))),
        ver: 0,
        fver: BTreeMap::new(),
        first: 0,
        deleted: false,
    }
}
