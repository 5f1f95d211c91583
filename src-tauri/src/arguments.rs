//! How the app is started: which data folder, visible or not, and the link that started it.

use clap::Parser;
use std::path::PathBuf;

const IDENTIFIER: &str = "dev.tern.desk";

/// A help desk that works offline.
#[derive(Debug, Clone, Parser)]
#[command(name = "tern", version)]
pub(crate) struct Arguments {
    /// Keeps the desk in this folder instead of the system's place for data.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Opens sample tickets to try things on; they never mix with real ones.
    #[arg(long)]
    sample: bool,
    /// Starts without showing the window, such as at login.
    #[arg(long)]
    pub(crate) hidden: bool,
    /// A link such as tern://ticket/1042.
    #[arg(value_name = "LINK")]
    pub(crate) link: Option<String>,
}

impl Arguments {
    /// The data folder, absolute: links, a second start and the page may have other working folders.
    pub(crate) fn folder(&self) -> PathBuf {
        let folder = self.data.clone().unwrap_or_else(host::default_folder);
        std::path::absolute(&folder).unwrap_or(folder)
    }

    pub(crate) fn options(&self) -> host::Options {
        host::Options {
            folder: self.folder(),
            sample: self.sample,
            passphrase: std::env::var("TERN_PASSPHRASE").ok().filter(|it| !it.is_empty()),
            background: true,
            engine: crate::window::engine(),
        }
    }

    /// With which arguments this desk starts at login: without a window, and in the same folder.
    pub(crate) fn at_login(&self) -> Vec<std::ffi::OsString> {
        let mut words = vec!["--hidden".into()];
        if self.data.is_some() {
            words.extend(["--data".into(), self.folder().into_os_string()]);
        }
        if self.sample {
            words.push("--sample".into());
        }
        words
    }

    /// Names this desk among the running ones: a start with the same name joins the one that runs.
    pub(crate) fn instance(&self) -> String {
        let canonical = |folder: PathBuf| folder.canonicalize().unwrap_or(folder);
        let folder = canonical(self.folder());
        if !self.sample && folder == canonical(host::default_folder()) {
            return IDENTIFIER.to_owned();
        }
        let kind = if self.sample { "sample-folder" } else { "folder" };
        let id = domain::ids::stable_id(kind, &folder.to_string_lossy());
        // Letters first: a part of a D-Bus name must not begin with a digit.
        format!("{IDENTIFIER}.at{}", id.simple())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn started(arguments: &[&str]) -> Arguments {
        Arguments::try_parse_from(std::iter::once("tern").chain(arguments.iter().copied())).unwrap()
    }

    #[test]
    fn desks_in_different_folders_are_different_instances() {
        let folder = std::env::temp_dir();
        let here = folder.to_str().unwrap();
        let there = folder.join("there");
        let there = there.to_str().unwrap();
        let name = started(&["--data", here]).instance();
        assert!(name.starts_with("dev.tern.desk.at"), "{name}");
        assert_eq!(name, started(&["tern://ticket/7", "--data", here]).instance());
        assert_ne!(name, started(&["--data", there]).instance());
        assert_ne!(name, started(&["--data", here, "--sample"]).instance());
    }

    #[test]
    fn the_default_folder_is_the_plain_instance() {
        let default = host::default_folder();
        assert_eq!(started(&[]).instance(), IDENTIFIER);
        assert_eq!(started(&["--data", default.to_str().unwrap()]).instance(), IDENTIFIER);
        assert_ne!(started(&["--sample"]).instance(), IDENTIFIER);
    }
}
