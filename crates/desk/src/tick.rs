//! What time does to a desk: clocks turn at risk and breached, and the person at this desk is told, once.

use crate::desk::Desk;
use crate::project;
use anyhow::Context;
use contract::commands::Tag;
use domain::calendar::{Calendar, Weekday};
use domain::ids::{PersonId, TicketId};
use domain::notify::{Mark, QuietHours, Showing, Warning, decide};
use domain::record::Kind;
use domain::ticket::Ticket;
use domain::time::Timestamp;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::tickets::{Narrow, Sort};
use uuid::Uuid;

/// What a tick found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Turned {
    /// What to show on the desktop; already remembered as shown.
    pub show: Vec<Showing>,
    /// When there is something to do next, if nothing else happens.
    pub wake_at: Option<Timestamp>,
}

/// Tickets looked at for warnings; nobody acts on more at once.
const WATCHED: u64 = 500;
const MONTH_MS: i64 = 31 * 24 * 3_600_000;

/// The person's quiet hours as they set them; wall times of this computer's zone.
#[derive(Debug, Deserialize)]
struct Quiet {
    enabled: bool,
    from: String,
    to: String,
}

impl Desk {
    /// Turns every clock whose instant has come, and decides what to tell this person.
    ///
    /// # Errors
    /// When the database cannot be read or written; then nothing was marked as shown.
    pub async fn tick(&self, me: Option<PersonId>) -> anyhow::Result<Turned> {
        let inner = self.inner.as_ref();
        let _turn = inner.turn.lock().await;
        let now = inner.clock.now();
        let rules = inner.rules();
        loop {
            let ids = store::tickets::turning(&inner.db, now.0, 500).await?;
            if ids.is_empty() {
                break;
            }
            let tx = inner.db.begin_apply().await?;
            project::tickets_now(&tx, &rules, &ids, now).await.context("turning clocks")?;
            tx.commit().await?;
            inner.announce([Tag::Tickets].into());
        }
        let next_turn = store::tickets::next_turn(&inner.db).await?.map(Timestamp);
        let Some(me) = me else { return Ok(Turned { show: Vec::new(), wake_at: next_turn }) };

        let quiet = self.quiet_hours().await?;
        let since: Timestamp = match store::state::get(&inner.db, "warn_since").await? {
            Some(since) => since,
            // A desk that starts today has nothing to say of yesterday.
            None => {
                let tx = inner.db.begin_apply().await?;
                store::state::put(&tx, "warn_since", &now).await?;
                tx.commit().await?;
                now
            }
        };
        let warnings = self.warnings(me, since, now).await?;
        let marks = self.marks(now).await?;
        let decision = decide(&warnings, &marks, &quiet, now);
        if !decision.marks.is_empty() {
            let tx = inner.db.begin().await?;
            for mark in &decision.marks {
                store::state::put_mark(&tx, &serde_json::to_string(mark)?, mark.shown_at).await?;
            }
            tx.commit().await?;
        }
        let wake_at = [next_turn, decision.wake_at].into_iter().flatten().min();
        Ok(Turned { show: decision.show, wake_at })
    }

    /// The alarming tickets that this person answers for: their own, and those of their teams that nobody owns.
    async fn warnings(&self, me: PersonId, since: Timestamp, now: Timestamp) -> anyhow::Result<Vec<Warning>> {
        let inner = self.inner.as_ref();
        let rules = inner.rules();
        let teams = rules.house.staff.get(&me).map(|person| person.teams.clone()).unwrap_or_default();
        let narrow =
            Narrow { assignees: vec![me.0], unassigned: true, alarms: vec![1, 2], ..Narrow::default() };
        let rows = store::tickets::page(&inner.db, &narrow, Sort::Due, true, 0, WATCHED).await?;
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        let known: BTreeMap<Uuid, Timestamp> =
            rows.iter().map(|row| (row.id, Timestamp(row.known_at).max(since))).collect();
        let records = store::records::get_many(&inner.db, Kind::Ticket, &ids).await?;
        let mut events = store::records::of_tickets(&inner.db, &ids, Kind::Event).await?;
        let mut warnings = Vec::new();
        for (id, record) in records {
            let ticket: Ticket = record.read()?;
            let mine = ticket.assignee == Some(me);
            if !mine && !teams.is_empty() && !teams.iter().any(|team| *team == ticket.team) {
                continue;
            }
            let history = project::history_of(&events.remove(&id).unwrap_or_default())?;
            let known_since = known.get(&id).copied().unwrap_or(since);
            for instant in rules.clockwork.run(&history, now).instants {
                warnings.push(Warning {
                    ticket: TicketId(id),
                    number: ticket.label(),
                    subject: ticket.subject.clone(),
                    mine,
                    known_since,
                    instant,
                });
            }
        }
        Ok(warnings)
    }

    async fn marks(&self, now: Timestamp) -> anyhow::Result<Vec<Mark>> {
        let kept = store::state::marks(&self.inner.db, now.plus_ms(-MONTH_MS)).await?;
        kept.iter().map(|(text, _)| serde_json::from_str(text).context("reading what was shown")).collect()
    }

    async fn quiet_hours(&self) -> anyhow::Result<QuietHours> {
        let kept: Option<Quiet> = store::state::get(&self.inner.db, "preference:quiet_hours").await?;
        let Some(quiet) = kept.filter(|quiet| quiet.enabled && quiet.from != quiet.to) else {
            return Ok(QuietHours::Never);
        };
        let loud = if quiet.from < quiet.to {
            vec![["00:00".to_owned(), quiet.from], [quiet.to, "24:00".to_owned()]]
        } else {
            vec![[quiet.to, quiet.from]]
        };
        let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let hours: BTreeMap<&str, _> = days.into_iter().map(|day| (day, &loud)).collect();
        let calendar: Calendar = serde_json::from_value(
            serde_json::json!({ "zone": crate::rules::system_zone(), "hours": hours, "holidays": [] }),
        )
        .context("reading the quiet hours")?;
        debug_assert_eq!(calendar.hours.keys().collect::<std::collections::BTreeSet<&Weekday>>().len(), 7);
        Ok(QuietHours::Outside(Arc::new(calendar.compile().context("compiling the quiet hours")?)))
    }

    /// Writes every ticket's row again: a calendar, a policy or a status means something else now.
    pub(crate) async fn reproject(&self) -> anyhow::Result<()> {
        let inner = self.inner.as_ref();
        let mut after = Uuid::nil();
        loop {
            let ids = store::tickets::ids_after(&inner.db, after, 500).await?;
            let Some(last) = ids.last() else { break };
            after = *last;
            let tx = inner.db.begin_apply().await?;
            project::tickets_now(&tx, &inner.rules(), &ids, inner.clock.now()).await?;
            tx.commit().await?;
        }
        inner.announce([Tag::Tickets].into());
        Ok(())
    }
}
