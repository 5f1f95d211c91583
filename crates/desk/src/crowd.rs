//! The question before one more ticket becomes urgent, asked of whoever works at a device.

use crate::change::Step;
use crate::desk::Seat;
use crate::fault::Fault;
use domain::priority::Priority;
use domain::refusal::Refusal;
use domain::status::StatusCategory;
use domain::ticket::Ticket;
use store::tickets::Narrow;

/// How many tickets are open and urgent, as it was before a transaction and with what it did so far.
#[derive(Debug, Default)]
pub(crate) struct Crowd {
    /// Counted when it is asked for the first time.
    before: Option<(i64, i64)>,
    open: i64,
    urgent: i64,
    /// What is urgent was so before: nobody is asked.
    excused: bool,
    /// The reason that an edit brings was written long before, and nobody has seen how many are urgent.
    unexplained: bool,
}

impl Crowd {
    pub(crate) fn excused() -> Self {
        Crowd { excused: true, ..Crowd::default() }
    }

    pub(crate) fn unexplained() -> Self {
        Crowd { unexplained: true, ..Crowd::default() }
    }
}

impl Step<'_> {
    /// Asks why, when an edit makes a ticket urgent, gives no reason of its own and goes beyond the share that the desk
    /// wants. It is no part of `decide`: what was allowed where it was done stays done. Programs that report to a server
    /// are not asked, since nobody would answer.
    pub(crate) async fn ask_why_urgent(
        &mut self,
        before: Option<&Ticket>,
        after: &Ticket,
    ) -> Result<(), Fault> {
        if self.crowd.excused || matches!(self.door.inner.seat(), Seat::Server) {
            return Ok(());
        }
        let house = &self.door.rules.house;
        let open = |ticket: &Ticket| house.category(&ticket.status).is_some_and(|it| !it.is_done());
        let urgent = |ticket: &Ticket| open(ticket) && ticket.priority == Priority::Urgent;
        self.crowd.open += i64::from(open(after)) - i64::from(before.is_some_and(open));
        self.crowd.urgent += i64::from(urgent(after)) - i64::from(before.is_some_and(urgent));
        let becomes = urgent(after) && before.is_none_or(|before| before.priority != Priority::Urgent);
        let reason = after.priority_reason.as_deref().unwrap_or_default().trim();
        let explained = !self.crowd.unexplained
            && !reason.is_empty()
            && before.is_none_or(|before| before.priority_reason != after.priority_reason);
        if !becomes || explained {
            return Ok(());
        }
        let (guard, crowd) = (house.urgent_guard, &self.crowd);
        let (open, urgent) = match crowd.before {
            Some(before) => before,
            None => self.count_open_and_urgent().await?,
        };
        self.crowd.before = Some((open, urgent));
        let (open, urgent) = (open + self.crowd.open, urgent + self.crowd.urgent);
        if guard.is_crowded(urgent, open) {
            return Err(Refusal::Urgent { urgent, open, percent: guard.percent }.into());
        }
        Ok(())
    }

    /// As it was before: nothing of this transaction is written yet.
    async fn count_open_and_urgent(&self) -> Result<(i64, i64), Fault> {
        let inner = self.door.inner;
        let open = StatusCategory::ALL.into_iter().filter(|category| !category.is_done()).collect();
        let open = Narrow { categories: open, scopes: inner.scopes(self.who.id), ..Narrow::default() };
        let urgent = Narrow { priorities: vec![Priority::Urgent], ..open.clone() };
        let db = &inner.db;
        Ok((store::tickets::count(db, &open).await?, store::tickets::count(db, &urgent).await?))
    }
}
