//! Serves the real UI on the real core to a plain browser on this computer, and prints where.

use anyhow::{Context, Result, bail};
use host::Options;
use std::io::Write;
use std::path::PathBuf;
use testkit::http_host::HttpHost;

const USAGE: &str = "tern-host [--data DIR] [--sample] [--listen 127.0.0.1:0] [--ui DIR]
Serves the built UI over a data folder (TERN_PASSPHRASE opens it) and prints the address to open in a browser.";

#[tokio::main]
async fn main() -> Result<()> {
    let mut options = Options {
        folder: host::default_folder(),
        sample: false,
        passphrase: std::env::var("TERN_PASSPHRASE").ok().filter(|text| !text.is_empty()),
        background: true,
        engine: None,
    };
    let mut listen = "127.0.0.1:0".to_owned();
    let mut ui = testkit::root().join("ui/dist");
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().with_context(|| format!("{word} wants a value\n{USAGE}"));
        match word.as_str() {
            "--data" => options.folder = PathBuf::from(value()?),
            "--sample" => options.sample = true,
            "--listen" => listen = value()?,
            "--ui" => ui = PathBuf::from(value()?),
            "--help" => {
                writeln!(std::io::stdout(), "{USAGE}")?;
                return Ok(());
            }
            _ => bail!("`{word}` is not understood\n{USAGE}"),
        }
    }
    let listen =
        listen.parse().with_context(|| format!("`{listen}` is not an address such as 127.0.0.1:0"))?;
    let host = HttpHost::start(options, ui, listen).await?;
    writeln!(std::io::stdout(), "{}", host.url)?;
    std::io::stdout().flush()?;
    host.serve().await;
    Ok(())
}
