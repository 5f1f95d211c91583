//! Runs written-down cases against the rules, so that anyone can hold the product to them.
//!
//! The cases come as files; whatever is wrong with one is a failure of that case, said in words.

use super::{Clock, Clocks, Event, EventKind, Metric, Policy, Targets, clocks};
use crate::calendar::Calendar;
use crate::ids::EventId;
use crate::priority::Priority;
use crate::status::StatusCategory;
use crate::time::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use uuid::Uuid;

/// What came of the cases of one file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// One line per failing case: what was expected and what came.
    pub lines: Vec<String>,
    pub passed: usize,
    pub failed: usize,
}

impl Report {
    fn count(&mut self, case: &str, differences: Result<Vec<String>, String>) {
        let failure = match differences {
            Ok(differences) if differences.is_empty() => None,
            Ok(differences) => Some(differences.join("; ")),
            Err(malformed) => Some(format!("cannot be read: {malformed}")),
        };
        match failure {
            None => self.passed += 1,
            Some(failure) => {
                self.failed += 1;
                self.lines.push(format!("{case}: {}", failure.replace('\n', " ")));
            }
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.lines {
            writeln!(f, "{line}")?;
        }
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Checks calendars and instants: one JSON object per line, empty lines aside.
pub fn check_time(jsonl: &str) -> Report {
    let mut report = Report::default();
    for (index, line) in jsonl.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let value: Result<Value, _> = serde_json::from_str(line);
        let case = match value.as_ref().ok().and_then(|value| value.get("id")) {
            Some(id) => format!("line {} (id {id})", index + 1),
            None => format!("line {}", index + 1),
        };
        report.count(&case, value.map_err(|error| error.to_string()).and_then(check_time_case));
    }
    report
}

/// Checks whole tickets: a JSON list.
pub fn check_timelines(json: &str) -> Report {
    let mut report = Report::default();
    let cases: Vec<Value> = match serde_json::from_str(json) {
        Ok(cases) => cases,
        Err(error) => {
            report.count("the file", Err(format!("not a JSON list of timelines: {error}")));
            return report;
        }
    };
    for (index, case) in cases.into_iter().enumerate() {
        let name = match case.get("name").and_then(Value::as_str) {
            Some(name) => name.to_owned(),
            None => format!("timeline {}", index + 1),
        };
        report.count(&name, check_timeline(case));
    }
    report
}

#[derive(Deserialize)]
struct TimeCase {
    #[serde(flatten)]
    calendar: Calendar,
    start: String,
    minutes: Option<f64>,
    /// `Some(None)` is a due time that must not exist.
    #[serde(default, deserialize_with = "present")]
    due: Option<Option<String>>,
    until: Option<String>,
    elapsed_seconds: Option<f64>,
}

fn check_time_case(value: Value) -> Result<Vec<String>, String> {
    let case: TimeCase = read(value)?;
    let schedule = case.calendar.compile().map_err(|error| error.to_string())?;
    let start = instant("start", &case.start)?;
    let mut differences = Vec::new();
    match (case.minutes, &case.due) {
        (Some(minutes), Some(expected)) => {
            if minutes < 0.0 {
                return Err(format!("minutes: {minutes} is less than none"));
            }
            let expected = expected.as_deref().map(|due| instant("due", due)).transpose()?;
            let got = schedule.add(start, (minutes * 60_000.0).round() as i64);
            if got != expected {
                differences.push(format!("due: expected {}, got {}", shown(expected), shown(got)));
            }
        }
        (None, None) => {}
        (Some(_), None) => return Err("minutes without due".to_owned()),
        (None, Some(_)) => return Err("due without minutes".to_owned()),
    }
    match (&case.until, case.elapsed_seconds) {
        (Some(until), Some(expected)) => {
            let got = schedule.elapsed(start, instant("until", until)?) as f64 / 1000.0;
            if got != expected {
                differences.push(format!("elapsed_seconds: expected {expected}, got {got}"));
            }
        }
        (None, None) if case.minutes.is_none() => {
            return Err("neither minutes and due nor until and elapsed_seconds".to_owned());
        }
        (None, None) => {}
        (Some(_), None) => return Err("until without elapsed_seconds".to_owned()),
        (None, Some(_)) => return Err("elapsed_seconds without until".to_owned()),
    }
    Ok(differences)
}

#[derive(Deserialize)]
struct TimelineCase {
    calendar: Calendar,
    policy: BTreeMap<Priority, Targets>,
    pausing: BTreeSet<StatusCategory>,
    pause_first_response: bool,
    events: Vec<EventCase>,
    as_of: String,
    expect: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EventCase {
    at: String,
    /// When a public reply by an agent reached its reader; at once when it is not given.
    #[serde(default, deserialize_with = "present")]
    delivered_at: Option<Option<String>>,
    created: Option<CreatedCase>,
    status: Option<StatusCategory>,
    priority: Option<Priority>,
    public_reply_by: Option<Author>,
    internal_note_by: Option<Author>,
}

#[derive(Deserialize)]
struct CreatedCase {
    priority: Priority,
    status: StatusCategory,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Author {
    Agent,
    Requester,
}

fn check_timeline(value: Value) -> Result<Vec<String>, String> {
    let case: TimelineCase = read(value)?;
    let schedule = case.calendar.compile().map_err(|error| error.to_string())?;
    let policy = Policy {
        targets: case.policy,
        pausing: case.pausing,
        pause_first_response: case.pause_first_response,
        ..Policy::default()
    };
    let events = case.events.into_iter().enumerate().map(|(index, event)| read_event(index, event));
    let events = events.collect::<Result<Vec<Event>, String>>()?;
    if !events.iter().any(|event| matches!(event.kind, EventKind::Created { .. })) {
        return Err("no event says that the ticket was created".to_owned());
    }
    let as_of = instant("as_of", &case.as_of)?;
    let got = clocks(&policy, &schedule, &events, as_of);
    if case.expect.is_empty() {
        return Err("nothing is expected".to_owned());
    }
    let mut differences = Vec::new();
    for (key, expected) in case.expect {
        let Some(metric) = Metric::ALL.into_iter().find(|metric| metric.key() == key) else {
            return Err(format!("{key:?} is not a metric"));
        };
        differences.extend(differences_of(metric, &expected, &got)?);
    }
    Ok(differences)
}

fn read_event(index: usize, case: EventCase) -> Result<Event, String> {
    let error = |message: String| format!("event {}: {message}", index + 1);
    let at = instant("at", &case.at).map_err(error)?;
    let delivered_at = match &case.delivered_at {
        None => Some(at),
        Some(delivered) => {
            delivered.as_deref().map(|text| instant("delivered_at", text)).transpose().map_err(error)?
        }
    };
    let mut kinds = Vec::new();
    kinds.extend(case.created.map(|it| EventKind::Created { priority: it.priority, category: it.status }));
    kinds.extend(case.status.map(EventKind::Status));
    kinds.extend(case.priority.map(EventKind::Priority));
    kinds.extend(case.public_reply_by.map(|author| match author {
        Author::Agent => EventKind::AgentReply { delivered_at },
        Author::Requester => EventKind::RequesterMessage,
    }));
    kinds.extend(case.internal_note_by.map(|_| EventKind::Note));
    match (kinds.pop(), kinds.is_empty()) {
        // The place in the file is the order of events of one instant.
        (Some(kind), true) => Ok(Event { id: EventId(Uuid::from_u128(index as u128)), at, kind }),
        (_, _) => Err(error(
            "it must be exactly one of created, status, priority, public_reply_by, internal_note_by"
                .to_owned(),
        )),
    }
}

fn differences_of(metric: Metric, expected: &Value, clocks: &Clocks) -> Result<Vec<String>, String> {
    let key = metric.key();
    let expected = expected.as_object().ok_or_else(|| format!("{key}: what is expected is not an object"))?;
    let got = written(clocks.get(metric));
    let mut differences = Vec::new();
    for (field, got) in &got {
        let expected = expected.get(field).cloned().unwrap_or(Value::Null);
        let expected = normal(field, expected).map_err(|error| format!("{key}: {error}"))?;
        // A case may leave out a list of no breaches.
        if expected != *got && !(expected.is_null() && *got == json!([])) {
            differences.push(format!("{key} {field}: expected {expected}, got {got}"));
        }
    }
    match expected.keys().find(|field| !got.contains_key(*field)) {
        Some(unknown) => Err(format!("{key}: {unknown:?} is not something a clock says")),
        None => Ok(differences),
    }
}

/// Writes a clock as the files do; what the state does not have is null.
fn written(clock: &Clock) -> Map<String, Value> {
    let time = |time: Option<Timestamp>| time.map_or(Value::Null, |time| json!(time.to_string()));
    let breaches = clock
        .breaches
        .iter()
        .map(|breach| json!({ "at": time(Some(breach.at)), "by_policy_change": breach.by_policy_change }));
    Map::from_iter([
        ("state".to_owned(), json!(clock.state.key())),
        ("due".to_owned(), time(clock.state.due())),
        ("remaining_seconds".to_owned(), json!(clock.state.remaining_seconds())),
        ("met_at".to_owned(), time(clock.state.met_at())),
        ("breaches".to_owned(), breaches.collect()),
    ])
}

/// Brings the instants of an expected value into the one spelling.
fn normal(field: &str, value: Value) -> Result<Value, String> {
    match (field, value) {
        ("due" | "met_at" | "at", Value::String(text)) => Ok(json!(instant(field, &text)?.to_string())),
        ("breaches", Value::Array(breaches)) => {
            breaches.into_iter().map(|breach| normal("breach", breach)).collect()
        }
        ("breach", Value::Object(breach)) => {
            breach.into_iter().map(|(field, value)| Ok((field.clone(), normal(&field, value)?))).collect()
        }
        (_, value) => Ok(value),
    }
}

fn read<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, String> {
    serde_json::from_value(value).map_err(|error| error.to_string())
}

fn instant(field: &str, text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(text).map_err(|error| {
        format!("{field}: {text:?} is not an instant such as 2026-03-06T16:30:00Z ({error})")
    })
}

fn shown(due: Option<Timestamp>) -> String {
    due.map_or_else(|| "no due time".to_owned(), |due| due.to_string())
}

/// Tells a field that is null from one that is missing.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests;
