//! Keeps the tables that lists and searches ask in step with the records: rows, words, counts and clocks.

use crate::moved::Moved;
use crate::rules::Rules;
use contract::ticket::{ClockState, ClockView};
use domain::clockwork::{Alarm, Standing};
use domain::heard::{LastWords, concerned, named};
use domain::history::{Event, told_breaches};
use domain::ids::{EventId, ReminderId, TicketId};
use domain::measure::Gauge;
use domain::message::Side;
use domain::record::{Kind, Record};
use domain::reminder::Reminder;
use domain::sla::{self, Level};
use domain::status::StatusCategory;
use domain::ticket::Ticket;
use domain::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;
use store::escalated::Taken;
use store::family::Counts;
use store::records::Key;
use store::reminders::Call;
use store::tickets::{Face, never};
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
    let mut moved = Moved::default();
    for (before, after) in written {
        moved.note(*before, after);
    }
    let (rows, newest) = moved.apart();
    tickets_now(tx, rules, &rows.into_iter().collect::<Vec<_>>(), now).await?;
    store::tickets::touch(tx, &newest).await
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

/// Which of these records the full-text index has to read again, and which rows of tickets they move, held against what
/// stands in the database.
pub(crate) async fn held_against(tx: &Tx, records: &[Record]) -> anyhow::Result<(BTreeSet<Key>, Moved)> {
    let mut by_kind: BTreeMap<Kind, Vec<&Record>> = BTreeMap::new();
    for record in records {
        by_kind.entry(record.kind).or_default().push(record);
    }
    let (mut worded, mut moved) = (BTreeSet::new(), Moved::default());
    for (kind, fresh) in by_kind {
        let ids: Vec<Uuid> = fresh.iter().map(|record| record.id).collect();
        let before = match store::search::KINDS.contains(&kind) || kind == Kind::Event {
            true => store::records::get_many(tx, kind, &ids).await?,
            false => BTreeMap::new(),
        };
        for record in fresh {
            let before = before.get(&record.id);
            if words_moved(before, record) {
                worded.insert((kind, record.id));
            }
            moved.note(before, record);
        }
    }
    Ok((worded, moved))
}

/// Whether the full-text index has to read this record again.
pub(crate) fn words_moved(before: Option<&Record>, after: &Record) -> bool {
    let fields: &[&str] = match after.kind {
        Kind::Message => &["body"],
        Kind::Attachment => &["name"],
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
            "custom",
        ],
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
        | Kind::Conflict
        | Kind::Reminder
        | Kind::View
        | Kind::CannedReply
        | Kind::Visit
        | Kind::Macro
        | Kind::Report
        | Kind::ChecklistItem
        | Kind::Template => return false,
    };
    let Some(before) = before else { return true };
    before.deleted != after.deleted || fields.iter().any(|field| before.field(field) != after.field(field))
}

/// Writes the rows of tickets from their records, history and messages as they stand in the database.
pub(crate) async fn tickets_now(tx: &Tx, rules: &Rules, ids: &[Uuid], now: Timestamp) -> anyhow::Result<()> {
    for chunk in ids.chunks(500) {
        let families = store::family::of(tx, chunk).await?;
        let taken = match rules.is_server && rules.clockwork.escalates() {
            true => store::escalated::of_tickets(tx, chunk).await?,
            false => BTreeSet::new(),
        };
        let (mut faces, mut calls) = (Vec::new(), Vec::new());
        let (mut prints, mut stands) = (BTreeMap::new(), BTreeMap::new());
        for (id, family) in families {
            prints.extend(family.print.map(|print| (id, print)));
            let Some(record) = family.ticket else { continue };
            let known = Known {
                history: &family.history,
                counts: family.counts,
                calls: family.calls.iter().map(String::as_str).collect(),
            };
            faces.push(face(rules, &record, &known, &taken, now)?);
            if !record.deleted {
                calls.extend(calls_of(&family.reminders, &family.history)?);
            }
            stands.insert(id, family.stands);
        }
        store::tickets::replace(tx, &faces, &stands).await?;
        store::gauges::put(tx, &faces, &prints).await?;
        store::reminders::put(tx, chunk, &calls).await?;
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
        reminders: Vec<Record>,
        counts: Counts,
        calls: Vec<&'a str>,
    }
    let mut tickets: BTreeMap<Uuid, Whole<'_>> = BTreeMap::new();
    for record in records {
        let Some(id) = record.ticket.filter(|id| !cut.contains(id)) else { continue };
        let whole = tickets.entry(id).or_default();
        match record.kind {
            Kind::Ticket => whole.ticket = Some(record),
            Kind::Event if !record.deleted => whole.history.push((EventId(record.id), record.read()?)),
            Kind::Message => {
                whole.counts.count(record);
                if !record.deleted {
                    whole.calls.extend(store::family::call_in(&record.doc));
                }
            }
            Kind::Attachment | Kind::ChecklistItem => whole.counts.count(record),
            Kind::Reminder if !record.deleted => whole.reminders.push(record.clone()),
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
            | Kind::Conflict
            | Kind::Reminder
            | Kind::View
            | Kind::CannedReply
            | Kind::Visit
            | Kind::Macro
            | Kind::Report
            | Kind::Template => {}
        }
    }
    let mut faces = Vec::with_capacity(tickets.len());
    let mut calls = Vec::new();
    // Only a device copies; what a server did by itself is nothing that it plans.
    let taken = BTreeSet::new();
    for whole in tickets.into_values() {
        let Some(ticket) = whole.ticket else { continue };
        let known = Known { history: &whole.history, counts: whole.counts, calls: whole.calls };
        faces.push(face(rules, ticket, &known, &taken, now)?);
        calls.extend(calls_of(&whole.reminders, &whole.history)?);
    }
    store::tickets::put(tx, &faces).await?;
    store::gauges::put(tx, &faces, &BTreeMap::new()).await?;
    let ids: Vec<Uuid> = faces.iter().map(|face| face.id).collect();
    store::reminders::put(tx, &ids, &calls).await?;
    tickets_now(tx, rules, cut, now).await
}

/// Reads records of history.
pub(crate) fn history_of(records: &[Record]) -> anyhow::Result<Vec<(EventId, Event)>> {
    records.iter().map(|record| Ok((EventId(record.id), record.read()?))).collect()
}

/// What is known of a ticket beside its record.
pub(crate) struct Known<'a> {
    pub history: &'a [(EventId, Event)],
    pub counts: Counts,
    /// What messages say in which somebody may be named.
    pub calls: Vec<&'a str>,
}

/// What lists show of a ticket.
pub(crate) fn face(
    rules: &Rules,
    record: &Record,
    known: &Known<'_>,
    taken: &BTreeSet<Taken>,
    now: Timestamp,
) -> anyhow::Result<Face> {
    let Known { history, counts, ref calls } = *known;
    let ticket: Ticket = record.read()?;
    let category = rules.house.category(&ticket.status).unwrap_or(StatusCategory::Open);
    let newest = history.iter().map(|(_, event)| event.at).max().unwrap_or(ticket.created_at);
    // What the server heard or delivered just now lies ahead of a clock that is a moment behind, and has happened all the same.
    let heard = history.iter().map(|(_, event)| event.known_by()).fold(now.max(newest), Timestamp::max);
    let standing = rules.clockwork.run(&ticket, history, heard);
    Ok(Face {
        id: record.id,
        category,
        updated_at: newest.0,
        counts,
        next_due: match standing.next_due {
            Some(due) if !category.is_done() => due.0,
            Some(_) | None => never(ticket.created_at),
        },
        next_turn: if record.deleted { None } else { standing.next_turn.map(|at| at.0) },
        last_due: sla::Metric::ALL
            .into_iter()
            .filter_map(|metric| due_of(standing.clocks.get(metric)))
            .map(|due| due.0)
            .max(),
        last_turn: if record.deleted { None } else { standing.last_turn.map(|at| at.0) },
        next_step: match rules.is_server && !record.deleted {
            true => next_step(TicketId(record.id), &standing, history, taken, now).map(|at| at.0),
            false => None,
        },
        alarm: match standing.alarm {
            _ if category.is_done() => 0,
            Alarm::Calm => 0,
            Alarm::AtRisk => 1,
            Alarm::Breached => 2,
        },
        clocks: serde_json::to_string(&clock_views(&standing))?,
        answered: !category.is_done() && domain::lifecycle::is_answered(history),
        last_words: LastWords::of(history),
        concerns: concerned(&ticket, history, calls.iter().flat_map(|text| named(text, &rules.house.staff))),
        deleted: record.deleted,
        known_at: now.0,
        postponed_until: match record.deleted {
            true => None,
            false => rules.house.rests_until(&ticket).map(|at| at.0),
        },
        gauge: Gauge::of(&ticket, history, &standing, |key| rules.house.category(key)),
        ticket,
    })
}

/// What is older than this when a server first sees it was told nobody, and is not told now: an imported past.
pub(crate) const RECENT_MS: i64 = 7 * 24 * 3_600_000;

/// When a server next has something to do for a ticket: a breach to tell, or a step to take.
fn next_step(
    ticket: TicketId,
    standing: &Standing,
    history: &[(EventId, Event)],
    taken: &BTreeSet<Taken>,
    now: Timestamp,
) -> Option<Timestamp> {
    let ahead =
        standing.instants.iter().filter(|it| it.level == Level::Breach && it.at > now).map(|it| it.at);
    let untold = untold_breaches(standing, history, now).into_iter().map(|(_, breach)| breach.at);
    let steps = open_steps(ticket, standing, taken, now).into_iter().map(|step| step.at);
    ahead.chain(untold).chain(steps).min()
}

/// The breaches that history does not tell of yet.
pub(crate) fn untold_breaches(
    standing: &Standing,
    history: &[(EventId, Event)],
    now: Timestamp,
) -> Vec<(sla::Metric, sla::Breach)> {
    let told = told_breaches(history);
    let all = sla::Metric::ALL
        .into_iter()
        .flat_map(|metric| standing.clocks.get(metric).breaches.iter().map(move |breach| (metric, *breach)));
    all.filter(|it| it.1.at > now.plus_ms(-RECENT_MS) && !told.contains(it)).collect()
}

/// The steps that were not taken yet, those to come included.
pub(crate) fn open_steps(
    ticket: TicketId,
    standing: &Standing,
    taken: &BTreeSet<Taken>,
    now: Timestamp,
) -> Vec<sla::StepInstant> {
    let open =
        |it: &&sla::StepInstant| it.at > now.plus_ms(-RECENT_MS) && !taken.contains(&taken_of(ticket, it));
    standing.steps.iter().filter(open).copied().collect()
}

/// The mark of a step that was taken.
pub(crate) fn taken_of(ticket: TicketId, step: &sla::StepInstant) -> Taken {
    Taken { ticket, metric: step.metric.key().to_owned(), cycle: i64::from(step.cycle), step: step.step }
}

/// What reminders call, and when.
fn calls_of(reminders: &[Record], history: &[(EventId, Event)]) -> anyhow::Result<Vec<Call>> {
    let wrote =
        |(_, event): &(EventId, Event)| (event.said_by() == Some(Side::Requester)).then_some(event.at);
    let mut calls = Vec::new();
    for record in reminders {
        let reminder: Reminder = record.read()?;
        if !reminder.done {
            calls.push(Call {
                id: ReminderId(record.id),
                ticket: reminder.ticket,
                person: reminder.person,
                at: reminder.calls_at(history.iter().filter_map(wrote)),
                snooze: reminder.snooze,
            });
        }
    }
    Ok(calls)
}

/// When an open clock is or was due.
fn due_of(clock: &sla::Clock) -> Option<Timestamp> {
    match clock.state {
        sla::ClockState::Breached { met_at: None } => clock.breaches.last().map(|breach| breach.at),
        sla::ClockState::Running { due, .. } => due,
        sla::ClockState::None
        | sla::ClockState::Idle
        | sla::ClockState::Paused { .. }
        | sla::ClockState::Met { .. }
        | sla::ClockState::Breached { met_at: Some(_) }
        | sla::ClockState::Cancelled => None,
    }
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
            ClockView {
                metric,
                state,
                due: match state {
                    ClockState::Breached => clock.breaches.last().map(|breach| breach.at),
                    ClockState::None
                    | ClockState::Idle
                    | ClockState::Running
                    | ClockState::AtRisk
                    | ClockState::Paused
                    | ClockState::Met
                    | ClockState::Cancelled => clock.state.due(),
                },
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
