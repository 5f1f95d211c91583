//! Policies and calendars: saved, tried out before they are saved, and explained.

use super::house::put;
use super::people::saved;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::project::history_of;
use crate::rules::{CALENDAR, POLICY, Rules};
use contract::session::{Done, Empty};
use contract::sla::*;
use contract::ticket::{ClockState, RowView};
use domain::calendar::{Calendars, NamedCalendar};
use domain::clockwork::{Clockwork, Over, Standing as ClockStanding};
use domain::history::{Event, What, told_breaches};
use domain::ids::{EventId, PersonId, PolicyId, TicketId};
use domain::record::{Kind, to_doc};
use domain::refusal::Refusal;
use domain::sla::{self, Level, Metric, Policies};
use domain::status::{StatusCategory, StatusKey};
use domain::ticket::Ticket;
use domain::time::Timestamp;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Tickets read at a time when all open ones are asked about.
const PAGE: u64 = 500;
/// Rows shown of those that a draft would move.
const SHOWN: usize = 200;
const DAY_MS: i64 = 24 * 3_600_000;

pub(crate) async fn calendar_list(desk: &Desk, _: PersonId, _: Empty) -> Result<CalendarList, Fault> {
    let rules = desk.inner.rules();
    Ok(CalendarList { calendars: rules.calendars.last().map(|it| it.calendars.clone()).unwrap_or_default() })
}

pub(crate) async fn policy_list(desk: &Desk, _: PersonId, _: Empty) -> Result<PolicyList, Fault> {
    let rules = desk.inner.rules();
    Ok(PolicyList { policies: rules.policies.last().map(|it| it.policies.clone()).unwrap_or_default() })
}

pub(crate) async fn calendar_save(desk: &Desk, me: PersonId, input: CalendarList) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    let calendars = checked_calendars(input.calendars)?;
    let mut over: Over<Calendars> = acting.door.rules.calendars.clone();
    over.edit(acting.door.now, calendars);
    if put(&mut acting, CALENDAR, to_doc(&over)).await? {
        acting.commit("Saved business hours").await?;
    }
    Ok(saved("business hours"))
}

pub(crate) async fn policy_save(desk: &Desk, me: PersonId, input: PolicyList) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    let policies = checked_policies(input.policies)?;
    let mut over: Over<Policies> = acting.door.rules.policies.clone();
    over.edit(acting.door.now, policies);
    if put(&mut acting, POLICY, to_doc(&over)).await? {
        acting.commit("Saved the policies").await?;
    }
    Ok(saved("the policies"))
}

pub(crate) async fn sla_recount(desk: &Desk, _: PersonId, _: Empty) -> Result<RecountView, Fault> {
    Ok(desk.recount_view())
}

fn checked_calendars(calendars: Vec<NamedCalendar>) -> Result<Calendars, Refusal> {
    let calendars = Calendars { calendars };
    calendars.validate().map_err(|(name, error)| {
        let prefix = if name.is_empty() { String::new() } else { format!("{name}: ") };
        Refusal::invalid("calendar", format!("{prefix}{error}"))
    })?;
    Ok(calendars)
}

fn checked_policies(policies: Vec<sla::NamedPolicy>) -> Result<Policies, Refusal> {
    let policies = Policies { policies };
    policies.validate().map_err(|error| Refusal::invalid("policy", error.to_string()))?;
    Ok(policies)
}

/// The clockwork as a draft would make it from `now` on.
fn drafted(rules: &Rules, draft: SlaDraft, now: Timestamp) -> Result<Clockwork, Refusal> {
    let (mut policies, mut calendars) = (rules.policies.clone(), rules.calendars.clone());
    if let Some(list) = draft.policies {
        policies.edit(now, checked_policies(list)?);
    }
    if let Some(list) = draft.calendars {
        calendars.edit(now, checked_calendars(list)?);
    }
    Clockwork::compile(&policies, &calendars, rules.house.above())
        .map_err(|error| Refusal::invalid("calendar", error.to_string()))
}

/// A ticket that somebody still works on, with its history.
struct OpenTicket {
    id: Uuid,
    ticket: Ticket,
    history: Vec<(EventId, Event)>,
}

impl Desk {
    /// Reads the open tickets that this person may see, a page at a time; `None` behind the last.
    async fn open_page(
        &self,
        me: PersonId,
        after: &mut Uuid,
        with_history: bool,
    ) -> Result<Option<Vec<OpenTicket>>, Fault> {
        let db = &self.inner.db;
        let ids = store::planning::open_after(db, *after, PAGE).await?;
        let Some(last) = ids.last() else { return Ok(None) };
        *after = *last;
        let seen = match self.inner.scopes(me) {
            None => None,
            Some(scopes) => Some(store::sight::seen(db, &ids, &scopes).await?),
        };
        let ids: Vec<Uuid> =
            ids.into_iter().filter(|id| seen.as_ref().is_none_or(|seen| seen.contains_key(id))).collect();
        let mut events = match with_history {
            true => store::records::of_tickets(db, &ids, Kind::Event).await?,
            false => BTreeMap::new(),
        };
        let mut open = Vec::with_capacity(ids.len());
        for (id, record) in store::records::get_many(db, Kind::Ticket, &ids).await? {
            let history = history_of(&events.remove(&id).unwrap_or_default())?;
            open.push(OpenTicket { id, ticket: record.read()?, history });
        }
        // A long look must not keep others waiting.
        tokio::task::yield_now().await;
        Ok(Some(open))
    }
}

pub(crate) async fn policy_preview(
    desk: &Desk,
    me: PersonId,
    input: PolicyList,
) -> Result<PolicyPreview, Fault> {
    let rules = desk.inner.rules();
    let names: Vec<(PolicyId, String)> = input.policies.iter().map(|it| (it.id, it.name.clone())).collect();
    let draft = SlaDraft { calendars: None, policies: Some(input.policies) };
    let drafted = drafted(&rules, draft, desk.inner.clock.now())?;
    let mut shares: BTreeMap<PolicyId, i64> = BTreeMap::new();
    let mut view = PolicyPreview { open: 0, touched: 0, by_policy: Vec::new(), unmatched: 0 };
    let mut after = Uuid::nil();
    while let Some(page) = desk.open_page(me, &mut after, false).await? {
        for open in page {
            let facts = sla::Facts::of(&open.ticket);
            let then = drafted.governing(&facts);
            view.open += 1;
            view.touched += i64::from(!rules.clockwork.governing(&facts).counts_like(&then));
            match then.policy_id {
                Some(id) => *shares.entry(id).or_default() += 1,
                None => view.unmatched += 1,
            }
        }
    }
    view.by_policy = names
        .into_iter()
        .map(|(id, name)| PolicyShare { id, name, open: shares.get(&id).copied().unwrap_or_default() })
        .collect();
    Ok(view)
}

/// A clock that a draft would let breach, or recover.
struct Moved {
    id: Uuid,
    metric: Metric,
    breaches: bool,
    due_now: Option<Timestamp>,
    due_then: Option<Timestamp>,
}

pub(crate) async fn sla_what_if(desk: &Desk, me: PersonId, input: SlaDraft) -> Result<WhatIfView, Fault> {
    let rules = desk.inner.rules();
    let now = desk.inner.clock.now();
    let drafted = drafted(&rules, input, now)?;
    let mut view =
        WhatIfView { open: 0, breaching: 0, recovering: 0, earlier: 0, later: 0, rows: Vec::new() };
    let mut moved: Vec<Moved> = Vec::new();
    let mut after = Uuid::nil();
    while let Some(page) = desk.open_page(me, &mut after, true).await? {
        for open in page {
            let facts = sla::Facts::of(&open.ticket);
            view.open += 1;
            if rules.clockwork.governing(&facts).counts_like(&drafted.governing(&facts)) {
                continue;
            }
            let before = rules.clockwork.run(&open.ticket, &open.history, now);
            let then = drafted.run(&open.ticket, &open.history, now);
            for metric in Metric::ALL {
                let (was, is) = (before.clocks.get(metric), then.clocks.get(metric));
                let missed =
                    |clock: &sla::Clock| matches!(clock.state, sla::ClockState::Breached { met_at: None });
                let (due_now, due_then) = (due(&before, metric), due(&then, metric));
                match (missed(was), missed(is)) {
                    (false, true) => view.breaching += 1,
                    (true, false) => view.recovering += 1,
                    (true, true) | (false, false) => {
                        view.earlier += i64::from(due_then < due_now && due_then.is_some());
                        view.later += i64::from(due_then > due_now && due_now.is_some());
                        continue;
                    }
                }
                if moved.len() < SHOWN {
                    moved.push(Moved { id: open.id, metric, breaches: missed(is), due_now, due_then });
                }
            }
        }
    }
    let ids: Vec<Uuid> = moved.iter().map(|it| it.id).collect();
    let rows = desk.row_views(me, &ids).await?;
    for Moved { id, metric, breaches, due_now, due_then } in moved {
        if let Some(row) = rows.get(&id) {
            view.rows.push(WhatIfRow { row: row.clone(), metric, breaches, due_now, due_then });
        }
    }
    Ok(view)
}

/// When an open clock is due, or was missed.
fn due(standing: &ClockStanding, metric: Metric) -> Option<Timestamp> {
    let clock = standing.clocks.get(metric);
    let missed = || clock.breaches.last().map(|breach| breach.at);
    match clock.state {
        sla::ClockState::Breached { met_at: None } => missed(),
        sla::ClockState::Running { due, .. } => due,
        sla::ClockState::None
        | sla::ClockState::Idle
        | sla::ClockState::Paused { .. }
        | sla::ClockState::Met { .. }
        | sla::ClockState::Breached { met_at: Some(_) }
        | sla::ClockState::Cancelled => None,
    }
}

impl Desk {
    /// The rows of these tickets as lists show them.
    pub(crate) async fn row_views(
        &self,
        me: PersonId,
        ids: &[Uuid],
    ) -> Result<BTreeMap<Uuid, RowView>, Fault> {
        let rules = self.inner.rules();
        let rows: Vec<_> = store::tickets::get_many(&self.inner.db, ids).await?.into_values().collect();
        let page = self.page_of(me, &rows).await?;
        Ok(rows.iter().map(|row| (row.id, page.row(&rules, row))).collect())
    }
}

pub(crate) async fn sla_simulate(desk: &Desk, me: PersonId, input: Simulate) -> Result<Simulated, Fault> {
    let rules = desk.inner.rules();
    let now = desk.inner.clock.now();
    let plain = input.draft.policies.is_none() && input.draft.calendars.is_none();
    let (ticket, history, as_of) = match input.ticket {
        Some(id) => {
            desk.inner.check_sight(me, id.0).await?;
            let record = store::records::get(&desk.inner.db, Kind::Ticket, id.0).await?;
            let ticket: Ticket = record.ok_or(Refusal::Missing(Kind::Ticket))?.read()?;
            let events = store::records::of_ticket(&desk.inner.db, id.0, Kind::Event).await?;
            (ticket, history_of(&events)?, now)
        }
        None => {
            let at = input.at.unwrap_or(now);
            let ticket = imagined(&rules, &input.facts, at)?;
            let history = vec![opening(&ticket, at)];
            (ticket, history, at)
        }
    };
    // An imagined ticket is judged as if the draft had always been there; a real one as saving it would.
    let since = if input.ticket.is_some() { now } else { Timestamp(0) };
    let works = if plain { rules.clockwork.clone() } else { drafted(&rules, input.draft, since)? };
    let told = told_breaches(&history);
    let steps = works.run(&ticket, &history, as_of).steps;
    let opened = history.iter().map(|(_, event)| event.at).min().unwrap_or(as_of);
    let simulated = works.with_replay(&ticket, &history, as_of, |replay, governing| {
        let standing = replay.clocks();
        let instants = replay.instants();
        let clocks: Vec<SimulatedClock> = Metric::ALL
            .into_iter()
            .map(|metric| {
                let clock = standing.get(metric);
                let explained = replay.explain(metric);
                let at_risk: Vec<RiskInstant> = instants
                    .iter()
                    .filter(|instant| instant.metric == metric)
                    .filter_map(|instant| match instant.level {
                        Level::AtRisk(level) => Some(RiskInstant { at: instant.at, level }),
                        Level::Breach => None,
                    })
                    .collect();
                let risky = at_risk.iter().any(|risk| risk.at <= as_of);
                let breaches = told.iter().filter(|it| it.0 == metric).map(|it| it.1);
                let mut breaches: Vec<sla::Breach> = breaches.chain(clock.breaches.clone()).collect();
                breaches.sort_unstable();
                breaches.dedup();
                SimulatedClock {
                    metric,
                    state: state_of(&clock.state, risky),
                    target_minutes: explained.target_minutes,
                    around_the_clock: governing.policy.is_around_the_clock(ticket.priority, metric),
                    due: match clock.state {
                        sla::ClockState::Breached { met_at: None } => {
                            clock.breaches.last().map(|breach| breach.at)
                        }
                        sla::ClockState::None
                        | sla::ClockState::Idle
                        | sla::ClockState::Running { .. }
                        | sla::ClockState::Paused { .. }
                        | sla::ClockState::Met { .. }
                        | sla::ClockState::Breached { met_at: Some(_) }
                        | sla::ClockState::Cancelled => clock.state.due(),
                    },
                    met_at: clock.state.met_at(),
                    remaining_seconds: clock.state.remaining_seconds(),
                    until: explained.until,
                    parts: explained.parts,
                    at_risk,
                    steps: steps
                        .iter()
                        .filter(|step| step.metric == metric)
                        .filter_map(|instant| {
                            let step = governing.policy.escalation.iter().find(|it| it.id == instant.step)?;
                            let (when, actions) = (step.when, step.actions.clone());
                            Some(StepView { step: instant.step, at: instant.at, when, actions })
                        })
                        .collect(),
                    breaches: breaches
                        .into_iter()
                        .map(|breach| BreachView {
                            at: breach.at,
                            by_policy_change: breach.by_policy_change,
                            superseded: !clock.breaches.contains(&breach),
                        })
                        .collect(),
                }
            })
            .collect();
        let last = clocks.iter().flat_map(|clock| {
            let marks = clock.at_risk.iter().map(|it| it.at).chain(clock.steps.iter().map(|it| it.at));
            marks.chain(clock.due).chain([clock.until])
        });
        let from = opened;
        // A strip of years shows nothing.
        let to = last.max().unwrap_or(as_of).max(as_of).min(from.plus_ms(120 * DAY_MS));
        let (open, calendar) = (governing.schedule.intervals(from, to), governing.schedule.calendar());
        Simulated {
            policy: governing.policy_id.map(|id| PolicyShort { id, name: governing.policy_name.clone() }),
            calendar: CalendarShort {
                id: governing.calendar_id,
                name: governing.calendar_name.clone(),
                zone: calendar.zone.clone(),
            },
            clocks,
            from,
            to,
            open: open.into_iter().map(|open| Span { from: open.from, to: open.to }).collect(),
            holidays: Vec::new(),
        }
    });
    let schedule = works.governing(&sla::Facts::of(&ticket)).schedule;
    let holidays = holidays(&rules, simulated.calendar.id, &schedule, simulated.from, simulated.to);
    Ok(Simulated { holidays, ..simulated })
}

/// The days off between two instants, by their names.
pub(super) fn holidays(
    rules: &Rules,
    calendar: domain::ids::CalendarId,
    schedule: &domain::calendar::Schedule,
    from: Timestamp,
    to: Timestamp,
) -> Vec<HolidayView> {
    use domain::calendar::DayOff;
    let named = rules.calendars.last().and_then(|it| it.find(Some(calendar)));
    let name = |date: &chrono::NaiveDate| {
        named.and_then(|it| it.calendar.holiday_names.get(date)).cloned().unwrap_or_default()
    };
    let days = schedule.days_off(from, to).into_iter();
    days.map(|day| match day {
        DayOff::Whole(date) => HolidayView { date: date.to_string(), name: name(&date), off: Vec::new() },
        DayOff::Partial(date, off) => HolidayView { date: date.to_string(), name: name(&date), off },
    })
    .collect()
}

/// A clock's state as screens know it.
fn state_of(state: &sla::ClockState, at_risk: bool) -> ClockState {
    match state {
        sla::ClockState::None => ClockState::None,
        sla::ClockState::Idle => ClockState::Idle,
        sla::ClockState::Running { .. } if at_risk => ClockState::AtRisk,
        sla::ClockState::Running { .. } => ClockState::Running,
        sla::ClockState::Paused { .. } => ClockState::Paused,
        sla::ClockState::Met { .. } => ClockState::Met,
        sla::ClockState::Breached { .. } => ClockState::Breached,
        sla::ClockState::Cancelled => ClockState::Cancelled,
    }
}

/// A ticket that nobody opened, to see what it would be promised.
fn imagined(rules: &Rules, facts: &SimulatedFacts, at: Timestamp) -> Result<Ticket, Refusal> {
    let team = facts.team.or_else(|| rules.house.teams.keys().next().copied());
    let team = team.ok_or_else(|| Refusal::invalid("team", "there is no team"))?;
    let mut ticket = Ticket::opened("", team, at);
    ticket.priority = facts.priority;
    ticket.ticket_type = facts.ticket_type.clone();
    ticket.channel = facts.channel;
    ticket.category = facts.category;
    ticket.organisation = facts.organisation;
    ticket.tier = facts.tier.clone();
    ticket.tags = facts.tags.clone();
    Ok(ticket)
}

fn opening(ticket: &Ticket, at: Timestamp) -> (EventId, Event) {
    let (status, category) = (StatusKey::new("new"), StatusCategory::New);
    let what = What::Created { status, category, priority: ticket.priority };
    (EventId(Uuid::nil()), Event { ticket: TicketId(Uuid::nil()), at, received_at: None, by: None, what })
}
