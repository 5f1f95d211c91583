//! Licences: everything that is linked or bundled must be under one that our own two are compatible with.

use crate::workspace::packages;
use anyhow::{Context as _, Result, bail};
use serde_json::Value;

/// Permissive licences, and MPL-2.0, whose duty ends at the file.
const ALLOWED: [&str; 19] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "BlueOak-1.0.0",
    "CC-BY-4.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    // Fonts.
    "OFL-1.1",
    "Python-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Checks every crate and every npm package.
pub(crate) fn check() -> Result<()> {
    let mut refused = Vec::new();
    for package in packages()? {
        if !package.licence.as_deref().is_some_and(is_allowed) {
            let licence = package.licence.as_deref().unwrap_or("no licence stated");
            refused.push(format!("crate {} {}: {licence}", package.name, package.version));
        }
    }
    let path = "ui/package-lock.json";
    let lock: Value =
        serde_json::from_str(&std::fs::read_to_string(path).with_context(|| format!("reading {path}"))?)
            .with_context(|| format!("understanding {path}"))?;
    refused.extend(refused_npm_packages(&lock)?);
    if !refused.is_empty() {
        bail!("not on the list of licences:\n  {}", refused.join("\n  "));
    }
    Ok(())
}

fn refused_npm_packages(lock: &Value) -> Result<Vec<String>> {
    let packages = lock["packages"].as_object().context("the npm lock lists packages")?;
    let installed = packages.iter().filter(|(place, _)| place.starts_with("node_modules/"));
    Ok(installed
        .filter(|(_, package)| !package["license"].as_str().is_some_and(is_allowed))
        .map(|(place, package)| format!("npm {place}: {}", package["license"]))
        .collect())
}

/// Evaluates a licence expression: with OR one side must be allowed, with AND both.
fn is_allowed(expression: &str) -> bool {
    // An old spelling of OR.
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let allowed = either(&words, &mut at);
    allowed && at == words.len()
}

fn either(words: &[&str], at: &mut usize) -> bool {
    let mut allowed = both(words, at);
    while words.get(*at).is_some_and(|word| word.eq_ignore_ascii_case("or")) {
        *at += 1;
        allowed |= both(words, at);
    }
    allowed
}

fn both(words: &[&str], at: &mut usize) -> bool {
    let mut allowed = single(words, at);
    while words.get(*at).is_some_and(|word| word.eq_ignore_ascii_case("and")) {
        *at += 1;
        allowed &= single(words, at);
    }
    allowed
}

fn single(words: &[&str], at: &mut usize) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let allowed = either(words, at);
        let closed = words.get(*at) == Some(&")");
        *at += 1;
        return allowed && closed;
    }
    let mut name = (*word).to_owned();
    if words.get(*at) == Some(&"WITH") {
        name = format!("{name} WITH {}", words.get(*at + 1).unwrap_or(&""));
        *at += 2;
    }
    ALLOWED.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_judged_by_their_meaning() {
        let cases = [
            ("MIT", true),
            ("MIT/Apache-2.0", true),
            ("GPL-3.0-only", false),
            ("MIT OR GPL-3.0-only", true),
            ("MIT AND GPL-3.0-only", false),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
            ("(GPL-3.0-only OR AGPL-3.0-only) AND MIT", false),
            ("Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT", true),
            ("GPL-2.0 WITH Classpath-exception-2.0", false),
            ("", false),
            ("(MIT", false),
        ];
        for (expression, expected) in cases {
            assert_eq!(is_allowed(expression), expected, "{expression}");
        }
    }

    #[test]
    fn a_planted_npm_licence_is_found() {
        let lock = serde_json::json!({"packages": {
            "": {"name": "ui"},
            "node_modules/good": {"license": "MIT"},
            "node_modules/bad": {"license": "SSPL-1.0"},
            "node_modules/silent": {},
        }});
        let refused = refused_npm_packages(&lock).unwrap();
        assert_eq!(refused.len(), 2, "{refused:?}");
        assert!(refused.iter().all(|line| !line.contains("good")));
    }
}
