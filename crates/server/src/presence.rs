//! Who is on a ticket now: in memory only, forgotten after half a minute of silence, and the same on every node.

use crate::limits::Bucket;
use contract::presence::Doing;
use contract::wire::{Present, PresentPerson};
use domain::ids::{DeviceId, PersonId, TicketId};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use store::server::tries::Left;
use tokio::sync::broadcast;
use uuid::Uuid;

/// Whoever says nothing for so long is not there any more.
const SILENCE_MS: i64 = 30_000;
/// On so many tickets, on all devices together, somebody is at once; who opens more leaves the one of longest ago.
const PLACES: usize = 24;
/// How often one person may speak: windows that come and go in a hurry, nothing that keeps others busy.
const WORDS: Bucket = Bucket { size: 60, refill_ms: 250 };
/// How many turns a listener may lag behind; it hears of the next all the same.
const TURNS: usize = 1024;

/// Where nodes of one server tell each other.
pub(crate) const CHANNEL: &str = "tern_presence";

/// Something changed about who is on a ticket, and whose doing it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Turn {
    pub(crate) ticket: TicketId,
    pub(crate) person: PersonId,
}

/// What one device said of one ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Word {
    pub(crate) person: PersonId,
    pub(crate) device: DeviceId,
    pub(crate) ticket: TicketId,
    pub(crate) doing: Doing,
}

/// A word as it goes to the other nodes.
#[derive(Debug, Serialize, Deserialize)]
struct Letter {
    node: Uuid,
    #[serde(flatten)]
    word: Word,
}

/// Everybody on every ticket, as far as this node heard.
pub(crate) struct Presence {
    node: Uuid,
    rooms: Mutex<Rooms>,
    turns: broadcast::Sender<Turn>,
}

#[derive(Default)]
struct Rooms {
    people: BTreeMap<PersonId, Person>,
    tickets: BTreeMap<TicketId, BTreeMap<DeviceId, PersonId>>,
    swept: Option<Timestamp>,
}

#[derive(Default)]
struct Person {
    places: BTreeMap<(TicketId, DeviceId), (Doing, Timestamp)>,
    words: Option<Left>,
}

fn lasts(at: Timestamp, now: Timestamp) -> bool {
    // A clock that was set back must not keep anybody there.
    (now.0 - at.0).abs() < SILENCE_MS
}

impl Presence {
    pub(crate) fn new() -> Self {
        // Only to tell its own letters from those of others: no id of the desk's, which count on their order in tests.
        Presence { node: Uuid::new_v4(), rooms: Mutex::default(), turns: broadcast::channel(TURNS).0 }
    }

    /// Hears of every ticket where somebody came, went, or does something else.
    pub(crate) fn turns(&self) -> broadcast::Receiver<Turn> {
        self.turns.subscribe()
    }

    /// Counts a word of a person, or says how long to wait for the next, in milliseconds.
    pub(crate) fn count(&self, person: PersonId, now: Timestamp) -> Result<(), i64> {
        let mut rooms = self.rooms();
        rooms.sweep(now, &self.turns);
        let words = &mut rooms.people.entry(person).or_default().words;
        *words = Some(WORDS.take(*words, now)?);
        Ok(())
    }

    /// Takes a word in.
    pub(crate) fn hear(&self, word: Word, now: Timestamp) {
        let mut rooms = self.rooms();
        rooms.sweep(now, &self.turns);
        let moved = match word.doing {
            Doing::Gone => rooms.leave(word.person, word.ticket, word.device),
            Doing::Viewing | Doing::Noting | Doing::Replying => rooms.enter(word, now, &self.turns),
        };
        if moved {
            // Nobody listening is fine.
            let _ = self.turns.send(Turn { ticket: word.ticket, person: word.person });
        }
    }

    /// Whether a device said to be on a ticket, and not too long ago.
    pub(crate) fn is_there(
        &self,
        person: PersonId,
        device: DeviceId,
        ticket: TicketId,
        now: Timestamp,
    ) -> bool {
        let rooms = self.rooms();
        let place = rooms.people.get(&person).and_then(|person| person.places.get(&(ticket, device)));
        place.is_some_and(|(_, at)| lasts(*at, now))
    }

    /// The others on a ticket, each once however many devices they have it open on.
    pub(crate) fn others(&self, me: PersonId, ticket: TicketId, now: Timestamp) -> Present {
        let rooms = self.rooms();
        let mut people: BTreeMap<PersonId, PresentPerson> = BTreeMap::new();
        for (device, person) in rooms.tickets.get(&ticket).into_iter().flatten() {
            let places = rooms.people.get(person).map(|person| &person.places);
            let Some((doing, at)) = places.and_then(|places| places.get(&(ticket, *device))) else {
                continue;
            };
            if *person == me || !lasts(*at, now) {
                continue;
            }
            let left_ms = (at.0 + SILENCE_MS - now.0).clamp(0, SILENCE_MS);
            let found =
                people.entry(*person).or_insert(PresentPerson { person: *person, doing: *doing, left_ms });
            found.doing = found.doing.max(*doing);
            found.left_ms = found.left_ms.max(left_ms);
        }
        Present { ticket, people: people.into_values().collect() }
    }

    /// A word as the other nodes read it.
    pub(crate) fn letter(&self, word: Word) -> String {
        serde_json::to_string(&Letter { node: self.node, word }).expect("a letter is plain JSON")
    }

    /// Takes in what another node wrote; what this one wrote itself it knows.
    ///
    /// # Errors
    /// When it is no letter, such as one of a newer version.
    pub(crate) fn read(&self, letter: &str, now: Timestamp) -> Result<(), serde_json::Error> {
        let Letter { node, word } = serde_json::from_str(letter)?;
        if node != self.node {
            self.hear(word, now);
        }
        Ok(())
    }

    fn rooms(&self) -> MutexGuard<'_, Rooms> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Rooms {
    /// Notes where somebody is; returns whether others see anything of it.
    fn enter(&mut self, word: Word, now: Timestamp, turns: &broadcast::Sender<Turn>) -> bool {
        let place = (word.ticket, word.device);
        let person = self.people.entry(word.person).or_default();
        let eldest = person.places.iter().min_by_key(|(_, (_, at))| *at).map(|(place, _)| *place);
        let before = person.places.insert(place, (word.doing, now));
        let over = person.places.len() > PLACES;
        self.tickets.entry(word.ticket).or_default().insert(word.device, word.person);
        if let Some((ticket, device)) = eldest.filter(|_| over) {
            self.leave(word.person, ticket, device);
            // Nobody listening is fine.
            let _ = turns.send(Turn { ticket, person: word.person });
        }
        before.is_none_or(|(doing, at)| doing != word.doing || !lasts(at, now))
    }

    fn leave(&mut self, person: PersonId, ticket: TicketId, device: DeviceId) -> bool {
        let places = self.people.get_mut(&person).map(|person| &mut person.places);
        if places.and_then(|places| places.remove(&(ticket, device))).is_none() {
            return false;
        }
        if let Some(devices) = self.tickets.get_mut(&ticket) {
            devices.remove(&device);
            if devices.is_empty() {
                self.tickets.remove(&ticket);
            }
        }
        true
    }

    /// Forgets the silent, now and then; in the meantime nobody is told of them.
    fn sweep(&mut self, now: Timestamp, turns: &broadcast::Sender<Turn>) {
        if self.swept.is_some_and(|at| lasts(at, now)) {
            return;
        }
        self.swept = Some(now);
        let silent: Vec<_> = self
            .people
            .iter()
            .flat_map(|(person, known)| {
                known.places.iter().map(move |(place, (_, at))| (*person, *place, *at))
            })
            .filter(|(_, _, at)| !lasts(*at, now))
            .collect();
        for (person, (ticket, device), _) in silent {
            self.leave(person, ticket, device);
            // Nobody listening is fine.
            let _ = turns.send(Turn { ticket, person });
        }
        self.people.retain(|_, person| {
            !person.places.is_empty() || person.words.is_some_and(|words| lasts(words.at, now))
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp(1_000_000);

    fn word(person: u128, device: u128, ticket: u128, doing: Doing) -> Word {
        Word {
            person: PersonId(Uuid::from_u128(person)),
            device: DeviceId(Uuid::from_u128(device)),
            ticket: TicketId(Uuid::from_u128(ticket)),
            doing,
        }
    }

    fn seen(presence: &Presence, now: Timestamp) -> Vec<(u128, Doing)> {
        let present = presence.others(PersonId(Uuid::from_u128(9)), TicketId(Uuid::from_u128(7)), now);
        present.people.iter().map(|one| (one.person.0.as_u128(), one.doing)).collect()
    }

    #[test]
    fn whoever_is_silent_is_gone_and_whoever_leaves_is_gone_at_once() {
        let presence = Presence::new();
        presence.hear(word(1, 11, 7, Doing::Viewing), NOON);
        presence.hear(word(2, 22, 7, Doing::Replying), NOON.plus_ms(20_000));
        let both = vec![(1, Doing::Viewing), (2, Doing::Replying)];
        assert_eq!(seen(&presence, NOON.plus_ms(29_999)), both);
        assert_eq!(seen(&presence, NOON.plus_ms(30_000)), both[1..]);
        presence.hear(word(2, 22, 7, Doing::Gone), NOON.plus_ms(30_001));
        assert_eq!(seen(&presence, NOON.plus_ms(30_001)), []);
        assert_eq!(seen(&presence, NOON.plus_ms(-3_600_000)), [], "a clock that was set back keeps nobody");
    }

    #[test]
    fn a_person_is_there_once_with_all_their_devices() {
        let presence = Presence::new();
        presence.hear(word(1, 11, 7, Doing::Replying), NOON);
        presence.hear(word(1, 12, 7, Doing::Viewing), NOON.plus_ms(10));
        presence.hear(word(9, 13, 7, Doing::Viewing), NOON);
        assert_eq!(seen(&presence, NOON.plus_ms(20)), [(1, Doing::Replying)], "and oneself is left out");
        presence.hear(word(1, 11, 7, Doing::Gone), NOON.plus_ms(30));
        assert_eq!(seen(&presence, NOON.plus_ms(40)), [(1, Doing::Viewing)]);
    }

    #[test]
    fn only_what_changes_is_told() {
        let presence = Presence::new();
        let mut turns = presence.turns();
        presence.hear(word(1, 11, 7, Doing::Viewing), NOON);
        assert!(turns.try_recv().is_ok());
        presence.hear(word(1, 11, 7, Doing::Viewing), NOON.plus_ms(10_000));
        assert!(turns.try_recv().is_err(), "to go on is no news");
        presence.hear(word(1, 11, 7, Doing::Noting), NOON.plus_ms(11_000));
        assert!(turns.try_recv().is_ok());
        presence.hear(word(1, 11, 8, Doing::Gone), NOON.plus_ms(12_000));
        assert!(turns.try_recv().is_err(), "nobody leaves where they were not");
    }

    #[test]
    fn memory_has_an_end_for_each_person_and_none_is_kept_for_the_silent() {
        let presence = Presence::new();
        for ticket in 0..200 {
            let now = NOON.plus_ms(i64::try_from(ticket).unwrap_or_default());
            presence.hear(word(1, ticket % 5, ticket, Doing::Viewing), now);
        }
        assert_eq!(presence.rooms().tickets.len(), PLACES);
        let last = TicketId(Uuid::from_u128(199));
        assert_eq!(presence.others(PersonId(Uuid::nil()), last, NOON.plus_ms(300)).people.len(), 1);
        presence.count(PersonId(Uuid::from_u128(2)), NOON.plus_ms(60_000)).expect("the first word");
        assert!(presence.rooms().tickets.is_empty());
        assert_eq!(presence.rooms().people.len(), 1);
    }

    #[test]
    fn whoever_speaks_without_an_end_is_asked_to_wait() {
        let presence = Presence::new();
        let me = PersonId(Uuid::from_u128(1));
        let taken = (0..1000).take_while(|_| presence.count(me, NOON).is_ok()).count();
        assert_eq!(i64::try_from(taken), Ok(WORDS.size));
        assert!(presence.count(me, NOON.plus_ms(WORDS.refill_ms)).is_ok());
    }

    #[test]
    fn a_letter_is_read_by_every_node_but_its_own() {
        let (here, there) = (Presence::new(), Presence::new());
        let letter = here.letter(word(1, 11, 7, Doing::Replying));
        here.read(&letter, NOON).expect("its own letter");
        there.read(&letter, NOON).expect("the letter of another node");
        assert_eq!((seen(&here, NOON).len(), seen(&there, NOON).len()), (0, 1));
        assert!(there.read("{\"node\":1}", NOON).is_err());
        assert!(letter.len() < 1_000, "PostgreSQL carries up to 8,000 bytes: {letter}");
    }
}
