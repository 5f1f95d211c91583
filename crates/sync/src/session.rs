//! The device's session: a short access token in memory, a refresh token where secrets are kept.

use crate::client::Client;
use crate::fault::Fault;
use async_trait::async_trait;
use contract::wire::Tokens;
use domain::ids::DeviceId;
use std::sync::{Arc, Mutex, PoisonError};

/// Where tokens are kept between starts: the system's keyring, or a file under the desk's key.
#[async_trait]
pub trait Secrets: Send + Sync + 'static {
    async fn get(&self, name: &str) -> anyhow::Result<Option<String>>;
    async fn put(&self, name: &str, value: &str) -> anyhow::Result<()>;
    async fn delete(&self, name: &str) -> anyhow::Result<()>;
}

/// The name under which the refresh token is kept.
pub const REFRESH_TOKEN: &str = "refresh-token";

/// An access token and which one it is.
#[derive(Clone)]
pub(crate) struct Access {
    pub(crate) number: u64,
    pub(crate) token: Arc<str>,
}

pub(crate) struct Session {
    secrets: Arc<dyn Secrets>,
    /// The number of the newest access token, and the token while there is one.
    access: Mutex<(u64, Option<Arc<str>>)>,
    /// Held while tokens change: one refresh at a time, and the others wait for its outcome.
    turn: tokio::sync::Mutex<()>,
}

impl Session {
    pub(crate) fn new(secrets: Arc<dyn Secrets>) -> Self {
        Session { secrets, access: Mutex::new((0, None)), turn: tokio::sync::Mutex::new(()) }
    }

    pub(crate) fn access(&self) -> Result<Access, Fault> {
        self.current().ok_or(Fault::Unauthorised)
    }

    /// Keeps the refresh token first and uses the access token then.
    ///
    /// The server takes the previous refresh token until the new one has been used. A crash before the new
    /// one is kept therefore costs nothing, and using one that is not kept could cost the session.
    pub(crate) async fn keep(&self, tokens: &Tokens) -> Result<(), Fault> {
        let _turn = self.turn.lock().await;
        self.keep_in_turn(tokens).await
    }

    /// Goes on as another device: its tokens and its name change hands together.
    pub(crate) async fn keep_as(
        &self,
        client: &Client,
        device: DeviceId,
        tokens: &Tokens,
    ) -> Result<(), Fault> {
        let _turn = self.turn.lock().await;
        client.set_device(device);
        self.keep_in_turn(tokens).await
    }

    /// Exchanges the refresh token, unless somebody did since access token `stale` was in use.
    pub(crate) async fn refresh(&self, client: &Client, stale: Option<u64>) -> Result<(), Fault> {
        let _turn = self.turn.lock().await;
        if self.current().is_some_and(|access| Some(access.number) > stale) {
            return Ok(());
        }
        let kept = self.secrets.get(REFRESH_TOKEN).await.map_err(|error| Fault::local(&error))?;
        let refresh = kept.ok_or(Fault::Unauthorised)?;
        let tokens = client.refresh(&refresh).await?;
        self.keep_in_turn(&tokens).await
    }

    /// Forgets the tokens. The desk's work stays.
    pub(crate) async fn forget(&self) -> Result<(), Fault> {
        let _turn = self.turn.lock().await;
        self.access.lock().unwrap_or_else(PoisonError::into_inner).1 = None;
        self.secrets.delete(REFRESH_TOKEN).await.map_err(|error| Fault::local(&error))
    }

    fn current(&self) -> Option<Access> {
        let access = self.access.lock().unwrap_or_else(PoisonError::into_inner);
        access.1.clone().map(|token| Access { number: access.0, token })
    }

    async fn keep_in_turn(&self, tokens: &Tokens) -> Result<(), Fault> {
        store::sim::point("tokens.before_keep").await;
        self.secrets.put(REFRESH_TOKEN, &tokens.refresh).await.map_err(|error| Fault::local(&error))?;
        store::sim::point("tokens.after_keep").await;
        let mut access = self.access.lock().unwrap_or_else(PoisonError::into_inner);
        *access = (access.0 + 1, Some(tokens.access.as_str().into()));
        Ok(())
    }
}
