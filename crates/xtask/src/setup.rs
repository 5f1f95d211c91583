//! Makes a machine ready: checks Rust and Node, installs what is missing where it can, says what to type where it
//! cannot.

use crate::arguments::Arguments;
use crate::packages::{BROWSERS, CHROMIUM, Purpose, System, UBUNTUS_CHROMIUM, advice, debian};
use crate::progress::{Step, say};
use crate::shell::{capture, command, exists, show};
use crate::{toolchain, ui};
use anyhow::{Result, bail};
use std::path::Path;

/// `cargo xtask setup [--testing]`
pub(crate) fn setup(mut arguments: Arguments) -> Result<()> {
    let purpose = if arguments.flag("--testing") { Purpose::Testing } else { Purpose::Running };
    arguments.finish()?;
    ready(purpose)?;
    say("This machine is ready.");
    Ok(())
}

/// Makes the machine ready for a purpose; does nothing but look when it already is.
pub(crate) fn ready(purpose: Purpose) -> Result<()> {
    toolchain::check()?;
    match System::detect() {
        System::Debian => install_debian(purpose)?,
        System::MacOs => {
            if capture(&mut command("xcode-select", &["-p"])).is_err() {
                bail!("the command line tools are missing; `xcode-select --install` brings them");
            }
        }
        System::Windows => check_windows()?,
        linux @ (System::Fedora | System::Arch | System::OpenSuse | System::Unknown) => {
            check_other_linux(linux, purpose)?;
        }
    }
    if purpose == Purpose::Testing {
        fetch_s3();
    }
    ui::install()
}

/// Fetches the store that speaks S3, once. Without it one test has less to say, which is no reason to run none.
fn fetch_s3() {
    if !exists("python3") || Path::new("target/xtask/moto/bin/moto_server").exists() {
        return;
    }
    let step = Step::begin("fetching a store that speaks S3, for one test");
    match show(&mut command("bash", &["tests/env/s3.sh", "fetch"])) {
        Ok(()) => step.end(),
        Err(error) => say(&format!("    attachments are not tested in a bucket: {error:#}")),
    }
}

fn install_debian(purpose: Purpose) -> Result<()> {
    let missing: Vec<&str> = debian(purpose).into_iter().filter(|name| !is_installed(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let step = Step::begin(&format!("installing system packages: {}", missing.join(" ")));
    let is_root = capture(&mut command("id", &["-u"]))?.trim() == "0";
    if !is_root && !exists("sudo") {
        let line = advice(System::Debian, purpose).unwrap_or_default();
        bail!("system packages are missing and only root can install them; as root, type:\n  {line}");
    }
    let apt = |words: &[&str]| {
        // Through `env`, because sudo passes no variables on.
        let prefix: &[&str] = if is_root { &[] } else { &["sudo"] };
        let mut line = prefix.to_vec();
        line.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]);
        line.extend(words);
        show(&mut command(line[0], &line[1..]))
    };
    apt(&["update"])?;
    let mut install = vec!["install", "--no-install-recommends"];
    // What Ubuntu has under Debian's name cannot be installed.
    let ubuntu = std::fs::read_to_string("/etc/os-release")
        .is_ok_and(|text| text.lines().any(|line| line == "ID=ubuntu"));
    install
        .extend(missing.iter().map(|name| if ubuntu && *name == CHROMIUM { UBUNTUS_CHROMIUM } else { name }));
    apt(&install)?;
    step.end();
    Ok(())
}

fn is_installed(package: &str) -> bool {
    if package == CHROMIUM && BROWSERS.into_iter().any(exists) {
        return true;
    }
    capture(&mut command("dpkg-query", &["-W", "-f", "${db:Status-Status}", package]))
        .is_ok_and(|status| status.trim() == "installed")
}

/// Looks for the parts themselves, since package names differ and another package may bring the same part.
fn check_other_linux(system: System, purpose: Purpose) -> Result<()> {
    let library = |name: &str| capture(&mut command("pkg-config", &["--exists", name])).is_ok();
    let mut missing: Vec<&str> = Vec::new();
    missing.extend(["cc", "pkg-config", "perl"].iter().filter(|name| !exists(name)));
    missing
        .extend(["webkit2gtk-4.1", "gtk+-3.0", "librsvg-2.0", "dbus-1"].iter().filter(|name| !library(name)));
    let programs: &[&str] = match purpose {
        Purpose::Running => &[],
        Purpose::RunningWithoutDisplay => &["Xvfb", "dbus-daemon", "gnome-keyring-daemon", "import"],
        Purpose::Testing => &[
            "Xvfb",
            "dbus-daemon",
            "gnome-keyring-daemon",
            "import",
            "WebKitWebDriver",
            "dunst",
            "xwininfo",
            "busctl",
            "bwrap",
        ],
    };
    missing.extend(programs.iter().filter(|name| !exists(name)));
    if purpose == Purpose::Testing && !BROWSERS.into_iter().any(exists) {
        missing.push(CHROMIUM);
    }
    if missing.is_empty() {
        return Ok(());
    }
    let missing = missing.join(", ");
    match advice(system, purpose) {
        Some(line) => bail!("missing on this system: {missing}\n\nInstall what Tern needs with:\n  {line}"),
        None => bail!(
            "missing on this system: {missing}\n\nThese are the packages by their Debian names; yours will be close:\n  {}",
            debian(purpose).join(" ")
        ),
    }
}

fn check_windows() -> Result<()> {
    let program_files =
        std::env::var("ProgramFiles(x86)").unwrap_or_else(|_| r"C:\Program Files (x86)".into());
    let finder = format!(r"{program_files}\Microsoft Visual Studio\Installer\vswhere.exe");
    let part = "Microsoft.VisualStudio.Component.VC.Tools.x86.x64";
    let found = capture(&mut command(
        &finder,
        &["-products", "*", "-requires", part, "-property", "installationPath"],
    ));
    if found.is_ok_and(|path| !path.trim().is_empty()) {
        // WebView2 is part of Windows 11 and of every updated Windows 10; the window says so if it is missing.
        return Ok(());
    }
    bail!(
        "the Microsoft C++ build tools are missing:\n  winget install Microsoft.VisualStudio.2022.BuildTools --override \"--wait --add Microsoft.VisualStudio.Workload.VCTools --includeRecommended\"\n\
         On Windows 10 without Microsoft Edge, WebView2 too:\n  winget install Microsoft.EdgeWebView2Runtime\n\
         SQLCipher's OpenSSL is built with Perl:\n  winget install StrawberryPerl.StrawberryPerl"
    );
}
