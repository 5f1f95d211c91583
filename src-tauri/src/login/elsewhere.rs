//! The entries of macOS and Windows, by Tauri's plugin.

use crate::arguments::Arguments;
use anyhow::{Context as _, Result};
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Wry};
use tauri_plugin_autostart::ManagerExt as _;

pub(crate) fn plugin(arguments: &Arguments) -> TauriPlugin<Wry> {
    let words = arguments.at_login().into_iter().filter_map(|word| word.into_string().ok());
    tauri_plugin_autostart::Builder::new().args(words).build()
}

pub(super) fn is_on(app: &AppHandle, _: &Arguments) -> Option<bool> {
    app.autolaunch().is_enabled().ok()
}

pub(super) fn set(app: &AppHandle, _: &Arguments, on: bool) -> Result<()> {
    let entries = app.autolaunch();
    let done = if on { entries.enable() } else { entries.disable() };
    done.context("changing what starts with the session")
}
