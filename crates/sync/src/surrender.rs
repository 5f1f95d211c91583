//! The last thing a revoked device does: it hands over everything that the server has not taken in.

use crate::fault::Fault;
use crate::lanes::{Lanes, fitting, local};
use contract::wire::{ErrorCode, QuarantineRequest};
use domain::change::Change;
use std::collections::{BTreeSet, VecDeque};

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

/// Whether the server takes anything from this device.
#[derive(PartialEq, Eq)]
enum Taken {
    All,
    Nothing,
}

impl Lanes {
    /// Hands over what waits on a revoked device. From here on nothing is saved on it: what somebody wrote while the
    /// server is asked would be in neither place.
    ///
    /// The caller destroys the device's copy after this, so it is `Ok` only when nothing is left that the server might
    /// still take.
    pub(crate) async fn surrender(&self) -> Result<HandedOver, Fault> {
        let (mut handed, mut seen) = (HandedOver::default(), BTreeSet::new());
        let mut is_first = true;
        loop {
            self.local.shut().await;
            let left: VecDeque<Change> = local(self.local.unsettled().await)?
                .into_iter()
                .filter(|change| !seen.contains(&change.id.0))
                .collect();
            // Somebody may have signed in while the server was asked, and written something.
            if left.is_empty() && !is_first {
                return Ok(handed);
            }
            is_first = false;
            seen.extend(left.iter().map(|change| change.id.0));
            if self.hand_over_all(left, &mut handed).await? == Taken::Nothing {
                return Ok(handed);
            }
        }
    }

    /// Hands over these changes, in their order.
    async fn hand_over_all(
        &self,
        mut left: VecDeque<Change>,
        handed: &mut HandedOver,
    ) -> Result<Taken, Fault> {
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
                        return Ok(Taken::All);
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
                    return Ok(Taken::Nothing);
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
