//! How long this start took, from the moment the system made the process, so that slowness is seen at once.

use contract::shell::TimingsView;
use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A point of the start that is worth knowing; each happens once, repeats are not noted.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Moment {
    Desk,
    Window,
    Page,
    Shown,
    Interactive,
}

#[derive(Debug)]
pub(crate) struct Timings {
    began: Instant,
    /// What the process had lived before `began`: loading its libraries, and its first life (see `graphics`).
    before: Duration,
    noted: Mutex<TimingsView>,
}

impl Timings {
    /// Begins to count; called first thing.
    pub(crate) fn begin() -> Self {
        let before = age_of_process().unwrap_or_default();
        let main_ms = Some(milliseconds(before));
        let noted = Mutex::new(TimingsView { main_ms, ..TimingsView::default() });
        Timings { began: Instant::now(), before, noted }
    }

    /// Notes a moment; returns whether it is the first of its kind.
    pub(crate) fn note(&self, moment: Moment) -> bool {
        let now = milliseconds(self.before + self.began.elapsed());
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        let place = match moment {
            Moment::Desk => &mut noted.desk_ms,
            Moment::Window => &mut noted.window_ms,
            Moment::Page => &mut noted.page_ms,
            Moment::Shown => &mut noted.shown_ms,
            Moment::Interactive => &mut noted.interactive_ms,
        };
        let is_first = place.is_none();
        if is_first {
            *place = Some(now);
        }
        is_first
    }

    pub(crate) fn view(&self) -> TimingsView {
        *self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Appends a page that stands to `file` as one line of JSON, for whoever measures from outside: the start, or a page
    /// that was loaded again, with its place.
    pub(crate) fn report(
        &self,
        file: &Path,
        first: bool,
        place: &str,
        page_clock_ms: f64,
    ) -> std::io::Result<()> {
        let view = self.view();
        let line = serde_json::json!({
            "event": if first { "interactive" } else { "again" },
            "place": place,
            "ms": view.interactive_ms,
            "page_clock_ms": page_clock_ms,
            "pid": std::process::id(),
            "main_ms": view.main_ms,
            "desk_ms": view.desk_ms,
            "window_ms": view.window_ms,
            "page_ms": view.page_ms,
            "shown_ms": view.shown_ms,
        });
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(file)?;
        file.write_all(format!("{line}\n").as_bytes())
    }
}

fn milliseconds(span: Duration) -> f64 {
    (span.as_secs_f64() * 10_000.0).round() / 10.0
}

/// How long ago the system made this process, to its hundredth of a second.
#[cfg(target_os = "linux")]
fn age_of_process() -> Option<Duration> {
    /// What the kernel counts in towards user space, on every architecture that WebKitGTK runs on.
    const TICKS_PER_SECOND: f64 = 100.0;
    let uptime = std::fs::read_to_string("/proc/uptime").ok()?;
    let uptime: f64 = uptime.split(' ').next()?.parse().ok()?;
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The program's name may hold anything but stands in brackets; the start is the 20th field behind it.
    let (_, fields) = stat.rsplit_once(')')?;
    let started: f64 = fields.split_whitespace().nth(19)?.parse().ok()?;
    let age = uptime - started / TICKS_PER_SECOND;
    // A container may count the two from different beginnings; then the age is unknown.
    (0.0..60.0).contains(&age).then(|| Duration::from_secs_f64(age))
}

#[cfg(not(target_os = "linux"))]
fn age_of_process() -> Option<Duration> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_noted_once() {
        let timings = Timings::begin();
        assert!(timings.note(Moment::Page));
        let first = timings.view().page_ms;
        assert!(!timings.note(Moment::Page));
        assert_eq!(timings.view().page_ms, first);
        assert!(timings.view().main_ms <= first);
    }

    #[test]
    fn the_report_is_a_line_for_each_page_that_stands() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("timings");
        let timings = Timings::begin();
        timings.note(Moment::Interactive);
        timings.report(&file, true, "/board", 12.5).unwrap();
        timings.report(&file, false, "/ticket/7", 9.5).unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        let lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let [line, again] = lines.as_slice() else { panic!("{text}") };
        assert_eq!((&line["event"], &line["place"]), (&"interactive".into(), &"/board".into()));
        assert_eq!((&again["event"], &again["place"]), (&"again".into(), &"/ticket/7".into()));
        assert_eq!(line["ms"], serde_json::json!(timings.view().interactive_ms));
        assert_eq!(line["page_clock_ms"], 12.5);
    }
}
