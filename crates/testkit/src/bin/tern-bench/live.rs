//! Two desks and a server over HTTP on this computer: from a commit here to the screen there, and a long queue sent.

use ::server::password::Cost;
use anyhow::{Context as _, Result};
use contract::session::Notice;
use domain::person::Role;
use host::{Host, Options};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

const PASSWORD: &str = "correct horse battery";
const PATIENCE: Duration = Duration::from_secs(120);
const ROUNDS: usize = 100;
const QUEUED: usize = 1_000;

/// Measures both on a server with a day's worth of tickets.
pub(crate) async fn measure() -> Result<Value> {
    let folder = tempfile::tempdir()?;
    let options =
        ::server::Options { cost: Cost::Least, ..::server::Options::local(&folder.path().join("server")) };
    let running = ::server::start(options).await?;
    ::server::sample::fill(running.app(), 1_000).await?;
    let url = format!("http://{}", running.address());
    let mut hosts = Vec::new();
    for (index, background) in [true, true, false].into_iter().enumerate() {
        let email = format!("desk{index}@example.com");
        ::server::account::add(running.app(), &email, "Bench", Role::Admin, PASSWORD.to_owned()).await?;
        hosts.push(desk(&folder.path().join(format!("desk{index}")), &url, &email, background).await?);
    }
    let (here, there, away) = (&hosts[0], &hosts[1], &hosts[2]);
    let visible = visible(here, there).await?;
    let queued = queued(away).await?;
    for host in &hosts {
        host.stop().await;
    }
    running.stop().await?;
    Ok(json!({ "commit_to_visible": visible, "queue": queued }))
}

async fn desk(folder: &Path, url: &str, email: &str, background: bool) -> Result<Arc<Host>> {
    let passphrase = Some("measured and thrown away".to_owned());
    let options = Options { folder: folder.to_owned(), sample: false, passphrase, background, engine: None };
    let host = Host::start(options).await.map_err(|problem| anyhow::anyhow!("{problem}"))?;
    call(&host, "host_connect", json!({ "url": url, "email": email, "password": PASSWORD })).await?;
    host.sync_until_quiet(PATIENCE).await.map_err(|problem| anyhow::anyhow!("{problem}"))?;
    Ok(host)
}

async fn call(host: &Arc<Host>, command: &str, input: Value) -> Result<Value> {
    host.call(command, input).await.map_err(|problem| anyhow::anyhow!("{command}: {problem:?}"))
}

async fn tickets(host: &Arc<Host>, count: usize) -> Result<Vec<Value>> {
    let list = call(host, "ticket_list", json!({ "from": 0, "count": count })).await?;
    Ok(list["rows"].as_array().context("rows")?.iter().map(|row| row["id"].clone()).collect())
}

/// From the answer to an edit on one desk to the moment in which the other desk shows it.
async fn visible(here: &Arc<Host>, there: &Arc<Host>) -> Result<Value> {
    let ids = tickets(here, 50).await?;
    let mut times = Vec::new();
    for round in 0..ROUNDS {
        let ticket = &ids[round % ids.len()];
        let word = format!("seen-{round}");
        let mut notices = there.notices();
        let fields = json!({ "component": word });
        call(here, "ticket_set", json!({ "tickets": [ticket], "fields": fields })).await?;
        let begun = Instant::now();
        loop {
            let shown = call(there, "ticket_get", json!({ "ticket": ticket })).await?;
            if shown["component"] == word.as_str() {
                break;
            }
            anyhow::ensure!(begun.elapsed() < PATIENCE, "an edit did not arrive");
            // As a screen does: it reads again when it hears that something moved.
            loop {
                let notice = tokio::time::timeout(Duration::from_secs(1), notices.recv()).await;
                if matches!(notice, Err(_) | Ok(Err(_) | Ok(Notice::Changed { .. }))) {
                    break;
                }
            }
        }
        times.push(begun.elapsed());
        // The server tells a device of news four times a second at most; what comes faster travels together.
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    Ok(super::percentiles(times))
}

/// A week's edits of a desk that was away, until the server has all of them.
async fn queued(away: &Arc<Host>) -> Result<Value> {
    let ids = tickets(away, 250).await?;
    for round in 0..QUEUED {
        let ticket = &ids[round % ids.len()];
        call(away, "ticket_set", json!({ "tickets": [ticket], "add_tags": [format!("away-{round}")] }))
            .await?;
    }
    let begun = Instant::now();
    let view = away.sync_until_quiet(PATIENCE).await.map_err(|problem| anyhow::anyhow!("{problem}"))?;
    anyhow::ensure!(view.pending == 0, "{} edits were not sent", view.pending);
    Ok(json!({ "edits": QUEUED, "seconds": begun.elapsed().as_secs_f64() }))
}
