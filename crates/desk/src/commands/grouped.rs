//! Lists in groups: each group is a page of its own, so that its tickets are counted and found like those of a column.

use crate::desk::Desk;
use crate::fault::Fault;
use crate::rules::Rules;
use contract::ticket::RowGroup;
use domain::board::DueBounds;
use domain::ids::{PersonId, TeamId};
use domain::view::ListGroup;
use std::cmp::Reverse;
use store::tickets::{Among, Axis, Count, Narrow, Order, Spot, TicketRow, cells, ordered};
use uuid::Uuid;

/// One window of a list that is grouped: from where on and how many, over all groups in their order.
pub(super) async fn grouped(
    desk: &Desk,
    narrow: &Narrow,
    group: ListGroup,
    order: Order,
    (from, count): (i64, i64),
) -> Result<(Vec<TicketRow>, i64, Vec<RowGroup>), Fault> {
    let rules = desk.inner.rules();
    let soon = DueBounds::at(desk.inner.clock.now(), &rules.clockwork.schedule()).soon();
    let axis = match group {
        ListGroup::Status => Axis::Status,
        ListGroup::Priority => Axis::Priority,
        ListGroup::Assignee => Axis::Assignee,
        ListGroup::Team => Axis::Team,
        ListGroup::Organisation => Axis::Organisation,
        ListGroup::Due => Axis::Soon(soon),
    };
    let db = &desk.inner.db;
    let mut found: Vec<(Place, Spot, RowGroup)> = cells(db, narrow, axis, None)
        .await?
        .into_iter()
        .map(|((spot, _), count)| {
            let (place, group) = told(&rules, &spot, count);
            (place, spot, group)
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    let mut rows = Vec::new();
    let (mut starts, end) = (0, from.saturating_add(count));
    for (_, spot, group) in &found {
        let ends = starts + group.count;
        let (first, last) = (from.max(starts), end.min(ends));
        if first < last {
            let mut narrow = narrow.clone();
            narrow.among.push(among(spot.clone(), soon));
            let (from, count) = ((first - starts).cast_unsigned(), (last - first).cast_unsigned());
            rows.extend(ordered(db, &narrow, order, from, count).await?);
        }
        starts = ends;
    }
    Ok((rows, starts, found.into_iter().map(|(.., group)| group).collect()))
}

/// Where a group stands: by what has an order of its own, then by name; what is nothing comes last.
type Place = (bool, Reverse<i32>, usize, String);

fn told(rules: &Rules, spot: &Spot, count: Count) -> (Place, RowGroup) {
    let house = &rules.house;
    let by_name = |id: Option<Uuid>, name: Option<String>| {
        let name = name.unwrap_or_default();
        let place = (id.is_none(), Reverse(0), 0, name.to_lowercase());
        (place, id.map(|id| id.to_string()), name)
    };
    let (place, key, name) = match spot {
        Spot::Status(key) => {
            let at = house.statuses.iter().position(|status| status.key == *key);
            let name = at.map_or_else(|| key.0.to_string(), |at| house.statuses[at].name.clone());
            let place = (at.is_none(), Reverse(0), at.unwrap_or_default(), name.to_lowercase());
            (place, Some(key.0.to_string()), name)
        }
        Spot::Priority(priority) => (
            (false, Reverse(priority.rank()), 0, String::new()),
            Some(priority.key().to_owned()),
            String::new(),
        ),
        Spot::Assignee(id) => {
            by_name(*id, id.and_then(|id| house.staff.get(&PersonId(id)).map(|person| person.name.clone())))
        }
        Spot::Team(id) => by_name(Some(*id), house.teams.get(&TeamId(*id)).map(|team| team.name.clone())),
        Spot::Organisation(id) => {
            by_name(*id, id.and_then(|id| rules.organisations.get(&id).map(|it| it.name.clone())))
        }
        Spot::Soon(soon) => {
            ((false, Reverse(0), *soon as usize, String::new()), Some(soon.key().to_owned()), String::new())
        }
        Spot::Sla(standing) => (
            (false, Reverse(0), *standing as usize, String::new()),
            Some(standing.key().to_owned()),
            String::new(),
        ),
        Spot::Due(bucket) => ((false, Reverse(0), *bucket as usize, String::new()), None, String::new()),
    };
    (place, RowGroup { key, name, count: count.count, breached: count.breached })
}

fn among(spot: Spot, soon: [i64; 2]) -> Among {
    match spot {
        Spot::Status(key) => Among::Statuses(vec![key]),
        Spot::Assignee(id) => Among::Assignee(id),
        Spot::Team(id) => Among::Team(id),
        Spot::Priority(priority) => Among::Priority(priority),
        Spot::Organisation(id) => Among::Organisation(id),
        Spot::Sla(standing) => Among::Sla(standing),
        Spot::Soon(when) => Among::Soon(when, soon),
        // No list stands in groups by it; a board does.
        Spot::Due(bucket) => Among::Due(bucket, [0; 4]),
    }
}
