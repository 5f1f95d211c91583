//! What this program noted about itself, kept for diagnostics through its own crash: the last lines, without what is
//! somebody's own.

use contract::diagnostics::DiagnosticsLine;
use desk::clock::{Clock as _, SystemClock};
use std::collections::VecDeque;
use std::fmt::{Debug, Write as _};
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

/// As many lines as tell what happened; a program in trouble repeats itself.
const MOST_LINES: usize = 200;
/// The longest line, in characters.
const LONGEST: usize = 600;

/// The lines' file in the data folder.
const FILE: &str = "noted.jsonl";
/// A file with more lines is written anew with the last ones.
const MOST_IN_FILE: usize = 10 * MOST_LINES;

static KEPT: Mutex<Kept> = Mutex::new(Kept { lines: VecDeque::new(), file: None });

/// The last lines, and the file that has them too once there is a folder.
struct Kept {
    lines: VecDeque<DiagnosticsLine>,
    file: Option<(PathBuf, File, usize)>,
}

impl Kept {
    /// The lines that one may touch, also after a thread panicked while it held them: it left them whole.
    fn now() -> MutexGuard<'static, Kept> {
        KEPT.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn push(&mut self, line: DiagnosticsLine) {
        let written = self.file.as_mut().map(|(path, file, count)| {
            *count += 1;
            (write(file, &line), (*count > MOST_IN_FILE).then(|| path.clone()))
        });
        if self.lines.len() == MOST_LINES {
            self.lines.pop_front();
        }
        self.lines.push_back(line);
        match written {
            Some((Ok(()), Some(full))) => self.file = self.anew(full).ok(),
            // A full disk cannot be noted here, and is told by whatever else is written; memory still has the lines.
            Some((Err(_), _)) => self.file = None,
            Some((Ok(()), None)) | None => {}
        }
    }

    /// Takes in what the runs before this one kept in a folder, and keeps lines there from now on.
    fn keep(&mut self, folder: &Path) -> std::io::Result<()> {
        let path = folder.join(FILE);
        let before = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error),
        };
        // The last line of a run that was killed may be torn.
        let before = before.lines().filter_map(|line| serde_json::from_str(line).ok());
        let mut lines: VecDeque<DiagnosticsLine> = before.chain(self.lines.drain(..)).collect();
        lines.drain(..lines.len().saturating_sub(MOST_LINES));
        self.lines = lines;
        self.file = Some(self.anew(path)?);
        Ok(())
    }

    fn anew(&self, path: PathBuf) -> std::io::Result<(PathBuf, File, usize)> {
        let mut file = File::create(&path)?;
        for line in &self.lines {
            write(&mut file, line)?;
        }
        Ok((path, file, self.lines.len()))
    }
}

fn write(file: &mut File, line: &DiagnosticsLine) -> std::io::Result<()> {
    let mut text = serde_json::to_string(line)?;
    text.push('\n');
    file.write_all(text.as_bytes())
}

/// Keeps what is noted in a data folder as well, so that the run after a crash can tell of it.
///
/// # Errors
/// When the file there can be neither read nor written; then the lines are kept in memory.
pub fn keep_noted(folder: &Path) -> std::io::Result<()> {
    Kept::now().keep(folder)
}

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
        Kept::now().push(line);
    }
}

/// The lines that are remembered, oldest first.
pub(crate) fn lines() -> Vec<DiagnosticsLine> {
    Kept::now().lines.iter().cloned().collect()
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
    fn the_run_after_a_crash_tells_what_was_noted_before_it() {
        let folder = tempfile::tempdir().unwrap();
        let line = |text: &str| DiagnosticsLine {
            at: domain::time::Timestamp(7),
            level: "error".into(),
            part: "tests".into(),
            text: text.into(),
        };
        let mut first = Kept { lines: VecDeque::new(), file: None };
        first.push(line("Before the folder was known"));
        first.keep(folder.path()).unwrap();
        first.push(line("Panicked at lib.rs:7"));
        // It dies in the middle of a line.
        std::fs::OpenOptions::new()
            .append(true)
            .open(folder.path().join(FILE))
            .unwrap()
            .write_all(b"{\"at\":9,\"lev")
            .unwrap();

        let mut next = Kept { lines: VecDeque::new(), file: None };
        next.push(line("Up again"));
        next.keep(folder.path()).unwrap();
        let texts = |kept: &Kept| kept.lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>();
        assert_eq!(texts(&next), ["Before the folder was known", "Panicked at lib.rs:7", "Up again"]);
        for number in 0..=MOST_IN_FILE {
            next.push(line(&format!("Again {number}")));
        }
        let size = std::fs::read_to_string(folder.path().join(FILE)).unwrap().lines().count();
        assert!(size <= MOST_IN_FILE, "the file does not grow for ever: {size} lines");
        let mut last = Kept { lines: VecDeque::new(), file: None };
        last.keep(folder.path()).unwrap();
        assert_eq!(texts(&last), texts(&next));
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
