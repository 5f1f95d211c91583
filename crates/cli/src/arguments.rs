//! The words that `ternctl` understands; those of each noun stand beside its commands.

use crate::{calendar, conflicts, devices, export, held, import, outbox, rpc, setup, sla, sync, ticket};
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// What a script needs to know about how a command ended.
const AFTER_HELP: &str = "\
Exit codes:
  0    done
  1    refused, not found, or not possible; the message says why
  2    the command line is not understood
  3    the server cannot be reached
  4    a passphrase, a keyring or a sign-in is missing or wrong
  5    another Tern has the data folder open (the window, or another ternctl)
  6    the data folder cannot be used: read-only, full, foreign or newer than this version
  7    there is no desk in the data folder yet
  70   a fault of ternctl itself
  130  interrupted

Environment:
  TERN_DATA        the data folder, where --data is not given
  TERN_PASSPHRASE  opens or makes a desk without the system's keyring
  TERN_LOG         what to log on stderr, such as `info` or `sync=debug`";

/// The help desk without a window: the same desk, the same rules, the same data folder.
#[derive(Debug, Parser)]
#[command(name = "ternctl", version, after_help = AFTER_HELP)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) place: Place,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Args)]
pub(crate) struct Place {
    /// The data folder; without it TERN_DATA, else the platform's folder for Tern.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Answer in JSON; errors too, as {"error":{"code","message"}}.
    #[arg(long, global = true)]
    json: bool,
    /// Work on made-up tickets, which never mix with real ones.
    #[arg(long, global = true)]
    pub(crate) sample: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a desk that works on this computer alone.
    Init(setup::Init),
    /// Sign in at a server and keep a desk for it here.
    Connect(setup::Connect),
    /// Sign in again at this desk's server.
    SignIn(setup::SignIn),
    /// Sign out; everything here stays, and waits.
    SignOut,
    /// Make, list, show and edit tickets.
    #[command(subcommand)]
    Ticket(ticket::TicketCommand),
    /// Take in a file of another help desk.
    Import(import::Import),
    /// Write all tickets to a file or to the output.
    Export(export::Export),
    /// Write what is due, reminders and visits as iCalendar (.ics), for other calendars.
    Calendar(calendar::Calendar),
    /// Talk with the server until nothing is left to say.
    Sync(sync::Talk),
    /// Where this desk stands: what waits, what was refused, when it last heard from its server.
    Status,
    /// What wants somebody's decision: what two people changed at once, replies that wait, refused changes.
    #[command(subcommand)]
    Conflicts(conflicts::ConflictsCommand),
    /// Public replies that wait, since the conversation went on before they came.
    #[command(subcommand)]
    Held(held::HeldCommand),
    /// Changes that wait to be sent, or were refused.
    #[command(subcommand)]
    Outbox(outbox::OutboxCommand),
    /// For admins: the computers that sign in.
    #[command(subcommand)]
    Devices(devices::DevicesCommand),
    /// For admins: changes that did not take effect and wait for a decision.
    #[command(subcommand)]
    Quarantine(devices::QuarantineCommand),
    /// Hold the rules of business hours and clocks to a file of cases.
    #[command(subcommand)]
    Sla(sla::SlaCommand),
    /// Run any command of the contract and print its answer.
    Rpc(rpc::Rpc),
}
