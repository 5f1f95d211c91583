//! A conversation as the host holds it: started, asked, watched, stopped; and signing in before there is one.

use crate::client::{Client, Clocks, Limits, OffsetHearer, Ticks, WallClock, system_clock};
use crate::fault::Fault;
use crate::http::Http;
use crate::lanes::Lanes;
use crate::local::Local;
use crate::log::{Counting, Log};
use crate::pace::Pace;
use crate::plan::Event;
use crate::presence::Presence;
use crate::run::{Driver, Order, Outcome};
use crate::session::{REFRESH_TOKEN, Secrets, Session};
use crate::surrender::HandedOver;
use crate::timer::{Sleep, system_sleep};
use crate::transport::Transport;
use crate::view::Viewer;
use contract::problem::{Code, Problem};
use contract::session::{PasswordChange, SyncView};
use contract::wire::{Hello, SignInRequest, Tokens};
use domain::ids::DeviceId;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;
use tokio::time::Instant;
use url::Url;

/// What tests and unusual networks set otherwise.
#[derive(Clone)]
pub struct Options {
    pub limits: Limits,
    /// How many records a page of the feed may have.
    pub page: usize,
    /// The device's clock as it is, uncorrected: its offset from the server's is measured with it.
    pub clock: WallClock,
    /// Time that nobody can set, to measure how long an answer takes.
    pub ticks: Ticks,
    /// Waits for time to pass.
    pub sleep: Sleep,
    /// Hears how far the server's clock is from it.
    pub on_offset: Option<OffsetHearer>,
    /// How fast files go.
    pub pace: Arc<Pace>,
    /// What the conversation did, for whoever writes it down.
    pub log: Arc<Log>,
    /// Another way to the server than HTTP over TCP.
    pub transport: Option<Arc<dyn Transport>>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            limits: Limits::default(),
            page: 2_000,
            clock: system_clock(),
            ticks: crate::client::system_ticks(),
            sleep: system_sleep(),
            on_offset: None,
            pace: Arc::default(),
            log: Arc::default(),
            transport: None,
        }
    }
}

impl Options {
    pub(crate) fn client(&self, server: &Url, device: DeviceId) -> Result<Client, Fault> {
        let transport = match &self.transport {
            Some(transport) => transport.clone(),
            None => Arc::new(Http::new(self.limits.connect)?),
        };
        let transport = Arc::new(Counting(transport));
        let (wall, ticks, sleep) = (self.clock.clone(), self.ticks.clone(), self.sleep.clone());
        let clocks = Clocks { wall, ticks, sleep };
        Ok(Client::new(transport, server, device, self.limits.clone(), clocks, self.on_offset.clone()))
    }
}

/// A running conversation. Dropping it ends it without a farewell; [`Sync::stop`] is kinder.
pub struct Sync {
    lanes: Arc<Lanes>,
    orders: mpsc::UnboundedSender<Order>,
    viewer: Arc<Viewer>,
    status: watch::Receiver<SyncView>,
    driver: JoinHandle<()>,
    publisher: JoinHandle<()>,
}

impl Sync {
    /// Begins to speak for `local` with `server`, with the refresh token that `secrets` keeps.
    ///
    /// Without a token the conversation waits for [`Sync::signed_in`]. Must be called inside a runtime.
    ///
    /// # Errors
    /// When TLS cannot be set up on this computer.
    pub fn start(
        local: Arc<dyn Local>,
        server: &Url,
        device: DeviceId,
        secrets: Arc<dyn Secrets>,
        options: &Options,
    ) -> Result<Sync, Problem> {
        let (lanes, heard) = Lanes::new(local, server, device, secrets, options)?;
        let (orders, taken) = mpsc::unbounded_channel();
        let (standing, seen) = watch::channel(crate::plan::Plan::new().standing(crate::plan::Moment(0)));
        let begun = Instant::now();
        let viewer =
            Arc::new(Viewer { lanes: lanes.clone(), begun, server: server.to_string(), standing: seen });
        let (publish, status) = watch::channel(viewer.blank());
        let driver = tokio::spawn(
            Driver::new(lanes.clone(), Arc::clone(&options.log), begun, standing).run(taken, heard),
        );
        let publisher = tokio::spawn(viewer.clone().publish(publish));
        Ok(Sync { lanes, orders, viewer, status, driver, publisher })
    }

    /// Where the desk stands with its server, and every change of that.
    pub fn status(&self) -> watch::Receiver<SyncView> {
        self.status.clone()
    }

    /// Tries at once whatever waits, because a person asked.
    pub fn now(&self) {
        self.tell(Event::Nudged);
    }

    /// The network is another one, or the computer woke up.
    pub fn network_changed(&self) {
        self.tell(Event::Roused);
    }

    /// Goes on with the tokens of a fresh sign-in; what had waited is sent.
    ///
    /// # Errors
    /// When the refresh token cannot be kept.
    pub async fn signed_in(&self, tokens: &Tokens) -> Result<(), Problem> {
        self.lanes.signed_in(tokens).await?;
        self.tell(Event::SignedIn);
        Ok(())
    }

    /// Whether an admin signed this device out for good.
    pub fn is_revoked(&self) -> bool {
        self.viewer.standing.borrow().phase == crate::plan::Phase::Revoked
    }

    /// Hands over what waits on a revoked device; returns what became of it.
    ///
    /// # Errors
    /// When the server cannot be reached; then it has to be tried again.
    pub async fn surrender(&self) -> Result<HandedOver, Problem> {
        Ok(self.lanes.surrender().await?)
    }

    /// Hands a change that the server refused to whoever leads; then it is kept there.
    ///
    /// # Errors
    /// When the server cannot be reached or does not take it.
    pub async fn hand_over(&self, change: domain::change::Change) -> Result<(), Problem> {
        Ok(self.lanes.hand_over(change).await?)
    }

    /// Asks the server for something that only admins get; `path` begins with `api/v1/`.
    ///
    /// # Errors
    /// When the server cannot be reached or says no.
    pub async fn administer(&self, post: bool, path: &str) -> Result<serde_json::Value, Problem> {
        let method = if post { http::Method::POST } else { http::Method::GET };
        Ok(self.lanes.administer(&method, path).await?)
    }

    /// Gives whoever is signed in another password; their sessions elsewhere end.
    ///
    /// # Errors
    /// When the present password does not fit, the new one is not acceptable, or the server cannot be reached.
    pub async fn change_password(&self, change: &PasswordChange) -> Result<(), Problem> {
        Ok(self.lanes.change_password(change).await?)
    }

    /// Brings a file here, if it is not here yet.
    ///
    /// # Errors
    /// When the server cannot be reached, does not have the file, or sends other bytes.
    pub async fn fetch_blob(&self, hash: &str) -> Result<(), Problem> {
        self.files().fetch(hash).await
    }

    /// What brings files here, for somebody who cannot hold the conversation for as long as that takes.
    pub fn files(&self) -> Files {
        Files(self.lanes.clone())
    }

    /// What says where this person is, and hears who else is there.
    pub fn presence(&self) -> Presence {
        Presence { lanes: self.lanes.clone(), standing: self.viewer.standing.clone() }
    }

    /// Sends and fetches everything, and answers when nothing is left to do.
    ///
    /// # Errors
    /// When that is not reached within `patience`, or a person has to do something first.
    pub async fn until_quiet(&self, patience: Duration) -> Result<SyncView, Problem> {
        let (done, quiet) = oneshot::channel();
        let over = || Problem::new(Code::Cancelled, "sync has been stopped");
        self.orders.send(Order::Quiet(done)).map_err(|_| over())?;
        let Ok(outcome) = tokio::time::timeout(patience, quiet).await else { return Err(self.late()) };
        let why = || self.viewer.standing.borrow().error.clone();
        match outcome.map_err(|_| over())? {
            Outcome::Quiet => {
                self.viewer.view().await.map_err(|error| Problem::new(Code::Internal, format!("{error:#}")))
            }
            Outcome::SignIn => Err(Fault::Unauthorised.into()),
            Outcome::Revoked => Err(Fault::Revoked.into()),
            Outcome::Upgrade => Err(Problem::new(Code::Upgrade, why().unwrap_or_default())),
        }
    }

    /// Ends the conversation; what has begun reaches the desk, what waits stays queued.
    pub async fn stop(self) {
        let (done, stopped) = oneshot::channel();
        if self.orders.send(Order::Stop(done)).is_ok() {
            // An error means that the driver was gone before, which is what was asked for.
            let _ = stopped.await;
        }
        self.publisher.abort();
    }

    fn tell(&self, event: Event) {
        if self.orders.send(Order::Event(event)).is_err() {
            tracing::debug!("The conversation is over");
        }
    }

    fn late(&self) -> Problem {
        let standing = self.viewer.standing.borrow();
        let why =
            standing.error.clone().unwrap_or_else(|| "there is more to do than fits in that time".to_owned());
        Problem::new(Code::Offline, format!("sync is not done: {why}; what waits is kept"))
    }
}

/// Brings files here.
pub struct Files(Arc<Lanes>);

impl Files {
    /// Brings a file here, if it is not here yet; what came earlier does not come again.
    ///
    /// # Errors
    /// When the server cannot be reached, does not have the file, or sends other bytes.
    pub async fn fetch(&self, hash: &str) -> Result<(), Problem> {
        Ok(self.0.fetch_file(hash).await?)
    }
}

impl Drop for Sync {
    fn drop(&mut self) {
        self.publisher.abort();
        self.driver.abort();
    }
}

/// Signs in and asks the server where it stands. Keep the tokens with [`keep_tokens`] before using them.
///
/// # Errors
/// When e-mail and password do not fit, the server cannot be reached, or speaks another protocol.
pub async fn sign_in(
    server: &Url,
    email: &str,
    password: &str,
    device: DeviceId,
    device_name: &str,
    options: &Options,
) -> Result<(Tokens, Hello), Problem> {
    let client = options.client(server, device)?;
    let request = SignInRequest {
        email: email.to_owned(),
        password: password.to_owned(),
        device,
        device_name: device_name.to_owned(),
    };
    let tokens = client.sign_in(&request).await?;
    let hello = client.hello(&tokens.access).await?.value;
    Ok((tokens, hello))
}

/// Keeps the refresh token of a sign-in where [`Sync::start`] looks for it.
///
/// # Errors
/// When the place of secrets cannot be written.
pub async fn keep_tokens(secrets: &dyn Secrets, tokens: &Tokens) -> anyhow::Result<()> {
    secrets.put(REFRESH_TOKEN, &tokens.refresh).await
}

/// Forgets the session here, and tells the server if it can be reached. The desk's work stays.
///
/// # Errors
/// When the token cannot be removed from where secrets are kept.
pub async fn sign_out(
    server: &Url,
    device: DeviceId,
    secrets: Arc<dyn Secrets>,
    options: &Options,
) -> Result<(), Problem> {
    let client = options.client(server, device)?;
    let session = Session::new(secrets);
    let told = async {
        session.refresh(&client, None).await?;
        client.sign_out(&session.access()?.token).await
    };
    if let Err(fault) = told.await {
        tracing::info!(error = %fault, "The server was not told of the sign-out; the session there ends by itself");
    }
    Ok(session.forget().await?)
}
