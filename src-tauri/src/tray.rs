//! The tray icon, where the desktop has a tray: a way to the window, never the only one.

mod icon;
#[cfg_attr(target_os = "linux", path = "tray/linux.rs")]
#[cfg_attr(not(target_os = "linux"), path = "tray/elsewhere.rs")]
mod presence;

use crate::desk::call;
use crate::shell::Shell;
use crate::{badge, language, shortcut, window};
use contract::commands::Tag;
use contract::people::{PreferencePick, PreferencePut};
use contract::problem::Problem;
use contract::reminder::{DndPut, DndView};
use contract::session::{Done, Empty, SessionView};
use contract::ticket::{ClockState, Filter, RowPage, TicketQuery};
use domain::ids::PersonId;
use domain::time::Timestamp;
use domain::words::Words;
use host::Host;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tauri::{AppHandle, Manager};
use tokio::sync::{Notify, watch};

/// The name under which a desk keeps whether closing the window leaves Tern in the tray.
const CLOSES: &str = "close_to_tray";
/// One save is often followed by others; counting once after them is enough.
const SETTLE: Duration = Duration::from_millis(300);
/// A panel that comes with the session may come after us.
const PANEL_PATIENCE: Duration = Duration::from_secs(10);
/// The longest sleep to an instant: a computer that slept is noticed by then.
const LOOK: Duration = Duration::from_secs(60);

/// What the app knows of its place in the tray.
#[derive(Default)]
pub(crate) struct Tray {
    /// Whether something shows tray icons, and ours is among them.
    there: watch::Sender<bool>,
    rows: OnceLock<icon::Rows>,
    /// Whether the person wants a closed window to leave Tern here.
    closes: AtomicBool,
    news: Notify,
}

/// How it stands with the tickets of the person here, and whether they want to hear of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    missed: i64,
    at_risk: i64,
    /// Whether notifications are held back; `None` without a desk to hold them.
    held: Option<bool>,
}

impl Standing {
    /// The one number that the tray, the title and the icon of the window say.
    fn due(self) -> i64 {
        self.missed + self.at_risk
    }
}

impl Tray {
    pub(crate) fn is_there(&self) -> bool {
        *self.there.borrow()
    }

    /// Whether Tern goes on in the tray when its window is closed.
    pub(crate) fn keeps_open(&self) -> bool {
        self.closes() && self.is_there()
    }

    pub(crate) fn closes(&self) -> bool {
        self.closes.load(Ordering::SeqCst)
    }

    fn say(&self, standing: Standing, words: &Words) {
        if let Some(rows) = self.rows.get() {
            rows.show(standing, words);
        }
    }

    /// Looks again where what the menu says may have changed.
    pub(crate) fn heard_of(&self, tags: &[Tag]) {
        if tags
            .iter()
            .any(|tag| matches!(tag, Tag::Host | Tag::Session | Tag::House | Tag::Tickets | Tag::Preferences))
        {
            self.news.notify_one();
        }
    }
}

/// Keeps the icon where there is a tray, and what its menu says true.
pub(crate) fn keep(app: &AppHandle) {
    tauri::async_runtime::spawn(watch_desktop(app.clone()));
    tauri::async_runtime::spawn(follow_desk(app.clone()));
    if app.state::<Shell>().arguments.hidden {
        tauri::async_runtime::spawn(come_out_without_a_tray(app.clone()));
    }
}

/// Keeps whether a closed window leaves Tern in the tray.
pub(crate) async fn put_closes(app: &AppHandle, closes: bool) -> Result<(), Problem> {
    let shell = app.state::<Shell>();
    let host = shell.host().await?;
    let put = PreferencePut { name: CLOSES.to_owned(), value: closes.into() };
    call::<Done>(&host, "preference_put", put).await?;
    shell.tray.closes.store(closes, Ordering::SeqCst);
    Ok(())
}

async fn watch_desktop(app: AppHandle) {
    let mut shows = presence::watch();
    loop {
        let shown = *shows.borrow_and_update();
        turn(&app, shown).await;
        if shows.changed().await.is_err() {
            return;
        }
    }
}

/// The desktop shows tray icons from here on, or does not any more.
async fn turn(app: &AppHandle, shown: bool) {
    let shell = app.state::<Shell>();
    let tray = &shell.tray;
    if shown
        && tray.rows.get().is_none()
        && let Some(rows) = icon::raise(app).await
    {
        tray.rows.get_or_init(|| rows);
    }
    let there = shown && tray.rows.get().is_some();
    let was = tray.there.send_replace(there);
    if was && !there && window::is_hidden(app) {
        // The panel crashed or was switched off: the way back must not go with it.
        window::bring_forward(app);
    }
    tray.news.notify_one();
}

/// A hidden start is for the tray; where none comes, the window has to.
async fn come_out_without_a_tray(app: AppHandle) {
    let mut there = app.state::<Shell>().tray.there.subscribe();
    let came = tokio::time::timeout(PANEL_PATIENCE, there.wait_for(|there| *there)).await;
    if !matches!(came, Ok(Ok(_))) && window::is_hidden(&app) {
        window::show_minimised(&app);
    }
}

/// Keeps counts and marks true: after every change, and when do-not-disturb ends by itself.
async fn follow_desk(app: AppHandle) {
    let shell = app.state::<Shell>();
    // Without a desk there is nothing to follow; the page says why.
    let Ok(host) = shell.host().await else { return };
    let mut spoken = "";
    loop {
        let words = language::words(&host).await;
        if spoken != words.tag() {
            spoken = words.tag();
            window::spell(&app, spoken);
        }
        if let Err(problem) = shortcut::read(&app, &host).await {
            tracing::debug!("No keys for every program: {problem}");
        }
        let (standing, look_again) = standing(&shell, &host).await.unwrap_or_else(|problem| {
            tracing::debug!("Nothing is counted: {problem}");
            (Standing::default(), None)
        });
        shell.tray.say(standing, words);
        badge::show(&app, standing.due()).await;
        tokio::select! {
            () = shell.tray.news.notified() => tokio::time::sleep(SETTLE).await,
            () = sleep_until(look_again) => {}
        }
    }
}

/// Counts, and returns when do-not-disturb ends.
async fn standing(shell: &Shell, host: &Arc<Host>) -> Result<(Standing, Option<Timestamp>), Problem> {
    let closes: Option<bool> =
        call(host, "preference_get", PreferencePick { name: CLOSES.to_owned() }).await?;
    shell.tray.closes.store(closes.unwrap_or(false), Ordering::SeqCst);
    shell.badge.read(host).await?;
    if !shell.tray.is_there() && !shell.badge.wanted() {
        return Ok((Standing::default(), None));
    }
    let session: SessionView = call(host, "session_get", Empty {}).await?;
    let dnd: DndView = call(host, "dnd_get", Empty {}).await?;
    let standing = Standing {
        missed: count(host, session.me, ClockState::Breached).await?,
        at_risk: count(host, session.me, ClockState::AtRisk).await?,
        held: Some(dnd.on),
    };
    Ok((standing, dnd.until))
}

async fn count(host: &Arc<Host>, me: PersonId, state: ClockState) -> Result<i64, Problem> {
    let filter = Filter { assignees: vec![me], clocks: vec![state], ..Filter::default() };
    let page: RowPage = call(host, "ticket_list", TicketQuery { filter, ..TicketQuery::default() }).await?;
    Ok(page.total)
}

async fn sleep_until(instant: Option<Timestamp>) {
    let Some(instant) = instant else { return std::future::pending().await };
    let instant = UNIX_EPOCH + Duration::from_millis(u64::try_from(instant.0).unwrap_or_default());
    while let Ok(left) = instant.duration_since(SystemTime::now()) {
        tokio::time::sleep(left.min(LOOK)).await;
    }
}

/// Does what was asked of do-not-disturb in the menu; the mark follows what the desk says.
fn put_dnd(app: &AppHandle, put: DndPut) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let shell = app.state::<Shell>();
        let done = match shell.host().await {
            Ok(host) => call::<Done>(&host, "dnd_put", put).await.map(drop),
            Err(problem) => Err(problem),
        };
        if let Err(problem) = done {
            tracing::warn!("Do not disturb stays as it was: {problem}");
            shell.tray.news.notify_one();
        }
    });
}
