//! Macros: several things done to a ticket in one go, kept under a name and shared like a canned reply.

use crate::checklist::check_lines;
use crate::house::House;
use crate::ids::{CategoryId, PersonId, TeamId};
use crate::priority::Priority;
use crate::record::{Entity, Kind};
use crate::refusal::Refusal;
use crate::reminder::SnoozeUntil;
use crate::status::StatusKey;
use crate::ticket::Ticket;
use crate::ticket_type::TicketType;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A macro, personal or shared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Macro {
    pub name: String,
    pub owner: PersonId,
    /// As with a view: the owner when it is personal, a team when that shares it; without one everybody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Uuid>,
    #[serde(flatten)]
    pub steps: Steps,
}

impl Entity for Macro {
    const KIND: Kind = Kind::Macro;
}

/// What a macro does. Every step is a field of its own, and there is one of each, so that two people who edit a macro
/// at once both get what they changed; the order in which they take effect is that of this list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Steps {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<StatusKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignee: Option<Assign>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub ticket_type: Option<TicketType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<CategoryId>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub add_tags: BTreeSet<String>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub remove_tags: BTreeSet<String>,
    /// Values of the fields that this desk added, by their keys.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub custom: BTreeMap<String, Value>,
    /// What is put at the end of the checklist, an item on each line, with the placeholders of canned replies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checklist: Option<String>,
    /// An internal note, with the placeholders of canned replies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// A public reply, with the placeholders of canned replies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<String>,
    /// Puts the ticket off for whoever runs the macro.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snooze: Option<SnoozeUntil>,
}

/// To whom a macro gives a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "to", rename_all = "snake_case")]
pub enum Assign {
    /// Whoever runs the macro.
    Me,
    Nobody,
    Person {
        person: PersonId,
    },
}

impl Steps {
    pub fn is_empty(&self) -> bool {
        *self == Steps::default()
    }

    /// Whether they can be done to a ticket at all.
    ///
    /// # Errors
    /// `Refusal::Invalid` when they do nothing, or put more on a checklist than it takes.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.is_empty() {
            return Err(Refusal::invalid("steps", "a macro does something"));
        }
        check_lines(self.checklist.as_deref().unwrap_or_default())
    }

    /// What the steps make of a ticket's fields, run by `me`. A priority that the matrix does not give is explained
    /// by `name`, what the macro is called.
    pub fn applied(&self, name: &str, ticket: &Ticket, me: PersonId, house: &House) -> Ticket {
        let mut after = ticket.clone();
        if let Some(status) = &self.status {
            after.status = status.clone();
        }
        match self.assignee {
            Some(Assign::Me) => after.assignee = Some(me),
            Some(Assign::Nobody) => after.assignee = None,
            Some(Assign::Person { person }) => after.assignee = Some(person),
            None => {}
        }
        after.team = self.team.unwrap_or(after.team);
        if let Some(ticket_type) = &self.ticket_type {
            after.ticket_type = ticket_type.clone();
        }
        after.category = self.category.or(after.category);
        let ticket_type = after.ticket_type.clone();
        // A field that the type does not have is not on the ticket, and one that was taken off the form is nowhere.
        for field in house.form.shown(&ticket_type) {
            if let Some(value) = self.custom.get(&field.key.0) {
                field.put(&mut after, value.clone());
            }
        }
        after.tags.retain(|tag| !self.remove_tags.contains(tag));
        after.tags.extend(self.add_tags.iter().cloned());
        if let Some(priority) = self.priority.filter(|priority| *priority != ticket.priority) {
            after.priority = priority;
            after.priority_reason = Some(name.to_owned());
            house.settle_priority(Some(ticket), &mut after);
        }
        after
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::{Act, Change, difference};
    use crate::ids::ChangeId;
    use crate::merge::{Outcome, Side, merge};
    use crate::record::Record;
    use crate::refusal::Refusal;
    use crate::time::Timestamp;

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn escalate() -> Macro {
        Macro {
            name: "Escalate".to_owned(),
            owner: person(1),
            scope: None,
            steps: Steps {
                add_tags: BTreeSet::from(["tier-2".to_owned()]),
                checklist: Some("Call\nOrder\nFit".to_owned()),
                reply: Some("Line one\nLine two\nLine three\n".to_owned()),
                ..Steps::default()
            },
        }
    }

    fn change(by: u128, act: Act) -> Change {
        Change {
            id: ChangeId(Uuid::from_u128(by)),
            kind: Kind::Macro,
            entity: Uuid::from_u128(99),
            ticket: None,
            by: person(by),
            at: Timestamp(0),
            seen: 3,
            delivered_at: None,
            act,
        }
    }

    fn both(base: &Record, first: &Macro, second: &Macro) -> (Outcome, Macro) {
        let one = merge(Some(base), &change(1, difference(base, first).unwrap()), Side::Judge).unwrap();
        let mut current = Record { ver: 4, ..one.record };
        for field in &one.changed {
            current.fver.insert(field.field.clone(), 4);
        }
        let two = merge(Some(&current), &change(2, difference(base, second).unwrap()), Side::Judge).unwrap();
        (two.outcome, two.record.read().unwrap())
    }

    #[test]
    fn two_people_who_edit_a_macro_at_once_both_get_what_they_changed() {
        let base = Record { ver: 3, first: 3, ..Record::new(Uuid::from_u128(99), None, &escalate()) };
        let mut mine = escalate();
        mine.steps.priority = Some(Priority::High);
        mine.steps.add_tags.insert("vip".to_owned());
        mine.steps.reply = Some("Line one, mine\nLine two\nLine three\n".to_owned());
        let mut theirs = escalate();
        theirs.steps.assignee = Some(Assign::Me);
        mine.steps.custom.insert("site".to_owned(), "north".into());
        mine.steps.checklist = Some("Call first\nOrder\nFit".to_owned());
        theirs.steps.custom.insert("rack".to_owned(), 4.into());
        theirs.steps.checklist = Some("Call\nOrder\nFit it".to_owned());
        theirs.steps.add_tags.insert("urgent".to_owned());
        theirs.steps.reply = Some("Line one\nLine two\nLine three, theirs\n".to_owned());
        let (outcome, merged) = both(&base, &mine, &theirs);
        assert_eq!(outcome, Outcome::Merged);
        assert_eq!((merged.steps.priority, merged.steps.assignee), (Some(Priority::High), Some(Assign::Me)));
        assert_eq!(merged.steps.add_tags.iter().collect::<Vec<_>>(), ["tier-2", "urgent", "vip"]);
        assert_eq!(merged.steps.reply.as_deref(), Some("Line one, mine\nLine two\nLine three, theirs\n"));
        assert_eq!(merged.steps.custom.keys().collect::<Vec<_>>(), ["rack", "site"]);
        assert_eq!(merged.steps.checklist.as_deref(), Some("Call first\nOrder\nFit it"));
        assert_eq!(both(&base, &theirs, &mine).1, merged, "whoever comes first");
    }

    #[test]
    fn two_texts_of_one_line_are_a_question_and_neither_is_lost() {
        let base = Record { ver: 3, first: 3, ..Record::new(Uuid::from_u128(99), None, &escalate()) };
        let with = |text: &str| {
            let mut one = escalate();
            one.steps.reply = Some(text.to_owned());
            one
        };
        assert_eq!(both(&base, &with("Mine"), &with("Theirs")).0, Outcome::Conflict);
    }

    #[test]
    fn a_macro_reads_back_as_it_was_written_and_leaves_out_what_it_does_not_do() {
        let record = Record::new(Uuid::from_u128(99), None, &escalate());
        assert_eq!(record.read::<Macro>().unwrap(), escalate());
        let names: Vec<&str> = record.doc.keys().map(String::as_str).collect();
        assert_eq!(names, ["add_tags", "checklist", "name", "owner", "reply"]);
    }

    #[test]
    fn a_priority_that_the_matrix_does_not_give_is_explained_by_the_macro() {
        let house = House::fresh();
        let team = *house.teams.keys().next().unwrap();
        let ticket = Ticket::opened("Printer", team, Timestamp(0));
        let steps =
            Steps { priority: Some(Priority::Urgent), assignee: Some(Assign::Me), ..Steps::default() };
        let after = steps.applied("Escalate", &ticket, person(1), &house);
        assert_eq!(after.priority_reason.as_deref(), Some("Escalate"));
        assert_eq!(after.assignee, Some(person(1)));
        let back = Steps { priority: Some(ticket.priority), ..Steps::default() };
        let back = back.applied("Calm down", &after, person(1), &house);
        assert_eq!(back.priority_reason, None, "the matrix says so itself");
        let same = Steps { add_tags: BTreeSet::from(["a".to_owned()]), ..Steps::default() };
        assert_eq!(same.applied("Tag", &after, person(1), &house).priority_reason, after.priority_reason);
    }

    #[test]
    fn a_macro_that_does_nothing_or_has_no_name_is_none() {
        let house = House::fresh();
        let team = *house.teams.keys().next().unwrap();
        let me =
            crate::person::Person { role: crate::person::Role::Agent, ..crate::person::Person::default() };
        let who = crate::access::Who::new(person(1), &me, &house.teams);
        let save = |one: &Macro| {
            let act = Act::Create { doc: crate::record::to_doc(one) };
            house.decide(&who, &change(1, act), None, None).map(|verdict| verdict.outcome)
        };
        assert_eq!(save(&escalate()), Ok(Outcome::Applied));
        let invalid = |field: &str, result| {
            assert!(matches!(result, Err(Refusal::Invalid { field: of, .. }) if of == field))
        };
        invalid("steps", save(&Macro { steps: Steps::default(), ..escalate() }));
        invalid("name", save(&Macro { name: " ".to_owned(), ..escalate() }));
        let long = Steps { add_tags: BTreeSet::from(["x".repeat(65)]), ..Steps::default() };
        invalid("add_tags", save(&Macro { steps: long, ..escalate() }));
        assert!(save(&Macro { scope: Some(team.0), ..escalate() }).is_err(), "one is no member of that team");
    }
}
