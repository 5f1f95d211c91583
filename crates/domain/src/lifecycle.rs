//! Where a ticket goes when it is work again, or is over: its requester answered, it was not done after all, its day came.

use crate::history::Event;
use crate::house::House;
use crate::ids::{EventId, PersonId, TeamId};
use crate::message::Side;
use crate::person::{SUPPORT_LEVELS, Team};
use crate::refusal::Refusal;
use crate::status::{StatusCategory, StatusKey};
use crate::ticket::Ticket;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Somebody heard that what was done helped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed {
    /// Who wrote it down.
    pub by: PersonId,
    pub how: ConfirmedHow,
    pub at: Timestamp,
}

/// Whose word it is that a ticket is fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConfirmedHow {
    /// The requester said so.
    #[default]
    Requester,
    /// Somebody here looked, on their behalf.
    Agent,
}

/// When what is resolved closes by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Closing {
    /// Days after a ticket was resolved; 0 leaves it to people.
    pub days: i64,
}

impl Closing {
    pub const MOST_DAYS: i64 = 365;

    /// How long a ticket stays resolved, if not for ever.
    pub fn after_ms(self) -> Option<i64> {
        const DAY_MS: i64 = 24 * 60 * 60_000;
        (1..=Self::MOST_DAYS).contains(&self.days).then_some(self.days * DAY_MS)
    }
}

impl House {
    /// Where a ticket goes by itself, and when: what was postponed is work again on its day, what was resolved long
    /// enough ago is closed. `since` is when it came to its status.
    pub fn by_itself(&self, ticket: &Ticket, since: Timestamp) -> Option<(Timestamp, &StatusKey)> {
        if ticket.merged_into.is_some() {
            return None;
        }
        match self.category(&ticket.status)? {
            StatusCategory::Waiting | StatusCategory::OnHold => {
                Some((self.rests_until(ticket)?, self.first_open(&ticket.status)?))
            }
            StatusCategory::Resolved => {
                let at = since.plus_ms(self.closing.after_ms()?);
                Some((at, self.first(StatusCategory::Closed, &ticket.status)?))
            }
            StatusCategory::New | StatusCategory::Open | StatusCategory::Closed => None,
        }
    }

    /// When a ticket that waits or rests is work again.
    pub fn rests_until(&self, ticket: &Ticket) -> Option<Timestamp> {
        let rests = self.category(&ticket.status).is_some_and(rests) && ticket.merged_into.is_none();
        ticket.postponed_until.filter(|_| rests)
    }

    /// The statuses from which tickets close by themselves.
    pub fn closing_statuses(&self) -> Vec<&StatusKey> {
        let closes = |key: &StatusKey| self.first(StatusCategory::Closed, key).is_some();
        let resolved = self.statuses.iter().filter(|status| status.category == StatusCategory::Resolved);
        resolved.map(|status| &status.key).filter(|key| closes(key)).collect()
    }

    /// Puts a ticket aside until then. One that waits or rests already goes on doing so where it is.
    ///
    /// # Errors
    /// When it is done, or the workflow knows no way to rest.
    pub fn postpone(&self, ticket: &mut Ticket, until: Timestamp) -> Result<(), Refusal> {
        let category = self.category(&ticket.status).unwrap_or(StatusCategory::Open);
        if category.is_done() {
            return Err(Refusal::invalid("status", "what is done cannot be postponed; open it again first"));
        }
        if !rests(category) {
            let rest = self.first(StatusCategory::OnHold, &ticket.status);
            let none =
                || Refusal::invalid("status", "the workflow knows no way to put it on hold from there");
            ticket.status = rest.ok_or_else(none)?.clone();
        }
        ticket.postponed_until = Some(until);
        Ok(())
    }

    /// The first open status, in their order, that the workflow lets a ticket go to from here.
    pub fn first_open(&self, from: &StatusKey) -> Option<&StatusKey> {
        self.first(StatusCategory::Open, from)
    }

    fn first(&self, category: StatusCategory, from: &StatusKey) -> Option<&StatusKey> {
        let now = self.status(from);
        let open = self.statuses.iter().filter(|status| {
            status.category == category
                && !status.retired
                && now.is_none_or(|now| now.may_become(&status.key))
        });
        open.min_by_key(|status| status.position).map(|status| &status.key)
    }

    /// Where a ticket goes whose requester said something: back to work if it waited for them or was done. What waits
    /// for somebody else goes on doing so, and a merged ticket rests.
    pub fn answered_by_requester(&self, ticket: &Ticket) -> Option<&StatusKey> {
        let category = self.category(&ticket.status)?;
        let wakes = category.is_done() || category == StatusCategory::Waiting;
        if wakes && ticket.merged_into.is_none() { self.first_open(&ticket.status) } else { None }
    }

    /// Puts a ticket that was done back to work. One that is not done stays as it is.
    ///
    /// # Errors
    /// When it was merged, or the workflow knows no way back.
    pub fn reopen(&self, ticket: &mut Ticket) -> Result<(), Refusal> {
        if !self.category(&ticket.status).is_some_and(StatusCategory::is_done) {
            return Ok(());
        }
        if ticket.merged_into.is_some() {
            return Err(Refusal::invalid("ticket", "it was merged; take it apart first"));
        }
        let open = self.first_open(&ticket.status);
        let none = || Refusal::invalid("status", "the workflow knows no way back to work from there");
        ticket.status = open.ok_or_else(none)?.clone();
        Ok(())
    }

    /// Keeps that a ticket is fixed, and closes it where the workflow lets it.
    ///
    /// # Errors
    /// When there is nothing to confirm yet.
    pub fn confirm(&self, ticket: &mut Ticket, confirmed: Confirmed) -> Result<(), Refusal> {
        let category = self.category(&ticket.status).filter(|category| category.is_done());
        let Some(category) = category.filter(|_| ticket.merged_into.is_none()) else {
            return Err(Refusal::invalid("status", "only what is resolved can be confirmed"));
        };
        if category == StatusCategory::Resolved
            && let Some(closed) = self.first(StatusCategory::Closed, &ticket.status)
        {
            ticket.status = closed.clone();
        }
        ticket.confirmed = Some(confirmed);
        Ok(())
    }

    /// Whether a team is of a higher level of support than another; one without a level is below all that have one.
    pub fn is_above(&self, team: TeamId, other: TeamId) -> bool {
        let level = |id| self.teams.get(&id).and_then(|team| team.level).unwrap_or_default();
        self.teams.get(&team).is_some_and(|team| !team.retired) && level(team) > level(other)
    }

    /// The teams of the next level of support, by name.
    pub fn next_level(&self, from: TeamId) -> Vec<TeamId> {
        let above: Vec<_> = self.teams.iter().filter(|(id, _)| self.is_above(**id, from)).collect();
        let next = above.iter().filter_map(|(_, team)| team.level).min();
        let mut next: Vec<_> = above.into_iter().filter(|(_, team)| team.level == next).collect();
        next.sort_by_key(|(id, team)| (team.name.to_lowercase(), **id));
        next.into_iter().map(|(id, _)| *id).collect()
    }

    /// Hands a ticket over to a team of a higher level, or to the first of the next one. Whoever owned it keeps it only
    /// as a member of that team.
    ///
    /// # Errors
    /// When there is no such team.
    pub fn escalate(&self, ticket: &mut Ticket, to: Option<TeamId>) -> Result<(), Refusal> {
        let team = match to {
            Some(team) => Some(team).filter(|team| self.is_above(*team, ticket.team)),
            None => self.next_level(ticket.team).first().copied(),
        };
        ticket.team =
            team.ok_or_else(|| Refusal::invalid("team", "there is no such team of a higher level"))?;
        let stays =
            |id: &PersonId| self.staff.get(id).is_some_and(|person| person.teams.contains(&ticket.team));
        ticket.assignee = ticket.assignee.filter(stays);
        Ok(())
    }

    /// Whether an edit takes back that a ticket was confirmed, which closed it: that brings it back to resolved.
    pub(crate) fn unconfirms(&self, before: &Ticket, after: &Ticket) -> bool {
        let resolved = self.category(&after.status) == Some(StatusCategory::Resolved);
        resolved && before.confirmed.is_some() && after.confirmed.is_none()
    }

    /// Makes a ticket consistent after somebody edited it: what is work again is not confirmed, and what is done anew
    /// not by the word of then, which may have come in while it was opened elsewhere. What no longer rests is postponed
    /// no more.
    pub fn settle_life(&self, before: &Ticket, after: &mut Ticket) {
        let done = |ticket: &Ticket| self.category(&ticket.status).is_some_and(StatusCategory::is_done);
        if !done(after) || (!done(before) && before.confirmed == after.confirmed) {
            after.confirmed = None;
        }
        if !self.category(&after.status).is_some_and(rests) {
            after.postponed_until = None;
        }
    }
}

/// Whether a ticket of this category is nobody's work at present, and not done either.
fn rests(category: StatusCategory) -> bool {
    matches!(category, StatusCategory::Waiting | StatusCategory::OnHold)
}

impl Team {
    /// Whether its level is one there is.
    pub(crate) fn check_level(&self) -> Result<(), Refusal> {
        match self.level {
            Some(level) if !(1..=SUPPORT_LEVELS).contains(&level) => {
                Err(Refusal::invalid("level", format!("is from 1 to {SUPPORT_LEVELS}")))
            }
            _ => Ok(()),
        }
    }
}

/// Whether the last public word of a conversation is the desk's own.
pub fn is_answered(history: &[(EventId, Event)]) -> bool {
    let words = history.iter().filter_map(|(id, event)| Some((event.at, *id, event.said_by()?)));
    words.max_by_key(|(at, id, _)| (*at, *id)).is_some_and(|(_, _, side)| side == Side::Agent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::What;
    use crate::ids::TicketId;
    use crate::person::default_team;
    use crate::time::Timestamp;
    use uuid::Uuid;

    fn in_status(key: &str) -> Ticket {
        let (team, _) = default_team();
        Ticket { status: StatusKey::new(key), ..Ticket::opened("Printer", team, Timestamp(0)) }
    }

    #[test]
    fn an_answer_brings_back_what_waited_for_it_or_was_done_and_nothing_else() {
        let house = House::fresh();
        let goes = |key: &str| house.answered_by_requester(&in_status(key)).map(|key| key.0.clone());
        for (from, to) in [
            ("new", None),
            ("open", None),
            ("in_progress", None),
            ("waiting", Some("open")),
            ("on_hold", None),
            ("resolved", Some("open")),
            ("closed", Some("open")),
        ] {
            assert_eq!(goes(from).as_deref(), to, "{from}");
        }
        let merged = Ticket { merged_into: Some(TicketId(Uuid::from_u128(3))), ..in_status("closed") };
        assert_eq!(house.answered_by_requester(&merged), None);
    }

    #[test]
    fn the_way_back_is_one_that_the_workflow_has() {
        let mut house = House::fresh();
        let closed = house.statuses.iter_mut().find(|status| status.key.0 == "closed").unwrap();
        closed.next = [StatusKey::new("in_progress")].into();
        let mut ticket = in_status("closed");
        house.reopen(&mut ticket).unwrap();
        assert_eq!(ticket.status.0, "in_progress");

        let closed = house.statuses.iter_mut().find(|status| status.key.0 == "closed").unwrap();
        closed.next = [StatusKey::new("resolved")].into();
        assert!(house.reopen(&mut in_status("closed")).is_err());
        let mut open = in_status("waiting");
        house.reopen(&mut open).unwrap();
        assert_eq!(open.status.0, "waiting", "what is not done is not reopened");
    }

    #[test]
    fn what_is_confirmed_is_closed_and_forgotten_once_it_is_work_again() {
        let house = House::fresh();
        let by = PersonId(Uuid::from_u128(5));
        let confirmed = Confirmed { by, how: ConfirmedHow::Requester, at: Timestamp(7) };
        assert!(house.confirm(&mut in_status("open"), confirmed.clone()).is_err());
        let mut ticket = in_status("resolved");
        house.confirm(&mut ticket, confirmed.clone()).unwrap();
        assert_eq!((ticket.status.0.as_str(), &ticket.confirmed), ("closed", &Some(confirmed)));
        house.settle_life(&in_status("resolved"), &mut ticket);
        assert!(ticket.confirmed.is_some());
        let open = Ticket { status: StatusKey::new("open"), ..ticket.clone() };
        let closed = ticket.clone();
        house.reopen(&mut ticket).unwrap();
        house.settle_life(&closed, &mut ticket);
        assert_eq!(ticket.confirmed, None);
        let mut again = closed;
        house.settle_life(&open, &mut again);
        assert_eq!(again.confirmed, None, "it was opened elsewhere while it was confirmed here");
    }

    #[test]
    fn a_ticket_is_answered_as_long_as_the_last_public_word_is_ours() {
        let said = |at: i64, what: What| {
            let ticket = TicketId(Uuid::from_u128(3));
            let event = Event { ticket, at: Timestamp(at), received_at: None, by: None, what };
            (EventId(Uuid::from_u128(at.unsigned_abs().into())), event)
        };
        let message = crate::ids::MessageId(Uuid::from_u128(4));
        let replied = |at, side| said(at, What::Replied { message, side, delivered_at: None });
        let note = said(9, What::Noted { message });
        assert!(!is_answered(&[]));
        assert!(!is_answered(std::slice::from_ref(&note)));
        let ours = vec![replied(2, Side::Agent), replied(1, Side::Requester), note];
        assert!(is_answered(&ours), "whatever order it came in");
        assert!(!is_answered(&[ours, vec![replied(3, Side::Requester)]].concat()));
    }

    #[test]
    fn a_ticket_goes_to_the_next_level_and_leaves_whoever_does_not_work_there() {
        let (mut house, (first, _)) = (House::fresh(), default_team());
        let team = |n: u128| TeamId(Uuid::from_u128(n));
        let of = |name: &str, level| Team { name: name.to_owned(), level, ..Team::default() };
        assert_eq!(house.next_level(first), []);
        house.teams.insert(team(3), of("Specialists", Some(3)));
        house.teams.insert(team(2), of("network", Some(2)));
        house.teams.insert(team(4), of("Desktop", Some(2)));
        house.teams.insert(team(5), Team { retired: true, ..of("Gone", Some(1)) });
        assert_eq!(house.next_level(first), [team(4), team(2)], "by name, however it is written");
        assert_eq!(house.next_level(team(2)), [team(3)]);
        let person = crate::person::Person { teams: [team(3)].into(), ..crate::person::Person::default() };
        let owner = PersonId(Uuid::from_u128(7));
        house.staff.insert(owner, person);
        let mut ticket = Ticket { assignee: Some(owner), ..in_status("open") };
        let mut other = ticket.clone();
        house.escalate(&mut ticket, None).unwrap();
        assert_eq!((ticket.team, ticket.assignee), (team(4), None));
        house.escalate(&mut other, Some(team(3))).unwrap();
        assert_eq!((other.team, other.assignee), (team(3), Some(owner)));
        assert!(house.escalate(&mut other, Some(team(2))).is_err(), "down is no escalation");
        assert!(house.escalate(&mut other, None).is_err());
        assert!(Team { level: Some(4), ..Team::default() }.check_level().is_err());
    }
}
