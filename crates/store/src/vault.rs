//! The data folder of a desk, who owns it, and the key that opens what is in it.
//!
//! The database and the attachments are encrypted with one random key. The key itself is kept by the keyring of the
//! operating system or sealed with a passphrase, so that destroying the kept copy wipes everything at once.

mod key;
mod key_file;
mod keyring;
mod lock;
mod passphrase;
mod secrets;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use uuid::Uuid;
use zeroize::Zeroizing;

pub use self::key::Key;
pub(crate) use self::key::random_bytes;
use self::key_file::{KeyFile, Wrap};
use self::keyring::Keyring;
use self::lock::Lock;
use self::passphrase::{SealError, Sealed};
use self::secrets::{Sealer, SecretsFile};
use crate::durable::{self, Fresh};
use crate::open_error::OpenError;

const KEY_FILE: &str = "key.json";
/// The name says what it is to whoever looks into the folder of the sample desk.
const OPEN_KEY_FILE: &str = "unprotected-sample-key.json";
const SECRETS_FILE: &str = "secrets.json";

/// Long enough for a keyring that is awake, short enough for somebody who waits for the first screen.
const TRIAL: Keyring = Keyring { patience: Duration::from_secs(5) };
/// Long enough to type the password of a locked keyring.
const KEYRING: Keyring = Keyring { patience: Duration::from_secs(30) };

/// Who keeps the key of a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyState {
    /// There is no key yet: nothing was ever stored here, or it was wiped.
    None,
    Keyring,
    Passphrase,
    /// The key lies open in the folder: only the sample desk is kept like this.
    Plain,
}

/// Finds out whether the keyring can be used, by using it; answers within seconds, with the reason if not.
pub async fn keyring_usable() -> Result<(), String> {
    TRIAL.try_it().await
}

/// A data folder that this process owns for as long as this value lives.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    kept: Mutex<Option<KeyFile>>,
    /// Present once the key was made or loaded, for folders that keep their secrets themselves.
    sealer: Mutex<Option<Sealer>>,
    /// Keys and secrets are changed one after the other.
    turn: tokio::sync::Mutex<()>,
    _lock: Lock,
}

impl Folder {
    /// Takes a folder, which is created when it is missing.
    ///
    /// Fails before anything is changed when another process owns it, when it cannot be written to, or when its disk
    /// is full.
    pub fn open(path: &Path) -> Result<Folder, OpenError> {
        let path = std::path::absolute(path).map_err(|error| OpenError::at(path, error))?;
        match fs::metadata(&path) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => return Err(OpenError::ForeignFile { path }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                durable::create_folder(&path).map_err(|error| OpenError::at(&path, error))?;
            }
            Err(error) => return Err(OpenError::at(&path, error)),
        }
        let lock = Lock::take(&path)?;
        try_writing(&path)?;
        durable::sweep(&path).map_err(|error| OpenError::at(&path, error))?;
        let kept = match KeyFile::read(&path.join(KEY_FILE))? {
            Some(kept) => Some(kept),
            None => KeyFile::read(&path.join(OPEN_KEY_FILE))?,
        };
        Ok(Folder {
            path,
            kept: Mutex::new(kept),
            sealer: Mutex::new(None),
            turn: tokio::sync::Mutex::new(()),
            _lock: lock,
        })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns where the database is, or will be.
    pub fn database(&self) -> PathBuf {
        self.path.join("tern.db")
    }

    /// Returns where the attachments are, or will be.
    pub fn blobs(&self) -> PathBuf {
        self.path.join("blobs")
    }

    pub fn key_state(&self) -> KeyState {
        match self.kept().as_ref().map(|file| &file.kept) {
            None => KeyState::None,
            Some(Wrap::Keyring { .. }) => KeyState::Keyring,
            Some(Wrap::Passphrase(_)) => KeyState::Passphrase,
            Some(Wrap::Nothing { .. }) => KeyState::Plain,
        }
    }

    /// Makes the key of a new desk; sealed with the passphrase, or kept by the keyring if there is none.
    pub async fn create_key(&self, passphrase: Option<&str>) -> Result<Key, OpenError> {
        let _turn = self.turn.lock().await;
        self.expect_no_key()?;
        let (key, folder) = (Key::random(), Uuid::new_v4());
        match passphrase {
            Some("") => Err(OpenError::EmptyPassphrase),
            Some(passphrase) => {
                let (sealed_key, passphrase) = (key.clone(), Zeroizing::new(passphrase.to_owned()));
                let sealed = aside(move || Ok(Sealed::seal(&sealed_key, &passphrase, folder))).await?;
                self.keep(KeyFile::new(folder, Wrap::Passphrase(sealed)), KEY_FILE).await?;
                Ok(self.opened_with(key))
            }
            None => {
                self.give_to_keyring(&key, folder).await?;
                Ok(self.opened_with(key))
            }
        }
    }

    /// Makes a key that lies open in the folder, under a name that says so; for the sample desk only.
    pub async fn create_plain_key(&self) -> Result<Key, OpenError> {
        let _turn = self.turn.lock().await;
        self.expect_no_key()?;
        let key = Key::random();
        let kept = Wrap::Nothing { key: key.to_hex().to_string() };
        self.keep(KeyFile::new(Uuid::new_v4(), kept), OPEN_KEY_FILE).await?;
        Ok(self.opened_with(key))
    }

    /// Gets the key back from whoever keeps it; the passphrase is looked at only where it is needed.
    pub async fn load_key(&self, passphrase: Option<&str>) -> Result<Key, OpenError> {
        let _turn = self.turn.lock().await;
        let Some(file) = self.kept().clone() else {
            return Err(OpenError::KeyGone { path: self.path.clone() });
        };
        let folder = file.folder;
        let key = match file.kept {
            Wrap::Keyring { check } => {
                let text = KEYRING
                    .get(&account_of_key(folder))
                    .await
                    .map_err(no_keyring)?
                    .ok_or_else(|| OpenError::KeyGone { path: self.path.clone() })?;
                let key = Key::from_hex(&text).ok_or(OpenError::WrongKey)?;
                if key.check() != check {
                    return Err(OpenError::WrongKey);
                }
                key
            }
            Wrap::Passphrase(sealed) => {
                let passphrase = Zeroizing::new(passphrase.ok_or(OpenError::Locked)?.to_owned());
                let place = self.path.join(KEY_FILE);
                aside(move || {
                    sealed.open(&passphrase, folder).map_err(|error| match error {
                        SealError::Wrong => OpenError::WrongKey,
                        SealError::Damaged => OpenError::ForeignFile { path: place },
                    })
                })
                .await?
            }
            Wrap::Nothing { key } => {
                let place = self.path.join(OPEN_KEY_FILE);
                Key::from_hex(&key).ok_or(OpenError::ForeignFile { path: place })?
            }
        };
        Ok(self.opened_with(key))
    }

    /// Destroys the kept key and the secrets: from here on nobody can read the database or the attachments.
    ///
    /// If the keyring does not answer the key is still there, and so is the file that says so: call it again.
    pub async fn destroy_key(&self) -> Result<(), OpenError> {
        let _turn = self.turn.lock().await;
        let Some(file) = self.kept().clone() else { return Ok(()) };
        if matches!(file.kept, Wrap::Keyring { .. }) {
            let listed = self.secrets_file().await?;
            for name in &listed.in_keyring {
                KEYRING.delete(&account_of_secret(file.folder, name)).await.map_err(no_keyring)?;
            }
            KEYRING.delete(&account_of_key(file.folder)).await.map_err(no_keyring)?;
        }
        let places = [SECRETS_FILE, KEY_FILE, OPEN_KEY_FILE].map(|name| self.path.join(name));
        aside(move || {
            for place in &places {
                durable::shred(place).map_err(|error| OpenError::at(place, error))?;
            }
            Ok(())
        })
        .await?;
        *self.kept() = None;
        *self.sealer() = None;
        Ok(())
    }

    /// Destroys the key, then removes what cannot be read any more: the folder is as good as new.
    ///
    /// The database has to be closed.
    pub async fn wipe(&self) -> Result<(), OpenError> {
        self.destroy_key().await?;
        let (database, blobs) = (self.database(), self.blobs());
        aside(move || {
            for ending in ["", "-wal", "-shm", "-journal"] {
                let mut name = database.clone().into_os_string();
                name.push(ending);
                ignoring_missing(fs::remove_file(&name))
                    .map_err(|error| OpenError::at(Path::new(&name), error))?;
            }
            ignoring_missing(fs::remove_dir_all(&blobs)).map_err(|error| OpenError::at(&blobs, error))
        })
        .await
    }

    /// Keeps a secret (a token, a password of a connection) where the key is kept; durable once this returns.
    ///
    /// The key has to be made or loaded first.
    pub async fn put_secret(&self, name: &str, value: &str) -> Result<(), OpenError> {
        let _turn = self.turn.lock().await;
        match self.keeper_of_secrets()? {
            Keeper::Keyring(folder) => {
                // Listed before it exists: a wipe may look for one that is not there, but never miss one.
                let mut listed = self.secrets_file().await?;
                if listed.in_keyring.insert(name.to_owned()) {
                    self.write_secrets_file(listed).await?;
                }
                KEYRING.put(&account_of_secret(folder, name), value).await.map_err(no_keyring)
            }
            Keeper::File(sealer) => {
                let (name, value) = (name.to_owned(), Zeroizing::new(value.to_owned()));
                aside(move || sealer.put(&name, &value)).await
            }
        }
    }

    pub async fn get_secret(&self, name: &str) -> Result<Option<Zeroizing<String>>, OpenError> {
        let _turn = self.turn.lock().await;
        match self.keeper_of_secrets()? {
            Keeper::Keyring(folder) => {
                KEYRING.get(&account_of_secret(folder, name)).await.map_err(no_keyring)
            }
            Keeper::File(sealer) => {
                let name = name.to_owned();
                aside(move || sealer.get(&name)).await
            }
        }
    }

    /// Forgets a secret; one that is not there is fine.
    pub async fn delete_secret(&self, name: &str) -> Result<(), OpenError> {
        let _turn = self.turn.lock().await;
        match self.keeper_of_secrets()? {
            Keeper::Keyring(folder) => {
                KEYRING.delete(&account_of_secret(folder, name)).await.map_err(no_keyring)?;
                let mut listed = self.secrets_file().await?;
                if listed.in_keyring.remove(name) {
                    self.write_secrets_file(listed).await?;
                }
                Ok(())
            }
            Keeper::File(sealer) => {
                let name = name.to_owned();
                aside(move || sealer.delete(&name)).await
            }
        }
    }

    /// A second key would lock away what the first one wrote.
    fn expect_no_key(&self) -> Result<(), OpenError> {
        let is_written = [KEY_FILE, OPEN_KEY_FILE].iter().any(|name| self.path.join(name).exists());
        if is_written || self.kept().is_some() {
            return Err(OpenError::KeyExists { path: self.path.clone() });
        }
        if self.database().exists() {
            return Err(OpenError::KeyGone { path: self.path.clone() });
        }
        Ok(())
    }

    /// Hands the key to the keyring, and trusts it only after reading the key back.
    async fn give_to_keyring(&self, key: &Key, folder: Uuid) -> Result<(), OpenError> {
        let account = account_of_key(folder);
        KEYRING.put(&account, &key.to_hex()).await.map_err(no_keyring)?;
        let back = KEYRING.get(&account).await.map_err(no_keyring)?;
        if back.is_none_or(|back| *back != *key.to_hex()) {
            return Err(no_keyring("it does not give back what it was given".to_owned()));
        }
        let kept = self.keep(KeyFile::new(folder, Wrap::Keyring { check: key.check() }), KEY_FILE).await;
        if kept.is_err()
            && let Err(why) = KEYRING.delete(&account).await
        {
            tracing::warn!(why, "The keyring holds the key of a folder that could not be made");
        }
        kept
    }

    async fn keep(&self, file: KeyFile, name: &str) -> Result<(), OpenError> {
        let (place, written) = (self.path.join(name), file.clone());
        aside(move || written.write(&place)).await?;
        *self.kept() = Some(file);
        Ok(())
    }

    fn opened_with(&self, key: Key) -> Key {
        *self.sealer() = Some(Sealer::new(&key, self.path.join(SECRETS_FILE)));
        key
    }

    fn keeper_of_secrets(&self) -> Result<Keeper, OpenError> {
        let kept = self.kept();
        let file = kept.as_ref().ok_or_else(|| OpenError::KeyGone { path: self.path.clone() })?;
        match file.kept {
            Wrap::Keyring { .. } => Ok(Keeper::Keyring(file.folder)),
            Wrap::Passphrase(_) | Wrap::Nothing { .. } => {
                self.sealer().clone().map(Keeper::File).ok_or(OpenError::Locked)
            }
        }
    }

    async fn secrets_file(&self) -> Result<SecretsFile, OpenError> {
        let place = self.path.join(SECRETS_FILE);
        aside(move || SecretsFile::read(&place)).await
    }

    async fn write_secrets_file(&self, file: SecretsFile) -> Result<(), OpenError> {
        let place = self.path.join(SECRETS_FILE);
        aside(move || file.write(&place)).await
    }

    fn kept(&self) -> MutexGuard<'_, Option<KeyFile>> {
        self.kept.lock().expect("nobody panics while holding this")
    }

    fn sealer(&self) -> MutexGuard<'_, Option<Sealer>> {
        self.sealer.lock().expect("nobody panics while holding this")
    }
}

enum Keeper {
    /// The keyring, under the name of this folder.
    Keyring(Uuid),
    File(Sealer),
}

fn account_of_key(folder: Uuid) -> String {
    folder.to_string()
}

fn account_of_secret(folder: Uuid, name: &str) -> String {
    format!("{folder}/{name}")
}

fn no_keyring(why: String) -> OpenError {
    OpenError::NoKeyring { why }
}

/// Writes a little and removes it again: rights and space are told by trying, not by asking.
fn try_writing(folder: &Path) -> Result<(), OpenError> {
    let tried = Fresh::in_folder(folder).and_then(|mut fresh| fresh.file().write_all(&[0; 4096]));
    tried.map_err(|error| OpenError::at(folder, error))?;
    let database = folder.join("tern.db");
    match File::options().write(true).open(&database) {
        Ok(_) => Ok(()),
        Err(error) => ignoring_missing(Err(error)).map_err(|error| OpenError::at(&database, error)),
    }
}

fn ignoring_missing(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Runs what computes or waits for the disk where no other task waits for it.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, OpenError> + Send + 'static,
) -> Result<T, OpenError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(broken) => Err(OpenError::Io(anyhow::Error::new(broken).context("working on the key"))),
    }
}
