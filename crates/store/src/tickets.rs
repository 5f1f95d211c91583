//! The ticket table: written from records, asked by boards, lists and filters.

mod asked;
mod beside;
mod cells;
mod entered;
mod narrow;
mod write;

pub use asked::Asked;
pub use beside::{Beside, beside};
pub use cells::{Among, Axis, Spot, cells};
pub use entered::entered;
pub use narrow::{Narrow, Queue, queue};
pub(crate) use write::{COLUMNS, indexed_sql};
pub use write::{Stands, put, remove, replace, touch};

use crate::entity::ticket;
use crate::family::Counts;
use crate::tx::{Source, Tx, rows, write};
use anyhow::Context;
use domain::heard::LastWords;
use domain::ids::PersonId;
use domain::measure::Gauge;
use domain::priority::Priority;
use domain::status::{StatusCategory, StatusKey};
use domain::ticket::Ticket;
use domain::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// From here on `next_due` is no date: the ticket's clocks do not run.
pub const NEVER: i64 = i64::MAX / 4;

/// `next_due` of a ticket whose clocks do not run: behind every date, and among its like the newest first.
#[must_use]
pub fn never(created_at: Timestamp) -> i64 {
    NEVER + (NEVER - created_at.0.clamp(0, NEVER))
}

/// A ticket as lists see it. `clocks` is whatever the desk keeps of them, in its own JSON.
pub type TicketRow = ticket::Model;

/// What is needed beside the ticket itself to write its row.
#[derive(Debug, Clone, PartialEq)]
pub struct Face {
    pub id: Uuid,
    pub ticket: Ticket,
    pub category: StatusCategory,
    pub updated_at: i64,
    pub counts: Counts,
    pub next_due: i64,
    pub next_turn: Option<i64>,
    pub last_due: Option<i64>,
    pub last_turn: Option<i64>,
    pub next_step: Option<i64>,
    pub alarm: i16,
    pub clocks: String,
    /// The last public word is the desk's own, and the ticket is open.
    pub answered: bool,
    pub last_words: Option<LastWords>,
    /// Whom it concerns beside its owner.
    pub concerns: BTreeSet<PersonId>,
    pub deleted: bool,
    /// Now: what is written the first time keeps it as the moment from which this desk knew the ticket.
    pub known_at: i64,
    /// When it is work again by itself, while it waits or rests.
    pub postponed_until: Option<i64>,
    /// What reports ask of it.
    pub gauge: Gauge,
}

/// The tags of a ticket as they are stored.
pub(crate) fn joined(ticket: &Ticket) -> String {
    ticket.tags.iter().map(marked).collect()
}

/// One of several in a column, between two unit separators, so that one can be searched for whole.
pub(crate) fn marked(one: impl std::fmt::Display) -> String {
    format!("\u{1f}{one}\u{1f}")
}

/// The tags of a row.
pub fn tags(row: &TicketRow) -> Vec<String> {
    row.tags.split('\u{1f}').filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}

/// The priority of a row.
pub fn priority(row: &TicketRow) -> Priority {
    Priority::ALL.into_iter().find(|priority| priority.rank() == i32::from(row.priority)).unwrap_or_default()
}

/// How many tickets stand in a status, and how many of them in alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    pub count: i64,
    pub at_risk: i64,
    pub breached: i64,
}

/// Counts tickets by status. Without a filter this reads a handful of rows, whatever the number of tickets.
///
/// # Errors
/// When the database cannot be read.
pub async fn counts(source: &impl Source, narrow: &Narrow) -> anyhow::Result<BTreeMap<StatusKey, Count>> {
    let mut found = BTreeMap::new();
    let rows = if narrow.is_everything() {
        rows(source, "SELECT status, count, at_risk, breached FROM tally", Vec::new()).await?
    } else {
        use sea_orm::ConnectionTrait;
        let of_alarm = |alarm: i16| Expr::case(ticket::Column::Alarm.eq(alarm), 1).finally(0);
        let query = Query::select()
            .column(ticket::Column::Status)
            .expr(Expr::col(ticket::Column::Id).count())
            .expr(Expr::expr(of_alarm(1)).sum())
            .expr(Expr::expr(of_alarm(2)).sum())
            .from(ticket::Entity)
            .cond_where(narrow.condition(source.backend()))
            .group_by_col(ticket::Column::Status)
            .to_owned();
        source.ready().await?.query_all(&query).await.context("counting tickets")?
    };
    for row in rows {
        let count = Count {
            count: row.try_get_by_index(1)?,
            at_risk: row.try_get_by_index(2)?,
            breached: row.try_get_by_index(3)?,
        };
        found.insert(StatusKey(row.try_get_by_index(0)?), count);
    }
    Ok(found)
}

/// How a list is ordered; ids settle what is equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    #[default]
    Due,
    /// The ticket's own date; those without one come last either way.
    DueDate,
    Rank,
    Number,
    Subject,
    Priority,
    Status,
    Requester,
    Assignee,
    Created,
    Updated,
}

/// How a list goes on where tickets are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Order {
    pub by: Sort,
    pub descending: bool,
    /// The second key, and whether it goes the other way round.
    pub then: Option<(Sort, bool)>,
}

/// Reads one window of a list.
///
/// # Errors
/// When the database cannot be read.
pub async fn page(
    source: &impl Source,
    narrow: &Narrow,
    by: Sort,
    descending: bool,
    from: u64,
    count: u64,
) -> anyhow::Result<Vec<TicketRow>> {
    ordered(source, narrow, Order { by, descending, then: None }, from, count).await
}

/// Reads one window of a list that has a second key.
///
/// # Errors
/// As `page`.
pub async fn ordered(
    source: &impl Source,
    narrow: &Narrow,
    order: Order,
    from: u64,
    count: u64,
) -> anyhow::Result<Vec<TicketRow>> {
    let query = ticket::Entity::find().filter(narrow.condition(source.backend()));
    let mut query = sorted(query, order.by, order.descending);
    if let Some((by, descending)) = order.then {
        query = sorted(query, by, descending);
    }
    query
        .order_by(ticket::Column::Id, way(order.descending))
        .offset(from)
        .limit(count)
        .all(source.ready().await?)
        .await
        .context("reading a list of tickets")
}

fn way(descending: bool) -> sea_orm::Order {
    if descending { sea_orm::Order::Desc } else { sea_orm::Order::Asc }
}

fn sorted(query: Select<ticket::Entity>, by: Sort, descending: bool) -> Select<ticket::Entity> {
    use ticket::Column;
    let order = way(descending);
    let name_of = |column: &str| {
        SimpleExpr::from(Expr::cust(format!(
            "(SELECT lower(name) FROM person WHERE person.id = ticket.{column})"
        )))
    };
    match by {
        Sort::Due => query.order_by(Column::NextDue, order),
        Sort::DueDate => {
            query.order_by(Expr::cust("due IS NULL"), sea_orm::Order::Asc).order_by(Column::Due, order)
        }
        Sort::Rank => query.order_by(Column::Rank, order),
        Sort::Number => query.order_by(Column::Number, order),
        Sort::Subject => query.order_by(Expr::cust("lower(subject)"), order),
        Sort::Priority => query.order_by(Column::Priority, order),
        Sort::Status => query.order_by(Column::Status, order),
        Sort::Requester => query.order_by(name_of("requester"), order),
        Sort::Assignee => query.order_by(name_of("assignee"), order),
        Sort::Created => query.order_by(Column::CreatedAt, order),
        Sort::Updated => query.order_by(Column::UpdatedAt, order),
    }
}

/// How many tickets a list has.
///
/// # Errors
/// When the database cannot be read.
pub async fn count(source: &impl Source, narrow: &Narrow) -> anyhow::Result<i64> {
    if narrow.is_everything() || (narrow.statuses.len() == 1 && narrow == &only_statuses(narrow)) {
        let counts = counts(source, &Narrow::default()).await?;
        let wanted = |key: &StatusKey| narrow.statuses.is_empty() || narrow.statuses.contains(key);
        return Ok(counts.iter().filter(|(key, _)| wanted(key)).map(|(_, count)| count.count).sum());
    }
    let query = ticket::Entity::find().filter(narrow.condition(source.backend()));
    let count = query.count(source.ready().await?).await.context("counting a list of tickets")?;
    Ok(i64::try_from(count)?)
}

fn only_statuses(narrow: &Narrow) -> Narrow {
    Narrow { statuses: narrow.statuses.clone(), ..Narrow::default() }
}

/// Reads the rows of these tickets, deleted ones included.
///
/// # Errors
/// When the database cannot be read.
pub async fn get_many(source: &impl Source, ids: &[Uuid]) -> anyhow::Result<BTreeMap<Uuid, TicketRow>> {
    let mut found = BTreeMap::new();
    for chunk in ids.chunks(500) {
        let models = ticket::Entity::find()
            .filter(ticket::Column::Id.is_in(chunk.iter().copied()))
            .all(source.ready().await?)
            .await
            .context("reading tickets")?;
        found.extend(models.into_iter().map(|model| (model.id, model)));
    }
    Ok(found)
}

/// Finds a ticket by what people call it: a number, or a provisional name that it has or had.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(source: &impl Source, label: &str) -> anyhow::Result<Option<TicketRow>> {
    let label = label.trim().trim_start_matches('#');
    let by = match label.parse::<i64>() {
        Ok(number) => ticket::Column::Number.eq(number),
        Err(_) => {
            let exact = match label.split_once('-') {
                Some((head, tail)) if head.eq_ignore_ascii_case("l") => format!("L-{tail}"),
                Some((head, tail)) if head.eq_ignore_ascii_case("draft") => {
                    format!("draft-{}", tail.to_uppercase())
                }
                _ => label.to_owned(),
            };
            ticket::Column::Provisional.eq(exact)
        }
    };
    ticket::Entity::find().filter(by).one(source.ready().await?).await.context("finding a ticket")
}

/// The ranks of tickets.
///
/// # Errors
/// When the database cannot be read.
pub async fn ranks(source: &impl Source, ids: &[Uuid]) -> anyhow::Result<BTreeMap<Uuid, i64>> {
    Ok(get_many(source, ids).await?.into_iter().map(|(id, row)| (id, row.rank)).collect())
}

/// Counts every status again from the tickets themselves.
///
/// # Errors
/// When the database cannot be written.
pub async fn recount(tx: &Tx) -> anyhow::Result<()> {
    write(tx, "DELETE FROM tally", Vec::new()).await?;
    let sql = "INSERT INTO tally (status, count, at_risk, breached) \
               SELECT status, count(*), sum(CASE WHEN alarm = 1 THEN 1 ELSE 0 END), \
               sum(CASE WHEN alarm = 2 THEN 1 ELSE 0 END) FROM ticket WHERE deleted = 0 GROUP BY status";
    write(tx, sql, Vec::new()).await?;
    Ok(())
}
