//! A ticket with everything that was said and done on it, for reading in a terminal.

use super::{Values, custom, find};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::table::{indented, one_line, pairs};
use crate::terminal::Terminal;
use crate::when;
use contract::checklist::ChecklistItemView;
use contract::merge::MergedRequest;
use contract::message::MessageView;
use contract::ticket::{
    ClockState, ClockView, HistoryLine, HistoryWhat, Metric, ThreadEntry, ThreadGet, ThreadPage, TicketGet,
    TicketView,
};
use domain::checklist::ChecklistDeed;
use domain::message::{MessageKind, Side};
use domain::sla::Lead;
use domain::time::Timestamp;
use serde_json::{Value, json};

const PAGE: i64 = 200;

pub(crate) async fn run(desk: &Desk, terminal: &Terminal, label: &str) -> Result<(), Failure> {
    let row = find(desk, label).await?;
    let ticket: TicketView = desk.call("ticket_get", TicketGet { ticket: row.id }).await?;
    let thread = whole_thread(desk, &ticket).await?;
    let values = Values::read(desk).await?;
    let view = json!({ "ticket": ticket, "thread": thread });
    terminal.answer(&view, |_| words(&values, &ticket, &thread))
}

async fn whole_thread(desk: &Desk, ticket: &TicketView) -> Result<Vec<ThreadEntry>, Failure> {
    let mut pages: Vec<Vec<ThreadEntry>> = Vec::new();
    let mut before = None;
    loop {
        let get = ThreadGet { ticket: ticket.id, before, count: PAGE };
        let page: ThreadPage = desk.call("ticket_thread", get).await?;
        let oldest = page.entries.first().map(|entry| match entry {
            ThreadEntry::Message(message) => message.at,
            ThreadEntry::Event(event) => event.at,
            ThreadEntry::Merged(request) => request.at,
        });
        pages.push(page.entries);
        if !page.more || oldest.is_none() || oldest == before {
            break;
        }
        before = oldest;
    }
    Ok(pages.into_iter().rev().flatten().collect())
}

fn words(values: &Values<'_>, ticket: &TicketView, thread: &[ThreadEntry]) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let plain = |value: Value| value.as_str().unwrap_or_default().to_owned();
    let level = |level| plain(serde_json::to_value(level).unwrap_or_default());
    let requester = ticket.requester.as_ref().map(|card| match &card.email {
        Some(email) => format!("{} <{email}>", card.name),
        None => card.name.clone(),
    });
    let priority = match &ticket.priority_reason {
        Some(reason) => format!("{} ({reason})", ticket.priority.key()),
        None => ticket.priority.key().to_owned(),
    };
    let names = |cards: &[contract::people::PersonCard]| {
        cards.iter().map(|card| card.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let mut out = format!("{}  {}\n\n", ticket.number, one_line(&ticket.subject));
    out += &pairs(&[
        ("Status", values.status_name(&ticket.status)),
        ("Priority", priority),
        ("Impact", level(ticket.impact)),
        ("Urgency", level(ticket.urgency)),
        ("Type", plain(serde_json::to_value(&ticket.ticket_type).unwrap_or_default())),
        ("Requester", text(&requester)),
        ("Organisation", text(&ticket.organisation)),
        ("Assignee", ticket.assignee_name.clone().unwrap_or_else(|| "-".to_owned())),
        ("Team", values.team_name(ticket.team)),
        ("Category", ticket.category_path.join(" / ")),
        ("Component", text(&ticket.component)),
        ("Service", text(&ticket.service)),
        ("Tags", ticket.tags.join(", ")),
        ("Watchers", names(&ticket.watchers)),
        ("Cc", names(&ticket.cc)),
        ("Due", when::show_maybe(ticket.due)),
        ("Created", when::show(ticket.created_at)),
        ("Updated", when::show(ticket.updated_at)),
        ("Earlier called", text(&ticket.provisional)),
        ("Imported as", text(&ticket.external)),
        ("Source", text(&ticket.attribution)),
        ("Time spent", if ticket.time_seconds > 0 { when::span(ticket.time_seconds) } else { String::new() }),
        ("Resolution", text(&ticket.resolution)),
    ]);
    let custom = custom::shown(values.fields(), &ticket.custom);
    if !custom.is_empty() {
        out += "\n";
        out += &pairs(&custom.iter().map(|(name, value)| (name.as_str(), value.clone())).collect::<Vec<_>>());
    }
    let clocks: Vec<(&str, String)> =
        ticket.clocks.iter().map(|one| (metric(one.metric), clock(one))).collect();
    if clocks.iter().any(|(_, words)| !words.is_empty()) {
        out += "\n";
        out += &pairs(&clocks);
    }
    if !ticket.checklist.is_empty() {
        let done = ticket.checklist.iter().filter(|item| item.done).count();
        out += &format!("\nChecklist: {done} of {}\n", ticket.checklist.len());
        out += &ticket.checklist.iter().map(item).collect::<String>();
        out += "\n";
    }
    for link in &ticket.links {
        out += &format!("Linked: {} {}\n", link.number, one_line(&link.subject));
    }
    for file in &ticket.attachments {
        out += &format!("File: {} ({})\n", one_line(&file.name), size(file.size_bytes));
    }
    for conflict in &ticket.conflicts {
        let (mine, theirs) = (one_line(&conflict.mine), one_line(&conflict.theirs));
        out += &format!("Conflict {}: {} is {theirs}, not {mine}\n", conflict.id, conflict.field);
    }
    if !ticket.description.trim().is_empty() {
        out += "\n";
        out += &indented(&ticket.description);
    }
    for entry in thread {
        match entry {
            ThreadEntry::Message(said) => out += &message(said),
            ThreadEntry::Event(event) => out += &history(event),
            ThreadEntry::Merged(request) => out += &merged(request),
        }
    }
    out
}

fn item(item: &ChecklistItemView) -> String {
    let tick = if item.done { 'x' } else { ' ' };
    let by =
        item.done_by.as_deref().map(|by| format!(" ({}, {})", one_line(by), when::show_maybe(item.done_at)));
    let from = item.from.as_ref().map(|from| format!(" in {}", from.number));
    format!("  [{tick}] {}{}{}\n", one_line(&item.text), from.unwrap_or_default(), by.unwrap_or_default())
}

fn message(message: &MessageView) -> String {
    let kind = match (message.kind, message.side) {
        (MessageKind::Note, _) => "wrote an internal note",
        (MessageKind::Reply, Side::Agent) => "replied",
        (MessageKind::Reply, Side::Requester) => "wrote",
    };
    let heard = message.entered_by.as_deref().map(|by| format!(" (told to {})", one_line(by)));
    let heard = heard.unwrap_or_default();
    let from = message.from.as_ref().map(|from| format!(" in {}", from.number)).unwrap_or_default();
    let head =
        format!("\n{}  {} {kind}{heard}{from}\n", when::show(message.at), one_line(&message.author_name));
    let files = message.attachments.iter().map(|file| format!("    [{}]\n", one_line(&file.name)));
    head + &indented(&message.body) + &files.collect::<String>()
}

/// Where a ticket that was merged into this one begins.
fn merged(request: &MergedRequest) -> String {
    let by = request.requester.as_deref().map(one_line).unwrap_or_default();
    let head = format!(
        "\n{}  {} ({}, merged into this ticket)\n",
        when::show(request.at),
        format!("{by} asked: {}", one_line(&request.from.subject)).trim(),
        request.from.number
    );
    head + &indented(&request.description)
}

fn history(event: &HistoryLine) -> String {
    let what = match &event.what {
        HistoryWhat::Created => "made the ticket".to_owned(),
        HistoryWhat::Changed { fields } => changes(fields),
        HistoryWhat::GaveUp { kind, fields } if fields.is_empty() => {
            format!("gave up a {} that had been refused", kind_word(*kind))
        }
        HistoryWhat::GaveUp { fields, .. } => {
            format!("gave up a change that had been refused: {}", changes(fields))
        }
        // The message itself stands in the thread.
        HistoryWhat::Replied { .. } | HistoryWhat::Noted => return String::new(),
        HistoryWhat::Held { .. } => "wrote a reply that waits: the conversation had gone on".to_owned(),
        HistoryWhat::Attached { name } => format!("attached {}", one_line(name)),
        HistoryWhat::Worked { seconds } => format!("worked {}", when::span(*seconds)),
        HistoryWhat::Linked { number } => format!("linked {number}"),
        HistoryWhat::Checklist { did, text, was } => checklist(*did, text, was.as_deref()),
        HistoryWhat::Removed { kind } => format!("removed a {}", kind_word(*kind)),
        HistoryWhat::Restored { kind } => format!("restored a {}", kind_word(*kind)),
        HistoryWhat::Breached { metric: of, superseded } => {
            let late = if *superseded { ", superseded by what became known later" } else { "" };
            format!("missed the target: {}{late}", metric(*of).to_lowercase())
        }
        HistoryWhat::Escalated { metric: of, policy, when, told } => {
            let told = match told.as_slice() {
                [] => String::new(),
                told => format!(" and told {}", one_line(&told.join(", "))),
            };
            let (of, policy) = (metric(*of).to_lowercase(), one_line(policy));
            format!("took the step {} of {of} ({policy}){told}", lead(*when))
        }
    };
    let by = event.by.as_deref().map(one_line).unwrap_or_default();
    format!("\n{}  {}\n", when::show(event.at), format!("{by} {what}").trim())
}

/// Fields with what they were and what they became.
fn changes(fields: &[domain::merge::FieldChange]) -> String {
    let word = |field: &str, value: &Value| match value {
        Value::Null => "nothing".to_owned(),
        Value::Number(ms) if field == "due" => when::show_maybe(ms.as_i64().map(Timestamp)),
        Value::String(text) => one_line(text),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    };
    let one = |change: &domain::merge::FieldChange| {
        format!(
            "{}: {} -> {}",
            change.field.strip_prefix("custom.").unwrap_or(&change.field),
            word(&change.field, &change.from),
            word(&change.field, &change.to)
        )
    };
    fields.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn checklist(did: ChecklistDeed, text: &str, was: Option<&str>) -> String {
    let text = one_line(text);
    match did {
        ChecklistDeed::Added => format!("added to the checklist: {text}"),
        ChecklistDeed::Ticked => format!("ticked: {text}"),
        ChecklistDeed::Unticked => format!("unticked: {text}"),
        ChecklistDeed::Reworded => {
            format!("changed on the checklist: {} -> {text}", one_line(was.unwrap_or_default()))
        }
        ChecklistDeed::Removed => format!("removed from the checklist: {text}"),
        ChecklistDeed::Restored => format!("brought back to the checklist: {text}"),
    }
}

fn kind_word(kind: domain::record::Kind) -> String {
    serde_json::to_value(kind).unwrap_or_default().as_str().unwrap_or("record").to_owned()
}

fn lead(lead: Lead) -> String {
    match lead {
        Lead::Percent { percent } => format!("at {percent} % of the target"),
        Lead::MinutesBefore { minutes } => format!("{minutes} min before it is due"),
        Lead::Breach => "when it is missed".to_owned(),
        Lead::MinutesAfter { minutes } => format!("{minutes} min after it is missed"),
    }
}

fn metric(metric: Metric) -> &'static str {
    match metric {
        Metric::FirstResponse => "First response",
        Metric::NextResponse => "Next response",
        Metric::Resolution => "Resolution",
    }
}

/// How a clock stands, in a few words; nothing where there is nothing to say.
pub(crate) fn clock(clock: &ClockView) -> String {
    let due = when::show_maybe(clock.due);
    let left = clock.remaining_seconds.map(when::span).unwrap_or_default();
    match clock.state {
        ClockState::None | ClockState::Idle => String::new(),
        ClockState::Running => format!("due {due}"),
        ClockState::AtRisk => format!("at risk, due {due}"),
        ClockState::Paused => format!("paused, {left} left"),
        ClockState::Met => "met".to_owned(),
        ClockState::Breached if clock.open => format!("breached, was due {due}"),
        ClockState::Breached => "breached".to_owned(),
        ClockState::Cancelled => "cancelled".to_owned(),
    }
}

pub(crate) fn size(bytes: i64) -> String {
    match bytes {
        ..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{} KiB", bytes / 1024),
        _ => format!("{} MiB", bytes / 1_048_576),
    }
}
