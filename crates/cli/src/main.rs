//! `ternctl`: the desk without a window. It opens the same folder and runs the same commands as the window.

mod arguments;
mod calendar;
mod conflicts;
mod desk;
mod devices;
mod export;
mod failure;
mod held;
mod import;
mod outbox;
mod rpc;
mod setup;
mod sla;
mod status;
mod sync;
mod table;
mod terminal;
mod ticket;
mod when;

use arguments::{Arguments, Command};
use clap::Parser;
use desk::Desk;
use failure::Failure;
use std::process::ExitCode;
use terminal::Terminal;

#[tokio::main]
async fn main() -> ExitCode {
    let wants_json = std::env::args_os().any(|word| word == "--json");
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return Terminal::new(wants_json).refuse_words(&error),
    };
    let log = tracing_subscriber::EnvFilter::try_from_env("TERN_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("off"));
    tracing_subscriber::fmt().with_env_filter(log).with_writer(std::io::stderr).init();
    let terminal = Terminal::new(wants_json);
    match run(arguments, &terminal).await.and_then(|code| terminal.flush().map(|()| code)) {
        Ok(code) => ExitCode::from(code),
        Err(failure) => terminal.fail(&failure),
    }
}

async fn run(arguments: Arguments, terminal: &Terminal) -> Result<u8, Failure> {
    if let Command::Sla(check) = &arguments.command {
        return sla::run(terminal, check);
    }
    let desk = Desk::start(&arguments.place).await?;
    let ended = at_the_desk(&desk, terminal, arguments.command).await;
    desk.close().await;
    ended
}

async fn at_the_desk(desk: &Desk, terminal: &Terminal, command: Command) -> Result<u8, Failure> {
    match command {
        Command::Init(_) | Command::Connect(_) | Command::Rpc(_) => {}
        Command::SignIn(_)
        | Command::SignOut
        | Command::Ticket(_)
        | Command::Import(_)
        | Command::Export(_)
        | Command::Calendar(_)
        | Command::Sync(_)
        | Command::Status
        | Command::Conflicts(_)
        | Command::Held(_)
        | Command::Devices(_)
        | Command::Quarantine(_)
        | Command::Outbox(_)
        | Command::Sla(_) => desk.must_be_open().await?,
    }
    match command {
        Command::Init(init) => setup::init(desk, terminal, init).await?,
        Command::Connect(connect) => setup::connect(desk, terminal, connect).await?,
        Command::SignIn(sign_in) => setup::sign_in(desk, terminal, sign_in).await?,
        Command::SignOut => setup::sign_out(desk, terminal).await?,
        Command::Ticket(ticket) => ticket::run(desk, terminal, ticket).await?,
        Command::Import(import) => import::run(desk, terminal, import).await?,
        Command::Export(export) => export::run(desk, terminal, export).await?,
        Command::Calendar(calendar) => calendar::run(desk, terminal, calendar).await?,
        Command::Sync(sync) => return sync::run(desk, terminal, &sync).await,
        Command::Status => status::run(desk, terminal).await?,
        Command::Conflicts(conflicts) => conflicts::run(desk, terminal, conflicts).await?,
        Command::Held(held) => held::run(desk, terminal, held).await?,
        Command::Devices(command) => devices::devices(desk, terminal, command).await?,
        Command::Quarantine(command) => devices::quarantine(desk, terminal, command).await?,
        Command::Outbox(outbox) => outbox::run(desk, terminal, outbox).await?,
        Command::Rpc(rpc) => rpc::run(desk, terminal, rpc).await?,
        Command::Sla(check) => return sla::run(terminal, &check),
    }
    Ok(0)
}
