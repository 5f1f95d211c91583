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
            Phase::Connecting | Phase::Online | Phase::Offline => {
                self.errors.values().next().map(ToString::to_string)
            }
        };
        Standing { phase, busy, quiet, next_try, last_success: self.last_success, error }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Event;

    /// What the status says is wrong after these events.
    fn error_after(events: Vec<Event>) -> Option<String> {
        let mut plan = Plan::new();
        for event in events {
            plan.on(event, Moment(0), 0.5);
        }
        let standing = plan.standing(Moment(0));
        assert_eq!(standing.phase == Phase::Online, standing.error.is_none(), "{standing:?}");
        standing.error
    }

    #[test]
    fn what_failed_for_want_of_a_network_is_no_error_once_it_is_back() {
        let offline = |lane| Event::Failed { lane, fault: Fault::Offline("no route".to_owned()) };
        let hello = || [Event::Greeted { head: 10 }, Event::Pulled { known: 10, rows: 0 }];
        // The tokens cannot be changed for fresh ones; somebody signs in, and nothing has to be refreshed any more.
        let cut = vec![Event::Tick, offline(Lane::Refresh)];
        assert!(error_after(cut.clone()).is_some());
        assert_eq!(error_after([cut, vec![Event::SignedIn], hello().into()].concat()), None);
        // A lane that is not needed any more does not go on complaining either.
        let listening =
            [vec![Event::SignedIn], hello().into(), vec![offline(Lane::Wait), offline(Lane::Pull)]];
        assert!(error_after(listening.concat()).is_some());
        let back = vec![Event::Pulled { known: 10, rows: 0 }];
        assert_eq!(error_after([listening.concat(), back].concat()), None);
    }
}
