//! One transaction over what several devices sent: judged in turn, written once, with one commit number.

use super::earlier::{Earlier, Known};
use super::{AcceptError, STUMBLE_WAIT_MS, judge, lacked_its_ticket};
use crate::desk::Desk;
use crate::door::Door;
use anyhow::Context;
use contract::wire::{NumberedChange, PushResult};
use domain::access::Who;
use domain::change::Act;
use domain::ids::{DeviceId, PersonId};
use domain::merge::Outcome;
use domain::record::Kind;
use domain::refusal::Refusal;
use futures::FutureExt;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use store::records::Key;
use store::sim;
use store::state::KeptVerdict;
use uuid::Uuid;

/// How often a transaction is tried that the database gave up: a deadlock, a connection that was cut.
const TRIES: usize = 3;

/// What of one device's push goes into one transaction.
#[derive(Clone, Copy)]
pub(super) struct Lot<'a> {
    pub(super) device: DeviceId,
    pub(super) by: PersonId,
    pub(super) changes: &'a [NumberedChange],
}

/// What became of a lot. With `retry_after_ms` it ends before a change that broke something.
#[derive(Debug)]
pub(super) struct Taken {
    pub(super) results: Vec<PushResult>,
    pub(super) retry_after_ms: Option<i64>,
}

/// What broke a transaction, for each of those who shared it.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0:#}")]
pub(super) struct Broke(Arc<anyhow::Error>);

/// The results of each lot, or why nothing of it was taken.
type Judged = Vec<Result<Vec<PushResult>, AcceptError>>;

impl Desk {
    /// Takes in lots of different devices. Whatever is wrong with one is answered to that one alone.
    pub(super) async fn accept_lots(&self, lots: &[Lot<'_>]) -> Vec<Result<Taken, AcceptError>> {
        let error = match self.accept_whole(lots).await {
            Ok(judged) => {
                let taken = |results| Taken { results, retry_after_ms: None };
                return judged.into_iter().map(|judged| judged.map(taken)).collect();
            }
            Err(error) => error,
        };
        if store::trouble::is_passing(&error) {
            let broke = Broke(Arc::new(error));
            return lots.iter().map(|_| Err(broke.clone().into())).collect();
        }
        tracing::error!(
            error = format!("{error:#}"),
            devices = lots.len(),
            "A batch broke; taking its changes one by one"
        );
        let mut taken = Vec::with_capacity(lots.len());
        for lot in lots {
            taken.push(self.accept_apart(lot, lots.len() > 1).await);
        }
        taken
    }

    /// Takes in a lot after a transaction broke that it was part of: alone if it had company, then change by change.
    async fn accept_apart(&self, lot: &Lot<'_>, had_company: bool) -> Result<Taken, AcceptError> {
        if had_company {
            match self.accept_one(lot).await {
                Err(AcceptError::Broken(error)) if !store::trouble::is_passing(&error) => {}
                other => return Ok(Taken { results: other?, retry_after_ms: None }),
            }
        }
        let mut results = Vec::with_capacity(lot.changes.len());
        for change in lot.changes {
            let single = Lot { changes: std::slice::from_ref(change), ..*lot };
            match self.accept_one(&single).await {
                Err(AcceptError::Broken(error)) if !store::trouble::is_passing(&error) => {
                    match self.stumbled(lot.device, lot.by, change, &error).await? {
                        Some(result) => results.push(result),
                        None => return Ok(Taken { results, retry_after_ms: Some(STUMBLE_WAIT_MS) }),
                    }
                }
                other => results.extend(other?),
            }
        }
        Ok(Taken { results, retry_after_ms: None })
    }

    async fn accept_one(&self, lot: &Lot<'_>) -> Result<Vec<PushResult>, AcceptError> {
        let judged = self.accept_whole(std::slice::from_ref(lot)).await?;
        judged.into_iter().next().context("a lot without an answer")?
    }

    /// Takes lots in, all in one transaction; a panic on the way is an error, and nothing of them happened.
    async fn accept_whole(&self, lots: &[Lot<'_>]) -> anyhow::Result<Judged> {
        let mut tries = 0;
        loop {
            tries += 1;
            let accepting = AssertUnwindSafe(self.accept_batch(lots)).catch_unwind().await;
            match accepting.unwrap_or_else(|_| Err(anyhow::anyhow!("judging it panicked"))) {
                Err(error) if tries < TRIES && store::trouble::is_transient(&error) => {
                    tracing::warn!(error = format!("{error:#}"), tries, "A batch was given up; trying again");
                }
                other => return other,
            }
        }
    }

    async fn accept_batch(&self, lots: &[Lot<'_>]) -> anyhow::Result<Judged> {
        let inner = self.inner.as_ref();
        let _turn = inner.turn.lock().await;
        let mut door = Door::begin(inner).await?;
        let devices: Vec<Uuid> = lots.iter().map(|lot| lot.device.0).collect();
        let last = store::state::last_numbers(&door.tx, &devices).await?;
        let mut placed = Vec::with_capacity(lots.len());
        for lot in lots {
            placed.push(place(&door, lot, last.get(&lot.device.0).copied().unwrap_or(0)).await?);
        }
        let fresh: Vec<&Fresh<'_>> = placed.iter().flatten().flat_map(Placed::fresh).collect();
        let ids: Vec<Uuid> = fresh.iter().map(|fresh| fresh.numbered.change.id.0).collect();
        let earlier = Earlier::of(&door.tx, &ids).await?;
        let mut now = BTreeMap::new();
        door.load_all(&concerned(&fresh)).await?;

        let mut judged: Vec<Result<Vec<Judgement>, AcceptError>> = Vec::with_capacity(lots.len());
        for (index, (lot, placed)) in lots.iter().zip(placed).enumerate() {
            judged.push(match placed {
                Ok(placed) => Ok(judge_lot(&mut door, lot, index, placed, (&earlier, &mut now)).await?),
                Err(error) => Err(error),
            });
        }
        self.conclude(door, lots, judged).await
    }

    /// Numbers the commit, keeps the outcomes with it, and commits.
    async fn conclude(
        &self,
        mut door: Door<'_>,
        lots: &[Lot<'_>],
        mut judged: Vec<Result<Vec<Judgement>, AcceptError>>,
    ) -> anyhow::Result<Judged> {
        sim::point("accept.before_number").await;
        let seq = door.number().await?;
        let seen = if seq > 0 { seq } else { *self.inner.head.borrow() };
        let mut kept = Vec::new();
        for (lot, judged) in lots.iter().zip(&mut judged) {
            for judgement in judged.as_mut().into_iter().flatten() {
                if judgement.is_new {
                    judgement.result.seq = seen;
                }
                let Some(hash) = judgement.hash.take() else { continue };
                let result = serde_json::to_string(&judgement.result).context("writing an outcome")?;
                let verdict = KeptVerdict { change: judgement.result.id.0, hash, result };
                kept.push((lot.device.0, judgement.result.n, verdict));
            }
        }
        if sim::planted("forget_verdict") {
            kept.clear();
        }
        store::state::put_verdicts(&door.tx, kept).await?;
        sim::point("accept.before_commit").await;
        if !(sim::planted("ack_before_commit") && seq % 4 == 0) {
            door.finish(seq).await?;
        }
        sim::point("accept.after_commit").await;
        let results = |judged: Vec<Judgement>| judged.into_iter().map(|judgement| judgement.result).collect();
        Ok(judged.into_iter().map(|judged| judged.map(results)).collect())
    }
}

/// A change under a number that was not used yet.
struct Fresh<'a> {
    numbered: &'a NumberedChange,
    hash: String,
}

/// A change by its number: judged before, or fresh.
enum Place<'a> {
    Repeated(PushResult),
    Fresh(Fresh<'a>),
}

/// A lot whose numbers follow each other and what the device sent before.
struct Placed<'a> {
    who: Who,
    places: Vec<Place<'a>>,
}

impl<'a> Placed<'a> {
    fn fresh(&self) -> impl Iterator<Item = &Fresh<'a>> {
        self.places.iter().filter_map(|place| match place {
            Place::Fresh(fresh) => Some(fresh),
            Place::Repeated(_) => None,
        })
    }
}

/// Finds who sends a lot and where its numbers lie. What is wrong with them is found before anything is judged, so
/// that it concerns nobody else in the transaction.
async fn place<'a>(
    door: &Door<'_>,
    lot: &Lot<'a>,
    mut last: i64,
) -> anyhow::Result<Result<Placed<'a>, AcceptError>> {
    let Some(person) = door.rules.house.staff.get(&lot.by) else { return Ok(Err(AcceptError::NotStaff)) };
    let mut who = Who::new(lot.by, person, &door.rules.house.teams);
    if sim::planted("skip_authorise") {
        (who.role, who.sight) = (domain::person::Role::Admin, domain::access::Sight::Everything);
    }
    let used: Vec<i64> = lot.changes.iter().map(|numbered| numbered.n).filter(|n| *n <= last).collect();
    let verdicts = store::state::verdicts_by_number(&door.tx, lot.device.0, &used).await?;
    let mut places = Vec::with_capacity(lot.changes.len());
    for numbered in lot.changes {
        let NumberedChange { n, change } = numbered;
        let hash = change.hash();
        if *n > last + 1 {
            return Ok(Err(AcceptError::Gap { expected: last + 1 }));
        }
        if *n == last + 1 {
            last = *n;
            places.push(Place::Fresh(Fresh { numbered, hash }));
            continue;
        }
        match verdicts.get(n) {
            Some(verdict) if verdict.change == change.id.0 && verdict.hash == hash => {
                places.push(Place::Repeated(
                    serde_json::from_str(&verdict.result).context("reading an outcome")?,
                ));
            }
            // Used for another change, or not judged under this number: it lies in this very lot twice.
            Some(_) | None => return Ok(Err(AcceptError::Forked(*n))),
        }
    }
    Ok(Ok(Placed { who, places }))
}

/// The records that changes are about, and the tickets that these belong to.
fn concerned(fresh: &[&Fresh<'_>]) -> BTreeSet<Key> {
    let changes = fresh.iter().map(|fresh| &fresh.numbered.change);
    let judged = changes.filter(|change| !matches!(change.act, Act::Import { .. }));
    judged
        .flat_map(|change| {
            let ticket = change.ticket.map(|ticket| (Kind::Ticket, ticket));
            // A merge is judged by the ticket at its other end.
            let target = crate::merging::target_of(change).map(|target| (Kind::Ticket, target));
            ticket.into_iter().chain(target).chain([(change.kind, change.entity)])
        })
        .collect()
}

/// The outcome of a change, as it is answered.
struct Judgement {
    result: PushResult,
    /// It has the number of this commit.
    is_new: bool,
    /// What the outcome is kept with; `None` when it is kept already.
    hash: Option<String>,
}

/// What became of the changes of this transaction: the hash and the result, whose commit number is still to come.
type Now = BTreeMap<Uuid, (String, PushResult)>;

async fn judge_lot(
    door: &mut Door<'_>,
    lot: &Lot<'_>,
    index: usize,
    placed: Placed<'_>,
    (earlier, now): (&Earlier, &mut Now),
) -> anyhow::Result<Vec<Judgement>> {
    if index > 0 {
        door.news_to_all();
    }
    door.sender = Some(lot.device);
    let mut judgements = Vec::with_capacity(placed.places.len());
    for place in placed.places {
        let Fresh { numbered: NumberedChange { n, change }, hash } = match place {
            Place::Repeated(result) => {
                judgements.push(Judgement { result, is_new: false, hash: None });
                continue;
            }
            Place::Fresh(fresh) => fresh,
        };
        let (result, is_new) = match (now.get(&change.id.0), earlier.known(change.id.0, &hash)) {
            // The same change from two copies of a desk, at the same time.
            (Some((known, result)), _) if *known == hash => (PushResult { n: *n, ..result.clone() }, true),
            // The same change came from this desk under another number, before it was copied or restored.
            (None, Known::Same(result)) if !lacked_its_ticket(result) => {
                (PushResult { n: *n, ..result.clone() }, false)
            }
            (None, Known::Same(_) | Known::Nothing) => (judge(door, &placed.who, *n, change).await?, true),
            // One id never stands for two things; sent once more by its author it gets an id of its own.
            (Some(_), _) | (None, Known::Other) => {
                let refusal = Some(Refusal::invalid("change", "its id stands for another change already"));
                (PushResult { n: *n, id: change.id, outcome: Outcome::Rejected, seq: 0, refusal }, true)
            }
        };
        if is_new {
            now.entry(change.id.0).or_insert_with(|| (hash.clone(), result.clone()));
        }
        judgements.push(Judgement { result, is_new, hash: Some(hash) });
    }
    Ok(judgements)
}
