//! One row of the log as values, and what makes a row malformed.
//!
//! `?` and nothing at all mean "unknown" and are fine wherever the desk can do without the value: it cannot
//! without the number of the incident, its state and the time of the change.

use crate::day_first::day_first;
use crate::preset::Settings;
use domain::priority::{Level, Priority};
use domain::status::StatusKey;
use domain::ticket::Channel;
use domain::time::Timestamp;
use serde_json::Value;
use std::collections::BTreeMap;

/// The columns without which a file is not such a log.
const REQUIRED: [&str; 13] = [
    "number",
    "incident_state",
    "sys_updated_at",
    "opened_at",
    "caller_id",
    "category",
    "subcategory",
    "u_symptom",
    "impact",
    "urgency",
    "priority",
    "assignment_group",
    "assigned_to",
];

/// Columns that the desk has no field of its own for; they are kept under their names.
const KEPT: [&str; 11] = [
    "reassignment_count",
    "reopen_count",
    "made_sla",
    "knowledge",
    "u_priority_confirmation",
    "problem_id",
    "rfc",
    "vendor",
    "caused_by",
    "closed_code",
    "resolved_by",
];

/// The longest value of a column, in characters.
const VALUE_LIMIT_CHARS: usize = 200;

/// Where each column stands in this file.
pub(super) struct Columns {
    places: BTreeMap<String, usize>,
    count: usize,
}

impl Columns {
    /// Finds the columns by their names, in any order and case; others may be present.
    pub(super) fn find(header: &[String]) -> Result<Self, String> {
        let mut places = BTreeMap::new();
        for (place, name) in header.iter().enumerate() {
            if places.insert(name.trim().to_lowercase(), place).is_some() {
                return Err(format!("the column `{}` stands in it twice", name.trim()));
            }
        }
        let missing: Vec<_> = REQUIRED.into_iter().filter(|name| !places.contains_key(*name)).collect();
        if missing.is_empty() {
            Ok(Columns { places, count: header.len() })
        } else if missing.len() == REQUIRED.len() {
            Err(format!("none of its columns is known; expected {}", REQUIRED.join(", ")))
        } else {
            Err(format!("missing {}", missing.join(", ")))
        }
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }
}

/// An incident as it stood after one change.
#[derive(Debug, Clone)]
pub(super) struct LogRow {
    pub(super) number: String,
    pub(super) status: StatusKey,
    pub(super) at: Timestamp,
    pub(super) opened_at: Option<Timestamp>,
    pub(super) resolved_at: Option<Timestamp>,
    pub(super) closed_at: Option<Timestamp>,
    pub(super) caller: Option<String>,
    pub(super) opened_by: Option<String>,
    pub(super) updated_by: Option<String>,
    pub(super) team: Option<String>,
    pub(super) assignee: Option<String>,
    /// The names of category, subcategory and symptom; unknown levels are left out.
    pub(super) category: Vec<String>,
    pub(super) symptom: Option<String>,
    pub(super) channel: Channel,
    pub(super) location: Option<String>,
    pub(super) component: Option<String>,
    pub(super) impact: Level,
    pub(super) urgency: Level,
    pub(super) priority: Priority,
    pub(super) priority_reason: Option<String>,
    pub(super) closed_code: Option<String>,
    pub(super) kept: BTreeMap<String, Value>,
}

/// The column at fault, and what is wrong with it.
type Fault = (&'static str, String);

/// The fields of a row by the names of their columns.
struct Fields<'a> {
    columns: &'a Columns,
    fields: &'a [String],
    settings: &'a Settings,
}

impl LogRow {
    pub(super) fn read(columns: &Columns, fields: &[String], settings: &Settings) -> Result<Self, Fault> {
        let row = Fields { columns, fields, settings };
        let number = row.text("number")?.ok_or(("number", "missing".to_owned()))?;
        let state = row.text("incident_state")?.ok_or(("incident_state", "missing".to_owned()))?;
        let status = status(&state).ok_or(("incident_state", format!("unknown state `{state}`")))?;
        let at = row.time("sys_updated_at")?.ok_or((
            "sys_updated_at",
            "missing, and without it the change has no place in the history".to_owned(),
        ))?;
        let (impact, urgency) = (row.level("impact")?, row.level("urgency")?);
        let stated = row.priority()?;
        let (impact, urgency) = (impact.unwrap_or_default(), urgency.unwrap_or_default());
        let computed = settings.matrix.priority(impact, urgency);
        let priority = stated.unwrap_or(computed);
        let symptom = row.text("u_symptom")?;
        let mut category: Vec<_> =
            [row.text("category")?, row.text("subcategory")?].into_iter().flatten().collect();
        category.extend(symptom.clone());
        let mut kept = BTreeMap::new();
        for name in KEPT {
            if let Some(text) = row.text(name)? {
                kept.insert(name.to_owned(), value(&text));
            }
        }
        Ok(LogRow {
            number,
            status,
            at,
            opened_at: row.time("opened_at")?.or(row.time("sys_created_at")?),
            resolved_at: row.time("resolved_at")?,
            closed_at: row.time("closed_at")?,
            caller: row.text("caller_id")?,
            opened_by: row.text("opened_by")?.or(row.text("sys_created_by")?),
            updated_by: row.text("sys_updated_by")?,
            team: row.text("assignment_group")?,
            assignee: row.text("assigned_to")?,
            category,
            symptom,
            channel: channel(row.text("contact_type")?.as_deref()),
            location: row.text("location")?,
            component: row.text("cmdb_ci")?,
            impact,
            urgency,
            priority,
            priority_reason: (priority != computed).then(|| "Stated so in ServiceNow".to_owned()),
            closed_code: row.text("closed_code")?,
            kept,
        })
    }
}

impl Fields<'_> {
    /// The text of a column with single spaces, `None` when it is unknown.
    fn text(&self, name: &'static str) -> Result<Option<String>, Fault> {
        let Some(field) = self.columns.places.get(name).and_then(|&place| self.fields.get(place)) else {
            return Ok(None);
        };
        if field.chars().nth(VALUE_LIMIT_CHARS).is_some() {
            return Err((name, format!("longer than {VALUE_LIMIT_CHARS} characters")));
        }
        let text = field.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok((!text.is_empty() && text != "?").then_some(text))
    }

    fn time(&self, name: &'static str) -> Result<Option<Timestamp>, Fault> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let wall = day_first(&text)
            .ok_or_else(|| (name, format!("`{text}` is not a time such as 29-02-2016 01:16")))?;
        Ok(Some(self.settings.zone.instant_of(wall)))
    }

    fn level(&self, name: &'static str) -> Result<Option<Level>, Fault> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        match code(&text) {
            Some(1) => Ok(Some(Level::High)),
            Some(2) => Ok(Some(Level::Medium)),
            Some(3) => Ok(Some(Level::Low)),
            _ => Err((name, format!("`{text}` is not one of 1 - High, 2 - Medium, 3 - Low"))),
        }
    }

    fn priority(&self) -> Result<Option<Priority>, Fault> {
        let Some(text) = self.text("priority")? else { return Ok(None) };
        match code(&text) {
            Some(1) => Ok(Some(Priority::Urgent)),
            Some(2) => Ok(Some(Priority::High)),
            Some(3) => Ok(Some(Priority::Normal)),
            Some(4 | 5) => Ok(Some(Priority::Low)),
            _ => Err((
                "priority",
                format!("`{text}` is not one of 1 - Critical, 2 - High, 3 - Moderate, 4 - Low, 5 - Planning"),
            )),
        }
    }
}

/// The number of a coded value such as `2 - Medium`.
fn code(text: &str) -> Option<u8> {
    text.split('-').next()?.trim().parse().ok()
}

/// What the desk calls a state of the log; `-100` and other inventions have no name here.
fn status(state: &str) -> Option<StatusKey> {
    let state = state.to_lowercase();
    let key = match state.as_str() {
        "new" => "new",
        "active" => "in_progress",
        "awaiting user info" => "waiting",
        "resolved" => "resolved",
        "closed" => "closed",
        other if other.starts_with("awaiting ") => "on_hold",
        _ => return None,
    };
    Some(StatusKey::new(key))
}

fn channel(contact_type: Option<&str>) -> Channel {
    match contact_type.map(str::to_lowercase).as_deref() {
        Some("phone" | "ivr") => Channel::Phone,
        Some("email") => Channel::Email,
        Some("self service" | "self-service") => Channel::SelfService,
        Some("web") => Channel::Web,
        Some("chat") => Channel::Chat,
        _ => Channel::Agent,
    }
}

/// A kept value as what it looks like: a truth, a number or a text.
fn value(text: &str) -> Value {
    match text {
        "TRUE" => Value::Bool(true),
        "FALSE" => Value::Bool(false),
        _ => text.parse::<i64>().map_or_else(|_| Value::from(text), Value::from),
    }
}
