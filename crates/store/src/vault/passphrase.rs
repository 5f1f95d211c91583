//! The passphrase wrap: Argon2id makes a key of the passphrase, and that key seals the desk's.

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::key::{Key, random_bytes};

/// What the key file keeps of a passphrase wrap; the cost is stored, so that it can rise without breaking old files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sealed {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    salt: String,
    nonce: String,
    sealed_key: String,
}

/// A wrap that cannot be opened.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum SealError {
    /// The passphrase is another one, or the file was changed by somebody who knows its format.
    Wrong,
    /// The values make no sense.
    Damaged,
}

/// About a tenth of a second on a laptop, and too much memory for a graphics card to try many at once.
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
const LANES: u32 = 1;

/// More than this is no file of ours, and would let a changed file take all memory.
const MEMORY_LIMIT_KIB: u32 = 1024 * 1024;
const PASSES_LIMIT: u32 = 64;
const LANES_LIMIT: u32 = 16;

impl Sealed {
    /// Seals a key; takes as long as the cost says, so never on a thread that others wait for.
    pub(super) fn seal(key: &Key, passphrase: &str, folder: Uuid) -> Sealed {
        let (salt, nonce): ([u8; 16], [u8; 24]) = (random_bytes(), random_bytes());
        let mut sealed = Sealed {
            memory_kib: MEMORY_KIB,
            passes: PASSES,
            lanes: LANES,
            salt: BASE64.encode(salt),
            nonce: BASE64.encode(nonce),
            sealed_key: String::new(),
        };
        let cipher = sealed.cipher(passphrase).expect("the cost written here is within Argon2's limits");
        let payload = Payload { msg: key.bytes(), aad: &sealed.bound_to(folder) };
        let bytes = cipher.encrypt(XNonce::from_slice(&nonce), payload).expect("32 bytes can be sealed");
        sealed.sealed_key = BASE64.encode(bytes);
        sealed
    }

    /// Opens the wrap; as slow as sealing it.
    pub(super) fn open(&self, passphrase: &str, folder: Uuid) -> Result<Key, SealError> {
        let nonce = BASE64.decode(&self.nonce).map_err(|_| SealError::Damaged)?;
        let sealed = BASE64.decode(&self.sealed_key).map_err(|_| SealError::Damaged)?;
        if nonce.len() != 24 {
            return Err(SealError::Damaged);
        }
        let payload = Payload { msg: &sealed, aad: &self.bound_to(folder) };
        let bytes = self
            .cipher(passphrase)?
            .decrypt(XNonce::from_slice(&nonce), payload)
            .map_err(|_| SealError::Wrong)
            .map(Zeroizing::new)?;
        let bytes: [u8; 32] = bytes.as_slice().try_into().map_err(|_| SealError::Damaged)?;
        Ok(Key::from_bytes(bytes))
    }

    fn cipher(&self, passphrase: &str) -> Result<XChaCha20Poly1305, SealError> {
        if self.memory_kib > MEMORY_LIMIT_KIB || self.passes > PASSES_LIMIT || self.lanes > LANES_LIMIT {
            return Err(SealError::Damaged);
        }
        let salt = BASE64.decode(&self.salt).map_err(|_| SealError::Damaged)?;
        let cost = Params::new(self.memory_kib, self.passes, self.lanes, Some(32))
            .map_err(|_| SealError::Damaged)?;
        let mut wrapping_key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, cost)
            .hash_password_into(passphrase.as_bytes(), &salt, wrapping_key.as_mut())
            .map_err(|_| SealError::Damaged)?;
        Ok(XChaCha20Poly1305::new(wrapping_key.as_ref().into()))
    }

    /// The seal holds for this folder and this cost only: neither can be exchanged for a weaker one.
    fn bound_to(&self, folder: Uuid) -> Vec<u8> {
        format!("tern key {folder} argon2id {} {} {}", self.memory_kib, self.passes, self.lanes).into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOLDER: Uuid = Uuid::from_u128(7);

    #[test]
    fn the_passphrase_gives_the_key_back_and_no_other_does() {
        let key = Key::random();
        let sealed = Sealed::seal(&key, "correct horse", FOLDER);
        assert_eq!(sealed.open("correct horse", FOLDER).unwrap().bytes(), key.bytes());
        assert_eq!(sealed.open("correct horse ", FOLDER).unwrap_err(), SealError::Wrong);
        assert_eq!(sealed.open("", FOLDER).unwrap_err(), SealError::Wrong);
    }

    #[test]
    fn a_seal_of_another_folder_does_not_open() {
        let sealed = Sealed::seal(&Key::random(), "correct horse", FOLDER);
        assert_eq!(sealed.open("correct horse", Uuid::from_u128(8)).unwrap_err(), SealError::Wrong);
    }

    #[test]
    fn a_changed_file_cannot_take_all_memory() {
        let mut sealed = Sealed::seal(&Key::random(), "correct horse", FOLDER);
        sealed.memory_kib = u32::MAX;
        assert_eq!(sealed.open("correct horse", FOLDER).unwrap_err(), SealError::Damaged);
    }
}
