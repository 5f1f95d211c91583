//! Rows of one incident, one after the other, as the story of one ticket.

use super::row::LogRow;
use domain::import::{
    Batch, Happened, ImportedCategory, ImportedEvent, ImportedPerson, ImportedTeam, ImportedTicket,
};
use domain::person::Role;
use domain::status::StatusKey;
use domain::ticket_type::TicketType;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The tickets so far, with the people, teams and categories that the rows named.
#[derive(Default)]
pub(super) struct Stories {
    /// In the order in which the log first names them.
    tickets: Vec<Story>,
    places: HashMap<String, usize>,
    people: BTreeMap<String, ImportedPerson>,
    teams: BTreeSet<String>,
    categories: BTreeMap<String, ImportedCategory>,
}

struct Story {
    last: LogRow,
    history: Vec<ImportedEvent>,
}

impl Stories {
    pub(super) fn add(&mut self, row: LogRow) {
        self.meet(&row);
        if let Some(&place) = self.places.get(&row.number) {
            self.tickets[place].go_on(row);
        } else {
            self.places.insert(row.number.clone(), self.tickets.len());
            self.tickets.push(Story::begin(row));
        }
    }

    pub(super) fn finish(self, batch: &mut Batch) {
        batch.people = self.people.into_values().collect();
        batch.teams = self
            .teams
            .into_iter()
            .map(|name| ImportedTeam { key: name.clone(), name, description: None })
            .collect();
        batch.categories = self.categories.into_values().collect();
        // A parent's path is shorter than those of its children.
        batch.categories.sort_by_key(|category| category.key.matches(PATH_SEPARATOR).count());
        batch.tickets = self.tickets.into_iter().map(Story::end).collect();
    }

    /// Takes note of everybody and everything that a row names.
    fn meet(&mut self, row: &LogRow) {
        if let Some(caller) = &row.caller {
            let person = self.person(caller, Role::Requester);
            person.retired = false;
            person.location = row.location.clone().or(person.location.take());
        }
        if let Some(assignee) = &row.assignee {
            let person = self.person(assignee, Role::Agent);
            person.retired = false;
            person.teams.extend(row.team.clone());
        }
        for actor in [&row.opened_by, &row.updated_by].into_iter().flatten() {
            self.person(actor, Role::Agent);
        }
        self.teams.extend(row.team.clone());
        for depth in 1..=row.category.len() {
            let path = &row.category[..depth];
            self.categories.entry(path_key(path)).or_insert_with(|| ImportedCategory {
                key: path_key(path),
                name: path[depth - 1].clone(),
                parent: (depth > 1).then(|| path_key(&path[..depth - 1])),
            });
        }
    }

    /// The person of this name; whoever is met in two roles has the one with more rights.
    fn person(&mut self, name: &str, role: Role) -> &mut ImportedPerson {
        let person = self.people.entry(name.to_owned()).or_insert_with(|| ImportedPerson {
            key: name.to_owned(),
            name: name.to_owned(),
            role,
            retired: true,
            ..ImportedPerson::default()
        });
        person.role = person.role.max(role);
        person
    }
}

impl Story {
    /// Opens a ticket by its first row.
    ///
    /// The log begins when the incident was first saved, which is minutes after it was opened; whatever
    /// state it had by then was reached at that time.
    fn begin(row: LogRow) -> Self {
        let new = StatusKey::new("new");
        let mut history = vec![ImportedEvent {
            at: row.opened_at.unwrap_or(row.at),
            actor: row.opened_by.clone(),
            what: Happened::Created { status: new.clone(), priority: row.priority },
        }];
        if row.status != new {
            history.push(ImportedEvent {
                at: row.at,
                actor: row.updated_by.clone(),
                what: Happened::StatusChanged { from: new, to: row.status.clone() },
            });
        }
        Story { last: row, history }
    }

    /// Notes what the next row changed.
    fn go_on(&mut self, row: LogRow) {
        let last = &self.last;
        let mut changes = Vec::new();
        if last.category != row.category {
            let (from, to) = (key_of(&last.category), key_of(&row.category));
            changes.push(Happened::Categorised { from, to });
        }
        for (field, from, to) in [
            ("impact", value(&last.impact), value(&row.impact)),
            ("urgency", value(&last.urgency), value(&row.urgency)),
            ("component", value(&last.component), value(&row.component)),
        ] {
            if from != to {
                changes.push(Happened::FieldChanged { field: field.to_owned(), from, to });
            }
        }
        if last.priority != row.priority {
            changes.push(Happened::PriorityChanged { from: last.priority, to: row.priority });
        }
        if last.team != row.team {
            changes.push(Happened::TeamChanged { from: last.team.clone(), to: row.team.clone() });
        }
        if last.assignee != row.assignee {
            changes.push(Happened::Assigned { from: last.assignee.clone(), to: row.assignee.clone() });
        }
        if last.status != row.status {
            changes.push(Happened::StatusChanged { from: last.status.clone(), to: row.status.clone() });
        }
        let (at, actor) = (row.at, &row.updated_by);
        let events = changes.into_iter().map(|what| ImportedEvent { at, actor: actor.clone(), what });
        self.history.extend(events);
        self.last = row;
    }

    /// The ticket at the end of its story.
    fn end(self) -> ImportedTicket {
        let Story { last: row, mut history } = self;
        let created_at = history[0].at;
        // Somebody may enter an opening later than the first changes; a story still begins with it.
        history[0].at = history.iter().map(|event| event.at).min().unwrap_or(created_at);
        let reached = |key: &str| {
            let mut backwards = history.iter().rev();
            let event = backwards.find(|event| event.what.status().is_some_and(|status| status.0 == key));
            event.map(|event| event.at)
        };
        let (resolved, closed) = (reached("resolved"), reached("closed"));
        let is = |key: &str| row.status.0 == key;
        let mut custom = row.kept.clone();
        custom.insert("servicenow_number".to_owned(), Value::String(row.number.clone()));
        ImportedTicket {
            subject: subject(&row),
            description: description(&row),
            ticket_type: TicketType::INCIDENT,
            channel: row.channel,
            requester: row.caller,
            created_by: row.opened_by,
            team: row.team,
            assignee: row.assignee,
            category: key_of(&row.category),
            impact: row.impact,
            urgency: row.urgency,
            priority: row.priority,
            priority_reason: row.priority_reason,
            component: row.component,
            location: row.location,
            tags: BTreeSet::new(),
            custom,
            due: None,
            resolution: row
                .closed_code
                .filter(|_| is("resolved") || is("closed"))
                .map(|code| format!("Closed with {code}.")),
            created_at,
            updated_at: row.at,
            // The log states these on every row, also on those from before it happened.
            resolved_at: resolved.and_then(|at| row.resolved_at.or(Some(at))),
            closed_at: closed.and_then(|at| row.closed_at.or(Some(at))),
            key: row.number,
            status: row.status,
            history,
            messages: Vec::new(),
            time_entries: Vec::new(),
            links: Vec::new(),
        }
    }
}

const PATH_SEPARATOR: &str = " / ";

fn path_key(path: &[String]) -> String {
    path.join(PATH_SEPARATOR)
}

fn key_of(path: &[String]) -> Option<String> {
    (!path.is_empty()).then(|| path_key(path))
}

fn value<T: serde::Serialize>(value: &T) -> Value {
    serde_json::to_value(value).expect("a level or a text is JSON")
}

/// The log holds no text, so the subject says what it is about: `Symptom 72 · Category 55 / Subcategory 170`.
fn subject(row: &LogRow) -> String {
    let places = row.category.len() - usize::from(row.symptom.is_some());
    let place = path_key(&row.category[..places]);
    match (&row.symptom, place.is_empty()) {
        (Some(symptom), false) => format!("{symptom} · {place}"),
        (Some(symptom), true) => symptom.clone(),
        (None, false) => place,
        (None, true) => format!("Incident {}", row.number),
    }
}

fn description(row: &LogRow) -> String {
    let mut lines = vec![format!("Imported from ServiceNow, where it is {}.", row.number)];
    let known = [("Reported by", &row.caller), ("Location", &row.location), ("Component", &row.component)];
    lines.extend(known.into_iter().filter_map(|(name, text)| Some(format!("{name}: {}", text.as_ref()?))));
    lines.join("\n")
}
