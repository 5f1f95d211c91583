//! Leaving the app without losing anything: the window goes at once, the rest when all is saved.

use crate::shell::Shell;
use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tauri::{AppHandle, Manager, WebviewWindow};
use tokio::sync::oneshot;

/// A hidden page saves its drafts; once it has been silent this long there is nothing left to save.
const STILL: Duration = Duration::from_millis(200);
/// How long a page may take to learn that it is hidden: a busy computer tells it late.
const HIDING: Duration = Duration::from_secs(2);
/// How often it is asked.
const ASKING: Duration = Duration::from_millis(20);
/// Whoever quits does not wait longer for a command; what was committed is safe in any case.
const PATIENCE: Duration = Duration::from_secs(5);

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
        saved(&shell, app.webview_windows().values()).await;
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

/// Waits until all is saved that these pages, hidden now, save on their way out.
pub(crate) async fn saved(shell: &Shell, pages: impl IntoIterator<Item = &WebviewWindow>) {
    futures::future::join_all(pages.into_iter().map(knows_that_it_is_hidden)).await;
    shell.quiet(STILL, PATIENCE).await;
}

/// Waits until a page knows that it is hidden: what it saves then has begun. One that answers nothing has died.
async fn knows_that_it_is_hidden(page: &WebviewWindow) {
    let asked = async {
        while let Some(false) = is_hidden(page).await {
            tokio::time::sleep(ASKING).await;
        }
    };
    if tokio::time::timeout(HIDING, asked).await.is_err() {
        tracing::warn!("A page did not learn in time that it was hidden");
    }
}

/// What a page says of itself; `None` when it cannot be asked.
async fn is_hidden(page: &WebviewWindow) -> Option<bool> {
    let (say, said) = oneshot::channel();
    let say = Mutex::new(Some(say));
    page.eval_with_callback("document.hidden", move |answer| {
        let say = say.lock().unwrap_or_else(PoisonError::into_inner).take();
        // Whoever asked may have lost patience.
        let _ = say.map(|say| say.send(answer == "true"));
    })
    .ok()?;
    said.await.ok()
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
