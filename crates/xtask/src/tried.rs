//! Tries what README promises of `cargo xtask run` on a machine without a display: a picture, its path, the timings.

use crate::arguments::Arguments;
use crate::demo;
use crate::progress::{Step, say, spell};
use crate::results::{Suite, conclude};
use crate::run::program;
use crate::shell::{capture, command, leavings, target_dir, watch};
use anyhow::{Context as _, Result, bail, ensure};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

pub(crate) const SUITE: &str = "xtask-run";

/// A screen with nothing on it has one colour, and one with an empty window two; a board has hundreds.
const COLOURS: u32 = 100;

/// What was done before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Before {
    /// All programs were built, with their tests: there is nothing left to compile.
    Built,
    Unknown,
}

type Try = fn(Before) -> Result<()>;

/// `cargo xtask try-run`
pub(crate) fn try_run(arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    let since = Instant::now();
    if !conclude(&[suite(Before::Unknown)?], since.elapsed()) {
        std::process::exit(1);
    }
    Ok(())
}

/// Tries both ways. Only Linux has machines without a screen; elsewhere the windows would stay open.
pub(crate) fn suite(before: Before) -> Result<Suite> {
    let step = Step::begin(&format!("testing {SUITE}"));
    let since = Instant::now();
    let tries: [(&str, Try); 2] = [("run --sample", sample), ("run --with-server --desks 2", two_desks)];
    let mut suite = Suite { passed: 0, ..Suite::single(SUITE, true, since.elapsed()) };
    if !cfg!(target_os = "linux") {
        return Ok(Suite { skipped: tries.len(), ..suite });
    }
    for (name, attempt) in tries {
        match attempt(before) {
            Ok(()) => suite.passed += 1,
            Err(error) => {
                say(&format!("    {name}: {error:#}"));
                suite.failed += 1;
                suite.last_words.push(format!("{name}: {error:#}"));
            }
        }
    }
    suite.took = since.elapsed();
    step.end();
    Ok(suite)
}

fn sample(before: Before) -> Result<()> {
    let folder = empty_folder("tried-sample")?;
    let data = folder.join("desk");
    let picture = folder.join("sample.png");
    let said = run("run-sample", &["--sample"], &data, &picture)?;
    expect_nothing_compiled(before, &said)?;
    expect_in_order(&said, 1)?;
    expect_a_picture(&said, &picture)
}

fn two_desks(before: Before) -> Result<()> {
    let folder = empty_folder("tried-desks")?;
    let data = folder.join("demo");
    let picture = folder.join("desks.png");
    let said = run("run-desks", &["--with-server", "--desks", "2"], &data, &picture)?;
    expect_nothing_compiled(before, &said)?;
    expect_in_order(&said, 2)?;
    expect_a_picture(&said, &picture)?;
    expect_a_picture(&said, &folder.join("desks-2.png"))?;
    // Each window worked on a desk of its own, and both hold what the server had.
    let built = target_dir()?.join("debug");
    let (one, other) = (numbers(&built, &data.join("desk-1"))?, numbers(&built, &data.join("desk-2"))?);
    ensure!(!one.is_empty(), "the desks hold the sample's tickets");
    ensure!(one == other, "both desks hold the same tickets");
    Ok(())
}

/// Runs this program as somebody does at a terminal without a display, and returns what it said.
fn run(name: &str, arguments: &[&str], data: &Path, picture: &Path) -> Result<Vec<String>> {
    let own = std::env::current_exe().context("finding this program")?;
    let mut run = Command::new(own);
    run.arg("run").args(arguments).arg("--data").arg(data).arg("--screenshot").arg(picture);
    run.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").stdin(Stdio::null());
    let watched = watch(name, &mut run, |_| false)?;
    if !watched.status.success() {
        let last = watched.lines.iter().rev().take(5).rev().cloned().collect::<Vec<_>>().join("\n");
        bail!("it ended with {}:\n{last}", watched.status);
    }
    say(&format!("    {name}: {}", spell(watched.took)));
    Ok(watched.lines)
}

/// What is built for the tests is what runs: a dependency whose features differ with the selection would cost minutes.
fn expect_nothing_compiled(before: Before, said: &[String]) -> Result<()> {
    let compiled = said.iter().find(|line| line.trim_start().starts_with("Compiling "));
    ensure!(
        before == Before::Unknown || compiled.is_none(),
        "something is built twice, beginning with {compiled:?}: `run` and `test` select different features"
    );
    Ok(())
}

/// A picture and its timing for each window, and the time of the whole at the end.
fn expect_in_order(said: &[String], windows: usize) -> Result<()> {
    let starting = |words: &str| said.iter().filter(|line| line.starts_with(words)).count();
    ensure!(starting("screenshot: ") == windows, "it names {windows} pictures: {said:?}");
    let timed = said.iter().filter(|line| line.ends_with(" after the start of the process")).count();
    ensure!(timed == windows, "it tells when {windows} windows could be used: {said:?}");
    // The system's own programs may add a word of theirs.
    ensure!(starting("from the command to the picture: ") == 1, "it closes with the time: {said:?}");
    Ok(())
}

fn expect_a_picture(said: &[String], picture: &Path) -> Result<()> {
    let line = format!("screenshot: {}", picture.display());
    ensure!(said.contains(&line), "it says `{line}`");
    let colours = capture(command("identify", &["-format", "%k"]).arg(picture))?;
    let colours: u32 = colours.trim().parse().with_context(|| format!("{colours:?} counts no colours"))?;
    ensure!(colours >= COLOURS, "{} has {colours} colours: nothing is on it", picture.display());
    Ok(())
}

/// The numbers of a desk's tickets, as the terminal tells them.
fn numbers(built: &Path, desk: &Path) -> Result<BTreeSet<String>> {
    let mut list = Command::new(program(built, "ternctl"));
    list.env(demo::PASSPHRASE.0, demo::PASSPHRASE.1).arg("--data").arg(desk);
    let said = capture(list.args(["--json", "ticket", "list", "--limit", "500"]))?;
    let page: serde_json::Value = serde_json::from_str(&said).context("reading the list of tickets")?;
    let rows = page["rows"].as_array().with_context(|| format!("no list of tickets: {said}"))?;
    Ok(rows.iter().map(|row| row["number"].to_string()).collect())
}

fn empty_folder(name: &str) -> Result<PathBuf> {
    let folder = leavings()?.join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).with_context(|| format!("removing {}", folder.display()))?;
    }
    std::fs::create_dir_all(&folder).with_context(|| format!("creating {}", folder.display()))?;
    Ok(folder)
}
