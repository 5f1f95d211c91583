//! Delivers messages that the desk takes in, or holds a reply whose author had not seen all of the conversation.

use crate::door::Door;
use crate::fault::Fault;
use domain::change::{Act, Change};
use domain::guard::{Held, hold, is_reply};
use domain::history::Event;
use domain::merge::{FieldChange, Outcome, Verdict};
use domain::refusal::Refusal;
use domain::ticket::Ticket;
use domain::time::Timestamp;
use serde_json::{Value, json};

impl Door<'_> {
    /// Decides whether what a change wrote is delivered, and writes that into the record.
    pub(crate) async fn deliver(
        &mut self,
        change: &Change,
        ticket: Option<&Ticket>,
        verdict: &mut Verdict,
        at: Timestamp,
    ) -> Result<(), Fault> {
        match &change.act {
            Act::Create { .. } => {
                let held = if is_reply(&verdict.record) && verdict.outcome != Outcome::Noop {
                    self.hold(change, ticket).await?
                } else {
                    None
                };
                match held {
                    Some(held) => {
                        verdict.record.doc.insert("held".to_owned(), json!(held));
                        verdict.outcome = Outcome::Held;
                    }
                    None => {
                        verdict.record.doc.insert("delivered_at".to_owned(), json!(at));
                    }
                }
            }
            Act::Patch { .. } if verdict.changed.iter().any(|change| change.field == "released") => {
                let before = verdict.record.field("held").clone();
                if before.is_null() {
                    return Err(Refusal::invalid("released", "the message does not wait").into());
                }
                let held = self.hold(change, ticket).await?;
                let doc = &mut verdict.record.doc;
                match held {
                    // The conversation went on once more before it was sent.
                    Some(held) => {
                        doc.remove("released");
                        doc.insert("held".to_owned(), json!(held));
                        verdict.changed.retain(|change| change.field != "released");
                        verdict.outcome = Outcome::Held;
                    }
                    None => {
                        doc.remove("held");
                        doc.insert("delivered_at".to_owned(), json!(at));
                    }
                }
                let to = held.map_or(Value::Null, |held| json!(held));
                verdict.changed.push(FieldChange { field: "held".to_owned(), from: before, to });
            }
            Act::Patch { .. } | Act::Delete | Act::Restore | Act::Import { .. } => {}
        }
        Ok(())
    }

    /// Why a reply of a device has to wait. What this device did itself counts as seen.
    async fn hold(&mut self, change: &Change, ticket: Option<&Ticket>) -> Result<Option<Held>, Fault> {
        let (Some(sender), Some(ticket), Some(id)) = (self.sender, ticket, change.ticket) else {
            return Ok(None);
        };
        if store::sim::planted("deliver_unseen") {
            return Ok(None);
        }
        let policy = self.rules.house.teams.get(&ticket.team).map(|team| team.stale_replies);
        let mut lines = self.history_of(id).await?;
        lines.retain(|line| line.ver > change.seen);
        let ids: Vec<uuid::Uuid> = lines.iter().map(|line| line.id).collect();
        let own = store::state::sent_by(&self.tx, sender.0, &ids).await?;
        let unseen: Vec<Event> = lines
            .iter()
            .filter(|line| !own.contains(&line.id))
            .map(domain::record::Record::read)
            .collect::<Result<_, _>>()?;
        Ok(hold(policy.unwrap_or_default(), change.at, self.now, &unseen))
    }
}
