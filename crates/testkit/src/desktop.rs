//! A private desktop for one test: a screen, a session bus, a notification daemon and a keyring that nobody else sees.

use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Names the folder of the desktop, to everything that runs on it.
const ROOM: &str = "TERN_DESKTOP_ROOM";

/// How the keyring of a desktop is found by what runs there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keyring {
    /// It is there and open.
    Unlocked,
    /// It is there and asks for a password that nobody will type.
    Locked,
    /// There is none.
    Absent,
}

/// A running desktop; all of it ends when this value goes, or when the process that holds it dies.
#[derive(Debug)]
pub struct Desktop {
    /// What keeps it up; none when another process does.
    script: Option<Child>,
    variables: BTreeMap<String, String>,
}

/// A notification as the daemon was asked to show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// The number that the daemon gave it.
    pub id: u64,
    /// When the daemon was asked, by the clock of this computer, where the recorder tells it.
    pub asked_ms: Option<i64>,
    /// The first line.
    pub summary: String,
    /// The text under it.
    pub body: String,
    /// Action keys and their labels, in order.
    pub actions: Vec<(String, String)>,
}

impl Desktop {
    /// Starts a desktop with an open keyring.
    pub fn start() -> Result<Self> {
        Self::with_keyring(Keyring::Unlocked)
    }

    /// Starts a desktop.
    pub fn with_keyring(keyring: Keyring) -> Result<Self> {
        let keyring = match keyring {
            Keyring::Unlocked => "unlocked",
            Keyring::Locked => "locked",
            Keyring::Absent => "none",
        };
        let mut script = Command::new("bash")
            .arg(crate::root().join("tests/env/desktop.sh"))
            .arg("hold")
            .env("TERN_DESKTOP_KEYRING", keyring)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("starting tests/env/desktop.sh")?;
        let printed = script.stdout.take().expect("its output was asked for");
        let mut variables = BTreeMap::new();
        for line in BufReader::new(printed).lines() {
            let line = line.context("reading what the desktop prints")?;
            if line == "READY" {
                return Ok(Self { script: Some(script), variables });
            }
            if let Some((name, value)) = line.split_once('=') {
                variables.insert(name.to_owned(), value.to_owned());
            }
        }
        bail!("the private desktop did not come up: {}", script.wait().context("waiting for it")?)
    }

    /// Returns the desktop that this process runs on, if another process made it welcome to one.
    pub fn here() -> Option<Self> {
        let room = std::env::var(ROOM).ok()?;
        Some(Self { script: None, variables: BTreeMap::from([(ROOM.to_owned(), room)]) })
    }

    /// Makes a command run on this desktop and not on the one of whoever runs the tests.
    pub fn welcome<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.env_remove("WAYLAND_DISPLAY").envs(&self.variables)
    }

    /// The address of its bus, where it is not that of this process.
    pub(crate) fn bus(&self) -> Option<&str> {
        self.variables.get("DBUS_SESSION_BUS_ADDRESS").map(String::as_str)
    }

    /// Drags files, by their addresses, from another program to a place in the window and lets them go there.
    pub fn drag(&self, addresses: &[String], place: (i16, i16)) -> Result<()> {
        let display = self.variables.get("DISPLAY").context("the desktop has a display")?;
        crate::dragged::drag(display, addresses, place)
    }

    /// Another handle to this desktop; it does not keep it up.
    pub(crate) fn guest(&self) -> Self {
        Self { script: None, variables: self.variables.clone() }
    }

    /// Takes a picture of the whole screen.
    pub fn picture(&self, file: &Path) -> Result<()> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
        }
        let mut import = Command::new("import");
        let status =
            self.welcome(import.args(["-window", "root"]).arg(file)).status().context("starting import")?;
        if !status.success() {
            bail!("no picture was taken: {status}");
        }
        Ok(())
    }

    /// Cuts a picture down to a part of it, `[x, y, width, height]`, in as many colours as a palette has; returns how
    /// bright that is on the whole: 0 is black, 1 is white.
    pub fn cut(&self, file: &Path, [x, y, width, height]: [i64; 4]) -> Result<f64> {
        let part = format!("{width}x{height}+{x}+{y}");
        let mut convert = Command::new("convert");
        convert.arg(file).args(["-crop", &part, "+repage", "-colors", "256", "-write"]);
        convert.arg(file).args(["-colorspace", "gray", "-format", "%[fx:mean]", "info:"]);
        let said = self.welcome(&mut convert).output().context("starting convert")?;
        let text = String::from_utf8_lossy(&said.stdout).into_owned();
        text.trim().parse().with_context(|| format!("{} has no brightness: {text}", file.display()))
    }

    /// Returns every notification that was shown on this desktop so far, oldest first.
    pub fn notifications(&self) -> Result<Vec<Notification>> {
        Ok(notifications_in(&self.messages()?))
    }

    /// Returns the numbers of the notifications that are not on the screen any more.
    pub fn ended_notifications(&self) -> Result<BTreeSet<u64>> {
        let messages = self.messages()?;
        let ended = messages.iter().filter(|message| message["member"] == "NotificationClosed");
        Ok(ended.filter_map(|message| message["payload"]["data"][0].as_u64()).collect())
    }

    /// Chooses an action of a shown notification, as a person would in the daemon's menu.
    pub fn choose(&self, notification: &Notification, action: &str) -> Result<()> {
        let choice = format!("[{},{action}]", notification.id);
        std::fs::write(self.room().join("choice"), choice).context("writing down the choice")?;
        let mut menu = Command::new("dunstctl");
        let status = self.welcome(menu.arg("context")).status().context("starting dunstctl")?;
        if !status.success() {
            bail!("the daemon's menu did not open: {status}");
        }
        Ok(())
    }

    /// Returns what crossed the bus between the notification daemon and its clients.
    fn messages(&self) -> Result<Vec<Value>> {
        let recorded = std::fs::read_to_string(self.room().join("notifications.jsonl"))
            .context("reading the recorded notifications")?;
        // The last line may still be half written; it is whole at the next look.
        Ok(recorded.lines().filter_map(|line| serde_json::from_str(line).ok()).collect())
    }

    /// The folder of the desktop: the places of the system for data, caches and settings lie in it.
    pub fn room(&self) -> PathBuf {
        PathBuf::from(&self.variables[ROOM])
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        let Some(mut script) = self.script.take() else { return };
        drop(script.stdin.take());
        script.wait().ok();
    }
}

/// Joins the calls that asked for a notification with the replies that numbered them.
fn notifications_in(messages: &[Value]) -> Vec<Notification> {
    let mut asked = BTreeMap::new();
    let mut shown = Vec::new();
    for message in messages {
        let content = &message["payload"]["data"];
        if message["type"] == "method_call" && message["member"] == "Notify" {
            let key = (message["sender"].to_string(), message["cookie"].to_string());
            asked.insert(key, message.clone());
        } else if message["type"] == "method_return" {
            let key = (message["destination"].to_string(), message["reply_cookie"].to_string());
            if let (Some(call), Some(id)) = (asked.remove(&key), content[0].as_u64()) {
                shown.push(notification(id, &call));
            }
        }
    }
    shown
}

fn notification(id: u64, message: &Value) -> Notification {
    let call = &message["payload"]["data"];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let words: Vec<String> =
        call[5].as_array().map(|list| list.iter().map(text).collect()).unwrap_or_default();
    let actions = words.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect();
    let asked_ms = message["timestamp-realtime"].as_i64().map(|micros| micros / 1_000);
    Notification { id, asked_ms, summary: text(&call[3]), body: text(&call[4]), actions }
}
