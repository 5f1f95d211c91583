//! Tickets in windows of their own: the page of the main window, which sends there whatever is not of its ticket.

use super::{MAIN, engine_folder, guarded, paint, show};
use crate::leave;
use crate::shell::Shell;
use domain::ids::TicketId;
use tauri::webview::PageLoadEvent;
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent};

/// What the labels of these windows begin with; the capabilities name it, too.
const PREFIX: &str = "ticket-";
/// Each costs the memory of a page, 90 MiB: half a dozen is a desk full of them.
pub(crate) const MOST: usize = 6;
const SIZE: (f64, f64) = (820.0, 820.0);
const LEAST: (f64, f64) = (480.0, 560.0);

/// Opens a window for a ticket, or brings its own forward; false when there are as many as may be.
pub(crate) fn open(app: &AppHandle, ticket: TicketId) -> tauri::Result<bool> {
    let label = format!("{PREFIX}{ticket}");
    if let Some(window) = app.get_webview_window(&label) {
        show(&window);
        return Ok(true);
    }
    if app.webview_windows().keys().filter(|label| label.starts_with(PREFIX)).count() >= MOST {
        return Ok(false);
    }
    let folder = app.state::<Shell>().arguments.folder();
    let page = WebviewUrl::App(format!("index.html#/ticket/{ticket}?window=own").into());
    let window = guarded(WebviewWindowBuilder::new(app, &label, page), app)
        // The engine of the main window, so that both are one page to it.
        .data_directory(engine_folder(&folder))
        .title("Tern")
        .inner_size(SIZE.0, SIZE.1)
        .min_inner_size(LEAST.0, LEAST.1)
        .visible(false)
        .disable_drag_drop_handler()
        .zoom_hotkeys_enabled(false)
        .on_document_title_changed(|window, title| {
            if let Err(error) = window.set_title(&title) {
                tracing::warn!("A window keeps the title that it had: {error}");
            }
        })
        .on_page_load(|window, page| {
            if page.event() == PageLoadEvent::Finished {
                show(&window);
            }
        })
        .build()?;
    paint(&window)?;
    let closing = window.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event
            && !leave::may_exit(closing.app_handle())
        {
            api.prevent_close();
            put_away(&closing);
        }
    });
    Ok(true)
}

/// Closes a window when its page, hidden now, has saved what was written there.
fn put_away(window: &WebviewWindow) {
    if let Err(error) = window.hide() {
        tracing::warn!("A window stays visible while it closes: {error}");
    }
    let window = window.clone();
    tauri::async_runtime::spawn(async move {
        leave::saved(&window.state::<Shell>(), [&window]).await;
        // Whoever asked for the ticket again meanwhile has it in front of them.
        if window.is_visible().is_ok_and(|visible| visible) {
            return;
        }
        if let Err(error) = window.destroy() {
            tracing::error!("The window {} does not close: {error}", window.label());
        }
    });
}

/// Whether a window is the main one.
pub(crate) fn is_main(label: &str) -> bool {
    label == MAIN
}
