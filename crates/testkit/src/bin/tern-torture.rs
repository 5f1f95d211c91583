//! Tortures desks and a server of this build for a while and prints what was found; `cargo xtask torture` starts it.

use anyhow::{Context as _, Result, bail};
use std::io::Write as _;
use std::time::Duration;
use testkit::torture::{Options, run};

const USAGE: &str = "tern-torture [--minutes M] [--desks N] [--seed S] [--database URL]";

#[tokio::main]
async fn main() -> Result<()> {
    let here = std::env::current_exe().context("finding this program")?;
    let programs = here.parent().context("a program lies in a folder")?.to_owned();
    let mut options =
        Options { programs, span: Duration::from_secs(120), kills: 0, desks: 3, seed: 1, database: None };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let value = words.next().with_context(|| format!("{word} wants a value\n{USAGE}"))?;
        match word.as_str() {
            "--minutes" => options.span = Duration::from_secs_f64(value.parse::<f64>()? * 60.0),
            "--desks" => options.desks = value.parse()?,
            "--seed" => options.seed = value.parse()?,
            "--database" => options.database = Some(value),
            _ => bail!("`{word}` is not understood\n{USAGE}"),
        }
    }
    let report = run(&options).await?;
    writeln!(std::io::stdout(), "{}", serde_json::to_string_pretty(&report)?)?;
    if !report.is_good() {
        bail!("a promise was broken");
    }
    Ok(())
}
