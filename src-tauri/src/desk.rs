//! The desk behind the window: opens it while the page loads, and passes on what it says.

use crate::notify::{Choice, Notifications};
use crate::shell::Shell;
use crate::timings::Moment;
use crate::{language, links, window};
use contract::commands::Tag;
use contract::problem::Problem;
use contract::reminder::TicketSnooze;
use contract::session::{Many, Notice, SessionView};
use contract::ticket::TicketSet;
use domain::ids::TicketId;
use domain::notify::{Action, Showing};
use domain::reminder::SnoozeUntil;
use domain::words::Words;
use host::{Host, Options};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tauri::{AppHandle, Emitter, Manager};
use tokio::sync::Notify;
use tokio::sync::broadcast::error::RecvError;

/// Opens the desk; commands that come before it is open wait.
pub(crate) fn open(app: &AppHandle, options: Options) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let outcome = Host::start(options).await;
        let shell = app.state::<Shell>();
        match &outcome {
            Ok(host) => {
                shell.timings.note(Moment::Desk);
                let chosen = app.clone();
                let notifications = Notifications::new(move |choice| act(&chosen, choice));
                let settling = Arc::new(Notify::new());
                tauri::async_runtime::spawn(pass_on_notices(
                    app.clone(),
                    Arc::clone(host),
                    notifications.clone(),
                    Arc::clone(&settling),
                ));
                tauri::async_runtime::spawn(withdraw_settled(
                    Arc::clone(host),
                    notifications.clone(),
                    settling,
                ));
                tauri::async_runtime::spawn(pass_on_warnings(
                    app.clone(),
                    Arc::clone(host),
                    notifications.clone(),
                ));
                shell.notifications.get_or_init(|| notifications);
                #[cfg(target_os = "linux")]
                crate::network::tell(Arc::clone(host));
            }
            Err(problem) => tracing::error!(code = ?problem.code, "The desk stays closed: {problem}"),
        }
        shell.opened(outcome);
        shell.tray.heard_of(&[Tag::Host]);
        tell(&app, &Notice::Changed { tags: vec![Tag::Host, Tag::Session] });
    });
}

/// Calls a command of the desk with typed input and output.
pub(crate) async fn call<T: DeserializeOwned>(
    host: &Arc<Host>,
    command: &str,
    input: impl serde::Serialize,
) -> Result<T, Problem> {
    let wrong = |error: serde_json::Error| {
        Problem::new(contract::problem::Code::Internal, format!("{command} speaks another contract: {error}"))
    };
    let output = host.call(command, serde_json::to_value(input).map_err(wrong)?).await?;
    serde_json::from_value(output).map_err(wrong)
}

/// Tells every window.
pub(crate) fn tell(app: &AppHandle, notice: &Notice) {
    if let Err(error) = app.emit("notice", notice) {
        tracing::warn!("A window did not hear a notice: {error}");
    }
}

/// Nothing is waited for here: what a window hears late it shows late.
async fn pass_on_notices(
    app: AppHandle,
    host: Arc<Host>,
    notifications: Notifications,
    settling: Arc<Notify>,
) {
    let mut notices = host.notices();
    loop {
        let notice = match notices.recv().await {
            // Where there is a desktop, it is told (see below); the window shows only what the desktop does not.
            Ok(Notice::Warned { .. }) => continue,
            Ok(notice) => notice,
            // What was missed is made up by reading everything again.
            Err(RecvError::Lagged(_)) => Notice::Changed { tags: Tag::ALL.to_vec() },
            Err(RecvError::Closed) => return,
        };
        tell(&app, &notice);
        if let Notice::Changed { tags } = &notice {
            app.state::<Shell>().tray.heard_of(tags);
            if tags.iter().any(|tag| matches!(tag, Tag::Host | Tag::Session)) {
                links::follow_waiting(&app);
            }
            if tags.iter().any(|tag| settles(*tag)) && notifications.any() {
                settling.notify_one();
            }
        }
    }
}

async fn pass_on_warnings(app: AppHandle, host: Arc<Host>, notifications: Notifications) {
    loop {
        let showing = host.next_showing().await;
        let in_window = Notice::warned(&showing);
        if notifications.show(showing, language::words(&host).await).await.is_err() {
            tell(&app, &in_window);
        }
    }
}

/// Whether what changed may leave nothing of what a notification was about.
fn settles(tag: Tag) -> bool {
    matches!(tag, Tag::Tickets | Tag::Reminders | Tag::Conflicts | Tag::House)
}

/// Takes away the notifications whose reason is gone, wherever it was dealt with.
async fn withdraw_settled(host: Arc<Host>, notifications: Notifications, settling: Arc<Notify>) {
    loop {
        settling.notified().await;
        // One save is often followed by others; looking once after them is enough.
        tokio::time::sleep(Duration::from_millis(300)).await;
        match host.settled(&notifications.standing()).await {
            Ok(settled) => settled.iter().for_each(|key| notifications.withdraw(key)),
            Err(problem) => tracing::debug!("Notifications stay while there is no desk: {problem}"),
        }
    }
}

/// Does what the user chose on a notification.
fn act(app: &AppHandle, choice: Choice) {
    match choice.action {
        Action::Open => {
            match (choice.showing.ticket, Many::of(&choice.showing)) {
                (Some(ticket), _) => links::open_ticket(app, ticket),
                (None, Some(many)) => links::open_many(app, many),
                (None, None) => {}
            }
            window::bring_forward(app);
        }
        Action::AssignToMe | Action::SnoozeMinutes | Action::SnoozeHour | Action::SnoozeTomorrow => {
            let app = app.clone();
            tauri::async_runtime::spawn(async move {
                let Some(ticket) = choice.showing.ticket else { return };
                let done = match choice.action.snooze() {
                    Some(until) => snooze(&app, ticket, until).await,
                    None => assign_to_me(&app, ticket).await,
                };
                if let Err(problem) = done {
                    let what = choice.action.key();
                    tracing::warn!(ticket.id = %ticket, what, "What was chosen could not be done: {problem}");
                    let Showing { title, .. } = choice.showing;
                    let words = match app.state::<Shell>().host().await {
                        Ok(host) => language::words(&host).await,
                        Err(_) => Words::of(""),
                    };
                    let action = choice.action.label(words);
                    let body = words.say("action-failed", &[("action", action.into())]);
                    tell(&app, &Notice::Warned { ticket: Some(ticket), many: None, title, body });
                    window::bring_forward(&app);
                }
            });
        }
    }
}

async fn snooze(app: &AppHandle, ticket: TicketId, until: SnoozeUntil) -> Result<(), Problem> {
    let host = app.state::<Shell>().host().await?;
    call::<Value>(&host, "ticket_snooze", TicketSnooze { tickets: vec![ticket], until }).await.map(drop)
}

async fn assign_to_me(app: &AppHandle, ticket: TicketId) -> Result<(), Problem> {
    let host = app.state::<Shell>().host().await?;
    let session: SessionView = call(&host, "session_get", contract::session::Empty {}).await?;
    let fields = BTreeMap::from([("assignee".to_owned(), Value::String(session.me.to_string()))]);
    let set = TicketSet { tickets: vec![ticket], fields, ..TicketSet::default() };
    call::<Value>(&host, "ticket_set", set).await.map(drop)
}
