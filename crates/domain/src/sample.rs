//! A desk to try things on: invented tickets of an invented company, alive relative to the hour.
//!
//! The same seed and the same `now` give the same tickets, so that tests can speak of them.

mod canned;
mod checklists;
mod dice;
mod fields;
mod people;
mod scenarios;
mod story;
mod templates;
mod visits;

use crate::import::{Batch, ImportedCategory, ImportedLink, ImportedTicket};
use crate::message::Relation;
use crate::time::Timestamp;
pub use canned::{canned_replies, macros};
pub use checklists::checklists;
use dice::Dice;
pub use fields::form;
use scenarios::Scenario;
use std::collections::BTreeMap;
use story::{Fate, Plan, Stand};
pub use templates::templates;
pub use visits::{SAMPLE_VISITS, visits};

/// The source that sample tickets are imported from.
pub const SOURCE: &str = "sample";

/// How many tickets stand in each status of a sample, and how they fare: on track, due soon, late.
const MORNING: [(Stand, [usize; 3]); 7] = [
    (Stand::New, [24, 5, 3]),
    (Stand::Open, [26, 5, 3]),
    (Stand::InProgress, [34, 8, 4]),
    (Stand::Waiting, [32, 0, 0]),
    (Stand::OnHold, [16, 2, 2]),
    (Stand::Resolved, [40, 0, 6]),
    (Stand::Closed, [28, 0, 2]),
];

/// How many tickets a sample has.
pub const SAMPLE_TICKETS: usize = 240;

/// How many related pairs a sample has.
const LINKS: usize = 12;

/// Makes a sample whose clocks are running, at risk, breached and paused at `now`.
///
/// Its clocks run around the clock (`always_open`): whoever tries it on a Sunday night sees them too.
pub fn sample(seed: u64, now: Timestamp) -> Batch {
    let mut dice = Dice::of(seed, 0);
    let fates = [Fate::OnTrack, Fate::Soon, Fate::Late];
    let mut plans: Vec<(Stand, Fate)> = MORNING
        .into_iter()
        .flat_map(|(stand, counts)| {
            fates.into_iter().zip(counts).flat_map(move |(fate, count)| vec![(stand, fate); count])
        })
        .collect();
    dice.shuffle(&mut plans);
    let mut order: Vec<usize> = (0..scenario_count()).collect();
    dice.shuffle(&mut order);
    let mut batch = frame();
    let mut by_scenario: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, (stand, fate)) in plans.into_iter().enumerate() {
        let scenario = order[place % order.len()];
        by_scenario.entry(scenario).or_default().push(place);
        let plan =
            Plan { key: format!("S-{:03}", place + 1), stand, fate, round: place / order.len(), past: None };
        let mut dice = Dice::of(seed, place as u64 + 1);
        batch.tickets.push(story::tell(plan, scenarios::nth(scenario), now, &mut dice));
    }
    for places in by_scenario.into_values().take(LINKS) {
        let other = batch.tickets[places[0]].key.clone();
        batch.tickets[places[1]].links.push(ImportedLink { other, relation: Relation::Related });
    }
    batch
}

/// Makes `count` tickets for measuring, a few of them fresh and most of them long closed.
pub fn seeded(count: u64, seed: u64, now: Timestamp) -> Seeded {
    Seeded { frame: frame(), count, seed, now }
}

/// Any number of tickets, each made when it is asked for.
#[derive(Debug, Clone)]
pub struct Seeded {
    frame: Batch,
    count: u64,
    seed: u64,
    now: Timestamp,
}

impl Seeded {
    /// Everything but the tickets: organisations, teams, people, categories.
    pub fn frame(&self) -> &Batch {
        &self.frame
    }

    /// The ticket at a place; it does not depend on the others.
    pub fn ticket(&self, place: u64) -> ImportedTicket {
        let mut dice = Dice::of(self.seed, place + 1);
        let (stand, fate, past) = match dice.below(100) {
            0..70 => (Stand::Closed, fate(&mut dice), Some(dice.between(1, 700))),
            70..76 => (Stand::Resolved, fate(&mut dice), None),
            76..84 => (Stand::Waiting, Fate::OnTrack, None),
            84..89 => (Stand::OnHold, fate(&mut dice), None),
            89..93 => (Stand::New, fate(&mut dice), None),
            93..96 => (Stand::Open, fate(&mut dice), None),
            _ => (Stand::InProgress, fate(&mut dice), None),
        };
        let scenario = dice.below(scenario_count() as u64) as usize;
        let round = dice.below(6) as usize;
        let plan = Plan { key: format!("B-{:07}", place + 1), stand, fate, round, past };
        story::tell(plan, scenarios::nth(scenario), self.now, &mut dice)
    }

    /// All tickets, one after the other.
    pub fn tickets(&self) -> impl Iterator<Item = ImportedTicket> + '_ {
        (0..self.count).map(|place| self.ticket(place))
    }
}

/// Most tickets do well.
fn fate(dice: &mut Dice) -> Fate {
    match dice.below(12) {
        0 => Fate::Late,
        1 => Fate::Soon,
        _ => Fate::OnTrack,
    }
}

fn scenario_count() -> usize {
    scenarios::ALL.iter().map(|list| list.len()).sum()
}

/// A batch with everything that tickets refer to.
fn frame() -> Batch {
    Batch {
        always_open: true,
        organisations: people::organisations(),
        teams: people::teams(),
        people: people::people(),
        categories: categories(),
        ..Batch::new(SOURCE)
    }
}

/// The tree that the scenarios name, parents first.
fn categories() -> Vec<ImportedCategory> {
    let mut tree = Vec::new();
    let mut known = std::collections::BTreeSet::new();
    for Scenario { path, .. } in scenarios::ALL.iter().flat_map(|list| list.iter()) {
        for depth in 1..=path.len() {
            let key = story::category_key(&path[..depth]);
            if known.insert(key.clone()) {
                let parent = (depth > 1).then(|| story::category_key(&path[..depth - 1]));
                tree.push(ImportedCategory { key, name: path[depth - 1].to_owned(), parent });
            }
        }
    }
    tree
}

#[cfg(test)]
mod tests;
