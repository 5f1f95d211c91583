//! The notification centre of this device, and what its person wants to hear of, and when not.

use crate::desk::Desk;
use crate::fault::Fault;
use crate::tell::{DND, Dnd, REACHES};
use contract::commands::Tag;
use contract::reminder::*;
use contract::session::{Done, Empty};
use domain::ids::PersonId;
use domain::notify::{NotificationKind, UNTIL_SWITCHED_OFF};
use store::notifications;

/// Tickets named of a notification that stands for many.
const NAMED: usize = 50;

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
            entry.tickets.truncate(NAMED);
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
    })
}

pub(crate) async fn dnd_put(desk: &Desk, _: PersonId, input: DndPut) -> Result<Done, Fault> {
    let before: Dnd = store::state::get(&desk.inner.db, DND).await?.unwrap_or_default();
    let dnd = Dnd {
        until: input.on.then_some(input.until.unwrap_or(UNTIL_SWITCHED_OFF)),
        urgent_breaks_through: input.urgent_breaks_through.unwrap_or(before.urgent_breaks_through),
    };
    keep(desk, DND, &dnd).await
}

async fn keep(desk: &Desk, name: &str, value: &impl serde::Serialize) -> Result<Done, Fault> {
    let _turn = desk.inner.turn.lock().await;
    let tx = desk.inner.db.begin().await?;
    store::state::put(&tx, name, value).await?;
    tx.commit().await?;
    desk.announce([Tag::Preferences]);
    Ok(Done::default())
}
