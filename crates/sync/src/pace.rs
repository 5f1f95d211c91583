//! How fast files go: a person may leave room on a thin line for everything else.

use crate::client::Client;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The speed of all files together; it can be set while they go.
#[derive(Debug, Default)]
pub struct Pace {
    /// Zero: as fast as the line carries.
    bytes_per_second: AtomicU64,
    /// When the line is free again for what was sent so far, by the ticks of the conversation.
    free_at: Mutex<Duration>,
}

impl Pace {
    /// Sets the speed; `None` takes the limit away.
    pub fn set(&self, bytes_per_second: Option<u64>) {
        self.bytes_per_second.store(bytes_per_second.unwrap_or(0), Ordering::Relaxed);
        // What the old speed was owed is forgiven.
        *self.free_at.lock().unwrap_or_else(PoisonError::into_inner) = Duration::ZERO;
    }

    /// The most that may go at once: a second's worth, so that the line never stands still for long.
    pub(crate) fn at_once(&self, wanted: usize, least: usize) -> usize {
        match usize::try_from(self.bytes_per_second.load(Ordering::Relaxed)).unwrap_or(usize::MAX) {
            0 => wanted,
            limit => wanted.min(limit.max(least)),
        }
    }

    /// Waits for as long as so many bytes take at the set speed, behind those that went before.
    pub(crate) async fn spend(&self, client: &Client, bytes: usize) {
        let wait = self.owed(client.ticks(), bytes);
        if !wait.is_zero() {
            client.pause(wait).await;
        }
    }

    fn owed(&self, now: Duration, bytes: usize) -> Duration {
        let speed = self.bytes_per_second.load(Ordering::Relaxed);
        if speed == 0 {
            return Duration::ZERO;
        }
        let takes = Duration::from_secs_f64(bytes as f64 / speed as f64);
        let mut free_at = self.free_at.lock().unwrap_or_else(PoisonError::into_inner);
        *free_at = (*free_at).max(now) + takes;
        free_at.saturating_sub(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_share_the_speed_and_a_pause_is_not_made_up_for() {
        let pace = Pace::default();
        let second = Duration::from_secs(1);
        assert_eq!(pace.owed(second, 1_000_000), Duration::ZERO, "no limit");
        assert_eq!(pace.at_once(4_000_000, 32_000), 4_000_000);
        pace.set(Some(100_000));
        assert_eq!(pace.at_once(4_000_000, 32_000), 100_000);
        assert_eq!(pace.owed(second, 100_000), second);
        assert_eq!(pace.owed(second, 50_000), second * 3 / 2, "a second file goes behind the first");
        assert_eq!(pace.owed(second * 60, 100_000), second, "an idle minute saved nothing up");
        pace.set(Some(1_000));
        assert_eq!(pace.at_once(4_000_000, 32_000), 32_000, "a chunk is never tiny");
        pace.set(None);
        assert_eq!(pace.owed(second * 60, 100_000), Duration::ZERO);
    }
}
