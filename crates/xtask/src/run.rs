//! `cargo xtask run`: from a fresh clone to an open window.

use crate::arguments::Arguments;
use crate::demo::{Demo, PASSPHRASE};
use crate::headless::{Desktop, has_display};
use crate::packages::Purpose;
use crate::progress::{Step, say, spell};
use crate::shell::{cargo, leavings, show, target_dir};
use crate::{setup, ui};
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

/// A window that is not interactive by then never will be.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let sample = arguments.flag("--sample");
    let release = arguments.flag("--release");
    let with_server = arguments.flag("--with-server");
    let desks = arguments
        .option("--desks")?
        .map_or(Ok(2), |count| count.parse())
        .context("--desks takes a number")?;
    let data = arguments.option("--data")?.map(PathBuf::from);
    let picture = arguments.option("--screenshot")?.map(PathBuf::from);
    arguments.finish()?;
    if with_server && sample {
        bail!(
            "--sample is a desk of its own; with --with-server the sample tickets are on the server already"
        );
    }

    let since = Instant::now();
    let shown = has_display();
    setup::ready(if shown { Purpose::Running } else { Purpose::RunningWithoutDisplay })?;
    ui::build()?;
    let programs: &[&str] = if with_server { &["tern", "tern-server", "ternctl"] } else { &["tern"] };
    let profile = if release { Profile::Release } else { Profile::Dev };
    let built = build(programs, profile)?;

    let picture = match picture {
        Some(picture) => picture,
        None => leavings()?.join("screenshot.png"),
    };
    let mut windows = Vec::new();
    let demo = if with_server {
        let demo = Demo::start(&built, data.as_deref(), desks)?;
        for desk in 1..=desks {
            let desktop = if shown { None } else { Some(Desktop::start()?) };
            let folder = demo.sign_in(desk, desktop.as_ref())?;
            windows.push(Window::open(&built, Some(&folder), &[PASSPHRASE], false, desktop)?);
        }
        Some(demo)
    } else {
        let desktop = if shown { None } else { Some(Desktop::start()?) };
        windows.push(Window::open(&built, data.as_deref(), &[], sample, desktop)?);
        None
    };

    if shown {
        say(&format!("Tern is open ({}). Closing its windows ends this.", spell(since.elapsed())));
        for window in &mut windows {
            window.wait_until_closed()?;
        }
    } else {
        for (index, window) in windows.iter_mut().enumerate() {
            let interactive = window.wait_until_interactive()?;
            let file = if index == 0 { picture.clone() } else { numbered(&picture, index + 1) };
            window.picture(&file)?;
            say(&format!("screenshot: {}", file.display()));
            say(&format!("interactive {} after the start of the process", spell(interactive)));
        }
        say(&format!("from the command to the picture: {}", spell(since.elapsed())));
    }
    // The windows first, then the server that they talk to.
    drop(windows);
    drop(demo);
    Ok(())
}

/// How much is optimised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    Dev,
    Release,
    /// Optimised, and built in half the time.
    Sim,
}

/// Builds programs and returns the folder they lie in.
pub(crate) fn build(programs: &[&str], profile: Profile) -> Result<PathBuf> {
    let step = Step::begin(&format!("building {} (the first time takes minutes)", programs.join(", ")));
    let mut command = cargo();
    // The whole workspace is named so that every command here settles on the same features, and nothing is built twice.
    command.args(["build", "--workspace", "--exclude", "xtask"]);
    for program in programs {
        command.args(["--bin", program]);
    }
    let (name, folder) = match profile {
        Profile::Dev => ("dev", "debug"),
        Profile::Release => ("release", "release"),
        Profile::Sim => ("sim", "sim"),
    };
    command.args(["--profile", name]);
    show(&mut command)?;
    step.end();
    Ok(target_dir()?.join(folder))
}

/// Returns the path of a built program.
pub(crate) fn program(built: &Path, name: &str) -> PathBuf {
    built.join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

fn numbered(picture: &Path, number: usize) -> PathBuf {
    let stem = picture.file_stem().unwrap_or_default().to_string_lossy();
    picture.with_file_name(format!("{stem}-{number}.png"))
}

/// One open Tern; it is closed when this value goes.
struct Window {
    process: Child,
    timings: PathBuf,
    desktop: Option<Desktop>,
}

impl Window {
    fn open(
        built: &Path,
        data: Option<&Path>,
        variables: &[(&str, &str)],
        sample: bool,
        desktop: Option<Desktop>,
    ) -> Result<Self> {
        static OPENED: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(1);
        let number = OPENED.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let timings = leavings()?.join(format!("timings-{number}.jsonl"));
        // The timings of an earlier start would look like this one's.
        std::fs::write(&timings, "").with_context(|| format!("emptying {}", timings.display()))?;
        let mut command = Command::new(program(built, "tern"));
        if sample {
            command.arg("--sample");
        }
        if let Some(folder) = data {
            command.arg("--data").arg(folder);
        }
        command.env("TERN_TIMINGS", &timings).envs(variables.iter().copied());
        if let Some(desktop) = &desktop {
            desktop.welcome(&mut command);
        }
        let process = command.spawn().context("starting Tern")?;
        Ok(Self { process, timings, desktop })
    }

    fn wait_until_closed(&mut self) -> Result<()> {
        let status = self.process.wait().context("waiting for the window")?;
        if !status.success() {
            bail!("Tern ended with {status}");
        }
        Ok(())
    }

    /// Waits for the line that the window writes when a person could use it, and returns the time in it.
    fn wait_until_interactive(&mut self) -> Result<Duration> {
        let give_up = Instant::now() + PATIENCE;
        loop {
            let written = std::fs::read_to_string(&self.timings).unwrap_or_default();
            let events =
                written.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
            for event in events {
                if event["event"] == "interactive"
                    && let Some(ms) = event["ms"].as_f64()
                {
                    return Ok(Duration::from_secs_f64(ms / 1000.0));
                }
            }
            if let Some(status) = self.process.try_wait().context("asking after Tern")? {
                bail!("Tern ended with {status} before its window was usable");
            }
            if Instant::now() > give_up {
                bail!("the window was not usable after {}", spell(PATIENCE));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn picture(&self, file: &Path) -> Result<()> {
        let desktop = self.desktop.as_ref().context("pictures are taken of private desktops only")?;
        // The page said that it is usable; the frame that shows it is painted by another process a moment later.
        std::thread::sleep(Duration::from_millis(700));
        desktop.picture(file)
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}
