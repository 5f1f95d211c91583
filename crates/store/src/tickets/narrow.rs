//! What a list is narrowed to, in the words of the database, and counts of what it leaves.

use super::asked::{Deleted, falls_due};
use super::{Among, Asked, marked};
use crate::entity::{sight, ticket};
use crate::search::{Look, Words};
use crate::tx::Source;
use anyhow::Context;
use domain::form::{FieldIs, FieldKey};
use domain::measure::Cut;
use domain::priority::Priority;
use domain::query::Span;
use domain::status::{StatusCategory, StatusKey};
use domain::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbBackend};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Narrows a list; an empty list does not narrow.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Narrow {
    /// Words that are in what is written, or in the name of who asked, and words that are not.
    pub words: Option<Words>,
    /// What a search line asks beside words.
    pub asked: Option<Asked>,
    pub statuses: Vec<StatusKey>,
    pub categories: Vec<StatusCategory>,
    pub priorities: Vec<Priority>,
    pub teams: Vec<Uuid>,
    pub assignees: Vec<Uuid>,
    pub unassigned: bool,
    pub requester: Option<Uuid>,
    pub organisation: Option<Uuid>,
    pub tags: Vec<String>,
    /// What fields of the desk hold: any of what is named of one field, for each field that is.
    pub fields: Vec<FieldIs>,
    /// 1 at risk, 2 breached.
    pub alarms: Vec<i16>,
    /// Only what falls due from the first instant to before the second.
    pub due: Option<(i64, i64)>,
    /// Only what was changed since this instant.
    pub updated_since: Option<i64>,
    /// Leaves out what this person has put off beyond this instant.
    pub awake: Option<(Uuid, i64)>,
    /// Only tickets in sight of one of these, on a server; an empty list sees nothing.
    pub scopes: Option<Vec<Uuid>>,
    /// Only the tickets behind a figure of a report.
    pub cut: Option<Cut>,
    /// Only those of all of these columns and lanes.
    pub among: Vec<Among>,
}

impl Narrow {
    pub fn is_everything(&self) -> bool {
        *self == Narrow::default()
    }

    pub(crate) fn condition(&self, backend: DbBackend) -> Condition {
        use ticket::Column;
        let mut all = match self.asked.as_ref().and_then(Asked::deleted) {
            Some(Deleted::Alone) => Condition::all().add(Column::Deleted.eq(1)),
            Some(Deleted::Too) => Condition::all(),
            None => Condition::all().add(Column::Deleted.eq(0)),
        };
        if let Some(words) = &self.words {
            all = if backend == DbBackend::Sqlite { indexed(all, words) } else { contained(all, words) };
        }
        if let Some(asked) = &self.asked {
            all = all.add(asked.condition(backend));
        }
        let mut among = |column: Column, values: Vec<SimpleExpr>| {
            if !values.is_empty() {
                all = all.clone().add(Expr::col(column).is_in(values));
            }
        };
        let texts = |values: Vec<&str>| values.into_iter().map(Expr::val).collect::<Vec<SimpleExpr>>();
        among(Column::Status, texts(self.statuses.iter().map(|key| key.0.as_str()).collect()));
        among(Column::Category, texts(self.categories.iter().map(|category| category.key()).collect()));
        among(Column::Priority, self.priorities.iter().map(|p| Expr::val(p.rank() as i16)).collect());
        among(Column::Team, self.teams.iter().map(|id| Expr::val(*id)).collect());
        among(Column::Alarm, self.alarms.iter().map(|alarm| Expr::val(*alarm)).collect());
        among(Column::Requester, self.requester.iter().map(|id| Expr::val(*id)).collect());
        among(Column::Organisation, self.organisation.iter().map(|id| Expr::val(*id)).collect());
        if self.unassigned || !self.assignees.is_empty() {
            let mut owner = Condition::any();
            if self.unassigned {
                owner = owner.add(Column::Assignee.is_null());
            }
            if !self.assignees.is_empty() {
                owner = owner.add(Column::Assignee.is_in(self.assignees.iter().copied()));
            }
            all = all.add(owner);
        }
        if let Some((from, to)) = self.due {
            all = all.add(falls_due(Span { from: Some(Timestamp(from)), until: Some(Timestamp(to)) }));
        }
        if let Some(since) = self.updated_since {
            all = all.add(Column::UpdatedAt.gte(since));
        }
        if let Some(scopes) = &self.scopes {
            let seen = Query::select()
                .column(sight::Column::Ticket)
                .from(sight::Entity)
                .and_where(sight::Column::Live.eq(1))
                .and_where(sight::Column::Scope.is_in(scopes.iter().copied()))
                .to_owned();
            all = all.add(Column::Id.in_subquery(seen));
        }
        if let Some((person, now)) = self.awake {
            let asleep = if backend == DbBackend::Sqlite {
                "id NOT IN (SELECT ticket FROM reminder WHERE snooze = 1 AND person = ? AND at > ?)"
            } else {
                "id NOT IN (SELECT ticket FROM reminder WHERE snooze = 1 AND person = $1 AND at > $2)"
            };
            all = all.add(Expr::cust_with_values(asleep, [sea_orm::Value::from(person), now.into()]));
        }
        if let Some(cut) = &self.cut {
            let (sql, values) = crate::reports::tickets_of(backend, cut);
            let sql = format!("id IN ({})", crate::tx::numbered(&sql, backend));
            all = all.add(Expr::cust_with_values(sql, values));
        }
        for among in &self.among {
            all = all.add(among.condition());
        }
        for tag in &self.tags {
            all = all.add(has(Column::Tags, marked(tag), backend));
        }
        for (field, values) in by_field(&self.fields) {
            let any = values.into_iter().fold(Condition::any(), |any, filled| {
                if filled.value.is_empty() {
                    any.add(has(Column::Filled, format!("\u{1f}{}=", field.0), backend).not())
                } else {
                    any.add(has(Column::Filled, marked(filled), backend))
                }
            });
            all = all.add(any);
        }
        all
    }
}

/// What is asked of each field.
fn by_field(fields: &[FieldIs]) -> BTreeMap<&FieldKey, Vec<&FieldIs>> {
    let mut found: BTreeMap<&FieldKey, Vec<&FieldIs>> = BTreeMap::new();
    for filled in fields {
        found.entry(&filled.field).or_default().push(filled);
    }
    found
}

/// Whether a text stands in a column, in letters of either case: nothing in it is a pattern.
pub(super) fn has(column: ticket::Column, text: String, backend: DbBackend) -> SimpleExpr {
    let position = if backend == DbBackend::Sqlite { "instr" } else { "strpos" };
    // Both go through the database, since each knows letters of its own.
    let (column, text) = (Func::lower(Expr::col(column)), Func::lower(Expr::val(text)));
    Expr::expr(Func::cust(position).arg(column).arg(text)).gt(0)
}

/// The tickets in which words stand, by the index: each word somewhere in them.
fn indexed(mut all: Condition, words: &Words) -> Condition {
    let mut pieces = words.pieces();
    // What it costs is up to the first; how rare a word is would have to be asked.
    pieces.sort_by_key(|piece| std::cmp::Reverse(piece.letters()));
    if !pieces.is_empty() {
        let looks: Vec<Look> = pieces.into_iter().map(|piece| Look { piece, places: None }).collect();
        let found = crate::search::across(&looks, None);
        let hits = format!("id IN (WITH {} SELECT ticket FROM {})", found.tables, found.last);
        all = all.add(Expr::cust_with_values(hits, found.values));
    }
    if let Some(without) = words.without() {
        let belongs = crate::search::belongs("words.rowid");
        let stand = format!(
            "SELECT record.ticket FROM words {belongs} WHERE words MATCH ? AND record.ticket IS NOT NULL"
        );
        let hits = format!("id NOT IN ({stand})");
        all = all.add(Expr::cust_with_values(hits, [without]));
    }
    all
}

/// The tickets in whose subject words stand, where there is no index.
fn contained(mut all: Condition, words: &Words) -> Condition {
    let (with, without) = words.contained();
    for (words, sql) in [(with, "lower(subject) LIKE $1"), (without, "lower(subject) NOT LIKE $1")] {
        for word in words {
            all = all.add(Expr::cust_with_values(sql, [format!("%{word}%")]));
        }
    }
    all
}

/// What a queue comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Queue {
    pub count: i64,
    pub breached: i64,
    /// When the oldest of its tickets was opened.
    pub oldest: Option<i64>,
    /// When the next clock among them runs out that has not yet.
    pub next_due: Option<i64>,
}

/// Counts a list, how many of it are in breach, and says how old it is.
///
/// # Errors
/// When the database cannot be read.
pub async fn queue(source: &impl Source, narrow: &Narrow) -> anyhow::Result<Queue> {
    let query = queue_query(narrow, source.backend());
    let row = source.ready().await?.query_one(&query).await.context("counting a view")?;
    let row = row.context("a count without an answer")?;
    Ok(Queue {
        count: row.try_get_by_index(0)?,
        breached: row.try_get_by_index::<Option<i64>>(1)?.unwrap_or(0),
        oldest: row.try_get_by_index(2)?,
        next_due: row.try_get_by_index(3)?,
    })
}

fn queue_query(narrow: &Narrow, backend: DbBackend) -> SelectStatement {
    use ticket::Column;
    let breached = Expr::case(Column::Alarm.eq(2_i16), 1).finally(0);
    let ahead = Column::Alarm.lt(2_i16).and(Column::NextDue.lt(super::NEVER));
    let due = Expr::case(ahead, Expr::col(Column::NextDue));
    let mut all = Narrow { due: None, ..narrow.clone() }.condition(backend);
    if let Some((from, to)) = narrow.due {
        // The sign keeps SQLite from the index by that time, which does not hold what is counted.
        let within = match backend == DbBackend::Sqlite {
            true => {
                "(+next_due >= ? AND +next_due < ? OR category NOT IN ('resolved', 'closed') AND +due >= ? AND +due < ?)"
            }
            false => {
                "(next_due >= $1 AND next_due < $2 OR category NOT IN ('resolved', 'closed') AND due >= $3 AND due < $4)"
            }
        };
        all = all.add(Expr::cust_with_values(within, [from, to, from, to]));
    }
    Query::select()
        .expr(Expr::cust("COUNT(*)"))
        .expr(Expr::expr(breached).sum())
        .expr(Expr::col(Column::CreatedAt).min())
        .expr(Expr::expr(due).min())
        .from(ticket::Entity)
        .cond_where(all)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Db, Location};
    use sea_orm::sea_query::SqliteQueryBuilder;

    #[tokio::test]
    async fn a_queue_is_counted_from_its_index_alone() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&Location::File(folder.path().join("desk.db")), None).await.unwrap();
        let open =
            Narrow { categories: vec![StatusCategory::New, StatusCategory::Open], ..Narrow::default() };
        for (index, narrow) in [
            (
                "ticket_queue",
                Narrow { assignees: vec![Uuid::nil()], awake: Some((Uuid::nil(), 1)), ..open.clone() },
            ),
            ("ticket_queue", Narrow { unassigned: true, ..open.clone() }),
            ("ticket_queue", Narrow { teams: vec![Uuid::nil()], ..open.clone() }),
            ("ticket_queue", Narrow { due: Some((1, 2)), ..open.clone() }),
            ("ticket_queue", Narrow { alarms: vec![2], ..open }),
            ("ticket_updated", Narrow { updated_since: Some(1), ..Narrow::default() }),
        ] {
            let sql = queue_query(&narrow, DbBackend::Sqlite).to_string(SqliteQueryBuilder);
            let plan = crate::tx::rows(&db, &format!("EXPLAIN QUERY PLAN {sql}"), Vec::new()).await.unwrap();
            let step: String = plan[0].try_get_by_index(3).unwrap();
            assert!(step.contains(&format!("USING COVERING INDEX {index} ")), "{step}: {sql}");
        }
    }
}
