//! The windows: made hidden, shown when their page stands, and closed to everything that is not ours.

#[cfg(target_os = "linux")]
mod clipboard;
pub(crate) mod commands;
pub(crate) mod popout;
#[cfg(target_os = "linux")]
mod webkit;

use crate::shell::Shell;
use crate::timings::Moment;
use crate::{badge, leave};
use std::path::{Path, PathBuf};
use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::window::Color;
use tauri::{AppHandle, Manager, Theme, Url, WebviewWindow, WebviewWindowBuilder, WindowEvent, Wry};

pub(crate) const MAIN: &str = "main";

/// What the window shows before its page paints; the page's own background of the theme.
const LIGHT: Color = Color(0xFF, 0xFF, 0xFF, 0xFF);
const DARK: Color = Color(0x15, 0x17, 0x1B, 0xFF);

/// Lets the page know what draws it, before its styles apply.
const SOFTWARE_SCRIPT: &str = "document.documentElement.dataset.graphics = 'software'";

#[cfg(target_os = "linux")]
use crate::graphics::is_software;

/// Elsewhere the engine decides by itself, and tells nobody.
#[cfg(not(target_os = "linux"))]
fn is_software() -> bool {
    false
}

/// What draws the pages, for diagnostics.
pub(crate) fn engine() -> Option<String> {
    let name = if cfg!(target_os = "linux") {
        "WebKitGTK"
    } else if cfg!(windows) {
        "WebView2"
    } else {
        "WebKit"
    };
    let version = tauri::webview_version().ok()?;
    let gpu = if is_software() { ", without a GPU" } else { "" };
    Some(format!("{name} {version}{gpu}"))
}

/// Checks spelling in the language that the window speaks, on every window.
#[cfg(target_os = "linux")]
pub(crate) fn spell(app: &AppHandle, spoken: &str) {
    for window in app.webview_windows().values() {
        if let Err(error) = webkit::spell(window, spoken) {
            tracing::warn!("Spelling is checked in the language before: {error}");
        }
    }
}

/// Elsewhere the system knows in which languages one writes.
#[cfg(not(target_os = "linux"))]
pub(crate) fn spell(_: &AppHandle, _: &str) {}

/// Makes the main window as `tauri.conf.json` describes it; it shows itself when its page is there.
pub(crate) fn create(app: &AppHandle, folder: &Path) -> tauri::Result<()> {
    // The web engine would make the data folder readable for everyone; a failure is for the desk to report.
    if let Err(error) = make_private(folder) {
        tracing::warn!("The folder {} was not made: {error}", folder.display());
    }
    if let Err(error) = host::keep_noted(folder) {
        tracing::warn!("What goes wrong is noted in memory alone: {error}");
    }
    let config = app.config().app.windows.iter().find(|window| window.label == MAIN);
    let config = config.expect("tauri.conf.json describes the main window").clone();
    let window = guarded(WebviewWindowBuilder::from_config(app, &config)?, app)
        // Each desk has a web engine of its own, so that two of them never share a cache.
        .data_directory(engine_folder(folder))
        .on_document_title_changed(|window, title| badge::page_is(window.app_handle(), title))
        .on_page_load(|window, page| {
            let shell = window.state::<Shell>();
            if page.event() == PageLoadEvent::Finished
                && shell.timings.note(Moment::Page)
                && !shell.arguments.hidden
            {
                show(&window);
            }
        })
        .build()?;
    paint(&window)?;

    let closing = app.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event
            && !leave::may_exit(&closing)
        {
            api.prevent_close();
            if closing.state::<Shell>().tray.keeps_open() {
                hide(&closing);
            } else {
                leave::leave(&closing);
            }
        }
    });
    Ok(())
}

type Builder<'a> = WebviewWindowBuilder<'a, Wry, AppHandle>;

/// Keeps a window to pages of ours; what leads elsewhere opens where the system opens it.
fn guarded<'a>(builder: Builder<'a>, app: &AppHandle) -> Builder<'a> {
    let (links, pages) = (app.clone(), app.clone());
    let builder = if is_software() { builder.initialization_script(SOFTWARE_SCRIPT) } else { builder };
    builder
        // Paste in the menus; all that runs in the page is ours.
        .enable_clipboard_access()
        .on_navigation(move |url| {
            let ours = is_ours(url);
            if !ours {
                commands::open_outside(&pages, url);
            }
            ours
        })
        .on_new_window(move |url, _features| {
            commands::open_outside(&links, &url);
            NewWindowResponse::Deny
        })
}

/// Gives a window the colour of its page before that paints, and what its engine does not do by itself.
fn paint(window: &WebviewWindow) -> tauri::Result<()> {
    let is_dark = window.theme().is_ok_and(|theme| theme == Theme::Dark);
    window.set_background_color(Some(if is_dark { DARK } else { LIGHT }))?;
    #[cfg(target_os = "linux")]
    webkit::tune(window)?;
    Ok(())
}

/// Where the web engine keeps its own things. It fails to start where it cannot, and then nobody could be told what is
/// wrong with the data folder: in that case a folder of the system's does, for this once.
fn engine_folder(folder: &Path) -> PathBuf {
    let wanted = folder.join("webview");
    match make_private(&wanted) {
        Ok(()) => wanted,
        Err(error) => {
            tracing::warn!("The web engine has no folder in {}: {error}", folder.display());
            std::env::temp_dir().join(format!("tern-webview-{}", std::process::id()))
        }
    }
}

fn make_private(folder: &Path) -> std::io::Result<()> {
    let mut maker = std::fs::DirBuilder::new();
    maker.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut maker, 0o700);
    maker.create(folder)
}

/// Shows the window in front of the others, wherever it was.
pub(crate) fn bring_forward(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        show(&window);
    }
}

/// Closes the window and stays in the tray.
fn hide(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN)
        && let Err(error) = window.hide()
    {
        tracing::error!("The window does not close: {error}");
    }
}

/// Shows the window without putting it in front of anything.
pub(crate) fn show_minimised(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN)
        && let Err(error) = window.minimize().and_then(|()| window.show())
    {
        tracing::error!("The window does not show: {error}");
    }
}

/// Whether nobody can see the window.
pub(crate) fn is_hidden(app: &AppHandle) -> bool {
    app.get_webview_window(MAIN).is_some_and(|window| window.is_visible().is_ok_and(|visible| !visible))
}

fn show(window: &WebviewWindow) {
    let shown = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
    match shown {
        Ok(()) => {
            window.state::<Shell>().timings.note(Moment::Shown);
        }
        Err(error) => tracing::error!("The window does not come forward: {error}"),
    }
}

/// Whether a page belongs to the app; the engine's empty page does, nothing from elsewhere does.
fn is_ours(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => true,
        // The same protocol under the name that Windows needs.
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        "about" => url.path() == "blank",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_app_load_in_the_window() {
        for (url, ours) in [
            ("tauri://localhost/index.html#/board", true),
            ("http://tauri.localhost/", true),
            ("about:blank", true),
            ("https://example.org/", false),
            ("http://tauri.localhost.example.org/", false),
            ("file:///etc/passwd", false),
            ("data:text/html,hello", false),
            ("javascript:alert(1)", false),
        ] {
            assert_eq!(is_ours(&Url::parse(url).unwrap()), ours, "{url}");
        }
    }
}
