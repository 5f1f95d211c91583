//! Fields that two people changed at once: which, and whose value stays.

use crate::desk::Desk;
use crate::failure::Failure;
use crate::table::Table;
use crate::terminal::Terminal;
use crate::ticket::Values;
use clap::Subcommand;
use contract::session::{Done, Empty};
use contract::sync::{Choice, ConflictResolve, ConflictView, HeldView, OutboxState, OutboxView};
use domain::merge::ConflictState;

#[derive(Debug, Subcommand)]
pub(crate) enum ConflictsCommand {
    /// Those that wait for a decision.
    List {
        /// Those that were settled by rule, too: values read on site that displaced others.
        #[arg(long)]
        all: bool,
    },
    /// Decide one.
    Resolve {
        /// Its id, or the beginning or end of it that only it has.
        id: String,
        /// `mine` applies the value that lost, `theirs` keeps the one that stands; anything else is the value to set.
        #[arg(value_name = "mine|theirs|VALUE", allow_hyphen_values = true)]
        choice: String,
    },
}

pub(crate) async fn run(desk: &Desk, terminal: &Terminal, command: ConflictsCommand) -> Result<(), Failure> {
    let mut all: Vec<ConflictView> = desk.call("conflict_list", Empty {}).await?;
    let settled: Vec<ConflictView> = desk.call("conflict_reviews", Empty {}).await?;
    all.extend(settled);
    match command {
        ConflictsCommand::List { all: settled_too } => {
            let shown: Vec<ConflictView> =
                all.into_iter().filter(|one| settled_too || one.state == ConflictState::Open).collect();
            let held: Vec<HeldView> = desk.call("held_list", Empty {}).await?;
            let mut refused: Vec<OutboxView> = desk.call("outbox_list", Empty {}).await?;
            refused.retain(|one| one.state == OutboxState::Rejected);
            let every = marked("conflict", &shown)
                .chain(marked("held", &held))
                .chain(marked("rejected", &refused))
                .collect::<Vec<_>>();
            terminal.answer(&every, |_| {
                let mut parts = vec![words(&shown)];
                if !held.is_empty() {
                    parts.push(crate::held::words(&held));
                }
                if !refused.is_empty() {
                    parts.push(crate::outbox::words(&refused));
                }
                parts.join("\n\n")
            })
        }
        ConflictsCommand::Resolve { id, choice } => {
            let conflict = pick(&all, &id, "conflict", |one| one.id.to_string())?;
            let (choice, value) = match choice.as_str() {
                "mine" => (Choice::Mine, None),
                "theirs" => (Choice::Theirs, None),
                value => {
                    let values = Values::read(desk).await?;
                    (Choice::Mine, Some(values.value(&conflict.field, value).await?))
                }
            };
            let input = ConflictResolve { conflict: conflict.id, choice, value };
            let done: Done = desk.call("conflict_resolve", input).await?;
            let ticket = conflict.number.clone().unwrap_or_default();
            terminal.answer(&done, |_| format!("Resolved {} of {ticket}.", conflict.field))
        }
    }
}

/// Values with a word in `is` that says which list they are of.
fn marked<T: serde::Serialize>(is: &'static str, all: &[T]) -> impl Iterator<Item = serde_json::Value> {
    let values: Vec<serde_json::Value> = all
        .iter()
        .map(|one| {
            let mut value = serde_json::to_value(one).unwrap_or_default();
            value["is"] = is.into();
            value
        })
        .collect();
    values.into_iter()
}

fn words(conflicts: &[ConflictView]) -> String {
    if conflicts.is_empty() {
        return "There are no conflicts.".to_owned();
    }
    let mut table = Table::new(&["ID", "TICKET", "FIELD", "MINE", "THEIRS", "BY"]);
    for one in conflicts {
        table.row(vec![
            one.id.to_string(),
            one.number.clone().unwrap_or_default(),
            one.field.clone(),
            one.mine.clone(),
            one.theirs.clone(),
            one.theirs_by.clone().unwrap_or_default(),
        ]);
    }
    table.render()
}

/// The one thing whose id is, begins or ends like this.
pub(crate) fn pick<'a, T>(
    all: &'a [T],
    id: &str,
    what: &str,
    id_of: impl Fn(&T) -> String,
) -> Result<&'a T, Failure> {
    let wanted = id.to_lowercase();
    let fits = |one: &&T| {
        let id = id_of(one);
        id.starts_with(&wanted) || id.ends_with(&wanted)
    };
    let found: Vec<&T> = all.iter().filter(fits).collect();
    match found.as_slice() {
        [one] if !wanted.is_empty() => Ok(one),
        [] => Err(Failure::missing(format!("There is no {what} {id}."))),
        [_, ..] => Err(Failure::Usage(format!("{} {what}s fit {id}; give more of the id", found.len()))),
    }
}
