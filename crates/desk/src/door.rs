//! The one transaction in which synced records change: what was read, what was judged, what is written.

use crate::desk::{Inner, Seat};
use crate::fault::Fault;
use crate::rules::{self, Rules};
use crate::{digest, project, recount, sight};
use contract::commands::Tag;
use contract::wire::Cursor;
use domain::access::Who;
use domain::change::{Act, Change};
use domain::checklist::ChecklistDeed;
use domain::history::{Event, event_of};
use domain::ids::{DeviceId, PersonId, TicketId};
use domain::merge::{Conflict, ConflictState, Outcome, Verdict, conflict_id};
use domain::record::{Kind, Record, Seq};
use domain::refusal::Refusal;
use domain::ticket::Ticket;
use domain::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::records::Key;
use store::{Tx, sim};
use uuid::Uuid;

/// The version of what this transaction wrote, until its commit has a number.
const PENDING: Seq = Seq::MAX;

/// A record as this transaction found it and as it leaves it.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub before: Option<Record>,
    pub now: Option<Record>,
    pub touched: bool,
}

pub(crate) struct Door<'a> {
    pub inner: &'a Inner,
    pub tx: Tx,
    pub rules: Arc<Rules>,
    pub now: Timestamp,
    held: BTreeMap<Key, Held>,
    pub changes: Vec<Change>,
    pub tags: BTreeSet<Tag>,
    /// The device whose changes are judged; nobody's when a person acts at this very desk.
    pub sender: Option<DeviceId>,
    /// Tickets made in this transaction, in order: a server numbers them.
    opened: Vec<Uuid>,
    /// Read once, by the first change that a person makes here.
    place: Option<Place>,
}

/// Where a device stands: what it has seen of the server, and the number of its next change.
#[derive(Debug, Clone, Copy)]
struct Place {
    seen: Seq,
    next: i64,
}

/// What a commit left behind.
#[derive(Debug, Clone, Default)]
pub(crate) struct Committed {
    pub seq: Seq,
    pub changes: Vec<Change>,
}

impl<'a> Door<'a> {
    pub(crate) async fn begin(inner: &'a Inner) -> anyhow::Result<Door<'a>> {
        let tx = inner.db.begin().await?;
        if inner.seat() == Seat::Server {
            // Another process may have changed them: whoever lost a right there has it here no longer.
            inner.follow_rules(&tx).await?;
        }
        Ok(Door::over(inner, tx))
    }

    pub(crate) fn over(inner: &'a Inner, tx: Tx) -> Door<'a> {
        Door {
            inner,
            tx,
            rules: inner.rules(),
            now: inner.clock.now(),
            held: BTreeMap::new(),
            changes: Vec::new(),
            tags: BTreeSet::new(),
            sender: None,
            opened: Vec::new(),
            place: None,
        }
    }

    /// Reads a record as this transaction sees it; deleted records are there, marked.
    pub(crate) async fn load(&mut self, kind: Kind, id: Uuid) -> anyhow::Result<Option<Record>> {
        if let Some(held) = self.held.get(&(kind, id)) {
            return Ok(held.now.clone());
        }
        let record = store::records::get_locked(&self.tx, kind, id).await?;
        let held = Held { before: record.clone(), now: record.clone(), touched: false };
        self.held.insert((kind, id), held);
        Ok(record)
    }

    /// Reads and locks everything that changes are about, in one order and in few steps; `load` then finds it here.
    pub(crate) async fn load_all(&mut self, keys: &BTreeSet<Key>) -> anyhow::Result<()> {
        let missing: BTreeSet<Key> =
            keys.iter().filter(|key| !self.held.contains_key(key)).copied().collect();
        let mut found = store::records::get_all_locked(&self.tx, &missing).await?;
        for key in missing {
            let record = found.remove(&key);
            self.held.insert(key, Held { before: record.clone(), now: record, touched: false });
        }
        Ok(())
    }

    /// Makes what was done so far in this transaction news to whoever is judged next, as if it were committed.
    pub(crate) fn news_to_all(&mut self) {
        for held in self.held.values_mut().filter(|held| held.touched) {
            if let Some(record) = &mut held.now {
                record.ver = PENDING;
            }
        }
    }

    /// The history of a ticket, what this transaction added included.
    pub(crate) async fn history_of(&self, ticket: Uuid) -> anyhow::Result<Vec<Record>> {
        let mut lines = store::records::of_ticket(&self.tx, ticket, Kind::Event).await?;
        let added = self.held.iter().filter(|((kind, _), held)| *kind == Kind::Event && held.touched);
        let added = added.filter_map(|(_, held)| held.now.as_ref());
        lines.extend(added.filter(|line| line.ticket == Some(ticket)).cloned());
        Ok(lines)
    }

    /// Reads a live record, or says that it is missing.
    pub(crate) async fn need(&mut self, kind: Kind, id: Uuid) -> Result<Record, Fault> {
        match self.load(kind, id).await? {
            Some(record) if record.deleted => Err(Refusal::Gone(kind).into()),
            Some(record) => Ok(record),
            None => Err(Refusal::Missing(kind).into()),
        }
    }

    /// Judges one change and, unless it is refused, lets it take effect.
    ///
    /// `received_at` is when a desk whose word is final took it in; a device that has a server leaves it out.
    pub(crate) async fn apply(
        &mut self,
        who: &Who,
        change: Change,
        received_at: Option<Timestamp>,
    ) -> Result<Outcome, Fault> {
        let current = self.load(change.kind, change.entity).await?;
        let ticket = self.ticket_of(&change, current.as_ref()).await?;
        let mut verdict = self.rules.house.decide(who, &change, current.as_ref(), ticket.as_ref())?;
        self.check_merge(who, &change).await?;
        if change.kind == Kind::Setting && !verdict.record.deleted {
            rules::readable(&verdict.record)?;
        }
        // A line of the history stands where its change does, which a server takes for no later than its own now.
        if change.kind == Kind::Event {
            verdict.record.doc.insert("at".to_owned(), serde_json::to_value(change.at)?);
        }
        let delivered_at =
            received_at.map(|received| change.delivered_at.map_or(received, |at| at.min(received)));
        if let (Some(at), Kind::Message) = (delivered_at, change.kind) {
            self.deliver(&change, ticket.as_ref(), &mut verdict, at).await?;
        }
        self.take(&change, current.as_ref(), &verdict);
        let house = Arc::clone(&self.rules);
        if verdict.outcome != Outcome::Noop
            && let Some((id, event)) =
                event_of(&change, &verdict, |key| house.house.category(key), delivered_at)
        {
            let event = Event { received_at, ..event };
            let record = Record::new(id.0, change.ticket, &event);
            self.put(record);
        }
        if !verdict.conflicts.is_empty() || !verdict.displaced.is_empty() {
            self.keep_conflicts(&change, &verdict).await?;
        }
        self.changes.push(change);
        Ok(verdict.outcome)
    }

    /// The ticket that a change concerns, as it stands; for a new ticket what the change would make of it.
    async fn ticket_of(
        &mut self,
        change: &Change,
        current: Option<&Record>,
    ) -> Result<Option<Ticket>, Fault> {
        let id = match (change.kind, current.and_then(|record| record.ticket).or(change.ticket)) {
            (Kind::Ticket, _) => {
                return Ok(current.map(Record::read).transpose()?);
            }
            (_, None) => return Ok(None),
            (_, Some(id)) => id,
        };
        let record = self.load(Kind::Ticket, id).await?.ok_or(Refusal::Missing(Kind::Ticket))?;
        if record.deleted && !matches!(change.act, Act::Delete) {
            return Err(Refusal::Gone(Kind::Ticket).into());
        }
        Ok(Some(record.read()?))
    }

    fn take(&mut self, change: &Change, current: Option<&Record>, verdict: &Verdict) {
        if verdict.outcome == Outcome::Noop {
            return;
        }
        let mut record = verdict.record.clone();
        let changed_anything =
            !verdict.changed.is_empty() || current.is_none_or(|c| c.deleted != record.deleted);
        if !changed_anything && current.is_some() {
            return;
        }
        for field in &verdict.changed {
            record.fver.insert(field.field.clone(), PENDING);
        }
        if current.is_none() && change.kind == Kind::Ticket {
            self.opened.push(record.id);
        }
        self.put(record);
    }

    /// Writes a record at the end of the transaction.
    pub(crate) fn put(&mut self, record: Record) {
        self.tags.extend(tags_of(record.kind));
        let key = (record.kind, record.id);
        let held = self.held.entry(key).or_insert(Held { before: None, now: None, touched: false });
        held.now = Some(record);
        held.touched = true;
    }

    /// Keeps both values of every field that somebody else changed meanwhile.
    async fn keep_conflicts(&mut self, change: &Change, verdict: &Verdict) -> anyhow::Result<()> {
        if sim::planted("drop_conflict") {
            return Ok(());
        }
        let history = match change.ticket {
            Some(ticket) => self.history_of(ticket).await?,
            None => Vec::new(),
        };
        let open = verdict.conflicts.iter().map(|lost| (lost, ConflictState::Open));
        let auto = verdict.displaced.iter().map(|won| (won, ConflictState::Auto));
        for (lost, state) in open.chain(auto) {
            let last = history
                .iter()
                .filter_map(|record| record.read::<Event>().ok())
                .filter(|event| touches(event, change, &lost.field))
                .max_by_key(|event| event.received_at.unwrap_or(event.at));
            let conflict = Conflict {
                ticket: change.ticket.map(TicketId),
                kind: change.kind,
                entity: change.entity,
                field: lost.field.clone(),
                base: lost.base.clone(),
                theirs: lost.theirs.clone(),
                theirs_by: last.as_ref().and_then(|event| event.by),
                theirs_at: last.as_ref().map(|event| event.at),
                mine: lost.mine.clone(),
                mine_by: change.by,
                mine_at: change.at,
                state,
                resolved_by: None,
                scope: verdict.record.scope().and_then(|scope| scope.parse().ok()),
            };
            self.put(Record::new(conflict_id(change, &lost.field).0, change.ticket, &conflict));
        }
        Ok(())
    }

    /// Remembers a ticket that has to get a number.
    pub(crate) fn opened(&mut self, id: Uuid) {
        self.opened.push(id);
    }

    /// Numbers, projects, queues and commits what was done, then tells everybody.
    pub(crate) async fn commit(mut self) -> anyhow::Result<Committed> {
        let seq = match self.inner.seat() {
            Seat::Server => self.number().await?,
            Seat::Device { .. } => {
                self.queue().await?;
                0
            }
        };
        self.finish(seq).await
    }

    /// As `commit`, for a server that has outcomes to keep in the same transaction.
    pub(crate) async fn finish(mut self, seq: Seq) -> anyhow::Result<Committed> {
        let held = std::mem::take(&mut self.held);
        let written: Vec<(Option<&Record>, &Record)> = held
            .values()
            .filter(|held| held.touched)
            .filter_map(|held| Some((held.before.as_ref(), held.now.as_ref()?)))
            .collect();
        let records: Vec<&Record> = written.iter().map(|(_, now)| *now).collect();
        store::records::put(&self.tx, records.iter().copied()).await?;
        // An edit that a device made a while ago was in force for tickets that have been closed since.
        let recount = recount::concerned(records.iter().copied(), self.sender.is_none());
        if let Some(only_open) = recount {
            recount::note(&self.tx, only_open).await?;
        }
        project::write(&self.tx, &self.rules, &written, self.now).await?;
        if seq > 0 {
            sight::note(&self.tx, seq, &written).await?;
            digest::note(&self.tx, &written).await?;
        }
        // Read before the commit: rules that cannot be read must not become those of the desk.
        let fresh = if records.iter().any(|record| rules::concerns(record.kind)) {
            Some(Rules::load(&self.tx).await?)
        } else {
            None
        };
        self.tx.commit().await?;
        if let Some(rules) = fresh {
            *self.inner.rules.write().expect("no holder of the rules panics") = rules;
        }
        if seq > 0 {
            self.inner.head.send_if_modified(|head| {
                let newer = seq > *head;
                *head = (*head).max(seq);
                newer
            });
        }
        if recount.is_some() {
            self.inner.recount();
        }
        let mut tags = self.tags;
        if seq == 0 {
            tags.extend([Tag::Outbox, Tag::Sync]);
        }
        self.inner.announce(tags);
        Ok(Committed { seq, changes: self.changes })
    }

    /// Gives the commit its number and new tickets theirs; takes the lock that every writer needs, last.
    pub(crate) async fn number(&mut self) -> anyhow::Result<Seq> {
        let touched = self.held.values().any(|held| held.touched);
        if !touched {
            return Ok(0);
        }
        let head = store::state::advance(&self.tx, i64::try_from(self.opened.len())?).await?;
        let seq = head.seq + 1;
        for (number, id) in (head.next_number..).zip(std::mem::take(&mut self.opened)) {
            if let Some(record) = self.held.get_mut(&(Kind::Ticket, id)).and_then(|held| held.now.as_mut()) {
                record.doc.insert("number".to_owned(), number.into());
            }
        }
        for held in self.held.values_mut().filter(|held| held.touched) {
            let Some(record) = &mut held.now else { continue };
            if held.before.as_ref().is_none_or(|before| before.first == 0) {
                record.first = seq;
            }
            record.ver = seq;
            for version in record.fver.values_mut().filter(|version| **version == PENDING) {
                *version = seq;
            }
        }
        Ok(seq)
    }

    /// Puts the changes into the outbox, keeping the server's word on what they lie over.
    async fn queue(&mut self) -> anyhow::Result<()> {
        let covered: BTreeSet<Key> = self.changes.iter().map(|change| (change.kind, change.entity)).collect();
        for ((kind, id), held) in self.held.iter_mut().filter(|(_, held)| held.touched) {
            let covered = covered.contains(&(*kind, *id)) && !sim::planted("forget_shadow");
            // What only this desk has yet is no word of the server's: were it refused, it would come back as one.
            if let Some(before) = held.before.as_ref().filter(|before| covered && before.ver > 0) {
                store::outbox::put_shadow(&self.tx, *kind, *id, Some(before)).await?;
            }
            if let Some(record) = &mut held.now {
                // A device has no say in versions: the field keeps the one that the person saw.
                for (field, version) in &mut record.fver {
                    if *version == PENDING {
                        *version = held.before.as_ref().map_or(0, |before| before.field_ver(field));
                    }
                }
            }
        }
        if self.changes.is_empty() {
            return Ok(());
        }
        let next = self.place().await?.next;
        if sim::planted("drop_outbox_insert") && next % 5 == 0 {
            return Ok(());
        }
        store::outbox::add(&self.tx, next, &self.changes).await?;
        if sim::planted("reuse_number") && next % 3 == 0 {
            return store::state::put(&self.tx, "next_n", &next).await;
        }
        store::state::put(&self.tx, "next_n", &(next + i64::try_from(self.changes.len())?)).await
    }

    async fn place(&mut self) -> anyhow::Result<Place> {
        if let Some(place) = self.place {
            return Ok(place);
        }
        let mut found = store::state::several(&self.tx, &["cursor", "next_n"]).await?;
        let cursor = found.remove("cursor").map(serde_json::from_value::<Cursor>).transpose()?;
        let next = found.remove("next_n").map(serde_json::from_value::<i64>).transpose()?;
        // Inside a commit that spans pages, not all of it was seen.
        let seen = cursor.map_or(0, |at| if at == Cursor::after(at.seq) { at.seq } else { at.seq - 1 });
        let place = Place { seen, next: next.unwrap_or(1) };
        self.place = Some(place);
        Ok(place)
    }

    /// Says that what waits in the outbox was numbered anew in this transaction.
    pub(crate) fn renumbered(&mut self) {
        self.place = None;
    }

    /// A fresh change by this person.
    pub(crate) async fn draft(
        &mut self,
        by: PersonId,
        kind: Kind,
        entity: Uuid,
        ticket: Option<Uuid>,
        act: Act,
    ) -> anyhow::Result<Change> {
        let seen = match self.inner.seat() {
            Seat::Server => 0,
            Seat::Device { .. } => self.place().await?.seen,
        };
        let local = matches!(self.inner.seat(), Seat::Device { connected: false, .. });
        let is_message = kind == Kind::Message && matches!(act, Act::Create { .. });
        Ok(Change {
            id: domain::ids::ChangeId(self.inner.ids.next()),
            kind,
            entity,
            ticket,
            by,
            at: self.now,
            seen,
            delivered_at: (local && is_message).then_some(self.now),
            act,
        })
    }
}

fn touches(event: &Event, change: &Change, field: &str) -> bool {
    match &event.what {
        domain::history::What::Checklist { item, did, .. } => {
            item.0 == change.entity && field == "text" && *did == ChecklistDeed::Reworded
        }
        domain::history::What::Changed { fields, .. } => fields.iter().any(|change| change.field == field),
        domain::history::What::Created { .. }
        | domain::history::What::Replied { .. }
        | domain::history::What::Held { .. }
        | domain::history::What::Noted { .. }
        | domain::history::What::Attached { .. }
        | domain::history::What::Worked { .. }
        | domain::history::What::Linked { .. }
        | domain::history::What::Removed { .. }
        | domain::history::What::Restored { .. }
        | domain::history::What::GaveUp { .. }
        | domain::history::What::Breached { .. }
        | domain::history::What::Escalated { .. } => false,
    }
}

/// What has to be read again when records of a kind changed.
pub(crate) fn tags_of(kind: Kind) -> &'static [Tag] {
    match kind {
        Kind::Setting | Kind::Status | Kind::Category | Kind::Team => &[Tag::House, Tag::Tickets],
        Kind::Organisation | Kind::Person => &[Tag::People, Tag::House],
        Kind::Board => &[Tag::Boards],
        Kind::Ticket | Kind::Message | Kind::Attachment | Kind::TimeEntry | Kind::Link | Kind::Event => {
            &[Tag::Tickets]
        }
        Kind::ChecklistItem => &[Tag::Tickets],
        Kind::Conflict => &[Tag::Conflicts, Tag::Tickets, Tag::Sync],
        Kind::Reminder => &[Tag::Reminders, Tag::Tickets],
        Kind::View => &[Tag::Views],
        Kind::CannedReply => &[Tag::Canned],
        Kind::Visit => &[Tag::Visits],
        Kind::Macro => &[Tag::Macros],
        Kind::Report => &[Tag::Reports],
        Kind::Template => &[Tag::Templates],
    }
}
