//! What the person at the terminal sees: one line when a long step starts, one with its time when it ends.

use std::io::Write as _;
use std::time::{Duration, Instant};

/// Writes a line to standard output. A closed pipe is not worth dying for.
pub(crate) fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    drop(writeln!(out, "{line}").and_then(|()| out.flush()));
}

/// Writes a line to standard error.
pub(crate) fn complain(line: &str) {
    drop(writeln!(std::io::stderr().lock(), "{line}"));
}

/// A long step: says what it does when it starts, and how long it took when it ends.
pub(crate) struct Step {
    since: Instant,
}

impl Step {
    pub(crate) fn begin(what: &str) -> Self {
        say(&format!("==> {what}"));
        Self { since: Instant::now() }
    }

    pub(crate) fn end(self) {
        say(&format!("    done ({})", spell(self.since.elapsed())));
    }
}

/// Spells a duration the way one would say it: `340 ms`, `12.3 s`, `4 min 05 s`.
pub(crate) fn spell(took: Duration) -> String {
    if took < Duration::from_secs(1) {
        format!("{} ms", took.as_millis())
    } else if took < Duration::from_secs(60) {
        format!("{:.1} s", took.as_secs_f64())
    } else {
        format!("{} min {:02} s", took.as_secs() / 60, took.as_secs() % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_like_speech() {
        assert_eq!(spell(Duration::from_millis(340)), "340 ms");
        assert_eq!(spell(Duration::from_millis(12_340)), "12.3 s");
        assert_eq!(spell(Duration::from_secs(245)), "4 min 05 s");
    }
}
