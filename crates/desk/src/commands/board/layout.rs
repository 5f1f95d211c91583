//! A board laid out: which columns and lanes it has today, and which tickets each of them holds.

use super::{narrow, open_only};
use crate::desk::Desk;
use crate::fault::Fault;
use crate::rules::Rules;
use contract::board::{Closed, Facet, LaneView};
use contract::ticket::Filter;
use domain::board::{Board, ColumnsBy, DueBounds, DueBucket, LanesBy, SlaStanding};
use domain::ids::{BoardId, OrganisationId, PersonId, TeamId};
use domain::person::Person;
use domain::priority::Priority;
use domain::refusal::Refusal;
use domain::status::{StatusCategory, StatusKey};
use domain::ticket::Ticket;
use domain::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::tickets::{Among, Axis, Count, NEVER, Narrow, Spot, TicketRow};
use uuid::Uuid;

/// What has no value on an axis.
const NONE: &str = "none";
/// What no column or lane of its own shows.
const UNMAPPED: &str = "unmapped";
const REST: &str = "rest";
/// More lanes than this are gathered in one.
const LANES_LIMIT: usize = 60;

/// A column of a board, whether somebody made it or it is there for a value.
#[derive(Debug)]
pub(super) struct Col {
    pub key: String,
    pub name: String,
    pub facet: Facet,
    pub statuses: Vec<StatusKey>,
    pub category: StatusCategory,
    pub limit: Option<i64>,
    pub hard: bool,
    pub closed: Option<Closed>,
    pub among: Among,
}

/// A board with its columns as they are now.
#[derive(Debug)]
pub(super) struct Layout {
    pub id: BoardId,
    pub board: Board,
    pub bounds: DueBounds,
    pub columns: Vec<Col>,
    pub rules: Arc<Rules>,
}

impl Layout {
    pub(super) fn of(desk: &Desk, (id, board): (BoardId, Board)) -> Self {
        let rules = desk.inner.rules();
        let bounds = DueBounds::at(desk.inner.clock.now(), &rules.clockwork.schedule());
        let mut columns = match board.by {
            ColumnsBy::Status => of_statuses(&rules, &board),
            ColumnsBy::Assignee => of_people(&rules, &board),
            ColumnsBy::Priority => Priority::ALL
                .into_iter()
                .rev()
                .map(|priority| {
                    value(priority.key(), Facet::Priority { priority }, Among::Priority(priority))
                })
                .collect(),
            ColumnsBy::Due => of_due(&bounds, &rules),
        };
        for limited in &board.columns {
            if let Some(column) = columns.iter_mut().find(|column| column.key == limited.key) {
                (column.limit, column.hard) = (limited.limit, limited.hard);
            }
        }
        Layout { id, board, bounds, columns, rules }
    }

    fn ends(&self) -> [i64; 4] {
        self.bounds.ends.map(|end| end.0)
    }

    pub(super) fn axis(&self) -> Axis {
        match self.board.by {
            ColumnsBy::Status => Axis::Status,
            ColumnsBy::Assignee => Axis::Assignee,
            ColumnsBy::Priority => Axis::Priority,
            ColumnsBy::Due => Axis::Due(self.ends()),
        }
    }

    pub(super) fn lane_axis(&self) -> Option<Axis> {
        self.board.lanes.map(|lanes| match lanes {
            LanesBy::Assignee => Axis::Assignee,
            LanesBy::Team => Axis::Team,
            LanesBy::Priority => Axis::Priority,
            LanesBy::Organisation => Axis::Organisation,
            LanesBy::Sla => Axis::Sla,
        })
    }

    /// What the board shows of what somebody looks for.
    pub(super) fn narrow(&self, desk: &Desk, me: PersonId, filter: &Filter) -> Narrow {
        let mut narrow = narrow(desk, me, filter);
        match self.board.by {
            ColumnsBy::Status => {}
            // Who does what, and when: what is done is out of the way.
            ColumnsBy::Assignee | ColumnsBy::Priority | ColumnsBy::Due => open_only(&mut narrow),
        }
        narrow
    }

    pub(super) fn column(&self, key: &str) -> Result<&Col, Refusal> {
        let found = self.columns.iter().find(|column| column.key == key);
        found.ok_or_else(|| Refusal::invalid("column", "the board has no such column"))
    }

    /// The place of the column that shows a value.
    pub(super) fn column_of(&self, spot: &Spot) -> Option<usize> {
        let place = self.columns.iter().position(|column| match (&column.among, spot) {
            (Among::Statuses(keys), Spot::Status(key)) => keys.contains(key),
            (Among::Assignee(one), Spot::Assignee(other)) => one == other,
            (Among::Priority(one), Spot::Priority(other)) => one == other,
            (Among::Due(one, _), Spot::Due(other)) => one == other,
            _ => false,
        });
        place.or_else(|| self.columns.iter().position(|column| column.facet == Facet::Unmapped))
    }

    /// The lanes of the tickets that were counted, in their order.
    pub(super) async fn lanes(
        &self,
        desk: &Desk,
        me: PersonId,
        cells: &BTreeMap<(Spot, Spot), Count>,
    ) -> Result<Vec<Lane>, Fault> {
        let Some(by) = self.board.lanes else { return Ok(Vec::new()) };
        let mut found: BTreeMap<Spot, Lane> = BTreeMap::new();
        for spot in self.standing_lanes(by, me) {
            let lane = self.lane(&spot);
            found.insert(spot, lane);
        }
        for ((column, spot), count) in cells {
            let Some(place) = self.column_of(column) else { continue };
            let lane = found.entry(spot.clone()).or_insert_with(|| self.lane(spot));
            lane.add(place, *count, self.columns[place].category);
        }
        self.name_people(desk, &mut found).await?;
        let mut lanes: Vec<(Spot, Lane)> = found.into_iter().collect();
        let kept = kept(&mut lanes, by, me);
        let rest: Vec<Lane> = lanes.split_off(kept).into_iter().map(|(_, lane)| lane).collect();
        lanes.sort_by_cached_key(|(spot, lane)| {
            (place_of(spot, me), lane.view.name.to_lowercase(), lane.view.key.clone())
        });
        let among = others(by, lanes.iter().map(|(spot, _)| spot));
        let mut lanes: Vec<Lane> = lanes.into_iter().map(|(_, lane)| lane).collect();
        if let (Some(among), false) = (among, rest.is_empty()) {
            let mut gathered = Lane::new(REST, Facet::Rest, among, self.columns.len(), Some(Closed::Rest));
            rest.iter().for_each(|lane| gathered.gather(&lane.view));
            lanes.push(gathered);
        }
        Ok(lanes)
    }

    /// The lane of a key, without counting where that can be done without.
    pub(super) async fn lane_of(&self, desk: &Desk, me: PersonId, key: &str) -> Result<Lane, Fault> {
        let unknown = || Refusal::invalid("lane", "the board has no such lane");
        let by = self.board.lanes.ok_or_else(unknown)?;
        if key == REST {
            let narrow = self.narrow(desk, me, &Filter::default());
            let cells = store::tickets::cells(&desk.inner.db, &narrow, self.axis(), self.lane_axis()).await?;
            let lanes = self.lanes(desk, me, &cells).await?;
            return Ok(lanes.into_iter().find(|lane| lane.view.key == REST).ok_or_else(unknown)?);
        }
        let id = || if key == NONE { Ok(None) } else { key.parse::<Uuid>().map(Some).map_err(|_| unknown()) };
        let spot = match by {
            LanesBy::Assignee => Spot::Assignee(id()?),
            LanesBy::Organisation => Spot::Organisation(id()?),
            LanesBy::Team => Spot::Team(id()?.ok_or_else(unknown)?),
            LanesBy::Priority => {
                let found = Priority::ALL.into_iter().find(|priority| priority.key() == key);
                Spot::Priority(found.ok_or_else(unknown)?)
            }
            LanesBy::Sla => {
                let found = SlaStanding::ALL.into_iter().find(|standing| standing.key() == key);
                Spot::Sla(found.ok_or_else(unknown)?)
            }
        };
        Ok(self.lane(&spot))
    }

    /// The lanes that are there without a ticket too, for cards to be put into.
    fn standing_lanes(&self, by: LanesBy, me: PersonId) -> Vec<Spot> {
        match by {
            LanesBy::Assignee => vec![Spot::Assignee(None), Spot::Assignee(Some(me.0))],
            LanesBy::Priority => Priority::ALL.map(Spot::Priority).to_vec(),
            LanesBy::Team => {
                let teams = self.rules.house.teams.iter().filter(|(_, team)| !team.retired);
                teams.map(|(id, _)| Spot::Team(id.0)).collect()
            }
            LanesBy::Organisation | LanesBy::Sla => Vec::new(),
        }
    }

    fn lane(&self, spot: &Spot) -> Lane {
        let columns = self.columns.len();
        let house = &self.rules.house;
        let or_none = |id: &Option<Uuid>| id.map_or_else(|| NONE.to_owned(), |id| id.to_string());
        let (key, name, facet, among, closed) = match spot {
            Spot::Assignee(id) => {
                let person = id.map(PersonId);
                let name =
                    person.and_then(|person| house.staff.get(&person)).map(|person| person.name.clone());
                (or_none(id), name, Facet::Person { person }, Among::Assignee(*id), None)
            }
            Spot::Team(id) => {
                let team = TeamId(*id);
                let name = house.teams.get(&team).map(|team| team.name.clone());
                (id.to_string(), name, Facet::Team { team }, Among::Team(*id), None)
            }
            Spot::Priority(priority) => {
                let facet = Facet::Priority { priority: *priority };
                (priority.key().to_owned(), None, facet, Among::Priority(*priority), None)
            }
            Spot::Organisation(id) => {
                let name =
                    id.and_then(|id| self.rules.organisations.get(&id)).map(|known| known.name.clone());
                let facet = Facet::Organisation { organisation: id.map(OrganisationId) };
                (or_none(id), name, facet, Among::Organisation(*id), Some(Closed::Organisation))
            }
            Spot::Sla(state) => (
                state.key().to_owned(),
                None,
                Facet::Sla { state: *state },
                Among::Sla(*state),
                Some(Closed::Sla),
            ),
            // No board has lanes of these.
            Spot::Status(key) => {
                (key.0.clone(), None, Facet::Statuses, Among::Statuses(vec![key.clone()]), Some(Closed::Rest))
            }
            Spot::Due(bucket) => {
                let among = Among::Due(*bucket, self.ends());
                (bucket.key().to_owned(), None, Facet::Due { bucket: *bucket }, among, Some(Closed::Rest))
            }
            Spot::Soon(soon) => {
                let among = Among::Soon(*soon, self.bounds.soon());
                (soon.key().to_owned(), None, Facet::Statuses, among, Some(Closed::Rest))
            }
        };
        let mut lane = Lane::new(&key, facet, among, columns, closed);
        lane.view.name = name.unwrap_or_default();
        lane
    }

    /// Whoever does not work here any more is no longer among the staff, and still has tickets.
    async fn name_people(&self, desk: &Desk, lanes: &mut BTreeMap<Spot, Lane>) -> Result<(), Fault> {
        let unnamed = |spot: &Spot, lane: &Lane| {
            if let (Spot::Assignee(id), true) = (spot, lane.view.name.is_empty()) { *id } else { None }
        };
        let ids: Vec<Uuid> = lanes.iter().filter_map(|(spot, lane)| unnamed(spot, lane)).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let people = store::people::get_many(&desk.inner.db, &ids).await?;
        for (spot, lane) in lanes {
            if let Some(person) = unnamed(spot, lane).and_then(|id| people.get(&id)) {
                lane.view.name.clone_from(&person.name);
            }
        }
        Ok(())
    }
}

/// A lane, and the tickets that it holds.
#[derive(Debug)]
pub(super) struct Lane {
    pub view: LaneView,
    pub among: Among,
    /// How many of its tickets are not done: what decides when there are more lanes than fit.
    alive: i64,
}

impl Lane {
    fn new(key: &str, facet: Facet, among: Among, columns: usize, closed: Option<Closed>) -> Self {
        let view = LaneView {
            key: key.to_owned(),
            name: String::new(),
            facet,
            count: 0,
            breached: 0,
            at_risk: 0,
            cells: vec![0; columns],
            breached_cells: vec![0; columns],
            closed,
        };
        Lane { view, among, alive: 0 }
    }

    fn add(&mut self, column: usize, count: Count, category: StatusCategory) {
        self.view.count += count.count;
        self.view.breached += count.breached;
        self.view.at_risk += count.at_risk;
        self.view.cells[column] += count.count;
        self.view.breached_cells[column] += count.breached;
        if !category.is_done() {
            self.alive += count.count;
        }
    }

    fn gather(&mut self, other: &LaneView) {
        self.view.count += other.count;
        self.view.breached += other.breached;
        self.view.at_risk += other.at_risk;
        for (own, more) in
            [(&mut self.view.cells, &other.cells), (&mut self.view.breached_cells, &other.breached_cells)]
        {
            own.iter_mut().zip(more).for_each(|(own, more)| *own += more);
        }
    }
}

/// Puts the lanes that are shown on their own first, and returns how many they are.
fn kept(lanes: &mut [(Spot, Lane)], by: LanesBy, me: PersonId) -> usize {
    match by {
        LanesBy::Priority | LanesBy::Sla => lanes.len(),
        LanesBy::Assignee | LanesBy::Team | LanesBy::Organisation => {
            let always =
                |spot: &Spot| matches!(spot, Spot::Assignee(None)) || *spot == Spot::Assignee(Some(me.0));
            lanes.sort_by_key(|(spot, lane)| {
                std::cmp::Reverse((always(spot), lane.alive, lane.view.count, lane.view.key.clone()))
            });
            lanes.len().min(LANES_LIMIT)
        }
    }
}

/// Where a lane stands before names decide: nobody's first, then one's own; what has no organisation last.
fn place_of(spot: &Spot, me: PersonId) -> usize {
    match spot {
        Spot::Assignee(None) => 0,
        Spot::Assignee(Some(id)) if *id == me.0 => 1,
        Spot::Priority(priority) => Priority::ALL.len() - usize::try_from(priority.rank()).unwrap_or(0),
        Spot::Sla(state) => SlaStanding::ALL.iter().position(|one| one == state).unwrap_or(0),
        Spot::Organisation(None) => 3,
        Spot::Assignee(Some(_))
        | Spot::Team(_)
        | Spot::Organisation(Some(_))
        | Spot::Status(_)
        | Spot::Due(_)
        | Spot::Soon(_) => 2,
    }
}

/// What stands in none of these lanes.
fn others<'a>(by: LanesBy, spots: impl Iterator<Item = &'a Spot>) -> Option<Among> {
    let ids: Vec<Uuid> = spots
        .filter_map(|spot| match spot {
            Spot::Assignee(id) | Spot::Organisation(id) => *id,
            Spot::Team(id) => Some(*id),
            Spot::Status(_) | Spot::Priority(_) | Spot::Sla(_) | Spot::Due(_) | Spot::Soon(_) => None,
        })
        .collect();
    match by {
        LanesBy::Assignee => Some(Among::OtherAssignees(ids)),
        LanesBy::Team => Some(Among::OtherTeams(ids)),
        LanesBy::Organisation => Some(Among::OtherOrganisations(ids)),
        LanesBy::Priority | LanesBy::Sla => None,
    }
}

/// Whether a ticket is among those of a column or a lane. `row` has how its clocks stand.
pub(super) fn holds(among: &Among, ticket: &Ticket, row: Option<&TicketRow>, bounds: &DueBounds) -> bool {
    let (assignee, organisation) = (ticket.assignee.map(|id| id.0), ticket.organisation.map(|id| id.0));
    match among {
        Among::Statuses(keys) => keys.contains(&ticket.status),
        Among::OtherStatuses(keys) => !keys.contains(&ticket.status),
        Among::Assignee(id) => *id == assignee,
        Among::OtherAssignees(ids) => assignee.is_some_and(|id| !ids.contains(&id)),
        Among::Team(id) => *id == ticket.team.0,
        Among::OtherTeams(ids) => !ids.contains(&ticket.team.0),
        Among::Priority(priority) => *priority == ticket.priority,
        Among::Organisation(id) => *id == organisation,
        Among::OtherOrganisations(ids) => organisation.is_some_and(|id| !ids.contains(&id)),
        Among::Sla(state) => row.is_some_and(|row| {
            *state
                == match row.alarm {
                    2 => SlaStanding::Breached,
                    1 => SlaStanding::AtRisk,
                    _ if row.next_due < NEVER => SlaStanding::OnTrack,
                    _ => SlaStanding::Quiet,
                }
        }),
        Among::Due(bucket, _) => *bucket == bounds.bucket(ticket.due),
        // What lists stand in; no column is of it.
        Among::Soon(..) => false,
    }
}

fn value(key: &str, facet: Facet, among: Among) -> Col {
    Col {
        key: key.to_owned(),
        name: String::new(),
        facet,
        statuses: Vec::new(),
        category: StatusCategory::Open,
        limit: None,
        hard: false,
        closed: None,
        among,
    }
}

fn unmapped(among: Among) -> Col {
    Col { closed: Some(Closed::Unmapped), ..value(UNMAPPED, Facet::Unmapped, among) }
}

fn of_statuses(rules: &Rules, board: &Board) -> Vec<Col> {
    let mut columns: Vec<Col> = board
        .columns
        .iter()
        .map(|column| Col {
            name: column.name.clone(),
            statuses: column.statuses.clone(),
            category: column
                .statuses
                .first()
                .and_then(|key| rules.house.category(key))
                .unwrap_or(StatusCategory::Open),
            ..value(&column.key, Facet::Statuses, Among::Statuses(column.statuses.clone()))
        })
        .collect();
    let shown: BTreeSet<StatusKey> =
        board.columns.iter().flat_map(|column| column.statuses.clone()).collect();
    columns.push(unmapped(Among::OtherStatuses(shown.into_iter().collect())));
    columns
}

/// Nobody, then the people: of the team that shares the board, else everybody who works here.
fn of_people(rules: &Rules, board: &Board) -> Vec<Col> {
    let team = board.scope.map(TeamId).filter(|team| rules.house.teams.contains_key(team));
    let belongs = |person: &Person| !person.retired && team.is_none_or(|team| person.teams.contains(&team));
    let staff = rules.house.staff.iter().filter(|(_, person)| person.role.is_staff() && belongs(person));
    let mut people: Vec<(&PersonId, &Person)> = staff.collect();
    people.sort_by_cached_key(|(id, person)| (person.name.to_lowercase(), **id));
    let mut columns = vec![value(NONE, Facet::Person { person: None }, Among::Assignee(None))];
    columns.extend(people.iter().map(|(id, person)| Col {
        name: person.name.clone(),
        ..value(&id.to_string(), Facet::Person { person: Some(**id) }, Among::Assignee(Some(id.0)))
    }));
    columns.push(unmapped(Among::OtherAssignees(people.iter().map(|(id, _)| id.0).collect())));
    columns
}

fn of_due(bounds: &DueBounds, rules: &Rules) -> Vec<Col> {
    let ends = bounds.ends.map(|end: Timestamp| end.0);
    let schedule = rules.clockwork.schedule();
    DueBucket::ALL
        .into_iter()
        .map(|bucket| {
            let refused = bounds.due(bucket, &schedule).is_err();
            let why = if bucket == DueBucket::Overdue { Closed::Overdue } else { Closed::WeekOver };
            Col {
                closed: refused.then_some(why),
                ..value(bucket.key(), Facet::Due { bucket }, Among::Due(bucket, ends))
            }
        })
        .collect()
}
