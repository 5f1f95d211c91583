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

/// The name under which the refresh token is kept. A desk that is about to go on as another device keeps the token of that one
/// as well, on a line of its own with the device behind it: the two change hands in two files, and it may die between them.
pub const REFRESH_TOKEN: &str = "refresh-token";

/// What is kept, with the token of the device that this desk is about to be.
fn with_next(kept: &str, device: DeviceId, token: &str) -> String {
    format!("{}\n{token} {device}", kept.lines().next().unwrap_or_default())
}

/// The token of a device, of what is kept.
fn token_of(kept: &str, device: DeviceId) -> Option<&str> {
    let next = kept.lines().find_map(|line| {
        let (token, of) = line.split_once(' ')?;
        (of.parse() == Ok(device)).then_some(token)
    });
    next.or_else(|| kept.lines().next().filter(|line| !line.is_empty() && !line.contains(' ')))
}

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

    /// Goes on as another device, once `become_it` has made the desk that one. Its token is kept before: whenever the desk dies,
    /// there is a token for the device that it is then.
    pub(crate) async fn go_on_as(
        &self,
        client: &Client,
        device: DeviceId,
        tokens: &Tokens,
        become_it: impl Future<Output = Result<(), Fault>> + Send,
    ) -> Result<(), Fault> {
        let _turn = self.turn.lock().await;
        let kept = self.secrets.get(REFRESH_TOKEN).await.map_err(|error| Fault::local(&error))?;
        let kept = with_next(&kept.unwrap_or_default(), device, &tokens.refresh);
        self.secrets.put(REFRESH_TOKEN, &kept).await.map_err(|error| Fault::local(&error))?;
        become_it.await?;
        client.set_device(device);
        self.use_access(tokens);
        Ok(())
    }

    /// Exchanges the refresh token, unless somebody did since access token `stale` was in use.
    pub(crate) async fn refresh(&self, client: &Client, stale: Option<u64>) -> Result<(), Fault> {
        let _turn = self.turn.lock().await;
        if self.current().is_some_and(|access| Some(access.number) > stale) {
            return Ok(());
        }
        let kept = self.secrets.get(REFRESH_TOKEN).await.map_err(|error| Fault::local(&error))?;
        let kept = kept.unwrap_or_default();
        let refresh = token_of(&kept, client.device()).ok_or(Fault::Unauthorised)?;
        let tokens = client.refresh(refresh).await?;
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
        self.use_access(tokens);
        Ok(())
    }

    fn use_access(&self, tokens: &Tokens) {
        let mut access = self.access.lock().unwrap_or_else(PoisonError::into_inner);
        *access = (access.0 + 1, Some(tokens.access.as_str().into()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn there_is_a_token_for_the_device_that_a_desk_is_and_for_the_one_it_is_about_to_be() {
        let [one, two, three] = [1, 2, 3].map(|n| DeviceId(Uuid::from_u128(n)));
        assert_eq!(token_of("first", one), Some("first"));
        let kept = with_next("first", two, "second");
        assert_eq!((token_of(&kept, one), token_of(&kept, two)), (Some("first"), Some("second")));
        // It died before it was the second, and tries again with a third.
        let kept = with_next(&kept, three, "third");
        assert_eq!(token_of(&kept, one), Some("first"));
        assert_eq!(token_of(&kept, three), Some("third"));
        assert_eq!(token_of("", one), None);
        assert_eq!(token_of(&with_next("", two, "second"), one), None);
    }
}
