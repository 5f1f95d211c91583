//! Files that are whole or not there: written beside their place, flushed, and moved in.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::system;
use crate::vault::random_bytes;

const PREFIX: &str = ".tern-";
const SUFFIX: &str = ".tmp";

/// Replaces the content of a file: after a crash it holds the old bytes or the new ones, never a part.
pub(crate) fn replace(place: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = place.parent().ok_or(io::ErrorKind::InvalidInput)?;
    let mut fresh = Fresh::in_folder(folder)?;
    fresh.file().write_all(bytes)?;
    fresh.keep_as(place)
}

/// Creates a folder with everything above it, and returns once the names of the new ones are on the disk.
pub(crate) fn create_folder(path: &Path) -> io::Result<()> {
    let made: Vec<&Path> = path.ancestors().take_while(|folder| !folder.exists()).collect();
    system::create_folder(path)?;
    for folder in made.iter().filter_map(|folder| folder.parent()) {
        system::sync_folder(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })?;
    }
    Ok(())
}

/// Overwrites a file with zeros and removes it; one that is not there is fine.
///
/// A disk that writes elsewhere (flash, copy on write) may keep the old bytes: what a wipe relies on is that the
/// key was wrapped.
pub(crate) fn shred(place: &Path) -> io::Result<()> {
    let mut file = match File::options().write(true).open(place) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let length = usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?;
    file.write_all(&vec![0; length])?;
    file.sync_all()?;
    drop(file);
    fs::remove_file(place)?;
    system::sync_folder(place.parent().ok_or(io::ErrorKind::InvalidInput)?)
}

/// Removes what a crash left half written in a folder that nobody else writes to.
pub(crate) fn sweep(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX)) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// A file that is being written under a name of its own; dropped before it is kept, it disappears.
pub(crate) struct Fresh {
    file: File,
    path: PathBuf,
    kept: bool,
}

impl Fresh {
    pub(crate) fn in_folder(folder: &Path) -> io::Result<Fresh> {
        let name: String = random_bytes::<12>().iter().map(|byte| format!("{byte:02x}")).collect();
        let path = folder.join(format!("{PREFIX}{name}{SUFFIX}"));
        let file = system::private_file().write(true).create_new(true).open(&path)?;
        Ok(Fresh { file, path, kept: false })
    }

    pub(crate) fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// Gives the file a name under which it is found again if this process ends before it is whole.
    pub(crate) fn stay_as(&mut self, place: &Path) -> io::Result<()> {
        fs::rename(&self.path, place)?;
        self.path = place.to_path_buf();
        self.kept = true;
        Ok(())
    }

    /// Removes the file after all, as soon as it is dropped.
    pub(crate) fn give_up(&mut self) {
        self.kept = false;
    }

    /// Flushes the file and moves it to its place; returns once both are on the disk.
    pub(crate) fn keep_as(mut self, place: &Path) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.path, place)?;
        self.kept = true;
        system::sync_folder(place.parent().ok_or(io::ErrorKind::InvalidInput)?)
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if !self.kept
            && let Err(error) = fs::remove_file(&self.path)
        {
            // What stays behind is swept at the next start; there is nobody left to tell.
            tracing::warn!(%error, "An unfinished file stays behind");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_and_nothing_else_stays() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("key.json");
        replace(&place, b"one").unwrap();
        replace(&place, b"two").unwrap();
        assert_eq!(fs::read(&place).unwrap(), b"two");
        assert_eq!(names(folder.path()), ["key.json"]);
    }

    #[test]
    fn a_file_that_is_not_kept_disappears() {
        let folder = tempfile::tempdir().unwrap();
        let mut fresh = Fresh::in_folder(folder.path()).unwrap();
        fresh.file().write_all(b"half").unwrap();
        drop(fresh);
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn a_sweep_takes_what_a_crash_left_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(".tern-00ff.tmp"), "half").unwrap();
        fs::write(folder.path().join("notes.tmp"), "mine").unwrap();
        sweep(folder.path()).unwrap();
        assert_eq!(names(folder.path()), ["notes.tmp"]);
    }

    #[test]
    fn shredding_what_is_not_there_is_fine() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("key.json");
        shred(&place).unwrap();
        fs::write(&place, "secret").unwrap();
        shred(&place).unwrap();
        assert!(!place.exists());
    }

    #[cfg(unix)]
    #[test]
    fn what_is_made_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("a/b");
        create_folder(&folder).unwrap();
        replace(&folder.join("key.json"), b"x").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder), 0o700);
        assert_eq!(mode(&folder.join("key.json")), 0o600);
    }
}
