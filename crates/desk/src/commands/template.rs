//! Templates: kept and shared like macros, filled for a ticket that is being written, and made of one that there is.

use super::canned::facts_of;
use super::checklist::items_of;
use super::view::{forget, keep, loose, scope_of, standing};
use crate::desk::Desk;
use crate::fault::Fault;
use contract::session::{Done, Empty, Made};
use contract::template::*;
use contract::ticket::TicketGet;
use domain::access::Who;
use domain::canned::{Facts, fill};
use domain::ids::{PersonId, TeamId, TemplateId};
use domain::record::Kind;
use domain::refusal::Refusal;
use domain::template::Template;
use domain::ticket::Ticket;
use uuid::Uuid;

pub(crate) async fn template_list(desk: &Desk, me: PersonId, _: Empty) -> Result<Vec<TemplateView>, Fault> {
    let rules = desk.inner.rules();
    let mut templates = Vec::new();
    for record in loose(desk, me, Kind::Template).await? {
        let one: Template = record.read()?;
        let (share, owner, may_edit) = standing(&rules, me, one.owner, one.scope);
        let id = TemplateId(record.id);
        templates.push(TemplateView { id, name: one.name, fills: one.fills, share, owner, may_edit });
    }
    templates.sort_by_key(|one| (one.name.to_lowercase(), one.id));
    Ok(templates)
}

pub(crate) async fn template_save(desk: &Desk, me: PersonId, input: TemplateSave) -> Result<Made, Fault> {
    let name = input.name.trim().to_owned();
    let share = input.share;
    let value =
        Template { name: name.clone(), owner: me, scope: scope_of(me, share), fills: input.fills.tidied() };
    // Of somebody else's the owner stays the one whom it may be for alone.
    let again = |old: &Template, new| Template { owner: old.owner, scope: scope_of(old.owner, share), ..new };
    keep(desk, me, input.id.map(|id| id.0), &name, value, again).await
}

pub(crate) async fn template_remove(desk: &Desk, me: PersonId, input: TemplatePick) -> Result<Done, Fault> {
    forget(desk, me, Kind::Template, input.id.0).await
}

pub(crate) async fn template_use(
    desk: &Desk,
    me: PersonId,
    input: TemplateUse,
) -> Result<TemplateFilled, Fault> {
    let rules = desk.inner.rules();
    let record = store::records::get(&desk.inner.db, Kind::Template, input.id.0).await?;
    let who = rules.house.staff.get(&me).map(|person| Who::new(me, person, &rules.house.teams));
    let seen = |record: &domain::record::Record| {
        !record.deleted && who.as_ref().is_some_and(|who| who.may_see_loose(record))
    };
    let record = record.filter(seen).ok_or(Refusal::Missing(Kind::Template))?;
    let Template { name, mut fills, .. } = record.read()?;
    // What a placeholder says is what the ticket will say.
    let now = desk.inner.clock.now();
    let team = fills.team.or(input.team).unwrap_or(TeamId(Uuid::nil()));
    let mut ticket = Ticket::opened("", team, now);
    ticket.priority = fills.priority.unwrap_or(ticket.priority);
    ticket.requester = input.requester;
    let mut facts = facts_of(&rules, now, &desk.inner.db, me, &ticket).await?;
    let mut gaps = Vec::new();
    fills.subject = fills.subject.map(|text| filled(&text, &facts, &mut gaps));
    if let Some(subject) = &fills.subject {
        facts.insert("ticket.subject", subject.clone());
    }
    fills.description = fills.description.map(|text| filled(&text, &facts, &mut gaps));
    fills.checklist = fills.checklist.map(|text| filled(&text, &facts, &mut gaps));
    Ok(TemplateFilled { name, fills, gaps })
}

fn filled(text: &str, facts: &Facts, gaps: &mut Vec<String>) -> String {
    let filled = fill(text, facts);
    for gap in filled.gaps {
        if !gaps.contains(&gap) {
            gaps.push(gap);
        }
    }
    filled.text
}

/// What a template fills in that is made of a ticket: all that does not belong to this one alone.
pub(crate) async fn template_of(desk: &Desk, me: PersonId, input: TicketGet) -> Result<TemplateFills, Fault> {
    desk.inner.check_sight(me, input.ticket.0).await?;
    let db = &desk.inner.db;
    let record = store::records::get(db, Kind::Ticket, input.ticket.0).await?;
    let record = record.filter(|record| !record.deleted).ok_or(Refusal::Missing(Kind::Ticket))?;
    let ticket: Ticket = record.read()?;
    let by_matrix = desk.inner.rules().house.matrix.priority(ticket.impact, ticket.urgency);
    let items: Vec<String> =
        items_of(db, input.ticket).await?.into_iter().map(|(_, item)| item.text).collect();
    let fills = TemplateFills {
        subject: Some(ticket.subject),
        description: Some(ticket.description),
        ticket_type: Some(ticket.ticket_type.clone()),
        priority: Some(ticket.priority).filter(|priority| *priority != by_matrix),
        category: ticket.category,
        team: Some(ticket.team),
        assignee: None,
        tags: ticket.tags,
        custom: ticket.custom,
        checklist: Some(items.join("\n")),
    };
    Ok(fills.tidied())
}
