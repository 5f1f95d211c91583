//! Are Rust and Node new enough? A version that is too old fails here with a sentence, not later with a type error.

use crate::shell::{capture, cargo, command};
use anyhow::{Context as _, Result, bail};

const OLDEST_RUST: (u32, u32) = (1, 95);
const OLDEST_NODE: (u32, u32) = (20, 19);

/// Fails with what to do when Rust, Node or npm is missing or too old.
pub(crate) fn check() -> Result<()> {
    let rust = capture(cargo().arg("--version")).context("asking cargo for its version")?;
    if version_in(&rust).is_none_or(|found| found < OLDEST_RUST) {
        bail!(
            "Tern needs Rust {}.{} or newer, this is `{}`; `rustup update stable` brings it",
            OLDEST_RUST.0,
            OLDEST_RUST.1,
            rust.trim()
        );
    }
    let advice = "install Node from https://nodejs.org or your system's packages, then run this again";
    let node = capture(&mut command("node", &["--version"]))
        .with_context(|| format!("Node is missing; {advice}"))?;
    if version_in(&node).is_none_or(|found| found < OLDEST_NODE) {
        bail!(
            "Tern needs Node {}.{} or newer, this is {}; {advice}",
            OLDEST_NODE.0,
            OLDEST_NODE.1,
            node.trim()
        );
    }
    capture(crate::shell::npm().arg("--version")).with_context(|| format!("npm is missing; {advice}"))?;
    Ok(())
}

/// Finds the first `MAJOR.MINOR` in a line such as `cargo 1.95.0 (...)` or `v20.20.2`.
fn version_in(line: &str) -> Option<(u32, u32)> {
    let start = line.find(|character: char| character.is_ascii_digit())?;
    let mut numbers = line[start..].split(|character: char| !character.is_ascii_digit());
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_what_the_tools_print() {
        assert_eq!(version_in("cargo 1.95.0 (abc 2026-04-14)"), Some((1, 95)));
        assert_eq!(version_in("v20.20.2\n"), Some((20, 20)));
        assert_eq!(version_in("no version"), None);
    }
}
