//! A server on loopback with people and tickets, for seeing several desks work together.

use crate::headless::Desktop;
use crate::progress::{Step, say};
use crate::run::program;
use crate::shell::{leavings, show};
use anyhow::{Context as _, Result, bail};
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Who works at the demo desk: address, name, role.
const PEOPLE: [(&str, &str, &str); 6] = [
    ("ada@demo.example", "Ada Okafor", "admin"),
    ("ben@demo.example", "Ben Lindqvist", "agent"),
    ("chiara@demo.example", "Chiara Rossi", "agent"),
    ("dmitri@demo.example", "Dmitri Novak", "manager"),
    ("emi@demo.example", "Emi Tanaka", "agent"),
    ("farid@demo.example", "Farid Haddad", "technician"),
];
/// Demo people share a password, which is printed: it opens nothing but this throw-away server.
const PASSWORD: &str = "demo desk only";

/// Demo desks are locked with this instead of a keyring: they come and go, and a person's own keyring is not the place
/// for their keys.
pub(crate) const PASSPHRASE: (&str, &str) = ("TERN_PASSPHRASE", "demo desk only");

/// A running demo server; it stops when this value goes.
pub(crate) struct Demo {
    server: Child,
    address: SocketAddr,
    folder: PathBuf,
    built: PathBuf,
}

impl Demo {
    /// Starts the server; a folder that is not named is made afresh every time.
    pub(crate) fn start(built: &Path, data: Option<&Path>, desks: usize) -> Result<Self> {
        if desks == 0 || desks > PEOPLE.len() {
            bail!("--desks takes a number from 1 to {}", PEOPLE.len());
        }
        let step = Step::begin("starting the demo server");
        let folder = match data {
            Some(folder) => folder.to_owned(),
            None => {
                let folder = leavings()?.join("demo");
                if folder.exists() {
                    std::fs::remove_dir_all(&folder).context("removing the last demo")?;
                }
                folder
            }
        };
        let server_folder = folder.join("server");
        let is_first_start = !server_folder.exists();
        std::fs::create_dir_all(&server_folder)
            .with_context(|| format!("creating {}", server_folder.display()))?;

        let database = format!("sqlite://{}", server_folder.join("server.db").display());
        if is_first_start {
            for (email, name, role) in PEOPLE {
                let mut add = Command::new(program(built, "tern-server"));
                add.args(["user", "add", "--database", &database, "--data"]).arg(&server_folder);
                add.args(["--email", email, "--name", name, "--role", role, "--password-stdin"]);
                with_password(&mut add).with_context(|| format!("adding {name}"))?;
            }
            let mut seed = Command::new(program(built, "tern-server"));
            seed.args(["seed", "--database", &database, "--data"]).arg(&server_folder);
            show(seed.env("TERN_LOG", "warn")).context("putting sample tickets on the server")?;
        }
        let address = free_address()?;
        let log = std::fs::File::create(folder.join("server.log")).context("creating the server's log")?;
        let server = Command::new(program(built, "tern-server"))
            .args(["serve", "--listen", &address.to_string(), "--database", &database, "--data"])
            .arg(&server_folder)
            .stdin(Stdio::null())
            .stdout(log.try_clone().context("sharing the log")?)
            .stderr(log)
            .spawn()
            .context("starting tern-server")?;
        let mut demo = Self { server, address, folder, built: built.to_owned() };
        demo.wait_until_healthy()?;
        step.end();
        say(&format!("    http://{address}, every password is `{PASSWORD}`, people:"));
        for (email, name, role) in PEOPLE {
            say(&format!("      {email:<22} {name} ({role})"));
        }
        Ok(demo)
    }

    /// Signs a desk in, on the desktop whose keyring will keep its key, and returns its data folder.
    pub(crate) fn sign_in(&self, desk: usize, desktop: Option<&Desktop>) -> Result<PathBuf> {
        let (email, name, _) = PEOPLE[desk - 1];
        let step = Step::begin(&format!("signing desk {desk} in as {name}"));
        let folder = self.folder.join(format!("desk-{desk}"));
        let mut connect = Command::new(program(&self.built, "ternctl"));
        connect.arg("--data").arg(&folder).env(PASSPHRASE.0, PASSPHRASE.1);
        connect.args(["connect", &format!("http://{}", self.address), "--email", email, "--password-stdin"]);
        if let Some(desktop) = desktop {
            desktop.welcome(&mut connect);
        }
        with_password(&mut connect).with_context(|| format!("signing in {name}"))?;
        step.end();
        Ok(folder)
    }

    fn wait_until_healthy(&mut self) -> Result<()> {
        let give_up = Instant::now() + Duration::from_secs(20);
        while !answers(self.address) {
            if let Some(status) = self.server.try_wait().context("asking after the server")? {
                let log = std::fs::read_to_string(self.folder.join("server.log")).unwrap_or_default();
                bail!("tern-server ended with {status}:\n{log}");
            }
            if Instant::now() > give_up {
                bail!(
                    "tern-server did not answer in 20 seconds; {}",
                    self.folder.join("server.log").display()
                );
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        self.server.kill().ok();
        self.server.wait().ok();
    }
}

/// Asks for the server's health in the plainest HTTP there is.
fn answers(address: SocketAddr) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut connection = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        connection.set_read_timeout(Some(Duration::from_secs(2)))?;
        write!(connection, "GET /health/ready HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        connection.read_to_string(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}

fn free_address() -> Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").context("looking for a free port")?;
    listener.local_addr().context("reading the free port")
}

/// Runs a command that reads the demo password from its input.
fn with_password(command: &mut Command) -> Result<()> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().context("starting it")?;
    let mut input = child.stdin.take().expect("its input was asked for");
    writeln!(input, "{PASSWORD}").context("giving it the password")?;
    drop(input);
    let status = child.wait().context("waiting for it")?;
    if !status.success() {
        bail!("it ended with {status}");
    }
    Ok(())
}
