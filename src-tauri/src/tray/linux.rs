//! Whether something on the session bus shows tray icons: panels come and go, also after us.

use tokio::sync::watch;
use zbus::export::ordered_stream::OrderedStreamExt as _;
use zbus::names::{BusName, WellKnownName};

const WATCHER: &str = "org.kde.StatusNotifierWatcher";

/// Says whether there is a tray, now and whenever that changes.
pub(super) fn watch() -> watch::Receiver<bool> {
    let (told, shows) = watch::channel(false);
    tauri::async_runtime::spawn(async move {
        if let Err(error) = follow(&told).await {
            tracing::info!("There is no session bus, so no tray: {error}");
        }
    });
    shows
}

async fn follow(told: &watch::Sender<bool>) -> zbus::Result<()> {
    let bus = zbus::Connection::session().await?;
    let names = zbus::fdo::DBusProxy::new(&bus).await?;
    // Heard before it is asked, so that no change falls between the two.
    let mut changes = names.receive_name_owner_changed_with_args(&[(0, WATCHER)]).await?;
    let watcher = BusName::from(WellKnownName::from_static_str(WATCHER)?);
    told.send_replace(names.name_has_owner(watcher).await?);
    while let Some(change) = changes.next().await {
        told.send_replace(change.args()?.new_owner().is_some());
    }
    Ok(())
}
