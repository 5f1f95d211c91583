//! The shell around the page: instances, links, leaving, and a page that is closed to strangers.

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use testkit::desktop::{Desktop, Keyring};
use testkit::webdriver::{Program, Window, page_process};

const TERN: &str = env!("CARGO_BIN_EXE_tern");
const PATIENCE: Duration = Duration::from_secs(45);

/// Calls a command of the contract as the page does.
const CALL: &str = "
    const [command, input, done] = arguments;
    window.__TAURI_INTERNALS__.invoke('rpc', { command, input }).then(
        (answer) => done({ answer }),
        (problem) => done({ problem }),
    );";

/// Keeps every notice that the page hears.
const LISTEN: &str = "
    const [done] = arguments;
    window.heard = [];
    const handler = window.__TAURI_INTERNALS__.transformCallback((event) => window.heard.push(event.payload));
    const listen = { event: 'notice', target: { kind: 'Any' }, handler };
    window.__TAURI_INTERNALS__.invoke('plugin:event|listen', listen).then(() => done(null), (error) => done(String(error)));";

pub(crate) fn tern(folder: &Path) -> Program {
    Program::new(TERN).argument("--data").argument(folder.to_string_lossy())
}

fn desktop() -> Desktop {
    Desktop::with_keyring(Keyring::Absent).expect("the private desktop comes up")
}

/// Starts Tern without driving it.
fn start(desktop: &Desktop, arguments: &[&str], folder: &Path) -> Result<Child> {
    let mut command = Command::new(TERN);
    command.arg("--data").arg(folder).args(arguments).stdin(Stdio::null()).env_remove("TERN_AUTOMATION");
    desktop.welcome(&mut command).spawn().context("starting Tern")
}

pub(crate) async fn call(window: &Window, command: &str, input: Value) -> Result<Value> {
    window.run_async(CALL, &[json!(command), input]).await
}

pub(crate) async fn until(what: &str, mut holds: impl AsyncFnMut() -> Result<bool>) -> Result<()> {
    let give_up = Instant::now() + PATIENCE;
    while !holds().await? {
        if Instant::now() > give_up {
            bail!("{what}: not within {PATIENCE:?}");
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

pub(crate) fn is_alive(child: &mut Child) -> Result<bool> {
    Ok(child.try_wait().context("asking after a process")?.is_none())
}

pub(crate) async fn ends_well(child: &mut Child) -> Result<()> {
    until("the process ends", async || Ok(!is_alive(child)?)).await?;
    let status = child.wait().context("reading how it ended")?;
    ensure!(status.success(), "it ended with {status}");
    Ok(())
}

/// Asks a process to end, as a desktop does when its user logs out.
fn ask_to_end(process: u32) -> Result<()> {
    let status =
        Command::new("kill").arg("-TERM").arg(process.to_string()).status().context("starting kill")?;
    ensure!(status.success(), "process {process} cannot be asked to end");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_hands_its_link_over_and_ends() -> Result<()> {
    let (desktop, folder) = (desktop(), tempfile::tempdir()?);
    let window = Window::open(&desktop, &tern(folder.path()).argument("--sample")).await?;
    ensure!(window.run_async(LISTEN, &[]).await? == Value::Null, "the page hears notices");
    call(&window, "window_interactive", json!({ "ms": 1.0 })).await?;

    ends_well(&mut start(&desktop, &["--sample", "tern://ticket/999999"], folder.path())?).await?;
    until("the first window hears of the link", async || {
        let heard = window.run("return window.heard", &[]).await?;
        let warned = |notice: &Value| {
            notice["notice"] == "warned"
                && notice["title"].as_str().is_some_and(|title| title.contains("999999"))
        };
        Ok(heard.as_array().is_some_and(|notices| notices.iter().any(warned)))
    })
    .await?;

    // Another folder is another desk, and runs beside it.
    let other = tempfile::tempdir()?;
    let mut beside = start(&desktop, &["--sample"], other.path())?;
    let engine = other.path().join("webview");
    until("the desk in another folder comes to its own window", async || Ok(engine.exists())).await?;
    ensure!(is_alive(&mut beside)?, "it runs beside the first");
    beside.kill()?;
    beside.wait()?;
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_is_closed_to_strangers() -> Result<()> {
    let (desktop, folder) = (desktop(), tempfile::tempdir()?);
    let window = Window::open(&desktop, &tern(folder.path())).await?;
    let inline = "const script = document.createElement('script'); script.textContent = 'window.ran = true';
        document.body.append(script); return window.ran === true;";
    ensure!(window.run(inline, &[]).await? == json!(false), "no inline script runs");
    let eval = "try { return new Function('return true')(); } catch { return false; }";
    ensure!(window.run(eval, &[]).await? == json!(false), "no text becomes code");
    let fetch =
        "const [done] = arguments; fetch('http://127.0.0.1:9/').then(() => done(true), () => done(false));";
    ensure!(window.run_async(fetch, &[]).await? == json!(false), "the page reaches nobody by itself");
    let plugin =
        "const [done] = arguments; window.__TAURI_INTERNALS__.invoke('plugin:dialog|open', { options: {} })
        .then(() => done(true), () => done(false));";
    ensure!(
        window.run_async(plugin, &[]).await? == json!(false),
        "the page may call nothing but our command"
    );

    window.run("location.href = 'http://127.0.0.1:9/'", &[]).await?;
    let place = window.run("return location.protocol", &[]).await?;
    ensure!(place == "tauri:", "the window stays with its page, and is at {place}");
    let file = call(&window, "window_open_link", json!({ "url": "file:///etc/passwd" })).await?;
    ensure!(file["problem"]["code"] == "bad_input", "no file is opened from a link: {file}");
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_start_is_timed_and_a_request_to_end_is_followed() -> Result<()> {
    let (desktop, folder) = (desktop(), tempfile::tempdir()?);
    let timings = folder.path().join("timings.jsonl");
    let program = tern(&folder.path().join("desk")).variable("TERN_TIMINGS", timings.to_string_lossy());
    let window = Window::open(&desktop, &program).await?;
    // The page may have said so itself by now; either way it started once.
    call(&window, "window_interactive", json!({ "ms": 12.5 })).await?;
    call(&window, "window_interactive", json!({ "ms": 99.0 })).await?;
    let lines = std::fs::read_to_string(&timings)?;
    let lines: Vec<Value> = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let line = &lines[0];
    ensure!(line["event"] == "interactive" && line["page_clock_ms"] != 99.0, "{line}");
    ensure!(lines[1..].iter().all(|line| line["event"] == "again"), "{lines:?}");
    ensure!(line["ms"].as_f64() > line["page_ms"].as_f64(), "{line}");

    let process = window.process_id()?;
    ask_to_end(process)?;
    until("Tern leaves", async || Ok(!Path::new(&format!("/proc/{process}/exe")).exists())).await
}

#[tokio::test(flavor = "multi_thread")]
async fn automation_is_shut_without_our_own_word() -> Result<()> {
    let (desktop, folder) = (desktop(), tempfile::tempdir()?);
    let mut command = Command::new(TERN);
    command
        .arg("--data")
        .arg(folder.path())
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        .env_remove("TERN_AUTOMATION");
    let mut child = desktop.welcome(&mut command).spawn()?;
    let environment = format!("/proc/{}/environ", child.id());
    // It starts itself again in the same process, at once.
    until("the variable is gone", async || {
        let variables = std::fs::read(&environment).unwrap_or_default();
        Ok(!variables.is_empty() && !String::from_utf8_lossy(&variables).contains("TAURI_WEBVIEW_AUTOMATION"))
    })
    .await?;
    let engine = folder.path().join("webview");
    until("Tern runs on to its window", async || Ok(engine.exists())).await?;
    ensure!(is_alive(&mut child)?, "it runs on");
    child.kill()?;
    child.wait()?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_hidden_on_leaving_may_still_save() -> Result<()> {
    let (desktop, folder) = (desktop(), tempfile::tempdir()?);
    let program = tern(folder.path()).argument("--sample");
    let window = Window::open(&desktop, &program).await?;
    until("the sample is open", async || {
        Ok(call(&window, "host_state", json!({})).await?["answer"]["stage"] == "open")
    })
    .await?;
    until("the page is visible", async || {
        Ok(window.run("return document.hidden", &[]).await? == json!(false))
    })
    .await?;
    let save_when_hidden = "document.addEventListener('visibilitychange', () => window.__TAURI_INTERNALS__
        .invoke('rpc', { command: 'preference_put', input: { name: 'test.hidden', value: document.hidden } }));";
    window.run(save_when_hidden, &[]).await?;
    let process = window.process_id()?;
    ask_to_end(process)?;
    until("Tern leaves", async || Ok(!Path::new(&format!("/proc/{process}/exe")).exists())).await?;
    drop(window);

    let window = Window::open(&desktop, &program).await?;
    let kept = call(&window, "preference_get", json!({ "name": "test.hidden" })).await?;
    ensure!(kept["answer"] == json!(true), "what the page saved while Tern left is there: {kept}");
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_whose_process_dies_comes_back() -> Result<()> {
    let (desktop, folder) = (desktop(), tempfile::tempdir()?);
    let mut tern = start(&desktop, &["--sample"], folder.path())?;
    let parent = tern.id();
    until("the page has a process", async || Ok(page_process(parent)?.is_some())).await?;
    // A process that dies while it starts is another matter; this one is to have shown its page.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let first = page_process(parent)?.context("the page has a process")?;
    let status = Command::new("kill").arg("-KILL").arg(first.to_string()).status()?;
    ensure!(status.success(), "the page's process is killed");
    until("another process shows the page", async || {
        Ok(page_process(parent)?.is_some_and(|process| process != first))
    })
    .await?;
    ensure!(is_alive(&mut tern)?, "and Tern itself never ended");
    ask_to_end(parent)?;
    ends_well(&mut tern).await
}
