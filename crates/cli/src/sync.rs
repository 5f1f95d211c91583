//! One conversation with the server, to its end.

use crate::desk::Desk;
use crate::failure::{Failure, exit_code};
use crate::status;
use crate::terminal::Terminal;
use clap::Args;
use contract::problem::Code;
use contract::session::SyncState;
use std::time::Duration;

/// How long a server has to answer when nobody says otherwise.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Debug, Args)]
pub(crate) struct Talk {
    /// Give up after this many seconds; what was sent and fetched by then is kept.
    #[arg(long, value_name = "SECONDS", default_value_t = PATIENCE.as_secs())]
    timeout: u64,
}

pub(crate) async fn run(desk: &Desk, terminal: &Terminal, talk: &Talk) -> Result<u8, Failure> {
    let view = desk.sync_until_quiet(Duration::from_secs(talk.timeout)).await?;
    terminal.answer(&view, status::standing)?;
    Ok(match view.state {
        SyncState::SignIn => exit_code(Code::SignIn),
        SyncState::Offline => exit_code(Code::Offline),
        SyncState::Local | SyncState::Online | SyncState::Syncing | SyncState::Attention => 0,
    })
}
