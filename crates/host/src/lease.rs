//! How long a desk may go without its server: after that its window locks until it is of one mind with it again.

use crate::host::Host;
use crate::open::Open;
use crate::problem::internal;
use contract::commands::Tag;
use contract::problem::{Code, Problem};
use contract::session::{Mode, Notice, SyncView};
use desk::clock::Clock as _;
use domain::time::Timestamp;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// How often the last success is written down while things go well.
const WRITE_EVERY_MS: i64 = 60 * 60 * 1000;

/// What still works while a desk is locked: all that can unlock it.
pub(crate) fn works_while_lapsed(command: &str) -> bool {
    matches!(command, "host_state" | "host_sign_in" | "host_sign_out" | "sync_status" | "sync_now")
}

impl Open {
    /// Why the desk is locked, if it is. Nothing is lost, and what waits is sent after a sign-in.
    pub(crate) async fn lapsed(&self) -> Result<Option<Problem>, Problem> {
        let days = self.desk.lease_days();
        if self.mode != Mode::Connected || days == 0 {
            return Ok(None);
        }
        let known = self.last_success().await.map_err(|error| internal(&error))?;
        let now = self.clock.now();
        let Some(last) = known else {
            // A desk of an earlier version, or one that was just connected.
            self.remember_success(now).await.map_err(|error| internal(&error))?;
            return Ok(None);
        };
        if now.0 - last.0 <= days.saturating_mul(DAY_MS) {
            return Ok(None);
        }
        let text = format!(
            "This desk was without its server for more than {days} days. Sign in to unlock it; nothing is lost."
        );
        Ok(Some(Problem::new(Code::SignIn, text)))
    }

    /// Writes down that sync went well; says whether that unlocked the desk.
    pub(crate) async fn succeeded(&self, at: Timestamp) -> Result<bool, Problem> {
        let known = self.last_success().await.map_err(|error| internal(&error))?;
        if known.is_some_and(|known| at.0 - known.0 < WRITE_EVERY_MS) {
            return Ok(false);
        }
        let was_locked = self.lapsed().await?.is_some();
        self.remember_success(at).await.map_err(|error| internal(&error))?;
        Ok(was_locked && self.lapsed().await?.is_none())
    }
}

impl Host {
    /// Takes note of how sync goes.
    pub(crate) async fn heard_of_sync(&self, open: &Open, view: &SyncView) -> Result<(), Problem> {
        if let Some(at) = view.last_success
            && open.succeeded(at).await?
        {
            // Nobody listening is fine.
            let _ = self.notices.send(Notice::Changed { tags: Tag::ALL.to_vec() });
        }
        Ok(())
    }
}
