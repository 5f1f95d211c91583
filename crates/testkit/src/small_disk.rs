//! A disk of a few megabytes that a test fills to its last byte, where the system lets one be mounted.

use anyhow::{Context as _, Result};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What fills the disk; it is taken away to make room.
const BALLAST: &str = "ballast";

/// A small disk at a folder; it is gone with this value, and all that lies on it.
#[derive(Debug)]
pub struct SmallDisk {
    folder: PathBuf,
}

impl SmallDisk {
    /// Mounts an empty disk over a folder; `None` where this user may not.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn mount(folder: &Path, megabytes: u32) -> Result<Option<SmallDisk>> {
        std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
        let size = format!("size={megabytes}m,mode=700");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder).stderr(Stdio::null());
        if mount.status().is_ok_and(|status| status.success()) {
            return Ok(Some(SmallDisk { folder: folder.to_owned() }));
        }
        Ok(None)
    }

    /// Leaves no byte free.
    ///
    /// # Errors
    /// When something else than its end stops the filling.
    pub fn fill(&self) -> Result<()> {
        let mut ballast =
            std::fs::File::options().create(true).append(true).open(self.folder.join(BALLAST))?;
        for size in [64 * 1024, 1024, 1] {
            loop {
                match ballast.write(&vec![b'.'; size]) {
                    Ok(0) => break,
                    Ok(_) => {}
                    Err(error) if error.kind() == ErrorKind::StorageFull => break,
                    Err(error) => return Err(error).context("filling the disk"),
                }
            }
        }
        Ok(())
    }

    /// Leaves as many bytes free and not one more.
    ///
    /// # Errors
    /// When something else than its end stops the filling, or so much is not to be had.
    pub fn fill_all_but(&self, bytes: u64) -> Result<()> {
        self.fill()?;
        let ballast = std::fs::File::options().write(true).open(self.folder.join(BALLAST))?;
        let size = ballast.metadata()?.len();
        ballast
            .set_len(size.checked_sub(bytes).context("so much was never free")?)
            .context("making some room")
    }

    /// Gives back what was filled.
    ///
    /// # Errors
    /// When it was never filled.
    pub fn make_room(&self) -> Result<()> {
        std::fs::remove_file(self.folder.join(BALLAST)).context("taking the ballast away")
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // A program that still has a file open keeps what it has, and the folder is free at once.
        Command::new("umount").arg("--lazy").arg(&self.folder).status().ok();
    }
}
