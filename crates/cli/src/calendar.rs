//! The calendar as iCalendar, to a file or to the output.

use crate::desk::Desk;
use crate::failure::Failure;
use crate::terminal::Terminal;
use crate::when;
use clap::{Args, ValueEnum};
use contract::agenda::{AgendaKind, AgendaSave, AgendaSaved, AgendaWords};
use contract::sla::{AgendaQuery, Scope};
use domain::sla::Metric;
use serde_json::json;
use std::collections::BTreeMap;

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Whose {
    Mine,
    Team,
    All,
}

#[derive(Debug, Args)]
pub(crate) struct Calendar {
    /// The first day, such as 2026-03-01; without it today.
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// The last day; without it four weeks from the first.
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    #[arg(long, value_enum, default_value = "mine")]
    whose: Whose,
    /// The file to write; without it the calendar comes on stdout.
    #[arg(long, value_name = "FILE")]
    out: Option<String>,
}

pub(crate) async fn run(desk: &Desk, terminal: &Terminal, calendar: Calendar) -> Result<(), Failure> {
    let day = |text: Option<&str>, later| {
        let wrong = || Failure::Usage(format!("{} is no day.", text.unwrap_or_default()));
        when::day(text, later).ok_or_else(wrong)
    };
    let from = day(calendar.from.as_deref(), 0)?;
    let to = match &calendar.to {
        Some(last) => day(Some(last), 1)?,
        None => day(calendar.from.as_deref(), 28)?,
    };
    let (scope, name) = match calendar.whose {
        Whose::Mine => (Scope::Mine, "Tern: mine"),
        Whose::Team => (Scope::Team, "Tern: my teams"),
        Whose::All => (Scope::All, "Tern: everybody"),
    };
    let path = calendar.out.filter(|out| out != "-");
    let input = AgendaSave {
        query: AgendaQuery { from, to, scope, teams: Vec::new() },
        kinds: vec![
            AgendaKind::Due,
            AgendaKind::FollowUp,
            AgendaKind::Reminder,
            AgendaKind::Snooze,
            AgendaKind::Visit,
        ],
        name: name.to_owned(),
        words: words(),
        path: path.clone(),
    };
    let saved: AgendaSaved = desk.call("agenda_save", input).await?;
    match (&saved.text, path) {
        (Some(text), _) => terminal.text(text),
        (None, Some(path)) => {
            let view = json!({ "entries": saved.entries, "more": saved.more, "path": path });
            let rest = if saved.more { " There were more; choose fewer days." } else { "" };
            terminal.answer(&view, |_| format!("{} entries are in {path}.{rest}", saved.entries))
        }
        (None, None) => Ok(()),
    }
}

fn words() -> AgendaWords {
    let due = [
        (Metric::FirstResponse, "First response"),
        (Metric::NextResponse, "Next response"),
        (Metric::Resolution, "Resolution"),
    ];
    AgendaWords {
        due: due.into_iter().map(|(metric, name)| (metric, name.to_owned())).collect::<BTreeMap<_, _>>(),
        follow_up: "Due".to_owned(),
        reminder: "Reminder".to_owned(),
        snooze: "Back from snooze".to_owned(),
        visit: "Visit".to_owned(),
    }
}
