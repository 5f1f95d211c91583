//! The processes that are tortured: a server and desks, started, stopped in their tracks and killed by their ids.

use crate::ill_disk::Illness;
use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, Command};

const PASSWORD: &str = "correct horse battery";
const PASSPHRASE: &str = "tortured and thrown away";
const PATIENCE: Duration = Duration::from_secs(60);

/// The host serves a page; nobody looks at it here.
pub(super) fn page(room: &Path) -> Result<PathBuf> {
    let ui = room.join("ui");
    std::fs::create_dir_all(&ui)?;
    std::fs::write(ui.join("index.html"), "")?;
    Ok(ui)
}

/// A server process on a port of its own, started again after each kill.
pub(super) struct Server {
    program: PathBuf,
    folder: PathBuf,
    database: String,
    pub(super) address: SocketAddr,
    running: Option<Child>,
}

impl Server {
    /// Starts a server; without a database it keeps a SQLite file in its folder.
    pub(super) async fn start(programs: &Path, folder: PathBuf, database: Option<String>) -> Result<Server> {
        let address = SocketAddr::from(([127, 0, 0, 1], crate::free_port()?));
        std::fs::create_dir_all(&folder)?;
        let database = database.unwrap_or_else(|| format!("sqlite://{}", folder.join("server.db").display()));
        let program = programs.join("tern-server");
        let mut server = Server { program, folder, database, address, running: None };
        server.resume().await?;
        Ok(server)
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(words).args(["--database", &self.database, "--data"]).arg(&self.folder);
        command.env("TERN_LOG", "error").stdin(Stdio::null()).stdout(Stdio::null()).kill_on_drop(true);
        command
    }

    pub(super) async fn person(&self, email: &str) -> Result<()> {
        let mut add = self.command(&[
            "user",
            "add",
            "--email",
            email,
            "--name",
            email,
            "--role",
            "admin",
            "--password-stdin",
        ]);
        say(&mut add, &format!("{PASSWORD}\n")).await.context("adding a person")
    }

    pub(super) async fn resume(&mut self) -> Result<()> {
        self.resume_on(None).await
    }

    /// Starts again, on a disk that is ill if one says so; on such a disk it may give up at once.
    pub(super) async fn resume_on(&mut self, illness: Option<&Illness>) -> Result<()> {
        let listen = self.address.to_string();
        let mut command = self.command(&["serve", "--listen", &listen]);
        if let Some(illness) = illness {
            illness.befall(&mut command);
        }
        let mut child = command.spawn().context("starting tern-server")?;
        let give_up = Instant::now() + PATIENCE;
        while tokio::net::TcpStream::connect(self.address).await.is_err() {
            if let Some(status) = child.try_wait()? {
                bail!("the server ended: {status}");
            }
            ensure!(Instant::now() < give_up, "the server does not answer after {PATIENCE:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.running = Some(child);
        Ok(())
    }

    /// Ends it as a power cut would.
    pub(super) async fn kill(&mut self) -> Result<()> {
        kill(&mut self.running).await
    }

    /// Lets nothing of it run for a while; the lines to it stay open.
    pub(super) async fn suspend(&self, pause: Duration) -> Result<()> {
        suspend(self.running.as_ref(), pause).await
    }
}

/// The desk of one person: the real engine with its background sync in a process of its own.
pub(super) struct Desk {
    programs: PathBuf,
    pub(super) folder: PathBuf,
    ui: PathBuf,
    running: Option<Child>,
    url: String,
    client: reqwest::Client,
}

impl Desk {
    /// Makes a desk in a folder, signed in.
    pub(super) async fn connect(
        programs: &Path,
        folder: PathBuf,
        ui: PathBuf,
        server: SocketAddr,
        email: &str,
    ) -> Result<Desk> {
        let mut connect = Command::new(programs.join("ternctl"));
        connect.arg("--data").arg(&folder);
        connect.args(["connect", &format!("http://{server}"), "--email", email, "--password-stdin"]);
        // The keyring of whoever runs this stays out of it.
        connect.env("TERN_PASSPHRASE", PASSPHRASE).env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        connect.stdout(Stdio::null());
        say(&mut connect, &format!("{PASSWORD}\n")).await.context("connecting a desk")?;
        // A desk that was killed does not answer; whoever asks goes on.
        let client = reqwest::Client::builder().timeout(Duration::from_secs(20)).build()?;
        Ok(Desk { programs: programs.to_owned(), folder, ui, running: None, url: String::new(), client })
    }

    pub(super) async fn start(&mut self) -> Result<()> {
        self.start_on(None).await
    }

    /// Starts it, on a disk that is ill if one says so.
    pub(super) async fn start_on(&mut self, illness: Option<&Illness>) -> Result<()> {
        self.start_with(|command| {
            if let Some(illness) = illness {
                illness.befall(command);
            }
        })
        .await
    }

    /// Starts it, its command made ready by somebody else.
    pub(super) async fn start_with(&mut self, prepare: impl FnOnce(&mut Command)) -> Result<()> {
        let mut command = Command::new(self.programs.join("tern-host"));
        command.arg("--data").arg(&self.folder).arg("--ui").arg(&self.ui);
        command.env("TERN_PASSPHRASE", PASSPHRASE).env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        prepare(&mut command);
        let mut child = command.spawn().context("starting tern-host")?;
        let mut lines = BufReader::new(child.stdout.take().context("its output was asked for")?).lines();
        let url = tokio::time::timeout(PATIENCE, lines.next_line()).await.context("waiting for a desk")??;
        self.running = Some(child);
        self.url = url.context("the desk ended before it said where it is")?;
        Ok(())
    }

    pub(super) fn process(&self) -> Option<u32> {
        self.running.as_ref().and_then(Child::id)
    }

    pub(super) fn is_running(&self) -> bool {
        self.running.is_some()
    }

    pub(super) async fn kill(&mut self) -> Result<()> {
        kill(&mut self.running).await
    }

    pub(super) async fn suspend(&self, pause: Duration) -> Result<()> {
        suspend(self.running.as_ref(), pause).await
    }

    /// A call that can be sent while its desk is being killed.
    pub(super) fn call(
        &self,
        command: &str,
        input: &Value,
    ) -> impl Future<Output = Result<Value>> + Send + use<> {
        let request = self.client.post(format!("{}rpc/{command}", self.url)).json(input);
        async move {
            let answer = request.send().await.context("asking a desk")?;
            let good = answer.status().is_success();
            let answer: Value = answer.json().await.context("reading a desk's answer")?;
            ensure!(good, "{answer}");
            Ok(answer)
        }
    }

    /// Waits until nothing is left to say to the server; gives up when for so long nothing moved at all, since how
    /// long thousands of edits take is the machine's affair.
    pub(super) async fn settle(&self, patience: Duration) -> Result<i64> {
        let mut moved_at = Instant::now();
        let mut last = None;
        loop {
            let status = self.call("sync_status", &json!({})).await?;
            let cursor = status["cursor"].as_i64().unwrap_or_default();
            let now = (cursor, status["pending"].as_u64());
            let is_quiet =
                now.1 == Some(0) && matches!(status["state"].as_str(), Some("online" | "attention"));
            // Quiet twice with nothing new in between: what others pushed meanwhile has come.
            if last == Some(now) && is_quiet {
                return Ok(cursor);
            }
            if last != Some(now) {
                moved_at = Instant::now();
                last = Some(now);
            }
            if moved_at.elapsed() > patience {
                bail!("a desk is not of one mind with its server, nothing moved for {patience:?}: {status}");
            }
            self.call("sync_now", &json!({})).await?;
            tokio::time::sleep(Duration::from_millis(700)).await;
        }
    }
}

async fn say(command: &mut Command, input: &str) -> Result<()> {
    let mut child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    child.stdin.take().context("its input was asked for")?.write_all(input.as_bytes()).await?;
    let output = child.wait_with_output().await?;
    ensure!(output.status.success(), "{}: {}", output.status, String::from_utf8_lossy(&output.stderr));
    Ok(())
}

async fn kill(running: &mut Option<Child>) -> Result<()> {
    let Some(mut child) = running.take() else { return Ok(()) };
    child.kill().await.context("killing a process of ours")
}

async fn suspend(running: Option<&Child>, pause: Duration) -> Result<()> {
    let Some(id) = running.and_then(Child::id) else { return Ok(()) };
    signal("-STOP", id).await?;
    tokio::time::sleep(pause).await;
    signal("-CONT", id).await
}

async fn signal(name: &str, id: u32) -> Result<()> {
    let status = Command::new("kill").args([name, &id.to_string()]).status().await?;
    ensure!(status.success(), "the signal {name} did not arrive");
    Ok(())
}
