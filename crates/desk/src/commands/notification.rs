//! The notification centre of this device, and what its person wants to hear of, and when not.

use crate::desk::Desk;
use crate::fault::Fault;
use crate::tell::{DND, Dnd, REACHES};
use anyhow::Context as _;
use contract::commands::Tag;
use contract::reminder::*;
use contract::session::{Done, Empty, Many};
use domain::calendar::{Calendar, WallInterval, WallTime, Weekday};
use domain::ids::PersonId;
use domain::notify::{NotificationKind, UNTIL_SWITCHED_OFF};
use domain::reminder::SnoozeUntil;
use domain::time::Timestamp;
use store::notifications;

const HOUR_MS: i64 = 60 * 60_000;

pub(crate) async fn notification_list(
    desk: &Desk,
    _: PersonId,
    input: NotificationQuery,
) -> Result<NotificationPage, Fault> {
    let db = &desk.inner.db;
    let count = input.count.clamp(1, 200);
    let mut entries = notifications::page(db, input.before, input.unread, count + 1).await?;
    let more = entries.len() > usize::try_from(count).unwrap_or(usize::MAX);
    entries.truncate(usize::try_from(count).unwrap_or(usize::MAX));
    let entries = entries
        .into_iter()
        .filter_map(|mut entry| {
            entry.tickets.truncate(Many::NAMED);
            Some(NotificationView {
                id: entry.n,
                at: entry.at,
                kind: NotificationKind::of_key(&entry.kind)?,
                title: entry.title,
                body: entry.body,
                ticket: entry.ticket,
                tickets: entry.tickets,
                read: entry.seen,
            })
        })
        .collect();
    Ok(NotificationPage { unread: notifications::unseen(db).await?, more, entries })
}

pub(crate) async fn notification_read(
    desk: &Desk,
    _: PersonId,
    input: NotificationRead,
) -> Result<Done, Fault> {
    let _turn = desk.inner.turn.lock().await;
    let tx = desk.inner.db.begin().await?;
    let which = if input.all { None } else { Some(input.ids.as_slice()) };
    notifications::see(&tx, which, !input.unread).await?;
    tx.commit().await?;
    desk.announce([Tag::Notifications]);
    Ok(Done::default())
}

pub(crate) async fn notification_settings_get(
    desk: &Desk,
    me: PersonId,
    _: Empty,
) -> Result<NotificationSettings, Fault> {
    Ok(NotificationSettings { kinds: desk.reaches(me).await? })
}

pub(crate) async fn notification_settings_put(
    desk: &Desk,
    _: PersonId,
    input: NotificationSettings,
) -> Result<Done, Fault> {
    keep(desk, REACHES, &input.kinds).await
}

pub(crate) async fn dnd_get(desk: &Desk, _: PersonId, _: Empty) -> Result<DndView, Fault> {
    let now = desk.inner.clock.now();
    let dnd: Dnd = store::state::get(&desk.inner.db, DND).await?.unwrap_or_default();
    let until = dnd.until.filter(|until| *until > now);
    let quiet = domain::notify::Quiet { until: None, ..desk.quiet(now).await? };
    Ok(DndView {
        on: until.is_some(),
        until: until.filter(|until| *until != UNTIL_SWITCHED_OFF),
        urgent_breaks_through: dnd.urgent_breaks_through,
        quiet_now: !quiet.is_loud(now, false),
        morning: next_morning(&crate::rules::system_zone(), now)?,
    })
}

pub(crate) async fn dnd_put(desk: &Desk, _: PersonId, input: DndPut) -> Result<Done, Fault> {
    let before: Dnd = store::state::get(&desk.inner.db, DND).await?.unwrap_or_default();
    let now = desk.inner.clock.now();
    let held = match input.hold {
        Some(DndHold::Hour) => Some(now.plus_ms(HOUR_MS)),
        Some(DndHold::Morning) => Some(next_morning(&crate::rules::system_zone(), now)?),
        None => input.until,
    };
    let dnd = Dnd {
        until: input.on.then_some(held.unwrap_or(UNTIL_SWITCHED_OFF)),
        urgent_breaks_through: input.urgent_breaks_through.unwrap_or(before.urgent_breaks_through),
    };
    keep(desk, DND, &dnd).await
}

/// The next time that it is eight in the morning here.
fn next_morning(zone: &str, now: Timestamp) -> anyhow::Result<Timestamp> {
    let day = vec![WallInterval(WallTime::from_hours(8), WallTime::END_OF_DAY)];
    let calendar = Calendar {
        hours: Weekday::ALL.into_iter().map(|weekday| (weekday, day.clone())).collect(),
        ..Calendar::default_for(zone)
    };
    let schedule = calendar.compile().context("compiling the mornings")?;
    let today = schedule.next_opening(schedule.day_start(schedule.date(now))).filter(|at| *at > now);
    today.or_else(|| SnoozeUntil::Tomorrow.instant(&schedule, now)).context("there is always a next morning")
}

async fn keep(desk: &Desk, name: &str, value: &impl serde::Serialize) -> Result<Done, Fault> {
    let _turn = desk.inner.turn.lock().await;
    let tx = desk.inner.db.begin().await?;
    store::state::put(&tx, name, value).await?;
    tx.commit().await?;
    desk.announce([Tag::Preferences]);
    Ok(Done::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_morning_is_todays_until_it_has_come() {
        let morning = |now: &str| next_morning("Europe/Berlin", Timestamp::parse(now).unwrap()).unwrap();
        let at = |text: &str| Timestamp::parse(text).unwrap();
        assert_eq!(morning("2026-03-10T03:00:00Z"), at("2026-03-10T07:00:00Z"));
        assert_eq!(morning("2026-03-10T07:00:00Z"), at("2026-03-11T07:00:00Z"));
        // The clocks go forward in the night between.
        assert_eq!(morning("2026-03-28T12:00:00Z"), at("2026-03-29T06:00:00Z"));
    }
}
