//! Somebody at a desk of their own, with a clock that tests turn.

use desk::clock::{Clock, Ids, RandomIds};
use desk::{Desk, Seat};
use domain::history::{Event, What};
use domain::ids::{DeviceId, MessageId, PersonId, TicketId};
use domain::message::Side;
use domain::notify::Showing;
use domain::person::{Person, Role, default_team};
use domain::record::Record;
use domain::time::Timestamp;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::blobs::Blobs;
use store::vault::Key;
use store::{Db, Location};
use uuid::Uuid;

pub(crate) const MINUTE: i64 = 60_000;
pub(crate) const HOUR: i64 = 60 * MINUTE;

/// The time of a test; several desks may share it.
#[derive(Clone)]
pub(crate) struct Time(Arc<AtomicI64>);

impl Time {
    pub(crate) fn starting(at: Timestamp) -> Self {
        Time(Arc::new(AtomicI64::new(at.0)))
    }

    pub(crate) fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }

    pub(crate) fn wait(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }

    pub(crate) fn turn(&self, to: Timestamp) {
        self.0.store(to.0, Ordering::SeqCst);
    }
}

/// A clock that shows the time of a test, or is ahead of it.
struct Turned {
    time: Time,
    ahead_ms: i64,
}

impl Clock for Turned {
    fn now(&self) -> Timestamp {
        self.time.now().plus_ms(self.ahead_ms)
    }
}

/// Somebody, their desk, and the folder that outlives both.
pub(crate) struct Seated {
    pub(crate) desk: Desk,
    pub(crate) me: PersonId,
    pub(crate) clock: Time,
    home: Home,
}

struct Home {
    folder: tempfile::TempDir,
    key: Option<Key>,
    seat: Seat,
    ahead_ms: i64,
}

impl Home {
    async fn open(&self, time: &Time) -> Desk {
        let file = Location::File(self.folder.path().join("tern.db"));
        let db = Db::open(&file, self.key.as_ref()).await.unwrap();
        let blobs = Blobs::open(self.folder.path().join("blobs"), self.key.as_ref());
        let clock = Turned { time: time.clone(), ahead_ms: self.ahead_ms };
        Desk::open(db, blobs, self.seat.clone(), Arc::new(clock), Arc::new(RandomIds)).await.unwrap()
    }
}

impl Seated {
    /// Opens an empty desk; nobody there is known yet.
    pub(crate) async fn at(seat: Seat, me: PersonId, key: Option<Key>, time: &Time, ahead_ms: i64) -> Self {
        let home = Home { folder: tempfile::tempdir().unwrap(), key, seat, ahead_ms };
        let desk = home.open(time).await;
        if home.seat != Seat::Server {
            desk.begin_reading(me).await.unwrap();
        }
        Self { desk, me, clock: time.clone(), home }
    }

    /// Opens a desk whose one person may do everything, on a Tuesday at ten.
    pub(crate) async fn alone(seat: Seat, key: Option<Key>) -> Self {
        let time = Time::starting(at("2026-03-10T10:00:00Z"));
        let seated = Self::at(seat, PersonId(RandomIds.next()), key, &time, 0).await;
        let (team, _) = default_team();
        let owner =
            Person { name: "Ada".into(), role: Role::Admin, teams: [team].into(), ..Person::default() };
        seated.desk.seed(vec![Record::new(seated.me.0, None, &owner)]).await.unwrap();
        seated
    }

    /// The process ends and starts again.
    pub(crate) async fn restarted(self) -> Self {
        self.desk.db().clone().close().await.unwrap();
        Self { desk: self.home.open(&self.clock).await, ..self }
    }

    /// Another process on the same database.
    pub(crate) async fn beside(&self) -> Desk {
        self.home.open(&self.clock).await
    }

    /// Opens a copy of this desk that lies elsewhere, as a start would, in words for people when it cannot be.
    pub(crate) async fn opened_in(&self, folder: &Path) -> Result<Desk, String> {
        let file = Location::File(folder.join("tern.db"));
        let db = Db::open(&file, self.home.key.as_ref()).await.map_err(|error| error.to_string())?;
        let blobs = Blobs::open(folder.join("blobs"), self.home.key.as_ref());
        let clock = Turned { time: self.clock.clone(), ahead_ms: self.home.ahead_ms };
        let opened =
            Desk::open(db, blobs, self.home.seat.clone(), Arc::new(clock), Arc::new(RandomIds)).await;
        opened.map_err(|error| desk::Fault::explain(&error).message)
    }

    /// Where its files lie.
    pub(crate) fn folder(&self) -> &Path {
        self.home.folder.path()
    }

    /// The database alone, for whoever looks at what a dead process left.
    pub(crate) async fn database(&self) -> Db {
        let file = Location::File(self.home.folder.path().join("tern.db"));
        Db::open(&file, self.home.key.as_ref()).await.unwrap()
    }

    pub(crate) fn device(&self) -> DeviceId {
        match self.home.seat {
            Seat::Device { device, .. } => device,
            Seat::Server => panic!("a server is no device"),
        }
    }

    pub(crate) async fn call(&self, command: &str, input: Value) -> Value {
        let answer = self.desk.call(self.me, command, input).await;
        answer.unwrap_or_else(|problem| panic!("{command}: {problem:?}"))
    }

    pub(crate) async fn ticket(&self, subject: &str) -> String {
        self.call("ticket_new", json!({ "subject": subject })).await["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn change(&self, ticket: &str, fields: Value) {
        self.call("ticket_set", json!({ "tickets": [ticket], "fields": fields })).await;
    }

    pub(crate) async fn got(&self, ticket: &str) -> Value {
        self.call("ticket_get", json!({ "ticket": ticket })).await
    }

    /// A ticket of mine.
    pub(crate) async fn mine(&self, subject: &str) -> String {
        let id = self.ticket(subject).await;
        self.call("ticket_set", json!({ "tickets": [id], "fields": { "assignee": self.me } })).await;
        id
    }

    /// The requester writes, at this moment; nobody but this desk has heard of it.
    pub(crate) async fn requester_writes(&self, id: &str) {
        let ticket: TicketId = id.parse().unwrap();
        let message = MessageId(RandomIds.next());
        let what = What::Replied { message, side: Side::Requester, delivered_at: None };
        let now = self.clock.now();
        let line = Event { ticket, at: now, received_at: Some(now), by: None, what };
        self.desk.seed(vec![Record::new(RandomIds.next(), Some(ticket.0), &line)]).await.unwrap();
    }

    pub(crate) async fn clock_of(&self, id: &str, metric: &str) -> Value {
        let view = self.call("ticket_get", json!({ "ticket": id })).await;
        view["clocks"].as_array().unwrap().iter().find(|clock| clock["metric"] == metric).unwrap().clone()
    }

    pub(crate) async fn policies(&self) -> Value {
        self.call("policy_list", json!({})).await
    }

    /// Lets the desk look at its clocks; returns what it shows.
    pub(crate) async fn tick(&self) -> Vec<Showing> {
        self.desk.tick(Some(self.me)).await.unwrap().show
    }

    /// Puts many new tickets there at once, as an import does.
    pub(crate) async fn fill(&self, count: u128, assignee: Option<PersonId>) {
        self.fill_over(count, assignee, 0).await;
    }

    /// The same, with tickets that were opened one after the other in the last so many milliseconds.
    pub(crate) async fn fill_over(&self, count: u128, assignee: Option<PersonId>, span_ms: i64) {
        let mut records = Vec::new();
        for n in 0..count {
            let id = Uuid::from_u128(0x1000 + n);
            let since_ms = span_ms * i64::try_from(n).unwrap() / i64::try_from(count).unwrap();
            let now = self.clock.now().plus_ms(since_ms - span_ms);
            let mut ticket = domain::ticket::Ticket::opened(&format!("Ticket {n}"), default_team().0, now);
            ticket.assignee = assignee;
            let line = domain::history::Event {
                ticket: TicketId(id),
                at: now,
                received_at: None,
                by: None,
                what: domain::history::What::Created {
                    status: ticket.status.clone(),
                    category: domain::status::StatusCategory::New,
                    priority: ticket.priority,
                },
            };
            records.push(Record::new(id, Some(id), &ticket));
            records.push(Record::new(Uuid::from_u128(0x9000_0000 + n), Some(id), &line));
        }
        self.desk.seed(records).await.unwrap();
    }
}

/// A desk on this computer alone.
pub(crate) fn local() -> Seat {
    Seat::Device { device: DeviceId(Uuid::from_u128(1)), connected: false }
}

pub(crate) fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

/// Business hours without an end.
pub(crate) fn always() -> Value {
    calendar("UTC", &json!([["00:00", "24:00"]]))
}

/// The one calendar of a desk, with the same hours every day.
pub(crate) fn calendar(zone: &str, day: &Value) -> Value {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let hours: serde_json::Map<String, Value> =
        days.map(|name| (name.to_owned(), day.clone())).into_iter().collect();
    let id = Uuid::from_u128(1);
    json!({ "calendars": [{ "id": id, "name": "Hours", "zone": zone, "hours": hours, "holidays": [] }] })
}
