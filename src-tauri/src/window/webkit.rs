//! What WebKitGTK does not do by itself: spelling, wheel scrolling without a brake, and getting up again.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::time::{Duration, Instant};
use tauri::WebviewWindow;
use webkit2gtk::{SettingsExt, WebContextExt, WebViewExt};

/// A page that dies more often than this is not helped by loading it again.
const RELOADS: usize = 3;
const RELOADS_WITHIN: Duration = Duration::from_secs(60);

pub(super) fn tune(window: &WebviewWindow) -> tauri::Result<()> {
    let address = window.url()?;
    window.with_webview(move |webview| {
        let view = webview.inner();
        if let Some(settings) = WebViewExt::settings(&view) {
            // Scrolling faster makes WebKit's smooth scrolling slower (WebKit bug 258926).
            settings.set_enable_smooth_scrolling(false);
        }
        if let Some(context) = view.context() {
            let languages = languages(|name| std::env::var(name).ok());
            let languages: Vec<&str> = languages.iter().map(String::as_str).collect();
            context.set_spell_checking_languages(&languages);
            context.set_spell_checking_enabled(true);
        }
        let deaths = RefCell::new(VecDeque::new());
        view.connect_web_process_terminated(move |view, reason| {
            let mut deaths = deaths.borrow_mut();
            let now = Instant::now();
            deaths.push_back(now);
            deaths.retain(|death| now.duration_since(*death) < RELOADS_WITHIN);
            if deaths.len() <= RELOADS {
                tracing::error!("The page's process ended ({reason:?}); the page is loaded again");
                // One that died before its first page has nothing to load again.
                match view.uri() {
                    Some(uri) if !uri.is_empty() => view.reload(),
                    _ => view.load_uri(address.as_str()),
                }
            } else {
                tracing::error!("The page's process keeps ending ({reason:?}); the page is given up");
            }
        });
    })
}

/// The languages to check spelling in: that of the system, and English.
fn languages(variable: impl Fn(&str) -> Option<String>) -> Vec<String> {
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
    if !language.starts_with("en_") {
        languages.push("en_US".to_owned());
    }
    languages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_follows_the_system_and_english() {
        for (set, expected) in [
            (("LANG", "de_DE.UTF-8"), vec!["de_DE", "en_US"]),
            (("LANG", "en_GB.UTF-8"), vec!["en_GB"]),
            (("LC_ALL", "pl_PL@euro"), vec!["pl_PL", "en_US"]),
            (("LANG", "C.UTF-8"), vec!["en_US"]),
            (("LANG", ""), vec!["en_US"]),
        ] {
            let found = languages(|name| (name == set.0).then(|| set.1.to_owned()));
            assert_eq!(found, expected, "{set:?}");
        }
    }
}
