//! Tickets in lists and searches, and every edit of them.

use super::board::narrow;
use super::checklist::add_items;
use super::done;
use super::form::Missing;
use super::grouped::grouped;
use crate::change::Acting;
use crate::desk::Desk;
use crate::door::Committed;
use crate::fault::Fault;
use contract::commands::Tag;
use contract::session::{Done, Made};
use contract::ticket::*;
use domain::form::FieldKey;
use domain::house::House;
use domain::ids::{PersonId, TicketId};
use domain::message::Relation;
use domain::person::{Person, Role};
use domain::record::{CUSTOM, Doc, Kind, custom_field, custom_key, to_doc};
use domain::refusal::Refusal;
use domain::ticket::{Ticket, rank_at};
use serde_json::Value;
use std::collections::BTreeMap;
use store::tickets::{Narrow, Order, Sort};
use uuid::Uuid;

pub(crate) async fn ticket_list(desk: &Desk, me: PersonId, input: TicketQuery) -> Result<RowPage, Fault> {
    let rules = desk.inner.rules();
    let narrow = Narrow { scopes: desk.inner.scopes(me), ..narrow(desk, me, &input.filter) };
    let order = Order {
        by: sort_of(input.sort),
        descending: input.descending,
        then: input.then.map(|then| (sort_of(then.key), then.descending)),
    };
    let window = (input.from.max(0), input.count.clamp(0, 500));
    let db = &desk.inner.db;
    let (rows, total, groups) = match input.group {
        Some(group) => grouped(desk, &narrow, group, order, window).await?,
        None => {
            let (from, count) = (window.0.cast_unsigned(), window.1.cast_unsigned());
            let rows = store::tickets::ordered(db, &narrow, order, from, count).await?;
            (rows, store::tickets::count(db, &narrow).await?, Vec::new())
        }
    };
    let from = window.0;
    let page = desk.page_of(me, &rows).await?;
    let mut rows: Vec<RowView> = rows.iter().map(|row| page.row(&rules, row)).collect();
    fill_in(desk, &mut rows, &input.fields).await?;
    Ok(RowPage { total, from, rows, groups })
}

fn sort_of(key: SortKey) -> Sort {
    match key {
        SortKey::Due => Sort::Due,
        SortKey::DueDate => Sort::DueDate,
        SortKey::Number => Sort::Number,
        SortKey::Subject => Sort::Subject,
        SortKey::Priority => Sort::Priority,
        SortKey::Status => Sort::Status,
        SortKey::Requester => Sort::Requester,
        SortKey::Assignee => Sort::Assignee,
        SortKey::Created => Sort::Created,
        SortKey::Updated => Sort::Updated,
    }
}

/// Tells of each ticket what these fields hold. The rows of lists have no columns for them, so it is read from the
/// tickets themselves, and only for those in sight.
async fn fill_in(desk: &Desk, rows: &mut [RowView], fields: &[FieldKey]) -> Result<(), Fault> {
    if fields.is_empty() {
        return Ok(());
    }
    let ids: Vec<_> = rows.iter().map(|row| row.id.0).collect();
    let records = store::records::get_many(&desk.inner.db, Kind::Ticket, &ids).await?;
    for row in rows {
        let Some(record) = records.get(&row.id.0) else { continue };
        let custom = record.field(CUSTOM);
        let held = fields.iter().filter_map(|key| Some((key.clone(), custom.get(&key.0)?.clone())));
        row.custom = held.collect();
    }
    Ok(())
}

pub(crate) async fn ticket_find(
    desk: &Desk,
    me: PersonId,
    input: TicketFind,
) -> Result<Option<RowView>, Fault> {
    let db = &desk.inner.db;
    let by_id = match input.number.trim().parse::<TicketId>() {
        Ok(id) => store::tickets::get_many(db, &[id.0]).await?.remove(&id.0),
        Err(_) => None,
    };
    let found = if by_id.is_some() { by_id } else { store::tickets::find(db, &input.number).await? };
    let Some(row) = found else { return Ok(None) };
    if desk.inner.check_sight(me, row.id).await.is_err() {
        return Ok(None);
    }
    let rows = [row];
    let page = desk.page_of(me, &rows).await?;
    Ok(Some(page.row(&desk.inner.rules(), &rows[0])))
}

/// The rows of tickets in the order in which they are named; those that are gone or not seen are left out.
pub(crate) async fn ticket_rows(desk: &Desk, me: PersonId, input: TicketPick) -> Result<Vec<RowView>, Fault> {
    let ids: Vec<Uuid> = input.tickets.iter().map(|id| id.0).take(100).collect();
    let mut found = store::tickets::get_many(&desk.inner.db, &ids).await?;
    let mut rows = Vec::new();
    for id in ids {
        if desk.inner.check_sight(me, id).await.is_ok() {
            rows.extend(found.remove(&id).filter(|row| row.deleted == 0));
        }
    }
    let page = desk.page_of(me, &rows).await?;
    let rules = desk.inner.rules();
    Ok(rows.iter().map(|row| page.row(&rules, row)).collect())
}

pub(crate) async fn ticket_new(desk: &Desk, me: PersonId, input: TicketNew) -> Result<Made, Fault> {
    let mut acting = desk.act(me).await?;
    let (parent, from_sheet) = (input.parent, input.from_sheet);
    let (id, ticket) = open(desk, &mut acting, me, input).await?;
    if let Some(parent) = parent {
        super::link::add(desk, &mut acting, id, parent, Relation::ChildOf).await?;
    }
    if from_sheet {
        // Whatever ends Tern here: there is no ticket and all of the draft, or the ticket, and who the files are for.
        let (tx, now) = (&acting.door.tx, acting.door.now);
        let made = serde_json::json!({ "id": id, "label": ticket.label() }).to_string();
        for (kind, body) in [("new", ""), ("new-made", made.as_str())] {
            store::state::put_draft(tx, Uuid::nil(), kind, body, now).await?;
        }
        acting.door.tags.insert(Tag::Drafts);
    }
    let committed = acting.commit(&format!("Created {}", ticket.subject)).await?;
    made(desk, &committed, id, &ticket).await
}

/// What was made: on a server its number is known as soon as it is kept.
pub(super) async fn made(
    desk: &Desk,
    committed: &Committed,
    id: TicketId,
    ticket: &Ticket,
) -> Result<Made, Fault> {
    let label = if committed.seq > 0 {
        let record = store::records::get(&desk.inner.db, Kind::Ticket, id.0).await?;
        record
            .map(|record| record.read::<Ticket>())
            .transpose()?
            .map_or_else(|| ticket.label(), |made| made.label())
    } else {
        ticket.label()
    };
    Ok(Made { id: id.to_string(), label })
}

/// Opens a ticket, and makes its requester with it where that is somebody new.
pub(super) async fn open(
    desk: &Desk,
    acting: &mut Acting<'_>,
    me: PersonId,
    input: TicketNew,
) -> Result<(TicketId, Ticket), Fault> {
    let id = TicketId(desk.inner.ids.next());
    let house = acting.door.rules.house.clone();
    let now = acting.door.now;
    let team = house
        .team_of_new(me)
        .ok_or_else(|| Refusal::invalid("team", "say which one: there is none that everybody sees"))?;
    let mut ticket = Ticket::opened(input.subject.trim(), team, now);
    ticket.description = input.description;
    ticket.created_by = Some(me);
    ticket.ticket_type = house.types.first();
    ticket.rank = rank_at(now);
    let mut ticket = set_fields(&house, &ticket, &input.fields)?;
    if let Some(requester) = input.new_requester {
        let person = Person {
            name: requester.name.trim().to_owned(),
            email: requester.email.filter(|email| !email.trim().is_empty()),
            phone: requester.phone.map(|phone| phone.trim().to_owned()).filter(|phone| !phone.is_empty()),
            role: Role::Requester,
            ..Person::default()
        };
        // Whoever has this address is who asks, whatever name was typed.
        let known = match &person.email {
            Some(email) => store::people::by_email(&acting.door.tx, email).await?,
            None => None,
        };
        let known = known.filter(|row| row.retired == 0).map(|row| PersonId(row.id));
        let person_id = known.unwrap_or_else(|| PersonId(desk.inner.ids.next()));
        if known.is_none() {
            acting.create(person_id.0, None, &person).await?;
        }
        ticket.requester = Some(person_id);
    }
    if let Some(requester) = ticket.requester {
        let record = acting.door.need(Kind::Person, requester.0).await?;
        let person: Person = record.read()?;
        ticket.organisation = ticket.organisation.or(person.organisation);
        ticket.tier = ticket.tier.or(person.tier);
    }
    if !input.fields.contains_key("priority") {
        house.settle_priority(None, &mut ticket);
    }
    ticket.provisional = acting.provisional(id).await?;
    acting.create(id.0, Some(id.0), &ticket).await?;
    let items = domain::checklist::lines(input.checklist.as_deref().unwrap_or_default());
    add_items(desk, acting, me, id, items).await?;
    Ok((id, ticket))
}

pub(crate) async fn ticket_set(desk: &Desk, me: PersonId, input: TicketSet) -> Result<Done, Fault> {
    if input.tickets.is_empty() {
        return Err(Refusal::invalid("tickets", "name at least one").into());
    }
    let mut acting = desk.act(me).await?;
    let (mut labels, mut missing) = (Vec::new(), Missing::default());
    for id in &input.tickets {
        let edited = acting
            .edit::<Ticket>(id.0, |ticket, house| {
                let before = ticket.clone();
                *ticket = set_fields(house, &before, &input.fields)?;
                house.form.fill(ticket, &input.fill);
                for tag in &input.remove_tags {
                    ticket.tags.remove(tag);
                }
                ticket.tags.extend(input.add_tags.iter().map(|tag| tag.trim().to_owned()));
                ticket.watchers.retain(|id| !input.remove_watchers.contains(id));
                ticket.watchers.extend(&input.add_watchers);
                ticket.cc.retain(|id| !input.remove_cc.contains(id));
                ticket.cc.extend(&input.add_cc);
                house.settle_priority(Some(&before), ticket);
                labels.push(label_of(house, &before, ticket));
                Ok(())
            })
            .await;
        missing.note(edited)?;
    }
    missing.refuse()?;
    let label = match labels.as_slice() {
        [one] => one.clone(),
        many => format!("Changed {} tickets", many.len()),
    };
    acting.commit(&label).await?;
    Ok(done(label))
}

/// What an edit did, in words for the undo.
fn label_of(house: &House, before: &Ticket, after: &Ticket) -> String {
    let name = before.label();
    if before.status != after.status {
        let status =
            house.status(&after.status).map_or(after.status.0.as_str(), |status| status.name.as_str());
        format!("Set {name} to {status}")
    } else if before.assignee != after.assignee {
        match after.assignee.and_then(|id| house.staff.get(&id)) {
            Some(person) => format!("Assigned {name} to {}", person.name),
            None => format!("Unassigned {name}"),
        }
    } else if before.priority != after.priority {
        format!("Set the priority of {name} to {}", after.priority.key())
    } else {
        format!("Edited {name}")
    }
}

/// Fields that commands of their own or the desk itself decide.
const NOT_SETTABLE: [&str; 8] = [
    "number",
    "provisional",
    "created_at",
    "created_by",
    "rank",
    "external",
    "attribution",
    "organisation_name",
];

fn set_fields(house: &House, ticket: &Ticket, fields: &BTreeMap<String, Value>) -> Result<Ticket, Refusal> {
    let mut doc: Doc = to_doc(ticket);
    let known = known_fields();
    for (field, value) in fields {
        if custom_key(Kind::Ticket, field).is_some() {
            continue;
        }
        if NOT_SETTABLE.contains(&field.as_str()) || !known.contains(field.as_str()) {
            return Err(Refusal::invalid(field, "there is no such field to set"));
        }
        if value.is_null()
            || value.as_str().is_some_and(|text| text.is_empty() && !REQUIRED.contains(&field.as_str()))
        {
            doc.remove(field);
        } else {
            doc.insert(field.clone(), value.clone());
        }
    }
    let mut read: Ticket = serde_json::from_value(Value::Object(doc)).map_err(|error| {
        let field = fields.keys().next().map_or("ticket", String::as_str);
        Refusal::invalid(field, error.to_string())
    })?;
    read.subject = read.subject.trim().to_owned();
    for (field, value) in fields {
        if let Some(key) = custom_key(Kind::Ticket, field) {
            set_custom(house, &mut read, key, value)?;
        }
    }
    Ok(read)
}

/// Sets a field that this desk added, or one that came with an import and that nobody here defined.
fn set_custom(house: &House, ticket: &mut Ticket, key: &str, value: &Value) -> Result<(), Refusal> {
    if let Some(field) = house.form.field(key) {
        field.put(ticket, value.clone());
    } else if !ticket.custom.contains_key(key) {
        return Err(Refusal::invalid(&custom_field(key), "there is no such field to set"));
    } else if domain::form::is_filled(value) {
        ticket.custom.insert(key.to_owned(), value.clone());
    } else {
        ticket.custom.remove(key);
    }
    Ok(())
}

/// Clearing these leaves an empty text, which the rules then judge.
const REQUIRED: [&str; 1] = ["subject"];

fn known_fields() -> std::collections::BTreeSet<&'static str> {
    [
        "subject",
        "description",
        "type",
        "channel",
        "requester",
        "organisation",
        "tier",
        "status",
        "team",
        "assignee",
        "impact",
        "urgency",
        "priority",
        "priority_reason",
        "category",
        "component",
        "subcomponent",
        "service",
        "tags",
        "watchers",
        "cc",
        "due",
        "estimated",
        "postponed_until",
        "steps_to_reproduce",
        "steps_taken",
        "error_messages",
        "desired_outcome",
        "resolution",
        "root_cause",
        "workaround",
        "custom",
    ]
    .into()
}

pub(crate) async fn ticket_delete(desk: &Desk, me: PersonId, input: TicketPick) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    for id in &input.tickets {
        acting.delete(Kind::Ticket, id.0).await?;
    }
    acting.commit("Deleted").await?;
    Ok(done("Deleted"))
}

pub(crate) async fn ticket_restore(desk: &Desk, me: PersonId, input: TicketPick) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    for id in &input.tickets {
        acting.restore(Kind::Ticket, id.0).await?;
    }
    acting.commit("Restored").await?;
    Ok(done("Restored"))
}
