//! What WebKitGTK does not do by itself: spelling, wheel scrolling without a brake, and getting up again.

use crate::{language, leave};
use domain::words::Words;
use gtk::prelude::WidgetExt as _;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tauri::{Manager as _, WebviewWindow};
use tauri_plugin_dialog::{DialogExt as _, MessageDialogButtons, MessageDialogKind};
use webkit2gtk::{SettingsExt, WebContextExt, WebView, WebViewExt};

/// A page that dies more often than this is not helped by loading it again.
const RELOADS: usize = 3;
const RELOADS_WITHIN: Duration = Duration::from_secs(60);

/// What the page looks at when something is carried over it (`ui/src/api/dropped.ts`).
const FILES_SCRIPT: &str = "document.documentElement.dataset.drags = 'files'";
const NO_FILES_SCRIPT: &str = "delete document.documentElement.dataset.drags";

pub(super) fn tune(window: &WebviewWindow) -> tauri::Result<()> {
    let address = window.url()?;
    let deaths = Arc::new(Deaths::default());
    let (dying, carried) = (window.clone(), window.clone());
    window.with_webview(move |webview| {
        let view = webview.inner();
        if let Some(settings) = WebViewExt::settings(&view) {
            // Scrolling faster makes WebKit's smooth scrolling slower (WebKit bug 258926).
            settings.set_enable_smooth_scrolling(false);
        }
        check_spelling(&view, "");
        watch_drags(&view, carried);
        view.connect_web_process_terminated(move |view, reason| {
            if deaths.may_load_again(Instant::now()) {
                tracing::error!("The page's process ended ({reason:?}); the page is loaded again");
                // One that died before its first page has nothing to load again.
                match view.uri() {
                    Some(uri) if !uri.is_empty() => view.reload(),
                    _ => view.load_uri(address.as_str()),
                }
            } else {
                tracing::error!("The page's process keeps ending ({reason:?}); whoever works here decides");
                ask(dying.clone(), Arc::clone(&deaths));
            }
        });
    })
}

/// Keeps the paths of files that are carried over the window, and lets the page know that there are some: what pages see of
/// them are addresses that they may not read, as of a link.
fn watch_drags(view: &WebView, window: WebviewWindow) {
    view.connect_drag_data_received(move |_, _, _, _, data, _, _| {
        let addresses = data.uris();
        if addresses.is_empty() {
            // The same drag in another form.
            return;
        }
        let paths = addresses.iter().filter_map(|address| gtk::glib::filename_from_uri(address).ok());
        let files: Vec<String> =
            paths.filter_map(|(path, _)| path.into_os_string().into_string().ok()).collect();
        let script = if files.is_empty() { NO_FILES_SCRIPT } else { FILES_SCRIPT };
        *window.state::<crate::shell::Shell>().dragged() = files;
        if let Err(error) = window.eval(script) {
            tracing::warn!("The page does not know that files are carried over it: {error}");
        }
    });
}

/// Checks spelling in the language that the window speaks, besides the system's.
pub(super) fn spell(window: &WebviewWindow, spoken: &str) -> tauri::Result<()> {
    let spoken = spoken.to_owned();
    window.with_webview(move |webview| check_spelling(&webview.inner(), &spoken))
}

fn check_spelling(view: &WebView, spoken: &str) {
    let Some(context) = view.context() else { return };
    let languages = languages(spoken, |name| std::env::var(name).ok());
    let languages: Vec<&str> = languages.iter().map(String::as_str).collect();
    context.set_spell_checking_languages(&languages);
    context.set_spell_checking_enabled(true);
}

/// When the page's process ended, of late.
#[derive(Default)]
struct Deaths(Mutex<VecDeque<Instant>>);

impl Deaths {
    /// Notes one more; whether loading the page again may help.
    fn may_load_again(&self, now: Instant) -> bool {
        let mut deaths = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        deaths.push_back(now);
        deaths.retain(|death| now.duration_since(*death) < RELOADS_WITHIN);
        deaths.len() <= RELOADS
    }

    fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// Says what happened in a dialog of the system's own, since the page can say nothing, and does what is chosen there.
fn ask(window: WebviewWindow, deaths: Arc<Deaths>) {
    tauri::async_runtime::spawn(async move {
        let app = window.app_handle().clone();
        let words = match app.state::<crate::shell::Shell>().host_now() {
            Some(host) => language::words(&host).await,
            None => Words::of(""),
        };
        let say = |key: &str| words.say(key, &[]);
        app.dialog()
            .message(say("page-died-text"))
            .title(say("page-died"))
            .kind(MessageDialogKind::Error)
            .buttons(MessageDialogButtons::OkCancelCustom(say("page-died-again"), say("tray-quit")))
            .show(move |again| {
                if !again {
                    return leave::leave(&app);
                }
                deaths.forget();
                if let Err(error) = window.with_webview(|webview| webview.inner().reload()) {
                    tracing::error!("The page was not loaded again: {error}");
                }
            });
    });
}

/// The languages to check spelling in: that of the system, that of the window, and English. A dictionary that is not
/// installed is left out by the engine.
fn languages(spoken: &str, variable: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(variable)
        .find(|value| !value.is_empty())
        .unwrap_or_default();
    let language = locale.split(['.', '@']).next().unwrap_or_default();
    let mut languages = Vec::new();
    if language.contains('_') {
        languages.push(language.to_owned());
    }
    for (tag, usual) in [(spoken, "de_DE"), ("en", "en_US")] {
        let has = languages.iter().any(|one| one.split('_').next() == Some(tag));
        if usual.split('_').next() == Some(tag) && !has {
            languages.push(usual.to_owned());
        }
    }
    languages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_dies_again_and_again_is_not_loaded_for_ever() {
        let (deaths, now) = (Deaths::default(), Instant::now());
        let after = |seconds| now + Duration::from_secs(seconds);
        let loaded: Vec<bool> =
            [0, 1, 2, 3, 61].into_iter().map(|at| deaths.may_load_again(after(at))).collect();
        assert_eq!(loaded, [true, true, true, false, true], "three times in a minute");
        deaths.forget();
        assert!(deaths.may_load_again(after(62)));
    }

    #[test]
    fn spelling_follows_the_system_the_window_and_english() {
        for (spoken, set, expected) in [
            ("", ("LANG", "de_DE.UTF-8"), vec!["de_DE", "en_US"]),
            ("de", ("LANG", "de_AT.UTF-8"), vec!["de_AT", "en_US"]),
            ("de", ("LANG", "en_GB.UTF-8"), vec!["en_GB", "de_DE"]),
            ("en", ("LANG", "en_GB.UTF-8"), vec!["en_GB"]),
            ("en", ("LC_ALL", "pl_PL@euro"), vec!["pl_PL", "en_US"]),
            ("de", ("LANG", "C.UTF-8"), vec!["de_DE", "en_US"]),
            ("", ("LANG", ""), vec!["en_US"]),
        ] {
            let found = languages(spoken, |name| (name == set.0).then(|| set.1.to_owned()));
            assert_eq!(found, expected, "{spoken} {set:?}");
        }
    }
}
