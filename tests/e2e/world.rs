//! What these suites stand on: a person's machine with a desktop and a data folder, and a server somewhere.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use testkit::desktop::{Desktop, Keyring};
use testkit::webdriver::{Element, Key, Program, Window, testid};

/// The password of everybody here.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// The longest wait between two tries, and what the try itself takes on a busy computer.
const RECONNECTING: Duration = Duration::from_secs(90);

/// One person's machine. Windows come and go; the folder and the keyring stay.
pub(crate) struct Machine {
    pub(crate) desktop: Desktop,
    folder: TempDir,
}

impl Machine {
    pub(crate) fn new() -> Self {
        Self::with_keyring(Keyring::Unlocked)
    }

    pub(crate) fn with_keyring(keyring: Keyring) -> Self {
        Self { desktop: Desktop::with_keyring(keyring).unwrap(), folder: TempDir::new().unwrap() }
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("desk")
    }

    /// The places at which pages stood: the first, and those that were loaded again since their process had died.
    pub(crate) fn drawn(&self) -> Vec<String> {
        let written = std::fs::read_to_string(timings_of(&self.data())).unwrap_or_default();
        let lines = written.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        lines.map(|line| line["place"].as_str().unwrap().to_owned()).collect()
    }

    /// Opens Tern on this machine's data.
    pub(crate) async fn open(&self) -> Window {
        self.open_with(&[]).await
    }

    /// Opens Tern over another folder than this machine's own.
    pub(crate) async fn open_over(&self, folder: &Path) -> Window {
        Window::open(&self.desktop, &over(folder)).await.unwrap()
    }

    /// Opens Tern with its key under a passphrase, so that a test can open the folder as well.
    pub(crate) async fn open_under(&self, passphrase: &str) -> Window {
        let program = over(&self.data()).variable("TERN_PASSPHRASE", passphrase);
        Window::open(&self.desktop, &program).await.unwrap()
    }

    /// Opens Tern with further arguments.
    pub(crate) async fn open_with(&self, arguments: &[&str]) -> Window {
        let mut program = over(&self.data());
        for argument in arguments {
            program = program.argument(*argument);
        }
        Window::open(&self.desktop, &program).await.unwrap()
    }

    /// Opens the sample desk and waits for its board.
    pub(crate) async fn open_sample(&self) -> Window {
        let window = self.open_with(&["--sample"]).await;
        // A desk opens where it was closed.
        window.by_testid("sync-status").await.unwrap();
        window.run("location.hash = '#/board'", &[]).await.unwrap();
        window.by_testid("board").await.unwrap();
        window.by_testid("card").await.unwrap();
        window
    }

    /// Opens Tern and sets it up for work on this machine alone.
    pub(crate) async fn open_local(&self, name: &str) -> Window {
        let window = self.open().await;
        window.by_testid("welcome").await.unwrap();
        rpc(&window, "host_work_locally", json!({ "name": name, "passphrase": null })).await;
        window.by_testid("board").await.unwrap();
        window
    }

    /// Opens Tern and signs in through the form, as a person would.
    pub(crate) async fn open_signed_in(&self, server: &Server, email: &str) -> Window {
        let window = self.open().await;
        sign_in(&window, server, email).await;
        window
    }
}

/// Signs in on the welcome screen, and waits for the board.
pub(crate) async fn sign_in(window: &Window, server: &Server, email: &str) {
    click(window, "connect-server").await;
    type_into(window, "server-url", &server.url()).await;
    type_into(window, "sign-in-email", email).await;
    type_into(window, "sign-in-password", PASSWORD).await;
    click(window, "sign-in-submit").await;
    window.by_testid("board").await.unwrap();
    until_sync(window, "online").await;
}

/// Somebody else's desk at the same server, seen through the terminal: what it has, the server has taken in.
pub(crate) struct Elsewhere {
    folder: TempDir,
}

impl Elsewhere {
    /// Signs in there and copies everything.
    pub(crate) fn connect(server: &Server, email: &str) -> Self {
        let elsewhere = Self { folder: TempDir::new().unwrap() };
        let mut connect =
            elsewhere.ternctl(&["connect", &server.url(), "--email", email, "--password-stdin"]);
        let mut child = connect.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        writeln!(child.stdin.take().unwrap(), "{PASSWORD}").unwrap();
        assert!(child.wait().unwrap().success(), "{email} signs in elsewhere");
        elsewhere
    }

    /// Syncs, and runs a command of the contract.
    pub(crate) fn rpc(&self, command: &str, input: &Value) -> Value {
        assert!(self.ternctl(&["sync"]).stdout(Stdio::null()).status().unwrap().success(), "it syncs");
        let output = self.ternctl(&["--json", "rpc", command, &input.to_string()]).output().unwrap();
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    fn ternctl(&self, words: &[&str]) -> Command {
        let mut command = Command::new(beside_tern("ternctl"));
        command.env("TERN_PASSPHRASE", PASSWORD).arg("--data").arg(self.folder.path().join("desk"));
        command.args(words);
        command
    }
}

/// Where a window notes when its pages stood: beside its data, and not in it.
fn timings_of(folder: &Path) -> PathBuf {
    folder.with_extension("timings")
}

/// Tern's own program over a data folder.
pub(crate) fn over(folder: &Path) -> Program {
    Program::new(env!("CARGO_BIN_EXE_tern"))
        .argument("--data")
        .argument(folder.to_string_lossy())
        .variable("TERN_TIMINGS", timings_of(folder).to_string_lossy())
}

/// A server in a process of its own; it can be stopped and started again on the same port.
pub(crate) struct Server {
    folder: TempDir,
    port: u16,
    process: Option<Child>,
}

impl Server {
    /// Starts a server that knows these people as agents.
    pub(crate) fn start(people: &[(&str, &str)]) -> Self {
        let agents: Vec<_> = people.iter().map(|(email, name)| (*email, *name, "agent")).collect();
        Self::start_with(&agents)
    }

    /// Starts a server that knows these people, each by address, name and role.
    pub(crate) fn start_with(people: &[(&str, &str, &str)]) -> Self {
        let mut server =
            Self { folder: TempDir::new().unwrap(), port: testkit::free_port().unwrap(), process: None };
        for (email, name, role) in people {
            server.keep_account(&["user", "add", "--email", email, "--name", name, "--role", role]);
        }
        server.resume();
        server
    }

    /// Ends every session of somebody, as time does to one that is not used; the password stays.
    pub(crate) fn end_sessions(&self, email: &str) {
        self.keep_account(&["user", "set-password", "--email", email]);
    }

    fn keep_account(&self, words: &[&str]) {
        let mut keep = self.command(words);
        let mut child =
            keep.arg("--password-stdin").stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        writeln!(child.stdin.take().unwrap(), "{PASSWORD}").unwrap();
        assert!(child.wait().unwrap().success(), "{words:?} is done");
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Takes the server away in the middle of whatever it does.
    pub(crate) fn cut(&mut self) {
        let mut process = self.process.take().expect("it runs");
        process.kill().unwrap();
        process.wait().unwrap();
    }

    /// Starts it, and waits until it answers.
    pub(crate) fn resume(&mut self) {
        let listen = format!("127.0.0.1:{}", self.port);
        let mut serve = self.command(&["serve", "--listen", &listen]);
        self.process = Some(serve.stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap());
        let give_up = Instant::now() + Duration::from_secs(20);
        while std::net::TcpStream::connect(&listen).is_err() {
            assert!(Instant::now() < give_up, "the server answers within 20 seconds");
            std::thread::sleep(Duration::from_millis(25));
        }
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(beside_tern("tern-server"));
        let database = format!("sqlite://{}", self.folder.path().join("server.db").display());
        command.env("TERN_LOG", "warn");
        command.args(words).args(["--database", &database, "--data"]).arg(self.folder.path());
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().ok();
            process.wait().ok();
        }
    }
}

/// Cargo builds all programs into one folder; only those of a test's own package have a variable.
pub(crate) fn beside_tern(name: &str) -> PathBuf {
    let program = Path::new(env!("CARGO_BIN_EXE_tern")).with_file_name(name);
    assert!(program.exists(), "{} is not built; `cargo xtask e2e` builds it", program.display());
    program
}

/// Runs a command of the contract from inside the page.
pub(crate) async fn rpc(window: &Window, command: &str, input: Value) -> Value {
    let script = "const [command, input, done] = arguments;
        window.__TAURI_INTERNALS__.invoke('rpc', { command, input })
            .then((value) => done({ value }), (problem) => done({ problem }));";
    let mut answer = window.run_async(script, &[json!(command), input]).await.unwrap();
    assert!(answer.get("problem").is_none(), "{command}: {answer}");
    answer["value"].take()
}

/// A time of the day as the reader of the page writes it; a system without a place calls itself `C`.
pub(crate) async fn time_of_day(window: &Window, at: &Value) -> String {
    let script =
        "let place = 'en'; try { place = Intl.getCanonicalLocales(navigator.language)[0]; } catch { }
        return new Intl.DateTimeFormat(place, { hour: 'numeric', minute: '2-digit' }).format(arguments[0])";
    window.run(script, std::slice::from_ref(at)).await.unwrap().as_str().unwrap().to_owned()
}

pub(crate) async fn click(window: &Window, id: &str) {
    let promise = format!("`{id}` takes a click");
    window
        .until(&promise, async || match window.find_now(&testid(id)).await? {
            Some(element) => element.click().await.map(Some),
            None => Ok(None),
        })
        .await
        .unwrap();
}

pub(crate) async fn type_into(window: &Window, id: &str, text: &str) {
    click(window, id).await;
    window.by_testid(id).await.unwrap().type_text(text).await.unwrap();
}

/// Writes a ticket with the keyboard and the form.
pub(crate) async fn write_ticket(window: &Window, subject: &str) {
    window.press(&[Key::Letter('c')]).await.unwrap();
    type_into(window, "new-ticket-subject", subject).await;
    click(window, "new-ticket-create").await;
    window.until_gone(&testid("new-ticket-subject")).await.unwrap();
}

/// Returns the counts that the columns show, by status.
pub(crate) async fn counts(window: &Window) -> BTreeMap<String, u64> {
    let script = "return [...document.querySelectorAll('[data-testid=column]')]
        .map((column) => [column.dataset.status, Number(column.dataset.count)]);";
    let list = window.run(script, &[]).await.unwrap();
    let pairs = list.as_array().unwrap().iter();
    pairs.map(|pair| (pair[0].as_str().unwrap().to_owned(), pair[1].as_u64().unwrap())).collect()
}

/// Waits until the columns count so many in all, and returns their counts: they come a moment after the board.
pub(crate) async fn counted(window: &Window, all: u64) -> BTreeMap<String, u64> {
    let looked = async || {
        let counts = counts(window).await;
        Ok((!counts.is_empty() && counts.values().sum::<u64>() == all).then_some(counts))
    };
    window.until(&format!("the columns count {all} in all"), looked).await.unwrap()
}

/// Returns the selector of a column.
pub(crate) fn column(status: &str) -> String {
    format!("[data-testid=column][data-status={status}]")
}

/// Returns the selector of a ticket's card in a column.
pub(crate) fn card_in(status: &str, ticket: &str) -> String {
    format!("{} [data-testid=card][data-ticket=\"{ticket}\"]", column(status))
}

/// Writes a ticket, opens it, and begins a note there; returns the ticket.
pub(crate) async fn begin_note(window: &Window, subject: &str) -> String {
    write_ticket(window, subject).await;
    let (card, ticket) = first_card(window, "new").await;
    card.focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.by_testid("composer").await.unwrap();
    window.press(&[Key::Letter('n')]).await.unwrap();
    window.find("#composer-text:focus").await.unwrap();
    ticket
}

/// Opens the first ticket of a column with the keyboard.
pub(crate) async fn open_first(window: &Window, status: &str) {
    let (card, _) = first_card(window, status).await;
    card.focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.by_testid("composer").await.unwrap();
}

/// Returns the first card of a column and its ticket.
pub(crate) async fn first_card<'a>(window: &'a Window, status: &str) -> (Element<'a>, String) {
    let card = window.find(&format!("{} [data-testid=card]", column(status))).await.unwrap();
    let ticket = card.attribute("data-ticket").await.unwrap().expect("a card names its ticket");
    (card, ticket)
}

/// Returns what shows once the server is back: a desk that met none for a while tries again within a minute.
pub(crate) async fn find_again<'a>(window: &'a Window, selector: &str) -> Element<'a> {
    let promise = format!("`{selector}` is on the page");
    let found = window.until_within(RECONNECTING, &promise, async || window.find_now(selector).await).await;
    found.unwrap()
}

/// Waits until the status bar shows a state.
pub(crate) async fn until_sync(window: &Window, state: &str) {
    window.find(&format!("[data-testid=sync-status][data-state={state}]")).await.unwrap();
}
