//! What reads messages and judges what stands in them, alone: no database, so a thousand times as many inputs.

use super::corpus::{Corpus, shape};
use super::world::{World, hash};
use super::{Report, Run, mutate};
use anyhow::{Context as _, Result};
use contract::wire::{
    Cursor, DigestAnswer, DigestPart, DigestRange, DigestRequest, ErrorBody, ErrorCode, Hello, News, Part,
    Place, PullPage, PushAnswer, PushRequest, PushResult, QuarantineRequest, RangeAnswer, RefreshRequest,
    RekeyRequest, SignInRequest, SnapshotPage, Tokens,
};
use domain::access::Who;
use domain::calendar::{CalendarError, Calendars};
use domain::change::Change;
use domain::clockwork::{self, Clockwork, Over};
use domain::digest::Sum;
use domain::history::Event;
use domain::house::House;
use domain::ids::{ChangeId, EventId, PersonId};
use domain::merge::{Outcome, Side, merge};
use domain::person::{Person, Role};
use domain::record::{Entity, Kind, Record};
use domain::sla::Policies;
use domain::ticket::Ticket;
use domain::time::Timestamp;
use rand::Rng;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use uuid::Uuid;

/// Something that is read, and what as.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Input {
    sort: Sort,
    text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Sort {
    Change,
    Push,
    Pull,
    Snapshot,
    Pushed,
    Digest,
    Digested,
    Calendar,
    Policy,
    History,
    Small,
}

pub(super) fn run(mut run: Run) -> Result<Report> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let world = runtime.block_on(World::open())?;
    let rules = Rules::new(world.me)?;
    let folder = run.options.corpus.join("decoders");
    let mut corpus = Corpus::open(folder, run.options.keep, seeds(&world)?)?;
    drop(world);
    let kept = corpus.inputs.clone();
    let mut first = kept.into_iter();
    while run.goes_on() {
        let (input, is_new) = match first.next() {
            Some(input) => (input, false),
            None => (broken(corpus.any(&mut run.random), &mut run), true),
        };
        // The hook has counted and worded it; what comes back says only that it happened.
        let read = std::panic::catch_unwind(AssertUnwindSafe(|| read(&input, &rules)));
        let answer = match read {
            Ok(Ok(answer)) => answer,
            Ok(Err(what)) => {
                run.found(what.clone(), input.text.clone());
                what
            }
            Err(_) => "it panicked".to_owned(),
        };
        let sort = if answer.starts_with("no ") { "refused" } else { "taken" };
        run.tried(&format!("{:?} {sort}", input.sort), || input.text.clone());
        corpus.learn(&input, &format!("{:?} {answer}", input.sort), is_new)?;
    }
    let count = corpus.inputs.len();
    Ok(run.end(count))
}

fn broken(mut input: Input, run: &mut Run) -> Input {
    let mut value: Value = serde_json::from_str(&input.text).unwrap_or_default();
    for _ in 0..run.random.random_range(1..4) {
        mutate::value(&mut value, &mut run.random);
    }
    let mut bytes = value.to_string().into_bytes();
    if run.random.random_bool(0.1) {
        mutate::bytes(&mut bytes, &mut run.random);
    }
    input.text = String::from_utf8_lossy(&bytes).into_owned();
    input
}

const ZONE: &str = "Europe/Berlin";

/// What judges.
struct Rules {
    house: House,
    who: Who,
    clockwork: Clockwork,
    ticket: Ticket,
    standing: Record,
}

impl Rules {
    fn new(me: PersonId) -> Result<Rules> {
        let mut house = House::fresh();
        let person = Person { name: "Ada".to_owned(), role: Role::Admin, ..Person::default() };
        house.staff.insert(me, person.clone());
        let who = Who::new(me, &person, &house.teams);
        let (policies, calendars) = clockwork::fresh(ZONE);
        let clockwork = Clockwork::compile(&policies, &calendars, house.above())?;
        let doc = json!({ "subject": "Standing", "status": "new", "team": domain::person::default_team().0,
            "created_at": 0, "created_by": me, "tags": ["old"], "description": "one\ntwo\nthree" });
        let ticket: Ticket = serde_json::from_value(doc).context("a ticket")?;
        let id = Uuid::from_u128(9);
        let standing = Record::new(id, Some(id), &ticket);
        Ok(Rules { house, who, clockwork, ticket, standing })
    }
}

/// Reads an input and does with it what a server and a device would; the error is a promise that it broke.
fn read(input: &Input, rules: &Rules) -> Result<String, String> {
    match input.sort {
        Sort::Change => each::<Change>(&input.text, |change| judge(change, rules)),
        Sort::Push => each::<PushRequest>(&input.text, |push| {
            push.changes
                .iter()
                .map(|numbered| judge(&numbered.change, rules))
                .collect::<Result<Vec<_>, _>>()
                .map(|said| said.concat())
        }),
        Sort::Pull => each::<PullPage>(&input.text, |page| records(&page.records)),
        Sort::Snapshot => each::<SnapshotPage>(&input.text, |page| records(&page.records)),
        Sort::Pushed => {
            each::<PushAnswer>(&input.text, |answer| Ok(format!("{}", answer.results.len().min(3))))
        }
        Sort::Digest => {
            each::<DigestRequest>(&input.text, |asked| Ok(format!("{}", asked.ranges.len().min(3))))
        }
        Sort::Digested => each::<DigestAnswer>(&input.text, |answer| {
            let mut sum = Sum::default();
            answer.ranges.iter().flat_map(|range| &range.parts).for_each(|part| sum.add(part.sum));
            Ok(String::new())
        }),
        // A setting without a version is one that was never made; the desk does not get as far as its clocks.
        Sort::Calendar => each::<Over<Calendars>>(&input.text, |calendars| {
            if calendars.versions.is_empty() {
                return Ok("no version".to_owned());
            }
            compiled(&rules.ticket, Clockwork::compile(&clockwork::fresh(ZONE).0, calendars, BTreeMap::new()))
        }),
        Sort::Policy => each::<Over<Policies>>(&input.text, |policies| {
            if policies.versions.is_empty() {
                return Ok("no version".to_owned());
            }
            compiled(&rules.ticket, Clockwork::compile(policies, &clockwork::fresh(ZONE).1, BTreeMap::new()))
        }),
        Sort::History => {
            each::<Vec<Event>>(&input.text, |events| Ok(clocks(&rules.clockwork, &rules.ticket, events)))
        }
        Sort::Small => {
            // Messages of a few fields: whatever reads one, reads it back as it was.
            each::<Hello>(&input.text, |_| Ok(String::new()))?;
            each::<News>(&input.text, |_| Ok(String::new()))?;
            each::<Tokens>(&input.text, |_| Ok(String::new()))?;
            each::<ErrorBody>(&input.text, |_| Ok(String::new()))?;
            each::<RekeyRequest>(&input.text, |_| Ok(String::new()))?;
            each::<RefreshRequest>(&input.text, |_| Ok(String::new()))?;
            each::<SignInRequest>(&input.text, |_| Ok(String::new()))?;
            each::<QuarantineRequest>(&input.text, |_| Ok(String::new()))
        }
    }
}

/// Reads a message, checks that it comes back as it was when it is written and read again, and goes on with it.
fn each<T: DeserializeOwned + Serialize + PartialEq>(
    text: &str,
    go_on: impl FnOnce(&T) -> Result<String, String>,
) -> Result<String, String> {
    let value: T = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => return Ok(format!("no {}", shape(&error.to_string()))),
    };
    let again =
        serde_json::to_string(&value).map_err(|error| format!("what was read cannot be written: {error}"))?;
    match serde_json::from_str::<T>(&again) {
        Ok(second) if second == value => go_on(&value),
        Ok(_) => Err("a message reads differently the second time".to_owned()),
        Err(error) => Err(format!("what was written cannot be read: {error}")),
    }
}

fn judge(change: &Change, rules: &Rules) -> Result<String, String> {
    let clean = change.without_nul();
    if change.hash() != clean.clone().into_owned().hash()
        && !serde_json::to_string(change).is_ok_and(|text| text.contains("\\u0000"))
    {
        return Err("a change without a NUL changed its hash".to_owned());
    }
    let mut said = String::new();
    for current in [None, Some(&rules.standing)] {
        let ticket = current.and_then(|record| record.read::<Ticket>().ok());
        let verdict = rules.house.decide(&rules.who, &clean, current, ticket.as_ref());
        said += &verdict.map_or_else(
            |refusal| shape(&format!("{refusal:?}")),
            |verdict| format!("{:?}", verdict.outcome),
        );
        let on_top = merge(current, &clean, Side::Overlay);
        said += if on_top.is_ok() { "+" } else { "-" };
    }
    Ok(said)
}

fn records(records: &[Record]) -> Result<String, String> {
    let typed = |record: &Record| match record.kind {
        Kind::Ticket => record.read::<Ticket>().is_ok(),
        Kind::Event => record.read::<Event>().is_ok(),
        Kind::Person => record.read::<Person>().is_ok(),
        Kind::Setting
        | Kind::Status
        | Kind::Category
        | Kind::Team
        | Kind::Organisation
        | Kind::Board
        | Kind::Message
        | Kind::Attachment
        | Kind::TimeEntry
        | Kind::Link
        | Kind::Conflict
        | Kind::Reminder
        | Kind::View
        | Kind::CannedReply
        | Kind::Visit
        | Kind::Macro
        | Kind::Report
        | Kind::ChecklistItem
        | Kind::Template => true,
    };
    let mut sum = Sum::default();
    records.iter().for_each(|record| sum.add(Sum::of(record.kind, record.id, record.ver)));
    Ok(format!("{:?}", records.iter().take(4).map(typed).collect::<Vec<_>>()))
}

fn compiled(ticket: &Ticket, clockwork: Result<Clockwork, CalendarError>) -> Result<String, String> {
    match clockwork {
        Err(error) => Ok(format!("no {}", shape(&error.to_string()))),
        Ok(clockwork) => {
            let event: Option<Event> = serde_json::from_value(created(0)).ok();
            Ok(clocks(&clockwork, ticket, &event.into_iter().collect::<Vec<_>>()))
        }
    }
}

/// Runs the clocks over a history, now and at the ends of time.
fn clocks(clockwork: &Clockwork, ticket: &Ticket, events: &[Event]) -> String {
    let history: Vec<(EventId, Event)> =
        (1..).zip(events).map(|(n, event)| (EventId(Uuid::from_u128(n)), event.clone())).collect();
    let mut said = String::new();
    for now in [0, 1_772_442_000_000, i64::MIN, i64::MAX] {
        let standing = clockwork.run(ticket, &history, Timestamp(now));
        said += &format!("{:?}", standing.alarm);
    }
    said
}

fn created(at: i64) -> Value {
    json!({ "ticket": Uuid::from_u128(9), "at": at, "what": "created" })
}

fn seeds(world: &World) -> Result<Vec<Input>> {
    let mut seeds = Vec::new();
    let mut add = |sort: Sort, value: Value| seeds.push(Input { sort, text: value.to_string() });
    let push = world.push();
    for numbered in &push.changes {
        add(Sort::Change, serde_json::to_value(&numbered.change)?);
    }
    let seed = domain::sample::seeded(1, 7, Timestamp(1_772_442_000_000));
    let house = House::fresh();
    let import = domain::import::Import::of(seed.frame(), &house);
    let records = import.ticket(&seed.ticket(0));
    let history: Vec<Value> = records
        .iter()
        .filter(|record| record.kind == Event::KIND)
        .map(|record| Value::Object(record.doc.clone()))
        .collect();
    let (prev, next) = (Cursor::default(), Cursor::after(7));
    let (epoch, time) = (Uuid::from_u128(1), Timestamp(1));
    let result =
        PushResult { n: 1, id: ChangeId(Uuid::from_u128(3)), outcome: Outcome::Held, seq: 4, refusal: None };
    let pushed = PushAnswer { results: vec![result], head: 4, time, retry_after_ms: Some(1_000) };
    let place = Place::beginning(Part::Open);
    let range = DigestRange { kind: Kind::Ticket, after: Uuid::nil(), to: Uuid::max() };
    let part = DigestPart { to: Uuid::max(), sum: Sum { sum: -3, count: 2 } };
    let digested = DigestAnswer {
        epoch,
        ranges: vec![
            RangeAnswer { parts: vec![part], records: None },
            RangeAnswer { parts: Vec::new(), records: Some(records.clone()) },
        ],
    };
    let page = PullPage {
        epoch,
        prev,
        next,
        head: 9,
        time,
        records: records.clone(),
        gone: vec![epoch],
        done: true,
        digest: Some(Sum { sum: 1, count: 1 }),
        forgotten: 3,
    };
    let count = records.len();
    add(Sort::Push, serde_json::to_value(&push)?);
    add(Sort::Pull, serde_json::to_value(page)?);
    add(
        Sort::Snapshot,
        serde_json::to_value(SnapshotPage {
            epoch,
            since: 4,
            prev: place,
            next: place,
            time,
            records,
            count,
        })?,
    );
    add(Sort::Pushed, serde_json::to_value(pushed)?);
    add(Sort::Digest, serde_json::to_value(DigestRequest { ranges: vec![range] })?);
    add(Sort::Digested, serde_json::to_value(digested)?);
    let (policies, calendars) = clockwork::fresh(ZONE);
    add(Sort::Calendar, serde_json::to_value(calendars)?);
    add(Sort::Policy, serde_json::to_value(policies)?);
    add(Sort::History, Value::Array(history));
    add(Sort::Small, serde_json::to_value(&world.tokens)?);
    let refused =
        ErrorBody { code: ErrorCode::Gap, detail: "expected 7".to_owned(), retry_after_ms: Some(5) };
    add(Sort::Small, serde_json::to_value(refused)?);
    add(
        Sort::Small,
        json!({ "epoch": epoch, "head": 1, "time": 2, "protocol": 1, "min_protocol": 1, "server_version": "1", "records": 3 }),
    );
    add(
        Sort::Small,
        json!({ "device": epoch, "refresh": hash(), "app": "1", "pending": 2, "email": "a", "password": "b", "device_name": "c" }),
    );
    add(Sort::Small, json!({ "changes": [], "last": true, "head": 7 }));
    Ok(seeds)
}
