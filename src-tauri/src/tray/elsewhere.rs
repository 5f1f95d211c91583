//! macOS and Windows always show tray icons.

use tokio::sync::watch;

/// Says whether there is a tray; that never changes.
pub(super) fn watch() -> watch::Receiver<bool> {
    watch::channel(true).1
}
