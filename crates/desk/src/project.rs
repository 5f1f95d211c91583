//! Keeps the tables that lists and searches ask in step with the records: rows, words, counts and clocks.

use crate::rules::Rules;
use contract::ticket::{ClockState, ClockView, Metric};
use domain::clockwork::{Alarm, Standing};
use domain::history::Event;
use domain::ids::EventId;
use domain::record::{Kind, Record};
use domain::sla::{self, Level};
use domain::status::StatusCategory;
use domain::ticket::Ticket;
use domain::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;
use store::tickets::{Face, NEVER};
use uuid::Uuid;

/// Projects what a transaction wrote: each record with how it was before.
pub(crate) async fn write(
    tx: &Tx,
    rules: &Rules,
    written: &[(Option<&Record>, &Record)],
    now: Timestamp,
) -> anyhow::Result<()> {
    let worded: Vec<&Record> = written
        .iter()
        .filter(|(before, after)| words_moved(*before, after))
        .map(|(_, after)| *after)
        .collect();
    store::search::put(tx, &worded).await?;
    let records: Vec<&Record> = written.iter().map(|(_, after)| *after).collect();
    people(tx, rules, &records).await?;
    let tickets: BTreeSet<Uuid> = records.iter().filter_map(|record| record.ticket).collect();
    tickets_now(tx, rules, &tickets.into_iter().collect::<Vec<_>>(), now).await
}

/// Writes the rows of people among the records.
pub(crate) async fn people(tx: &Tx, rules: &Rules, records: &[&Record]) -> anyhow::Result<()> {
    let fresh: BTreeMap<Uuid, String> = records
        .iter()
        .filter(|record| record.kind == Kind::Organisation)
        .map(|record| (record.id, record.field("name").as_str().unwrap_or_default().to_owned()))
        .collect();
    let mut people = Vec::new();
    for record in records.iter().filter(|record| record.kind == Kind::Person) {
        let person: domain::person::Person = record.read()?;
        let organisation = person.organisation.and_then(|id| {
            let known = rules.organisations.get(&id.0).map(|organisation| organisation.name.clone());
            fresh.get(&id.0).cloned().or(known)
        });
        people.push((record.id, person, organisation, record.deleted));
    }
    store::people::put(tx, &people).await
}

/// Whether the full-text index has to read this record again.
fn words_moved(before: Option<&Record>, after: &Record) -> bool {
    let fields: &[&str] = match after.kind {
        Kind::Message => &["body"],
        Kind::Ticket => &[
            "subject",
            "description",
            "number",
            "provisional",
            "external",
            "resolution",
            "root_cause",
            "workaround",
            "error_messages",
            "component",
            "service",
            "tags",
        ],
        Kind::Setting
        | Kind::Status
        | Kind::Category
        | Kind::Team
        | Kind::Organisation
        | Kind::Person
        | Kind::Board
        | Kind::Attachment
        | Kind::TimeEntry
        | Kind::Link
        | Kind::Event
        | Kind::Conflict => return false,
    };
    let Some(before) = before else { return true };
    before.deleted != after.deleted || fields.iter().any(|field| before.field(field) != after.field(field))
}

/// Writes the rows of tickets from their records, history and messages as they stand in the database.
pub(crate) async fn tickets_now(tx: &Tx, rules: &Rules, ids: &[Uuid], now: Timestamp) -> anyhow::Result<()> {
    for chunk in ids.chunks(500) {
        let records = store::records::get_many(tx, Kind::Ticket, chunk).await?;
        let mut events = store::records::of_tickets(tx, chunk, Kind::Event).await?;
        let counts = store::records::count_children(tx, chunk).await?;
        let mut faces = Vec::new();
        for (id, record) in records {
            let history = history_of(&events.remove(&id).unwrap_or_default())?;
            let (messages, attachments) = counts.get(&id).copied().unwrap_or_default();
            faces.push(face(rules, &record, &history, messages, attachments, now)?);
        }
        store::tickets::put(tx, &faces).await?;
    }
    Ok(())
}

/// Writes the rows of tickets whose records are all among these, without reading them back; `cut` names those of
/// which some are elsewhere.
pub(crate) async fn whole_tickets(
    tx: &Tx,
    rules: &Rules,
    records: &[Record],
    cut: &[Uuid],
    now: Timestamp,
) -> anyhow::Result<()> {
    #[derive(Default)]
    struct Whole<'a> {
        ticket: Option<&'a Record>,
        history: Vec<(EventId, Event)>,
        messages: i64,
        attachments: i64,
    }
    let mut tickets: BTreeMap<Uuid, Whole<'_>> = BTreeMap::new();
    for record in records {
        let Some(id) = record.ticket.filter(|id| !cut.contains(id)) else { continue };
        let whole = tickets.entry(id).or_default();
        match record.kind {
            Kind::Ticket => whole.ticket = Some(record),
            Kind::Event if !record.deleted => whole.history.push((EventId(record.id), record.read()?)),
            Kind::Message => whole.messages += i64::from(!record.deleted),
            Kind::Attachment => whole.attachments += i64::from(!record.deleted),
            Kind::Setting
            | Kind::Status
            | Kind::Category
            | Kind::Team
            | Kind::Organisation
            | Kind::Person
            | Kind::Board
            | Kind::TimeEntry
            | Kind::Link
            | Kind::Event
            | Kind::Conflict => {}
        }
    }
    let mut faces = Vec::with_capacity(tickets.len());
    for whole in tickets.into_values() {
        let Some(ticket) = whole.ticket else { continue };
        faces.push(face(rules, ticket, &whole.history, whole.messages, whole.attachments, now)?);
    }
    store::tickets::put(tx, &faces).await?;
    tickets_now(tx, rules, cut, now).await
}

/// Reads records of history.
pub(crate) fn history_of(records: &[Record]) -> anyhow::Result<Vec<(EventId, Event)>> {
    records.iter().map(|record| Ok((EventId(record.id), record.read()?))).collect()
}

/// What lists show of a ticket.
pub(crate) fn face(
    rules: &Rules,
    record: &Record,
    history: &[(EventId, Event)],
    messages: i64,
    attachments: i64,
    now: Timestamp,
) -> anyhow::Result<Face> {
    let ticket: Ticket = record.read()?;
    let category = rules.house.category(&ticket.status).unwrap_or(StatusCategory::Open);
    let standing = rules.clockwork.run(history, now);
    let newest = history.iter().map(|(_, event)| event.at).max().unwrap_or(ticket.created_at);
    Ok(Face {
        id: record.id,
        category,
        updated_at: newest.0,
        messages,
        attachments,
        next_due: if category.is_done() { NEVER } else { standing.next_due.map_or(NEVER, |due| due.0) },
        next_turn: if record.deleted { None } else { standing.next_turn.map(|at| at.0) },
        alarm: match standing.alarm {
            _ if category.is_done() => 0,
            Alarm::Calm => 0,
            Alarm::AtRisk => 1,
            Alarm::Breached => 2,
        },
        clocks: serde_json::to_string(&clock_views(&standing))?,
        deleted: record.deleted,
        known_at: now.0,
        ticket,
    })
}

/// The clocks of a ticket as screens show them.
pub(crate) fn clock_views(standing: &Standing) -> Vec<ClockView> {
    sla::Metric::ALL
        .into_iter()
        .map(|metric| {
            let clock = standing.clocks.get(metric);
            let at_risk = standing
                .instants
                .iter()
                .find(|instant| instant.metric == metric && matches!(instant.level, Level::AtRisk(_)))
                .map(|instant| instant.at);
            let (state, open) = match clock.state {
                sla::ClockState::None => (ClockState::None, false),
                sla::ClockState::Idle => (ClockState::Idle, false),
                sla::ClockState::Running { .. } => (ClockState::Running, true),
                sla::ClockState::Paused { .. } => (ClockState::Paused, true),
                sla::ClockState::Met { .. } => (ClockState::Met, false),
                sla::ClockState::Breached { met_at } => (ClockState::Breached, met_at.is_none()),
                sla::ClockState::Cancelled => (ClockState::Cancelled, false),
            };
            let missed = clock.breaches.last().map(|breach| breach.at);
            let due = clock.state.due().or(if state == ClockState::Breached { missed } else { None });
            ClockView {
                metric: match metric {
                    sla::Metric::FirstResponse => Metric::FirstResponse,
                    sla::Metric::NextResponse => Metric::NextResponse,
                    sla::Metric::Resolution => Metric::Resolution,
                },
                state,
                due,
                at_risk: at_risk.filter(|_| state == ClockState::Running),
                remaining_seconds: clock.state.remaining_seconds(),
                met_at: clock.state.met_at(),
                open,
            }
        })
        .collect()
}

/// A stored clock as it stands at `now`: a running one turns at risk and breached by itself.
pub(crate) fn clock_at(mut clock: ClockView, now: Timestamp) -> ClockView {
    if clock.state == ClockState::Running {
        if clock.due.is_some_and(|due| due <= now) {
            clock.state = ClockState::Breached;
            clock.remaining_seconds = Some(0);
        } else if clock.at_risk.is_some_and(|at| at <= now) {
            clock.state = ClockState::AtRisk;
        }
    }
    clock
}
