//! The checklists of the invented company: work that is done the same way every time, some of it ticked already.

use crate::checklist::{ChecklistItem, Tick, ranks_at_end};
use crate::ids::TicketId;
use crate::ticket::Ticket;
use crate::time::Timestamp;

const HOUR: i64 = 3_600_000;

/// How the subjects begin that it is for, how many are ticked once somebody has taken the ticket, and what is to do.
type List = (&'static [&'static str], usize, &'static [&'static str]);

const LISTS: [List; 4] = [
    (
        &["New colleague starts", "Set up a workplace"],
        3,
        &[
            "Account and mailbox",
            "Groups and shared folders of the team",
            "Order laptop, dock and headset",
            "Phone with a number of the company",
            "Badge and locker",
            "Set up the desk: two screens, chair, keyboard",
            "Welcome mail with the first steps",
        ],
    ),
    (
        &["Last working day", "Leaver"],
        1,
        &[
            "Agree who takes over the open work",
            "Move files to the share of the team",
            "Collect laptop, phone and badge",
            "Close the accounts at the end of the day",
            "Forward the mail for three months",
        ],
    ),
    (
        &["Certificate of the customer portal"],
        2,
        &[
            "Order the certificate",
            "Install it on the test system",
            "Install it on both nodes",
            "Check the chain from outside",
            "Note the next date in the calendar",
        ],
    ),
    (
        &["Yearly maintenance", "Leak test"],
        2,
        &[
            "Agree a date with the caretaker",
            "Order filters and seals",
            "Leak test of every circuit",
            "Clean the condensers",
            "Measure and write down the pressures",
            "Hand over the log book",
        ],
    ),
];

/// Writes checklists for those of these open tickets that ask for one.
pub fn checklists(tickets: &[(TicketId, Ticket)], now: Timestamp) -> Vec<ChecklistItem> {
    let mut items = Vec::new();
    for (beginnings, ticked, texts) in LISTS {
        let fits = |ticket: &Ticket| beginnings.iter().any(|begins| ticket.subject.starts_with(begins));
        for (id, ticket) in tickets.iter().filter(|(_, ticket)| fits(ticket)) {
            let by = ticket.assignee;
            let ranks = ranks_at_end(None, texts.len(), ticket.created_at);
            for ((place, text), rank) in texts.iter().enumerate().zip(ranks) {
                let ago = i64::try_from(ticked.saturating_sub(place)).unwrap_or(0) * HOUR / 4;
                let at = now.plus_ms(-ago).max(ticket.created_at);
                let done = by.filter(|_| place < ticked).map(|by| Tick { by, at });
                items.push(ChecklistItem { ticket: *id, text: (*text).to_owned(), rank, done });
            }
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::house::House;
    use crate::import::records;
    use crate::record::Kind;
    use std::collections::BTreeSet;

    #[test]
    fn a_sample_has_a_few_checklists_that_are_under_way() {
        let now = Timestamp(1_772_814_600_000);
        let records = records(&super::super::sample(7, now), &House::fresh());
        let tickets: Vec<(TicketId, Ticket)> = records
            .iter()
            .filter(|record| record.kind == Kind::Ticket)
            .map(|record| (TicketId(record.id), record.read().unwrap()))
            .collect();
        let items = checklists(&tickets, now);
        assert!(items.iter().all(|item| item.check().is_ok()));
        let on: BTreeSet<TicketId> = items.iter().map(|item| item.ticket).collect();
        assert!((3..30).contains(&on.len()), "{}", on.len());
        assert!(items.iter().any(|item| item.done.is_some()) && items.iter().any(|item| item.done.is_none()));
        assert!(items.iter().filter_map(|item| item.done).all(|tick| tick.at <= now));
    }
}
