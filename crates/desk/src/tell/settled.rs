//! Which of the notifications on the screen can go: looks up what each was about, and asks the one rule for it.

use super::reaches_to;
use crate::desk::Desk;
use crate::views;
use contract::ticket::ClockState;
use domain::history::{Event, What};
use domain::ids::{PersonId, TicketId};
use domain::merge::{Conflict, ConflictState};
use domain::message::{Message, Side};
use domain::notify::{NotificationKind, Reach, Showing, Standing};
use domain::person::Person;
use domain::record::{Kind, Record};
use domain::reminder::Reminder;
use domain::sla::Metric;
use domain::status::StatusCategory;
use domain::ticket::Ticket;
use domain::time::Timestamp;
use std::collections::BTreeMap;
use uuid::Uuid;

/// So many parts of a notification that stands for many are looked at together: one that is left is mostly found early.
const AT_ONCE: usize = 50;

/// One of the things that a notification told.
#[derive(Debug, Clone, Copy)]
struct Part {
    kind: NotificationKind,
    of: Of,
}

#[derive(Debug, Clone, Copy)]
enum Of {
    /// The clock of a ticket; a summary does not say which.
    Clock(TicketId, Option<Metric>),
    /// A line of history, a conflict, or a reminder or a ticket whose time this was.
    Record(Uuid, Option<Timestamp>),
}

impl Part {
    fn all_of(showing: &Showing) -> Vec<Part> {
        match showing.kind {
            kind @ (NotificationKind::AtRisk | NotificationKind::Breach) => showing
                .tickets
                .iter()
                .map(|ticket| Part { kind, of: Of::Clock(*ticket, showing.metric) })
                .collect(),
            NotificationKind::Assignment
            | NotificationKind::Mention
            | NotificationKind::CustomerReply
            | NotificationKind::HeldReply
            | NotificationKind::Conflict
            | NotificationKind::Reminder
            | NotificationKind::Deadline
            | NotificationKind::Snooze
            | NotificationKind::Escalation
            | NotificationKind::Update => {
                // News that stands for much names what it stands for; alone it names itself.
                let itself = std::iter::once(&showing.key).filter(|_| showing.replaces.is_empty());
                showing.replaces.iter().chain(itself).filter_map(|key| Part::of_news(key)).collect()
            }
        }
    }

    /// Reads the key under which news was told: kind, record, and for what calls its time.
    fn of_news(key: &str) -> Option<Part> {
        let mut parts = key.split('/');
        let kind = NotificationKind::of_key(parts.next()?)?;
        let record = parts.next()?.parse().ok()?;
        let at = parts.next().and_then(|at| at.parse().ok()).map(Timestamp);
        Some(Part { kind, of: Of::Record(record, at) })
    }
}

impl Desk {
    /// Returns the keys of those notifications that nothing is left of.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn settled(&self, me: PersonId, showings: &[Showing]) -> anyhow::Result<Vec<String>> {
        let reaches = self.reaches(me).await?;
        let Some(person) = self.inner.rules().house.staff.get(&me).cloned() else { return Ok(Vec::new()) };
        let now = self.inner.clock.now();
        let mut settled = Vec::new();
        for showing in showings {
            let parts = Part::all_of(showing);
            let mut left = parts.is_empty();
            for parts in parts.chunks(AT_ONCE) {
                left = left || self.any_left(me, &person, &reaches, parts, now).await?;
                if left {
                    break;
                }
            }
            if !left {
                settled.push(showing.key.clone());
            }
        }
        Ok(settled)
    }

    async fn any_left(
        &self,
        me: PersonId,
        person: &Person,
        reaches: &BTreeMap<NotificationKind, Reach>,
        parts: &[Part],
        now: Timestamp,
    ) -> anyhow::Result<bool> {
        let db = &self.inner.db;
        let named: Vec<Uuid> = parts.iter().filter_map(|part| part.record()).collect();
        let mut records: BTreeMap<Uuid, Record> = BTreeMap::new();
        for kind in [Kind::Event, Kind::Conflict, Kind::Reminder, Kind::Ticket] {
            if !named.is_empty() {
                records.extend(store::records::get_many(db, kind, &named).await?);
            }
        }
        let ticket_of = |part: &Part| match part.of {
            Of::Clock(ticket, _) => Some(ticket.0),
            Of::Record(id, _) => records.get(&id).and_then(|record| record.ticket),
        };
        let mut ids: Vec<Uuid> = parts.iter().filter_map(ticket_of).collect();
        ids.sort_unstable();
        ids.dedup();
        let tickets = store::records::get_many(db, Kind::Ticket, &ids).await?;
        let rows = store::tickets::get_many(db, &ids).await?;
        let away = store::reminders::snoozed(db, me.0, &ids, now).await?;
        let rules = self.inner.rules();
        for part in parts {
            let found = ticket_of(part).and_then(|id| Some((tickets.get(&id)?, rows.get(&id)?)));
            let Some((record, row)) = found.filter(|(record, _)| !record.deleted) else { continue };
            let ticket: Ticket = record.read()?;
            let reach = reaches.get(&part.kind).copied().unwrap_or(Reach::Off);
            let watched = ticket.watchers.contains(&me) && part.kind == NotificationKind::CustomerReply;
            let done = rules.house.category(&ticket.status).is_some_and(StatusCategory::is_done);
            let waits = match part.of {
                Of::Clock(_, metric) => views::clocks(row, now).iter().any(|clock| {
                    let turned = matches!(clock.state, ClockState::AtRisk | ClockState::Breached);
                    clock.open
                        && match metric {
                            Some(metric) => {
                                clock.metric == metric && (turned || clock.state == ClockState::Running)
                            }
                            None => turned,
                        }
                }),
                Of::Record(id, at) => match records.get(&id) {
                    Some(record) if !record.deleted => self.waits(part.kind, record, at).await?,
                    Some(_) | None => false,
                },
            };
            let standing = Standing {
                there: true,
                done,
                put_off: away.contains_key(&record.id),
                mine: ticket.assignee == Some(me),
                concerns: watched || reaches_to(reach, &ticket, me, person),
                waits,
            };
            if !part.kind.is_settled(&standing) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether what a record told of still waits for somebody.
    async fn waits(
        &self,
        kind: NotificationKind,
        record: &Record,
        at: Option<Timestamp>,
    ) -> anyhow::Result<bool> {
        let db = &self.inner.db;
        match kind {
            NotificationKind::HeldReply => {
                let event: Event = record.read()?;
                let What::Held { message, .. } = event.what else { return Ok(false) };
                let message = store::records::get(db, Kind::Message, message.0).await?;
                let Some(message) = message.filter(|message| !message.deleted) else { return Ok(false) };
                let message: Message = message.read()?;
                Ok(message.held.is_some() && !message.released && message.delivered_at.is_none())
            }
            NotificationKind::CustomerReply => {
                let asked: Event = record.read()?;
                let lines = store::records::of_ticket(db, asked.ticket.0, Kind::Event).await?;
                for line in lines.iter().filter(|line| !line.deleted) {
                    let line: Event = line.read()?;
                    if line.said_by() == Some(Side::Agent) && line.at > asked.at {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            NotificationKind::Conflict => Ok(record.read::<Conflict>()?.state == ConflictState::Open),
            NotificationKind::Reminder => {
                let reminder: Reminder = record.read()?;
                Ok(!reminder.done && at.is_none_or(|at| at == reminder.at))
            }
            NotificationKind::Deadline => Ok(record.read::<Ticket>()?.due == at),
            NotificationKind::AtRisk
            | NotificationKind::Breach
            | NotificationKind::Assignment
            | NotificationKind::Mention
            | NotificationKind::Snooze
            | NotificationKind::Escalation
            | NotificationKind::Update => Ok(true),
        }
    }
}

impl Part {
    fn record(&self) -> Option<Uuid> {
        match self.of {
            Of::Record(id, _) => Some(id),
            Of::Clock(..) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_is_found_again_by_the_key_it_was_told_under() {
        let id = Uuid::from_u128(7);
        let call = Part::of_news(&format!("reminder/{id}/1700")).unwrap();
        assert!(
            matches!((call.kind, call.of), (NotificationKind::Reminder, Of::Record(found, Some(Timestamp(1700)))) if found == id)
        );
        let held = Part::of_news(&format!("held_reply/{id}")).unwrap();
        assert!(
            matches!((held.kind, held.of), (NotificationKind::HeldReply, Of::Record(found, None)) if found == id)
        );
        assert!(Part::of_news("news").is_none() && Part::of_news("held_reply/").is_none());
    }
}
