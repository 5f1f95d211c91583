//! What can go wrong with an attachment's bytes, in words that say what is safe and what to do.

use std::io;
use std::path::{Path, PathBuf};

use super::hash::BlobHash;
use crate::open_error::Trouble;

/// Why an attachment's bytes cannot be stored or given.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    #[error("the file {hash} is not here")]
    Missing { hash: BlobHash },

    /// The bytes on the disk are not those that were stored; they are never given to anybody.
    #[error("the stored copy of the file {hash} is damaged ({why}); fetch it again, or attach it again")]
    Broken { hash: BlobHash, why: &'static str },

    /// What arrived is not what was announced; nothing was stored.
    #[error("the file that arrived is not {wanted} but {found}; nothing was stored")]
    Mismatch { wanted: BlobHash, found: BlobHash },

    /// The bytes stopped coming; nothing was stored.
    #[error("reading the file to store: {0}; nothing was stored")]
    Source(#[source] io::Error),

    #[error("{} cannot be written to; nothing was stored", path.display())]
    ReadOnly { path: PathBuf },

    #[error(
        "there is no space left on the disk of {}; nothing was stored. Free some space and try again",
        path.display()
    )]
    DiskFull { path: PathBuf },

    #[error("{0:#}")]
    Io(anyhow::Error),
}

impl BlobError {
    /// Sorts what the operating system said about `path` into what a person can do about it.
    pub(super) fn at(path: &Path, error: io::Error) -> BlobError {
        let path = path.to_path_buf();
        match Trouble::of(&error) {
            Trouble::DiskFull => BlobError::DiskFull { path },
            Trouble::ReadOnly => BlobError::ReadOnly { path },
            Trouble::Other => {
                BlobError::Io(anyhow::Error::new(error).context(format!("using {}", path.display())))
            }
        }
    }

    /// What a store of objects said, beyond what is told apart.
    pub(super) fn store(doing: String, error: object_store::Error) -> BlobError {
        BlobError::Io(anyhow::Error::new(error).context(doing))
    }
}
