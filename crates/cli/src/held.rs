//! Public replies that wait for a person, since the conversation went on before they came.

use crate::conflicts::pick;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::table::Table;
use crate::terminal::Terminal;
use crate::when;
use clap::Subcommand;
use contract::session::{Done, Empty};
use contract::sync::{HeldView, MessagePick, MessageRelease};
use domain::guard::HoldReason;

#[derive(Debug, Subcommand)]
pub(crate) enum HeldCommand {
    /// Those that wait.
    List,
    /// Send one after all.
    Release {
        /// Its id, or the beginning or end of it that only it has.
        id: String,
        /// Another text in place of the one that was written.
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
        body: Option<String>,
    },
    /// Take one back; its text goes back to its author's draft.
    Withdraw {
        /// Its id, or the beginning or end of it that only it has.
        id: String,
    },
}

pub(crate) async fn run(desk: &Desk, terminal: &Terminal, command: HeldCommand) -> Result<(), Failure> {
    let all: Vec<HeldView> = desk.call("held_list", Empty {}).await?;
    match command {
        HeldCommand::List => terminal.answer(&all, |all| words(all)),
        HeldCommand::Release { id, body } => {
            let message = pick(&all, &id, "reply that waits", |one| one.message.to_string())?.message;
            let done: Done = desk.call("message_release", MessageRelease { message, body }).await?;
            terminal.answer(&done, |_| "Sent with the next sync.".to_owned())
        }
        HeldCommand::Withdraw { id } => {
            let message = pick(&all, &id, "reply that waits", |one| one.message.to_string())?.message;
            let done: Done = desk.call("message_withdraw", MessagePick { message }).await?;
            terminal.answer(&done, |_| "Withdrawn.".to_owned())
        }
    }
}

pub(crate) fn words(held: &[HeldView]) -> String {
    if held.is_empty() {
        return "No reply waits.".to_owned();
    }
    let mut table = Table::new(&["ID", "TICKET", "BY", "SINCE", "WHY", "TEXT"]);
    for one in held {
        table.row(vec![
            one.message.to_string(),
            one.number.clone().unwrap_or_default(),
            one.author_name.clone(),
            when::show(one.since),
            why(one.reason).to_owned(),
            one.body.chars().take(60).collect(),
        ]);
    }
    table.render()
}

fn why(reason: HoldReason) -> &'static str {
    match reason {
        HoldReason::NewMessage => "there is a newer message",
        HoldReason::RequesterChanged => "the requester is somebody else now",
        HoldReason::Closed => "the ticket was resolved or closed",
    }
}
