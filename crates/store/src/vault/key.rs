//! The key of a desk: 256 random bits that never show themselves, and what is derived from them.

use std::fmt;

use zeroize::Zeroizing;

/// The key of the local database; cleared from memory when dropped.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

impl Key {
    /// Draws a key from the operating system's randomness.
    pub fn random() -> Key {
        Key(Zeroizing::new(random_bytes()))
    }

    pub fn from_bytes(bytes: [u8; 32]) -> Key {
        Key(Zeroizing::new(bytes))
    }

    /// Returns the value of SQLCipher's `PRAGMA key`, quotes included: `"x'..64 hex digits..'"`.
    ///
    /// Given this way the key is used as it is, without a derivation at every connection. The text is as secret as
    /// the key itself.
    pub fn pragma(&self) -> String {
        format!("\"x'{}'\"", *self.to_hex())
    }

    /// Returns a key for another purpose, from which nobody can compute this one.
    pub(crate) fn derive(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(blake3::derive_key(purpose, self.0.as_ref()))
    }

    /// Returns a value that tells this key from others and gives nothing else away.
    pub(super) fn check(&self) -> String {
        let check = self.derive("tern 2026-11 which key is this");
        check[..16].iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Returns the key itself, for whoever opens the database with it; what is copied from here is not cleared.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Keyrings keep text: some of them (KDE's) refuse anything else.
    pub(super) fn to_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    pub(super) fn from_hex(text: &str) -> Option<Key> {
        let mut bytes = Zeroizing::new([0; 32]);
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).ok()?;
        }
        Some(Key(bytes))
    }
}

/// Draws from the operating system's randomness, without which nothing can be protected.
pub(crate) fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

impl fmt::Debug for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Key(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pragma_is_the_raw_key_in_hex() {
        let key = Key::from_bytes([0xab; 32]);
        assert_eq!(key.pragma(), format!("\"x'{}'\"", "ab".repeat(32)));
    }

    #[test]
    fn a_key_does_not_show_itself() {
        assert_eq!(format!("{:?}", Key::from_bytes([7; 32])), "Key(..)");
    }

    #[test]
    fn a_key_comes_back_from_its_text_and_from_no_other() {
        let key = Key::random();
        assert_eq!(Key::from_hex(&key.to_hex()).unwrap().bytes(), key.bytes());
        assert!(Key::from_hex("").is_none());
        assert!(Key::from_hex(&"zz".repeat(32)).is_none());
        assert!(Key::from_hex(&"é".repeat(32)).is_none());
    }

    #[test]
    fn two_keys_are_never_the_same() {
        assert_ne!(Key::random().bytes(), Key::random().bytes());
    }
}
