//! `accept`: the door for what devices send; every change is judged again, once, and its outcome kept.

use crate::desk::{Desk, Seat};
use crate::door::Door;
use crate::fault::Fault;
use anyhow::Context;
use contract::wire::{NumberedChange, PushAnswer, PushResult};
use domain::access::Who;
use domain::change::{Act, Change};
use domain::ids::{DeviceId, PersonId};
use domain::merge::Outcome;
use domain::record::Record;
use domain::refusal::Refusal;
use futures::FutureExt;
use std::panic::AssertUnwindSafe;
use store::server::quarantine::{self, Quarantined};
use store::sim;
use store::state::KeptVerdict;

/// Why a push was not taken at all; nothing of it had an effect.
#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    /// A number came again with other content: the device is a copy of another.
    #[error("the number {0} was used for another change")]
    Forked(i64),
    #[error("the number {expected} is missing")]
    Gap { expected: i64 },
    #[error("only staff may push")]
    NotStaff,
    #[error(transparent)]
    Broken(#[from] anyhow::Error),
}

/// The most changes in one transaction: a longer one would keep everybody waiting.
const BATCH: usize = 50;
/// How often a change may break something before it is kept aside.
const STUMBLES: i64 = 5;
/// How long a device waits before it sends such a change again.
const STUMBLE_WAIT_MS: i64 = 1_000;

impl Desk {
    /// Takes in what a device sends, in its order; the answer to a repeated change is the one it had.
    ///
    /// # Errors
    /// See `AcceptError`. Batches before the one that failed stay committed.
    pub async fn accept(
        &self,
        device: DeviceId,
        by: PersonId,
        changes: Vec<NumberedChange>,
    ) -> Result<PushAnswer, AcceptError> {
        debug_assert_eq!(self.seat(), Seat::Server);
        let mut results = Vec::with_capacity(changes.len());
        let mut retry_after_ms = None;
        'batches: for batch in changes.chunks(BATCH) {
            match self.accept_unbroken(device, by, batch).await {
                Err(AcceptError::Broken(error)) if !store::db::is_passing(&error) => {
                    tracing::error!(
                        error = format!("{error:#}"),
                        "A batch broke; taking its changes one by one"
                    );
                }
                other => {
                    results.extend(other?);
                    continue;
                }
            }
            for change in batch {
                match self.accept_unbroken(device, by, std::slice::from_ref(change)).await {
                    Err(AcceptError::Broken(error)) if !store::db::is_passing(&error) => {
                        match self.stumbled(device, by, change, &error).await? {
                            Some(result) => results.push(result),
                            None => {
                                retry_after_ms = Some(STUMBLE_WAIT_MS);
                                break 'batches;
                            }
                        }
                    }
                    other => results.extend(other?),
                }
            }
        }
        let (head, time) = (*self.inner.head.borrow(), self.inner.clock.now());
        Ok(PushAnswer { results, head, time, retry_after_ms })
    }

    /// Takes a batch in; a panic on the way is an error, and nothing of the batch happened.
    async fn accept_unbroken(
        &self,
        device: DeviceId,
        by: PersonId,
        batch: &[NumberedChange],
    ) -> Result<Vec<PushResult>, AcceptError> {
        let accepting = AssertUnwindSafe(self.accept_batch(device, by, batch)).catch_unwind();
        accepting.await.unwrap_or_else(|_| Err(AcceptError::Broken(anyhow::anyhow!("judging it panicked"))))
    }

    /// Counts that a change broke something. When it did so too often it is kept for an admin and refused, so that
    /// those behind it get their turn; until then it is to be sent again.
    async fn stumbled(
        &self,
        device: DeviceId,
        by: PersonId,
        numbered: &NumberedChange,
        error: &anyhow::Error,
    ) -> Result<Option<PushResult>, AcceptError> {
        let NumberedChange { n, change } = numbered;
        let _turn = self.inner.turn.lock().await;
        let tx = self.inner.db.begin().await?;
        let now = self.inner.clock.now();
        let error = format!("{error:#}").replace('\0', "\u{fffd}");
        let tries = quarantine::stumbled(&tx, change.id.0, &error, now).await?;
        tracing::error!(
            error, tries, change.id = %change.id, device.id = %device, "A change broke something when it was judged"
        );
        if tries < STUMBLES {
            tx.commit().await?;
            return Ok(None);
        }
        let last = store::state::last_number(&tx, device.0).await?;
        if *n != last + 1 {
            return Err(AcceptError::Gap { expected: last + 1 });
        }
        let (outcome, refusal) = (Outcome::Rejected, Some(Refusal::Poison));
        let seq = *self.inner.head.borrow();
        let result = PushResult { n: *n, id: change.id, outcome, seq, refusal };
        let kept = Quarantined {
            change: change.clone(),
            device,
            person: by,
            reason: "poison".to_owned(),
            error: Some(error),
            at: now,
            state: quarantine::WAITING.to_owned(),
            decided_by: None,
            decided_at: None,
        };
        quarantine::put(&tx, &kept).await?;
        quarantine::forget_stumbles(&tx, change.id.0).await?;
        let text = serde_json::to_string(&result).context("writing an outcome")?;
        let verdict = KeptVerdict { change: change.id.0, hash: change.hash(), result: text };
        store::state::put_verdict(&tx, device.0, *n, &verdict).await?;
        tx.commit().await?;
        Ok(Some(result))
    }

    async fn accept_batch(
        &self,
        device: DeviceId,
        by: PersonId,
        batch: &[NumberedChange],
    ) -> Result<Vec<PushResult>, AcceptError> {
        let inner = self.inner.as_ref();
        let _turn = inner.turn.lock().await;
        let mut door = Door::begin(inner).await?;
        door.sender = Some(device);
        let person = door.rules.house.staff.get(&by).ok_or(AcceptError::NotStaff)?;
        let mut who = Who::new(by, person, &door.rules.house.teams);
        if sim::planted("skip_authorise") {
            (who.role, who.sight) = (domain::person::Role::Admin, domain::access::Sight::Everything);
        }
        let mut last = store::state::last_number(&door.tx, device.0).await?;
        let mut kept = Vec::new();
        let mut results: Vec<(PushResult, bool)> = Vec::new();
        for NumberedChange { n, change } in batch {
            let hash = change.hash();
            if *n <= last {
                // Not judged under this number: it lies in this very batch twice, or comes from a copy.
                let Some(verdict) = store::state::verdict(&door.tx, device.0, *n).await? else {
                    return Err(AcceptError::Forked(*n));
                };
                if verdict.change != change.id.0 || verdict.hash != hash {
                    return Err(AcceptError::Forked(*n));
                }
                results.push((serde_json::from_str(&verdict.result).context("reading an outcome")?, false));
                continue;
            }
            if *n > last + 1 {
                return Err(AcceptError::Gap { expected: last + 1 });
            }
            last = *n;
            let earlier = store::state::verdict_of(&door.tx, change.id.0).await?;
            let (result, fresh) = match earlier {
                // The same change came from this desk under another number, before it was copied or restored.
                Some(verdict) if verdict.hash == hash => {
                    let result: PushResult =
                        serde_json::from_str(&verdict.result).context("reading an outcome")?;
                    if lacked_its_ticket(&result) {
                        (judge(&mut door, &who, *n, change).await?, true)
                    } else {
                        (PushResult { n: *n, ..result }, false)
                    }
                }
                // One id never stands for two things; sent once more by its author it gets an id of its own.
                Some(_) => {
                    let refusal =
                        Some(Refusal::invalid("change", "its id stands for another change already"));
                    (PushResult { n: *n, id: change.id, outcome: Outcome::Rejected, seq: 0, refusal }, true)
                }
                None => (judge(&mut door, &who, *n, change).await?, true),
            };
            kept.push((*n, change.id.0, hash, results.len()));
            results.push((result, fresh));
        }
        sim::point("accept.before_number").await;
        let seq = door.number().await?;
        let seen = if seq > 0 { seq } else { *inner.head.borrow() };
        for (result, fresh) in &mut results {
            if *fresh {
                result.seq = seen;
            }
        }
        for (n, change, hash, index) in kept {
            let result = serde_json::to_string(&results[index].0).context("writing an outcome")?;
            if sim::planted("forget_verdict") {
                continue;
            }
            store::state::put_verdict(&door.tx, device.0, n, &KeptVerdict { change, hash, result }).await?;
        }
        sim::point("accept.before_commit").await;
        if sim::planted("ack_before_commit") && seq % 4 == 0 {
            return Ok(results.into_iter().map(|(result, _)| result).collect());
        }
        door.finish(seq).await?;
        sim::point("accept.after_commit").await;
        Ok(results.into_iter().map(|(result, _)| result).collect())
    }
}

/// Whether a change was refused only because what it is about was not there; it may be there by now: after the
/// server was restored from a backup, devices bring back what it lost in no order.
fn lacked_its_ticket(result: &PushResult) -> bool {
    matches!(result.refusal, Some(Refusal::Missing(_)))
}

/// Judges one change; a refusal is an outcome, not an error.
pub(crate) async fn judge(
    door: &mut Door<'_>,
    who: &Who,
    n: i64,
    change: &Change,
) -> Result<PushResult, AcceptError> {
    let change = change.without_nul();
    let change = change.as_ref();
    let result = |outcome, refusal| PushResult { n, id: change.id, outcome, seq: 0, refusal };
    if change.by != who.id {
        let refusal = Refusal::Forbidden("changes are sent in one's own name".to_owned());
        return Ok(result(Outcome::Rejected, Some(refusal)));
    }
    let outcome = match &change.act {
        Act::Import { batch, part, parts, records } => {
            import_part(door, who, change, *batch, (*part, *parts), records).await
        }
        Act::Create { .. } | Act::Patch { .. } | Act::Delete | Act::Restore => {
            // A device with a fast clock must not write into the future.
            let change = Change { at: change.at.min(door.now), ..change.clone() };
            let change =
                if sim::planted("skip_base_check") { seen_as_it_stands(door, change).await? } else { change };
            door.apply(who, change, Some(door.now)).await
        }
    };
    match outcome {
        Ok(outcome) => Ok(result(outcome, None)),
        Err(Fault::Refused(refusal)) => Ok(result(Outcome::Rejected, Some(refusal))),
        Err(Fault::Problem(problem)) => {
            Ok(result(Outcome::Rejected, Some(Refusal::invalid("change", problem.message))))
        }
        Err(Fault::Broken(error)) => Err(AcceptError::Broken(error)),
    }
}

/// The change as if its author had seen what stands there now.
async fn seen_as_it_stands(door: &mut Door<'_>, mut change: Change) -> Result<Change, AcceptError> {
    if let (Act::Patch { fields, .. }, Some(current)) =
        (&mut change.act, door.load(change.kind, change.entity).await?)
    {
        for (name, edit) in fields {
            (edit.base, edit.old) = (current.field_ver(name), current.field(name).clone());
        }
    }
    Ok(change)
}

/// Keeps a part of an import; the last one makes all of its records appear.
async fn import_part(
    door: &mut Door<'_>,
    who: &Who,
    change: &Change,
    batch: uuid::Uuid,
    (part, parts): (i64, i64),
    records: &[Record],
) -> Result<Outcome, Fault> {
    domain::access::may_configure(who)?;
    domain::access::judge(who, change, None, None)?;
    if !(1..=100_000).contains(&parts) || !(1..=parts).contains(&part) {
        return Err(Refusal::invalid("import", "the parts do not add up").into());
    }
    let text = serde_json::to_string(records)?;
    let here = store::state::put_import_part(&door.tx, batch, part, &text).await?;
    if here < parts {
        return Ok(Outcome::Applied);
    }
    let mut all: Vec<Record> = Vec::new();
    for text in store::state::take_import(&door.tx, batch).await? {
        all.extend(serde_json::from_str::<Vec<Record>>(&text)?);
    }
    door.take_import(all).await?;
    Ok(Outcome::Applied)
}
