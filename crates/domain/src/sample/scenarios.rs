//! What people ask for in the sample: hand-written situations, each good for several tickets.

mod access;
mod facilities;
mod field;
mod people;
mod systems;
mod workplace;

use super::people::Desk;
use crate::priority::Level;
use crate::ticket::Channel;
use crate::ticket_type::TicketType;

/// One kind of trouble, with everything that people would write about it.
///
/// Texts may name `{first}` (the requester), `{place}`, `{asset}`, `{room}`, `{day}` and `{n}`.
#[derive(Debug)]
pub(super) struct Scenario {
    pub(super) desk: Desk,
    /// The names from the root of the category tree.
    pub(super) path: &'static [&'static str],
    pub(super) kind: TicketType,
    pub(super) channel: Channel,
    pub(super) impact: Level,
    pub(super) urgency: Level,
    /// Empty when no component is affected.
    pub(super) component: &'static str,
    pub(super) tags: &'static [&'static str],
    pub(super) subjects: [&'static str; 2],
    pub(super) body: &'static str,
    /// The first answer of an agent.
    pub(super) answer: &'static str,
    /// What the agent has to ask.
    pub(super) question: &'static str,
    /// What the requester says to that.
    pub(super) reply: &'static str,
    /// What the agents tell one another.
    pub(super) note: &'static str,
    /// What solved it.
    pub(super) fix: &'static str,
}

/// All of them.
pub(super) static ALL: [&[Scenario]; 6] = [
    &workplace::SCENARIOS,
    &access::SCENARIOS,
    &systems::SCENARIOS,
    &facilities::SCENARIOS,
    &people::SCENARIOS,
    &field::SCENARIOS,
];

/// The scenario at a place in the whole list, counted around.
pub(super) fn nth(place: usize) -> &'static Scenario {
    let count: usize = ALL.iter().map(|list| list.len()).sum();
    ALL.iter().flat_map(|list| list.iter()).nth(place % count).expect("the place is within the list")
}
