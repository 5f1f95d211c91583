//! Why a desk cannot be opened, in words that say what is safe and what to do about it.

use std::io;
use std::path::{Path, PathBuf};

/// What stands between a person and the data in their folder.
///
/// Whatever it is, the files in the folder are as they were before.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process owns the folder; `pid` is missing when that process had no time to write it down.
    #[error(
        "{} is in use by another Tern{}; nothing was changed. Close that one, or choose another folder",
        path.display(),
        owner(*pid)
    )]
    FolderInUse { path: PathBuf, pid: Option<u32> },

    #[error(
        "{} cannot be written to; nothing was changed. Give yourself the right to write there, or choose another folder",
        path.display()
    )]
    ReadOnly { path: PathBuf },

    #[error(
        "there is no space left on the disk of {}; everything saved so far is safe. Free some space and try again",
        path.display()
    )]
    DiskFull { path: PathBuf },

    #[error("the passphrase or key does not open this desk; its data is untouched. Check it and try again")]
    WrongKey,

    /// A passphrase opens this desk, and none was given.
    #[error("this desk is locked; its data is untouched. Give the passphrase that it was made with")]
    Locked,

    /// A passphrase of no characters protects nothing.
    #[error("the passphrase is empty; nothing was made. Choose one with at least one character")]
    EmptyPassphrase,

    /// The keyring does not answer, or refuses.
    #[error(
        "the keyring of this computer cannot be used: {why}. The data is untouched. Unlock the keyring and try again; \
         a desk that is made with a passphrase does not need one"
    )]
    NoKeyring { why: String },

    /// The data is there, and nobody holds the key to it.
    #[error(
        "the key to {} is gone: it was wiped, or the folder was copied from another computer. The data cannot be read \
         without it. Restore the key file and the keyring it belongs to, or start in another folder",
        path.display()
    )]
    KeyGone { path: PathBuf },

    /// Making a second key would lock the data of the first away.
    #[error("{} already has a key; it was left alone. Open the desk, or choose another folder", path.display())]
    KeyExists { path: PathBuf },

    #[error(
        "{} was not written by Tern, or is damaged; it was left alone. Restore it from a copy, or choose another folder",
        path.display()
    )]
    ForeignFile { path: PathBuf },

    /// Bits on the disk are not what was written there.
    #[error("{} {}", path.display(), crate::trouble::DAMAGED)]
    Damaged { path: PathBuf },

    #[error(
        "this was written by a newer Tern (format {found}, this one knows {known}); nothing was changed. Update Tern \
         and try again"
    )]
    NewerSchema { found: u32, known: u32 },

    /// Whatever else the operating system had to say.
    #[error("{0:#}; the files were left as they are")]
    Io(#[from] anyhow::Error),
}

impl OpenError {
    /// Sorts what the operating system said about `path` into what a person can do about it.
    pub fn at(path: &Path, error: io::Error) -> OpenError {
        let path = path.to_path_buf();
        match Trouble::of(&error) {
            Trouble::DiskFull => OpenError::DiskFull { path },
            Trouble::ReadOnly => OpenError::ReadOnly { path },
            Trouble::Other => {
                OpenError::Io(anyhow::Error::new(error).context(format!("using {}", path.display())))
            }
        }
    }
}

/// The two troubles with files that a person can end by themselves, and the rest.
pub(crate) enum Trouble {
    DiskFull,
    ReadOnly,
    Other,
}

impl Trouble {
    pub(crate) fn of(error: &io::Error) -> Trouble {
        use io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        let kind = error.kind();
        if matches!(kind, StorageFull | QuotaExceeded) {
            Trouble::DiskFull
        } else if matches!(kind, PermissionDenied | ReadOnlyFilesystem) {
            Trouble::ReadOnly
        } else {
            Trouble::Other
        }
    }
}

fn owner(pid: Option<u32>) -> String {
    pid.map(|pid| format!(" (process {pid})")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_and_a_missing_right_are_told_apart() {
        let path = Path::new("/somewhere");
        let full = OpenError::at(path, io::ErrorKind::StorageFull.into());
        let quota = OpenError::at(path, io::ErrorKind::QuotaExceeded.into());
        let denied = OpenError::at(path, io::ErrorKind::PermissionDenied.into());
        let mounted_read_only = OpenError::at(path, io::ErrorKind::ReadOnlyFilesystem.into());
        let other = OpenError::at(path, io::ErrorKind::BrokenPipe.into());
        assert!(matches!(full, OpenError::DiskFull { .. }));
        assert!(matches!(quota, OpenError::DiskFull { .. }));
        assert!(matches!(denied, OpenError::ReadOnly { .. }));
        assert!(matches!(mounted_read_only, OpenError::ReadOnly { .. }));
        assert!(matches!(other, OpenError::Io(_)));
    }

    #[test]
    fn the_owner_of_a_folder_is_named_when_known() {
        let path = PathBuf::from("/desk");
        let known = OpenError::FolderInUse { path: path.clone(), pid: Some(41) }.to_string();
        let unknown = OpenError::FolderInUse { path, pid: None }.to_string();
        assert!(known.contains("(process 41)"), "{known}");
        assert!(!unknown.contains("process"), "{unknown}");
    }
}
