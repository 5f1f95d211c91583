//! Runs other programs: with their output shown, captured, or written to a log while a heartbeat tells that they live.

use crate::progress::{say, spell};
use anyhow::{Context as _, Result, bail};
use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Command, ExitStatus};
use std::sync::{OnceLock, mpsc};
use std::time::{Duration, Instant};

/// Returns the repository's root: two folders above this crate.
pub(crate) fn root() -> Result<PathBuf> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).map(PathBuf::from).context("xtask lies two folders below the root")
}

/// Returns the folder for what these commands leave behind: logs, pictures, demo desks.
pub(crate) fn leavings() -> Result<PathBuf> {
    let folder = target_dir()?.join("xtask");
    std::fs::create_dir_all(&folder).with_context(|| format!("creating {}", folder.display()))?;
    Ok(folder)
}

/// Returns the build folder, wherever the environment or a configuration file puts it.
pub(crate) fn target_dir() -> Result<PathBuf> {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    if let Some(folder) = FOLDER.get() {
        return Ok(folder.clone());
    }
    let text = capture(cargo().args(["metadata", "--format-version", "1", "--no-deps", "--offline"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&text).context("reading cargo's metadata")?;
    let folder = metadata["target_directory"].as_str().context("cargo's metadata names the build folder")?;
    Ok(FOLDER.get_or_init(|| PathBuf::from(folder)).clone())
}

/// Returns the cargo that started this program, so that a pinned toolchain stays pinned.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // Set by `cargo run` for this process; inherited, they would look like a change of environment to build scripts,
    // and `ring` with all that stands on it, the database included, would be built again each time.
    let set_for_us = |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(set_for_us) {
            command.env_remove(name);
        }
    }
    command
}

/// Returns a command of Node's: on Windows those are batch files with an ending of their own.
pub(crate) fn npm() -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir("ui");
    command
}

/// Returns a program of the UI's packages.
pub(crate) fn node(script: &str) -> Command {
    let mut command = Command::new("node");
    command.arg(script).current_dir("ui");
    command
}

/// Returns a command with these arguments.
pub(crate) fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments);
    command
}

/// Runs a program with its output shown, and fails when it does.
pub(crate) fn show(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("starting {}", name_of(command)))?;
    expect_success(command, status)
}

/// Runs a program and returns what it printed on standard output.
pub(crate) fn capture(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("starting {}", name_of(command)))?;
    if !output.status.success() {
        bail!("{} said: {}", name_of(command), String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Tells whether a program can be found on PATH.
pub(crate) fn exists(program: &str) -> bool {
    let Some(path) = std::env::var_os("PATH") else { return false };
    std::env::split_paths(&path).any(|folder| {
        folder.join(program).is_file()
            || folder.join(format!("{program}.exe")).is_file()
            || folder.join(format!("{program}.cmd")).is_file()
    })
}

/// What a program did that ran with its output watched.
pub(crate) struct Watched {
    pub(crate) status: ExitStatus,
    /// Standard output and error in the order they came, colours removed.
    pub(crate) lines: Vec<String>,
    pub(crate) took: Duration,
}

/// Runs a program, keeps its whole output in `target/xtask/NAME.log`, and shows the lines that `shown` lets through.
///
/// A program that says nothing for half a minute is reported as still running.
pub(crate) fn watch(name: &str, command: &mut Command, shown: impl Fn(&str) -> bool) -> Result<Watched> {
    let since = Instant::now();
    let log_path = leavings()?.join(format!("{name}.log"));
    let mut log =
        std::fs::File::create(&log_path).with_context(|| format!("creating {}", log_path.display()))?;
    let (reader, writer) = std::io::pipe().context("opening a pipe")?;
    command.stdout(writer.try_clone().context("sharing the pipe")?).stderr(writer);
    let mut child = command.spawn().with_context(|| format!("starting {}", name_of(command)))?;
    // The command keeps the write ends; only when they are gone does the pipe end with the child.
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());

    let (sender, receiver) = mpsc::channel();
    let pump = std::thread::spawn(move || {
        let mut reader = BufReader::new(reader);
        let mut bytes = Vec::new();
        while matches!(reader.read_until(b'\n', &mut bytes), Ok(count) if count > 0) {
            let line = without_colours(String::from_utf8_lossy(&bytes).trim_end());
            bytes.clear();
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    let mut lines = Vec::new();
    let mut ended = None;
    loop {
        match receiver.recv_timeout(Duration::from_secs(if ended.is_some() { 2 } else { 30 })) {
            Ok(line) => {
                writeln!(log, "{line}").context("writing the log")?;
                if shown(&line) {
                    say(&format!("    {line}"));
                }
                lines.push(line);
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
            Err(mpsc::RecvTimeoutError::Timeout) => {
                // A grandchild that outlives the program holds the pipe open; the program's end is the end.
                if ended.is_some() {
                    break;
                }
                ended = child.try_wait().context("asking after the program")?;
                if ended.is_none() {
                    say(&format!("    ... {name} is still running ({})", spell(since.elapsed())));
                }
            }
        }
    }
    let status = match ended {
        Some(status) => status,
        None => {
            let status = child.wait().context("waiting for the program")?;
            pump.join().ok();
            status
        }
    };
    Ok(Watched { status, lines, took: since.elapsed() })
}

/// Removes terminal colour sequences, so that results can be read by word.
fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            for inside in characters.by_ref() {
                if inside.is_ascii_alphabetic() {
                    break;
                }
            }
        } else {
            plain.push(character);
        }
    }
    plain
}

fn expect_success(command: &Command, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("{} ended with {status}", name_of(command));
    }
    Ok(())
}

fn name_of(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).take(6).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_removed() {
        assert_eq!(without_colours("\u{1b}[32mok\u{1b}[0m 3"), "ok 3");
    }

    #[cfg(unix)]
    #[test]
    fn a_watched_program_gives_both_its_streams_in_order() {
        let mut script = command("sh", &["-c", "echo one; echo two >&2; echo three; exit 3"]);
        let watched = watch("order", &mut script, |_| false).unwrap();
        assert_eq!(watched.lines, ["one", "two", "three"]);
        assert_eq!(watched.status.code(), Some(3));
    }
}
