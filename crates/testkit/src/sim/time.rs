//! Simulated time and ids: every clock hangs on the world's, with an error of its own.

use super::dice::Dice;
use desk::clock::{Clock, Ids};
use domain::time::Timestamp;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// Monday, 2 March 2026, 09:00 in UTC: where every world begins.
pub(crate) const BEGIN: Timestamp = Timestamp(1_772_442_000_000);

/// The world's own time, in milliseconds since it began.
#[derive(Debug, Clone, Default)]
pub(crate) struct WorldTime(Arc<AtomicI64>);

impl WorldTime {
    pub(crate) fn ms(&self) -> u64 {
        self.0.load(Ordering::SeqCst).unsigned_abs()
    }

    pub(crate) fn set_ms(&self, ms: u64) {
        self.0.store(i64::try_from(ms).unwrap_or(i64::MAX), Ordering::SeqCst);
    }
}

/// A node's clock: wrong by `skew`, corrected by what its server says.
#[derive(Debug, Clone)]
pub(crate) struct NodeClock {
    pub(crate) world: WorldTime,
    pub(crate) skew_ms: Arc<AtomicI64>,
    pub(crate) offset_ms: Arc<AtomicI64>,
}

impl NodeClock {
    pub(crate) fn new(world: WorldTime) -> Self {
        NodeClock { world, skew_ms: Arc::default(), offset_ms: Arc::default() }
    }

    /// What the node's own clock shows.
    pub(crate) fn wall(&self) -> Timestamp {
        let ms = i64::try_from(self.world.ms()).unwrap_or(i64::MAX);
        BEGIN.plus_ms(ms).plus_ms(self.skew_ms.load(Ordering::SeqCst))
    }
}

impl Clock for NodeClock {
    fn now(&self) -> Timestamp {
        self.wall().plus_ms(self.offset_ms.load(Ordering::SeqCst))
    }
}

/// Ids that are the same for the same seed and sort by the world's time.
#[derive(Debug)]
pub(crate) struct SeededIds {
    world: WorldTime,
    dice: Mutex<(Dice, u64)>,
}

impl SeededIds {
    pub(crate) fn new(world: WorldTime, dice: Dice) -> Self {
        SeededIds { world, dice: Mutex::new((dice, 0)) }
    }
}

impl Ids for SeededIds {
    fn next(&self) -> Uuid {
        let mut dice = self.dice.lock().unwrap_or_else(PoisonError::into_inner);
        dice.1 += 1;
        let mut random = [0; 10];
        // What was made in one millisecond sorts in its order.
        random[..2].copy_from_slice(&u16::try_from(dice.1 & 0xfff).unwrap_or(0).to_be_bytes());
        random[2..].copy_from_slice(&dice.0.number().to_be_bytes());
        let now_ms = BEGIN.0.unsigned_abs() + self.world.ms();
        uuid::Builder::from_unix_timestamp_millis(now_ms, &random).into_uuid()
    }
}
