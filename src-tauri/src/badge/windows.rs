//! The count on the button in the task bar: Windows has pictures there and no numbers, so it is drawn.

use super::overlay;
use crate::window::MAIN;
use anyhow::{Context as _, Result};
use tauri::image::Image;
use tauri::{AppHandle, Manager};

pub(super) async fn show(app: &AppHandle, due: i64) -> Result<()> {
    let window = app.get_webview_window(MAIN).context("there is no window")?;
    let side = overlay::side(window.scale_factor().context("asking how dense the screen is")?);
    let mark = (due > 0).then(|| Image::new_owned(overlay::draw(due, side), side, side));
    window.set_overlay_icon(mark).context("marking the icon")
}
