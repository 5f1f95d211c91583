//! Passwords: Argon2id, off the async threads, never more at once than the machine bears.

use anyhow::{Context, anyhow};
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// The longest password, in bytes; a longer one would only make us work.
pub const PASSWORD_LIMIT_BYTES: usize = 1024;

/// How much work a hash is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cost {
    /// 19 MiB, two passes: the lower end of what OWASP asks for.
    Full,
    /// The least that Argon2 allows; for tests, where nobody attacks.
    Least,
}

/// Hashes and checks passwords; cloning shares the limit.
#[derive(Clone)]
pub struct Passwords {
    cost: Cost,
    at_once: Arc<Semaphore>,
    /// A hash that nothing fits, checked when there is no account, so that both take as long.
    nobody: Arc<str>,
}

impl Passwords {
    /// # Errors
    /// When the system has no randomness.
    pub fn new(cost: Cost) -> anyhow::Result<Self> {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let mut secret = [0; 32];
        fill(&mut secret)?;
        let nobody = hash(cost, &secret)?;
        Ok(Passwords { cost, at_once: Arc::new(Semaphore::new(cores.max(2))), nobody: nobody.into() })
    }

    /// Hashes a password for keeping.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub async fn hash(&self, password: String) -> anyhow::Result<String> {
        let cost = self.cost;
        self.work(move || hash(cost, password.as_bytes())).await?
    }

    /// Checks a password against what is kept, or against nothing in the same time.
    ///
    /// # Errors
    /// When what is kept is no Argon2 hash.
    pub async fn fits(&self, password: String, kept: Option<String>) -> anyhow::Result<bool> {
        let (kept, known) = match kept {
            Some(kept) => (kept, true),
            None => (self.nobody.to_string(), false),
        };
        let fits = self.work(move || check(&password, &kept)).await??;
        Ok(fits && known)
    }

    async fn work<T: Send + 'static>(&self, job: impl FnOnce() -> T + Send + 'static) -> anyhow::Result<T> {
        let _turn = self.at_once.acquire().await.context("waiting for a turn to hash")?;
        tokio::task::spawn_blocking(job).await.context("hashing a password")
    }
}

fn argon2(cost: Cost) -> Argon2<'static> {
    let params = match cost {
        Cost::Full => Params::new(19 * 1024, 2, 1, None),
        Cost::Least => Params::new(8, 1, 1, None),
    };
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params.expect("the parameters are within bounds"))
}

fn hash(cost: Cost, password: &[u8]) -> anyhow::Result<String> {
    let mut salt = [0; 16];
    fill(&mut salt)?;
    let salt = SaltString::encode_b64(&salt).map_err(|error| anyhow!("making a salt: {error}"))?;
    let hash = argon2(cost)
        .hash_password(password, &salt)
        .map_err(|error| anyhow!("hashing a password: {error}"))?;
    Ok(hash.to_string())
}

/// The cost stands in the hash itself, so that raising it leaves earlier passwords valid.
fn check(password: &str, kept: &str) -> anyhow::Result<bool> {
    let kept = PasswordHash::new(kept).map_err(|error| anyhow!("reading a kept password: {error}"))?;
    match argon2(Cost::Full).verify_password(password.as_bytes(), &kept) {
        Ok(()) => Ok(true),
        Err(argon2::password_hash::Error::Password) => Ok(false),
        Err(error) => Err(anyhow!("checking a password: {error}")),
    }
}

/// Fills a buffer with randomness.
///
/// # Errors
/// When the system has none.
pub(crate) fn fill(bytes: &mut [u8]) -> anyhow::Result<()> {
    getrandom::fill(bytes).map_err(|error| anyhow!("asking the system for randomness: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_only_itself() {
        let passwords = Passwords::new(Cost::Least).unwrap();
        let kept = passwords.hash("correct horse".to_owned()).await.unwrap();
        assert!(kept.starts_with("$argon2id$"));
        assert!(passwords.fits("correct horse".to_owned(), Some(kept.clone())).await.unwrap());
        assert!(!passwords.fits("battery staple".to_owned(), Some(kept)).await.unwrap());
    }

    #[tokio::test]
    async fn nothing_fits_nobody() {
        let passwords = Passwords::new(Cost::Least).unwrap();
        assert!(!passwords.fits(String::new(), None).await.unwrap());
    }

    #[tokio::test]
    async fn a_password_kept_at_another_cost_still_fits() {
        let cheap = Passwords::new(Cost::Least).unwrap().hash("correct horse".to_owned()).await.unwrap();
        let full = Passwords::new(Cost::Full).unwrap();
        assert!(full.fits("correct horse".to_owned(), Some(cheap)).await.unwrap());
    }
}
