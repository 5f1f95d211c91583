//! Leaving the app without losing anything: the window goes at once, the rest when all is saved.

use crate::shell::Shell;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tauri::{AppHandle, Manager};

/// A hidden page saves its drafts; once it has been silent this long there is nothing left to save.
pub(crate) const STILL: Duration = Duration::from_millis(200);
/// Whoever quits does not wait longer for a command; what was committed is safe in any case.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// Hides the windows, lets running commands end, closes the desk and exits.
pub(crate) fn leave(app: &AppHandle) {
    if app.state::<Shell>().leaving.swap(true, Ordering::SeqCst) {
        return;
    }
    for window in app.webview_windows().into_values() {
        if let Err(error) = window.hide() {
            tracing::warn!("A window stays visible while Tern closes: {error}");
        }
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let shell = app.state::<Shell>();
        shell.quiet(STILL, PATIENCE).await;
        if let Some(notifications) = shell.notifications.get() {
            notifications.withdraw_all().await;
        }
        if let Some(host) = shell.host_now()
            && tokio::time::timeout(PATIENCE, host.stop()).await.is_err()
        {
            tracing::warn!("The desk did not close in time; what was committed is safe");
        }
        shell.may_exit.store(true, Ordering::SeqCst);
        app.exit(0);
    });
}

/// Whether everything is saved and closed.
pub(crate) fn may_exit(app: &AppHandle) -> bool {
    app.state::<Shell>().may_exit.load(Ordering::SeqCst)
}

/// Leaves in the same order when the system asks the process to end.
pub(crate) fn on_signals(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        match ended().await {
            Ok(()) => leave(&app),
            Err(error) => tracing::warn!("Tern does not hear the system's request to end: {error}"),
        }
    });
}

#[cfg(unix)]
async fn ended() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

#[cfg(not(unix))]
async fn ended() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
