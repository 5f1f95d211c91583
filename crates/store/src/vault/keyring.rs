//! The keyring of the operating system, asked in a way that can never hang or block the program.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use keyring::Error;
use keyring_core::CredentialStore;
use tokio::sync::oneshot;
use zeroize::Zeroizing;

/// Under this name a person finds our entries in their keyring program.
const SERVICE: &str = "dev.tern.desk";

/// The keyring, and how long to wait for it: a locked one asks its owner, who may be at lunch.
#[derive(Debug, Clone, Copy)]
pub(super) struct Keyring {
    pub(super) patience: Duration,
}

impl Keyring {
    /// Stores a text; gives up waiting after `patience`.
    ///
    /// A person may still answer the keyring's question later, and the text is stored then: nothing may rely on its
    /// absence.
    pub(super) async fn put(self, account: &str, text: &str) -> Result<(), String> {
        let (account, text) = (account.to_owned(), Zeroizing::new(text.to_owned()));
        self.ask(move |store| store.build(SERVICE, &account, None)?.set_secret(text.as_bytes())).await
    }

    /// Returns the text stored under `account`, if any.
    pub(super) async fn get(self, account: &str) -> Result<Option<Zeroizing<String>>, String> {
        let account = account.to_owned();
        let secret = self
            .ask(move |store| match store.build(SERVICE, &account, None)?.get_secret() {
                Ok(secret) => Ok(Some(Zeroizing::new(secret))),
                Err(Error::NoEntry) => Ok(None),
                Err(error) => Err(error),
            })
            .await?;
        secret.map(|secret| text_of(&secret)).transpose()
    }

    /// Removes the text stored under `account`; none is fine.
    pub(super) async fn delete(self, account: &str) -> Result<(), String> {
        let account = account.to_owned();
        self.ask(move |store| match store.build(SERVICE, &account, None)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(error),
        })
        .await
    }

    /// Writes, reads and removes an entry of its own.
    pub(super) async fn try_it(self) -> Result<(), String> {
        let account = format!("trial {}", uuid::Uuid::new_v4());
        let text = "can this keyring be used?";
        self.put(&account, text).await?;
        let back = self.get(&account).await?;
        self.delete(&account).await?;
        if back.is_some_and(|back| *back == text) {
            Ok(())
        } else {
            Err("it does not give back what it was given".to_owned())
        }
    }

    /// Runs `work` on a thread and a connection of its own.
    ///
    /// The stores block while the keyring asks its owner. A thread of tokio's pool would hold up the end of the
    /// program, and a shared connection every other call, until that question is answered.
    async fn ask<T: Send + 'static>(
        self,
        work: impl FnOnce(&CredentialStore) -> keyring::Result<T> + Send + 'static,
    ) -> Result<T, String> {
        let (answer, answered) = oneshot::channel();
        thread::Builder::new()
            .name("keyring".to_owned())
            .spawn(move || {
                let connected = connect();
                if answer.is_closed() {
                    // Nobody waits any more: an old value must not overwrite what was written since.
                    return;
                }
                if answer.send(connected.and_then(|store| work(store.as_ref()))).is_err() {
                    tracing::warn!("The keyring answered when nobody waited any more");
                }
            })
            .map_err(|error| format!("no thread for it: {error}"))?;
        match tokio::time::timeout(self.patience, answered).await {
            Ok(Ok(result)) => result.map_err(|error| in_words(&error)),
            Ok(Err(_gone)) => Err("the call to it broke off".to_owned()),
            Err(_elapsed) => Err(format!(
                "it did not answer within {} seconds; it may be waiting to be unlocked",
                self.patience.as_secs_f32()
            )),
        }
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
fn connect() -> keyring::Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(target_os = "macos")]
fn connect() -> keyring::Result<Arc<CredentialStore>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(windows)]
fn connect() -> keyring::Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}

fn text_of(secret: &[u8]) -> Result<Zeroizing<String>, String> {
    match std::str::from_utf8(secret) {
        Ok(text) => Ok(Zeroizing::new(text.to_owned())),
        Err(_) => Err("what it holds is not text".to_owned()),
    }
}

/// Says what the keyring said, without anything it holds.
fn in_words(error: &Error) -> String {
    match error {
        Error::NoStorageAccess(why) => format!("it is locked, or the request was declined ({why})"),
        Error::PlatformFailure(why) => why.to_string(),
        Error::BadEncoding(_) | Error::BadDataFormat(..) => "what it holds is not text".to_owned(),
        Error::Ambiguous(_) => "it holds two entries of the same name".to_owned(),
        Error::TooLong(_, limit) => format!("it takes no more than {limit} characters"),
        Error::NoEntry
        | Error::BadStoreFormat(_)
        | Error::Invalid(..)
        | Error::NoDefaultStore
        | Error::NotSupportedByStore(_)
        | _ => error.to_string(),
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn what_a_keyring_holds_is_never_part_of_a_message() {
        let error = Error::BadEncoding(b"secret bytes".to_vec());
        assert!(!in_words(&error).contains("secret"));
    }
}
