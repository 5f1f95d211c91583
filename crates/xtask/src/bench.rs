//! `cargo xtask bench`: builds and starts the measuring program.

use crate::arguments::Arguments;
use crate::packages::Purpose;
use crate::run::{build, program};
use crate::shell::{command, show};
use crate::{setup, ui};
use anyhow::Result;

/// Every argument goes to the program; it prints JSON on standard output.
pub(crate) fn bench(arguments: Arguments) -> Result<()> {
    setup::ready(Purpose::Testing)?;
    ui::build()?;
    // Numbers of an unoptimised build say nothing.
    let built = build(&["tern", "tern-server", "tern-bench"], true)?;
    let bench = program(&built, "tern-bench");
    show(command(&bench.to_string_lossy(), &[]).args(arguments.rest()))
}
