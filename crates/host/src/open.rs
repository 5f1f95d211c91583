//! An open desk: its folder, who works at it, and its conversation with a server.

use crate::problem::{internal, of_open};
use crate::secrets::FolderSecrets;
use anyhow::Context;
use contract::problem::Problem;
use contract::session::{Mode, SyncState, SyncView};
use desk::clock::{RandomIds, SystemClock};
use desk::{Desk, Seat};
use domain::ids::{DeviceId, PersonId};
use domain::time::Timestamp;
use std::path::Path;
use std::sync::Arc;
use store::blobs::Blobs;
use store::vault::{Folder, Key, KeyState};
use store::{Db, Location};
use sync::Sync;
use tokio::sync::Mutex;
use tokio::task::JoinHandle;
use url::Url;

/// How long a public reply can be taken back before it is sent.
const SEND_DELAY_MS: i64 = 5_000;

/// Where a desk keeps the instant at which it last was of one mind with its server.
const LAST_SUCCESS: &str = "last_success";

pub(crate) struct Open {
    pub desk: Desk,
    pub me: PersonId,
    pub mode: Mode,
    pub folder: Arc<Folder>,
    pub clock: Arc<SystemClock>,
    pub server: Option<Url>,
    pub email: Option<String>,
    pub device_name: Option<String>,
    /// How fast files go.
    pub pace: Arc<sync::Pace>,
    /// What the conversation did and is not written down yet.
    pub log: Arc<sync::Log>,
    pub sync: Mutex<Option<Sync>>,
    pub tasks: std::sync::Mutex<Vec<JoinHandle<()>>>,
}

/// What a desk remembers about itself.
#[derive(Debug, Clone)]
pub(crate) struct Identity {
    pub me: PersonId,
    pub device: DeviceId,
    pub server: Option<Url>,
    pub email: Option<String>,
    /// What the device is called at the server.
    pub device_name: Option<String>,
    pub sample: bool,
}

impl Open {
    /// Opens the database in a folder with its key; `fresh` says who works there when it is new.
    pub(crate) async fn open(folder: Folder, key: &Key, fresh: Option<Identity>) -> Result<Self, Problem> {
        let db =
            Db::open(&Location::File(folder.database()), Some(key)).await.map_err(|error| of_open(&error))?;
        let known = match fresh {
            Some(fresh) => {
                write(&db, &fresh).await.map_err(|error| internal(&error))?;
                fresh
            }
            None => read(&db).await.map_err(|error| internal(&error))?,
        };
        let blobs = Blobs::open(folder.blobs(), Some(key));
        let clock = Arc::new(SystemClock::default());
        let seat = Seat::Device { device: known.device, connected: known.server.is_some() };
        let desk = Desk::open(db, blobs, seat, Arc::clone(&clock) as _, Arc::new(RandomIds))
            .await
            .map_err(|error| internal(&error))?;
        desk.begin_reading(known.me).await.map_err(|error| internal(&error))?;
        let mode = match (&known.server, known.sample) {
            (Some(_), _) => Mode::Connected,
            (None, true) => Mode::Sample,
            (None, false) => Mode::Local,
        };
        Ok(Open {
            desk,
            me: known.me,
            mode,
            folder: Arc::new(folder),
            clock,
            server: known.server,
            email: known.email,
            device_name: known.device_name,
            pace: Arc::default(),
            log: Arc::default(),
            sync: Mutex::new(None),
            tasks: std::sync::Mutex::new(Vec::new()),
        })
    }

    /// Whether it opens with a passphrase, and not with a key that a keyring gives out unasked.
    pub(crate) fn is_lockable(&self) -> bool {
        matches!(self.folder.key_state(), KeyState::Passphrase)
    }

    pub(crate) fn secrets(&self) -> Arc<FolderSecrets> {
        Arc::new(FolderSecrets(Arc::clone(&self.folder)))
    }

    /// How sync is set up here: it corrects this desk's clock.
    pub(crate) fn sync_options(&self) -> sync::Options {
        let clock = Arc::clone(&self.clock);
        sync::Options {
            on_offset: Some(Arc::new(move |offset_ms| clock.correct(offset_ms))),
            pace: Arc::clone(&self.pace),
            log: Arc::clone(&self.log),
            ..sync::Options::default()
        }
    }

    /// The device that this desk is; another one after it turned out to be a copy.
    pub(crate) fn device(&self) -> DeviceId {
        self.desk.device().expect("a host's desk is a device")
    }

    /// Begins the conversation with the server, if there is one and it has not begun.
    pub(crate) async fn start_sync(&self) -> Result<(), Problem> {
        let mut running = self.sync.lock().await;
        if let (Some(server), None) = (&self.server, &*running) {
            let local = Arc::new(self.desk.clone());
            let (secrets, options) = (self.secrets(), self.sync_options());
            crate::copied::look(&self.desk, secrets.as_ref()).await.map_err(|error| internal(&error))?;
            *running = Some(Sync::start(local, server, self.device(), secrets, &options)?);
        }
        Ok(())
    }

    /// Keeps replies back for a moment, so that they can be taken back; a terminal has no use for it.
    pub(crate) fn hold_replies(&self) {
        self.desk.set_send_delay_ms(SEND_DELAY_MS);
    }

    /// Where the desk stands with its server.
    pub(crate) async fn sync_view(&self) -> Result<SyncView, Problem> {
        let broken = |error: anyhow::Error| internal(&error);
        let running = self.sync.lock().await.as_ref().map(|sync| sync.status().borrow().clone());
        let (pending, rejected) = store::outbox::counts(self.desk.db()).await.map_err(broken)?;
        let view = running.unwrap_or(SyncView {
            state: if self.mode == Mode::Connected { SyncState::Offline } else { SyncState::Local },
            pending,
            conflicts: 0,
            rejected,
            held: 0,
            broken: 0,
            cursor: self.desk.cursor().await.map_err(broken)?.seq,
            server: self.server.as_ref().map(Url::to_string),
            last_success: None,
            next_try: None,
            error: None,
            clock_offset_ms: 0,
            first_copy: None,
            copied_at: None,
        });
        let last_success = match view.last_success {
            Some(at) => Some(at),
            None => self.last_success().await.map_err(broken)?,
        };
        Ok(SyncView {
            last_success,
            // Counted now: what the conversation last published may be an edit behind.
            pending: if self.mode == Mode::Connected { pending } else { 0 },
            rejected,
            held: self.desk.held_replies().await.map_err(broken)?,
            broken: self.desk.lost_blobs().await.map_err(broken)?,
            conflicts: self.desk.open_conflicts().await.map_err(broken)?,
            copied_at: self.desk.copied_at().await.map_err(broken)?,
            ..view
        })
    }

    /// Ends the conversation with the server, and remembers when it last went well.
    pub(crate) async fn stop_sync(&self) {
        let Some(sync) = self.sync.lock().await.take() else { return };
        let last_success = sync.status().borrow().last_success;
        sync.stop().await;
        if let Err(error) = self.keep_log().await {
            tracing::warn!("writing down how sync went: {error:#}");
        }
        if let Some(at) = last_success
            && let Err(error) = self.remember_success(at).await
        {
            tracing::warn!("remembering the last success: {error:#}");
        }
    }

    /// When this desk was last of one mind with its server, as far as it is written down.
    pub(crate) async fn last_success(&self) -> anyhow::Result<Option<Timestamp>> {
        store::state::get(self.desk.db(), LAST_SUCCESS).await
    }

    pub(crate) async fn remember_success(&self, at: Timestamp) -> anyhow::Result<()> {
        let tx = self.desk.db().begin().await?;
        store::state::put(&tx, LAST_SUCCESS, &at).await?;
        tx.commit().await
    }

    /// Ends everything that runs for this desk and closes its database.
    pub(crate) async fn close(self: Arc<Self>) {
        self.stop_sync().await;
        let tasks: Vec<JoinHandle<()>> =
            std::mem::take(&mut *self.tasks.lock().expect("no holder of the task list panics"));
        for task in &tasks {
            task.abort();
        }
        for task in tasks.into_iter().filter(|task| Some(task.id()) != tokio::task::try_id()) {
            // It ends because it was told to; until it has, it holds this desk open.
            let _ended = task.await;
        }
        if let Err(error) = self.desk.db().clone().close().await {
            tracing::warn!("closing the database: {error:#}");
        }
    }
}

/// Opens a data folder. What waits for an owner that is just ending is another thread: that owner may be the desk which this
/// program had open before, and its last tasks need a turn to let go of it.
pub(crate) async fn folder_at(path: &Path) -> Result<Folder, Problem> {
    let path = path.to_owned();
    let opening = tokio::task::spawn_blocking(move || Folder::open(&path));
    let opened = opening.await.map_err(|error| internal(&anyhow::Error::from(error)))?;
    opened.map_err(|error| of_open(&error))
}

async fn write(db: &Db, known: &Identity) -> anyhow::Result<()> {
    let tx = db.begin().await?;
    store::state::put(&tx, "me", &known.me).await?;
    store::state::put(&tx, desk::DEVICE, &known.device).await?;
    store::state::put(&tx, "sample", &known.sample).await?;
    match &known.server {
        Some(server) => store::state::put(&tx, "server", &server.to_string()).await?,
        None => store::state::remove(&tx, "server").await?,
    }
    if let Some(name) = &known.device_name {
        store::state::put(&tx, "device_name", name).await?;
    }
    if let Some(email) = &known.email {
        store::state::put(&tx, "email", email).await?;
    }
    tx.commit().await
}

/// Remembers a server that this desk did not have before.
pub(crate) async fn remember(db: &Db, known: &Identity) -> Result<(), Problem> {
    write(db, known).await.map_err(|error| internal(&error))
}

async fn read(db: &Db) -> anyhow::Result<Identity> {
    let server: Option<String> = store::state::get(db, "server").await?;
    Ok(Identity {
        me: store::state::get(db, "me").await?.context("the database does not say who works here")?,
        device: store::state::get(db, desk::DEVICE)
            .await?
            .context("the database does not say which device it is on")?,
        server: server.map(|server| server.parse()).transpose().context("reading the server's address")?,
        email: store::state::get(db, "email").await?,
        device_name: store::state::get(db, "device_name").await?,
        sample: store::state::get(db, "sample").await?.unwrap_or(false),
    })
}
