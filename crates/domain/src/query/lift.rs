//! A line as what a view narrows to: each term that a filter has a place for goes there, and the rest stays a line.

use super::meaning::{Asked, Clause, Test};
use super::times::length_ms;
use super::{Compare, Key, Line, Term, What};
use crate::view::Narrows;
use std::collections::BTreeSet;

/// What a view narrows to that finds what this line finds.
pub fn lifted(line: &Line, asked: &Asked) -> Narrows {
    let mut narrows = Narrows::default();
    let mut gone = Vec::new();
    for clause in &asked.clauses {
        if asked.mistakes.iter().any(|mistake| clause.items.contains(&mistake.item)) {
            continue;
        }
        let term = match clause.items.as_slice() {
            [one] => line.items.get(*one).and_then(|item| match &item.what {
                What::Term(term) => Some(term),
                What::Word(_) | What::Phrase(_) => None,
            }),
            _ => None,
        };
        if lift(clause, term, &mut narrows) {
            gone.extend(clause.items.iter().copied());
        }
    }
    narrows.text = line.without(&gone).to_string();
    narrows
}

/// Puts a clause into the places that a filter has for it; `false` when there are none, or something else stands there.
fn lift(clause: &Clause, term: Option<&Term>, narrows: &mut Narrows) -> bool {
    if clause.not {
        let awake = clause.any == [Test::Snoozed];
        narrows.awake |= awake;
        return awake;
    }
    let mut with = narrows.clone();
    // A filter holds owners against each other, and teams; all else it asks for together.
    let either = clause.any.len() == 1
        || clause.any.iter().all(is_owner)
        || clause.any.iter().all(|test| matches!(test, Test::Teams(_) | Test::MyTeams));
    let owned = !narrows.assignees.is_empty() || narrows.mine || narrows.unassigned;
    let teamed = !narrows.teams.is_empty() || narrows.my_teams;
    let goes = |test: &Test| {
        (!owned || !is_owner(test)) && (!teamed || !matches!(test, Test::Teams(_) | Test::MyTeams))
    };
    let placed = !clause.any.is_empty()
        && either
        && clause.any.iter().all(|test| goes(test) && place(test, term, &mut with));
    if placed {
        *narrows = with;
    }
    placed
}

fn is_owner(test: &Test) -> bool {
    matches!(test, Test::Assignees(_) | Test::Mine | Test::Unassigned)
}

/// Puts one test into its place.
fn place(test: &Test, term: Option<&Term>, narrows: &mut Narrows) -> bool {
    match test {
        Test::Statuses(keys) => fill(&mut narrows.statuses, keys),
        Test::Categories(keys) => fill(&mut narrows.categories, keys),
        Test::Priorities(keys) => fill(&mut narrows.priorities, keys),
        Test::Teams(ids) => fill(&mut narrows.teams, ids),
        Test::MyTeams => put(&mut narrows.my_teams),
        Test::Assignees(ids) => fill(&mut narrows.assignees, ids),
        Test::Mine => put(&mut narrows.mine),
        Test::Unassigned => put(&mut narrows.unassigned),
        Test::Organisations(ids) => {
            let free = narrows.organisation.is_none() && ids.len() == 1;
            narrows.organisation = narrows.organisation.or(ids.first().copied());
            free
        }
        Test::Tag(tag) => {
            narrows.tags.insert(tag.clone());
            true
        }
        Test::Clock(alarm) => fill(&mut narrows.clocks, &BTreeSet::from([*alarm])),
        Test::Due(_) => term.is_some_and(is_today) && put(&mut narrows.due_today),
        Test::Updated(_) => {
            let hours = term.and_then(within_hours).filter(|_| narrows.updated_hours.is_none());
            narrows.updated_hours = narrows.updated_hours.or(hours);
            hours.is_some()
        }
        Test::Requester(_)
        | Test::NoRequester
        | Test::NoOrganisation
        | Test::Types(_)
        | Test::Topics(_)
        | Test::NoTopic
        | Test::Untagged
        | Test::NeverDue
        | Test::DueDate(_)
        | Test::Undated
        | Test::Created(_)
        | Test::Snoozed
        | Test::Postponed
        | Test::Deleted
        | Test::Watched
        | Test::Confirmed(_)
        | Test::Answered(_)
        | Test::Unread(_)
        | Test::Begun
        | Test::Attachment
        | Test::Number(_) => false,
    }
}

fn fill<T: Ord + Clone>(place: &mut BTreeSet<T>, with: &BTreeSet<T>) -> bool {
    let free = place.is_empty() && !with.is_empty();
    place.extend(with.iter().cloned());
    free
}

fn put(place: &mut bool) -> bool {
    *place = true;
    true
}

fn is_today(term: &Term) -> bool {
    let is = matches!(term.values.as_slice(), [value] if value.eq_ignore_ascii_case("today"));
    term.key == Key::Due && term.compare == Compare::Is && is
}

/// The whole hours within which something was changed.
fn within_hours(term: &Term) -> Option<i64> {
    let within = matches!(term.compare, Compare::Is | Compare::Less | Compare::AtMost);
    let [value] = term.values.as_slice() else { return None };
    let ms = length_ms(&value.to_lowercase()).filter(|_| within && term.key == Key::Updated)?;
    (ms > 0 && ms % 3_600_000 == 0).then_some(ms / 3_600_000)
}
