//! The address of a file's content: BLAKE3 of its bytes, written as 64 hex digits.

use std::fmt;
use std::str::FromStr;

/// The BLAKE3 hash of an attachment's bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobHash([u8; 32]);

/// A text that is not a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a BLAKE3 hash: 64 hex digits in lower case are wanted")]
pub struct NotAHash;

impl BlobHash {
    pub fn of(bytes: &[u8]) -> BlobHash {
        blake3::hash(bytes).into()
    }

    pub(super) fn from_bytes(bytes: [u8; 32]) -> BlobHash {
        BlobHash(bytes)
    }

    pub(super) fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<blake3::Hash> for BlobHash {
    fn from(hash: blake3::Hash) -> Self {
        BlobHash(*hash.as_bytes())
    }
}

impl FromStr for BlobHash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        // One spelling only, so that one content has one name.
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Err(NotAHash);
        }
        blake3::Hash::from_hex(text).map(BlobHash::from).map_err(|_| NotAHash)
    }
}

impl fmt::Display for BlobHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl fmt::Debug for BlobHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "BlobHash({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_has_one_spelling() {
        let hash = BlobHash::of(b"tern");
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!(hash.to_string().to_uppercase().parse::<BlobHash>(), Err(NotAHash));
        assert_eq!("../../etc/passwd".parse::<BlobHash>(), Err(NotAHash));
        assert_eq!(hash.to_string()[1..].parse::<BlobHash>(), Err(NotAHash));
    }
}
