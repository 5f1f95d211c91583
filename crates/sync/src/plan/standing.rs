//! Where a conversation stands, read off the plan's state.

use super::{Access, Lane, Moment, Phase, Plan, Standing};
use crate::fault::Fault;

impl Plan {
    pub fn standing(&self, now: Moment) -> Standing {
        let phase = match (self.access, self.reachable) {
            (Access::SignIn, _) => Phase::SignIn,
            (Access::Revoked, _) => Phase::Revoked,
            (Access::Usable | Access::Stale, _) if !self.upgrade.is_empty() => Phase::Upgrade,
            (Access::Usable | Access::Stale, Some(true)) => Phase::Online,
            (Access::Usable | Access::Stale, Some(false)) => Phase::Offline,
            (Access::Usable | Access::Stale, None) => Phase::Connecting,
        };
        let shown = |lane: &Lane| !matches!(lane, Lane::Blobs | Lane::Push | Lane::Wait);
        let busy = self.flights.iter().any(|(lane, flight)| shown(lane) && !flight.routine);
        let settled = !self.dirty && self.edit_at.is_none() && !self.is_behind() && !self.files_wait;
        let quiet = self.access == Access::Usable
            && self.history.is_none()
            && self.greeted
            && settled
            && self.flights.keys().all(|lane| *lane == Lane::Wait);
        let waits = self
            .gates
            .iter()
            .filter(|(lane, _)| !matches!(lane, Lane::Blobs | Lane::Wait))
            .map(|(_, gate)| gate.until());
        let next_try = match phase {
            Phase::SignIn | Phase::Revoked | Phase::Online | Phase::Connecting => None,
            Phase::Offline | Phase::Upgrade => waits.flatten().filter(|at| *at > now).min().max(self.hold),
        };
        let error = match phase {
            Phase::SignIn => Some(Fault::Unauthorised.to_string()),
            Phase::Revoked => Some(Fault::Revoked.to_string()),
            Phase::Upgrade => self.upgrade.values().next().cloned(),
            Phase::Connecting | Phase::Online | Phase::Offline => self.errors.values().next().cloned(),
        };
        Standing { phase, busy, quiet, next_try, last_success: self.last_success, error }
    }
}
