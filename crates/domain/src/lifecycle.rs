//! Where a ticket goes when it is work again: its requester answered, or it was not done after all.

use crate::house::House;
use crate::refusal::Refusal;
use crate::status::{StatusCategory, StatusKey};
use crate::ticket::Ticket;

impl House {
    /// The first open status, in their order, that the workflow lets a ticket go to from here.
    pub fn first_open(&self, from: &StatusKey) -> Option<&StatusKey> {
        let now = self.status(from);
        let open = self.statuses.iter().filter(|status| {
            status.category == StatusCategory::Open
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
}

#[cfg(test)]
mod tests {
    use super::*;
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
}
