//! A keyring in memory, for computers that are only played.

use anyhow::Result;
use async_trait::async_trait;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use sync::Secrets;

/// The keyring of one computer; it outlives the programs there, and clones share it.
#[derive(Debug, Default, Clone)]
pub(crate) struct Pocket(Arc<Mutex<BTreeMap<String, String>>>);

impl Pocket {
    pub(crate) fn new(secrets: impl IntoIterator<Item = (String, String)>) -> Self {
        Pocket(Arc::new(Mutex::new(secrets.into_iter().collect())))
    }

    /// Another computer's keyring with the same in it, as when a disk is copied.
    pub(crate) fn duplicate(&self) -> Self {
        Pocket::new(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

#[async_trait]
impl Secrets for Pocket {
    async fn get(&self, name: &str) -> Result<Option<String>> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned())
    }

    async fn put(&self, name: &str, value: &str) -> Result<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), value.to_owned());
        Ok(())
    }

    async fn delete(&self, name: &str) -> Result<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        Ok(())
    }
}
