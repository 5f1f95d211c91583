//! The visits of the invented company: a day on the road for whoever tries it, under way already.

use crate::ids::{PersonId, TicketId};
use crate::time::Timestamp;
use crate::visit::{Step, StepKind, Visit};
use std::collections::BTreeSet;

const MINUTE: i64 = 60_000;
const HALF_HOUR: i64 = 30 * MINUTE;

/// Minutes from now, minutes long, where, what to know before one goes, which fits whatever ticket it is for, and what
/// happened there, so many minutes ago.
type Stop = (Option<(i64, i64)>, &'static str, &'static str, &'static [(i64, StepKind)]);

const STOPS: [Stop; 6] = [
    (
        Some((-150, 60)),
        "Harbour Street 4, ground floor",
        "Bring the spare from the store",
        &[(160, StepKind::Started), (145, StepKind::Arrived), (100, StepKind::Done)],
    ),
    (
        Some((-30, 90)),
        "Mill Lane 12, second floor",
        "Ask for Ms. Adler at the desk",
        &[(40, StepKind::Started), (15, StepKind::Arrived)],
    ),
    (Some((90, 60)), "Station Square 1, basement", "There is no network down there", &[]),
    (Some((180, 90)), "Harbour Street 4, third floor", "Call ten minutes ahead", &[]),
    (Some((24 * 60, 60)), "Old Brewery, gate 3", "Ring at the gate", &[]),
    (None, "Mill Lane 12", "The key is with the caretaker", &[]),
];

/// How many tickets there is somebody to be sent for.
pub const SAMPLE_VISITS: usize = STOPS.len();

/// Plans visits of `technician` on these tickets, around `now`.
pub fn visits(technician: PersonId, tickets: &[TicketId], now: Timestamp) -> Vec<Visit> {
    let hour = Timestamp(now.0.div_euclid(HALF_HOUR) * HALF_HOUR);
    let visit = |(ticket, (window, address, purpose, steps)): (&TicketId, Stop)| {
        let from = window.map(|(from, _)| hour.plus_ms(from * MINUTE));
        let step = |(ago, kind): &(i64, StepKind)| Step {
            at: now.plus_ms(-ago * MINUTE),
            kind: *kind,
            by: technician,
        };
        Visit {
            ticket: *ticket,
            technician: window.map(|_| technician),
            from,
            until: window.and_then(|(_, long)| Some(from?.plus_ms(long * MINUTE))),
            address: Some(address.to_owned()),
            purpose: Some(purpose.to_owned()),
            steps: steps.iter().map(step).collect(),
            parts: BTreeSet::new(),
            signature: None,
            signed_by: None,
        }
    };
    tickets.iter().zip(STOPS).map(visit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::visit::VisitState;
    use uuid::Uuid;

    #[test]
    fn a_day_on_the_road_is_under_way() {
        let tickets: Vec<TicketId> =
            (1..).take(SAMPLE_VISITS).map(|id| TicketId(Uuid::from_u128(id))).collect();
        let now = Timestamp(1_772_814_600_000);
        let visits = visits(PersonId(Uuid::nil()), &tickets, now);
        let states: Vec<VisitState> = visits.iter().map(Visit::state).collect();
        use VisitState::{Done, OnSite, Planned};
        assert_eq!(states, [Done, OnSite, Planned, Planned, Planned, Planned]);
        assert!(visits.iter().all(|visit| visit.check().is_ok()));
        assert!(visits[2].from.is_some_and(|from| from > now), "the next one is still to come");
    }
}
