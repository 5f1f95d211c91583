//! `cargo xtask test`: the machine set up, every check, every test, one closing line.

use crate::arguments::Arguments;
use crate::database::{self, Cluster};
use crate::packages::Purpose;
use crate::progress::{Step, say};
use crate::results::{Suite, conclude};
use crate::shell::{cargo, command, leavings, node, npm, show, target_dir, watch};
use crate::tried::{self, Before};
use crate::{bench, checks, setup, ui};
use anyhow::{Context as _, Result, anyhow, bail};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Instant;

/// The suites that drive real windows on real desktops.
const WINDOW_SUITES: [&str; 2] = ["desktop", "e2e"];
/// The suites that take both cores for minutes; they run last, and not at all when it has to be fast.
const LAST_SUITES: [&str; 5] = ["desktop", "e2e", "run", "sim", "torture"];
/// Every screen in a plain browser; takes so long that only a long run has it.
const BROWSER: &str = "browser";
/// What only a long run has.
const ONLY_LONG: [&str; 2] = [BROWSER, bench::BUDGETS];
/// Desks and a server; run once with each database that a server can have.
const JOURNEYS: &str = "tern-journeys";
const ON_POSTGRES: (&str, &str) = ("TERN_JOURNEYS_ON", "postgres");
/// Suites that must have run tests: if one of them vanishes, the run has not tested what it claims.
const REQUIRED: [&str; 14] = [
    "ui",
    BROWSER,
    bench::BUDGETS,
    "domain",
    "store",
    "desk-seats",
    "sync-desks",
    JOURNEYS,
    "testkit-sim",
    "tern-fuzz",
    "tern-torture",
    "tern-e2e",
    "tern-desktop",
    tried::SUITE,
];

/// `cargo xtask test [--fast | --long]`
pub(crate) fn test(mut arguments: Arguments) -> Result<()> {
    let (fast, long) = (arguments.flag("--fast"), arguments.flag("--long"));
    arguments.finish()?;
    let since = Instant::now();
    setup::ready(Purpose::Testing)?;
    ui::build()?;

    let mut suites = checks::run_all()?;
    // Beside the compilers: crates wait for one another, and then a processor has time for this.
    let of_ui = std::thread::spawn(vitest);
    suites.push(own_tests()?);
    let built = built_tests(&["--all-targets"]);
    suites.push(of_ui.join().map_err(|_| anyhow!("the tests of the UI ended in a panic"))??);
    match built {
        Ok(tests) => {
            let (last, plain): (Vec<_>, Vec<_>) = tests.into_iter().partition(|test| test.runs_last);
            let cluster = Cluster::start()?;
            let shared: Vec<(&str, &str)> =
                cluster.iter().map(|cluster| (database::VARIABLE, cluster.url())).collect();
            for test in plain {
                suites.push(test.run(&[], &shared)?);
                if test.name == JOURNEYS && cluster.is_some() {
                    let on_postgres = Built { name: format!("{JOURNEYS}-postgres"), ..test };
                    suites.push(on_postgres.run(&[], &[shared.as_slice(), &[ON_POSTGRES]].concat())?);
                }
            }
            drop(cluster);
            if !fast {
                if long {
                    suites.push(in_browser(&[])?);
                }
                suites.push(tried::suite(Before::Built)?);
                for test in last {
                    suites.push(test.run(&[], &[])?);
                }
                if long {
                    suites.push(bench::budgets()?);
                }
            }
        }
        Err(error) => {
            say(&format!("    {error:#}"));
            suites.push(Suite::single("building the tests", false, since.elapsed()));
        }
    }
    for required in missing(&suites, fast, long) {
        say(&format!("    the suite {required} did not run"));
        suites.push(Suite::single(required, false, std::time::Duration::ZERO));
    }
    if !conclude(&suites, since.elapsed()) {
        std::process::exit(1);
    }
    Ok(())
}

/// Returns the required suites of which no test ran.
fn missing(suites: &[Suite], fast: bool, long: bool) -> Vec<&'static str> {
    let ran = |name: &str| suites.iter().any(|suite| suite.name == name && suite.passed + suite.failed > 0);
    let last = |name: &str| LAST_SUITES.iter().any(|last| name.ends_with(&format!("-{last}")));
    let asked = |name: &str| if ONLY_LONG.contains(&name) { long && !fast } else { !fast || !last(name) };
    REQUIRED.into_iter().filter(|name| asked(name) && !ran(name)).collect()
}

/// `cargo xtask e2e [FILTER]`: what is left of the line goes to the test harness.
pub(crate) fn windows_only(arguments: Arguments) -> Result<()> {
    let since = Instant::now();
    setup::ready(Purpose::Testing)?;
    ui::build()?;
    let rest = arguments.rest();
    let mut suites = Vec::new();
    // The programs that windows need, and nothing that is only tested apart.
    let needed: Vec<&str> =
        WINDOW_SUITES.iter().flat_map(|suite| ["--test", suite]).chain(["--bins"]).collect();
    for test in built_tests(&needed)?.into_iter().filter(|test| test.drives_windows) {
        suites.push(test.run(&rest, &[])?);
    }
    if !conclude(&suites, since.elapsed()) {
        std::process::exit(1);
    }
    Ok(())
}

/// `cargo xtask browser [FILTER]`: what is left of the line goes to Playwright.
pub(crate) fn browser_only(arguments: Arguments) -> Result<()> {
    let since = Instant::now();
    setup::ready(Purpose::Testing)?;
    ui::build()?;
    let step = Step::begin("building the host for browsers and the server");
    let programs = ["--bin", "tern-host", "--bin", "tern-server"];
    show(cargo().args(["build", "--workspace", "--exclude", "xtask"]).args(programs))?;
    step.end();
    if !conclude(&[in_browser(&arguments.rest())?], since.elapsed()) {
        std::process::exit(1);
    }
    Ok(())
}

/// Runs the tests in a plain browser, over programs that are built.
fn in_browser(words: &[String]) -> Result<Suite> {
    let step = Step::begin("testing the screens in a browser (Playwright)");
    let mut run = node("node_modules/@playwright/test/cli.js");
    run.args(["test", "--config", "../tests/browser"]).args(words);
    run.env("TERN_PROGRAMS", target_dir()?.join("debug")).env("TERN_LEAVINGS", leavings()?);
    run.env("CI", "true").env("NO_COLOR", "1").stdin(Stdio::null());
    let shown = |line: &str| is_worth_showing(line) && !line.trim_start().starts_with('✓');
    let watched = watch(BROWSER, &mut run, shown)?;
    step.end();
    Ok(Suite::from_playwright(BROWSER, &watched.lines, watched.status.success(), watched.took))
}

fn vitest() -> Result<Suite> {
    let step = Step::begin("testing the UI (vitest)");
    let mut run = npm();
    run.args(["test", "--silent"]).env("CI", "true").env("NO_COLOR", "1");
    let watched = watch("vitest", &mut run, is_worth_showing)?;
    step.end();
    Ok(Suite::from_vitest("ui", &watched.lines, watched.status.success(), watched.took))
}

/// This crate's tests run apart: on Windows a running program cannot be built again.
fn own_tests() -> Result<Suite> {
    let step = Step::begin("testing xtask");
    let watched = watch("xtask", cargo().args(["test", "--package", "xtask"]), is_worth_showing)?;
    step.end();
    Ok(Suite::from_rust_programs("xtask", &watched.lines, watched.status.success(), watched.took))
}

/// One test program.
struct Built {
    name: String,
    program: PathBuf,
    folder: PathBuf,
    drives_windows: bool,
    runs_last: bool,
}

impl Built {
    fn run(&self, arguments: &[String], variables: &[(&str, &str)]) -> Result<Suite> {
        let step = Step::begin(&format!("testing {}", self.name));
        let program = self.program.to_string_lossy();
        let mut run = command(&program, &[]);
        run.args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_MANIFEST_DIR", &self.folder)
            .stdin(Stdio::null());
        run.envs(variables.iter().copied());
        let watched = watch(&self.name, &mut run, is_worth_showing)?;
        step.end();
        Ok(Suite::from_rust(&self.name, &watched.lines, watched.status.success(), watched.took))
    }
}

/// Builds programs and tests in one go and returns the tests.
fn built_tests(targets: &[&str]) -> Result<Vec<Built>> {
    let step = Step::begin("building programs and tests (the first time takes minutes)");
    let mut build = cargo();
    build.args(["build", "--workspace", "--exclude", "xtask"]).args(targets);
    build.arg("--message-format=json-render-diagnostics").stderr(Stdio::inherit());
    let output = build.output().context("starting cargo")?;
    if !output.status.success() {
        bail!("the tests do not build");
    }
    step.end();
    let mut tests: Vec<Built> = String::from_utf8_lossy(&output.stdout).lines().filter_map(test_in).collect();
    tests.sort_by(|one, other| one.name.cmp(&other.name));
    if tests.is_empty() {
        bail!("cargo built no test in {}", target_dir()?.display());
    }
    Ok(tests)
}

/// Reads one of cargo's messages; only those about a test program are of interest.
fn test_in(message: &str) -> Option<Built> {
    let message: serde_json::Value = serde_json::from_str(message).ok()?;
    if message["reason"] != "compiler-artifact" || message["profile"]["test"] != true {
        return None;
    }
    let program = PathBuf::from(message["executable"].as_str()?);
    let folder = Path::new(message["manifest_path"].as_str()?).parent()?.to_owned();
    let target = message["target"]["name"].as_str()?;
    let is_suite = message["target"]["kind"].as_array()?.iter().any(|kind| kind == "test");
    let package = package_name(message["package_id"].as_str()?);
    let name = if is_suite { format!("{package}-{target}") } else { target.to_owned() };
    let drives_windows = is_suite && WINDOW_SUITES.contains(&target);
    let runs_last = is_suite && LAST_SUITES.contains(&target);
    Some(Built { drives_windows, runs_last, name, program, folder })
}

/// Reads the name out of `path+file:///somewhere/crates/store#0.1.0` or `...#tern@0.1.0`.
fn package_name(id: &str) -> String {
    let (place, version) = id.rsplit_once('#').unwrap_or((id, ""));
    match version.split_once('@') {
        Some((name, _)) => name.to_owned(),
        None => place.rsplit('/').next().unwrap_or(place).to_owned(),
    }
}

/// Passing tests are counted, not listed; everything else is shown.
fn is_worth_showing(line: &str) -> bool {
    let passes = line.starts_with("test ") && (line.ends_with("... ok") || line.contains("... ignored"));
    !passes && !line.trim().is_empty() && !line.starts_with("running ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_programs_are_named_after_their_package() {
        let message = |target: &str, kind: &str, id: &str| {
            serde_json::json!({
                "reason": "compiler-artifact", "package_id": id, "manifest_path": "/r/Cargo.toml",
                "target": {"name": target, "kind": [kind]}, "profile": {"test": true}, "executable": "/r/target/x",
            })
            .to_string()
        };
        let window = test_in(&message("e2e", "test", "path+file:///r#tern@0.1.0")).unwrap();
        assert_eq!((window.name.as_str(), window.drives_windows), ("tern-e2e", true));
        let unit = test_in(&message("store", "lib", "path+file:///r/crates/store#0.1.0")).unwrap();
        assert_eq!((unit.name.as_str(), unit.drives_windows), ("store", false));
        let route = test_in(&message("sync", "test", "path+file:///r/crates/server#0.1.0")).unwrap();
        assert_eq!(route.name, "server-sync");
    }

    #[test]
    fn a_suite_that_ran_no_test_is_missing() {
        let ran: Vec<Suite> =
            REQUIRED.map(|name| Suite::single(name, true, std::time::Duration::ZERO)).into();
        assert!(missing(&ran, false, true).is_empty());
        assert_eq!(missing(&ran[1..], false, true), [REQUIRED[0]]);
        let empty = Suite { passed: 0, ..ran[0].clone() };
        assert_eq!(missing(&[&[empty], &ran[1..]].concat(), false, true), [REQUIRED[0]]);
    }

    #[test]
    fn a_fast_run_may_leave_out_what_takes_minutes() {
        let long = [BROWSER, "testkit-sim", "tern-torture", "tern-e2e", "tern-desktop", tried::SUITE];
        let fast = REQUIRED.iter().filter(|name| !long.contains(name));
        let ran: Vec<Suite> = fast.map(|name| Suite::single(name, true, std::time::Duration::ZERO)).collect();
        assert!(missing(&ran, true, false).is_empty());
        assert_eq!(missing(&ran, false, false), long[1..]);
        assert_eq!(missing(&ran, false, true), long);
    }

    #[test]
    fn what_is_not_a_test_is_left_out() {
        assert!(test_in("{\"reason\":\"build-finished\",\"success\":true}").is_none());
        assert!(test_in("not json").is_none());
    }
}
