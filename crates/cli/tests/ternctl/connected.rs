//! Desks at a server: in step, at odds, and killed in the middle of saying so.

use crate::world::{PASSPHRASE, World, text};
use domain::person::Role;
use rand::Rng;
use serde_json::json;
use server::password::Cost;
use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const PASSWORD: &str = "correct horse battery";
/// Kills in the middle of a sync; those of edits are in `kills.rs`.
const KILLS: u32 = 54;

/// A server on loopback, in this process: those at the other end are killed.
struct Server {
    runtime: tokio::runtime::Runtime,
    running: Option<server::Running>,
    _folder: TempDir,
}

impl Server {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let options = server::Options { cost: Cost::Least, ..server::Options::local(folder.path()) };
        let running = runtime.block_on(server::start(options)).unwrap();
        for name in ["ada", "ben"] {
            let email = format!("{name}@desk.example");
            let added = server::account::add(running.app(), &email, name, Role::Agent, PASSWORD.to_owned());
            runtime.block_on(added).unwrap();
        }
        Server { runtime, running: Some(running), _folder: folder }
    }

    /// A desk of this person's, signed in and in step.
    fn desk(&self, name: &str) -> World {
        let world = World::empty();
        let address = self.running.as_ref().unwrap().address();
        let (url, email) = (format!("http://{address}"), format!("{name}@desk.example"));
        let mut connect = world.command(&["connect", &url, "--email", &email, "--password-stdin"]);
        connect.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = connect.env("TERN_PASSPHRASE", PASSPHRASE).spawn().unwrap();
        writeln!(child.stdin.take().unwrap(), "{PASSWORD}").unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        world.ok(&["sync"]);
        world
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            // Whatever is wrong with it was seen by the test already.
            let _ = self.runtime.block_on(running.stop());
        }
    }
}

/// The subjects of all tickets, each as often as it is there.
fn subjects(world: &World) -> Vec<String> {
    let page = world.json(&["ticket", "list", "--limit", "1000"]);
    let mut subjects: Vec<String> = page["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["subject"].as_str().unwrap().to_owned())
        .collect();
    subjects.sort();
    subjects
}

#[test]
fn two_people_settle_a_conflict_from_their_terminals() {
    let server = Server::start();
    let ada = server.desk("ada");
    ada.ok(&["ticket", "new", "--subject", "Printer on fire", "--set", "component=tray"]);
    let view = ada.json(&["sync"]);
    assert_eq!((&view["state"], &view["pending"]), (&json!("online"), &json!(0)));
    let ben = server.desk("ben");
    let number = ben.json(&["ticket", "list"])["rows"][0]["number"].as_str().unwrap().to_owned();

    ben.ok(&["ticket", "set", &number, "component=fuser"]);
    ada.ok(&["ticket", "set", &number, "component=toner"]);
    let waits = ada.json(&["status"]);
    assert_eq!(waits["sync"]["pending"], 1, "{waits}");
    ben.ok(&["sync"]);
    ada.ok(&["sync"]);
    let status = ada.json(&["status"]);
    assert_eq!(
        (&status["sync"]["pending"], &status["sync"]["conflicts"]),
        (&json!(0), &json!(1)),
        "{status}"
    );
    assert!(status["sync"]["cursor"].as_i64().unwrap() > 0 && !status["sync"]["last_success"].is_null());

    let conflicts = ada.json(&["conflicts", "list"]);
    let conflict = &conflicts[0];
    assert_eq!((&conflict["mine"], &conflict["theirs"]), (&json!("toner"), &json!("fuser")), "{conflicts}");
    let (code, said) = ada.fails(&["conflicts", "resolve", "nothing-like-it", "mine"]);
    assert!(code == 1 && said.contains("There is no conflict"), "{said}");
    ada.ok(&["conflicts", "resolve", conflict["id"].as_str().unwrap(), "mine"]);
    ada.ok(&["sync"]);
    ben.ok(&["sync"]);
    for desk in [&ada, &ben] {
        assert_eq!(desk.json(&["ticket", "show", &number])["ticket"]["component"], "toner");
        assert_eq!(desk.json(&["conflicts", "list"]), json!([]));
    }
}

#[test]
fn a_server_that_is_away_is_said_so_and_what_waits_is_kept() {
    let server = Server::start();
    let ada = server.desk("ada");
    drop(server);
    ada.ok(&["ticket", "new", "--subject", "Printer on fire"]);
    let (code, said) = ada.fails(&["sync", "--timeout", "2"]);
    assert_eq!(code, 3, "{said}");
    assert!(said.contains("what waits is kept"), "{said}");
    assert_eq!(ada.json(&["status"])["sync"]["pending"], 1);
}

#[test]
fn a_sync_that_is_killed_anywhere_loses_nothing_and_doubles_nothing() {
    let server = Server::start();
    let ada = server.desk("ada");
    let mut saved = BTreeSet::new();
    let mut edit = |ada: &World, round: u32| {
        let subject = format!("round {round:02}");
        ada.ok(&["rpc", "ticket_new", &json!({ "subject": subject }).to_string()]);
        saved.insert(subject);
    };
    edit(&ada, 0);
    let begun = Instant::now();
    ada.ok(&["sync"]);
    let whole_ms = u64::try_from(begun.elapsed().as_millis()).unwrap().max(100);

    let mut random = rand::rng();
    let (mut kills, mut round) = (0, 0);
    while kills < KILLS {
        round += 1;
        assert!(round < KILLS * 4, "a sync ends before it can be killed");
        edit(&ada, round);
        // From the first instruction to the last, however fast this computer is.
        let while_ms = random.random_range(0..whole_ms);
        let mut sync = ada.command(&["sync"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(while_ms));
        kills += u32::from(was_running_when_killed(&mut sync));
    }

    ada.ok(&["sync"]);
    let status = ada.json(&["status"]);
    assert_eq!((&status["sync"]["pending"], &status["sync"]["rejected"]), (&json!(0), &json!(0)), "{status}");
    let ben = server.desk("ben");
    let saved: Vec<String> = saved.into_iter().collect();
    assert_eq!(subjects(&ada), saved, "on the desk that was killed");
    assert_eq!(subjects(&ben), saved, "at the server");
}

/// Kills with SIGKILL; whether there was still something to kill.
fn was_running_when_killed(child: &mut Child) -> bool {
    let running = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    let status = child.wait().unwrap();
    running && status.code().is_none()
}
