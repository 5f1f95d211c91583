//! What a server does by itself when a moment comes: it tells breaches, takes the steps of escalations, and moves tickets.
//!
//! Every step is taken once: its mark is written in the transaction of what it does. A server that dies in between
//! did neither, and of several servers on one database the second finds the mark.

use crate::desk::{Desk, Seat};
use crate::door::Door;
use crate::fault::Fault;
use crate::project::{self, history_of, open_steps, taken_of, untold_breaches};
use domain::access::{Sight, Who};
use domain::change::{Act, Change, difference};
use domain::clockwork::Standing;
use domain::history::{Event, What, breach_line};
use domain::ids::{ChangeId, EventId, MessageId, PersonId, TicketId, stable_id};
use domain::message::{Message, MessageKind};
use domain::person::{Role, system_id};
use domain::record::{Kind, Record, to_doc};
use domain::refusal::Refusal;
use domain::sla::{Step, StepAction, StepInstant, raised};
use domain::ticket::Ticket;
use domain::time::Timestamp;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Tickets looked up at a time; each has a transaction of its own.
const BATCH: u64 = 50;
/// When a ticket that could not be seen to is looked at again.
const AGAIN_MS: i64 = 60_000;

impl Desk {
    /// Does everything that is due on a server; returns when there is something to do next.
    ///
    /// # Errors
    /// When the database cannot be read or written; what was done until then stays.
    pub async fn escalate(&self) -> anyhow::Result<Option<Timestamp>> {
        if self.seat() != Seat::Server {
            return Ok(None);
        }
        self.recount_noted().await?;
        let now = self.inner.clock.now();
        let next_turn = self.turn_clocks(now).await?;
        loop {
            let ids = store::planning::stepping(&self.inner.db, now.0, BATCH).await?;
            if ids.is_empty() {
                break;
            }
            for id in ids {
                if let Err(error) = self.escalate_ticket(TicketId(id), now).await {
                    tracing::error!(ticket.id = %id, error = format!("{error:#}"), "Could not escalate a ticket");
                    let tx = self.inner.db.begin().await?;
                    store::planning::put_off_step(&tx, id, now.plus_ms(AGAIN_MS).0).await?;
                    tx.commit().await?;
                }
            }
        }
        let next_step = store::planning::next_step(&self.inner.db).await?.map(Timestamp);
        let next_move = self.move_by_itself(None, now).await?;
        Ok([next_turn, next_step, next_move].into_iter().flatten().min())
    }

    async fn escalate_ticket(&self, id: TicketId, now: Timestamp) -> anyhow::Result<()> {
        let inner = self.inner.as_ref();
        let _turn = inner.turn.lock().await;
        let mut door = Door::begin(inner).await?;
        // Locked until the end: another node waits here, and then finds the marks.
        let Some(record) = door.load(Kind::Ticket, id.0).await?.filter(|record| !record.deleted) else {
            project::tickets_now(&door.tx, &door.rules, &[id.0], now).await?;
            return door.tx.commit().await;
        };
        let ticket: Ticket = record.read()?;
        let events = store::records::of_ticket(&door.tx, id.0, Kind::Event).await?;
        let history = history_of(&events)?;
        let rules = std::sync::Arc::clone(&door.rules);
        let standing = rules.clockwork.run(&ticket, &history, now);
        let mut did_anything = false;
        for (metric, breach) in untold_breaches(&standing, &history, now) {
            let (line, event) = breach_line(id, metric, &breach, now);
            door.put(Record::new(line.0, Some(id.0), &event));
            did_anything = true;
        }
        let taken = store::escalated::of_tickets(&door.tx, &[id.0]).await?;
        let due = open_steps(id, &standing, &taken, now).into_iter().filter(|step| step.at <= now);
        for instant in due {
            let mark = taken_of(id, &instant);
            if !store::escalated::take(&door.tx, &mark, instant.at, now).await? {
                continue;
            }
            let step = standing.governing.policy.escalation.iter().find(|step| step.id == instant.step);
            if let Some(step) = step {
                take_step(&mut door, id, &standing, step, &instant).await?;
                did_anything = true;
            }
        }
        if did_anything {
            door.commit().await?;
        } else {
            project::tickets_now(&door.tx, &door.rules, &[id.0], now).await?;
            door.tx.commit().await?;
        }
        Ok(())
    }
}

/// The desk itself, as it acts.
pub(crate) fn system() -> Who {
    Who { id: system_id(), role: Role::Admin, teams: BTreeSet::new(), sight: Sight::Everything }
}

/// Takes one step: a line of history that tells of it, then what it does. What the rules of the desk refuse is left
/// out; the rest happens.
async fn take_step(
    door: &mut Door<'_>,
    id: TicketId,
    standing: &Standing,
    step: &Step,
    instant: &StepInstant,
) -> anyhow::Result<()> {
    let name = |part: &str| {
        let StepInstant { metric, cycle, .. } = instant;
        stable_id("escalation", &format!("{id}/{}/{cycle}/{}/{part}", metric.key(), step.id))
    };
    let mut told: BTreeSet<PersonId> = BTreeSet::new();
    for (place, action) in step.actions.iter().enumerate() {
        let change = ChangeId(name(&format!("change-{place}")));
        let done = act(door, id, standing, action, change, &mut told).await;
        match done {
            Ok(()) => {}
            Err(Fault::Refused(refusal)) => {
                tracing::warn!(ticket.id = %id, step.id = %step.id, "A step is not taken in full: {refusal}");
            }
            Err(Fault::Problem(problem)) => {
                tracing::warn!(ticket.id = %id, step.id = %step.id, "A step is not taken in full: {problem}");
            }
            Err(Fault::Broken(error)) => return Err(error.context("taking a step of an escalation")),
        }
    }
    let what = What::Escalated {
        metric: instant.metric,
        cycle: instant.cycle,
        step: step.id,
        policy: standing.governing.policy_name.clone(),
        when: step.when,
        told: told.into_iter().collect(),
    };
    let event = Event { ticket: id, at: door.now, received_at: Some(door.now), by: Some(system_id()), what };
    door.put(Record::new(EventId(name("line")).0, Some(id.0), &event));
    Ok(())
}

async fn act(
    door: &mut Door<'_>,
    id: TicketId,
    standing: &Standing,
    action: &StepAction,
    change: ChangeId,
    told: &mut BTreeSet<PersonId>,
) -> Result<(), Fault> {
    match action {
        StepAction::Notify { assignee, team, managers, people } => {
            let ticket = read(door, id).await?.1;
            let staff = &door.rules.house.staff;
            told.extend(people.iter().copied().filter(|person| staff.contains_key(person)));
            if *assignee {
                told.extend(ticket.assignee);
            }
            for (person_id, person) in staff.iter().filter(|(_, person)| !person.retired) {
                let in_team = *team && person.teams.contains(&ticket.team);
                let leads = *managers && person.role >= Role::Manager;
                if in_team || leads {
                    told.insert(*person_id);
                }
            }
            Ok(())
        }
        StepAction::RaisePriority { to } => {
            let reason = format!("Raised by the policy {}", standing.governing.policy_name);
            edit(door, id, change, |ticket| {
                if let Some(priority) = raised(ticket.priority, *to) {
                    ticket.priority = priority;
                    ticket.priority_reason = Some(reason);
                }
            })
            .await
        }
        StepAction::Assign { person } => {
            edit(door, id, change, |ticket| ticket.assignee = Some(*person)).await
        }
        StepAction::AddTag { tag } => {
            edit(door, id, change, |ticket| {
                ticket.tags.insert(tag.trim().to_owned());
            })
            .await
        }
        StepAction::MoveToTeam { team } => {
            if !door.rules.house.teams.contains_key(team) {
                return Err(Refusal::invalid("team", "no such team").into());
            }
            edit(door, id, change, |ticket| ticket.team = *team).await
        }
        StepAction::Comment { body } => {
            let message = Message::of_agent(id, MessageKind::Note, system_id(), body.clone(), door.now);
            let entity = MessageId(stable_id("escalation-note", &change.to_string())).0;
            apply(door, change, Kind::Message, entity, id, Act::Create { doc: to_doc(&message) }).await
        }
    }
}

async fn read(door: &mut Door<'_>, id: TicketId) -> Result<(Record, Ticket), Fault> {
    let record = door.need(Kind::Ticket, id.0).await?;
    let ticket = record.read()?;
    Ok((record, ticket))
}

async fn edit(
    door: &mut Door<'_>,
    id: TicketId,
    change: ChangeId,
    edit: impl FnOnce(&mut Ticket),
) -> Result<(), Fault> {
    let (record, mut ticket) = read(door, id).await?;
    edit(&mut ticket);
    match difference(&record, &ticket) {
        Some(act) => apply(door, change, Kind::Ticket, id.0, id, act).await,
        None => Ok(()),
    }
}

async fn apply(
    door: &mut Door<'_>,
    change: ChangeId,
    kind: Kind,
    entity: Uuid,
    ticket: TicketId,
    act: Act,
) -> Result<(), Fault> {
    let (by, at) = (system_id(), door.now);
    let change =
        Change { id: change, kind, entity, ticket: Some(ticket.0), by, at, seen: 0, delivered_at: None, act };
    door.apply(&system(), change, Some(at)).await.map(drop)
}
