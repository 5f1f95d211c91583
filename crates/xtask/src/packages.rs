//! Which system packages Tern needs, by system and by purpose.

/// What a package is needed for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Purpose {
    /// Building and opening the window.
    Running,
    /// Opening the window on a machine that has no screen, and taking a picture of it.
    RunningWithoutDisplay,
    /// The real desktop, browser and database that the tests drive.
    Testing,
}

/// The systems whose package names are known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum System {
    Debian,
    Fedora,
    Arch,
    OpenSuse,
    MacOs,
    Windows,
    Unknown,
}

impl System {
    pub(crate) fn detect() -> Self {
        if cfg!(target_os = "macos") {
            return Self::MacOs;
        }
        if cfg!(windows) {
            return Self::Windows;
        }
        Self::from_os_release(&std::fs::read_to_string("/etc/os-release").unwrap_or_default())
    }

    /// Reads `ID` and `ID_LIKE`, so that a derived system counts as the one it comes from.
    fn from_os_release(text: &str) -> Self {
        let names: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("ID=").or_else(|| line.strip_prefix("ID_LIKE=")))
            .flat_map(|value| value.trim_matches('"').split_whitespace())
            .collect();
        let is = |family: &[&str]| names.iter().any(|name| family.contains(name));
        if is(&["debian", "ubuntu"]) {
            Self::Debian
        } else if is(&["fedora", "rhel"]) {
            Self::Fedora
        } else if is(&["arch"]) {
            Self::Arch
        } else if is(&["suse", "opensuse"]) {
            Self::OpenSuse
        } else {
            Self::Unknown
        }
    }
}

/// The browser of the tests, by Debian's name and by Ubuntu's.
pub(crate) const CHROMIUM: &str = "chromium";
pub(crate) const UBUNTUS_CHROMIUM: &str = "chromium-browser";
/// By which names it can be called; `tests/browser` looks for the same.
pub(crate) const BROWSERS: [&str; 3] = [CHROMIUM, UBUNTUS_CHROMIUM, "google-chrome"];

/// Returns the packages of Debian and Ubuntu.
pub(crate) fn debian(purpose: Purpose) -> Vec<&'static str> {
    let mut packages = vec![
        "build-essential",
        "pkg-config",
        // The OpenSSL inside SQLCipher is configured by a Perl script.
        "perl",
        "libwebkit2gtk-4.1-dev",
        "libgtk-3-dev",
        "libayatana-appindicator3-dev",
        "librsvg2-dev",
        "libdbus-1-dev",
        "fonts-dejavu-core",
    ];
    let without_display = ["xvfb", "dbus", "gnome-keyring", "imagemagick"];
    let testing = [
        "webkit2gtk-driver",
        "dunst",
        // xwininfo, which reads the titles of windows.
        "x11-utils",
        // Presses keys on the screen itself, whichever window is in front.
        "xdotool",
        // Copies pictures and files as another program would.
        "xclip",
        // busctl, which records the notifications that cross the bus.
        "systemd",
        "libsecret-tools",
        "libnotify-bin",
        "postgresql",
        // A store that speaks S3 comes from PyPI.
        "python3-venv",
        // Shows one program another /etc: a computer that travels to another time zone.
        "bubblewrap",
        "util-linux",
        // Draws every screen outside of its window.
        CHROMIUM,
        // Tells the desks behind those screens an hour that is always the same.
        "libfaketime",
        // Makes disks fail.
        "fiu-utils",
    ];
    match purpose {
        Purpose::Running => {}
        Purpose::RunningWithoutDisplay => packages.extend(without_display),
        Purpose::Testing => {
            packages.extend(without_display);
            packages.extend(testing);
        }
    }
    packages
}

/// Returns the command a person types on a system where this program installs nothing by itself.
pub(crate) fn advice(system: System, purpose: Purpose) -> Option<String> {
    let (command, running, without_display, testing) = match system {
        System::Debian => return Some(format!("sudo apt-get install -y {}", debian(purpose).join(" "))),
        System::Fedora => (
            "sudo dnf install",
            "gcc gcc-c++ make perl pkgconf-pkg-config webkit2gtk4.1-devel gtk3-devel libayatana-appindicator-gtk3-devel librsvg2-devel dbus-devel dejavu-sans-fonts",
            "xorg-x11-server-Xvfb dbus-daemon dbus-tools gnome-keyring ImageMagick",
            "webkit2gtk-driver dunst xwininfo systemd libsecret libnotify postgresql-server util-linux bubblewrap chromium libfaketime libfiu",
        ),
        System::Arch => (
            "sudo pacman -S --needed",
            "base-devel perl webkit2gtk-4.1 gtk3 libayatana-appindicator librsvg dbus ttf-dejavu",
            "xorg-server-xvfb gnome-keyring imagemagick",
            "dunst xorg-xwininfo systemd libsecret libnotify postgresql util-linux bubblewrap chromium libfaketime",
        ),
        System::OpenSuse => (
            "sudo zypper install",
            "gcc gcc-c++ make perl pkgconf webkit2gtk3-devel gtk3-devel libayatana-appindicator3-devel librsvg-devel dbus-1-devel dejavu-fonts",
            "xorg-x11-server-Xvfb dbus-1 gnome-keyring ImageMagick",
            "webkit2gtk-4_1-driver dunst xwininfo systemd secret-tool libnotify-tools postgresql-server util-linux bubblewrap chromium libfaketime",
        ),
        System::MacOs | System::Windows | System::Unknown => return None,
    };
    let mut words = vec![command, running];
    match purpose {
        Purpose::Running => {}
        Purpose::RunningWithoutDisplay => words.push(without_display),
        Purpose::Testing => words.extend([without_display, testing]),
    }
    Some(words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derived_systems_count_as_what_they_come_from() {
        let cases = [
            ("ID=debian\n", System::Debian),
            ("NAME=\"Linux Mint\"\nID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", System::Debian),
            ("ID=\"opensuse-tumbleweed\"\nID_LIKE=\"opensuse suse\"\n", System::OpenSuse),
            ("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", System::Fedora),
            ("ID=manjaro\nID_LIKE=arch\n", System::Arch),
            ("ID=plan9\n", System::Unknown),
        ];
        for (text, system) in cases {
            assert_eq!(System::from_os_release(text), system, "{text}");
        }
    }

    #[test]
    fn testing_needs_everything_that_running_needs() {
        let testing = debian(Purpose::Testing);
        for package in debian(Purpose::RunningWithoutDisplay) {
            assert!(testing.contains(&package), "{package} is needed for testing too");
        }
        assert!(
            !debian(Purpose::Running).contains(&"postgresql"),
            "no database server is needed to run Tern"
        );
    }

    #[test]
    fn every_known_linux_has_a_command_to_type() {
        for system in [System::Debian, System::Fedora, System::Arch, System::OpenSuse] {
            assert!(advice(system, Purpose::Testing).is_some_and(|line| line.contains("webkit2gtk")));
        }
    }
}
