//! The audit log of ServiceNow incidents: one row per change of an incident becomes one ticket per incident.
//!
//! A row is the incident as it stood after a change, so what happened is read from the difference between
//! two rows of the same incident. Rows of one incident stand oldest first; other rows may lie between them.

mod row;
mod story;

use crate::preset::{Preset, Settings, Stopped, Tick};
use crate::rows::{Row, Rows};
use domain::import::{Batch, RejectedRow};
use row::{Columns, LogRow};
use std::io::Read;
use std::ops::ControlFlow;
use story::Stories;

pub const PRESET: Preset = Preset {
    name: "servicenow",
    label: "ServiceNow incident log",
    hint: "A CSV file with one row per change of an incident, oldest first.",
    extensions: &["csv", "txt"],
    parse,
};

/// What the owners of the published log want said beside every copy of it.
pub const ATTRIBUTION: &str = "Amaral, Fantinato, Peres, Incident management process enriched event log, \
                               UCI ML Repository, 2018, CC BY 4.0";

/// How many rows are read between two ticks.
const ROWS_PER_TICK: u64 = 256;

/// Reads a log to its end. Malformed rows are told of in the batch, the others go in.
///
/// # Errors
/// When the file as a whole is not such a log, cannot be read, or the reading is cancelled.
pub fn parse(
    input: &mut dyn Read,
    settings: &Settings,
    tick: &mut dyn FnMut(Tick) -> ControlFlow<()>,
) -> Result<Batch, Stopped> {
    let mut rows = Rows::new(input);
    let columns = match rows.header()? {
        None => return Err(Stopped::Empty),
        Some(Row::Broken { reason, .. }) => return Err(header_problem(&reason)),
        Some(Row::Fields { fields, .. }) => Columns::find(&fields).map_err(Stopped::Header)?,
    };
    let mut batch = Batch::new(PRESET.name);
    batch.attribution = Some(ATTRIBUTION.to_owned());
    let mut stories = Stories::default();
    while let Some(row) = rows.next(Some(columns.count()))? {
        batch.rows += 1;
        match row {
            Row::Broken { line, reason } => batch.reject(RejectedRow { line, column: None, reason }),
            Row::Fields { line, fields } => match LogRow::read(&columns, &fields, settings) {
                Ok(row) => stories.add(row),
                Err((column, reason)) => {
                    batch.reject(RejectedRow { line, column: Some(column.to_owned()), reason });
                }
            },
        }
        if batch.rows.is_multiple_of(ROWS_PER_TICK)
            && tick(Tick { rows: batch.rows, bytes: rows.bytes() }).is_break()
        {
            return Err(Stopped::Cancelled);
        }
    }
    stories.finish(&mut batch);
    match tick(Tick { rows: batch.rows, bytes: rows.bytes() }) {
        ControlFlow::Continue(()) => Ok(batch),
        ControlFlow::Break(()) => Err(Stopped::Cancelled),
    }
}

/// A header that is no text at all is a matter of encoding, or of another kind of file.
fn header_problem(reason: &str) -> Stopped {
    if reason.contains("UTF-8") || reason.contains("code 0") {
        Stopped::Encoding(format!("its first line has {reason}"))
    } else {
        Stopped::Header(reason.to_owned())
    }
}
