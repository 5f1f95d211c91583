//! What boards ask: how many tickets stand in each column of each lane, in one question, and which those are.

use super::{Count, NEVER, Narrow};
use crate::entity::ticket;
use crate::tx::Source;
use anyhow::Context;
use domain::board::{DueBucket, SlaStanding};
use domain::priority::Priority;
use domain::status::StatusKey;
use domain::view::DueSoon;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, QueryResult};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A direction in which a board lays out its tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    Status,
    Assignee,
    Team,
    Priority,
    Organisation,
    Sla,
    /// With the ends of overdue, today, tomorrow and this week; see `domain::board::DueBounds`.
    Due([i64; 4]),
    /// With the ends of the next hour and of today.
    Soon([i64; 2]),
}

/// Where a ticket stands on an axis.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    Status(StatusKey),
    Assignee(Option<Uuid>),
    Team(Uuid),
    Priority(Priority),
    Organisation(Option<Uuid>),
    Sla(SlaStanding),
    Due(DueBucket),
    Soon(DueSoon),
}

/// The tickets of one column or one lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Among {
    Statuses(Vec<StatusKey>),
    /// Of none of these.
    OtherStatuses(Vec<StatusKey>),
    Assignee(Option<Uuid>),
    /// Somebody's, but of none of these.
    OtherAssignees(Vec<Uuid>),
    Team(Uuid),
    OtherTeams(Vec<Uuid>),
    Priority(Priority),
    Organisation(Option<Uuid>),
    OtherOrganisations(Vec<Uuid>),
    Sla(SlaStanding),
    Due(DueBucket, [i64; 4]),
    Soon(DueSoon, [i64; 2]),
}

impl Axis {
    /// What the axis is read from, as an expression that an index can answer.
    fn expression(self) -> SimpleExpr {
        use ticket::Column;
        match self {
            Axis::Status => Expr::col(Column::Status),
            Axis::Assignee => Expr::col(Column::Assignee),
            Axis::Team => Expr::col(Column::Team),
            Axis::Priority => Expr::col(Column::Priority),
            Axis::Organisation => Expr::col(Column::Organisation),
            Axis::Sla => Expr::cust(format!(
                "CAST(CASE WHEN alarm = 2 THEN 0 WHEN alarm = 1 THEN 1 WHEN next_due < {NEVER} THEN 2 ELSE 3 END AS INTEGER)"
            )),
            Axis::Due([overdue, today, tomorrow, week]) => Expr::cust(format!(
                "CAST(CASE WHEN due IS NULL THEN 5 WHEN due < {overdue} THEN 0 WHEN due < {today} THEN 1 \
                 WHEN due < {tomorrow} THEN 2 WHEN due < {week} THEN 3 ELSE 4 END AS INTEGER)"
            )),
            Axis::Soon([hour, today]) => Expr::cust(format!(
                "CAST(CASE WHEN alarm = 2 THEN 0 WHEN next_due < {hour} THEN 1 WHEN next_due < {today} THEN 2 \
                 WHEN next_due < {NEVER} THEN 3 ELSE 4 END AS INTEGER)"
            )),
        }
    }

    fn spot(self, row: &QueryResult, index: usize) -> anyhow::Result<Spot> {
        let ordinal =
            || -> anyhow::Result<usize> { Ok(usize::try_from(row.try_get_by_index::<i32>(index)?)?) };
        Ok(match self {
            Axis::Status => Spot::Status(StatusKey(row.try_get_by_index(index)?)),
            Axis::Assignee => Spot::Assignee(row.try_get_by_index(index)?),
            Axis::Team => Spot::Team(row.try_get_by_index(index)?),
            Axis::Priority => {
                let rank: i16 = row.try_get_by_index(index)?;
                let known = Priority::ALL.into_iter().find(|priority| priority.rank() == i32::from(rank));
                Spot::Priority(known.unwrap_or_default())
            }
            Axis::Organisation => Spot::Organisation(row.try_get_by_index(index)?),
            Axis::Sla => Spot::Sla(*SlaStanding::ALL.get(ordinal()?).context("an unknown standing")?),
            Axis::Due(_) => Spot::Due(*DueBucket::ALL.get(ordinal()?).context("an unknown bucket")?),
            Axis::Soon(_) => Spot::Soon(*DueSoon::ALL.get(ordinal()?).context("an unknown group")?),
        })
    }
}

impl Among {
    /// The statuses, where it is by those.
    pub fn statuses(&self) -> Option<&[StatusKey]> {
        if let Among::Statuses(keys) = self { Some(keys) } else { None }
    }

    pub(super) fn condition(&self) -> Condition {
        use ticket::Column;
        let all = Condition::all();
        let one = |column: Column, id: &Option<Uuid>| match id {
            Some(id) => column.eq(*id),
            None => column.is_null(),
        };
        match self {
            Among::Statuses(keys) => all.add(Column::Status.is_in(keys.iter().map(|key| key.0.as_str()))),
            Among::OtherStatuses(keys) => {
                all.add(Column::Status.is_not_in(keys.iter().map(|key| key.0.as_str())))
            }
            Among::Assignee(id) => all.add(one(Column::Assignee, id)),
            Among::OtherAssignees(ids) => {
                all.add(Column::Assignee.is_not_null()).add(Column::Assignee.is_not_in(ids.iter().copied()))
            }
            Among::Team(id) => all.add(Column::Team.eq(*id)),
            Among::OtherTeams(ids) => all.add(Column::Team.is_not_in(ids.iter().copied())),
            Among::Priority(priority) => all.add(Column::Priority.eq(priority.rank() as i16)),
            Among::Organisation(id) => all.add(one(Column::Organisation, id)),
            Among::OtherOrganisations(ids) => all
                .add(Column::Organisation.is_not_null())
                .add(Column::Organisation.is_not_in(ids.iter().copied())),
            Among::Sla(SlaStanding::Breached) => all.add(Column::Alarm.eq(2)),
            Among::Sla(SlaStanding::AtRisk) => all.add(Column::Alarm.eq(1)),
            Among::Sla(SlaStanding::OnTrack) => all.add(Column::Alarm.eq(0)).add(Column::NextDue.lt(NEVER)),
            Among::Sla(SlaStanding::Quiet) => all.add(Column::Alarm.eq(0)).add(Column::NextDue.gte(NEVER)),
            Among::Soon(soon, [hour, today]) => {
                let on_time = |from: i64, to: i64| {
                    all.clone()
                        .add(Column::Alarm.ne(2))
                        .add(Column::NextDue.gte(from))
                        .add(Column::NextDue.lt(to))
                };
                // The end of the day may be less than an hour away.
                let today = std::cmp::max(*today, *hour);
                match soon {
                    DueSoon::Breached => all.add(Column::Alarm.eq(2)),
                    DueSoon::WithinHour => on_time(i64::MIN, *hour),
                    DueSoon::Today => on_time(*hour, today),
                    DueSoon::Later => on_time(today, NEVER),
                    DueSoon::Quiet => all.add(Column::Alarm.ne(2)).add(Column::NextDue.gte(NEVER)),
                }
            }
            Among::Due(bucket, ends) => {
                let [overdue, today, tomorrow, week] = *ends;
                let between =
                    |from: i64, to: i64| Condition::all().add(Column::Due.gte(from)).add(Column::Due.lt(to));
                match bucket {
                    DueBucket::Overdue => all.add(Column::Due.lt(overdue)),
                    DueBucket::Today => between(overdue, today),
                    DueBucket::Tomorrow => between(today, tomorrow),
                    DueBucket::ThisWeek => between(tomorrow, week),
                    DueBucket::Later => all.add(Column::Due.gte(week)),
                    DueBucket::None => all.add(Column::Due.is_null()),
                }
            }
        }
    }
}

/// Counts the tickets of every column and lane at once. Without lanes the second spot is the first again.
///
/// # Errors
/// When the database cannot be read.
pub async fn cells(
    source: &impl Source,
    narrow: &Narrow,
    columns: Axis,
    lanes: Option<Axis>,
) -> anyhow::Result<BTreeMap<(Spot, Spot), Count>> {
    let across = lanes.unwrap_or(columns);
    let query = question(narrow, columns, across, source.backend());
    let mut found = BTreeMap::new();
    for row in source.ready().await?.query_all(&query).await.context("counting the cells of a board")? {
        let count = Count {
            count: row.try_get_by_index(2)?,
            at_risk: row.try_get_by_index(3)?,
            breached: row.try_get_by_index(4)?,
        };
        found.insert((columns.spot(&row, 0)?, across.spot(&row, 1)?), count);
    }
    Ok(found)
}

fn question(
    narrow: &Narrow,
    columns: Axis,
    across: Axis,
    backend: sea_orm::DbBackend,
) -> sea_orm::sea_query::SelectStatement {
    let of_alarm = |alarm: i16| Expr::case(ticket::Column::Alarm.eq(alarm), 1).finally(0);
    Query::select()
        .expr(columns.expression())
        .expr(across.expression())
        .expr(Expr::cust("COUNT(*)"))
        .expr(Expr::expr(of_alarm(1)).sum())
        .expr(Expr::expr(of_alarm(2)).sum())
        .from(ticket::Entity)
        .cond_where(narrow.condition(backend))
        .add_group_by([Expr::cust("1"), Expr::cust("2")])
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::family::Counts;
    use crate::tickets::Face;
    use crate::{Db, Location};
    use domain::ids::{OrganisationId, PersonId, TeamId};
    use domain::measure::Gauge;
    use domain::status::StatusCategory;
    use domain::ticket::Ticket;
    use domain::time::Timestamp;
    use sea_orm::sea_query::SqliteQueryBuilder;

    const ENDS: [i64; 4] = [100, 200, 300, 400];

    fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    fn face(number: u128, status: &str, alarm: i16, edit: impl FnOnce(&mut Ticket)) -> Face {
        let mut ticket = Ticket::opened("A ticket", TeamId(id(1)), Timestamp(50));
        ticket.status = StatusKey::new(status);
        edit(&mut ticket);
        let gauge = Gauge {
            opened: Timestamp(50),
            answered: None,
            resolved: None,
            resolver: None,
            replies: 0,
            reopened: 0,
            since: Timestamp(60),
            moves: Vec::new(),
            outcomes: Vec::new(),
        };
        Face {
            id: id(1000 + number),
            ticket,
            category: StatusCategory::Open,
            updated_at: 50,
            counts: Counts::default(),
            next_due: if alarm < 0 { NEVER } else { 500 },
            next_turn: None,
            last_due: None,
            last_turn: None,
            next_step: None,
            alarm: if alarm < 0 { 0 } else { alarm },
            clocks: "[]".to_owned(),
            answered: false,
            last_words: None,
            concerns: Default::default(),
            deleted: number == 99,
            known_at: 50,
            postponed_until: None,
            gauge,
        }
    }

    async fn world() -> (tempfile::TempDir, Db) {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&Location::File(folder.path().join("desk.db")), None).await.unwrap();
        let faces = [
            face(1, "new", 2, |ticket| ticket.assignee = Some(PersonId(id(7)))),
            face(2, "new", 1, |ticket| ticket.due = Some(Timestamp(150))),
            face(3, "open", 0, |ticket| {
                ticket.assignee = Some(PersonId(id(7)));
                ticket.organisation = Some(OrganisationId(id(30)));
                ticket.due = Some(Timestamp(99));
            }),
            face(4, "open", 2, |ticket| {
                ticket.assignee = Some(PersonId(id(8)));
                ticket.priority = Priority::Urgent;
                ticket.team = TeamId(id(2));
                ticket.due = Some(Timestamp(400));
            }),
            face(5, "waiting", -1, |ticket| ticket.due = Some(Timestamp(399))),
            // Deleted: counted nowhere.
            face(99, "open", 2, |ticket| ticket.assignee = Some(PersonId(id(7)))),
        ];
        let tx = db.begin().await.unwrap();
        crate::tickets::put(&tx, &faces).await.unwrap();
        crate::gauges::put(&tx, &faces, &BTreeMap::new()).await.unwrap();
        tx.commit().await.unwrap();
        (folder, db)
    }

    #[tokio::test]
    async fn every_cell_counts_what_its_page_shows() {
        let (_folder, db) = world().await;
        let axes = [
            Axis::Status,
            Axis::Assignee,
            Axis::Team,
            Axis::Priority,
            Axis::Organisation,
            Axis::Sla,
            Axis::Due(ENDS),
            Axis::Soon([400, 600]),
            Axis::Soon([700, 600]),
        ];
        let among = |spot: &Spot| match spot.clone() {
            Spot::Status(key) => Among::Statuses(vec![key]),
            Spot::Assignee(id) => Among::Assignee(id),
            Spot::Team(id) => Among::Team(id),
            Spot::Priority(priority) => Among::Priority(priority),
            Spot::Organisation(id) => Among::Organisation(id),
            Spot::Sla(standing) => Among::Sla(standing),
            Spot::Due(bucket) => Among::Due(bucket, ENDS),
            Spot::Soon(soon) => Among::Soon(soon, [400, 600]),
        };
        for columns in axes {
            let among = |spot: &Spot| match (spot, columns) {
                (Spot::Soon(soon), Axis::Soon(ends)) => Among::Soon(*soon, ends),
                _ => among(spot),
            };
            for lanes in axes.into_iter().filter(|axis| !matches!(axis, Axis::Soon(_)) || *axis == columns) {
                let cells = cells(&db, &Narrow::default(), columns, Some(lanes)).await.unwrap();
                let mut total = 0;
                for ((column, lane), count) in &cells {
                    let narrow = Narrow { among: vec![among(column), among(lane)], ..Narrow::default() };
                    let rows = crate::tickets::page(&db, &narrow, crate::tickets::Sort::Rank, false, 0, 50);
                    let rows = rows.await.unwrap();
                    assert_eq!(i64::try_from(rows.len()).unwrap(), count.count, "{column:?} {lane:?}");
                    assert_eq!(crate::tickets::count(&db, &narrow).await.unwrap(), count.count);
                    let of =
                        |alarm| i64::try_from(rows.iter().filter(|row| row.alarm == alarm).count()).unwrap();
                    assert_eq!((of(1), of(2)), (count.at_risk, count.breached));
                    total += count.count;
                }
                assert_eq!(total, 5, "{columns:?} {lanes:?}");
            }
        }
    }

    #[tokio::test]
    async fn lanes_are_counted_right_and_what_is_left_over_is_found() {
        let (_folder, db) = world().await;
        let cells = cells(&db, &Narrow::default(), Axis::Status, Some(Axis::Assignee)).await.unwrap();
        let cell = |status: &str, person: Option<u128>| {
            cells.get(&(Spot::Status(StatusKey::new(status)), Spot::Assignee(person.map(id)))).copied()
        };
        assert_eq!(cell("new", Some(7)), Some(Count { count: 1, at_risk: 0, breached: 1 }));
        assert_eq!(cell("new", None), Some(Count { count: 1, at_risk: 1, breached: 0 }));
        assert_eq!(cell("open", None), None, "an empty cell is not there");
        let left = |among| async {
            crate::tickets::count(&db, &Narrow { among: vec![among], ..Narrow::default() }).await.unwrap()
        };
        assert_eq!(left(Among::OtherAssignees(vec![id(7)])).await, 1);
        assert_eq!(left(Among::OtherStatuses(vec![StatusKey::new("new"), StatusKey::new("open")])).await, 1);
        assert_eq!(left(Among::OtherTeams(vec![id(1)])).await, 1);
        assert_eq!(left(Among::OtherOrganisations(vec![id(31)])).await, 1);
        let beside = crate::tickets::beside(&db, id(7), &[id(1001), id(9)], Timestamp(0)).await.unwrap();
        let since: Vec<_> = beside.into_iter().map(|(id, beside)| (id, beside.since)).collect();
        assert_eq!(since, [(id(1001), Some(Timestamp(60)))]);
    }

    #[tokio::test]
    async fn the_cells_of_a_board_are_counted_from_an_index_alone() {
        let (_folder, db) = world().await;
        let open = vec![StatusCategory::New, StatusCategory::Open];
        let asked = [
            (Narrow::default(), Axis::Status, Axis::Assignee),
            (Narrow::default(), Axis::Status, Axis::Organisation),
            (Narrow::default(), Axis::Status, Axis::Sla),
            (Narrow { categories: open.clone(), ..Narrow::default() }, Axis::Assignee, Axis::Priority),
            (Narrow { categories: open, ..Narrow::default() }, Axis::Due(ENDS), Axis::Team),
        ];
        for (narrow, columns, lanes) in asked {
            let query = question(&narrow, columns, lanes, sea_orm::DbBackend::Sqlite);
            let sql = format!("EXPLAIN QUERY PLAN {}", query.to_string(SqliteQueryBuilder));
            let plan: Vec<String> = crate::tx::rows(&db, &sql, Vec::new())
                .await
                .unwrap()
                .iter()
                .map(|row| row.try_get_by_index(3).unwrap())
                .collect();
            let read = plan.iter().find(|line| line.contains("ticket")).unwrap();
            let covered =
                ["ticket_cell", "ticket_queue"].map(|index| format!("USING COVERING INDEX {index} "));
            assert!(covered.iter().any(|index| read.contains(index)), "{plan:?}");
        }
    }
}
