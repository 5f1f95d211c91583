//! After the storm: everything saved is there, once, and all desks say the same.

use super::Report;
use super::processes::Desk;
use super::storm::{Answer, Edit, Place};
use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

/// How long a desk may stand still on a good line before it is at rest.
const PATIENCE: Duration = Duration::from_secs(180);
/// How often all desks may come to rest one after another and still not be of one mind.
const MOST_ROUNDS: usize = 50;
/// Differences beyond this say nothing new.
const MOST_DIFFERENCES: usize = 20;

/// Starts every desk and waits until all know the same.
pub(super) async fn settle(desks: &mut [Desk], report: &mut Report) -> Result<()> {
    let begun = Instant::now();
    for desk in desks.iter_mut() {
        // One that was started on a full disk has not opened its folder, and says so.
        desk.kill().await?;
        desk.start().await.context("starting a desk after the storm")?;
    }
    let mut cursors = Vec::new();
    for _ in 0..MOST_ROUNDS {
        cursors.clear();
        for desk in desks.iter() {
            cursors.push(desk.settle(PATIENCE).await?);
        }
        if cursors.iter().all(|cursor| *cursor == cursors[0]) {
            report.settled_ms = u64::try_from(begun.elapsed().as_millis())?;
            return Ok(());
        }
    }
    anyhow::bail!("the desks stay apart: {cursors:?}")
}

/// Everything that one desk shows.
struct Seen {
    tickets: BTreeMap<String, Value>,
    conflicts: String,
    refused: String,
}

impl Seen {
    async fn of(desk: &Desk) -> Result<Seen> {
        let exported = desk.call("export_start", &json!({ "format": "json" })).await?;
        let text = exported["text"].as_str().context("an export without a file is text")?;
        let list: Vec<Value> = serde_json::from_str(text)?;
        let id = |ticket: &Value| ticket["id"].as_str().unwrap_or_default().to_owned();
        Ok(Seen {
            tickets: list.into_iter().map(|ticket| (id(&ticket), ticket)).collect(),
            conflicts: desk.call("conflict_list", &json!({})).await?.to_string(),
            refused: desk.call("outbox_list", &json!({})).await?.to_string(),
        })
    }
}

/// Holds every edit against what the desks show.
pub(super) async fn judge(
    desks: &[Desk],
    edits: &[Edit],
    decided: &BTreeMap<String, usize>,
    report: &mut Report,
) -> Result<()> {
    let mut seen = Vec::new();
    for desk in desks {
        seen.push(Seen::of(desk).await?);
    }
    let first = &seen[0];
    report.conflicts = first.conflicts.matches("\"mine_by\"").count();
    for (index, other) in seen.iter().enumerate().skip(1) {
        compare(first, other, index, report);
    }
    let refused: String = seen.iter().map(|seen| seen.refused.as_str()).collect();
    let places = Places::of(first);
    for edit in edits {
        let times = places.count(edit);
        let kept = times > 0
            || decided.contains_key(&edit.token)
            || first.conflicts.contains(&edit.token)
            || refused.contains(&edit.token);
        if edit.answer == Answer::Saved && !kept {
            report.lost.push(format!("{edit:?}"));
        }
        // Whoever decides for a value that was displaced puts it in place once more.
        let allowed = 1 + decided.get(&edit.token).copied().unwrap_or_default();
        if times > allowed {
            report.doubled.push(format!("{edit:?}: {times} times, {allowed} allowed"));
        }
    }
    Ok(())
}

fn compare(one: &Seen, other: &Seen, index: usize, report: &mut Report) {
    let ids = one.tickets.keys().chain(other.tickets.keys()).collect::<BTreeSet<_>>();
    for id in ids {
        let (here, there) = (one.tickets.get(id), other.tickets.get(id));
        if here == there || report.differences.len() >= MOST_DIFFERENCES {
            continue;
        }
        let fields = match (here.and_then(Value::as_object), there.and_then(Value::as_object)) {
            (Some(here), Some(there)) => {
                let names = here.keys().chain(there.keys()).collect::<BTreeSet<_>>();
                let differ = names.into_iter().filter(|name| here.get(*name) != there.get(*name));
                differ.map(|name| format!("{name}: {:?} / {:?}", here.get(name), there.get(name))).collect()
            }
            (here, there) => vec![format!("there: {} / {}", here.is_some(), there.is_some())],
        };
        report.differences.push(format!("desk {index}, ticket {id}: {}", fields.join("; ")));
    }
}

/// How often each word stands where an edit would have put it.
struct Places {
    subjects: BTreeMap<String, usize>,
    messages: BTreeMap<String, usize>,
    /// Every value that history says a field took; a tag or a component that was replaced since is still here.
    history: BTreeMap<String, usize>,
}

impl Places {
    fn of(seen: &Seen) -> Places {
        let mut places =
            Places { subjects: BTreeMap::new(), messages: BTreeMap::new(), history: BTreeMap::new() };
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        for ticket in seen.tickets.values() {
            if let Some(subject) = ticket["subject"].as_str() {
                *places.subjects.entry(subject.to_owned()).or_default() += 1;
            }
            for message in list(&ticket["messages"]) {
                if let Some(body) = message["body"].as_str() {
                    *places.messages.entry(body.to_owned()).or_default() += 1;
                }
            }
            for event in list(&ticket["history"]) {
                for change in list(&event["what"]["fields"]) {
                    let had: Vec<String> = words(&change["from"]);
                    for word in words(&change["to"]).into_iter().filter(|word| !had.contains(word)) {
                        *places.history.entry(word).or_default() += 1;
                    }
                }
            }
        }
        places
    }

    fn count(&self, edit: &Edit) -> usize {
        let map = match edit.place {
            Place::Subject => &self.subjects,
            Place::Note | Place::Reply => &self.messages,
            Place::Tag | Place::Field => &self.history,
        };
        map.get(&edit.token).copied().unwrap_or_default()
    }
}

fn words(value: &Value) -> Vec<String> {
    match value {
        Value::String(word) => vec![word.clone()],
        Value::Array(list) => list.iter().flat_map(words).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => Vec::new(),
    }
}
