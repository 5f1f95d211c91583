//! News from what arrived at this desk: lines of history that others wrote, conflicts, and reminders whose time came.

use super::{About, DAY_MS, PAGE, reaches_to};
use crate::desk::Desk;
use domain::heard::mentions;
use domain::history::{Event, What};
use domain::ids::{PersonId, TicketId};
use domain::merge::{Conflict, ConflictState};
use domain::message::{Message, Side};
use domain::notify::{News, NotificationKind, Reach};
use domain::person::{SYSTEM_NAME, system_id};
use domain::record::{Kind, Record};
use domain::reminder::Reminder;
use domain::status::StatusKey;
use domain::ticket::Ticket;
use domain::time::Timestamp;
use std::collections::BTreeMap;
use store::notifications;
use uuid::Uuid;

/// Up to which place in the table of records everything was looked at.
const NOTICED: &str = "noticed";
/// Up to which instant reminders were told.
const REMINDED: &str = "reminded_at";
/// The most letters of a message in a notification.
const SNIPPET: usize = 140;

impl Desk {
    /// Gathers what is new; returns when the next reminder calls.
    pub(super) async fn gather_news(
        &self,
        me: PersonId,
        reaches: &BTreeMap<NotificationKind, Reach>,
        now: Timestamp,
    ) -> anyhow::Result<Option<Timestamp>> {
        let inner = self.inner.as_ref();
        let last = notifications::last_place(&inner.db).await?;
        let noticed: Option<i64> = store::state::get(&inner.db, NOTICED).await?;
        let copying = crate::copy::copying(&inner.db).await?.is_some();
        let mut news = Vec::new();
        // A first copy is the past, and so is what a desk holds that never looked before.
        let from = noticed.filter(|_| !copying).unwrap_or(last);
        let mut place = from;
        while place < last {
            let kinds = [Kind::Event, Kind::Conflict];
            let page = notifications::arrived(&inner.db, &kinds, place, PAGE).await?;
            let end = page.len() < usize::try_from(PAGE)?;
            let next = page.last().map_or(last, |(n, _, _)| *n);
            news.extend(self.news_of(me, reaches, &page, now).await?);
            place = if end { last.max(next) } else { next };
        }
        assigned_once(&mut news);
        let reminded: Timestamp = store::state::get(&inner.db, REMINDED).await?.unwrap_or(now);
        news.extend(self.calls(me, reaches, reminded, now).await?);
        news.extend(self.deadlines(me, reaches, reminded, now).await?);
        let moved = noticed != Some(place.max(last)) || !news.is_empty() || reminded != now;
        if moved {
            let _turn = inner.turn.lock().await;
            let tx = inner.db.begin_apply().await?;
            notifications::put_news(&tx, &news).await?;
            store::state::put(&tx, NOTICED, &place.max(last)).await?;
            store::state::put(&tx, REMINDED, &now).await?;
            tx.commit().await?;
        }
        let call = store::reminders::next(&inner.db, me.0, now).await?;
        let deadline = store::planning::next_deadline(&inner.db, now).await?;
        Ok([call, deadline].into_iter().flatten().min())
    }

    async fn news_of(
        &self,
        me: PersonId,
        reaches: &BTreeMap<NotificationKind, Reach>,
        page: &[(i64, Kind, Uuid)],
        now: Timestamp,
    ) -> anyhow::Result<Vec<News>> {
        let inner = self.inner.as_ref();
        let of_kind = |wanted: Kind| -> Vec<Uuid> {
            page.iter().filter(|(_, kind, _)| *kind == wanted).map(|(_, _, id)| *id).collect()
        };
        let events = store::records::get_many(&inner.db, Kind::Event, &of_kind(Kind::Event)).await?;
        let conflicts = store::records::get_many(&inner.db, Kind::Conflict, &of_kind(Kind::Conflict)).await?;
        let mut tickets: Vec<Uuid> =
            events.values().chain(conflicts.values()).filter_map(|record| record.ticket).collect();
        tickets.sort_unstable();
        tickets.dedup();
        let tickets = store::records::get_many(&inner.db, Kind::Ticket, &tickets).await?;
        let mut news = Vec::new();
        for record in events.values().filter(|record| !record.deleted) {
            let Some(ticket) = live(&tickets, record)? else { continue };
            let event: Event = record.read()?;
            if event.received_at.unwrap_or(event.at) > now.plus_ms(-DAY_MS) {
                news.extend(self.news_of_event(me, reaches, record.id, &event, &ticket).await?);
            }
        }
        for record in conflicts.values().filter(|record| !record.deleted) {
            let Some(ticket) = live(&tickets, record)? else { continue };
            let conflict: Conflict = record.read()?;
            let off = reaches.get(&NotificationKind::Conflict) == Some(&Reach::Off);
            if conflict.mine_by == me && conflict.state == ConflictState::Open && !off {
                let about = About { ticket: &ticket, id: event_ticket(record), me };
                let key = format!("conflict/{}", record.id);
                let at = conflict.theirs_at.unwrap_or(now).max(conflict.mine_at);
                news.push(about.news(NotificationKind::Conflict, key, at));
            }
        }
        Ok(news)
    }

    async fn news_of_event(
        &self,
        me: PersonId,
        reaches: &BTreeMap<NotificationKind, Reach>,
        id: Uuid,
        event: &Event,
        ticket: &Ticket,
    ) -> anyhow::Result<Option<News>> {
        let inner = self.inner.as_ref();
        let rules = inner.rules();
        let Some(person) = rules.house.staff.get(&me) else { return Ok(None) };
        let about = About { ticket, id: event.ticket, me };
        // What nobody did was imported: the past of another desk is no news.
        let by_other = event.by.is_some_and(|by| by != me);
        let by_me = event.by == Some(me);
        let wanted = |kind| reaches_to(reaches.get(&kind).copied().unwrap_or(Reach::Off), ticket, me, person);
        let on = |kind| reaches.get(&kind).copied().unwrap_or(Reach::Off) != Reach::Off;
        let news = |kind: NotificationKind| about.news(kind, format!("{}/{id}", kind.key()), event.at);
        let watched = ticket.watchers.contains(&me);
        let cares = by_other && (watched || ticket.assignee == Some(me)) && on(NotificationKind::Update);
        let told = match &event.what {
            What::Changed { fields, .. } if by_other => {
                let to = |field: &str| fields.iter().find(|change| change.field == field).map(|it| &it.to);
                let to_me = to("assignee").is_some_and(|to| to.as_str() == Some(&me.to_string()));
                if to_me && ticket.assignee == Some(me) && on(NotificationKind::Assignment) {
                    Some(news(NotificationKind::Assignment))
                } else {
                    let status = to("status").filter(|_| cares).and_then(|to| to.as_str());
                    let status = status.and_then(|key| rules.house.status(&StatusKey::new(key)));
                    status.map(|it| News { text: Some(it.name.clone()), ..news(NotificationKind::Update) })
                }
            }
            What::Created { .. } if by_other && on(NotificationKind::Assignment) => {
                (ticket.assignee == Some(me)).then(|| news(NotificationKind::Assignment))
            }
            // Whoever wrote down what the requester said has heard it.
            What::Replied { side: Side::Requester, .. } if by_me => None,
            What::Replied { message, side: Side::Requester, .. }
                if wanted(NotificationKind::CustomerReply)
                    || (watched && on(NotificationKind::CustomerReply)) =>
            {
                let text = self.text_of(message.0).await?.map(|message| snippet(&message.body));
                Some(News { text, ..news(NotificationKind::CustomerReply) })
            }
            What::Replied { message, .. } | What::Noted { message }
                if by_other && (cares || on(NotificationKind::Mention)) =>
            {
                self.text_of(message.0).await?.and_then(|message| {
                    let kind = if on(NotificationKind::Mention) && mentions(&message.body, person) {
                        NotificationKind::Mention
                    } else if cares && message.side == Side::Agent {
                        NotificationKind::Update
                    } else {
                        return None;
                    };
                    Some(News { text: Some(snippet(&message.body)), ..news(kind) })
                })
            }
            What::Held { .. } if by_me && on(NotificationKind::HeldReply) => {
                Some(news(NotificationKind::HeldReply))
            }
            What::Escalated { told, policy, .. }
                if told.contains(&me) && on(NotificationKind::Escalation) =>
            {
                Some(News { text: Some(policy.clone()), ..news(NotificationKind::Escalation) })
            }
            What::Created { .. }
            | What::Changed { .. }
            | What::Replied { .. }
            | What::Held { .. }
            | What::Noted { .. }
            | What::Attached { .. }
            | What::Worked { .. }
            | What::Linked { .. }
            | What::Checklist { .. }
            | What::Removed { .. }
            | What::Restored { .. }
            | What::GaveUp { .. }
            | What::Breached { .. }
            | What::Escalated { .. } => None,
        };
        let Some(told) = told else { return Ok(None) };
        let who = match event.by {
            Some(by) if by == system_id() => Some(SYSTEM_NAME.to_owned()),
            Some(by) => {
                store::people::get_many(&inner.db, &[by.0]).await?.remove(&by.0).map(|person| person.name)
            }
            None => None,
        };
        Ok(Some(News { who, ..told }))
    }

    async fn text_of(&self, message: Uuid) -> anyhow::Result<Option<Message>> {
        let record = store::records::get(&self.inner.db, Kind::Message, message).await?;
        Ok(record.filter(|record| !record.deleted).map(|record| record.read()).transpose()?)
    }

    /// Reminders whose time came after `since`, and tickets that are back.
    async fn calls(
        &self,
        me: PersonId,
        reaches: &BTreeMap<NotificationKind, Reach>,
        since: Timestamp,
        now: Timestamp,
    ) -> anyhow::Result<Vec<News>> {
        let inner = self.inner.as_ref();
        // What was moved into the past meanwhile calls as well; each call is told once.
        let from = since.plus_ms(-DAY_MS);
        let calls = store::reminders::of_person(&inner.db, me.0, from, now.plus_ms(1), PAGE).await?;
        let ids: Vec<Uuid> = calls.iter().map(|call| call.ticket.0).collect();
        let tickets = store::records::get_many(&inner.db, Kind::Ticket, &ids).await?;
        let ids: Vec<Uuid> = calls.iter().map(|call| call.id.0).collect();
        let records = store::records::get_many(&inner.db, Kind::Reminder, &ids).await?;
        let mut news = Vec::new();
        for call in calls {
            let kind = if call.snooze { NotificationKind::Snooze } else { NotificationKind::Reminder };
            let Some(record) = tickets.get(&call.ticket.0).filter(|record| !record.deleted) else { continue };
            let reminder: Option<Reminder> =
                records.get(&call.id.0).map(|record| record.read()).transpose()?;
            // Made for a time that had passed by then: nothing to wait for, nothing to tell.
            let stale = reminder.as_ref().is_none_or(|reminder| reminder.at <= reminder.since);
            if stale || reaches.get(&kind) == Some(&Reach::Off) {
                continue;
            }
            let ticket: Ticket = record.read()?;
            let about = About { ticket: &ticket, id: call.ticket, me };
            let key = format!("{}/{}/{}", kind.key(), call.id, call.at.0);
            let text = reminder.and_then(|reminder| reminder.note);
            news.push(News { text, ..about.news(kind, key, call.at) });
        }
        Ok(news)
    }
}

impl Desk {
    /// Tickets whose own date came after `since` while they were open.
    async fn deadlines(
        &self,
        me: PersonId,
        reaches: &BTreeMap<NotificationKind, Reach>,
        since: Timestamp,
        now: Timestamp,
    ) -> anyhow::Result<Vec<News>> {
        let inner = self.inner.as_ref();
        let kind = NotificationKind::Deadline;
        let reach = reaches.get(&kind).copied().unwrap_or(Reach::Off);
        let rules = inner.rules();
        let Some(person) = rules.house.staff.get(&me).filter(|_| reach != Reach::Off) else {
            return Ok(Vec::new());
        };
        let ids = store::planning::deadlines(&inner.db, since, now.plus_ms(1), PAGE).await?;
        let tickets = store::records::get_many(&inner.db, Kind::Ticket, &ids).await?;
        let away = store::reminders::snoozed(&inner.db, me.0, &ids, now).await?;
        let mut news = Vec::new();
        for record in tickets.into_values().filter(|record| !away.contains_key(&record.id)) {
            let ticket: Ticket = record.read()?;
            let Some(due) = ticket.due.filter(|_| reaches_to(reach, &ticket, me, person)) else { continue };
            let about = About { ticket: &ticket, id: TicketId(record.id), me };
            news.push(about.news(kind, format!("{}/{}/{}", kind.key(), record.id, due.0), due));
        }
        Ok(news)
    }
}

/// Leaves one assignment for each ticket, the last: a ticket that was made and then given to somebody arrives as both.
fn assigned_once(news: &mut Vec<News>) {
    let mut last: BTreeMap<TicketId, Timestamp> = BTreeMap::new();
    for told in news.iter().filter(|told| told.kind == NotificationKind::Assignment) {
        let at = last.entry(told.ticket).or_insert(told.at);
        *at = told.at.max(*at);
    }
    news.retain(|told| {
        // Taken out once it was met, so that of two at the same instant one is left.
        told.kind != NotificationKind::Assignment
            || (last.get(&told.ticket) == Some(&told.at) && last.remove(&told.ticket).is_some())
    });
}

/// The ticket of a record, unless it is gone.
fn live(tickets: &BTreeMap<Uuid, Record>, record: &Record) -> anyhow::Result<Option<Ticket>> {
    let ticket = record.ticket.and_then(|id| tickets.get(&id)).filter(|ticket| !ticket.deleted);
    Ok(ticket.map(|ticket| ticket.read()).transpose()?)
}

fn event_ticket(record: &Record) -> TicketId {
    TicketId(record.ticket.unwrap_or_default())
}

/// The beginning of a text, on one line.
fn snippet(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SNIPPET) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
