//! Notifications of macOS and Windows, whose answers are waited for on a thread each.

use super::{Allowed, Answer};
use domain::notify::{Showing, Urgency};
use domain::words::Words;
use notify_rust::{Notification, NotificationResponse};

/// A notification that the desktop holds; it cannot be taken back, and fades by itself.
pub(super) struct Shown;

/// The end of a notification that was asked to close.
pub(super) struct Closing;

/// Shows it; `answered` is called once.
pub(super) async fn show(
    showing: &Showing,
    words: &Words,
    answered: impl FnOnce(Answer) + Send + 'static,
) -> Result<Shown, String> {
    let mut notification = Notification::new();
    notification.appname("Tern").summary(&showing.title).body(&showing.body).urgency(match showing.urgency {
        Urgency::Normal => notify_rust::Urgency::Normal,
        Urgency::High => notify_rust::Urgency::Critical,
    });
    #[cfg(windows)]
    notification.app_id("dev.tern.desk");
    for action in &showing.actions {
        notification.action(action.key(), &action.label(words));
    }
    let (shown, outcome) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || match notification.show() {
        Ok(handle) => {
            let _listener_gone = shown.send(Ok(()));
            let waited = handle.wait_for_response(|response: &NotificationResponse| {
                answered(match response {
                    NotificationResponse::Default => Answer::Body,
                    NotificationResponse::Action(key) => Answer::Button(key.clone()),
                    NotificationResponse::Reply(_) | NotificationResponse::Closed(_) => Answer::Closed,
                });
            });
            if let Err(error) = waited {
                tracing::warn!("The answer to a notification was lost: {error}");
            }
        }
        Err(error) => {
            let _listener_gone = shown.send(Err(error.to_string()));
        }
    });
    outcome.await.unwrap_or_else(|_| Err("the thread that shows it ended".to_owned())).map(|()| Shown)
}

/// Neither system says before one is shown.
pub(super) async fn what_it_allows() -> Allowed {
    let by = if cfg!(target_os = "macos") { "macOS" } else { "Windows" };
    Allowed { by: Some(by.to_owned()), buttons: None, keeps: None }
}

impl Shown {
    pub(super) fn close(self) -> Closing {
        Closing
    }
}

impl Closing {
    pub(super) async fn ended(self) {}
}
