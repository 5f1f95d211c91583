//! The count on the icon of docks and task bars: the signal that began with Unity, which Ubuntu's dock, Dash to Dock,
//! Plank and KDE's task bar hear. Tauri's own way needs a library that hardly any of them still brings along.

use anyhow::{Context as _, Result};
use std::collections::HashMap;
use tauri::AppHandle;
use tokio::sync::OnceCell;
use zbus::Connection;
use zbus::zvariant::Value;

const INTERFACE: &str = "com.canonical.Unity.LauncherEntry";
const PATH: &str = "/com/canonical/unity/launcherentry/1";

/// Held as long as Tern runs: a dock takes the count away with whoever said it.
static BUS: OnceCell<Connection> = OnceCell::const_new();

pub(super) async fn show(app: &AppHandle, due: i64) -> Result<()> {
    let bus = BUS.get_or_try_init(Connection::session).await.context("reaching the session bus")?;
    let count = HashMap::from([("count", Value::from(due)), ("count-visible", Value::from(due > 0))]);
    let entry = entry(app.config().product_name.as_deref());
    bus.emit_signal(None::<&str>, PATH, INTERFACE, "Update", &(entry, count))
        .await
        .context("telling the dock")
}

/// The icon by the name of its desktop file, which the packages name after the product.
fn entry(product: Option<&str>) -> String {
    format!("application://{}.desktop", product.unwrap_or("Tern"))
}
