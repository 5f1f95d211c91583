//! Desktop notifications: shows what the desk decided to show, and brings back what the user chose.
//!
//! On Linux a notification stays answerable for as long as it is on the screen or in the centre, and is
//! taken away when its reason is gone. On Windows it is answerable while it is on the screen. On macOS the
//! answer comes from the banner, several actions sit behind one "Options" button, and the app must be
//! installed as a bundle.

#[cfg(target_os = "linux")]
#[path = "notify/linux.rs"]
mod desktop;
#[cfg(not(target_os = "linux"))]
#[path = "notify/blocking.rs"]
mod desktop;

use domain::notify::{Action, Showing};
use domain::words::Words;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What the user chose on a notification.
#[derive(Debug, Clone)]
pub struct Choice {
    pub showing: Showing,
    pub action: Action,
}

/// Why the desktop showed nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the desktop shows no notifications: {0}")]
pub struct Unavailable(String);

/// What the system lets notifications do; `None` where it does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Allowed {
    /// The program that shows them.
    pub by: Option<String>,
    pub buttons: Option<bool>,
    /// Whether those that nobody has seen are kept.
    pub keeps: Option<bool>,
}

/// Asks the system what notifications may do here.
pub async fn what_it_allows() -> Allowed {
    desktop::what_it_allows().await
}

/// The notifications on the screen.
#[derive(Clone)]
pub struct Notifications(Arc<Shared>);

struct Shared {
    chosen: Box<dyn Fn(Choice) + Send + Sync>,
    on_screen: Mutex<BTreeMap<String, OnScreen>>,
    was_unavailable: AtomicBool,
}

struct OnScreen {
    showing: Showing,
    /// Tells this one from a later one with the same key.
    turn: u64,
    desktop: desktop::Shown,
}

/// How a notification ended, as the desktop tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Answer {
    /// The notification itself was clicked.
    Body,
    /// A button was clicked; by its key or its label.
    Button(String),
    Closed,
}

impl Notifications {
    pub fn new(chosen: impl Fn(Choice) + Send + Sync + 'static) -> Self {
        Notifications(Arc::new(Shared {
            chosen: Box::new(chosen),
            on_screen: Mutex::default(),
            was_unavailable: AtomicBool::new(false),
        }))
    }

    /// Shows a notification in place of those that it replaces.
    ///
    /// A desktop without notifications is logged once, not once per warning; the caller shows them itself.
    pub async fn show(&self, showing: Showing, words: &Words) -> Result<(), Unavailable> {
        self.withdraw(&showing.key);
        for key in &showing.replaces {
            self.withdraw(key);
        }
        let turn = next_turn();
        let key = showing.key.clone();
        let answered = {
            let shared = Arc::clone(&self.0);
            let showing = showing.clone();
            move |answer| shared.answered(&showing, turn, &answer)
        };
        match desktop::show(&showing, words, answered).await {
            Ok(desktop) => {
                self.0.was_unavailable.store(false, Ordering::SeqCst);
                self.0.on_screen().insert(key, OnScreen { showing, turn, desktop });
                Ok(())
            }
            Err(why) => {
                let unavailable = Unavailable(why);
                if !self.0.was_unavailable.swap(true, Ordering::SeqCst) {
                    tracing::warn!("Warnings appear in the window only: {unavailable}");
                }
                Err(unavailable)
            }
        }
    }

    /// Takes a notification away, because its reason is gone.
    pub fn withdraw(&self, key: &str) {
        if let Some(shown) = self.0.on_screen().remove(key) {
            shown.desktop.close();
        }
    }

    /// Takes all away and waits until they are: their buttons lead nowhere once this process has ended.
    pub async fn withdraw_all(&self) {
        let shown = std::mem::take(&mut *self.0.on_screen());
        for shown in shown.into_values() {
            shown.desktop.close().ended().await;
        }
    }

    /// Returns those on the screen.
    pub fn standing(&self) -> Vec<Showing> {
        self.0.on_screen().values().map(|it| it.showing.clone()).collect()
    }

    pub fn any(&self) -> bool {
        !self.0.on_screen().is_empty()
    }
}

impl Shared {
    fn on_screen(&self) -> MutexGuard<'_, BTreeMap<String, OnScreen>> {
        self.on_screen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answered(&self, showing: &Showing, turn: u64, answer: &Answer) {
        let ended = {
            let mut on_screen = self.on_screen();
            let is_this = on_screen.get(&showing.key).is_some_and(|shown| shown.turn == turn);
            if is_this { on_screen.remove(&showing.key) } else { None }
        };
        if let Some(action) = answer.action() {
            (self.chosen)(Choice { showing: showing.clone(), action });
            if let Some(shown) = ended {
                // Some desktops leave an answered notification standing.
                shown.desktop.close();
            }
        }
    }
}

impl Answer {
    fn action(&self) -> Option<Action> {
        match self {
            Answer::Body => Some(Action::Open),
            Answer::Button(name) => Action::of(name),
            Answer::Closed => None,
        }
    }
}

fn next_turn() -> u64 {
    static TURN: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
    TURN.fetch_add(1, Ordering::Relaxed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_known_by_key_or_label() {
        assert_eq!(Answer::Body.action(), Some(Action::Open));
        assert_eq!(Answer::Button("assign-to-me".to_owned()).action(), Some(Action::AssignToMe));
        assert_eq!(Answer::Button("Assign to me".to_owned()).action(), Some(Action::AssignToMe));
        assert_eq!(Answer::Button("Mir zuweisen".to_owned()).action(), Some(Action::AssignToMe));
        assert_eq!(Answer::Button("rm -rf".to_owned()).action(), None);
        assert_eq!(Answer::Closed.action(), None);
    }
}
