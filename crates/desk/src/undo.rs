//! Takes back what a person did at this desk, and does it again.

use crate::desk::{Desk, Inner};
use crate::fault::Fault;
use contract::commands::Tag;
use contract::session::{Done, Empty};
use contract::ticket::UndoView;
use domain::change::{Act, Change, difference};
use domain::checklist::Tick;
use domain::ids::{PersonId, TicketId};
use domain::record::{Kind, Record};
use domain::refusal::Refusal;
use domain::time::Timestamp;
use domain::visit::Visit;
use std::collections::BTreeSet;
use store::outbox::State;
use store::seen::Seen;

/// What one command did, under the name that people know it by.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub label: String,
    pub changes: Vec<Change>,
    pub texts: Texts,
    /// How far tickets were read before it, where it was about that.
    pub seen: Vec<Seen>,
}

impl Group {
    pub(crate) fn of_changes(label: &str, changes: Vec<Change>, texts: Texts) -> Self {
        Group { label: label.to_owned(), changes, texts, seen: Vec::new() }
    }

    pub(crate) fn of_reading(label: &str, seen: Vec<Seen>) -> Self {
        Group { seen, ..Group::of_changes(label, Vec::new(), Texts::Dropped) }
    }
}

/// What becomes of the text of a reply that is taken back before it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Texts {
    /// Somebody wrote it: it goes back to where they did.
    ToDrafts,
    /// It is kept elsewhere, as in a macro.
    Dropped,
}

/// How many commands can be taken back.
const DEPTH: usize = 100;

/// What was done and what was taken back, newest last.
#[derive(Debug, Default)]
pub(crate) struct Undo {
    done: Vec<Group>,
    undone: Vec<Group>,
}

impl Undo {
    pub(crate) fn did(&mut self, group: Group) {
        self.undone.clear();
        self.done.push(group);
        if self.done.len() > DEPTH {
            self.done.remove(0);
        }
    }
}

impl Inner {
    /// Remembers what a command did.
    pub(crate) fn did(&self, group: Group) {
        self.undo.lock().expect("no holder of the undo stack panics").did(group);
        self.announce([Tag::Undo].into());
    }
}

impl Desk {
    pub(crate) fn undo_peek(&self) -> UndoView {
        let undo = self.inner.undo.lock().expect("no holder of the undo stack panics");
        UndoView {
            undo: undo.done.last().map(|group| group.label.clone()),
            redo: undo.undone.last().map(|group| group.label.clone()),
        }
    }

    /// Takes back the last command, unless somebody built on it meanwhile.
    pub(crate) async fn undo(&self, me: PersonId, _: Empty) -> Result<Done, Fault> {
        let group = self.inner.undo.lock().expect("no holder of the undo stack panics").done.pop();
        let group = group.ok_or(Refusal::NothingToUndo)?;
        match self.reverse(me, &group).await {
            Ok(back) => {
                // What held a reply is not done again by half, without it.
                let whole = back.changes.len() == group.changes.len();
                if whole && !(back.changes.is_empty() && back.seen.is_empty()) {
                    self.inner.undo.lock().expect("no holder of the undo stack panics").undone.push(back);
                }
                self.announce([Tag::Undo]);
                Ok(Done { undo: Some(group.label) })
            }
            Err(fault) => {
                // What was sent cannot be taken back later either; anything else may be tried again.
                if !matches!(fault, Fault::Refused(Refusal::AlreadySent)) {
                    self.inner.undo.lock().expect("no holder of the undo stack panics").done.push(group);
                }
                self.announce([Tag::Undo]);
                Err(fault)
            }
        }
    }

    /// Does again what was taken back last.
    pub(crate) async fn redo(&self, me: PersonId, _: Empty) -> Result<Done, Fault> {
        let group = self.inner.undo.lock().expect("no holder of the undo stack panics").undone.pop();
        let group = group.ok_or(Refusal::NothingToUndo)?;
        let back = self.reverse(me, &group).await?;
        self.inner.undo.lock().expect("no holder of the undo stack panics").done.push(back);
        self.announce([Tag::Undo]);
        Ok(Done { undo: Some(group.label) })
    }

    /// Takes back what a group did; returns what takes that back again.
    async fn reverse(&self, me: PersonId, group: &Group) -> Result<Group, Fault> {
        if !group.seen.is_empty() {
            let _turn = self.inner.turn.lock().await;
            return Ok(Group::of_reading(&group.label, self.keep_seen(me, &group.seen).await?));
        }
        let mut acting = self.act(me).await?;
        for change in group.changes.iter().rev() {
            if is_public(change) && !self.inner.is_final() {
                acting.take_back(change, group.texts).await?;
                continue;
            }
            let act = acting.inverse(change).await?;
            acting.step(change.kind, change.entity, change.ticket, act).await?;
        }
        Ok(Group::of_changes(&group.label, acting.commit_plain().await?.changes, group.texts))
    }
}

impl crate::change::Step<'_> {
    /// Takes a public reply out of the outbox before it is sent.
    async fn take_back(&mut self, change: &Change, texts: Texts) -> Result<(), Fault> {
        let tx = &self.door.tx;
        let entry = store::outbox::by_change(tx, change.id.0).await?;
        let Some(entry) = entry.filter(|entry| entry.state == State::Queued) else {
            return Err(Refusal::AlreadySent.into());
        };
        store::outbox::remove(tx, entry.n).await?;
        if let Some(first) = store::outbox::first_waiting(tx).await? {
            // The server counts without gaps; what was made after the reply moves up.
            let next = store::outbox::renumber(tx, first.min(entry.n)).await?;
            store::state::put(tx, "next_n", &next).await?;
        } else {
            store::state::put(tx, "next_n", &entry.n).await?;
        }
        store::records::forget_unnumbered(tx, Kind::Event, change.id.0).await?;
        if let (Some(ticket), Act::Create { doc }, Texts::ToDrafts) = (change.ticket, &change.act, texts) {
            let body = doc.get("body").and_then(|body| body.as_str()).unwrap_or_default();
            // The signature comes back when it is sent again.
            let rules = &self.door.rules;
            let signature =
                crate::commands::signature(rules, self.door.now, tx, change.by, TicketId(ticket)).await?;
            let unsigned = signature.as_deref().and_then(|text| body.strip_suffix(text));
            let body = unsigned.map_or(body, str::trim_end);
            // What was begun since stands under it.
            let begun =
                store::state::draft(tx, ticket, "reply").await?.filter(|text| !text.trim().is_empty());
            let body = begun.map_or(body.to_owned(), |begun| format!("{body}\n\n{begun}"));
            store::state::put_draft(tx, ticket, "reply", &body, self.door.now).await?;
        }
        self.door.renumbered();
        if let Some(record) = self.door.load(change.kind, change.entity).await? {
            self.door.put(domain::record::Record { deleted: true, ..record });
        }
        self.door.tags.insert(Tag::Drafts);
        Ok(())
    }

    /// The act that takes a change back from the record as it stands.
    async fn inverse(&mut self, change: &Change) -> Result<Act, Fault> {
        let record =
            self.door.load(change.kind, change.entity).await?.ok_or(Refusal::Missing(change.kind))?;
        if change.kind == Kind::Visit
            && let Act::Patch { sets, .. } = &change.act
            && let Some(steps) = sets.get("steps")
        {
            return step_back(&record, &steps.add, change.by, self.door.now);
        }
        let mut act = change.act.reversed(&record).ok_or(Refusal::NothingToUndo)?;
        if let (Act::Patch { fields: back, .. }, Act::Patch { fields: made, .. }) = (&mut act, &change.act) {
            // What somebody changed since is theirs to keep.
            back.retain(|field, edit| made.get(field).is_some_and(|made| made.new == edit.old));
        }
        if change.kind == Kind::ChecklistItem {
            tick_anew(&mut act, change.by, self.door.now);
        }
        Ok(act)
    }
}

/// Whoever takes back that an item was unticked ticks it: people tick in their own name.
fn tick_anew(act: &mut Act, by: PersonId, at: Timestamp) {
    if let Act::Patch { fields, .. } = act
        && let Some(edit) = fields.get_mut("done").filter(|edit| !edit.new.is_null())
    {
        edit.new = serde_json::json!(Tick { by, at });
    }
}

/// What happened on a visit stays; taking a step back is one more step.
fn step_back(record: &Record, added: &BTreeSet<String>, by: PersonId, now: Timestamp) -> Result<Act, Fault> {
    let mut visit: Visit = record.read()?;
    let kind = visit.step_back(added).ok_or(Refusal::NothingToUndo)?;
    visit.step(kind, by, now)?;
    Ok(difference(record, &visit).expect("a step was added"))
}

/// Whether a change writes to the requester. What the requester said is sent to nobody.
pub(crate) fn is_public(change: &Change) -> bool {
    match &change.act {
        Act::Create { doc } if change.kind == Kind::Message => {
            let says = |field: &str| doc.get(field).and_then(|value| value.as_str());
            says("kind") == Some("reply") && says("side") != Some("requester")
        }
        Act::Create { .. } | Act::Patch { .. } | Act::Delete | Act::Restore | Act::Import { .. } => false,
    }
}
