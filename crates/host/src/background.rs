//! What runs while a desk is open: sync, clocks, and passing on what changes.

use crate::devices::give_up_in_background;
use crate::files;
use crate::host::Host;
use crate::open::Open;
use crate::presence;
use contract::commands::Tag;
use contract::problem::Problem;
use contract::session::Notice;
use desk::clock::Clock as _;
use domain::time::Timestamp;
use std::collections::BTreeSet;
use std::sync::{Arc, Weak};
use std::time::Duration;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio::task::JoinHandle;

/// The longest sleep between two looks at the wall clock: a computer that slept is noticed by then.
const LOOK_MS: i64 = 5_000;
/// How much later or earlier than expected the wall clock is, when it was set or the computer slept.
const JUMP_MS: i64 = 2_000;
/// How long a burst of edits is waited for.
const SETTLE_MS: u64 = 250;
/// When clocks that could not be looked at are looked at again.
const RETRY_MS: i64 = 15_000;

/// Starts everything; it ends when the desk is closed.
pub(crate) async fn start(host: &Arc<Host>, open: &Arc<Open>) -> Result<(), Problem> {
    let tasks = [
        tokio::spawn(pass_on(Arc::downgrade(host), Arc::downgrade(open))),
        tokio::spawn(watch_clocks(Arc::downgrade(host), Arc::downgrade(open))),
        tokio::spawn(files::keep_room(Arc::downgrade(open))),
        tokio::spawn(crate::synclog::keep(Arc::downgrade(open))),
    ];
    open.tasks.lock().expect("no holder of the task list panics").extend(tasks);
    resume(host, open).await
}

/// Begins the conversation with the server, again after a sign-out.
pub(crate) async fn resume(host: &Arc<Host>, open: &Arc<Open>) -> Result<(), Problem> {
    open.start_sync().await?;
    if let Some(sync) = &*open.sync.lock().await {
        let mut status = sync.status();
        let hearing = presence::pass_on(Arc::downgrade(host), Arc::downgrade(open), sync.presence().hear());
        open.tasks.lock().expect("no holder of the task list panics").push(tokio::spawn(hearing));
        let (host, open_again) = (Arc::downgrade(host), Arc::downgrade(open));
        let task = tokio::spawn(async move {
            let mut leaving: Option<JoinHandle<()>> = None;
            while status.changed().await.is_ok() {
                let (Some(host), Some(open)) = (host.upgrade(), open_again.upgrade()) else { return };
                // Nobody listening is fine.
                let _ = host.notices.send(Notice::Changed { tags: vec![Tag::Sync] });
                let view = status.borrow_and_update().clone();
                if let Err(problem) = host.heard_of_sync(&open, &view).await {
                    tracing::warn!("remembering how sync went: {problem}");
                }
                let revoked = open.sync.lock().await.as_ref().is_some_and(sync::Sync::is_revoked);
                if revoked {
                    // Until then somebody may sign in: a server that was put back may know better than before.
                    if leaving.as_ref().is_none_or(JoinHandle::is_finished) {
                        leaving = Some(give_up_in_background(Arc::downgrade(&host), Arc::downgrade(&open)));
                    }
                    continue;
                }
                match tell_of_copy(&open.desk, view.copied_at).await {
                    Ok(None) => {}
                    Ok(Some(notice)) => {
                        let _ = host.notices.send(notice);
                    }
                    Err(error) => tracing::warn!("remembering what was said: {error:#}"),
                }
            }
        });
        open.tasks.lock().expect("no holder of the task list panics").push(task);
    }
    Ok(())
}

/// What to tell the person whose desk was a copy, unless they know; from here on they do.
async fn tell_of_copy(desk: &desk::Desk, copied_at: Option<Timestamp>) -> anyhow::Result<Option<Notice>> {
    const TOLD: &str = "copied_at_told";
    if copied_at.is_none() || store::state::get::<Timestamp>(desk.db(), TOLD).await? == copied_at {
        return Ok(None);
    }
    let notice = copy_notice(desk).await?;
    let tx = desk.db().begin().await?;
    store::state::put(&tx, TOLD, &copied_at).await?;
    tx.commit().await?;
    Ok(Some(notice))
}

async fn copy_notice(desk: &desk::Desk) -> anyhow::Result<Notice> {
    let words = desk.words().await?;
    let (title, body) = (words.say("copy-title", &[]), words.say("copy-text", &[]));
    Ok(Notice::Warned { ticket: None, many: None, title, body })
}

/// Passes on what the desk says has changed.
async fn pass_on(host: Weak<Host>, open: Weak<Open>) {
    let Some(mut changed) = open.upgrade().map(|open| open.desk.changed()) else { return };
    loop {
        let tags = match changed.recv().await {
            Ok(tags) => tags.into_iter().collect(),
            // Too much to keep up with: everything has to be read again.
            Err(RecvError::Lagged(_)) => Tag::ALL.to_vec(),
            Err(RecvError::Closed) => return,
        };
        let Some(host) = host.upgrade() else { return };
        let _ = host.notices.send(Notice::Changed { tags });
    }
}

/// Turns clocks at their instants and tells the person, once for each.
async fn watch_clocks(host: Weak<Host>, open: Weak<Open>) {
    let Some(mut watch) = open.upgrade().map(|open| Watch::begin(open.clock.now())) else { return };
    loop {
        let (Some(strong_host), Some(strong_open)) = (host.upgrade(), open.upgrade()) else { return };
        let mut changed = strong_open.desk.changed();
        let wake_at = match strong_open.desk.tick(Some(strong_open.me)).await {
            Ok(turned) => {
                for showing in turned.show {
                    let _ = strong_host.notices.send(Notice::warned(&showing));
                    strong_host.showings.put(showing);
                }
                turned.wake_at
            }
            Err(error) => {
                tracing::error!("watching the clocks: {error:#}");
                Some(strong_open.clock.now().plus_ms(RETRY_MS))
            }
        };
        drop((strong_host, strong_open));
        match sleep_until(wake_at, &open, &mut changed, &mut watch).await {
            None => return,
            Some(Woken::ByTime) => {}
            Some(Woken::Elsewhere) => {
                let Some(host) = host.upgrade() else { return };
                let _ = host.notices.send(Notice::Travelled);
                // Quiet hours and "until the morning" are of the wall.
                let _ = host.notices.send(Notice::Changed { tags: vec![Tag::Preferences] });
            }
        }
    }
}

/// Why the clocks are looked at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Woken {
    ByTime,
    /// The computer is in another zone.
    Elsewhere,
}

/// Sleeps until an instant of the wall clock, or until there is a reason to look earlier: an edit, a computer that
/// slept, a clock that was set, a journey to another zone. `None` when the desk is closed.
async fn sleep_until(
    wake_at: Option<Timestamp>,
    open: &Weak<Open>,
    changed: &mut broadcast::Receiver<BTreeSet<Tag>>,
    watch: &mut Watch,
) -> Option<Woken> {
    let mut edited = false;
    // What came while the clocks were looked at came after they were read, or before: once more does no harm.
    if let Some(moved) = watch.look(open.upgrade()?.clock.now()) {
        return Some(moved);
    }
    loop {
        let now = watch.wall;
        let left_ms = wake_at.map_or(LOOK_MS, |at| (at.0 - now.0).clamp(1, LOOK_MS));
        let wait = if edited {
            Duration::from_millis(SETTLE_MS)
        } else {
            Duration::from_millis(left_ms.cast_unsigned())
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {
                // Only the time is looked at here: what is planned was planned from the database.
                let moved = watch.look(open.upgrade()?.clock.now());
                if edited || moved.is_some() || wake_at.is_some_and(|at| at <= watch.wall) {
                    return Some(moved.unwrap_or(Woken::ByTime));
                }
            }
            tags = changed.recv(), if !edited => match tags {
                // An edit may have moved an instant; a burst of edits is looked at once.
                Ok(tags) => edited = tags.iter().any(|tag| moves_instants(*tag)),
                Err(RecvError::Lagged(_)) => edited = true,
                Err(RecvError::Closed) => return None,
            },
        }
    }
}

/// Whether what changed may change when somebody is told of something.
fn moves_instants(tag: Tag) -> bool {
    match tag {
        Tag::Tickets | Tag::House | Tag::Preferences | Tag::Reminders | Tag::Conflicts => true,
        Tag::Host
        | Tag::Session
        | Tag::Boards
        | Tag::People
        | Tag::Outbox
        | Tag::Sync
        | Tag::Drafts
        | Tag::Views
        | Tag::Canned
        | Tag::Visits
        | Tag::Macros
        | Tag::Reports
        | Tag::Templates
        | Tag::Timers
        | Tag::Seen
        | Tag::Undo
        | Tag::Notifications
        | Tag::Recount => false,
    }
}

/// The wall clock beside one that only goes on, and the zone of this computer.
struct Watch {
    wall: Timestamp,
    steady: std::time::Instant,
    zone: String,
}

impl Watch {
    fn begin(wall: Timestamp) -> Self {
        Watch { wall, steady: std::time::Instant::now(), zone: desk::system_zone() }
    }

    /// Looks again: the wall clock went on otherwise than the steady one, or the zone is another.
    fn look(&mut self, wall: Timestamp) -> Option<Woken> {
        let steady_ms = i64::try_from(self.steady.elapsed().as_millis()).unwrap_or(i64::MAX);
        let zone = desk::system_zone();
        let jumped = ((wall.0 - self.wall.0) - steady_ms).abs() > JUMP_MS;
        let travelled = zone != self.zone;
        *self = Watch { wall, steady: std::time::Instant::now(), zone };
        if travelled { Some(Woken::Elsewhere) } else { jumped.then_some(Woken::ByTime) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_was_set_or_slept_through_is_noticed() {
        let now = Timestamp(1_000_000);
        let mut watch = Watch::begin(now);
        assert_eq!(watch.look(now.plus_ms(1)), None, "time that passes is no reason");
        assert_eq!(watch.look(now.plus_ms(3_600_000)), Some(Woken::ByTime), "the computer slept for an hour");
        assert_eq!(watch.look(now), Some(Woken::ByTime), "somebody set the clock back");
        assert_eq!(watch.look(now.plus_ms(1)), None);
        watch.zone = "Pacific/Apia".to_owned();
        assert_eq!(watch.look(now.plus_ms(2)), Some(Woken::Elsewhere), "it woke up in another zone");
    }
}
