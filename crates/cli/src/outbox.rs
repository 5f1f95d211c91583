//! Changes on their way to the server, and those that it refused.

use crate::conflicts::pick;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::table::Table;
use crate::terminal::Terminal;
use crate::when;
use clap::Subcommand;
use contract::session::{Done, Empty};
use contract::sync::{OutboxPick, OutboxState, OutboxView};

#[derive(Debug, Subcommand)]
pub(crate) enum OutboxCommand {
    /// What waits, and what was refused and why.
    List,
    /// Send a refused change again.
    Retry {
        /// Its id, or the beginning or end of it that only it has.
        id: String,
    },
    /// Hand a refused change to a manager or an admin: it waits on the server until they decide.
    HandOver {
        /// Its id, or the beginning or end of it that only it has.
        id: String,
    },
    /// Take a change back for good; its text is printed, so that it is not lost.
    Discard {
        /// Its id, or the beginning or end of it that only it has.
        id: String,
    },
}

pub(crate) async fn run(desk: &Desk, terminal: &Terminal, command: OutboxCommand) -> Result<(), Failure> {
    let all: Vec<OutboxView> = desk.call("outbox_list", Empty {}).await?;
    match command {
        OutboxCommand::List => terminal.answer(&all, |all| words(all)),
        OutboxCommand::Retry { id } => {
            let change = pick(&all, &id, "change", |one| one.change.to_string())?;
            let done: Done = desk.call("outbox_retry", OutboxPick { change: change.change }).await?;
            terminal.answer(&done, |_| format!("It is sent again: {}", change.what))
        }
        OutboxCommand::HandOver { id } => {
            let change = pick(&all, &id, "change", |one| one.change.to_string())?;
            let done: Done = desk.call("outbox_hand_over", OutboxPick { change: change.change }).await?;
            terminal.answer(&done, |_| format!("A lead decides: {}", change.what))
        }
        OutboxCommand::Discard { id } => {
            let change = pick(&all, &id, "change", |one| one.change.to_string())?;
            let _: Done = desk.call("outbox_discard", OutboxPick { change: change.change }).await?;
            terminal.answer(change, |change| match &change.text {
                Some(text) => format!("Taken back: {}\n{text}", change.what),
                None => format!("Taken back: {}", change.what),
            })
        }
    }
}

pub(crate) fn words(all: &[OutboxView]) -> String {
    if all.is_empty() {
        return "Nothing waits.".to_owned();
    }
    let mut table = Table::new(&["ID", "TICKET", "WHAT", "AT", "STATE", "REASON"]);
    for one in all {
        let state = match one.state {
            OutboxState::Queued => "waits",
            OutboxState::Sent => "sent",
            OutboxState::Rejected => "refused",
        };
        table.row(vec![
            one.change.to_string(),
            one.number.clone().unwrap_or_default(),
            one.what.clone(),
            when::show(one.at),
            state.to_owned(),
            one.reason.clone().unwrap_or_default(),
        ]);
    }
    table.render()
}
