//! Links such as `tern://ticket/1042`: they come from anywhere, so they can only ever show something.

use crate::desk;
use crate::language;
use crate::shell::Shell;
use contract::problem::{Code, Problem};
use contract::session::{Empty, Many, Notice, SessionView};
use contract::ticket::{RowView, TicketFind};
use domain::ids::TicketId;
use host::Host;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tauri::{AppHandle, Manager, Url};

/// What a link may ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Link {
    /// The ticket with this number: `1042`, `L-7` or `draft-7F3A`; or with this id.
    Ticket(String),
    /// The search page with this line.
    Search(String),
    /// The sheet for a new ticket, with this subject if it has one; nothing is made before somebody says so.
    New(Option<String>),
}

/// The longest text that a link brings, in bytes.
const TEXT_LIMIT_BYTES: usize = 500;

/// Why a text is not a link of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a link reads tern://ticket/NUMBER, tern://search?q=WORDS, tern://new or tern://new?subject=TEXT")]
pub(crate) struct NotALink;

impl FromStr for Link {
    type Err = NotALink;

    /// Accepts `tern://ticket/NUMBER` and nothing around it: no query, no fragment, no escapes. A text may be searched
    /// for or begin a ticket, and nothing else stands beside it.
    fn from_str(text: &str) -> Result<Self, NotALink> {
        if matches!(text, "tern://new" | "tern://new/") {
            return Ok(Link::New(None));
        }
        if let Some(words) = asked(text, "search", "q") {
            return Ok(Link::Search(words));
        }
        if let Some(subject) = asked(text, "new", "subject") {
            return Ok(Link::New(Some(subject)));
        }
        let number = text.strip_prefix("tern://ticket/").ok_or(NotALink)?;
        // Some browsers end such an address with a slash.
        let number = number.strip_suffix('/').unwrap_or(number);
        let is_id = || number.len() == 36 && number.parse::<TicketId>().is_ok();
        if is_number(number) || is_id() { Ok(Link::Ticket(number.to_owned())) } else { Err(NotALink) }
    }
}

/// The text that a link such as `tern://search?q=paper%20jam` brings, on one line.
fn asked(text: &str, place: &str, name: &str) -> Option<String> {
    let rest = text.strip_prefix("tern://")?.strip_prefix(place)?;
    let query = rest.strip_prefix('/').unwrap_or(rest).strip_prefix('?')?;
    let query = query.strip_prefix(name)?.strip_prefix('=')?;
    if query.contains(['&', '#', '=']) || query.len() > 3 * TEXT_LIMIT_BYTES {
        return None;
    }
    let url = Url::parse(&format!("tern://x?q={query}")).ok()?;
    let value = url.query_pairs().next()?.1.into_owned();
    let line = value.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let line = line.collect::<Vec<_>>().join(" ");
    (!line.is_empty() && line.len() <= TEXT_LIMIT_BYTES).then_some(line)
}

/// The place on screen that searches for a line.
fn search_place(line: &str) -> String {
    let query = Url::parse_with_params("tern://x", [("q", line)]).ok();
    let query = query.as_ref().and_then(Url::query).unwrap_or_default();
    format!("#/search?{query}")
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
    Many(Many),
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

/// Shows what a notification stands for that is about several tickets.
pub(crate) fn open_many(app: &AppHandle, many: Many) {
    want(app, Wanted::Many(many));
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
    let found = match &wanted {
        Wanted::Ticket(ticket) => Ok(Notice::Open { ticket: *ticket }),
        Wanted::Many(many) => Ok(Notice::Show { many: many.clone() }),
        Wanted::Link(link) => noticed(&host, link).await,
    };
    match found {
        Ok(notice) => desk::tell(app, &notice),
        Err(problem) if matches!(problem.code, Code::NoDesk | Code::Locked | Code::SignIn) => {
            // Kept until the desk is open; a link that came meanwhile is the one to keep.
            shell.waiting.state().wanted.get_or_insert(wanted);
        }
        Err(problem) => tracing::warn!("A link could not be followed: {problem}"),
    }
}

/// What a link asks the window for.
async fn noticed(host: &Arc<Host>, link: &Link) -> Result<Notice, Problem> {
    // Nobody searches or writes before a desk is open.
    desk::call::<SessionView>(host, "session_get", Empty {}).await?;
    let number = match link {
        Link::Ticket(number) => number,
        Link::Search(line) => return Ok(Notice::Go { place: search_place(line) }),
        Link::New(subject) => return Ok(Notice::NewTicket { subject: subject.clone() }),
    };
    let find = TicketFind { number: number.clone() };
    if let Some(row) = desk::call::<Option<RowView>>(host, "ticket_find", find).await? {
        return Ok(Notice::Open { ticket: row.id });
    }
    tracing::info!("A link asks for ticket {number}, which is not on this desk");
    let words = language::words(host).await;
    let title = words.say("link-noTicket", &[("number", number.as_str().into())]);
    let body = words.say("link-noTicket-text", &[]);
    Ok(Notice::Warned { ticket: None, many: None, title, body })
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
            (
                "tern://ticket/0198c0de-0000-7000-8000-00000000002a",
                Some("0198c0de-0000-7000-8000-00000000002a"),
            ),
            ("tern://ticket/0198c0de-0000-7000-8000-00000000002", None),
            ("tern://ticket/0198c0de000070008000000000000002a", None),
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

    #[test]
    fn a_link_searches_or_begins_a_ticket_with_one_line_of_text() {
        let new = |subject: Option<&str>| Some(Link::New(subject.map(str::to_owned)));
        for (text, link) in [
            ("tern://search?q=paper%20jam", Some(Link::Search("paper jam".to_owned()))),
            ("tern://search/?q=is%3Aopen+vpn", Some(Link::Search("is:open vpn".to_owned()))),
            ("tern://new?subject=Drucker%20brennt%0Aab", new(Some("Drucker brennt ab"))),
            ("tern://new?subject=Stra%C3%9Fe", new(Some("Straße"))),
            ("tern://new", new(None)),
            ("tern://new/", new(None)),
            ("tern://new#x", None),
            ("tern://new?subject=", None),
            ("tern://new?subject=%20%00", None),
            ("tern://new?subject=a&assignee=b", None),
            ("tern://new?body=a", None),
            ("tern://search?q=a#b", None),
            ("tern://search/1?q=a", None),
            ("tern://search", None),
            ("tern://searches?q=a", None),
        ] {
            assert_eq!(text.parse().ok(), link, "{text}");
        }
        assert_eq!(format!("tern://new?subject={}", "a".repeat(501)).parse::<Link>().ok(), None);
        assert_eq!(search_place("tag:a&b 100%"), "#/search?q=tag%3Aa%26b+100%25");
    }
}
