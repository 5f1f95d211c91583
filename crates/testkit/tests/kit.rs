//! Does the kit itself do what the tests of the product take for granted?
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![cfg(target_os = "linux")]

use std::process::Command;
use std::time::{Duration, Instant};
use testkit::desktop::{Desktop, Keyring, Notification};
use testkit::webdriver::{Key, Program, Window};

/// WebKitGTK's own little browser: it answers to the same driver as Tern does, and comes in the same package.
fn browser() -> Program {
    let library = Command::new("pkg-config").args(["--variable=libdir", "webkit2gtk-4.1"]).output().unwrap();
    let folder = String::from_utf8(library.stdout).unwrap();
    Program::new(format!("{}/webkit2gtk-4.1/MiniBrowser", folder.trim())).argument("--automation")
}

const PAGE: &str = "data:text/html,<title>t</title><body style='margin:0'>
    <input data-testid=field><button data-testid=late hidden>Late</button>
    <div data-testid=card style='position:absolute;top:100px;width:80px;height:40px'>card</div>
    <div data-testid=place style='position:absolute;top:300px;inset-inline-start:400px;width:80px;height:40px'>place</div>
    <script>
    const by = (id) => document.querySelector(`[data-testid=${id}]`);
    setTimeout(() => (by('late').hidden = false), 300);
    by('late').onclick = () => (by('late').textContent = 'Clicked');
    let moves = 0;
    by('card').onpointerdown = (e) => by('card').setPointerCapture(e.pointerId);
    by('card').onpointermove = () => (moves += 1);
    by('card').onpointerup = (e) => (by('place').textContent = `dropped at ${e.clientX},${e.clientY} after ${moves > 5}`);
    </script>";

#[tokio::test]
async fn a_window_is_read_clicked_typed_into_and_dragged_in() {
    let desktop = Desktop::with_keyring(Keyring::Absent).unwrap();
    let window = Window::open(&desktop, &browser()).await.unwrap();
    window.go(PAGE).await.unwrap();

    let field = window.by_testid("field").await.unwrap();
    field.click().await.unwrap();
    window.type_text("two words").await.unwrap();
    window.press(&[Key::Backspace]).await.unwrap();
    assert_eq!(field.property("value").await.unwrap(), "two word");

    // It is hidden at first: the wait is part of the click.
    let late = window.by_testid("late").await.unwrap();
    window.until("the late button takes a click", async || late.click().await.map(Some)).await.unwrap();
    assert_eq!(late.text().await.unwrap(), "Clicked");

    let card = window.by_testid("card").await.unwrap();
    let place = window.by_testid("place").await.unwrap();
    window.drag(&card, &place).await.unwrap();
    assert_eq!(place.text().await.unwrap(), "dropped at 440,320 after true");

    let program = window.process_id().unwrap();
    let picture = tempfile::NamedTempFile::with_suffix(".png").unwrap();
    desktop.picture(picture.path()).unwrap();
    assert!(picture.path().metadata().unwrap().len() > 1000, "a picture of something");
    window.close().await.unwrap();
    assert!(!std::path::Path::new(&format!("/proc/{program}/exe")).exists(), "nothing is left behind");
}

#[test]
fn a_notification_is_recorded_and_its_action_chosen() {
    let desktop = Desktop::with_keyring(Keyring::Absent).unwrap();
    let mut sender = Command::new("notify-send");
    sender.args(["--action=open=Open", "--action=assign=Assign to me", "First", "Second"]);
    let sender = desktop.welcome(&mut sender).stdout(std::process::Stdio::piped()).spawn().unwrap();

    let notification = until(|| desktop.notifications().unwrap().into_iter().next());
    let Notification { summary, body, actions, .. } = &notification;
    assert_eq!((summary.as_str(), body.as_str()), ("First", "Second"));
    assert_eq!(actions[1], ("assign".to_owned(), "Assign to me".to_owned()));
    desktop.choose(&notification, "assign").unwrap();
    let answered = sender.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(answered.stdout).unwrap().trim(), "assign");
}

#[test]
fn a_secret_is_kept_by_an_open_keyring_only() {
    let store = |desktop: &Desktop| {
        let mut tool = Command::new("bash");
        let script =
            "printf hush | timeout 5 secret-tool store --label=x key value && secret-tool lookup key value";
        let output = desktop.welcome(tool.args(["-c", script])).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(store(&Desktop::start().unwrap()), "hush");
    assert_eq!(store(&Desktop::with_keyring(Keyring::Absent).unwrap()), "");
}

#[test]
fn every_database_is_fresh() {
    let ask = |url: &str, sql: &str| {
        let output =
            Command::new("psql").args(["-X", "-A", "-t", "--dbname", url, "-c", sql]).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    let one = testkit::postgres::fresh_database().unwrap();
    let other = testkit::postgres::fresh_database().unwrap();
    assert_eq!(ask(&one, "create table t (); select count(*) from t"), "CREATE TABLE\n0");
    assert_eq!(ask(&other, "select to_regclass('t') is null"), "t");
}

/// Looks until there is something to see.
fn until<T>(mut look: impl FnMut() -> Option<T>) -> T {
    let give_up = Instant::now() + Duration::from_secs(10);
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < give_up, "looked for ten seconds in vain");
        std::thread::sleep(Duration::from_millis(20));
    }
}
