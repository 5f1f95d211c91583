//! Where time and ids come from, so that a test can turn the clock.

use domain::time::Timestamp;
use std::sync::atomic::{AtomicI64, Ordering};
use uuid::Uuid;

/// Tells the time.
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;
}

/// Makes ids that sort by the time they were made.
pub trait Ids: Send + Sync {
    fn next(&self) -> Uuid;
}

/// The system's clock, corrected by what the server's answers say.
#[derive(Debug, Default)]
pub struct SystemClock {
    offset_ms: AtomicI64,
}

impl SystemClock {
    /// Sets server time minus system time.
    pub fn correct(&self, offset_ms: i64) {
        self.offset_ms.store(offset_ms, Ordering::Relaxed);
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::from(chrono::Utc::now()).plus_ms(self.offset_ms.load(Ordering::Relaxed))
    }
}

/// Random ids of version 7.
#[derive(Debug, Default, Clone, Copy)]
pub struct RandomIds;

impl Ids for RandomIds {
    fn next(&self) -> Uuid {
        Uuid::now_v7()
    }
}
