//! What is due when, for whoever plans a day, and where the desk stands, for whoever leads it.

use super::sla::holidays;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::project::history_of;
use crate::rules::Rules;
use crate::views::{clocks, label};
use chrono::NaiveDate;
use contract::sla::*;
use contract::visit::{VisitQuery, VisitView};
use domain::calendar::Schedule;
use domain::clockwork::Decided;
use domain::ids::{PersonId, PolicyId, TeamId, TicketId};
use domain::person::Role;
use domain::priority::Priority;
use domain::record::Kind;
use domain::refusal::Refusal;
use domain::reminder::Reminder;
use domain::sla::{Attainment, Facts, Metric, Score};
use domain::ticket::Ticket;
use domain::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::tickets::{Narrow, TicketRow, priority};
use uuid::Uuid;

const HOUR_MS: i64 = 3_600_000;
/// The longest range of an agenda: two months in view, with the weeks around them.
const LONGEST_MS: i64 = 80 * 24 * HOUR_MS;
/// The most rows of an agenda.
const MOST: u64 = 2_000;
const PAGE: u64 = 500;

pub(crate) async fn agenda(desk: &Desk, me: PersonId, input: AgendaQuery) -> Result<AgendaView, Fault> {
    if input.to <= input.from || input.to.0.saturating_sub(input.from.0) > LONGEST_MS {
        return Err(Refusal::invalid("to", "behind the beginning, by 80 days at most").into());
    }
    let db = &desk.inner.db;
    let rules = desk.inner.rules();
    let mut narrow = Narrow { scopes: desk.inner.scopes(me), ..Narrow::default() };
    narrow.teams = input.teams.iter().map(|team| team.0).collect();
    match input.scope {
        Scope::Mine => narrow.assignees = vec![me.0],
        Scope::Team => {
            let teams = rules.house.staff.get(&me).map(|person| person.teams.clone()).unwrap_or_default();
            narrow.teams.extend(teams.into_iter().map(|team| team.0));
        }
        Scope::All => {}
    }
    let rows = store::planning::due_between(db, &narrow, input.from.0, input.to.0, MOST).await?;
    let within = |at: Timestamp| at >= input.from && at < input.to;
    let now = desk.inner.clock.now();
    let calls = store::reminders::of_person(db, me.0, input.from, input.to, MOST.cast_signed()).await?;
    let ids: Vec<Uuid> = calls.iter().map(|call| call.id.0).collect();
    let reminders = store::records::get_many(db, Kind::Reminder, &ids).await?;
    let mut tickets: BTreeMap<Uuid, TicketRow> = rows.iter().map(|row| (row.id, row.clone())).collect();
    let others: Vec<Uuid> =
        calls.iter().map(|call| call.ticket.0).filter(|id| !tickets.contains_key(id)).collect();
    tickets.extend(store::tickets::get_many(db, &others).await?);
    let people: Vec<Uuid> = tickets.values().filter_map(|row| row.assignee).collect();
    let people = store::people::get_many(db, &people).await?;

    let item = |row: &TicketRow, at: Timestamp, what: AgendaWhat| AgendaItem {
        at,
        what,
        ticket: TicketId(row.id),
        number: label(row),
        subject: row.subject.clone(),
        priority: priority(row),
        assignee: row.assignee.map(PersonId),
        assignee_name: row.assignee.and_then(|id| people.get(&id)).map(|person| person.name.clone()),
    };
    let mut items = Vec::new();
    for row in &rows {
        for clock in clocks(row, now).into_iter().filter(|clock| clock.open) {
            if let Some(due) = clock.due.filter(|due| within(*due)) {
                items.push(item(row, due, AgendaWhat::Due { metric: clock.metric, state: clock.state }));
            }
        }
        if let Some(due) = row.due.map(Timestamp).filter(|due| within(*due)) {
            items.push(item(row, due, AgendaWhat::FollowUp));
        }
    }
    for call in &calls {
        let Some(row) = tickets.get(&call.ticket.0).filter(|row| row.deleted == 0) else { continue };
        let what = if call.snooze {
            AgendaWhat::Snooze { reminder: call.id }
        } else {
            let record = reminders.get(&call.id.0).map(|record| record.read::<Reminder>()).transpose()?;
            AgendaWhat::Reminder { reminder: call.id, note: record.and_then(|reminder| reminder.note) }
        };
        items.push(item(row, call.at, what));
    }
    items.extend(visits(desk, me, &input).await?);
    items.sort_by_key(|item| (item.at, item.ticket));
    let schedule = rules.clockwork.schedule();
    let calendar = rules.calendars.last().and_then(|it| it.find(None)).map(|it| it.id);
    Ok(AgendaView {
        items,
        more: rows.len() as u64 == MOST,
        open: spans(&schedule, input.from, input.to),
        holidays: calendar
            .map(|id| holidays(&rules, id, &schedule, input.from, input.to))
            .unwrap_or_default(),
    })
}

/// The visits of whoever the agenda is for; those of a team's tickets and of everybody's where it is for them.
async fn visits(desk: &Desk, me: PersonId, input: &AgendaQuery) -> Result<Vec<AgendaItem>, Fault> {
    let db = &desk.inner.db;
    let technicians = if input.scope == Scope::Mine { vec![me] } else { Vec::new() };
    let query =
        VisitQuery { from: Some(input.from), to: Some(input.to), technicians, ..VisitQuery::default() };
    let visits = super::visit_list(desk, me, query).await?;
    let tickets: Vec<Uuid> = visits.iter().map(|visit| visit.ticket.0).collect();
    let rows = store::tickets::get_many(db, &tickets).await?;
    let people: Vec<Uuid> = rows.values().filter_map(|row| row.assignee).collect();
    let people = store::people::get_many(db, &people).await?;
    let mut teams: BTreeSet<TeamId> = input.teams.iter().copied().collect();
    if input.scope == Scope::Team {
        let rules = desk.inner.rules();
        teams.extend(rules.house.staff.get(&me).iter().flat_map(|person| &person.teams));
    }
    let item = |visit: VisitView| {
        let row = rows.get(&visit.ticket.0)?;
        let wanted = teams.is_empty() && input.scope != Scope::Team || teams.contains(&TeamId(row.team));
        Some(AgendaItem {
            at: visit.from.filter(|_| wanted)?,
            ticket: visit.ticket,
            number: visit.number,
            subject: visit.subject,
            priority: visit.priority,
            assignee: row.assignee.map(PersonId),
            assignee_name: row.assignee.and_then(|id| people.get(&id)).map(|person| person.name.clone()),
            what: AgendaWhat::Visit {
                visit: visit.id,
                until: visit.until?,
                technician: visit.technician,
                technician_name: visit.technician_name,
                address: visit.address,
                state: visit.state,
            },
        })
    };
    Ok(visits.into_iter().filter_map(item).collect())
}

fn spans(schedule: &Schedule, from: Timestamp, to: Timestamp) -> Vec<Span> {
    let open = schedule.intervals(from, to).into_iter();
    open.map(|open| Span { from: open.from, to: open.to }).collect()
}

pub(crate) async fn sla_overview(
    desk: &Desk,
    me: PersonId,
    input: OverviewQuery,
) -> Result<SlaOverview, Fault> {
    let db = &desk.inner.db;
    let rules = desk.inner.rules();
    let scopes = desk.inner.scopes(me);
    let now = desk.inner.clock.now();
    let shares = store::planning::shares(db, scopes.as_deref()).await?;
    let nothing = |team, person, name| Standing { team, person, name, open: 0, at_risk: 0, breached: 0 };
    let mut teams: BTreeMap<Uuid, Standing> = BTreeMap::new();
    let mut people: BTreeMap<Option<Uuid>, Standing> = BTreeMap::new();
    let mut view = SlaOverview {
        at: now,
        open: 0,
        at_risk: 0,
        breached: 0,
        teams: Vec::new(),
        people: Vec::new(),
        load: Vec::new(),
    };
    for share in &shares {
        view.open += share.open;
        view.at_risk += share.at_risk;
        view.breached += share.breached;
        let team_name = rules.house.teams.get(&TeamId(share.team)).map(|team| team.name.clone());
        let person = share.assignee.map(PersonId);
        let name = person.and_then(|id| rules.house.staff.get(&id)).map(|person| person.name.clone());
        let of_team = teams
            .entry(share.team)
            .or_insert_with(|| nothing(Some(TeamId(share.team)), None, team_name.unwrap_or_default()));
        let of_person =
            people.entry(share.assignee).or_insert_with(|| nothing(None, person, name.unwrap_or_default()));
        for standing in [of_team, of_person] {
            standing.open += share.open;
            standing.at_risk += share.at_risk;
            standing.breached += share.breached;
        }
    }
    let worst_first = |mut all: Vec<Standing>| {
        all.sort_by(|a, b| {
            (b.breached, b.at_risk, b.open).cmp(&(a.breached, a.at_risk, a.open)).then(a.name.cmp(&b.name))
        });
        all
    };
    view.teams = worst_first(teams.into_values().collect());
    view.people = worst_first(people.into_values().collect());

    let hours = input.hours.clamp(1, 72);
    let from = now.0.div_euclid(HOUR_MS) * HOUR_MS;
    let due: BTreeMap<i64, i64> =
        store::planning::due_by_hour(db, scopes.as_deref(), from, hours).await?.into_iter().collect();
    let own: BTreeSet<Uuid> =
        shares.iter().filter(|share| share.open > 0).filter_map(|share| share.assignee).collect();
    let staffed = staffed(&rules, &own, now);
    view.load = (0..hours)
        .map(|hour| {
            let from = Timestamp(from + hour * HOUR_MS);
            let staffed_ms: i64 = staffed.iter().map(|hours| open_ms(hours, from)).sum();
            LoadHour {
                from,
                due: due.get(&hour).copied().unwrap_or_default(),
                staffed_minutes: staffed_ms / 60_000,
            }
        })
        .collect();
    Ok(view)
}

/// Whoever works on tickets, each once, by the business hours of their teams. A team's are those that count for its
/// tickets where nothing else is known of them; somebody in no team works by those of the desk. An admin in no team
/// who owns no open ticket sets the desk up, and is not there for tickets.
fn staffed(rules: &Rules, own: &BTreeSet<Uuid>, now: Timestamp) -> Vec<Vec<Arc<Schedule>>> {
    let of_team =
        |team: TeamId| rules.clockwork.governing(&Facts::of(&Ticket::opened("", team, now))).schedule;
    let teams: BTreeMap<TeamId, Arc<Schedule>> =
        rules.house.teams.keys().map(|team| (*team, of_team(*team))).collect();
    rules
        .house
        .staff
        .iter()
        .filter(|(_, person)| !person.retired && person.role.is_staff())
        .filter(|(id, person)| person.role != Role::Admin || !person.teams.is_empty() || own.contains(&id.0))
        .map(|(_, person)| {
            let hours: Vec<Arc<Schedule>> =
                person.teams.iter().filter_map(|team| teams.get(team).cloned()).collect();
            if hours.is_empty() { vec![rules.clockwork.schedule()] } else { hours }
        })
        .collect()
}

/// How much of an hour somebody works: as long as the team that is open longest then.
fn open_ms(hours: &[Arc<Schedule>], from: Timestamp) -> i64 {
    hours.iter().map(|schedule| schedule.elapsed(from, from.plus_ms(HOUR_MS))).max().unwrap_or_default()
}

/// What a row of scores is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    team: Option<TeamId>,
    priority: Option<Priority>,
    policy: Option<Option<PolicyId>>,
    /// Its first day, and the first day after it.
    period: Option<(NaiveDate, NaiveDate)>,
}

pub(crate) async fn sla_attainment(
    desk: &Desk,
    me: PersonId,
    input: AttainmentQuery,
) -> Result<AttainmentView, Fault> {
    let db = &desk.inner.db;
    let rules = desk.inner.rules();
    let scopes = desk.inner.scopes(me);
    let now = desk.inner.clock.now();
    let by: BTreeSet<AttainmentBy> = input.by.iter().copied().collect();
    let schedule = rules.clockwork.schedule();
    let mut scores: Attainment<Group> = Attainment::default();
    let mut after = Uuid::nil();
    loop {
        let range = (input.from.0, input.to.0);
        let ids = store::planning::decided_after(db, scopes.as_deref(), range, after, PAGE).await?;
        let Some(last) = ids.last() else { break };
        after = *last;
        let records = store::records::get_many(db, Kind::Ticket, &ids).await?;
        let mut events = store::records::of_tickets(db, &ids, Kind::Event).await?;
        for (id, record) in records {
            let ticket: Ticket = record.read()?;
            let history = history_of(&events.remove(&id).unwrap_or_default())?;
            for decided in rules.clockwork.run(&ticket, &history, now).outcomes {
                if decided.at < input.from || decided.at >= input.to || !wanted(&input, &decided) {
                    continue;
                }
                scores.count(group(&by, &schedule, &decided), decided.metric, decided.verdict);
            }
        }
        tokio::task::yield_now().await;
    }
    let part = |days: (NaiveDate, NaiveDate)| {
        (schedule.day_start(days.0).max(input.from), schedule.day_start(days.1).min(input.to))
    };
    let row = |((group, metric), score): ((Group, Metric), Score)| {
        let (from, to) = group.period.map_or((input.from, input.to), part);
        AttainmentRow {
            metric,
            team: group.team,
            team_name: group.team.and_then(|id| rules.house.teams.get(&id)).map(|team| team.name.clone()),
            priority: group.priority,
            policy: group.policy.flatten(),
            policy_name: group.policy.flatten().and_then(|id| policy_name(&rules, id)),
            period: group.period.map(|(first, _)| first.to_string()),
            from,
            to,
            met_basis_points: score.met_basis_points(),
            score,
        }
    };
    Ok(AttainmentView { rows: scores.scores.into_iter().map(row).collect() })
}

fn wanted(input: &AttainmentQuery, decided: &Decided) -> bool {
    (input.teams.is_empty() || input.teams.contains(&decided.under.team))
        && (input.priorities.is_empty() || input.priorities.contains(&decided.under.priority))
}

fn group(by: &BTreeSet<AttainmentBy>, schedule: &Schedule, decided: &Decided) -> Group {
    use chrono::Datelike as _;
    let date = schedule.date(decided.at);
    let month = date.with_day(1);
    let week = date.checked_sub_days(chrono::Days::new(u64::from(date.weekday().num_days_from_monday())));
    let with_end = |first: Option<NaiveDate>, days: u64, months: u32| {
        let first = first?;
        let end = first.checked_add_days(chrono::Days::new(days))?;
        Some((first, end.checked_add_months(chrono::Months::new(months))?))
    };
    // The shortest period that was asked for tells the others.
    let period = if by.contains(&AttainmentBy::Day) {
        with_end(Some(date), 1, 0)
    } else if by.contains(&AttainmentBy::Week) {
        with_end(week, 7, 0)
    } else if by.contains(&AttainmentBy::Month) {
        with_end(month, 0, 1)
    } else {
        None
    };
    Group {
        team: by.contains(&AttainmentBy::Team).then_some(decided.under.team),
        priority: by.contains(&AttainmentBy::Priority).then_some(decided.under.priority),
        policy: by.contains(&AttainmentBy::Policy).then_some(decided.under.policy),
        period,
    }
}

/// The name of a policy, also of one that is gone.
fn policy_name(rules: &Rules, id: PolicyId) -> Option<String> {
    let versions = rules.policies.versions.iter().rev();
    versions.flat_map(|it| &it.value.policies).find(|it| it.id == id).map(|it| it.name.clone())
}
