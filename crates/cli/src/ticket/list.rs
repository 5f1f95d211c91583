//! Lists of tickets, narrowed by what people ask for.

use super::Values;
use super::show::clock;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::table::Table;
use crate::terminal::Terminal;
use crate::when;
use clap::{Args, ValueEnum};
use contract::board::Mark;
use contract::search::{SearchKey, SearchLine, SearchMistake, SearchRead};
use contract::ticket::{ClockState, Filter, RowPage, RowView, SortKey, TicketQuery};

/// The most that the desk gives at once.
const PAGE: i64 = 500;

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Order {
    /// The next clock to run out.
    Due,
    /// The ticket's own date.
    DueDate,
    Number,
    Subject,
    Priority,
    Status,
    Requester,
    Assignee,
    Created,
    Updated,
}

#[derive(Debug, Args)]
pub(crate) struct List {
    /// Words and terms as on the search page: `printer status:open assignee:me due<2d "paper jam" -tag:spam`.
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    query: Vec<String>,
    /// A status by key or name, or a category of them; several with commas.
    #[arg(long, value_delimiter = ',')]
    status: Vec<String>,
    /// A name, `me`, or `none`.
    #[arg(long, value_delimiter = ',')]
    assignee: Vec<String>,
    #[arg(long, value_delimiter = ',')]
    team: Vec<String>,
    #[arg(long, value_delimiter = ',')]
    priority: Vec<String>,
    #[arg(long, value_delimiter = ',')]
    tag: Vec<String>,
    /// What fields of the desk hold, by key or name: `--where device=laptop,tablet`; several narrow together, and
    /// nothing behind `=` asks for those that are not filled in.
    #[arg(long = "where", value_name = "FIELD=VALUE")]
    holds: Vec<String>,
    /// Who asked.
    #[arg(long)]
    requester: Option<String>,
    /// Words in subject, description, thread, number or requester.
    #[arg(long)]
    text: Option<String>,
    /// Only tickets with a clock that ran out.
    #[arg(long)]
    breached: bool,
    #[arg(long, default_value = "updated")]
    sort: Order,
    /// The other way round; times begin with the newest.
    #[arg(long)]
    reverse: bool,
    #[arg(long, default_value_t = 50)]
    limit: i64,
}

pub(crate) async fn run(desk: &Desk, terminal: &Terminal, list: List) -> Result<(), Failure> {
    let values = Values::read(desk).await?;
    let text: Vec<String> = list.query.into_iter().chain(list.text).collect();
    let text = text.join(" ");
    refuse_mistakes(desk, &text).await?;
    let mut filter = Filter { text, tags: list.tag, ..Filter::default() };
    for text in &list.status {
        filter.statuses.extend(values.statuses(text.trim())?);
    }
    for text in &list.assignee {
        match text.trim() {
            "none" => filter.unassigned = true,
            text => filter.assignees.push(values.staff(text)?),
        }
    }
    for text in &list.team {
        filter.teams.push(values.team(text.trim())?);
    }
    for text in &list.priority {
        filter.priorities.push(values.priority(text.trim())?);
    }
    for text in &list.holds {
        filter.fields.extend(values.filled(text)?);
    }
    if let Some(text) = &list.requester {
        filter.requester = Some(values.person(text.trim()).await?);
    }
    if list.breached {
        filter.clocks.push(ClockState::Breached);
    }
    let (sort, newest_first) = match list.sort {
        Order::Due => (SortKey::Due, false),
        Order::DueDate => (SortKey::DueDate, false),
        Order::Number => (SortKey::Number, false),
        Order::Subject => (SortKey::Subject, false),
        Order::Priority => (SortKey::Priority, true),
        Order::Status => (SortKey::Status, false),
        Order::Requester => (SortKey::Requester, false),
        Order::Assignee => (SortKey::Assignee, false),
        Order::Created => (SortKey::Created, true),
        Order::Updated => (SortKey::Updated, true),
    };
    let mut all = RowPage { total: 0, from: 0, rows: Vec::new(), groups: Vec::new() };
    loop {
        let from = i64::try_from(all.rows.len()).unwrap_or(i64::MAX);
        let count = (list.limit - from).clamp(0, PAGE);
        let descending = newest_first != list.reverse;
        let query =
            TicketQuery { filter: filter.clone(), sort, descending, from, count, ..TicketQuery::default() };
        let page: RowPage = desk.call("ticket_list", query).await?;
        all.total = page.total;
        let is_last = i64::try_from(page.rows.len()).unwrap_or(i64::MAX) < PAGE;
        all.rows.extend(page.rows);
        if is_last {
            break;
        }
    }
    terminal.answer(&all, |all| words(&values, all))
}

/// Says what of a line cannot be meant, where somebody on a screen would see it while typing.
async fn refuse_mistakes(desk: &Desk, text: &str) -> Result<(), Failure> {
    let input = SearchRead { text: text.to_owned(), caret: None };
    let line: SearchLine = desk.call("search_read", input).await?;
    match line.parts.iter().flat_map(|part| &part.mistakes).next() {
        Some(mistake) => Err(Failure::Usage(said(mistake))),
        None => Ok(()),
    }
}

fn said(mistake: &SearchMistake) -> String {
    let meant = |near: Option<&str>| near.map(|near| format!(" Did you mean `{near}`?")).unwrap_or_default();
    match mistake {
        SearchMistake::Key { key, near } => {
            let known: Vec<&str> = SearchKey::ALL.into_iter().map(SearchKey::name).collect();
            let advice = match near {
                Some(near) => meant(Some(near.name())),
                None => format!(" There is {}; quotes make it a word.", known.join(", ")),
            };
            format!("`{key}` is no key.{advice}")
        }
        SearchMistake::Value { key, value, near } => {
            format!("No {} is called `{value}`.{}", key.name(), meant(near.as_deref()))
        }
        SearchMistake::Order { key } => format!("`{}` has no order; write `{}:`.", key.name(), key.name()),
        SearchMistake::Time { key, value } => {
            let examples = "2d, 4h, today or 2026-03-01";
            format!("`{value}` is no time for `{}`; write {examples}.", key.name())
        }
    }
}

fn words(values: &Values<'_>, page: &RowPage) -> String {
    let mut table =
        Table::new(&["NUMBER", "SUBJECT", "STATUS", "PRIORITY", "ASSIGNEE", "REQUESTER", "CLOCK", "UPDATED"]);
    for row in &page.rows {
        table.row(vec![
            marked(row),
            row.subject.clone(),
            values.status_name(&row.status),
            row.priority.key().to_owned(),
            row.assignee_name.clone().unwrap_or_else(|| "-".to_owned()),
            row.requester.clone().unwrap_or_else(|| "-".to_owned()),
            row.clock.as_ref().map(clock).unwrap_or_default(),
            when::show(row.updated_at),
        ]);
    }
    match (page.rows.len(), page.total) {
        (_, 0) => "No ticket fits.\n".to_owned(),
        (shown, total) if i64::try_from(shown).unwrap_or(i64::MAX) < total => {
            table.render() + &format!("{shown} of {total}; --limit shows more.\n")
        }
        _ => table.render(),
    }
}

/// The number, and whether something stands between the ticket and the server.
fn marked(row: &RowView) -> String {
    match row.mark {
        Mark::Synced => row.number.clone(),
        Mark::Pending => format!("{} *", row.number),
        Mark::Conflict => format!("{} ?", row.number),
        Mark::Rejected => format!("{} !", row.number),
    }
}
