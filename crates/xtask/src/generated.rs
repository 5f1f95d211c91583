//! Files that are written by a program: `cargo xtask gen` writes them, `check` tells when one is stale.

use crate::arguments::Arguments;
use crate::progress::say;
use crate::run::{Profile, build, program};
use crate::shell::{capture, command, show};
use anyhow::Result;

/// The program that knows every generated file; it links the whole product, which this crate must not.
const GENERATOR: &str = "tern-gen";

/// `cargo xtask gen`
pub(crate) fn write(arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    let built = build(&[GENERATOR], Profile::Dev)?;
    show(&mut command(&program(&built, GENERATOR).to_string_lossy(), &[]))
}

/// Fails with the names of the stale files.
pub(crate) fn check() -> Result<()> {
    let built = build(&[GENERATOR], Profile::Dev)?;
    let answer = capture(&mut command(&program(&built, GENERATOR).to_string_lossy(), &["--check"]))?;
    if !answer.trim().is_empty() {
        say(answer.trim());
    }
    Ok(())
}
