//! Imports: progress while they run, a report of what went in and what did not, and Ctrl-C that undoes it all.

use crate::desk::Desk;
use crate::failure::Failure;
use crate::table::one_line;
use crate::terminal::{Terminal, text_or_stdin};
use clap::Args;
use contract::import::{ImportReport, ImportStart, ImportStarted};
use contract::problem::{Code, Problem};
use contract::session::{Done, Empty, Notice};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The file to read; `-` is stdin.
    file: String,
    /// What wrote the file, such as `servicenow`.
    #[arg(long, value_name = "NAME")]
    preset: String,
    /// The zone of the times in the file, such as Europe/Berlin; without it this computer's.
    #[arg(long)]
    zone: Option<String>,
}

pub(crate) async fn run(desk: &Desk, terminal: &Terminal, import: Import) -> Result<(), Failure> {
    let (path, text) = if import.file == "-" {
        (None, Some(text_or_stdin(&import.file)?))
    } else {
        (Some(import.file.clone()), None)
    };
    let asked_for_zone = import.zone.is_some();
    let mut notices = desk.notices();
    let start = ImportStart { preset: import.preset, path, text, zone: import.zone };
    let started: ImportStarted = desk.call("import_start", start).await?;
    let whose = if asked_for_zone { "" } else { ", this computer's; --zone names another" };
    terminal.aside(&format!("Times in the file are read in {}{whose}.", started.zone));
    let report = ended(desk, terminal, &mut notices).await?;
    if let Some(problem) = &report.problem {
        let code = report.code.unwrap_or(Code::BadInput);
        return Err(Problem::new(code, problem.clone()).into());
    }
    terminal.answer(&report, words)
}

/// Follows the running import to its end; Ctrl-C cancels it.
pub(crate) async fn ended(
    desk: &Desk,
    terminal: &Terminal,
    notices: &mut Receiver<Notice>,
) -> Result<ImportReport, Failure> {
    let mut asked_to_stop = false;
    loop {
        tokio::select! {
            notice = notices.recv() => match notice {
                Ok(Notice::ImportProgress { done, total }) => {
                    terminal.progress("Importing", if total == 0 { 0 } else { done * 100 / total });
                }
                Ok(Notice::ImportEnded { report }) => return Ok(report),
                // What was missed were steps on the way; the end is the newest and is kept.
                Ok(
                    Notice::Changed { .. }
                    | Notice::Open { .. }
                    | Notice::NewTicket { .. }
                    | Notice::ShowDue
                    | Notice::Chosen { .. }
                    | Notice::Show { .. }
                    | Notice::Present { .. }
                    | Notice::Go { .. }
                    | Notice::Travelled
                    | Notice::Warned { .. },
                )
                | Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => {
                    let text = "The import ended without a report.";
                    return Err(Problem::new(Code::Internal, text).into());
                }
            },
            pressed = tokio::signal::ctrl_c(), if !asked_to_stop => {
                asked_to_stop = true;
                if pressed.is_ok() {
                    terminal.aside("\nStopping; nothing will have been imported.");
                    desk.call::<Done>("import_cancel", Empty {}).await?;
                }
            }
        }
    }
}

fn words(report: &ImportReport) -> String {
    let mut text = String::new();
    for row in &report.rejected {
        text.push_str(&format!("line {}: {}\n", row.line, one_line(&row.reason)));
    }
    let mut parts = vec![format!("{} tickets added", report.added)];
    if report.people > 0 {
        parts.push(format!("{} people added", report.people));
    }
    if report.known > 0 {
        parts.push(format!("{} known already and left alone", report.known));
    }
    if !report.rejected.is_empty() {
        parts.push(format!("{} rows rejected", report.rejected.len()));
    }
    text + &parts.join(", ") + &format!(". Times were read in {}.", report.zone)
}
