//! What the person at this desk is told, once each: warnings of clocks, what others did, reminders. All of it is
//! remembered before it is shown: after a crash in between, silence is better than a repeat.

mod arrivals;
mod settled;

use crate::desk::Desk;
use crate::project;
use crate::tick::Turned;
use anyhow::Context;
use contract::commands::Tag;
use domain::calendar::{Calendar, Calendars, WallInterval, WallTime, Weekday};
use domain::ids::{CalendarId, PersonId, TicketId};
use domain::notify::{
    Announced, Mark, News, NotificationKind, Quiet, QuietHours, Reach, Showing, Shown, UNTIL_SWITCHED_OFF,
    Warning, announce, decide, storm_rests_until, storm_since,
};
use domain::person::{Person, Role};
use domain::priority::Priority;
use domain::record::Kind;
use domain::sla::Level;
use domain::ticket::Ticket;
use domain::time::Timestamp;
use domain::words::Words;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::notifications::{self, Concern, Entry};
use uuid::Uuid;

/// What the person wants to hear of, among the desk's own values.
pub(crate) const REACHES: &str = "preference:notifications";
/// The language that the window speaks, as it keeps it here.
const LANGUAGE: &str = "preference:language";
/// Whether the person wants to hear nothing now.
pub(crate) const DND: &str = "preference:dnd";

/// Tickets looked at in one step.
const PAGE: i64 = 1_000;
const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
/// Entries that the notification centre keeps.
const KEPT: i64 = 2_000;

/// Do not disturb, as it is kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Dnd {
    pub until: Option<Timestamp>,
    #[serde(default)]
    pub urgent_breaks_through: bool,
}

/// The person's quiet hours as they set them: outside a calendar of the desk, or between two wall times of this
/// computer's zone.
#[derive(Debug, Deserialize)]
struct QuietSetting {
    enabled: bool,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    calendar: Option<CalendarId>,
}

impl Desk {
    /// Decides what to tell this person now, and remembers it as told.
    pub(crate) async fn tell(&self, me: PersonId, now: Timestamp) -> anyhow::Result<Turned> {
        let inner = self.inner.as_ref();
        let rules = inner.rules();
        let Some(person) = rules.house.staff.get(&me).cloned() else { return Ok(Turned::default()) };
        let quiet = self.quiet(now).await?;
        let reaches = self.reaches(me).await?;
        let mut told = self.warn(me, &person, &reaches, &quiet, now).await?;
        let next_call = self.gather_news(me, &reaches, now).await?;
        let news = self.announce_news(&quiet, now).await?;
        told.show.extend(news.show);
        told.wake_at = [told.wake_at, news.wake_at, next_call].into_iter().flatten().min();
        if !told.show.is_empty() {
            inner.announce([Tag::Notifications].into());
        }
        Ok(told)
    }

    /// Warns of clocks that turned since the person was last told.
    async fn warn(
        &self,
        me: PersonId,
        person: &Person,
        reaches: &BTreeMap<NotificationKind, Reach>,
        quiet: &Quiet,
        now: Timestamp,
    ) -> anyhow::Result<Turned> {
        let inner = self.inner.as_ref();
        let since = self.warned_since(now).await?;
        let reach = |kind| reaches.get(&kind).copied().unwrap_or(Reach::Off);
        let widest = reach(NotificationKind::AtRisk).max(reach(NotificationKind::Breach));
        let teams: Vec<Uuid> = person.teams.iter().map(|team| team.0).collect();
        let concern = match widest {
            Reach::Off => return Ok(Turned::default()),
            Reach::Mine => Concern::Mine(me.0),
            Reach::Unowned => Concern::Unowned(me.0, teams),
            Reach::Team => Concern::Teams(me.0, teams),
            Reach::All => Concern::All,
        };
        // Quiet hours may hold a warning back over a long weekend.
        let oldest = now.plus_ms(-14 * DAY_MS);
        let ids = notifications::unheeded(&inner.db, &concern, oldest, i64::MAX).await?;
        if ids.is_empty() {
            return Ok(Turned::default());
        }
        let recent = notifications::marks_since(&inner.db, now.plus_ms(-MINUTE_MS)).await?;
        if let Some(until) = storm_rests_until(recent.iter().map(Mark::shown), now) {
            return Ok(Turned { show: Vec::new(), wake_at: Some(until) });
        }
        let words = self.words().await?;
        let mut warnings = Vec::new();
        for page in ids.chunks(usize::try_from(PAGE)?) {
            warnings.extend(self.warnings_of(me, person, &reach, page, since, now).await?);
        }
        // What the storm showed counts, however long ago: only what is new was looked at.
        let minute_ago = now.plus_ms(-MINUTE_MS);
        let since = storm_since(recent.iter().map(Mark::shown), now)
            .map_or(minute_ago, |since| since.min(minute_ago));
        let marks = notifications::marks(&inner.db, &ids, since).await?;
        let decision = decide(&warnings, &marks, quiet, now, words);
        let _turn = inner.turn.lock().await;
        let tx = inner.db.begin().await?;
        notifications::put_marks(&tx, &decision.marks).await?;
        if quiet.is_loud(now, false) {
            notifications::heed(&tx, &ids).await?;
        }
        if let Some(since) = decision.storm {
            let clocks = NotificationKind::ALL.into_iter().filter(|kind| !kind.is_news());
            notifications::stand_for(&tx, &clocks.map(NotificationKind::key).collect::<Vec<_>>(), since)
                .await?;
        }
        keep(&tx, &decision.show, now).await?;
        if !decision.marks.is_empty() {
            notifications::forget_marks(&tx, now.plus_ms(-31 * DAY_MS)).await?;
        }
        tx.commit().await?;
        Ok(Turned { show: decision.show, wake_at: decision.wake_at })
    }

    async fn warnings_of(
        &self,
        me: PersonId,
        person: &Person,
        reach: &impl Fn(NotificationKind) -> Reach,
        ids: &[Uuid],
        since: Timestamp,
        now: Timestamp,
    ) -> anyhow::Result<Vec<Warning>> {
        let inner = self.inner.as_ref();
        let words = self.words().await?;
        let rules = inner.rules();
        let records = store::records::get_many(&inner.db, Kind::Ticket, ids).await?;
        let mut events = store::records::of_tickets(&inner.db, ids, Kind::Event).await?;
        let rows = store::tickets::get_many(&inner.db, ids).await?;
        let away = store::reminders::snoozed(&inner.db, me.0, ids, now).await?;
        let named: BTreeSet<Uuid> =
            rows.values().flat_map(|row| [row.requester, row.assignee]).flatten().collect();
        let people = store::people::get_many(&inner.db, &named.into_iter().collect::<Vec<_>>()).await?;
        let name = |id: Option<Uuid>| id.and_then(|id| people.get(&id)).map(|person| person.name.as_str());
        let mut warnings = Vec::new();
        for (id, record) in records {
            let ticket: Ticket = record.read()?;
            let history = project::history_of(&events.remove(&id).unwrap_or_default())?;
            let known_since = rows.get(&id).map_or(since, |row| Timestamp(row.known_at).max(since));
            for instant in rules.clockwork.run(&ticket, &history, now).instants {
                let (kind, put_off) = match instant.level {
                    // Somebody who put a ticket off hears of it when it is missed.
                    Level::AtRisk(_) => (NotificationKind::AtRisk, away.contains_key(&id)),
                    Level::Breach => (NotificationKind::Breach, false),
                };
                if put_off || !reaches_to(reach(kind), &ticket, me, person) {
                    continue;
                }
                warnings.push(Warning {
                    ticket: TicketId(id),
                    number: ticket.label(),
                    subject: ticket.subject.clone(),
                    who: who(
                        name(ticket.requester.map(|id| id.0)),
                        name(ticket.assignee.map(|id| id.0)),
                        ticket.assignee == Some(me),
                        words,
                    ),
                    mine: ticket.assignee == Some(me),
                    urgent: ticket.priority == Priority::Urgent,
                    known_since,
                    instant,
                });
            }
        }
        Ok(warnings)
    }

    /// Since when this desk warns: one that starts today has nothing to say of yesterday.
    async fn warned_since(&self, now: Timestamp) -> anyhow::Result<Timestamp> {
        let inner = self.inner.as_ref();
        if let Some(since) = store::state::get(&inner.db, "warn_since").await? {
            return Ok(since);
        }
        let _turn = inner.turn.lock().await;
        let tx = inner.db.begin_apply().await?;
        store::state::put(&tx, "warn_since", &now).await?;
        tx.commit().await?;
        Ok(now)
    }

    /// Tells the news that was not told yet.
    async fn announce_news(&self, quiet: &Quiet, now: Timestamp) -> anyhow::Result<Announced> {
        let inner = self.inner.as_ref();
        let untold = notifications::untold(&inner.db, 5 * PAGE).await?;
        if untold.is_empty() {
            return Ok(Announced::default());
        }
        let minute_ago = now.plus_ms(-MINUTE_MS);
        let recent = notifications::told_since(&inner.db, minute_ago).await?;
        if let Some(until) = storm_rests_until(recent.iter().map(|told| told.shown), now) {
            return Ok(Announced { wake_at: Some(until), ..Announced::default() });
        }
        let earlier = match storm_since(recent.iter().map(|told| told.shown), now) {
            Some(since) if since < minute_ago => notifications::told_since(&inner.db, since).await?,
            Some(_) | None => recent,
        };
        let words = self.words().await?;
        let announced = announce(&untold, &earlier, quiet, now, words);
        if announced.told.is_empty() {
            return Ok(announced);
        }
        let keys: Vec<&str> = announced.told.iter().map(|index| untold[*index].key.as_str()).collect();
        let _turn = inner.turn.lock().await;
        let tx = inner.db.begin().await?;
        notifications::tell(&tx, &keys, Shown { at: now, storm: announced.storm }).await?;
        if let Some(since) = announced.storm.filter(|_| announced.collapsed) {
            let news = NotificationKind::ALL.into_iter().filter(|kind| kind.is_news());
            notifications::stand_for(&tx, &news.map(NotificationKind::key).collect::<Vec<_>>(), since)
                .await?;
        }
        keep(&tx, &announced.show, now).await?;
        tx.commit().await?;
        Ok(announced)
    }

    /// What this person wants to hear of: what they set, and what their role has where they set nothing.
    pub(crate) async fn reaches(&self, me: PersonId) -> anyhow::Result<BTreeMap<NotificationKind, Reach>> {
        let role = self.inner.rules().house.staff.get(&me).map_or(Role::Requester, |person| person.role);
        let set: BTreeMap<NotificationKind, Reach> =
            store::state::get(&self.inner.db, REACHES).await?.unwrap_or_default();
        let usual = NotificationKind::ALL.into_iter().map(|kind| (kind, kind.usual(role)));
        Ok(usual.chain(set).collect())
    }

    /// The words of the language that this person's window speaks.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn words(&self) -> anyhow::Result<&'static Words> {
        let spoken: Option<serde_json::Value> = store::state::get(&self.inner.db, LANGUAGE).await?;
        Ok(Words::of(spoken.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default()))
    }

    /// When this person wants to hear nothing.
    pub(crate) async fn quiet(&self, now: Timestamp) -> anyhow::Result<Quiet> {
        let dnd: Dnd = store::state::get(&self.inner.db, DND).await?.unwrap_or_default();
        let set: Option<QuietSetting> = store::state::get(&self.inner.db, "preference:quiet_hours").await?;
        let hours = match set.filter(|set| set.enabled) {
            Some(set) => self.quiet_hours(&set)?,
            None => QuietHours::Never,
        };
        Ok(Quiet {
            hours,
            until: dnd.until.filter(|until| *until > now || *until == UNTIL_SWITCHED_OFF),
            urgent_breaks_through: dnd.urgent_breaks_through,
        })
    }

    fn quiet_hours(&self, set: &QuietSetting) -> anyhow::Result<QuietHours> {
        let rules = self.inner.rules();
        let named = set.calendar.and_then(|id| {
            rules.calendars.last().map(|it: &Calendars| it.calendars.iter().find(|it| it.id == id))?
        });
        let calendar = match named {
            Some(named) => named.calendar.clone(),
            None if set.from == set.to => return Ok(QuietHours::Never),
            None => {
                let (from, to): (WallTime, WallTime) = (set.from.parse()?, set.to.parse()?);
                let loud = if from < to {
                    vec![WallInterval(WallTime::from_hours(0), from), WallInterval(to, WallTime::END_OF_DAY)]
                } else {
                    vec![WallInterval(to, from)]
                };
                let loud: Vec<WallInterval> = loud.into_iter().filter(|it| it.0 < it.1).collect();
                Calendar {
                    hours: Weekday::ALL.into_iter().map(|day| (day, loud.clone())).collect(),
                    // Read each time: the computer may have travelled.
                    ..Calendar::default_for(&crate::rules::system_zone())
                }
            }
        };
        Ok(QuietHours::Outside(Arc::new(calendar.compile().context("compiling the quiet hours")?)))
    }
}

/// Whose a ticket is, in words; one's own name is no news.
fn who(requester: Option<&str>, assignee: Option<&str>, mine: bool, words: &Words) -> Option<String> {
    match (requester, assignee) {
        (Some(requester), _) if mine => Some(requester.to_owned()),
        (Some(requester), Some(assignee)) => {
            Some(words.say(
                "notify-assignedBoth",
                &[("requester", requester.into()), ("assignee", assignee.into())],
            ))
        }
        (Some(requester), None) => {
            Some(words.say("notify-assignedNobody", &[("requester", requester.into())]))
        }
        (None, Some(assignee)) if !mine => {
            Some(words.say("notify-assignedTo", &[("assignee", assignee.into())]))
        }
        (None, None) => Some(words.say("notify-unassigned", &[])),
        (None, Some(_)) => None,
    }
}

/// Whether somebody wants to hear of this ticket.
pub(crate) fn reaches_to(reach: Reach, ticket: &Ticket, me: PersonId, person: &Person) -> bool {
    let mine = ticket.assignee == Some(me);
    // Somebody in no team is in all of them.
    let of_team = person.teams.is_empty() || person.teams.contains(&ticket.team);
    match reach {
        Reach::Off => false,
        Reach::Mine => mine,
        Reach::Unowned => mine || (ticket.assignee.is_none() && of_team),
        Reach::Team => mine || of_team,
        Reach::All => true,
    }
}

/// Keeps what is shown in the notification centre.
async fn keep(tx: &store::Tx, show: &[Showing], now: Timestamp) -> anyhow::Result<()> {
    let entries: Vec<Entry> = show
        .iter()
        .map(|showing| Entry {
            n: 0,
            at: now,
            kind: showing.kind.key().to_owned(),
            ticket: showing.ticket,
            tickets: showing.tickets.clone(),
            title: showing.title.clone(),
            body: showing.body.clone(),
            seen: false,
        })
        .collect();
    if entries.is_empty() {
        return Ok(());
    }
    notifications::add(tx, &entries).await?;
    notifications::trim(tx, KEPT).await
}

/// The news of one ticket.
pub(crate) struct About<'a> {
    pub ticket: &'a Ticket,
    pub id: TicketId,
    pub me: PersonId,
}

impl About<'_> {
    pub(crate) fn news(&self, kind: NotificationKind, key: String, at: Timestamp) -> News {
        News {
            key,
            kind,
            ticket: self.id,
            number: self.ticket.label(),
            subject: self.ticket.subject.clone(),
            at,
            urgent: self.ticket.priority == Priority::Urgent,
            mine: self.ticket.assignee == Some(self.me),
            who: None,
            text: None,
        }
    }
}
