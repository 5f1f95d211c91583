//! A desktop for a machine that has none: the private screen, bus and keyring of `tests/env/desktop.sh`.

use anyhow::{Context as _, Result, bail};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Tells whether windows can be shown to somebody. Only Linux has machines without a screen to run on.
pub(crate) fn has_display() -> bool {
    let names = ["DISPLAY", "WAYLAND_DISPLAY"];
    !cfg!(target_os = "linux")
        || names.iter().any(|name| std::env::var_os(name).is_some_and(|set| !set.is_empty()))
}

/// A private desktop; it goes away when this value does.
pub(crate) struct Desktop {
    script: Child,
    variables: Vec<(String, String)>,
}

impl Desktop {
    pub(crate) fn start() -> Result<Self> {
        let mut script = Command::new("bash")
            .args(["tests/env/desktop.sh", "hold"])
            .env("TERN_DESKTOP_NOTIFICATIONS", "none")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("starting tests/env/desktop.sh")?;
        let lines = BufReader::new(script.stdout.take().expect("its output was asked for")).lines();
        let mut variables = Vec::new();
        for line in lines {
            let line = line.context("reading what the desktop prints")?;
            if line == "READY" {
                return Ok(Self { script, variables });
            }
            variables.extend(line.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned())));
        }
        bail!("the private desktop did not come up ({})", script.wait().context("waiting for it")?)
    }

    /// Makes a command run on this desktop.
    pub(crate) fn welcome<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.env_remove("WAYLAND_DISPLAY").envs(self.variables.iter().map(|(name, value)| (name, value)))
    }

    /// Takes a picture of the whole screen.
    pub(crate) fn picture(&self, file: &Path) -> Result<()> {
        let mut import = Command::new("import");
        crate::shell::show(self.welcome(import.args(["-window", "root"]).arg(file)))
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        // The end of its input is the sign to tear everything down; it needs no signal, so no handler can be missed.
        drop(self.script.stdin.take());
        self.script.wait().ok();
    }
}
