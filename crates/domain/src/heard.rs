//! What was said last in a ticket, and whom of those who work here it concerns: the facts from which a desk tells what is unread.
//!
//! A word is the ticket itself, a reply or a note. Fields that change, files and what the desk does by itself are none, and
//! neither is a reply that is held: it is one when it goes out.

use crate::history::{Event, What};
use crate::ids::{EventId, PersonId};
use crate::message::Side;
use crate::person::{Person, system_id};
use crate::ticket::Ticket;
use crate::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// The last words of a ticket. That is enough to know, for anybody, when somebody else spoke last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastWords {
    /// Who said the last one; nobody here where it is not known.
    pub by: Option<PersonId>,
    pub at: Timestamp,
    /// When somebody else than them did before.
    pub before: Option<Timestamp>,
}

impl LastWords {
    /// By when they were heard: a word that was written offline is news when it comes.
    pub fn of(history: &[(EventId, Event)]) -> Option<Self> {
        let words = || {
            let said = history.iter().filter(|(_, event)| is_word(&event.what));
            said.map(|(id, event)| (event.received_at.unwrap_or(event.at), *id, event.by))
        };
        let (at, _, by) = words().max_by_key(|(at, id, _)| (*at, *id))?;
        let before = words().filter(|(_, _, other)| *other != by).map(|(at, _, _)| at).max();
        Some(LastWords { by, at, before })
    }
}

fn is_word(what: &What) -> bool {
    match what {
        What::Created { .. } | What::Replied { .. } | What::Noted { .. } => true,
        What::Changed { .. }
        | What::Held { .. }
        | What::Attached { .. }
        | What::Worked { .. }
        | What::Linked { .. }
        | What::Checklist { .. }
        | What::Removed { .. }
        | What::Restored { .. }
        | What::GaveUp { .. }
        | What::Breached { .. }
        | What::Escalated { .. } => false,
    }
}

/// Whom a ticket concerns beside its owner: who watches it, who wrote in it, and who was named in it.
pub fn concerned(
    ticket: &Ticket,
    history: &[(EventId, Event)],
    named: impl IntoIterator<Item = PersonId>,
) -> BTreeSet<PersonId> {
    let wrote = history.iter().filter_map(|(_, event)| match event.what {
        What::Noted { .. } | What::Replied { side: Side::Agent, .. } => event.by,
        // Whoever wrote down what the requester said wrote, too.
        What::Replied { side: Side::Requester, .. } => event.by.filter(|by| Some(*by) != ticket.requester),
        What::Created { .. }
        | What::Changed { .. }
        | What::Held { .. }
        | What::Attached { .. }
        | What::Worked { .. }
        | What::Linked { .. }
        | What::Checklist { .. }
        | What::Removed { .. }
        | What::Restored { .. }
        | What::GaveUp { .. }
        | What::Breached { .. }
        | What::Escalated { .. } => None,
    });
    let mut all: BTreeSet<PersonId> = ticket.watchers.iter().copied().chain(wrote).chain(named).collect();
    all.remove(&system_id());
    all
}

/// Who of these people is named in a text.
pub fn named<'a>(
    text: &'a str,
    people: &'a BTreeMap<PersonId, Person>,
) -> impl Iterator<Item = PersonId> + 'a {
    let calls = calls(text);
    // Most texts call nobody, and then there is nobody to compare with.
    let asked = if calls.is_empty() { None } else { Some(people) };
    asked.into_iter().flatten().filter(move |(_, person)| is_called(&calls, person)).map(|(id, _)| *id)
}

/// Whether a text names somebody after an `@`: by the whole name, the first one, or what stands before the `@` of the
/// address.
pub fn mentions(text: &str, person: &Person) -> bool {
    is_called(&calls(text), person)
}

/// What stands behind each `@` that is not in the middle of a word, in small letters.
fn calls(text: &str) -> Vec<String> {
    if !text.contains('@') {
        return Vec::new();
    }
    let text = text.to_lowercase();
    let begins = |at: usize| text[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric());
    let at = text.match_indices('@').map(|(at, _)| at).filter(|at| begins(*at));
    at.map(|at| text[at + 1..].chars().take(LONGEST_NAME).collect()).collect()
}

/// No name is longer, in letters.
const LONGEST_NAME: usize = 200;

fn is_called(calls: &[String], person: &Person) -> bool {
    if calls.is_empty() {
        return false;
    }
    let name = person.name.to_lowercase();
    let first = name.split_whitespace().next().unwrap_or_default();
    let address = person.email.as_deref().and_then(|email| email.split('@').next()).unwrap_or_default();
    let address = address.to_lowercase();
    [name.as_str(), first, &address].into_iter().filter(|word| !word.is_empty()).any(|word| {
        calls
            .iter()
            .any(|call| call.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{MessageId, TicketId};
    use crate::person::default_team;
    use crate::status::{StatusCategory, StatusKey};
    use uuid::Uuid;

    fn person(n: u128) -> PersonId {
        PersonId(Uuid::from_u128(n))
    }

    fn event(n: u128, at: i64, by: Option<PersonId>, what: What) -> (EventId, Event) {
        let ticket = TicketId(Uuid::from_u128(1));
        (EventId(Uuid::from_u128(n)), Event { ticket, at: Timestamp(at), received_at: None, by, what })
    }

    fn note() -> What {
        What::Noted { message: MessageId(Uuid::from_u128(9)) }
    }

    fn reply(side: Side) -> What {
        What::Replied { message: MessageId(Uuid::from_u128(9)), side, delivered_at: None }
    }

    fn created() -> What {
        let status = StatusKey::new("new");
        What::Created { status, category: StatusCategory::New, priority: crate::priority::Priority::Normal }
    }

    #[test]
    fn the_last_words_say_for_anybody_when_somebody_else_spoke_last() {
        let (ada, grace) = (person(1), person(2));
        let history = [
            event(1, 10, Some(grace), created()),
            event(2, 20, Some(ada), note()),
            event(3, 30, Some(ada), reply(Side::Agent)),
            // Neither is a word.
            event(4, 40, Some(grace), What::Worked { seconds: 60 }),
            event(5, 50, Some(grace), What::Attached { name: "log".to_owned() }),
        ];
        let said = |by, at, before: Option<i64>| {
            Some(LastWords { by, at: Timestamp(at), before: before.map(Timestamp) })
        };
        assert_eq!(LastWords::of(&history), said(Some(ada), 30, Some(10)));
        assert_eq!(LastWords::of(&history[..1]), said(Some(grace), 10, None));
        assert_eq!(LastWords::of(&history[3..]), None);
        let mut late = event(6, 5, None, reply(Side::Requester));
        late.1.received_at = Some(Timestamp(60));
        let history = [history.to_vec(), vec![late]].concat();
        assert_eq!(LastWords::of(&history), said(None, 60, Some(30)), "it counts when it was heard");
    }

    #[test]
    fn a_ticket_concerns_who_watches_wrote_or_is_named_and_nobody_else() {
        let [requester, watcher, writer, told, reader, named] = [1, 2, 3, 4, 5, 6].map(person);
        let ticket = Ticket {
            requester: Some(requester),
            watchers: [watcher].into(),
            ..Ticket::opened("Printer", default_team().0, Timestamp(0))
        };
        let history = [
            event(1, 10, Some(reader), created()),
            event(2, 20, Some(requester), reply(Side::Requester)),
            event(3, 30, Some(writer), note()),
            event(4, 40, Some(told), reply(Side::Requester)),
            event(5, 50, Some(reader), What::Worked { seconds: 60 }),
            event(6, 60, Some(system_id()), note()),
        ];
        let found = concerned(&ticket, &history, [named]);
        assert_eq!(found, [watcher, writer, told, named].into());
    }

    #[test]
    fn a_person_is_mentioned_by_name_or_address_and_not_by_half_of_one() {
        let email = Some("grace.h@desk.example".to_owned());
        let grace = Person { name: "Grace Hopper".to_owned(), email, ..Person::default() };
        for text in
            ["@Grace can you look?", "ask @grace hopper.", "(@grace.h)", "@GRACE", "a@b.example, @grace"]
        {
            assert!(mentions(text, &grace), "{text}");
        }
        for text in ["@Graceland", "grace", "mail grace@x.example", "@gra", "hopper@grace"] {
            assert!(!mentions(text, &grace), "{text}");
        }
        let ada = Person { name: "Ada".to_owned(), ..Person::default() };
        let people = [(person(1), ada), (person(2), grace)].into();
        assert_eq!(named("@Ada, @Grace: see below", &people).collect::<Vec<_>>(), [person(1), person(2)]);
        assert_eq!(named("write to help@ada", &people).count(), 0);
    }
}
