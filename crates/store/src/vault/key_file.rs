//! The file that says how the key of a folder is kept; a damaged one is told from a wrong passphrase.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::passphrase::Sealed;
use crate::durable;
use crate::open_error::OpenError;

/// The newest format this program writes and reads.
const FORMAT: u32 = 1;

/// Who keeps the key, and what is needed to get it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub(super) enum Wrap {
    /// The keyring holds the key; `check` tells whether it is the one of this folder.
    Keyring {
        check: String,
    },
    Passphrase(Sealed),
    /// Nobody keeps it: it stands here for everyone to read.
    Nothing {
        key: String,
    },
}

/// A key file; it goes to `key.json`, or to a name that says the key is open for all to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeyFile {
    format: u32,
    /// Names this folder in the keyring; a new key gets a new one.
    pub(super) folder: Uuid,
    pub(super) kept: Wrap,
    /// BLAKE3 of the rest: a bad sector must not look like a wrong passphrase.
    sum: String,
}

#[derive(Deserialize)]
struct AnyFormat {
    format: u32,
}

impl KeyFile {
    pub(super) fn new(folder: Uuid, kept: Wrap) -> KeyFile {
        let mut file = KeyFile { format: FORMAT, folder, kept, sum: String::new() };
        file.sum = file.computed_sum();
        file
    }

    /// Reads the file at `place`, if there is one.
    pub(super) fn read(place: &Path) -> Result<Option<KeyFile>, OpenError> {
        let bytes = match fs::read(place) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(OpenError::at(place, error)),
        };
        let foreign = || OpenError::ForeignFile { path: place.to_path_buf() };
        let AnyFormat { format } = serde_json::from_slice(&bytes).map_err(|_| foreign())?;
        if format > FORMAT {
            return Err(OpenError::NewerSchema { found: format, known: FORMAT });
        }
        let file: KeyFile = serde_json::from_slice(&bytes).map_err(|_| foreign())?;
        if file.sum != file.computed_sum() {
            return Err(foreign());
        }
        Ok(Some(file))
    }

    pub(super) fn write(&self, place: &Path) -> Result<(), OpenError> {
        let text = serde_json::to_vec_pretty(self).map_err(anyhow::Error::new)?;
        durable::replace(place, &text).map_err(|error| OpenError::at(place, error))
    }

    fn computed_sum(&self) -> String {
        let rest = serde_json::to_vec(&(self.format, self.folder, &self.kept)).expect("plain JSON");
        blake3::hash(&rest).to_hex().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_file_comes_back_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("key.json");
        assert_eq!(KeyFile::read(&place).unwrap(), None);
        let file = KeyFile::new(Uuid::from_u128(5), Wrap::Keyring { check: "00ff".into() });
        file.write(&place).unwrap();
        assert_eq!(KeyFile::read(&place).unwrap(), Some(file));
    }

    #[test]
    fn a_damaged_file_is_not_taken_for_a_wrong_passphrase() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("key.json");
        KeyFile::new(Uuid::from_u128(5), Wrap::Keyring { check: "00ff".into() }).write(&place).unwrap();
        let whole = fs::read_to_string(&place).unwrap();
        for damaged in [whole.replace("00ff", "01ff"), whole[..whole.len() / 2].to_owned(), String::new()] {
            fs::write(&place, &damaged).unwrap();
            assert!(matches!(KeyFile::read(&place), Err(OpenError::ForeignFile { .. })), "{damaged}");
            assert_eq!(fs::read_to_string(&place).unwrap(), damaged, "the file is left alone");
        }
    }

    #[test]
    fn a_newer_format_is_said_to_be_newer() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("key.json");
        fs::write(&place, r#"{"format":2,"kept":{"by":"fingerprint"}}"#).unwrap();
        assert!(matches!(KeyFile::read(&place), Err(OpenError::NewerSchema { found: 2, known: 1 })));
    }
}
