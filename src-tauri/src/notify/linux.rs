//! Notifications over the session bus, by the freedesktop specification.

use super::{Allowed, Answer};
use domain::notify::{Action, Showing, Urgency};
use domain::words::Words;
use notify_rust::{Hint, Notification, NotificationResponse};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A notification that the desktop holds.
pub(super) struct Shown {
    close: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

/// The end of a notification that was asked to close.
pub(super) struct Closing(JoinHandle<()>);

/// Shows it; `answered` is called once, unless it is closed from here.
pub(super) async fn show(
    showing: &Showing,
    words: &Words,
    answered: impl FnOnce(Answer) + Send + 'static,
) -> Result<Shown, String> {
    // Asked each time: the daemon may be another one than an hour ago.
    let capabilities = tokio::task::spawn_blocking(notify_rust::get_capabilities)
        .await
        .map_err(|error| error.to_string())?
        .map_err(|error| error.to_string())?;
    let can = |capability: &str| capabilities.iter().any(|it| it == capability);

    let mut notification = Notification::new();
    notification
        .appname("Tern")
        .icon("tern")
        .summary(&showing.title)
        .hint(Hint::DesktopEntry("tern".to_owned()))
        .urgency(match showing.urgency {
            Urgency::Normal => notify_rust::Urgency::Normal,
            Urgency::High => notify_rust::Urgency::Critical,
        });
    if can("body-markup") {
        notification.body(&escaped(&showing.body));
    } else {
        notification.body(&showing.body);
    }
    if can("actions") {
        // A click on the notification itself arrives as "default".
        notification.action("default", &Action::Open.label(words));
        for action in &showing.actions {
            notification.action(action.key(), &action.label(words));
        }
    }
    let handle = notification.show_async().await.map_err(|error| error.to_string())?;

    let (close, closing) = oneshot::channel();
    let ended = tokio::spawn(async move {
        let answer = handle.wait_for_action_async(|response: &NotificationResponse| {
            answered(match response {
                NotificationResponse::Default => Answer::Body,
                NotificationResponse::Action(key) => Answer::Button(key.clone()),
                NotificationResponse::Reply(_) | NotificationResponse::Closed(_) => Answer::Closed,
            });
        });
        // `Err` means that nobody holds the notification any more; then only its end is awaited.
        let closed_from_here = async {
            if closing.await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        tokio::select! {
            () = answer => {}
            () = closed_from_here => handle.close_async().await,
        }
    });
    Ok(Shown { close, ended })
}

/// Asks whoever shows notifications on this bus; a bus without anybody says nothing.
pub(super) async fn what_it_allows() -> Allowed {
    let asked = tokio::task::spawn_blocking(|| {
        let capabilities = notify_rust::get_capabilities().ok()?;
        let has = |capability: &str| Some(capabilities.iter().any(|it| it == capability));
        let by = notify_rust::get_server_information().ok().map(|it| format!("{} {}", it.name, it.version));
        Some(Allowed { by, buttons: has("actions"), keeps: has("persistence") })
    });
    asked.await.ok().flatten().unwrap_or_default()
}

impl Shown {
    pub(super) fn close(self) -> Closing {
        // A notification that has just ended by itself hears nothing, which is as well.
        let _already_ended = self.close.send(());
        Closing(self.ended)
    }
}

impl Closing {
    pub(super) async fn ended(self) {
        if let Err(error) = self.0.await {
            tracing::warn!("A notification did not end well: {error}");
        }
    }
}

/// Subjects come from strangers; a body with markup would let them style it and link out of it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_cannot_bring_markup() {
        assert_eq!(escaped("<a href=\"x\">R&D</a>"), "&lt;a href=\"x\"&gt;R&amp;D&lt;/a&gt;");
    }
}
