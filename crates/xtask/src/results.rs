//! What the suites said: read from each runner's own output, added up, printed as one table.

use crate::progress::{say, spell};
use std::time::Duration;

/// What the closing line of Rust's test harness begins with.
const CLOSING: &str = "test result: ";
/// The line after which it repeats what the failed tests printed.
const FAILURES: &str = "failures:";
/// How many lines of a failed suite stand at the end of the run.
const LAST_WORDS: usize = 30;

/// The outcome of one suite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Suite {
    pub(crate) name: String,
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) skipped: usize,
    pub(crate) took: Duration,
    /// What a failed suite said at last, so that the end of a long run says what to look at.
    pub(crate) last_words: Vec<String>,
}

impl Suite {
    /// A check that either holds or does not.
    pub(crate) fn single(name: &str, holds: bool, took: Duration) -> Self {
        Self {
            name: name.to_owned(),
            passed: usize::from(holds),
            failed: usize::from(!holds),
            skipped: 0,
            took,
            last_words: Vec::new(),
        }
    }

    /// Reads the closing line of one program of Rust's test harness.
    ///
    /// A test that starts its own program again lets that one's lines pass too: the last closing line is the suite's.
    pub(crate) fn from_rust(name: &str, lines: &[String], ended_well: bool, took: Duration) -> Self {
        let last = lines.iter().rposition(|line| line.trim().starts_with(CLOSING));
        Self::from_rust_programs(name, last.map_or(&[], |at| &lines[at..=at]), ended_well, took).saying(lines)
    }

    /// Reads what cargo printed while it ran several test programs; their closing lines add up.
    ///
    /// A suite that ended badly without naming a failed test counts as one failure, so that a crash, or a suite
    /// that never closed, is never mistaken for a pass.
    pub(crate) fn from_rust_programs(name: &str, lines: &[String], ended_well: bool, took: Duration) -> Self {
        let mut suite = Self::empty(name, took);
        let mut closed = false;
        for line in lines {
            let Some(counts) = line.trim().strip_prefix(CLOSING) else { continue };
            closed = true;
            suite.passed += count_before(counts, "passed");
            suite.failed += count_before(counts, "failed");
            suite.skipped += count_before(counts, "ignored");
        }
        suite.insist(closed && ended_well).saying(lines)
    }

    /// Reads vitest's closing line, `Tests  1 failed | 11 passed (12)`.
    pub(crate) fn from_vitest(name: &str, lines: &[String], ended_well: bool, took: Duration) -> Self {
        let mut suite = Self::empty(name, took);
        let closing = lines.iter().rev().find_map(|line| line.trim().strip_prefix("Tests "));
        if let Some(counts) = closing {
            suite.passed = count_before(counts, "passed");
            suite.failed = count_before(counts, "failed");
            suite.skipped = count_before(counts, "skipped") + count_before(counts, "todo");
        }
        suite.insist(closing.is_some() && ended_well).saying(lines)
    }

    /// Reads the closing lines of Playwright's list, `2 failed`, `139 passed (3.1m)`.
    ///
    /// What passed only when it was tried again failed, and so did what was not run after all.
    pub(crate) fn from_playwright(name: &str, lines: &[String], ended_well: bool, took: Duration) -> Self {
        let mut suite = Self::empty(name, took);
        let mut closed = false;
        for line in lines {
            let Some((count, what)) = line.trim().split_once(' ') else { continue };
            let Ok(count) = count.parse::<usize>() else { continue };
            // The last of them tells how long it took.
            let what = what.split_once(" (").map_or(what, |(what, _)| what);
            match what {
                "passed" => suite.passed += count,
                "failed" | "flaky" | "interrupted" | "did not run" => suite.failed += count,
                "skipped" => suite.skipped += count,
                _ => continue,
            }
            closed = true;
        }
        suite.insist(closed && ended_well).saying(lines)
    }

    fn empty(name: &str, took: Duration) -> Self {
        Self { failed: 0, ..Self::single(name, false, took) }
    }

    /// Keeps the last words of a suite that failed: for Rust's harness from where it repeats what failed tests printed.
    pub(crate) fn saying(mut self, lines: &[String]) -> Self {
        if self.failed > 0 {
            let from = lines.iter().position(|line| line == FAILURES).unwrap_or_default();
            let said = lines[from..].iter().filter(|line| !line.trim().is_empty() && !is_frame(line));
            let said: Vec<&String> = said.collect();
            // Where a harness tells what failed, the first of it counts; elsewhere the end does.
            let from = if from == 0 { said.len().saturating_sub(LAST_WORDS) } else { 0 };
            self.last_words = said[from..].iter().take(LAST_WORDS).map(|line| (*line).clone()).collect();
        }
        self
    }

    fn insist(mut self, went_well: bool) -> Self {
        if !went_well && self.failed == 0 {
            self.failed = 1;
        }
        self
    }
}

/// Whether a line is of a stack backtrace, which is long and in the log.
fn is_frame(line: &str) -> bool {
    let line = line.trim_start();
    let numbered = line.split_once(": ").is_some_and(|(number, _)| number.parse::<u32>().is_ok());
    numbered || line.starts_with("at ")
}

/// Finds the number that stands before a word: `12` for `passed` in `ok. 12 passed; 0 failed`.
fn count_before(text: &str, word: &str) -> usize {
    let words: Vec<&str> =
        text.split(|character: char| !character.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let found = words.windows(2).find(|pair| pair[1] == word);
    found.and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

/// Prints the table and, alone on the last line, the sum. Returns whether nothing failed.
pub(crate) fn conclude(suites: &[Suite], took: Duration) -> bool {
    let width = suites.iter().map(|suite| suite.name.len()).max().unwrap_or(0);
    say("");
    for suite in suites {
        let mark = if suite.failed == 0 { "ok  " } else { "FAIL" };
        let skipped = if suite.skipped == 0 { String::new() } else { format!(", {} skipped", suite.skipped) };
        say(&format!(
            "{mark} {:<width$} {:>5} passed {:>3} failed{skipped}  {}",
            suite.name,
            suite.passed,
            suite.failed,
            spell(suite.took)
        ));
    }
    for suite in suites.iter().filter(|suite| !suite.last_words.is_empty()) {
        say(&format!("\n{} failed and said:", suite.name));
        for line in &suite.last_words {
            say(&format!("    {}", line.chars().take(300).collect::<String>()));
        }
    }
    say(&format!("\nall of it took {}", spell(took)));
    let (line, good) = closing_line(suites);
    say(&line);
    good
}

fn closing_line(suites: &[Suite]) -> (String, bool) {
    let sum = |count: fn(&Suite) -> usize| suites.iter().map(count).sum::<usize>();
    let (passed, failed, skipped) = (sum(|s| s.passed), sum(|s| s.failed), sum(|s| s.skipped));
    let tail = if skipped == 0 { String::new() } else { format!(", {skipped} skipped") };
    (format!("{passed} passed, {failed} failed{tail}"), failed == 0 && passed > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    fn rust(text: &str, ended_well: bool) -> (usize, usize, usize) {
        let suite = Suite::from_rust("x", &lines(text), ended_well, Duration::ZERO);
        (suite.passed, suite.failed, suite.skipped)
    }

    #[test]
    fn rust_suites_are_read_from_their_closing_lines() {
        let text = "running 3 tests\ntest a ... ok\n\ntest result: FAILED. 2 passed; 1 failed; 4 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!(rust(text, false), (2, 1, 4));
        let two =
            "test result: ok. 2 passed; 0 failed; 0 ignored\ntest result: ok. 3 passed; 0 failed; 0 ignored";
        let several = Suite::from_rust_programs("x", &lines(two), true, Duration::ZERO);
        assert_eq!(several.passed, 5);
        assert_eq!(rust(two, true), (3, 0, 0), "the first was started by a test of the second");
    }

    #[test]
    fn a_crash_is_a_failure() {
        assert_eq!(rust("running 3 tests\ntest a ... ok", false), (0, 1, 0));
        assert_eq!(rust("running 3 tests", true), (0, 1, 0), "a suite that never closed did not run");
    }

    #[test]
    fn a_failed_suite_is_heard_at_the_end() {
        let text = "running 2 tests\ntest a ... ok\ntest b ... FAILED\n\nfailures:\n\n---- b stdout ----\nthread 'b' panicked at x.rs:1\nstack backtrace:\n   0: std::panic\n             at /rustc/x.rs:2:3\n\nfailures:\n    b\n\ntest result: FAILED. 1 passed; 1 failed; 0 ignored";
        let suite = Suite::from_rust("x", &lines(text), false, Duration::ZERO);
        assert_eq!(
            suite.last_words[..3],
            ["failures:", "---- b stdout ----", "thread 'b' panicked at x.rs:1"].map(str::to_owned)
        );
        let crashed =
            Suite::from_rust("x", &lines("running 2 tests\nSegmentation fault"), false, Duration::ZERO);
        assert_eq!(crashed.last_words.last().map(String::as_str), Some("Segmentation fault"));
        let good = Suite::from_rust(
            "x",
            &lines("test result: ok. 1 passed; 0 failed; 0 ignored"),
            true,
            Duration::ZERO,
        );
        assert_eq!(good.last_words, Vec::<String>::new());
    }

    #[test]
    fn vitest_is_read_from_its_closing_line() {
        let read = |text: &str, ended_well| {
            let suite = Suite::from_vitest("ui", &lines(text), ended_well, Duration::ZERO);
            (suite.passed, suite.failed, suite.skipped)
        };
        assert_eq!(read(" Test Files  2 passed (2)\n      Tests  12 passed (12)", true), (12, 0, 0));
        assert_eq!(read("      Tests  1 failed | 11 passed | 2 skipped (14)", false), (11, 1, 2));
        assert_eq!(read("no test files found", false), (0, 1, 0));
    }

    #[test]
    fn playwright_is_read_from_its_closing_lines() {
        let read = |text: &str, ended_well| {
            let suite = Suite::from_playwright("browser", &lines(text), ended_well, Duration::ZERO);
            (suite.passed, suite.failed, suite.skipped)
        };
        assert_eq!(read("Running 12 tests using 2 workers\n\n  12 passed (3.1m)", true), (12, 0, 0));
        let bad = "  2 failed\n    [x] a.spec.ts:1:1 one\n  1 flaky\n  3 skipped\n  4 did not run\n  5 passed (1.0m)";
        assert_eq!(read(bad, false), (5, 7, 3));
        assert_eq!(read("Error: No tests found", false), (0, 1, 0));
        assert_eq!(read("  12 passed (3.1m)", false), (12, 1, 0), "what crashed afterwards did not end well");
    }

    #[test]
    fn the_sum_stands_alone_and_no_test_at_all_is_no_success() {
        let good = Suite::single("a", true, Duration::ZERO);
        let bad = Suite::single("b", false, Duration::ZERO);
        assert_eq!(closing_line(&[good.clone(), good.clone()]), ("2 passed, 0 failed".into(), true));
        assert_eq!(closing_line(&[good, bad]), ("1 passed, 1 failed".into(), false));
        assert_eq!(closing_line(&[]), ("0 passed, 0 failed".into(), false));
    }
}
