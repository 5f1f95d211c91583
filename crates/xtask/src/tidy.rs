//! The rules of the house that no compiler knows, each proven by a planted violation.

mod direction;
mod docs;
mod rust;
mod shape;
mod web;
mod words;

use crate::workspace::{Source, packages, sources};
use anyhow::{Result, bail};

/// One broken rule, in words that say what to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    place: String,
    what: String,
}

impl Finding {
    fn at(source: &Source, line: usize, what: impl Into<String>) -> Self {
        Self { place: format!("{}:{line}", source.path), what: what.into() }
    }

    fn in_package(name: &str, what: impl Into<String>) -> Self {
        Self { place: name.to_owned(), what: what.into() }
    }
}

/// Checks every file and the dependency graph.
pub(crate) fn check() -> Result<()> {
    let mut findings = direction::findings(&packages()?);
    let sources = sources()?;
    findings.extend(docs::findings(&sources));
    for source in &sources {
        findings.extend(file_findings(source));
    }
    if !findings.is_empty() {
        let lines: Vec<String> =
            findings.iter().map(|found| format!("{}: {}", found.place, found.what)).collect();
        bail!("{}\n{} broken rules", lines.join("\n"), lines.len());
    }
    Ok(())
}

fn file_findings(source: &Source) -> Vec<Finding> {
    let mut findings = shape::findings(source);
    findings.extend(rust::findings(source));
    findings.extend(web::findings(source));
    findings
}

/// For the tests of the rules: what is wrong with a file of this path and text?
#[cfg(test)]
fn judge(path: &str, text: &str) -> Vec<String> {
    let source = Source { path: path.to_owned(), text: text.to_owned() };
    file_findings(&source).into_iter().map(|found| found.what).collect()
}

/// For the tests of the rules: the text must break exactly one rule, and the message must say so.
#[cfg(test)]
#[track_caller]
fn check_caught(path: &str, text: &str, message: &str) {
    let found = judge(path, text);
    assert!(
        found.len() == 1 && found[0].contains(message),
        "{path} should be told once about `{message}`, was told {found:?}"
    );
}

/// For the tests of the rules: the text must be left alone.
#[cfg(test)]
#[track_caller]
fn check_fine(path: &str, text: &str) {
    assert_eq!(judge(path, text), Vec::<String>::new(), "{path}");
}
