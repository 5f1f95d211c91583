//! How many tickets of the person here are missed or at risk, on the window itself: in its title and on its icon.

#[cfg_attr(target_os = "linux", path = "badge/linux.rs")]
#[cfg_attr(target_os = "macos", path = "badge/macos.rs")]
#[cfg_attr(windows, path = "badge/windows.rs")]
mod icon;
#[cfg(any(windows, test))]
mod overlay;

use crate::desk::call;
use crate::shell::Shell;
use crate::window::MAIN;
use contract::people::{PreferencePick, PreferencePut};
use contract::problem::Problem;
use contract::session::Done;
use host::Host;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tauri::{AppHandle, Manager};

/// The name under which a desk keeps whether the person wants the count on the window.
const BADGE: &str = "badge";

/// What the window says of the count.
pub(crate) struct Badge {
    wanted: AtomicBool,
    says: Mutex<Says>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Says {
    /// What the page calls itself.
    page: String,
    due: i64,
}

impl Default for Badge {
    fn default() -> Self {
        let says = Says { page: "Tern".to_owned(), due: 0 };
        Badge { wanted: AtomicBool::new(true), says: Mutex::new(says) }
    }
}

impl Badge {
    pub(crate) fn wanted(&self) -> bool {
        self.wanted.load(Ordering::SeqCst)
    }

    /// Reads whether the person wants it.
    pub(crate) async fn read(&self, host: &Arc<Host>) -> Result<(), Problem> {
        let kept: Option<bool> =
            call(host, "preference_get", PreferencePick { name: BADGE.to_owned() }).await?;
        self.wanted.store(kept.unwrap_or(true), Ordering::SeqCst);
        Ok(())
    }

    fn says(&self) -> MutexGuard<'_, Says> {
        self.says.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps whether the person wants it; the count follows, since a preference has changed.
pub(crate) async fn put_wanted(app: &AppHandle, wanted: bool) -> Result<(), Problem> {
    let shell = app.state::<Shell>();
    let put = PreferencePut { name: BADGE.to_owned(), value: wanted.into() };
    let host = shell.host().await?;
    call::<Done>(&host, "preference_put", put).await?;
    shell.badge.wanted.store(wanted, Ordering::SeqCst);
    Ok(())
}

/// Says how many are missed or at risk; nothing where the person does not want to see it.
pub(crate) async fn show(app: &AppHandle, due: i64) {
    let badge = &app.state::<Shell>().badge;
    let due = if badge.wanted() { due } else { 0 };
    {
        let mut says = badge.says();
        if says.due == due {
            return;
        }
        says.due = due;
    }
    set_title(app);
    if let Err(error) = icon::show(app, due).await {
        tracing::info!("The icon of the window counts nothing: {error:#}");
    }
}

/// The page goes by another name from here on.
pub(crate) fn page_is(app: &AppHandle, page: String) {
    app.state::<Shell>().badge.says().page = page;
    set_title(app);
}

fn set_title(app: &AppHandle) {
    let title = title_of(&app.state::<Shell>().badge.says());
    if let Some(window) = app.get_webview_window(MAIN)
        && let Err(error) = window.set_title(&title)
    {
        tracing::warn!("The window keeps the title that it had: {error}");
    }
}

fn title_of(Says { page, due }: &Says) -> String {
    match due {
        0 => page.clone(),
        due => format!("({due}) {page}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_counts_what_is_due_and_no_nothing() {
        let title = |due| title_of(&Says { page: "Board – Tern".to_owned(), due });
        assert_eq!(title(0), "Board – Tern");
        assert_eq!(title(3), "(3) Board – Tern");
    }
}
