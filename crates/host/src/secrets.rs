//! The tokens of a sign-in, kept where the desk keeps its secrets.

use async_trait::async_trait;
use std::sync::Arc;
use store::vault::Folder;

/// The secrets of a data folder, as sync asks for them.
pub(crate) struct FolderSecrets(pub Arc<Folder>);

#[async_trait]
impl sync::Secrets for FolderSecrets {
    async fn get(&self, name: &str) -> anyhow::Result<Option<String>> {
        Ok(self.0.get_secret(name).await?.map(|secret| secret.to_string()))
    }

    async fn put(&self, name: &str, value: &str) -> anyhow::Result<()> {
        Ok(self.0.put_secret(name, value).await?)
    }

    async fn delete(&self, name: &str) -> anyhow::Result<()> {
        Ok(self.0.delete_secret(name).await?)
    }
}
