//! How an attachment looks on the disk of a device: one sealed head, then chunks that cannot be moved or cut off.
//!
//! `TERNBLB1`, 19 bytes of nonce for the chunks, 24 bytes of nonce for the head, the sealed head (hash and size),
//! then the content in chunks of 64 KiB, each sealed by the STREAM construction: its place and whether it is the last
//! one are part of what is authenticated. The head binds the chunks to the hash, so that even a part of a file is
//! known to belong to the content it was asked for.

use chacha20poly1305::aead::stream::{NewStream, StreamBE32, StreamPrimitive};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use super::hash::BlobHash;
use crate::vault::{Key, random_bytes};

/// The content of a chunk; the last one may be shorter, and is empty in an empty file.
pub(super) const CHUNK_BYTES: usize = 64 * 1024;
pub(super) const TAG_BYTES: usize = 16;
pub(super) const HEAD_BYTES: usize = MAGIC.len() + CHUNK_NONCE_BYTES + HEAD_NONCE_BYTES + 40 + TAG_BYTES;

const MAGIC: &[u8; 8] = b"TERNBLB1";
/// A file of which only the beginning has come: its chunks are in their places, the head is not known yet.
const PART_MAGIC: &[u8; 8] = b"TERNPRT1";
const CHUNK_NONCE_BYTES: usize = 19;
const HEAD_NONCE_BYTES: usize = 24;

/// The keys for attachments, derived from the desk's.
pub(super) struct Keys {
    content: Zeroizing<[u8; 32]>,
    names: Zeroizing<[u8; 32]>,
}

/// Seals and opens the chunks of one file.
pub(super) struct Chunks {
    stream: StreamBE32<XChaCha20Poly1305>,
    nonce: [u8; CHUNK_NONCE_BYTES],
}

impl Keys {
    pub(super) fn new(key: &Key) -> Keys {
        Keys {
            content: key.derive("tern 2026-11 content of attachments"),
            names: key.derive("tern 2026-11 file names of attachments"),
        }
    }

    /// Returns the name of a file on the disk; without the key nobody can tell which content it stands for.
    pub(super) fn name(&self, hash: &BlobHash) -> String {
        blake3::keyed_hash(&self.names, hash.as_bytes()).to_hex().to_string()
    }

    /// Starts a file under a nonce of its own.
    pub(super) fn start(&self) -> Chunks {
        self.chunks(random_bytes())
    }

    /// Returns the head of a finished file.
    pub(super) fn head(&self, chunks: &Chunks, hash: &BlobHash, size_bytes: u64) -> Vec<u8> {
        let nonce: [u8; HEAD_NONCE_BYTES] = random_bytes();
        let content = [hash.as_bytes().as_slice(), &size_bytes.to_le_bytes()].concat();
        let payload = Payload { msg: &content, aad: &chunks.nonce };
        let sealed = self
            .head_cipher()
            .encrypt(XNonce::from_slice(&nonce), payload)
            .expect("forty bytes can be sealed");
        [MAGIC.as_slice(), &chunks.nonce, &nonce, &sealed].concat()
    }

    /// Opens a head: what it announces, and what opens the chunks behind it. `None`: it is not one of ours.
    pub(super) fn open_head(&self, head: &[u8; HEAD_BYTES]) -> Option<(BlobHash, u64, Chunks)> {
        let rest = head.strip_prefix(MAGIC)?;
        let (chunk_nonce, rest) = rest.split_first_chunk::<CHUNK_NONCE_BYTES>()?;
        let (nonce, sealed) = rest.split_first_chunk::<HEAD_NONCE_BYTES>()?;
        let payload = Payload { msg: sealed, aad: chunk_nonce };
        let content = self.head_cipher().decrypt(XNonce::from_slice(nonce), payload).ok()?;
        let (hash, size) = content.split_first_chunk::<32>()?;
        let size = u64::from_le_bytes(size.try_into().ok()?);
        Some((BlobHash::from_bytes(*hash), size, self.chunks(*chunk_nonce)))
    }

    /// Returns what stands in the place of the head while a file arrives.
    pub(super) fn part_head(&self, chunks: &Chunks) -> [u8; HEAD_BYTES] {
        let mut head = [0; HEAD_BYTES];
        let (magic, rest) = head.split_at_mut(PART_MAGIC.len());
        magic.copy_from_slice(PART_MAGIC);
        rest[..CHUNK_NONCE_BYTES].copy_from_slice(&chunks.nonce);
        head
    }

    /// Finds what opens the chunks of a file that was arriving. `None`: it is not one of ours.
    pub(super) fn open_part_head(&self, head: &[u8; HEAD_BYTES]) -> Option<Chunks> {
        let (nonce, _) = head.strip_prefix(PART_MAGIC)?.split_first_chunk::<CHUNK_NONCE_BYTES>()?;
        Some(self.chunks(*nonce))
    }

    fn chunks(&self, nonce: [u8; CHUNK_NONCE_BYTES]) -> Chunks {
        let cipher = XChaCha20Poly1305::new(self.content.as_ref().into());
        Chunks { stream: StreamBE32::from_aead(cipher, nonce.as_slice().into()), nonce }
    }

    /// The head has a key of its own: its nonces and those of the chunks can never meet.
    fn head_cipher(&self) -> XChaCha20Poly1305 {
        let key =
            Zeroizing::new(blake3::derive_key("tern 2026-11 heads of attachments", self.content.as_ref()));
        XChaCha20Poly1305::new(key.as_ref().into())
    }
}

impl Chunks {
    pub(super) fn seal(&self, index: u32, last: bool, content: &[u8]) -> Vec<u8> {
        self.stream.encrypt(index, last, content).expect("a chunk can be sealed")
    }

    /// Opens a chunk; `None` when it was changed, moved or cut off.
    pub(super) fn open(&self, index: u32, last: bool, sealed: &[u8]) -> Option<Vec<u8>> {
        self.stream.decrypt(index, last, sealed).ok()
    }
}

/// Returns how many chunks a file of this size has.
pub(super) fn chunk_count(size_bytes: u64) -> u64 {
    size_bytes.div_ceil(CHUNK_BYTES as u64).max(1)
}

/// Returns how long a file of this size is on the disk; `None` beyond what chunks can be counted for.
pub(super) fn sealed_length(size_bytes: u64) -> Option<u64> {
    let chunks = u32::try_from(chunk_count(size_bytes)).ok()?;
    size_bytes.checked_add(HEAD_BYTES as u64 + u64::from(chunks) * TAG_BYTES as u64)
}
