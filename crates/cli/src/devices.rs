//! For admins: the computers that sign in, and changes that did not take effect and wait for a decision.

use crate::conflicts::pick;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::table::Table;
use crate::terminal::Terminal;
use crate::when;
use clap::Subcommand;
use contract::devices::*;
use contract::session::{Done, Empty};

#[derive(Debug, Subcommand)]
pub(crate) enum DevicesCommand {
    /// Every computer that has signed in.
    List,
    /// Sign one out for good: it hands over what waits there, destroys its copy, and gets nothing any more.
    Revoke {
        /// Its id, or the beginning or end of it that only it has.
        id: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum QuarantineCommand {
    /// Changes that broke the server, or waited on a computer that was signed out for good.
    List {
        /// Those that were decided, too.
        #[arg(long)]
        all: bool,
    },
    /// Let one take effect in its author's name.
    Apply {
        /// Its id, or the beginning or end of it that only it has.
        id: String,
    },
    /// Give one up; its content stays readable with `list --all`.
    Discard {
        /// Its id, or the beginning or end of it that only it has.
        id: String,
    },
}

pub(crate) async fn devices(
    desk: &Desk,
    terminal: &Terminal,
    command: DevicesCommand,
) -> Result<(), Failure> {
    let all: Vec<DeviceView> = desk.call("device_list", Empty {}).await?;
    match command {
        DevicesCommand::List => terminal.answer(&all, |all| device_words(all)),
        DevicesCommand::Revoke { id } => {
            let one = pick(&all, &id, "device", |one| one.id.to_string())?;
            let done: Done = desk.call("device_revoke", DevicePick { device: one.id }).await?;
            terminal.answer(&done, |_| format!("{} of {} syncs no more.", one.name, one.person_name))
        }
    }
}

pub(crate) async fn quarantine(
    desk: &Desk,
    terminal: &Terminal,
    command: QuarantineCommand,
) -> Result<(), Failure> {
    let decided_too = matches!(command, QuarantineCommand::List { all: true });
    let all: Vec<QuarantineView> = desk.call("quarantine_list", QuarantineQuery { decided_too }).await?;
    let find = |id: &str| Ok::<_, Failure>(pick(&all, id, "change", |one| one.change.to_string())?.change);
    match command {
        QuarantineCommand::List { all: _ } => terminal.answer(&all, |all| quarantine_words(all)),
        QuarantineCommand::Apply { id } => {
            let change = find(&id)?;
            let done: Done = desk.call("quarantine_apply", QuarantinePick { change }).await?;
            terminal.answer(&done, |_| "It took effect.".to_owned())
        }
        QuarantineCommand::Discard { id } => {
            let change = find(&id)?;
            let done: Done = desk.call("quarantine_discard", QuarantinePick { change }).await?;
            terminal.answer(&done, |_| "Given up.".to_owned())
        }
    }
}

fn device_words(all: &[DeviceView]) -> String {
    let mut table = Table::new(&["ID", "PERSON", "NAME", "LAST SEEN", "VERSION", "WAITING", "STATE"]);
    for one in all {
        let state = match (one.revoked_at, one.surrendered_at) {
            (_, Some(_)) => "gave up its copy",
            (Some(_), None) => "revoked",
            (None, None) if one.this => "this one",
            (None, None) => "",
        };
        table.row(vec![
            one.id.to_string(),
            one.person_name.clone(),
            one.name.clone(),
            when::show(one.last_seen),
            one.app.clone().unwrap_or_default(),
            one.pending.map(|count| count.to_string()).unwrap_or_default(),
            state.to_owned(),
        ]);
    }
    table.render()
}

fn quarantine_words(all: &[QuarantineView]) -> String {
    if all.is_empty() {
        return "Nothing is kept aside.".to_owned();
    }
    let mut table = Table::new(&["ID", "PERSON", "TICKET", "WHAT", "SINCE", "WHY", "STATE"]);
    for one in all {
        let why = match one.reason {
            QuarantineReason::Poison => {
                one.error.clone().unwrap_or_else(|| "it breaks the server".to_owned())
            }
            QuarantineReason::Revoked => "its device was revoked".to_owned(),
            QuarantineReason::Refused => "it was refused; its author asks you to decide".to_owned(),
        };
        let state = match one.state {
            QuarantineState::Waiting => "waits",
            QuarantineState::Applied => "applied",
            QuarantineState::Discarded => "given up",
        };
        table.row(vec![
            one.change.to_string(),
            one.person_name.clone(),
            one.number.clone().unwrap_or_default(),
            one.what.clone(),
            when::show(one.at),
            why,
            state.to_owned(),
        ]);
    }
    table.render()
}
