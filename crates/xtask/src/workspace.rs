//! The workspace as cargo sees it: our packages, everything they link, and the files under version control.

use crate::shell::{capture, cargo, command};
use anyhow::{Context as _, Result};
use serde_json::Value;
use std::path::PathBuf;

/// One package of the dependency graph.
#[derive(Debug, Clone)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    /// The licence expression, if the package states one.
    pub(crate) licence: Option<String>,
    /// Whether it is one of ours.
    pub(crate) is_ours: bool,
    pub(crate) dependencies: Vec<Dependency>,
}

/// What a package asks for in its manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dependency {
    pub(crate) name: String,
    /// Needed by tests only: no shipped program links it.
    pub(crate) is_for_tests: bool,
}

/// Reads every package that any of ours can link, on any system.
pub(crate) fn packages() -> Result<Vec<Package>> {
    let text = capture(cargo().args(["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: Value = serde_json::from_str(&text).context("reading cargo's metadata")?;
    let list = metadata["packages"].as_array().context("cargo's metadata names packages")?;
    list.iter().map(package).collect()
}

fn package(value: &Value) -> Result<Package> {
    let text = |key: &str| value[key].as_str().map(str::to_owned);
    let dependencies = value["dependencies"].as_array().context("a package lists its dependencies")?;
    Ok(Package {
        name: text("name").context("a package has a name")?,
        version: text("version").context("a package has a version")?,
        licence: text("license"),
        is_ours: value["source"].is_null(),
        dependencies: dependencies
            .iter()
            .map(|wanted| Dependency {
                name: wanted["name"].as_str().unwrap_or_default().to_owned(),
                is_for_tests: wanted["kind"] == "dev",
            })
            .collect(),
    })
}

/// A text file of ours.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// Relative to the root, with forward slashes on every system.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Reads every text file that is, or is about to be, under version control.
pub(crate) fn sources() -> Result<Vec<Source>> {
    let listed = capture(&mut command("git", &["ls-files", "--cached", "--others", "--exclude-standard"]))
        .context("tidy looks at the files that git knows")?;
    let mut sources = Vec::new();
    for path in listed.lines() {
        let file = PathBuf::from(path);
        // A file that is deleted but not yet committed is still listed; pictures are not text.
        if !file.is_file() {
            continue;
        }
        let bytes = std::fs::read(&file).with_context(|| format!("reading {path}"))?;
        if let Ok(text) = String::from_utf8(bytes) {
            sources.push(Source { path: path.to_owned(), text });
        }
    }
    Ok(sources)
}
