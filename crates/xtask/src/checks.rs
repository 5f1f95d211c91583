//! `cargo xtask check`: everything that can be judged without running the product, one line per check.

use crate::arguments::Arguments;
use crate::packages::Purpose;
use crate::progress::{say, spell};
use crate::results::{Suite, conclude};
use crate::shell::{cargo, npm, watch};
use crate::{generated, licences, setup, tidy, ui};
use anyhow::{Result, bail};
use std::process::Command;
use std::thread;
use std::time::Instant;

/// `cargo xtask check [tidy]`: the rules of the house alone need nothing that has to be built.
pub(crate) fn check(mut arguments: Arguments) -> Result<()> {
    if arguments.flag("tidy") {
        arguments.finish()?;
        return tidy::check();
    }
    arguments.finish()?;
    let since = Instant::now();
    setup::ready(Purpose::Running)?;
    // The window's program embeds the built UI; without it nothing of the root package compiles.
    ui::build()?;
    if !conclude(&run_all()?, since.elapsed()) {
        std::process::exit(1);
    }
    Ok(())
}

/// Runs every check, and goes on after a failure: one run tells everything that is wrong.
pub(crate) fn run_all() -> Result<Vec<Suite>> {
    let mut suites = Vec::new();
    let mut one = |name: &str, check: &mut dyn FnMut() -> Result<()>| {
        say(&format!("==> checking {name}"));
        let since = Instant::now();
        let outcome = check();
        let wrong = outcome.as_ref().err().map(|error| format!("{error:#}")).unwrap_or_default();
        if !wrong.is_empty() {
            say(&wrong);
        }
        let mark = if outcome.is_ok() { "ok  " } else { "FAIL" };
        say(&format!("{mark} {name} ({})", spell(since.elapsed())));
        let wrong: Vec<String> = wrong.lines().map(str::to_owned).collect();
        suites.push(Suite::single(name, outcome.is_ok(), since.elapsed()).saying(&wrong));
    };
    // It takes minutes of one processor, and so do the compilers that it runs beside.
    let lint = thread::spawn(|| quietly("ui-lint", npm().args(["run", "--silent", "lint"])));
    one("tidy", &mut tidy::check);
    one("licences", &mut licences::check);
    one("rustfmt", &mut || quietly("rustfmt", cargo().args(["fmt", "--all", "--check"])));
    one("ui-types", &mut || quietly("ui-types", npm().args(["run", "--silent", "check"])));
    one("clippy", &mut || {
        let mut clippy = cargo();
        clippy.args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]);
        with_progress("clippy", &mut clippy)
    });
    one("rustdoc", &mut || {
        let mut doc = cargo();
        doc.args(["doc", "--workspace", "--no-deps", "--document-private-items"]);
        with_progress("rustdoc", doc.env("RUSTDOCFLAGS", "-D warnings"))
    });
    one("generated-files", &mut generated::check);
    let mut lint = Some(lint);
    one("ui-lint", &mut || match lint.take().map(thread::JoinHandle::join) {
        Some(Ok(outcome)) => outcome,
        Some(Err(_)) | None => bail!("the lint of the UI ended badly"),
    });
    Ok(suites)
}

/// Runs a tool that has something to say only when it fails.
fn quietly(name: &str, command: &mut Command) -> Result<()> {
    let watched = watch(name, command, |_| false)?;
    if !watched.status.success() {
        bail!("{}", watched.lines.join("\n"));
    }
    Ok(())
}

/// Runs a compiler: what it compiles is shown, since the first time takes minutes.
fn with_progress(name: &str, command: &mut Command) -> Result<()> {
    let watched = watch(name, command, |line| !line.trim().is_empty())?;
    if !watched.status.success() {
        bail!("{name} ended with {}", watched.status);
    }
    Ok(())
}
