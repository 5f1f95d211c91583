//! A large file whose desk, server and receiver die while they carry it.

use super::processes::{Desk, Server, page};
use crate::proxy::Proxy;
use anyhow::{Context as _, Result, ensure};
use serde::Serialize;
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};

const FILE_BYTES: usize = 25 * 1024 * 1024 + 5;
const RATION_BYTES: usize = 1024 * 1024;
const PATIENCE: Duration = Duration::from_secs(300);

/// What it took.
#[derive(Debug, Default, Serialize)]
pub struct FileReport {
    pub sender_killed: u32,
    pub server_killed: u32,
    pub receiver_killed: u32,
    pub carried_up_bytes: u64,
    pub carried_down_bytes: u64,
    /// Whether what came is what was sent.
    pub is_same: bool,
}

/// Carries a file from one desk to another and kills everybody on the way.
///
/// # Errors
/// When the stage cannot be set, or the file does not arrive.
pub async fn carry_a_file(programs: &Path) -> Result<FileReport> {
    // Whoever installed one before has the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let room = tempfile::tempdir()?;
    let mut server = Server::start(programs, room.path().join("server"), None).await?;
    let proxy = Proxy::start(server.address, 11).await?;
    let ui = page(room.path())?;
    let mut desks = Vec::new();
    for name in ["sender", "receiver"] {
        let email = format!("{name}@torture.example");
        server.person(&email).await?;
        let mut desk =
            Desk::connect(programs, room.path().join(name), ui.clone(), proxy.address(), &email).await?;
        desk.start().await?;
        desks.push(desk);
    }
    let [sender, receiver] = &mut desks[..] else { unreachable!("two desks were made") };
    let mut bytes = vec![0; FILE_BYTES];
    rand::RngCore::fill_bytes(&mut rand::rng(), &mut bytes);
    let (sent, came) = (room.path().join("sent.bin"), room.path().join("came.bin"));
    std::fs::write(&sent, &bytes)?;

    let mut report = FileReport::default();
    let ticket = sender.call("ticket_new", &json!({ "subject": "A large file" })).await?["id"].clone();
    sender.settle(Duration::from_secs(60)).await?;
    proxy.ration(RATION_BYTES);
    let add = json!({ "ticket": ticket, "name": "sent.bin", "path": sent });
    let file = sender.call("attachment_add", &add).await?["id"].clone();
    let stage = FILE_BYTES as u64 / 4;
    for part in 1..=2 {
        until(|| proxy.carried_bytes() > part * stage, "the file goes up").await?;
        sender.kill().await?;
        report.sender_killed += 1;
        server.kill().await?;
        report.server_killed += 1;
        server.resume().await?;
        sender.start().await?;
    }
    until_state(sender, &ticket, "here").await.context("sending the file")?;
    report.carried_up_bytes = proxy.carried_bytes();

    let save = json!({ "attachment": file, "path": came });
    let give_up = Instant::now() + PATIENCE;
    let mut part = 1;
    loop {
        ensure!(Instant::now() < give_up, "the file does not come down");
        let saved = tokio::spawn(receiver.call("attachment_save", &save));
        if part <= 2 {
            let reached = report.carried_up_bytes + part * stage;
            until(|| proxy.carried_bytes() > reached || saved.is_finished(), "the file comes down").await?;
            if proxy.carried_bytes() > reached {
                receiver.kill().await?;
                report.receiver_killed += 1;
                receiver.start().await?;
                part += 1;
            }
        }
        // The row may still be on its way, or whoever was asked has just died.
        if saved.await?.is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    report.carried_down_bytes = proxy.carried_bytes() - report.carried_up_bytes;
    report.is_same = std::fs::read(&came)? == bytes;
    for desk in &mut desks {
        desk.kill().await?;
    }
    server.kill().await?;
    Ok(report)
}

async fn until_state(desk: &Desk, ticket: &Value, wanted: &str) -> Result<()> {
    let give_up = Instant::now() + PATIENCE;
    loop {
        let view = desk.call("ticket_get", &json!({ "ticket": ticket })).await?;
        if view["attachments"][0]["state"] == wanted {
            return Ok(());
        }
        ensure!(Instant::now() < give_up, "still {}", view["attachments"]);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn until(is_so: impl Fn() -> bool, what: &str) -> Result<()> {
    let give_up = Instant::now() + PATIENCE;
    while !is_so() {
        ensure!(Instant::now() < give_up, "waited in vain until {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    Ok(())
}
