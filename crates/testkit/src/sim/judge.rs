//! What the server says, held against what it may say, the moment it says it.

use super::eyes::Eyes;
use super::floor::{Died, SERVER};
use super::server::Said;
use super::world::{Stop, Violation, World};
use anyhow::Context;
use bytes::Bytes;
use contract::wire::{NumberedChange, PushAnswer, PushRequest};
use domain::ids::PersonId;
use domain::merge::Outcome;
use http::{Request, StatusCode};
use std::collections::BTreeSet;
use std::rc::Rc;
use uuid::Uuid;

impl World {
    /// Lets the server answer a request, and holds what it says against what it may say.
    pub(crate) fn judged(
        &mut self,
        desk: usize,
        request: Request<Bytes>,
        stream: bool,
    ) -> Result<Option<Said>, Stop> {
        let push = (request.uri().path() == "/sync/v1/push").then(|| unpacked(&request)).transpose()?;
        let push: Option<PushRequest> = push.and_then(|body| serde_json::from_slice(&body).ok());
        let before = match &push {
            Some(_) => Some(self.eyes()?),
            None => None,
        };
        let known = match &push {
            Some(push) => self.known(push)?,
            None => BTreeSet::new(),
        };
        let stale = match &push {
            Some(push) => self.stale_replies(push)?,
            None => Vec::new(),
        };
        let raw = request.body().clone();
        let asked = format!("{} {}", request.method(), request.uri());
        let Some(said) = self.ask_server(request, stream)? else { return Ok(None) };
        self.trace.update(said.status.as_str().as_bytes());
        self.check_sight(self.desks[desk].person, &asked, &said)?;
        if let (Some(push), Some(before), true) = (push, before, said.status.is_success()) {
            let answer: PushAnswer =
                serde_json::from_slice(&said.body).context("reading the answer to a push")?;
            self.ledger.pushes.push(raw);
            self.check_push(desk, &push, &answer, &before, (&stale, &known))?;
        }
        self.after_server()?;
        Ok(Some(said))
    }

    pub(crate) fn ask_server(&mut self, request: Request<Bytes>, stream: bool) -> Result<Option<Said>, Stop> {
        let floor = self.floor.clone();
        match self.server.answer(&floor, request, stream) {
            Ok(said) if said.status == StatusCode::INTERNAL_SERVER_ERROR => {
                let text = String::from_utf8_lossy(&said.body).into_owned();
                Err(Violation::new(13, format!("the server broke: {text}")).into())
            }
            Ok(said) => Ok(Some(said)),
            Err(Died) => {
                let for_ms = self.traffic.rises_after(SERVER);
                self.kill_server(false, for_ms)?;
                Ok(None)
            }
        }
    }

    /// Nobody hears a word of a ticket or a view that they may not see.
    pub(crate) fn check_sight(&mut self, person: PersonId, asked: &str, said: &Said) -> Result<(), Stop> {
        let marks = self.ledger.marks_in(&said.body);
        if marks.is_empty() {
            return Ok(());
        }
        let eyes = self.eyes()?;
        for mark in marks {
            let known = &self.ledger.marks[mark];
            if let Some(record) = known.record.filter(|_| known.author != person)
                && !eyes.may_see(person, record)
            {
                let what = format!(
                    "{person} heard mark {mark} of {record}, which they may not see, by {asked}: {}",
                    eyes.about(person, record)
                );
                return Err(Violation::new(9, what).into());
            }
        }
        Ok(())
    }

    /// The changes of a push that were judged before.
    pub(crate) fn known(&mut self, push: &PushRequest) -> Result<BTreeSet<Uuid>, Stop> {
        let ids: Vec<String> =
            push.changes.iter().map(|numbered| format!("'{}'", numbered.change.id.0.simple())).collect();
        let sql = format!(
            "SELECT lower(hex(change)) FROM verdict WHERE lower(hex(change)) IN ({})",
            ids.join(", ")
        );
        let rows = self.on_server(async |app| store::sim::dump(app.db(), &sql, 1).await)?.unwrap_or_default();
        rows.iter().map(|row| Ok(row[0].parse().context("reading an id")?)).collect()
    }

    /// The replies of a push whose authors had not seen what somebody else wrote to the requester.
    pub(crate) fn stale_replies(&mut self, push: &PushRequest) -> Result<Vec<Uuid>, Stop> {
        let mut stale = Vec::new();
        for NumberedChange { change, .. } in &push.changes {
            let domain::change::Act::Create { doc } = &change.act else { continue };
            let reply = change.kind == domain::record::Kind::Message
                && doc.get("kind").is_some_and(|kind| kind == "reply");
            let (true, Some(ticket), false) =
                (reply, change.ticket, self.ledger.outcomes.contains_key(&change.id.0))
            else {
                continue;
            };
            let sql = format!(
                "SELECT doc FROM record WHERE kind = 13 AND hex(ticket) = upper('{}') AND ver > {} AND deleted = 0",
                ticket.simple(),
                change.seen
            );
            let lines =
                self.on_server(async |app| store::sim::dump(app.db(), &sql, 1).await)?.unwrap_or_default();
            let others = lines.iter().any(|line| {
                let event: serde_json::Value = serde_json::from_str(&line[0]).unwrap_or_default();
                event["what"]["is"] == "replied" && event["by"] != serde_json::json!(change.by)
            });
            if others {
                stale.push(change.id.0);
            }
        }
        Ok(stale)
    }

    /// What a push did was allowed, is answered alike each time, and delivers nothing that ought to wait.
    pub(crate) fn check_push(
        &mut self,
        desk: usize,
        push: &PushRequest,
        answer: &PushAnswer,
        before: &Rc<Eyes>,
        (stale, known): (&[Uuid], &BTreeSet<Uuid>),
    ) -> Result<(), Stop> {
        let (person, after) = (self.desks[desk].person, self.eyes()?);
        for result in &answer.results {
            let numbered = push.changes.iter().find(|numbered| numbered.change.id == result.id);
            let Some(NumberedChange { change, .. }) = numbered else {
                return Err(
                    Violation::new(2, format!("an outcome of {} that was not pushed", result.id)).into()
                );
            };
            self.floor.count(format!("outcome {:?}", result.outcome));
            let place = (push.device.0, result.n, change.id.0);
            if let Some(first) = self.ledger.answers.insert(place, result.outcome) {
                // A late double hears what was said under its number, whatever has become of the change since.
                if first != result.outcome {
                    let what = format!(
                        "{} as number {} was {first:?} and is {:?}: {:?}",
                        change.id, result.n, result.outcome, result.refusal
                    );
                    return Err(Violation::new(2, what).into());
                }
                continue;
            }
            let Some(first) = self.ledger.outcomes.insert(change.id.0, result.outcome) else {
                if known.contains(&change.id.0) {
                    // It was judged before, and the answer never came.
                    continue;
                }
                let took = result.outcome != Outcome::Rejected;
                // What belongs to no ticket may be somebody's own.
                let about = change.ticket.unwrap_or(change.entity);
                let seen =
                    !before.knows(about) || before.may_see(person, about) || after.may_see(person, about);
                if took && (!seen || before.who(person).is_none()) {
                    let what =
                        format!("{} took effect and its author may not see what it is about", change.id);
                    return Err(Violation::new(10, what).into());
                }
                if took && !(before.may_do(person, change) || after.may_do(person, change)) {
                    let what = format!(
                        "{} took effect and is not for its author to do: {:?}",
                        change.id, change.act
                    );
                    return Err(Violation::new(10, what).into());
                }
                if stale.contains(&change.id.0)
                    && !matches!(result.outcome, Outcome::Held | Outcome::Rejected)
                {
                    let what =
                        format!("reply {} was {:?} over a conversation unseen", change.id, result.outcome);
                    return Err(Violation::new(11, what).into());
                }
                continue;
            };
            // What was refused for want of its ticket may be judged again once that is back.
            if first != result.outcome && first != Outcome::Rejected {
                let what =
                    format!("{} was {first:?} and is {:?}: {:?}", change.id, result.outcome, result.refusal);
                return Err(Violation::new(2, what).into());
            }
        }
        Ok(())
    }
}

/// A body as it was before it was packed.
fn unpacked(request: &Request<Bytes>) -> Result<Vec<u8>, Stop> {
    if request.headers().contains_key(http::header::CONTENT_ENCODING) {
        Ok(zstd::decode_all(request.body().as_ref()).context("unpacking a push")?)
    } else {
        Ok(request.body().to_vec())
    }
}
