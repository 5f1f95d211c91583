//! Writes the files that the product describes itself with, or tells with `--check` which of them are stale.

use anyhow::{Context as _, Result, bail};
use std::io::Write as _;
use std::path::Path;

/// A file that is written by a program and committed, so that a reader and a reviewer see it.
struct Generated {
    path: &'static str,
    text: String,
}

/// Every generated file; a further one is a further entry.
async fn generated() -> Result<Vec<Generated>> {
    let folder = tempfile::tempdir().context("making a folder for a fresh database")?;
    Ok(vec![
        Generated { path: "ui/src/api/gen.ts", text: contract::typescript::typescript() },
        Generated { path: "crates/store/schema.sql", text: store::schema::schema_sql(folder.path()).await? },
    ])
}

#[tokio::main]
async fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).context("finding the root")?;
    let only_look = std::env::args().any(|argument| argument == "--check");
    let mut stale = Vec::new();
    for file in generated().await? {
        let place = root.join(file.path);
        // Line endings are git's business, not a difference.
        let standing = std::fs::read_to_string(&place).unwrap_or_default().replace("\r\n", "\n");
        if standing == file.text {
            continue;
        }
        if only_look {
            stale.push(file.path);
            continue;
        }
        if let Some(folder) = place.parent() {
            std::fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
        }
        std::fs::write(&place, file.text).with_context(|| format!("writing {}", file.path))?;
        writeln!(std::io::stdout(), "wrote {}", file.path).context("saying what was written")?;
    }
    if !stale.is_empty() {
        bail!("stale: {}; `cargo xtask gen` writes them again", stale.join(", "));
    }
    Ok(())
}
