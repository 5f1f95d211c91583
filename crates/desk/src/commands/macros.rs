//! Macros: kept and shared like canned replies, shown before they are run, and run on any number of tickets as one.

use super::canned::{facts_of, signed};
use super::checklist::add_items;
use super::done;
use super::form::Missing;
use super::reminder::snooze;
use super::ticket_view::named;
use super::view::{forget, keep, loose, scope_of, standing};
use crate::change::Acting;
use crate::crowd::Crowd;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::undo::Texts;
use contract::form::Fill;
use contract::macros::*;
use contract::problem::Problem;
use contract::session::{Done, Empty, Made};
use domain::canned::{fill, gaps};
use domain::change::{Act, difference, elements};
use domain::checklist::lines;
use domain::form::{FieldKey, is_filled};
use domain::ids::{MacroId, PersonId, TicketId};
use domain::macros::{Macro, Steps};
use domain::merge::FieldChange;
use domain::message::{Message, MessageKind};
use domain::record::{Kind, Record};
use domain::refusal::Refusal;
use domain::ticket::Ticket;
use domain::time::Timestamp;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

pub(crate) async fn macro_list(desk: &Desk, me: PersonId, _: Empty) -> Result<Vec<MacroView>, Fault> {
    let rules = desk.inner.rules();
    let mut macros = Vec::new();
    for record in loose(desk, me, Kind::Macro).await? {
        let one: Macro = record.read()?;
        let (share, owner, may_edit) = standing(&rules, me, one.owner, one.scope);
        let (id, steps) = (MacroId(record.id), shown(one.steps));
        macros.push(MacroView { id, name: one.name, steps, share, owner, may_edit });
    }
    macros.sort_by_key(|one| (one.name.to_lowercase(), one.id));
    Ok(macros)
}

pub(crate) async fn macro_save(desk: &Desk, me: PersonId, input: MacroSave) -> Result<Made, Fault> {
    let name = input.name.trim().to_owned();
    let share = input.share;
    let value = Macro { name: name.clone(), owner: me, scope: scope_of(me, share), steps: kept(input.steps) };
    // Of somebody else's the owner stays the one whom it may be for alone.
    let again = |old: &Macro, new| Macro { owner: old.owner, scope: scope_of(old.owner, share), ..new };
    keep(desk, me, input.id.map(|id| id.0), &name, value, again).await
}

pub(crate) async fn macro_remove(desk: &Desk, me: PersonId, input: MacroPick) -> Result<Done, Fault> {
    forget(desk, me, Kind::Macro, input.id.0).await
}

/// Does all of it, looks at what came of it, and lets the transaction go: what is shown is what would be done.
pub(crate) async fn macro_preview(
    desk: &Desk,
    me: PersonId,
    input: MacroTry,
) -> Result<Vec<MacroEffect>, Fault> {
    let mut acting = desk.act(me).await?;
    let steps = kept(input.steps);
    let mut effects = Vec::new();
    for id in each_once(&input.tickets) {
        let mut effect = match empty(desk, &mut acting, me, id).await {
            Ok(effect) => effect,
            // It went while it was picked; there is nothing to show of it.
            Err(Fault::Refused(Refusal::Missing(_))) => continue,
            Err(fault) => return Err(fault),
        };
        match run_on(desk, &mut acting, me, (input.name.trim(), &steps), None, id).await {
            Ok(done) => effect = MacroEffect { number: effect.number, subject: effect.subject, ..done },
            Err(Fault::Refused(refusal)) => effect.problem = Some(Problem::from(refusal)),
            Err(fault) => return Err(fault),
        }
        effects.push(effect);
    }
    Ok(effects)
}

/// A reply that fills this tells its requester when the ticket will be solved.
const ESTIMATED: &str = "estimated";

pub(crate) async fn macro_run(desk: &Desk, me: PersonId, input: MacroRun) -> Result<Done, Fault> {
    let steps = kept(input.steps);
    let tickets = each_once(&input.tickets);
    if tickets.is_empty() {
        return Err(Refusal::invalid("tickets", "name at least one").into());
    }
    steps.check()?;
    let name = input.name.trim();
    let mut acting = desk.act(me).await?;
    let reason = input.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    if reason.is_none() {
        acting.crowd = Crowd::unexplained();
    }
    let steps_as = reason.unwrap_or(name);
    let (mut open, mut missing): (Vec<String>, _) = (Vec::new(), Missing::default());
    let mut first = String::new();
    for id in &tickets {
        if first.is_empty() {
            first = acting.door.need(Kind::Ticket, id.0).await?.read::<Ticket>()?.label();
        }
        let effect = match run_on(desk, &mut acting, me, (steps_as, &steps), Some(&input.fill), *id).await {
            Ok(effect) => effect,
            Err(lacking) => {
                missing.note(Err(lacking))?;
                continue;
            }
        };
        let new: Vec<String> = effect.gaps.into_iter().filter(|gap| !open.contains(gap)).collect();
        open.extend(new);
    }
    missing.refuse()?;
    if !open.is_empty() && !input.placeholders_meant {
        return Err(Refusal::Placeholders(open).into());
    }
    let label = match tickets.len() {
        1 => format!("Ran {name} on {first}"),
        many => format!("Ran {name} on {many} tickets"),
    };
    acting.commit_with(&label, Texts::Dropped).await?;
    Ok(done(label))
}

fn each_once(tickets: &[TicketId]) -> Vec<TicketId> {
    let mut known = BTreeSet::new();
    tickets.iter().copied().filter(|id| known.insert(*id)).collect()
}

/// A ticket to which nothing was done.
async fn empty(
    desk: &Desk,
    acting: &mut Acting<'_>,
    me: PersonId,
    id: TicketId,
) -> Result<MacroEffect, Fault> {
    desk.inner.check_sight(me, id.0).await?;
    let record = acting.door.load(Kind::Ticket, id.0).await?.ok_or(Refusal::Missing(Kind::Ticket))?;
    let ticket: Ticket = record.read()?;
    Ok(MacroEffect {
        ticket: id,
        number: ticket.label(),
        subject: ticket.subject,
        changes: Vec::new(),
        items: Vec::new(),
        note: None,
        reply: None,
        gaps: Vec::new(),
        snoozed_until: None,
        problem: None,
    })
}

/// Does the steps to one ticket within a transaction. Without anything `given` it is looked at only, and what they need
/// to be filled in is not asked for.
async fn run_on(
    desk: &Desk,
    acting: &mut Acting<'_>,
    me: PersonId,
    (name, steps): (&str, &Steps),
    given: Option<&Fill>,
    id: TicketId,
) -> Result<MacroEffect, Fault> {
    let mut effect = empty(desk, acting, me, id).await?;
    let record = acting.door.need(Kind::Ticket, id.0).await?;
    let before: Ticket = record.read()?;
    let (rules, now) = (Arc::clone(&acting.door.rules), acting.door.now);
    let mut after = steps.applied(name, &before, me, &rules.house);
    if let Some(given) = given {
        rules.house.form.fill(&mut after, given);
        rules.house.check_required(Some(&before), &after)?;
    }
    // What is written tells of the ticket as the steps leave it.
    let facts = facts_of(&rules, now, &acting.door.tx, me, &after).await?;
    effect.note = steps.note.as_deref().map(|text| fill(text, &facts).text);
    effect.reply = steps.reply.as_deref().map(|text| {
        let body = fill(text, &facts).text;
        let signature = rules.house.staff.get(&me).and_then(|person| person.signature.as_deref());
        signature.map_or(body.clone(), |signature| signed(&body, &fill(signature, &facts).text))
    });
    effect.gaps = effect.reply.as_deref().map(gaps).unwrap_or_default();
    let tells = steps.reply.as_deref().is_some_and(|text| gaps(text).iter().any(|name| name == ESTIMATED));
    if tells {
        after.estimated_told = after.estimated;
    }
    // A reply goes first: what the macro itself changes after it is no reason to hold it.
    for (kind, body) in [(MessageKind::Note, &effect.note), (MessageKind::Reply, &effect.reply)] {
        if let Some(body) = body {
            let mut message = Message::of_agent(id, kind, me, body.trim_end().to_owned(), now);
            message.tells = after.estimated.filter(|_| tells && kind == MessageKind::Reply);
            acting.create(desk.inner.ids.next(), Some(id.0), &message).await?;
        }
    }
    if given.is_some() {
        acting.ask_why_urgent(Some(&before), &after).await?;
    }
    if let Some(act) = difference(&record, &after) {
        effect.changes = changes(desk, &rules, &record, &act).await?;
        acting.step(Kind::Ticket, id.0, Some(id.0), act).await?;
    }
    if let Some(text) = &steps.checklist {
        let lines = lines(&fill(text, &facts).text);
        effect.items = lines.iter().map(|line| line.text.clone()).collect();
        add_items(desk, acting, me, id, lines).await?;
    }
    if let Some(until) = steps.snooze {
        let at = until.instant(&rules.clockwork.schedule(), now);
        let at: Timestamp = at.ok_or_else(|| Refusal::invalid("until", "that has passed already"))?;
        snooze(acting, me, id, at).await?;
        effect.snoozed_until = Some(at);
    }
    Ok(effect)
}

/// What an act changes of a ticket, by name.
async fn changes(
    desk: &Desk,
    rules: &crate::rules::Rules,
    record: &Record,
    act: &Act,
) -> Result<Vec<FieldChange>, Fault> {
    let Act::Patch { fields, sets } = act else { return Ok(Vec::new()) };
    let plain = fields.iter().filter(|(field, _)| field.as_str() != "priority_reason");
    let mut found: Vec<FieldChange> = plain
        .map(|(field, edit)| FieldChange {
            field: field.clone(),
            from: edit.old.clone(),
            to: edit.new.clone(),
        })
        .collect();
    let person = |value: &Value| value.as_str().and_then(|text| text.parse::<Uuid>().ok());
    let ids: Vec<Uuid> =
        found.iter().flat_map(|change| [&change.from, &change.to]).filter_map(person).collect();
    let people = store::people::get_many(&desk.inner.db, &ids).await?;
    for change in &mut found {
        change.from = named(rules, &people, &change.field, change.from.take());
        change.to = named(rules, &people, &change.field, change.to.take());
        change.field = rules.house.form.spoken(&change.field);
    }
    found.extend(sets.iter().map(|(field, edit)| {
        let from = elements(record.field(field));
        let mut to: BTreeSet<String> = from.difference(&edit.remove).cloned().collect();
        to.extend(edit.add.iter().cloned());
        FieldChange { field: field.clone(), from: Value::from_iter(from), to: Value::from_iter(to) }
    }));
    Ok(found)
}

fn shown(steps: Steps) -> MacroSteps {
    MacroSteps {
        status: steps.status,
        priority: steps.priority,
        assignee: steps.assignee,
        team: steps.team,
        ticket_type: steps.ticket_type.clone(),
        category: steps.category,
        add_tags: steps.add_tags.into_iter().collect(),
        remove_tags: steps.remove_tags.into_iter().collect(),
        custom: steps.custom.into_iter().map(|(key, value)| (FieldKey(key), value)).collect(),
        checklist: steps.checklist,
        note: steps.note,
        reply: steps.reply,
        snooze: steps.snooze,
    }
}

/// Steps as they are kept: a text without words is none, and what is added is not taken away as well.
fn kept(steps: MacroSteps) -> Steps {
    let tags = |tags: Vec<String>| -> BTreeSet<String> {
        tags.into_iter().map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect()
    };
    let text = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let add_tags = tags(steps.add_tags);
    Steps {
        status: steps.status,
        priority: steps.priority,
        assignee: steps.assignee,
        team: steps.team,
        ticket_type: steps.ticket_type.clone(),
        category: steps.category,
        remove_tags: tags(steps.remove_tags).difference(&add_tags).cloned().collect(),
        add_tags,
        custom: steps
            .custom
            .into_iter()
            .filter(|(_, value)| is_filled(value))
            .map(|(key, value)| (key.0, value))
            .collect(),
        checklist: text(steps.checklist),
        note: text(steps.note),
        reply: text(steps.reply),
        snooze: steps.snooze,
    }
}
