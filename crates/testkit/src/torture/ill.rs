//! A desk whose disk fails and recovers while somebody works: what was told to be saved is, and nobody has to restart.

use super::processes::{Desk, Server, page};
use crate::ill_disk::{Doctor, Illness};
use anyhow::{Context as _, Result, ensure};
use serde::Serialize;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;

/// Calls that fail, one after another.
const CALLS: [&str; 4] =
    ["posix/io/sync/fsync", "posix/io/rw/pwrite", "posix/io/rw/pread", "posix/io/rw/pwrite/reduce"];

/// What it took.
#[derive(Debug, Default, Serialize)]
pub struct IllReport {
    pub saved: usize,
    /// The codes of edits that were refused, by the call that failed.
    pub refused: Vec<(&'static str, String)>,
}

/// Works on while the disk fails in one way after another; `None` where no disk can be made to fail.
///
/// # Errors
/// When something that was told to be saved is not there, or the desk does not recover by itself.
pub async fn outlive_a_failing_disk(programs: &Path) -> Result<Option<IllReport>> {
    if !Illness::can_befall() {
        return Ok(None);
    }
    // Whoever installed one before has the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let room = tempfile::tempdir()?;
    let mut server = Server::start(programs, room.path().join("server"), None).await?;
    let ui = page(room.path())?;
    let email = "ill@torture.example";
    server.person(email).await?;
    let folder = room.path().join("desk");
    let mut desk = Desk::connect(programs, folder, ui, server.address, email).await?;
    let doctor = Doctor::in_folder(room.path());
    desk.start_with(|command| doctor.attend(command)).await?;
    let process = desk.process().context("it was started")?;

    let mut report = IllReport::default();
    let mut saved: Vec<String> = Vec::new();
    for call in CALLS {
        // What the server answered was written by another connection: the next edit has to read the file.
        desk.settle(Duration::from_secs(60)).await?;
        doctor.fail(process, call).await?;
        for count in 0..4 {
            match make(&desk, &format!("{call} {count}")).await {
                Ok(id) => saved.push(id),
                Err(error) => report.refused.push((call, code(&error))),
            }
        }
        doctor.heal(process, call).await?;
        // The first may meet what the failure left; nobody has to try more than once more.
        if make(&desk, "just after").await.is_err() {
            saved.push(make(&desk, "after").await.with_context(|| format!("after {call}"))?);
        }
        are_there(&desk, &saved).await.with_context(|| format!("after {call}"))?;
    }
    report.saved = saved.len();
    desk.kill().await?;
    desk.start().await?;
    are_there(&desk, &saved).await.context("after all")?;
    desk.settle(Duration::from_secs(60)).await?;
    desk.kill().await?;
    server.kill().await?;
    Ok(Some(report))
}

async fn make(desk: &Desk, subject: &str) -> Result<String> {
    let made = desk.call("ticket_new", &json!({ "subject": subject })).await?;
    Ok(made["id"].as_str().context("a new ticket has an id")?.to_owned())
}

async fn are_there(desk: &Desk, tickets: &[String]) -> Result<()> {
    for ticket in tickets {
        let view = desk.call("ticket_get", &json!({ "ticket": ticket })).await?;
        ensure!(view["ticket"].is_object() || view["id"].is_string(), "{ticket} is not there: {view}");
    }
    Ok(())
}

fn code(error: &anyhow::Error) -> String {
    let problem: Value = serde_json::from_str(&error.to_string()).unwrap_or_default();
    problem["code"].as_str().unwrap_or("none").to_owned()
}
