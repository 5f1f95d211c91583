//! Links such as `tern://ticket/1042`: they come from anywhere, so they can only ever show something.

use crate::desk;
use crate::language;
use crate::shell::Shell;
use contract::problem::Code;
use contract::session::Notice;
use contract::ticket::{RowView, TicketFind};
use domain::ids::TicketId;
use std::str::FromStr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tauri::{AppHandle, Manager};

/// What a link may ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Link {
    /// The ticket with this number: `1042`, `L-7` or `draft-7F3A`.
    Ticket(String),
}

/// Why a text is not a link of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a link reads tern://ticket/ and a ticket's number")]
pub(crate) struct NotALink;

impl FromStr for Link {
    type Err = NotALink;

    /// Accepts `tern://ticket/NUMBER` and nothing around it: no query, no fragment, no escapes.
    fn from_str(text: &str) -> Result<Self, NotALink> {
        let number = text.strip_prefix("tern://ticket/").ok_or(NotALink)?;
        // Some browsers end such an address with a slash.
        let number = number.strip_suffix('/').unwrap_or(number);
        if is_number(number) { Ok(Link::Ticket(number.to_owned())) } else { Err(NotALink) }
    }
}

fn is_number(text: &str) -> bool {
    const LONGEST: usize = 15;
    if text.is_empty() || text.len() > LONGEST {
        return false;
    }
    match text.split_once('-') {
        None => text.bytes().all(|byte| byte.is_ascii_digit()),
        Some((series, rest)) => {
            !series.is_empty()
                && series.bytes().all(|byte| byte.is_ascii_alphabetic())
                && !rest.is_empty()
                && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
        }
    }
}

/// What is to be shown as soon as there is a page to show it and a desk to find it in.
#[derive(Debug, Default)]
pub(crate) struct Waiting(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    page_stands: bool,
    wanted: Option<Wanted>,
}

#[derive(Debug, Clone)]
enum Wanted {
    Link(Link),
    Ticket(TicketId),
}

impl Waiting {
    /// Starts with the link from the command line, if it is one.
    pub(crate) fn with(link: Option<&str>) -> Self {
        let wanted = link.and_then(parse_or_log).map(Wanted::Link);
        Waiting(Mutex::new(State { page_stands: false, wanted }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Listens for links that the system hands over without a second start.
pub(crate) fn listen(app: &AppHandle) {
    #[cfg(target_os = "macos")]
    {
        use tauri_plugin_deep_link::DeepLinkExt;
        let opened = app.clone();
        app.deep_link().on_open_url(move |event| {
            for url in event.urls() {
                follow(&opened, url.as_str());
            }
            crate::window::bring_forward(&opened);
        });
    }
    // An AppImage has no installer that could do it.
    #[cfg(target_os = "linux")]
    if std::env::var_os("APPIMAGE").is_some() {
        use tauri_plugin_deep_link::DeepLinkExt;
        if let Err(error) = app.deep_link().register_all() {
            tracing::warn!("Links to tickets are not registered: {error}");
        }
    }
    #[cfg(not(any(target_os = "macos", target_os = "linux")))]
    let _ = app;
}

/// Shows what a link asks for; a link that is none is logged and forgotten.
pub(crate) fn follow(app: &AppHandle, link: &str) {
    if let Some(link) = parse_or_log(link) {
        want(app, Wanted::Link(link));
    }
}

/// Shows a ticket.
pub(crate) fn open_ticket(app: &AppHandle, ticket: TicketId) {
    want(app, Wanted::Ticket(ticket));
}

/// The page hears notices from here on.
pub(crate) fn page_stands(app: &AppHandle) {
    app.state::<Shell>().waiting.state().page_stands = true;
    follow_waiting(app);
}

/// Tries again what could not be shown before, because nobody was signed in, say.
pub(crate) fn follow_waiting(app: &AppHandle) {
    let shell = app.state::<Shell>();
    let wanted = {
        let mut state = shell.waiting.state();
        if state.page_stands { state.wanted.take() } else { None }
    };
    let Some(wanted) = wanted else { return };
    let app = app.clone();
    tauri::async_runtime::spawn(async move { show(&app, wanted).await });
}

fn want(app: &AppHandle, wanted: Wanted) {
    app.state::<Shell>().waiting.state().wanted = Some(wanted);
    follow_waiting(app);
}

async fn show(app: &AppHandle, wanted: Wanted) {
    let shell = app.state::<Shell>();
    let Ok(host) = shell.host().await else { return };
    let ticket = match &wanted {
        Wanted::Ticket(ticket) => *ticket,
        Wanted::Link(Link::Ticket(number)) => {
            let find = TicketFind { number: number.clone() };
            match desk::call::<Option<RowView>>(&host, "ticket_find", find).await {
                Ok(Some(row)) => row.id,
                Ok(None) => {
                    tracing::info!("A link asks for ticket {number}, which is not on this desk");
                    let words = language::words(&host).await;
                    let title = words.say("link-noTicket", &[("number", number.as_str().into())]);
                    let body = words.say("link-noTicket-text", &[]);
                    desk::tell(app, &Notice::Warned { ticket: None, title, body });
                    return;
                }
                Err(problem) if matches!(problem.code, Code::NoDesk | Code::Locked | Code::SignIn) => {
                    // Kept until the desk is open; a link that came meanwhile is the one to keep.
                    shell.waiting.state().wanted.get_or_insert(wanted);
                    return;
                }
                Err(problem) => {
                    tracing::warn!("A link could not be followed: {problem}");
                    return;
                }
            }
        }
    };
    desk::tell(app, &Notice::Open { ticket });
}

fn parse_or_log(text: &str) -> Option<Link> {
    text.parse().inspect_err(|error| tracing::warn!("An argument is no link: {error}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_names_a_ticket_and_nothing_else() {
        for (text, number) in [
            ("tern://ticket/1042", Some("1042")),
            ("tern://ticket/1042/", Some("1042")),
            ("tern://ticket/L-7", Some("L-7")),
            ("tern://ticket/draft-7F3A", Some("draft-7F3A")),
            ("tern://ticket/", None),
            ("tern://ticket/1042?status=closed", None),
            ("tern://ticket/1042#x", None),
            ("tern://ticket/../1042", None),
            ("tern://ticket/10 42", None),
            ("tern://ticket/%31", None),
            ("tern://ticket/L-", None),
            ("tern://ticket/-7", None),
            ("tern://ticket/1-2-3", None),
            ("tern://ticket/１０", None),
            ("tern://ticket/1234567890123456", None),
            ("tern://delete/1042", None),
            ("TERN://ticket/1042", None),
            ("https://ticket/1042", None),
            ("--data", None),
            ("", None),
        ] {
            let expected = number.map(|number| Link::Ticket(number.to_owned()));
            assert_eq!(text.parse().ok(), expected, "{text}");
        }
    }
}
