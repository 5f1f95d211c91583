//! Tickets: made, listed, shown, edited, answered.

mod custom;
mod list;
mod show;
mod values;

use crate::desk::Desk;
use crate::failure::Failure;
use crate::terminal::{Terminal, text_or_stdin};
use clap::{ArgAction, Args, Subcommand};
use contract::lifecycle::{TicketConfirm, TicketEscalate, TicketReopen};
use contract::message::MessageAdd;
use contract::session::{Done, Made};
use contract::ticket::{
    AttachmentAdd, AttachmentView, NewRequester, RowView, TicketFind, TicketNew, TicketSet,
};
use domain::lifecycle::ConfirmedHow;
use domain::message::{MessageKind, Side};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;
pub(crate) use values::Values;

#[derive(Debug, Subcommand)]
pub(crate) enum TicketCommand {
    /// Make a ticket.
    New(New),
    /// List tickets, or search them.
    #[command(visible_alias = "search")]
    List(list::List),
    /// Show a ticket with its thread.
    Show {
        /// The number as people write it: 1042, #1042, L-7, draft-7F3A.
        label: String,
    },
    /// Set fields and tags of one or more tickets.
    Set(Set),
    /// Reply to the requester.
    Reply(Words),
    /// Write an internal note.
    Note(Words),
    /// Write down what the requester said, on the phone or at the counter.
    Said(Words),
    /// Put tickets that were done back to work.
    Reopen {
        #[arg(required = true)]
        labels: Vec<String>,
        /// Why, for colleagues: it becomes an internal note.
        #[arg(long)]
        reason: Option<String>,
    },
    /// Keep that tickets that are done are fixed, and close those that are resolved.
    Confirm {
        #[arg(required = true)]
        labels: Vec<String>,
        /// Somebody here looked, rather than the requester saying so.
        #[arg(long)]
        ourselves: bool,
    },
    /// Hand tickets over to the next level of support.
    Escalate {
        #[arg(required = true)]
        labels: Vec<String>,
        /// A team of a higher level; without it the first of the next one.
        #[arg(long)]
        team: Option<String>,
        /// What that team has to know: it becomes an internal note.
        #[arg(long)]
        note: Option<String>,
    },
    /// Attach files.
    Attach {
        label: String,
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct New {
    #[arg(long)]
    subject: String,
    /// What it is about; `-` reads it from stdin.
    #[arg(long, allow_hyphen_values = true)]
    body: Option<String>,
    /// Who asks: a name or address that is known, or `NAME <ADDRESS>` of somebody new.
    #[arg(long)]
    requester: Option<String>,
    /// Any other field, such as `priority=high`, `team=Support` or `custom.KEY=VALUE` for one that the desk added.
    #[arg(long, value_name = "FIELD=VALUE")]
    set: Vec<String>,
}

#[derive(Debug, Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Set {
    /// Numbers of tickets, then `field=value` (nothing behind the `=` clears it), `+tag` and `-tag`.
    #[arg(required = true, allow_hyphen_values = true, value_name = "LABEL | FIELD=VALUE | +TAG | -TAG")]
    words: Vec<String>,
    // Without the short -h, which would be a tag to take away.
    /// Print help.
    #[arg(long, action = ArgAction::Help)]
    help: Option<bool>,
}

#[derive(Debug, Args)]
pub(crate) struct Words {
    label: String,
    /// Also put the ticket into this status.
    #[arg(long)]
    status: Option<String>,
    /// What to say; `-` reads it from stdin.
    #[arg(allow_hyphen_values = true)]
    body: String,
}

pub(crate) async fn run(desk: &Desk, terminal: &Terminal, command: TicketCommand) -> Result<(), Failure> {
    match command {
        TicketCommand::New(new) => make(desk, terminal, new).await,
        TicketCommand::List(list) => list::run(desk, terminal, list).await,
        TicketCommand::Show { label } => show::run(desk, terminal, &label).await,
        TicketCommand::Set(set) => edit(desk, terminal, &set.words).await,
        TicketCommand::Reply(words) => say(desk, terminal, words, MessageKind::Reply, Side::Agent).await,
        TicketCommand::Note(words) => say(desk, terminal, words, MessageKind::Note, Side::Agent).await,
        TicketCommand::Said(words) => say(desk, terminal, words, MessageKind::Reply, Side::Requester).await,
        TicketCommand::Reopen { labels, reason } => reopen(desk, terminal, &labels, reason).await,
        TicketCommand::Confirm { labels, ourselves } => confirm(desk, terminal, &labels, ourselves).await,
        TicketCommand::Escalate { labels, team, note } => escalate(desk, terminal, &labels, team, note).await,
        TicketCommand::Attach { label, files } => attach(desk, terminal, &label, files).await,
    }
}

async fn make(desk: &Desk, terminal: &Terminal, new: New) -> Result<(), Failure> {
    let values = Values::read(desk).await?;
    let mut input = TicketNew { subject: new.subject, ..TicketNew::default() };
    if let Some(body) = new.body {
        input.description = text_or_stdin(&body)?;
    }
    for word in &new.set {
        let (field, value) = field_and_value(word)?;
        input.fields.insert(field.to_owned(), values.value(field, value).await?);
    }
    if let Some(requester) = new.requester {
        match newcomer(&requester) {
            Some(newcomer) => input.new_requester = Some(newcomer),
            None => {
                let known = values.value("requester", &requester).await?;
                input.fields.insert("requester".to_owned(), known);
            }
        }
    }
    let made: Made = desk.call("ticket_new", input).await?;
    terminal.answer(&made, |made| format!("Created {}", made.label))
}

/// Reads `NAME <ADDRESS>`.
fn newcomer(text: &str) -> Option<NewRequester> {
    let (name, rest) = text.split_once('<')?;
    let email = rest.trim_end().strip_suffix('>')?.trim();
    Some(NewRequester { name: name.trim().to_owned(), email: Some(email.to_owned()), phone: None })
}

async fn edit(desk: &Desk, terminal: &Terminal, words: &[String]) -> Result<(), Failure> {
    let values = Values::read(desk).await?;
    let mut input = TicketSet::default();
    let mut fields: BTreeMap<String, Value> = BTreeMap::new();
    for word in words {
        if word == "--json" {
            // Heard before the words were sorted.
        } else if word.starts_with("--") {
            return Err(Failure::Usage(format!(
                "{word} is no field: write `{}=VALUE`; options such as --data stand before the numbers of the tickets",
                word.trim_start_matches('-')
            )));
        } else if let Some(tag) = word.strip_prefix('+') {
            input.add_tags.push(tag.to_owned());
        } else if let Some(tag) = word.strip_prefix('-') {
            input.remove_tags.push(tag.to_owned());
        } else if word.contains('=') {
            let (field, value) = field_and_value(word)?;
            fields.insert(field.to_owned(), values.value(field, value).await?);
        } else {
            input.tickets.push(find(desk, word).await?.id);
        }
    }
    if input.tickets.is_empty() {
        return Err(Failure::Usage("name the ticket to change, such as 1042 or L-7".to_owned()));
    }
    if fields.is_empty() && input.add_tags.is_empty() && input.remove_tags.is_empty() {
        return Err(Failure::Usage("say what to change: field=value, +tag or -tag".to_owned()));
    }
    input.fields = fields;
    let done: Done = desk.call("ticket_set", input).await?;
    terminal.answer(&done, |done| done.undo.clone().unwrap_or_else(|| "Nothing changed.".to_owned()))
}

fn field_and_value(word: &str) -> Result<(&str, &str), Failure> {
    match word.split_once('=') {
        Some((field, value)) if !field.trim().is_empty() => Ok((field.trim(), value)),
        _ => Err(Failure::Usage(format!("`{word}` is not field=value"))),
    }
}

async fn say(
    desk: &Desk,
    terminal: &Terminal,
    words: Words,
    kind: MessageKind,
    side: Side,
) -> Result<(), Failure> {
    let row = find(desk, &words.label).await?;
    let status = match &words.status {
        Some(status) => Some(Values::read(desk).await?.status(status)?),
        None => None,
    };
    let body = text_or_stdin(&words.body)?;
    if body.trim().is_empty() {
        return Err(Failure::invalid("body", "There is nothing to say: the text is empty.".to_owned()));
    }
    let input = MessageAdd {
        ticket: row.id,
        kind,
        side,
        body,
        status,
        attachments: Vec::new(),
        sign: false,
        tells_estimated: false,
        // Scripts fill their texts themselves.
        placeholders_meant: true,
        fill: BTreeMap::new(),
    };
    let done: Done = desk.call("message_add", input).await?;
    terminal.answer(&done, |_| match (kind, side) {
        (MessageKind::Reply, Side::Requester) => format!("Wrote down on {} what was said", row.number),
        (MessageKind::Reply, Side::Agent) => format!("Replied on {}", row.number),
        (MessageKind::Note, _) => format!("Added a note to {}", row.number),
    })
}

async fn reopen(
    desk: &Desk,
    terminal: &Terminal,
    labels: &[String],
    reason: Option<String>,
) -> Result<(), Failure> {
    let mut input = TicketReopen { reason, ..TicketReopen::default() };
    for label in labels {
        input.tickets.push(find(desk, label).await?.id);
    }
    let done: Done = desk.call("ticket_reopen", input).await?;
    terminal.answer(&done, |done| done.undo.clone().unwrap_or_default())
}

async fn confirm(
    desk: &Desk,
    terminal: &Terminal,
    labels: &[String],
    ourselves: bool,
) -> Result<(), Failure> {
    let how = if ourselves { ConfirmedHow::Agent } else { ConfirmedHow::Requester };
    let mut input = TicketConfirm { how, ..TicketConfirm::default() };
    for label in labels {
        input.tickets.push(find(desk, label).await?.id);
    }
    let done: Done = desk.call("ticket_confirm", input).await?;
    terminal.answer(&done, |done| done.undo.clone().unwrap_or_default())
}

async fn escalate(
    desk: &Desk,
    terminal: &Terminal,
    labels: &[String],
    team: Option<String>,
    note: Option<String>,
) -> Result<(), Failure> {
    let mut input = TicketEscalate { note, ..TicketEscalate::default() };
    if let Some(team) = team {
        let id = Values::read(desk).await?.value("team", &team).await?;
        input.team = id.as_str().and_then(|id| id.parse().ok());
    }
    for label in labels {
        input.tickets.push(find(desk, label).await?.id);
    }
    let done: Done = desk.call("ticket_escalate", input).await?;
    terminal.answer(&done, |done| done.undo.clone().unwrap_or_default())
}

async fn attach(desk: &Desk, terminal: &Terminal, label: &str, files: Vec<PathBuf>) -> Result<(), Failure> {
    let row = find(desk, label).await?;
    let mut attached: Vec<AttachmentView> = Vec::new();
    for file in files {
        let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
        let path = Some(file.to_string_lossy().into_owned());
        let input = AttachmentAdd { ticket: row.id, name, mime: None, base64: None, path, visit: None };
        let view: AttachmentView = desk.call("attachment_add", input).await?;
        attached.push(view);
    }
    terminal.answer(&attached, |attached| {
        let line = |view: &AttachmentView| {
            format!("Attached {} ({}) to {}\n", view.name, show::size(view.size_bytes), row.number)
        };
        attached.iter().map(line).collect()
    })
}

/// The ticket that people call so.
pub(crate) async fn find(desk: &Desk, label: &str) -> Result<RowView, Failure> {
    let found: Option<RowView> = desk.call("ticket_find", TicketFind { number: label.to_owned() }).await?;
    found.ok_or_else(|| Failure::missing(format!("There is no ticket {label} here.")))
}
