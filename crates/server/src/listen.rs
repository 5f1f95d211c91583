//! A running server: opens the desk, listens with or without TLS, and stops without cutting anybody off.

use crate::app::App;
use crate::password::{Cost, Passwords};
use crate::presence;
use crate::routes::router;
use crate::uploads;
use anyhow::{Context, bail};
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use desk::clock::{Clock, Ids, RandomIds, SystemClock};
use desk::{Desk, Seat};
use hyper_util::rt::TokioTimer;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use store::blobs::Blobs;
use store::server::{session, tries};
use store::{Db, Location};
use tokio::task::JoinHandle;

/// How long open requests may take to end when the server stops.
const GRACE: Duration = Duration::from_secs(10);
/// How often the desk looks whether another process has written: on a file that is the command line, on PostgreSQL
/// also the other servers, of whose commits devices here want to hear at once. It reads one row by its key.
const FOLLOW_FILE: Duration = Duration::from_millis(500);
const FOLLOW_NODES: Duration = Duration::from_millis(50);
/// How often what has run out is forgotten.
const SWEEP: Duration = Duration::from_secs(3600);
/// The longest wait between two looks at what is due: another process may have written something that is sooner.
const LOOK_MS: i64 = 30_000;
/// How long to wait when the other nodes cannot be heard.
const HEAR_AGAIN: Duration = Duration::from_secs(2);
/// How long a burst of commits is waited for before what is due is looked at.
const SETTLE: Duration = Duration::from_millis(250);
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// What a server is started with.
#[derive(Debug, Clone)]
pub struct Options {
    /// Port 0 takes any free one.
    pub listen: SocketAddr,
    pub database: Location,
    /// Attachments, and the SQLite file unless `database` says otherwise.
    pub data: PathBuf,
    /// Where attachments are kept; a folder in `data` unless said otherwise. Nodes of one server share it.
    pub attachments: Option<Blobs>,
    pub tls: Option<TlsFiles>,
    /// Whether a proxy in front writes X-Forwarded-For.
    pub trust_proxy: bool,
    /// How many days deleted records are kept for devices that were away.
    pub keep_deleted_days: u32,
    pub cost: Cost,
}

/// A certificate chain and its key, in PEM.
#[derive(Debug, Clone)]
pub struct TlsFiles {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

impl Options {
    /// A server on loopback with everything in one folder.
    pub fn local(data: &Path) -> Self {
        Options {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            database: Location::File(data.join("tern.db")),
            data: data.to_owned(),
            attachments: None,
            tls: None,
            trust_proxy: false,
            keep_deleted_days: 180,
            cost: Cost::Full,
        }
    }
}

/// A server that listens; stop it to let everybody finish.
pub struct Running {
    app: App,
    address: SocketAddr,
    handle: Handle<SocketAddr>,
    serving: JoinHandle<std::io::Result<()>>,
    chores: [JoinHandle<()>; 4],
    secure: bool,
    /// Says to others, while this runs, that it does.
    _mark: Option<std::fs::File>,
}

impl Running {
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address as a client writes it.
    pub fn url(&self) -> String {
        format!("{}://{}", if self.secure { "https" } else { "http" }, self.address)
    }

    pub fn app(&self) -> &App {
        &self.app
    }

    /// Says goodbye to event streams, lets open requests end, and closes the database.
    ///
    /// # Errors
    /// When the database cannot be closed; what was answered is on the disk all the same.
    pub async fn stop(self) -> anyhow::Result<()> {
        self.app.close();
        for chore in &self.chores {
            chore.abort();
        }
        self.handle.graceful_shutdown(Some(GRACE));
        self.serving.await.context("waiting for the server")?.context("serving")?;
        self.app.db().clone().close().await.context("closing the database")
    }
}

/// Opens the desk and the database for a server or for work on its accounts.
///
/// # Errors
/// When the folder cannot be made or the database cannot be opened.
pub async fn open(database: &Location, data: &Path, cost: Cost, trust_proxy: bool) -> anyhow::Result<App> {
    open_with(database, data, None, cost, trust_proxy).await
}

async fn open_with(
    database: &Location,
    data: &Path,
    attachments: Option<Blobs>,
    cost: Cost,
    trust_proxy: bool,
) -> anyhow::Result<App> {
    make_private(data).with_context(|| format!("making {}", data.display()))?;
    let blobs = attachments.unwrap_or_else(|| Blobs::open(data.join("blobs"), None));
    let db = Db::open(database, None).await?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock::default());
    let ids: Arc<dyn Ids> = Arc::new(RandomIds);
    let desk = Desk::open(db.clone(), blobs, Seat::Server, clock.clone(), ids.clone()).await?;
    App::new(desk, db, clock, ids, Passwords::new(cost)?, trust_proxy).await
}

/// Begins a new history in a database that was put back from a backup, while no server runs on it.
///
/// # Errors
/// When the database cannot be opened or written.
pub async fn restore_epoch(database: &Location, data: &Path) -> anyhow::Result<uuid::Uuid> {
    if let Location::File(path) = database {
        anyhow::ensure!(path.exists(), "there is no database at {}; nothing was made", path.display());
    }
    let _alone = alone(data)?;
    let app = open(database, data, Cost::Full, false).await?;
    let epoch = app.desk().begin_history().await?;
    app.db().clone().close().await?;
    Ok(epoch)
}

/// Holds the mark of a server that runs on a folder, for as long as it runs.
fn serving(data: &Path) -> anyhow::Result<std::fs::File> {
    let mark = mark(data)?;
    mark.try_lock_shared()
        .with_context(|| format!("a new history begins in {} at this moment; try again", data.display()))?;
    Ok(mark)
}

/// Makes sure that no server runs on a folder, and that none begins to.
fn alone(data: &Path) -> anyhow::Result<std::fs::File> {
    let mark = mark(data)?;
    mark.try_lock().with_context(|| {
        format!("a server runs on {}; stop it first, nothing was changed", data.display())
    })?;
    Ok(mark)
}

fn mark(data: &Path) -> anyhow::Result<std::fs::File> {
    make_private(data).with_context(|| format!("making {}", data.display()))?;
    let path = data.join("serving");
    let open = std::fs::OpenOptions::new().create(true).truncate(false).write(true).open(&path);
    open.with_context(|| format!("opening {}", path.display()))
}

/// Starts a server; it listens when this returns.
///
/// # Errors
/// When the database cannot be opened, the address is taken, or the certificate is not one.
pub async fn start(options: Options) -> anyhow::Result<Running> {
    let Options { database, data, attachments, cost, trust_proxy, .. } = &options;
    if let Some(blobs) = attachments {
        blobs.check().await.context("trying the store of attachments")?;
    }
    let app = open_with(database, data, attachments.clone(), *cost, *trust_proxy).await?;
    let serving = serving(data)?;
    app.desk().set_keep_deleted_ms(i64::from(options.keep_deleted_days) * DAY_MS);
    let running = start_with(app, options.listen, options.tls.as_ref()).await?;
    Ok(Running { _mark: Some(serving), ..running })
}

/// Opens what `--attachments` names: `s3://BUCKET/PREFIX`, or a folder.
///
/// # Errors
/// When the environment does not say how to reach the bucket.
pub fn attachments(
    place: &str,
    environment: impl Iterator<Item = (String, String)>,
) -> anyhow::Result<Blobs> {
    if !place.starts_with("s3://") {
        return Ok(Blobs::open(PathBuf::from(place), None));
    }
    provide_tls();
    Ok(Blobs::in_s3(place, environment)?)
}

fn provide_tls() {
    // Somebody in this process may have chosen a provider already; then that one serves as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// Starts a server on a desk that is open already.
///
/// # Errors
/// When the address is taken or the certificate is not one.
pub async fn start_with(app: App, listen: SocketAddr, tls: Option<&TlsFiles>) -> anyhow::Result<Running> {
    let listener = TcpListener::bind(listen).with_context(|| format!("listening on {listen}"))?;
    listener.set_nonblocking(true).context("listening")?;
    let address = listener.local_addr().context("listening")?;
    let handle = Handle::new();
    let service = router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let serving = if let Some(files) = tls {
        let config = certificate(files).await?;
        let mut server = axum_server::from_tcp_rustls(listener, config)?.handle(handle.clone());
        patient(server.http_builder());
        tokio::spawn(server.serve(service))
    } else {
        let mut server = axum_server::from_tcp(listener)?.handle(handle.clone());
        patient(server.http_builder());
        tokio::spawn(server.serve(service))
    };
    if handle.listening().await.is_none() {
        serving.await.context("starting to serve")?.context("starting to serve")?;
        bail!("the server ended before it began");
    }
    let chores = [
        tokio::spawn(sweep(app.clone())),
        tokio::spawn(follow(app.clone())),
        tokio::spawn(escalate(app.clone())),
        tokio::spawn(hear(app.clone())),
    ];
    Ok(Running { app, address, handle, serving, chores, secure: tls.is_some(), _mark: None })
}

/// A client that opens a line and says nothing is not waited for.
fn patient(builder: &mut hyper_util::server::conn::auto::Builder<hyper_util::rt::TokioExecutor>) {
    builder.http1().timer(TokioTimer::new()).header_read_timeout(Duration::from_secs(30));
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Duration::from_secs(30))
        .max_concurrent_streams(100);
}

async fn certificate(files: &TlsFiles) -> anyhow::Result<RustlsConfig> {
    provide_tls();
    RustlsConfig::from_pem_file(&files.certificate, &files.key).await.with_context(|| {
        format!("reading the certificate {} and its key {}", files.certificate.display(), files.key.display())
    })
}

/// Lets devices hear what others write into the same database.
async fn follow(app: App) {
    let mut every = tokio::time::interval(if app.db().is_sqlite() { FOLLOW_FILE } else { FOLLOW_NODES });
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        every.tick().await;
        match app.desk().follow().await {
            // Among what another process wrote may be that somebody has retired.
            Ok(true) => app.session_ended(),
            Ok(false) => {}
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "Could not look for what others wrote");
            }
        }
    }
}

/// Takes in what the other nodes say about who is on which ticket.
async fn hear(app: App) {
    loop {
        match listen_to_nodes(&app).await {
            Ok(()) => return,
            // Whoever is there says so again in a few seconds.
            Err(error) => tracing::warn!(error = format!("{error:#}"), "Does not hear the other nodes"),
        }
        tokio::time::sleep(HEAR_AGAIN).await;
    }
}

/// Ends by itself only where there are no other nodes.
async fn listen_to_nodes(app: &App) -> anyhow::Result<()> {
    let Some(mut hearing) = app.db().hear_nodes(presence::CHANNEL).await? else { return Ok(()) };
    loop {
        let letter = hearing.next().await?;
        if let Err(error) = app.presence().read(&letter, app.now()) {
            tracing::debug!(error = %error, "Another node says what this version does not know");
        }
    }
}

/// Tells breaches and takes the steps of escalations at their instants.
async fn escalate(app: App) {
    loop {
        let mut changed = app.desk().changed();
        let wake_at = match app.desk().escalate().await {
            Ok(wake_at) => wake_at,
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "Could not look whose targets are missed");
                None
            }
        };
        let left_ms = wake_at.map_or(LOOK_MS, |at| (at.0 - app.now().0).clamp(1, LOOK_MS));
        tokio::select! {
            () = tokio::time::sleep(Duration::from_millis(left_ms.cast_unsigned())) => {}
            tags = changed.recv() => {
                if matches!(tags, Err(tokio::sync::broadcast::error::RecvError::Closed)) {
                    return;
                }
                // A commit may have brought an instant nearer; a burst of them is looked at once.
                tokio::time::sleep(SETTLE).await;
            }
        }
    }
}

/// Forgets sessions and tries that have run out.
async fn sweep(app: App) {
    let mut every = tokio::time::interval(SWEEP);
    loop {
        every.tick().await;
        if let Err(error) = sweep_once(&app).await {
            tracing::error!(error = format!("{error:#}"), "Could not forget what has run out");
        }
    }
}

/// Does this once: what a running server does every hour.
///
/// # Errors
/// When the database or the store of attachments cannot be written.
pub async fn sweep_once(app: &App) -> anyhow::Result<()> {
    let now = app.now();
    let tx = app.db().begin().await?;
    session::prune(&tx, now).await?;
    tries::prune(&tx, now.plus_ms(-DAY_MS)).await?;
    tx.commit().await?;
    let halves = uploads::collect(app).await?;
    if halves > 0 {
        tracing::info!(halves, "Removed what stood still on its way here");
    }
    let gone = app.desk().forget_deleted().await?;
    if gone > 0 {
        tracing::info!(gone, "Forgot what was deleted long ago");
    }
    Ok(())
}

/// Makes a folder that only its owner can look into: it holds everybody's tickets.
#[cfg(unix)]
fn make_private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make_private(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)
}
