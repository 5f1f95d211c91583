//! From rows and records to what screens show: names in place of ids, clocks as they stand now.

use crate::desk::Desk;
use crate::project::clock_at;
use crate::rules::Rules;
use contract::board::{CardView, Mark};
use contract::checklist::Progress;
use contract::people::PersonCard;
use contract::ticket::{ClockState, ClockView, RowView};
use domain::ids::{PersonId, TeamId, TicketId};
use domain::person::Person;
use domain::status::{StatusCategory, StatusKey};
use domain::time::Timestamp;
use std::collections::BTreeMap;
use store::outbox::State;
use store::tickets::{Beside, TicketRow, priority, tags};
use uuid::Uuid;

/// What a page of rows needs beside the rows.
pub(crate) struct Page {
    beside: BTreeMap<Uuid, Beside>,
    /// What happens here is settled: nothing waits to be sent, and nobody has to choose.
    is_final: bool,
    now: Timestamp,
}

impl Desk {
    pub(crate) async fn page_of(&self, me: PersonId, rows: &[TicketRow]) -> anyhow::Result<Page> {
        let now = self.inner.clock.now();
        let tickets: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let beside = store::tickets::beside(&self.inner.db, me.0, &tickets, now).await?;
        Ok(Page { beside, is_final: self.inner.is_final(), now })
    }
}

impl Page {
    fn requester(&self, row: &TicketRow) -> Option<String> {
        self.beside.get(&row.id)?.requester.clone()
    }

    fn assignee(&self, row: &TicketRow) -> Option<String> {
        self.beside.get(&row.id)?.assignee.clone()
    }

    pub(crate) fn snoozed_until(&self, id: Uuid) -> Option<Timestamp> {
        self.beside.get(&id)?.snoozed
    }

    pub(crate) fn unread(&self, id: Uuid) -> bool {
        self.beside.get(&id).is_some_and(|beside| beside.unread)
    }

    pub(crate) fn mark(&self, id: Uuid) -> Mark {
        match self.beside.get(&id) {
            Some(_) if self.is_final => Mark::default(),
            Some(Beside { conflict: true, .. }) => Mark::Conflict,
            Some(Beside { waits: Some(State::Refused), .. }) => Mark::Rejected,
            Some(Beside { waits: Some(State::Queued | State::Sent | State::Taken), .. }) => Mark::Pending,
            Some(Beside { waits: None, .. }) | None => Mark::default(),
        }
    }

    pub(crate) fn row(&self, rules: &Rules, row: &TicketRow) -> RowView {
        let status = StatusKey(row.status.clone());
        RowView {
            id: TicketId(row.id),
            number: label(row),
            subject: row.subject.clone(),
            priority: priority(row),
            category: category(rules, row),
            status,
            requester: self.requester(row),
            organisation: organisation(rules, row),
            team: TeamId(row.team),
            assignee: row.assignee.map(PersonId),
            assignee_name: self.assignee(row),
            tags: tags(row),
            clock: clock(rules, row, self.now),
            created_at: Timestamp(row.created_at),
            updated_at: Timestamp(row.updated_at),
            mark: self.mark(row.id),
            due_date: row.due.map(Timestamp),
            snoozed_until: self.snoozed_until(row.id),
            postponed_until: row.postponed_until.map(Timestamp),
            answered: row.answered != 0,
            unread: self.unread(row.id),
            checklist: progress(row),
            custom: BTreeMap::new(),
        }
    }

    pub(crate) fn card(&self, rules: &Rules, row: &TicketRow) -> CardView {
        CardView {
            id: TicketId(row.id),
            number: label(row),
            subject: row.subject.clone(),
            priority: priority(row),
            status: StatusKey(row.status.clone()),
            requester: self.requester(row),
            organisation: organisation(rules, row),
            assignee: row.assignee.map(PersonId),
            assignee_name: self.assignee(row),
            tags: tags(row),
            attachments: row.attachments,
            messages: row.messages,
            clock: clock(rules, row, self.now),
            due: row.due.map(Timestamp),
            updated_at: Timestamp(row.updated_at),
            since: self
                .beside
                .get(&row.id)
                .and_then(|beside| beside.since)
                .unwrap_or(Timestamp(row.created_at)),
            mark: self.mark(row.id),
            snoozed_until: self.snoozed_until(row.id),
            postponed_until: row.postponed_until.map(Timestamp),
            answered: row.answered != 0,
            unread: self.unread(row.id),
            checklist: progress(row),
        }
    }
}

/// What people call the ticket of a row.
pub(crate) fn label(row: &TicketRow) -> String {
    match (row.number, &row.provisional) {
        (Some(number), _) => format!("#{number}"),
        (None, Some(provisional)) => provisional.clone(),
        (None, None) => "new".to_owned(),
    }
}

fn organisation(rules: &Rules, row: &TicketRow) -> Option<String> {
    row.organisation.and_then(|id| rules.organisations.get(&id)).map(|organisation| organisation.name.clone())
}

/// How far the checklist of a row is, if it has one.
fn progress(row: &TicketRow) -> Option<Progress> {
    (row.items > 0).then_some(Progress { done: row.items_done, total: row.items })
}

/// All clocks of a row as they stand now.
pub(crate) fn clocks(row: &TicketRow, now: Timestamp) -> Vec<ClockView> {
    let stored: Vec<ClockView> = serde_json::from_str(&row.clocks).unwrap_or_default();
    stored.into_iter().map(|clock| clock_at(clock, now)).collect()
}

pub(crate) fn category(rules: &Rules, row: &TicketRow) -> StatusCategory {
    rules.house.category(&StatusKey(row.status.clone())).unwrap_or(StatusCategory::Open)
}

/// The clock to show where there is room for one: the worst that is open, then the soonest. A ticket that is done has
/// none: what was never answered would be late for ever, and there is nothing left to do about it.
pub(crate) fn clock(rules: &Rules, row: &TicketRow, now: Timestamp) -> Option<ClockView> {
    if category(rules, row).is_done() {
        return None;
    }
    let weight = |clock: &ClockView| match clock.state {
        ClockState::Breached => 0,
        ClockState::AtRisk => 1,
        ClockState::Running => 2,
        ClockState::Paused => 3,
        ClockState::Met | ClockState::Cancelled | ClockState::Idle | ClockState::None => 9,
    };
    clocks(row, now)
        .into_iter()
        .filter(|clock| clock.open)
        .min_by_key(|clock| (weight(clock), clock.due.map_or(i64::MAX, |due| due.0)))
}

/// A person with the name of their organisation.
pub(crate) fn card_of(rules: &Rules, id: Uuid, person: &Person) -> PersonCard {
    PersonCard {
        id: PersonId(id),
        name: person.name.clone(),
        email: person.email.clone(),
        phone: person.phone.clone(),
        role: person.role,
        organisation: person
            .organisation
            .and_then(|id| rules.organisations.get(&id.0))
            .map(|organisation| organisation.name.clone()),
        tier: person.tier.clone(),
        location: person.location.clone(),
    }
}
