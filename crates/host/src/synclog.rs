//! The log of the conversation with the server: written down each minute, and read as the last day.

use crate::host::Host;
use crate::open::Open;
use crate::problem::internal;
use contract::problem::Problem;
use contract::session::Empty;
use contract::sync::{SyncAttempt, SyncLogView};
use desk::clock::Clock as _;
use std::sync::{Arc, Weak};
use std::time::Duration;
use store::synced::SyncedMinute;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// Whoever looks has it written at once; a desk that dies loses no more than this of it.
const WRITE_EVERY: Duration = Duration::from_secs(60);

impl Open {
    /// Writes down what the conversation did since the last time.
    pub(crate) async fn keep_log(&self) -> anyhow::Result<()> {
        let attempts = self.log.take();
        if attempts.is_empty() {
            return Ok(());
        }
        let kept = self.write_log(&attempts).await;
        if kept.is_err() {
            self.log.give_back(attempts);
        }
        kept
    }

    async fn write_log(&self, attempts: &[SyncAttempt]) -> anyhow::Result<()> {
        let minutes = attempts.iter().map(row).collect::<anyhow::Result<Vec<_>>>()?;
        let tx = self.desk.db().begin().await?;
        store::synced::keep(&tx, &minutes, self.clock.now()).await?;
        tx.commit().await
    }
}

/// Writes it down while the desk is open.
pub(crate) async fn keep(open: Weak<Open>) {
    loop {
        tokio::time::sleep(WRITE_EVERY).await;
        let Some(open) = open.upgrade() else { return };
        if let Err(error) = open.keep_log().await {
            tracing::warn!("writing down how sync went: {error:#}");
        }
    }
}

pub(crate) async fn sync_log(host: &Arc<Host>, _: Empty) -> Result<SyncLogView, Problem> {
    let open = host.desk().await?;
    open.keep_log().await.map_err(|error| internal(&error))?;
    let from = open.clock.now().plus_ms(-DAY_MS);
    let minutes = store::synced::since(open.desk.db(), from).await.map_err(|error| internal(&error))?;
    let attempts: Vec<SyncAttempt> =
        minutes.into_iter().map(view).collect::<anyhow::Result<_>>().map_err(|error| internal(&error))?;
    Ok(SyncLogView {
        bytes_out_day: attempts.iter().map(|one| one.bytes_out).sum(),
        bytes_in_day: attempts.iter().map(|one| one.bytes_in).sum(),
        attempts,
    })
}

fn row(one: &SyncAttempt) -> anyhow::Result<SyncedMinute> {
    let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    Ok(SyncedMinute {
        at: one.at,
        outcome: word(serde_json::to_value(one.outcome)?),
        code: word(serde_json::to_value(one.code)?),
        attempts: one.attempts,
        sent: one.sent,
        received: one.received,
        bytes_out: one.bytes_out,
        bytes_in: one.bytes_in,
        millis: one.millis,
    })
}

fn view(one: SyncedMinute) -> anyhow::Result<SyncAttempt> {
    let code = if one.code.is_empty() { serde_json::Value::Null } else { one.code.into() };
    Ok(SyncAttempt {
        at: one.at,
        outcome: serde_json::from_value(one.outcome.into())?,
        code: serde_json::from_value(code)?,
        attempts: one.attempts,
        sent: one.sent,
        received: one.received,
        bytes_out: one.bytes_out,
        bytes_in: one.bytes_in,
        millis: one.millis,
    })
}
