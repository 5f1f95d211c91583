//! One PostgreSQL for a whole run of the tests, so that not every test program starts its own.

use crate::progress::Step;
use anyhow::{Context as _, Result, bail};
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

/// Where test programs look for a cluster that runs already; without it, some leave PostgreSQL out.
pub(crate) const VARIABLE: &str = "TERN_TEST_POSTGRES";

/// A running throw-away cluster; it ends with this value.
pub(crate) struct Cluster {
    script: Child,
    url: String,
}

impl Cluster {
    /// Starts a cluster where the tests use one: on Linux.
    pub(crate) fn start() -> Result<Option<Self>> {
        if !cfg!(target_os = "linux") {
            return Ok(None);
        }
        let step = Step::begin("starting PostgreSQL for the tests");
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let port = free.context("looking for a free port")?.port();
        let mut script = Command::new("bash")
            .args(["tests/env/postgres.sh", "hold", &port.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("starting tests/env/postgres.sh")?;
        let mut answer = String::new();
        BufReader::new(script.stdout.take().expect("its output was asked for"))
            .read_line(&mut answer)
            .context("waiting for PostgreSQL")?;
        if answer.trim() != "READY" {
            bail!("PostgreSQL did not come up ({})", script.wait().context("waiting for its end")?);
        }
        step.end();
        Ok(Some(Self { script, url: format!("postgres://postgres@127.0.0.1:{port}/postgres") }))
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.script.stdin.take());
        self.script.wait().ok();
    }
}
