//! The ticket view: the ticket with its names, and its history.

use super::sync::conflict_views;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::rules::Rules;
use crate::views::{card_of, clocks, label};
use contract::lifecycle::ConfirmedView;
use contract::merge::{MergedView, TicketRef};
use contract::people::PersonCard;
use contract::ticket::*;
use domain::access::Who;
use domain::history::{Event, What, told_breaches};
use domain::ids::{AttachmentId, EventId, LinkId, MessageId, PersonId, TicketId};
use domain::merge::{ConflictState, FieldChange};
use domain::message::{Attachment, Link, Message, TimeEntry};
use domain::person::{Person, Role, SYSTEM_NAME, system_id};
use domain::record::{Kind, Record, custom_key};
use domain::refusal::Refusal;
use domain::sla::Breach;
use domain::status::StatusCategory;
use domain::ticket::Ticket;
use domain::ticket_type::TicketType;
use serde_json::Value;
use std::collections::BTreeMap;
use store::tickets::{Narrow, Sort};
use uuid::Uuid;

/// How many of the requester's other tickets are shown.
const OTHERS: usize = 8;

pub(crate) async fn ticket_get(desk: &Desk, me: PersonId, input: TicketGet) -> Result<TicketView, Fault> {
    let db = &desk.inner.db;
    let rules = desk.inner.rules();
    let id = input.ticket;
    desk.inner.check_sight(me, id.0).await?;
    let record = store::records::get(db, Kind::Ticket, id.0).await?.ok_or(Refusal::Missing(Kind::Ticket))?;
    let ticket: Ticket = record.read()?;
    let row =
        store::tickets::get_many(db, &[id.0]).await?.remove(&id.0).ok_or(Refusal::Missing(Kind::Ticket))?;
    let rows = [row];
    let page = desk.page_of(me, &rows).await?;
    let row = &rows[0];
    let status = rules.house.status(&ticket.status);
    let mut wanted: Vec<Uuid> = ticket.watchers.iter().chain(&ticket.cc).map(|id| id.0).collect();
    wanted.extend(
        [ticket.requester, ticket.created_by, ticket.assignee, ticket.confirmed.as_ref().map(|it| it.by)]
            .into_iter()
            .flatten()
            .map(|id| id.0),
    );
    let people = cards(desk, &rules, &wanted).await?;
    let card = |id: Option<PersonId>| id.and_then(|id| people.get(&id.0).cloned());
    let who = rules.house.staff.get(&me).map(|person| Who::new(me, person, &rules.house.teams));
    let may_manage = who.as_ref().is_some_and(|who| who.role >= Role::Manager);
    let (others, others_count) = match ticket.requester {
        None => (Vec::new(), 0),
        Some(requester) => {
            let narrow =
                Narrow { requester: Some(requester.0), scopes: desk.inner.scopes(me), ..Narrow::default() };
            let mut rows =
                store::tickets::page(db, &narrow, Sort::Created, true, 0, OTHERS as u64 + 1).await?;
            rows.retain(|other| other.id != id.0);
            rows.truncate(OTHERS);
            // Itself is among them, unless it is deleted.
            let all = store::tickets::count(db, &narrow).await?;
            let count = if record.deleted { all } else { all - 1 };
            let page = desk.page_of(me, &rows).await?;
            (rows.iter().map(|row| page.row(&rules, row)).collect(), count)
        }
    };
    let entries = store::records::of_ticket(db, id.0, Kind::TimeEntry).await?;
    let mut time_seconds = 0;
    for entry in &entries {
        time_seconds += entry.read::<TimeEntry>()?.seconds;
    }
    let attachments = attachments(desk, id).await?;
    let (merged_into, merged) = merged_views(desk, me, &rules, id, &ticket).await?;
    Ok(TicketView {
        id,
        number: ticket.label(),
        provisional: ticket.provisional.clone().filter(|_| ticket.number.is_some()),
        subject: ticket.subject.clone(),
        description: ticket.description.clone(),
        ticket_type: ticket.ticket_type.clone(),
        channel: ticket.channel,
        status: ticket.status.clone(),
        category: status.map_or(StatusCategory::Open, |status| status.category),
        next: rules
            .house
            .statuses
            .iter()
            .filter(|next| !next.retired && status.is_none_or(|status| status.may_become(&next.key)))
            .map(|next| next.key.clone())
            .collect(),
        priority: ticket.priority,
        priority_reason: ticket.priority_reason.clone(),
        impact: ticket.impact,
        urgency: ticket.urgency,
        team: ticket.team,
        assignee: ticket.assignee,
        assignee_name: card(ticket.assignee).map(|card| card.name),
        requester: card(ticket.requester),
        organisation: ticket
            .organisation
            .and_then(|id| rules.organisations.get(&id.0))
            .map(|organisation| organisation.name.clone()),
        tier: ticket.tier.clone(),
        category_id: ticket.category,
        category_path: ticket
            .category
            .map(|id| rules.house.category_path(id).into_iter().map(str::to_owned).collect())
            .unwrap_or_default(),
        component: ticket.component.clone(),
        subcomponent: ticket.subcomponent.clone(),
        service: ticket.service.clone(),
        tags: ticket.tags.iter().cloned().collect(),
        watchers: ticket.watchers.iter().filter_map(|id| people.get(&id.0).cloned()).collect(),
        cc: ticket.cc.iter().filter_map(|id| people.get(&id.0).cloned()).collect(),
        due: ticket.due,
        estimated: ticket.estimated,
        estimated_told: ticket.estimated_told,
        steps_to_reproduce: ticket.steps_to_reproduce.clone(),
        steps_taken: ticket.steps_taken.clone(),
        error_messages: ticket.error_messages.clone(),
        desired_outcome: ticket.desired_outcome.clone(),
        resolution: ticket.resolution.clone(),
        root_cause: ticket.root_cause.clone(),
        workaround: ticket.workaround.clone(),
        confirmed: ticket.confirmed.as_ref().filter(|_| row.confirmed != 0).map(|it| ConfirmedView {
            by: card(Some(it.by)).map_or("Somebody".to_owned(), |card| card.name),
            how: it.how,
            at: it.at,
        }),
        answered: row.answered != 0,
        unread: page.unread(id.0),
        custom: ticket.custom.clone(),
        attribution: ticket.attribution.clone(),
        external: ticket.external.clone(),
        created_at: ticket.created_at,
        created_by: card(ticket.created_by),
        updated_at: domain::time::Timestamp(row.updated_at),
        clocks: clocks(row, desk.inner.clock.now()),
        checklist: super::checklist::views(desk, me, id).await?,
        attachments,
        links: links(desk, me, id).await?,
        merged_into,
        merged,
        time_seconds,
        others,
        others_count,
        conflicts: conflict_views(desk, Some(id), ConflictState::Open).await?,
        mark: page.mark(id.0),
        deleted: record.deleted,
        may_edit: who.as_ref().is_some_and(|who| who.may_see(&ticket)) && !record.deleted,
        may_delete: may_manage || ticket.created_by == Some(me),
        snoozed_until: page.snoozed_until(id.0),
        postponed_until: row.postponed_until.map(domain::time::Timestamp),
    })
}

/// The cards of these people.
async fn cards(desk: &Desk, rules: &Rules, ids: &[Uuid]) -> Result<BTreeMap<Uuid, PersonCard>, Fault> {
    let mut cards = BTreeMap::new();
    for (id, record) in store::records::get_many(&desk.inner.db, Kind::Person, ids).await? {
        cards.insert(id, card_of(rules, id, &record.read::<Person>()?));
    }
    Ok(cards)
}

pub(super) async fn attachments(desk: &Desk, ticket: TicketId) -> Result<Vec<AttachmentView>, Fault> {
    let mut views = Vec::new();
    for record in store::records::of_ticket(&desk.inner.db, ticket.0, Kind::Attachment).await? {
        views.push(attachment_view(desk, &record).await?);
    }
    Ok(views)
}

pub(crate) async fn attachment_view(desk: &Desk, record: &Record) -> Result<AttachmentView, Fault> {
    let attachment: Attachment = record.read()?;
    let hash = crate::commands::parse_hash(&attachment.hash)?;
    let state = desk.file_state(hash).await?;
    Ok(AttachmentView {
        id: AttachmentId(record.id),
        message: attachment.message,
        opens: domain::openable::opens(&attachment.name),
        name: attachment.name,
        mime: attachment.mime,
        size_bytes: attachment.size_bytes,
        state,
    })
}

async fn links(desk: &Desk, me: PersonId, ticket: TicketId) -> Result<Vec<LinkView>, Fault> {
    let db = &desk.inner.db;
    let own = store::records::of_ticket(db, ticket.0, Kind::Link).await?;
    let reversed = store::named::links_to(db, ticket.0).await?;
    let mut views = Vec::new();
    for (record, reversed) in own.iter().map(|r| (r, false)).chain(reversed.iter().map(|r| (r, true))) {
        let link: Link = record.read()?;
        let other = if reversed { link.ticket } else { link.other };
        if desk.inner.check_sight(me, other.0).await.is_err() {
            continue;
        }
        let Some(row) = store::tickets::get_many(db, &[other.0]).await?.remove(&other.0) else { continue };
        views.push(LinkView {
            id: LinkId(record.id),
            relation: link.relation,
            reversed,
            other,
            number: label(&row),
            subject: row.subject.clone(),
            status: domain::status::StatusKey(row.status.clone()),
        });
    }
    Ok(views)
}

/// A ticket by its name, for screens of another one.
pub(super) fn ref_of(ticket: TicketId, read: &Ticket) -> TicketRef {
    TicketRef { ticket, number: read.label(), subject: read.subject.clone() }
}

/// What a ticket was merged into, and what was merged into it.
async fn merged_views(
    desk: &Desk,
    me: PersonId,
    rules: &Rules,
    id: TicketId,
    ticket: &Ticket,
) -> Result<(Option<TicketRef>, Vec<MergedView>), Fault> {
    let into = match ticket.merged_into {
        None => None,
        Some(other) => {
            let record = store::records::get(&desk.inner.db, Kind::Ticket, other.0).await?;
            let seen = desk.inner.check_sight(me, other.0).await.is_ok();
            // That it was merged is true for whoever may not see into what.
            let hidden = TicketRef { ticket: other, number: String::new(), subject: String::new() };
            Some(match record.filter(|_| seen) {
                Some(record) => ref_of(other, &record.read()?),
                None => hidden,
            })
        }
    };
    let family = desk.merged_family(me, id).await?;
    let requesters: Vec<Uuid> =
        family.iter().filter_map(|(_, ticket)| ticket.requester).map(|id| id.0).collect();
    let people = cards(desk, rules, &requesters).await?;
    let view = |(other, ticket): (TicketId, Ticket)| MergedView {
        ticket: other,
        number: ticket.label(),
        category: rules.house.category(&ticket.status).unwrap_or(StatusCategory::Closed),
        requester: ticket.requester.and_then(|id| people.get(&id.0).cloned()),
        directly: ticket.merged_into == Some(id),
        subject: ticket.subject,
        status: ticket.status,
    };
    Ok((into, family.into_iter().map(view).collect()))
}

pub(crate) async fn ticket_history(
    desk: &Desk,
    me: PersonId,
    input: TicketGet,
) -> Result<Vec<HistoryLine>, Fault> {
    let db = &desk.inner.db;
    desk.inner.check_sight(me, input.ticket.0).await?;
    let rules = desk.inner.rules();
    let mut events: Vec<(EventId, Event)> = Vec::new();
    for record in store::records::of_ticket(db, input.ticket.0, Kind::Event).await? {
        events.push((EventId(record.id), record.read()?));
    }
    events.sort_by_key(|(id, event)| (event.at, *id));
    let mut ids: Vec<Uuid> = events.iter().filter_map(|(_, event)| event.by.map(|by| by.0)).collect();
    for (_, event) in &events {
        if let What::Escalated { told, .. } = &event.what {
            ids.extend(told.iter().map(|person| person.0));
        }
        if let What::Changed { fields, .. } | What::GaveUp { fields, .. } = &event.what {
            ids.extend(fields.iter().flat_map(|change| [&change.from, &change.to]).flat_map(ids_in));
        }
    }
    ids.sort_unstable();
    ids.dedup();
    let people = store::people::get_many(db, &ids).await?;
    let tickets = store::tickets::get_many(db, &ids).await?;
    let told = told_by(desk, input.ticket).await?;
    // Only a line about a breach has to know how the clocks stand.
    let standing = match told_breaches(&events).is_empty() {
        true => None,
        false => {
            let record = store::records::get(db, Kind::Ticket, input.ticket.0).await?;
            let ticket: Option<Ticket> = record.map(|record| record.read()).transpose()?;
            ticket.map(|ticket| rules.clockwork.run(&ticket, &events, desk.inner.clock.now()))
        }
    };
    let spoken = |fields: Vec<FieldChange>| {
        let one = |change: FieldChange| FieldChange {
            from: known(&rules, &people, &tickets, &change.field, change.from),
            to: known(&rules, &people, &tickets, &change.field, change.to),
            field: rules.house.form.spoken(&change.field),
        };
        fields.into_iter().map(one).collect()
    };
    let mut lines = Vec::new();
    for (id, event) in events {
        let what = match event.what {
            What::Created { .. } => HistoryWhat::Created,
            What::Changed { fields, .. } => HistoryWhat::Changed { fields: spoken(fields) },
            What::GaveUp { kind, fields } => HistoryWhat::GaveUp { kind, fields: spoken(fields) },
            What::Replied { side, message, .. } => {
                HistoryWhat::Replied { side, told_by: told.get(&message).cloned() }
            }
            What::Held { reason, .. } => HistoryWhat::Held { reason },
            What::Noted { .. } => HistoryWhat::Noted,
            What::Attached { name } => HistoryWhat::Attached { name },
            What::Worked { seconds } => HistoryWhat::Worked { seconds },
            What::Linked { other } => {
                let row = store::tickets::get_many(db, &[other.0]).await?.remove(&other.0);
                HistoryWhat::Linked { number: row.as_ref().map(label).unwrap_or_default() }
            }
            What::Checklist { did, text, was, .. } => HistoryWhat::Checklist { did, text, was },
            What::Removed { kind } => HistoryWhat::Removed { kind },
            What::Restored { kind } => HistoryWhat::Restored { kind },
            What::Breached { metric, cycle, by_policy_change } => {
                let breach = Breach { at: event.at, by_policy_change, cycle };
                let holds =
                    standing.as_ref().is_none_or(|it| it.clocks.get(metric).breaches.contains(&breach));
                HistoryWhat::Breached { metric, superseded: !holds }
            }
            What::Escalated { metric, policy, when, told, .. } => HistoryWhat::Escalated {
                metric,
                policy,
                when,
                told: told.iter().filter_map(|id| people.get(&id.0)).map(|it| it.name.clone()).collect(),
            },
        };
        let by = match event.by {
            Some(by) if by == system_id() => Some(SYSTEM_NAME.to_owned()),
            by => by.and_then(|by| people.get(&by.0)).map(|person| person.name.clone()),
        };
        lines.push(HistoryLine { id, at: event.at, by, what });
    }
    Ok(lines)
}

/// The names of those whose words somebody here wrote down, by message.
async fn told_by(desk: &Desk, ticket: TicketId) -> Result<BTreeMap<MessageId, String>, Fault> {
    let mut told = BTreeMap::new();
    for record in store::records::of_ticket(&desk.inner.db, ticket.0, Kind::Message).await? {
        let message: Message = record.read()?;
        if message.entered_by.is_some() {
            told.insert(MessageId(record.id), message.author);
        }
    }
    let ids: Vec<Uuid> = told.values().map(|author| author.0).collect();
    let people = store::people::get_many(&desk.inner.db, &ids).await?;
    let name = |(message, author): (_, PersonId)| Some((message, people.get(&author.0)?.name.clone()));
    Ok(told.into_iter().filter_map(name).collect())
}

/// A value by the name that people know it by, other tickets included.
pub(crate) fn known(
    rules: &Rules,
    people: &BTreeMap<Uuid, store::people::PersonRow>,
    tickets: &BTreeMap<Uuid, store::tickets::TicketRow>,
    field: &str,
    value: Value,
) -> Value {
    match as_id(&value).filter(|_| field == "merged_into").and_then(|id| tickets.get(&id)) {
        Some(row) => Value::String(label(row)),
        None => named(rules, people, field, value),
    }
}

pub(crate) fn as_id(value: &Value) -> Option<Uuid> {
    value.as_str().and_then(|text| text.parse().ok())
}

/// The ids that a value names: itself, or each of several.
fn ids_in(value: &Value) -> impl Iterator<Item = Uuid> + '_ {
    let several = value.as_array().into_iter().flatten();
    several.chain(std::iter::once(value)).filter_map(as_id)
}

/// A value by the name that people know it by.
pub(crate) fn named(
    rules: &Rules,
    people: &BTreeMap<Uuid, store::people::PersonRow>,
    field: &str,
    value: Value,
) -> Value {
    if custom_key(Kind::Ticket, field).is_some() {
        return rules.house.form.spoken_value(field, value);
    }
    if let Value::Array(several) = value {
        return several.into_iter().map(|one| named(rules, people, field, one)).collect();
    }
    let name = match field {
        // Who wrote it down and when is what the line says itself.
        "confirmed" => value.get("how").and_then(Value::as_str).map(str::to_owned),
        "status" => value.as_str().and_then(|key| {
            rules.house.status(&domain::status::StatusKey::new(key)).map(|status| status.name.clone())
        }),
        "type" => value
            .as_str()
            .and_then(|key| rules.house.types.get(&TicketType::new(key)).and_then(|one| one.name.clone())),
        "team" => as_id(&value)
            .and_then(|id| rules.house.teams.get(&domain::ids::TeamId(id)))
            .map(|team| team.name.clone()),
        "category" => {
            as_id(&value).map(|id| rules.house.category_path(domain::ids::CategoryId(id)).join(" / "))
        }
        "organisation" => as_id(&value)
            .and_then(|id| rules.organisations.get(&id))
            .map(|organisation| organisation.name.clone()),
        _ => as_id(&value).and_then(|id| people.get(&id)).map(|person| person.name.clone()),
    };
    name.map_or(value, Value::String)
}
