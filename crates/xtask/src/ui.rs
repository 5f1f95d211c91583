//! The web UI's own commands: its packages, and the build that goes into the window.

use crate::progress::Step;
use crate::shell::{npm, show};
use anyhow::{Context as _, Result};
use std::path::Path;

const LOCK: &str = "ui/package-lock.json";
/// A copy of the lock file that the installed packages came from.
const INSTALLED: &str = "ui/node_modules/.installed-from-lock.json";

/// Installs the UI's packages, unless they already stand as the lock file says.
pub(crate) fn install() -> Result<()> {
    let lock = std::fs::read(LOCK).with_context(|| format!("reading {LOCK}"))?;
    if std::fs::read(INSTALLED).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let step = Step::begin("installing the UI's packages (npm ci)");
    show(npm().args(["ci", "--no-audit", "--no-fund"]))?;
    // Written last: an install that was cut short is done again.
    std::fs::write(INSTALLED, lock).with_context(|| format!("writing {INSTALLED}"))?;
    step.end();
    Ok(())
}

/// Builds `ui/dist`, unless nothing that goes into it is newer than it.
pub(crate) fn build() -> Result<()> {
    let built = Path::new("ui/dist/index.html");
    let fresh = newest(Path::new("ui"))?;
    if built.metadata().and_then(|found| found.modified()).is_ok_and(|when| Some(when) >= fresh) {
        return Ok(());
    }
    let step = Step::begin("building the UI");
    show(npm().args(["run", "--silent", "build"]))?;
    step.end();
    Ok(())
}

/// Returns when the newest source file of the UI was changed.
fn newest(folder: &Path) -> Result<Option<std::time::SystemTime>> {
    let mut latest = None;
    for entry in std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        if name == "node_modules" || name == "dist" {
            continue;
        }
        let found = entry.metadata()?;
        let when = if found.is_dir() { newest(&entry.path())? } else { Some(found.modified()?) };
        latest = latest.max(when);
    }
    Ok(latest)
}
