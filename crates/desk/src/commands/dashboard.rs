//! The dashboard: figures of a period against the one before, each with the tickets that it opens.

mod custom;
mod people;
mod rising;
mod scene;

pub(crate) use custom::*;

use crate::desk::Desk;
use crate::fault::Fault;
use contract::report::*;
use contract::ticket::{ClockState, Filter};
use domain::calendar::Zone;
use domain::ids::{PersonId, TeamId};
use domain::measure::{Cut, CutWhat, basis_points};
use domain::priority::Priority;
use domain::refusal::Refusal;
use domain::sla::Metric;
use domain::status::{StatusCategory, StatusKey};
use domain::time::Timestamp;
use people::people;
use rising::{tags, topics};
use scene::Scene;
use std::collections::{BTreeMap, BTreeSet};
use store::reports::{Flow, Group, QUARTER_MS, Spread, When};
use uuid::Uuid;

const DAY_MS: i64 = 24 * 3_600_000;
/// Where the ages of open tickets part, in days.
const AGES: [i64; 5] = [1, 3, 7, 14, 30];
const OPEN: [StatusCategory; 4] =
    [StatusCategory::New, StatusCategory::Open, StatusCategory::Waiting, StatusCategory::OnHold];

/// A value of each step, by the numbers of the groups.
fn by_number<T: Copy>(found: &BTreeMap<Option<String>, T>, step: usize) -> Option<T> {
    found.get(&Some(step.to_string())).copied()
}

/// An id that the store wrote as text.
fn id_of(text: &Option<String>) -> Option<Uuid> {
    text.as_ref().and_then(|text| text.parse().ok())
}

pub(crate) async fn dashboard_get(
    desk: &Desk,
    me: PersonId,
    input: DashboardQuery,
) -> Result<DashboardView, Fault> {
    let base = Filter {
        teams: input.teams,
        assignees: if input.mine { vec![me] } else { Vec::new() },
        ..Filter::default()
    };
    let scene = Scene::of(desk, me, (input.from, input.to), &input.zone, base, input.wall)?;
    let db = &desk.inner.db;
    let now = desk.inner.clock.now();
    let range = (scene.from, scene.to);
    // Reading is most of the work, and several connections read at once.
    let (opened, resolved, standing, flows, again) = tokio::try_join!(
        store::reports::quarters(db, &scene.among, When::Opened, range),
        store::reports::quarters(db, &scene.among, When::Resolved, range),
        store::reports::standing(db, &scene.among),
        store::reports::flows(db, &scene.among, scene.from),
        again(db, &scene),
    )?;
    let volume = scene
        .steps
        .iter()
        .zip(scene.per_step(&opened).into_iter().zip(scene.per_step(&resolved)))
        .map(|(step, (opened, resolved))| {
            let cut = |what| Cut { what, from: step.from, to: step.to, ..Cut::default() };
            Volume {
                opened: scene.counted(opened, cut(CutWhat::Opened)),
                resolved: scene.counted(resolved, cut(CutWhat::Resolved)),
            }
        })
        .collect::<Vec<_>>();
    let (flow, open_at_start) = flow(&scene, &standing, &flows);
    let shares = shares(desk, &scene).await?;
    let hours_ms = scene.rules.clockwork.schedule().elapsed(scene.from, scene.to.min(now));
    let (figures, ages, kept_in_all, kept_by_team, kept_by_priority, stays, people, tags, topics) = tokio::try_join!(
        figures(desk, &scene, &volume, &flow, open_at_start, &shares, again),
        ages(desk, &scene, now),
        kept(desk, &scene, &Group::All),
        kept(desk, &scene, &Group::Team),
        kept(desk, &scene, &Group::Priority),
        stays(desk, &scene, &standing),
        people(desk, me, &scene, &shares, hours_ms),
        tags(desk, &scene),
        topics(desk, &scene),
    )?;
    Ok(DashboardView {
        at: now,
        tickets: standing.values().map(|(count, _)| count).sum(),
        from: scene.from,
        to: scene.to,
        before_from: scene.before_from,
        heat: heat(&scene, &opened)?,
        figures,
        volume,
        flow,
        ages,
        kept: kept_in_all,
        kept_by_team,
        kept_by_priority,
        stays,
        people,
        hours_ms,
        tags,
        topics,
        weekly: scene.weekly,
        steps: scene.steps,
    })
}

/// How the open tickets that a dashboard is about stand, by owner.
async fn shares(desk: &Desk, scene: &Scene) -> Result<Vec<store::planning::Share>, Fault> {
    let mut shares = store::planning::shares(&desk.inner.db, scene.among.scopes.as_deref()).await?;
    shares.retain(|share| {
        let of_team = scene.among.teams.is_empty() || scene.among.teams.contains(&share.team);
        let owned = scene.among.assignees.is_empty()
            || share.assignee.is_some_and(|id| scene.among.assignees.contains(&id));
        of_team && owned
    });
    Ok(shares)
}

async fn figures(
    desk: &Desk,
    scene: &Scene,
    volume: &[Volume],
    flow: &[Band],
    open_at_start: i64,
    shares: &[store::planning::Share],
    again_per_step: Vec<Option<i64>>,
) -> Result<Vec<Figure>, Fault> {
    let (db, among) = (&desk.inner.db, &scene.among);
    let count = async |cut: Cut| store::reports::count(db, among, Some(&cut)).await;
    let steps = scene.steps.len();
    let mut figures = Vec::new();

    let now = |filter: Filter, measure, value: i64, before, points| Figure {
        measure,
        unit: Unit::Count,
        value: Some(value),
        before,
        tickets: value,
        points,
        filter,
    };
    let open = Filter { categories: OPEN.to_vec(), ..scene.base.clone() };
    let open_per_step = (0..steps)
        .map(|step| {
            let unfinished = flow.iter().filter(|band| !band.category.is_done());
            Some(unfinished.map(|band| band.counts[step].count).sum())
        })
        .collect();
    let sum = |of: fn(&store::planning::Share) -> i64| shares.iter().map(of).sum::<i64>();
    figures.push(now(open, Measure::Open, sum(|it| it.open), Some(open_at_start), open_per_step));
    for (measure, state, value) in [
        (Measure::Breached, ClockState::Breached, sum(|it| it.breached)),
        (Measure::AtRisk, ClockState::AtRisk, sum(|it| it.at_risk)),
    ] {
        let filter = Filter { clocks: vec![state], ..scene.base.clone() };
        figures.push(now(filter, measure, value, None, Vec::new()));
    }
    let (missed, missed_before) =
        (count(scene.cut(CutWhat::Missed)).await?, count(scene.cut_before(CutWhat::Missed)).await?);
    let misses = misses(desk, scene).await?;
    figures.push(now(
        scene.filter(scene.cut(CutWhat::Missed)),
        Measure::Missed,
        missed,
        Some(missed_before),
        misses,
    ));

    for (times, what, column, measures) in [
        (
            scene.answer(),
            CutWhat::Answered,
            "answered",
            [Measure::AnswerP50, Measure::AnswerP90, Measure::AnswerMean],
        ),
        (
            scene.work(),
            CutWhat::Resolved,
            "resolved",
            [Measure::WorkP50, Measure::WorkP90, Measure::WorkMean],
        ),
    ] {
        let all = async |cut: &Cut, by: &Group| store::reports::spreads(db, among, cut, times, by).await;
        let cut = scene.cut(what);
        let spread = all(&cut, &Group::All).await?.into_values().next();
        let before = all(&scene.cut_before(what), &Group::All).await?.into_values().next();
        let per_step = all(&cut, &scene.by_step(column)).await?;
        let values: [fn(Spread) -> i64; 3] = [|it| it.p50, |it| it.p90, |it| it.sum / it.count.max(1)];
        for (measure, value) in measures.into_iter().zip(values) {
            figures.push(Figure {
                measure,
                unit: Unit::Milliseconds,
                value: spread.map(value),
                before: before.map(value),
                tickets: spread.map_or(0, |it| it.count),
                points: (0..steps).map(|step| by_number(&per_step, step).map(value)).collect(),
                filter: scene.filter(cut.clone()),
            });
        }
    }

    let points = |of: fn(&Volume) -> i64| volume.iter().map(|it| Some(of(it))).collect::<Vec<_>>();
    let (mut came, mut went) = ((0, 0), (0, 0));
    for (measure, what, total, points) in [
        (Measure::Opened, CutWhat::Opened, &mut came, points(|it| it.opened.count)),
        (Measure::Resolved, CutWhat::Resolved, &mut went, points(|it| it.resolved.count)),
    ] {
        *total = (count(scene.cut(what)).await?, count(scene.cut_before(what)).await?);
        figures.push(now(scene.filter(scene.cut(what)), measure, total.0, Some(total.1), points));
    }
    let part = |measure, (value, whole), (before, whole_before), what, points| Figure {
        measure,
        unit: Unit::BasisPoints,
        value: basis_points(value, whole),
        before: basis_points(before, whole_before),
        tickets: value,
        points,
        filter: scene.filter(scene.cut(what)),
    };
    let closure = volume.iter().map(|it| basis_points(it.resolved.count, it.opened.count)).collect();
    figures.push(part(Measure::Closure, (went.0, came.0), (went.1, came.1), CutWhat::Resolved, closure));
    let (first, first_before) = (
        count(scene.cut(CutWhat::FirstContact)).await?,
        count(scene.cut_before(CutWhat::FirstContact)).await?,
    );
    let firsts = store::reports::counts(
        db,
        among,
        Some(&scene.cut(CutWhat::FirstContact)),
        &scene.by_step("resolved"),
    )
    .await?;
    let first_points = volume
        .iter()
        .enumerate()
        .map(|(step, it)| basis_points(by_number(&firsts, step).unwrap_or_default(), it.resolved.count))
        .collect();
    figures.push(part(
        Measure::FirstContact,
        (first, went.0),
        (first_before, went.1),
        CutWhat::FirstContact,
        first_points,
    ));
    let finished =
        (count(scene.cut(CutWhat::Finished)).await?, count(scene.cut_before(CutWhat::Finished)).await?);
    for (measure, what, points) in [
        (Measure::Reopened, CutWhat::Reopened, again_per_step),
        (Measure::ReopenedSoon, CutWhat::ReopenedSoon, Vec::new()),
    ] {
        let (again, before) = (count(scene.cut(what)).await?, count(scene.cut_before(what)).await?);
        figures.push(part(measure, (again, finished.0), (before, finished.1), what, points));
    }
    Ok(figures)
}

/// Which part of what became resolved in each step was opened again. A ticket may come into several steps, so each is
/// asked for by itself; an index answers it alone.
async fn again(db: &store::Db, scene: &Scene) -> anyhow::Result<Vec<Option<i64>>> {
    let mut points = Vec::with_capacity(scene.steps.len());
    for step in &scene.steps {
        let count = async |what| {
            let cut = Cut { what, from: step.from, to: step.to, ..Cut::default() };
            store::reports::count(db, &scene.among, Some(&cut)).await
        };
        points.push(basis_points(count(CutWhat::Reopened).await?, count(CutWhat::Finished).await?));
    }
    Ok(points)
}

/// How many targets were missed in each step.
async fn misses(desk: &Desk, scene: &Scene) -> Result<Vec<Option<i64>>, Fault> {
    let (range, by) = ((scene.from, scene.to), scene.by_step("at"));
    let mut points = vec![0; scene.steps.len()];
    for metric in Metric::ALL {
        let found = store::reports::kept_of(&desk.inner.db, &scene.among, range, metric, &by).await?;
        for (step, point) in points.iter_mut().enumerate() {
            *point += found.get(&Some(step.to_string())).map_or(0, |it| it.missed);
        }
    }
    Ok(points.into_iter().map(Some).collect())
}

/// Where tickets stood at the end of each step, counted back from where they stand now; and how many were open when
/// the period began.
fn flow(scene: &Scene, standing: &BTreeMap<String, (i64, Timestamp)>, flows: &[Flow]) -> (Vec<Band>, i64) {
    let category =
        |key: &str| scene.rules.house.category(&StatusKey::new(key)).unwrap_or(StatusCategory::Open);
    // What moved between two neighbours of these is undone for all that lie before it.
    let bounds: Vec<i64> =
        [scene.from.0].into_iter().chain(scene.steps.iter().map(|step| step.to.0)).collect();
    let mut moved: Vec<BTreeMap<&str, i64>> = vec![BTreeMap::new(); bounds.len() + 1];
    for flow in flows {
        let part = bounds.partition_point(|bound| *bound <= flow.quarter * QUARTER_MS);
        *moved[part].entry(&flow.became).or_default() -= flow.count;
        if let Some(was) = &flow.was {
            *moved[part].entry(was).or_default() += flow.count;
        }
    }
    let mut counts: BTreeMap<StatusCategory, i64> = BTreeMap::new();
    for (status, (count, _)) in standing {
        *counts.entry(category(status)).or_default() += count;
    }
    let mut ends = Vec::with_capacity(bounds.len());
    for part in moved.iter().skip(1).rev() {
        for (status, count) in part {
            *counts.entry(category(status)).or_default() += count;
        }
        ends.push(counts.clone());
    }
    ends.reverse();
    let start = ends.remove(0);
    let bands = StatusCategory::ALL
        .into_iter()
        .filter_map(|of| {
            // A status that nobody knows any more counts as open.
            let seen =
                standing.keys().chain(flows.iter().flat_map(|flow| flow.was.iter().chain([&flow.became])));
            let known = scene.rules.house.statuses.iter().map(|status| &status.key.0);
            let keys: BTreeSet<&String> = known.chain(seen).filter(|key| category(key) == of).collect();
            let statuses: Vec<StatusKey> = keys.into_iter().map(|key| StatusKey::new(key)).collect();
            let counts = scene.steps.iter().zip(&ends);
            let counts = counts.map(|(step, counts)| {
                let cut = Cut { to: step.to, statuses: statuses.clone(), ..scene.cut(CutWhat::Stood) };
                scene.counted(counts.get(&of).copied().unwrap_or_default(), cut)
            });
            (!statuses.is_empty()).then(|| Band { category: of, counts: counts.collect() })
        })
        .collect();
    (bands, OPEN.iter().filter_map(|of| start.get(of)).sum())
}

async fn ages(desk: &Desk, scene: &Scene, now: Timestamp) -> Result<Vec<Age>, Fault> {
    let cut = |from, to| Cut { what: CutWhat::Waiting, from, to, ..Cut::default() };
    // The last moment that a screen can name, too.
    let (first, last) = (Timestamp(0), Timestamp(8_640_000_000_000_000));
    let starts: Vec<i64> =
        [first.0].into_iter().chain(AGES.iter().rev().map(|days| now.0 - days * DAY_MS)).collect();
    let group = Group::Steps("opened", starts.clone());
    let found = store::reports::counts(&desk.inner.db, &scene.among, Some(&cut(first, last)), &group).await?;
    let ages = (0..starts.len()).rev().map(|index| {
        let (from, to) = (starts[index], starts.get(index + 1).copied().unwrap_or(last.0));
        let from_days = starts.get(index + 1).map_or(0, |newer| (now.0 - newer) / DAY_MS);
        let to_days = (index > 0).then(|| (now.0 - from) / DAY_MS);
        let count = by_number(&found, index).unwrap_or_default();
        Age { from_days, to_days, open: scene.counted(count, cut(Timestamp(from), Timestamp(to))) }
    });
    Ok(ages.collect())
}

async fn kept(desk: &Desk, scene: &Scene, by: &Group) -> Result<Vec<Kept>, Fault> {
    let range = (scene.from, scene.to);
    let found = store::reports::kept(&desk.inner.db, &scene.among, range, by).await?;
    let house = &scene.rules.house;
    let mut rows = Vec::new();
    for it in found {
        let Some(metric) = store::reports::metric(&it.metric) else { continue };
        let team = id_of(&Some(it.group.clone())).filter(|_| *by == Group::Team).map(TeamId);
        let rank: Option<i32> = it.group.parse().ok().filter(|_| *by == Group::Priority);
        let priority = Priority::ALL.into_iter().find(|priority| Some(priority.rank()) == rank);
        let cut = Cut {
            metric: Some(metric),
            teams: team.map_or_else(|| scene.base.teams.clone(), |team| vec![team]),
            priorities: priority.into_iter().collect(),
            ..scene.cut(CutWhat::Missed)
        };
        // By the team of then, which the ticket may have left since.
        let filter = |cut| Filter { teams: Vec::new(), ..scene.filter(cut) };
        let met_filter = filter(Cut { what: CutWhat::Met, ..cut.clone() });
        rows.push(Kept {
            team,
            priority,
            name: team.and_then(|id| house.teams.get(&id)).map(|team| team.name.clone()).unwrap_or_default(),
            metric,
            met: it.met,
            missed: it.missed,
            met_basis_points: basis_points(it.met, it.met + it.missed),
            met_filter,
            missed_tickets: Counted { count: it.missed_tickets, filter: filter(cut) },
        });
    }
    rows.sort_by(|a, b| {
        (a.metric, b.priority, &a.name).cmp(&(b.metric, a.priority, &b.name)).then(a.team.cmp(&b.team))
    });
    Ok(rows)
}

fn heat(scene: &Scene, opened: &[(i64, i64)]) -> Result<Vec<Counted>, Fault> {
    use chrono::{Datelike as _, Timelike as _};
    let zone = Zone::named(&scene.zone).map_err(|error| Refusal::invalid("zone", error.to_string()))?;
    let mut counts = [0_i64; 168];
    for (quarter, count) in opened {
        let wall = zone.wall_time(Timestamp(quarter * QUARTER_MS));
        let hour = wall.weekday().num_days_from_monday() * 24 + wall.hour();
        counts[hour as usize] += count;
    }
    let cell = |(count, hour): (i64, i64)| {
        let cut = Cut { hour: Some(hour), zone: scene.zone.clone(), ..scene.cut(CutWhat::Opened) };
        scene.counted(count, cut)
    };
    Ok(counts.into_iter().zip(0..).map(cell).collect())
}

async fn stays(
    desk: &Desk,
    scene: &Scene,
    standing: &BTreeMap<String, (i64, Timestamp)>,
) -> Result<Vec<Stay>, Fault> {
    let range = (scene.from, scene.to);
    let db = &desk.inner.db;
    let (spreads, left) = tokio::try_join!(
        store::reports::stays(db, &scene.among, range),
        store::reports::left(db, &scene.among, range),
    )?;
    let mut stays = Vec::new();
    for status in scene.rules.house.statuses.iter().filter(|status| !status.category.is_done()) {
        let spread = spreads.get(&Some(status.key.0.clone())).copied();
        let now = standing.get(&status.key.0).copied();
        if spread.is_none() && now.is_none() {
            continue;
        }
        let cut = Cut { statuses: vec![status.key.clone()], ..scene.cut(CutWhat::Left) };
        let left = left.get(&status.key.0).copied().unwrap_or_default();
        stays.push(Stay {
            status: status.key.clone(),
            name: status.name.clone(),
            category: status.category,
            stays: spread.map_or(0, |it| it.count),
            mean_ms: spread.map(|it| it.sum / it.count.max(1)),
            p50_ms: spread.map(|it| it.p50),
            p90_ms: spread.map(|it| it.p90),
            left: scene.counted(left, cut),
            now: Counted {
                count: now.map_or(0, |it| it.0),
                filter: Filter { statuses: vec![status.key.clone()], ..scene.base.clone() },
            },
            since: now.map(|it| it.1),
        });
    }
    Ok(stays)
}
