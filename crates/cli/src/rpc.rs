//! Any command of the contract, as it is.

use crate::desk::Desk;
use crate::failure::Failure;
use crate::terminal::{Terminal, text_or_stdin};
use crate::{import, sync};
use clap::Args;
use contract::problem::Code;
use serde_json::Value;

#[derive(Debug, Args)]
pub(crate) struct Rpc {
    /// The name of the command, such as `ticket_list`.
    command: String,
    /// Its input; `-` reads it from stdin.
    #[arg(allow_hyphen_values = true)]
    input: Option<String>,
}

pub(crate) async fn run(desk: &Desk, terminal: &Terminal, rpc: Rpc) -> Result<(), Failure> {
    let input = match rpc.input {
        None => Value::Null,
        Some(input) => serde_json::from_str(&text_or_stdin(&input)?)
            .map_err(|error| Failure::Usage(format!("the input is not JSON: {error}")))?,
    };
    // A locked desk asks for its passphrase; any other state is the command's own to answer.
    if let Some(problem) = desk.why_closed().await?
        && problem.code == Code::Locked
        && rpc.command != "host_unlock"
    {
        desk.unlock(problem).await?;
    }
    match rpc.command.as_str() {
        // What a window lets run in the background has to end before this process does.
        "import_start" => {
            let mut notices = desk.notices();
            desk.raw("import_start", input).await?;
            terminal.json(&import::ended(desk, terminal, &mut notices).await?)
        }
        "sync_now" => {
            let done = desk.raw("sync_now", input).await?;
            desk.sync_until_quiet(sync::PATIENCE).await?;
            terminal.json(&done)
        }
        command => terminal.json(&desk.raw(command, input).await?),
    }
}
