//! The server's shelf of changes that did not take effect: what breaks it, and what revoked devices had left.

use crate::accept::judge;
use crate::commands::{text, what};
use crate::desk::Desk;
use crate::door::Door;
use crate::fault::Fault;
use crate::views::label;
use contract::devices::{QuarantineReason, QuarantineState, QuarantineView};
use contract::problem::{Code, Problem};
use domain::access::{Who, may_configure};
use domain::change::Change;
use domain::ids::{DeviceId, PersonId, TicketId};
use domain::merge::Outcome;
use domain::refusal::Refusal;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::server::device;
use store::server::quarantine::{self, Quarantined, WAITING};

impl Desk {
    /// Keeps what a revoked device had left; returns how many changes had not taken effect yet.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn take_over(
        &self,
        device: DeviceId,
        by: PersonId,
        changes: Vec<Change>,
        last: bool,
    ) -> anyhow::Result<usize> {
        let _turn = self.inner.turn.lock().await;
        let tx = self.inner.db.begin().await?;
        let now = self.inner.clock.now();
        let mut kept = 0;
        for change in changes {
            let judged = store::state::verdict_of(&tx, change.id.0).await?;
            let result: Option<contract::wire::PushResult> =
                judged.map(|verdict| serde_json::from_str(&verdict.result)).transpose()?;
            // What took effect needs nobody; what was refused leaves its only copy with the device.
            if result.is_some_and(|result| result.outcome != Outcome::Rejected) {
                continue;
            }
            kept += 1;
            let aside = Quarantined {
                change,
                device,
                person: by,
                reason: word(QuarantineReason::Revoked),
                error: None,
                at: now,
                state: WAITING.to_owned(),
                decided_by: None,
                decided_at: None,
            };
            quarantine::put(&tx, &aside).await?;
        }
        if last {
            device::surrendered(&tx, device, now).await?;
        }
        tx.commit().await?;
        tracing::warn!(device.id = %device, person.id = %by, kept, last, "A revoked device hands over what it had");
        Ok(kept)
    }

    /// Lists what is kept aside, for admins.
    ///
    /// # Errors
    /// When somebody else asks, or the database cannot be read.
    pub async fn quarantined(&self, me: PersonId, decided_too: bool) -> Result<Vec<QuarantineView>, Fault> {
        self.only_admins(me)?;
        let db = &self.inner.db;
        let rules = self.inner.rules();
        let mut views = Vec::new();
        for kept in quarantine::list(db, decided_too).await? {
            let row = match kept.change.ticket {
                Some(id) => store::tickets::get_many(db, &[id]).await?.remove(&id),
                None => None,
            };
            let ids: Vec<uuid::Uuid> =
                [Some(kept.person), kept.decided_by].into_iter().flatten().map(|id| id.0).collect();
            let people = store::people::get_many(db, &ids).await?;
            let name = |id: PersonId| people.get(&id.0).map(|person| person.name.clone());
            views.push(QuarantineView {
                change: kept.change.id,
                person: kept.person,
                person_name: name(kept.person).unwrap_or_else(|| "Somebody".to_owned()),
                device: kept.device,
                ticket: kept.change.ticket.map(TicketId),
                number: row.as_ref().map(label),
                what: what(&rules, &kept.change),
                text: text(&kept.change),
                reason: meaning(&kept.reason)?,
                error: kept.error,
                at: kept.at,
                state: meaning(&kept.state)?,
                decided_by: kept.decided_by.and_then(name),
                decided_at: kept.decided_at,
            });
        }
        Ok(views)
    }

    /// Lets a change that is kept aside take effect in its author's name, as if it came now.
    ///
    /// # Errors
    /// When somebody else than an admin asks, or the change is refused; then it stays where it is.
    pub async fn apply_quarantined(&self, me: PersonId, change: uuid::Uuid) -> Result<(), Fault> {
        self.only_admins(me)?;
        let _turn = self.inner.turn.lock().await;
        let mut door = Door::begin(&self.inner).await?;
        let kept = waiting(&door.tx, change).await?;
        let author = door.rules.house.staff.get(&kept.person).cloned().ok_or_else(|| {
            Refusal::Forbidden("its author does not work here any more; its text can be copied".to_owned())
        })?;
        door.sender = Some(kept.device);
        let who = Who::new(kept.person, &author, &door.rules.house.teams);
        let judged = judge(&mut door, &who, 0, &kept.change).await?;
        if judged.outcome == Outcome::Rejected {
            return Err(judged.refusal.unwrap_or(Refusal::Missing(kept.change.kind)).into());
        }
        let (state, now) = (word(QuarantineState::Applied), door.now);
        quarantine::decide(&door.tx, change, &state, me, now).await?;
        let seq = door.number().await?;
        door.finish(seq).await?;
        tracing::info!(change.id = %change, person.id = %me, author.id = %kept.person, "Applied what was kept aside");
        Ok(())
    }

    /// Gives up a change that is kept aside; its content stays readable among what was decided.
    ///
    /// # Errors
    /// When somebody else than an admin asks, or it was decided before.
    pub async fn discard_quarantined(&self, me: PersonId, change: uuid::Uuid) -> Result<(), Fault> {
        self.only_admins(me)?;
        let _turn = self.inner.turn.lock().await;
        let tx = self.inner.db.begin().await?;
        waiting(&tx, change).await?;
        let now = self.inner.clock.now();
        quarantine::decide(&tx, change, &word(QuarantineState::Discarded), me, now).await?;
        tx.commit().await?;
        tracing::info!(change.id = %change, person.id = %me, "Discarded what was kept aside");
        Ok(())
    }

    /// Lets only those on who configure the desk.
    ///
    /// # Errors
    /// For everybody else.
    pub fn only_admins(&self, me: PersonId) -> Result<(), Fault> {
        let rules = self.inner.rules();
        let person = rules.house.staff.get(&me).ok_or_else(|| {
            Problem::new(Code::SignIn, "You are not one of this desk's staff any more. Nothing is lost.")
        })?;
        Ok(may_configure(&Who::new(me, person, &rules.house.teams))?)
    }
}

async fn waiting(tx: &store::Tx, change: uuid::Uuid) -> Result<Quarantined, Fault> {
    let kept = quarantine::get(tx, change).await?;
    let kept = kept.ok_or_else(|| Problem::new(Code::Missing, "There is no such change."))?;
    if kept.state != WAITING {
        return Err(Refusal::invalid("change", "it was decided before").into());
    }
    Ok(kept)
}

/// A value as its word in the table.
fn word(value: impl Serialize) -> String {
    let value = serde_json::to_value(value).expect("a word serialises");
    value.as_str().expect("a word is text").to_owned()
}

fn meaning<T: DeserializeOwned>(word: &str) -> anyhow::Result<T> {
    Ok(serde_json::from_value(serde_json::Value::from(word))?)
}
