//! Boards: columns with their counts, pages of cards, and moving cards about.

use super::done;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::rules::Rules;
use contract::board::*;
use contract::session::{Done, Empty};
use contract::ticket::{ClockState, Filter};
use domain::board::{Board, BoardSort, Column};
use domain::ids::{BoardId, PersonId, TicketId};
use domain::record::Kind;
use domain::refusal::Refusal;
use domain::status::{StatusCategory, StatusKey};
use domain::ticket::{Ticket, rank_between};
use domain::time::Timestamp;
use store::tickets::{Narrow, Sort};

pub(crate) async fn board_list(desk: &Desk, _: PersonId, _: Empty) -> Result<Vec<BoardSummary>, Fault> {
    let mut boards = Vec::new();
    for record in store::records::all(&desk.inner.db, Kind::Board).await? {
        let board: Board = record.read()?;
        boards.push(BoardSummary { id: BoardId(record.id), name: board.name });
    }
    boards.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(boards)
}

pub(crate) async fn board_get(desk: &Desk, me: PersonId, input: BoardGet) -> Result<BoardView, Fault> {
    let rules = desk.inner.rules();
    let id = match input.board {
        Some(id) => id,
        None => board_list(desk, me, Empty {}).await?.first().ok_or(Refusal::Missing(Kind::Board))?.id,
    };
    let board = read(desk, id).await?;
    let counts = store::tickets::counts(&desk.inner.db, &narrow(desk, me, &input.filter)).await?;
    let columns = board
        .columns
        .iter()
        .map(|column| {
            let of = |field: fn(&store::tickets::Count) -> i64| {
                column.statuses.iter().filter_map(|key| counts.get(key)).map(field).sum()
            };
            ColumnView {
                key: column.key.clone(),
                name: column.name.clone(),
                statuses: column.statuses.clone(),
                category: category(&rules, column),
                count: of(|count| count.count),
                breached: of(|count| count.breached),
                at_risk: of(|count| count.at_risk),
                limit: column.limit,
                refuses: refuses(&rules, &board, column),
            }
        })
        .collect();
    Ok(BoardView { id, name: board.name, sort: input.sort.unwrap_or(board.sort), columns })
}

fn category(rules: &Rules, column: &Column) -> StatusCategory {
    column.statuses.first().and_then(|key| rules.house.category(key)).unwrap_or(StatusCategory::Open)
}

/// The columns from which the workflow lets no ticket come here.
fn refuses(rules: &Rules, board: &Board, target: &Column) -> Vec<String> {
    let Some(first) = target.statuses.first() else { return Vec::new() };
    let blocked = |key: &StatusKey| rules.house.status(key).is_some_and(|from| !from.may_become(first));
    board
        .columns
        .iter()
        .filter(|column| column.key != target.key && column.statuses.iter().all(blocked))
        .map(|column| column.key.clone())
        .collect()
}

pub(crate) async fn board_column(desk: &Desk, me: PersonId, input: BoardColumn) -> Result<CardPage, Fault> {
    let rules = desk.inner.rules();
    let board = read(desk, input.board).await?;
    let column = column(&board, &input.column)?;
    let mut narrow = narrow(desk, me, &input.filter);
    narrow.statuses = column.statuses.clone();
    let (sort, descending) = match input.sort.unwrap_or(board.sort) {
        BoardSort::Rank => (Sort::Rank, false),
        BoardSort::Due => (Sort::Due, false),
        BoardSort::Priority => (Sort::Priority, true),
        BoardSort::Updated => (Sort::Updated, true),
        BoardSort::Created => (Sort::Created, true),
    };
    let from = input.from.max(0);
    let count = input.count.clamp(0, 200);
    let db = &desk.inner.db;
    let rows =
        store::tickets::page(db, &narrow, sort, descending, from.cast_unsigned(), count.cast_unsigned())
            .await?;
    let total = store::tickets::count(db, &narrow).await?;
    let page = desk.page_of(me, &rows).await?;
    Ok(CardPage { total, from, cards: rows.iter().map(|row| page.card(&rules, row)).collect() })
}

/// Puts cards into a column, between two others. Several keep their order.
pub(crate) async fn ticket_move(desk: &Desk, me: PersonId, input: TicketMove) -> Result<Done, Fault> {
    let board = read(desk, input.board).await?;
    let target = column(&board, &input.place.column)?;
    let status =
        target.statuses.first().cloned().ok_or_else(|| Refusal::invalid("column", "it has no status"))?;
    let mut acting = desk.act(me).await?;
    let neighbours: Vec<uuid::Uuid> =
        [input.place.after, input.place.before].into_iter().flatten().map(|id| id.0).collect();
    let ranks = store::tickets::ranks(&acting.door.tx, &neighbours).await?;
    let rank_of = |id: Option<TicketId>| id.and_then(|id| ranks.get(&id.0).copied());
    let (mut above, below) = (rank_of(input.place.after), rank_of(input.place.before));
    let mut numbers = Vec::new();
    for id in &input.tickets {
        let rank = rank_between(above, below);
        let by_hand =
            input.sort.unwrap_or(board.sort) == BoardSort::Rank && (above.is_some() || below.is_some());
        acting
            .edit::<Ticket>(id.0, |ticket, _| {
                // A column of several statuses keeps the one that a card has.
                if !target.statuses.contains(&ticket.status) {
                    ticket.status = status.clone();
                }
                if by_hand {
                    ticket.rank = rank;
                }
                numbers.push(ticket.label());
                Ok(())
            })
            .await?;
        above = Some(rank);
    }
    let label = match numbers.as_slice() {
        [one] => format!("Moved {one} to {}", target.name),
        many => format!("Moved {} tickets to {}", many.len(), target.name),
    };
    acting.commit(&label).await?;
    Ok(done(label))
}

pub(crate) async fn board_save(desk: &Desk, me: PersonId, input: BoardSave) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    let board = Board { name: input.name, columns: input.columns, sort: input.sort };
    match input.board {
        Some(id) => {
            acting
                .edit::<Board>(id.0, |before, _| {
                    *before = board;
                    Ok(())
                })
                .await?;
        }
        None => {
            let id = desk.inner.ids.next();
            acting.create(id, None, &board).await?;
        }
    }
    acting.commit("Edited the board").await?;
    Ok(done("Edited the board"))
}

async fn read(desk: &Desk, id: BoardId) -> Result<Board, Fault> {
    let record = store::records::get(&desk.inner.db, Kind::Board, id.0).await?;
    let record = record.filter(|record| !record.deleted).ok_or(Refusal::Missing(Kind::Board))?;
    Ok(record.read()?)
}

fn column<'a>(board: &'a Board, key: &str) -> Result<&'a Column, Fault> {
    let found = board.columns.iter().find(|column| column.key == key);
    Ok(found.ok_or_else(|| Refusal::invalid("column", "the board has no such column"))?)
}

/// A filter in the words of the store.
pub(crate) fn narrow(desk: &Desk, me: PersonId, filter: &Filter) -> Narrow {
    let words = store::search::pattern(&filter.text);
    let now = desk.inner.clock.now();
    let mut teams: Vec<uuid::Uuid> = filter.teams.iter().map(|id| id.0).collect();
    if filter.my_teams {
        let rules = desk.inner.rules();
        teams.extend(rules.house.staff.get(&me).into_iter().flat_map(|person| &person.teams).map(|id| id.0));
        // Somebody in no team has none of their tickets, not all of them.
        teams.push(uuid::Uuid::nil());
    }
    let mut assignees: Vec<uuid::Uuid> = filter.assignees.iter().map(|id| id.0).collect();
    assignees.extend(filter.mine.then_some(me.0));
    Narrow {
        like: words.as_ref().map(|_| filter.text.trim().to_owned()),
        words,
        statuses: filter.statuses.clone(),
        categories: filter.categories.clone(),
        priorities: filter.priorities.clone(),
        teams,
        assignees,
        unassigned: filter.unassigned,
        requester: filter.requester.map(|id| id.0),
        organisation: filter.organisation.map(|id| id.0),
        tags: filter.tags.clone(),
        alarms: filter
            .clocks
            .iter()
            .filter_map(|state| match state {
                ClockState::AtRisk => Some(1),
                ClockState::Breached => Some(2),
                ClockState::None
                | ClockState::Idle
                | ClockState::Running
                | ClockState::Paused
                | ClockState::Met
                | ClockState::Cancelled => None,
            })
            .collect(),
        due: filter.due_today.then(|| today(desk, now)),
        updated_since: filter
            .updated_hours
            .map(|hours| now.0.saturating_sub(hours.saturating_mul(3_600_000))),
        awake: filter.awake.then_some((me.0, now.0)),
        scopes: None,
        cut: filter.cut.clone(),
    }
}

/// The instants between which it is today where the desk is.
fn today(desk: &Desk, now: Timestamp) -> (i64, i64) {
    let schedule = desk.inner.rules().clockwork.schedule();
    let date = schedule.date(now);
    let tomorrow = date.checked_add_days(chrono::Days::new(1)).unwrap_or(date);
    (schedule.day_start(date).0, schedule.day_start(tomorrow).0)
}
