//! `cargo xtask bench`, `torture`, `sim` and `fuzz`: build a program of the test kit with what it needs, and start it.

use crate::arguments::Arguments;
use crate::packages::Purpose;
use crate::progress::Step;
use crate::results::Suite;
use crate::run::{Profile, build, program};
use crate::shell::{command, show, watch};
use crate::{setup, ui};
use anyhow::Result;
use std::time::Instant;

/// The suite that a long run has.
pub(crate) const BUDGETS: &str = "budgets";
/// The parts that open the real window.
const WITH_WINDOW: [&str; 2] = ["start", "budgets"];

/// `cargo xtask bench [SIZES] [PARTS]`: every argument goes to the program; it prints JSON on standard output.
pub(crate) fn bench(arguments: Arguments) -> Result<()> {
    let words = arguments.rest();
    setup::ready(Purpose::Testing)?;
    let mut parts = words
        .iter()
        .flat_map(|word| word.split(','))
        .filter(|word| !word.starts_with(|first: char| first.is_ascii_digit()))
        .peekable();
    // Numbers of an unoptimised build say nothing.
    let built = if parts.peek().is_none() || parts.any(|part| WITH_WINDOW.contains(&part)) {
        ui::build()?;
        build(&["tern", "tern-server", "tern-bench"], Profile::Release)?
    } else {
        build(&["tern-bench"], Profile::Release)?
    };
    let bench = program(&built, "tern-bench");
    show(command(&bench.to_string_lossy(), &[]).args(words))
}

/// The budgets of the window over one desk, as a suite: it ends with an error when something takes twice its budget.
pub(crate) fn budgets() -> Result<Suite> {
    let step = Step::begin("measuring the window (an optimised build takes long the first time)");
    let built = build(&["tern", "tern-bench"], Profile::Sim)?;
    let bench = program(&built, "tern-bench");
    let since = Instant::now();
    let watched =
        watch(BUDGETS, command(&bench.to_string_lossy(), &[]).args(["10000", "budgets"]), |_| false)?;
    step.end();
    Ok(Suite::single(BUDGETS, watched.status.success(), since.elapsed()).saying(&watched.lines))
}

/// Every argument goes to the program; it ends with an error when a saved edit was lost.
pub(crate) fn torture(arguments: Arguments) -> Result<()> {
    setup::ready(Purpose::Testing)?;
    let built = build(&["tern-server", "tern-host", "ternctl", "tern-torture"], Profile::Dev)?;
    let torture = program(&built, "tern-torture");
    show(command(&torture.to_string_lossy(), &[]).args(arguments.rest()))
}

/// Every argument goes to the program; it ends with an error when a promise was broken or a mistake was not found.
pub(crate) fn sim(arguments: Arguments) -> Result<()> {
    setup::ready(Purpose::Testing)?;
    // Thousands of worlds: unoptimised they take hours.
    let built = build(&["tern-sim"], Profile::Sim)?;
    let sim = program(&built, "tern-sim");
    show(command(&sim.to_string_lossy(), &[]).args(arguments.rest()))
}

/// Every argument goes to the program; it ends with an error when an input broke something.
pub(crate) fn fuzz(arguments: Arguments) -> Result<()> {
    setup::ready(Purpose::Testing)?;
    // Unoptimised on purpose: numbers that overflow are found, not wrapped.
    let built = build(&["tern-fuzz"], Profile::Dev)?;
    show(command(&program(&built, "tern-fuzz").to_string_lossy(), &[]).args(arguments.rest()))
}
