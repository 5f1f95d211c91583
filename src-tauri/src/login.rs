//! Starting with the person's session: an entry among the system's own, which the system shows and may take away.

#[cfg(target_os = "linux")]
#[path = "login/linux.rs"]
mod system;
#[cfg(not(target_os = "linux"))]
#[path = "login/elsewhere.rs"]
mod system;

use crate::shell::Shell;
use tauri::{AppHandle, Manager};

#[cfg(not(target_os = "linux"))]
pub(crate) use system::plugin;

/// Whether Tern starts with the session; `None` where it cannot say.
pub(crate) fn is_on(app: &AppHandle) -> Option<bool> {
    system::is_on(app, &app.state::<Shell>().arguments)
}

/// Makes it start with the session, hidden, or not any more.
pub(crate) fn set(app: &AppHandle, on: bool) -> anyhow::Result<()> {
    system::set(app, &app.state::<Shell>().arguments, on)
}
