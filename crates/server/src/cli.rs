//! The command line of the server: serve, keep accounts, fill with sample tickets.

mod user;

use crate::listen::{self, Options, TlsFiles};
use crate::password::Cost;
use anyhow::Context;
use clap::{Args, Parser, Subcommand};
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use store::Location;

/// A help desk that goes on working offline: the server beside its desks.
#[derive(Debug, Parser)]
#[command(name = "tern-server", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve desks until told to stop (Ctrl-C or SIGTERM).
    Serve(Serve),
    /// Keep the accounts of those who sign in.
    #[command(subcommand)]
    User(user::User),
    /// Fill a server with made-up tickets; doing it again adds nothing.
    Seed(Seed),
    /// Begin a new history, after the database was put back from a backup and before the server is started.
    ///
    /// Every desk then reads everything again and sends again what the server had taken in since the backup.
    /// Done on a database that was not put back, it costs one long sync of every desk and loses nothing.
    RestoreEpoch(Place),
}

/// Where the server keeps its work.
#[derive(Debug, Args)]
struct Place {
    /// sqlite://PATH or postgres://USER@HOST/NAME; without it, a SQLite file in the data folder.
    #[arg(long, value_name = "URL", value_parser = Location::parse)]
    database: Option<Location>,
    /// The folder for attachments and the SQLite file.
    #[arg(long, value_name = "DIR", default_value = "tern-data")]
    data: PathBuf,
}

impl Place {
    fn database(&self) -> Location {
        self.database.clone().unwrap_or_else(|| Location::File(self.data.join("tern.db")))
    }
}

#[derive(Debug, Args)]
struct Serve {
    /// Where to listen; port 0 takes any free one.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:7420")]
    listen: SocketAddr,
    #[command(flatten)]
    place: Place,
    /// Where attachments are kept: a folder, or s3://BUCKET/PREFIX with the environment variables of S3 programs.
    /// Without it, `blobs` in the data folder. Nodes of one server share it.
    #[arg(long, value_name = "PLACE")]
    attachments: Option<String>,
    /// The certificate chain, in PEM. Without one, put a proxy with TLS in front.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The key of the certificate, in PEM.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// Believe the X-Forwarded-For of the proxy in front; without a proxy anybody could write it.
    #[arg(long)]
    trust_proxy: bool,
    /// How many days deleted records are kept; a desk that was away for longer copies everything again.
    #[arg(long, value_name = "DAYS", default_value_t = 180)]
    keep_deleted_days: u32,
    /// Also write where it listens into this file, as one line of JSON.
    #[arg(long, value_name = "FILE")]
    announce: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct Seed {
    /// How many tickets.
    #[arg(long, value_name = "N", default_value_t = 240)]
    sample: usize,
    #[command(flatten)]
    place: Place,
}

/// Runs the program; the exit code is 0, 1 for a failure, 2 for a command that is not understood.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_env("TERN_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,sqlx=warn,sea_orm_migration=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let ran =
        tokio::runtime::Runtime::new().context("starting").and_then(|runtime| runtime.block_on(run(cli)));
    match ran {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::debug!(error = format!("{error:?}"), "Failed");
            // Standard error may be closed; there is nobody left to tell then.
            let _ = writeln!(std::io::stderr(), "tern-server: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> anyhow::Result<()> {
    match cli.command {
        Command::Serve(serve) => self::serve(serve).await,
        Command::User(user) => user::run(user).await,
        Command::Seed(seed) => self::seed(seed).await,
        Command::RestoreEpoch(place) => restore_epoch(&place).await,
    }
}

async fn serve(serve: Serve) -> anyhow::Result<()> {
    let tls = serve.tls_cert.zip(serve.tls_key).map(|(certificate, key)| TlsFiles { certificate, key });
    let attachments = serve.attachments.as_deref();
    let attachments = attachments.map(|place| listen::attachments(place, std::env::vars())).transpose()?;
    let running = listen::start(Options {
        listen: serve.listen,
        database: serve.place.database(),
        data: serve.place.data.clone(),
        attachments,
        tls,
        trust_proxy: serve.trust_proxy,
        keep_deleted_days: serve.keep_deleted_days,
        cost: Cost::Full,
    })
    .await?;
    // Scripts wait for this line and read the port from it.
    say(&format!("listening on {}", running.url()))?;
    say(&format!("tern-server {}", env!("CARGO_PKG_VERSION")))?;
    if let Some(file) = &serve.announce {
        announce(file, &running.url())?;
    }
    until_told_to_stop().await?;
    tracing::info!("Stopping");
    running.stop().await
}

/// Writes the file aside and moves it, so that whoever waits for it never reads half a line.
fn announce(file: &Path, url: &str) -> anyhow::Result<()> {
    let line = serde_json::json!({
        "url": url, "version": env!("CARGO_PKG_VERSION"), "pid": std::process::id(),
    });
    let aside = file.with_extension("writing");
    std::fs::write(&aside, format!("{line}\n"))
        .and_then(|()| std::fs::rename(&aside, file))
        .with_context(|| format!("writing {}", file.display()))
}

#[cfg(unix)]
async fn until_told_to_stop() -> anyhow::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).context("listening for signals")?;
    tokio::select! {
        stopped = tokio::signal::ctrl_c() => stopped.context("listening for signals"),
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn until_told_to_stop() -> anyhow::Result<()> {
    tokio::signal::ctrl_c().await.context("listening for signals")
}

async fn seed(seed: Seed) -> anyhow::Result<()> {
    let app = listen::open(&seed.place.database(), &seed.place.data, Cost::Full, false).await?;
    crate::sample::fill(&app, seed.sample).await?;
    say(&format!("{} tickets are there now", seed.sample))?;
    app.db().clone().close().await
}

async fn restore_epoch(place: &Place) -> anyhow::Result<()> {
    let epoch = listen::restore_epoch(&place.database(), &place.data).await?;
    say(&format!("the history is {epoch} now; start the server, and every desk brings back what it had sent"))
}

/// Writes a line to standard output.
fn say(line: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).context("writing to standard output")
}
