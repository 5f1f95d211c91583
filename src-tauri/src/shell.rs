//! What the parts of the app share: the desk once it is open, the timings, and what waits for either.

use crate::arguments::Arguments;
use crate::badge::Badge;
use crate::links::Waiting;
use crate::notify::Notifications;
use crate::shortcut::Shortcut;
use crate::timings::Timings;
use crate::tray::Tray;
use contract::problem::Problem;
use host::Host;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
#[cfg(target_os = "linux")]
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

pub(crate) struct Shell {
    pub(crate) timings: Timings,
    pub(crate) arguments: Arguments,
    pub(crate) tray: Tray,
    pub(crate) badge: Badge,
    pub(crate) shortcut: Shortcut,
    pub(crate) waiting: Waiting,
    pub(crate) notifications: OnceLock<Notifications>,
    pub(crate) leaving: AtomicBool,
    pub(crate) may_exit: AtomicBool,
    #[cfg(target_os = "linux")]
    dragged: Mutex<Vec<String>>,
    host: watch::Sender<Option<Opened>>,
    running: AtomicUsize,
}

/// The desk, or why there is none.
type Opened = Result<Arc<Host>, Problem>;

impl Shell {
    pub(crate) fn new(timings: Timings, arguments: &Arguments) -> Self {
        Shell {
            timings,
            arguments: arguments.clone(),
            tray: Tray::default(),
            badge: Badge::default(),
            shortcut: Shortcut::default(),
            waiting: Waiting::with(arguments.link.as_deref()),
            notifications: OnceLock::new(),
            leaving: AtomicBool::new(false),
            may_exit: AtomicBool::new(false),
            #[cfg(target_os = "linux")]
            dragged: Mutex::default(),
            host: watch::Sender::new(None),
            running: AtomicUsize::new(0),
        }
    }

    pub(crate) fn opened(&self, outcome: Opened) {
        self.host.send_replace(Some(outcome));
    }

    /// Returns the desk, waiting for it to open.
    pub(crate) async fn host(&self) -> Opened {
        let mut host = self.host.subscribe();
        let opened = host.wait_for(Option::is_some).await.expect("the sender lives as long as the shell");
        opened.clone().expect("waited for it")
    }

    /// Returns the desk if it is open.
    pub(crate) fn host_now(&self) -> Option<Arc<Host>> {
        self.host.borrow().as_ref().and_then(|opened| opened.as_ref().ok()).cloned()
    }

    /// The files that are carried over a window, or were let go over one last.
    #[cfg(target_os = "linux")]
    pub(crate) fn dragged(&self) -> MutexGuard<'_, Vec<String>> {
        self.dragged.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Marks a command as running until the guard is dropped.
    pub(crate) fn running(&self) -> Running<'_> {
        self.running.fetch_add(1, Ordering::SeqCst);
        Running(&self.running)
    }

    /// Waits until no command has run for `still`, but not longer than `patience`.
    pub(crate) async fn quiet(&self, still: Duration, patience: Duration) {
        const STEP: Duration = Duration::from_millis(20);
        let mut quiet_for = Duration::ZERO;
        let mut waited = Duration::ZERO;
        while quiet_for < still && waited < patience {
            tokio::time::sleep(STEP).await;
            waited += STEP;
            quiet_for =
                if self.running.load(Ordering::SeqCst) == 0 { quiet_for + STEP } else { Duration::ZERO };
        }
    }
}

/// Counts a command as running while it lives.
pub(crate) struct Running<'a>(&'a AtomicUsize);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}
