//! Tokens and the like: in the keyring where the key is, else sealed in a file under the key.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::key::{Key, random_bytes};
use crate::durable;
use crate::open_error::OpenError;

const FORMAT: u32 = 1;

/// What a folder keeps about its secrets.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct SecretsFile {
    format: u32,
    /// The names of those in the keyring: it cannot be asked for them, and a wipe has to find them all.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(super) in_keyring: BTreeSet<String>,
    /// Those in this file, each sealed by itself under its name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    sealed: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct AnyFormat {
    format: u32,
}

impl SecretsFile {
    pub(super) fn read(place: &Path) -> Result<SecretsFile, OpenError> {
        let bytes = match fs::read(place) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(SecretsFile { format: FORMAT, ..SecretsFile::default() });
            }
            Err(error) => return Err(OpenError::at(place, error)),
        };
        let foreign = |_| OpenError::ForeignFile { path: place.to_path_buf() };
        let AnyFormat { format } = serde_json::from_slice(&bytes).map_err(foreign)?;
        if format > FORMAT {
            return Err(OpenError::NewerSchema { found: format, known: FORMAT });
        }
        serde_json::from_slice(&bytes).map_err(foreign)
    }

    pub(super) fn write(&self, place: &Path) -> Result<(), OpenError> {
        let text = serde_json::to_vec_pretty(self).map_err(anyhow::Error::new)?;
        durable::replace(place, &text).map_err(|error| OpenError::at(place, error))
    }
}

/// Seals and opens the secrets in the file.
#[derive(Clone)]
pub(super) struct Sealer {
    key: Zeroizing<[u8; 32]>,
    place: PathBuf,
}

impl Sealer {
    pub(super) fn new(key: &Key, place: PathBuf) -> Sealer {
        Sealer { key: key.derive("tern 2026-11 secrets of a desk without keyring"), place }
    }

    pub(super) fn put(&self, name: &str, value: &str) -> Result<(), OpenError> {
        let mut file = SecretsFile::read(&self.place)?;
        file.sealed.insert(name.to_owned(), self.seal(name, value));
        file.write(&self.place)
    }

    pub(super) fn get(&self, name: &str) -> Result<Option<Zeroizing<String>>, OpenError> {
        let file = SecretsFile::read(&self.place)?;
        let Some(text) = file.sealed.get(name) else { return Ok(None) };
        let foreign = || OpenError::ForeignFile { path: self.place.clone() };
        let bytes = BASE64.decode(text).map_err(|_| foreign())?;
        let (nonce, sealed) = bytes.split_at_checked(24).ok_or_else(foreign)?;
        let payload = Payload { msg: sealed, aad: name.as_bytes() };
        // The key fitted the folder, so a secret that it does not open was damaged or comes from elsewhere.
        let value = self.cipher().decrypt(XNonce::from_slice(nonce), payload).map_err(|_| foreign())?;
        String::from_utf8(value).map(|value| Some(Zeroizing::new(value))).map_err(|_| foreign())
    }

    pub(super) fn delete(&self, name: &str) -> Result<(), OpenError> {
        let mut file = SecretsFile::read(&self.place)?;
        if file.sealed.remove(name).is_some() { file.write(&self.place) } else { Ok(()) }
    }

    fn seal(&self, name: &str, value: &str) -> String {
        let nonce: [u8; 24] = random_bytes();
        let payload = Payload { msg: value.as_bytes(), aad: name.as_bytes() };
        let sealed =
            self.cipher().encrypt(XNonce::from_slice(&nonce), payload).expect("a token can be sealed");
        BASE64.encode([nonce.as_slice(), &sealed].concat())
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.key.as_ref().into())
    }
}

impl fmt::Debug for Sealer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Sealer(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_comes_back_under_its_key_and_its_name_only() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("secrets.json");
        let sealer = Sealer::new(&Key::from_bytes([1; 32]), place.clone());
        assert_eq!(sealer.get("refresh").unwrap(), None);
        sealer.put("refresh", "r-1").unwrap();
        sealer.put("access", "a-1").unwrap();
        sealer.put("refresh", "r-2").unwrap();
        assert_eq!(sealer.get("refresh").unwrap().unwrap().as_str(), "r-2");
        assert_eq!(sealer.get("access").unwrap().unwrap().as_str(), "a-1");
        assert!(!fs::read_to_string(&place).unwrap().contains("r-2"), "the file shows nothing");

        let other = Sealer::new(&Key::from_bytes([2; 32]), place.clone());
        assert!(matches!(other.get("refresh"), Err(OpenError::ForeignFile { .. })));

        let text = fs::read_to_string(&place).unwrap();
        let swapped = text.replace("refresh", "?").replace("access", "refresh").replace('?', "access");
        fs::write(&place, swapped).unwrap();
        assert!(matches!(sealer.get("refresh"), Err(OpenError::ForeignFile { .. })), "names are sealed in");
    }

    #[test]
    fn a_deleted_secret_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let sealer = Sealer::new(&Key::from_bytes([1; 32]), folder.path().join("secrets.json"));
        sealer.put("refresh", "r-1").unwrap();
        sealer.delete("refresh").unwrap();
        sealer.delete("refresh").unwrap();
        assert_eq!(sealer.get("refresh").unwrap(), None);
    }
}
