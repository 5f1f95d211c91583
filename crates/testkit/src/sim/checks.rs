//! The promises, checked when a world is at rest: against the records themselves, by code that shares nothing with sync.

use super::eyes::{self, Rows};
use super::world::{Stop, Violation, World};
use anyhow::Context;
use contract::wire::PushResult;
use domain::change::{Act, Change, Class, class};
use domain::history::{Event, What};
use domain::merge::{Conflict, Outcome};
use domain::record::Kind;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use store::blobs::BlobHash;
use uuid::Uuid;

pub(crate) fn broken(invariant: u8, what: impl Into<String>) -> Stop {
    Violation::new(invariant, what).into()
}

impl World {
    /// Every promise at the end.
    pub(crate) fn check_all(&mut self) -> Result<(), Stop> {
        let rows =
            self.on_server(async |app| eyes::records(app.db()).await)?.context("the server is not up")?;
        self.check_desks(&rows)?;
        self.check_fates(&rows)?;
        self.check_history(&rows)?;
        self.check_kept(&rows)?;
        self.check_fields(&rows)?;
        self.check_sums(&rows)?;
        self.check_replies(&rows)?;
        self.check_files(&rows)?;
        self.check_growth(&rows)?;
        self.check_replay(&rows)?;
        self.check_shown()?;
        let text = format!("{:?}", rows.values().map(|row| (&row.doc, row.ver)).collect::<Vec<_>>());
        self.trace.update(text.as_bytes());
        Ok(())
    }

    /// Every desk has what its person may see, byte for byte, and nothing else.
    fn check_desks(&mut self, rows: &Rows) -> Result<(), Stop> {
        let eyes = self.eyes()?;
        for desk in 0..self.desks.len() {
            let person = self.desks[desk].person;
            let Some(who) = eyes.who(person).filter(|_| !self.desks[desk].gone) else { continue };
            let Some(here) = self.on_desk(desk, async |desk| eyes::records(desk.db()).await)? else {
                continue;
            };
            let here = here?;
            for (key, row) in rows {
                let seen = eyes.sees(&who, row);
                match here.get(key) {
                    None if seen && !(self.ledger.forgot && row.deleted) => {
                        return Err(broken(4, format!("desk {desk} lacks {key:?} of commit {}", row.ver)));
                    }
                    // The author's own refused work stays, off every list.
                    Some(mine) if !(seen || mine.ver == 0 && mine.deleted) => {
                        return Err(broken(
                            9,
                            format!("desk {desk} has {key:?}, which {person} may not see"),
                        ));
                    }
                    Some(mine) if seen && mine != row => {
                        return Err(broken(4, format!("desk {desk} has {mine:?} and the server {row:?}")));
                    }
                    Some(_) | None => {}
                }
            }
            for (key, mine) in &here {
                if rows.contains_key(key) || (mine.ver == 0 && mine.deleted) {
                    continue;
                }
                let waits = self.outbox(desk)?.unwrap_or_default();
                let over: Vec<_> = waits.values().filter(|(change, _)| change.entity == key.1).collect();
                let what = format!("desk {desk} has {mine:?} under {over:?}, the server has not");
                return Err(broken(4, what));
            }
            for (key, mine) in &here {
                if let (Kind::Message, Some(ticket)) = (key.0, mine.ticket)
                    && mine.ver > 0
                    && !here.contains_key(&(Kind::Ticket, ticket))
                {
                    return Err(broken(8, format!("desk {desk} has message {} without its ticket", key.1)));
                }
            }
            let left = self.on_desk(desk, async |desk| {
                let shadows = store::sim::dump(desk.db(), "SELECT lower(hex(id)) FROM shadow", 1).await?;
                let waits =
                    store::sim::dump(desk.db(), "SELECT change FROM outbox WHERE state <> 3", 1).await?;
                anyhow::Ok((shadows, waits))
            })?;
            if let Some((shadows, waits)) = left.transpose()? {
                if !waits.is_empty() {
                    return Err(broken(4, format!("desk {desk} still has {waits:?} in its outbox")));
                }
                if !shadows.is_empty() {
                    return Err(broken(16, format!("desk {desk} keeps shadows of {shadows:?}")));
                }
            }
        }
        Ok(())
    }

    /// What every change came to, as the server keeps it.
    pub(crate) fn verdicts(&mut self) -> Result<BTreeMap<Uuid, PushResult>, Stop> {
        let sql = "SELECT lower(hex(change)), result FROM verdict ORDER BY device, n";
        let rows = self.on_server(async |app| store::sim::dump(app.db(), sql, 2).await)?.unwrap_or_default();
        let mut found: BTreeMap<Uuid, PushResult> = BTreeMap::new();
        for row in rows {
            let (id, result): (Uuid, PushResult) = (
                row[0].parse().context("reading an id")?,
                serde_json::from_str(&row[1]).context("reading an outcome")?,
            );
            // A change that came again after its ticket was back has a later word.
            found
                .entry(id)
                .and_modify(|kept| {
                    if result.outcome != Outcome::Rejected {
                        *kept = result.clone()
                    }
                })
                .or_insert(result);
        }
        Ok(found)
    }

    /// No saved change is lost: each has a fate, and its text is where that fate says.
    fn check_fates(&mut self, rows: &Rows) -> Result<(), Stop> {
        let verdicts = self.verdicts()?;
        let quarantine =
            self.on_server(async |app| store::sim::quarantined(app.db()).await)?.unwrap_or_default();
        let aside: BTreeMap<Uuid, String> = quarantine
            .into_iter()
            .map(|row| Ok((row[0].parse().context("reading an id")?, row[2].clone())))
            .collect::<anyhow::Result<_>>()?;
        let mut parked: BTreeSet<Uuid> = BTreeSet::new();
        for desk in 0..self.desks.len() {
            if let Some(outbox) = self.outbox(desk)? {
                parked.extend(outbox.keys());
            }
        }
        let everything: String =
            rows.values().map(|row| Value::Object(row.doc.clone()).to_string()).collect();
        let told = self.ledger.marks_in(everything.as_bytes());
        let intents: Vec<_> = self.ledger.intents.iter().map(|(id, intent)| (*id, intent.clone())).collect();
        // An import appears with its last part: until that has come, no part of it is to be found.
        let halves: BTreeSet<Uuid> = intents
            .iter()
            .filter(|(id, _)| verdicts.get(id).is_none_or(|result| result.outcome != Outcome::Applied))
            .filter_map(|(_, intent)| match intent.change.act {
                Act::Import { batch, .. } => Some(batch),
                Act::Create { .. } | Act::Patch { .. } | Act::Delete | Act::Restore => None,
            })
            .collect();
        for (id, intent) in intents {
            // What its author sent again as another is looked at as that.
            if intent.given_up || self.ledger.again.contains(&id) {
                continue;
            }
            // A server that was put back cannot get again what only a wiped desk had, or one that was put back as well.
            let lost_with_its_desk =
                self.ledger.restored && (self.desks[intent.desk].gone || self.ledger.dropped.contains(&id));
            let fate = verdicts.get(&id).map(|result| result.outcome);
            let text = || {
                let text = serde_json::to_string(&intent.change.act).unwrap_or_default();
                format!(
                    "change {id} of desk {} ({:?} {}): {text}",
                    intent.desk, intent.change.kind, intent.change.entity
                )
            };
            match fate {
                None if parked.contains(&id) || aside.contains_key(&id) || lost_with_its_desk => {}
                // A line about what was given up that the server cannot digest goes, like one that it does not want.
                None if intent.change.kind == Kind::Event && text().contains("venom") => {}
                None => return Err(broken(1, format!("nobody knows what became of {}", text()))),
                Some(Outcome::Rejected) => {
                    self.floor.count("fate rejected");
                    let kept = parked.contains(&id) || aside.contains_key(&id) || lost_with_its_desk;
                    // A line about what somebody gave up is no work of theirs.
                    if !kept && intent.change.kind != Kind::Event {
                        return Err(broken(1, format!("refused, and its text is nowhere: {}", text())));
                    }
                }
                Some(Outcome::Applied | Outcome::Merged | Outcome::Held | Outcome::Conflict) => {
                    let doc = serde_json::to_vec(&written(&intent.change)).context("writing a change")?;
                    let gone = intent.change.ticket.is_some_and(|ticket| {
                        self.ledger.forgot && !rows.contains_key(&(Kind::Ticket, ticket))
                    });
                    let forgotten = gone
                        || (self.ledger.forgot
                            && !rows.contains_key(&(intent.change.kind, intent.change.entity)));
                    let whole = !halves.contains(&intent.change.entity);
                    // What is called otherwise later has no history; `check_kept` looks at that.
                    let renamed = matches!(intent.change.kind, Kind::View | Kind::Macro);
                    for mark in self.ledger.marks_in(&doc) {
                        if !told.contains(&mark) && !forgotten && whole && !renamed {
                            return Err(broken(
                                1,
                                format!("mark {mark} was {fate:?} and is nowhere: {}", text()),
                            ));
                        }
                    }
                }
                Some(Outcome::Noop) => {}
            }
        }
        for mark in self.ledger.told.iter().filter(|mark| !told.contains(mark)) {
            // What was deleted may have been forgotten since, with all that was ever said of it.
            if !self.ledger.forgot {
                return Err(broken(1, format!("mark {mark} was taken in without a desk and is nowhere")));
            }
        }
        Ok(())
    }

    /// Nobody's value was overwritten by somebody who had not seen it.
    fn check_history(&mut self, rows: &Rows) -> Result<(), Stop> {
        let mut lines: Vec<(i64, Uuid, Event)> = Vec::new();
        let mut conflicts: BTreeSet<(Uuid, String, String)> = BTreeSet::new();
        for row in rows.values() {
            if row.kind == Kind::Event {
                let event =
                    serde_json::from_value(Value::Object(row.doc.clone())).context("reading a line")?;
                lines.push((row.ver, row.id, event));
            } else if row.kind == Kind::Conflict {
                let conflict: Conflict =
                    serde_json::from_value(Value::Object(row.doc.clone())).context("reading a conflict")?;
                if conflict.state == domain::merge::ConflictState::Auto {
                    self.floor.count("conflict auto");
                }
                conflicts.insert((conflict.entity, conflict.field, conflict.mine.to_string()));
            }
        }
        lines.sort_by_key(|(ver, id, _)| (*ver, *id));
        let mut last: BTreeMap<(Uuid, String), i64> = BTreeMap::new();
        for (ver, id, event) in &lines {
            let What::Changed { fields, .. } = &event.what else { continue };
            let made = self.ledger.intents.get(id).map(|intent| intent.change.clone());
            for field in fields {
                let key = (event.ticket.0, field.field.clone());
                let before = last.insert(key, *ver).unwrap_or(0);
                let Some(Change { act: Act::Patch { fields: edits, .. }, entity, .. }) = &made else {
                    continue;
                };
                let Some(edit) = edits.get(&field.field) else { continue };
                let asks = matches!(class(Kind::Ticket, &field.field), Class::Ask | Class::Guarded);
                // Several changes of one commit: the earlier one's value is what the later one saw.
                if asks && field.from != edit.old && edit.base < before && before != *ver {
                    let kept = conflicts.contains(&(*entity, field.field.clone(), edit.new.to_string()));
                    if !kept {
                        let what = format!(
                            "{} of {} was {} when {id} made it {}, whose author had seen {}",
                            field.field, event.ticket, field.from, field.to, edit.old
                        );
                        return Err(broken(3, what));
                    }
                }
            }
        }
        // What lost is kept: a conflict outcome has its record.
        let verdicts = self.verdicts()?;
        for (id, intent) in &self.ledger.intents {
            if verdicts.get(id).map(|result| result.outcome) != Some(Outcome::Conflict) {
                continue;
            }
            let Act::Patch { fields, .. } = &intent.change.act else { continue };
            let entity = intent.change.entity;
            let ticket_there =
                intent.change.ticket.is_none_or(|ticket| rows.contains_key(&(Kind::Ticket, ticket)));
            let kept = fields
                .iter()
                .any(|(field, edit)| conflicts.contains(&(entity, field.clone(), edit.new.to_string())));
            if !kept && ticket_there {
                return Err(broken(3, format!("{id} was a conflict that nobody can decide: {fields:?}")));
            }
            for field in fields.keys() {
                self.floor.count(format!("conflict {:?}", class(intent.change.kind, field)));
            }
        }
        Ok(())
    }

    /// A message is there once; one that waits was not delivered, any other was.
    fn check_replies(&mut self, rows: &Rows) -> Result<(), Stop> {
        let mut once: BTreeMap<usize, Uuid> = BTreeMap::new();
        for row in rows.values().filter(|row| row.kind == Kind::Message) {
            let (held, delivered) = (row.doc.contains_key("held"), row.doc.contains_key("delivered_at"));
            if held && delivered {
                return Err(broken(11, format!("message {} waits and was delivered", row.id)));
            }
            if !held && !delivered && !row.deleted {
                return Err(broken(11, format!("message {} neither waits nor was delivered", row.id)));
            }
            let body = row.doc.get("body").and_then(Value::as_str).unwrap_or_default();
            for mark in self.ledger.marks_in(body.as_bytes()) {
                if let Some(other) = once.insert(mark, row.id)
                    && other != row.id
                {
                    return Err(broken(2, format!("mark {mark} stands in messages {other} and {}", row.id)));
                }
            }
        }
        Ok(())
    }

    /// Every attachment's bytes are on the server and are those of its name.
    fn check_files(&mut self, rows: &Rows) -> Result<(), Stop> {
        for row in rows.values().filter(|row| row.kind == Kind::Attachment && !row.deleted) {
            let there = row
                .ticket
                .and_then(|ticket| rows.get(&(Kind::Ticket, ticket)))
                .is_some_and(|row| !row.deleted);
            let hash = row.doc.get("hash").and_then(Value::as_str).unwrap_or_default().to_owned();
            if !there || hash.is_empty() {
                continue;
            }
            let author = row.doc.get("author").and_then(Value::as_str).unwrap_or_default().to_owned();
            let parsed: BlobHash = hash.parse().map_err(|error| anyhow::anyhow!("{error}"))?;
            let read = self.on_server(async |app| {
                let arrived = store::server::upload::has_arrived(app.db(), row.id).await?;
                Ok(match app.desk().blobs().read(parsed).await {
                    Ok(bytes) => Some((blake3::hash(&bytes).to_hex().to_string(), arrived)),
                    Err(_) => None,
                })
            })?;
            let eyes = self.eyes()?;
            let theirs: Vec<usize> =
                (0..self.desks.len()).filter(|desk| self.desks[*desk].person.to_string() == author).collect();
            // The one desk that sends it: after a restore it does so again, if it is the one that had it.
            let sends = match theirs.as_slice() {
                [desk] if !self.desks[*desk].gone => {
                    let seen = row.ticket.is_none_or(|ticket| eyes.may_see(self.desks[*desk].person, ticket));
                    let here = self.on_desk(*desk, async |desk| desk.blobs().has(parsed).await)?;
                    seen && (!(self.ledger.restored || self.ledger.put_back.contains(desk))
                        || here.is_some_and(|here| here.is_ok_and(|here| here)))
                }
                _ => false,
            };
            match read.flatten() {
                Some((found, _)) if found != hash => {
                    return Err(broken(14, format!("the bytes of {hash} hash to {found}")));
                }
                Some((_, true)) => {}
                Some((_, false)) | None if sends => {
                    return Err(broken(14, format!("the bytes of {hash} never came to the server")));
                }
                Some((_, false)) | None => {}
            }
        }
        Ok(())
    }

    /// Nothing is kept that nothing needs.
    fn check_growth(&mut self, rows: &Rows) -> Result<(), Stop> {
        let sql = "SELECT lower(hex(ticket)) FROM sight";
        for row in self.on_server(async |app| store::sim::dump(app.db(), sql, 1).await)?.unwrap_or_default() {
            let ticket: Uuid = row[0].parse().context("reading an id")?;
            if !rows.contains_key(&(Kind::Ticket, ticket)) && !self.ledger.forgot {
                return Err(broken(16, format!("the server remembers who saw {ticket}, which is not there")));
            }
        }
        Ok(())
    }

    /// What was sent before changes nothing when it comes once more.
    fn check_replay(&mut self, rows: &Rows) -> Result<(), Stop> {
        let pushes: Vec<_> = self.ledger.pushes.iter().rev().take(6).rev().cloned().collect();
        for raw in pushes {
            let body = zstd::decode_all(raw.as_ref()).unwrap_or_else(|_| raw.to_vec());
            let push: contract::wire::PushRequest =
                serde_json::from_slice(&body).context("reading a push")?;
            let Some(first) = push.changes.first() else { continue };
            let (person, device) = (first.change.by, push.device);
            let now = super::time::BEGIN.plus_ms(i64::try_from(self.now()).unwrap_or(0));
            let tokens = self.on_server(async |app| {
                let tx = app.db().begin().await?;
                let tokens = server::tokens::open(&tx, person, device, now).await?;
                tx.commit().await?;
                Ok(tokens)
            })?;
            let Some(tokens) = tokens else { continue };
            let request = http::Request::post("/sync/v1/push")
                .header("authorization", format!("Bearer {}", tokens.access))
                .header("x-tern-proto", contract::wire::PROTOCOL)
                .header("content-type", "application/json")
                .body(body.into())
                .context("asking again")?;
            let Some(said) = self.ask_server(request, false)? else { continue };
            self.floor.count(format!("replay {}", said.status.as_u16()));
        }
        let after = self.on_server(async |app| eyes::records(app.db()).await)?.unwrap_or_default();
        if after != *rows {
            let moved = after.iter().find(|(key, row)| rows.get(*key) != Some(row)).map(|(key, _)| *key);
            return Err(broken(12, format!("sending again what was sent changed {moved:?}")));
        }
        Ok(())
    }
}

/// What a change writes, without what it was based on.
fn written(change: &Change) -> Value {
    match &change.act {
        Act::Create { doc } => Value::Object(doc.clone()),
        Act::Patch { fields, .. } => fields.values().map(|edit| edit.new.clone()).collect(),
        Act::Import { records, .. } => {
            records.iter().map(|record| Value::Object(record.doc.clone())).collect()
        }
        Act::Delete | Act::Restore => Value::Null,
    }
}
