//! A server process from its first line to its last.

use super::{PASSWORD, Serving, add, run};
use std::io::Read;
use std::process::Command;

#[test]
fn a_server_says_where_it_listens_and_stops_when_told() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("announce.json");
    let mut serving = Serving::start(data.path(), &["--announce", file.to_str().unwrap()]);
    let mut announced = None;
    while announced.is_none() {
        announced = std::fs::read(&file).ok();
    }
    let announced: serde_json::Value = serde_json::from_slice(&announced.unwrap()).unwrap();
    assert_eq!(announced["url"], format!("http://{}", serving.address));
    assert_eq!(announced["pid"], serving.child.id());
    assert_eq!(serving.ask("GET", "/health/ready", "").0, 200);
    stop(&serving);
    assert!(serving.child.wait().unwrap().success());
    let mut rest = String::new();
    serving.lines.read_to_string(&mut rest).unwrap();
    assert!(rest.starts_with("tern-server "), "{rest}");
}

#[cfg(unix)]
fn stop(serving: &Serving) {
    let status = Command::new("kill").args(["-TERM", &serving.child.id().to_string()]).status().unwrap();
    assert!(status.success());
}

#[cfg(not(unix))]
fn stop(serving: &Serving) {
    let pid = serving.child.id().to_string();
    assert!(Command::new("taskkill").args(["/F", "/PID", &pid]).status().unwrap().success());
}

#[test]
fn somebody_added_while_it_serves_can_sign_in() {
    let data = tempfile::tempdir().unwrap();
    let serving = Serving::start(data.path(), &[]);
    assert_eq!(serving.sign_in("ada@tern.example", PASSWORD).0, 401);
    assert!(add(data.path(), "ada@tern.example").status.success());
    assert_eq!(serving.sign_in("ada@tern.example", PASSWORD).0, 200);
    let again = ["user", "set-password", "--email", "ada@tern.example", "--password-stdin"];
    assert!(run(data.path(), &again, "another password").status.success());
    assert_eq!(serving.sign_in("ada@tern.example", PASSWORD).0, 401);
    assert_eq!(serving.sign_in("ada@tern.example", "another password").0, 200);
}

#[test]
fn sample_tickets_are_there_once() {
    let data = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        assert!(run(data.path(), &["seed", "--sample", "12"], "").status.success());
    }
    add(data.path(), "ada@tern.example");
    let serving = Serving::start(data.path(), &[]);
    let (_, tokens) = serving.sign_in("ada@tern.example", PASSWORD);
    let tokens: serde_json::Value = serde_json::from_str(&tokens).unwrap();
    let path = "/api/v1/tickets?count=1 HTTP/1.1\r\nauthorization: Bearer ";
    // The helper writes the protocol after the path; a header of ours goes in between.
    let head = format!("{path}{}\r\nx-rest:", tokens["access"].as_str().unwrap());
    let (status, page) = serving.ask("GET", &head, "");
    assert_eq!(status, 200, "{page}");
    let page: serde_json::Value = serde_json::from_str(&page).unwrap();
    assert_eq!(page["total"], 12);
}

#[test]
fn an_address_that_is_taken_is_told() {
    let data = tempfile::tempdir().unwrap();
    let serving = Serving::start(data.path(), &[]);
    let output = run(data.path(), &["serve", "--listen", &serving.address], "");
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains(&serving.address), "{text}");
}

#[test]
fn certificate_and_key_come_together() {
    let data = tempfile::tempdir().unwrap();
    let output = run(data.path(), &["serve", "--tls-cert", "cert.pem"], "");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_restored_database_begins_a_new_history() {
    let folder = tempfile::tempdir().unwrap();
    assert!(add(folder.path(), "ada@tern.example").status.success());
    let epoch = |serving: &Serving| {
        let (_, tokens) = serving.sign_in("ada@tern.example", PASSWORD);
        let tokens: serde_json::Value = serde_json::from_str(&tokens).unwrap();
        let mut line = std::net::TcpStream::connect(&serving.address).unwrap();
        let ask = format!(
            "GET /sync/v1/hello HTTP/1.1\r\nhost: tern\r\nconnection: close\r\nauthorization: Bearer {}\r\n\r\n",
            tokens["access"].as_str().unwrap()
        );
        std::io::Write::write_all(&mut line, ask.as_bytes()).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut line, &mut text).unwrap();
        let hello: serde_json::Value = serde_json::from_str(&crate::answer(&text).1).unwrap();
        (hello["epoch"].as_str().unwrap().to_owned(), hello["head"].as_i64().unwrap())
    };
    let before = epoch(&Serving::start(folder.path(), &[]));
    let restored = crate::run(folder.path(), &["restore-epoch"], "");
    assert!(restored.status.success(), "{}", String::from_utf8_lossy(&restored.stderr));
    let after = epoch(&Serving::start(folder.path(), &[]));
    assert_ne!(before.0, after.0);
    assert!(after.1 > before.1 + 1_000_000, "no number of a lost commit comes again: {after:?}");
}
