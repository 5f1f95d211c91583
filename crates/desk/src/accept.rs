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
        for batch in changes.chunks(BATCH) {
            results.extend(self.accept_batch(device, by, batch).await?);
        }
        Ok(PushAnswer { results, head: *self.inner.head.borrow(), time: self.inner.clock.now() })
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
        let person = door.rules.house.staff.get(&by).ok_or(AcceptError::NotStaff)?;
        let who = Who::new(by, person);
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
            let (result, fresh) = match earlier.filter(|verdict| verdict.hash == hash) {
                // The same change came from this desk under another number, before it was copied or restored.
                Some(verdict) => {
                    let result: PushResult =
                        serde_json::from_str(&verdict.result).context("reading an outcome")?;
                    (PushResult { n: *n, ..result }, false)
                }
                None => (judge(&mut door, &who, *n, change).await?, true),
            };
            kept.push((*n, change.id.0, hash, results.len()));
            results.push((result, fresh));
        }
        let seq = door.number().await?;
        let seen = if seq > 0 { seq } else { *inner.head.borrow() };
        for (result, fresh) in &mut results {
            if *fresh {
                result.seq = seen;
            }
        }
        for (n, change, hash, index) in kept {
            let result = serde_json::to_string(&results[index].0).context("writing an outcome")?;
            store::state::put_verdict(&door.tx, device.0, n, &KeptVerdict { change, hash, result }).await?;
        }
        door.finish(seq).await?;
        Ok(results.into_iter().map(|(result, _)| result).collect())
    }
}

/// Judges one change; a refusal is an outcome, not an error.
async fn judge(door: &mut Door<'_>, who: &Who, n: i64, change: &Change) -> Result<PushResult, AcceptError> {
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
