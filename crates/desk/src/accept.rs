//! `accept`: the door for what devices send; every change is judged again, once, and its outcome kept.

mod batch;
mod earlier;
mod queue;

pub(crate) use earlier::verdict;
pub use queue::Gathering;
pub(crate) use queue::Queue;

use crate::desk::{Desk, Seat};
use crate::door::Door;
use crate::fault::Fault;
use crate::rules;
use anyhow::Context;
use contract::wire::{NumberedChange, PushAnswer, PushResult};
use domain::access::Who;
use domain::change::{Act, Change};
use domain::ids::{DeviceId, PersonId};
use domain::merge::Outcome;
use domain::record::{Kind, Record};
use domain::refusal::Refusal;
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
    /// More waits than the desk will keep waiting.
    #[error("too much is waiting; try again in {retry_after_ms} ms")]
    Busy { retry_after_ms: i64 },
    #[error(transparent)]
    Broken(#[from] anyhow::Error),
}

/// How often a change may break something before it is kept aside.
const STUMBLES: i64 = 5;
/// How long a device waits before it sends such a change again.
const STUMBLE_WAIT_MS: i64 = 1_000;

impl Desk {
    /// Takes in what a device sends, in its order; the answer to a repeated change is the one it had.
    ///
    /// Pushes that come at the same time share transactions, each with its own answer. A push that is given up by
    /// whoever waits for it stays whole or is not begun with, up to 50 changes at a time.
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
        if changes.is_empty() {
            return Ok(self.pushed(Vec::new(), None));
        }
        let (answered, is_first) = self.inner.queue.join(device, by, changes)?;
        if is_first {
            self.clone().work_off();
        }
        let gone = |_| AcceptError::Broken(anyhow::anyhow!("the desk closed before it had judged a push"));
        answered.await.map_err(gone)?
    }

    /// Sets how pushes that come at the same time are gathered.
    pub fn set_gathering(&self, gathering: Gathering) {
        self.inner.queue.set_gathering(gathering);
    }

    fn pushed(&self, results: Vec<PushResult>, retry_after_ms: Option<i64>) -> PushAnswer {
        let (head, time) = (*self.inner.head.borrow(), self.inner.clock.now());
        PushAnswer { results, head, time, retry_after_ms }
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
        store::state::put_verdict(&tx, device.0, *n, verdict).await?;
        tx.commit().await?;
        Ok(Some(result))
    }
}

/// Judges one change; a refusal is an outcome, not an error.
pub(crate) async fn judge(
    door: &mut Door<'_>,
    who: &Who,
    n: i64,
    change: &Change,
) -> anyhow::Result<PushResult> {
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
            let change = if sim::planted("lose_tags") { without_sets(change) } else { change };
            door.apply(who, change, Some(door.now)).await
        }
    };
    match outcome {
        Ok(outcome) => Ok(result(outcome, None)),
        Err(Fault::Refused(refusal)) => Ok(result(Outcome::Rejected, Some(refusal))),
        Err(Fault::Problem(problem)) => {
            Ok(result(Outcome::Rejected, Some(Refusal::invalid("change", problem.message))))
        }
        Err(Fault::Broken(error)) => Err(error),
    }
}

/// Whether a change was refused only because what it is about was not there; it may be there by now: after the
/// server was restored from a backup, devices bring back what it lost in no order.
fn lacked_its_ticket(result: &PushResult) -> bool {
    matches!(result.refusal, Some(Refusal::Missing(_)))
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

/// The change without what it puts into sets or takes out of them.
fn without_sets(mut change: Change) -> Change {
    if let Act::Patch { sets, .. } = &mut change.act {
        sets.clear();
    }
    change
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
    // What the desk could not read again would break it later, far from whoever sent it; the part that has it is refused.
    records.iter().try_for_each(domain::house::readable)?;
    records.iter().filter(|record| record.kind == Kind::Setting).try_for_each(rules::readable)?;
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
