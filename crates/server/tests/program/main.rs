//! The program as its keeper runs it: accounts from the command line, serving, TLS, stopping.
#![expect(clippy::unwrap_used, clippy::unwrap_in_result, reason = "a test that cannot go on has failed")]

mod accounts;
mod serving;
mod tls;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::time::Duration;

const PASSWORD: &str = "correct horse battery";

fn tern_server(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tern-server"));
    command.args(arguments).arg("--data").arg(data).env("TERN_LOG", "warn");
    command
}

/// Runs a command to its end with this on its standard input.
fn run(data: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = tern_server(data, arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that is not understood ends before it reads anything.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn add(data: &Path, email: &str) -> Output {
    let arguments = ["user", "add", "--email", email, "--name", "Ada", "--role", "admin", "--password-stdin"];
    run(data, &arguments, &format!("{PASSWORD}\n"))
}

/// A server process; dropping it kills it as a power cut would.
struct Serving {
    child: Child,
    lines: BufReader<ChildStdout>,
    address: String,
}

impl Serving {
    fn start(data: &Path, more: &[&str]) -> Self {
        let arguments = [&["serve", "--listen", "127.0.0.1:0"], more].concat();
        let mut child = tern_server(data, &arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        lines.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://").expect("it says where").to_owned();
        Serving { child, lines, address }
    }

    /// Sends a request over a line of its own; returns status and body.
    fn ask(&self, method: &str, path: &str, body: &str) -> (u16, String) {
        let mut line = TcpStream::connect(&self.address).unwrap();
        line.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        line.write_all(request(method, path, body).as_bytes()).unwrap();
        let mut text = String::new();
        line.read_to_string(&mut text).unwrap();
        answer(&text)
    }

    fn sign_in(&self, email: &str, password: &str) -> (u16, String) {
        let body = serde_json::json!({
            "email": email, "password": password, "device": uuid::Uuid::new_v4(), "device_name": "test",
        });
        self.ask("POST", "/api/v1/sign-in", &body.to_string())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It has ended already when a test stopped it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn request(method: &str, path: &str, body: &str) -> String {
    format!(
        "{method} {path} HTTP/1.1\r\nhost: tern\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn answer(text: &str) -> (u16, String) {
    let (head, body) = text.split_once("\r\n\r\n").expect("an answer has a head");
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, body.to_owned())
}
