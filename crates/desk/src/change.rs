//! `change`: the door for what a person does at this desk.

use crate::crowd::Crowd;
use crate::desk::{Desk, Inner, Seat};
use crate::door::{Committed, Door};
use crate::fault::Fault;
use crate::undo::{Group, Texts};
use contract::problem::{Code, Problem};
use domain::access::Who;
use domain::change::{Act, difference};
use domain::ids::PersonId;
use domain::record::{Entity, Kind, Record, to_doc};
use domain::refusal::Refusal;
use domain::ticket::Ticket;
use domain::time::Timestamp;
use serde_json::Value;
use std::sync::atomic::Ordering;
use store::sim;
use uuid::Uuid;

/// A person's transaction: every step is judged at once, and all of it is committed or nothing.
pub(crate) struct Step<'a> {
    pub door: Door<'a>,
    pub who: Who,
    pub crowd: Crowd,
    received_at: Option<Timestamp>,
}

impl Desk {
    /// Begins a transaction of this person.
    pub(crate) async fn act(&self, me: PersonId) -> Result<Acting<'_>, Fault> {
        let inner = self.inner.as_ref();
        let turn = inner.turn.lock().await;
        let (door, who) = enter(inner, me).await?;
        let received_at = inner.is_final().then_some(door.now);
        Ok(Acting { act: Step { door, who, crowd: Crowd::default(), received_at }, inner, _turn: turn })
    }
}

/// Begins a transaction for somebody who may still save here; the turn has to be held.
pub(crate) async fn enter(inner: &Inner, me: PersonId) -> Result<(Door<'_>, Who), Fault> {
    if inner.is_shut.load(Ordering::Relaxed) {
        let text = "An admin signed this computer out for good. What waited here is being handed over for review, and \
                    nothing new is saved here; write it on another computer.";
        return Err(Problem::new(Code::DeviceRevoked, text).into());
    }
    let door = Door::begin(inner).await?;
    let person = door.rules.house.staff.get(&me).cloned().ok_or_else(|| {
        Problem::new(Code::SignIn, "You are not one of this desk's staff any more. Nothing is lost.")
    })?;
    let who = Who::new(me, &person, &door.rules.house.teams);
    Ok((door, who))
}

/// A transaction in progress, with the desk's turn held.
pub(crate) struct Acting<'a> {
    pub act: Step<'a>,
    inner: &'a Inner,
    _turn: tokio::sync::MutexGuard<'a, ()>,
}

impl<'a> std::ops::Deref for Acting<'a> {
    type Target = Step<'a>;
    fn deref(&self) -> &Step<'a> {
        &self.act
    }
}

impl<'a> std::ops::DerefMut for Acting<'a> {
    fn deref_mut(&mut self) -> &mut Step<'a> {
        &mut self.act
    }
}

impl Acting<'_> {
    /// Commits, and remembers how to take it back under this label. A reply that is taken back is a draft again.
    pub(crate) async fn commit(self, label: &str) -> Result<Committed, Fault> {
        self.commit_with(label, Texts::ToDrafts).await
    }

    /// As `commit`, saying what becomes of replies that are taken back.
    pub(crate) async fn commit_with(self, label: &str, texts: Texts) -> Result<Committed, Fault> {
        sim::point("change.before_commit").await;
        let committed = self.act.door.commit().await?;
        sim::point("change.after_commit").await;
        self.inner.wake_for_replies(&committed.changes);
        if !committed.changes.is_empty() {
            let group = Group::of_changes(label, committed.changes.clone(), texts);
            self.inner.did(group);
        }
        Ok(committed)
    }

    /// Commits without offering to take it back: the undo itself, and what cannot be undone.
    pub(crate) async fn commit_plain(self) -> Result<Committed, Fault> {
        sim::point("undo.before_commit").await;
        Ok(self.act.door.commit().await?)
    }
}

impl Step<'_> {
    /// Makes a record.
    pub(crate) async fn create<T: Entity>(
        &mut self,
        id: Uuid,
        ticket: Option<Uuid>,
        value: &T,
    ) -> Result<(), Fault> {
        if T::KIND == Kind::Ticket {
            let made = serde_json::from_value(Value::Object(to_doc(value)))?;
            self.door.rules.house.check_required(None, &made)?;
            self.ask_why_urgent(None, &made).await?;
        }
        self.step(T::KIND, id, ticket, Act::Create { doc: to_doc(value) }).await
    }

    /// Edits a record through its type; an edit that says nothing new does nothing.
    pub(crate) async fn edit<T: Entity>(
        &mut self,
        id: Uuid,
        edit: impl FnOnce(&mut T, &domain::house::House) -> Result<(), Refusal>,
    ) -> Result<(), Fault> {
        let record = self.door.need(T::KIND, id).await?;
        let mut value: T = record.read()?;
        let house = &self.door.rules.house;
        edit(&mut value, house)?;
        if T::KIND == Kind::Ticket {
            let before: Ticket = record.read()?;
            let mut after = serde_json::from_value(Value::Object(to_doc(&value)))?;
            house.settle_life(&before, &mut after);
            value = serde_json::from_value(Value::Object(to_doc(&after)))?;
            house.check_required(Some(&before), &after)?;
            self.ask_why_urgent(Some(&before), &after).await?;
        }
        match difference(&record, &value) {
            Some(act) => self.step(T::KIND, id, record.ticket, act).await,
            None => Ok(()),
        }
    }

    pub(crate) async fn delete(&mut self, kind: Kind, id: Uuid) -> Result<(), Fault> {
        let record = self.door.need(kind, id).await?;
        self.step(kind, id, record.ticket, Act::Delete).await
    }

    pub(crate) async fn restore(&mut self, kind: Kind, id: Uuid) -> Result<(), Fault> {
        let record: Record = self.door.load(kind, id).await?.ok_or(Refusal::Missing(kind))?;
        self.step(kind, id, record.ticket, Act::Restore).await
    }

    /// Makes one change and judges it.
    pub(crate) async fn step(
        &mut self,
        kind: Kind,
        id: Uuid,
        ticket: Option<Uuid>,
        act: Act,
    ) -> Result<(), Fault> {
        let ticket = if kind == Kind::Ticket { Some(id) } else { ticket };
        let change = self.door.draft(self.who.id, kind, id, ticket, act).await?;
        let who = self.who.clone();
        self.door.apply(&who, change, self.received_at).await?;
        Ok(())
    }

    /// The label of a ticket that is made here, until a server gives it a number.
    pub(crate) async fn provisional(&self, id: domain::ids::TicketId) -> Result<Option<String>, Fault> {
        match self.door.inner.seat() {
            Seat::Server => Ok(None),
            Seat::Device { connected: true, .. } => Ok(Some(domain::ticket::draft_label(id))),
            Seat::Device { connected: false, .. } => {
                let next: i64 = store::state::get(&self.door.tx, "next_local").await?.unwrap_or(1);
                store::state::put(&self.door.tx, "next_local", &(next + 1)).await?;
                Ok(Some(format!("L-{next}")))
            }
        }
    }
}
