//! Files that are open in other programs: copies in the clear, for as long as the app runs and no longer.

use crate::host::Host;
use crate::problem::internal;
use anyhow::Context;
use contract::problem::{Code, Problem};
use desk::clock::{Ids as _, RandomIds};
use domain::ids::AttachmentId;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::io::AsyncReadExt;

/// The folder of the copies, inside that of the data.
const FOLDER: &str = "opened";

impl Host {
    /// A copy of a file for the program that the system has for it: only what is read, never what runs.
    ///
    /// # Errors
    /// When it may not be opened, is not here and cannot be fetched, or cannot be written.
    pub async fn open_copy(self: &Arc<Self>, id: AttachmentId) -> Result<PathBuf, Problem> {
        let refused = || Problem::new(Code::BadInput, "a file that may run can only be saved");
        let broken = |error: anyhow::Error| internal(&error);
        let open = self.desk().await?;
        let name = open.desk.attachment(id).await.map_err(broken)?.name;
        // What a file is called comes from elsewhere: no way out of the folder.
        if !domain::openable::opens(&name) || name.contains(['/', '\\', ':']) {
            return Err(refused());
        }
        let folder = self.options.folder.join(FOLDER).join(RandomIds.next().simple().to_string());
        make_private(&folder).await.map_err(broken)?;
        let place = folder.join(&name);
        crate::commands::save(self, &open, id, &place).await?;
        if domain::openable::runs(&beginning(&place).await.map_err(broken)?) {
            remove(&folder).await.map_err(broken)?;
            return Err(refused());
        }
        only_to_read(&place).await.map_err(broken)?;
        Ok(place)
    }

    /// Removes all copies; what a program still holds open on a system that minds goes at the next start.
    pub(crate) async fn forget_copies(&self) {
        if let Err(error) = remove(&self.options.folder.join(FOLDER)).await {
            tracing::warn!("Copies of opened files are still there: {error:#}");
        }
    }
}

async fn beginning(place: &Path) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = tokio::fs::File::open(place).await.context("reading a copy")?;
    file.take(64).read_to_end(&mut bytes).await.context("reading a copy")?;
    Ok(bytes)
}

async fn make_private(folder: &Path) -> anyhow::Result<()> {
    let mut builder = tokio::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    builder.mode(0o700);
    builder.create(folder).await.context("making a folder for a copy")
}

/// What is written into a copy would be lost: programs say so and offer another place.
async fn only_to_read(place: &Path) -> anyhow::Result<()> {
    let mut rights = tokio::fs::metadata(place).await?.permissions();
    #[cfg(unix)]
    std::os::unix::fs::PermissionsExt::set_mode(&mut rights, 0o400);
    #[cfg(not(unix))]
    rights.set_readonly(true);
    tokio::fs::set_permissions(place, rights).await.context("protecting a copy")
}

async fn remove(folder: &Path) -> anyhow::Result<()> {
    match tokio::fs::remove_dir_all(folder).await {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error).context("removing copies"),
        Ok(()) | Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::Options;
    use serde_json::json;

    async fn attached(host: &Arc<Host>, ticket: &str, name: &str, base64: &str) -> AttachmentId {
        let input = json!({ "ticket": ticket, "name": name, "base64": base64 });
        let made = host.call("attachment_add", input).await.unwrap();
        serde_json::from_value(made["id"].clone()).unwrap()
    }

    #[tokio::test]
    async fn a_copy_is_private_refuses_what_runs_and_is_gone_after_the_app() {
        let folder = tempfile::tempdir().unwrap();
        let options = || Options {
            folder: folder.path().to_owned(),
            sample: true,
            passphrase: None,
            background: true,
            engine: None,
        };
        let host = Host::start(options()).await.unwrap();
        let made = host.call("ticket_new", json!({ "subject": "Opens" })).await.unwrap();
        let ticket = made["id"].as_str().unwrap();
        let log = attached(&host, ticket, "trace.log", "aGVsbG8=").await;
        let copy = host.open_copy(log).await.unwrap();
        assert_eq!(std::fs::read_to_string(&copy).unwrap(), "hello");
        assert_eq!(copy.file_name().unwrap(), "trace.log");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(copy.parent().unwrap()), mode(&copy)), (0o700, 0o400));
        }
        let program = attached(&host, ticket, "setup.exe", "TVqQAA==").await;
        let disguised = attached(&host, ticket, "plan.pdf", "f0VMRgI=").await;
        for id in [program, disguised] {
            assert_eq!(host.open_copy(id).await.unwrap_err().code, Code::BadInput);
        }
        let copies =
            || std::fs::read_dir(folder.path().join(FOLDER)).map(Iterator::count).unwrap_or_default();
        assert_eq!(copies(), 1, "a refused copy is not kept");
        host.stop().await;
        assert_eq!(copies(), 0, "nothing in the clear stays behind");

        // After a crash the next start clears up.
        std::fs::create_dir_all(folder.path().join(FOLDER).join("left")).unwrap();
        let host = Host::start(options()).await.unwrap();
        assert_eq!(copies(), 0);
        host.stop().await;
    }
}
