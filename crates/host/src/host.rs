//! The host: at most one desk open at a time, and whoever listens to it.

use crate::files::Network;
use crate::open::{Open, folder_at};
use crate::problem::{internal, of_open};
use crate::showings::Showings;
use crate::{background, commands, sample};
use contract::problem::{Code, Problem};
use contract::session::{HostView, Notice, Stage, SyncView};
use domain::notify::Showing;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use store::vault::{Folder, KeyState, keyring_usable};
use tokio::sync::{Mutex, RwLock, broadcast};

/// How a host starts.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where the data is; a sample lives in a folder inside it.
    pub folder: PathBuf,
    /// Open the sample, whatever else there is.
    pub sample: bool,
    pub passphrase: Option<String>,
    /// Keep in touch with the server and watch the clocks in the background; a single command of a terminal does not.
    pub background: bool,
    /// What draws the window, for diagnostics: an engine with its version.
    pub engine: Option<String>,
}

/// The running application.
pub struct Host {
    pub(crate) options: Options,
    pub(crate) open: RwLock<Option<Arc<Open>>>,
    /// Why there is a desk and it is not open.
    pub(crate) stuck: Mutex<Option<Problem>>,
    pub(crate) notices: broadcast::Sender<Notice>,
    /// Holds what the clocks say until somebody shows it: it counts as shown, so it must be heard.
    pub(crate) showings: Showings,
    /// Set to cancel the import that runs; `None` when none does.
    pub(crate) import: Mutex<Option<Arc<AtomicBool>>>,
    /// One change of desks at a time.
    pub(crate) switching: Mutex<()>,
    pub(crate) network: Network,
}

impl Host {
    /// Starts: opens the desk of the folder if there is one, else waits for a choice.
    ///
    /// A desk that cannot be opened is not an error here: the state says what stands in the way.
    ///
    /// # Errors
    /// When the sample was asked for and cannot be made.
    pub async fn start(options: Options) -> Result<Arc<Self>, Problem> {
        let host = Arc::new(Host {
            options,
            open: RwLock::new(None),
            stuck: Mutex::new(None),
            notices: broadcast::channel(256).0,
            showings: Showings::default(),
            import: Mutex::new(None),
            switching: Mutex::new(()),
            network: Network::default(),
        });
        if host.options.background {
            host.forget_copies().await;
        }
        if host.options.sample {
            sample::open(&host).await?;
        } else if let Err(problem) = host.reopen(host.options.passphrase.as_deref()).await {
            // The state says it; a window can offer what helps.
            tracing::info!("the desk was not opened: {problem}");
        }
        Ok(host)
    }

    /// Runs one command of the contract.
    ///
    /// # Errors
    /// The problem, with a code to act on.
    pub async fn call(self: &Arc<Self>, command: &str, input: Value) -> Result<Value, Problem> {
        commands::call(self, command, input).await
    }

    /// Hears what every window has to know.
    pub fn notices(&self) -> broadcast::Receiver<Notice> {
        self.notices.subscribe()
    }

    /// Waits for what is to be shown on the desktop next; it is already remembered as shown.
    ///
    /// What was said since the start waits until somebody asks.
    pub async fn next_showing(&self) -> Showing {
        self.showings.next().await
    }

    /// Returns the keys of those notifications that nothing is left of.
    ///
    /// # Errors
    /// When there is no desk, or it cannot be read.
    pub async fn settled(&self, showings: &[Showing]) -> Result<Vec<String>, Problem> {
        let open = self.desk().await?;
        open.desk.settled(open.me, showings).await.map_err(|error| internal(&error))
    }

    /// Ends what runs in the background and closes the desk; everything is saved already.
    pub async fn stop(&self) {
        if self.options.background {
            self.forget_copies().await;
        }
        if let Some(open) = self.open.write().await.take() {
            open.close().await;
        }
    }

    /// Talks with the server until nothing is left to say.
    ///
    /// # Errors
    /// When there is no server, or it was not reached within `patience`.
    pub async fn sync_until_quiet(self: &Arc<Self>, patience: Duration) -> Result<SyncView, Problem> {
        let open = self.desk().await?;
        if open.server.is_none() {
            return Err(Problem::new(Code::BadInput, "This desk has no server; connect it first."));
        }
        open.start_sync().await?;
        let quiet = {
            let running = open.sync.lock().await;
            let sync = running.as_ref().ok_or_else(|| Problem::new(Code::Internal, "Sync did not start."))?;
            sync.until_quiet(patience).await
        };
        match &quiet {
            Ok(view) => self.heard_of_sync(&open, view).await?,
            Err(problem) if problem.code == Code::DeviceRevoked => {
                self.give_up(&open).await?;
                let said = self.stuck.lock().await.clone();
                return Err(said.unwrap_or_else(|| problem.clone()));
            }
            Err(_) => {}
        }
        self.rest(&open).await;
        quiet
    }

    /// Ends a conversation that was only begun because a single command asked for it.
    pub(crate) async fn rest(&self, open: &Open) {
        if !self.options.background {
            open.stop_sync().await;
        }
    }

    /// Opens the desk in the folder, if there is one; what stands in the way is kept for whoever asks.
    pub(crate) async fn reopen(self: &Arc<Self>, passphrase: Option<&str>) -> Result<(), Problem> {
        let opened = self.open_folder(passphrase).await;
        if let Err(problem) = &opened {
            // A wrong passphrase leaves the desk as locked as it was.
            let locked = matches!(problem.code, Code::WrongKey) && passphrase.is_some();
            let mut stuck = self.stuck.lock().await;
            if !(locked && stuck.as_ref().is_some_and(|before| before.code == Code::Locked)) {
                *stuck = Some(problem.clone());
            }
        }
        opened
    }

    async fn open_folder(self: &Arc<Self>, passphrase: Option<&str>) -> Result<(), Problem> {
        if !self.options.folder.join("tern.db").exists() {
            // A key without a database: what a first start that broke off left behind.
            return Ok(());
        }
        let folder = folder_at(&self.options.folder).await?;
        let key = folder.load_key(passphrase).await.map_err(|error| of_open(&error))?;
        let open = Open::open(folder, &key, None).await?;
        self.install(open).await
    }

    /// Makes this desk the open one and starts what runs for it.
    pub(crate) async fn install(self: &Arc<Self>, open: Open) -> Result<(), Problem> {
        if let Some(before) = self.open.write().await.take() {
            before.close().await;
        }
        let open = Arc::new(open);
        *self.open.write().await = Some(Arc::clone(&open));
        *self.stuck.lock().await = None;
        self.settle_files(&open).await.map_err(|error| internal(&error))?;
        if self.options.background {
            open.hold_replies();
            background::start(self, &open).await?;
        }
        Ok(())
    }

    /// The open desk.
    pub(crate) async fn desk(&self) -> Result<Arc<Open>, Problem> {
        match &*self.open.read().await {
            Some(open) => Ok(Arc::clone(open)),
            None => match &*self.stuck.lock().await {
                Some(problem) => Err(problem.clone()),
                None => Err(Problem::new(Code::NoDesk, "There is no desk yet; start or connect one first.")),
            },
        }
    }

    pub(crate) async fn view(&self) -> Result<HostView, Problem> {
        let open = self.open.read().await.clone();
        let stuck = self.stuck.lock().await.clone();
        let lapsed = match &open {
            Some(open) => open.lapsed().await?,
            None => None,
        };
        let stage = match (&open, &stuck) {
            (Some(_), _) if lapsed.is_some() => Stage::Lapsed,
            (Some(_), _) => Stage::Open,
            (None, Some(problem)) if problem.code == Code::Locked => Stage::Locked,
            (None, Some(_)) => Stage::Stuck,
            (None, None) => Stage::Welcome,
        };
        // Asking the keyring takes time, and only a first start has to know.
        let keyring = stage != Stage::Welcome || keyring_usable().await.is_ok();
        Ok(HostView {
            stage,
            mode: open.as_ref().map(|open| open.mode),
            problem: lapsed.or(stuck.filter(|_| stage == Stage::Stuck)),
            keyring,
            lockable: open.as_ref().is_some_and(|open| open.is_lockable()),
            folder: self.options.folder.display().to_string(),
            device: open
                .as_ref()
                .and_then(|open| open.device_name.clone())
                .unwrap_or_else(crate::commands::device_name),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            server: open.as_ref().and_then(|open| open.server.as_ref().map(ToString::to_string)),
            email: open.as_ref().and_then(|open| open.email.clone()),
        })
    }

    /// Makes a fresh folder with a key: in the keyring, or under a passphrase.
    pub(crate) async fn fresh_folder(
        &self,
        passphrase: Option<&str>,
    ) -> Result<(Folder, store::vault::Key), Problem> {
        let folder = folder_at(&self.options.folder).await?;
        if folder.database().exists() {
            return Err(Problem::new(Code::AlreadyThere, "There is a desk in this folder already."));
        }
        if !matches!(folder.key_state(), KeyState::None) {
            // The key of a first start that broke off before anything was saved under it.
            folder.destroy_key().await.map_err(|error| of_open(&error))?;
        }
        let key = folder.create_key(passphrase).await.map_err(|error| of_open(&error))?;
        Ok((folder, key))
    }

    pub(crate) fn internal(error: &anyhow::Error) -> Problem {
        internal(error)
    }
}
