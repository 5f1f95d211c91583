//! What each person has, resolved, and spent their time on.

use super::scene::Scene;
use super::{OPEN, id_of};
use crate::desk::Desk;
use crate::fault::Fault;
use contract::report::*;
use contract::ticket::{ClockState, Filter};
use domain::access::{Who, may_measure};
use domain::ids::PersonId;
use domain::measure::{Cut, CutWhat, basis_points};
use std::collections::BTreeMap;
use store::reports::Group;

pub(super) async fn people(
    desk: &Desk,
    me: PersonId,
    scene: &Scene,
    shares: &[store::planning::Share],
    hours_ms: i64,
) -> Result<Vec<Working>, Fault> {
    let db = &desk.inner.db;
    let house = &scene.rules.house;
    let Some(who) = house.staff.get(&me).map(|person| Who::new(me, person, &house.teams)) else {
        return Ok(Vec::new());
    };
    let (cut, before) = (scene.cut(CutWhat::Resolved), scene.cut_before(CutWhat::Resolved));
    let spreads = store::reports::spreads(db, &scene.among, &cut, scene.work(), &Group::Resolver).await?;
    let resolved = store::reports::counts(db, &scene.among, Some(&cut), &Group::Resolver).await?;
    let resolved_before = store::reports::counts(db, &scene.among, Some(&before), &Group::Resolver).await?;
    let worked = store::reports::spent(db, &scene.among, &scene.cut(CutWhat::Worked), &Group::Worker).await?;
    let of = |found: &BTreeMap<Option<String>, i64>, person: PersonId| {
        found.iter().find(|(id, _)| id_of(id) == Some(person.0)).map_or(0, |(_, count)| *count)
    };
    let mut people = Vec::new();
    for (id, person) in house.staff.iter().filter(|(id, _)| may_measure(&who, **id)) {
        let mine = shares.iter().filter(|share| share.assignee == Some(id.0));
        let (open, breached) = mine.fold((0, 0), |sum, it| (sum.0 + it.open, sum.1 + it.breached));
        let effort = worked.iter().find(|(key, _)| id_of(key) == Some(id.0));
        let effort = effort.map(|(_, effort)| *effort).unwrap_or_default();
        let worked_ms = effort.seconds * 1_000;
        let row = Working {
            person: *id,
            name: person.name.clone(),
            open: Counted {
                count: open,
                filter: Filter { assignees: vec![*id], categories: OPEN.to_vec(), ..scene.base.clone() },
            },
            breached: Counted {
                count: breached,
                filter: Filter {
                    assignees: vec![*id],
                    clocks: vec![ClockState::Breached],
                    ..scene.base.clone()
                },
            },
            resolved: scene
                .counted(of(&resolved, *id), Cut { resolver: Some(*id), ..scene.cut(CutWhat::Resolved) }),
            resolved_before: of(&resolved_before, *id),
            work_p50_ms: spreads
                .iter()
                .find(|(key, _)| id_of(key) == Some(id.0))
                .map(|(_, spread)| spread.p50),
            worked: scene.counted(effort.tickets, Cut { worker: Some(*id), ..scene.cut(CutWhat::Worked) }),
            worked_ms,
            worked_basis_points: basis_points(worked_ms, hours_ms),
        };
        let counts = (row.open.count, row.resolved.count, row.resolved_before, effort.tickets);
        if counts != (0, 0, 0, 0) || *id == me {
            people.push(row);
        }
    }
    people.sort_by(|a, b| {
        (b.resolved.count, b.open.count).cmp(&(a.resolved.count, a.open.count)).then(a.name.cmp(&b.name))
    });
    Ok(people)
}
