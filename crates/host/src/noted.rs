//! What this program noted about itself, kept in memory for diagnostics: the last lines, without what is somebody's own.

use contract::diagnostics::DiagnosticsLine;
use desk::clock::{Clock as _, SystemClock};
use std::collections::VecDeque;
use std::fmt::{Debug, Write as _};
use std::sync::Mutex;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

/// As many lines as tell what happened; a program in trouble repeats itself.
const MOST_LINES: usize = 200;
/// The longest line, in characters.
const LONGEST: usize = 600;

static LINES: Mutex<VecDeque<DiagnosticsLine>> = Mutex::new(VecDeque::new());

/// Keeps what is noted; to be installed beside whatever else listens.
#[derive(Debug)]
pub struct Noted;

impl<S: Subscriber> Layer<S> for Noted {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let meta = event.metadata();
        if *meta.level() > Level::WARN {
            return;
        }
        let mut text = Text::default();
        event.record(&mut text);
        let line = DiagnosticsLine {
            at: SystemClock::default().now(),
            level: meta.level().as_str().to_lowercase(),
            part: meta.target().to_owned(),
            text: scrubbed(&text.0, home().as_deref()),
        };
        // A thread that panicked while it held the lines has left them whole.
        let mut lines = LINES.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if lines.len() == MOST_LINES {
            lines.pop_front();
        }
        lines.push_back(line);
    }
}

/// The lines that are remembered, oldest first.
pub(crate) fn lines() -> Vec<DiagnosticsLine> {
    LINES.lock().unwrap_or_else(std::sync::PoisonError::into_inner).iter().cloned().collect()
}

fn home() -> Option<String> {
    directories::BaseDirs::new().map(|dirs| dirs.home_dir().display().to_string())
}

/// The message of an event, and its fields behind it.
#[derive(Default)]
struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let gap = if self.0.is_empty() { "" } else { " " };
        // Writing to a text cannot fail.
        let _ = match field.name() {
            "message" => write!(self.0, "{gap}{value:?}"),
            name => write!(self.0, "{gap}{name}={value:?}"),
        };
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.record_debug(field, &format_args!("{value}"));
    }
}

/// Leaves out what is somebody's own: quoted texts, e-mail addresses, the names of servers, the folder of the person.
fn scrubbed(text: &str, home: Option<&str>) -> String {
    let text = match home.filter(|home| home.len() > 1) {
        Some(home) => text.replace(home, "~"),
        None => text.to_owned(),
    };
    let mut plain = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['"', '`', '“']) {
        let opening = rest[at..].chars().next().unwrap_or_default();
        let closing = if opening == '“' { '”' } else { opening };
        let inside = &rest[at + opening.len_utf8()..];
        plain.push_str(&rest[..at]);
        // A quote that never ends hides all that follows it.
        plain.push('…');
        rest = inside.find(closing).map_or("", |end| &inside[end + closing.len_utf8()..]);
    }
    plain.push_str(rest);
    let words: Vec<String> = plain.split(' ').map(word).collect();
    let words = words.join(" ");
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}

fn word(word: &str) -> String {
    if let Some(at) = word.find("://") {
        let path = word[at + 3..].find('/').map_or("", |end| &word[at + 3 + end..]);
        let path = path.split(['?', '#']).next().unwrap_or_default();
        return format!("{}://…{path}", &word[..at]);
    }
    if word.contains('@') { "…@…".to_owned() } else { word.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracing_subscriber::layer::SubscriberExt as _;

    #[test]
    fn what_is_somebodys_own_is_left_out() {
        for (said, kept) in [
            ("reading /home/ada/tern/tern.db: no such file", "reading ~/tern/tern.db: no such file"),
            (
                "asking https://desk.example.com:8443/sync/v1/pull?since=4 failed",
                "asking https://…/sync/v1/pull failed",
            ),
            ("no mailbox for ada@desk.example", "no mailbox for …@…"),
            ("“Salary of Ben” is no `name`, nor \"Ben\", it is", "… is no …, nor …, it is"),
            ("a \"quote that never ends", "a …"),
            ("database is locked (code 5)", "database is locked (code 5)"),
        ] {
            assert_eq!(scrubbed(said, Some("/home/ada")), kept);
        }
        assert_eq!(scrubbed(&"é".repeat(LONGEST + 5), None).chars().count(), LONGEST + 1);
        assert_eq!(scrubbed("/ is no home", Some("/")), "/ is no home");
    }

    #[test]
    fn what_is_noted_is_kept_by_its_level() {
        let listens = tracing_subscriber::registry().with(Noted);
        tracing::subscriber::with_default(listens, || {
            tracing::info!("Nothing to see");
            tracing::warn!(tries = 3, reason = "a \"secret\"", "Trying again");
            for _ in 0..MOST_LINES {
                tracing::error!("It broke at ada@desk.example");
            }
        });
        let lines = lines();
        assert_eq!(lines.len(), MOST_LINES);
        assert!(
            lines.iter().all(|line| line.level == "error" && line.text == "It broke at …@…"),
            "{lines:?}"
        );
        assert_eq!(lines[0].part, "host::noted::tests");
    }
}
