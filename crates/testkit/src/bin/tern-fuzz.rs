//! Tries hostile input for a while and prints what was found; `cargo xtask fuzz` starts it.

use anyhow::{Context as _, Result, bail};
use std::io::Write as _;
use std::time::Duration;
use testkit::fuzz::{Options, decoders, device, server};

const USAGE: &str =
    "tern-fuzz [--minutes M] [--executions N] [--seed S] [--target server|device|decoders] [--keep]
  --minutes     for all targets together (default 1)
  --executions  the most for each target
  --keep        adds inputs that were answered in a new way to tests/fuzz/corpus";

#[tokio::main]
async fn main() -> Result<()> {
    let mut targets = vec!["server", "device", "decoders"];
    let mut minutes = 1.0;
    let corpus = testkit::root().join("tests/fuzz/corpus");
    let mut options = Options { span: Duration::ZERO, executions: u64::MAX, seed: 1, corpus, keep: false };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        if word == "--keep" {
            options.keep = true;
            continue;
        }
        let value = words.next().with_context(|| format!("{word} wants a value\n{USAGE}"))?;
        match word.as_str() {
            "--minutes" => minutes = value.parse::<f64>()?,
            "--executions" => options.executions = value.parse()?,
            "--seed" => options.seed = value.parse()?,
            "--target" => targets.retain(|target| *target == value),
            _ => bail!("`{word}` is not understood\n{USAGE}"),
        }
    }
    if targets.is_empty() {
        bail!("there is no such target\n{USAGE}");
    }
    options.span = Duration::from_secs_f64(minutes * 60.0 / targets.len() as f64);
    let mut broken = 0;
    for target in targets {
        let report = match target {
            "server" => server(&options).await?,
            "device" => device(&options).await?,
            _ => {
                tokio::task::spawn_blocking({
                    let options = options.clone();
                    move || decoders(&options)
                })
                .await??
            }
        };
        broken += report.findings.len();
        writeln!(std::io::stdout(), "{}", serde_json::to_string_pretty(&report)?)?;
    }
    if broken > 0 {
        bail!("{broken} promises were broken");
    }
    Ok(())
}
