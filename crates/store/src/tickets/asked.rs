//! What a search line asks of tickets beside words, in the words of the database.

use super::NEVER;
use super::narrow::has;
use crate::entity::ticket::{self, Column};
use crate::tx::numbered;
use domain::query::{Clause, Span, Test};
use domain::record::Kind;
use domain::status::StatusCategory;
use domain::view::Alarm;
use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, DbBackend, Value};
use uuid::Uuid;

/// The clauses of a line, and who asks.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// All of these.
    pub clauses: Vec<Clause>,
    pub me: Uuid,
    pub my_teams: Vec<Uuid>,
    pub now: i64,
}

/// What is asked of tickets that were deleted; nobody is shown them unasked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deleted {
    Alone,
    Too,
}

impl Asked {
    pub(super) fn deleted(&self) -> Option<Deleted> {
        let mut asking =
            self.clauses.iter().filter(|clause| !clause.not && clause.any.contains(&Test::Deleted));
        let first = asking.next()?;
        Some(if first.any == [Test::Deleted] { Deleted::Alone } else { Deleted::Too })
    }

    pub(super) fn condition(&self, backend: DbBackend) -> Condition {
        let mut all = Condition::all();
        for clause in &self.clauses {
            // What is never true: without it, a condition of nothing would hold for everything.
            let mut any = Condition::any().add(Expr::cust("1 = 0"));
            for test in &clause.any {
                any = any.add(self.test(test, backend));
            }
            all = all.add(if clause.not { any.not() } else { any });
        }
        all
    }

    /// One test. It is never unknown, so that it can be turned round.
    fn test(&self, test: &Test, backend: DbBackend) -> Condition {
        let all = Condition::all();
        let custom = |sql: &str, values: Vec<Value>| Expr::cust_with_values(numbered(sql, backend), values);
        let known = |column: Column, ids: Vec<Uuid>| {
            Condition::all().add(column.is_not_null()).add(column.is_in(ids))
        };
        match test {
            Test::Statuses(keys) => all.add(Column::Status.is_in(keys.iter().map(|key| key.0.as_str()))),
            Test::Categories(keys) => all.add(Column::Category.is_in(keys.iter().map(|key| key.key()))),
            Test::Priorities(keys) => {
                let ranks: Vec<SimpleExpr> = keys.iter().map(|key| Expr::val(key.rank() as i16)).collect();
                all.add(Expr::col((ticket::Entity, Column::Priority)).is_in(ranks))
            }
            Test::Teams(ids) => all.add(Column::Team.is_in(ids.iter().map(|id| id.0))),
            Test::MyTeams => all.add(Column::Team.is_in(self.my_teams.iter().copied())),
            Test::Assignees(ids) => known(Column::Assignee, ids.iter().map(|id| id.0).collect()),
            Test::Mine => known(Column::Assignee, vec![self.me]),
            Test::Unassigned => all.add(Column::Assignee.is_null()),
            Test::Requester(text) => {
                let (people, named) = crate::search::people(&crate::search::words_of(text));
                all.add(Column::Requester.is_not_null())
                    .add(custom(&format!("requester IN ({people})"), named))
            }
            Test::NoRequester => all.add(Column::Requester.is_null()),
            Test::Organisations(ids) => known(Column::Organisation, ids.iter().map(|id| id.0).collect()),
            Test::NoOrganisation => all.add(Column::Organisation.is_null()),
            Test::Types(types) => {
                let marks = crate::bulk::marks(types.len());
                let keys = types.iter().map(|one| one.key().into()).collect();
                all.add(custom(&gauge(&format!("kind IN ({marks})")), keys))
            }
            Test::Topics(ids) => {
                let marks = crate::bulk::marks(ids.len());
                let ids = ids.iter().map(|id| id.0.into()).collect();
                all.add(custom(&gauge(&format!("topic IN ({marks})")), ids))
            }
            Test::NoTopic => all.add(Expr::cust(gauge("topic IS NULL"))),
            Test::Tag(tag) => all.add(has(Column::Tags, format!("\u{1f}{tag}\u{1f}"), backend)),
            Test::Untagged => all.add(Column::Tags.eq("")),
            Test::Due(span) => all.add(falls_due(*span)),
            Test::NeverDue => all.add(Column::NextDue.gte(NEVER)).add(Column::Due.is_null()),
            Test::DueDate(span) => all.add(own_date(*span)),
            Test::Undated => all.add(Column::Due.is_null()),
            Test::Created(span) => all.add(within(Column::CreatedAt, *span)),
            Test::Updated(span) => all.add(within(Column::UpdatedAt, *span)),
            Test::Clock(alarm) => all.add(Column::Alarm.eq(match alarm {
                Alarm::AtRisk => 1_i16,
                Alarm::Breached => 2_i16,
            })),
            Test::Snoozed => {
                let asleep = "id IN (SELECT ticket FROM reminder WHERE snooze = 1 AND person = ? AND at > ?)";
                all.add(custom(asleep, vec![self.me.into(), self.now.into()]))
            }
            Test::Confirmed(yes) => all.add(of_done(true)).add(Column::Confirmed.eq(i16::from(*yes))),
            Test::Answered(yes) => all.add(of_done(false)).add(Column::Answered.eq(i16::from(*yes))),
            Test::Unread(yes) => {
                let (unread, values) = crate::seen::unread(self.me, backend);
                all.add(custom(&format!("{unread} = {}", i32::from(*yes)), values))
            }
            Test::Postponed => all.add(Column::PostponedUntil.is_not_null()),
            Test::Watched => {
                // Whom a ticket concerns stands in its row; who of them asked to watch it, in its record.
                let concerns = has(Column::Concerns, crate::seen::mark(self.me), backend);
                let watchers = match backend == DbBackend::Sqlite {
                    true => "EXISTS (SELECT 1 FROM json_each(record.doc, '$.watchers') WHERE value = ?)",
                    false => "jsonb_exists(record.doc::jsonb -> 'watchers', ?)",
                };
                let watches = format!(
                    "EXISTS (SELECT 1 FROM record WHERE record.id = ticket.id AND record.kind = {} AND {watchers})",
                    Kind::Ticket.code()
                );
                all.add(concerns).add(custom(&watches, vec![self.me.to_string().into()]))
            }
            Test::Deleted => all.add(Column::Deleted.eq(1)),
            Test::Begun => all.add(Expr::cust("id IN (SELECT ticket FROM draft)")),
            Test::Attachment => all.add(Column::Attachments.gt(0)),
            Test::Number(label) => match label.parse::<i64>() {
                Ok(number) => all.add(Column::Number.is_not_null()).add(Column::Number.eq(number)),
                Err(_) => all
                    .add(Column::Provisional.is_not_null())
                    .add(custom("lower(provisional) = ?", vec![label.to_lowercase().into()])),
            },
        }
    }
}

/// What falls due: a clock runs out, or a date of its own comes.
pub(super) fn falls_due(span: Span) -> Condition {
    let clock = within(Column::NextDue, span).add(Column::NextDue.lt(NEVER));
    Condition::any().add(clock).add(own_date(span))
}

/// The ticket's own date, of one that is not done.
fn own_date(span: Span) -> Condition {
    Condition::all().add(of_done(false)).add(Column::Due.is_not_null()).add(within(Column::Due, span))
}

fn of_done(done: bool) -> SimpleExpr {
    let categories = StatusCategory::ALL.into_iter().filter(|category| category.is_done() == done);
    Column::Category.is_in(categories.map(StatusCategory::key))
}

/// What only reports keep of a ticket; asked of one ticket at a time, where its row is already at hand.
fn gauge(sql: &str) -> String {
    format!("EXISTS (SELECT 1 FROM gauge WHERE gauge.ticket = ticket.id AND {sql})")
}

fn within(column: Column, span: Span) -> Condition {
    let mut all = Condition::all();
    if let Some(from) = span.from {
        all = all.add(column.gte(from.0));
    }
    if let Some(until) = span.until {
        all = all.add(column.lt(until.0));
    }
    all
}
