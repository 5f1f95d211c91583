//! `cargo xtask bench`, `torture` and `sim`: build a program of the test kit with what it needs, and start it.

use crate::arguments::Arguments;
use crate::packages::Purpose;
use crate::run::{Profile, build, program};
use crate::shell::{command, show};
use crate::{setup, ui};
use anyhow::Result;

/// Every argument goes to the program; it prints JSON on standard output.
pub(crate) fn bench(arguments: Arguments) -> Result<()> {
    setup::ready(Purpose::Testing)?;
    ui::build()?;
    // Numbers of an unoptimised build say nothing.
    let built = build(&["tern", "tern-server", "tern-bench"], Profile::Release)?;
    let bench = program(&built, "tern-bench");
    show(command(&bench.to_string_lossy(), &[]).args(arguments.rest()))
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
    let built = build(&["tern-sim"], Profile::Sim)?;
    let sim = program(&built, "tern-sim");
    show(command(&sim.to_string_lossy(), &[]).args(arguments.rest()))
}
