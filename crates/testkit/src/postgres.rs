//! A throw-away PostgreSQL: one cluster for a whole run, one fresh database for every test.

use anyhow::{Context as _, Result, bail};
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Names a cluster that already runs, as `postgres://USER@HOST:PORT/DATABASE`; its user may create databases.
pub const CLUSTER_VARIABLE: &str = "TERN_TEST_POSTGRES";

/// A running cluster; it ends when this process does, since it watches the pipe that this process holds.
struct Cluster {
    url: String,
    _script: Option<Child>,
}

/// Returns the URL of a new, empty database.
///
/// The cluster is started by the first call in a process, unless [`CLUSTER_VARIABLE`] names one.
pub fn fresh_database() -> Result<String> {
    static CLUSTER: OnceLock<Result<Cluster>> = OnceLock::new();
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let cluster = match CLUSTER.get_or_init(Cluster::find) {
        Ok(cluster) => cluster,
        Err(error) => bail!("{error:#}"),
    };
    let name = format!("tern_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let output = Command::new("psql")
        .args(["--no-psqlrc", "--quiet", "--dbname", &cluster.url, "--command"])
        .arg(format!("create database {name}"))
        .output()
        .context("starting psql")?;
    if !output.status.success() {
        bail!("creating a database: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let (server, _) = cluster.url.rsplit_once('/').context("a cluster's URL ends with a database")?;
    Ok(format!("{server}/{name}"))
}

impl Cluster {
    fn find() -> Result<Self> {
        if let Ok(url) = std::env::var(CLUSTER_VARIABLE) {
            return Ok(Self { url, _script: None });
        }
        let port = crate::free_port()?;
        let mut script = Command::new("bash")
            .arg(crate::root().join("tests/env/postgres.sh"))
            .args(["hold", &port.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("starting tests/env/postgres.sh")?;
        let mut answer = String::new();
        BufReader::new(script.stdout.take().expect("its output was asked for"))
            .read_line(&mut answer)
            .context("waiting for PostgreSQL")?;
        if answer.trim() != "READY" {
            bail!("PostgreSQL did not come up: {}", script.wait().context("waiting for its end")?);
        }
        Ok(Self { url: format!("postgres://postgres@127.0.0.1:{port}/postgres"), _script: Some(script) })
    }
}
