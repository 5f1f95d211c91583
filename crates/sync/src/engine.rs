//! What each action of the plan is in work: the same for the driver of the product and for a simulator.

use crate::conversation::Options;
use crate::fault::Fault;
use crate::lanes::Lanes;
use crate::local::Local;
use crate::plan::{Action, Event, Lane};
use crate::session::Secrets;
use crate::surrender::HandedOver;
use contract::wire::Tokens;
use domain::ids::DeviceId;
use std::future::Future;
use std::sync::Arc;
use tokio::sync::mpsc;
use url::Url;

impl Lanes {
    /// The work behind an action; its last word is the event. `None` for `Hush`, which only ends other work.
    pub(crate) fn perform(
        self: &Arc<Self>,
        action: Action,
    ) -> Option<impl Future<Output = Event> + Send + 'static> {
        if action == Action::Hush {
            return None;
        }
        let lanes = Arc::clone(self);
        Some(async move {
            let (lane, done) = match action {
                Action::Greet => (Lane::Greet, lanes.greet().await),
                Action::Push => (Lane::Push, lanes.push().await),
                Action::Pull => (Lane::Pull, lanes.pull().await),
                Action::SendBlobs => (Lane::Blobs, lanes.send_files().await),
                Action::Wait(after) => {
                    (Lane::Wait, lanes.wait(after).await.map(|head| Event::Waited { head }))
                }
                Action::Refresh => (Lane::Refresh, lanes.refresh().await),
                Action::Forget(history) => (Lane::Forget, lanes.forget(history).await),
                Action::Listen(id) => return Event::Closed { id, fault: lanes.listen(id).await },
                Action::Hush => unreachable!("it was answered above"),
            };
            done.unwrap_or_else(|fault| Event::Failed { lane, fault })
        })
    }

    async fn refresh(&self) -> Result<Event, Fault> {
        self.note_pending().await;
        let stale = self.session.access().ok().map(|access| access.number);
        self.session.refresh(&self.client, stale).await.map(|()| Event::Refreshed)
    }

    async fn forget(&self, history: uuid::Uuid) -> Result<Event, Fault> {
        tracing::warn!(%history, "The server has another history; reading it from the start");
        let forgotten = self.local.forget_feed(history).await;
        forgotten.map(|()| Event::Forgot).map_err(|error| Fault::local(&error))
    }
}

/// The work of a conversation without its driver: whoever holds it turns the plan and the clock.
pub struct Engine {
    lanes: Arc<Lanes>,
    /// What lanes say on their way.
    said: mpsc::UnboundedReceiver<Event>,
}

impl Engine {
    /// # Errors
    /// When TLS cannot be set up on this computer.
    pub fn new(
        local: Arc<dyn Local>,
        server: &Url,
        device: DeviceId,
        secrets: Arc<dyn Secrets>,
        options: &Options,
    ) -> Result<Self, Fault> {
        let (lanes, said) = Lanes::new(local, server, device, secrets, options)?;
        Ok(Engine { lanes, said })
    }

    /// See the actions of the plan.
    pub fn perform(&self, action: Action) -> Option<impl Future<Output = Event> + Send + 'static> {
        self.lanes.perform(action)
    }

    /// What a lane said since the last time somebody asked.
    pub fn said(&mut self) -> Option<Event> {
        self.said.try_recv().ok()
    }

    /// Takes the tokens of a fresh sign-in; tell the plan `SignedIn` then.
    ///
    /// # Errors
    /// When the refresh token cannot be kept.
    pub fn keep(&self, tokens: Tokens) -> impl Future<Output = Result<(), Fault>> + Send + 'static {
        let lanes = Arc::clone(&self.lanes);
        async move { lanes.signed_in(&tokens).await }
    }

    /// Hands over what waits on a revoked device.
    ///
    /// # Errors
    /// When the server cannot be reached.
    pub fn surrender(&self) -> impl Future<Output = Result<HandedOver, Fault>> + Send + 'static {
        let lanes = Arc::clone(&self.lanes);
        async move { lanes.surrender().await }
    }

    /// Brings a file here.
    ///
    /// # Errors
    /// When the server cannot be reached or does not have it.
    pub fn fetch(&self, hash: String) -> impl Future<Output = Result<(), Fault>> + Send + 'static {
        let lanes = Arc::clone(&self.lanes);
        async move { lanes.fetch_file(&hash).await }
    }
}
