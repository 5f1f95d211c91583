//! Canned replies and signatures: kept and shared like views, filled for a ticket in the name of whoever writes.

use super::done;
use super::view::{forget, keep, loose, scope_of, standing};
use crate::desk::Desk;
use crate::fault::Fault;
use crate::rules::Rules;
use contract::canned::*;
use contract::session::{Done, Empty, Made};
use domain::canned::{CannedReply, Facts, PLACEHOLDERS, fill, first_name};
use domain::ids::{CannedId, PersonId, TicketId};
use domain::person::Person;
use domain::record::Kind;
use domain::refusal::Refusal;
use domain::ticket::Ticket;
use domain::time::Timestamp;
use store::tx::Source;

pub(crate) async fn canned_list(desk: &Desk, me: PersonId, _: Empty) -> Result<CannedList, Fault> {
    let rules = desk.inner.rules();
    let mut replies = Vec::new();
    for record in loose(desk, me, Kind::CannedReply).await? {
        let reply: CannedReply = record.read()?;
        let (share, owner, may_edit) = standing(&rules, me, reply.owner, reply.scope);
        let CannedReply { name, body, folder, .. } = reply;
        replies.push(CannedView { id: CannedId(record.id), name, body, folder, share, owner, may_edit });
    }
    let key = |reply: &CannedView| {
        let folder = reply.folder.as_deref().unwrap_or_default().to_lowercase();
        (folder, reply.name.to_lowercase(), reply.id)
    };
    replies.sort_by_key(key);
    Ok(CannedList { replies, placeholders: PLACEHOLDERS.map(str::to_owned).to_vec() })
}

pub(crate) async fn canned_save(desk: &Desk, me: PersonId, input: CannedSave) -> Result<Made, Fault> {
    let body = input.body.trim().to_owned();
    let folder = input.folder.map(|folder| folder.trim().to_owned()).filter(|folder| !folder.is_empty());
    let name = input.name.trim().to_owned();
    let share = input.share;
    let value = CannedReply { name: name.clone(), owner: me, scope: scope_of(me, share), body, folder };
    // Of somebody else's the owner stays the one whom it may be for alone.
    let again =
        |old: &CannedReply, new| CannedReply { owner: old.owner, scope: scope_of(old.owner, share), ..new };
    keep(desk, me, input.reply.map(|id| id.0), &name, value, again).await
}

pub(crate) async fn canned_remove(desk: &Desk, me: PersonId, input: CannedPick) -> Result<Done, Fault> {
    forget(desk, me, Kind::CannedReply, input.reply.0).await
}

pub(crate) async fn canned_fill(desk: &Desk, me: PersonId, input: CannedFill) -> Result<CannedFilled, Fault> {
    let (rules, now, db) = (desk.inner.rules(), desk.inner.clock.now(), &desk.inner.db);
    let facts = match input.ticket {
        Some(ticket) => {
            desk.inner.check_sight(me, ticket.0).await?;
            facts(&rules, now, db, me, ticket).await?
        }
        None => facts_before(&rules, now, db, me, &input).await?,
    };
    let filled = fill(&input.body, &facts);
    Ok(CannedFilled { text: filled.text, gaps: filled.gaps })
}

pub(crate) async fn signature_get(
    desk: &Desk,
    me: PersonId,
    input: SignatureGet,
) -> Result<Signature, Fault> {
    let text = match input.ticket {
        Some(ticket) => {
            desk.inner.check_sight(me, ticket.0).await?;
            signature(&desk.inner.rules(), desk.inner.clock.now(), &desk.inner.db, me, ticket).await?
        }
        None => desk.staff(me).and_then(|person| person.signature),
    };
    Ok(Signature { text: text.unwrap_or_default() })
}

pub(crate) async fn signature_put(desk: &Desk, me: PersonId, input: Signature) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    acting
        .edit::<Person>(me.0, |person, _| {
            let text = input.text.trim().to_owned();
            person.signature = (!text.is_empty()).then_some(text);
            Ok(())
        })
        .await?;
    acting.commit("Changed the signature").await?;
    Ok(done("Changed the signature"))
}

/// What stands under somebody's replies on a ticket, if they have a signature.
pub(crate) async fn signature(
    rules: &Rules,
    now: Timestamp,
    source: &impl Source,
    me: PersonId,
    ticket: TicketId,
) -> Result<Option<String>, Fault> {
    let text = rules.house.staff.get(&me).and_then(|person| person.signature.as_ref());
    let Some(text) = text else { return Ok(None) };
    let facts = facts(rules, now, source, me, ticket).await?;
    Ok(Some(fill(text, &facts).text))
}

/// A reply with the signature under it.
pub(crate) fn signed(body: &str, signature: &str) -> String {
    format!("{}\n\n{signature}", body.trim_end())
}

/// What placeholders stand for on a ticket as it is stored.
async fn facts(
    rules: &Rules,
    now: Timestamp,
    source: &impl Source,
    me: PersonId,
    id: TicketId,
) -> Result<Facts, Fault> {
    let record = store::records::get(source, Kind::Ticket, id.0).await?;
    let record = record.filter(|record| !record.deleted).ok_or(Refusal::Missing(Kind::Ticket))?;
    facts_of(rules, now, source, me, &record.read()?).await
}

/// What placeholders stand for on a ticket that looks like this.
pub(crate) async fn facts_of(
    rules: &Rules,
    now: Timestamp,
    source: &impl Source,
    me: PersonId,
    ticket: &Ticket,
) -> Result<Facts, Fault> {
    let requester = person(source, ticket.requester).await?;
    let organisation = ticket.organisation.and_then(|id| rules.organisations.get(&id.0));
    let schedule = rules.clockwork.schedule();
    // As every country reads it without a mistake: 2026-03-06.
    let day = |at: Timestamp| schedule.date(at).to_string();
    // The number of a ticket that no server has numbered yet is a name for here alone.
    let number = ticket.number.map(|number| format!("#{number}")).or(ticket.provisional.clone());
    let values = [
        ("organisation", organisation.map(|organisation| organisation.name.clone())),
        ("ticket.number", number),
        ("ticket.subject", Some(ticket.subject.clone())),
        ("ticket.status", rules.house.status(&ticket.status).map(|status| status.name.clone())),
        ("ticket.priority", Some(ticket.priority.key().to_owned())),
        ("team", rules.house.teams.get(&ticket.team).map(|team| team.name.clone())),
        ("due", ticket.due.or(ticket.estimated).map(day)),
        ("estimated", ticket.estimated.map(day)),
    ];
    Ok(known(values.into_iter().chain(of_people(rules, now, me, requester.as_ref()))))
}

/// What placeholders stand for on a ticket that is being written: it has no number, and nothing of it is settled.
async fn facts_before(
    rules: &Rules,
    now: Timestamp,
    source: &impl Source,
    me: PersonId,
    input: &CannedFill,
) -> Result<Facts, Fault> {
    let requester = person(source, input.requester).await?;
    let organisation = requester.as_ref().and_then(|person| person.organisation);
    let organisation = organisation.and_then(|id| rules.organisations.get(&id.0));
    let values = [
        ("organisation", organisation.map(|organisation| organisation.name.clone())),
        ("ticket.subject", input.subject.clone()),
    ];
    Ok(known(values.into_iter().chain(of_people(rules, now, me, requester.as_ref()))))
}

async fn person(source: &impl Source, id: Option<PersonId>) -> Result<Option<Person>, Fault> {
    let Some(id) = id else { return Ok(None) };
    let record = store::records::get(source, Kind::Person, id.0).await?;
    Ok(record.map(|record| record.read()).transpose()?)
}

type Fact = (&'static str, Option<String>);

/// What is known of whoever asks and whoever is answered, today.
fn of_people(rules: &Rules, now: Timestamp, me: PersonId, requester: Option<&Person>) -> [Fact; 6] {
    let me = rules.house.staff.get(&me);
    let first =
        |person: Option<&Person>| person.and_then(|person| first_name(&person.name)).map(str::to_owned);
    [
        ("requester.first_name", first(requester)),
        ("requester.name", requester.map(|person| person.name.clone())),
        ("requester.email", requester.and_then(|person| person.email.clone())),
        ("agent.first_name", first(me)),
        ("agent.name", me.map(|person| person.name.clone())),
        ("today", Some(rules.clockwork.schedule().date(now).to_string())),
    ]
}

fn known(values: impl Iterator<Item = Fact>) -> Facts {
    values.filter_map(|(name, value)| Some((name, value?))).collect()
}
