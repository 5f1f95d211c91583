//! Drives a real window: the W3C WebDriver protocol, spoken to the WebKitWebDriver that drives Tern's own program.

mod element;
mod input;

pub use element::{Element, Point};
pub use input::Key;

use crate::desktop::Desktop;
use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Long enough for two busy cores, short enough to be a failure and not a hang.
const PATIENCE: Duration = Duration::from_secs(45);
const BETWEEN_LOOKS: Duration = Duration::from_millis(25);

/// What to start: a program that answers to WebDriver, its arguments and variables.
#[derive(Debug, Clone)]
pub struct Program {
    path: PathBuf,
    arguments: Vec<String>,
    variables: Vec<(String, String)>,
}

impl Program {
    /// Names a program.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), arguments: Vec::new(), variables: Vec::new() }
    }

    /// The same arguments, given to a program that starts this one.
    #[must_use]
    pub fn started_by(mut self, starter: impl Into<PathBuf>) -> Self {
        self.path = starter.into();
        self
    }

    /// Adds an argument.
    #[must_use]
    pub fn argument(mut self, argument: impl Into<String>) -> Self {
        self.arguments.push(argument.into());
        self
    }

    /// Sets a variable for the program.
    #[must_use]
    pub fn variable(mut self, name: &str, value: impl Into<String>) -> Self {
        self.variables.push((name.to_owned(), value.into()));
        self
    }
}

/// A window under control. The driver serves one window, so each has a driver of its own; both end with this value.
#[derive(Debug)]
pub struct Window {
    driver: Child,
    client: reqwest::Client,
    session_url: String,
    log: PathBuf,
    desktop: Desktop,
}

/// What the driver answered when it could not do as asked.
#[derive(Debug)]
pub struct Refused {
    /// The protocol's code, such as `no such element`.
    pub code: String,
    message: String,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for Refused {}

impl Window {
    /// Starts a program on a desktop and takes control of its first window.
    pub async fn open(desktop: &Desktop, program: &Program) -> Result<Self> {
        // The client is built without a TLS library of its own choice; loopback needs none, the builder insists.
        rustls::crypto::ring::default_provider().install_default().ok();
        let client = reqwest::Client::builder()
            .no_proxy()
            .timeout(PATIENCE * 3)
            .build()
            .context("building a client")?;
        let port = crate::free_port()?;
        let log = std::env::temp_dir().join(format!("tern-window-{}-{port}.log", std::process::id()));
        let log_file = std::fs::File::create(&log).context("creating the window's log")?;
        let mut command = Command::new("WebKitWebDriver");
        command
            .arg(format!("--port={port}"))
            .arg("--host=127.0.0.1")
            // Read by Tauri: the window registers itself with the driver.
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            // Read by Tern, which takes the other word for an accident or an attack without this one.
            .env("TERN_AUTOMATION", "1")
            .envs(program.variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(log_file.try_clone().context("sharing the log")?)
            .stderr(log_file);
        let driver = desktop.welcome(&mut command).spawn().context("starting WebKitWebDriver")?;
        let session_url = format!("http://127.0.0.1:{port}");
        let mut window = Self { driver, client, session_url, log, desktop: desktop.guest() };
        window.wait_for_driver().await?;
        let options = json!({ "binary": program.path, "args": program.arguments });
        let wanted = json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let session = match window.post("session", &wanted).await {
            Ok(session) => session,
            Err(error) => bail!("opening {}: {error:#}\n{}", program.path.display(), window.said()),
        };
        let id = session["sessionId"].as_str().context("a session has an id")?;
        window.session_url = format!("{}/session/{id}", window.session_url);
        Ok(window)
    }

    async fn wait_for_driver(&mut self) -> Result<()> {
        let give_up = Instant::now() + PATIENCE;
        while self.get("status").await.is_err() {
            if let Some(status) = self.driver.try_wait().context("asking after the driver")? {
                bail!("WebKitWebDriver ended with {status}: {}", self.said());
            }
            if Instant::now() > give_up {
                bail!("WebKitWebDriver did not answer");
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
        Ok(())
    }

    /// Returns the first element that a CSS selector matches, as soon as there is one.
    pub async fn find(&self, selector: &str) -> Result<Element<'_>> {
        self.until(&format!("`{selector}` is on the page"), async || self.find_now(selector).await).await
    }

    /// Returns the element with a `data-testid`, as soon as there is one.
    pub async fn by_testid(&self, id: &str) -> Result<Element<'_>> {
        self.find(&testid(id)).await
    }

    /// Returns the first element that matches at this moment, if any does.
    pub async fn find_now(&self, selector: &str) -> Result<Option<Element<'_>>> {
        Ok(self.find_all(selector).await?.into_iter().next())
    }

    /// Returns every element that matches at this moment.
    pub async fn find_all(&self, selector: &str) -> Result<Vec<Element<'_>>> {
        let found = self.post("elements", &json!({ "using": "css selector", "value": selector })).await?;
        let list = found.as_array().context("the driver answers with a list")?;
        list.iter().map(|reference| Element::new(self, reference)).collect()
    }

    /// Waits until nothing matches any more.
    pub async fn until_gone(&self, selector: &str) -> Result<()> {
        let promise = format!("`{selector}` is gone");
        self.until(&promise, async || Ok(self.find_now(selector).await?.is_none().then_some(()))).await
    }

    /// Waits until a probe finds what it looks for. Elements that vanish between two looks are no failure.
    pub async fn until<T>(&self, promise: &str, probe: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
        self.until_within(PATIENCE, promise, probe).await
    }

    /// The same, for what may take its time by design.
    pub async fn until_within<T>(
        &self,
        patience: Duration,
        promise: &str,
        mut probe: impl AsyncFnMut() -> Result<Option<T>>,
    ) -> Result<T> {
        let give_up = Instant::now() + patience;
        loop {
            let last = match probe().await {
                Ok(Some(found)) => return Ok(found),
                Ok(None) => None,
                Err(error) => match error.downcast_ref::<Refused>() {
                    Some(refused) if refused.is_passing() => Some(error),
                    Some(_) | None => return Err(error),
                },
            };
            if Instant::now() > give_up {
                let last = last.map(|error| format!(" ({error:#})")).unwrap_or_default();
                bail!("waited {} s in vain until {promise}{last}\n{}", patience.as_secs(), self.said());
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
    }

    /// Runs the body of a function in the page and returns what it returns; `arguments` holds the values given.
    pub async fn run(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        self.post("execute/sync", &json!({ "script": script, "args": arguments })).await
    }

    /// Runs a function body that ends by calling its last argument with the answer.
    pub async fn run_async(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        self.post("execute/async", &json!({ "script": script, "args": arguments })).await
    }

    /// Opens an address.
    pub async fn go(&self, url: &str) -> Result<()> {
        self.post("url", &json!({ "url": url })).await.map(drop)
    }

    /// Names the windows that the program shows.
    pub async fn handles(&self) -> Result<Vec<String>> {
        let all = self.get("window/handles").await?;
        let list = all.as_array().context("the driver answers with a list")?;
        list.iter().map(|one| Ok(one.as_str().context("a window has a name")?.to_owned())).collect()
    }

    /// Takes control of another window of the program.
    pub async fn turn_to(&self, handle: &str) -> Result<()> {
        self.post("window", &json!({ "handle": handle })).await.map(drop)
    }

    /// Returns the process number of the program that shows the window, for killing it the hard way.
    pub fn process_id(&self) -> Result<u32> {
        let folder = format!("/proc/{0}/task/{0}/children", self.driver.id());
        let children = std::fs::read_to_string(folder).context("asking for the driver's children")?;
        let first = children.split_whitespace().next().context("the driver has started a program")?;
        first.parse().context("reading a process number")
    }

    /// Closes the window the way a person leaves: the program may finish what it does.
    pub async fn close(self) -> Result<()> {
        let program = self.process_id()?;
        self.client.delete(&self.session_url).send().await.context("ending the session")?;
        let give_up = Instant::now() + PATIENCE;
        while is_there(program) {
            if Instant::now() > give_up {
                bail!("the program is still there {} s after its window was closed", PATIENCE.as_secs());
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
        Ok(())
    }

    /// Returns what the program and the driver printed.
    pub fn said(&self) -> String {
        let mut text = String::new();
        let read = std::fs::File::open(&self.log).and_then(|mut log| log.read_to_string(&mut text));
        match read {
            Ok(_) => text,
            Err(error) => format!("(its log cannot be read: {error})"),
        }
    }

    async fn get(&self, path: &str) -> Result<Value> {
        let request = self.client.get(format!("{}/{path}", self.session_url));
        answer(request.send().await.with_context(|| format!("asking for {path}"))?).await
    }

    /// Takes a picture of this window as it stands on the screen; returns how bright it is.
    pub async fn picture(&self, file: &std::path::Path) -> Result<f64> {
        let place = self.run("return [screenX, screenY, innerWidth, innerHeight]", &[]).await?;
        self.desktop.picture(file)?;
        self.desktop.cut(file, serde_json::from_value(place)?)
    }

    async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let request = self.client.post(format!("{}/{path}", self.session_url)).json(body);
        answer(request.send().await.with_context(|| format!("posting {path}"))?).await
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // What the screen showed when the test failed is worth more than any message.
            let name = std::thread::current().name().unwrap_or("test").replace("::", "-");
            let picture = crate::leavings().join(format!("failed-{name}.png"));
            self.desktop.picture(&picture).ok();
        }
        // The driver takes its program with it only when asked over the protocol; here both go at once.
        if let Ok(program) = self.process_id() {
            Command::new("kill").args(["-KILL", &program.to_string()]).stderr(Stdio::null()).status().ok();
        }
        self.driver.kill().ok();
        self.driver.wait().ok();
        std::fs::remove_file(&self.log).ok();
    }
}

impl Refused {
    /// The page moved on between two questions; the next look may find it settled.
    fn is_passing(&self) -> bool {
        matches!(
            self.code.as_str(),
            "no such element"
                | "stale element reference"
                | "element not interactable"
                | "element click intercepted"
        )
    }
}

/// Finds the living process that draws the page among the children of a program.
pub fn page_process(parent: u32) -> Result<Option<u32>> {
    for entry in std::fs::read_dir("/proc")? {
        let Some(process) = entry?.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        // A process that ended between the two looks is none.
        let Ok(stat) = std::fs::read_to_string(format!("/proc/{process}/stat")) else { continue };
        let Some((name, rest)) = stat.rsplit_once(") ") else { continue };
        let mut fields = rest.split(' ');
        let (state, its_parent) = (fields.next(), fields.next());
        if name.contains("(WebKitWeb")
            && state != Some("Z")
            && its_parent == Some(parent.to_string().as_str())
        {
            return Ok(Some(process));
        }
    }
    Ok(None)
}

/// Writes the selector of a stable hook.
pub fn testid(id: &str) -> String {
    format!("[data-testid=\"{id}\"]")
}

async fn answer(response: reqwest::Response) -> Result<Value> {
    let mut body: Value = response.json().await.context("reading the driver's answer")?;
    let value = body["value"].take();
    if let Some(code) = value["error"].as_str() {
        let message = value["message"].as_str().unwrap_or_default().to_owned();
        return Err(Refused { code: code.to_owned(), message }.into());
    }
    Ok(value)
}

/// Whether a process still runs. One whose first thread has ended holds its files until the last one has.
fn is_there(process: u32) -> bool {
    let threads = std::fs::read_dir(format!("/proc/{process}/task")).map_or(0, Iterator::count);
    threads > 1 || Path::new(&format!("/proc/{process}/exe")).exists()
}
