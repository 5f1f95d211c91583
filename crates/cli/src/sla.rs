//! The conformance cases of business hours and clocks, run against the product's own rules.

use crate::failure::Failure;
use crate::terminal::{Terminal, text_or_stdin};
use clap::Subcommand;
use domain::sla::conformance::{Report, check_time, check_timelines};
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum SlaCommand {
    /// Whole tickets: a JSON list of timelines.
    Check {
        /// The file; `-` is stdin.
        file: PathBuf,
    },
    /// Calendars and instants: one JSON object per line.
    CheckTime {
        /// The file; `-` is stdin.
        file: PathBuf,
    },
}

pub(crate) fn run(terminal: &Terminal, command: &SlaCommand) -> Result<u8, Failure> {
    let (file, check): (_, fn(&str) -> Report) = match command {
        SlaCommand::Check { file } => (file, check_timelines),
        SlaCommand::CheckTime { file } => (file, check_time),
    };
    let name = file.display().to_string();
    let text = if name == "-" {
        text_or_stdin(&name)?
    } else {
        std::fs::read_to_string(file).map_err(|error| Failure::unreadable(&name, &error))?
    };
    let report = check(&text);
    let view = json!({ "passed": report.passed, "failed": report.failed, "failures": report.lines });
    terminal.answer(&view, |_| report.to_string())?;
    Ok(u8::from(report.failed > 0))
}
