//! Other computers, for admins; and this one, when an admin signs it out for good.

use crate::host::Host;
use crate::open::Open;
use crate::problem::{internal, of_open};
use contract::commands::Tag;
use contract::devices::*;
use contract::problem::{Code, Problem};
use contract::session::{Done, Empty, Notice, PASSWORD_LEAST_CHARS, PasswordChange};
use contract::sync::OutboxPick;
use serde::de::DeserializeOwned;
use std::sync::{Arc, Weak};
use std::time::Duration;
use tokio::task::JoinHandle;

/// How long to wait before what is left is handed over again.
const AGAIN: Duration = Duration::from_secs(30);

pub(crate) async fn device_list(host: &Arc<Host>, _: Empty) -> Result<Vec<DeviceView>, Problem> {
    ask(host, false, "api/v1/devices").await
}

pub(crate) async fn device_revoke(host: &Arc<Host>, input: DevicePick) -> Result<Done, Problem> {
    ask::<()>(host, true, &format!("api/v1/devices/{}/revoke", input.device)).await?;
    Ok(Done::default())
}

pub(crate) async fn quarantine_list(
    host: &Arc<Host>,
    input: QuarantineQuery,
) -> Result<Vec<QuarantineView>, Problem> {
    ask(host, false, &format!("api/v1/quarantine?all={}", input.decided_too)).await
}

pub(crate) async fn quarantine_apply(host: &Arc<Host>, input: QuarantinePick) -> Result<Done, Problem> {
    ask::<()>(host, true, &format!("api/v1/quarantine/{}/apply", input.change)).await?;
    Ok(Done::default())
}

pub(crate) async fn quarantine_discard(host: &Arc<Host>, input: QuarantinePick) -> Result<Done, Problem> {
    ask::<()>(host, true, &format!("api/v1/quarantine/{}/discard", input.change)).await?;
    Ok(Done::default())
}

/// Lets a lead decide what the server refused: it leaves this desk once the server has it.
pub(crate) async fn outbox_hand_over(host: &Arc<Host>, input: OutboxPick) -> Result<Done, Problem> {
    let open = host.desk().await?;
    open.start_sync().await?;
    let change = open.desk.refused(input.change).await?;
    let handed = match &*open.sync.lock().await {
        Some(sync) => sync.hand_over(change).await,
        None => Err(Problem::new(Code::BadInput, "This desk has no server; connect it first.")),
    };
    host.rest(&open).await;
    handed?;
    open.desk.handed_over(open.me, input.change).await?;
    Ok(Done::default())
}

/// Gives whoever is signed in another password.
pub(crate) async fn password_change(host: &Arc<Host>, input: PasswordChange) -> Result<Done, Problem> {
    if input.new.chars().count() < PASSWORD_LEAST_CHARS {
        let text = format!("A password has at least {PASSWORD_LEAST_CHARS} characters.");
        let detail = serde_json::json!({ "field": "new", "least": PASSWORD_LEAST_CHARS });
        return Err(Problem { detail: Some(detail), ..Problem::new(Code::Invalid, text) });
    }
    let open = host.desk().await?;
    open.start_sync().await?;
    let changed = match &*open.sync.lock().await {
        Some(sync) => sync.change_password(&input).await,
        None => Err(Problem::new(Code::BadInput, "This desk has no server; connect it first.")),
    };
    host.rest(&open).await;
    changed.map(|()| Done::default())
}

/// Asks the server of the open desk.
async fn ask<T: DeserializeOwned>(host: &Arc<Host>, post: bool, path: &str) -> Result<T, Problem> {
    let open = host.desk().await?;
    open.start_sync().await?;
    let answer = match &*open.sync.lock().await {
        Some(sync) => sync.administer(post, path).await,
        None => Err(Problem::new(Code::BadInput, "This desk has no server; connect it first.")),
    };
    host.rest(&open).await;
    serde_json::from_value(answer?).map_err(|error| internal(&error.into()))
}

/// Gives this desk up once what waits on it is handed over; tries until the server has it.
pub(crate) fn give_up_in_background(host: Weak<Host>, open: Weak<Open>) -> JoinHandle<()> {
    // A task of its own: those of the desk end with it.
    tokio::spawn(async move {
        while let (Some(host), Some(open)) = (host.upgrade(), open.upgrade()) {
            match host.give_up(&open).await {
                Ok(()) => return,
                Err(problem) => tracing::warn!("giving up a revoked desk: {problem}"),
            }
            drop((host, open));
            tokio::time::sleep(AGAIN).await;
        }
    })
}

impl Host {
    /// Hands over what waits on a revoked desk, then destroys its key and its files.
    ///
    /// Without the key nobody reads the database or the attachments, whatever is left of them on the disk.
    pub(crate) async fn give_up(self: &Arc<Self>, open: &Arc<Open>) -> Result<(), Problem> {
        let _one = self.switching.lock().await;
        let is_open = self.open.read().await.as_ref().is_some_and(|now| Arc::ptr_eq(now, open));
        if !is_open {
            return Ok(());
        }
        let handed = match &*open.sync.lock().await {
            Some(sync) if sync.is_revoked() => sync.surrender().await?,
            Some(_) | None => return Ok(()),
        };
        let server = open.server.as_ref().map_or_else(String::new, ToString::to_string);
        tracing::warn!(
            kept = handed.kept,
            lost = handed.lost,
            server,
            "This computer was signed out for good; destroying its copy"
        );
        self.open.write().await.take();
        Arc::clone(open).close().await;
        let wiped = open.folder.wipe().await;
        self.forget_copies().await;
        let mut left = match handed.kept {
            0 => "Nothing was waiting here.".to_owned(),
            1 => "One change that waited here was handed over for review.".to_owned(),
            many => format!("{many} changes that waited here were handed over for review."),
        };
        if handed.lost > 0 {
            left = format!("{left} The server did not take {} of what waited.", handed.lost);
        }
        let text =
            format!("An admin of {server} signed this computer out for good, and its copy is gone. {left}");
        *self.stuck.lock().await = Some(Problem::new(Code::DeviceRevoked, text));
        // Nobody listening is fine.
        let _ = self.notices.send(Notice::Changed { tags: Tag::ALL.to_vec() });
        wiped.map_err(|error| of_open(&error))
    }
}
