//! The server's shelf of changes that did not take effect: what breaks it, what revoked devices had left, and what was
//! refused and handed over.

use crate::accept::{judge, verdict};
use crate::commands::deed;
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
use domain::person::Role;
use domain::record::Kind;
use domain::refusal::Refusal;
use domain::time::Timestamp;
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
            let result = verdict(&tx, &change).await?;
            // What took effect needs nobody; what was refused leaves its only copy with the device.
            if result.is_some_and(|result| result.outcome != Outcome::Rejected) {
                continue;
            }
            kept += 1;
            put(&tx, (device, by), change, QuarantineReason::Revoked, now).await?;
        }
        if last {
            device::surrendered(&tx, device, now).await?;
        }
        tx.commit().await?;
        tracing::warn!(device.id = %device, person.id = %by, kept, last, "A revoked device hands over what it had");
        Ok(kept)
    }

    /// Keeps changes that were refused and that their author asks a lead to decide; returns how many there are.
    ///
    /// # Errors
    /// When one of them was not refused, or the database cannot be written.
    pub async fn take_refused(
        &self,
        device: DeviceId,
        by: PersonId,
        changes: Vec<Change>,
    ) -> Result<usize, Fault> {
        let _turn = self.inner.turn.lock().await;
        let tx = self.inner.db.begin().await?;
        let now = self.inner.clock.now();
        let kept = changes.len();
        for change in changes {
            if verdict(&tx, &change).await?.is_none_or(|judged| judged.outcome != Outcome::Rejected) {
                return Err(Refusal::invalid("change", "only what was refused can be handed over").into());
            }
            put(&tx, (device, by), change, QuarantineReason::Refused, now).await?;
        }
        tx.commit().await?;
        tracing::info!(device.id = %device, person.id = %by, kept, "Refused changes were handed over");
        Ok(kept)
    }

    /// Lists what is kept aside: for admins all of it, for managers what was refused and handed over.
    ///
    /// # Errors
    /// When somebody else asks, or the database cannot be read.
    pub async fn quarantined(&self, me: PersonId, decided_too: bool) -> Result<Vec<QuarantineView>, Fault> {
        let lead = self.lead(me)?;
        let db = &self.inner.db;
        let rules = self.inner.rules();
        let mut views = Vec::new();
        for kept in quarantine::list(db, decided_too).await? {
            if !decides(db, &lead, &kept).await? {
                continue;
            }
            let row = match kept.change.ticket {
                Some(id) => store::tickets::get_many(db, &[id]).await?.remove(&id),
                None => None,
            };
            let ids: Vec<uuid::Uuid> =
                [Some(kept.person), kept.decided_by].into_iter().flatten().map(|id| id.0).collect();
            let people = store::people::get_many(db, &ids).await?;
            let named = deed::people_in(db, [&kept.change]).await?;
            let deed = deed::of(&rules, &named, &kept.change);
            let name = |id: PersonId| people.get(&id.0).map(|person| person.name.clone());
            views.push(QuarantineView {
                change: kept.change.id,
                person: kept.person,
                person_name: name(kept.person).unwrap_or_else(|| "Somebody".to_owned()),
                device: kept.device,
                ticket: kept.change.ticket.map(TicketId),
                number: row.as_ref().map(label),
                what: deed::words(&deed),
                deed: Some(deed),
                text: deed::text(&kept.change),
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

    /// Lets a change that is kept aside take effect in its author's name, as if it came now. What its author may not do
    /// and handed over is judged by what the lead may.
    ///
    /// # Errors
    /// When somebody asks who does not decide it, or the change is refused; then it stays where it is.
    pub async fn apply_quarantined(&self, me: PersonId, change: uuid::Uuid) -> Result<(), Fault> {
        let lead = self.lead(me)?;
        let _turn = self.inner.turn.lock().await;
        let mut door = Door::begin(&self.inner).await?;
        let kept = waiting(&door.tx, &lead, change).await?;
        let who = if kept.reason == word(QuarantineReason::Refused) {
            Who { id: kept.person, ..lead }
        } else {
            let author = door.rules.house.staff.get(&kept.person).cloned().ok_or_else(|| {
                let text = "its author does not work here any more; its text can be copied";
                Refusal::Forbidden(text.to_owned())
            })?;
            Who::new(kept.person, &author, &door.rules.house.teams)
        };
        door.sender = Some(kept.device);
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
    /// When somebody asks who does not decide it, or it was decided before.
    pub async fn discard_quarantined(&self, me: PersonId, change: uuid::Uuid) -> Result<(), Fault> {
        let lead = self.lead(me)?;
        let _turn = self.inner.turn.lock().await;
        let tx = self.inner.db.begin().await?;
        waiting(&tx, &lead, change).await?;
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
        Ok(may_configure(&self.who(me)?)?)
    }

    /// Somebody who decides what others handed over.
    fn lead(&self, me: PersonId) -> Result<Who, Fault> {
        let who = self.who(me)?;
        if who.role < Role::Manager {
            return Err(Refusal::Forbidden("managers and admins decide what is kept aside".to_owned()).into());
        }
        Ok(who)
    }

    fn who(&self, me: PersonId) -> Result<Who, Fault> {
        let rules = self.inner.rules();
        let person = rules.house.staff.get(&me).ok_or_else(|| {
            Problem::new(Code::SignIn, "You are not one of this desk's staff any more. Nothing is lost.")
        })?;
        Ok(Who::new(me, person, &rules.house.teams))
    }
}

/// What broke a server and what a lost computer held is for admins; what was handed over is for those who see its ticket.
async fn decides(source: &impl store::tx::Source, lead: &Who, kept: &Quarantined) -> anyhow::Result<bool> {
    if may_configure(lead).is_ok() {
        return Ok(true);
    }
    if kept.reason != word(QuarantineReason::Refused) {
        return Ok(false);
    }
    let Some(id) = kept.change.ticket else { return Ok(true) };
    let Some(record) = store::records::get(source, Kind::Ticket, id).await? else { return Ok(false) };
    Ok(lead.may_see(&record.read()?))
}

async fn put(
    tx: &store::Tx,
    (device, person): (DeviceId, PersonId),
    change: Change,
    reason: QuarantineReason,
    at: Timestamp,
) -> anyhow::Result<()> {
    let kept = Quarantined {
        change,
        device,
        person,
        reason: word(reason),
        error: None,
        at,
        state: WAITING.to_owned(),
        decided_by: None,
        decided_at: None,
    };
    quarantine::put(tx, &kept).await
}

async fn waiting(tx: &store::Tx, lead: &Who, change: uuid::Uuid) -> Result<Quarantined, Fault> {
    let missing = || Problem::new(Code::Missing, "There is no such change.");
    let kept = quarantine::get(tx, change).await?.ok_or_else(missing)?;
    if !decides(tx, lead, &kept).await? {
        return Err(missing().into());
    }
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
