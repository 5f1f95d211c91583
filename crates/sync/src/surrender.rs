//! The last thing a revoked device does: it hands over everything that the server has not taken in.

use crate::fault::Fault;
use crate::lanes::{Lanes, fitting, local};
use contract::wire::{ErrorCode, QuarantineRequest};
use domain::change::Change;
use std::collections::VecDeque;

/// The most changes in one request.
const AT_ONCE: usize = 50;

/// What became of what was left on a revoked device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HandedOver {
    /// Kept on the server for an admin to look at; the others had taken effect already.
    pub kept: usize,
    /// The server could not read them, or takes nothing from this device.
    pub lost: usize,
}

impl Lanes {
    /// Hands over what waits on a revoked device. From here on nothing is saved on it: what somebody wrote while the
    /// server is asked would be in neither place.
    ///
    /// The caller destroys the device's copy after this, so it is `Ok` only when nothing is left that the server might
    /// still take.
    pub(crate) async fn surrender(&self) -> Result<HandedOver, Fault> {
        self.local.shut().await;
        let mut left: VecDeque<Change> = local(self.local.unsettled().await)?.into();
        let mut handed = HandedOver::default();
        let mut at_once = AT_ONCE;
        loop {
            let fits = fitting(left.iter().take(at_once))?;
            let changes: Vec<Change> = left.drain(..fits).collect();
            let request = QuarantineRequest { changes, last: left.is_empty() };
            let (sent, last) = (request.changes.len(), request.last);
            let asked = &request;
            match self.signed(|token| async move { self.client.hand_over(&token, asked).await }).await {
                Ok(answer) => {
                    handed.kept += answer.kept;
                    if last {
                        return Ok(handed);
                    }
                    at_once = AT_ONCE;
                }
                // What the server cannot read must not take with it what stands beside it.
                Err(Fault::Refused { code: ErrorCode::BadRequest | ErrorCode::TooLarge, .. }) if sent > 1 => {
                    at_once = sent / 2;
                    for change in request.changes.into_iter().rev() {
                        left.push_front(change);
                    }
                }
                Err(Fault::Refused { code: ErrorCode::BadRequest | ErrorCode::TooLarge, detail })
                    if sent == 1 =>
                {
                    tracing::error!(detail, "The server cannot read a change that waits here");
                    handed.lost += 1;
                }
                // It will never take them; waiting would only keep a copy that must not be.
                Err(Fault::Refused { code: ErrorCode::Forbidden | ErrorCode::NotFound, detail }) => {
                    tracing::warn!(detail, "The server does not take what waits here");
                    handed.lost += sent + left.len();
                    return Ok(handed);
                }
                Err(fault) => return Err(fault),
            }
        }
    }
}

impl Lanes {
    /// Hands one refused change to whoever leads.
    pub(crate) async fn hand_over(&self, change: Change) -> Result<(), Fault> {
        let request = &QuarantineRequest { changes: vec![change], last: false };
        self.signed(|token| async move { self.client.hand_over(&token, request).await }).await?;
        Ok(())
    }
}
