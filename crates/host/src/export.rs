//! Export: every ticket with its thread and history as JSON, or one row a ticket as CSV.

use crate::host::Host;
use crate::problem::internal;
use contract::import::{ExportFormat, ExportStart, Exported};
use contract::problem::{Code, Problem};
use domain::record::{Kind, Record};
use domain::ticket::Ticket;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

const COLUMNS: [&str; 13] = [
    "number",
    "subject",
    "status",
    "priority",
    "type",
    "requester",
    "assignee",
    "team",
    "tags",
    "created_at",
    "updated_at",
    "external",
    "description",
];

/// Writes everything to a file, or gives it back.
pub(crate) async fn start(host: &Arc<Host>, input: &ExportStart) -> Result<Exported, Problem> {
    let open = host.desk().await?;
    let db = open.desk.db();
    let mut text = match input.format {
        ExportFormat::Json => "[".to_owned(),
        ExportFormat::Csv => COLUMNS.join(",") + "\r\n",
    };
    let (mut after, mut tickets) = (Uuid::nil(), 0);
    let broken = |error: anyhow::Error| internal(&error);
    loop {
        let ids = store::planning::ids_after(db, after, 500).await.map_err(broken)?;
        let Some(last) = ids.last() else { break };
        after = *last;
        let records = store::records::get_many(db, Kind::Ticket, &ids).await.map_err(broken)?;
        let rows = store::tickets::get_many(db, &ids).await.map_err(broken)?;
        let mut messages = store::records::of_tickets(db, &ids, Kind::Message).await.map_err(broken)?;
        let mut events = store::records::of_tickets(db, &ids, Kind::Event).await.map_err(broken)?;
        for (id, record) in records {
            let updated_at = rows.get(&id).map_or(0, |row| row.updated_at);
            match input.format {
                ExportFormat::Json => {
                    text.push_str(if tickets == 0 { "\n" } else { ",\n" });
                    let mut ticket = Value::Object(record.doc);
                    ticket["id"] = json!(id);
                    ticket["updated_at"] = json!(updated_at);
                    ticket["messages"] = docs(messages.remove(&id));
                    ticket["history"] = docs(events.remove(&id));
                    text.push_str(&ticket.to_string());
                }
                ExportFormat::Csv => {
                    let ticket: Ticket = record.read().map_err(|error| internal(&error.into()))?;
                    text.push_str(&row(&open.desk, &ticket, updated_at).await.map_err(broken)?);
                }
            }
            tickets += 1;
        }
    }
    if matches!(input.format, ExportFormat::Json) {
        text.push_str("\n]\n");
    }
    match &input.path {
        None => Ok(Exported { tickets, text: Some(text) }),
        Some(path) => {
            write(path, text).await?;
            Ok(Exported { tickets, text: None })
        }
    }
}

/// Writes a file where the person wants it.
pub(crate) async fn write(path: &str, content: impl AsRef<[u8]>) -> Result<(), Problem> {
    let cannot = |error| Problem::new(Code::ReadOnly, format!("{path} cannot be written: {error}"));
    tokio::fs::write(path, content).await.map_err(cannot)
}

fn docs(records: Option<Vec<Record>>) -> Value {
    let mut records = records.unwrap_or_default();
    records.sort_by_key(|record| (record.field("at").as_i64(), record.id));
    records.into_iter().map(|record| Value::Object(record.doc)).collect()
}

async fn row(desk: &desk::Desk, ticket: &Ticket, updated_at: i64) -> anyhow::Result<String> {
    let names = desk.names_of(ticket).await?;
    let at = |ms: i64| domain::time::Timestamp(ms).to_string();
    let kind = serde_json::to_value(&ticket.ticket_type)?;
    let cells = [
        ticket.label(),
        ticket.subject.clone(),
        names.status,
        ticket.priority.key().to_owned(),
        kind.as_str().unwrap_or_default().to_owned(),
        names.requester.unwrap_or_default(),
        names.assignee.unwrap_or_default(),
        names.team,
        ticket.tags.iter().cloned().collect::<Vec<_>>().join(" "),
        at(ticket.created_at.0),
        at(updated_at),
        ticket.external.clone().unwrap_or_default(),
        ticket.description.clone(),
    ];
    Ok(cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",") + "\r\n")
}

/// A cell as RFC 4180 wants it; one that a spreadsheet would run as a formula is made text.
pub(crate) fn quoted(cell: &str) -> String {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = if risky { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_cell_survives_commas_quotes_and_formulas() {
        let check = |cell: &str, expected: &str| assert_eq!(quoted(cell), expected);
        check("plain", "plain");
        check("a,b", "\"a,b\"");
        check("say \"hi\"", "\"say \"\"hi\"\"\"");
        check("=HYPERLINK(1)", "'=HYPERLINK(1)");
    }
}
