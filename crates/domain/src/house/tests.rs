//! What a house makes of changes: transitions, priorities and reasons, and what is refused.

use super::*;
use crate::change::difference;
use crate::ids::ChangeId;
use crate::person::{Role, default_team};
use crate::priority::Level;
use crate::time::Timestamp;
use uuid::Uuid;

fn decide(house: &House, current: &Record, seen: &Record, after: &Ticket) -> Result<Verdict, Refusal> {
    let person = Person { role: Role::Agent, ..Person::default() };
    let who = Who::new(PersonId(Uuid::from_u128(1)), &person, &house.teams);
    let change = Change {
        id: ChangeId(Uuid::from_u128(7)),
        kind: Kind::Ticket,
        entity: seen.id,
        ticket: seen.ticket,
        by: who.id,
        at: Timestamp(0),
        seen: seen.ver,
        delivered_at: None,
        act: difference(seen, after).unwrap(),
    };
    let ticket: Ticket = read(current)?;
    house.decide(&who, &change, Some(current), Some(&ticket))
}

fn edited(house: &House, seen: &Record, edit: impl FnOnce(&mut Ticket)) -> Ticket {
    let before: Ticket = seen.read().unwrap();
    let mut after = before.clone();
    edit(&mut after);
    house.settle_priority(Some(&before), &mut after);
    after
}

#[test]
fn one_raises_the_impact_and_one_the_urgency_and_the_matrix_says_what_both_make() {
    let (house, (id, _)) = (House::fresh(), default_team());
    let ticket = Ticket::opened("Printer", id, Timestamp(0));
    let uuid = Uuid::from_u128(9);
    let seen = Record { ver: 3, first: 3, ..Record::new(uuid, Some(uuid), &ticket) };
    let impact = edited(&house, &seen, |ticket| ticket.impact = Level::High);
    let urgency = edited(&house, &seen, |ticket| ticket.urgency = Level::High);
    assert_eq!((impact.priority, urgency.priority), (Priority::High, Priority::High));

    let first = decide(&house, &seen, &seen, &impact).unwrap();
    assert_eq!(first.outcome, Outcome::Applied);
    let mut current = Record { ver: 4, ..first.record };
    current.fver.extend(first.changed.iter().map(|change| (change.field.clone(), 4)));
    let second = decide(&house, &current, &seen, &urgency).unwrap();
    assert_eq!((second.outcome, second.conflicts.len()), (Outcome::Merged, 0));
    let both: Ticket = second.record.read().unwrap();
    assert_eq!((both.impact, both.urgency, both.priority), (Level::High, Level::High, Priority::Urgent));
    let changed: Vec<(&str, &Value)> =
        second.changed.iter().map(|change| (change.field.as_str(), &change.to)).collect();
    assert_eq!(changed, [("urgency", &Value::from("high")), ("priority", &Value::from("urgent"))]);

    // Who saw it all and wants another priority is asked why, as ever.
    let odd = Ticket { priority: Priority::Low, ..ticket };
    assert_eq!(decide(&house, &seen, &seen, &odd), Err(Refusal::PriorityReason));
}

fn category(name: &str, parent: Option<u128>) -> Category {
    let parent = parent.map(|id| CategoryId(Uuid::from_u128(id)));
    Category { name: name.to_owned(), parent, position: 0, retired: false }
}

#[test]
fn a_category_lies_in_no_branch_of_its_own_and_no_branch_grows_beyond_five_levels() {
    let mut house = House::fresh();
    house.categories.clear();
    for (id, parent) in [(1, None), (2, Some(1)), (3, Some(2)), (4, None), (5, Some(4)), (6, Some(5))] {
        house.categories.insert(CategoryId(Uuid::from_u128(id)), category(&format!("C{id}"), parent));
    }
    let moved = |id: u128, parent: u128| {
        house.check_category(CategoryId(Uuid::from_u128(id)), &category("Moved", Some(parent)))
    };
    // Two desks may each move one under the other: the second to arrive makes a circle.
    for (id, parent) in [(1, 1), (1, 3), (2, 3)] {
        let refused = moved(id, parent).unwrap_err();
        assert!(refused.to_string().contains("in itself"), "{id} into {parent}: {refused}");
    }
    assert_eq!(moved(5, 3), Ok(()), "three levels and two are five");
    assert!(moved(4, 3).unwrap_err().to_string().contains("five levels"), "three and three are six");
}
