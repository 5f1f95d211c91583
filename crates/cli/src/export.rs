//! Export of every ticket, to a file or to the output.

use crate::desk::Desk;
use crate::failure::Failure;
use crate::terminal::Terminal;
use clap::{Args, ValueEnum};
use contract::import::{ExportFormat, ExportStart, Exported};
use serde_json::json;

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Json,
    Csv,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    #[arg(long)]
    format: Format,
    /// The file to write; without it the tickets come on stdout.
    #[arg(long, value_name = "FILE")]
    out: Option<String>,
}

pub(crate) async fn run(desk: &Desk, terminal: &Terminal, export: Export) -> Result<(), Failure> {
    let format = match export.format {
        Format::Json => ExportFormat::Json,
        Format::Csv => ExportFormat::Csv,
    };
    let path = export.out.filter(|out| out != "-");
    let exported: Exported = desk.call("export_start", ExportStart { format, path: path.clone() }).await?;
    match (&exported.text, path) {
        (Some(text), _) => terminal.text(text),
        (None, Some(path)) => {
            let view = json!({ "tickets": exported.tickets, "path": path });
            terminal.answer(&view, |_| format!("{} tickets are in {path}.", exported.tickets))
        }
        (None, None) => Ok(()),
    }
}
