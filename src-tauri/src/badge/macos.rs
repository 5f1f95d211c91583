//! The count on the icon in the Dock.

use crate::window::MAIN;
use anyhow::{Context as _, Result};
use tauri::{AppHandle, Manager};

pub(super) async fn show(app: &AppHandle, due: i64) -> Result<()> {
    let window = app.get_webview_window(MAIN).context("there is no window")?;
    window.set_badge_count((due > 0).then_some(due)).context("marking the icon")
}
