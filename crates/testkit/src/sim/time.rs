//! Simulated time and ids: every clock hangs on the world's, with an error of its own.

use super::busy::{Busy, Work};
use super::dice::Dice;
use desk::clock::{Clock, Ids};
use domain::time::Timestamp;
use std::collections::BTreeMap;
use std::future::Future;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::oneshot;
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

/// What waits on one program for time to pass, by its moment and in the order in which it began to wait.
type Waiting = BTreeMap<(u64, u64), oneshot::Sender<Work>>;

/// The alarms of one program: they ring when the world says so, never by a clock on the wall.
#[derive(Clone)]
pub(crate) struct Alarms {
    world: WorldTime,
    busy: Busy,
    waiting: Arc<Mutex<(u64, Waiting)>>,
}

/// An alarm that rings no more when nobody waits for it.
struct Alarm {
    key: (u64, u64),
    waiting: Arc<Mutex<(u64, Waiting)>>,
}

impl Drop for Alarm {
    fn drop(&mut self) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).1.remove(&self.key);
    }
}

impl Alarms {
    pub(crate) fn new(world: WorldTime, busy: Busy) -> Self {
        Alarms { world, busy, waiting: Arc::default() }
    }

    /// Ends when so much of the world's time has passed.
    pub(crate) fn sleep(&self, span: Duration) -> impl Future<Output = ()> + Send + use<> {
        let span_ms = u64::try_from(span.as_millis()).unwrap_or(u64::MAX).max(1);
        let (ring, rung) = oneshot::channel();
        let key = {
            let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            waiting.0 += 1;
            let key = (self.world.ms().saturating_add(span_ms), waiting.0);
            waiting.1.insert(key, ring);
            key
        };
        let alarm = Alarm { key, waiting: self.waiting.clone() };
        async move {
            let work = rung.await;
            drop(alarm);
            drop(work);
        }
    }

    /// When the next one rings.
    pub(crate) fn next_ms(&self) -> Option<u64> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).1.keys().next().map(|key| key.0)
    }

    /// Rings the first alarm whose time has come; whether there was one.
    pub(crate) fn ring(&self) -> bool {
        let due = {
            let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            match waiting.1.first_entry() {
                Some(first) if first.key().0 <= self.world.ms() => Some(first.remove()),
                Some(_) | None => None,
            }
        };
        let Some(due) = due else { return false };
        // Whoever waited may be gone.
        let _ = due.send(self.busy.work());
        true
    }
}
