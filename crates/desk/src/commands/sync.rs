//! What people see of sync: the outbox in its order, and conflicts to decide.

use super::deed::{self, shown};
use super::done;
use super::ticket_view::known;
use crate::change::Acting;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::views::label;
use contract::problem::Problem;
use contract::session::{Done, Empty};
use contract::sync::*;
use domain::change::{Act, Change, Edit};
use domain::ids::{ChangeId, ConflictId, PersonId, TicketId};
use domain::merge::{Conflict, ConflictState};
use domain::record::{Kind, to_doc};
use domain::refusal::Refusal;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use store::outbox::{Entry, State};
use uuid::Uuid;

pub(crate) async fn conflict_list(desk: &Desk, _: PersonId, _: Empty) -> Result<Vec<ConflictView>, Fault> {
    conflict_views(desk, None, ConflictState::Open).await
}

/// Those that were settled by rule and that somebody may want to look at.
pub(crate) async fn conflict_reviews(desk: &Desk, _: PersonId, _: Empty) -> Result<Vec<ConflictView>, Fault> {
    conflict_views(desk, None, ConflictState::Auto).await
}

/// The conflicts in one state, of one ticket or of all.
pub(crate) async fn conflict_views(
    desk: &Desk,
    ticket: Option<TicketId>,
    state: ConflictState,
) -> Result<Vec<ConflictView>, Fault> {
    let db = &desk.inner.db;
    let records = match ticket {
        Some(id) => store::records::of_ticket(db, id.0, Kind::Conflict).await?,
        None => store::records::all(db, Kind::Conflict).await?,
    };
    let mut conflicts = Vec::new();
    for record in records {
        let conflict: Conflict = record.read()?;
        if conflict.state == state {
            conflicts.push((ConflictId(record.id), conflict));
        }
    }
    // Asked once for all: after days offline there may be thousands.
    let mut tickets: BTreeSet<Uuid> =
        conflicts.iter().filter_map(|(_, conflict)| conflict.ticket).map(|id| id.0).collect();
    let merged = conflicts.iter().filter(|(_, conflict)| conflict.field == "merged_into");
    tickets.extend(
        merged.flat_map(|(_, it)| [&it.base, &it.theirs, &it.mine]).filter_map(super::ticket_view::as_id),
    );
    let tickets = store::tickets::get_many(db, &tickets.into_iter().collect::<Vec<_>>()).await?;
    let people: BTreeSet<Uuid> = conflicts.iter().flat_map(|(_, conflict)| named_in(conflict)).collect();
    let people = store::people::get_many(db, &people.into_iter().collect::<Vec<_>>()).await?;
    let rules = desk.inner.rules();
    let mut views = Vec::new();
    for (id, conflict) in conflicts {
        let row = conflict.ticket.and_then(|ticket| tickets.get(&ticket.0));
        let who = |id: PersonId| {
            people.get(&id.0).map_or_else(|| "Somebody".to_owned(), |person| person.name.clone())
        };
        let show = |value: &Value| shown(&known(&rules, &people, &tickets, &conflict.field, value.clone()));
        views.push(ConflictView {
            id,
            ticket: conflict.ticket,
            number: row.map(label),
            subject: row.map(|row| row.subject.clone()),
            base: show(&conflict.base),
            theirs: show(&conflict.theirs),
            theirs_by: conflict.theirs_by.map(who),
            theirs_at: conflict.theirs_at,
            mine: show(&conflict.mine),
            mine_by: who(conflict.mine_by),
            mine_at: conflict.mine_at,
            mine_value: conflict.mine.clone(),
            theirs_value: conflict.theirs.clone(),
            state: conflict.state,
            field: rules.house.form.spoken(&conflict.field),
        });
    }
    Ok(views)
}

/// Whoever may stand in a conflict: its authors, and people among its values.
fn named_in(conflict: &Conflict) -> impl Iterator<Item = Uuid> {
    let authors = [Some(conflict.mine_by), conflict.theirs_by].into_iter().flatten().map(|id| id.0);
    let values = [&conflict.base, &conflict.theirs, &conflict.mine]
        .into_iter()
        .filter_map(|value| value.as_str().and_then(|text| text.parse::<Uuid>().ok()));
    authors.chain(values)
}

/// Decides a conflict on the value that is on the screen: if that moved meanwhile, it conflicts again.
pub(crate) async fn conflict_resolve(
    desk: &Desk,
    me: PersonId,
    input: ConflictResolve,
) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    resolve(&mut acting, me, input).await?;
    acting.commit("Resolved a conflict").await?;
    Ok(done("Resolved a conflict"))
}

/// Decides several alike: one act, that one undo takes back. None is decided unless all are.
pub(crate) async fn conflict_resolve_all(
    desk: &Desk,
    me: PersonId,
    input: ConflictResolveAll,
) -> Result<Done, Fault> {
    let ConflictResolveAll { conflicts, choice } = input;
    if conflicts.is_empty() {
        return Err(Refusal::invalid("conflicts", "name at least one").into());
    }
    let mut acting = desk.act(me).await?;
    for conflict in &conflicts {
        let one = ConflictResolve { conflict: *conflict, choice, value: None };
        resolve(&mut acting, me, one).await?;
    }
    let label = match conflicts.len() {
        1 => "Resolved a conflict".to_owned(),
        many => format!("Resolved {many} conflicts"),
    };
    acting.commit(&label).await?;
    Ok(done(label))
}

async fn resolve(acting: &mut Acting<'_>, me: PersonId, input: ConflictResolve) -> Result<(), Fault> {
    let record = acting.door.need(Kind::Conflict, input.conflict.0).await?;
    let conflict: Conflict = record.read()?;
    let target = acting.door.need(conflict.kind, conflict.entity).await?;
    let old = target.field(&conflict.field).clone();
    let stands = if conflict.state == ConflictState::Auto { &conflict.mine } else { &conflict.theirs };
    let (value, state) = match (&input.value, input.choice) {
        (Some(value), _) => (value.clone(), ConflictState::Merged),
        (None, Choice::Mine) => (conflict.mine.clone(), ConflictState::Applied),
        (None, Choice::Theirs) => (conflict.theirs.clone(), ConflictState::Kept),
    };
    // Whoever keeps the value that stands keeps the one on the screen, and says so: it may be another one elsewhere.
    let new = if &value == stands && input.value.is_none() { old.clone() } else { value };
    let edit = Edit { base: target.field_ver(&conflict.field), old, new };
    let fields = BTreeMap::from([(conflict.field.clone(), edit)]);
    let act = Act::Patch { fields, sets: BTreeMap::new() };
    acting.step(conflict.kind, conflict.entity, target.ticket, act).await?;
    acting
        .edit::<Conflict>(input.conflict.0, |conflict, _| {
            conflict.state = state;
            conflict.resolved_by = Some(me);
            Ok(())
        })
        .await
}

pub(crate) async fn outbox_list(desk: &Desk, _: PersonId, _: Empty) -> Result<Vec<OutboxView>, Fault> {
    let db = &desk.inner.db;
    let rules = desk.inner.rules();
    let entries = store::outbox::shown(db).await?;
    let tickets: BTreeSet<Uuid> = entries.iter().filter_map(|entry| entry.change.ticket).collect();
    let tickets = store::tickets::get_many(db, &tickets.into_iter().collect::<Vec<_>>()).await?;
    let people = deed::people_in(db, entries.iter().map(|entry| &entry.change)).await?;
    let mut views = Vec::new();
    for entry in entries {
        let row = entry.change.ticket.and_then(|ticket| tickets.get(&ticket));
        let deed = deed::of(&rules, &people, &entry.change);
        views.push(OutboxView {
            change: entry.change.id,
            ticket: entry.change.ticket.map(TicketId),
            number: row.map(label),
            what: deed::words(&deed),
            deed,
            text: deed::text(&entry.change),
            at: entry.change.at,
            state: match entry.state {
                State::Queued => OutboxState::Queued,
                State::Sent | State::Taken => OutboxState::Sent,
                State::Refused => OutboxState::Rejected,
            },
            reason: entry.refusal.map(|refusal| Problem::from(refusal).message),
        });
    }
    Ok(views)
}

/// Sends a refused change once more, as a fresh one: the server keeps its word on the old.
///
/// What was refused because this was missing goes with it: the messages of a ticket, say.
pub(crate) async fn outbox_retry(desk: &Desk, me: PersonId, input: OutboxPick) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    let first = refused(&acting.door.tx, input.change.0).await?;
    let mut entries = Vec::new();
    if matches!(first.change.act, Act::Create { .. }) {
        entries = store::outbox::shown(&acting.door.tx).await?;
        entries.retain(|entry| {
            let about = [Some(entry.change.entity), entry.change.ticket];
            let lacked = matches!(entry.refusal, Some(Refusal::Missing(_) | Refusal::Gone(_)));
            entry.state == State::Refused
                && entry.n > first.n
                && lacked
                && about.contains(&Some(first.change.entity))
        });
    }
    entries.insert(0, first);
    for entry in entries {
        again(&mut acting, entry).await?;
    }
    acting.commit_plain().await?;
    Ok(Done::default())
}

async fn again(acting: &mut Acting<'_>, entry: Entry) -> Result<(), Fault> {
    let change = entry.change;
    // Based on the record as it stands, so that a retry says what the author sees.
    let act = match &change.act {
        Act::Create { .. } | Act::Import { .. } | Act::Delete | Act::Restore => change.act.clone(),
        Act::Patch { fields, sets } => {
            let current = acting.door.need(change.kind, change.entity).await?;
            let fields = fields
                .iter()
                .map(|(field, edit)| {
                    let base = current.field_ver(field);
                    (field.clone(), Edit { base, old: current.field(field).clone(), new: edit.new.clone() })
                })
                .collect();
            Act::Patch { fields, sets: sets.clone() }
        }
    };
    if matches!(act, Act::Create { .. }) {
        // What was refused was taken off the lists; making it again starts from nothing.
        store::records::forget(&acting.door.tx, change.kind, change.entity).await?;
    }
    store::outbox::remove(&acting.door.tx, entry.n).await?;
    acting.step(change.kind, change.entity, change.ticket, act).await
}

/// Gives up a refused change, or takes back one that still waits.
pub(crate) async fn outbox_discard(desk: &Desk, me: PersonId, input: OutboxPick) -> Result<Done, Fault> {
    let found = store::outbox::by_change(&desk.inner.db, input.change.0).await?;
    if found.is_some_and(|entry| entry.state != State::Refused) {
        desk.withdraw(input.change.0).await?;
        return Ok(Done::default());
    }
    let mut acting = desk.act(me).await?;
    let entry = take_off(&acting.door.tx, input.change).await?;
    leave_a_line(&mut acting, me, &entry.change).await?;
    if store::sim::planted("discard_more") {
        for other in store::outbox::shown(&acting.door.tx).await? {
            store::outbox::remove(&acting.door.tx, other.n).await?;
        }
    }
    acting.commit_plain().await?;
    Ok(Done::default())
}

/// Writes into the history of a ticket that an edit of it was given up; one that is not here any more has none.
async fn leave_a_line(acting: &mut Acting<'_>, me: PersonId, given_up: &Change) -> Result<(), Fault> {
    let Some(line) = domain::history::given_up(given_up, me, acting.door.now) else { return Ok(()) };
    let ticket = acting.door.load(Kind::Ticket, line.ticket.0).await?;
    if ticket.is_none_or(|ticket| ticket.deleted) {
        return Ok(());
    }
    let id = acting.door.inner.ids.next();
    acting.step(Kind::Event, id, Some(line.ticket.0), Act::Create { doc: to_doc(&line) }).await
}

impl Desk {
    /// Takes a refused change off the desk that somebody else decides about now.
    ///
    /// # Errors
    /// When there is none of this id, or the database cannot be written.
    pub async fn handed_over(&self, me: PersonId, change: ChangeId) -> Result<(), Problem> {
        let acting = self.act(me).await?;
        take_off(&acting.door.tx, change).await?;
        acting.commit_plain().await?;
        Ok(())
    }

    /// A change that the server refused.
    ///
    /// # Errors
    /// When there is none of this id.
    pub async fn refused(&self, change: ChangeId) -> Result<Change, Problem> {
        Ok(refused(&self.inner.db, change.0).await?.change)
    }
}

/// Takes a refused change out of the outbox.
async fn take_off(tx: &store::Tx, change: ChangeId) -> Result<Entry, Fault> {
    let entry = refused(tx, change.0).await?;
    store::outbox::remove(tx, entry.n).await?;
    Ok(entry)
}

async fn refused(source: &impl store::tx::Source, change: Uuid) -> Result<store::outbox::Entry, Fault> {
    let entry = store::outbox::by_change(source, change).await?;
    let entry = entry.filter(|entry| entry.state == State::Refused);
    Ok(entry.ok_or_else(|| Refusal::invalid("change", "it was not refused"))?)
}
