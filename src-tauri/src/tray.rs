//! The tray icon, where the desktop has a tray: a way to the window, never the only one.

use crate::desk::tell;
use crate::{leave, window};
use contract::session::Notice;
use tauri::image::Image;
use tauri::menu::{MenuBuilder, MenuItemBuilder};
use tauri::tray::TrayIconBuilder;
use tauri::{AppHandle, include_image};

const WHITE: Image<'_> = include_image!("icons/tray-white.png");
const BLACK: Image<'_> = include_image!("icons/tray-black.png");

const OPEN: &str = "open";
const NEW_TICKET: &str = "new-ticket";
const QUIT: &str = "quit";

/// Puts the icon into the tray, unless the desktop has none.
pub(crate) fn raise_if_possible(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        if !has_tray().await {
            return;
        }
        let main = app.clone();
        let raised = app.run_on_main_thread(move || {
            // The library behind it is looked for at run time, and panics where it is not installed.
            let raised = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| raise(&main)));
            match raised {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::warn!("There is no tray icon: {error}"),
                Err(_) => tracing::warn!("There is no tray icon: the system lacks libayatana-appindicator"),
            }
        });
        if let Err(error) = raised {
            tracing::warn!("There is no tray icon: {error}");
        }
    });
}

fn raise(app: &AppHandle) -> tauri::Result<()> {
    // On Linux an icon without a menu may be invisible and clicks are not reported, so all is in the menu.
    let menu = MenuBuilder::new(app)
        .item(&MenuItemBuilder::with_id(OPEN, "Open Tern").build(app)?)
        .item(&MenuItemBuilder::with_id(NEW_TICKET, "New ticket").build(app)?)
        .separator()
        .item(&MenuItemBuilder::with_id(QUIT, "Quit").build(app)?)
        .build()?;
    // Panels of Linux and Windows are dark as a rule; macOS colours the black one itself.
    let icon = if cfg!(target_os = "macos") { BLACK } else { WHITE };
    TrayIconBuilder::with_id("tern")
        .icon(icon)
        .icon_as_template(true)
        .tooltip("Tern")
        .menu(&menu)
        .show_menu_on_left_click(cfg!(not(windows)))
        .on_menu_event(|app, event| match event.id().as_ref() {
            OPEN => window::bring_forward(app),
            NEW_TICKET => {
                window::bring_forward(app);
                tell(app, &Notice::NewTicket);
            }
            QUIT => leave::leave(app),
            other => tracing::warn!("The tray has no {other}"),
        })
        .on_tray_icon_event(|tray, event| {
            use tauri::tray::{MouseButton, MouseButtonState, TrayIconEvent};
            if let TrayIconEvent::Click {
                button: MouseButton::Left, button_state: MouseButtonState::Up, ..
            } = event
                && cfg!(windows)
            {
                window::bring_forward(tray.app_handle());
            }
        })
        .build(app)
        .map(drop)
}

/// Whether something on the session bus shows tray icons; without it an icon would wait for nobody.
#[cfg(target_os = "linux")]
async fn has_tray() -> bool {
    async fn ask() -> zbus::Result<bool> {
        let bus = zbus::Connection::session().await?;
        let names = zbus::fdo::DBusProxy::new(&bus).await?;
        let watcher = zbus::names::WellKnownName::from_static_str("org.kde.StatusNotifierWatcher")?;
        Ok(names.name_has_owner(watcher.into()).await?)
    }
    ask().await.unwrap_or_else(|error| {
        tracing::info!("There is no session bus, so no tray: {error}");
        false
    })
}

#[cfg(not(target_os = "linux"))]
async fn has_tray() -> bool {
    true
}
