//! Visits: planned, gone to and told of step by step, on a device that may have no network all day.

use super::ticket_view::attachment_view;
use super::{done, trimmed};
use crate::change::Acting;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::views::Page;
use contract::session::{Done, Made};
use contract::ticket::AttachmentView;
use contract::visit::*;
use domain::ids::{AttachmentId, PersonId, TicketId, VisitId};
use domain::message::{Attachment, Message, MessageKind, TimeEntry};
use domain::record::Kind;
use domain::refusal::Refusal;
use domain::time::Timestamp;
use domain::visit::{StepKind, Visit};
use std::collections::{BTreeMap, BTreeSet};
use store::people::PersonRow;
use store::tickets::TicketRow;
use uuid::Uuid;

/// The most visits in a list.
const MOST: i64 = 2_000;
/// The longest range that one asks for: a quarter, to look back.
const LONGEST_MS: i64 = 100 * 24 * 3_600_000;

pub(crate) async fn visit_list(
    desk: &Desk,
    me: PersonId,
    input: VisitQuery,
) -> Result<Vec<VisitView>, Fault> {
    let db = &desk.inner.db;
    let records = match (input.ticket, input.from, input.to) {
        (Some(ticket), _, _) => store::records::of_ticket(db, ticket.0, Kind::Visit).await?,
        (None, _, _) if input.unscheduled => store::visits::unscheduled(db, MOST).await?,
        (None, Some(from), Some(to)) if to > from && to.0.saturating_sub(from.0) <= LONGEST_MS => {
            store::visits::between(db, from, to, MOST).await?
        }
        (None, _, _) => return Err(Refusal::invalid("to", "behind `from`, by 100 days at most").into()),
    };
    let mut visits: Vec<(VisitId, Visit)> = Vec::new();
    let mut seen: BTreeMap<TicketId, bool> = BTreeMap::new();
    for record in records.into_iter().filter(|record| !record.deleted) {
        let visit: Visit = record.read()?;
        let of_them = input.technicians.is_empty()
            || visit.technician.is_some_and(|technician| input.technicians.contains(&technician));
        let wanted = input.ticket.is_some() || (of_them && !(input.unscheduled && visit.state().is_over()));
        if !wanted {
            continue;
        }
        let visible = match seen.get(&visit.ticket) {
            Some(visible) => *visible,
            None => {
                let visible = desk.inner.check_sight(me, visit.ticket.0).await.is_ok();
                seen.insert(visit.ticket, visible);
                visible
            }
        };
        if visible {
            visits.push((VisitId(record.id), visit));
        }
    }
    visits.sort_by_key(|(id, visit)| (visit.from.is_none(), visit.from, *id));
    views(desk, me, &visits).await
}

async fn views(desk: &Desk, me: PersonId, visits: &[(VisitId, Visit)]) -> Result<Vec<VisitView>, Fault> {
    let db = &desk.inner.db;
    let rules = desk.inner.rules();
    let now = desk.inner.clock.now();
    let tickets: BTreeSet<Uuid> = visits.iter().map(|(_, visit)| visit.ticket.0).collect();
    let tickets: Vec<Uuid> = tickets.into_iter().collect();
    let rows: BTreeMap<Uuid, TicketRow> = store::tickets::get_many(db, &tickets).await?;
    let mut people: BTreeSet<Uuid> = rows.values().filter_map(|row| row.requester).collect();
    for (_, visit) in visits {
        people.extend(visit.technician.map(|id| id.0));
        people.extend(visit.steps.iter().map(|step| step.by.0));
    }
    let people = store::people::get_many(db, &people.into_iter().collect::<Vec<_>>()).await?;
    let listed: Vec<TicketRow> = rows.values().cloned().collect();
    let page = desk.page_of(me, &listed).await?;
    let mut files = files_of(desk, &tickets).await?;
    let spent = spent_on(desk, &tickets).await?;
    let mut found = Vec::with_capacity(visits.len());
    for (id, visit) in visits {
        let Some(row) = rows.get(&visit.ticket.0).filter(|row| row.deleted == 0) else { continue };
        let shown = page.row(&rules, row);
        let mut files = files.remove(id).unwrap_or_default();
        files.retain(|file| visit.signature != Some(file.id));
        found.push(VisitView {
            id: *id,
            ticket: visit.ticket,
            number: shown.number,
            subject: shown.subject,
            priority: shown.priority,
            requester: shown.requester,
            phone: row.requester.and_then(|id| people.get(&id)).and_then(|person| person.phone.clone()),
            organisation: shown.organisation,
            technician: visit.technician,
            technician_name: visit.technician.and_then(|id| name(&people, id)),
            from: visit.from,
            until: visit.until,
            address: visit.address.clone(),
            purpose: visit.purpose.clone(),
            state: visit.state(),
            next: visit.next(),
            steps: steps(visit, &people),
            on_site_seconds: visit.on_site_seconds(now),
            spent_seconds: spent.get(id).copied().unwrap_or_default(),
            parts: visit.parts.iter().cloned().collect(),
            signature: visit.signature,
            signed_by: visit.signed_by.clone(),
            files,
            mark: Page::mark(&page, row.id),
        });
    }
    Ok(found)
}

fn name(people: &BTreeMap<Uuid, PersonRow>, id: PersonId) -> Option<String> {
    people.get(&id.0).map(|person| person.name.clone())
}

fn steps(visit: &Visit, people: &BTreeMap<Uuid, PersonRow>) -> Vec<VisitStepView> {
    let standing = visit.standing();
    let view = |step: &domain::visit::Step| VisitStepView {
        kind: step.kind,
        at: step.at,
        by: step.by,
        by_name: name(people, step.by),
        taken_back: step.kind != StepKind::TakenBack && !standing.contains(step),
    };
    visit.steps.iter().map(view).collect()
}

/// The time that was booked on visits of these tickets.
async fn spent_on(desk: &Desk, tickets: &[Uuid]) -> Result<BTreeMap<VisitId, i64>, Fault> {
    let mut found: BTreeMap<VisitId, i64> = BTreeMap::new();
    let records = store::records::of_tickets(&desk.inner.db, tickets, Kind::TimeEntry).await?;
    for record in records.into_values().flatten() {
        let entry: TimeEntry = record.read()?;
        if let Some(visit) = entry.visit {
            *found.entry(visit).or_default() += entry.seconds;
        }
    }
    Ok(found)
}

/// The files that were taken on visits of these tickets.
async fn files_of(desk: &Desk, tickets: &[Uuid]) -> Result<BTreeMap<VisitId, Vec<AttachmentView>>, Fault> {
    let mut found: BTreeMap<VisitId, Vec<AttachmentView>> = BTreeMap::new();
    let records = store::records::of_tickets(&desk.inner.db, tickets, Kind::Attachment).await?;
    for record in records.into_values().flatten().filter(|record| !record.deleted) {
        let attachment: Attachment = record.read()?;
        if let Some(visit) = attachment.visit {
            found.entry(visit).or_default().push(attachment_view(desk, &record).await?);
        }
    }
    Ok(found)
}

pub(crate) async fn visit_add(desk: &Desk, me: PersonId, input: VisitAdd) -> Result<Made, Fault> {
    let mut acting = desk.act(me).await?;
    acting.door.need(Kind::Ticket, input.ticket.0).await?;
    let id = desk.inner.ids.next();
    let mut visit = Visit {
        ticket: input.ticket,
        technician: None,
        from: None,
        until: None,
        address: None,
        purpose: None,
        steps: BTreeSet::new(),
        parts: BTreeSet::new(),
        signature: None,
        signed_by: None,
    };
    plan(&mut visit, input.plan);
    acting.create(id, Some(input.ticket.0), &visit).await?;
    acting.commit("Planned a visit").await?;
    Ok(Made { id: id.to_string(), label: "Planned a visit".to_owned() })
}

pub(crate) async fn visit_set(desk: &Desk, me: PersonId, input: VisitSet) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    acting
        .edit::<Visit>(input.visit.0, |visit, _| {
            plan(visit, input.plan);
            Ok(())
        })
        .await?;
    acting.commit("Changed a visit").await?;
    Ok(done("Changed a visit"))
}

pub(crate) async fn visit_step(desk: &Desk, me: PersonId, input: VisitStep) -> Result<Done, Fault> {
    let report = trimmed(input.report);
    let (may_report, may_book) = match input.step {
        StepKind::Done => (true, true),
        StepKind::Cancelled => (true, false),
        StepKind::Started | StepKind::Arrived | StepKind::TakenBack => (false, false),
    };
    if report.is_some() && !may_report {
        return Err(Refusal::invalid("report", "is for visits that are over").into());
    }
    if input.minutes.is_some() && !may_book {
        return Err(Refusal::invalid("minutes", "are booked when a visit is done").into());
    }
    let label = match input.step {
        StepKind::Started => "On the way",
        StepKind::Arrived => "Arrived",
        StepKind::Done => "Finished a visit",
        StepKind::Cancelled => "Cancelled a visit",
        StepKind::TakenBack => "Took back a step of a visit",
    };
    let mut acting = desk.act(me).await?;
    let now = acting.door.now;
    let record = acting.door.need(Kind::Visit, input.visit.0).await?;
    let ticket = record.read::<Visit>()?.ticket;
    acting.edit::<Visit>(input.visit.0, |visit, _| visit.step(input.step, me, now)).await?;
    if let Some(body) = report {
        let note = Message::of_agent(ticket, MessageKind::Note, me, body, now);
        acting.create(desk.inner.ids.next(), Some(ticket.0), &note).await?;
    }
    if let Some(minutes) = input.minutes.filter(|minutes| *minutes != 0) {
        book(desk, &mut acting, me, (ticket, input.visit), minutes, now).await?;
    }
    acting.commit(label).await?;
    Ok(done(label))
}

async fn book(
    desk: &Desk,
    acting: &mut Acting<'_>,
    me: PersonId,
    (ticket, visit): (TicketId, VisitId),
    minutes: i64,
    now: Timestamp,
) -> Result<(), Fault> {
    let seconds = minutes.saturating_mul(60);
    let entry = TimeEntry { ticket, author: me, seconds, at: now, note: None, visit: Some(visit) };
    acting.create(desk.inner.ids.next(), Some(ticket.0), &entry).await
}

pub(crate) async fn visit_parts(desk: &Desk, me: PersonId, input: VisitParts) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    acting
        .edit::<Visit>(input.visit.0, |visit, _| {
            for part in &input.remove {
                visit.parts.remove(part);
            }
            visit.parts.extend(input.add.iter().map(|part| part.trim().to_owned()));
            Ok(())
        })
        .await?;
    acting.commit("Changed the parts of a visit").await?;
    Ok(done("Changed the parts of a visit"))
}

pub(crate) async fn visit_sign(desk: &Desk, me: PersonId, input: VisitSign) -> Result<Done, Fault> {
    let name = trimmed(Some(input.name)).ok_or_else(|| Refusal::invalid("name", "who signs?"))?;
    let mut acting = desk.act(me).await?;
    let AttachmentId(file) = input.signature;
    let taken: Attachment = acting.door.need(Kind::Attachment, file).await?.read()?;
    if taken.visit != Some(input.visit) {
        return Err(Refusal::invalid("signature", "was not taken on this visit").into());
    }
    acting
        .edit::<Visit>(input.visit.0, |visit, _| {
            (visit.signature, visit.signed_by) = (Some(input.signature), Some(name));
            Ok(())
        })
        .await?;
    acting.commit("Signed a visit").await?;
    Ok(done("Signed a visit"))
}

pub(crate) async fn visit_remove(desk: &Desk, me: PersonId, input: VisitPick) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    acting.delete(Kind::Visit, input.visit.0).await?;
    acting.commit("Removed a visit").await?;
    Ok(done("Removed a visit"))
}

fn plan(visit: &mut Visit, plan: VisitPlan) {
    (visit.technician, visit.from, visit.until) = (plan.technician, plan.from, plan.until);
    (visit.address, visit.purpose) = (trimmed(plan.address), trimmed(plan.purpose));
}
