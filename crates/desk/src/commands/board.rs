//! Boards: saved and shared, their columns and lanes with counts, and pages of cards.

mod layout;
mod put;

pub(crate) use put::ticket_move;

use super::done;
use super::view::{loose, scope_of, standing};
use crate::desk::Desk;
use crate::fault::Fault;
use crate::rules::Rules;
use contract::board::*;
use contract::session::{Done, Empty, Made};
use contract::ticket::{ClockState, Filter};
use contract::view::Share;
use domain::board::{Board, BoardSort, ColumnsBy};
use domain::ids::{BoardId, PersonId};
use domain::person::Role;
use domain::record::{Kind, Record};
use domain::refusal::Refusal;
use domain::status::{StatusCategory, StatusKey};
use domain::time::Timestamp;
use layout::Layout;
use std::collections::BTreeMap;
use store::tickets::{Among, Axis, Count, Narrow, Sort, Spot};

pub(crate) async fn board_list(desk: &Desk, me: PersonId, _: Empty) -> Result<Vec<BoardSummary>, Fault> {
    let rules = desk.inner.rules();
    let summary = |(id, board): (BoardId, Board)| {
        let (share, owner, may_edit) = of_whom(&rules, me, &board);
        BoardSummary { id, name: board.name, share, owner, may_edit }
    };
    Ok(all(desk, me).await?.into_iter().map(summary).collect())
}

pub(crate) async fn board_get(desk: &Desk, me: PersonId, input: BoardGet) -> Result<BoardView, Fault> {
    let found = match input.board {
        Some(id) => read(desk, me, id).await?,
        None => all(desk, me).await?.into_iter().next().ok_or(Refusal::Missing(Kind::Board))?,
    };
    let layout = Layout::of(desk, found);
    let whole = layout.narrow(desk, me, &Filter::default());
    let narrow = layout.narrow(desk, me, &input.filter);
    let cells = cells(desk, &layout, &narrow, layout.lane_axis()).await?;
    let counts = by_column(&layout, &cells);
    let load = if narrow == whole {
        counts.clone()
    } else {
        by_column(&layout, &self::cells(desk, &layout, &whole, None).await?)
    };
    let mut lanes: Vec<LaneView> =
        layout.lanes(desk, me, &cells).await?.into_iter().map(|lane| lane.view).collect();
    // A column for what no other shows is there while there is such a ticket.
    let is_shown = |place: usize| layout.columns[place].facet != Facet::Unmapped || load[place].count > 0;
    for lane in &mut lanes {
        for cells in [&mut lane.cells, &mut lane.breached_cells] {
            let mut place = 0..;
            cells.retain(|_| place.next().is_some_and(is_shown));
        }
    }
    let columns = layout
        .columns
        .iter()
        .enumerate()
        .filter(|(place, _)| is_shown(*place))
        .map(|(place, column)| ColumnView {
            key: column.key.clone(),
            name: column.name.clone(),
            facet: column.facet.clone(),
            statuses: column.statuses.clone(),
            category: column.category,
            count: counts[place].count,
            breached: counts[place].breached,
            at_risk: counts[place].at_risk,
            limit: column.limit,
            hard: column.hard,
            load: load[place].count,
            closed: column.closed,
        })
        .collect();
    let (share, owner, may_edit) = of_whom(&layout.rules, me, &layout.board);
    let board = layout.board;
    Ok(BoardView {
        id: layout.id,
        name: board.name,
        sort: input.sort.unwrap_or(board.sort),
        by: board.by,
        lanes_by: board.lanes,
        saved: BoardSaved { columns: board.columns, sort: board.sort, share, owner, may_edit },
        columns,
        lanes,
    })
}

/// How many tickets stand where; what is not narrowed and has no lanes is known without counting.
async fn cells(
    desk: &Desk,
    layout: &Layout,
    narrow: &Narrow,
    lanes: Option<Axis>,
) -> anyhow::Result<BTreeMap<(Spot, Spot), Count>> {
    let db = &desk.inner.db;
    if lanes.is_none() && layout.axis() == Axis::Status {
        let counts = store::tickets::counts(db, narrow).await?;
        let cell = |(key, count)| ((Spot::Status(StatusKey::clone(&key)), Spot::Status(key)), count);
        return Ok(counts.into_iter().map(cell).collect());
    }
    store::tickets::cells(db, narrow, layout.axis(), lanes).await
}

fn by_column(layout: &Layout, cells: &BTreeMap<(Spot, Spot), Count>) -> Vec<Count> {
    let mut counts = vec![Count::default(); layout.columns.len()];
    for ((spot, _), count) in cells {
        if let Some(place) = layout.column_of(spot) {
            counts[place].count += count.count;
            counts[place].at_risk += count.at_risk;
            counts[place].breached += count.breached;
        }
    }
    counts
}

pub(crate) async fn board_column(desk: &Desk, me: PersonId, input: BoardColumn) -> Result<CardPage, Fault> {
    let layout = Layout::of(desk, read(desk, me, input.board).await?);
    let column = layout.column(&input.column)?;
    let mut narrow = layout.narrow(desk, me, &input.filter);
    match column.among.statuses().filter(|keys| !keys.is_empty() && narrow.statuses.is_empty()) {
        // What is asked for by status alone is counted already.
        Some(keys) => narrow.statuses = keys.to_vec(),
        None => narrow.among.push(column.among.clone()),
    }
    if let Some(key) = &input.lane {
        narrow.among.push(layout.lane_of(desk, me, key).await?.among);
    }
    let (sort, descending) = match input.sort.unwrap_or(layout.board.sort) {
        BoardSort::Rank => (Sort::Rank, false),
        BoardSort::Due => (Sort::Due, false),
        BoardSort::Priority => (Sort::Priority, true),
        BoardSort::Updated => (Sort::Updated, true),
        BoardSort::Created => (Sort::Created, true),
        BoardSort::Oldest => (Sort::Created, false),
    };
    let from = input.from.max(0);
    let count = input.count.clamp(0, 200);
    let db = &desk.inner.db;
    let rows =
        store::tickets::page(db, &narrow, sort, descending, from.cast_unsigned(), count.cast_unsigned())
            .await?;
    let total = store::tickets::count(db, &narrow).await?;
    let page = desk.page_of(me, &rows).await?;
    let mut cards: Vec<CardView> = rows.iter().map(|row| page.card(&layout.rules, row)).collect();
    // From one status of the column to another is not out of it.
    if column.statuses.len() > 1 {
        let ids: Vec<uuid::Uuid> = rows.iter().map(|row| row.id).collect();
        let entered = store::tickets::entered(db, &ids, &column.statuses).await?;
        for card in &mut cards {
            card.since = entered.get(&card.id.0).copied().unwrap_or(card.since);
        }
    }
    Ok(CardPage { total, from, cards })
}

pub(crate) async fn board_save(desk: &Desk, me: PersonId, input: BoardSave) -> Result<Made, Fault> {
    let mut acting = desk.act(me).await?;
    let name = input.name.trim().to_owned();
    let mut columns = input.columns;
    if input.by != ColumnsBy::Status {
        // Only columns of statuses are made by hand; of the others there is nothing to keep but a limit.
        columns.retain(|column| column.limit.is_some());
        columns.iter_mut().for_each(|column| (column.name, column.statuses) = Default::default());
    }
    let (sort, by, lanes) = (input.sort, input.by, input.lanes);
    let (id, label) = match input.board {
        Some(id) => {
            need(desk, me, id).await?;
            acting
                .edit::<Board>(id.0, |board, _| {
                    let scope = match input.share {
                        Some(share) => scope_of(board.owner.unwrap_or(me), share),
                        None => board.scope,
                    };
                    *board =
                        Board { name: name.clone(), columns, sort, by, lanes, owner: board.owner, scope };
                    Ok(())
                })
                .await?;
            (id.0, format!("Changed the board {name}"))
        }
        None => {
            let id = desk.inner.ids.next();
            let scope = scope_of(me, input.share.unwrap_or_default());
            let board = Board { name: name.clone(), columns, sort, by, lanes, owner: Some(me), scope };
            acting.create(id, None, &board).await?;
            (id, format!("Made the board {name}"))
        }
    };
    acting.commit(&label).await?;
    Ok(Made { id: id.to_string(), label })
}

pub(crate) async fn board_remove(desk: &Desk, me: PersonId, input: BoardPick) -> Result<Done, Fault> {
    let (_, board) = read(desk, me, input.board).await?;
    if all(desk, me).await?.iter().filter(|(_, board)| board.scope.is_none()).count() < 2
        && board.scope.is_none()
    {
        return Err(Refusal::invalid("board", "everybody keeps one board at least").into());
    }
    let mut acting = desk.act(me).await?;
    acting.delete(Kind::Board, input.board.0).await?;
    let label = format!("Deleted the board {}", board.name);
    acting.commit(&label).await?;
    Ok(done(label))
}

/// The boards that somebody sees: those of the desk first, then by name.
async fn all(desk: &Desk, me: PersonId) -> Result<Vec<(BoardId, Board)>, Fault> {
    let mut boards = Vec::new();
    for record in loose(desk, me, Kind::Board).await? {
        boards.push((BoardId(record.id), record.read::<Board>()?));
    }
    boards.sort_by_cached_key(|(id, board)| (board.owner.is_some(), board.name.to_lowercase(), *id));
    Ok(boards)
}

async fn need(desk: &Desk, me: PersonId, id: BoardId) -> Result<Record, Fault> {
    let record =
        store::records::get(&desk.inner.db, Kind::Board, id.0).await?.filter(|record| !record.deleted);
    let rules = desk.inner.rules();
    let person = rules.house.staff.get(&me);
    let who = person.map(|person| domain::access::Who::new(me, person, &rules.house.teams));
    let seen = record.filter(|record| who.is_some_and(|who| who.may_see_loose(record)));
    Ok(seen.ok_or(Refusal::Missing(Kind::Board))?)
}

async fn read(desk: &Desk, me: PersonId, id: BoardId) -> Result<(BoardId, Board), Fault> {
    Ok((id, need(desk, me, id).await?.read()?))
}

/// Whom a board is for, whose it is if not one's own, and whether one may edit it.
fn of_whom(rules: &Rules, me: PersonId, board: &Board) -> (Share, Option<String>, bool) {
    match board.owner {
        Some(owner) => {
            let (share, name, may_edit) = standing(rules, me, owner, board.scope);
            let leads = rules.house.staff.get(&me).is_some_and(|person| person.role >= Role::Manager);
            (share, name, may_edit && (leads || board.scope.is_some()))
        }
        None => {
            (Share::Everybody, None, rules.house.staff.get(&me).is_some_and(|me| me.role >= Role::Manager))
        }
    }
}

/// Leaves out what is done, whatever else is looked for.
fn open_only(narrow: &mut Narrow) {
    let open = [StatusCategory::New, StatusCategory::Open, StatusCategory::Waiting, StatusCategory::OnHold];
    if narrow.categories.is_empty() {
        narrow.categories = open.to_vec();
        return;
    }
    narrow.categories.retain(|category| open.contains(category));
    if narrow.categories.is_empty() {
        narrow.among.push(Among::Statuses(Vec::new()));
    }
}

/// A filter in the words of the store.
pub(crate) fn narrow(desk: &Desk, me: PersonId, filter: &Filter) -> Narrow {
    let (words, asked) = super::search::asked(desk, me, &filter.text);
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
        words,
        asked,
        statuses: filter.statuses.clone(),
        categories: filter.categories.clone(),
        priorities: filter.priorities.clone(),
        teams,
        assignees,
        unassigned: filter.unassigned,
        requester: filter.requester.map(|id| id.0),
        organisation: filter.organisation.map(|id| id.0),
        tags: filter.tags.clone(),
        fields: filter.fields.clone(),
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
        among: Vec::new(),
    }
}

/// The instants between which it is today where the desk is.
fn today(desk: &Desk, now: Timestamp) -> (i64, i64) {
    let schedule = desk.inner.rules().clockwork.schedule();
    let date = schedule.date(now);
    let tomorrow = date.checked_add_days(chrono::Days::new(1)).unwrap_or(date);
    (schedule.day_start(date).0, schedule.day_start(tomorrow).0)
}
